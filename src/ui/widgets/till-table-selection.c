/* till-table-selection.c: a table's rows as the column view is given them, and which are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-selection.h"

/* A screenful; as many as GtkListView ever makes widgets for; as many at a time as take it less
 * than half a frame. */
#define FIRST_ROWS 40
#define MOST_WIDGETS 210
#define ROWS_AT_A_TIME 6

struct _TillTableSelection
{
  GObject parent_instance;

  /* Owned */
  TillTable  *table;
  TillTable  *counted; /* the same, without parts */
  GHashTable *ids;     /* as pointers: selected, or when all_but left out */

  guint    n_told; /* rows that the view knows of */
  guint    growing;
  gboolean all_but;
  gboolean replacing;
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillTableSelection,
                               till_table_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        selection_model_iface_init))

enum
{
  ROWS_REPLACING,
  ROWS_REPLACED,
  ROW_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
count_rows (TillTableSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->table));
}

static guint
count_selectable (TillTableSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->counted));
}

static gboolean
is_part (TillTableSelection *self, guint position)
{
  return self->counted != self->table &&
         till_outline_is_part (TILL_OUTLINE (self->table), position, NULL);
}

static gpointer
id_at (TillTableSelection *self, guint position)
{
  return GSIZE_TO_POINTER ((gsize) till_table_get_id (self->table, position));
}

/* ── The list ── */

static GType
selection_get_item_type (GListModel *model)
{
  return TILL_TYPE_ROW;
}

static guint
selection_get_n_items (GListModel *model)
{
  return TILL_TABLE_SELECTION (model)->n_told;
}

static gpointer
selection_get_item (GListModel *model, guint position)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (model);
  guint               n_columns;

  if (position >= self->n_told)
    return NULL;
  if (position < count_rows (self))
    return g_list_model_get_item (G_LIST_MODEL (self->table), position);

  /* Between two sets of rows: the view has not been told yet that there are fewer. */
  till_table_get_columns (self->table, &n_columns);

  return till_row_new (0, n_columns);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = selection_get_item_type;
  iface->get_n_items = selection_get_n_items;
  iface->get_item = selection_get_item;
}

/* ── What is selected ── */

static gboolean
selection_is_selected (GtkSelectionModel *model, guint position)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (model);

  return position < count_rows (self) && !is_part (self, position) &&
         g_hash_table_contains (self->ids, id_at (self, position)) != self->all_but;
}

static GtkBitset *
selection_get_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (model);
  guint               n_rows = count_rows (self);
  guint               end = position < n_rows ? position + MIN (n_items, n_rows - position) : 0;
  GtkBitset          *found = gtk_bitset_new_empty ();

  if (end > position && self->all_but)
    gtk_bitset_add_range (found, position, end - position);
  if (g_hash_table_size (self->ids) == 0 && self->counted == self->table)
    return found;

  for (guint i = position; i < end; i++)
    {
      if (is_part (self, i))
        {
          gtk_bitset_remove (found, i);
          continue;
        }
      if (!g_hash_table_contains (self->ids, id_at (self, i)))
        continue;
      if (self->all_but)
        gtk_bitset_remove (found, i);
      else
        gtk_bitset_add (found, i);
    }

  return found;
}

static void
announce (TillTableSelection *self)
{
  if (self->n_told > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->n_told);
}

static void
set_all (TillTableSelection *self, gboolean selected)
{
  g_hash_table_remove_all (self->ids);
  self->all_but = selected;
}

static void
set_one (TillTableSelection *self, guint position, gboolean selected)
{
  if (is_part (self, position))
    return;
  if (selected != self->all_but)
    g_hash_table_add (self->ids, id_at (self, position));
  else
    g_hash_table_remove (self->ids, id_at (self, position));
}

