/* test-reports.c: the figures of the reports at the edges of days, months and years
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-takings-rules.h"
#include "till-report-rows.h"
#include "till-test-util.h"

/* ── The day sheet ───────────────────────────────────────────────────────────────────────────── */

static TillDaySheet *
read_sheet (TillDb *db, TillDayRange range)
{
  g_autoptr (GTimeZone) zone = report_zone ();
  g_autoptr (GError)    error = NULL;
  TillDaySheet *sheet = till_store_read_day_sheet (till_db_get_reader (db), range, zone, &error);

  g_assert_no_error (error);

  return sheet;
}

/* "payments refunds voids unposted" of all lines together. */
static void
assert_sheet (TillDb *db, const char *first, const char *last, const char *expected)
{
  g_autoptr (TillDaySheet) sheet = read_sheet (db, report_days (first, last));
  TillTakings              all = { 0 };
  g_autofree char         *found = NULL;

  for (guint i = 0; i < sheet->lines->len; i++)
    g_assert_true (
      till_takings_add_all (&all, &((TillTakingsLine *) sheet->lines->pdata[i])->takings));
  found = g_strdup_printf (
    "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
    all.payments.cents, all.refunds.cents, all.voids.cents, all.unposted.cents);
  g_assert_cmpstr (found, ==, expected);
}

typedef struct
{
  const char *first;
  const char *last;
  const char *expected;
} Sheet;

static void
assert_sheets (const Row *rows_of, guint n_rows, const Sheet *sheets, guint n_sheets)
{
  TillDb *db = test_store_open (NULL);
  Rows    rows;

  report_fill (db, &rows, rows_of, n_rows);
  for (guint i = 0; i < n_sheets; i++)
    assert_sheet (db, sheets[i].first, sheets[i].last, sheets[i].expected);
  test_store_shut (db);
}

/* The last millisecond of a day is of it, the next is not. */
static void
test_midnight (void)
{
  static const Row of[] = {
    { "2026-11-23", 24 * TILL_HOUR - 1, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 100 },
    { "2026-11-24", 0, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 2000 },
    { "2026-11-24", 24 * TILL_HOUR - 1, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 30000 },
    { "2026-11-25", 0, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 400000 },
  };
  static const Sheet sheets[] = {
    { "2026-11-24", "2026-11-24", "32000 0 0 32000" },
    { "2026-11-23", "2026-11-24", "32100 0 0 32100" },
    { "2026-11-26", "2026-11-26", "0 0 0 0" },
  };

  assert_sheets (of, G_N_ELEMENTS (of), sheets, G_N_ELEMENTS (sheets));
}

/* Days of 23 and of 25 hours. */
static void
test_dst (void)
{
  static const Row of[] = {
    { "2026-03-08", 23 * TILL_HOUR - 1, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 100 },
    { "2026-03-08", 23 * TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 2000 },
    { "2026-11-01", 25 * TILL_HOUR - 1, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 30000 },
    { "2026-11-01", 25 * TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 400000 },
  };
  static const Sheet sheets[] = {
    { "2026-03-08", "2026-03-08", "100 0 0 100" },
    { "2026-03-09", "2026-03-09", "2000 0 0 2000" },
    { "2026-11-01", "2026-11-01", "30000 0 0 30000" },
    { "2026-11-02", "2026-11-02", "400000 0 0 400000" },
  };

  assert_sheets (of, G_N_ELEMENTS (of), sheets, G_N_ELEMENTS (sheets));
}

/* What was taken yesterday and is voided today stays on yesterday's sheet: a sheet that was printed
 * is still true. */
static void
test_void_across_midnight (void)
{
  static const Row of[] = {
    { "2026-11-23", 23 * TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 5000 },
    { "2026-11-24", TILL_MINUTE, TILL_METHOD_TERMINAL, TILL_KIND_VOID, 5000,
      .state = TILL_TRANSACTION_SETTLED },
  };
  static const Sheet sheets[] = {
    { "2026-11-23", "2026-11-23", "5000 0 0 5000" },
    { "2026-11-24", "2026-11-24", "0 0 -5000 -5000" },
    { "2026-11-23", "2026-11-24", "5000 0 -5000 0" },
  };

  assert_sheets (of, G_N_ELEMENTS (of), sheets, G_N_ELEMENTS (sheets));
}

/* By entry, whenever it happened; what is posted is not open; what moved nothing is in no sum. */
static void
test_entry (void)
{
  static const Row of[] = {
    { "2026-11-20", 9 * TILL_HOUR, TILL_METHOD_ONLINE, TILL_KIND_PAYMENT, 700,
      .entered_on = "2026-11-24" },
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 1000, .posted = TRUE },
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 9900,
      .state = TILL_TRANSACTION_DECLINED },
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 8800,
      .state = TILL_TRANSACTION_AUTHORIZED },
  };
  TillDb                  *db = test_store_open (NULL);
  g_autoptr (TillDaySheet) sheet = NULL;
  Rows                     rows;

  report_fill (db, &rows, of, G_N_ELEMENTS (of));
  assert_sheet (db, "2026-11-20", "2026-11-20", "0 0 0 0");
  assert_sheet (db, "2026-11-24", "2026-11-24", "1700 0 0 700");
  sheet = read_sheet (db, report_days ("2026-11-24", "2026-11-24"));
  g_assert_cmpint (sheet->n_waiting, ==, 1);
  g_assert_cmpint (sheet->waiting.cents, ==, 8800);
  test_store_shut (db);
}

