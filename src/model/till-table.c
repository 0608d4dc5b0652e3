/* till-table.c: a list of rows with filter, sort, count and sums
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-table.h"

typedef struct
{
  TillFilter    *filter;
  TillFilter    *beginning; /* or NULL */
  TillFilter    *whole;     /* with the condition of till_table_be_part() */
  char          *part_column;
  char          *part_value;
  GArray        *sort; /* TillSortKey; ids are those of the columns, static */
  TillTableState state;
  GError        *error;
} TillTablePrivate;

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_ENUM_TYPE (TillTableState,
                    till_table_state,
                    G_DEFINE_ENUM_VALUE (TILL_TABLE_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (TILL_TABLE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (TILL_TABLE_FAILED, "failed"))

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (TillTable,
                                  till_table,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (TillTable)
                                    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                           list_model_iface_init))

typedef enum
{
  PROP_STATE = 1,
  PROP_FILTER,
  PROP_N_ROWS,
} TillTableProperty;

static GParamSpec *properties[PROP_N_ROWS + 1];

enum
{
  REPLACING,
  REPLACED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TillTablePrivate *
get_private (TillTable *self)
{
  return till_table_get_instance_private (self);
}

static GType
table_get_item_type (GListModel *model)
{
  return TILL_TYPE_ROW;
}

/* The list itself is the implementation's: it overrides the interface. */
static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = table_get_item_type;
}

static void
till_table_finalize (GObject *object)
{
  TillTablePrivate *priv = get_private (TILL_TABLE (object));

  till_filter_unref (priv->filter);
  till_filter_unref (priv->whole);
  g_clear_pointer (&priv->beginning, till_filter_unref);
  g_free (priv->part_column);
  g_free (priv->part_value);
  g_array_unref (priv->sort);
  g_clear_error (&priv->error);

  G_OBJECT_CLASS (till_table_parent_class)->finalize (object);
}

static void
till_table_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  TillTable        *self = TILL_TABLE (object);
  TillTablePrivate *priv = get_private (self);

  switch ((TillTableProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) priv->state);
      break;

    case PROP_FILTER:
      g_value_set_pointer (value, priv->filter);
      break;

    case PROP_N_ROWS:
      g_value_set_uint (value, till_table_get_n_rows (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
till_table_class_init (TillTableClass *klass)
{
  const GParamFlags watched = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = till_table_finalize;
  object_class->get_property = till_table_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, TILL_TYPE_TABLE_STATE, TILL_TABLE_LOADING, watched);
  properties[PROP_FILTER] = g_param_spec_pointer ("filter", NULL, NULL, watched);
  properties[PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 0, G_MAXUINT, 0, watched);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[REPLACING] = g_signal_new ("replacing", TILL_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  signals[REPLACED] = g_signal_new ("replaced", TILL_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
till_table_init (TillTable *self)
{
  TillTablePrivate *priv = get_private (self);

  priv->filter = till_filter_new ();
  priv->whole = till_filter_new ();
  priv->sort = g_array_new (TRUE, TRUE, sizeof (TillSortKey));
}

const TillColumn *
till_table_get_columns (TillTable *self, guint *n_columns)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), NULL);

  return TILL_TABLE_GET_CLASS (self)->get_columns (self, n_columns);
}

int
till_table_find_column (TillTable *self, const char *id)
{
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      if (g_strcmp0 (columns[i].id, id) == 0)
        return (int) i;
    }

  return -1;
}

TillFilter *
till_table_get_filter (TillTable *self)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), NULL);

  return get_private (self)->filter;
}

static void
make_whole (TillTablePrivate *self)
{
  const char *const values[] = { self->part_value, NULL };

  till_filter_unref (self->whole);
  self->whole = till_filter_copy (self->filter);
  if (self->part_column != NULL)
    till_filter_set (self->whole, self->part_column, TILL_OP_IS, values);
}

void
till_table_be_part (TillTable *self, const char *column, const char *value)
{
  TillTablePrivate *priv = get_private (self);

  g_return_if_fail (TILL_IS_TABLE (self) && priv->part_column == NULL);
  g_return_if_fail (column != NULL && value != NULL);

  priv->part_column = g_strdup (column);
  priv->part_value = g_strdup (value);
  make_whole (priv);
}

void
till_table_set_beginning (TillTable *self, TillFilter *filter)
{
  TillTablePrivate *priv = get_private (self);

  g_return_if_fail (TILL_IS_TABLE (self) && filter != NULL);

  g_clear_pointer (&priv->beginning, till_filter_unref);
  priv->beginning = till_filter_copy (filter);
}

TillFilter *
till_table_get_beginning (TillTable *self)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), NULL);

  return get_private (self)->beginning;
}

