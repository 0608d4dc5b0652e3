/* till-desk-books.c: the front desk, and the files of another program that it takes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-books.h"

#include "flow/till-practice-patients.h"
#include "flow/till-practice-private.h"

char *
books_write_file (Desk *desk, const char *name, const char *text)
{
  char              *path = g_build_filename (desk->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

TillBookImport *
books_look_at (Desk *desk, const char *path)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  TillBookImport          *import = till_book_import_new (desk->practice, path, &error);

  g_assert_no_error (error);
  till_book_import_read_async (import, NULL, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  till_book_import_read_finish (import, result, &error);
  g_assert_no_error (error);

  return import;
}

gboolean
books_take_in (TillBookImport *import, GCancellable *cancellable, GError **error)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  till_book_import_run_async (import, cancellable, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);

  return till_book_import_run_finish (import, result, error);
}

void
books_assert_imports (Desk *desk, const char *name, const char *text)
{
  g_autofree char           *path = books_write_file (desk, name, text);
  g_autoptr (TillBookImport) import = books_look_at (desk, path);
  g_autoptr (GError)         error = NULL;

  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
}

void
books_undo (Desk *desk)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillBookFile) last = till_book_import_get_last (desk->practice, &error);
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (last);
  till_book_import_undo_async (desk->practice, last->id, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  till_book_import_undo_finish (desk->practice, result, &error);
  g_assert_no_error (error);
}

void
books_assert_counts (TillBookImport *import,
                     guint           n_new,
                     guint           n_changed,
                     guint           n_same,
                     guint           n_gone)
{
  const TillBookCounts *counts = till_book_import_get_counts (import);

  g_assert_cmpuint (counts->n[TILL_BOOK_NEW], ==, n_new);
  g_assert_cmpuint (counts->n[TILL_BOOK_CHANGED], ==, n_changed);
  g_assert_cmpuint (counts->n[TILL_BOOK_UNCHANGED], ==, n_same);
  g_assert_cmpuint (counts->n_gone, ==, n_gone);
}

/* What the practice says of a number: "100 50 0 25 0 40" in cents, or "" when it owes nothing. */
static char *
say_balance (Desk *desk, const char *number)
{
  static const char sql[] =
    "SELECT owed_0_30_cents || ' ' || owed_31_60_cents || ' ' || owed_61_90_cents || ' ' ||"
    "       owed_over_90_cents || ' ' || credit_cents || ' ' || insurance_cents"
    "  FROM balances b JOIN patients p ON p.id = b.guarantor_id"
    " WHERE b.edition_id = " SHOWN " AND p.number = ?1";
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) row =
    till_db_prepare (till_db_get_reader (till_practice_get_db (desk->practice)), sql, &error);

  g_assert_no_error (error);
  till_db_bind_text (row, 1, number);

  return till_db_step (row, NULL) == TILL_STEP_ROW ? till_db_column_dup_text (row, 0)
                                                   : g_strdup ("");
}

void
books_assert_balance (Desk *desk, const char *number, const char *expected)
{
  g_autofree char *said = say_balance (desk, number);

  g_assert_cmpstr (said, ==, expected);
}

guint
books_count_found (Desk *desk, const char *text)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray)    found = NULL;

  till_practice_search_patients_async (desk->practice, text, 10, NULL, till_test_keep_result,
                                       &slot);
  result = till_test_wait_result (&slot);
  found = till_practice_search_patients_finish (desk->practice, result, NULL);
  g_assert_nonnull (found);

  return found->len;
}

/* All that a person could see of it, and all that could be left of an import. */
char *
books_dump (Desk *desk)
{
  static const char *const tables[] = {
    "patients",   "patient_words", "balances",        "balance_bases",
    "editions",   "book_imports",  "patient_changes", "import_families",
    "book_lines", "audit",         "settings",        "book_import_pieces"
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", tables[i], desk_count (desk, sql));
    }
  g_string_append_printf (
    text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
    desk_count (desk, "SELECT coalesce(sum(length(name) * id + coalesce(guarantor_id, 0)), 0)"
                      " FROM patients"),
    desk_count (desk, "SELECT coalesce(sum(total_cents * guarantor_id), 0) FROM balances"));

  return g_string_free (text, FALSE);
}

static gint64
find_number (Desk *desk, const char *number)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM patients WHERE number = '%s'"
                                          " ORDER BY id DESC LIMIT 1",
                                          number);

  return desk_count (desk, sql);
}

void
books_pay (Desk *desk, const char *number, gint64 cents)
{
  gint64                   id = desk_take_cash (desk, find_number (desk, number), cents);
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_post_async (desk->practice, &id, 1, FALSE, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  till_practice_post_finish (desk->practice, result, &error);
  g_assert_no_error (error);
}

static gboolean
change_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

void
books_change (Desk *desk, const char *sql)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, change_job, (gpointer) sql,
                 &error);
  g_assert_no_error (error);
}
