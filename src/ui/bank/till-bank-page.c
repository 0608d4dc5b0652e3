/* till-bank-page.c: the bank's statement, beside the deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/bank/till-bank-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-bank.h"
#include "ui/bank/till-bank-menu.h"
#include "ui/bank/till-bank-switch.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "bank_lines"

struct _TillBankPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Borrowed */
  TillTable *lines;

  gint64 awaited; /* to be gone to when the list has it; 0: none */

  /* Template children */
  TillTableBar    *bar;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children: one for the whole list */
  GtkPopover *menu;
};

G_DEFINE_FINAL_TYPE (TillBankPage, till_bank_page, ADW_TYPE_BIN)

/* ── Totals ── */

static char *
count_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s line", "%s lines", n_rows), number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, not matched", "%s selected, not matched", n_rows),
    number);
}

static const TillTableTotal totals[] = {
  { "in", N_ ("Money in") },
  { "out", N_ ("Money out") },
  { "unmatched", N_ ("Not matched") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { count_words, selected_words, totals };

/* ── What is done with a row ── */

static void
row_activated_cb (TillTableView *table, gint64 id, TillBankPage *self)
{
  g_autoptr (TillBankLine) line = till_practice_get_bank_line (self->practice, id, NULL);

  if (line != NULL && line->state == TILL_BANK_LINE_MATCHED)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-deposit", "x", line->deposit_id);
  else if (line != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "practice.match-bank-line", "x", id);
}

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillBankPage *self)
{
  g_autoptr (GMenuModel) menu = till_bank_menu_new (self->practice, id);

  till_table_menu_popup (self->menu, menu, at, at->width > 1 ? GTK_ALIGN_END : GTK_ALIGN_START);
}

static void
state_cb (TillBankPage *self)
{
  if (self->awaited != 0 && till_table_get_state (self->lines) == TILL_TABLE_READY)
    {
      till_table_view_go_to (self->table, self->awaited);
      self->awaited = 0;
    }
}

static void
till_bank_page_dispose (GObject *object)
{
  TillBankPage *self = TILL_BANK_PAGE (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->lines, self);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BANK_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_bank_page_parent_class)->dispose (object);
}

static void
till_bank_page_class_init (TillBankPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_bank_page_dispose;

  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/practicetill/Till/ui/bank/till-bank-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBankPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillBankPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillBankPage, totals);
}

static void
till_bank_page_init (TillBankPage *self)
{
  GtkWidget *import = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  import = gtk_button_new_with_mnemonic (_ ("_Import…"));
  gtk_widget_set_tooltip_text (import, _ ("Import a bank statement (OFX, QFX, CSV)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "practice.import-bank-file");
  till_table_bar_add (self->bar, import);
  till_table_bar_add (self->bar, till_bank_switch_new (TRUE));
  till_table_bar_set_search (self->bar, _ ("Search the bank statement"),
                             _ ("Words, amount, check number…"));
}

/* Parented to the list and not to a cell: cells come and go as it scrolls. */
static void
add_menu (TillBankPage *self)
{
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_bank_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
}

GtkWidget *
till_bank_page_new (TillPractice *practice)
{
  TillBankPage *self = g_object_new (TILL_TYPE_BANK_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->lines = till_practice_get_bank_lines (practice);
  till_table_view_set_empty_words (
    self->table, _ ("No Lines of the Bank in These Days"),
    _ ("Choose other days, or import the statement that your bank’s site offers as a file."));
  till_table_view_set_empty_button (self->table, _ ("_Import Bank Statement…"),
                                    "practice.import-bank-file");
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, self->lines, self->table,
                            _ ("Bank statement"));
  add_menu (self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  g_signal_connect_swapped (self->lines, "notify::state", G_CALLBACK (state_cb), self);
  till_table_totals_set_table (self->totals, &totals_kind, self->lines,
                               till_table_view_get_selection (self->table));

  return GTK_WIDGET (self);
}

void
till_bank_page_focus (TillBankPage *self)
{
  g_return_if_fail (TILL_IS_BANK_PAGE (self));

  till_table_view_focus (self->table);
}

void
till_bank_page_show (TillBankPage *self, gint64 line_id)
{
  g_autoptr (TillBankLine) line = NULL;
  g_autoptr (TillFilter)   filter = till_filter_new ();
  g_autofree char         *day = NULL;

  g_return_if_fail (TILL_IS_BANK_PAGE (self));

  self->awaited = 0;
  if (till_table_view_go_to (self->table, line_id))
    return;
  line = till_practice_get_bank_line (self->practice, line_id, NULL);
  if (line == NULL)
    return;

  self->awaited = line_id;
  day = till_day_to_iso (line->day);
  till_filter_set (filter, "date", TILL_OP_BETWEEN, (const char *const[]){ day, day, NULL });
  till_table_set_filter (self->lines, filter);
}
