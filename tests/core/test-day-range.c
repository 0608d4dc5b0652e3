/* test-day-range.c: ranges of days: the presets, the one before and after, their instants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-day.h"

#include "day-for-test.h"

static void
test_presets (void)
{
  static const struct
  {
    TillRangePreset preset;
    const char     *today;
    const char     *first;
    const char     *last;
  } rows[] = {
    { TILL_PRESET_TODAY, "2026-11-24", "2026-11-24", "2026-11-24" },
    { TILL_PRESET_YESTERDAY, "2026-11-24", "2026-11-23", "2026-11-23" },
    { TILL_PRESET_YESTERDAY, "2026-01-01", "2025-12-31", "2025-12-31" },
    { TILL_PRESET_THIS_WEEK, "2026-11-24", "2026-11-23", "2026-11-24" },
    { TILL_PRESET_THIS_WEEK, "2026-11-23", "2026-11-23", "2026-11-23" }, /* a Monday */
    { TILL_PRESET_THIS_WEEK, "2026-11-29", "2026-11-23", "2026-11-29" }, /* a Sunday */
    { TILL_PRESET_LAST_MONTH, "2026-11-24", "2026-10-25", "2026-11-24" },
    { TILL_PRESET_LAST_MONTH, "2026-01-15", "2025-12-16", "2026-01-15" },
    { TILL_PRESET_LAST_MONTH, "2026-03-31", "2026-03-01", "2026-03-31" },
    { TILL_PRESET_LAST_MONTH, "2026-03-28", "2026-03-01", "2026-03-28" },
    { TILL_PRESET_LAST_MONTH, "2024-03-30", "2024-03-01", "2024-03-30" },
    { TILL_PRESET_LAST_MONTH, "2026-12-31", "2026-12-01", "2026-12-31" },
    { TILL_PRESET_THIS_MONTH, "2026-11-24", "2026-11-01", "2026-11-24" },
    { TILL_PRESET_THIS_MONTH, "2026-12-01", "2026-12-01", "2026-12-01" },
    { TILL_PRESET_THIS_YEAR, "2026-11-24", "2026-01-01", "2026-11-24" },
    { TILL_PRESET_THIS_YEAR, "2026-01-01", "2026-01-01", "2026-01-01" },
    { TILL_PRESET_ALL, "2026-11-24", "", "" },
    { TILL_PRESET_CUSTOM, "2026-11-24", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TillDayRange range =
        till_range_for_preset (rows[i].preset, till_day_from_iso (rows[i].today));

      day_assert (range.first, rows[i].first);
      day_assert (range.last, rows[i].last);
    }
}

static void
test_preset_texts (void)
{
  TillRangePreset preset = TILL_PRESET_ALL;

  for (TillRangePreset at = TILL_PRESET_TODAY; at <= TILL_PRESET_CUSTOM; at++)
    {
      g_assert_true (till_preset_from_text (till_preset_to_text (at), &preset));
      g_assert_cmpint (preset, ==, at);
      g_assert_cmpstr (till_preset_to_words (at), !=, "");
    }
  g_assert_cmpstr (till_preset_to_text (TILL_PRESET_LAST_MONTH), ==, "last-month");
  g_assert_cmpstr (till_preset_to_words (TILL_PRESET_LAST_MONTH), ==, "Last month");
  g_assert_false (till_preset_from_text ("next month", &preset));
  g_assert_false (till_preset_from_text (NULL, &preset));
  g_assert_cmpint (preset, ==, TILL_PRESET_CUSTOM);
}

