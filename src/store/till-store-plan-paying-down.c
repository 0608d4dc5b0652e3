/* till-store-plan-paying-down.c: a payment plan is paid down by a payment that is no installment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No amount is changed: of an installment that is paid in part a paid one and one of the rest take
 * the place.
 */
#include "store/till-store-plans-private.h"

#include "rules/till-plan-deeds.h"
#include "rules/till-plan-paying-down.h"
#include "store/till-store-patients.h"

typedef struct
{
  const TillPlan  *plan;
  gint64           payment_id;
  const TillActor *actor;
  TillInstant      at;
} Paying;

static gboolean
step (TillDbConnection      *connection,
      const Paying          *self,
      const TillInstallment *one,
      const TillTryEnd      *end,
      const char            *deed,
      GError               **error)
{
  return till_store_step_installment (connection, one, end, deed, self->actor, self->at, error);
}

/* Behind the last one by its number; *added: what was written. */
static gboolean
add (TillDbConnection *connection,
     const Paying     *self,
     TillDay           day,
     TillMoney         amount,
     TillInstallment **added,
     GError          **error)
{
  static const char           sql[] = "SELECT max(number) FROM installments"
                                      " WHERE plan_id = ?1 AND version = ?2";
  g_autoptr (TillDbStatement) row = NULL;
  TillPlanPart                part = { .day = day, .amount = amount };

  if (till_store_ask (connection, sql, &row, error, 2, self->plan->id, self->plan->version) !=
      TILL_STEP_ROW)
    return FALSE;
  part.number = (guint) till_db_column_int (row, 0) + 1;
  g_clear_pointer (&row, till_db_statement_free);

  return till_store_add_installment (connection, self->plan, &part, self->actor, self->at, added,
                                     error);
}

/* What is missed of it stays missed. So is what would have been tried again: the tries are those of
 * the whole, and it must not be tried as if there had been none. */
static gboolean
pay_part (TillDbConnection   *connection,
          const Paying       *self,
          const TillPaidDown *part,
          GError            **error)
{
  const TillInstallment *one = part->one;
  const TillTryEnd       split = { .state = TILL_INSTALLMENT_SKIPPED, .why = "split" };
  const TillTryEnd paid = { .state = TILL_INSTALLMENT_PAID, .transaction_id = self->payment_id };
  gboolean         was_tried = one->state == TILL_INSTALLMENT_FAILED;
  const TillTryEnd missed = { .state = TILL_INSTALLMENT_MISSED,
                              .why = was_tried ? "declined" : one->why };
  TillMoney        left = till_money (one->amount.cents - part->paid.cents);
  g_autoptr (TillInstallment) first = NULL;
  g_autoptr (TillInstallment) second = NULL;

  return step (connection, self, one, &split, "split-installment", error) &&
         add (connection, self, one->due, part->paid, &first, error) &&
         step (connection, self, first, &paid, "pay-plan-down", error) &&
         add (connection, self, one->due, left, &second, error) &&
         ((one->state != TILL_INSTALLMENT_MISSED && !was_tried) ||
          step (connection, self, second, &missed, "split-installment", error));
}

gboolean
till_store_read_unused (TillDbConnection *connection,
                        gint64            payment_id,
                        TillMoney        *unused,
                        GError          **error)
{
  static const char sql[] =
    "SELECT amount_cents - refunded_cents"
    "       - (SELECT coalesce(sum(i.amount_cents), 0) FROM installments AS i"
    "           WHERE i.transaction_id = x.id)"
    "  FROM transactions AS x WHERE x.id = ?1";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, payment_id) != TILL_STEP_ROW)
    return FALSE;
  *unused = till_money (till_db_column_int (row, 0));

  return TRUE;
}

gboolean
till_store_pay_plan_by (TillDbConnection *connection,
                        gint64            plan_id,
                        gint64            payment_id,
                        TillMoney         amount,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  const TillTryEnd      paid = { .state = TILL_INSTALLMENT_PAID, .transaction_id = payment_id };
  g_autoptr (TillPlan)  plan = till_store_get_plan (connection, plan_id, error);
  const Paying          self = { plan, payment_id, actor, at };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GArray)    parts = NULL;
  TillMoney             unused;
  TillMoney             rest;

  if (plan == NULL || !till_store_read_unused (connection, payment_id, &unused, error) ||
      !(all = till_store_list_installments (connection, plan_id, error)))
    return FALSE;
  if (!till_plan_is_agreed_on (plan->state))
    return TRUE;

  parts = till_plan_pay_down (all, till_money (MIN (amount.cents, unused.cents)), &rest);
  for (guint i = 0; i < parts->len; i++)
    {
      const TillPaidDown *part = &g_array_index (parts, TillPaidDown, i);
      gboolean            whole = till_money_compare (part->paid, part->one->amount) == 0;

      if (whole ? !step (connection, &self, part->one, &paid, "pay-plan-down", error)
                : !pay_part (connection, &self, part, error))
        return FALSE;
    }

  return parts->len == 0 ||
         till_store_follow_installments (connection, plan_id, "pay-plan-down", actor, at, error);
}

gboolean
till_store_is_of_payer (TillDbConnection  *connection,
                        const TillPlan    *plan,
                        const TillRequest *request,
                        gboolean          *is,
                        GError           **error)
{
  gint64 payer = plan->guarantor_id;
  gint64 asked = request->guarantor_id;

  if (!till_store_find_standing (connection, &payer, error) ||
      !till_store_find_standing (connection, &asked, error))
    return FALSE;
  *is = payer == asked;

  return TRUE;
}

gboolean
till_store_pay_plan_down (TillDbConnection      *connection,
                          const TillRequest     *request,
                          const TillTransaction *payment,
                          const TillActor       *actor,
                          TillInstant            at,
                          GError               **error)
{
  static const char           sql[] = "SELECT EXISTS (SELECT 1 FROM installments"
                                      "                WHERE plan_id = ?1 AND transaction_id = ?2)";
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, request->plan_id, error);
  g_autoptr (TillDbStatement) row = NULL;
  gboolean                    is;

  if (plan == NULL || !till_store_is_of_payer (connection, plan, request, &is, error) ||
      till_store_ask (connection, sql, &row, error, 2, request->plan_id, payment->id) !=
        TILL_STEP_ROW)
    return FALSE;
  /* Once is enough. */
  if (!is || till_db_column_int (row, 0) != 0)
    return TRUE;
  g_clear_pointer (&row, till_db_statement_free);

  return till_store_pay_plan_by (connection, request->plan_id, payment->id, payment->amount, actor,
                                 at, error);
}