static gboolean
elsewhere_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (
    connection, "UPDATE transactions SET mark = 'elsewhere' WHERE amount_cents = 30", error);
}

/* A line a method and user. */
static void
test_lines (void)
{
  static const Row of[] = {
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 1000 },
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 200, .user = "Bea" },
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_PAYMENT, 30, .user = "Bea" },
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_REFUND, 4, .user = "Bea",
      .state = TILL_TRANSACTION_SETTLED },
  };
  TillDb                  *db = test_store_open (NULL);
  g_autoptr (TillDaySheet) sheet = NULL;
  Rows                     rows;
  const TillTakingsLine   *line;

  report_fill (db, &rows, of, G_N_ELEMENTS (of));
  sheet = read_sheet (db, report_days ("2026-11-24", "2026-11-24"));
  g_assert_cmpuint (sheet->lines->len, ==, 3);
  line = sheet->lines->pdata[2];
  g_assert_cmpint (line->method, ==, TILL_METHOD_CHECK);
  g_assert_cmpstr (line->user, ==, "Bea");
  g_assert_false (line->is_elsewhere);
  g_assert_cmpint (line->takings.payments.cents, ==, 30);
  g_assert_cmpint (line->takings.refunds.cents, ==, -4);

  /* What the processor's own portal took is nobody's here. */
  test_store_write (db, elsewhere_job, NULL);
  g_clear_pointer (&sheet, till_day_sheet_free);
  sheet = read_sheet (db, report_days ("2026-11-24", "2026-11-24"));
  g_assert_cmpuint (sheet->lines->len, ==, 4);
  line = sheet->lines->pdata[2];
  g_assert_cmpint (line->takings.payments.cents, ==, 0);
  line = sheet->lines->pdata[3];
  g_assert_true (line->is_elsewhere);
  g_assert_cmpint (line->takings.payments.cents, ==, 30);
  test_store_shut (db);
}

/* A check given back the same day is not carried to the bank; one given back in part, or the day
 * after, is. */
static void
test_checks (void)
{
  static const Row of[] = {
    { "2026-11-24", 9 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_PAYMENT, 1000, .number = "101" },
    { "2026-11-24", 10 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_REFUND, 1000,
      .state = TILL_TRANSACTION_SETTLED },
    { "2026-11-24", 11 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_PAYMENT, 2000, .number = "102" },
    { "2026-11-24", 12 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_REFUND, 500,
      .state = TILL_TRANSACTION_SETTLED },
    { "2026-11-24", 13 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_PAYMENT, 3000 },
    { "2026-11-25", 13 * TILL_HOUR, TILL_METHOD_CHECK, TILL_KIND_REFUND, 3000,
      .state = TILL_TRANSACTION_SETTLED },
  };
  TillDb                  *db = test_store_open (NULL);
  g_autoptr (TillDaySheet) sheet = NULL;
  Rows                     rows;

  report_fill (db, &rows, of, G_N_ELEMENTS (of));
  sheet = read_sheet (db, report_days ("2026-11-24", "2026-11-24"));
  g_assert_cmpint (sheet->n_returned, ==, 1);
  g_assert_cmpuint (sheet->checks->len, ==, 2);
  g_assert_cmpstr (((TillCheck *) sheet->checks->pdata[0])->number, ==, "102");
  g_assert_cmpint (((TillCheck *) sheet->checks->pdata[0])->amount.cents, ==, 2000);
  g_assert_cmpstr (((TillCheck *) sheet->checks->pdata[1])->payer, ==, "Lopez, Maria");
  g_assert_null (((TillCheck *) sheet->checks->pdata[1])->number);
  test_store_shut (db);
}

/* ── The month ───────────────────────────────────────────────────────────────────────────────── */

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
assert_month (TillDb     *db,
              const char *first,
              const char *last,
              gint64      payments,
              gint64      refunds,
              gint64      voids)
{
  g_autoptr (TillMonth) month = read_month (db, report_days (first, last));
  TillTakings           lines = { 0 };
  TillTakings           methods = { 0 };

  g_assert_cmpint (month->takings.payments.cents, ==, payments);
  g_assert_cmpint (month->takings.refunds.cents, ==, refunds);
  g_assert_cmpint (month->takings.voids.cents, ==, voids);

  /* Each way of dividing it gives the same. */
  for (guint i = 0; i < month->lines->len; i++)
    g_assert_true (
      till_takings_add_all (&lines, &g_array_index (month->lines, TillMonthLine, i).takings));
  for (gsize i = 0; i < G_N_ELEMENTS (month->methods); i++)
    g_assert_true (till_takings_add_all (&methods, &month->methods[i]));
  g_assert_cmpmem (&lines, sizeof lines, &month->takings, sizeof lines);
  g_assert_cmpmem (&methods, sizeof methods, &month->takings, sizeof methods);
}

