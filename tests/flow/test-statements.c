/* test-statements.c: who gets a statement, what is noted of it and when, and what goes wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "document/till-receipt.h"
#include "flow/till-export.h"
#include "flow/till-practice-private.h"
#include "flow/till-practice-statements.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"
#include "till-desk.h"

/* Of each kind one. */
enum
{
  GOOD,
  WITHOUT_ADDRESS,
  SETTLED,
  DECEASED,
  N_KINDS,
};

typedef struct
{
  Desk  *desk;
  char  *path; /* of a file in an empty folder */
  gint64 ids[N_KINDS];
} Fixture;

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Fixture     *self = data;
  TillDay      today = till_practice_get_today (self->desk->practice);
  TillInstant  now = till_practice_now (self->desk->practice);
  const gint64 cents[N_KINDS] = { 10000, 20000, 4000, 5000 };

  for (int i = 0; i < N_KINDS; i++)
    if (!till_store_add_ledger_entry (connection, self->ids[i], "charge", till_money (cents[i]),
                                      till_day_add (today, -40), "Crown", now, error))
      return FALSE;
  g_assert_true (till_store_add_ledger_entry (connection, self->ids[SETTLED], "adjustment",
                                              till_money (-4000), today, NULL, now, error));

  return till_db_execute (connection,
                          "UPDATE patients SET address = '1 Elm Street' WHERE name <> 'Nowhere, "
                          "Nell';"
                          "UPDATE patients SET state = 'deceased' WHERE name = 'Dead, Dan'",
                          error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (folder, "statements.pdf", NULL);
  self->desk = desk_new_for_cash ();
  self->ids[GOOD] = desk_add_patient (self->desk, "Good, Grace", 0);
  self->ids[WITHOUT_ADDRESS] = desk_add_patient (self->desk, "Nowhere, Nell", 0);
  self->ids[SETTLED] = desk_add_patient (self->desk, "Settled, Sam", 0);
  self->ids[DECEASED] = desk_add_patient (self->desk, "Dead, Dan", 0);
  till_test_wait_until (!self->desk->practice->aging);
  till_db_write (self->desk->practice->db, TILL_DB_NORMAL, fill_job, self, &error);
  g_assert_no_error (error);
  till_practice_age_if_due (self->desk->practice);
  till_test_wait_until (!self->desk->practice->aging);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  desk_assert_holds (self->desk);
  desk_free (self->desk);
  g_free (self->path);
}

static TillExport *
new_export (Fixture *self, guint waived, gboolean on_paper)
{
  g_autoptr (GError) error = NULL;
  TillExport *export = till_export_new_for_statements (self->desk->practice, self->ids, N_KINDS,
                                                       waived, on_paper, &error);

  g_assert_no_error (error);

  return export;
}

