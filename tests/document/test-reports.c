/* test-reports.c: the reports' words and sums, on paper read back, and as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-reports.h"

#include <string.h>

#include "document/till-receipt.h"
#include "rules/till-takings-rules.h"

/* Tuesday, November 24, 2026, nine in the morning in New York. */
#define NOW (G_GINT64_CONSTANT (1795528800000))

#define PRACTICE "Bright Smiles & Söhne"

static TillDayRange
days (const char *first, const char *last)
{
  return (TillDayRange){ till_day_from_iso (first), till_day_from_iso (last) };
}

static guint
count_parts (const char *text, const char *part)
{
  guint n = 0;

  for (; (text = strstr (text, part)) != NULL; text += strlen (part))
    n++;

  return n;
}

/* All pages; each says which it is, of how many there are. */
static char *
print (TillReport *report, TillPaper paper, guint *n_pages)
{
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GBytes)    pdf = till_report_to_pdf (report, PRACTICE, zone, paper, &error);
  g_autoptr (TillPdf)   read = NULL;
  GString              *text = g_string_new (NULL);

  g_assert_no_error (error);
  read = till_pdf_open (pdf, &error);
  g_assert_no_error (error);
  *n_pages = till_pdf_get_n_pages (read);
  for (guint i = 0; i < *n_pages; i++)
    {
      g_autofree char *page = till_pdf_get_text (read, i);
      g_autofree char *place = g_strdup_printf ("Page %u of %u", i + 1, *n_pages);

      g_assert_nonnull (strstr (page, place));
      g_assert_nonnull (strstr (page, PRACTICE));
      g_assert_nonnull (strstr (page, "Nov 24, 2026, 9:00"));
      g_string_append (text, page);
    }

  return g_string_free (text, FALSE);
}

static char *
to_csv (TillReport *report)
{
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);
  g_autoptr (GBytes)    csv = till_report_to_csv (report, PRACTICE, zone, FALSE);

  return g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
}

/* ── The day sheet ───────────────────────────────────────────────────────────────────────────── */

static void
add_line (TillDaySheet       *sheet,
          TillMethod          method,
          const char         *user,
          gboolean            is_elsewhere,
          TillTransactionKind kind,
          gint64              cents)
{
  TillTakingsLine *line = till_takings_line_new (method, user, is_elsewhere);

  g_assert_true (
    till_takings_add (&line->takings, kind, kind == TILL_KIND_REFUND, 1, till_money (cents)));
  g_ptr_array_add (sheet->lines, line);
}

static void
add_check (TillDaySheet *sheet, const char *payer, const char *number, gint64 cents)
{
  TillCheck *check = g_new0 (TillCheck, 1);

  check->payer = g_strdup (payer);
  check->number = g_strdup (number);
  check->amount = till_money (cents);
  g_ptr_array_add (sheet->checks, check);
}

static TillDaySheet *
make_sheet (guint n_checks)
{
  TillDaySheet *sheet = till_day_sheet_new ();

  add_line (sheet, TILL_METHOD_CASH, "Bea", FALSE, TILL_KIND_PAYMENT, 5000);
  add_line (sheet, TILL_METHOD_CASH, "Ann", FALSE, TILL_KIND_REFUND, -1500);
  add_line (sheet, TILL_METHOD_TERMINAL, "Ann", FALSE, TILL_KIND_PAYMENT, 20000);
  add_line (sheet, TILL_METHOD_TERMINAL, "Ann", FALSE, TILL_KIND_VOID, -300);
  add_line (sheet, TILL_METHOD_ONLINE, NULL, TRUE, TILL_KIND_PAYMENT, 777);
  for (guint i = 0; i < n_checks; i++)
    {
      g_autofree char *payer = g_strdup_printf ("Payer %u;", i);
      g_autofree char *number = g_strdup_printf ("%u", 1000 + i);

      add_line (sheet, TILL_METHOD_CHECK, "Bea", FALSE, TILL_KIND_PAYMENT, 100);
      add_check (sheet, payer, number, 100);
    }

  return sheet;
}

static TillReport *
report_of (const TillDaySheet *sheet)
{
  g_autoptr (GError) error = NULL;
  TillReport        *report =
    till_day_sheet_to_report (sheet, days ("2026-11-24", "2026-11-24"), NOW, &error);

  g_assert_no_error (error);

  return report;
}

