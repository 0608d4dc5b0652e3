/* test-sync-deposits.c: deposits read from the sandbox's reports, with what goes wrong there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include <string.h>

#include "flow/till-practice-private.h"
#include "flow/till-sync-deposits.h"
#include "store/till-store-deposits.h"

/* A Monday in New York; its batch is due on Wednesday. */
#define MONDAY "2027-05-03T15:00:00Z"
#define WEDNESDAY "2027-05-05T20:00:00Z"
#define REPORTS "/data/api/v1/standard/merchantClosedBatches"

static void
move_to (Desk *desk, const char *iso)
{
  TillInstant at;

  g_assert_true (till_instant_from_iso (iso, &at));
  till_clock_set (desk->clock, at);
  set_clock (desk->peer, iso);
}

static void
set_oddities (Desk *desk, const char *spec)
{
  g_autofree char  *body = g_strdup_printf ("{\"oddities\":\"%s\"}", spec);
  g_autoptr (Reply) reply = ask (desk->peer, "POST", "/sandbox/terms", body);

  g_assert_cmpuint (reply->status, ==, 200);
}

/* With reports, on Monday. */
static Desk *
desk_with_reports (void)
{
  Desk                    *desk = desk_new (NULL);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  move_to (desk, MONDAY);
  desk_set (desk, TILL_SETTING_CLEARENT_REPORTS,
            till_test_sandbox_get_address (desk->peer->sandbox));
  till_practice_set_reports_key_async (desk->practice, desk->peer->access_key,
                                       till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (!till_practice_set_reports_key_finish (desk->practice, kept, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NO_KEYRING);

  return desk;
}

/* NULL: all went well. */
static GError *
sync_deposits (Desk *desk)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GError                  *error = NULL;

  till_sync_deposits_async (desk->practice, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (till_sync_deposits_finish (desk->practice, kept, &error))
    g_assert_no_error (error);

  return error;
}

static void
sync_well (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  desk_refresh (desk);
  error = sync_deposits (desk);
  g_assert_no_error (error);
}

static void
assert_states (Desk *desk, const char *expected)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (GString)         found = g_string_new (NULL);
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (till_db_get_reader (till_practice_get_db (desk->practice)),
                     "SELECT state || ' ' || reason || ' ' || difference_cents FROM deposits"
                     " ORDER BY funded_on, id",
                     &error);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append_printf (found, "%s%s", found->len > 0 ? "; " : "",
                            till_db_column_text (rows, 0));
  g_assert_cmpstr (found->str, ==, expected);
}

static TillInstant
get_cursor (Desk *desk)
{
  TillInstant at = 0;

  g_assert_true (till_store_get_cursor (till_db_get_reader (till_practice_get_db (desk->practice)),
                                        TILL_CURSOR_DEPOSITS, &at, NULL));

  return at;
}

/* Expected, on its way, deposited; the same again when it is read again. */
static void
test_a_deposit (void)
{
  g_autoptr (Desk) desk = desk_with_reports ();

  desk_take (desk, 2500);
  desk_take (desk, 4000);
  sync_well (desk);
  assert_states (desk, "expected closes 0");
  move_to (desk, "2027-05-04T20:00:00Z");
  sync_well (desk);
  assert_states (desk, "on-its-way closes 0");
  move_to (desk, WEDNESDAY);
  sync_well (desk);
  sync_well (desk);
  assert_states (desk, "deposited closes 0");
  g_assert_cmpint (desk_count (desk, "SELECT sales_cents FROM deposits"), ==, 6500);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM deposit_items"), ==, 2);
  g_assert_cmpint (get_cursor (desk), ==, till_clock_now (desk->clock));
  desk_assert_holds (desk);
}

/* What is odd about Monday's batch, and what the practice is told of it on the days after. */
static const struct
{
  const char *oddity;
  const char *tuesday;
  const char *wednesday;
  const char *friday;
} oddities[] = {
  { "late@2027-05-03", "on-its-way closes 0", "on-its-way closes 0", "deposited closes 0" },
  { "split@2027-05-03", "on-its-way closes 0; on-its-way closes 0",
    "deposited closes 0; on-its-way closes 0", "deposited closes 0; deposited closes 0" },
  { "fees-late@2027-05-03", "difference fees-missing -188", "difference fees-missing -188",
    "deposited closes 0" },
  { "contradicts@2027-05-03", "difference items-differ 1240", "difference items-differ 1240",
    "difference items-differ 1240" },
};

static void
test_oddity (gconstpointer data)
{
  guint            i = GPOINTER_TO_UINT (data);
  g_autoptr (Desk) desk = desk_with_reports ();
  const struct
  {
    const char *at;
    const char *states;
  } days[] = {
    { "2027-05-04T20:00:00Z", oddities[i].tuesday },
    { WEDNESDAY, oddities[i].wednesday },
    { "2027-05-07T20:00:00Z", oddities[i].friday },
  };

  set_oddities (desk, oddities[i].oddity);
  desk_take (desk, 2500);
  desk_take (desk, 4000);
  for (guint day = 0; day < G_N_ELEMENTS (days); day++)
    {
      move_to (desk, days[day].at);
      sync_well (desk);
      assert_states (desk, days[day].states);
    }
}

/* Nothing is half taken in, the day is named, and the next time it goes well. */
static const char *const faults[] = { "reset-after", "500-after", "truncated", "not-json" };

static void
test_fault (gconstpointer data)
{
  g_autoptr (Desk)   desk = desk_with_reports ();
  g_autofree char   *spec = g_strdup_printf ("%s@" REPORTS "=#1-99", (const char *) data);
  g_autoptr (GError) error = NULL;

  desk_take (desk, 2500);
  move_to (desk, WEDNESDAY);
  desk_refresh (desk);
  set_faults (desk->peer, spec);
  error = sync_deposits (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "2027"));
  /* Of Monday it is known that it should have come. */
  assert_states (desk, "expected closes 0");
  g_assert_cmpint (get_cursor (desk), ==, TILL_INSTANT_NONE);

  set_faults (desk->peer, "");
  sync_well (desk);
  assert_states (desk, "deposited closes 0");
}

static void
test_wrong_key (void)
{
  g_autoptr (Desk)         desk = desk_with_reports ();
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_reports_key_async (desk->practice, "wrong", till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_set_reports_key_finish (desk->practice, kept, NULL);
  error = sync_deposits (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "reporting key"));
}

/* Without reports nothing is asked, and nothing expected. */
static void
test_without_reports (void)
{
  g_autoptr (Desk)   desk = desk_new (NULL);
  g_autoptr (GError) error = NULL;

  desk_take (desk, 2500);
  error = sync_deposits (desk);
  g_assert_no_error (error);
  assert_states (desk, "");
}

/* ── When ── */

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
      g_assert_cmpint (till_sync_deposits_last_run (now), ==, run);
    }
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/sync-deposits/a-deposit", test_a_deposit);
  for (guint i = 0; i < G_N_ELEMENTS (oddities); i++)
    {
      g_auto (GStrv)   name = g_strsplit (oddities[i].oddity, "@", 2);
      g_autofree char *path = g_strconcat ("/flow/sync-deposits/odd/", name[0], NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_oddity);
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/flow/sync-deposits/fault/", faults[i], NULL);

      g_test_add_data_func (path, faults[i], test_fault);
    }
  g_test_add_func ("/flow/sync-deposits/wrong-key", test_wrong_key);
  g_test_add_func ("/flow/sync-deposits/without-reports", test_without_reports);
  g_test_add_func ("/flow/sync-deposits/last-run", test_last_run);

  return g_test_run ();
}
