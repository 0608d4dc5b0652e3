/* till-table-selection.c: which rows of a table are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-selection.h"

/* Ids remembered over a new set of rows. */
#define MOST_KEPT 512

struct _TillTableSelection
{
  GObject parent_instance;

  /* Owned */
  TillTable *table;
  GtkBitset *selected;
  GArray    *kept; /* gint64 ids, between the two steps of a new set of rows */
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillTableSelection,
                               till_table_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        selection_model_iface_init))

static GType
selection_get_item_type (GListModel *model)
{
  return TILL_TYPE_ROW;
}

static guint
selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TILL_TABLE_SELECTION (model)->table));
}

static gpointer
selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (TILL_TABLE_SELECTION (model)->table), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = selection_get_item_type;
  iface->get_n_items = selection_get_n_items;
  iface->get_item = selection_get_item;
}

static gboolean
selection_is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (TILL_TABLE_SELECTION (model)->selected, position);
}

static GtkBitset *
selection_get_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (TILL_TABLE_SELECTION (model)->selected);
}

static gboolean
selection_set (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  TillTableSelection   *self = TILL_TABLE_SELECTION (model);
  g_autoptr (GtkBitset) changed = gtk_bitset_copy (selected);
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, selection_get_n_items (G_LIST_MODEL (self)));

  /* GTK's difference is the symmetric one. */
  gtk_bitset_difference (changed, self->selected);
  gtk_bitset_intersect (changed, mask);
  gtk_bitset_intersect (changed, all);

  if (!gtk_bitset_is_empty (changed))
    {
      guint      first = gtk_bitset_get_minimum (changed);
      guint      last = gtk_bitset_get_maximum (changed);
      GtkBitset *now = gtk_bitset_copy (self->selected);

      gtk_bitset_difference (now, changed);
      gtk_bitset_unref (self->selected);
      self->selected = now;
      gtk_selection_model_selection_changed (model, first, last - first + 1);
    }

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = selection_is_selected;
  iface->get_selection_in_range = selection_get_in_range;
  iface->set_selection = selection_set;
}

/* A table that has new rows can't be asked for the ids of the old ones any more, so they are noted
 * at each change of the selection. */
static void
remember (TillTableSelection *self)
{
  GtkBitsetIter iter;
  guint         position;

  g_array_set_size (self->kept, 0);
  if (gtk_bitset_get_size (self->selected) > MOST_KEPT)
    return;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = till_table_get_id (self->table, position);

      g_array_append_val (self->kept, id);
    }
}

static void
find_again (TillTableSelection *self)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      guint position;

      if (till_table_find_id (self->table, g_array_index (self->kept, gint64, i), &position))
        gtk_bitset_add (self->selected, position);
    }
}

static void
rows_changed_cb (GListModel *table,
                 guint       position,
                 guint       n_removed,
                 guint       n_added,
                 gpointer    user_data)
{
  TillTableSelection *self = user_data;

  if (n_removed == n_added)
    ;
  else if (position == 0 && n_added == g_list_model_get_n_items (table))
    {
      gtk_bitset_remove_all (self->selected);
      find_again (self);
    }
  else if (n_added == 0 && g_list_model_get_n_items (table) == 0)
    gtk_bitset_remove_all (self->selected);
  else
    gtk_bitset_splice (self->selected, position, n_removed, n_added);

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
till_table_selection_dispose (GObject *object)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (object);

  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (till_table_selection_parent_class)->dispose (object);
}

static void
till_table_selection_finalize (GObject *object)
{
  TillTableSelection *self = TILL_TABLE_SELECTION (object);

  gtk_bitset_unref (self->selected);
  g_array_unref (self->kept);

  G_OBJECT_CLASS (till_table_selection_parent_class)->finalize (object);
}

static void
till_table_selection_class_init (TillTableSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_selection_finalize;
}

static void
till_table_selection_init (TillTableSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
  self->kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_signal_connect (self, "selection-changed", G_CALLBACK (remember), NULL);
}

TillTableSelection *
till_table_selection_new (TillTable *table)
{
  TillTableSelection *self = g_object_new (TILL_TYPE_TABLE_SELECTION, NULL);

  self->table = g_object_ref (table);
  g_signal_connect (table, "items-changed", G_CALLBACK (rows_changed_cb), self);

  return self;
}

TillTable *
till_table_selection_get_table (TillTableSelection *self)
{
  g_return_val_if_fail (TILL_IS_TABLE_SELECTION (self), NULL);

  return self->table;
}
