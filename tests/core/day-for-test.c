/* day-for-test.c: days, instants and zones as tests write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "day-for-test.h"

void
day_assert (TillDay day, const char *text)
{
  g_autofree char *iso = till_day_to_iso (day);

  g_assert_cmpstr (iso, ==, text);
}

TillInstant
day_read_instant (const char *text)
{
  TillInstant at = TILL_INSTANT_NONE;

  g_assert_true (till_instant_from_iso (text, &at));

  return at;
}

GTimeZone *
day_open_zone (const char *name)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GTimeZone) zone = till_zone_open (name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (zone);

  return g_steal_pointer (&zone);
}
