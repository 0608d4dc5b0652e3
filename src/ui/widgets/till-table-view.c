/* till-table-view.c: shows a table: a column view made from the table's own columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-view.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "ui/widgets/till-header-filters.h"
#include "ui/widgets/till-sort-probe.h"
#include "ui/widgets/till-table-cells.h"
#include "ui/widgets/till-table-checks.h"
#include "ui/widgets/till-table-columns.h"
#include "ui/widgets/till-table-keys.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-opening.h"
#include "ui/widgets/till-table-selection.h"
#include "ui/widgets/till-table-states.h"
#include "ui/widgets/till-table-tooltips.h"
#include "ui/widgets/till-table-typing.h"

/* Of a window that has no size yet, or of rows that are about to be others. */
#define ROWS_BEFORE_IT_IS_DRAWN 45
/* Of a row, in pixels: none is lower. */
#define LEAST_HEIGHT 23

struct _TillTableView
{
  AdwBin parent_instance;

  /* Owned */
  TillTable   *table;
  TillOutline *outline; /* of it; NULL: its rows can't be opened */
  GTimeZone   *zone;

  TillTableColumns *columns;
  TillTableLayout  *layout;

  TillTableSelection *rows;
  TillTableCells     *cells;

  /* Children */
  TillTableStates   *states;
  GtkColumnView     *view;
  GtkScrolledWindow *scroller;

  TillOutlineParts parts;
  gpointer         parts_data;
  TillRowStyle     style;
  gpointer         style_data;

  gboolean at_top;      /* before the rows changed */
  gboolean wants_focus; /* when the first rows come */
  gboolean had_focus;   /* one of these rows */

  TillSortProbe probe;
};

G_DEFINE_FINAL_TYPE (TillTableView, till_table_view, ADW_TYPE_BIN)

enum
{
  ROW_ACTIVATED,
  ROW_MENU,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, TillTableView *self)
{
  g_autoptr (GArray) keys = NULL;

  if (self->table == NULL)
    return;
  keys = till_sort_probe_read (&self->probe, sorter, self->table);
  till_table_set_sort (self->table, (const TillSortKey *) (gpointer) keys->data);
}

/* ── Rows ── */

/* The table as it is shown, with the parts of what is open. */
static TillTable *
get_shown (TillTableView *self)
{
  return self->outline != NULL ? TILL_TABLE (self->outline) : self->table;
}

static void
activate_cb (GtkColumnView *view, guint position, TillTableView *self)
{
  gint64 id = till_table_get_id (get_shown (self), position);

  if (self->outline != NULL && id > 0)
    till_table_opening_toggle (self->outline, id);
  else
    g_signal_emit (self, signals[ROW_ACTIVATED], 0, id);
}

static void
menu_cb (guint position, const GdkRectangle *at, gpointer user_data)
{
  TillTableView *self = user_data;
  double         x;
  double         y;

  if (position < till_table_get_n_rows (get_shown (self)) &&
      gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), at->x, at->y,
                                        &x, &y))
    g_signal_emit (self, signals[ROW_MENU], 0, till_table_get_id (get_shown (self), position),
                   &(GdkRectangle){ (int) x, (int) y, at->width, at->height });
}

static void
scroll_to_top (TillTableView *self)
{
  gtk_widget_activate_action (till_table_keys_find_list (self->view), "list.scroll-to-item", "u",
                              0);
}

/* The list holds on to the row it has at its top; who looks at the newest row wants the newest. */
static void
rows_changing_cb (TillTableView *self)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  self->at_top = place == NULL || gtk_adjustment_get_value (place) < 1;
}

/* What has taken the focus meanwhile keeps it. */
static gboolean
may_take_focus (TillTableView *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         (focus == NULL || focus == GTK_WIDGET (self->view) ||
          gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)));
}

static void
focused_cb (TillTableView *self)
{
  self->had_focus = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;
}

static void
rows_changed_cb (GListModel    *rows,
                 guint          position,
                 guint          n_removed,
                 guint          n_added,
                 TillTableView *self)
{
  if (self->at_top && position == 0 && n_added > 0)
    scroll_to_top (self);
  if (g_list_model_get_n_items (rows) == 0)
    self->had_focus = FALSE;
  if (self->wants_focus && n_added > 0)
    {
      self->wants_focus = FALSE;
      if (may_take_focus (self))
        till_table_keys_focus (self->view, 0);
    }
}

