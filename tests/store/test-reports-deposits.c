/* test-reports-deposits.c: what the reports tell of deposits: fees, and what lies between the sides
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-bank.h"
#include "store/till-store-deposits.h"
#include "store/till-store-transactions.h"
#include "till-report-rows.h"
#include "till-test-util.h"

typedef struct
{
  TillDepositKind kind;
  const char     *batch;
  const char     *settled;
  const char     *funded;
  gint64          sales, refunds, fees, adjustment, deposited, n_sales, n_refunds;
} Report;

static TillDeposit *
make_deposit (const Report *report)
{
  TillDeposit *deposit = till_deposit_new ();

  deposit->kind = report->kind;
  deposit->processor = g_strdup (PROCESSOR);
  deposit->funded_on = report_day (report->funded);
  deposit->settled_on = report->settled != NULL ? report_day (report->settled) : TILL_DAY_NONE;
  if (report->batch != NULL)
    {
      deposit->batch = g_strdup (report->batch);
      deposit->terminal = g_strdup ("4321");
    }
  deposit->sales = till_money (report->sales);
  deposit->refunds = till_money (report->refunds);
  deposit->fees = till_money (report->fees);
  deposit->adjustment = till_money (report->adjustment);
  deposit->total = till_money (report->sales - report->refunds);
  deposit->deposited = till_money (report->deposited);
  deposit->n_sales = report->n_sales;
  deposit->n_refunds = report->n_refunds;

  return deposit;
}

static gboolean
take_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Report         *report = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  g_ptr_array_add (rows, make_deposit (report));

  return till_store_take_deposits (connection, PROCESSOR, report_day (report->funded), rows,
                                   test_actor, TEST_NOW, error);
}

/* In the batch, at the terminal of the deposits. */
static gboolean
batch_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection,
                          "UPDATE transactions SET batch = '17', terminal = '38004321'"
                          " WHERE method = 'terminal' AND state = 'settled' AND kind <> 'void'",
                          error);
}

static TillMonth *
read_month (TillDb *db, TillDayRange range)
{
  g_autoptr (GTimeZone) zone = report_zone ();
  g_autoptr (GError)    error = NULL;
  TillMonth *month = till_store_read_month (till_db_get_reader (db), range, zone, &error);

  g_assert_no_error (error);

  return month;
}

static void
test_fees (void)
{
  static const Report reports[] = {
    { TILL_DEPOSIT_BATCH, "17", "2026-11-30", "2026-12-01", 5000, 0, 140, 0, 4860, 1, 0 },
    { TILL_DEPOSIT_BATCH, "18", "2026-12-01", "2026-12-02", 7000, 500, 210, 0, 6290, 2, 1 },
    { TILL_DEPOSIT_ADJUSTMENT, NULL, NULL, "2026-11-10", 0, 0, 0, -2500, -2500, 0, 0 },
  };
  TillDb               *db = test_store_open (NULL);
  g_autoptr (TillMonth) month = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    test_store_write (db, take_job, (gpointer) &reports[i]);
  /* By the batch's day, not by that of the money. */
  month = read_month (db, report_days ("2026-11-01", "2026-11-30"));
  g_assert_cmpint (month->reported.n_batches, ==, 1);
  g_assert_cmpint (month->reported.sales.cents, ==, 5000);
  g_assert_cmpint (month->reported.fees.cents, ==, 140);
  g_assert_cmpint (
    g_array_index (month->lines, TillMonthLine, month->lines->len - 1).reported.fees.cents, ==,
    140);
  g_clear_pointer (&month, till_month_free);
  month = read_month (db, report_days ("2026-12-01", "2026-12-31"));
  g_assert_cmpint (month->reported.fees.cents, ==, 210);
  g_assert_cmpint (month->reported.refunds.cents, ==, 500);
  test_store_shut (db);
}

static TillReconcile
read_reconcile (TillDb *db, const char *first, const char *last)
{
  g_autoptr (GTimeZone) zone = report_zone ();
  g_autoptr (GError)    error = NULL;
  TillReconcile         reconcile;

  till_store_read_reconcile (till_db_get_reader (db), report_days (first, last), zone,
                             report_day ("2026-11-27"), &reconcile, &error);
  g_assert_no_error (error);

  return reconcile;
}

