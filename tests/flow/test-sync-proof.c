/* test-sync-proof.c: what the list left out unseen is found by the totals of its batch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-private.h"
#include "till-desk-reports.h"
#include "till-desk-sync.h"

#define LIST "@GET /rest/v2/transactions"
#define MONDAY "2027-05-03T15:00:00Z"

/* The deposits' states. */
static char *
dup_states (Desk *desk)
{
  g_autoptr (GError)          error = NULL;
  GString                    *states = g_string_new (NULL);
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (till_db_get_reader (till_practice_get_db (desk->practice)),
                     "SELECT state || ' ' || reason || ' ' || difference_cents FROM deposits"
                     " ORDER BY funded_on, id",
                     &error);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append_printf (states, "%s%s", states->len > 0 ? "; " : "",
                            till_db_column_text (rows, 0));
  g_assert_no_error (error);

  return g_string_free (states, FALSE);
}

static void
read_at (Desk *desk, const char *iso, const char *expected)
{
  g_autofree char *states = NULL;

  desk_move_to (desk, iso);
  desk_read_deposits (desk);
  states = dup_states (desk);
  g_assert_cmpstr (states, ==, expected);
}

/* Sold in the portal, and left out of the list for days: the list's own window has passed it. */
static Desk *
desk_with_hidden (void)
{
  Desk            *desk = desk_new_with_reports (MONDAY);
  g_autofree char *id = NULL;

  desk_refresh (desk);
  set_faults (desk->peer, "row-hidden" LIST "=#1-9999");
  id = sell (desk->peer, "75.00", NULL);
  desk_take (desk, 2500);
  read_at (desk, "2027-05-04T20:00:00Z", "arriving items-missing -7500");
  read_at (desk, "2027-05-06T20:00:00Z", "arriving items-missing -7500");
  read_at (desk, "2027-05-08T20:00:00Z", "difference items-missing -7500");
  set_faults (desk->peer, "");

  return desk;
}

/* Once a day, and no oftener. */
static void
test_found_the_next_day (void)
{
  g_autoptr (Desk) desk = desk_with_hidden ();

  read_at (desk, "2027-05-08T21:00:00Z", "difference items-missing -7500");
  read_at (desk, "2027-05-10T20:00:00Z", "deposited closes 0");
  till_test_wait_until (desk_get_cursor (desk, TILL_CURSOR_PROOF) == till_clock_now (desk->clock));
  g_assert_cmpint (desk_count (desk, "SELECT amount_cents FROM transactions"
                                     " WHERE mark = 'elsewhere'"),
                   ==, 7500);
  desk_assert_agree (desk);
}

/* What fails is not asked for with each round; then it is asked for again. */
static void
test_fails (void)
{
  g_autoptr (Desk)   desk = desk_with_hidden ();
  g_autoptr (GError) error = NULL;

  desk_move_to (desk, "2027-05-10T15:30:00Z");
  /* The round itself is well, and asks once. */
  set_faults (desk->peer, "500-before" LIST "=#2-99");
  error = desk_try_deposits (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_assert_cmpint (desk->practice->proof_next, ==, till_clock_now (desk->clock) + TILL_HOUR);
  set_faults (desk->peer, "");
  read_at (desk, "2027-05-10T15:40:00Z", "difference items-missing -7500");
  read_at (desk, "2027-05-10T16:40:00Z", "deposited closes 0");
}

/* What can't be found is the deposit's difference, and is looked for on each of ten days. */
static void
test_stays (void)
{
  g_autoptr (Desk) desk = desk_with_hidden ();

  set_faults (desk->peer, "row-hidden" LIST "=#1-9999");
  read_at (desk, "2027-05-12T20:00:00Z", "difference items-missing -7500");
  set_faults (desk->peer, "");
  read_at (desk, "2027-05-20T20:00:00Z", "difference items-missing -7500");
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/sync-proof/found-the-next-day", test_found_the_next_day);
  g_test_add_func ("/flow/sync-proof/fails", test_fails);
  g_test_add_func ("/flow/sync-proof/stays", test_stays);

  return g_test_run ();
}
