/* till-day.c: calendar days in the practice's time zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-day.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "core/till-error.h"

/* 0001-01-01 and 9999-12-31. */
#define FIRST_NUMBER (-719162)
#define LAST_NUMBER 2932896

/* A calendar repeats itself every 400 years. Counted from March 1 on, the leap day is the last. */
#define DAYS_IN_ERA 146097
#define EPOCH_SHIFT 719468 /* days from 0000-03-01 to 1970-01-01 */

static TillDay
from_number (gint64 number)
{
  if (number < FIRST_NUMBER || number > LAST_NUMBER)
    return TILL_DAY_NONE;

  return (TillDay){ (gint32) number };
}

static gboolean
is_within (TillDay day)
{
  return day.number >= FIRST_NUMBER && day.number <= LAST_NUMBER;
}

static gint64
days_in_month (gint64 year, gint64 month)
{
  const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean     leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return month == 2 && leap ? 29 : days[month - 1];
}

static TillDay
from_parts (gint64 year, gint64 month, gint64 day)
{
  gint64 march_year;
  gint64 day_of_year;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > days_in_month (year, month))
    return TILL_DAY_NONE;

  march_year = month > 2 ? year : year - 1;
  day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return from_number (march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 +
                      day_of_year - EPOCH_SHIFT);
}

TillDay
till_day (int year, int month, int day)
{
  return from_parts (year, month, day);
}

void
till_day_get_ymd (TillDay day, int *year, int *month, int *day_of_month)
{
  int number;
  int day_of_era;
  int year_of_era;
  int day_of_year;
  int march_month;

  *year = *month = *day_of_month = 1;
  g_return_if_fail (is_within (day));

  number = day.number + EPOCH_SHIFT;
  day_of_era = number % DAYS_IN_ERA;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  march_month = (5 * day_of_year + 2) / 153;

  *day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
  *month = march_month < 10 ? march_month + 3 : march_month - 9;
  *year = number / DAYS_IN_ERA * 400 + year_of_era + (*month <= 2 ? 1 : 0);
}

int
till_day_get_weekday (TillDay day)
{
  g_return_val_if_fail (is_within (day), 1);

  /* 1970-01-01 was a Thursday. */
  return (int) ((((gint64) day.number + 3) % 7 + 7) % 7) + 1;
}

TillDay
till_day_add (TillDay day, int n_days)
{
  g_return_val_if_fail (!till_day_is_none (day), day);

  return from_number ((gint64) day.number + n_days);
}

TillDay
till_day_add_months (TillDay day, int n_months)
{
  int    year;
  int    month;
  int    day_of_month;
  gint64 months;

  g_return_val_if_fail (is_within (day), TILL_DAY_NONE);

  till_day_get_ymd (day, &year, &month, &day_of_month);
  months = (gint64) year * 12 + month - 1 + n_months;
  if (months < 12)
    return TILL_DAY_NONE;

  return from_parts (months / 12, months % 12 + 1,
                     MIN (day_of_month, days_in_month (months / 12, months % 12 + 1)));
}

int
till_day_count_years (TillDay birth, TillDay day)
{
  int year;
  int month;
  int day_of_month;
  int birth_year;
  int birth_month;
  int birth_day_of_month;

  g_return_val_if_fail (is_within (birth) && is_within (day), 0);

  till_day_get_ymd (day, &year, &month, &day_of_month);
  till_day_get_ymd (birth, &birth_year, &birth_month, &birth_day_of_month);

  return year - birth_year -
         (month < birth_month || (month == birth_month && day_of_month < birth_day_of_month));
}

char *
till_day_to_iso (TillDay day)
{
  int year;
  int month;
  int day_of_month;

  if (!is_within (day))
    return g_strdup ("");
  till_day_get_ymd (day, &year, &month, &day_of_month);

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

char *
till_day_to_typed (TillDay day)
{
  int year;
  int month;
  int day_of_month;

  if (!is_within (day))
    return g_strdup ("");
  till_day_get_ymd (day, &year, &month, &day_of_month);

  return g_strdup_printf ("%02d/%02d/%04d", month, day_of_month, year);
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
                 _ ("“%s” is not a time zone. Enter one such as America/New_York."),
                 name != NULL ? name : "");

  return zone;
}

static GDateTime *
date_time_in (TillInstant at, GTimeZone *zone)
{
  gint64                seconds = at / TILL_SECOND - (at % TILL_SECOND < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

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

/* Whether @at is exactly midnight of @day. */
static gboolean
is_midnight (TillInstant at, TillDay day, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = date_time_in (at, zone);

  return time != NULL && g_date_time_get_hour (time) == 0 && g_date_time_get_minute (time) == 0 &&
         g_date_time_get_second (time) == 0 &&
         till_day_compare (till_day_of_instant (at, zone), day) == 0;
}

/* The zone's offset from UTC at @at. */
static TillInstant
offset_at (TillInstant at, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = date_time_in (at, zone);

  return time != NULL ? g_date_time_get_utc_offset (time) / 1000 : 0;
}

/* Nearly always midnight by the greater of the offsets before and after; where midnight comes
 * twice, that is the first. Where it is none, the zone changes on that day or skips midnight: then
 * the first instant of the day is searched for by halves.
 */
TillInstant
till_day_start (TillDay day, GTimeZone *zone)
{
  TillInstant midnight;
  TillInstant before;
  TillInstant in;

  g_return_val_if_fail (is_within (day), 0);
  g_return_val_if_fail (zone != NULL, 0);

  before = ((gint64) day.number - 1) * 24 * TILL_HOUR;
  in = before + 60 * TILL_HOUR;
  midnight = before + 24 * TILL_HOUR - MAX (offset_at (before, zone), offset_at (in, zone));
  if (is_midnight (midnight, day, zone))
    return midnight;

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

/* By hand, as is the next one: a list of a million rows is written with them. */
static void
append_figures (GString *to, guint number, guint n_figures, char after)
{
  char figures[] = "0000 ";

  for (guint i = n_figures; i > 0; i--, number /= 10)
    figures[i - 1] = (char) ('0' + number % 10);
  figures[n_figures] = after;
  g_string_append_len (to, figures, after != '\0' ? n_figures + 1 : n_figures);
}

void
till_day_append_iso (TillDay day, GString *to)
{
  int year;
  int month;
  int day_of_month;

  g_return_if_fail (is_within (day));

  till_day_get_ymd (day, &year, &month, &day_of_month);
  append_figures (to, (guint) year, 4, '-');
  append_figures (to, (guint) month, 2, '-');
  append_figures (to, (guint) day_of_month, 2, '\0');
}

void
till_instant_append_plain (TillInstant at, GTimeZone *zone, GString *to)
{
  gint64  seconds = (at - (at % 1000 + 1000) % 1000) / 1000;
  int     interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  gint64  local = seconds + g_time_zone_get_offset (zone, MAX (interval, 0));
  guint   second = (guint) ((local % 86400 + 86400) % 86400);
  gint64  number = (local - second) / 86400;
  TillDay day = { (gint32) CLAMP (number, FIRST_NUMBER - 1, LAST_NUMBER + 1) };

  if (!is_within (day))
    return;

  till_day_append_iso (day, to);
  g_string_append_c (to, ' ');
  append_figures (to, second / 3600, 2, ':');
  append_figures (to, second / 60 % 60, 2, ':');
  append_figures (to, second % 60, 2, '\0');
}
