/* till-plan-settling.c: what came of a try to charge an installment, by its attempt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-plan-round-private.h"

#include "rules/till-state-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

/* On so many days nothing reached a card: that is a matter for people. */
#define MOST_DAYS_OF_NOTHING 3

static guint
count_days_of_nothing (const TillPlanCase *self)
{
  guint   n_days = 0;
  TillDay last = TILL_DAY_NONE;

  for (guint i = 0; i < self->tries->len; i++)
    {
      const TillPlanTry *one = &g_array_index (self->tries, TillPlanTry, i);

      if (one->outcome != TILL_TRY_NOTHING || till_day_compare (one->day, last) == 0)
        continue;
      last = one->day;
      n_days++;
    }

  return n_days;
}

/* What the desk charged in vain is not charged by itself on the same day, and not what never
 * reached a card: the same would come of it. */
static TillTryEnd
make_end (const TillPlanCase       *self,
          const TillPlanRound      *round,
          const TillInstallmentTry *one,
          TillTryOutcome            outcome)
{
  TillTryEnd end = { .outcome = outcome, .state = TILL_INSTALLMENT_FAILED };
  gboolean   tomorrow = one->by_hand || outcome == TILL_TRY_NOTHING;

  switch (till_plan_case_judge (self, round, &end.retry))
    {
    case TILL_STEP_CHARGE:
    case TILL_STEP_BACKUP:
      end.retry = tomorrow ? till_day_add (round->today, 1) : round->today;
      break;
    case TILL_STEP_WAIT:
      break;
    case TILL_STEP_MISS:
    case TILL_STEP_NONE: /* it was paid, and that was taken back */
    default:
      /* Nothing was declined: what is to be done is seen on its day. */
      end.retry = till_day_add (round->today, 1);
      if (outcome == TILL_TRY_NOTHING)
        break;
      end.state = TILL_INSTALLMENT_MISSED;
      end.why = "declined";
      break;
    }
  /* By hand, before its day, without a card to try again, or once it was given up: that in vain
   * changes nothing. */
  if (one->by_hand &&
      (till_day_compare (round->today, self->installment->due) < 0 || self->plan->card_id == 0))
    end.state = TILL_INSTALLMENT_DUE;
  if (one->by_hand && self->installment->why != NULL)
    {
      end.state = TILL_INSTALLMENT_MISSED;
      end.why = self->installment->why;
    }
  if (outcome == TILL_TRY_NOTHING && !one->by_hand &&
      count_days_of_nothing (self) >= MOST_DAYS_OF_NOTHING)
    {
      end.state = TILL_INSTALLMENT_MISSED;
      end.why = "not-reached";
    }

  return end;
}

/* Of what one payment was for, and what that was charged to, once. */
static gboolean
tell_declined (TillDbConnection         *connection,
               const TillPlanRound      *round,
               const TillPlan           *plan,
               const TillInstallmentTry *one,
               GError                  **error)
{
  g_autoptr (GPtrArray) tries = till_store_list_tries_of_charge (connection, one->key, error);
  TillPlanTold          told = { .day = round->today, .card_id = one->card_id };

  if (tries == NULL)
    return FALSE;
  if (((const TillInstallmentTry *) tries->pdata[0])->id != one->id)
    return TRUE;

  return till_store_sum_charge (connection, one, &told.amount, error) &&
         till_plan_tell (round->telling, connection, TILL_PURPOSE_DECLINED, plan, &told, error);
}

static gboolean
end_try (TillDbConnection         *connection,
         const TillPlanRound      *round,
         const TillInstallmentTry *one,
         TillTryOutcome            outcome,
         GError                  **error)
{
  g_auto (TillPlanCase) self = { NULL };
  TillTryEnd            end;

  if (!till_plan_case_open (connection, &self, round, one->installment_id, one->id, outcome, error))
    return FALSE;

  end = make_end (&self, round, one, outcome);

  return till_store_end_try (connection, one->id, &end, NULL, round->at, error) &&
         (end.state != TILL_INSTALLMENT_MISSED || self.installment->why != NULL /* before */ ||
          tell_declined (connection, round, self.plan, one, error));
}

