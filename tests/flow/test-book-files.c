/* test-book-files.c: imported files themselves: kept, saved again, and imported a second time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-books.h"

#include <glib/gstdio.h>
#include <string.h>

#include "flow/till-export.h"
#include "flow/till-practice-private.h"
#include "store/till-store-books.h"

/* ── Kept ────────────────────────────────────────────────────────────────────────────────────── */

/* A list of patients with a column of letters that can hardly be compressed: several pieces. */
static char *
make_long_list (void)
{
  GString          *text = g_string_new ("PatNum,LName,FName,Birthdate,Guarantor,Remarks\n");
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 1; i <= 400; i++)
    {
      g_string_append_printf (text, "%u,Stone,Olive,1990-01-01,%u,", i, i);
      for (guint n = 0; n < 2500; n++)
        g_string_append_c (text, (char) ('a' + g_rand_int_range (random, 0, 26)));
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static gint64
find_last (Desk *desk)
{
  return desk_count (desk, "SELECT max(id) FROM book_imports");
}

static gboolean
save (Desk *desk, gint64 import_id, const char *path, GError **error)
{
  g_autoptr (TillExport) export = NULL;

  export = till_export_new_for_book_file (desk->practice, import_id, error);

  return export != NULL && till_export_save (export, path, error);
}

static void
assert_saves (Desk *desk, gint64 import_id, const char *expected)
{
  g_autofree char   *path = g_build_filename (desk->folder, "again.csv", NULL);
  g_autofree char   *bytes = NULL;
  gsize              length;
  g_autoptr (GError) error = NULL;

  save (desk, import_id, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, strlen (expected));
  g_assert_true (memcmp (bytes, expected, length) == 0);
}

/* Byte for byte, by whom it is noted; and after an undo, and in a backup that is restored. */
static void
test_kept (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  g_autofree char   *text = make_long_list ();
  g_autofree char   *copy = g_build_filename (desk->folder, "copy.till", NULL);
  g_autoptr (GError) error = NULL;
  gint64             id;

  books_assert_imports (desk, "people.csv", text);
  id = find_last (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM book_import_pieces"), >, 2);
  g_assert_cmpint (desk_count (desk, "SELECT sum(length(bytes)) FROM book_import_pieces"), <,
                   (gint64) strlen (text));
  assert_saves (desk, id, text);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'save-imported-file'"
                                     " AND after_json LIKE '%people.csv%'"),
                   ==, 1);
  desk_assert_holds (desk);

  books_undo (desk);
  assert_saves (desk, id, text);

  till_db_backup (till_practice_get_db (desk->practice), copy, &error);
  g_assert_no_error (error);
  desk_close (desk);
  g_assert_cmpint (g_rename (copy, desk->path), ==, 0);
  desk_open (desk);
  assert_saves (desk, id, text);
}

static gboolean
is_verified (Desk *desk)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings = till_store_verify (
    till_db_get_reader (till_practice_get_db (desk->practice)), desk->path, NULL, &error);
  gboolean holds = TRUE;

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    holds = holds && ((const TillFinding *) findings->pdata[i])->holds;

  return holds;
}

