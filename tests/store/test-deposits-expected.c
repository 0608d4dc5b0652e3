/* test-deposits-expected.c: what is still to come, until it comes or somebody says why it does not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "till-deposit-rows.h"
#include "till-test-util.h"

#define DAY (24 * TILL_HOUR)

/* "state reason difference, reported batch or -" of each, in the order of their days. */
static void
assert_deposits (TillDb *db, const char *expected)
{
  test_store_assert_texts (db,
                           "SELECT state || ' ' || reason || ' ' || difference_cents || ' '"
                           "       || coalesce (batch, '-')"
                           "  FROM deposits ORDER BY funded_on, kind, id",
                           expected);
}

/* Expected on its day, and overdue once the reports of later days know nothing of it. */
static void
test_comes (void)
{
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_expect (db, TEST_NOW, NULL);
  deposits_expect (db, TEST_NOW, NULL);
  assert_deposits (db, "expected closes 0 -");
  g_assert_cmpint (test_store_ask (db, "SELECT deposited_cents FROM deposits"), ==, 8000);
  g_assert_cmpint (test_store_ask (db, "SELECT funded_on - settled_on FROM deposits"), ==, 1);
  deposits_note_read (db, TEST_NOW + DAY);
  deposits_expect (db, TEST_NOW + DAY, NULL);
  assert_deposits (db, "overdue not-come -8000 -");
  /* It has come. */
  deposits_take (db, FUNDED, whole, 1);
  deposits_expect (db, TEST_NOW + DAY, NULL);
  assert_deposits (db, "deposited closes 0 17");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE subject = 'deposits'"), ==,
                   1);
  test_store_shut (db);
}

/* Nobody can tell whether it came: there are no reports, or they were not read since. */
static void
test_unchecked (void)
{
  TillDb *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_expect (db, TEST_NOW + DAY, NULL);
  assert_deposits (db, "unchecked closes 0 -");
  deposits_note_read (db, TEST_NOW);
  deposits_expect (db, TEST_NOW + 3 * DAY, NULL);
  assert_deposits (db, "unchecked closes 0 -");
  deposits_note_read (db, TEST_NOW + 3 * DAY);
  deposits_expect (db, TEST_NOW + 3 * DAY, NULL);
  assert_deposits (db, "overdue not-come -8000 -");
  test_store_shut (db);
}

static gboolean
explain_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_explain_deposit (connection, 1, data, test_actor, TEST_NOW + 90 * DAY, error);
}

static gboolean
add_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillTransaction *row = test_card (1, 500, TEST_NOW - 20 * TILL_HOUR, "200500009");

  g_free (row->terminal);
  row->terminal = g_strdup ("38004321");
  test_add (connection, row);

  return TRUE;
}

static gboolean
hide_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, "UPDATE deposits SET difference_cents = -1", error);
}

static void
assert_holds (TillDb *db, const char *path, gboolean holds)
{
  g_autoptr (GPtrArray) findings = test_verify (db, path, NULL);

  g_assert_cmpint (test_find_finding (findings, "Each deposit equals its parts")->holds, ==, holds);
  g_assert_true (test_find_finding (findings, "Each deposit is as the audit")->holds);
}

/* What is listed as missing holds, whether somebody has said why or not; what is not so does not.
 */
static void
test_verified (void)
{
  g_autofree char *path = NULL;
  TillDb          *db = test_store_open (&path);

  deposits_fill (db, 3);
  test_store_write (db, add_job, NULL);
  deposits_note_read (db, TEST_NOW + 9 * DAY);
  deposits_expect (db, TEST_NOW + 9 * DAY, NULL);
  assert_holds (db, path, TRUE);
  test_store_write (db, explain_job, (gpointer) "The bank kept it");
  assert_holds (db, path, TRUE);
  test_store_write (db, hide_job, NULL);
  assert_holds (db, path, FALSE);
  test_store_shut (db);
}

