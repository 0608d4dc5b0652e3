/* test-sync-failures.c: the processor's list fails: it is said, and asked for again less and less
 * often
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-private.h"
#include "till-desk-sync.h"

#define LIST "@GET /rest/v2/transactions"

/* What the timer does each minute. */
static void
live_minute (Desk *desk)
{
  desk_pass (desk, TILL_MINUTE);
  till_practice_run_minute (desk->practice);
  till_test_wait_until (!desk->practice->syncing && !desk->practice->reading_deposits);
}

static char *
get_unreachable (Desk *desk)
{
  char *why = NULL;

  g_object_get (desk->practice, "unreachable", &why, NULL);

  return why;
}

/* Each wait is twice the one before, less up to half of it by chance; an hour at most. */
static void
test_waits_longer (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *why = NULL;
  TillInstant      wait = TILL_MINUTE;
  TillInstant      failed_at;
  guint            n_failures = 1;

  desk_refresh (desk);
  g_rand_set_seed (desk->practice->random, 7);
  set_faults (desk->peer, "500-before" LIST "=#1-999");
  live_minute (desk);
  g_assert_cmpuint (desk->practice->n_payments_failures, ==, 1);
  why = get_unreachable (desk);
  g_test_message ("%s", why);
  g_assert_nonnull (strstr (why, "be asked for its list"));

  failed_at = till_clock_now (desk->clock);
  while (n_failures < 9)
    {
      TillInstant next = till_practice_get_next_try (desk->practice);

      g_assert_cmpint (next, >=, failed_at + wait / 2);
      g_assert_cmpint (next, <=, failed_at + wait);
      while (desk->practice->n_payments_failures == n_failures)
        live_minute (desk);
      failed_at = till_clock_now (desk->clock);
      g_assert_cmpint (failed_at, >=, next);
      g_assert_cmpint (failed_at, <, next + TILL_MINUTE);
      g_assert_cmpuint (desk->practice->n_payments_failures, ==, ++n_failures);
      wait = MIN (2 * wait, TILL_HOUR);
    }
}

/* F5 doesn't wait; what goes well is asked for each minute again. */
static void
test_asked_by_hand (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *why = NULL;
  TillInstant      read_at;

  desk_refresh (desk);
  set_faults (desk->peer, "500-before" LIST "=#1-999");
  for (guint i = 0; i < 5; i++)
    desk_refresh (desk);
  g_assert_cmpuint (desk->practice->n_payments_failures, ==, 5);
  live_minute (desk);
  g_assert_cmpuint (desk->practice->n_payments_failures, ==, 5);

  set_faults (desk->peer, "");
  live_minute (desk);
  g_assert_cmpuint (desk->practice->n_payments_failures, ==, 5);
  desk_refresh (desk);
  g_assert_cmpuint (desk->practice->n_payments_failures, ==, 0);
  g_assert_cmpint (till_practice_get_next_try (desk->practice), ==, TILL_INSTANT_NONE);
  why = get_unreachable (desk);
  g_assert_null (why);

  live_minute (desk);
  g_object_get (desk->practice, "read-at", &read_at, NULL);
  g_assert_cmpint (read_at, ==, till_clock_now (desk->clock));
}

/* The same seed, the same waits; another, others. */
static TillInstant
wait_once (guint32 seed)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  desk_refresh (desk);
  g_rand_set_seed (desk->practice->random, seed);
  set_faults (desk->peer, "500-before" LIST "=#1-999");
  desk_refresh (desk);

  return till_practice_get_next_try (desk->practice) - till_clock_now (desk->clock);
}

static void
test_chance (void)
{
  TillInstant first = wait_once (1);

  g_assert_cmpint (first, ==, wait_once (1));
  g_assert_cmpint (first, !=, wait_once (2));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/sync-failures/waits-longer", test_waits_longer);
  g_test_add_func ("/flow/sync-failures/asked-by-hand", test_asked_by_hand);
  g_test_add_func ("/flow/sync-failures/chance", test_chance);

  return g_test_run ();
}
