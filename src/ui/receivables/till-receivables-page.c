/* till-receivables-page.c: the Accounts receivable tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-receivables-page.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-receivables.h"
#include "flow/till-practice-requests.h"
#include "ui/receivables/till-guarantor-words.h"
#include "ui/receivables/till-receivables-summary.h"
#include "ui/receivables/till-review-page.h"
#include "ui/receivables/till-snooze-cell.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "receivables"

struct _TillReceivablesPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice       *practice;
  TillTableSelection *rows;

  /* Borrowed */
  TillTable *receivables;

  /* Template children */
  GtkWidget              *list; /* the tab itself */
  TillReceivablesSummary *summary;
  TillTableBar           *bar;
  TillTableView          *table;
  TillTableTotals        *totals;

  /* Other children */
  GtkMenuButton  *bulk;
  GtkPopover     *menu;   /* one for the whole list */
  TillReviewPage *review; /* NULL: the list is shown */
};

G_DEFINE_FINAL_TYPE (TillReceivablesPage, till_receivables_page, ADW_TYPE_BIN)

/* ── Totals ── */

static const TillTableTotal totals[] = {
  { "owed", N_ ("Owed") },
  { "credit", N_ ("Credits") },
  { "portion", N_ ("Patient portion") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { till_guarantors_to_words,
                                            till_guarantors_selected_to_words, totals };

/* ── What is done with the rows ── */

static void
snooze (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (
    widget, "practice.snooze",
    till_table_selection_list_ids (TILL_RECEIVABLES_PAGE (widget)->rows));
}

static void
end_snooze (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (
    widget, "practice.end-snooze",
    till_table_selection_list_ids (TILL_RECEIVABLES_PAGE (widget)->rows));
}

/* ── The review ── */

/* No template child: with it GTK would take the bin's child away behind its back. */
static GtkStack *
get_stack (TillReceivablesPage *self)
{
  return GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
}

/* The focus leaves it before it goes. */
static void
close_review (TillReceivablesPage *self)
{
  GtkWidget *page = GTK_WIDGET (g_steal_pointer (&self->review));

  if (page == NULL)
    return;

  gtk_stack_set_visible_child (get_stack (self), self->list);
  till_receivables_page_focus (self);
  gtk_stack_remove (get_stack (self), page);
  till_practice_end_review (self->practice);
}

/* Of those that are selected now. */
static void
review (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillReceivablesPage *self = TILL_RECEIVABLES_PAGE (widget);
  g_autoptr (GVariant) ids = g_variant_ref_sink (till_table_selection_list_ids (self->rows));
  gsize                n;
  const gint64        *guarantors = g_variant_get_fixed_array (ids, &n, sizeof (gint64));

  if (n == 0)
    return;

  close_review (self);
  self->review = TILL_REVIEW_PAGE (till_review_page_new (self->practice, guarantors, n));
  g_signal_connect_swapped (self->review, "back", G_CALLBACK (close_review), self);
  gtk_stack_add_child (get_stack (self), GTK_WIDGET (self->review));
  gtk_stack_set_visible_child (get_stack (self), GTK_WIDGET (self->review));
  till_review_page_focus (self->review);
}

static void
print_statements (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (
    widget, "practice.print-statements",
    till_table_selection_list_ids (TILL_RECEIVABLES_PAGE (widget)->rows));
}

static void
selected_cb (TillReceivablesPage *self)
{
  gboolean any = till_table_selection_get_n_selected (self->rows) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receivables.review", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receivables.snooze", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receivables.end-snooze", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receivables.print-statements", any);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bulk), any);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->bulk), any ? NULL : _ ("Select guarantors first"));
}

static GMenuModel *
new_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("_Check Who Can Be Asked"), "receivables.review");
  g_menu_append (menu, _ ("_Snooze…"), "receivables.snooze");
  g_menu_append (menu, _ ("_End Snooze"), "receivables.end-snooze");
  g_menu_append (menu, _ ("_Print Statements…"), "receivables.print-statements");

  return G_MENU_MODEL (menu);
}

