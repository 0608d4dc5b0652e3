/* till-outline.c: a table whose rows can be opened: what a row is made of stands below it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Few rows are open at a time: they are kept in a list, in the order of the table, and a position
 * is found by passing over it. Nothing is kept for the rows that are closed, however many.
 */
#include "model/till-outline.h"

#define NOT_THERE G_MAXUINT

/* A row that is open. */
typedef struct
{
  TillOutline *outline; /* borrowed */
  gint64       id;
  guint        row;     /* its position in the table; NOT_THERE: filtered out at present */
  guint        n_parts; /* as they were announced */
  GListModel  *parts;   /* owned */
} Opened;

struct _TillOutline
{
  TillTable parent_instance;

  /* Owned */
  TillTable *table;
  GPtrArray *opened; /* Opened, by row */

  TillOutlineParts make;
  gpointer         user_data;

  guint n_rows; /* of the table, as they were announced */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillOutline,
                               till_outline,
                               TILL_TYPE_TABLE,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
opened_free (gpointer data)
{
  Opened *opened = data;

  g_signal_handlers_disconnect_by_data (opened->parts, opened);
  g_object_unref (opened->parts);
  g_free (opened);
}

/* ── Places ── */

/* How many parts stand before the table's row. */
static guint
count_parts_before (TillOutline *self, guint row)
{
  guint n_parts = 0;

  for (guint i = 0; i < self->opened->len; i++)
    {
      const Opened *opened = self->opened->pdata[i];

      if (opened->row >= row)
        break;
      n_parts += opened->n_parts;
    }

  return n_parts;
}

static guint
place_of (TillOutline *self, guint row)
{
  return row + count_parts_before (self, row);
}

/* The open row whose part stands at @position; NULL: a row of the table does. @inside: the part, or
 * the row. */
static Opened *
locate (TillOutline *self, guint position, guint *inside)
{
  guint n_parts = 0;

  for (guint i = 0; i < self->opened->len; i++)
    {
      Opened *opened = self->opened->pdata[i];
      guint   first = opened->row + n_parts + 1;

      if (opened->row == NOT_THERE || position < first)
        break;
      if (position - first < opened->n_parts)
        {
          *inside = position - first;
          return opened;
        }
      n_parts += opened->n_parts;
    }
  *inside = position - n_parts;

  return NULL;
}

static Opened *
find_opened (TillOutline *self, gint64 id)
{
  for (guint i = 0; i < self->opened->len; i++)
    {
      Opened *opened = self->opened->pdata[i];

      if (opened->id == id)
        return opened;
    }

  return NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Opened *one = *(const Opened *const *) a;
  const Opened *other = *(const Opened *const *) b;

  return (one->row > other->row) - (one->row < other->row);
}

static void
announce (TillOutline *self, guint position, guint n_removed, guint n_added)
{
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* ── What changes ── */

static void
parts_changed_cb (GListModel *parts, guint position, guint n_removed, guint n_added, Opened *opened)
{
  if (opened->row == NOT_THERE)
    return;
  opened->n_parts = opened->n_parts - n_removed + n_added;
  announce (opened->outline, place_of (opened->outline, opened->row) + 1 + position, n_removed,
            n_added);
}

/* The row is in the table, and announced. */
static void
attach (TillOutline *self, Opened *opened, guint row)
{
  opened->row = row;
  opened->n_parts = g_list_model_get_n_items (opened->parts);
  g_ptr_array_sort (self->opened, compare_rows);
  announce (self, place_of (self, row) + 1, 0, opened->n_parts);
}

static guint
detach_rows (TillOutline *self, guint first, guint n_rows)
{
  guint n_parts = 0;

  for (guint i = 0; i < self->opened->len; i++)
    {
      Opened *opened = self->opened->pdata[i];

      if (opened->row < first || opened->row - first >= n_rows)
        continue;
      n_parts += opened->n_parts;
      opened->n_parts = 0;
      opened->row = NOT_THERE;
    }
  g_ptr_array_sort (self->opened, compare_rows);

  return n_parts;
}

static gboolean
any_is_away (TillOutline *self)
{
  const Opened *last = self->opened->len > 0 ? self->opened->pdata[self->opened->len - 1] : NULL;

  return last != NULL && last->row == NOT_THERE;
}

static void
attach_rows (TillOutline *self, guint first, guint n_rows)
{
  for (guint i = first; i < first + n_rows && any_is_away (self); i++)
    {
      Opened *opened = find_opened (self, till_table_get_id (self->table, i));

      if (opened != NULL && opened->row == NOT_THERE)
        attach (self, opened, i);
    }
}

static void
rows_changed_cb (TillTable   *table,
                 guint        position,
                 guint        n_removed,
                 guint        n_added,
                 TillOutline *self)
{
  guint place = place_of (self, position);
  guint n_parts;

  /* The same rows, with other values. */
  if (n_removed == n_added)
    {
      for (guint i = 0; i < n_added; i++)
        announce (self, place_of (self, position + i), 1, 1);
      return;
    }

  n_parts = detach_rows (self, position, n_removed);
  for (guint i = 0; i < self->opened->len; i++)
    {
      Opened *opened = self->opened->pdata[i];

      if (opened->row != NOT_THERE && opened->row >= position)
        opened->row = opened->row - n_removed + n_added;
    }
  self->n_rows = self->n_rows - n_removed + n_added;
  announce (self, place, n_removed + n_parts, n_added);
  attach_rows (self, position, n_added);
}

static void
follow_state (TillOutline *self)
{
  till_table_set_state (TILL_TABLE (self), till_table_get_state (self->table),
                        till_table_get_error (self->table));
}

static void
follow_filter (TillOutline *self)
{
  till_table_set_filter (TILL_TABLE (self), till_table_get_filter (self->table));
}

/* ── The list ── */

static guint
outline_get_n_items (GListModel *model)
{
  TillOutline *self = TILL_OUTLINE (model);

  return self->n_rows + count_parts_before (self, NOT_THERE);
}

static gpointer
outline_get_item (GListModel *model, guint position)
{
  TillOutline *self = TILL_OUTLINE (model);
  guint        inside;
  Opened      *opened = locate (self, position, &inside);

  return g_list_model_get_item (opened != NULL ? opened->parts : G_LIST_MODEL (self->table),
                                inside);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_n_items = outline_get_n_items;
  iface->get_item = outline_get_item;
}

/* ── The table ── */

static const TillColumn *
till_outline_get_columns (TillTable *table, guint *n_columns)
{
  return till_table_get_columns (TILL_OUTLINE (table)->table, n_columns);
}

/* The table below asks. */
static void
till_outline_requery (TillTable *table)
{
}

static gint64
till_outline_get_id (TillTable *table, guint position)
{
  TillOutline        *self = TILL_OUTLINE (table);
  guint               inside;
  Opened             *opened = locate (self, position, &inside);
  g_autoptr (TillRow) part = NULL;

  if (opened == NULL)
    return till_table_get_id (self->table, inside);
  part = g_list_model_get_item (opened->parts, inside);

  return part != NULL ? -till_row_get_id (part) : 0;
}

static gboolean
till_outline_find_id (TillTable *table, gint64 id, guint *position)
{
  TillOutline *self = TILL_OUTLINE (table);
  guint        row;

  if (!till_table_find_id (self->table, id, &row))
    return FALSE;
  *position = place_of (self, row);

  return TRUE;
}

static gint64
till_outline_get_sum (TillTable *table, const char *name)
{
  return till_table_get_sum (TILL_OUTLINE (table)->table, name);
}

static void
till_outline_find_text (TillTable  *table,
                        const char *column,
                        const char *text,
                        guint       from,
                        GTask      *task)
{
  TillOutline *self = TILL_OUTLINE (table);
  guint        inside;
  Opened      *opened = locate (self, from, &inside);

  TILL_TABLE_GET_CLASS (self->table)
    ->find_text (self->table, column, text, opened != NULL ? opened->row + 1 : inside, task);
}

static void
till_outline_dispose (GObject *object)
{
  TillOutline *self = TILL_OUTLINE (object);

  g_ptr_array_set_size (self->opened, 0);
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_object (&self->table);
  self->n_rows = 0;

  G_OBJECT_CLASS (till_outline_parent_class)->dispose (object);
}

static void
till_outline_finalize (GObject *object)
{
  g_ptr_array_unref (TILL_OUTLINE (object)->opened);

  G_OBJECT_CLASS (till_outline_parent_class)->finalize (object);
}

static void
till_outline_class_init (TillOutlineClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  TillTableClass *table_class = TILL_TABLE_CLASS (klass);

  object_class->dispose = till_outline_dispose;
  object_class->finalize = till_outline_finalize;

  table_class->get_columns = till_outline_get_columns;
  table_class->requery = till_outline_requery;
  table_class->get_id = till_outline_get_id;
  table_class->find_id = till_outline_find_id;
  table_class->get_sum = till_outline_get_sum;
  table_class->find_text = till_outline_find_text;
}

static void
till_outline_init (TillOutline *self)
{
  self->opened = g_ptr_array_new_with_free_func (opened_free);
}

TillOutline *
till_outline_new (TillTable *table, TillOutlineParts parts, gpointer user_data)
{
  TillOutline *self;

  g_return_val_if_fail (TILL_IS_TABLE (table) && parts != NULL, NULL);

  self = g_object_new (TILL_TYPE_OUTLINE, NULL);
  self->table = g_object_ref (table);
  self->make = parts;
  self->user_data = user_data;
  self->n_rows = till_table_get_n_rows (table);
  follow_filter (self);
  follow_state (self);
  g_signal_connect_swapped (table, "replacing", G_CALLBACK (till_table_begin_replace), self);
  g_signal_connect_swapped (table, "replaced", G_CALLBACK (till_table_end_replace), self);
  g_signal_connect (table, "items-changed", G_CALLBACK (rows_changed_cb), self);
  g_signal_connect_swapped (table, "notify::filter", G_CALLBACK (follow_filter), self);
  g_signal_connect_swapped (table, "notify::state", G_CALLBACK (follow_state), self);

  return self;
}

TillTable *
till_outline_get_table (TillOutline *self)
{
  g_return_val_if_fail (TILL_IS_OUTLINE (self), NULL);

  return self->table;
}

gboolean
till_outline_is_part (TillOutline *self, guint position, gint64 *owner)
{
  guint   inside;
  Opened *opened;

  g_return_val_if_fail (TILL_IS_OUTLINE (self), FALSE);

  opened = locate (self, position, &inside);
  if (owner != NULL)
    *owner = opened != NULL          ? opened->id
             : inside < self->n_rows ? till_table_get_id (self->table, inside)
                                     : 0;

  return opened != NULL;
}

gboolean
till_outline_is_open (TillOutline *self, gint64 id)
{
  g_return_val_if_fail (TILL_IS_OUTLINE (self), FALSE);

  return find_opened (self, id) != NULL;
}

GListModel *
till_outline_get_parts (TillOutline *self, gint64 id)
{
  Opened *opened;

  g_return_val_if_fail (TILL_IS_OUTLINE (self), NULL);

  opened = find_opened (self, id);

  return opened != NULL ? opened->parts : NULL;
}

void
till_outline_open (TillOutline *self, gint64 id)
{
  Opened *opened;
  guint   row;

  g_return_if_fail (TILL_IS_OUTLINE (self));

  if (find_opened (self, id) != NULL || !till_table_find_id (self->table, id, &row))
    return;

  opened = g_new0 (Opened, 1);
  opened->outline = self;
  opened->id = id;
  opened->row = NOT_THERE;
  opened->parts = self->make (id, self->user_data);
  g_signal_connect (opened->parts, "items-changed", G_CALLBACK (parts_changed_cb), opened);
  g_ptr_array_add (self->opened, opened);
  attach (self, opened, row);
  announce (self, place_of (self, row), 1, 1);
}

void
till_outline_close (TillOutline *self, gint64 id)
{
  Opened *opened;
  guint   row;
  guint   n_parts;

  g_return_if_fail (TILL_IS_OUTLINE (self));

  opened = find_opened (self, id);
  if (opened == NULL)
    return;

  row = opened->row;
  n_parts = opened->n_parts;
  g_ptr_array_remove (self->opened, opened);
  if (row == NOT_THERE)
    return;
  announce (self, place_of (self, row) + 1, n_parts, 0);
  announce (self, place_of (self, row), 1, 1);
}
