/* test-receivables.c: what all owe together, when it is to be aged, and what insurances are to pay
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-list-export.h"
#include "store/till-store-balances.h"
#include "store/till-store-receivables.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define AS_OF (till_day (2026, 11, 24))

typedef struct
{
  gint64 one; /* patients */
  gint64 other;
} Two;

static void
add_entry (TillDbConnection *connection, gint64 patient_id, gint64 cents, int n_days_ago)
{
  g_autoptr (GError) error = NULL;

  till_store_add_ledger_entry (connection, patient_id, cents > 0 ? "charge" : "adjustment",
                               till_money (cents), till_day_add (AS_OF, -n_days_ago), NULL,
                               TEST_NOW, &error);
  g_assert_no_error (error);
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Two *two = data;

  two->one = test_add_patient (connection, "One, Olga");
  two->other = test_add_patient (connection, "Other, Otto");
  add_entry (connection, two->one, 10000, 0);
  add_entry (connection, two->one, 5000, 45);
  add_entry (connection, two->one, 2000, 90);
  add_entry (connection, two->one, 1000, 91);
  add_entry (connection, two->other, -700, 3);

  return TRUE;
}

static gboolean
age_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_age_some (connection, &(TillAgingStep){ .as_of = AS_OF, .n_most = 10 }, error);
}

static gboolean
sum_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_sum_receivables (connection, data, error);
}

static void
test_sums (void)
{
  TillDb         *db = test_store_open (NULL);
  TillReceivables sums = { .credit = till_money (5) };
  Two             two;

  test_store_write (db, fill_job, &two);
  test_store_write (db, sum_job, &sums);
  g_assert_true (till_day_is_none (sums.aged_on));
  g_assert_cmpint (sums.credit.cents, ==, 0);

  test_store_write (db, age_job, NULL);
  test_store_write (db, sum_job, &sums);
  g_assert_cmpint (till_day_compare (sums.aged_on, AS_OF), ==, 0);
  g_assert_cmpint (sums.owed[TILL_AGE_0_30].cents, ==, 10000);
  g_assert_cmpint (sums.owed[TILL_AGE_31_60].cents, ==, 5000);
  g_assert_cmpint (sums.owed[TILL_AGE_61_90].cents, ==, 2000);
  g_assert_cmpint (sums.owed[TILL_AGE_OVER_90].cents, ==, 1000);
  g_assert_cmpint (sums.credit.cents, ==, -700);
  /* Of ninety days: today and the 89 before. */
  g_assert_cmpint (sums.charged.cents, ==, 15000);
  test_store_shut (db);
}

/* ── When it is due ── */

typedef struct
{
  TillDay  today;
  gboolean due;
} Due;

static gboolean
due_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Due *due = data;

  return till_store_is_aging_due (connection, due->today, &due->due, error);
}

static gboolean
is_due (TillDb *db, TillDay today)
{
  Due due = { .today = today };

  test_store_write (db, due_job, &due);

  return due.due;
}

static gboolean
credit_job (TillDbConnection *connection, gpointer data, GError **error)
{
  add_entry (connection, test_add_patient (connection, "Credit, Carl"), -700, 3);

  return TRUE;
}

static void
test_due (void)
{
  TillDb *db = test_store_open (NULL);
  Two     two;

  g_assert_false (is_due (db, AS_OF));
  test_store_write (db, credit_job, NULL);
  g_assert_false (is_due (db, AS_OF));
  test_store_write (db, fill_job, &two);
  g_assert_true (is_due (db, AS_OF));
  test_store_write (db, age_job, NULL);
  g_assert_false (is_due (db, AS_OF));
  g_assert_true (is_due (db, till_day_add (AS_OF, 1)));
  test_store_shut (db);
}

/* ── Insurance ── */

typedef struct
{
  gint64  guarantor;
  gint64  cents;
  GError *error;
} Estimate;

static gboolean
expect_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Estimate *estimate = data;

  till_store_expect_insurance (connection, estimate->guarantor, till_money (estimate->cents),
                               test_actor, TEST_NOW, &estimate->error);

  return TRUE;
}

