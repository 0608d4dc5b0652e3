/* test-receivables.c: what is owed is aged at the start and when the day changes, and never twice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "flow/till-practice-receivables.h"
#include "flow/till-practice-snoozes.h"
#include "store/till-store-private.h"
#include "store/till-store-transactions.h"
#include "till-desk.h"

#define N_MANY 1203 /* three commits, the last not full */

typedef struct
{
  Desk   *desk;
  gint64  first; /* the patients' ids */
  guint   n;
  TillDay day;
  gint64  cents;
} Charges;

static gboolean
charge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Charges *charges = data;

  for (guint i = 0; i < charges->n; i++)
    if (!till_store_add_ledger_entry (connection, charges->first + i, "charge",
                                      till_money (charges->cents), charges->day, NULL,
                                      till_practice_now (charges->desk->practice), error))
      return FALSE;

  return TRUE;
}

static void
charge (Desk *desk, gint64 first, guint n, int n_days_ago, gint64 cents)
{
  Charges            charges = { .desk = desk, .first = first, .n = n, .cents = cents };
  g_autoptr (GError) error = NULL;

  charges.day = till_day_add (till_practice_get_today (desk->practice), -n_days_ago);
  till_db_write (desk->practice->db, TILL_DB_BULK, charge_job, &charges, &error);
  g_assert_no_error (error);
}

/* What the minute does, to its end; what the start does may still be under way. */
static void
age (Desk *desk)
{
  till_test_wait_until (!desk->practice->aging);
  till_practice_age_if_due (desk->practice);
  till_test_wait_until (!desk->practice->aging);
}

