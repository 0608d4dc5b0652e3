/* test-sync-deposits.c: deposits read from the sandbox's reports, with what goes wrong there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-reports.h"
#include "till-desk-sync.h"

#include <string.h>

#include "flow/till-practice-private.h"
#include "flow/till-sync-deposits.h"
#include "store/till-store-deposits.h"

/* A Monday in New York; its batch is due on Wednesday. */
#define MONDAY "2027-05-03T15:00:00Z"
#define WEDNESDAY "2027-05-05T20:00:00Z"
#define REPORTS "/data/api/v1/standard/merchantClosedBatches"

static void
set_oddities (Desk *desk, const char *spec)
{
  g_autofree char  *body = g_strdup_printf ("{\"oddities\":\"%s\"}", spec);
  g_autoptr (Reply) reply = ask (desk->peer, "POST", "/sandbox/terms", body);

  g_assert_cmpuint (reply->status, ==, 200);
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

/* Into the practice, as the settings do it; without a keyring it holds for this run only. */
static void
give_key (Desk *desk, const char *key)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_set_reports_key_async (desk->practice, key, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_set_reports_key_finish (desk->practice, kept, NULL);
}

/* Expected, on its way, deposited; the same again when it is read again. */
static void
test_a_deposit (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);

  desk_take (desk, 2500);
  desk_take (desk, 4000);
  desk_read_deposits (desk);
  assert_states (desk, "expected closes 0");
  desk_move_to (desk, "2027-05-04T20:00:00Z");
  desk_read_deposits (desk);
  assert_states (desk, "on-its-way closes 0");
  desk_move_to (desk, WEDNESDAY);
  desk_read_deposits (desk);
  desk_read_deposits (desk);
  assert_states (desk, "deposited closes 0");
  g_assert_cmpint (desk_count (desk, "SELECT sales_cents FROM deposits"), ==, 6500);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM deposit_items"), ==, 2);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, till_clock_now (desk->clock));
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
  { "fees-late@2027-05-03", "arriving fees-missing -188", "difference fees-missing -188",
    "deposited closes 0" },
  { "contradicts@2027-05-03", "difference items-differ 1240", "difference items-differ 1240",
    "difference items-differ 1240" },
};

static void
test_oddity (gconstpointer data)
{
  guint            i = GPOINTER_TO_UINT (data);
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);
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
      desk_move_to (desk, days[day].at);
      desk_read_deposits (desk);
      assert_states (desk, days[day].states);
    }
}

/* Nothing is half taken in, the day is named and what is wrong with it, and the next time it goes
 * well. */
typedef struct
{
  const char *name;
  const char *words;
} Fault;

static const Fault faults[] = {
  { "reset-before", "no whole answer came back" },
  { "reset-after", "no whole answer came back" }, /* it is lost on its way */
  { "500-after", "error 500" },
  { "truncated", "no whole answer came back" },
  { "not-json", "can’t be read" },
  { "third-decimal", "row 1, “depositAmount” can’t be “24." },
  { "page-missing", "0 of 1 came" },
  { "counts-more", "changed while it was read" },
};

static void
test_fault (gconstpointer data)
{
  const Fault       *fault = data;
  g_autoptr (Desk)   desk = desk_new_with_reports (MONDAY);
  g_autofree char   *spec = g_strdup_printf ("%s@" REPORTS "=#1-99", fault->name);
  g_autoptr (GError) error = NULL;

  desk_take (desk, 2500);
  desk_move_to (desk, WEDNESDAY);
  set_faults (desk->peer, spec);
  desk_refresh (desk);
  error = desk_ask_deposits (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "2027"));
  g_assert_nonnull (strstr (error->message, fault->words));
  /* Of Monday it is known that it should have come. */
  assert_states (desk, "expected closes 0");
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, TILL_INSTANT_NONE);

  set_faults (desk->peer, "");
  desk_read_deposits (desk);
  assert_states (desk, "deposited closes 0");
}

/* It says that there is more, or that there is not: the number of rows tells. */
static void
test_last_lies (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);

  desk_take (desk, 2500);
  desk_move_to (desk, WEDNESDAY);
  set_faults (desk->peer, "last-lies@" REPORTS "=#1-99");
  desk_read_deposits (desk);
  assert_states (desk, "deposited closes 0");
}

/* Who closes the practice does not wait for an answer that never comes. */
static void
test_never_answered (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);
  g_autofree char *key = g_strdup (desk->practice->reports_key);

  desk_take (desk, 2500);
  desk_move_to (desk, WEDNESDAY);
  desk_refresh (desk);
  set_faults (desk->peer, "timeout@" REPORTS "=#1-99");
  till_practice_refresh_async (desk->practice, NULL, NULL);
  till_test_wait_until (desk->practice->reading_deposits);
  desk_close (desk);

  set_faults (desk->peer, "");
  desk_open (desk);
  give_key (desk, key);
  desk_read_deposits (desk);
  assert_states (desk, "deposited closes 0");
}

