/* till-sync-rules.c: when the processor's lists are read, and when again after a failure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-sync-rules.h"

#include "core/till-day.h"

#define FIRST_WAIT TILL_MINUTE

/* A clock may go ahead of the one before by that much. */
#define CLOCK_DRIFT (5 * TILL_MINUTE)

/* Minutes of the day, ten after the run begins; the later one first. */
static const int runs[] = { 11 * 60 + 20, 4 * 60 + 30 };

static TillInstant
get_run (TillDay day, int minutes, GTimeZone *zone)
{
  g_autoptr (GDateTime) run = NULL;
  int                   year;
  int                   month;
  int                   day_of_month;

  till_day_get_ymd (day, &year, &month, &day_of_month);
  run = g_date_time_new (zone, year, month, day_of_month, minutes / 60, minutes % 60, 0);

  return g_date_time_to_unix (run) * TILL_SECOND;
}

TillInstant
till_reports_last_run (TillInstant now)
{
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);

  g_return_val_if_fail (zone != NULL, now);

  for (TillDay day = till_day_of_instant (now, zone);; day = till_day_add (day, -1))
    for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
      {
        TillInstant at = get_run (day, runs[i], zone);

        if (at <= now)
          return at;
      }
}

gboolean
till_sync_is_ahead (TillInstant read_at, TillInstant now)
{
  return read_at != TILL_INSTANT_NONE && read_at > now + CLOCK_DRIFT;
}

gboolean
till_reports_are_due (TillInstant read_at, TillInstant now)
{
  return read_at == TILL_INSTANT_NONE || till_sync_is_ahead (read_at, now) ||
         read_at < till_reports_last_run (now);
}

TillInstant
till_sync_get_wait (guint n_failures, guint32 random)
{
  TillInstant wait = FIRST_WAIT;

  for (guint i = 1; i < n_failures && wait < TILL_SYNC_LONGEST_WAIT; i++)
    wait *= 2;
  wait = MIN (wait, TILL_SYNC_LONGEST_WAIT);

  return wait - (TillInstant) ((guint64) wait / 2 * random / G_MAXUINT32);
}

gboolean
till_sync_waits (TillInstant next, TillInstant now)
{
  return now < next && next <= now + TILL_SYNC_LONGEST_WAIT;
}