static void
test_day_sheet (void)
{
  g_autoptr (TillDaySheet) sheet = make_sheet (2);
  g_autoptr (TillReport)   report = NULL;
  g_autofree char         *csv = NULL;
  g_autofree char         *text = NULL;
  guint                    n_pages;

  sheet->n_returned = 1;
  sheet->n_waiting = 1;
  sheet->waiting = till_money (4200);
  report = report_of (sheet);
  csv = to_csv (report);
  /* Methods in one order, what was made elsewhere apart, and the whole. */
  g_assert_nonnull (strstr (csv, "Card terminal,2,200.00,0.00,-3.00,197.00,0.00\r\n"
                                 "Cash,2,50.00,-15.00,0.00,35.00,-15.00\r\n"
                                 "Check,2,2.00,0.00,0.00,2.00,0.00\r\n"
                                 "Made elsewhere,1,7.77,0.00,0.00,7.77,0.00\r\n"
                                 "All,7,259.77,-15.00,-3.00,241.77,-15.00\r\n"));
  g_assert_nonnull (strstr (csv, "Ann,3,200.00,-15.00,-3.00,182.00,-15.00\r\n"
                                 "Bea,3,52.00,0.00,0.00,52.00,0.00\r\n"
                                 "Made elsewhere,1,7.77,0.00,0.00,7.77,0.00\r\n"
                                 "All,7,259.77,-15.00,-3.00,241.77,-15.00\r\n"));
  g_assert_nonnull (strstr (csv, "Cash taken,,50.00,,,,\r\n"
                                 "Cash given back,,-15.00,,,,\r\n"
                                 "Cash,,35.00,,,,\r\n"
                                 "Payer 0;,1000,1.00,,,,\r\n"
                                 "Payer 1;,1001,1.00,,,,\r\n"
                                 "Checks (2),,2.00,,,,\r\n"
                                 "To the bank,,37.00,,,,\r\n"));
  g_assert_nonnull (strstr (csv, "1 check was given back and is left out."));
  g_assert_nonnull (strstr (csv, "Not posted to the ledger,1,-15.00,"));
  g_assert_nonnull (strstr (csv, "in none of the sums,1,42.00,"));
  g_assert_nonnull (strstr (csv, "Made,2026-11-24 09:00:00,"));

  text = print (report, TILL_PAPER_LETTER, &n_pages);
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_nonnull (strstr (text, "Bank Deposit Slip"));
  g_assert_nonnull (strstr (text, "$241.77"));
  g_assert_nonnull (strstr (text, "\u2212$15.00"));
}

/* Each check is on paper once, and the title of their columns on each page. */
static void
test_pages (void)
{
  static const guint counts[] = { 0, 1, 18, 19, 20, 21, 22, 23, 24, 25, 60, 61, 62, 63, 64, 200 };

  for (gsize at = 0; at < G_N_ELEMENTS (counts); at++)
    {
      g_autoptr (TillDaySheet) sheet = make_sheet (counts[at]);
      g_autoptr (TillReport)   report = report_of (sheet);
      g_autofree char         *total = NULL;
      guint                    n_pages;
      g_autofree char         *text =
        print (report, at % 2 == 0 ? TILL_PAPER_LETTER : TILL_PAPER_A4, &n_pages);

      for (guint i = 0; i < counts[at]; i++)
        {
          g_autofree char *payer = g_strdup_printf ("Payer %u;", i);

          g_assert_cmpuint (count_parts (text, payer), ==, 1);
        }
      total = till_money_format (till_money (3500 + 100 * (gint64) counts[at]));
      g_assert_nonnull (strstr (text, total));
      g_assert_cmpuint (n_pages, <=, 2 + counts[at] / 40);
    }
}

/* Words that take more than a line are all there, once, and no row runs off its page. */
static void
test_long_words (void)
{
  g_autoptr (TillDaySheet) sheet = make_sheet (0);
  g_autoptr (TillReport)   report = NULL;
  g_autofree char         *text = NULL;
  guint                    n_pages;

  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *payer = g_strdup_printf ("%0110u of the bank.%u;", 0, i);

      add_check (sheet, payer, "1000", 100);
    }
  report = report_of (sheet);
  text = print (report, TILL_PAPER_LETTER, &n_pages);
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *end = g_strdup_printf ("bank.%u;", i);

      g_assert_cmpuint (count_parts (text, end), ==, 1);
    }
  g_assert_cmpuint (n_pages, >=, 3);
}

