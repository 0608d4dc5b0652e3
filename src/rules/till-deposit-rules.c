/* till-deposit-rules.c: whether a deposit equals its parts, and when the next ones are to come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-deposit-rules.h"

#include <glib/gi18n-lib.h>

#include "core/till-calendar.h"

/* Business days after the money in which details may still come. */
#define GRACE_DAYS 2

gboolean
till_deposit_get_parts (const TillDeposit *self, TillMoney *parts)
{
  TillMoney sum;

  if (!till_money_subtract (self->sales, self->refunds, &sum) ||
      !till_money_subtract (sum, self->conveyed, &sum) ||
      !till_money_subtract (sum, self->fees, &sum) ||
      !till_money_subtract (sum, self->withholding, &sum) ||
      !till_money_add (sum, self->adjustment, &sum))
    return FALSE;
  *parts = sum;

  return TRUE;
}

/* ── Reasons, the report against itself first ────────────────────────────────────────────────── */

static TillDepositVerdict
differs (TillDepositReason reason, TillMoney difference)
{
  return (TillDepositVerdict){ TILL_DEPOSIT_STATE_DIFFERENCE, reason, difference };
}

static TillDepositVerdict
closes (void)
{
  return (TillDepositVerdict){ TILL_DEPOSIT_STATE_DEPOSITED, TILL_DEPOSIT_CLOSES, TILL_MONEY_ZERO };
}

static TillDepositVerdict
judge_report (const TillDeposit *self)
{
  TillMoney parts;
  TillMoney net;
  TillMoney rest;

  /* What can't be added up differs by all of it. */
  if (!till_deposit_get_parts (self, &parts) ||
      !till_money_subtract (self->deposited, parts, &rest) ||
      !till_money_subtract (self->sales, self->refunds, &net))
    return differs (TILL_DEPOSIT_LESS, self->deposited);

  if (rest.cents > 0)
    return differs (TILL_DEPOSIT_MORE, rest);
  if (rest.cents < 0)
    return differs (self->fees.cents == 0 ? TILL_DEPOSIT_FEES_MISSING : TILL_DEPOSIT_LESS, rest);
  if (self->kind == TILL_DEPOSIT_BATCH && till_money_compare (self->total, net) != 0 &&
      till_money_subtract (self->total, net, &rest))
    return differs (TILL_DEPOSIT_TOTAL_DIFFERS, rest);

  return closes ();
}

/* What is known less what is reported, payments less refunds. */
static TillMoney
get_surplus (const TillDepositItems *reported, const TillDepositItems *known)
{
  TillMoney sales;
  TillMoney refunds;
  TillMoney surplus;

  if (!till_money_subtract (known->sales, reported->sales, &sales) ||
      !till_money_subtract (known->refunds, reported->refunds, &refunds) ||
      !till_money_subtract (sales, refunds, &surplus))
    return known->sales;

  return surplus;
}

static TillDepositVerdict
judge_items (const TillDepositItems *reported, const TillDepositItems *known)
{
  TillMoney surplus = get_surplus (reported, known);

  if (till_money_compare (reported->sales, known->sales) == 0 &&
      till_money_compare (reported->refunds, known->refunds) == 0)
    return closes ();
  if (known->n_sales < reported->n_sales || known->n_refunds < reported->n_refunds)
    return differs (TILL_DEPOSIT_ITEMS_MISSING, surplus);
  if (known->n_sales > reported->n_sales || known->n_refunds > reported->n_refunds)
    return differs (TILL_DEPOSIT_ITEMS_EXTRA, surplus);

  return differs (TILL_DEPOSIT_ITEMS_DIFFER, surplus);
}

/* Payments are told of some days later; fees with the money, not before. */
static gboolean
is_still_to_come (TillDepositReason reason, TillDay funded_on, TillDay today)
{
  if (reason == TILL_DEPOSIT_FEES_MISSING)
    return till_day_compare (today, funded_on) < 0;

  return reason == TILL_DEPOSIT_ITEMS_MISSING &&
         till_day_compare (today, till_calendar_add_business_days (funded_on, GRACE_DAYS)) <= 0;
}

static gboolean
is_explained (const TillDeposit *self, const TillDepositVerdict *verdict)
{
  return self->explanation != NULL &&
         till_money_compare (self->explained, verdict->difference) == 0;
}

TillDepositVerdict
till_deposit_judge_expected (const TillDeposit *self, TillDay today, TillDay read_on)
{
  TillDepositVerdict verdict = closes ();
  TillDay            last = self->funded_on;

  if (self->batch != NULL)
    last = till_calendar_add_business_days (last, GRACE_DAYS);

  verdict.state = TILL_DEPOSIT_STATE_EXPECTED;
  if (till_day_compare (last, today) >= 0)
    return verdict;
  verdict.state = TILL_DEPOSIT_STATE_UNCHECKED;
  if (till_day_is_none (read_on) || till_day_compare (last, read_on) >= 0)
    return verdict;

  verdict.reason = self->batch != NULL ? TILL_DEPOSIT_NOT_IN_BATCH : TILL_DEPOSIT_NOT_COME;
  verdict.difference = till_money (-self->total.cents);
  verdict.state =
    is_explained (self, &verdict) ? TILL_DEPOSIT_STATE_EXPLAINED : TILL_DEPOSIT_STATE_OVERDUE;

  return verdict;
}

