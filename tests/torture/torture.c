/* torture.c: kill -9 between press and receipt, and overlapping starts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * torture [N [SEED]]: N rounds. In each a child of ours collects and takes back, from a sandbox
 * where one call in three goes wrong, and is killed at a random moment. Then the practice is opened
 * again, the look-ups end, and store and sandbox must agree: no charge twice, none forgotten.
 * torture starts [N]: N openings of one file by processes that overlap, each writes and half of
 * them are killed. Without N: as many as TILL_TORTURE_ROUNDS says, or 20.
 */
#include <signal.h>
#include <string.h>

#include "flow/till-practice-private.h"
#include "till-desk.h"
#include "torture-common.h"

#define FAULTS                                                                                     \
  "delay:40@POST /rest=10%,reset-after@POST /rest=8%,reset-before@POST /rest=6%,500-after@POST "   \
  "/rest=4%,truncated@POST /rest=4%,not-json@POST /rest=3%,wrong-invoice@POST "                    \
  "/rest=3%,500-before@GET /rest=5%"
#define LONGEST_LIFE_MS 150
#define AT_ONCE 8

/* ── The child that collects ────────────────────────────────────────────────────────────────────
 */

static gint64
pick_payment (Desk *desk, GRand *chance)
{
  gint64           n = desk_count (desk, "SELECT count (*) FROM transactions WHERE kind = 'payment'"
                                                   " AND state IN ('captured', 'settled')"
                                                   " AND refunded_cents = 0");
  g_autofree char *sql = NULL;

  if (n == 0)
    return 0;

  sql = g_strdup_printf ("SELECT id FROM transactions WHERE kind = 'payment' AND state IN"
                         " ('captured', 'settled') AND refunded_cents = 0 LIMIT 1 OFFSET %d",
                         g_rand_int_range (chance, 0, (gint32) n));
  return desk_count (desk, sql);
}

static void
take_back (Desk *desk, GRand *chance)
{
  gint64                         id = pick_payment (desk, chance);
  g_autoptr (TillReversePayment) reversal = NULL;
  g_autoptr (GAsyncResult)       kept = NULL;
  GAsyncResult                  *result = NULL;
  TillReversalPlan               plan;
  gint64                         cents;

  if (id == 0)
    return;

  reversal = till_reverse_payment_new (desk->practice, id);
  till_reverse_payment_read_async (reversal, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (!till_reverse_payment_read_finish (reversal, kept, NULL))
    return;

  cents = g_rand_boolean (chance) ? 0 : 1 + g_rand_int_range (chance, 0, 500);
  if (!till_reverse_payment_get_plan (reversal, till_money (cents), &plan, NULL, NULL))
    return;
  torture_say ("press");
  desk_run (reversal, cents, plan.kind, NULL);
}

static void
collect (Desk *desk, GRand *chance)
{
  TillMethod method =
    g_rand_int_range (chance, 0, 4) == 0 ? TILL_METHOD_CASH : TILL_METHOD_TERMINAL;
  TillPaymentOrder   order = desk_order (desk, g_rand_int_range (chance, 1000, 90000), method);
  g_autoptr (GError) error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  order.knowingly = TRUE;
  torture_say ("press");
  payment = desk_try_collect (desk, &order, &error);
  g_assert_no_error (error);
  till_test_wait_until (till_take_payment_get_phase (payment) >= TILL_PAYMENT_CHECKING);
}

static int
run_child (const char *path, guint32 seed)
{
  g_autoptr (GRand)  chance = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  Desk               desk = { .clock = till_clock_new () };

  desk.practice = till_practice_open (path, desk.clock, NULL, &error);
  g_assert_no_error (error);
  till_keyring_keep (till_practice_get_keyring (desk.practice), TILL_KEY_PROCESSOR, "sandbox");
  till_practice_start (desk.practice);
  till_test_wait_until (till_practice_get_card_problem (desk.practice) == NULL);
  desk.terminal = g_strdup (till_practice_get_terminal_id (desk.practice, 0));
  desk.anna = desk_count (&desk, "SELECT min (id) FROM patients");

  /* Until it is killed. */
  for (;;)
    {
      if (g_rand_int_range (chance, 0, 4) == 0)
        take_back (&desk, chance);
      else
        collect (&desk, chance);
    }

  return 0;
}

/* ── Rounds ─────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
is_terminal_idle (Desk *desk)
{
  g_autoptr (Reply) state = ask (desk->peer, "GET", "/sandbox/state", NULL);
  const char       *words = reply_get (state, "terminals.0.state");

  return !g_str_equal (words, "amount") && !g_str_equal (words, "processing");
}

static void
check (Desk *desk)
{
  set_faults (desk->peer, "");
  till_test_wait_until (is_terminal_idle (desk));
  till_clock_set (desk->clock, g_get_real_time () / 1000);
  desk_open (desk);
  desk_settle (desk);
  desk_refresh (desk);
  desk_assert_agree (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE state IN"
                                     " ('prepared', 'sent', 'unknown')"),
                   ==, 0);
  desk_close (desk);
}

static guint
run_round (Desk *desk, const char *self, guint round, GRand *chance)
{
  g_autofree char        *seed = g_strdup_printf ("%u", g_rand_int (chance));
  guint                   n_presses = (guint) g_rand_int_range (chance, 1, 5);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) child = NULL;

  set_faults (desk->peer, FAULTS);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "child", desk->path, seed,
                            NULL);
  g_assert_no_error (error);
  if (!torture_wait (child, n_presses) ||
      !torture_kill (child, (guint) g_rand_int_range (chance, 0, LONGEST_LIFE_MS)))
    g_error ("Round %u: the child (seed %s) ended by itself", round, seed);
  check (desk);

  return n_presses;
}

static int
run_rounds (const char *self, guint n_rounds, guint32 seed)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  g_autoptr (Desk)  desk = desk_new (NULL);
  g_autofree char  *mode = NULL;
  g_autoptr (Reply) reply = NULL;
  guint             n_presses = 0;
  gint64            n_charged;

  mode = g_strdup_printf ("/sandbox/terminal/%s/mode", desk->terminal);
  reply = ask (desk->peer, "POST", mode, "{\"mode\":\"tap\",\"delay-ms\":30}");
  g_assert_cmpuint (reply->status, ==, 200);
  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "5");
  desk_close (desk);

  for (guint i = 1; i <= n_rounds; i++)
    n_presses += run_round (desk, self, i, chance);

  n_charged = desk_count_sales (desk);
  g_print ("torture: %u kills after %u presses, seed %u: %" G_GINT64_FORMAT
           " charges, 0 twice, 0 forgotten\n",
           n_rounds, n_presses, seed, n_charged);
  return 0;
}

/* ── Overlapping starts ─────────────────────────────────────────────────────────────────────────
 */

#define EXIT_IN_USE 3

/* 0: opened and closed. The rest is a failure. */
static int
run_start (const char *path, guint32 seed)
{
  g_autoptr (GRand)           chance = g_rand_new_with_seed (seed);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillClock)       clock = till_clock_new ();
  g_autoptr (TillPractice)    practice = till_practice_open (path, clock, NULL, &error);
  Desk                        desk = { .practice = practice, .clock = clock };
  TillPaymentOrder            order;
  g_autoptr (TillTakePayment) payment = NULL;

  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE))
    return EXIT_IN_USE;
  g_assert_no_error (error);

  desk.anna = desk_count (&desk, "SELECT min (id) FROM patients");
  order = desk_order (&desk, g_rand_int_range (chance, 100, 9000), TILL_METHOD_CASH);
  order.knowingly = TRUE;
  payment = desk_try_collect (&desk, &order, &error);
  g_assert_no_error (error);
  if (g_rand_boolean (chance))
    raise (SIGKILL);
  till_practice_close (practice);
  return 0;
}

