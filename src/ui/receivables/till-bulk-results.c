/* till-bulk-results.c: whom bulk requests were for, and what came of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of them is a condition of the table's filter like any other; what stands in the header sets
 * it, and follows it.
 */
#include "ui/receivables/till-bulk-results.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-requests.h"
#include "ui/receivables/till-bulk-words.h"
#include "ui/receivables/till-guarantor-words.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "bulk_results"

/* Older ones are found under "All Bulk Requests", or where one of their requests is. */
#define MOST_BULKS 100

struct _TillBulkResults
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  TillTable    *results;
  GPtrArray    *bulks; /* TillBulk, the newest first */

  GtkWindow *window;  /* weak */
  gboolean   showing; /* what is chosen is not meant */

  /* Template children */
  GtkDropDown     *which;
  GtkWidget       *show;
  TillTableBar    *bar;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children */
  GtkPopover *menu; /* one for the whole list */
};

G_DEFINE_FINAL_TYPE (TillBulkResults, till_bulk_results, ADW_TYPE_WINDOW)

/* ── Totals ── */

static const TillTableTotal totals[] = {
  { "paid", N_ ("Paid") },
  { "requested", N_ ("Requested") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { till_guarantors_to_words, till_bulk_words_selected,
                                            totals };

/* ── Which one ── */

/* NULL: all of them. */
static const TillBulk *
get_bulk (TillBulkResults *self)
{
  guint position = gtk_drop_down_get_selected (self->which);

  return position > 0 && position <= self->bulks->len ? self->bulks->pdata[position - 1] : NULL;
}

static void
which_cb (TillBulkResults *self)
{
  const TillBulk        *bulk;
  g_autoptr (TillFilter) filter = NULL;

  if (self->showing || self->results == NULL)
    return;

  bulk = get_bulk (self);
  filter = till_filter_copy (till_table_get_filter (self->results));
  till_bulk_words_narrow (filter, bulk, till_practice_get_zone (self->practice));
  till_table_set_filter (self->results, filter);
}

/* The condition may be taken away, or come with a saved filter. */
static void
filter_cb (TillBulkResults *self)
{
  const TillCondition *condition =
    till_filter_find (till_table_get_filter (self->results), TILL_BULK_COLUMN);
  gint64 id = condition != NULL && condition->op == TILL_OP_IS && condition->values[0] != NULL
                ? g_ascii_strtoll (condition->values[0], NULL, 10)
                : 0;
  guint  position = 0;

  for (guint i = 0; id != 0 && i < self->bulks->len; i++)
    {
      if (((const TillBulk *) self->bulks->pdata[i])->id == id)
        position = i + 1;
    }
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->which, position);
  self->showing = FALSE;
  gtk_widget_set_sensitive (self->show, position > 0);
}

static void
list_bulks (TillBulkResults *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All Bulk Requests"));
  for (guint i = 0; i < self->bulks->len; i++)
    {
      g_autofree char *name =
        till_bulk_words_name (self->bulks->pdata[i], till_practice_get_zone (self->practice));

      gtk_string_list_append (names, name);
    }
  self->showing = TRUE;
  gtk_drop_down_set_model (self->which, G_LIST_MODEL (names));
  self->showing = FALSE;
}

/* ── A row ── */

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillBulkResults *self)
{
  g_autoptr (GMenu)   menu = g_menu_new ();
  g_autoptr (TillRow) row = NULL;
  guint               position;
  gint64              patient;
  gint64              request;

  if (till_table_find_id (self->results, id, &position))
    row = g_list_model_get_item (G_LIST_MODEL (self->results), position);
  if (row == NULL)
    return;

  patient = till_row_get_int (row, (guint) till_table_find_column (self->results, "patient-id"));
  request = till_row_get_int (row, (guint) till_table_find_column (self->results, "request-id"));
  if (g_strcmp0 (till_row_get_text (row, (guint) till_table_find_column (self->results, "result")),
                 "undeliverable") == 0)
    till_table_menu_append (menu, _ ("Correct and _Send Again…"), "practice.resend-request",
                            request);
  till_table_menu_append (menu, _ ("Show _Messages"), "results.show-messages", patient);
  till_table_menu_append (menu, _ ("_Open Patient"), "results.show-patient", patient);
  till_table_menu_popup (self->menu, G_MENU_MODEL (menu), at, GTK_ALIGN_START);
}

static void
row_activated_cb (TillTableView *table, gint64 id, TillBulkResults *self)
{
  g_autoptr (TillRow) row = NULL;
  guint               position;
  guint               column = (guint) till_table_find_column (self->results, "patient-id");

  if (till_table_find_id (self->results, id, &position))
    row = g_list_model_get_item (G_LIST_MODEL (self->results), position);
  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "results.show-patient", "x",
                                till_row_get_int (row, column));
}

/* ── What is shown in the window behind ── */

