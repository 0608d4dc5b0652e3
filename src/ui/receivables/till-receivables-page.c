/* till-receivables-page.c: the Accounts receivable tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-receivables-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-receivables.h"
#include "ui/receivables/till-receivables-summary.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "receivables"

struct _TillReceivablesPage
{
  AdwBin parent_instance;

  /* Template children */
  TillReceivablesSummary *summary;
  TillTableBar           *bar;
  TillTableView          *table;
  TillTableTotals        *totals;
};

G_DEFINE_FINAL_TYPE (TillReceivablesPage, till_receivables_page, ADW_TYPE_BIN)

/* ── Totals ── */

static char *
count_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s guarantor", "%s guarantors", n_rows),
                          number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s selected, patient portion",
                                       "%s selected, patient portion", n_rows),
                          number);
}

static const TillTableTotal totals[] = {
  { "owed", N_ ("Owed") },
  { "credit", N_ ("Credits") },
  { "portion", N_ ("Patient portion") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { count_words, selected_words, totals };

/* ── The object ── */

static void
till_receivables_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_RECEIVABLES_PAGE);

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

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/receivables/till-receivables-page.ui");
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
  TillTable           *receivables = till_practice_get_receivables (practice);

  till_table_view_set_empty_words (self->table, _ ("Nobody Owes Anything"),
                                   _ ("Every account is settled."));
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, receivables, self->table,
                            _ ("Accounts receivable"));
  till_table_totals_set_table (self->totals, &totals_kind, receivables,
                               till_table_view_get_selection (self->table));
  till_receivables_summary_set_table (self->summary, practice, receivables);

  return GTK_WIDGET (self);
}

void
till_receivables_page_focus (TillReceivablesPage *self)
{
  g_return_if_fail (TILL_IS_RECEIVABLES_PAGE (self));

  till_table_view_focus (self->table);
}
