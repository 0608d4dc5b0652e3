/* test-book-breaks.c: another program's file whose taking in broke off, or that came amid work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-books.h"

#include "demo/till-demo-files.h"
#include "flow/till-practice-private.h"
#include "store/till-store-books.h"

#define N_MANY 3000

/* The import of many, when some of its rows are written. */
static TillBookImport *
begin_many (Desk *desk, GCancellable *cancellable, GAsyncResult **slot)
{
  g_autofree char   *path = g_build_filename (desk->folder, "many.csv", NULL);
  g_autoptr (GError) error = NULL;
  TillBookImport    *import;

  till_demo_write_file (TILL_DEMO_OPEN_DENTAL_AR, 3, N_MANY,
                        till_practice_get_today (desk->practice), path, NULL, &error);
  g_assert_no_error (error);
  import = books_look_at (desk, path);
  till_book_import_run_async (import, cancellable, till_test_keep_result, slot);
  till_test_wait_until (till_book_import_get_n_done (import) > 0);

  return import;
}

static void
test_cancelled_amidst (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_autofree char           *before = NULL;
  g_autofree char           *after = NULL;
  GAsyncResult              *slot = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GAsyncResult)   result = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  before = books_dump (desk);
  import = begin_many (desk, cancellable, &slot);
  books_assert_balance (desk, "97001", "10000 5000 0 2500 0 4000");
  g_cancellable_cancel (cancellable);
  result = till_test_wait_result (&slot);
  g_assert_false (till_book_import_run_finish (import, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = books_dump (desk);
  g_assert_cmpstr (after, ==, before);
  desk_assert_holds (desk);
}

/* What is paid and posted while a file comes is in the balances before it, and in those after. */
static void
test_collect_meanwhile (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  GAsyncResult              *slot = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GAsyncResult)   result = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  import = begin_many (desk, NULL, &slot);
  books_pay (desk, "97001", 500);
  books_assert_balance (desk, "97001", "10000 5000 0 2000 0 4000");
  result = till_test_wait_result (&slot);
  till_book_import_run_finish (import, result, &error);
  g_assert_no_error (error);
  /* In no row of the second file, which does not know of the payment. */
  books_assert_balance (desk, "97001", "0 0 0 0 -500 0");
  desk_assert_holds (desk);
  books_undo (desk);
  books_assert_balance (desk, "97001", "10000 5000 0 2000 0 4000");
  desk_assert_holds (desk);
}

static void
test_cancelled (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = books_write_file (desk, "november.csv", BOOKS_NOVEMBER);
  g_autofree char           *before = NULL;
  g_autofree char           *after = NULL;
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  before = books_dump (desk);
  import = books_look_at (desk, path);
  g_cancellable_cancel (cancellable);
  g_assert_false (books_take_in (import, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = books_dump (desk);
  g_assert_cmpstr (after, ==, before);
  desk_assert_holds (desk);
}

static TillBookRow *
make_row (TillDbConnection *connection, const char *number, const char *name)
{
  TillImportRow     *read = till_import_row_new ();
  TillBookRow       *row = till_book_row_new (read);
  g_autoptr (GError) error = NULL;

  read->number = g_strdup (number);
  read->name = g_strdup (name);
  read->email = g_strdup ("broken@example.com");
  read->total = read->owed[0] = till_money (500);
  till_store_match_book_row (connection, TILL_IMPORT_BALANCES, FALSE, row, &error);
  g_assert_no_error (error);

  return row;
}

/* As far as the program got before it ended: TRUE in @data, one commit further. */
static gboolean
break_off_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const TillActor   actor = { 1, (char *) "Ann" };
  g_autoptr (TillBookFile) file = till_book_file_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_book_row_free);
  g_autoptr (GBytes)    piece = g_bytes_new_static ("half of it", 10);
  guint                 n_added;

  file->file_name = g_strdup ("half.csv");
  file->sha256 = g_strdup ("half");
  file->as_of = till_day (2026, 11, 24);
  g_ptr_array_add (rows, make_row (connection, "97009", "Half, Way"));
  g_ptr_array_add (rows, make_row (connection, "97001", "Stone, Olive"));

  if (!till_store_begin_book_import (connection, file, file->as_of, &actor, 0, error) ||
      !till_store_keep_book_piece (connection, file->id, 0, piece, error) ||
      !till_store_add_book_rows (connection, file, rows, &n_added, error))
    return FALSE;
  file->total = till_money (1000);

  return data == NULL || till_store_show_book_import (connection, file, 0, &actor, 0, error);
}

static void
write_job (Desk *desk, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, job, data, &error);
  g_assert_no_error (error);
}

static void
test_broken_off (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  before = books_dump (desk);
  write_job (desk, break_off_job, NULL);
  g_assert_cmpuint (books_count_found (desk, "half way"), ==, 0);
  books_assert_balance (desk, "97001", "10000 5000 0 2500 0 4000");
  desk_assert_holds (desk);

  desk_close (desk);
  desk_open (desk);
  till_test_wait_until (
    desk_count (desk, "SELECT count(*) FROM book_imports WHERE state = 'coming'") == 0);
  after = books_dump (desk);
  g_assert_cmpstr (after, ==, before);
  desk_assert_holds (desk);
}

static void
test_ended_when_shown (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  write_job (desk, break_off_job, GINT_TO_POINTER (TRUE));
  g_assert_cmpuint (books_count_found (desk, "half way"), ==, 1);
  books_assert_balance (desk, "97001", "500 0 0 0 0 0");
  desk_assert_holds (desk);

  desk_close (desk);
  desk_open (desk);
  till_test_wait_until (
    desk_count (desk, "SELECT count(*) FROM book_imports WHERE state = 'shown'") == 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM patients WHERE number = '97001'"
                                     " AND email = 'broken@example.com'"),
                   ==, 1);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/book-breaks/cancelled", test_cancelled);
  g_test_add_func ("/flow/book-breaks/cancelled-amidst", test_cancelled_amidst);
  g_test_add_func ("/flow/book-breaks/collect-meanwhile", test_collect_meanwhile);
  g_test_add_func ("/flow/book-breaks/broken-off", test_broken_off);
  g_test_add_func ("/flow/book-breaks/ended-when-shown", test_ended_when_shown);

  return g_test_run ();
}