static void
test_wrong_key (void)
{
  g_autoptr (Desk)   desk = desk_new_with_reports (MONDAY);
  g_autoptr (GError) error = NULL;

  give_key (desk, "wrong");
  error = desk_ask_deposits (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "reporting key"));
}

/* Without reports nothing is asked. */
static void
test_without_reports (void)
{
  g_autoptr (Desk)   desk = desk_new (NULL);
  g_autoptr (GError) error = NULL;

  error = desk_ask_deposits (desk);
  g_assert_no_error (error);
  assert_states (desk, "");
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, TILL_INSTANT_NONE);
}

/* ── When ──────────────────────────────────────────────────────────────────────────────────────
 */

static void
wait_quiet (Desk *desk)
{
  till_test_wait_until (!desk->practice->syncing && !desk->practice->reading_deposits);
}

/* What the minute does, once what is under way is over. */
static void
round_of_sync (Desk *desk)
{
  wait_quiet (desk);
  till_practice_run_sync (desk->practice, NULL);
  wait_quiet (desk);
}

static char *
get_problem (Desk *desk)
{
  char *problem = NULL;

  g_object_get (desk->practice, "reports-problem", &problem, NULL);

  return problem;
}

/* Each minute it is asked whether a run of the reports is over; F5 doesn't wait for one. */
static void
test_twice_a_day (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);
  TillInstant      read;

  desk_take (desk, 2500);
  wait_quiet (desk);
  desk_move_to (desk, "2027-05-04T08:40:00Z"); /* 04:40 in New York */
  round_of_sync (desk);
  read = desk_get_cursor (desk, TILL_CURSOR_DEPOSITS);
  g_assert_cmpint (read, ==, till_clock_now (desk->clock));

  desk_move_to (desk, "2027-05-04T15:10:00Z"); /* 11:10: the run begins */
  round_of_sync (desk);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, read);
  desk_move_to (desk, "2027-05-04T15:21:00Z");
  round_of_sync (desk);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, till_clock_now (desk->clock));
  g_assert_cmpint (till_practice_get_deposits_read_at (desk->practice), ==,
                   desk_get_cursor (desk, TILL_CURSOR_DEPOSITS));

  desk_move_to (desk, "2027-05-04T15:25:00Z");
  desk_refresh (desk);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, till_clock_now (desk->clock));
}

/* The problem is said, it is not asked again each minute, F5 asks at once. */
static void
test_after_a_failure (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);
  g_autofree char *problem = NULL;
  g_autofree char *none = NULL;
  g_autofree char *later = NULL;
  TillInstant      next;

  round_of_sync (desk);
  set_faults (desk->peer, "500-after@" REPORTS "=#1-99");
  desk_move_to (desk, "2027-05-04T15:21:00Z");
  round_of_sync (desk);
  problem = get_problem (desk);
  g_assert_nonnull (strstr (problem, "could not be read"));
  next = desk->practice->reports_next;
  g_assert_cmpint (next, >, till_clock_now (desk->clock));

  set_faults (desk->peer, "");
  round_of_sync (desk);
  later = get_problem (desk);
  g_assert_cmpstr (later, ==, problem);
  g_assert_cmpuint (desk->practice->n_reports_failures, ==, 1);
  desk_refresh (desk);
  none = get_problem (desk);
  g_assert_null (none);
  g_assert_cmpuint (desk->practice->n_reports_failures, ==, 0);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, till_clock_now (desk->clock));
}

/* A practice that was closed for a month has all of it afterwards. */
static void
test_after_a_pause (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);

  desk_take (desk, 2500);
  round_of_sync (desk);
  desk_move_to (desk, "2027-06-14T15:00:00Z");
  round_of_sync (desk);
  assert_states (desk, "deposited closes 0");
}

static void
count_cb (TillPractice *practice, GParamSpec *spec, gpointer user_data)
{
  g_autofree char *reading = NULL;
  GPtrArray       *said = user_data;

  g_object_get (practice, "reading", &reading, NULL);
  if (reading != NULL)
    g_ptr_array_add (said, g_steal_pointer (&reading));
}

static void
test_progress (void)
{
  g_autoptr (Desk)      desk = desk_new_with_reports (MONDAY);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autofree char      *reading = NULL;

  g_signal_connect (desk->practice, "notify::reading", G_CALLBACK (count_cb), said);
  desk_refresh (desk);
  g_assert_true (
    g_ptr_array_find_with_equal_func (said, "Reading deposits: day 3 of 19", g_str_equal, NULL));
  g_object_get (desk->practice, "reading", &reading, NULL);
  g_assert_null (reading);
}

/* What fails is not asked day by day for hours; and what was wrong a moment ago, a new key may have
 * mended. */
