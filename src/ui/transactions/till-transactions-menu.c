/* till-transactions-menu.c: what may be done with a transaction, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/transactions/till-transactions-menu.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-table-menu.h"

GMenuModel *
till_transactions_menu_new (TillPractice *practice, gint64 id)
{
  g_autoptr (TillTransaction) transaction = till_practice_get_transaction (practice, id, NULL);
  g_autoptr (GMenu)           menu = g_menu_new ();

  if (transaction != NULL && transaction->patient_id == 0)
    till_table_menu_append (menu, _ ("_Assign to Patient…"), "practice.assign", id);
  if (transaction != NULL && transaction->patient_id != 0)
    till_table_menu_append (menu, _ ("_Open Patient"), "win.show-patient", transaction->patient_id);
  if (transaction != NULL && (transaction->posting == TILL_POSTING_UNPOSTED ||
                              transaction->posting == TILL_POSTING_NEEDS_REVIEW))
    {
      till_table_menu_append (menu, _ ("_Post"), "practice.post", id);
      till_table_menu_append (menu, _ ("_Mark as Posted"), "practice.mark-posted", id);
    }
  if (transaction != NULL && transaction->kind == TILL_KIND_PAYMENT &&
      (transaction->state == TILL_TRANSACTION_CAPTURED ||
       transaction->state == TILL_TRANSACTION_SETTLED ||
       transaction->state == TILL_TRANSACTION_AUTHORIZED) &&
      transaction->refunded.cents < transaction->amount.cents)
    till_table_menu_append (menu, _ ("_Refund…"), "practice.refund", id);
  if (transaction != NULL && transaction->receipt_number != NULL)
    {
      till_table_menu_append (menu, _ ("_Download Receipt"), "practice.download-receipt", id);
      till_table_menu_append (menu, _ ("_Print Receipt"), "practice.print-receipt", id);
    }

  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    g_menu_append (menu, _ ("Nothing can be done with this"), "practice.nothing");

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

void
till_transactions_menu_popup (GtkPopover         *popover,
                              TillPractice       *practice,
                              gint64              id,
                              const GdkRectangle *at,
                              GtkAlign            align)
{
  g_autoptr (GMenuModel) menu = till_transactions_menu_new (practice, id);

  till_table_menu_popup (popover, menu, at, align);
}
