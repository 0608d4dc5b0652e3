/* till-run-plans.c: installments of payment plans, charged when they are due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-run-plans.h"

#include "core/till-error.h"
#include "flow/till-charge-card.h"
#include "flow/till-plan-order.h"

/* So fresh must be what was read at the processor: it can be reached, and nothing was paid there
 * that is not known here. */
#define FRESH (15 * TILL_MINUTE)

/* A decline may be followed by the backup card at once, and that by what is to be settled of it. */
#define MOST_PASSES 4

/* One round: judged some at a time, sent a few at once. Another pass settles what came of it. */
typedef struct
{
  TillPractice  *practice; /* (full) */
  TillPlanRound *plans;
  guint          n_sent; /* of its charges */
  guint          n_passes;
  gboolean       charged;  /* something, in this pass */
  gboolean       settling; /* what was charged, for who waits at the desk */
  gboolean       failed;
} Round;

static void judge_more (Round *self);
static void charge_more (Round *self);

static void
round_end (Round *self)
{
  till_plan_order_next (self->practice);
  till_plan_round_free (self->plans);
  g_object_unref (self->practice);
  g_free (self);
}

static gboolean
is_over (const Round *self)
{
  return self->failed || self->practice->db == NULL ||
         g_cancellable_is_cancelled (self->practice->outside);
}

/* ── What came of a charge ───────────────────────────────────────────────────────────────────── */

/* A charge that could not even be begun. */
typedef struct
{
  TillPlanRound *plans; /* (full) */
  gint64         try_id;
  gboolean       is_final;
} Refusal;

static void
refusal_free (gpointer data)
{
  Refusal *self = data;

  till_plan_round_free (self->plans);
  g_free (self);
}

static gboolean
refuse_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Refusal *self = data;

  return till_plan_round_refuse (connection, self->plans, self->try_id, self->is_final, error);
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) practice = user_data;
  g_autoptr (GError)       error = NULL;

  practice->n_aside--;
  /* The next round finds it again: by its key nothing is charged twice. */
  if (!till_db_finish (TILL_DB (source), result, &error))
    g_info ("What came of an installment could not be written: %s", error->message);
}

static void
write_refusal (const Round *self, const TillPlanCharge *charge, const GError *error)
{
  Refusal *refusal;

  if (is_over (self) || self->practice->processor == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  refusal = g_new0 (Refusal, 1);
  refusal->plans = till_plan_round_new (self->practice, &self->plans->retries);
  refusal->plans->today = self->plans->today;
  refusal->plans->at = till_practice_now (self->practice);
  refusal->try_id = charge->try_id;
  refusal->is_final = g_error_matches (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  self->practice->n_aside++;
  till_db_write_async (self->practice->db, TILL_DB_BULK, refuse_work, refusal, refusal_free,
                       refused_cb, g_object_ref (self->practice));
}

/* ── Charging ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  Round                *round;
  const TillPlanCharge *charge; /* of the round */
} Flight;

static void
charged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Flight          *flight = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) charged =
    till_charge_card_finish (TILL_PRACTICE (source), result, &error);
  Round *self = flight->round;

  self->practice->n_charging--;
  if (charged == NULL)
    write_refusal (self, flight->charge, error);
  charge_more (self);
}

static void
charge_one (Round *self, const TillPlanCharge *charge)
{
  const TillCardCharge order = { .patient_id = charge->patient_id,
                                 .card_id = charge->card_id,
                                 .amount = charge->amount,
                                 .key = charge->key,
                                 .asked_by = charge->asked_by,
                                 .note = charge->note,
                                 .knowingly = TRUE,
                                 .by_itself = TRUE };
  Flight              *flight = g_new0 (Flight, 1);

  flight->round = self;
  flight->charge = charge;
  self->practice->n_charging++;
  till_charge_card_async (self->practice, &order, charged_cb, flight);
}

static void
charge_more (Round *self)
{
  while (!is_over (self) && self->n_sent < self->plans->charges->len &&
         self->practice->n_charging < TILL_PLANS_IN_FLIGHT)
    charge_one (self, self->plans->charges->pdata[self->n_sent++]);

  if (self->practice->n_charging > 0)
    return;

  if (is_over (self))
    round_end (self);
  else
    judge_more (self);
}

/* ── The round ───────────────────────────────────────────────────────────────────────────────── */

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round             *self = user_data;
  g_autoptr (GError) error = NULL;

  self->practice->n_aside--;
  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      /* The next minute tries again. */
      g_info ("Payment plans could not be seen to: %s", error->message);
      self->failed = TRUE;
    }
  self->n_sent = 0;
  self->charged = self->charged || self->plans->charges->len > 0;
  charge_more (self);
}

/* Who waits at the desk goes first, and the next minute goes on; but not before it is settled what
 * came of what was charged. */
static gboolean
yields (Round *self)
{
  if (g_queue_is_empty (&self->practice->plan_orders))
    return FALSE;

  if (!self->settling)
    till_plan_round_begin (self->plans);
  self->settling = TRUE;

  return self->plans->after_try == G_MAXINT64;
}

/* The charges of one commit are sent before the next one is made: what was begun, and not sent yet,
 * would be taken for what a crash has left. */
static void
judge_more (Round *self)
{
  if (yields (self))
    {
      round_end (self);
      return;
    }
  if (self->plans->is_over)
    {
      if (!self->charged || ++self->n_passes == MOST_PASSES)
        {
          round_end (self);
          return;
        }
      till_plan_round_begin (self->plans);
      self->charged = FALSE;
    }

  self->plans->at = till_practice_now (self->practice);
  self->plans->today = till_practice_get_today (self->practice);
  self->practice->n_aside++;
  till_db_write_async (self->practice->db, TILL_DB_BULK, till_plan_round_work, self->plans, NULL,
                       judged_cb, self);
}

static gboolean
is_informed (TillPractice *practice)
{
  return practice->unreachable == NULL && practice->payments_read_at != TILL_INSTANT_NONE &&
         practice->payments_read_at >= till_practice_now (practice) - FRESH;
}

/* By hand the setting may have become anything. */
gboolean
till_practice_read_retries (TillPractice *practice, TillRetryDays *retries)
{
  return till_retry_days_read (till_practice_get_setting (practice, TILL_SETTING_PLAN_RETRIES),
                               retries, NULL) ||
         till_retry_days_read (TILL_DEFAULT_RETRIES, retries, NULL);
}

TillPlanRound *
till_practice_new_plan_round (TillPractice *self)
{
  TillRetryDays  retries = { .n_days = 0 };
  TillPlanRound *round;

  till_practice_read_retries (self, &retries);
  round = till_plan_round_new (self, &retries);
  round->at = till_practice_now (self);
  round->today = till_practice_get_today (self);

  return round;
}

void
till_practice_run_plans (TillPractice *self)
{
  Round *round;

  if (self->running_plans || self->n_charging > 0 || self->db == NULL || self->processor == NULL)
    return;

  self->running_plans = TRUE;
  round = g_new0 (Round, 1);
  round->practice = g_object_ref (self);
  round->plans = till_practice_new_plan_round (self);
  round->plans->only_settles = !is_informed (self);
  judge_more (round);
}