static gboolean
selection_set (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (model);
  guint               n_rows = count_rows (self);
  guint               position;
  GtkBitsetIter       iter;

  /* All others are unselected, also those the view does not know of yet. */
  if (gtk_bitset_get_size_in_range (mask, 0, self->n_told) == self->n_told && self->n_told > 0)
    {
      set_all (self, FALSE);
      mask = selected;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position);
       more && position < n_rows; more = gtk_bitset_iter_next (&iter, &position))
    set_one (self, position, gtk_bitset_contains (selected, position));
  announce (self);

  return TRUE;
}

static gboolean
selection_select_all (GtkSelectionModel *model)
{
  set_all (TILL_TABLE_SELECTION (model), TRUE);
  announce (TILL_TABLE_SELECTION (model));

  return TRUE;
}

static gboolean
selection_unselect_all (GtkSelectionModel *model)
{
  set_all (TILL_TABLE_SELECTION (model), FALSE);
  announce (TILL_TABLE_SELECTION (model));

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = selection_is_selected;
  iface->get_selection_in_range = selection_get_in_range;
  iface->set_selection = selection_set;
  iface->select_all = selection_select_all;
  iface->unselect_all = selection_unselect_all;
}

/* What has gone from the list is selected no more, or the count would tell of rows nobody sees. */
static void
forget_gone (TillTableSelection *self)
{
  guint                  n_rows = count_selectable (self);
  g_autoptr (GHashTable) kept = NULL;

  if (g_hash_table_size (self->ids) == 0)
    return;

  kept = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n_rows && g_hash_table_size (kept) < g_hash_table_size (self->ids); i++)
    {
      gpointer id = GSIZE_TO_POINTER ((gsize) till_table_get_id (self->counted, i));

      if (g_hash_table_contains (self->ids, id))
        g_hash_table_add (kept, id);
    }
  if (g_hash_table_size (kept) == g_hash_table_size (self->ids))
    return;
  g_hash_table_unref (self->ids);
  self->ids = g_steal_pointer (&kept);
  announce (self);
}

/* ── What the view is told ── */

static void
tell (TillTableSelection *self, guint position, guint n_removed, guint n_added)
{
  self->n_told = self->n_told - n_removed + n_added;
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
tell_up_to (TillTableSelection *self, guint n_rows)
{
  if (n_rows < self->n_told)
    tell (self, n_rows, self->n_told - n_rows, 0);
  else
    tell (self, self->n_told, 0, n_rows - self->n_told);
}

static gboolean
grow_cb (gpointer data)
{
  TillTableSelection *self = data;
  guint               n_rows = count_rows (self);
  guint               next = self->n_told + ROWS_AT_A_TIME;

  if (next > MOST_WIDGETS)
    next = n_rows;
  tell_up_to (self, MIN (next, n_rows));
  if (self->n_told < n_rows)
    return G_SOURCE_CONTINUE;
  self->growing = 0;

  return G_SOURCE_REMOVE;
}

static void
replacing_cb (TillTable *table, TillTableSelection *self)
{
  self->replacing = TRUE;
}

static void
replaced_cb (TillTable *table, TillTableSelection *self)
{
  guint n_rows = count_rows (self);
  guint at_once = self->n_told >= MOST_WIDGETS ? n_rows : MAX (self->n_told, FIRST_ROWS);

  self->replacing = FALSE;
  g_signal_emit (self, signals[ROWS_REPLACING], 0);
  tell_up_to (self, MIN (at_once, n_rows));
  if (self->n_told < n_rows && self->growing == 0)
    self->growing = g_idle_add (grow_cb, self);
  g_signal_emit (self, signals[ROWS_REPLACED], 0);
  forget_gone (self);
  if (till_table_selection_get_n_selected (self) > 0)
    announce (self);
}

static void
rows_changed_cb (GListModel         *table,
                 guint               position,
                 guint               n_removed,
                 guint               n_added,
                 TillTableSelection *self)
{
  guint    n_rows_before = g_list_model_get_n_items (table) - n_added + n_removed;
  gboolean all_told = self->n_told == n_rows_before;

  if (self->replacing)
    return;
  if (self->n_told == 0)
    {
      replaced_cb (self->table, self);
      return;
    }

  if (n_removed == n_added)
    {
      for (guint i = position; i < position + n_added && i < self->n_told; i++)
        g_signal_emit (self, signals[ROW_CHANGED], 0, i);
      return;
    }
  if (position < self->n_told || all_told)
    tell (self, position, MIN (n_removed, self->n_told - position), n_added);
  if (n_removed > 0)
    forget_gone (self);
}

static void
filter_changed_cb (TillTable *table, GParamSpec *pspec, TillTableSelection *self)
{
  if (till_table_selection_get_n_selected (self) == 0)
    return;
  set_all (self, FALSE);
  announce (self);
}

static void
till_table_selection_dispose (GObject *object)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (object);

  g_clear_handle_id (&self->growing, g_source_remove);
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_object (&self->table);
  g_clear_object (&self->counted);

  G_OBJECT_CLASS (till_table_selection_parent_class)->dispose (object);
}

