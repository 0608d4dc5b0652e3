/* till-aging.c: how old what is owed is, and what of it the patient is asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-aging.h"

#include <glib/gi18n-lib.h>

#define DAYS_AN_AGE 30

TillDay
till_age_first_day (TillAge age, TillDay as_of)
{
  return age < TILL_AGE_OVER_90 ? till_day_add (as_of, -DAYS_AN_AGE * ((int) age + 1))
                                : TILL_DAY_NONE;
}

TillAge
till_age_of (TillDay day, TillDay as_of)
{
  gint64 n_days = (gint64) as_of.number - day.number;

  if (n_days <= DAYS_AN_AGE)
    return TILL_AGE_0_30;
  if (n_days <= 2 * DAYS_AN_AGE)
    return TILL_AGE_31_60;
  if (n_days <= 3 * DAYS_AN_AGE)
    return TILL_AGE_61_90;

  return TILL_AGE_OVER_90;
}

const char *
till_age_to_words (TillAge age)
{
  static const char *const words[TILL_N_AGES] = {
    [TILL_AGE_0_30] = N_ ("0–30"),
    [TILL_AGE_31_60] = N_ ("31–60"),
    [TILL_AGE_61_90] = N_ ("61–90"),
    [TILL_AGE_OVER_90] = N_ ("Over 90"),
  };

  return _ (words[age]);
}

gboolean
till_aging_settle (const TillMoney charges[TILL_N_AGES], TillMoney credits, TillAging *aging)
{
  TillMoney rest = credits;
  TillAging settled = { .credit = TILL_MONEY_ZERO, .total = credits };

  for (guint i = 0; i < TILL_N_AGES; i++)
    if (!till_money_add (settled.total, charges[i], &settled.total))
      return FALSE;

  for (guint i = TILL_N_AGES; i-- > 0;)
    {
      if (!till_money_add (charges[i], rest, &rest))
        return FALSE;

      settled.owed[i] = till_money (MAX (rest.cents, 0));
      rest = till_money (MIN (rest.cents, 0));
    }
  settled.credit = rest;
  *aging = settled;

  return TRUE;
}

void
till_aging_defer (TillAging *aging, TillMoney due, TillMoney not_due)
{
  gint64 stays = due.cents;
  gint64 moves = not_due.cents;

  for (guint i = TILL_N_AGES; i-- > 1;)
    {
      gint64 held = MIN (aging->owed[i].cents, stays);
      gint64 moved = MIN (aging->owed[i].cents - held, moves);

      stays -= held;
      moves -= moved;
      aging->owed[i].cents -= moved;
      /* No more than all that is owed. */
      aging->owed[TILL_AGE_0_30].cents += moved;
    }
}

gboolean
till_aging_reckon (const TillAgingEntry *entries, gsize n_entries, TillDay as_of, TillAging *aging)
{
  TillMoney charges[TILL_N_AGES] = { TILL_MONEY_ZERO };
  TillMoney credits = TILL_MONEY_ZERO;

  for (gsize i = 0; i < n_entries; i++)
    {
      TillMoney *sum = &credits;

      if (till_day_compare (entries[i].day, as_of) > 0)
        continue;
      if (till_aging_is_charge (entries[i].amount, entries[i].takes_back))
        sum = &charges[till_age_of (entries[i].day, as_of)];
      if (!till_money_add (*sum, entries[i].amount, sum))
        return FALSE;
    }

  return till_aging_settle (charges, credits, aging);
}

TillMoney
till_patient_portion (TillMoney total, TillMoney estimate)
{
  TillMoney portion;

  g_return_val_if_fail (estimate.cents >= 0, total);

  if (!till_money_subtract (total, estimate, &portion))
    return TILL_MONEY_ZERO;

  return till_money (MAX (portion.cents, 0));
}
