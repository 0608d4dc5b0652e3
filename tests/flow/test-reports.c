/* test-reports.c: reports made off the main thread, told when they are old, and taken out of the
 * program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-sync.h"
#include "till-desk.h"

#include <string.h>

#include "document/till-receipt.h"
#include "flow/till-command.h"
#include "flow/till-export.h"
#include "flow/till-practice-private.h"
#include "flow/till-practice-reports.h"

static TillDayRange
today (Desk *desk)
{
  TillDay day = till_practice_get_today (desk->practice);

  return (TillDayRange){ day, day };
}

static TillReport *
make (Desk *desk, TillReportKind kind, TillDayRange range, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_practice_make_report_async (desk->practice, kind, range, NULL, till_test_keep_result,
                                   &result);
  kept = till_test_wait_result (&result);

  return till_practice_make_report_finish (desk->practice, kept, error);
}

/* The cell's words. */
static void
assert_cell (TillReport *report, guint section, guint row, guint column, const char *expected)
{
  const TillReportSection *of = report->sections->pdata[section];
  g_autofree char         *text =
    till_report_cell_format (&((TillReportRow *) of->rows->pdata[row])->cells[column]);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_make (void)
{
  g_autoptr (Desk)       desk = desk_new_for_cash ();
  g_autoptr (TillReport) sheet = NULL;
  g_autoptr (TillReport) month = NULL;
  g_autoptr (TillReport) reconcile = NULL;
  g_autoptr (GError)     error = NULL;

  desk_take_cash (desk, 0, 1000);
  desk_take_cash (desk, 0, 300);
  sheet = make (desk, TILL_REPORT_DAY_SHEET, today (desk), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sheet->at, ==, till_practice_now (desk->practice));
  assert_cell (sheet, 0, 0, 2, "$13.00");

  /* All days: from the first payment to today. */
  month = make (desk, TILL_REPORT_MONTH, (TillDayRange){ TILL_DAY_NONE, TILL_DAY_NONE }, &error);
  g_assert_no_error (error);
  g_assert_cmpint (month->range.first.number, ==, today (desk).first.number);
  assert_cell (month, 0, 0, 2, "$13.00");

  reconcile = make (desk, TILL_REPORT_RECONCILE, today (desk), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reconcile->sections->len, ==, 0);
}

static const TillReportRow *
find_row (TillReport *report, const char *words)
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

/* What is in no deposit yet: the row leads to as many transactions as it counts, and as much. */
static void
test_waiting (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  TillTable                  *transactions = till_practice_get_transactions (desk->practice);
  g_autoptr (TillReport)      report = NULL;
  g_autoptr (TillTransaction) voided = NULL;
  g_autoptr (GError)          error = NULL;
  const TillReportRow        *row;
  g_autofree char            *n = NULL;
  g_autofree char            *amount = NULL;

  desk_take (desk, 2500);
  desk_take (desk, 1000);
  voided = desk_get (desk, desk_take (desk, 4000));
  desk_take_cash (desk, desk->anna, 700);
  desk_void_in_portal (desk, voided->processor_id);
  desk_refresh (desk);
  report = make (desk, TILL_REPORT_RECONCILE, today (desk), &error);
  g_assert_no_error (error);
  row = find_row (report, "Not in a deposit yet");
  n = till_report_cell_format (&row->cells[1]);
  amount = till_report_cell_format (&row->cells[2]);
  g_assert_cmpstr (n, ==, "2");
  g_assert_cmpstr (amount, ==, "−$35.00");

  g_assert_cmpstr (row->table, ==, "transactions");
  till_table_set_filter (transactions, row->filter);
  till_test_wait_until (till_table_get_state (transactions) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (transactions), ==, 2);
  g_assert_cmpint (till_table_get_sum (transactions, "net"), ==, 3500);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_changed (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  guint            n = 0;

  g_signal_connect_swapped (desk->practice, "reports-changed", G_CALLBACK (count_cb), &n);
  desk_take_cash (desk, 0, 1000);
  till_test_wait_until (n > 0);
  g_signal_handlers_disconnect_by_data (desk->practice, &n);
}

static void
test_not_allowed (void)
{
  g_autoptr (Desk)       desk = desk_new_for_cash ();
  g_autoptr (TillActor)  actor = g_steal_pointer (&desk->practice->actor);
  g_autoptr (TillReport) report = NULL;
  g_autoptr (TillExport) export = NULL;
  g_autoptr (GError) seen = NULL;
  g_autoptr (GError) taken = NULL;

  report = make (desk, TILL_REPORT_MONTH, today (desk), &seen);
  g_assert_error (seen, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  export = till_export_new_for_report (desk->practice, TILL_REPORT_MONTH, today (desk),
                                       TILL_EXPORT_CSV, FALSE, &taken);
  g_assert_null (export);
  g_assert_error (taken, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk->practice->actor = g_steal_pointer (&actor);
}

/* ── Out of the program ──────────────────────────────────────────────────────────────────────── */

static void
assert_n_audited (Desk *desk, const char *form, gint64 n)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM audit WHERE deed = 'export' AND subject = 'day-sheet'"
                     " AND after_json LIKE '%%\"form\":\"%s\"%%'",
                     form);

  g_assert_cmpint (desk_count (desk, sql), ==, n);
}

static void
test_export (void)
{
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  g_autofree char         *folder = till_test_temp_dir ();
  g_autofree char         *path = g_build_filename (folder, "day.csv", NULL);
  g_autofree char         *text = NULL;
  g_autofree char         *name = NULL;
  g_autoptr (TillExport)   csv = NULL;
  g_autoptr (TillExport)   pdf = NULL;
  g_autoptr (TillPdf)      read = NULL;
  g_autoptr (GBytes)       made = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  desk_take_cash (desk, 0, 1000);
  csv = till_export_new_for_report (desk->practice, TILL_REPORT_DAY_SHEET, today (desk),
                                    TILL_EXPORT_CSV, FALSE, &error);
  g_assert_no_error (error);
  name = till_export_dup_file_name (csv);
  g_assert_true (g_str_has_prefix (name, "day-sheet-20") && g_str_has_suffix (name, ".csv"));
  g_assert_true (till_export_save (csv, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Cash,1,10.00,0.00,0.00,10.00,"));
  assert_n_audited (desk, "csv", 1);

  pdf = till_export_new_for_report (desk->practice, TILL_REPORT_DAY_SHEET, today (desk),
                                    TILL_EXPORT_PDF, FALSE, &error);
  till_export_make_async (pdf, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  made = till_export_make_finish (pdf, kept, &error);
  g_assert_no_error (error);
  read = till_pdf_open (made, &error);
  g_assert_no_error (error);
  assert_n_audited (desk, "pdf", 1);
  desk_assert_holds (desk);
}

/* The books are not written over, nor is anything told of it. */
static void
test_refused (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autoptr (TillExport) export = NULL;
  g_autoptr (GError) error = NULL;

  export = till_export_new_for_report (desk->practice, TILL_REPORT_DAY_SHEET, today (desk),
                                       TILL_EXPORT_PDF, FALSE, &error);
  g_assert_false (till_export_save (export, desk->path, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  assert_n_audited (desk, "pdf", 0);
}

/* "report|day-sheet|…", in @folder. */
static int
run_command (Desk *desk, const char *folder, const char *arguments, GString *said)
{
  g_auto (GStrv)          words = g_strsplit (arguments, "|", -1);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillCommand) command =
    till_command_parse ((const char *const *) (gpointer) words, folder, &error);

  if (command == NULL)
    {
      g_string_append (said, error->message);
      return TILL_EXIT_USAGE;
    }

  return till_command_run (command, desk->practice, said, said);
}

static void
test_command (void)
{
  static const struct
  {
    const char *arguments;
    int         status;
    const char *said; /* part of it */
  } rows[] = {
    { "report|day-sheet|-p|p.till|a.csv", 0, "Saved " },
    { "report|--practice=p.till|month|--from|2026-01-01|--to=2026-12-31|b.PDF", 0, "Saved " },
    { "report|reconcile|--day|2026-11-24|--bom|-p|p.till|c.csv", 0, "Saved " },
    { "report|month|--to|2026-11-24|-p|p.till|d.csv", 0, "Saved " },
    { "report|shoes|-p|p.till|e.csv", 1, "There is no report “shoes”" },
    { "report|month|--day|yesterday|-p|p.till|e.csv", 1, "“yesterday” is no day" },
    { "report|month|--day|2026-02-30|-p|p.till|e.csv", 1, "is no day" },
    { "report|month|--from|2026-11-24|--to|2026-11-23|-p|p.till|e.csv", 1, "after the last" },
    { "report|month|-p|p.till|nowhere/e.csv", 1, "nowhere/e.csv" },
    { "report|month|-p|p.till", TILL_EXIT_USAGE, "till report" },
    { "report|month|-p|p.till|--day|2026-11-24|--from|2026-11-24|e.csv", TILL_EXIT_USAGE,
      "till report" },
    { "report|month|-p|p.till|--list|transactions|e.csv", TILL_EXIT_USAGE, "till report" },
    { "report|month|e.csv|f.csv|-p|p.till", TILL_EXIT_USAGE, "till report" },
    { "export|-p|p.till|--day|2026-11-24|e.csv", TILL_EXIT_USAGE, "till export" },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *folder = till_test_temp_dir ();
  g_autoptr (GDir) files = NULL;
  guint            n_files = 0;

  desk_take_cash (desk, 0, 1000);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) said = g_string_new (NULL);

      g_test_message ("%s", rows[i].arguments);
      g_assert_cmpint (run_command (desk, folder, rows[i].arguments, said), ==, rows[i].status);
      g_assert_nonnull (strstr (said->str, rows[i].said));
    }
  files = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (files) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 4);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/reports/make", test_make);
  g_test_add_func ("/flow/reports/waiting", test_waiting);
  g_test_add_func ("/flow/reports/changed", test_changed);
  g_test_add_func ("/flow/reports/not-allowed", test_not_allowed);
  g_test_add_func ("/flow/reports/export", test_export);
  g_test_add_func ("/flow/reports/refused", test_refused);
  g_test_add_func ("/flow/reports/command", test_command);

  return g_test_run ();
}
