/* till-reversal-rules.c: whether a payment is voided or refunded, how much, and until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-reversal-rules.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

static gboolean
refuse (const char *words, GError **error)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, words);

  return FALSE;
}

TillInstant
till_reversal_cut_off (TillInstant happened_at, GTimeZone *zone)
{
  g_return_val_if_fail (zone != NULL, happened_at);

  return till_day_start (till_day_add (till_day_of_instant (happened_at, zone), 1), zone);
}

static gboolean
check_state (TillTransactionState state, GError **error)
{
  switch (state)
    {
    case TILL_TRANSACTION_PENDING:
      return refuse (
        _ ("The processor has not finished with this payment yet, so it can't be taken "
           "back. Try again in a few minutes."),
        error);
    case TILL_TRANSACTION_VOIDED:
      return refuse (_ ("This payment is voided already: no money was taken."), error);
    case TILL_TRANSACTION_DECLINED:
    case TILL_TRANSACTION_FAILED:
      return refuse (_ ("This payment did not go through, so there is nothing to take back."),
                     error);
    case TILL_TRANSACTION_AUTHORIZED:
    case TILL_TRANSACTION_CAPTURED:
    case TILL_TRANSACTION_SETTLED:
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Whether it may be taken back at all, whatever the amount. */
static gboolean
check_payment (const TillTransaction    *payment,
               const TillReversalPolicy *policy,
               TillMoney                 rest,
               GError                  **error)
{
  if (payment->kind != TILL_KIND_PAYMENT)
    return refuse (_ ("Only a payment can be taken back, not a refund or a void."), error);
  if (!check_state (payment->state, error))
    return FALSE;
  if (rest.cents <= 0)
    return refuse (_ ("The whole of this payment has been taken back already."), error);
  /* The bank takes the money back itself: a refund would pay it out twice. */
  if (payment->disputed)
    return refuse (_ ("The patient's bank disputes this payment. It is decided there; a refund "
                      "now could pay the money out twice."),
                   error);
  if (policy->posted_only && payment->posting != TILL_POSTING_POSTED)
    return refuse (_ ("Only posted payments may be taken back here (Settings). Post this payment "
                      "to the ledger first."),
                   error);

  return TRUE;
}

static gboolean
check_amount (TillMoney amount, TillMoney rest, GError **error)
{
  g_autofree char *most = NULL;

  if (amount.cents > 0 && till_money_compare (amount, rest) <= 0)
    return TRUE;

  most = till_money_format (rest);
  if (amount.cents <= 0)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("The amount to give back must be more than zero. %s is left of this payment."),
                 most);
  else
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("Only %s is left of this payment to give back. Enter that or less."), most);

  return FALSE;
}

/* The last day is still good. */
static gboolean
check_age (const TillTransaction    *payment,
           const TillReversalPolicy *policy,
           TillInstant               now,
           GTimeZone                *zone,
           GError                  **error)
{
  TillDay taken = till_day_of_instant (payment->happened_at, zone);
  TillDay last;

  if (policy->limit_months == 0)
    return TRUE;

  last = till_day_add_months (taken, (int) MIN (policy->limit_months, 1200));
  if (till_day_compare (till_day_of_instant (now, zone), last) <= 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               g_dngettext (GETTEXT_PACKAGE,
                            "This payment is more than %u month old, so the card can't be "
                            "refunded. Pay the patient by check instead.",
                            "This payment is more than %u months old, so the card can't be "
                            "refunded. Pay the patient by check instead.",
                            policy->limit_months),
               policy->limit_months);

  return FALSE;
}

/* A hold that was not captured is in no batch, so it has no cut-off, and no part of it can go. */
static gboolean
plan_hold (gboolean whole, TillReversalPlan *plan, GError **error)
{
  if (!whole)
    return refuse (_ ("This payment is only authorized: it can be voided as a whole, but no part "
                      "of it can be given back."),
                   error);
  plan->kind = TILL_REVERSAL_VOID;

  return TRUE;
}

gboolean
till_reversal_plan (const TillTransaction    *payment,
                    TillMoney                 amount,
                    const TillReversalPolicy *policy,
                    TillInstant               now,
                    GTimeZone                *zone,
                    TillReversalPlan         *plan,
                    GError                  **error)
{
  TillReversalPlan made = { TILL_REVERSAL_REFUND, TILL_MONEY_ZERO, TILL_INSTANT_NONE };
  gboolean         whole;

  g_return_val_if_fail (payment != NULL && policy != NULL && zone != NULL && plan != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!till_money_subtract (payment->amount, payment->refunded, &made.most))
    made.most = TILL_MONEY_ZERO;
  if (!check_payment (payment, policy, made.most, error))
    return FALSE;
  if (amount.cents == 0)
    amount = made.most;
  if (!check_amount (amount, made.most, error))
    return FALSE;
  whole = till_money_compare (amount, payment->amount) == 0;

  if (!till_method_is_card (payment->method))
    made.kind = TILL_REVERSAL_RETURN;
  else if (payment->state == TILL_TRANSACTION_AUTHORIZED)
    {
      if (!plan_hold (whole, &made, error))
        return FALSE;
    }
  else if (payment->state == TILL_TRANSACTION_CAPTURED && whole)
    {
      /* The processor says its batch is open still, even past midnight: its word goes first. */
      made.kind = TILL_REVERSAL_VOID;
      made.until = till_reversal_cut_off (MAX (payment->happened_at, now), zone);
    }
  else if (!check_age (payment, policy, now, zone, error))
    return FALSE;

  *plan = made;

  return TRUE;
}
