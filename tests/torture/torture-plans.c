/* torture-plans.c: kill -9 while installments are being charged, again and again, until all are
 * paid
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * torture-plans [N [SEED]]: N payment plans with an installment due today. A child of ours does
 * what is due, by a processor where some calls go wrong, and is killed at a random moment; at times
 * two are started at once. In the end each installment was charged once, and every invariant holds;
 * who was killed at each of its tries is missed, uncharged, and left to the desk.
 * Without N: as many as TILL_TORTURE_PLANS says, or 40.
 */
#include "core/till-error.h"
#include "flow/till-plan-round.h"
#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "till-desk-cards.h"
#include "till-desk-plans.h"
#include "torture-common.h"

#define SALES "POST /rest/v2/transactions"
#define FAULTS                                                                                     \
  "delay:60@" SALES "=80%,timeout@" SALES "=1%,reset-after@" SALES "=3%,500-after@" SALES "=3%,"   \
  "truncated@" SALES "=2%,not-json@" SALES "=2%,reset-before@" SALES "=2%,500-before@" SALES "=2%"

#define SHORT_LIFE_MS 150
#define TWO_AT_ONCE 5 /* one life in so many */

/* What was looked for in vain is looked for a second time in the life after. */
#define BETWEEN_LIVES (65 * TILL_SECOND)

#define COUNT(what, where) "SELECT count(*) FROM " what " WHERE " where

/* ── The child that charges ──────────────────────────────────────────────────────────────────── */

static gboolean
is_quiet (TillPractice *practice)
{
  return !practice->running_plans && practice->n_charging == 0 && practice->n_aside == 0;
}

/* What nothing comes of today any more: it is paid, or waits for tomorrow. */
static gboolean
is_day_over (Desk *desk)
{
  return desk_count (desk, COUNT ("installments", "state IN ('due', 'charging')")) == 0;
}

static int
run_child (const char *path, const char *now)
{
  Desk               desk = { 0 };
  g_autoptr (GError) error = NULL;
  TillInstant        at = 0;

  g_assert_true (till_instant_from_iso (now, &at));
  desk.clock = till_clock_new_standing (at);
  desk.practice = till_practice_open (path, desk.clock, NULL, &error);
  /* The other one has it. */
  if (desk.practice == NULL)
    {
      g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE);
      return 0;
    }
  till_keyring_keep (till_practice_get_keyring (desk.practice), TILL_KEY_PROCESSOR, "sandbox");
  till_practice_start (desk.practice);
  till_test_wait_until (till_practice_has_processor_key (desk.practice));
  desk_refresh (&desk);
  torture_say ("open");

  till_practice_run_minute (desk.practice);
  till_test_wait_until (is_quiet (desk.practice));
  desk_close (&desk);
  g_object_unref (desk.clock);

  return 0;
}

/* ── Lives ───────────────────────────────────────────────────────────────────────────────────── */

static GSubprocess *
give_birth (Desk *desk, const char *program)
{
  g_autofree char   *now = till_instant_to_iso (till_clock_now (desk->clock));
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "child",
                                         desk->path, now, NULL);

  g_assert_no_error (error);

  return child;
}

/* TRUE: it was killed. */
static gboolean
end (GSubprocess *child, guint life_ms)
{
  if (torture_wait (child, 1) && torture_kill (child, life_ms))
    return TRUE;
  if (!g_subprocess_get_successful (child))
    g_error ("The child failed");

  return FALSE;
}

/* How many were killed. */
static guint
live (Desk *desk, const char *program, GRand *chance)
{
  gboolean                two = g_rand_int_range (chance, 0, TWO_AT_ONCE) == 0;
  guint                   life = (guint) g_rand_int_range (chance, 0, SHORT_LIFE_MS);
  g_autoptr (GSubprocess) one = give_birth (desk, program);
  g_autoptr (GSubprocess) other = two ? give_birth (desk, program) : NULL;

  return (guint) end (one, life) + (guint) (two && end (other, life));
}

static guint
count_struck (Desk *desk)
{
  g_autoptr (Reply) state = ask (desk->peer, "GET", "/sandbox/state", NULL);

  return torture_read_number (reply_get (state, "struck"), 0);
}

/* What a life has come to, by day: a call that went wrong leaves the try of one installment without
 * an outcome, a kill those that were under way. No other comes to nothing. */
