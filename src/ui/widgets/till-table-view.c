/* till-table-view.c: shows a table: a column view made from the table's own columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells are GtkInscription: GtkListView keeps about 200 rows of widgets, and a label's layout is
 * what costs when they are bound again on a jump.
 */
#include "ui/widgets/till-table-view.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-sort-probe.h"
#include "ui/widgets/till-table-selection.h"

typedef struct
{
  TillTableView *view;   /* borrowed */
  guint          column; /* of the table; own cells: G_MAXUINT */
  char          *id;
  char          *title;
  TillCellSetup  setup;
  TillCellBind   bind;
  gpointer       user_data;
} Cell;

struct _TillTableView
{
  AdwBin parent_instance;

  /* Owned */
  TillTable *table;
  GTimeZone *zone;
  GPtrArray *own_cells; /* Cell: set before the table is */
  GPtrArray *cells;     /* Cell: of the columns shown, in the order of making */

  /* Children */
  GtkStack      *stack;
  GtkColumnView *view;
  AdwStatusPage *empty;
  AdwStatusPage *failed;

  gboolean at_top; /* before the rows changed */

  TillSortProbe probe;
};

G_DEFINE_FINAL_TYPE (TillTableView, till_table_view, ADW_TYPE_BIN)

enum
{
  ROW_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cell_free (gpointer data)
{
  Cell *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

/* ── Cells ── */

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cell *cell)
{
  const TillColumn *column;
  GtkInscription   *text;
  guint             n_columns;

  if (cell->setup != NULL)
    {
      gtk_list_item_set_child (item, cell->setup (item, cell->user_data));
      return;
    }

  column = &till_table_get_columns (cell->view->table, &n_columns)[cell->column];
  text = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_text_overflow (text, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (text,
                                 column->expand ? column->width * 2 / 3 : column->width * 9 / 10);
  gtk_inscription_set_nat_chars (text, column->width);
  if (till_column_is_numeric (column))
    {
      gtk_inscription_set_xalign (text, 1);
      gtk_widget_add_css_class (GTK_WIDGET (text), "numeric");
    }
  gtk_list_item_set_child (item, GTK_WIDGET (text));
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cell *cell)
{
  TillRow *row = gtk_list_item_get_item (item);

  if (cell->column != G_MAXUINT && cell->setup == NULL)
    {
      guint             n_columns;
      const TillColumn *columns = till_table_get_columns (cell->view->table, &n_columns);
      g_autofree char  *text =
        till_column_format (&columns[cell->column], cell->column, row, cell->view->zone);

      gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
    }
  if (cell->bind != NULL)
    cell->bind (item, row, cell->user_data);
}

static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, TillTableView *self)
{
  g_autoptr (GArray) keys = NULL;

  if (self->table == NULL)
    return;
  keys = till_sort_probe_read (&self->probe, sorter, self->table);
  till_table_set_sort (self->table, (const TillSortKey *) (gpointer) keys->data);
}

/* ── Columns ── */

static Cell *
find_own_cell (TillTableView *self, const char *id)
{
  for (guint i = 0; i < self->own_cells->len; i++)
    {
      Cell *cell = self->own_cells->pdata[i];

      if (cell->id != NULL && g_strcmp0 (cell->id, id) == 0)
        return cell;
    }

  return NULL;
}

static GtkColumnViewColumn *
append_column (TillTableView *self, Cell *cell, const char *title)
{
  GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), cell);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), cell);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_append_column (self->view, column);
  g_object_unref (column); /* append does not take it; the view holds it */

  return column;
}

static void
add_table_column (TillTableView *self, const TillColumn *declared, guint index)
{
  Cell                *own = find_own_cell (self, declared->id);
  Cell                *cell = g_new0 (Cell, 1);
  GtkColumnViewColumn *column;

  cell->view = self;
  cell->column = index;
  if (own != NULL)
    {
      cell->setup = own->setup;
      cell->bind = own->bind;
      cell->user_data = own->user_data;
    }
  g_ptr_array_add (self->cells, cell);

  column = append_column (self, cell, _ (declared->title));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, declared->expand);
  if (declared->sortable)
    {
      g_autoptr (GtkSorter) sorter = till_sort_probe_new_sorter (&self->probe, index);

      gtk_column_view_column_set_sorter (column, sorter);
    }
}

static void
add_columns (TillTableView *self)
{
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      if (columns[i].title != NULL)
        add_table_column (self, &columns[i], i);
    }
  for (guint i = 0; i < self->own_cells->len; i++)
    {
      Cell *cell = self->own_cells->pdata[i];

      if (cell->id == NULL)
        append_column (self, cell, cell->title);
    }
}

static GtkWidget *
find_list (TillTableView *self)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  while (list != NULL && !GTK_IS_LIST_BASE (list))
    list = gtk_widget_get_prev_sibling (list);

  return list;
}

/* GTK 4.8 moves Tab from row to row, a million presses: let it leave the list instead. */
static gboolean
tab_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                TillTableView         *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *list = find_list (self);
  gboolean   back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;
  gboolean   moved;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab) || list == NULL ||
      gtk_widget_get_focus_child (view) != list)
    return FALSE;

  gtk_widget_set_can_focus (list, FALSE);
  moved = gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (view)),
                                  back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (list, TRUE);

  return moved;
}

/* ── States ── */

