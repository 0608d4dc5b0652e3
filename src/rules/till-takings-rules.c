/* till-takings-rules.c: how takings are added up, and into which parts a report's days are divided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-takings-rules.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

#define MOST_DAYS 31
#define MOST_DAYS_OF_WEEKS 184 /* half a year */
#define SUNDAY 7

gboolean
till_takings_add (TillTakings        *self,
                  TillTransactionKind kind,
                  gboolean            is_unposted,
                  gint64              n,
                  TillMoney           amount)
{
  gint64    *count;
  TillMoney *sum;

  switch (kind)
    {
    case TILL_KIND_PAYMENT:
      count = &self->n_payments;
      sum = &self->payments;
      break;
    case TILL_KIND_REFUND:
      count = &self->n_refunds;
      sum = &self->refunds;
      break;
    case TILL_KIND_VOID:
      count = &self->n_voids;
      sum = &self->voids;
      break;
    default:
      g_return_val_if_reached (FALSE);
    }

  *count += n;
  if (is_unposted)
    self->n_unposted += n;

  return till_money_add (*sum, amount, sum) &&
         (!is_unposted || till_money_add (self->unposted, amount, &self->unposted));
}

gboolean
till_takings_add_all (TillTakings *self, const TillTakings *other)
{
  self->n_payments += other->n_payments;
  self->n_refunds += other->n_refunds;
  self->n_voids += other->n_voids;
  self->n_unposted += other->n_unposted;

  return till_money_add (self->payments, other->payments, &self->payments) &&
         till_money_add (self->refunds, other->refunds, &self->refunds) &&
         till_money_add (self->voids, other->voids, &self->voids) &&
         till_money_add (self->unposted, other->unposted, &self->unposted);
}

gboolean
till_takings_get_net (const TillTakings *self, TillMoney *net)
{
  TillMoney sum;

  if (!till_money_add (self->payments, self->refunds, &sum) ||
      !till_money_add (sum, self->voids, &sum))
    return FALSE;
  *net = sum;

  return TRUE;
}

gboolean
till_batch_sums_add (TillBatchSums *self, const TillBatchSums *other)
{
  self->n_batches += other->n_batches;

  return till_money_add (self->sales, other->sales, &self->sales) &&
         till_money_add (self->refunds, other->refunds, &self->refunds) &&
         till_money_add (self->fees, other->fees, &self->fees);
}

gboolean
till_takings_too_large (GError **error)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                       _ ("The amounts of these days are too large to add up."));

  return FALSE;
}

TillDayRange
till_month_next_part (TillDayRange range, TillDay first)
{
  int     n_days = range.last.number - range.first.number + 1;
  TillDay last = first;
  int     year;
  int     month;
  int     day;

  if (n_days > MOST_DAYS_OF_WEEKS)
    {
      till_day_get_ymd (first, &year, &month, &day);
      last = till_day_add (till_day_add_months (till_day (year, month, 1), 1), -1);
    }
  else if (n_days > MOST_DAYS)
    last = till_day_add (first, SUNDAY - till_day_get_weekday (first));

  return (TillDayRange){ first, till_day_compare (last, range.last) > 0 ? range.last : last };
}