/* What is not whole any more is not given out; a piece that is missing is found before. */
static void
test_damaged (void)
{
  static const char *const breaks[] = {
    "DELETE FROM book_import_pieces WHERE n = 1",
    "DELETE FROM book_import_pieces WHERE n = (SELECT max(n) FROM book_import_pieces)",
    "UPDATE book_import_pieces SET bytes = zeroblob (length (bytes)) WHERE n = 1",
  };
  g_autofree char *text = make_long_list ();

  for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autoptr (Desk)   desk = desk_new_for_cash ();
      g_autofree char   *path = g_build_filename (desk->folder, "again.csv", NULL);
      g_autoptr (GError) error = NULL;

      books_assert_imports (desk, "people.csv", text);
      g_assert_true (is_verified (desk));
      books_change (desk, breaks[i]);
      g_assert_true (is_verified (desk) == g_str_has_prefix (breaks[i], "UPDATE"));
      g_assert_false (save (desk, find_last (desk), path, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
      g_assert_nonnull (strstr (error->message, "“people.csv” is not whole"));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* An import of an earlier version has no file to save. */
static void
test_not_kept (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  g_autofree char   *path = g_build_filename (desk->folder, "again.csv", NULL);
  g_autoptr (GError) error = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  books_change (desk, BOOKS_NOT_KEPT);
  g_assert_false (save (desk, find_last (desk), path, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
}

/* ── Listed ──────────────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
list (Desk *desk, gint64 before, guint most)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  GPtrArray               *files;

  till_book_import_list_async (desk->practice, before, most, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  files = till_book_import_list_finish (desk->practice, result, &error);
  g_assert_no_error (error);

  return files;
}

static void
test_listed (void)
{
  g_autoptr (Desk)      desk = desk_new_for_cash ();
  g_autoptr (GPtrArray) files = NULL;
  const TillBookFile   *file;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  books_assert_imports (desk, "november.csv", BOOKS_NOVEMBER);
  books_undo (desk);
  files = list (desk, 0, 1);
  g_assert_cmpuint (files->len, ==, 1);
  file = files->pdata[0];
  g_assert_cmpstr (file->file_name, ==, "november.csv");
  g_assert_true (file->is_undone);
  g_assert_true (file->is_kept);

  g_ptr_array_unref (files);
  files = list (desk, find_last (desk), 9);
  g_assert_cmpuint (files->len, ==, 1);
  file = files->pdata[0];
  g_assert_cmpstr (file->file_name, ==, "october.csv");
  g_assert_cmpint (file->n_rows, ==, 3);
  g_assert_false (file->is_undone);
}

/* ── A second time ───────────────────────────────────────────────────────────────────────────── */

static void
assert_known (Desk *desk, const char *path)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBookImport) import = till_book_import_new (desk->practice, path, &error);

  g_assert_false (till_book_import_read (import, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_EXISTS);
}

/* A file that another has taken the place of can be taken in again; one that is in force can't. */
static void
test_again (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *october = books_write_file (desk, "october.csv", BOOKS_OCTOBER);
  g_autofree char *people = books_write_file (desk, "people.csv", PATIENTS_HEAD "8,Ng,Lea,,1,,8\n");

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  assert_known (desk, october);
  books_assert_imports (desk, "people.csv", PATIENTS_HEAD "8,Ng,Lea,,1,,8\n");
  assert_known (desk, people);
  assert_known (desk, october);

  books_assert_imports (desk, "november.csv", BOOKS_NOVEMBER);
  assert_known (desk, people);
  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  assert_known (desk, october);
  books_assert_balance (desk, "97001", "10000 5000 0 2500 0 4000");
  books_assert_balance (desk, "97004", "");
  desk_assert_holds (desk);
  books_undo (desk);
  books_assert_balance (desk, "97004", "100 0 0 0 0 0");
  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);

  books_assert_imports (desk, "moved.csv", PATIENTS_HEAD "8,Ng,Lea,,2,,8\n");
  books_assert_imports (desk, "people.csv", PATIENTS_HEAD "8,Ng,Lea,,1,,8\n");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM patients"
                                     " WHERE number = '8' AND phone = '1'"),
                   ==, 1);
  assert_known (desk, people);
  books_undo (desk);
  assert_known (desk, october);
  desk_assert_holds (desk);
}

/* ── Our own ─────────────────────────────────────────────────────────────────────────────────── */

#define OWING                                                                                      \
  PATIENTS_HEAD "97001,Stone,Olive,1979-05-06,555-0101,,97001\n"                                   \
                "97002,Müller-Lüdenscheidt,Ottilie,,,,97002\n"                                   \
                "97003,Chen,Wei,,555-0103,,97003\n"

static char *
export_receivables (Desk *desk)
{
  g_autoptr (TillFilter) all = till_filter_new ();
  TillExportOrder        order = { .list = "receivables", .filter = all };
  g_autofree char       *path = g_build_filename (desk->folder, "own.csv", NULL);
  g_autoptr (TillExport) export = NULL;
  g_autoptr (GError) error = NULL;
  char              *text;

  export = till_export_new (desk->practice, &order, &error);
  g_assert_no_error (error);
  till_export_save (export, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* What Accounts Receivable exports is the same to the cent in another practice, and in its own. */
static void
test_round_trip (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autoptr (Desk)           other = desk_new_for_cash ();
  g_autofree char           *text = NULL;
  g_autofree char           *path = NULL;
  g_autoptr (TillBookImport) import = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  text = export_receivables (desk);
  path = books_write_file (desk, "own.csv", text);
  import = books_look_at (desk, path);
  g_assert_cmpuint (till_book_import_get_n_problems (import), ==, 0);
  books_assert_counts (import, 0, 0, 3, 0);

  books_assert_imports (other, "people.csv", OWING);
  books_assert_imports (other, "own.csv", text);
  g_assert_cmpint (desk_count (other, "SELECT count(*) FROM patients WHERE number LIKE '97%'"), ==,
                   3);
  books_assert_balance (other, "97001", "10000 5000 0 2500 0 4000");
  books_assert_balance (other, "97002", "0 0 0 0 -3000 0");
  books_assert_balance (other, "97003", "1000 0 0 0 0 0");
  desk_assert_holds (other);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/book-files/kept", test_kept);
  g_test_add_func ("/flow/book-files/damaged", test_damaged);
  g_test_add_func ("/flow/book-files/not-kept", test_not_kept);
  g_test_add_func ("/flow/book-files/listed", test_listed);
  g_test_add_func ("/flow/book-files/again", test_again);
  g_test_add_func ("/flow/book-files/round-trip", test_round_trip);

  return g_test_run ();
}