static void
test_step (void)
{
  static const struct
  {
    TillRangePreset preset;
    const char     *first;
    const char     *last;
    int             n;
    const char     *then_first;
    const char     *then_last;
  } rows[] = {
    { TILL_PRESET_TODAY, "2026-11-24", "2026-11-24", -1, "2026-11-23", "2026-11-23" },
    { TILL_PRESET_TODAY, "2026-12-01", "2026-12-01", -1, "2026-11-30", "2026-11-30" },
    { TILL_PRESET_CUSTOM, "2026-12-01", "2026-12-01", 1, "2026-12-02", "2026-12-02" },
    { TILL_PRESET_CUSTOM, "2026-11-10", "2026-11-19", -1, "2026-10-31", "2026-11-09" },
    { TILL_PRESET_CUSTOM, "2026-11-10", "2026-11-19", 2, "2026-11-30", "2026-12-09" },
    /* A month, whole or begun, on its first day too. */
    { TILL_PRESET_THIS_MONTH, "2026-11-01", "2026-11-24", -1, "2026-10-01", "2026-10-31" },
    { TILL_PRESET_THIS_MONTH, "2026-12-01", "2026-12-01", -1, "2026-11-01", "2026-11-30" },
    { TILL_PRESET_THIS_MONTH, "2026-12-01", "2026-12-01", 1, "2027-01-01", "2027-01-31" },
    { TILL_PRESET_CUSTOM, "2026-11-01", "2026-11-30", 1, "2026-12-01", "2026-12-31" },
    { TILL_PRESET_CUSTOM, "2026-11-01", "2026-11-02", -1, "2026-10-01", "2026-10-31" },
    { TILL_PRESET_CUSTOM, "2024-01-01", "2024-01-31", 1, "2024-02-01", "2024-02-29" },
    { TILL_PRESET_CUSTOM, "2024-03-01", "2024-03-31", -1, "2024-02-01", "2024-02-29" },
    /* Quarters and years. */
    { TILL_PRESET_CUSTOM, "2026-10-01", "2026-12-31", -1, "2026-07-01", "2026-09-30" },
    { TILL_PRESET_CUSTOM, "2026-01-01", "2026-12-31", -1, "2025-01-01", "2025-12-31" },
    { TILL_PRESET_CUSTOM, "2025-01-01", "2025-12-31", -1, "2024-01-01", "2024-12-31" },
    { TILL_PRESET_THIS_YEAR, "2026-01-01", "2026-11-24", -1, "2025-01-01", "2025-12-31" },
    { TILL_PRESET_THIS_YEAR, "2026-01-01", "2026-01-01", -1, "2025-01-01", "2025-12-31" },
    /* More than a month that is no whole number of them goes by its days. */
    { TILL_PRESET_CUSTOM, "2026-10-01", "2026-11-14", 1, "2026-11-15", "2026-12-29" },
    /* Weeks, on a Monday too. */
    { TILL_PRESET_THIS_WEEK, "2026-11-30", "2026-11-30", -1, "2026-11-23", "2026-11-29" },
    { TILL_PRESET_THIS_WEEK, "2026-11-23", "2026-11-24", 1, "2026-11-30", "2026-12-06" },
    { TILL_PRESET_CUSTOM, "2026-11-23", "2026-11-29", -1, "2026-11-16", "2026-11-22" },
    { TILL_PRESET_LAST_MONTH, "2026-10-25", "2026-11-24", -1, "2026-09-24", "2026-10-24" },
    /* There is nothing to step to. */
    { TILL_PRESET_ALL, "", "", -1, "", "" },
    { TILL_PRESET_CUSTOM, "2026-11-24", "", 1, "2026-11-24", "" },
    { TILL_PRESET_CUSTOM, "", "2026-11-24", 1, "", "2026-11-24" },
    { TILL_PRESET_CUSTOM, "9999-12-31", "9999-12-31", 1, "9999-12-31", "9999-12-31" },
    { TILL_PRESET_CUSTOM, "9999-11-01", "9999-11-30", 1, "9999-11-01", "9999-11-30" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TillDayRange range = { till_day_from_iso (rows[i].first), till_day_from_iso (rows[i].last) };
      TillDayRange then = till_range_step (range, rows[i].preset, rows[i].n);

      g_test_message ("%s to %s, %d", rows[i].first, rows[i].last, rows[i].n);
      day_assert (then.first, rows[i].then_first);
      day_assert (then.last, rows[i].then_last);
    }
}

static void
test_range_instants (void)
{
  g_autoptr (GTimeZone) zone = day_open_zone ("America/New_York");
  TillDayRange          range = { till_day (2026, 11, 1), till_day (2026, 11, 1) };
  TillInstant           from;
  TillInstant           until;

  till_range_get_instants (range, zone, &from, &until);
  g_assert_cmpint (until - from, ==, 25 * TILL_HOUR);

  range.first = range.last = till_day (2026, 3, 8);
  till_range_get_instants (range, zone, &from, &until);
  g_assert_cmpint (until - from, ==, 23 * TILL_HOUR);

  range.first = TILL_DAY_NONE;
  till_range_get_instants (range, zone, &from, &until);
  g_assert_cmpint (from, ==, G_MININT64);
  g_assert_cmpint (until, ==, day_read_instant ("2026-03-09T04:00:00Z"));

  range = (TillDayRange){ till_day (2026, 3, 9), TILL_DAY_NONE };
  till_range_get_instants (range, zone, &from, &until);
  g_assert_cmpint (from, ==, day_read_instant ("2026-03-09T04:00:00Z"));
  g_assert_cmpint (until, ==, G_MAXINT64);

  range.last = till_day (9999, 12, 31);
  till_range_get_instants (range, zone, &from, &until);
  g_assert_cmpint (until, ==, G_MAXINT64);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/range/presets", test_presets);
  g_test_add_func ("/core/range/preset-texts", test_preset_texts);
  g_test_add_func ("/core/range/step", test_step);
  g_test_add_func ("/core/range/instants", test_range_instants);

  return g_test_run ();
}
