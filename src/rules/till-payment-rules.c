/* till-payment-rules.c: what may be collected, and what is asked about first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-payment-rules.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

#define WINDOW (24 * TILL_HOUR)
#define BETWEEN_LOOKUPS TILL_MINUTE
#define PATIENCE (5 * TILL_MINUTE)

gboolean
till_payment_check_amount (TillMoney amount, GError **error)
{
  g_autofree char *limit = NULL;

  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (amount.cents <= 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("The amount must be more than zero. Enter what is to be paid."));
      return FALSE;
    }
  if (till_money_compare (amount, TILL_MONEY_LIMIT) <= 0)
    return TRUE;

  limit = till_money_format (TILL_MONEY_LIMIT);
  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("One payment can be at most %s. Check the amount, or collect it in parts."),
               limit);

  return FALSE;
}

/* "3 hours ago": the nearest that is not too much. */
static char *
format_age (TillInstant age)
{
  guint minutes = (guint) (CLAMP (age, 0, WINDOW) / TILL_MINUTE);

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 60)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u minute ago", "%u minutes ago", minutes), minutes);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u hour ago", "%u hours ago", minutes / 60), minutes / 60);
}

static char *
ask_about_same (const TillEarlierPayment *same, TillInstant now)
{
  g_autofree char *amount = till_money_format (same->amount);
  g_autofree char *age = format_age (now - same->at);

  if (same->open)
    /* Translators: the amount, and when, as in "3 minutes ago" */
    return g_strdup_printf (_ ("A payment of %s for this account was begun %s, and it is not known "
                               "yet whether it went through. Collect another one?"),
                            amount, age);

  /* Translators: the amount, and when, as in "3 minutes ago" */
  return g_strdup_printf (_ ("%s was already collected for this account %s. Collect it again?"),
                          amount, age);
}

char *
till_payment_question (gint64                    patient_id,
                       TillMoney                 amount,
                       gboolean                  card,
                       const TillEarlierPayment *earlier,
                       gsize                     n_earlier,
                       guint                     card_limit,
                       TillInstant               now)
{
  const TillEarlierPayment *same = NULL;
  guint                     n_cards = 0;

  g_return_val_if_fail (earlier != NULL || n_earlier == 0, NULL);

  for (gsize i = 0; i < n_earlier; i++)
    {
      /* One from the future is a clock that was moved: rather ask once too often. */
      if (earlier[i].at <= now - WINDOW)
        continue;

      if (earlier[i].card && earlier[i].patient_id == patient_id)
        n_cards++;
      /* The one in the open first, then the latest. */
      if (till_money_compare (earlier[i].amount, amount) == 0 &&
          (same == NULL || (earlier[i].open && !same->open) ||
           (earlier[i].open == same->open && earlier[i].at > same->at)))
        same = &earlier[i];
    }

  if (same != NULL)
    return ask_about_same (same, now);
  if (card && card_limit > 0 && n_cards >= card_limit)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u card payment was taken for this patient in the last 24 hours. Take another?",
                   "%u card payments were taken for this patient in the last 24 hours. Take "
                   "another?",
                   n_cards),
      n_cards);

  return NULL;
}

/* By the times of the look-ups themselves: what happened since the last one it could not see. */
gboolean
till_attempt_is_not_found (const TillAttempt *attempt, TillInstant now)
{
  g_return_val_if_fail (attempt != NULL, FALSE);

  if (attempt->state != TILL_ATTEMPT_UNKNOWN || attempt->n_empty < 2 ||
      attempt->first_empty_at == TILL_INSTANT_NONE || attempt->looked_up_at == TILL_INSTANT_NONE ||
      attempt->sent_at == TILL_INSTANT_NONE || attempt->looked_up_at > now)
    return FALSE;

  return attempt->looked_up_at - attempt->first_empty_at >= BETWEEN_LOOKUPS &&
         ((attempt->method != TILL_METHOD_TERMINAL &&
           attempt->method != TILL_METHOD_CARD_ON_FILE) ||
          attempt->looked_up_at - attempt->sent_at >= PATIENCE);
}