static void
test_empty (void)
{
  g_autoptr (TillDaySheet) sheet = till_day_sheet_new ();
  g_autoptr (TillReport)   report = report_of (sheet);
  g_autofree char         *csv = to_csv (report);
  guint                    n_pages;
  g_autofree char         *text = print (report, TILL_PAPER_A4, &n_pages);

  g_assert_cmpuint (report->sections->len, ==, 0);
  g_assert_cmpstr (csv, ==,
                   "Day Sheet," PRACTICE "\r\nDays,2026-11-24\r\nMade,2026-11-24 09:00:00\r\n"
                   "\"No payment, refund or void was entered. What was taken in these days but "
                   "entered later is on the sheet of the day it was entered on.\",\r\n");
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_nonnull (strstr (text, "No payment, refund or void"));
}

/* A name that a spreadsheet would run stays a name. */
static void
test_formula (void)
{
  g_autoptr (TillDaySheet) sheet = make_sheet (0);
  g_autoptr (TillReport)   report = NULL;
  g_autofree char         *csv = NULL;

  add_check (sheet, "=cmd|'/c calc'!A1", "+1", 100);
  report = report_of (sheet);
  csv = to_csv (report);
  g_assert_nonnull (strstr (csv, "'=cmd|'/c calc'!A1,'+1,1.00"));
}

static void
test_too_large (void)
{
  g_autoptr (TillDaySheet) sheet = till_day_sheet_new ();
  g_autoptr (GError)       error = NULL;

  add_line (sheet, TILL_METHOD_CASH, "Bea", FALSE, TILL_KIND_PAYMENT, G_MAXINT64);
  add_line (sheet, TILL_METHOD_CASH, "Ann", FALSE, TILL_KIND_PAYMENT, 1);
  g_assert_null (till_day_sheet_to_report (sheet, days ("2026-11-24", "2026-11-24"), NOW, &error));
  g_assert_nonnull (error);
}

/* ── The month ───────────────────────────────────────────────────────────────────────────────── */

static TillMonth *
make_month (TillDayRange range)
{
  TillMonth *month = till_month_new ();

  for (TillDay day = range.first; till_day_compare (day, range.last) <= 0;)
    {
      TillMonthLine line = { till_month_next_part (range, day) };

      if (till_day_get_weekday (day) < 6)
        {
          line.reported =
            (TillBatchSums){ 1, till_money (10000), till_money (0), till_money (281) };
          g_assert_true (
            till_takings_add (&line.takings, TILL_KIND_PAYMENT, FALSE, 1, till_money (10000)));
          g_assert_true (till_takings_add_all (&month->takings, &line.takings));
          g_assert_true (
            till_takings_add_all (&month->methods[TILL_METHOD_TERMINAL], &line.takings));
          g_assert_true (till_batch_sums_add (&month->reported, &line.reported));
        }
      g_array_append_val (month->lines, line);
      day = till_day_add (line.range.last, 1);
    }

  return month;
}

static void
test_month (void)
{
  const TillDayRange     range = days ("2026-11-01", "2026-11-30");
  g_autoptr (TillMonth)  month = make_month (range);
  g_autoptr (TillReport) report = till_month_to_report (month, range, NOW, NULL);
  g_autofree char       *csv = to_csv (report);
  g_autofree char       *text = NULL;
  guint                  n_pages;

  g_assert_nonnull (strstr (csv, "Days,2026-11-01 – 2026-11-30,"));
  g_assert_nonnull (strstr (csv, "Payments (gross),21,2100.00,"));
  g_assert_nonnull (strstr (csv, "Fees,,-59.01,"));
  g_assert_nonnull (strstr (csv, "Left after fees,,2040.99,"));
  g_assert_nonnull (strstr (csv, "Effective rate,,2.81,"));
  g_assert_nonnull (strstr (csv, "By Day"));
  g_assert_nonnull (strstr (csv, "2026-11-30,1,100.00,0.00,0.00,100.00,2.81\r\n"));
  /* A Saturday on which nothing happened has no row. */
  g_assert_null (strstr (csv, "2026-11-28,"));
  g_assert_nonnull (strstr (csv, "All,21,2100.00,0.00,0.00,2100.00,59.01\r\n"));

  text = print (report, TILL_PAPER_LETTER, &n_pages);
  g_assert_nonnull (strstr (text, "2.81"));
  g_assert_nonnull (strstr (text, "Nov 30, 2026"));
}

