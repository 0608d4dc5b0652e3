/* till-reverse-payment-order.c: an order to take a payment back, checked and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-reverse-payment-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-outcome.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

TillReversalPolicy
till_reversal_get_policy (TillPractice *practice)
{
  TillReversalPolicy policy;

  policy.posted_only = till_practice_get_flag (practice, TILL_SETTING_REFUND_POSTED_ONLY);
  policy.limit_months = till_practice_get_number (practice, TILL_SETTING_REFUND_MONTHS);
  return policy;
}

gboolean
till_reversal_plan_closed (const TillTransaction    *payment,
                           TillMoney                 amount,
                           const TillReversalPolicy *policy,
                           gboolean                  batch_closed,
                           TillInstant               now,
                           GTimeZone                *zone,
                           TillReversalPlan         *plan,
                           GError                  **error)
{
  g_autoptr (TillTransaction) settled = NULL;

  /* Its row may say captured for a minute more. */
  if (batch_closed && payment->state == TILL_TRANSACTION_CAPTURED)
    {
      settled = till_transaction_copy (payment);
      settled->state = TILL_TRANSACTION_SETTLED;
      payment = settled;
    }

  return till_reversal_plan (payment, amount, policy, now, zone, plan, error);
}

/* The patient reads it on the receipt: nothing that is written for the practice only gets there. */
static gboolean
check_reason (TillPractice *practice, const char *reason, GError **error)
{
  g_auto (GStrv) reasons = till_practice_dup_reasons (practice, TILL_SETTING_REASONS);

  if (!till_text_refuse_card_number (reason, _ ("Reason"), error))
    return FALSE;
  if (g_strv_contains ((const char *const *) reasons, reason))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("Choose from the list why the payment is taken back. The patient reads "
                          "it on the receipt."));
  return FALSE;
}

TillReversal *
till_reversal_new (TillPractice    *practice,
                   gint64           payment_id,
                   TillMoney        amount,
                   TillReversalKind kind,
                   const char      *reason,
                   gboolean         batch_closed,
                   GError         **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (reason != NULL ? reason : ""));
  TillReversal    *self;

  if (!till_practice_may (practice, kind == TILL_REVERSAL_VOID ? TILL_DEED_VOID : TILL_DEED_REFUND,
                          error) ||
      !check_reason (practice, stripped, error))
    return NULL;
  if (kind != TILL_REVERSAL_RETURN && practice->processor == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, practice->card_problem);
      return NULL;
    }

  self = g_new0 (TillReversal, 1);
  self->payment_id = payment_id;
  self->amount = amount;
  self->kind = kind;
  self->reason = g_steal_pointer (&stripped);
  self->policy = till_reversal_get_policy (practice);
  self->batch_closed = batch_closed;
  self->actor = till_actor_copy (practice->actor);
  self->at = till_practice_now (practice);
  self->zone = g_time_zone_ref (practice->zone);
  self->post = till_practice_get_flag (practice, TILL_SETTING_POST_REFUNDS);

  return self;
}

void
till_reversal_free (TillReversal *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_clear_pointer (&self->actor, till_actor_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->attempt, till_attempt_free);
  g_free (self);
}

/* ── Writing ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
refuse_second (TillDbConnection *connection, gint64 payment_id, GError **error)
{
  g_autoptr (GPtrArray) open = till_store_list_open_attempts (connection, error);

  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      const TillAttempt *attempt = g_ptr_array_index (open, i);

      if (attempt->target_id != payment_id)
        continue;
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("Taking this payment back has begun already, and its outcome is not "
                              "known yet. It is being checked with the processor."));
      return FALSE;
    }

  return TRUE;
}

/* She agreed to one thing, and nothing else is done. */
static gboolean
check_kind (const TillReversal *self, const TillReversalPlan *plan, GError **error)
{
  if (plan->kind == self->kind)
    return TRUE;

  if (self->kind == TILL_REVERSAL_VOID)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_CLOSED_BATCH,
                         _ ("The day’s batch has closed meanwhile: the money has now been taken. "
                            "It can be refunded."));
  else
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                         _ ("The payment stands differently now. Please look at it once more."));
  return FALSE;
}

static TillAttempt *
build_attempt (const TillReversal *self, const TillTransaction *payment, TillMoney rest)
{
  TillAttempt *attempt = till_attempt_new ();

  attempt->location_id = payment->location_id;
  attempt->kind = self->kind == TILL_REVERSAL_VOID ? TILL_KIND_VOID : TILL_KIND_REFUND;
  attempt->method = payment->method;
  attempt->patient_id = payment->patient_id;
  attempt->patient_name = g_strdup (payment->patient_name);
  attempt->guarantor_id = payment->guarantor_id;
  attempt->amount = self->amount.cents != 0 ? self->amount : rest;
  attempt->target_id = payment->id;
  attempt->target_processor_id = g_strdup (payment->processor_id);
  attempt->terminal = g_strdup (payment->terminal);
  attempt->check_number = g_strdup (payment->check_number);
  attempt->reason = g_strdup (self->reason);

  return attempt;
}

static gboolean
hand_back (TillDbConnection *connection, TillReversal *self, GError **error)
{
  g_autoptr (TillOutcome) outcome = g_new0 (TillOutcome, 1);

  outcome->attempt_id = self->attempt->id;
  outcome->event = TILL_EVENT_APPROVED;
  outcome->actor = till_actor_copy (self->actor);
  outcome->at = self->at;
  outcome->zone = g_time_zone_ref (self->zone);
  outcome->post_refunds = self->post;
  if (!till_outcome_write (connection, outcome, error))
    return FALSE;

  self->transaction_id = outcome->transaction_id;
  return TRUE;
}

gboolean
till_reversal_write (TillDbConnection *connection, gpointer reversal, GError **error)
{
  TillReversal               *self = reversal;
  g_autoptr (TillTransaction) payment = NULL;
  TillReversalPlan            plan;

  g_clear_pointer (&self->attempt, till_attempt_free);
  payment = till_store_get_transaction (connection, self->payment_id, error);
  if (payment == NULL || !refuse_second (connection, self->payment_id, error) ||
      !till_reversal_plan_closed (payment, self->amount, &self->policy, self->batch_closed,
                                  self->at, self->zone, &plan, error) ||
      !check_kind (self, &plan, error))
    return FALSE;

  self->attempt = build_attempt (self, payment, plan.most);
  if (!till_store_prepare_attempt (connection, self->attempt, self->actor, self->at, error))
    return FALSE;

  return self->kind != TILL_REVERSAL_RETURN || hand_back (connection, self, error);
}