/* What stands before the window: these results, and what they were opened from. (element-type
 * GtkWindow) (full) */
static GPtrArray *
list_in_front (GtkWindow *window)
{
  GListModel *all = gtk_window_get_toplevels ();
  GPtrArray  *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

      if (gtk_window_get_modal (one) && gtk_window_get_transient_for (one) == window)
        g_ptr_array_add (found, g_steal_pointer (&one));
    }

  return found;
}

/* While anything stands before it, the window behind could not be used. */
static void
show_in_window (TillBulkResults *self, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) in_front = self->window != NULL ? list_in_front (self->window) : NULL;

  if (self->window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), action, parameter);
  gtk_window_close (GTK_WINDOW (self));
  for (guint i = 0; in_front != NULL && i < in_front->len; i++)
    gtk_window_close (in_front->pdata[i]);
}

static void
show_patient (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_in_window (TILL_BULK_RESULTS (widget), "win.show-patient", parameter);
}

static void
show_messages (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_in_window (TILL_BULK_RESULTS (widget), "win.show-messages", parameter);
}

static void
show_cb (TillBulkResults *self)
{
  g_autofree char *json =
    till_bulk_words_filter (get_bulk (self), NULL, till_practice_get_zone (self->practice));
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new ("(ss)", "requests", json));

  show_in_window (self, "win.show-list", list);
}

/* ── The object ── */

static void
till_bulk_results_dispose (GObject *object)
{
  TillBulkResults *self = TILL_BULK_RESULTS (object);

  if (self->results != NULL)
    g_signal_handlers_disconnect_by_data (self->results, self);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BULK_RESULTS);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->bulks, g_ptr_array_unref);
  g_clear_object (&self->results);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_bulk_results_parent_class)->dispose (object);
}

static void
till_bulk_results_class_init (TillBulkResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_bulk_results_dispose;

  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);
  till_dialog_class_set_up (widget_class, "receivables/till-bulk-results.ui");
  gtk_widget_class_install_action (widget_class, "results.show-patient", "x", show_patient);
  gtk_widget_class_install_action (widget_class, "results.show-messages", "x", show_messages);
  gtk_widget_class_bind_template_child (widget_class, TillBulkResults, which);
  gtk_widget_class_bind_template_child (widget_class, TillBulkResults, show);
  gtk_widget_class_bind_template_child (widget_class, TillBulkResults, bar);
  gtk_widget_class_bind_template_child (widget_class, TillBulkResults, table);
  gtk_widget_class_bind_template_child (widget_class, TillBulkResults, totals);
  gtk_widget_class_bind_template_callback (widget_class, which_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
focus_table (TillBulkResults *self)
{
  till_table_view_focus (self->table);
}

static void
till_bulk_results_init (TillBulkResults *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_table_bar_set_search (self->bar, _ ("Search guarantors"), _ ("Name…"));
  till_table_view_set_empty_words (self->table, _ ("Nobody"),
                                   _ ("Nobody of this bulk request is like that."));
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (focus_table), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
}

/* NULL: it can't be read. */
static const TillBulk *
add_older (TillBulkResults *self, gint64 bulk_id)
{
  TillBulk *older = till_practice_get_bulk (self->practice, bulk_id, NULL);

  if (older != NULL)
    g_ptr_array_add (self->bulks, older);

  return older;
}

GtkWidget *
till_bulk_results_new (TillPractice *practice, gint64 bulk_id, GtkWindow *window, GtkWindow *parent)
{
  TillBulkResults *self = g_object_new (TILL_TYPE_BULK_RESULTS, "transient-for", parent, NULL);
  g_autoptr (TillFilter) filter = till_filter_new ();
  const TillBulk        *bulk = NULL;

  self->practice = g_object_ref (practice);
  g_set_weak_pointer (&self->window, window);
  self->bulks = till_practice_list_bulks (practice, MOST_BULKS);
  for (guint i = 0; bulk == NULL && i < self->bulks->len; i++)
    {
      if (bulk_id == 0 || ((const TillBulk *) self->bulks->pdata[i])->id == bulk_id)
        bulk = self->bulks->pdata[i];
    }
  if (bulk == NULL && bulk_id != 0)
    bulk = add_older (self, bulk_id);
  list_bulks (self);
  self->results = till_practice_new_bulk_results (practice);
  g_signal_connect_swapped (self->results, "notify::filter", G_CALLBACK (filter_cb), self);
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, self->results, self->table,
                            _ ("Results"));
  till_bulk_words_narrow (filter, bulk, till_practice_get_zone (practice));
  till_table_set_filter (self->results, filter);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  till_table_totals_set_table (self->totals, &totals_kind, self->results,
                               till_table_view_get_selection (self->table));
  filter_cb (self);
  till_table_view_focus (self->table);

  return GTK_WIDGET (self);
}