/* However long ago, until somebody says why; what is then another amount is overdue again. */
static void
test_stays (void)
{
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_note_read (db, TEST_NOW + 90 * DAY);
  deposits_expect (db, TEST_NOW, NULL);
  deposits_expect (db, TEST_NOW + 90 * DAY, NULL);
  assert_deposits (db, "overdue not-come -8000 -");
  test_store_write (db, explain_job, (gpointer) "The bank kept it");
  assert_deposits (db, "explained not-come -8000 -");
  deposits_expect (db, TEST_NOW + 91 * DAY, NULL);
  assert_deposits (db, "explained not-come -8000 -");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposits WHERE explained_by = 'Ann'"
                                       " AND explanation = 'The bank kept it'"),
                   ==, 1);

  test_store_write (db, add_job, NULL);
  deposits_expect (db, TEST_NOW + 91 * DAY, NULL);
  assert_deposits (db, "overdue not-come -8500 -");

  /* When it comes after all, what was said stays in the audit. */
  deposits_take (db, FUNDED, whole, 1);
  deposits_expect (db, TEST_NOW + 91 * DAY, NULL);
  assert_deposits (db, "deposited closes 0 17; overdue not-in-batch -500 17");
  test_store_shut (db);
}

static gboolean
refuse_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError) refused = NULL;

  g_assert_false (
    till_store_explain_deposit (connection, 1, "Why", test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

/* What is in time needs no words. */
static void
test_refuses (void)
{
  TillDb *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_expect (db, TEST_NOW, NULL);
  test_store_write (db, refuse_job, NULL);
  test_store_shut (db);
}

/* What somebody has said of it is in the audit when it comes. */
static void
test_forgotten (void)
{
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_note_read (db, TEST_NOW + 2 * DAY);
  deposits_expect (db, TEST_NOW + 2 * DAY, NULL);
  test_store_write (db, explain_job, (gpointer) "The bank kept it");
  deposits_take (db, FUNDED, whole, 1);
  deposits_expect (db, TEST_NOW + 2 * DAY, NULL);
  assert_deposits (db, "deposited closes 0 17");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'expect-no-more'"
                                       " AND before_json LIKE '%The bank kept it%'"),
                   ==, 1);
  test_store_shut (db);
}

static gboolean
judge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_judge_deposits (connection, *(const TillInstant *) data, error);
}

/* A payment that a reported batch lacks: it may come for two business days, and is overdue then. */
static void
test_not_in_batch (void)
{
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);
  TillInstant                later = TEST_NOW + 3 * DAY;

  deposits_fill (db, 3);
  test_store_write (db, add_job, NULL);
  deposits_take (db, FUNDED, whole, 1);
  deposits_note_read (db, TEST_NOW + DAY);
  deposits_expect (db, TEST_NOW + DAY, NULL);
  assert_deposits (db, "deposited closes 0 17; expected closes 0 17");
  /* Over Thanksgiving. */
  deposits_note_read (db, later);
  test_store_write (db, judge_job, &later);
  assert_deposits (db, "deposited closes 0 17; expected closes 0 17");
  later += DAY;
  deposits_note_read (db, later);
  test_store_write (db, judge_job, &later);
  assert_deposits (db, "deposited closes 0 17; overdue not-in-batch -500 17");
  test_store_shut (db);
}

/* Another batch of the same day and terminal is not lost with the one that is reported. */
static void
test_second_batch (void)
{
  static const DepositReport other[] = { { "16", SETTLED, FUNDED, 0, 0, 0, 0, 0, 0 } };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, other, 1);
  deposits_note_read (db, TEST_NOW + 7 * DAY);
  deposits_expect (db, TEST_NOW + 7 * DAY, NULL);
  assert_deposits (db, "deposited closes 0 16; overdue not-in-batch -8000 16");
  test_store_shut (db);
}

