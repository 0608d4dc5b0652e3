/* test-book-lines-breaks.c: a ledger's lines whose taking in broke off, or that came amid work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-lines.h"

#include "flow/till-practice-private.h"
#include "store/till-store-books.h"

#define N_MANY 3000

static void
test_cancelled_amidst (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_autofree char           *path = NULL;
  g_autofree char           *before = NULL;
  g_autofree char           *after = NULL;
  g_autoptr (JsonParser)     parser = NULL;
  g_autoptr (TillBookImport) import = NULL;
  GAsyncResult              *slot = NULL;
  g_autoptr (GAsyncResult)   result = NULL;
  g_autoptr (GError)         error = NULL;

  lines_take_in_patients (desk, N_MANY);
  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  parser = lines_write_demo (desk, TILL_DEMO_EAGLESOFT_TRANSACTIONS, N_MANY, &path);
  before = books_dump (desk);
  import = books_look_at (desk, path);
  till_book_import_run_async (import, cancellable, till_test_keep_result, &slot);
  till_test_wait_until (till_book_import_get_n_done (import) > 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 0);
  books_assert_balance (desk, "97001", "10000 5000 0 2500 0 4000");
  g_cancellable_cancel (cancellable);
  result = till_test_wait_result (&slot);
  g_assert_false (till_book_import_run_finish (import, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = books_dump (desk);
  g_assert_cmpstr (after, ==, before);
  desk_assert_holds (desk);
}

static TillBookRow *
make_line (TillDbConnection *connection, gint64 number)
{
  TillImportRow     *read = till_import_row_new ();
  TillBookRow       *row = till_book_row_new (read);
  g_autoptr (GError) error = NULL;

  read->number = g_strdup ("8001");
  read->guarantor_number = g_strdup ("8001");
  read->tran_num = number;
  read->line_amount = till_money (500);
  read->line_day = read->line_aged_from = till_day (2026, 1, 5);
  till_store_match_book_row (connection, TILL_IMPORT_LEDGER, FALSE, row, &error);
  g_assert_no_error (error);

  return row;
}

/* As far as the program got before it ended. */
static gboolean
break_off_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const TillActor   actor = { 1, (char *) "Ann" };
  g_autoptr (TillBookFile) file = till_book_file_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_book_row_free);
  gint64                after = 0;
  gboolean              is_done;
  guint                 n_added;

  file->kind = TILL_IMPORT_LEDGER;
  file->file_name = g_strdup ("half.csv");
  file->sha256 = g_strdup ("half");
  file->as_of = till_day (2026, 1, 6);
  for (gint64 i = 1; i <= 700; i++)
    g_ptr_array_add (rows, make_line (connection, i));

  return till_store_begin_book_import (connection, file, file->as_of, &actor, 0, error) &&
         till_store_add_book_rows (connection, file, rows, &n_added, error) &&
         till_store_age_book_lines (connection, file->id, &after, &is_done, error);
}

static void
test_broken_off (void)
{
  g_autoptr (Desk)   desk = lines_desk_of_october ();
  g_autofree char   *before = books_dump (desk);
  g_autofree char   *after = NULL;
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, break_off_job, NULL,
                 &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "8001", LINES_OCTOBER_NG);
  lines_assert_hold (desk);

  desk_close (desk);
  desk_open (desk);
  till_test_wait_until (
    desk_count (desk, "SELECT count(*) FROM book_imports WHERE state = 'coming'") == 0);
  after = books_dump (desk);
  g_assert_cmpstr (after, ==, before);
  lines_assert_hold (desk);
}

/* What is paid and posted while the lines come stands beside them. */
static void
test_collect_meanwhile (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = NULL;
  g_autoptr (JsonParser)     parser = NULL;
  g_autoptr (TillBookImport) import = NULL;
  GAsyncResult              *slot = NULL;
  g_autoptr (GAsyncResult)   result = NULL;
  g_autoptr (GError)         error = NULL;

  lines_take_in_patients (desk, N_MANY);
  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  parser = lines_write_demo (desk, TILL_DEMO_EAGLESOFT_TRANSACTIONS, N_MANY, &path);
  import = books_look_at (desk, path);
  till_book_import_run_async (import, NULL, till_test_keep_result, &slot);
  till_test_wait_until (till_book_import_get_n_done (import) > 0);
  books_pay (desk, "97001", 500);
  books_assert_balance (desk, "97001", "10000 5000 0 2000 0 4000");
  result = till_test_wait_result (&slot);
  till_book_import_run_finish (import, result, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97001", "0 0 0 0 -500 0");
  lines_assert_hold (desk);
  books_undo (desk);
  books_assert_balance (desk, "97001", "10000 5000 0 2000 0 4000");
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/book-lines-breaks/cancelled-amidst", test_cancelled_amidst);
  g_test_add_func ("/flow/book-lines-breaks/broken-off", test_broken_off);
  g_test_add_func ("/flow/book-lines-breaks/collect-meanwhile", test_collect_meanwhile);

  return g_test_run ();
}
