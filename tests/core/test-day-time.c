/* test-day-time.c: what the clock on the wall shows, on days of 23, 24 and 25 hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-day.h"

#define HOUR 3600

static void
test_at_time (void)
{
  static const struct
  {
    const char *zone;
    const char *day;
    guint       seconds;
    const char *at;
    guint       shown; /* then */
  } cases[] = {
    { "America/New_York", "2026-11-24", 9 * HOUR, "2026-11-24T14:00:00.000Z", 9 * HOUR },
    { "America/New_York", "2026-07-24", 9 * HOUR, "2026-07-24T13:00:00.000Z", 9 * HOUR },
    { "America/New_York", "2026-07-24", 0, "2026-07-24T04:00:00.000Z", 0 },
    { "America/New_York", "2026-07-24", 24 * HOUR - 1, "2026-07-25T03:59:59.000Z", 24 * HOUR - 1 },
    /* 23 hours: half past two is not there. */
    { "America/New_York", "2026-03-08", 5 * HOUR / 2, "2026-03-08T07:00:00.000Z", 3 * HOUR },
    { "America/New_York", "2026-03-08", 20 * HOUR, "2026-03-09T00:00:00.000Z", 20 * HOUR },
    /* 25 hours: half past one comes twice. */
    { "America/New_York", "2026-11-01", 3 * HOUR / 2, "2026-11-01T06:30:00.000Z", 3 * HOUR / 2 },
    { "America/New_York", "2026-11-01", 20 * HOUR, "2026-11-02T01:00:00.000Z", 20 * HOUR },
    /* A midnight that is not there. */
    { "America/Havana", "2026-03-08", HOUR / 2, "2026-03-08T05:00:00.000Z", HOUR },
    { "Asia/Kolkata", "1969-12-31", 6 * HOUR, "1969-12-31T00:30:00.000Z", 6 * HOUR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = till_zone_open (cases[i].zone, NULL);
      TillInstant at = till_day_at_time (till_day_from_iso (cases[i].day), cases[i].seconds, zone);
      g_autofree char *iso = till_instant_to_iso (at);

      g_assert_cmpstr (iso, ==, cases[i].at);
      g_assert_cmpuint (till_instant_get_time_of_day (at, zone), ==, cases[i].shown);
      g_assert_cmpuint (till_instant_get_time_of_day (at + TILL_SECOND - 1, zone), ==,
                        cases[i].shown);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/day/at-time", test_at_time);

  return g_test_run ();
}