/* For people: nothing of it is charged by itself any more. */
static gboolean
leave_to_people (TillDbConnection         *connection,
                 const TillPlanRound      *round,
                 const TillInstallmentTry *one,
                 const char               *why,
                 GError                  **error)
{
  const TillTryEnd end = { .outcome = TILL_TRY_APPROVED,
                           .state = TILL_INSTALLMENT_MISSED,
                           .why = why };

  return one->outcome != TILL_TRY_OPEN ||
         till_store_end_try (connection, one->id, &end, NULL, round->at, error);
}

static gboolean
end_paid (TillDbConnection         *connection,
          const TillPlanRound      *round,
          const TillInstallmentTry *one,
          const TillTransaction    *payment,
          GError                  **error)
{
  const TillTryEnd end = { .outcome = TILL_TRY_APPROVED,
                           .state = TILL_INSTALLMENT_PAID,
                           .transaction_id = payment->id };
  TillMoney        charged;

  if (payment->refunded.cents > 0)
    return leave_to_people (connection, round, one, "taken-back", error);
  if (!till_store_sum_charge (connection, one, &charged, error))
    return FALSE;
  if (till_money_compare (payment->amount, charged) != 0)
    return leave_to_people (connection, round, one, "other-amount", error);

  return till_store_end_try (connection, one->id, &end, NULL, round->at, error);
}

/* *payment: NULL: there is none, or it came to nothing. *is_coming: it may count yet. */
static gboolean
find_payment (TillDbConnection  *connection,
              const TillAttempt *attempt,
              TillTransaction  **payment,
              gboolean          *is_coming,
              GError           **error)
{
  g_autoptr (GError) failed = NULL;

  *is_coming = FALSE;
  *payment = till_store_find_transaction_by_attempt (connection, attempt->id, &failed);
  if (*payment != NULL && !till_transaction_is_final ((*payment)->state) &&
      !till_transaction_counts ((*payment)->state))
    *is_coming = TRUE;
  if (*payment != NULL &&
      ((*payment)->kind != TILL_KIND_PAYMENT || !till_transaction_counts ((*payment)->state) ||
       (*payment)->state == TILL_TRANSACTION_VOIDED))
    g_clear_pointer (payment, till_transaction_free);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

gboolean
till_plan_round_settle (TillDbConnection         *connection,
                        const TillPlanRound      *round,
                        const TillInstallmentTry *one,
                        const TillAttempt        *attempt,
                        GError                  **error)
{
  g_autoptr (TillTransaction) payment = NULL;
  TillTryOutcome              outcome = TILL_TRY_NOTHING;
  gboolean                    is_coming;

  if (!find_payment (connection, attempt, &payment, &is_coming, error))
    return FALSE;
  if (payment != NULL)
    return end_paid (connection, round, one, payment, error);
  if (one->outcome != TILL_TRY_OPEN || is_coming || !till_attempt_is_final (attempt->state))
    return TRUE;

  if (attempt->state == TILL_ATTEMPT_APPROVED)
    return leave_to_people (connection, round, one, "taken-back", error);
  /* A refusal for what the card is comes as one of the order, too. */
  if ((attempt->state == TILL_ATTEMPT_DECLINED || attempt->state == TILL_ATTEMPT_REJECTED) &&
      till_processor_is_final_decline (round->processor, attempt->code))
    outcome = TILL_TRY_HARD;
  else if (attempt->state == TILL_ATTEMPT_DECLINED)
    outcome = TILL_TRY_SOFT;

  return end_try (connection, round, one, outcome, error);
}

gboolean
till_plan_round_refuse (TillDbConnection    *connection,
                        const TillPlanRound *self,
                        gint64               try_id,
                        gboolean             is_final,
                        GError             **error)
{
  g_autoptr (GPtrArray) tries = till_store_list_unsettled_tries (connection, try_id - 1, 1, error);
  const TillInstallmentTry *one;

  if (tries == NULL)
    return FALSE;
  one = tries->len > 0 ? tries->pdata[0] : NULL;

  return one == NULL || one->id != try_id || one->outcome != TILL_TRY_OPEN ||
         end_try (connection, self, one, is_final ? TILL_TRY_HARD : TILL_TRY_NOTHING, error);
}