TillDepositVerdict
till_deposit_judge (const TillDeposit      *self,
                    const TillDepositItems *reported,
                    const TillDepositItems *known,
                    TillDay                 today)
{
  TillDepositVerdict verdict = judge_report (self);
  gboolean           ahead = till_day_compare (self->funded_on, today) > 0;

  if (verdict.reason == TILL_DEPOSIT_CLOSES && self->kind == TILL_DEPOSIT_BATCH)
    verdict = judge_items (reported, known);

  if (is_still_to_come (verdict.reason, self->funded_on, today))
    verdict.state = TILL_DEPOSIT_STATE_ARRIVING;
  else if (verdict.state == TILL_DEPOSIT_STATE_DIFFERENCE && is_explained (self, &verdict))
    verdict.state = TILL_DEPOSIT_STATE_EXPLAINED;
  else if (verdict.state == TILL_DEPOSIT_STATE_DEPOSITED && ahead)
    verdict.state = TILL_DEPOSIT_STATE_ON_ITS_WAY;

  return verdict;
}

TillDay
till_deposit_expect (TillDay settled_on, guint n_days)
{
  g_return_val_if_fail (n_days >= 1, TILL_DAY_NONE);

  return till_calendar_add_business_days (till_day_add (settled_on, 1), n_days - 1);
}

static const char *
get_pattern (TillDepositReason reason, gboolean less)
{
  switch (reason)
    {
    case TILL_DEPOSIT_FEES_MISSING:
      return _ ("%s less than its parts: fees not yet reported?");
    case TILL_DEPOSIT_LESS:
      return _ ("%s less than its parts");
    case TILL_DEPOSIT_MORE:
      return _ ("%s more than its parts");
    case TILL_DEPOSIT_TOTAL_DIFFERS:
      return less ? _ ("The batch’s total is %s less than its sales and refunds")
                  : _ ("The batch’s total is %s more than its sales and refunds");
    case TILL_DEPOSIT_ITEMS_MISSING:
      return less ? _ ("%s of its payments are not known here")
                  : _ ("%s of its refunds are not known here");
    case TILL_DEPOSIT_ITEMS_EXTRA:
      return less ? _ ("%s of refunds here are not in the deposit")
                  : _ ("%s of payments here are not in the deposit");
    case TILL_DEPOSIT_ITEMS_DIFFER:
      return less ? _ ("The payments known here are %s less than the deposit’s")
                  : _ ("The payments known here are %s more than the deposit’s");
    case TILL_DEPOSIT_NOT_COME:
      return less ? _ ("%s has not come") : _ ("%s has not been taken from the account");
    case TILL_DEPOSIT_NOT_IN_BATCH:
      return less ? _ ("%s of payments is not in the batch that was reported")
                  : _ ("%s of refunds is not in the batch that was reported");
    case TILL_DEPOSIT_CLOSES:
    default:
      return NULL;
    }
}

static const char *
get_short_pattern (TillDepositReason reason, gboolean less)
{
  switch (reason)
    {
    case TILL_DEPOSIT_FEES_MISSING:
      return _ ("%s less: fees?");
    case TILL_DEPOSIT_LESS:
      return _ ("%s less");
    case TILL_DEPOSIT_MORE:
      return _ ("%s more");
    case TILL_DEPOSIT_TOTAL_DIFFERS:
      return less ? _ ("Total %s less") : _ ("Total %s more");
    case TILL_DEPOSIT_ITEMS_MISSING:
      return _ ("%s unknown");
    case TILL_DEPOSIT_ITEMS_EXTRA:
      return _ ("%s not in it");
    case TILL_DEPOSIT_ITEMS_DIFFER:
      return less ? _ ("%s less here") : _ ("%s more here");
    case TILL_DEPOSIT_NOT_COME:
      return _ ("%s missing");
    case TILL_DEPOSIT_NOT_IN_BATCH:
      return _ ("%s not in batch");
    case TILL_DEPOSIT_CLOSES:
    default:
      return NULL;
    }
}

static char *
put_amount (const char *pattern, TillMoney difference)
{
  g_autofree char *amount = till_money_format (till_money (ABS (difference.cents)));
  g_auto (GStrv)   parts = NULL;

  if (pattern == NULL)
    return NULL;

  parts = g_strsplit (pattern, "%s", 2);

  return g_strconcat (parts[0], amount, parts[1], NULL);
}

char *
till_deposit_reason_to_words (TillDepositReason reason, TillMoney difference)
{
  return put_amount (get_pattern (reason, difference.cents < 0), difference);
}

char *
till_deposit_reason_to_short_words (TillDepositReason reason, TillMoney difference)
{
  return put_amount (get_short_pattern (reason, difference.cents < 0), difference);
}