static void
assert_rows (const TillReconcile *reconcile, const gint64 *expected)
{
  for (guint i = 0; i < TILL_N_RECONCILE_ROWS; i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpint (reconcile->rows[i].amount.cents, ==, expected[i]);
    }
}

static const Row two_days[] = {
  { "2026-11-23", 9 * TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 10000,
    .state = TILL_TRANSACTION_SETTLED, .posted = TRUE },
  { "2026-11-23", 10 * TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 2000,
    .state = TILL_TRANSACTION_SETTLED },
  { "2026-11-24", 1 * TILL_MINUTE, TILL_METHOD_TERMINAL, TILL_KIND_REFUND, 500,
    .state = TILL_TRANSACTION_SETTLED },
  { "2026-11-23", 11 * TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 700, .posted = TRUE },
  { "2026-11-24", 2 * TILL_MINUTE, TILL_METHOD_TERMINAL, TILL_KIND_VOID, 700,
    .state = TILL_TRANSACTION_SETTLED },
  { "2026-11-23", 12 * TILL_HOUR, TILL_METHOD_VIRTUAL, TILL_KIND_PAYMENT, 60, .posted = TRUE },
  { "2026-11-23", 13 * TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 5, .posted = TRUE },
};
static const Report batch = {
  TILL_DEPOSIT_BATCH, "17", "2026-11-23", "2026-11-24", 12100, 500, 300, 0, 11290, 3, 1
};
static const Report chargeback = {
  TILL_DEPOSIT_ADJUSTMENT, NULL, NULL, "2026-11-23", 0, 0, 0, -2500, -2500, 0, 0
};
static const gint64 first_day[TILL_N_RECONCILE_ROWS] = {
  [TILL_RECONCILE_UNPOSTED] = 2000,
  [TILL_RECONCILE_VOIDED] = -700,
  [TILL_RECONCILE_WAITING] = -60,
  [TILL_RECONCILE_REFUNDS_MORE] = -500,
  [TILL_RECONCILE_NOT_KNOWN] = 100,
  [TILL_RECONCILE_FEES] = -300,
  [TILL_RECONCILE_ADJUSTMENTS] = -2500,
  [TILL_RECONCILE_REPORT_DIFFERS] = -10,
  [TILL_RECONCILE_NOT_SEEN] = -(11290 - 2500),
};
static const gint64 next_day[TILL_N_RECONCILE_ROWS] = {
  [TILL_RECONCILE_UNPOSTED] = -1200,
  [TILL_RECONCILE_VOIDED] = 700,
  [TILL_RECONCILE_IN_OTHERS] = 500,
};

/* What a row of the reconciliation leads to: transactions that were taken, or are in the deposits,
 * of other days than @day. */
static void
assert_crossing (TillDb *db, const char *day, gboolean taken_elsewhere, gint64 cents)
{
  g_autoptr (TillClock)  clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)  zone = report_zone ();
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autoptr (TillTable)  table = till_store_transactions_table_new (db, clock, zone);
  const char *const      days[] = { day, day, NULL };

  till_filter_set (filter, "date", taken_elsewhere ? TILL_OP_OUTSIDE : TILL_OP_BETWEEN, days);
  till_filter_set (filter, "deposit-day", taken_elsewhere ? TILL_OP_BETWEEN : TILL_OP_OUTSIDE,
                   days);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, cents != 0 ? 1 : 0);
  g_assert_cmpint (till_table_get_sum (table, "net"), ==, cents);
}

/* A day whose batch holds a refund of the next day and lacks what came too late. */
static void
test_reconcile (void)
{
  TillDb       *db = test_store_open (NULL);
  TillReconcile reconcile;
  Rows          rows;

  report_fill (db, &rows, two_days, G_N_ELEMENTS (two_days));
  test_store_write (db, batch_job, NULL);
  test_store_write (db, take_job, (gpointer) &batch);
  test_store_write (db, take_job, (gpointer) &chargeback);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"), ==, 3);

  reconcile = read_reconcile (db, "2026-11-23", "2026-11-23");
  g_assert_cmpint (reconcile.ledger.cents, ==, 10760);
  g_assert_cmpint (reconcile.processor.cents, ==, 11600);
  g_assert_cmpint (reconcile.bank.cents, ==, 0);
  g_assert_cmpint (reconcile.cash.cents, ==, 5);
  assert_rows (&reconcile, first_day);

  reconcile = read_reconcile (db, "2026-11-24", "2026-11-24");
  g_assert_cmpint (reconcile.ledger.cents, ==, 0);
  assert_rows (&reconcile, next_day);
  assert_crossing (db, "2026-11-23", TRUE, -500);
  assert_crossing (db, "2026-11-23", FALSE, 0);
  assert_crossing (db, "2026-11-24", TRUE, 0);
  assert_crossing (db, "2026-11-24", FALSE, -500);

  /* Both days together: what lay between them is gone. */
  reconcile = read_reconcile (db, "2026-11-23", "2026-11-24");
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_VOIDED].amount.cents, ==, 0);
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_REFUNDS_MORE].amount.cents, ==, 0);
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_NOT_KNOWN].amount.cents, ==, 100);
  test_store_shut (db);
}

