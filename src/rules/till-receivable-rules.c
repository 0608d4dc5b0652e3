/* till-receivable-rules.c: what all guarantors owe together, and the figures it is judged by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-receivable-rules.h"

TillMoney
till_receivables_get_owed (const TillReceivables *self)
{
  TillMoney owed = TILL_MONEY_ZERO;

  for (int i = 0; i < TILL_N_AGES; i++)
    owed.cents += self->owed[i].cents;

  return owed;
}

TillMoney
till_receivables_get_total (const TillReceivables *self)
{
  return till_money (till_receivables_get_owed (self).cents + self->credit.cents);
}

guint
till_receivables_get_percent (const TillReceivables *self, TillAge age)
{
  gint64 owed = till_receivables_get_owed (self).cents;

  return owed > 0 ? (guint) ((self->owed[age].cents * 100 + owed / 2) / owed) : 0;
}

int
till_receivables_count_days (const TillReceivables *self)
{
  gint64 total = till_receivables_get_total (self).cents;
  gint64 charged = self->charged.cents;

  if (charged <= 0 || total < 0)
    return -1;

  return (int) MIN ((total * TILL_RECEIVABLE_DAYS + charged / 2) / charged, G_MAXINT);
}

TillDay
till_receivables_month_end (TillDay day, guint n)
{
  int year;
  int month;
  int day_of_month;

  till_day_get_ymd (day, &year, &month, &day_of_month);

  return till_day_add (till_day_add_months (till_day (year, month, 1), 1 - (int) n), -1);
}