/* Before there are fewer of them: then GTK has the rows of the top at hand, and makes none anew. */
static void
rows_replacing_cb (TillTableSelection *rows, TillTableView *self)
{
  till_table_cells_begin (self->cells);
  rows_changing_cb (self);
  if (!self->at_top)
    scroll_to_top (self);
  till_table_cells_set_sight (self->cells, 0, ROWS_BEFORE_IT_IS_DRAWN);
}

static void
rows_replaced_cb (TillTableSelection *rows, TillTableView *self)
{
  till_table_cells_end (self->cells);
}

static void
follow_focus (TillTableView *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "enter", G_CALLBACK (focused_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (till_table_keys_find_list (self->view), focus);
}

/* All rows are of one height. Where there are few, the view's own is not their sum. */
static void
find_sight (TillTableView *self, guint *first, guint *end)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  guint          n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  double         page = gtk_adjustment_get_page_size (place);
  double         height = gtk_adjustment_get_upper (place) / MAX (n_rows, 1);

  *first = height >= 1 ? (guint) (gtk_adjustment_get_value (place) / height) : 0;
  *end =
    *first + (page >= LEAST_HEIGHT ? (guint) (page / LEAST_HEIGHT) + 2 : ROWS_BEFORE_IT_IS_DRAWN);
  till_table_selection_set_sight (self->rows, *first, *end - *first);
}

static void
scrolled_cb (TillTableView *self)
{
  guint first;
  guint end;

  find_sight (self, &first, &end);
  till_table_cells_set_sight (self->cells, first, end);
}

static void
laid_out_cb (TillTableView *self)
{
  guint first;
  guint end;

  find_sight (self, &first, &end);
  till_table_cells_expect_sight (self->cells, first, end);
}

static void
till_table_view_dispose (GObject *object)
{
  TillTableView *self = TILL_TABLE_VIEW (object);

  if (self->table != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_shown (self), self);
      g_signal_handlers_disconnect_by_data (self->rows, self);
      g_signal_handlers_disconnect_by_data (self->rows, self->cells);
      g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller),
                                            self);
    }
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
    }
  g_clear_pointer (&self->cells, till_table_cells_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->view);
  g_clear_object (&self->rows);
  g_clear_object (&self->outline);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (till_table_view_parent_class)->dispose (object);
}

static void
till_table_view_finalize (GObject *object)
{
  TillTableView *self = TILL_TABLE_VIEW (object);

  till_table_columns_free (self->columns);
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
  signals[ROW_MENU] =
    g_signal_new ("row-menu", TILL_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT64, GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
till_table_view_init (TillTableView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->columns = till_table_columns_new ();

  self->view = g_object_ref_sink (GTK_COLUMN_VIEW (gtk_column_view_new (NULL)));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  till_table_keys_add (self->view);
  till_table_tooltips_add (self->view);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->states = TILL_TABLE_STATES (till_table_states_new (scroller, GTK_WIDGET (self->view)));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->states));
}

GtkWidget *
till_table_view_new (void)
{
  return g_object_new (TILL_TYPE_TABLE_VIEW, NULL);
}

void
till_table_view_set_cell (TillTableView *self,
                          const char    *column,
                          TillCellSetup  setup,
                          TillCellBind   bind,
                          gpointer       user_data)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);

  till_table_columns_set_cell (self->columns, column, setup, bind, user_data);
}

void
till_table_view_add_cell (TillTableView *self,
                          const char    *id,
                          const char    *title,
                          TillCellSetup  setup,
                          TillCellBind   bind,
                          gpointer       user_data)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);

  till_table_columns_add_cell (self->columns, id, title, setup, bind, user_data);
}

void
till_table_view_set_parts (TillTableView *self, TillOutlineParts parts, gpointer user_data)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);

  self->parts = parts;
  self->parts_data = user_data;
}

void
till_table_view_set_row_style (TillTableView *self, TillRowStyle style, gpointer user_data)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);

  self->style = style;
  self->style_data = user_data;
}

