/* till-plan-round.c: what is to be done with payment plans now, judged and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-plan-round.h"

#include <glib/gi18n-lib.h>

#include "core/till-id.h"
#include "rules/till-state-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

/* Far below the 50 ms that a commit may take; and all that is begun in it is sent at once. */
#define A_COMMIT TILL_PLANS_IN_FLIGHT

/* On so many days nothing reached a card: that is a matter for people. */
#define MOST_DAYS_OF_NOTHING 3

void
till_plan_charge_free (TillPlanCharge *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->note);
  g_free (self);
}

TillPlanRound *
till_plan_round_new (TillProcessor *processor, const TillRetryDays *retries)
{
  TillPlanRound *self = g_new0 (TillPlanRound, 1);

  self->processor = g_object_ref (processor);
  self->retries = *retries;
  self->charges = g_ptr_array_new_with_free_func ((GDestroyNotify) till_plan_charge_free);

  return self;
}

void
till_plan_round_free (TillPlanRound *self)
{
  g_object_unref (self->processor);
  g_ptr_array_unref (self->charges);
  g_free (self);
}

void
till_plan_round_begin (TillPlanRound *self)
{
  self->after_try = 0;
  self->after_plan = 0;
  self->is_over = FALSE;
}

/* ── Judging ─────────────────────────────────────────────────────────────────────────────────── */

/* An installment with all that is judged. */
typedef struct
{
  TillInstallment *installment;
  TillPlan        *plan;
  gint64  payer; /* whose account is paid: the guarantor, or who stands for a merged record */
  GArray *tries; /* (element-type TillPlanTry) of those that Till made by itself */
  gint64  card;
  gint64  backup;
} Case;

