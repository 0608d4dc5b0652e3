/* till-calendar.c: on which days banks in the United States work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-calendar.h"

/* The @nth @weekday (1 Monday … 7 Sunday) of a month; -1: the last. */
static TillDay
nth_weekday (int year, int month, int weekday, int nth)
{
  TillDay first = till_day (year, month, 1);
  TillDay day = till_day_add (first, (weekday - till_day_get_weekday (first) + 7) % 7);

  if (nth > 0)
    return till_day_add (day, 7 * (nth - 1));

  while (till_day_compare (till_day_add (day, 7), till_day_add_months (first, 1)) < 0)
    day = till_day_add (day, 7);

  return day;
}

/* A holiday of fixed date; on a Sunday it is kept on Monday, on a Saturday not at all. */
static gboolean
is_fixed (TillDay day, int year, int month, int day_of_month)
{
  TillDay holiday = till_day (year, month, day_of_month);

  if (till_day_get_weekday (holiday) == 7)
    holiday = till_day_add (holiday, 1);

  return till_day_compare (day, holiday) == 0;
}

static gboolean
is_holiday (TillDay day)
{
  int year;
  int month;
  int day_of_month;

  till_day_get_ymd (day, &year, &month, &day_of_month);

  switch (month)
    {
    case 1:
      return is_fixed (day, year, 1, 1) || till_day_compare (day, nth_weekday (year, 1, 1, 3)) == 0;
    case 2:
      return till_day_compare (day, nth_weekday (year, 2, 1, 3)) == 0;
    case 5:
      return till_day_compare (day, nth_weekday (year, 5, 1, -1)) == 0;
    case 6:
      return year >= 2022 && is_fixed (day, year, 6, 19);
    case 7:
      return is_fixed (day, year, 7, 4);
    case 9:
      return till_day_compare (day, nth_weekday (year, 9, 1, 1)) == 0;
    case 10:
      return till_day_compare (day, nth_weekday (year, 10, 1, 2)) == 0;
    case 11:
      return is_fixed (day, year, 11, 11) ||
             till_day_compare (day, nth_weekday (year, 11, 4, 4)) == 0;
    case 12:
      return is_fixed (day, year, 12, 25);
    default:
      return FALSE;
    }
}

gboolean
till_calendar_is_business_day (TillDay day)
{
  g_return_val_if_fail (!till_day_is_none (day), FALSE);

  return till_day_get_weekday (day) <= 5 && !is_holiday (day);
}

TillDay
till_calendar_add_business_days (TillDay day, guint n)
{
  while (!till_day_is_none (day) && !till_calendar_is_business_day (day))
    day = till_day_add (day, 1);

  while (!till_day_is_none (day) && n > 0)
    {
      day = till_day_add (day, 1);
      if (!till_day_is_none (day) && till_calendar_is_business_day (day))
        n--;
    }

  return day;
}
