/* test-sync-rules.c: when the processor's lists are read, and when again after a failure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-sync-rules.h"

static void
test_last_run (void)
{
  static const struct
  {
    const char *now;
    const char *run;
  } rows[] = {
    { "2026-11-24T20:00:00Z", "2026-11-24T16:20:00Z" },
    { "2026-11-24T16:20:00Z", "2026-11-24T16:20:00Z" },
    { "2026-11-24T16:19:59Z", "2026-11-24T09:30:00Z" },
    { "2026-11-24T09:29:59Z", "2026-11-23T16:20:00Z" },
    { "2026-07-01T09:00:00Z", "2026-07-01T08:30:00Z" }, /* summer time */
    { "2026-11-01T09:30:00Z", "2026-11-01T09:30:00Z" }, /* the day it ends */
    { "2027-01-01T05:30:00Z", "2026-12-31T16:20:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TillInstant now;
      TillInstant run;

      g_assert_true (till_instant_from_iso (rows[i].now, &now));
      g_assert_true (till_instant_from_iso (rows[i].run, &run));
      g_assert_cmpint (till_reports_last_run (now), ==, run);
    }
}

static TillInstant
instant (const char *iso)
{
  TillInstant at = TILL_INSTANT_NONE;

  if (iso != NULL)
    g_assert_true (till_instant_from_iso (iso, &at));

  return at;
}

static void
test_due (void)
{
  static const struct
  {
    const char *read_at;
    const char *now;
    gboolean    due;
  } rows[] = {
    { NULL, "2026-11-24T20:00:00Z", TRUE },
    { "2026-11-24T16:20:00Z", "2026-11-24T20:00:00Z", FALSE },
    { "2026-11-24T16:19:59Z", "2026-11-24T20:00:00Z", TRUE },
    { "2026-11-24T09:30:00Z", "2026-11-24T16:19:59Z", FALSE },
    { "2026-11-24T09:30:00Z", "2026-11-24T16:20:00Z", TRUE },
    /* The clock drifts, or was set back. */
    { "2026-11-24T20:05:00Z", "2026-11-24T20:00:00Z", FALSE },
    { "2026-11-24T20:05:01Z", "2026-11-24T20:00:00Z", TRUE },
    { "2036-11-24T20:05:01Z", "2026-11-24T20:00:00Z", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (till_reports_are_due (instant (rows[i].read_at), instant (rows[i].now)), ==,
                     rows[i].due);
}

static void
test_wait (void)
{
  static const struct
  {
    guint       n_failures;
    TillInstant longest;
  } rows[] = {
    { 1, TILL_MINUTE }, { 2, 2 * TILL_MINUTE }, { 3, 4 * TILL_MINUTE },   { 6, 32 * TILL_MINUTE },
    { 7, TILL_HOUR },   { 8, TILL_HOUR },       { G_MAXUINT, TILL_HOUR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (till_sync_get_wait (rows[i].n_failures, 0), ==, rows[i].longest);
      g_assert_cmpint (till_sync_get_wait (rows[i].n_failures, G_MAXUINT32), ==,
                       rows[i].longest / 2);
      g_assert_cmpint (till_sync_get_wait (rows[i].n_failures, G_MAXUINT32 / 2), <=,
                       rows[i].longest * 3 / 4 + 1);
    }
}

static void
test_waits (void)
{
  static const struct
  {
    const char *next; /* NULL: nothing has failed */
    gboolean    waits;
  } rows[] = {
    { NULL, FALSE },
    { "2026-11-24T19:59:00Z", FALSE },
    { "2026-11-24T20:00:00Z", FALSE },
    { "2026-11-24T20:00:01Z", TRUE },
    { "2026-11-24T21:00:00Z", TRUE },
    /* The clock was set back. */
    { "2026-11-24T21:00:01Z", FALSE },
    { "2036-11-24T20:00:00Z", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (till_sync_waits (instant (rows[i].next), instant ("2026-11-24T20:00:00Z")), ==,
                     rows[i].waits);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-rules/last-run", test_last_run);
  g_test_add_func ("/sync-rules/due", test_due);
  g_test_add_func ("/sync-rules/wait", test_wait);
  g_test_add_func ("/sync-rules/waits", test_waits);

  return g_test_run ();
}