static gboolean
is_aged_today (Desk *desk)
{
  return till_day_compare (till_practice_get_aged_on (desk->practice),
                           till_practice_get_today (desk->practice)) == 0;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Who only takes payments has nothing that grows old: no edition, no tab. */
static void
test_without_charges (void)
{
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  gint64                   id = desk_take_cash (desk, 0, 2500);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_post_async (desk->practice, &id, 1, FALSE, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_true (till_practice_post_finish (desk->practice, kept, NULL));
  age (desk);
  g_assert_true (till_day_is_none (till_practice_get_aged_on (desk->practice)));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM editions"), ==, 0);

  /* The first charge is found by the next minute of the same day. */
  charge (desk, desk->anna, 1, 3, 10000);
  age (desk);
  till_test_wait_until (is_aged_today (desk));
  g_assert_cmpint (desk_count (desk, "SELECT total_cents FROM receivables"), ==, 7500);
}

static void
test_day_by_day (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  guint            n_notified = 0;

  charge (desk, desk->anna, 1, 30, 10000);
  desk_close (desk);
  desk_open (desk);
  g_signal_connect_swapped (desk->practice, "notify::aged-on", G_CALLBACK (count_cb), &n_notified);
  till_test_wait_until (is_aged_today (desk) && !desk->practice->aging);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT owed_0_30_cents FROM receivables"), ==, 10000);

  /* Another minute of the same day asks for nothing. */
  till_practice_age_if_due (desk->practice);
  g_assert_false (desk->practice->aging);

  desk_pass (desk, 24 * TILL_HOUR);
  age (desk);
  till_test_wait_until (is_aged_today (desk));
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpint (desk_count (desk, "SELECT owed_31_60_cents FROM receivables"), ==, 10000);
  desk_assert_holds (desk);
}

/* Each owes a dollar since thirty days. */
static gboolean
many_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const char patients[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
    " INSERT INTO patients (location_id, name, name_words, added_at)"
    " SELECT 1, 'Lee, Kim ' || i, 'lee kim', 0 FROM n";
  static const char charges[] =
    "INSERT INTO ledger_entries (location_id, patient_id, guarantor_id, kind, amount_cents, day,"
    "                            entered_at)"
    " SELECT 1, id, id, 'charge', 100, ?1, 0 FROM patients WHERE added_at = 0";
  const TillDay *day = data;

  return till_store_run (connection, patients, error, 1, (gint64) N_MANY) &&
         till_store_run (connection, charges, error, 1, (gint64) day->number);
}

/* Closed in the middle: the balances of before stay, and the next start ages them all. */
static void
test_closed_meanwhile (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  TillDay            day = till_day_add (till_practice_get_today (desk->practice), -30);
  g_autoptr (GError) error = NULL;

  till_db_write (desk->practice->db, TILL_DB_BULK, many_job, &day, &error);
  g_assert_no_error (error);
  age (desk);
  till_test_wait_until (is_aged_today (desk));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM receivables"), ==, N_MANY);

  desk_pass (desk, 24 * TILL_HOUR);
  till_practice_age_if_due (desk->practice);
  g_assert_true (desk->practice->aging);
  desk_close (desk);
  desk_open (desk);
  till_test_wait_until (is_aged_today (desk) && !desk->practice->aging);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM receivables WHERE owed_31_60_cents > 0"),
                   ==, N_MANY);
}

/* ── Snoozes ── */

static void
snooze (Desk *desk, TillSnooze *wanted /* full */, guint *n_snoozed, GError **error)
{
  g_autoptr (TillSnooze)   snooze = wanted;
  const gint64             ids[] = { desk->anna };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  guint                    n_left_out;

  till_practice_snooze_async (desk->practice, ids, 1, snooze, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_snooze_finish (desk->practice, kept, n_snoozed, &n_left_out, error);
}

/* What is refused, with the sentence; nothing is written of it. */
static void
test_snooze_refused (void)
{
  g_autoptr (Desk)  desk = desk_new_for_cash ();
  TillDay           today = till_practice_get_today (desk->practice);
  g_autofree char  *long_one = g_strnfill (TILL_SNOOZE_REASON_LENGTH + 1, 'x');
  guint             n;
  TillSnooze *const wanted[] = {
    till_snooze_new (TILL_SNOOZE_DAY, till_day_add (today, -1), "Yesterday"),
    till_snooze_new (TILL_SNOOZE_DAY, TILL_DAY_NONE, "No day"),
    till_snooze_new (TILL_SNOOZE_BALANCE, TILL_DAY_NONE, "  "),
    till_snooze_new (TILL_SNOOZE_BALANCE, TILL_DAY_NONE, long_one),
    till_snooze_new (TILL_SNOOZE_BALANCE, TILL_DAY_NONE, "Card 4111 1111 1111 1111"),
  };

  charge (desk, desk->anna, 1, 3, 10000);
  age (desk);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wanted[i]->reason);
      snooze (desk, wanted[i], &n, &error);
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, TILL_ERROR);
      g_test_message ("%s", error->message);
    }
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM snoozes"), ==, 0);
}

/* The day after its last one, by the minute. */
static void
test_snooze_over (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  TillDay            today = till_practice_get_today (desk->practice);
  g_autoptr (GError) error = NULL;
  guint              n = 0;

  charge (desk, desk->anna, 1, 3, 10000);
  age (desk);
  snooze (desk, till_snooze_new (TILL_SNOOZE_DAY, today, "Today only"), &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  till_practice_end_snoozes_if_due (desk->practice);
  till_test_wait_until (!desk->practice->ending_snoozes);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM snoozes"), ==, 1);

  desk_pass (desk, 24 * TILL_HOUR);
  till_practice_end_snoozes_if_due (desk->practice);
  till_test_wait_until (!desk->practice->ending_snoozes);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM snoozes"), ==, 0);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/receivables/without-charges", test_without_charges);
  g_test_add_func ("/flow/receivables/day-by-day", test_day_by_day);
  g_test_add_func ("/flow/receivables/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/flow/receivables/snooze-refused", test_snooze_refused);
  g_test_add_func ("/flow/receivables/snooze-over", test_snooze_over);

  return g_test_run ();
}
