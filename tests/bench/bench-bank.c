/* bench-bank.c: Collect while a long statement of the bank is taken in, and taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>

#include "bench-desk.h"
#include "bench.h"
#include "flow/till-bank-import.h"
#include "flow/till-practice-bank.h"

/* With the headings, the most that a file may have. */
#define N_LINES 19999
#define LIMIT_MS 60.0

static char *
write_statement (const char *folder)
{
  char               *path = g_build_filename (folder, "statement.csv", NULL);
  g_autoptr (GString) text = g_string_new ("Date,Description,Amount\n");
  TillDay             last = till_day_from_iso (BENCH_LAST_DAY);
  g_autoptr (GError)  error = NULL;

  for (guint i = 0; i < N_LINES; i++)
    {
      g_autofree char *day = till_day_to_iso (till_day_add (last, -(int) (i / 20)));

      g_string_append_printf (text, "%s,CLEARENT LLC DEPOSIT %06u,%u.%02u\n", day, i, 100 + i % 900,
                              i % 100);
    }
  if (!g_file_set_contents (path, text->str, (gssize) text->len, &error))
    g_error ("%s", error->message);

  return path;
}

static TillBankImport *
open_statement (TillPractice *practice, const char *path)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError)       error = NULL;
  TillBankImport          *import;

  till_bank_import_open_async (practice, path, NULL, bench_keep_result, &result);
  done = bench_wait (practice, &result, NULL);
  import = till_bank_import_open_finish (practice, done, &error);
  if (import == NULL || !till_bank_import_set_account (import, "1939", &error))
    g_error ("%s", error->message);
  g_assert_cmpuint (till_bank_import_get_n_lines (import), ==, N_LINES);

  return import;
}

static gint64
count_shown (TillPractice *practice)
{
  TillTable *table = till_practice_get_bank_lines (practice);

  till_table_refresh (table);
  while (till_table_get_state (table) != TILL_TABLE_READY)
    g_main_context_iteration (NULL, TRUE);

  return till_table_get_n_rows (table);
}

static void
take_in (TillPractice *practice, const char *path, GArray *waits)
{
  g_autoptr (TillBankImport) import = open_statement (practice, path);
  GAsyncResult              *result = NULL;
  g_autoptr (GAsyncResult)   done = NULL;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *words = NULL;

  till_bank_import_run_async (import, bench_keep_result, &result);
  done = bench_wait (practice, &result, waits);
  words = till_bank_import_run_finish (import, done, &error);
  if (words == NULL)
    g_error ("%s", error->message);
  g_assert_cmpint (count_shown (practice), ==, N_LINES);
}

static void
take_back (TillPractice *practice, GArray *waits)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_take_back_import_async (practice, 1, bench_keep_result, &result);
  done = bench_wait (practice, &result, waits);
  if (!till_practice_take_back_import_finish (practice, done, &error))
    g_error ("%s", error->message);
  g_assert_cmpint (count_shown (practice), ==, 0);
}

static void
print_worst (const char *name, GArray *waits)
{
  bench_limit (name, "ms", bench_percentile ((double *) (gpointer) waits->data, waits->len, 1.0),
               LIMIT_MS);
  g_array_set_size (waits, 0);
}

void
bench_bank (void)
{
  g_autofree char   *folder = g_dir_make_tmp ("till-bench-XXXXXX", NULL);
  g_autofree char   *path = g_build_filename (folder, "bank.till", NULL);
  g_autofree char   *statement = write_statement (folder);
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  TillPractice      *practice = bench_practice_new (path);

  take_in (practice, statement, waits);
  print_worst ("collect-during-bank-import-worst", waits);
  take_back (practice, waits);
  print_worst ("collect-during-bank-take-back-worst", waits);

  bench_practice_free (practice);
  g_remove (statement);
  g_rmdir (folder);
}
