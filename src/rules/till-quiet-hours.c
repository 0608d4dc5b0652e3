/* till-quiet-hours.c: when a message about money may reach somebody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-quiet-hours.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

#define HOUR 3600 /* seconds */

/* More than a week's days, each with two zones. */
#define MOST_ROUNDS 24

/* ── The setting ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, sentence);

  return FALSE;
}

static gboolean
read_days (const char *text, guint *days)
{
  *days = 0;
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at < '1' || *at > '7')
        return FALSE;
      *days |= 1u << (*at - '0');
    }

  return *days != 0;
}

gboolean
till_message_hours_read (TillMessageHours *self,
                         guint             from_hour,
                         guint             until_hour,
                         const char       *days,
                         GError          **error)
{
  *self = (TillMessageHours){ .from_hour = from_hour, .until_hour = until_hour };

  if (from_hour < TILL_EARLIEST_HOUR || until_hour > TILL_LATEST_HOUR)
    return refuse (error, _ ("Messages may be sent between 8 AM and 9 PM only. Choose hours within "
                             "that time."));
  if (until_hour < from_hour + TILL_LEAST_HOURS)
    return refuse (error, _ ("Leave three hours or more in which messages may be sent."));
  if (!read_days (days, &self->days))
    return refuse (error, _ ("Choose a day or more on which messages may be sent."));

  return TRUE;
}

/* ── The next instant ────────────────────────────────────────────────────────────────────────── */

static TillInstant
next_in_zone (const TillMessageHours *self, GTimeZone *zone, TillInstant at)
{
  TillDay today = till_day_of_instant (at, zone);

  /* A week on is the same weekday, whose hours may be over today. */
  for (int i = 0; i <= 7; i++)
    {
      TillDay     day = till_day_add (today, i);
      TillInstant opens = till_day_at_time (day, self->from_hour * HOUR, zone);
      TillInstant closes = till_day_at_time (day, self->until_hour * HOUR, zone);

      if ((self->days & (1u << till_day_get_weekday (day))) != 0 && at < closes)
        return MAX (at, opens);
    }

  g_return_val_if_reached (at);
}

TillInstant
till_message_hours_next (const TillMessageHours *self, const TillPostalZones *zones, TillInstant at)
{
  TillInstant next = at;

  for (guint round = 0; round < MOST_ROUNDS; round++)
    {
      TillInstant before = next;

      for (guint i = 0; i < zones->n_zones; i++)
        next = next_in_zone (self, zones->zones[i], next);
      if (next == before)
        return next;
    }

  /* An address that names both ends of the world: the state's clock. */
  return next_in_zone (self, zones->zones[0], at);
}
