/* till-requests-page.c: the Payment Requests tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/requests/till-requests-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-requests.h"
#include "ui/requests/till-requests-menu.h"
#include "ui/widgets/till-table-actions.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "requests"

#define ASKED "date"
#define PAID "paid-on"

struct _TillRequestsPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Borrowed */
  TillTable *requests;

  /* Template children */
  TillTableBar    *bar;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children */
  GtkToggleButton *by_payment;
  GtkPopover      *menu;
};

G_DEFINE_FINAL_TYPE (TillRequestsPage, till_requests_page, ADW_TYPE_BIN)

/* ── Totals ── */

static char *
count_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s request", "%s requests", n_rows),
                          number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, requested", "%s selected, requested", n_rows),
    number);
}

static const TillTableTotal totals[] = {
  { "paid", N_ ("Paid") },
  { "requested", N_ ("Requested") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { count_words, selected_words, totals };

/* ── By which day ── */

static void
by_payment_cb (TillRequestsPage *self)
{
  till_table_bar_set_days (self->bar,
                           gtk_toggle_button_get_active (self->by_payment) ? PAID : ASKED);
}

/* A saved filter may ask for either. */
static void
show_filter (TillRequestsPage *self)
{
  TillFilter *filter = till_table_get_filter (self->requests);
  gboolean    asked = till_filter_find (filter, ASKED) != NULL;
  gboolean    paid = till_filter_find (filter, PAID) != NULL;

  if (asked != paid)
    gtk_toggle_button_set_active (self->by_payment, paid);
}

/* ── What is done with a row ── */

static void
row_activated_cb (TillTableView *table, gint64 id, TillRequestsPage *self)
{
  g_autoptr (TillRequest) request = till_practice_get_request (self->practice, id, NULL);

  if (request != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", request->guarantor_id);
}

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillRequestsPage *self)
{
  g_autoptr (GMenuModel) menu = till_requests_menu_new (self->practice, id);

  till_table_menu_popup (self->menu, menu, at, at->width > 1 ? GTK_ALIGN_END : GTK_ALIGN_START);
}

/* ── The object ── */

static void
till_requests_page_dispose (GObject *object)
{
  TillRequestsPage *self = TILL_REQUESTS_PAGE (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->requests, self);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_REQUESTS_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_requests_page_parent_class)->dispose (object);
}

static void
till_requests_page_class_init (TillRequestsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_requests_page_dispose;

  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/requests/till-requests-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillRequestsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillRequestsPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillRequestsPage, totals);
}

/* What was asked in bulk, with those who were left out. */
static void
add_results (TillRequestsPage *self)
{
  GtkWidget *results = gtk_button_new_with_mnemonic (_ ("Bul_k Requests…"));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (results), "x", (gint64) 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (results), "practice.bulk-results");
  gtk_widget_set_tooltip_text (results, _ ("Whom bulk requests were for, and what came of each"));
  till_table_bar_add (self->bar, results);
}

static void
till_requests_page_init (TillRequestsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->by_payment =
    GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_ ("By _Payment Date")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->by_payment),
                               _ ("The days are those on which it was paid, not requested"));
  g_signal_connect_swapped (self->by_payment, "toggled", G_CALLBACK (by_payment_cb), self);
  add_results (self);
  till_table_bar_add (self->bar, GTK_WIDGET (self->by_payment));
  till_table_bar_set_search (self->bar, _ ("Search payment requests"), _ ("Name, amount, phone…"));
}

GtkWidget *
till_requests_page_new (TillPractice *practice)
{
  TillRequestsPage *self = g_object_new (TILL_TYPE_REQUESTS_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->requests = till_practice_get_requests (practice);
  till_table_actions_add (self->table, self->requests);
  till_table_view_set_empty_words (self->table, _ ("No Payment Requests in These Days"),
                                   _ ("Choose other days, or request a payment from the button at "
                                      "the top right."));
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, self->requests, self->table,
                            _ ("Payment requests"));
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_requests_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
  show_filter (self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  g_signal_connect_swapped (self->requests, "notify::filter", G_CALLBACK (show_filter), self);
  till_table_totals_set_table (self->totals, &totals_kind, self->requests,
                               till_table_view_get_selection (self->table));

  return GTK_WIDGET (self);
}

void
till_requests_page_focus (TillRequestsPage *self)
{
  g_return_if_fail (TILL_IS_REQUESTS_PAGE (self));

  till_table_view_focus (self->table);
}