TillFilter *
till_table_get_whole_filter (TillTable *self)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), NULL);

  return get_private (self)->whole;
}

void
till_table_set_filter (TillTable *self, TillFilter *filter)
{
  TillTablePrivate *priv = get_private (self);

  g_return_if_fail (TILL_IS_TABLE (self));
  g_return_if_fail (filter != NULL);

  if (till_filter_equal (priv->filter, filter))
    return;

  /* A copy, so that a caller who goes on changing his own does not change ours. */
  till_filter_unref (priv->filter);
  priv->filter = till_filter_copy (filter);
  make_whole (priv);
  TILL_TABLE_GET_CLASS (self)->requery (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

const TillSortKey *
till_table_get_sort (TillTable *self)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), NULL);

  return (const TillSortKey *) (gpointer) get_private (self)->sort->data;
}

void
till_table_set_sort (TillTable *self, const TillSortKey *keys)
{
  TillTablePrivate *priv = get_private (self);
  guint             n_columns;
  const TillColumn *columns;

  g_return_if_fail (TILL_IS_TABLE (self));

  columns = till_table_get_columns (self, &n_columns);
  g_array_set_size (priv->sort, 0);
  for (; keys != NULL && keys->column != NULL; keys++)
    {
      int         column = till_table_find_column (self, keys->column);
      TillSortKey key = { NULL, keys->descending };

      g_return_if_fail (column >= 0 && columns[column].sortable);
      key.column = columns[column].id;
      g_array_append_val (priv->sort, key);
    }
  TILL_TABLE_GET_CLASS (self)->requery (self);
}

TillTableState
till_table_get_state (TillTable *self)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), TILL_TABLE_FAILED);

  return get_private (self)->state;
}

const GError *
till_table_get_error (TillTable *self)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), NULL);

  return get_private (self)->error;
}

guint
till_table_get_n_rows (TillTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self));
}

gint64
till_table_get_sum (TillTable *self, const char *name)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), 0);

  return TILL_TABLE_GET_CLASS (self)->get_sum (self, name);
}

void
till_table_sum_ids_async (TillTable          *self,
                          const char         *name,
                          GArray             *ids,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TILL_IS_TABLE (self));
  g_return_if_fail (name != NULL && ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, till_table_sum_ids_async);
  TILL_TABLE_GET_CLASS (self)->sum_ids (self, name, ids, task);
}

gint64
till_table_sum_ids_finish (TillTable *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  return g_task_propagate_int (G_TASK (result), error);
}

void
till_table_find_text_async (TillTable          *self,
                            const char         *column,
                            const char         *text,
                            guint               from,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TILL_IS_TABLE (self));
  g_return_if_fail (till_table_find_column (self, column) >= 0 && text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, till_table_find_text_async);
  TILL_TABLE_GET_CLASS (self)->find_text (self, column, text, from, task);
}

gint64
till_table_find_text_finish (TillTable *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  return g_task_propagate_int (G_TASK (result), error);
}

void
till_table_begin_replace (TillTable *self)
{
  g_return_if_fail (TILL_IS_TABLE (self));

  g_signal_emit (self, signals[REPLACING], 0);
}

void
till_table_end_replace (TillTable *self)
{
  g_return_if_fail (TILL_IS_TABLE (self));

  g_signal_emit (self, signals[REPLACED], 0);
}

gint64
till_table_get_id (TillTable *self, guint position)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), 0);

  return TILL_TABLE_GET_CLASS (self)->get_id (self, position);
}

gboolean
till_table_find_id (TillTable *self, gint64 id, guint *position)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), FALSE);

  return TILL_TABLE_GET_CLASS (self)->find_id (self, id, position);
}

void
till_table_refresh (TillTable *self)
{
  g_return_if_fail (TILL_IS_TABLE (self));

  TILL_TABLE_GET_CLASS (self)->requery (self);
}

void
till_table_count_values_async (TillTable          *self,
                               const char         *column,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (TILL_IS_TABLE (self));

  TILL_TABLE_GET_CLASS (self)->count_values_async (self, column, cancellable, callback, user_data);
}

GArray *
till_table_count_values_finish (TillTable *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TILL_IS_TABLE (self), NULL);

  return TILL_TABLE_GET_CLASS (self)->count_values_finish (self, result, error);
}

void
till_table_set_state (TillTable *self, TillTableState state, const GError *error)
{
  TillTablePrivate *priv = get_private (self);

  g_return_if_fail (TILL_IS_TABLE (self));

  g_clear_error (&priv->error);
  priv->error = error != NULL ? g_error_copy (error) : NULL;
  priv->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ROWS]);
}
