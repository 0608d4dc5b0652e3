/* till-transactions-totals.c: below the transactions: how many, their sums, those of what is
 * selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/transactions/till-transactions-totals.h"

#include <glib/gi18n-lib.h>

#include "core/till-money.h"

struct _TillTransactionsTotals
{
  GtkBox parent_instance;

  /* Owned */
  TillTable          *transactions;
  TillTableSelection *rows;
  GCancellable       *summing; /* of what is selected; NULL: not asked for */

  /* Template children */
  GtkLabel *count;
  GtkLabel *selected;
  GtkLabel *payments;
  GtkLabel *refunds;
  GtkLabel *fees;
  GtkLabel *net;
};

G_DEFINE_FINAL_TYPE (TillTransactionsTotals, till_transactions_totals, GTK_TYPE_BOX)

static void
set_sum (GtkLabel *label, const char *words, gint64 cents)
{
  g_autofree char *sum = till_money_format (till_money (cents));
  g_autofree char *text = g_strdup_printf ("%s %s", words, sum);

  gtk_label_set_text (label, text);
}

static void
update_totals (TillTransactionsTotals *self)
{
  guint            n_rows = till_table_get_n_rows (self->transactions);
  g_autofree char *count = NULL;

  if (till_table_get_state (self->transactions) == TILL_TABLE_LOADING)
    return;
  count = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u transaction", "%'u transactions", n_rows), n_rows);
  gtk_label_set_text (self->count, count);
  set_sum (self->payments, _ ("Payments"), till_table_get_sum (self->transactions, "payments"));
  set_sum (self->refunds, _ ("Refunds"), till_table_get_sum (self->transactions, "refunds"));
  set_sum (self->fees, _ ("Fees"), till_table_get_sum (self->transactions, "fees"));
  set_sum (self->net, _ ("Net"), till_table_get_sum (self->transactions, "net"));
}

static void
show_selected (TillTransactionsTotals *self, gint64 net)
{
  guint            n_selected = till_table_selection_get_n_selected (self->rows);
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u selected, net", "%'u selected, net", n_selected),
    n_selected);

  set_sum (self->selected, words, net);
  gtk_widget_set_visible (GTK_WIDGET (self->selected), n_selected > 0);
}

typedef struct
{
  TillTransactionsTotals *totals; /* borrowed: its end cancels */
  gboolean                all_but;
} Summing;

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Summing *summing = user_data;
  g_autoptr (GError)  error = NULL;
  TillTable          *table = TILL_TABLE (source);
  gint64              sum = till_table_sum_ids_finish (table, result, &error);

  /* Another selection, or the window is gone; that rows can't be read the list says. */
  if (error != NULL)
    return;
  if (summing->all_but)
    sum = till_table_get_sum (table, "net") - sum;
  show_selected (summing->totals, sum);
}

static void
update_selected (TillTransactionsTotals *self)
{
  g_autoptr (GArray) ids = NULL;
  Summing           *summing;
  gboolean           all_but;

  g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  ids = till_table_selection_dup_ids (self->rows, &all_but);
  if (ids->len == 0)
    {
      show_selected (self, all_but ? till_table_get_sum (self->transactions, "net") : 0);
      return;
    }

  self->summing = g_cancellable_new ();
  summing = g_new0 (Summing, 1);
  summing->totals = self;
  summing->all_but = all_but;
  till_table_sum_ids_async (self->transactions, "net", ids, self->summing, summed_cb, summing);
}

static void
till_transactions_totals_dispose (GObject *object)
{
  TillTransactionsTotals *self = TILL_TRANSACTIONS_TOTALS (object);

  g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  if (self->transactions != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->transactions, self);
      g_signal_handlers_disconnect_by_data (self->rows, self);
    }
  g_clear_object (&self->transactions);
  g_clear_object (&self->rows);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_TRANSACTIONS_TOTALS);

  G_OBJECT_CLASS (till_transactions_totals_parent_class)->dispose (object);
}

static void
till_transactions_totals_class_init (TillTransactionsTotalsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_transactions_totals_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/transactions/till-transactions-totals.ui");
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsTotals, count);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsTotals, selected);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsTotals, payments);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsTotals, refunds);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsTotals, fees);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsTotals, net);
}

static void
till_transactions_totals_init (TillTransactionsTotals *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_transactions_totals_set_table (TillTransactionsTotals *self,
                                    TillTable              *transactions,
                                    TillTableSelection     *rows)
{
  g_return_if_fail (TILL_IS_TRANSACTIONS_TOTALS (self) && self->transactions == NULL);

  self->transactions = g_object_ref (transactions);
  self->rows = g_object_ref (rows);
  g_signal_connect_swapped (transactions, "notify::state", G_CALLBACK (update_totals), self);
  g_signal_connect_swapped (rows, "selection-changed", G_CALLBACK (update_selected), self);
  update_totals (self);
}
