/* till-day.c: calendar days and ranges of days in the practice's time zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-day.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "core/till-error.h"

/* g_date_get_julian() of 1970-01-01. */
#define EPOCH_JULIAN 719163

static gboolean
to_date (TillDay day, GDate *date)
{
  g_date_clear (date, 1);
  if (till_day_is_none (day) || day.number <= -EPOCH_JULIAN)
    return FALSE;
  g_date_set_julian (date, (guint32) (day.number + EPOCH_JULIAN));

  return g_date_valid (date);
}

static TillDay
from_date (const GDate *date)
{
  return (TillDay){ (gint32) g_date_get_julian (date) - EPOCH_JULIAN };
}

TillDay
till_day (int year, int month, int day)
{
  GDate date;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return TILL_DAY_NONE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return from_date (&date);
}

void
till_day_get_ymd (TillDay day, int *year, int *month, int *day_of_month)
{
  GDate date;

  g_return_if_fail (to_date (day, &date));

  *year = g_date_get_year (&date);
  *month = (int) g_date_get_month (&date);
  *day_of_month = g_date_get_day (&date);
}

int
till_day_get_weekday (TillDay day)
{
  GDate date;

  g_return_val_if_fail (to_date (day, &date), 1);

  return (int) g_date_get_weekday (&date);
}

TillDay
till_day_add (TillDay day, int n_days)
{
  g_return_val_if_fail (!till_day_is_none (day), day);

  return (TillDay){ day.number + n_days };
}

TillDay
till_day_add_months (TillDay day, int n_months)
{
  int year;
  int month;
  int day_of_month;
  int last;

  g_return_val_if_fail (!till_day_is_none (day), day);

  till_day_get_ymd (day, &year, &month, &day_of_month);
  month += n_months - 1;
  year += (month >= 0 ? month : month - 11) / 12;
  month = ((month % 12) + 12) % 12 + 1;
  last = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);

  return till_day (year, month, MIN (day_of_month, last));
}

char *
till_day_to_iso (TillDay day)
{
  int year;
  int month;
  int day_of_month;

  if (till_day_is_none (day))
    return g_strdup ("");
  till_day_get_ymd (day, &year, &month, &day_of_month);

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

TillDay
till_day_from_iso (const char *text)
{
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return TILL_DAY_NONE;
  for (guint i = 0; i < 10; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
        return TILL_DAY_NONE;
    }

  return till_day (atoi (text), atoi (text + 5), atoi (text + 8));
}

/* The day's noon in UTC, for formatting alone. */
static GDateTime *
to_date_time (TillDay day)
{
  return g_date_time_new_from_unix_utc ((gint64) day.number * 86400 + 43200);
}

char *
till_day_format (TillDay day)
{
  g_autoptr (GDateTime) time = NULL;

  if (till_day_is_none (day) || !(time = to_date_time (day)))
    return g_strdup ("");

  /* Translators: a day, as in "Nov 24, 2026" (g_date_time_format) */
  return g_date_time_format (time, _ ("%b %-d, %Y"));
}

GTimeZone *
till_zone_open (const char *name, GError **error)
{
  GTimeZone *zone = NULL;

  /* A leading colon or a bare offset is no zone's name: a practice has summer time. */
  if (name != NULL && g_ascii_isalpha (name[0]))
    zone = g_time_zone_new_identifier (name);
  if (zone == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is not a time zone. Choose one from the list, as in America/New_York."),
                 name != NULL ? name : "");

  return zone;
}

static GDateTime *
date_time_in (TillInstant at, GTimeZone *zone)
{
  gint64                rest = ((at % TILL_SECOND) + TILL_SECOND) % TILL_SECOND;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((at - rest) / TILL_SECOND);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

TillDay
till_day_of_instant (TillInstant at, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = date_time_in (at, zone);

  if (time == NULL)
    return TILL_DAY_NONE;

  return till_day (g_date_time_get_year (time), g_date_time_get_month (time),
                   g_date_time_get_day_of_month (time));
}

/* Where a zone changes at midnight, the day may begin at 01:00 or its 00:00 may come twice; so the
 * first instant is searched for, by halves, between the two noons around it.
 */
TillInstant
till_day_start (TillDay day, GTimeZone *zone)
{
  TillInstant before;
  TillInstant in;

  g_return_val_if_fail (!till_day_is_none (day), 0);
  g_return_val_if_fail (zone != NULL, 0);

  before = ((gint64) day.number * 86400 - 86400) * TILL_SECOND;
  in = ((gint64) day.number * 86400 + 86400 + 43200) * TILL_SECOND;

  while (in - before > TILL_SECOND)
    {
      TillInstant middle = before + (in - before) / (2 * TILL_SECOND) * TILL_SECOND;

      if (till_day_compare (till_day_of_instant (middle, zone), day) < 0)
        before = middle;
      else
        in = middle;
    }

  return in;
}

char *
till_instant_format (TillInstant at, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = date_time_in (at, zone);

  /* Translators: a day and a time, as in "Nov 24, 2026, 2:03 PM" (g_date_time_format) */
  return time != NULL ? g_date_time_format (time, _ ("%b %-d, %Y, %-I:%M %p")) : g_strdup ("");
}

char *
till_instant_format_time (TillInstant at, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = date_time_in (at, zone);

  /* Translators: a time of the day, as in "2:03 PM" (g_date_time_format) */
  return time != NULL ? g_date_time_format (time, _ ("%-I:%M %p")) : g_strdup ("");
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
  *from = till_day_is_none (range.first) ? G_MININT64 : till_day_start (range.first, zone);
  *until = till_day_is_none (range.last) ? G_MAXINT64
                                         : till_day_start (till_day_add (range.last, 1), zone);
}