/* Of a row that is selected with others it is for all of them; only one can be opened, or
 * asked with a preview. */
static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillReceivablesPage *self)
{
  g_autoptr (GMenuModel) deeds = new_menu ();
  g_autoptr (GMenu)      menu = g_menu_new ();

  till_table_menu_append (menu, _ ("_Open Patient"), "win.show-patient", id);
  till_table_menu_append (menu, _ ("_Request Payment…"), "practice.request", id);
  till_table_menu_append (menu, _ ("New Payment P_lan…"), "practice.new-plan", id);
  g_menu_append_section (menu, NULL, deeds);
  till_table_menu_popup (self->menu, G_MENU_MODEL (menu), at, GTK_ALIGN_START);
}

static void
row_activated_cb (TillTableView *table, gint64 id, TillReceivablesPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", id);
}

static void
add_import (TillReceivablesPage *self)
{
  GtkWidget *import = gtk_button_new_with_mnemonic (_ ("_Import…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "practice.import-books");
  till_table_bar_add (self->bar, import);
}

static void
add_menus (TillReceivablesPage *self)
{
  g_autoptr (GMenuModel) menu = new_menu ();

  self->bulk = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->bulk, _ ("_Bulk Actions"));
  gtk_menu_button_set_use_underline (self->bulk, TRUE);
  gtk_menu_button_set_menu_model (self->bulk, menu);
  till_table_bar_add (self->bar, GTK_WIDGET (self->bulk));

  /* Parented to the list and not to a cell: cells come and go as it scrolls. */
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_receivables_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/* ── The object ── */

static void
till_receivables_page_dispose (GObject *object)
{
  TillReceivablesPage *self = TILL_RECEIVABLES_PAGE (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  if (self->review != NULL)
    till_practice_end_review (self->practice);
  self->review = NULL;
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_RECEIVABLES_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_receivables_page_parent_class)->dispose (object);
}

static void
till_receivables_page_class_init (TillReceivablesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_receivables_page_dispose;

  g_type_ensure (TILL_TYPE_RECEIVABLES_SUMMARY);
  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);

  gtk_widget_class_install_action (widget_class, "receivables.review", NULL, review);
  gtk_widget_class_install_action (widget_class, "receivables.snooze", NULL, snooze);
  gtk_widget_class_install_action (widget_class, "receivables.end-snooze", NULL, end_snooze);
  gtk_widget_class_install_action (widget_class, "receivables.print-statements", NULL,
                                   print_statements);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/receivables/till-receivables-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesPage, list);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesPage, summary);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesPage, totals);
}

static void
till_receivables_page_init (TillReceivablesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_table_bar_set_search (self->bar, _ ("Search accounts receivable"),
                             _ ("Guarantor, phone, amount…"));
}

GtkWidget *
till_receivables_page_new (TillPractice *practice)
{
  TillReceivablesPage *self = g_object_new (TILL_TYPE_RECEIVABLES_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->receivables = till_practice_get_receivables (practice);
  till_table_view_set_empty_words (self->table, _ ("Nobody Owes Anything"),
                                   _ ("Every account is settled."));
  till_table_view_set_cell (self->table, "snoozed", till_snooze_cell_setup, till_snooze_cell_bind,
                            practice);
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, self->receivables, self->table,
                            _ ("Accounts receivable"));
  self->rows = g_object_ref (till_table_view_get_selection (self->table));
  add_import (self);
  add_menus (self);
  g_signal_connect_swapped (self->rows, "selection-changed", G_CALLBACK (selected_cb), self);
  selected_cb (self);
  till_table_totals_set_table (self->totals, &totals_kind, self->receivables, self->rows);
  till_receivables_summary_set_table (self->summary, practice, self->receivables);
  /* Who is led here to see other rows wants to see them. */
  g_signal_connect_object (self->receivables, "notify::filter", G_CALLBACK (close_review), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
till_receivables_page_focus (TillReceivablesPage *self)
{
  g_return_if_fail (TILL_IS_RECEIVABLES_PAGE (self));

  if (self->review != NULL)
    till_review_page_focus (self->review);
  else
    till_table_view_focus (self->table);
}