/* A refund is of the month it is made in, a void too; the year's last second is of the old year. */
static void
test_month_ends (void)
{
  static const Row of[] = {
    { "2026-11-30", 23 * TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 5000,
      .state = TILL_TRANSACTION_SETTLED },
    { "2026-12-02", TILL_HOUR, TILL_METHOD_TERMINAL, TILL_KIND_REFUND, 1000,
      .state = TILL_TRANSACTION_SETTLED },
    { "2026-11-30", 24 * TILL_HOUR - 1, TILL_METHOD_TERMINAL, TILL_KIND_PAYMENT, 700 },
    { "2026-12-01", TILL_MINUTE, TILL_METHOD_TERMINAL, TILL_KIND_VOID, 700,
      .state = TILL_TRANSACTION_SETTLED },
    { "2026-12-31", 24 * TILL_HOUR - 1, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 90 },
    { "2027-01-01", 0, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 8 },
  };
  TillDb *db = test_store_open (NULL);
  Rows    rows;

  report_fill (db, &rows, of, G_N_ELEMENTS (of));
  assert_month (db, "2026-11-01", "2026-11-30", 5700, 0, 0);
  assert_month (db, "2026-12-01", "2026-12-31", 90, -1000, -700);
  assert_month (db, "2027-01-01", "2027-01-31", 8, 0, 0);
  assert_month (db, "2026-01-01", "2026-12-31", 5790, -1000, -700);
  assert_month (db, "2026-10-01", "2026-12-01", 5700, 0, -700);
  assert_month (db, "2026-02-01", "2026-02-28", 0, 0, 0);
  test_store_shut (db);
}

/* ── Days left open, and the audit ───────────────────────────────────────────────────────────── */

static void
test_open_range (void)
{
  static const Row of[] = {
    { "2026-03-08", TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 100 },
    { "2026-11-24", TILL_HOUR, TILL_METHOD_CASH, TILL_KIND_PAYMENT, 100 },
  };
  g_autoptr (GTimeZone) zone = report_zone ();
  TillDb               *db = test_store_open (NULL);
  TillDayRange          range = { TILL_DAY_NONE, TILL_DAY_NONE };
  Rows                  rows;

  g_assert_true (till_store_close_range (till_db_get_reader (db), &range, zone,
                                         report_day ("2026-11-24"), NULL));
  g_assert_cmpint (range.first.number, ==, report_day ("2026-11-24").number);
  report_fill (db, &rows, of, G_N_ELEMENTS (of));
  range = (TillDayRange){ TILL_DAY_NONE, TILL_DAY_NONE };
  g_assert_true (till_store_close_range (till_db_get_reader (db), &range, zone,
                                         report_day ("2026-11-24"), NULL));
  g_assert_cmpint (range.first.number, ==, report_day ("2026-03-08").number);
  g_assert_cmpint (range.last.number, ==, report_day ("2026-11-24").number);
  range = (TillDayRange){ TILL_DAY_NONE, report_day ("2026-01-05") };
  g_assert_true (till_store_close_range (till_db_get_reader (db), &range, zone,
                                         report_day ("2026-11-24"), NULL));
  g_assert_cmpint (range.first.number, ==, report_day ("2026-01-05").number);
  test_store_shut (db);
}

static gboolean
audit_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_audit_report (connection, TILL_REPORT_MONTH,
                                  report_days ("2026-11-01", "2026-11-30"), "pdf", test_actor,
                                  TEST_NOW, error);
}

static void
test_audit (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, audit_job, NULL);
  g_assert_cmpint (
    test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'export' AND subject = 'month'"
                        " AND after_json = '{\"form\":\"pdf\",\"first\":\"2026-11-01\","
                        "\"last\":\"2026-11-30\"}'"),
    ==, 1);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/reports/day-sheet/midnight", test_midnight);
  g_test_add_func ("/store/reports/day-sheet/dst", test_dst);
  g_test_add_func ("/store/reports/day-sheet/void-across-midnight", test_void_across_midnight);
  g_test_add_func ("/store/reports/day-sheet/entry", test_entry);
  g_test_add_func ("/store/reports/day-sheet/lines", test_lines);
  g_test_add_func ("/store/reports/day-sheet/checks", test_checks);
  g_test_add_func ("/store/reports/month/ends", test_month_ends);
  g_test_add_func ("/store/reports/open-range", test_open_range);
  g_test_add_func ("/store/reports/audit", test_audit);

  return g_test_run ();
}
