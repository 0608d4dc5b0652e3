/* till-table-selection.c: a table's rows as the column view is given them, and which are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-selection.h"

#include "ui/widgets/till-chosen-ids.h"

/* A screenful, before the view has told of its own; as many as GtkListView ever makes widgets for;
 * microseconds after which no further widgets are made before others had their turn. */
#define FIRST_ROWS 40
#define MOST_WIDGETS 210
#define MOST_US_AT_A_TIME 2500

struct _TillTableSelection
{
  GObject parent_instance;

  /* Owned */
  TillTable    *table;
  TillTable    *counted; /* the same, without parts */
  TillChosenIds chosen;

  guint    n_told;    /* rows that the view knows of */
  guint    n_counted; /* when they last changed */
  guint    in_sight;  /* the first row that is */
  guint    screenful;
  guint    growing;
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
  ROWS_SHIFTING,
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

static gint64
id_at (TillTableSelection *self, guint position)
{
  return till_table_get_id (self->table, position);
}

/* ── The list ── */

/* The cells ask the table for their rows. By what the view is given here it only knows its widgets
 * again, and with rows that shift it would find one row at two of them: so each is one of its own.
 */
static GType
selection_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
selection_get_n_items (GListModel *model)
{
  return TILL_TABLE_SELECTION (model)->n_told;
}

static gpointer
selection_get_item (GListModel *model, guint position)
{
  return position < TILL_TABLE_SELECTION (model)->n_told ? g_object_new (G_TYPE_OBJECT, NULL)
                                                         : NULL;
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
         till_chosen_ids_contain (&self->chosen, id_at (self, position));
}

static GtkBitset *
selection_get_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (model);
  guint               n_rows = count_rows (self);
  guint               end = position < n_rows ? position + MIN (n_items, n_rows - position) : 0;
  GtkBitset          *found = gtk_bitset_new_empty ();

  if (till_chosen_ids_are_alike (&self->chosen) && self->counted == self->table)
    {
      if (end > position && self->chosen.all_but)
        gtk_bitset_add_range (found, position, end - position);
      return found;
    }

  for (guint i = position; i < end; i++)
    {
      if (selection_is_selected (model, i))
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
      till_chosen_ids_set_all (&self->chosen, FALSE);
      mask = selected;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position);
       more && position < n_rows; more = gtk_bitset_iter_next (&iter, &position))
    {
      if (!is_part (self, position))
        till_chosen_ids_set (&self->chosen, id_at (self, position),
                             gtk_bitset_contains (selected, position));
    }
  announce (self);

  return TRUE;
}

static void
set_all (TillTableSelection *self, gboolean selected)
{
  till_chosen_ids_set_all (&self->chosen, selected);
  announce (self);
}

static gboolean
selection_select_all (GtkSelectionModel *model)
{
  set_all (TILL_TABLE_SELECTION (model), TRUE);

  return TRUE;
}

static gboolean
selection_unselect_all (GtkSelectionModel *model)
{
  set_all (TILL_TABLE_SELECTION (model), FALSE);

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
  if (till_chosen_ids_drop_gone (&self->chosen, self->counted))
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
  gint64              until = g_get_monotonic_time () + MOST_US_AT_A_TIME;

  while (self->n_told < MIN (n_rows, MOST_WIDGETS) && g_get_monotonic_time () < until)
    tell_up_to (self, self->n_told + 1);
  if (self->n_told < MIN (n_rows, MOST_WIDGETS))
    return G_SOURCE_CONTINUE;
  tell_up_to (self, n_rows);
  self->growing = 0;

  return G_SOURCE_REMOVE;
}

static void
replacing_cb (TillTable *table, TillTableSelection *self)
{
  self->replacing = TRUE;
}

static void
tell_others (TillTableSelection *self)
{
  guint n_rows = count_rows (self);
  guint at_once = self->n_told >= MOST_WIDGETS ? n_rows : MAX (self->n_told, self->screenful);

  tell_up_to (self, MIN (at_once, n_rows));
  if (self->n_told < n_rows && self->growing == 0)
    self->growing = g_idle_add (grow_cb, self);
  g_signal_emit (self, signals[ROWS_REPLACED], 0);
}