/* All pages, one after the other. */
static char *
read_pages (GBytes *bytes)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (TillPdf) pdf = till_pdf_open (bytes, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < till_pdf_get_n_pages (pdf); i++)
    {
      g_autofree char *page = till_pdf_get_text (pdf, i);

      g_string_append (text, page);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
count_statements (Fixture *self)
{
  return desk_count (self->desk, "SELECT count(*) FROM statements");
}

/* ── Before ── */

static void
test_survey (Fixture *self, gconstpointer data)
{
  static const char *const reasons[N_KINDS] = { NULL, "Has no postal address", "Owes nothing",
                                                "Is deceased" };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GPtrArray)    candidates = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_survey_statements_async (self->desk->practice, self->ids, N_KINDS, NULL,
                                         till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  candidates = till_practice_survey_statements_finish (self->desk->practice, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, N_KINDS);
  for (guint i = 0; i < N_KINDS; i++)
    {
      const TillStatementCandidate *candidate = candidates->pdata[i];

      g_assert_cmpint (candidate->guarantor_id, ==, self->ids[i]);
      g_assert_cmpstr (candidate->why, ==, reasons[i]);
    }
  g_assert_cmpint (((TillStatementCandidate *) candidates->pdata[GOOD])->due.cents, ==, 10000);
}

/* ── To a file ── */

static void
test_saved (Fixture *self, gconstpointer data)
{
  g_autoptr (TillExport) export = new_export (self, 0, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *name = till_export_dup_file_name (export);
  g_autofree char   *text = NULL;
  char              *contents;
  gsize              length;

  g_assert_true (g_str_has_prefix (name, "statements-20") && g_str_has_suffix (name, ".pdf"));
  till_export_save (export, self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (till_export_get_n_rows (export), ==, 1);
  g_assert_true (g_file_get_contents (self->path, &contents, &length, &error));
  bytes = g_bytes_new_take (contents, length);
  text = read_pages (bytes);
  g_assert_nonnull (strstr (text, "Grace Good"));
  g_assert_nonnull (strstr (text, "Elm Street Dental"));
  g_assert_null (strstr (text, "Nell"));
  g_assert_cmpint (count_statements (self), ==, 1);
  g_assert_cmpint (desk_count (self->desk, "SELECT due_cents FROM statements WHERE form = 'pdf'"),
                   ==, 10000);
  g_assert_cmpint (desk_count (self->desk,
                               "SELECT count(*) FROM audit WHERE deed = 'make-statement'"
                               " AND actor = 'Maria Lopez' AND after_json LIKE '%\"due\":10000%'"),
                   ==, 1);
}

/* Each group of reasons by itself, or all of them. */
static void
test_waived (Fixture *self, gconstpointer data)
{
  const struct
  {
    guint waived;
    guint n;
  } cases[] = {
    { TILL_STATEMENT_NO_ADDRESS, 2 },
    { TILL_STATEMENT_NOTHING_DUE, 2 },
    { TILL_STATEMENT_NOT_TO_BE_ASKED, 2 },
    { TILL_STATEMENT_NO_ADDRESS | TILL_STATEMENT_NOTHING_DUE | TILL_STATEMENT_NOT_TO_BE_ASKED, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TillExport) export = new_export (self, cases[i].waived, FALSE);
      g_autoptr (GError) error = NULL;

      till_export_save (export, self->path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (till_export_get_n_rows (export), ==, cases[i].n);
    }
}

/* Where nothing can be written, nothing is noted. */
static void
test_not_saved (Fixture *self, gconstpointer data)
{
  g_autoptr (TillExport) export = new_export (self, 0, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_false (till_export_save (export, "/nowhere/statements.pdf", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count_statements (self), ==, 0);
}

static void
test_nobody (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TillExport) export =
    till_export_new_for_statements (self->desk->practice, &self->ids[SETTLED], 1, 0, FALSE, &error);

  g_assert_false (till_export_save (export, self->path, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

/* ── To the printer ── */

static GBytes *
make (TillExport *export, GCancellable *cancellable, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_export_make_async (export, cancellable, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_export_make_finish (export, kept, error);
}

/* What was looked at in the dialog and not printed is no statement. */
static void
test_printed (Fixture *self, gconstpointer data)
{
  g_autoptr (TillExport) export = new_export (self, TILL_STATEMENT_NO_ADDRESS, TRUE);
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       bytes = make (export, NULL, &error);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  g_assert_cmpint (count_statements (self), ==, 0);

  till_export_note_async (export, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_true (till_export_note_finish (export, kept, &error));
  g_assert_cmpint (desk_count (self->desk, "SELECT count(*) FROM statements WHERE form = 'paper'"),
                   ==, 2);
}

static void
test_given_up (Fixture *self, gconstpointer data)
{
  g_autoptr (TillExport) export = new_export (self, 0, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (make (export, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_statements (self), ==, 0);
}

/* More than one commit has time for. */
static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (TillExport) export = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 600; i++)
    g_array_append_val (ids, self->ids[GOOD]);
  export = till_export_new_for_statements (self->desk->practice, (const gint64 *) ids->data,
                                           ids->len, 0, FALSE, &error);
  till_export_save (export, self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_statements (self), ==, 600);
  g_assert_cmpuint (till_export_get_n_done (export), ==, 600);
}

/* ── Settings ── */

static void
set (Fixture *self, const char *key, const char *value, GError **error)
{
  const char *const        pair[] = { key, value, NULL };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_set_settings_async (self->desk->practice, pair, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_set_settings_finish (self->desk->practice, kept, error);
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) plain = NULL;
  g_autoptr (GError) card = NULL;
  g_autoptr (TillExport) export = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *text = NULL;

  set (self, TILL_SETTING_STATEMENT_LINK, "http://pay.example.com", &plain);
  g_assert_error (plain, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  set (self, TILL_SETTING_STATEMENT_MESSAGE, "4111 1111 1111 1111", &card);
  g_assert_error (card, TILL_ERROR, TILL_ERROR_CARD_NUMBER);

  set (self, TILL_SETTING_STATEMENT_LINK, "https://pay.example.com", &error);
  g_assert_no_error (error);
  set (self, TILL_SETTING_STATEMENT_MESSAGE, "Happy holidays!", &error);
  g_assert_no_error (error);
  export = new_export (self, 0, TRUE);
  bytes = make (export, NULL, &error);
  g_assert_no_error (error);
  text = read_pages (bytes);
  g_assert_nonnull (strstr (text, "Pay online: https://pay.example.com"));
  g_assert_nonnull (strstr (text, "Happy holidays!"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "survey", test_survey },       { "saved", test_saved },   { "waived", test_waived },
    { "not-saved", test_not_saved }, { "nobody", test_nobody }, { "printed", test_printed },
    { "given-up", test_given_up },   { "many", test_many },     { "settings", test_settings },
  };

  desk_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/flow/statements/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }

  return g_test_run ();
}