static void
till_table_selection_finalize (GObject *object)
{
  g_hash_table_unref (TILL_TABLE_SELECTION (object)->ids);

  G_OBJECT_CLASS (till_table_selection_parent_class)->finalize (object);
}

static void
till_table_selection_class_init (TillTableSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_selection_finalize;

  signals[ROWS_REPLACING] = g_signal_new ("rows-replacing", TILL_TYPE_TABLE_SELECTION,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROWS_REPLACED] = g_signal_new ("rows-replaced", TILL_TYPE_TABLE_SELECTION,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROW_CHANGED] = g_signal_new ("row-changed", TILL_TYPE_TABLE_SELECTION, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
till_table_selection_init (TillTableSelection *self)
{
  self->ids = g_hash_table_new (NULL, NULL);
}

TillTableSelection *
till_table_selection_new (TillTable *table)
{
  TillTableSelection *self = g_object_new (TILL_TYPE_TABLE_SELECTION, NULL);

  self->table = g_object_ref (table);
  self->counted =
    g_object_ref (TILL_IS_OUTLINE (table) ? till_outline_get_table (TILL_OUTLINE (table)) : table);
  g_signal_connect (table, "replacing", G_CALLBACK (replacing_cb), self);
  g_signal_connect (table, "replaced", G_CALLBACK (replaced_cb), self);
  g_signal_connect (table, "items-changed", G_CALLBACK (rows_changed_cb), self);
  g_signal_connect (table, "notify::filter", G_CALLBACK (filter_changed_cb), self);
  if (count_rows (self) > 0)
    replaced_cb (table, self);

  return self;
}

gboolean
till_table_selection_is_part (TillTableSelection *self, guint position)
{
  g_return_val_if_fail (TILL_IS_TABLE_SELECTION (self), FALSE);

  return is_part (self, position);
}

guint
till_table_selection_get_n_selected (TillTableSelection *self)
{
  guint n_ids;

  g_return_val_if_fail (TILL_IS_TABLE_SELECTION (self), 0);

  n_ids = g_hash_table_size (self->ids);

  return self->all_but ? count_selectable (self) - MIN (n_ids, count_selectable (self)) : n_ids;
}

gboolean
till_table_selection_is_all (TillTableSelection *self)
{
  guint n_selected = till_table_selection_get_n_selected (self);

  return n_selected > 0 && n_selected == count_selectable (self);
}

GArray *
till_table_selection_dup_ids (TillTableSelection *self, gboolean *all_but)
{
  GArray        *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer       key;

  g_return_val_if_fail (TILL_IS_TABLE_SELECTION (self), NULL);

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 id = (gint64) GPOINTER_TO_SIZE (key);

      g_array_append_val (ids, id);
    }
  *all_but = self->all_but;

  return ids;
}

void
till_table_selection_complete (TillTableSelection *self)
{
  g_return_if_fail (TILL_IS_TABLE_SELECTION (self));

  g_clear_handle_id (&self->growing, g_source_remove);
  if (self->n_told < count_rows (self))
    tell_up_to (self, count_rows (self));
}