/* Without deposits there are no fees to tell of, and no rate. */
static void
test_no_deposits (void)
{
  const TillDayRange     range = days ("2026-11-24", "2026-11-24");
  g_autoptr (TillMonth)  month = make_month (range);
  g_autoptr (TillReport) report = NULL;
  g_autofree char       *csv = NULL;

  month->reported = (TillBatchSums){ 0 };
  report = till_month_to_report (month, range, NOW, NULL);
  csv = to_csv (report);
  g_assert_nonnull (strstr (csv, "has reported no deposits"));
  g_assert_null (strstr (csv, "Effective rate,"));
}

/* ── The reconciliation ──────────────────────────────────────────────────────────────────────── */

static const TillReportRow *
find_row (const TillReport *report, const char *words)
{
  for (guint s = 0; s < report->sections->len; s++)
    {
      const TillReportSection *section = report->sections->pdata[s];

      for (guint i = 0; i < section->rows->len; i++)
        {
          const TillReportRow *row = section->rows->pdata[i];

          if (g_strcmp0 (row->cells[0].text, words) == 0)
            return row;
        }
    }
  g_error ("no row “%s”", words);
}

/* @conditions: those that tell, "column op value value; …" */
static void
assert_leads (const TillReport *report,
              const char       *words,
              const char       *table,
              const char       *conditions)
{
  static const char *const ops[] = { [TILL_OP_IS] = "is",
                                     [TILL_OP_EMPTY] = "empty",
                                     [TILL_OP_BETWEEN] = "between",
                                     [TILL_OP_OUTSIDE] = "outside" };
  const TillReportRow     *row = find_row (report, words);
  g_auto (GStrv)           wanted = g_strsplit (conditions, "; ", -1);

  g_assert_cmpstr (row->table, ==, table);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_auto (GStrv)       parts = g_strsplit (wanted[i], " ", -1);
      const TillCondition *condition = till_filter_find (row->filter, parts[0]);

      g_assert_nonnull (condition);
      g_assert_cmpstr (ops[condition->op], ==, parts[1]);
      for (guint v = 0; parts[v + 2] != NULL; v++)
        g_assert_cmpstr (condition->values[v], ==, parts[v + 2]);
    }
}