/* Only the days of what has changed are looked at; of old ones only those that are expected. */
static void
test_days (void)
{
  TillDb            *db = test_store_open (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64             second = 2;

  deposits_fill (db, 3);
  deposits_expect (db, TEST_NOW, ids);
  assert_deposits (db, "");
  g_array_append_val (ids, second);
  deposits_expect (db, TEST_NOW + 60 * DAY, ids);
  assert_deposits (db, "");
  deposits_expect (db, TEST_NOW, ids);
  assert_deposits (db, "expected closes 0 -");
  deposits_expect (db, TEST_NOW + 60 * DAY, ids);
  assert_deposits (db, "unchecked closes 0 -");
  test_store_shut (db);
}

/* The first time since there are reports, all that they tell of; from then on the last days. */
static void
test_first_time (void)
{
  TillDb            *db = test_store_open (NULL);
  g_autoptr (GArray) days = NULL;
  TillInstant        later = TEST_NOW + 100 * DAY;

  deposits_fill (db, 3);
  days = till_store_list_expected_days (till_db_get_reader (db), later, NULL);
  g_assert_cmpuint (days->len, ==, 31);
  g_clear_pointer (&days, g_array_unref);
  deposits_note_read (db, later);
  days = till_store_list_expected_days (till_db_get_reader (db), later, NULL);
  g_assert_cmpuint (days->len, ==, 102);
  deposits_expect (db, later, NULL);
  assert_deposits (db, "overdue not-come -8000 -");
  test_store_shut (db);
}

/* Its transactions: those that no deposit has, and only of its day and terminal. */
static void
test_items (void)
{
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);
  g_autoptr (TillClock)      clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)      zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (TillDeposit)    expected = NULL;
  TillTable                 *items;

  deposits_fill (db, 3);
  deposits_expect (db, TEST_NOW, NULL);
  expected = till_store_get_deposit (till_db_get_reader (db), 1, NULL);
  items = till_store_deposit_items_table_new (db, clock, zone, expected);
  till_test_wait_until (till_table_get_state (items) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (items), ==, 3);
  g_assert_cmpint (till_table_get_sum (items, "sales"), ==, expected->sales.cents);
  g_assert_cmpint (till_table_get_sum (items, "refunds"), ==, -expected->refunds.cents);
  test_store_write (db, add_job, NULL);
  till_test_wait_until (till_table_get_n_rows (items) == 4);
  deposits_take (db, FUNDED, whole, 1);
  till_test_wait_until (till_table_get_n_rows (items) == 1);
  g_object_unref (items);
  test_store_shut (db);
}

static gboolean
spoil_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, "UPDATE deposits SET state = 'difference'", error);
}

/* Fees come with the money: what an earlier version took for a difference before that day is none.
 */
static void
test_judged_anew (void)
{
  static const DepositReport less[] = { { "17", SETTLED, "2026-11-27", 10000, 2000, 0, 7750, 2,
                                          1 } };
  TillDb                    *db = test_store_open (NULL);
  TillInstant                now = TEST_NOW;

  deposits_fill (db, 3);
  deposits_take (db, "2026-11-27", less, 1);
  test_store_write (db, spoil_job, NULL);
  test_store_write (db, judge_job, &now);
  assert_deposits (db, "arriving fees-missing -250 17");
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/deposits-expected/comes", test_comes);
  g_test_add_func ("/store/deposits-expected/unchecked", test_unchecked);
  g_test_add_func ("/store/deposits-expected/verified", test_verified);
  g_test_add_func ("/store/deposits-expected/stays", test_stays);
  g_test_add_func ("/store/deposits-expected/refuses", test_refuses);
  g_test_add_func ("/store/deposits-expected/forgotten", test_forgotten);
  g_test_add_func ("/store/deposits-expected/not-in-batch", test_not_in_batch);
  g_test_add_func ("/store/deposits-expected/second-batch", test_second_batch);
  g_test_add_func ("/store/deposits-expected/days", test_days);
  g_test_add_func ("/store/deposits-expected/first-time", test_first_time);
  g_test_add_func ("/store/deposits-expected/items", test_items);
  g_test_add_func ("/store/deposits-expected/judged-anew", test_judged_anew);

  return g_test_run ();
}