static void
replaced_cb (TillTable *table, TillTableSelection *self)
{
  self->replacing = FALSE;
  self->n_counted = count_selectable (self);
  g_signal_emit (self, signals[ROWS_REPLACING], 0);
  tell_others (self);
  forget_gone (self);
  if (till_table_selection_get_n_selected (self) > 0)
    announce (self);
}

/* Whether only parts of a row come or go, below what is in sight at the top. */
static gboolean
only_shifts (TillTableSelection *self, guint position)
{
  gboolean of_parts = self->counted != self->table && count_selectable (self) == self->n_counted;

  self->n_counted = count_selectable (self);

  return of_parts && position > self->in_sight;
}

/* Of thousands of rows that come in the middle GTK would make new widgets, and throw the others
 * away. So it is told of rows at the end, and those it has are filled again. */
static void
shift (TillTableSelection *self)
{
  g_signal_emit (self, signals[ROWS_SHIFTING], 0);
  tell_others (self);
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
  if (only_shifts (self, position))
    shift (self);
  else if (position < self->n_told || all_told)
    tell (self, position, MIN (n_removed, self->n_told - position), n_added);
  if (n_removed > 0)
    forget_gone (self);
}

static void
filter_changed_cb (TillTable *table, GParamSpec *pspec, TillTableSelection *self)
{
  if (till_table_selection_get_n_selected (self) > 0)
    set_all (self, FALSE);
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
  till_chosen_ids_clear (&TILL_TABLE_SELECTION (object)->chosen);

  G_OBJECT_CLASS (till_table_selection_parent_class)->finalize (object);
}

static void
till_table_selection_class_init (TillTableSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_selection_finalize;

  signals[ROWS_REPLACING] = g_signal_new ("rows-replacing", TILL_TYPE_TABLE_SELECTION,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROWS_SHIFTING] = g_signal_new ("rows-shifting", TILL_TYPE_TABLE_SELECTION,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROWS_REPLACED] = g_signal_new ("rows-replaced", TILL_TYPE_TABLE_SELECTION,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROW_CHANGED] = g_signal_new ("row-changed", TILL_TYPE_TABLE_SELECTION, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
till_table_selection_init (TillTableSelection *self)
{
  self->screenful = FIRST_ROWS;
  till_chosen_ids_init (&self->chosen);
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
  g_return_val_if_fail (TILL_IS_TABLE_SELECTION (self), 0);

  return till_chosen_ids_count (&self->chosen, count_selectable (self));
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
  g_return_val_if_fail (TILL_IS_TABLE_SELECTION (self), NULL);

  *all_but = self->chosen.all_but;

  return till_chosen_ids_to_array (&self->chosen);
}

GVariant *
till_table_selection_list_ids (TillTableSelection *self)
{
  g_autoptr (GArray) ids = NULL;
  gboolean           all_but;

  g_return_val_if_fail (TILL_IS_TABLE_SELECTION (self), NULL);

  ids = till_table_selection_dup_ids (self, &all_but);
  if (all_but)
    {
      guint n_rows = till_table_get_n_rows (self->counted);

      g_array_set_size (ids, 0);
      for (guint i = 0; i < n_rows; i++)
        {
          gint64 id = till_table_get_id (self->counted, i);

          if (till_chosen_ids_contain (&self->chosen, id))
            g_array_append_val (ids, id);
        }
    }

  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64));
}

void
till_table_selection_set_sight (TillTableSelection *self, guint first, guint screenful)
{
  g_return_if_fail (TILL_IS_TABLE_SELECTION (self));

  self->in_sight = first;
  self->screenful = MIN (screenful, MOST_WIDGETS);
}

void
till_table_selection_complete (TillTableSelection *self)
{
  g_return_if_fail (TILL_IS_TABLE_SELECTION (self));

  g_clear_handle_id (&self->growing, g_source_remove);
  if (self->n_told < count_rows (self))
    tell_up_to (self, count_rows (self));
}