static void
update_page (TillTableView *self)
{
  const GError *error = till_table_get_error (self->table);
  const char   *page = "rows";

  if (till_table_get_state (self->table) == TILL_TABLE_FAILED)
    {
      adw_status_page_set_description (self->failed, error != NULL ? error->message : "");
      page = "failed";
    }
  else if (till_table_get_n_rows (self->table) == 0 &&
           till_table_get_state (self->table) == TILL_TABLE_READY)
    page = "empty";

  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
activate_cb (GtkColumnView *view, guint position, TillTableView *self)
{
  g_signal_emit (self, signals[ROW_ACTIVATED], 0, till_table_get_id (self->table, position));
}

/* The list holds on to the row it has at its top; who looks at the newest row wants the newest. */
static void
rows_changing_cb (GListModel    *rows,
                  guint          position,
                  guint          n_removed,
                  guint          n_added,
                  TillTableView *self)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  /* New rows come in two steps, and the empty list between them is at its top. */
  if (n_removed > 0 || g_list_model_get_n_items (rows) != n_added)
    self->at_top = place == NULL || gtk_adjustment_get_value (place) < 1;
}

static void
rows_changed_cb (GListModel    *rows,
                 guint          position,
                 guint          n_removed,
                 guint          n_added,
                 TillTableView *self)
{
  if (self->at_top && n_added > 0)
    gtk_widget_activate_action (find_list (self), "list.scroll-to-item", "u", 0);
}

static void
retry_cb (GtkButton *button, TillTableView *self)
{
  till_table_refresh (self->table);
}

static void
till_table_view_dispose (GObject *object)
{
  TillTableView *self = TILL_TABLE_VIEW (object);

  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
    }
  g_clear_object (&self->view);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (till_table_view_parent_class)->dispose (object);
}

static void
till_table_view_finalize (GObject *object)
{
  TillTableView *self = TILL_TABLE_VIEW (object);

  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->own_cells);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (till_table_view_parent_class)->finalize (object);
}

static void
till_table_view_class_init (TillTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_view_finalize;

  signals[ROW_ACTIVATED] = g_signal_new ("row-activated", TILL_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
add_failed_page (TillTableView *self)
{
  GtkWidget *retry = gtk_button_new_with_mnemonic (_ ("_Try Again"));

  self->failed = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failed, "dialog-error-symbolic");
  adw_status_page_set_title (self->failed, _ ("The List Can’t Be Read"));
  gtk_widget_add_css_class (retry, "pill");
  gtk_widget_set_halign (retry, GTK_ALIGN_CENTER);
  g_signal_connect (retry, "clicked", G_CALLBACK (retry_cb), self);
  adw_status_page_set_child (self->failed, retry);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failed), "failed");
}

static void
till_table_view_init (TillTableView *self)
{
  GtkWidget          *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->own_cells = g_ptr_array_new_with_free_func (cell_free);
  self->cells = g_ptr_array_new_with_free_func (cell_free);

  self->view = g_object_ref_sink (GTK_COLUMN_VIEW (gtk_column_view_new (NULL)));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_column_view_set_reorderable (self->view, FALSE);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (tab_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_stack_add_named (self->stack, scroller, "rows");

  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "edit-find-symbolic");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  add_failed_page (self);

  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
till_table_view_new (void)
{
  return g_object_new (TILL_TYPE_TABLE_VIEW, NULL);
}

static Cell *
add_own_cell (TillTableView *self, TillCellSetup setup, TillCellBind bind, gpointer user_data)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->view = self;
  cell->column = G_MAXUINT;
  cell->setup = setup;
  cell->bind = bind;
  cell->user_data = user_data;
  g_ptr_array_add (self->own_cells, cell);

  return cell;
}

void
till_table_view_set_cell (TillTableView *self,
                          const char    *column,
                          TillCellSetup  setup,
                          TillCellBind   bind,
                          gpointer       user_data)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);

  add_own_cell (self, setup, bind, user_data)->id = g_strdup (column);
}

void
till_table_view_add_cell (TillTableView *self,
                          const char    *title,
                          TillCellSetup  setup,
                          TillCellBind   bind,
                          gpointer       user_data)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);

  add_own_cell (self, setup, bind, user_data)->title = g_strdup (title);
}

void
till_table_view_set_table (TillTableView *self,
                           TillTable     *table,
                           GTimeZone     *zone,
                           const char    *label)
{
  g_autoptr (TillTableSelection) selection = NULL;

  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);
  g_return_if_fail (TILL_IS_TABLE (table));

  self->table = g_object_ref (table);
  self->zone = g_time_zone_ref (zone);
  add_columns (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed",
                    G_CALLBACK (sorter_changed_cb), self);
  g_signal_connect_swapped (table, "notify::state", G_CALLBACK (update_page), self);

  self->at_top = TRUE;
  g_signal_connect (table, "items-changed", G_CALLBACK (rows_changing_cb), self);
  selection = till_table_selection_new (table);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_after (table, "items-changed", G_CALLBACK (rows_changed_cb), self);
  update_page (self);
}

void
till_table_view_set_empty_words (TillTableView *self, const char *title, const char *words)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self));

  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, words);
}

GtkColumnView *
till_table_view_get_view (TillTableView *self)
{
  g_return_val_if_fail (TILL_IS_TABLE_VIEW (self), NULL);

  return self->view;
}

gint64
till_table_view_get_current (TillTableView *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (TILL_IS_TABLE_VIEW (self), 0);

  if (self->table == NULL)
    return 0;
  selected = gtk_selection_model_get_selection (gtk_column_view_get_model (self->view));
  if (gtk_bitset_get_size (selected) != 1)
    return 0;

  return till_table_get_id (self->table, gtk_bitset_get_minimum (selected));
}
