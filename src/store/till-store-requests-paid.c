/* till-store-requests-paid.c: what a payment does to requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Money through the link of a request that is over is counted with it and changes no state: it
 * never completes another one (DESIGN.md 4). One that was asked to pay a plan down does, while it
 * is open; no other payment ends that one, as it would pay no plan. A charge of installments leaves
 * all of them alone: what is asked for is owed beside the plan (till-store-plan-dues.c). Any other
 * payment of the guarantor ends the reminders, whose amount would not be right any more.
 */
#include "store/till-store-plan-sendings.h"
#include "store/till-store-plans-private.h"
#include "store/till-store-requests-private.h"

/* Whenever it is seen, it counts how the request stood when it was made. What is paid once more, or
 * through one that was over, is no plan’s. */
static gboolean
pay_plan_down (TillDbConnection      *connection,
               const TillRequest     *before,
               const TillTransaction *payment,
               const TillActor       *actor,
               TillInstant            at,
               GError               **error)
{
  return before->plan_id == 0 || !till_request_was_open (before, payment->happened_at) ||
         till_request_get_rest (before).cents == 0 ||
         till_store_pay_plan_down (connection, before, payment, actor, at, error);
}

static gboolean
take_through_link (TillDbConnection      *connection,
                   const TillTransaction *payment,
                   const TillActor       *actor,
                   TillInstant            at,
                   GError               **error)
{
  g_autoptr (TillRequest) before = till_store_get_request (connection, payment->request_id, error);
  g_autoptr (TillRequest) after = NULL;

  if (before == NULL)
    return FALSE;

  after = till_request_copy (before);
  after->paid = till_money (before->paid.cents + payment->amount.cents);
  if (after->paid_at == TILL_INSTANT_NONE || after->paid_at < payment->happened_at)
    after->paid_at = payment->happened_at;
  if (before->state == TILL_REQUEST_REQUESTED)
    {
      gboolean whole = till_request_get_rest (after).cents == 0;

      after->state = whole ? TILL_REQUEST_COMPLETED : TILL_REQUEST_REQUESTED;
      after->reason = whole ? TILL_REQUEST_PLAIN : TILL_REQUEST_PARTLY_PAID;
      after->ended_at = whole ? at : TILL_INSTANT_NONE;
    }

  return till_store_save_request (connection, before, after, "request-paid", actor, at, error) &&
         till_store_stop_asking (connection, before->id, "paid", at, error) &&
         pay_plan_down (connection, before, payment, actor, at, error) &&
         till_store_accept_plan (connection, before, payment, actor, at, error);
}

/* What is left of it: nothing of one that was voided. */
static TillMoney
get_left (const TillTransaction *payment)
{
  return till_money (payment->state == TILL_TRANSACTION_VOIDED
                       ? 0
                       : payment->amount.cents - payment->refunded.cents);
}

/* Those of the account that are open still. A plan that was sent is not paid by money for something
 * else: its link stands. */
static gboolean
follow_open (TillDbConnection      *connection,
             const TillTransaction *payment,
             const TillActor       *actor,
             TillInstant            at,
             GError               **error)
{
  g_autoptr (GPtrArray) open =
    till_store_list_open_requests (connection, payment->guarantor_id, error);
  gboolean is_installment = FALSE;

  if (open == NULL || (open->len > 0 && !till_store_is_charge_of_plan (
                                          connection, payment->attempt_id, &is_installment, error)))
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      const TillRequest *request = open->pdata[i];
      TillMoney          left = get_left (payment);
      gboolean           covered = payment->request_id == 0 && request->plan_id == 0 &&
                         till_money_compare (left, till_request_get_rest (request)) >= 0;
      gint64 plan_id;

      if (!till_store_find_plan_of_request (connection, request->id, &plan_id, error))
        return FALSE;
      /* An earlier one was in what was asked for, whenever it is found whose it is. */
      if (plan_id != 0 || is_installment || payment->happened_at < request->asked_at ||
          left.cents <= 0)
        continue;
      if (covered && !till_store_end_request (connection, request->id, TILL_REQUEST_PAID_ELSEWHERE,
                                              actor, at, error))
        return FALSE;
      if (!covered && !till_store_stop_reminders (connection, request->id, "paid", at, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_follow_payment (TillDbConnection      *connection,
                           const TillTransaction *payment,
                           const TillActor       *actor,
                           TillInstant            at,
                           GError               **error)
{
  if (payment->request_id != 0 && !take_through_link (connection, payment, actor, at, error))
    return FALSE;

  return payment->guarantor_id == 0 || follow_open (connection, payment, actor, at, error);
}

gboolean
till_store_get_paid_since (TillDbConnection *connection,
                           gint64            guarantor_id,
                           TillInstant       since,
                           TillMoney        *paid,
                           GError          **error)
{
  static const char sql[] =
    "SELECT coalesce(sum(counted_cents), 0) FROM transactions"
    " WHERE guarantor_id IN (SELECT ?1 UNION ALL SELECT id FROM patients WHERE merged_into = ?1)"
    "   AND happened_at >= ?2";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 2, guarantor_id, (gint64) since) !=
      TILL_STEP_ROW)
    return FALSE;
  *paid = till_money (till_db_column_int (row, 0));

  return TRUE;
}

/* It may be open again only while there is no newer one, what paying it accepts can be, and the
 * plan that it pays down is still that account’s. */
static gboolean
reopen (TillDbConnection *connection, TillRequest *request, GError **error)
{
  g_autoptr (GPtrArray) open =
    till_store_list_open_requests (connection, request->guarantor_id, error);
  g_autoptr (TillPlan) plan = NULL;
  gboolean             may;

  if (open == NULL || !till_store_may_reopen_plan_request (connection, request->id, &may, error))
    return FALSE;
  if (may && request->plan_id != 0)
    {
      plan = till_store_get_plan (connection, request->plan_id, error);
      if (plan == NULL || !till_store_is_of_payer (connection, plan, request, &may, error))
        return FALSE;
    }
  if (open->len > 0 || !may)
    return TRUE;

  request->state = TILL_REQUEST_REQUESTED;
  request->reason = request->paid.cents > 0 ? TILL_REQUEST_PARTLY_PAID : TILL_REQUEST_PLAIN;
  request->ended_at = TILL_INSTANT_NONE;

  return TRUE;
}

gboolean
till_store_unfollow_payment (TillDbConnection      *connection,
                             const TillTransaction *payment,
                             const TillActor       *actor,
                             TillInstant            at,
                             GError               **error)
{
  g_autoptr (TillRequest) before = NULL;
  g_autoptr (TillRequest) after = NULL;

  if (!till_store_lose_installments (connection, payment->id, "taken-back", actor, at, error))
    return FALSE;
  if (payment->request_id == 0)
    return TRUE;
  before = till_store_get_request (connection, payment->request_id, error);
  if (before == NULL)
    return FALSE;

  after = till_request_copy (before);
  after->paid = till_money (before->paid.cents - payment->amount.cents);
  if (after->paid.cents == 0)
    after->paid_at = TILL_INSTANT_NONE;
  if (after->state == TILL_REQUEST_REQUESTED && after->reason == TILL_REQUEST_PARTLY_PAID &&
      after->paid.cents == 0)
    after->reason = TILL_REQUEST_PLAIN;
  if (after->state == TILL_REQUEST_COMPLETED && after->reason == TILL_REQUEST_PLAIN &&
      till_request_get_rest (after).cents > 0 && !reopen (connection, after, error))
    return FALSE;

  return till_store_save_request (connection, before, after, "request-unpaid", actor, at, error);
}