static void
assert_harmed (Desk *desk, guint harm, GHashTable *by_day)
{
  gint32           day = till_practice_get_today (desk->practice).number;
  g_autofree char *sql = g_strdup_printf (
    COUNT ("installment_tries", "outcome = 'nothing' AND tried_day = %d"), (int) day);

  harm += GPOINTER_TO_UINT (g_hash_table_lookup (by_day, GINT_TO_POINTER (day)));
  g_hash_table_insert (by_day, GINT_TO_POINTER (day), GUINT_TO_POINTER (harm));
  g_assert_cmpint (desk_count (desk, sql), <=, harm);
}

/* What is seen from outside, while no child has the practice. */
static void
pass (Desk *desk)
{
  gboolean day_over;

  desk_open (desk);
  day_over = is_day_over (desk);
  desk_close (desk);
  desk_pass (desk, day_over ? 24 * TILL_HOUR : BETWEEN_LIVES);
}

static gint64
count_open (Desk *desk, guint harm, GHashTable *by_day)
{
  gint64 n;

  desk_open (desk);
  assert_harmed (desk, harm, by_day);
  n = desk_count (desk, COUNT ("installments", "state NOT IN ('paid', 'missed')"));
  desk_close (desk);

  return n;
}

/* ── What came of it ─────────────────────────────────────────────────────────────────────────── */

/* How many were missed. */
static guint
check (Desk *desk, guint n_plans)
{
  guint n_missed = (guint) desk_count (desk, COUNT ("installments", "state = 'missed'"));
  guint n_paid = n_plans - n_missed;

  g_assert_cmpint (
    desk_count (desk, COUNT ("installments", "state = 'missed' AND why = 'not-reached'")), ==,
    n_missed);
  g_assert_cmpuint (n_missed, <=, MAX (n_plans / 20, 1));
  /* With the payment by which the card was saved. */
  g_assert_cmpuint (desk_count_sales (desk), ==, n_paid + 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(DISTINCT transaction_id) FROM installments"), ==,
                   n_paid);
  g_assert_cmpint (desk_count (desk, COUNT ("plans", "state = 'completed'")), ==, n_paid);
  g_assert_cmpint (desk_count (desk, COUNT ("installment_tries", "outcome = 'approved'")), ==,
                   n_paid);
  g_assert_cmpint (desk_count (desk, COUNT ("installment_tries", "outcome = 'open'")), ==, 0);
  desk_assert_agree (desk);
  desk_assert_holds (desk);

  return n_missed;
}

static int
run (const char *program, guint n_plans, guint32 seed)
{
  g_autoptr (GRand)      chance = g_rand_new_with_seed (seed);
  g_autoptr (Desk)       desk = desk_new_for_cards (NULL);
  g_autoptr (GHashTable) by_day = g_hash_table_new (NULL, NULL);
  gint64                 card = desk_keep_card (desk);
  gint64                 begin = g_get_monotonic_time ();
  guint                  n_struck = 0;
  guint                  harm = 0;
  guint                  n_kills = 0;
  guint                  n_lives = 0;
  guint                  n_missed;

  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  for (guint i = 0; i < n_plans; i++)
    desk_add_plan (desk, card, 1, 0);
  desk_close (desk);
  set_faults (desk->peer, FAULTS);
  while (count_open (desk, harm, by_day) > 0)
    {
      guint before = n_struck;
      guint killed;

      pass (desk);
      killed = live (desk, program, chance);
      n_struck = count_struck (desk);
      n_kills += killed;
      harm = n_struck - before + killed * TILL_PLANS_IN_FLIGHT;
      if (++n_lives > 1000 + n_plans)
        g_error ("After %u lives (seed %u) it still is not over", n_lives, seed);
    }

  /* Otherwise nothing was tried. */
  g_assert_cmpuint (n_kills, >=, n_plans / 20);
  g_assert_cmpuint (n_struck, >=, n_plans / 20);
  set_faults (desk->peer, "");
  desk_open (desk);
  n_missed = check (desk, n_plans);
  g_print ("torture: %u installments charged, %u kills, %u calls gone wrong, %" G_GINT64_FORMAT
           " s, seed %u: 0 charged twice, 0 forgotten, %u left to the desk\n",
           n_plans - n_missed, n_kills, n_struck,
           (g_get_monotonic_time () - begin) / G_USEC_PER_SEC, seed, n_missed);

  return 0;
}

int
main (int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : NULL;
  guint       n = torture_read_number (g_getenv ("TILL_TORTURE_PLANS"), 40);

  torture_init ();
  if (argc == 4 && g_str_equal (word, "child"))
    return run_child (argv[2], argv[3]);

  return run (argv[0], MAX (torture_read_number (word, n), 8),
              torture_read_number (argc > 2 ? argv[2] : NULL, 1));
}
