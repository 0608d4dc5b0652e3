/* till-store-installments-lost.c: what was paid of a plan and is taken back, and comes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"
#include "store/till-store-requests-private.h"

/* Another guarantor had paid it: it is owed on that account, and no part of the plan any more. */
static gboolean
leave_out (TillDbConnection      *connection,
           const TillInstallment *one,
           const TillActor       *actor,
           TillInstant            at,
           GError               **error)
{
  const TillTryEnd     end = { .state = TILL_INSTALLMENT_SKIPPED, .why = "former-payer" };
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, one->plan_id, error);
  g_autoptr (TillPlan) after = plan != NULL ? till_plan_copy (plan) : NULL;

  if (plan == NULL)
    return FALSE;
  after->total = till_money (plan->total.cents - one->amount.cents);

  return till_store_step_installment (connection, one, &end, "lose-installment", actor, at,
                                      error) &&
         till_store_save_plan (connection, plan, after, "lose-installment", actor, at, error);
}

static gboolean
lose (TillDbConnection      *connection,
      const TillInstallment *one,
      const char            *why,
      const TillActor       *actor,
      TillInstant            at,
      GError               **error)
{
  const TillTryEnd end = { .state = TILL_INSTALLMENT_MISSED, .why = why };
  gint64           first;

  if (!till_store_find_payers_first (connection, one->plan_id, &first, error))
    return FALSE;

  return (one->version < first ? leave_out (connection, one, actor, at, error)
                               : till_store_step_installment (
                                   connection, one, &end, "lose-installment", actor, at, error)) &&
         till_store_follow_installments (connection, one->plan_id, "lose-installment", actor, at,
                                         error);
}

gboolean
till_store_lose_installments (TillDbConnection *connection,
                              gint64            transaction_id,
                              const char       *why,
                              const TillActor  *actor,
                              TillInstant       at,
                              GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_record_prepare (
    &till_store_installment_type, connection, "WHERE transaction_id = ?1 ORDER BY id", error);
  g_autoptr (GPtrArray) paid = NULL;

  if (rows == NULL || !till_store_lose_acceptance (connection, transaction_id, actor, at, error))
    return FALSE;
  till_db_bind_int (rows, 1, transaction_id);
  if ((paid = till_record_read_rows (&till_store_installment_type, rows, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < paid->len; i++)
    {
      if (!lose (connection, paid->pdata[i], why, actor, at, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_regain_installments (TillDbConnection      *connection,
                                const TillTransaction *payment,
                                const TillActor       *actor,
                                TillInstant            at,
                                GError               **error)
{
  const TillTryEnd end = { .state = TILL_INSTALLMENT_PAID, .transaction_id = payment->id };
  g_autoptr (TillDbStatement) rows = NULL;
  g_autoptr (GPtrArray)       lost = NULL;

  if (payment->state == TILL_TRANSACTION_VOIDED ||
      till_money_compare (payment->refunded, payment->amount) >= 0)
    return TRUE;
  rows =
    till_record_prepare (&till_store_installment_type, connection,
                         "WHERE lost_transaction_id = ?1 AND state = 'missed' ORDER BY id", error);
  if (rows == NULL || !till_store_regain_acceptance (connection, payment->id, actor, at, error))
    return FALSE;
  till_db_bind_int (rows, 1, payment->id);
  if ((lost = till_record_read_rows (&till_store_installment_type, rows, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < lost->len; i++)
    {
      const TillInstallment *one = lost->pdata[i];

      if (!till_store_step_installment (connection, one, &end, "regain-installment", actor, at,
                                        error) ||
          !till_store_follow_installments (connection, one->plan_id, "regain-installment", actor,
                                           at, error))
        return FALSE;
    }

  return TRUE;
}
