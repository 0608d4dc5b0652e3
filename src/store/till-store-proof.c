/* till-store-proof.c: which batches are not what the transactions here come to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-deposits-private.h"

/* Whatever else is wrong with the deposit: a verdict names one reason only. */
static gboolean
is_proven (const TillDepositItems *reported, const TillDepositItems *known)
{
  return till_money_compare (reported->sales, known->sales) == 0 &&
         till_money_compare (reported->refunds, known->refunds) == 0 &&
         reported->n_sales == known->n_sales && reported->n_refunds == known->n_refunds;
}

gboolean
till_store_find_unproven (TillDbConnection *connection,
                          TillDay           since,
                          TillDayRange     *days,
                          GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection,
    "WHERE kind = 'batch' AND state <> 'withdrawn' AND funded_on >= ?1 AND settled_on >= ?1"
    " ORDER BY settled_on, id",
    error);
  g_autoptr (GPtrArray) deposits = NULL;

  days->first = days->last = TILL_DAY_NONE;
  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, since.number);
  deposits = till_store_read_deposits (rows, error);
  g_clear_pointer (&rows, till_db_statement_free);

  for (guint i = 0; deposits != NULL && i < deposits->len; i++)
    {
      const TillDeposit *deposit = deposits->pdata[i];
      TillDepositItems   reported;
      TillDepositItems   known;

      if (!till_store_weigh_deposit (connection, deposit, &reported, &known, error))
        return FALSE;
      if (is_proven (&reported, &known))
        continue;
      days->first = till_day_is_none (days->first) ? deposit->settled_on : days->first;
      days->last = deposit->settled_on;
    }

  return deposits != NULL;
}