/* What the rows are taken from, and how they are shown. */
static void
take_table (TillTableView *self, TillTable *table, GTimeZone *zone)
{
  self->table = g_object_ref (table);
  self->zone = g_time_zone_ref (zone);
  if (self->parts != NULL)
    self->outline = till_outline_new (table, self->parts, self->parts_data);
  self->cells = till_table_cells_new (get_shown (self), zone);
  self->rows = till_table_selection_new (get_shown (self));
  till_table_checks_add (self->view, self->rows, self->cells, self->style, self->style_data);
  till_table_columns_fill (self->columns, self->view, table, self->cells, &self->probe);
  self->layout = till_table_layout_new (self->view);
  till_header_filters_add (self->view, table);
  if (self->outline != NULL)
    till_table_opening_add (self->view, self->rows, self->outline);
}

void
till_table_view_set_table (TillTableView *self,
                           TillTable     *table,
                           GTimeZone     *zone,
                           const char    *label)
{
  GtkAdjustment *place;

  g_return_if_fail (TILL_IS_TABLE_VIEW (self) && self->table == NULL);
  g_return_if_fail (TILL_IS_TABLE (table));

  take_table (self, table, zone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed",
                    G_CALLBACK (sorter_changed_cb), self);
  g_signal_connect_swapped (get_shown (self), "items-changed", G_CALLBACK (rows_changing_cb), self);
  g_signal_connect (self->rows, "rows-replacing", G_CALLBACK (rows_replacing_cb), self);
  g_signal_connect_swapped (self->rows, "rows-shifting", G_CALLBACK (till_table_cells_begin),
                            self->cells);
  g_signal_connect (self->rows, "rows-replaced", G_CALLBACK (rows_replaced_cb), self);
  g_signal_connect_swapped (self->rows, "row-changed", G_CALLBACK (till_table_cells_bind_row),
                            self->cells);
  till_table_cells_set_sight (self->cells, 0, ROWS_BEFORE_IT_IS_DRAWN);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->rows));
  g_signal_connect_after (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self);
  place = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (place, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "changed", G_CALLBACK (laid_out_cb), self, G_CONNECT_SWAPPED);
  till_table_states_set_table (self->states, table);
  follow_focus (self);
  till_table_menu_add (self->view, self->rows, menu_cb, self);
  till_table_states_add_over (self->states,
                              till_table_typing_new (self->view, get_shown (self), self->rows));
}

void
till_table_view_set_empty_words (TillTableView *self, const char *title, const char *words)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self));

  till_table_states_set_empty_words (self->states, title, words);
}

void
till_table_view_set_empty_button (TillTableView *self, const char *words, const char *action)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self));

  till_table_states_set_empty_button (self->states, words, action);
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

  if (self->table == NULL || till_table_selection_get_n_selected (self->rows) != 1)
    return 0;
  selected = gtk_selection_model_get_selection_in_range (GTK_SELECTION_MODEL (self->rows), 0,
                                                         till_table_get_n_rows (get_shown (self)));

  return till_table_get_id (get_shown (self), gtk_bitset_get_minimum (selected));
}

TillTableSelection *
till_table_view_get_selection (TillTableView *self)
{
  g_return_val_if_fail (TILL_IS_TABLE_VIEW (self), NULL);

  return self->rows;
}

TillTableLayout *
till_table_view_get_layout (TillTableView *self)
{
  g_return_val_if_fail (TILL_IS_TABLE_VIEW (self), NULL);

  return self->layout;
}

TillOutline *
till_table_view_get_outline (TillTableView *self)
{
  g_return_val_if_fail (TILL_IS_TABLE_VIEW (self), NULL);

  return self->outline;
}

gboolean
till_table_view_go_to (TillTableView *self, gint64 id)
{
  guint position;

  g_return_val_if_fail (TILL_IS_TABLE_VIEW (self) && self->table != NULL, FALSE);

  if (!till_table_find_id (get_shown (self), id, &position))
    return FALSE;
  till_table_keys_go_to (self->view, self->rows, position);

  return TRUE;
}

/* Of rows that never had it GTK would take one in the middle, and in it the last button. */
void
till_table_view_focus (TillTableView *self)
{
  g_return_if_fail (TILL_IS_TABLE_VIEW (self));

  self->wants_focus =
    self->rows == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0;
  if (self->wants_focus || self->had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  else
    till_table_keys_focus (self->view, 0);
}