/* A statement of one line and rent on Friday; of the account whose last digits @data is. */
static gboolean
statement_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const char      *account = data;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO imports (location_id, form, file_name, sha256, accounts, n_lines, n_new,"
    "  first_day, last_day, imported_at, imported_by)"
    " VALUES (1, 'ofx', 'bank.ofx', '%s', '••%s', 2, 2, 20781, 20784, 0, 'Ann');"
    "INSERT INTO bank_lines (location_id, import_id, number, account, day, amount_cents, words,"
    "  words_folded, identity, state, n_deposits, difference_cents)"
    " SELECT 1, max(id), 1, '••%s', 20781, 8780, 'CLEARENT', 'clearent', 'x', 'unmatched', 0, 0"
    "   FROM imports UNION ALL"
    " SELECT 1, max(id), 2, '••%s', 20784, -100, 'RENT', 'rent', 'y', 'other', 0, 0"
    "   FROM imports",
    account, account, account, account);

  return till_db_execute (connection, sql, error);
}

static gboolean
account_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, "UPDATE deposits SET account = '••1939'", error);
}

static gboolean
match_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const gint64 deposits[] = { 1, 2 };

  return till_store_match_line (connection, 3, deposits, 2, test_actor, TEST_NOW, error);
}

/* Both deposits in one line of $87.80, ten cents less than they are. */
static void
test_bank (void)
{
  static const Report reports[] = {
    { TILL_DEPOSIT_BATCH, "17", "2026-11-23", "2026-11-24", 11290, 0, 0, 0, 11290, 1, 0 },
    { TILL_DEPOSIT_ADJUSTMENT, NULL, NULL, "2026-11-23", 0, 0, 0, -2500, -2500, 0, 0 },
  };
  TillDb       *db = test_store_open (NULL);
  TillReconcile reconcile;

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    test_store_write (db, take_job, (gpointer) &reports[i]);
  reconcile = read_reconcile (db, "2026-11-23", "2026-11-23");
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_NOT_SEEN].amount.cents, ==, -8790);

  /* The savings account's statement tells nothing of a deposit to the other one. */
  test_store_write (db, account_job, NULL);
  test_store_write (db, statement_job, (gpointer) "2000");
  reconcile = read_reconcile (db, "2026-11-23", "2026-11-23");
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_NOT_SEEN].amount.cents, ==, -8790);

  test_store_write (db, statement_job, (gpointer) "1939");
  reconcile = read_reconcile (db, "2026-11-23", "2026-11-23");
  g_assert_cmpint (reconcile.bank.cents, ==, 0);
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_NOT_FOUND].amount.cents, ==, -8790);
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_NOT_FOUND].n, ==, 2);

  test_store_write (db, match_job, NULL);
  reconcile = read_reconcile (db, "2026-11-23", "2026-11-23");
  g_assert_cmpint (reconcile.bank.cents, ==, 8780);
  g_assert_cmpint (reconcile.n_at_bank, ==, 2);
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_NOT_FOUND].amount.cents, ==, 0);
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_BANK_DIFFERS].amount.cents, ==, -10);
  g_assert_cmpint (reconcile.rows[TILL_RECONCILE_BANK_DIFFERS].n, ==, 1);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/reports/month/fees", test_fees);
  g_test_add_func ("/store/reports/reconcile/two-days", test_reconcile);

  g_test_add_func ("/store/reports/reconcile/bank", test_bank);

  return g_test_run ();
}
