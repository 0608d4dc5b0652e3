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

typedef struct
{
  const TillPlan        *plan;
  const TillTransaction *payment;
  const TillActor       *actor;
  TillInstant            at;
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

/* What is missed of it stays missed; what would have been tried again is due on that day. */
static gboolean
pay_part (TillDbConnection   *connection,
          const Paying       *self,
          const TillPaidDown *part,
          GError            **error)
{
  const TillInstallment *one = part->one;
  const TillTryEnd       split = { .state = TILL_INSTALLMENT_SKIPPED, .why = "split" };
  const TillTryEnd paid = { .state = TILL_INSTALLMENT_PAID, .transaction_id = self->payment->id };
  const TillTryEnd missed = { .state = TILL_INSTALLMENT_MISSED, .why = one->why };
  TillMoney        left = till_money (one->amount.cents - part->paid.cents);
  TillDay          day = one->due;
  g_autoptr (TillInstallment) first = NULL;
  g_autoptr (TillInstallment) second = NULL;

  if (one->state == TILL_INSTALLMENT_FAILED && !till_day_is_none (one->retry))
    day = one->retry;

  return step (connection, self, one, &split, "split-installment", error) &&
         add (connection, self, one->due, part->paid, &first, error) &&
         step (connection, self, first, &paid, "pay-plan-down", error) &&
         add (connection, self, day, left, &second, error) &&
         (one->state != TILL_INSTALLMENT_MISSED ||
          step (connection, self, second, &missed, "split-installment", error));
}

static gboolean
pay (TillDbConnection *connection, const Paying *self, const GPtrArray *all, GError **error)
{
  const TillTryEnd   paid = { .state = TILL_INSTALLMENT_PAID, .transaction_id = self->payment->id };
  TillMoney          rest;
  g_autoptr (GArray) parts = till_plan_pay_down (all, self->payment->amount, &rest);

  for (guint i = 0; i < parts->len; i++)
    {
      const TillPaidDown *part = &g_array_index (parts, TillPaidDown, i);
      gboolean            whole = till_money_compare (part->paid, part->one->amount) == 0;

      if (whole ? !step (connection, self, part->one, &paid, "pay-plan-down", error)
                : !pay_part (connection, self, part, error))
        return FALSE;
    }

  return parts->len == 0 ||
         till_store_follow_installments (connection, self->plan->id, "pay-plan-down", self->actor,
                                         self->at, error);
}

gboolean
till_store_pay_plan_down (TillDbConnection      *connection,
                          gint64                 plan_id,
                          const TillTransaction *payment,
                          const TillActor       *actor,
                          TillInstant            at,
                          GError               **error)
{
  g_autoptr (TillPlan)  plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (GPtrArray) all =
    plan != NULL ? till_store_list_installments (connection, plan_id, error) : NULL;

  if (all == NULL)
    return FALSE;

  /* Of a plan that is over, or that nobody has agreed to, nothing is owed: it is a payment like any
   * other. And once is enough. */
  if (!till_plan_is_agreed_on (plan->state))
    return TRUE;
  for (guint i = 0; i < all->len; i++)
    {
      if (((const TillInstallment *) all->pdata[i])->transaction_id == payment->id)
        return TRUE;
    }

  return pay (connection, &(Paying){ plan, payment, actor, at }, all, error);
}