typedef struct
{
  guint n_opened;
  guint n_in_use;
  guint n_failed;
} Starts;

static void
count_end (GSubprocess *child, Starts *starts)
{
  g_subprocess_wait (child, NULL, NULL);
  if (g_subprocess_get_if_signaled (child))
    {
      if (g_subprocess_get_term_sig (child) == SIGKILL)
        starts->n_opened++;
      else
        starts->n_failed++;
    }
  else if (g_subprocess_get_exit_status (child) == 0)
    starts->n_opened++;
  else if (g_subprocess_get_exit_status (child) == EXIT_IN_USE)
    starts->n_in_use++;
  else
    starts->n_failed++;
}

static int
run_starts (const char *self, guint n_starts)
{
  g_autoptr (Desk)      desk = desk_new_for_cash ();
  g_autoptr (GPtrArray) running = g_ptr_array_new_with_free_func (g_object_unref);
  Starts                starts = { 0, 0, 0 };
  g_autoptr (GError)    error = NULL;
  gint64                n_payments;

  desk_close (desk);
  for (guint i = 0; i < n_starts; i++)
    {
      g_autofree char *seed = g_strdup_printf ("%u", i);

      if (running->len == AT_ONCE)
        {
          count_end (g_ptr_array_index (running, 0), &starts);
          g_ptr_array_remove_index (running, 0);
        }
      g_ptr_array_add (running, g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self, "start",
                                                  desk->path, seed, NULL));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < running->len; i++)
    count_end (g_ptr_array_index (running, i), &starts);

  g_assert_true (till_db_quick_check (desk->path, &error));
  desk_open (desk);
  desk_assert_holds (desk);
  n_payments = desk_count (desk, "SELECT count (*) FROM transactions");
  g_print ("torture: %u overlapping starts: %u had the file, %u found it in use, %u failed, "
           "%" G_GINT64_FORMAT " payments, 0 corruptions\n",
           n_starts, starts.n_opened, starts.n_in_use, starts.n_failed, n_payments);
  g_assert_cmpint (n_payments, ==, starts.n_opened);

  return starts.n_failed == 0 ? 0 : 1;
}

/* ── The command line ───────────────────────────────────────────────────────────────────────────
 */

int
main (int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : NULL;
  guint       n_rounds = torture_read_number (g_getenv ("TILL_TORTURE_ROUNDS"), 20);

  torture_init ();
  if (argc == 4 && g_str_equal (word, "child"))
    return run_child (argv[2], torture_read_number (argv[3], 1));
  if (argc == 4 && g_str_equal (word, "start"))
    return run_start (argv[2], torture_read_number (argv[3], 1));
  if (word != NULL && g_str_equal (word, "starts"))
    return run_starts (argv[0], torture_read_number (argc > 2 ? argv[2] : NULL, 5 * n_rounds));

  return run_rounds (argv[0], torture_read_number (word, n_rounds),
                     torture_read_number (argc > 2 ? argv[2] : NULL, 1));
}