static void
test_gives_up (void)
{
  g_autoptr (Desk)      desk = desk_new_with_reports (MONDAY);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autofree char      *key = g_strdup_printf (" %s ", desk->peer->access_key);

  wait_quiet (desk);
  set_faults (desk->peer, "500-after@" REPORTS "=#1-99");
  g_signal_connect (desk->practice, "notify::reading", G_CALLBACK (count_cb), said);
  desk_refresh (desk);
  g_assert_cmpstr (g_ptr_array_index (said, said->len - 1), ==, "Reading deposits: day 2 of 19");
  g_assert_cmpuint (desk->practice->n_reports_failures, ==, 1);

  set_faults (desk->peer, "");
  desk_pass (desk, TILL_SECOND);
  give_key (desk, "wrong");
  round_of_sync (desk);
  g_assert_cmpuint (desk->practice->n_reports_failures, ==, 1);
  give_key (desk, key);
  wait_quiet (desk);
  g_assert_cmpuint (desk->practice->n_reports_failures, ==, 0);
  g_assert_null (desk->practice->reports_problem);
  g_signal_handlers_disconnect_by_data (desk->practice, said);
}

/* A clock that was years ahead when it failed does not make it wait for years. */
static void
test_clock_set_back (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);

  wait_quiet (desk);
  set_faults (desk->peer, "500-after@" REPORTS "=#1-99");
  desk_move_to (desk, "2029-05-03T15:30:00Z");
  round_of_sync (desk);
  g_assert_cmpuint (desk->practice->n_reports_failures, ==, 1);
  set_faults (desk->peer, "");
  desk_move_to (desk, "2027-05-03T15:30:00Z");
  round_of_sync (desk);
  g_assert_cmpuint (desk->practice->n_reports_failures, ==, 0);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, till_clock_now (desk->clock));
}

/* The clock was years ahead once: what came since the first payment is read again, not only the
 * last days. */
static void
test_cursor_from_the_future (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);
  TillInstant      future = till_clock_now (desk->clock) + 400 * 24 * TILL_HOUR;
  g_autofree char *warning = NULL;

  desk_take (desk, 2500);
  wait_quiet (desk);
  desk_set_cursor (desk, TILL_CURSOR_DEPOSITS, future);
  desk_move_to (desk, "2027-06-14T15:00:00Z");
  desk_read_deposits (desk);
  assert_states (desk, "deposited closes 0");
  g_object_get (desk->practice, "warning", &warning, NULL);
  g_assert_nonnull (strstr (warning, "deposits were read up to"));
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_DEPOSITS), ==, till_clock_now (desk->clock));
}

/* Two who ask: the days are told from the first to the last, and then once more. */
static void
test_one_at_a_time (void)
{
  g_autoptr (Desk)         desk = desk_new_with_reports (MONDAY);
  g_autoptr (GPtrArray)    said = g_ptr_array_new_with_free_func (g_free);
  GAsyncResult            *results[2] = { NULL, NULL };
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  guint                    n_days = 0;

  wait_quiet (desk);
  g_signal_connect (desk->practice, "notify::reading", G_CALLBACK (count_cb), said);
  till_practice_refresh_async (desk->practice, till_test_keep_result, &results[0]);
  till_test_wait_until (desk->practice->reading_deposits);
  till_practice_refresh_async (desk->practice, till_test_keep_result, &results[1]);
  first = till_test_wait_result (&results[0]);
  second = till_test_wait_result (&results[1]);
  g_assert_true (till_practice_refresh_finish (desk->practice, first, NULL));
  g_assert_true (till_practice_refresh_finish (desk->practice, second, NULL));

  for (guint i = 0; i < said->len; i++)
    {
      g_autofree char *next = g_strdup_printf ("Reading deposits: day %u of 19", n_days % 19 + 1);

      n_days += g_str_equal (said->pdata[i], next);
    }
  g_assert_cmpuint (n_days, ==, 2 * 19);
  g_signal_handlers_disconnect_by_data (desk->practice, said);
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
      g_autofree char *path = g_strconcat ("/flow/sync-deposits/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/flow/sync-deposits/last-lies", test_last_lies);
  g_test_add_func ("/flow/sync-deposits/never-answered", test_never_answered);
  g_test_add_func ("/flow/sync-deposits/wrong-key", test_wrong_key);
  g_test_add_func ("/flow/sync-deposits/without-reports", test_without_reports);
  g_test_add_func ("/flow/sync-deposits/twice-a-day", test_twice_a_day);
  g_test_add_func ("/flow/sync-deposits/after-a-failure", test_after_a_failure);
  g_test_add_func ("/flow/sync-deposits/after-a-pause", test_after_a_pause);
  g_test_add_func ("/flow/sync-deposits/progress", test_progress);
  g_test_add_func ("/flow/sync-deposits/gives-up", test_gives_up);
  g_test_add_func ("/flow/sync-deposits/clock-set-back", test_clock_set_back);
  g_test_add_func ("/flow/sync-deposits/cursor-from-the-future", test_cursor_from_the_future);
  g_test_add_func ("/flow/sync-deposits/one-at-a-time", test_one_at_a_time);

  return g_test_run ();
}
