/* test-clock.c: the time, standing and running, and its text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-clock.h"

static void
test_stands (void)
{
  g_autoptr (TillClock) clock = till_clock_new_standing (42);

  g_assert_cmpint (till_clock_now (clock), ==, 42);
  g_assert_cmpint (till_clock_now (clock), ==, 42);

  till_clock_set (clock, -7);
  g_assert_cmpint (till_clock_now (clock), ==, -7);

  g_assert_finalize_object (g_steal_pointer (&clock));
}

static void
test_runs (void)
{
  g_autoptr (TillClock) clock = till_clock_new ();
  TillInstant           before = g_get_real_time () / 1000;
  TillInstant           now = till_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / 1000);

  till_clock_set (clock, 0);
  g_assert_cmpint (till_clock_now (clock), ==, 0);
}

#define N_STEPS 20000

static gpointer
turn_hands (gpointer data)
{
  for (gint64 i = 1; i <= N_STEPS; i++)
    till_clock_set (data, i * G_GINT64_CONSTANT (0x100000001));

  return NULL;
}

/* Never a time that nobody set. */
static void
test_threads (void)
{
  g_autoptr (TillClock) clock = till_clock_new_standing (0);
  GThread              *thread = g_thread_new ("hands", turn_hands, clock);
  TillInstant           now = 0;

  while (now < N_STEPS * G_GINT64_CONSTANT (0x100000001))
    {
      TillInstant later = till_clock_now (clock);

      g_assert_cmpint (later, >=, now);
      g_assert_cmpint (later % G_GINT64_CONSTANT (0x100000001), ==, 0);
      now = later;
    }
  g_thread_join (thread);
}

static void
test_iso (void)
{
  static const struct
  {
    TillInstant at;
    const char *text;
  } rows[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { 1, "1970-01-01T00:00:00.001Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { -1000, "1969-12-31T23:59:59.000Z" },
    { G_GINT64_CONSTANT (1795528980123), "2026-11-24T14:03:00.123Z" },
    { G_GINT64_CONSTANT (951782400000), "2000-02-29T00:00:00.000Z" },
    { G_GINT64_CONSTANT (253402300799999), "9999-12-31T23:59:59.999Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = till_instant_to_iso (rows[i].at);
      TillInstant      at = 99;

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_true (till_instant_from_iso (text, &at));
      g_assert_cmpint (at, ==, rows[i].at);
    }
}

/* GLib reads the fraction as a floating-point number. */
static void
test_iso_loses_no_millisecond (void)
{
  for (TillInstant at = G_GINT64_CONSTANT (1795528950000); at < G_GINT64_CONSTANT (1795529015000);
       at += 31)
    {
      g_autofree char *text = till_instant_to_iso (at);
      TillInstant      back = 0;

      g_assert_true (till_instant_from_iso (text, &back));
      g_assert_cmpint (back, ==, at);
    }
}

static void
test_iso_other_forms (void)
{
  static const struct
  {
    const char *text;
    const char *same;
  } rows[] = {
    { "2026-11-24T14:03:00Z", "2026-11-24T14:03:00.000Z" },
    { "2026-11-24T09:03:00-05:00", "2026-11-24T14:03:00.000Z" },
    { "2026-11-24 14:03:00.5", "2026-11-24T14:03:00.500Z" },
  };
  static const char *const none[] = {
    "", "yesterday", "2026-11-24", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "14:03:00",
  };
  TillInstant at = 99;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (till_instant_from_iso (rows[i].text, &at));
      text = till_instant_to_iso (at);
      g_assert_cmpstr (text, ==, rows[i].same);
    }

  at = 99;
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (till_instant_from_iso (none[i], &at));
  g_assert_false (till_instant_from_iso (NULL, &at));
  g_assert_cmpint (at, ==, 99);
}

static void
test_iso_ends (void)
{
  static const TillInstant ends[] = { TILL_INSTANT_NONE, G_MAXINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *text = till_instant_to_iso (ends[i]);

      g_assert_cmpstr (text, ==, "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/clock/stands-until-it-is-set", test_stands);
  g_test_add_func ("/core/clock/runs-with-the-machine", test_runs);
  g_test_add_func ("/core/clock/is-shared-by-threads", test_threads);
  g_test_add_func ("/core/instant/iso", test_iso);
  g_test_add_func ("/core/instant/iso-loses-no-millisecond", test_iso_loses_no_millisecond);
  g_test_add_func ("/core/instant/iso-other-forms", test_iso_other_forms);
  g_test_add_func ("/core/instant/iso-of-what-is-no-time", test_iso_ends);

  return g_test_run ();
}