static gboolean
pay_job (TillDbConnection *connection, gpointer data, GError **error)
{
  add_entry (connection, *(gint64 *) data, -9000, 0);

  return TRUE;
}

/* The estimate stays when the balance moves; the portion follows both. */
static void
test_insurance (void)
{
  TillDb  *db = test_store_open (NULL);
  Two      two;
  Estimate estimate;

  test_store_write (db, fill_job, &two);
  estimate = (Estimate){ two.one, 12000, NULL };
  test_store_write (db, expect_job, &estimate);
  g_assert_error (estimate.error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
  g_clear_error (&estimate.error);

  test_store_write (db, age_job, NULL);
  test_store_write (db, expect_job, &estimate);
  g_assert_no_error (estimate.error);
  g_assert_cmpint (test_store_ask (db, "SELECT insurance_cents FROM receivables ORDER BY id"), ==,
                   12000);
  g_assert_cmpint (test_store_ask (db, "SELECT portion_cents FROM receivables ORDER BY id"), ==,
                   6000);
  test_store_assert_texts (db,
                           "SELECT before_json || after_json FROM audit"
                           " WHERE deed = 'expect-insurance'",
                           "{\"insurance\":0}{\"insurance\":12000}");

  test_store_write (db, pay_job, &two.one);
  g_assert_cmpint (test_store_ask (db, "SELECT insurance_cents FROM receivables ORDER BY id"), ==,
                   12000);
  g_assert_cmpint (test_store_ask (db, "SELECT portion_cents FROM receivables ORDER BY id"), ==, 0);
  test_store_shut (db);
}

/* ── Another edition ── */

static gboolean
build_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection,
                          "DROP INDEX IF EXISTS editions_by_state;"
                          "DROP INDEX IF EXISTS editions_shown;"
                          "INSERT INTO editions (id, state, aged_on) VALUES (7, 'building', 20000);"
                          "INSERT INTO balances SELECT 7, guarantor_id, location_id, name,"
                          "  name_folded, years, reach, owed_0_30_cents + 1, owed_31_60_cents,"
                          "  owed_61_90_cents, owed_over_90_cents, credit_cents, total_cents + 1,"
                          "  insurance_cents, portion_cents, paid_on FROM balances",
                          error);
}

static gboolean
flip_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection,
                          "UPDATE editions SET state = CASE id WHEN 7 THEN 'shown'"
                          "                                    ELSE 'building' END",
                          error);
}

static gint64
total_of (TillTable *table, gint64 id)
{
  g_autoptr (TillRow) row = NULL;
  guint               position;

  if (!till_table_find_id (table, id, &position))
    return 0;
  row = g_list_model_get_item (G_LIST_MODEL (table), position);

  return row != NULL ? till_row_get_int (row, (guint) till_table_find_column (table, "total")) : 0;
}

/* The list follows when another one is shown, though no row of a balance has changed. */
static void
test_edition (void)
{
  TillDb               *db = test_store_open (NULL);
  g_autoptr (TillClock) clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (TillTable) table = NULL;
  Two                   two;

  test_store_write (db, fill_job, &two);
  test_store_write (db, age_job, NULL);
  test_store_write (db, build_job, NULL);
  /* What was told before there was a list is no concern of it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  table = till_store_balances_table_new (db, clock, zone);
  g_list_model_get_n_items (G_LIST_MODEL (table));
  till_test_wait_until (total_of (table, two.one) == 18000);
  test_store_write (db, flip_job, NULL);
  till_test_wait_until (total_of (table, two.one) == 18001);
  g_clear_object (&table);
  test_store_shut (db);
}

/* "till export" and the saved filters know the list. */
static void
test_list (void)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (GArray)  columns = NULL;
  const TillListKind *kind = till_list_find_kind ("receivables", &error);

  g_assert_no_error (error);
  columns = till_list_find_columns (kind, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (columns->len, >=, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/receivables/sums", test_sums);
  g_test_add_func ("/store/receivables/due", test_due);
  g_test_add_func ("/store/receivables/insurance", test_insurance);
  g_test_add_func ("/store/receivables/edition", test_edition);
  g_test_add_func ("/store/receivables/list", test_list);

  return g_test_run ();
}
