/* till-reconcile.c: from what was posted to what the processor reports to what the bank has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-reconcile.h"

#include "core/till-calendar.h"
#include "rules/till-deposit-rules.h"

/* Business days after the day of a deposit in which the bank may book it. */
#define DAYS_TO_BOOK 2

static gboolean
add (TillMoney *sum, TillMoney amount)
{
  return till_money_add (*sum, amount, sum);
}

static gboolean
take (TillMoney *sum, TillMoney amount)
{
  return till_money_subtract (*sum, amount, sum);
}

static gboolean
add_row (TillReconcile *self, TillReconcileWhat what, gint64 n, TillMoney amount)
{
  self->rows[what].n += n;

  return add (&self->rows[what].amount, amount);
}

static gboolean
take_row (TillReconcile *self, TillReconcileWhat what, gint64 n, TillMoney amount)
{
  self->rows[what].n += n;

  return take (&self->rows[what].amount, amount);
}

/* ── From the ledger to the processor ────────────────────────────────────────────────────────── */

static gboolean
add_of_other_days (TillReconcile *self, const TillReconcileCards *cards)
{
  if (cards->place != TILL_PLACE_HERE)
    return TRUE;

  return add (&self->known, cards->amount) &&
         add_row (self,
                  cards->amount.cents < 0 ? TILL_RECONCILE_REFUNDS_MORE
                                          : TILL_RECONCILE_PAYMENTS_MORE,
                  cards->n, cards->amount);
}

static gboolean
add_of_days (TillReconcile *self, const TillReconcileCards *cards)
{
  if (cards->is_posted)
    {
      self->n_posted += cards->n;
      if (!add (&self->ledger, cards->amount))
        return FALSE;
    }
  else if (!add_row (self, TILL_RECONCILE_UNPOSTED, cards->n, cards->amount))
    return FALSE;

  switch (cards->place)
    {
    case TILL_PLACE_HERE:
      return add (&self->known, cards->amount);
    case TILL_PLACE_OTHER:
      return take_row (self, TILL_RECONCILE_IN_OTHERS, cards->n, cards->amount);
    case TILL_PLACE_NONE:
      return take_row (self, cards->is_voided ? TILL_RECONCILE_VOIDED : TILL_RECONCILE_WAITING,
                       cards->n, cards->amount);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
till_reconcile_add_cards (TillReconcile *self, const TillReconcileCards *cards)
{
  return cards->is_of_days ? add_of_days (self, cards) : add_of_other_days (self, cards);
}

/* ── From the processor to the bank ──────────────────────────────────────────────────────────── */

/* One that is nothing is not counted. */
static gboolean
take_part (TillReconcile *self, TillReconcileWhat what, TillMoney amount)
{
  return take_row (self, what, amount.cents != 0 ? 1 : 0, amount);
}

static gboolean
add_parts (TillReconcile *self, const TillDeposit *deposit)
{
  TillMoney parts;
  TillMoney rest;

  return add (&self->processor, deposit->sales) && take (&self->processor, deposit->refunds) &&
         take_part (self, TILL_RECONCILE_CONVEYED, deposit->conveyed) &&
         take_part (self, TILL_RECONCILE_FEES, deposit->fees) &&
         take_part (self, TILL_RECONCILE_WITHHELD, deposit->withholding) &&
         add_row (self, TILL_RECONCILE_ADJUSTMENTS, deposit->adjustment.cents != 0 ? 1 : 0,
                  deposit->adjustment) &&
         till_deposit_get_parts (deposit, &parts) &&
         till_money_subtract (parts, deposit->deposited, &rest) &&
         take_part (self, TILL_RECONCILE_REPORT_DIFFERS, rest) &&
         add (&self->deposited, deposit->deposited);
}

static gboolean
reaches (TillDay seen_until, TillDay funded_on)
{
  return !till_day_is_none (seen_until) &&
         till_day_compare (seen_until, till_calendar_add_business_days (funded_on, DAYS_TO_BOOK)) >=
           0;
}

gboolean
till_reconcile_add_deposit (TillReconcile     *self,
                            const TillDeposit *deposit,
                            const TillMoney   *at_bank,
                            TillDay            seen_until,
                            TillDay            today)
{
  TillMoney rest;

  self->n_deposits++;
  if (!add_parts (self, deposit))
    return FALSE;

  if (at_bank != NULL)
    {
      self->n_at_bank++;
      return add (&self->bank, *at_bank) &&
             till_money_subtract (deposit->deposited, *at_bank, &rest) &&
             take_part (self, TILL_RECONCILE_BANK_DIFFERS, rest);
    }
  if (till_day_compare (deposit->funded_on, today) > 0)
    return take_row (self, TILL_RECONCILE_ON_ITS_WAY, 1, deposit->deposited);

  return take_row (self,
                   reaches (seen_until, deposit->funded_on) ? TILL_RECONCILE_NOT_FOUND
                                                            : TILL_RECONCILE_NOT_SEEN,
                   1, deposit->deposited);
}

gboolean
till_reconcile_finish (TillReconcile *self)
{
  TillMoney rest;

  return till_money_subtract (self->processor, self->known, &rest) &&
         add_row (self, TILL_RECONCILE_NOT_KNOWN, 0, rest);
}
