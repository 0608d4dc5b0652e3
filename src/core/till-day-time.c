/* till-day-time.c: what the clock on the wall shows, and when it does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-day.h"

guint
till_instant_get_time_of_day (TillInstant at, GTimeZone *zone)
{
  gint64                seconds = at / TILL_SECOND - (at % TILL_SECOND < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  g_return_val_if_fail (time != NULL, 0);

  return (guint) (g_date_time_get_hour (time) * 3600 + g_date_time_get_minute (time) * 60 +
                  g_date_time_get_second (time));
}

TillInstant
till_day_at_time (TillDay day, guint seconds, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = NULL;
  int                   year;
  int                   month;
  int                   in_month;

  g_return_val_if_fail (seconds < 24 * 3600, 0);

  till_day_get_ymd (day, &year, &month, &in_month);
  time = g_date_time_new (zone, year, month, in_month, (int) seconds / 3600,
                          (int) seconds / 60 % 60, seconds % 60);
  g_return_val_if_fail (time != NULL, 0);

  return g_date_time_to_unix (time) * TILL_SECOND;
}