/* Every row that has something, and no other; their order is the money's way. */
static void
test_reconcile (void)
{
  TillReconcile          reconcile = { .ledger = till_money (10000),
                                       .processor = till_money (10300),
                                       .deposited = till_money (10000),
                                       .bank = till_money (9990),
                                       .n_posted = 4,
                                       .n_deposits = 2,
                                       .n_at_bank = 2,
                                       .n_cash = 1,
                                       .cash = till_money (5000) };
  g_autoptr (TillReport) report = NULL;
  g_autofree char       *csv = NULL;
  guint                  n_pages;
  g_autofree char       *text = NULL;

  reconcile.rows[TILL_RECONCILE_UNPOSTED] = (TillReconcileRow){ 1, { 300 } };
  reconcile.rows[TILL_RECONCILE_VOIDED] = (TillReconcileRow){ 2, { 0 } };
  reconcile.rows[TILL_RECONCILE_WAITING] = (TillReconcileRow){ 1, { -100 } };
  reconcile.rows[TILL_RECONCILE_IN_OTHERS] = (TillReconcileRow){ 1, { -200 } };
  reconcile.rows[TILL_RECONCILE_REFUNDS_MORE] = (TillReconcileRow){ 1, { -400 } };
  reconcile.rows[TILL_RECONCILE_PAYMENTS_MORE] = (TillReconcileRow){ 1, { 600 } };
  reconcile.rows[TILL_RECONCILE_FEES] = (TillReconcileRow){ 2, { -300 } };
  reconcile.rows[TILL_RECONCILE_BANK_DIFFERS] = (TillReconcileRow){ 1, { -10 } };
  report = till_reconcile_to_report (&reconcile, days ("2026-11-23", "2026-11-24"), NOW);
  csv = to_csv (report);
  g_assert_nonnull (strstr (csv, "Cards,100.00,103.00,99.90\r\n"
                                 "Difference from the one before,,3.00,-3.10\r\n"));
  g_assert_nonnull (strstr (csv,
                            "Posted to the ledger,4,100.00,\r\n"
                            "\"Taken, but not posted to the ledger\",1,3.00,\r\n"
                            "Not in a deposit yet,1,-1.00,\r\n"
                            "In the deposits of other days,1,-2.00,\r\n"
                            "\"Refunded on other days, taken from these deposits\",1,-4.00,\r\n"
                            "Payments of other days in these deposits,1,6.00,\r\n"
                            "\"Reported by the processor, before fees\",2,103.00,\r\n"));
  g_assert_nonnull (strstr (csv, "Fees,2,-3.00,\r\n"
                                 "\"Deposited, as the processor says\",2,100.00,\r\n"
                                 "The bank has another amount,1,-0.10,\r\n"
                                 "Found on the bank statement,2,99.90,\r\n"));
  g_assert_nonnull (strstr (csv, "$50.00"));
  assert_leads (report, "Not in a deposit yet", "transactions",
                "deposit-day empty; date between 2026-11-23 2026-11-24; "
                "status is paid partly-refunded refunded");
  assert_leads (report, "In the deposits of other days", "transactions",
                "deposit-day outside 2026-11-23 2026-11-24; date between 2026-11-23 2026-11-24");
  assert_leads (report, "Refunded on other days, taken from these deposits", "transactions",
                "deposit-day between 2026-11-23 2026-11-24; date outside 2026-11-23 2026-11-24; "
                "amount between  -1");
  assert_leads (report, "Payments of other days in these deposits", "transactions",
                "deposit-day between 2026-11-23 2026-11-24; date outside 2026-11-23 2026-11-24; "
                "amount between 1 ");
  assert_leads (report, "The bank has another amount", "deposits", "checked is bank-differs");

  text = print (report, TILL_PAPER_LETTER, &n_pages);
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_nonnull (strstr (text, "From the Processor to the Bank"));
  g_assert_nonnull (strstr (text, "$99.90"));
}

static void
test_file_names (void)
{
  g_autofree char *one =
    till_report_file_name (TILL_REPORT_DAY_SHEET, days ("2026-11-24", "2026-11-24"), "pdf");
  g_autofree char *many =
    till_report_file_name (TILL_REPORT_MONTH, days ("2026-11-01", "2026-11-30"), "csv");

  g_assert_cmpstr (one, ==, "day-sheet-2026-11-24.pdf");
  g_assert_cmpstr (many, ==, "month-2026-11-01-2026-11-30.csv");
}

/* For a person to look at: test-reports FILE.pdf */
static void
write_sample (const char *path)
{
  g_autoptr (TillDaySheet) sheet = make_sheet (30);
  g_autoptr (TillReport)   report = report_of (sheet);
  g_autoptr (GTimeZone)    zone = till_zone_open ("America/New_York", NULL);
  g_autoptr (GBytes) pdf = till_report_to_pdf (report, PRACTICE, zone, TILL_PAPER_LETTER, NULL);

  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1)
    {
      write_sample (argv[1]);
      return 0;
    }
  g_test_add_func ("/document/reports/day-sheet", test_day_sheet);
  g_test_add_func ("/document/reports/pages", test_pages);
  g_test_add_func ("/document/reports/long-words", test_long_words);
  g_test_add_func ("/document/reports/empty", test_empty);
  g_test_add_func ("/document/reports/formula", test_formula);
  g_test_add_func ("/document/reports/too-large", test_too_large);
  g_test_add_func ("/document/reports/month", test_month);
  g_test_add_func ("/document/reports/no-deposits", test_no_deposits);
  g_test_add_func ("/document/reports/reconcile", test_reconcile);
  g_test_add_func ("/document/reports/file-names", test_file_names);

  return g_test_run ();
}
