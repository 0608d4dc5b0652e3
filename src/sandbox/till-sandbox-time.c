/* till-sandbox-time.c: times as the wire writes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-time.h"

/* The letters American offices write; the zone database knows only some of them. */
static const struct
{
  const char *letters;
  const char *offset;
} zones[] = {
  { "UTC", "+00:00" }, { "GMT", "+00:00" }, { "Z", "+00:00" },   { "EST", "-05:00" },
  { "EDT", "-04:00" }, { "CST", "-06:00" }, { "CDT", "-05:00" }, { "MST", "-07:00" },
  { "MDT", "-06:00" }, { "PST", "-08:00" }, { "PDT", "-07:00" },
};

char *
till_sandbox_time_to_wire (TillInstant at)
{
  gint64                seconds = at / 1000 - (at % 1000 < 0);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char      *text = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : NULL;

  return g_strdup_printf ("%s.%03d", text != NULL ? text : "1970-01-01 00:00:00",
                          (int) (at - seconds * 1000));
}

gboolean
till_sandbox_time_from_wire (const char *text, TillInstant *at)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (time == NULL)
    return FALSE;

  *at = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;

  return TRUE;
}

char *
till_sandbox_time_to_mail (TillInstant at)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime)    time = g_date_time_new_from_unix_utc (at / TILL_SECOND);

  return g_strdup_printf (
    "%s, %02d %s %d %02d:%02d:%02d +0000", days[g_date_time_get_day_of_week (time) - 1],
    g_date_time_get_day_of_month (time), months[g_date_time_get_month (time) - 1],
    g_date_time_get_year (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
    g_date_time_get_second (time));
}

static GTimeZone *
open_zone (const char *name)
{
  if (name == NULL || *name == '\0')
    return g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      if (g_ascii_strcasecmp (zones[i].letters, name) == 0)
        return g_time_zone_new_identifier (zones[i].offset);
    }

  return g_time_zone_new_identifier (name);
}

static int
number (GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL && *text != '\0' ? atoi (text) : -1;
}

static int
hour_of_day (GMatchInfo *match)
{
  g_autofree char *half = g_match_info_fetch_named (match, "half");
  int              hour = number (match, "h");

  if (half == NULL || *half == '\0')
    return hour;
  if (hour < 1 || hour > 12)
    return -1;

  return hour % 12 + (g_ascii_tolower (*half) == 'p' ? 12 : 0);
}

gboolean
till_sandbox_time_from_search (const char *text, TillInstant *at)
{
  static const char *const patterns[] = {
    "^(?<mo>\\d\\d)-(?<d>\\d\\d)-(?<y>\\d{4}) (?<h>\\d\\d):(?<mi>\\d\\d) "
    "(?<half>[AaPp][Mm])(?<z>)$",
    "^(?<mo>\\d\\d)-(?<d>\\d\\d)-(?<y>\\d\\d) (?<h>\\d\\d):(?<mi>\\d\\d)(?<half>)(?: (?<z>\\S+))?$",
    "^(?<y>\\d{4})-(?<mo>\\d\\d)-(?<d>\\d\\d) (?<h>\\d\\d):(?<mi>\\d\\d)(?<half>)(?: (?<z>\\S+))?$",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GRegex)     form = g_regex_new (patterns[i], 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char       *zone_name = NULL;
      g_autoptr (GTimeZone)  zone = NULL;
      g_autoptr (GDateTime)  time = NULL;
      int                    year;

      if (!g_regex_match (form, text, 0, &match))
        continue;

      year = number (match, "y");
      zone_name = g_match_info_fetch_named (match, "z");
      if (!(zone = open_zone (zone_name)) || hour_of_day (match) < 0)
        return FALSE;

      time = g_date_time_new (zone, year < 100 ? 2000 + year : year, number (match, "mo"),
                              number (match, "d"), hour_of_day (match), number (match, "mi"), 0);
      if (time == NULL)
        return FALSE;

      *at = g_date_time_to_unix (time) * 1000;

      return TRUE;
    }

  return FALSE;
}