static void
case_clear (Case *self)
{
  till_installment_free (self->installment);
  till_plan_free (self->plan);
  g_clear_pointer (&self->tries, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

/* Nobody's but the payer's own: who was moved under somebody else's account is not paid for by the
 * cards of that. */
static gboolean
is_usable (TillDbConnection    *connection,
           const Case          *self,
           const TillPlanRound *round,
           const TillFiledCard *card,
           gboolean            *usable,
           GError             **error)
{
  gint64 owner = card->guarantor_id;

  if (!till_store_find_standing (connection, &owner, error))
    return FALSE;
  *usable = owner == self->payer &&
            g_strcmp0 (card->processor, till_processor_get_name (round->processor)) == 0 &&
            till_filed_card_get_age (card, round->today) != TILL_CARD_HAS_EXPIRED;

  return TRUE;
}

/* The plan's, and the account's backup; none of a plan that was agreed on without a card. */
static gboolean
find_cards (TillDbConnection *connection, Case *self, const TillPlanRound *round, GError **error)
{
  g_autoptr (GPtrArray) cards = till_store_list_cards (connection, self->payer, error);

  if (cards == NULL)
    return FALSE;

  for (guint i = 0; i < cards->len && self->plan->card_id != 0; i++)
    {
      const TillFiledCard *card = cards->pdata[i];
      gboolean             usable;

      if (!is_usable (connection, self, round, card, &usable, error))
        return FALSE;
      if (usable && card->id == self->plan->card_id)
        self->card = card->id;
      else if (usable && card->role == TILL_CARD_BACKUP)
        self->backup = card->id;
    }

  return TRUE;
}

/* @ended: what came of the try @ended_id, which is not written yet. */
static gboolean
read_tries (TillDbConnection *connection,
            Case             *self,
            gint64            ended_id,
            TillTryOutcome    ended,
            GError          **error)
{
  g_autoptr (GPtrArray) tries = till_store_list_tries (connection, self->installment->id, error);

  if (tries == NULL)
    return FALSE;

  self->tries = g_array_new (FALSE, FALSE, sizeof (TillPlanTry));
  for (guint i = 0; i < tries->len; i++)
    {
      const TillInstallmentTry *one = tries->pdata[i];
      const TillPlanTry         tried = { one->day, one->card_id,
                                  one->id == ended_id ? ended : one->outcome };

      /* By hand it counts for no rule of when; but what is lost is lost. */
      if (!one->by_hand || tried.outcome == TILL_TRY_HARD)
        g_array_append_val (self->tries, tried);
    }

  return TRUE;
}

static gboolean
open_case (TillDbConnection    *connection,
           Case                *self,
           const TillPlanRound *round,
           gint64               installment_id,
           gint64               ended_id,
           TillTryOutcome       ended,
           GError             **error)
{
  self->installment = till_store_get_installment (connection, installment_id, error);
  if (self->installment == NULL)
    return FALSE;
  self->plan = till_store_get_plan (connection, self->installment->plan_id, error);
  if (self->plan == NULL)
    return FALSE;
  self->payer = self->plan->guarantor_id;

  return till_store_find_standing (connection, &self->payer, error) &&
         find_cards (connection, self, round, error) &&
         read_tries (connection, self, ended_id, ended, error);
}

static TillPlanStep
judge (const Case *self, const TillPlanRound *round, TillDay *next)
{
  const TillChargeFacts facts = { .due = self->installment->due,
                                  .tries = (const TillPlanTry *) (gpointer) self->tries->data,
                                  .n_tries = self->tries->len,
                                  .card = self->card,
                                  .backup = self->backup };

  return till_plan_next_step (&facts, &round->retries, round->today, next);
}

/* ── What came of a try ──────────────────────────────────────────────────────────────────────── */

static guint
count_days_of_nothing (const Case *self)
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
make_end (const Case               *self,
          const TillPlanRound      *round,
          const TillInstallmentTry *one,
          TillTryOutcome            outcome)
{
  TillTryEnd end = { .outcome = outcome, .state = TILL_INSTALLMENT_FAILED };
  gboolean   tomorrow = one->by_hand || outcome == TILL_TRY_NOTHING;

  switch (judge (self, round, &end.retry))
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
      end.state = TILL_INSTALLMENT_MISSED;
      end.why = "declined";
      break;
    }
  if (outcome == TILL_TRY_NOTHING && count_days_of_nothing (self) >= MOST_DAYS_OF_NOTHING)
    {
      end.state = TILL_INSTALLMENT_MISSED;
      end.why = "not-reached";
    }

  return end;
}

static gboolean
end_try (TillDbConnection         *connection,
         const TillPlanRound      *round,
         const TillInstallmentTry *one,
         TillTryOutcome            outcome,
         GError                  **error)
{
  g_auto (Case) self = { NULL };
  TillTryEnd    end;

  if (!open_case (connection, &self, round, one->installment_id, one->id, outcome, error))
    return FALSE;

  end = make_end (&self, round, one, outcome);

  return till_store_end_try (connection, one->id, &end, NULL, round->at, error);
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
  const TillTryEnd            end = { .outcome = TILL_TRY_APPROVED,
                                      .state = TILL_INSTALLMENT_PAID,
                                      .transaction_id = payment->id };
  g_autoptr (TillInstallment) installment =
    till_store_get_installment (connection, one->installment_id, error);

  if (installment == NULL)
    return FALSE;
  if (till_money_compare (payment->amount, installment->amount) != 0)
    return leave_to_people (connection, round, one, "other-amount", error);

  return till_store_end_try (connection, one->id, &end, NULL, round->at, error);
}

static gboolean
find_payment (TillDbConnection  *connection,
              const TillAttempt *attempt,
              TillTransaction  **payment,
              GError           **error)
{
  g_autoptr (GError) failed = NULL;

  *payment = till_store_find_transaction_by_attempt (connection, attempt->id, &failed);
  if (*payment != NULL &&
      ((*payment)->kind != TILL_KIND_PAYMENT || !till_transaction_counts ((*payment)->state) ||
       (*payment)->state == TILL_TRANSACTION_VOIDED))
    g_clear_pointer (payment, till_transaction_free);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

static gboolean
settle (TillDbConnection         *connection,
        const TillPlanRound      *round,
        const TillInstallmentTry *one,
        const TillAttempt        *attempt,
        GError                  **error)
{
  g_autoptr (TillTransaction) payment = NULL;
  TillTryOutcome              outcome = TILL_TRY_NOTHING;

  if (!find_payment (connection, attempt, &payment, error))
    return FALSE;
  if (payment != NULL)
    return end_paid (connection, round, one, payment, error);
  if (one->outcome != TILL_TRY_OPEN || !till_attempt_is_final (attempt->state))
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

/* ── What is sent ────────────────────────────────────────────────────────────────────────────── */

/* The first charge of an agreement is the customer's, later ones the practice's (domain.md 4.7). */
static gboolean
add_charge (TillPlanRound *round, const Case *self, const TillInstallmentTry *one)
{
  TillPlanCharge *charge = g_new0 (TillPlanCharge, 1);

  charge->try_id = one->id;
  charge->patient_id = self->payer;
  charge->card_id = one->card_id;
  charge->amount = self->installment->amount;
  charge->key = g_strdup (one->key);
  charge->asked_by = self->plan->n_paid > 0 ? TILL_ASKED_BY_PRACTICE : TILL_ASKED_BY_CUSTOMER;
  /* Translators: the note of a payment: which part of a plan it is, and of how many */
  charge->note = g_strdup_printf (_ ("Payment plan: %d of %d"), (int) self->plan->n_paid + 1,
                                  (int) self->plan->n_parts);
  g_ptr_array_add (round->charges, charge);

  return TRUE;
}

/* The program ended between the two: nothing has left, and much may have changed since. It is
 * judged anew. */
static gboolean
give_back (TillDbConnection         *connection,
           const TillPlanRound      *round,
           const TillInstallmentTry *one,
           GError                  **error)
{
  const TillTryEnd end = { .outcome = TILL_TRY_NOTHING, .state = TILL_INSTALLMENT_DUE };

  return one->outcome != TILL_TRY_OPEN ||
         till_store_end_try (connection, one->id, &end, NULL, round->at, error);
}

static gboolean
look_at_tries (TillDbConnection *connection, TillPlanRound *self, GError **error)
{
  g_autoptr (GPtrArray) tries =
    till_store_list_unsettled_tries (connection, self->after_try, A_COMMIT, error);

  if (tries == NULL)
    return FALSE;

  for (guint i = 0; i < tries->len; i++)
    {
      const TillInstallmentTry *one = tries->pdata[i];
      g_autofree char          *invoice = till_id_to_invoice (one->key);
      g_autoptr (GError)        failed = NULL;
      g_autoptr (TillAttempt)   attempt =
        till_store_find_attempt_by_invoice (connection, invoice, &failed);

      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      if (attempt != NULL ? !settle (connection, self, one, attempt, error)
                          : !give_back (connection, self, one, error))
        return FALSE;
      self->after_try = one->id;
    }
  if (tries->len < A_COMMIT)
    self->after_try = G_MAXINT64;

  return TRUE;
}

static gboolean
begin (TillDbConnection *connection,
       TillPlanRound    *round,
       const Case       *self,
       gint64            card_id,
       GError          **error)
{
  g_autofree char   *key = till_id_new ();
  TillInstallmentTry one = {
    .installment_id = self->installment->id, .card_id = card_id, .key = key, .day = round->today
  };

  return till_store_begin_try (connection, &one, NULL, round->at, error) &&
         add_charge (round, self, &one);
}

static gboolean
look_at_installment (TillDbConnection *connection,
                     TillPlanRound    *round,
                     gint64            installment_id,
                     GError          **error)
{
  g_auto (Case) self = { NULL };
  TillDay       next;

  if (!open_case (connection, &self, round, installment_id, 0, TILL_TRY_OPEN, error))
    return FALSE;

  switch (judge (&self, round, &next))
    {
    case TILL_STEP_CHARGE:
      return begin (connection, round, &self, self.card, error);
    case TILL_STEP_BACKUP:
      return begin (connection, round, &self, self.backup, error);
    case TILL_STEP_MISS:
      return till_store_end_installment (
        connection, installment_id, TILL_INSTALLMENT_MISSED, 0,
        self.card == 0 && self.backup == 0 ? "no-card" : "declined", NULL, round->at, error);
    case TILL_STEP_NONE:
    case TILL_STEP_WAIT:
    default:
      return TRUE;
    }
}

static gboolean
look_at_due (TillDbConnection *connection, TillPlanRound *self, GError **error)
{
  g_autoptr (GPtrArray) due =
    till_store_list_due_installments (connection, self->today, self->after_plan, A_COMMIT, error);

  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      const TillInstallment *one = due->pdata[i];
      TillPlanLoad           load;

      /* The oldest of a plan only. */
      if (one->plan_id == self->after_plan)
        continue;
      if (!till_store_read_plan_load (connection, one, self->today, &load, error))
        return FALSE;
      if (!load.is_busy && !till_plan_asks_first (load.n_due) &&
          !look_at_installment (connection, self, one->id, error))
        return FALSE;
      self->after_plan = one->plan_id;
    }
  self->is_over = due->len < A_COMMIT;

  return TRUE;
}

gboolean
till_plan_round_work (TillDbConnection *connection, gpointer round, GError **error)
{
  TillPlanRound *self = round;

  g_ptr_array_set_size (self->charges, 0);

  return self->after_try < G_MAXINT64 ? look_at_tries (connection, self, error)
                                      : look_at_due (connection, self, error);
}
