/* till-day-range.c: days from one to another: the presets, the range before and after
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-day.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *text;
  const char *words;
} presets[] = {
  [TILL_PRESET_TODAY] = { "today", N_ ("Today") },
  [TILL_PRESET_YESTERDAY] = { "yesterday", N_ ("Yesterday") },
  [TILL_PRESET_THIS_WEEK] = { "this-week", N_ ("This week") },
  [TILL_PRESET_LAST_MONTH] = { "last-month", N_ ("Last month") },
  [TILL_PRESET_THIS_MONTH] = { "this-month", N_ ("This month") },
  [TILL_PRESET_THIS_YEAR] = { "this-year", N_ ("This year") },
  [TILL_PRESET_ALL] = { "all", N_ ("All") },
  [TILL_PRESET_CUSTOM] = { "custom", N_ ("Custom") },
};

const char *
till_preset_to_text (TillRangePreset preset)
{
  g_return_val_if_fail ((guint) preset < G_N_ELEMENTS (presets), "");

  return presets[preset].text;
}

gboolean
till_preset_from_text (const char *text, TillRangePreset *preset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (g_strcmp0 (presets[i].text, text) == 0)
        {
          *preset = (TillRangePreset) i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
till_preset_to_words (TillRangePreset preset)
{
  g_return_val_if_fail ((guint) preset < G_N_ELEMENTS (presets), "");

  return _ (presets[preset].words);
}

static TillDay
first_of_month (TillDay day)
{
  int year;
  int month;
  int day_of_month;

  till_day_get_ymd (day, &year, &month, &day_of_month);

  return till_day (year, month, 1);
}

TillDayRange
till_range_for_preset (TillRangePreset preset, TillDay today)
{
  TillDayRange range = { today, today };
  int          year;
  int          month;
  int          day_of_month;

  till_day_get_ymd (today, &year, &month, &day_of_month);

  switch (preset)
    {
    case TILL_PRESET_TODAY:
      break;

    case TILL_PRESET_YESTERDAY:
      range.first = range.last = till_day_add (today, -1);
      break;

    case TILL_PRESET_THIS_WEEK:
      range.first = till_day_add (today, 1 - till_day_get_weekday (today));
      break;

    case TILL_PRESET_LAST_MONTH:
      range.first = till_day_add (till_day_add_months (today, -1), 1);
      break;

    case TILL_PRESET_THIS_MONTH:
      range.first = first_of_month (today);
      break;

    case TILL_PRESET_THIS_YEAR:
      range.first = till_day (year, 1, 1);
      break;

    case TILL_PRESET_ALL:
    case TILL_PRESET_CUSTOM:
      range.first = range.last = TILL_DAY_NONE;
      break;

    default:
      g_return_val_if_reached (range);
    }

  return range;
}

void
till_range_get_instants (TillDayRange range, GTimeZone *zone, TillInstant *from, TillInstant *until)
{
  TillDay after = till_day_is_none (range.last) ? TILL_DAY_NONE : till_day_add (range.last, 1);

  *from = till_day_is_none (range.first) ? G_MININT64 : till_day_start (range.first, zone);
  *until = till_day_is_none (after) ? G_MAXINT64 : till_day_start (after, zone);
}

/* ── The one before and after ────────────────────────────────────────────────────────────────── */

/* Open where the calendar ends. */
static TillDayRange
whole_months (TillDay first, int n_months)
{
  TillDay after = till_day_is_none (first) ? first : till_day_add_months (first, n_months);

  return (TillDayRange){ first, till_day_is_none (after) ? after : till_day_add (after, -1) };
}

/* How many whole months @range is: 12 for a year; 1, too, for one that is begun; 0 for what is
 * none. The first day alone is a day, unless it was asked for as the month or the year. */
static int
count_months (TillDayRange range, TillRangePreset preset)
{
  TillDay after = till_day_add (range.last, 1);
  int     n = 1;

  if (preset == TILL_PRESET_THIS_YEAR)
    return 12;
  if (preset == TILL_PRESET_THIS_MONTH)
    return 1;
  if (till_day_compare (range.first, first_of_month (range.first)) != 0 ||
      till_day_compare (range.first, range.last) == 0)
    return 0;
  if (till_day_compare (range.last, till_day_add_months (range.first, 1)) < 0)
    return 1;
  while (till_day_compare (till_day_add_months (range.first, n), after) < 0)
    n++;

  return till_day_compare (till_day_add_months (range.first, n), after) == 0 ? n : 0;
}

TillDayRange
till_range_step (TillDayRange range, TillRangePreset preset, int n)
{
  TillDayRange stepped;
  int          n_days;
  int          n_months;

  if (till_day_is_none (range.first) || till_day_is_none (range.last))
    return range;

  n_months = count_months (range, preset);
  if (n_months > 0)
    {
      stepped = whole_months (till_day_add_months (range.first, n * n_months), n_months);
    }
  else
    {
      if (preset == TILL_PRESET_THIS_WEEK)
        range.last = till_day_add (range.first, 6);
      n_days = range.last.number - range.first.number + 1;
      stepped.first = till_day_add (range.first, n * n_days);
      stepped.last = till_day_add (range.last, n * n_days);
    }

  return till_day_is_none (stepped.first) || till_day_is_none (stepped.last) ? range : stepped;
}
