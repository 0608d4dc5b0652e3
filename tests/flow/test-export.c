/* test-export.c: a list taken out of the program: the file, the audit's entry, what goes wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include <glib/gstdio.h>
#include <string.h>

#include "document/till-receipt.h"
#include "flow/till-command.h"
#include "flow/till-export.h"
#include "flow/till-practice-filters.h"
#include "flow/till-practice-private.h"
#include "flow/till-practice-requests.h"

#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct
{
  Desk  *desk;
  char  *folder; /* an empty one */
  char  *path;   /* of a file in it */
  gint64 ids[4];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->desk = desk_new_for_cash ();
  fixture->folder = till_test_temp_dir ();
  fixture->path = g_build_filename (fixture->folder, "list.csv", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->ids); i++)
    fixture->ids[i] = desk_take_cash (fixture->desk, 0, 1000 * ((gint64) i + 1));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_free (fixture->desk);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* ── What is asserted ────────────────────────────────────────────────────────────────────────────
 */

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (fixture->path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* Of files that came in the folder. */
static void
assert_n_files (Fixture *fixture, guint n_files)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, n_files);
}

static void
assert_n_audited (Fixture *fixture, gint64 n)
{
  g_assert_cmpint (desk_count (fixture->desk, "SELECT count(*) FROM audit WHERE deed = 'export'"),
                   ==, n);
}

static TillExport *
begin (Fixture *fixture, const TillExportOrder *order)
{
  static const char *const columns[] = { "patient", "amount", NULL };
  g_autoptr (TillFilter)   none = till_filter_new ();
  g_autoptr (GError)       error = NULL;
  TillExportOrder          whole = *order;
  TillExport *export;

  whole.list = "transactions";
  if (order->filter == NULL)
    whole.filter = none;
  if (order->columns == NULL)
    whole.columns = columns;
  export = till_export_new (fixture->desk->practice, &whole, &error);
  g_assert_no_error (error);

  return export;
}

static gboolean
save (TillExport *export, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_export_save_async (export, path, cancellable, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_export_save_finish (export, kept, error);
}

static void
save_well (Fixture *fixture, const TillExportOrder *order, guint n_rows)
{
  g_autoptr (TillExport) export = begin (fixture, order);
  g_autoptr (GError) error = NULL;

  save (export, fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (till_export_get_n_rows (export), ==, n_rows);
  g_assert_cmpuint (till_export_get_n_done (export), ==, n_rows);
  assert_n_files (fixture, 1);
}

/* ── CSV ─────────────────────────────────────────────────────────────────────────────────────────
 */

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  static const TillSortKey by_amount[] = { { "amount", FALSE }, { NULL, FALSE } };
  g_autoptr (TillFilter)   filter = till_filter_new ();
  TillExportOrder          order = { .filter = filter, .sort = by_amount };
  g_autoptr (TillExport) export = NULL;
  g_autofree char *name = NULL;
  g_autofree char *today = NULL;
  g_autofree char *expected = NULL;

  till_filter_set (filter, "amount", TILL_OP_BETWEEN, VALUES ("2000", ""));
  save_well (fixture, &order, 3);
  assert_text (fixture, "Patient,Amount\r\n\"Lee, Anna\",20.00\r\n\"Lee, Anna\",30.00\r\n"
                        "\"Lee, Anna\",40.00\r\n");
  assert_n_audited (fixture, 1);
  g_assert_cmpint (
    desk_count (fixture->desk,
                "SELECT count(*) FROM audit WHERE deed = 'export' AND subject = 'transactions'"
                " AND json_extract (after_json, '$.form') = 'csv'"
                " AND json_extract (after_json, '$.rows') = 3"
                " AND json_extract (after_json, '$.filter') = 'Amount: from $20.00'"
                " AND actor <> ''"),
    ==, 1);
  desk_assert_holds (fixture->desk);

  export = begin (fixture, &order);
  name = till_export_dup_file_name (export);
  today = till_day_to_iso (till_practice_get_today (fixture->desk->practice));
  expected = g_strdup_printf ("transactions-%s.csv", today);
  g_assert_cmpstr (name, ==, expected);
}

/* The selected, and all but them; the mark for Excel. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillExportOrder    order = { .ids = ids, .columns = VALUES ("amount") };

  g_array_append_vals (ids, fixture->ids, 2);
  save_well (fixture, &order, 2);
  assert_text (fixture, "Amount\r\n20.00\r\n10.00\r\n");
  order.all_but = TRUE;
  order.bom = TRUE;
  save_well (fixture, &order, 2);
  assert_text (fixture, "\xef\xbb\xbf"
                        "Amount\r\n40.00\r\n30.00\r\n");
}

/* A card number somebody searched for is nowhere kept. */
static void
test_card_number (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  TillExportOrder        order = { .filter = filter };

  till_filter_set_search (filter, "4111 1111 1111 1111");
  save_well (fixture, &order, 0);
  assert_n_audited (fixture, 1);
  g_assert_cmpint (
    desk_count (fixture->desk, "SELECT count(*) FROM audit WHERE after_json LIKE '%4111%'"), ==, 0);
  desk_assert_holds (fixture->desk);
}

/* ── PDF ─────────────────────────────────────────────────────────────────────────────────────────
 */

static void
assert_report (GBytes *pdf)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (TillPdf) read = till_pdf_open (pdf, &error);
  g_autofree char    *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (till_pdf_get_n_pages (read), ==, 1);
  text = till_pdf_get_text (read, 0);
  g_assert_nonnull (strstr (text, "Transactions"));
  g_assert_nonnull (strstr (text, "Amount: from $20.00"));
  g_assert_nonnull (strstr (text, "3 rows"));
  g_assert_nonnull (strstr (text, "Page 1 of 1"));
  g_assert_nonnull (strstr (text, "Net"));
  g_assert_nonnull (strstr (text, "$90.00"));
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  TillExportOrder        order = { .filter = filter, .form = TILL_EXPORT_PDF };
  g_autoptr (TillExport) export = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GBytes)       pdf = NULL;
  g_autoptr (GBytes)       of_file = NULL;
  g_autoptr (GError)       error = NULL;
  char                    *bytes;
  gsize                    length;

  till_filter_set (filter, "amount", TILL_OP_BETWEEN, VALUES ("2000", ""));
  save_well (fixture, &order, 3);
  g_file_get_contents (fixture->path, &bytes, &length, &error);
  g_assert_no_error (error);
  of_file = g_bytes_new_take (bytes, length);
  assert_report (of_file);

  export = begin (fixture, &order);
  till_export_make_async (export, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  pdf = till_export_make_finish (export, kept, &error);
  g_assert_no_error (error);
  assert_report (pdf);
  assert_n_audited (fixture, 2);
}

/* ── What goes wrong: no file, no entry, and what was there stays ────────────────────────────────
 */

static void
fail (Fixture *fixture, const char *path, GCancellable *cancellable, GQuark domain, int code)
{
  TillExportOrder order = { .bom = FALSE };
  g_autoptr (TillExport) export = begin (fixture, &order);
  g_autoptr (GError) error = NULL;

  g_assert_false (save (export, path, cancellable, &error));
  g_assert_error (error, domain, code);
  assert_n_audited (fixture, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char         *nowhere = g_build_filename (fixture->folder, "none", "list.csv", NULL);
  g_autofree char         *link = g_build_filename (fixture->folder, "link.csv", NULL);
  g_autofree char         *head = g_strconcat (fixture->desk->path, "-wal", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GFile)        file = g_file_new_for_path (link);

  g_cancellable_cancel (cancelled);
  fail (fixture, nowhere, NULL, TILL_ERROR, TILL_ERROR_STORE);
  fail (fixture, fixture->folder, NULL, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  /* The books. */
  fail (fixture, fixture->desk->path, NULL, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  fail (fixture, head, NULL, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  assert_n_files (fixture, 0);

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  fail (fixture, fixture->path, cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_text (fixture, "old");
  assert_n_files (fixture, 1);
  desk_assert_holds (fixture->desk);
}

static void
test_bad_order (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *list;
    const char *column;
    const char *condition;
    int         code;
  } rows[] = {
    { "shoes", "amount", "amount", TILL_ERROR_NOT_FOUND },
    { "transactions", "shoe-size", "amount", TILL_ERROR_BAD_INPUT },
    { "transactions", "amount", "shoe-size", TILL_ERROR_BAD_INPUT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillFilter) filter = till_filter_new ();
      g_autoptr (GError)     error = NULL;
      TillExportOrder        order = { .list = rows[i].list, .filter = filter };

      till_filter_set (filter, rows[i].condition, TILL_OP_BETWEEN, VALUES ("1", "2"));
      order.columns = VALUES (rows[i].column);
      g_assert_null (till_export_new (fixture->desk->practice, &order, &error));
      g_assert_error (error, TILL_ERROR, rows[i].code);
    }
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  TillExportOrder order = { .bom = FALSE };
  g_autoptr (TillExport) export = begin (fixture, &order);
  g_autoptr (GError) error = NULL;

  till_practice_close (fixture->desk->practice);
  g_assert_false (save (export, fixture->path, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  assert_n_files (fixture, 0);
  g_clear_object (&export);
  desk_close (fixture->desk);
  desk_open (fixture->desk);
}

/* ── The command ─────────────────────────────────────────────────────────────────────────────────
 */

static int
run_command (Fixture *fixture, const char *arguments, char **output, char **errors)
{
  g_auto (GStrv)          words = g_strsplit (arguments, "|", -1);
  g_autoptr (GString)     said = g_string_new (NULL);
  g_autoptr (GString)     complained = g_string_new (NULL);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillCommand) command = NULL;
  int                     status = TILL_EXIT_USAGE;

  command = till_command_parse ((const char *const *) (gpointer) words, fixture->folder, &error);
  if (command != NULL)
    status = till_command_run (command, fixture->desk->practice, said, complained);
  else
    g_string_append (complained, error->message);
  *output = g_strdup (said->str);
  *errors = g_strdup (complained->str);

  return status;
}

static void
test_command (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    int         status;
    const char *said; /* part of it */
    const char *complained;
  } rows[] = {
    { "export|--practice|p.till|list.csv", 0, "Exported 4 rows to ", "" },
    { "export|-p|p.till|--filter=CASH and checks|list.csv", 0, "Exported 4 rows", "" },
    { "export|-p|p.till|--filter|declined this week|--bom|list.csv", 0, "Exported 0 rows", "" },
    { "export|--practice=p.till|--list|transactions|list.PDF", 0, "Exported 4 rows", "" },
    { "export|-p|p.till|--list|shoes|list.csv", 1, "", "There is no list “shoes”" },
    { "export|-p|p.till|--filter|Shoes|list.csv", 1, "", "There is no saved filter “Shoes”" },
    { "export|-p|p.till|nowhere/list.csv", 1, "", "nowhere/list.csv" },
    { "export|-p|p.till", TILL_EXIT_USAGE, "", "till export" },
    { "export|list.csv", TILL_EXIT_USAGE, "", "till export" },
    { "export|-p|p.till|a.csv|b.csv", TILL_EXIT_USAGE, "", "till export" },
    { "export|-p|p.till|a.csv|--filter", TILL_EXIT_USAGE, "", "till export" },
    { "export|-p|p.till|--shoes|a.csv", TILL_EXIT_USAGE, "", "till export" },
    { "verify|-p|p.till|--bom", TILL_EXIT_USAGE, "", "till verify" },
    { "backup|-p|p.till|--list|x", TILL_EXIT_USAGE, "", "till backup" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = NULL;
      g_autofree char *complained = NULL;

      g_test_message ("%s", rows[i].arguments);
      g_assert_cmpint (run_command (fixture, rows[i].arguments, &said, &complained), ==,
                       rows[i].status);
      g_assert_nonnull (strstr (said, rows[i].said));
      g_assert_nonnull (strstr (complained, rows[i].complained));
    }
  assert_n_files (fixture, 2);
  assert_n_audited (fixture, 4);
  desk_assert_holds (fixture->desk);
}

/* ── The review ──────────────────────────────────────────────────────────────────────────────────
 */

static void
save_review (Fixture *fixture, TillExportForm form, GArray *ids, guint n_rows)
{
  g_autoptr (TillFilter) all = till_filter_new ();
  g_autoptr (GError)     error = NULL;
  TillExportOrder        order = { .list = TILL_LIST_REVIEW, .filter = all, .form = form };
  g_autoptr (TillExport) export = NULL;

  order.ids = ids;
  export = till_export_new (fixture->desk->practice, &order, &error);
  g_assert_no_error (error);
  save (export, fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (till_export_get_n_rows (export), ==, n_rows);
}

/* Of the practice, once one is open: as it is shown, whole or what is selected of it. */
static void
test_review (Fixture *fixture, gconstpointer data)
{
  static const char      why[] = "No,What is owed is not known: import the balances first; "
                                 "Has no e-mail address; Has not agreed to e-mails about money\r\n";
  const gint64           both[] = { fixture->desk->anna, fixture->desk->ben };
  g_autoptr (TillFilter) all = till_filter_new ();
  TillExportOrder        order = { .list = TILL_LIST_REVIEW, .filter = all };
  g_autoptr (GArray)     ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError)     error = NULL;
  g_autofree char       *text = NULL;

  g_assert_null (till_export_new (fixture->desk->practice, &order, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  till_practice_begin_review (fixture->desk->practice, both, 2, TILL_CHANNEL_EMAIL);
  g_array_append_val (ids, both[0]);
  save_review (fixture, TILL_EXPORT_CSV, ids, 1);
  text = g_strdup_printf ("Guarantor,Portion,Goes to,Can be asked,Why not\r\n"
                          "\"Lee, Anna\",0.00,,%s",
                          why);
  assert_text (fixture, text);
  save_review (fixture, TILL_EXPORT_PDF, NULL, 2);
  g_assert_cmpint (desk_count (fixture->desk,
                               "SELECT count(*) FROM audit WHERE deed = 'export'"
                               " AND subject = 'review'"
                               " AND json_extract (after_json, '$.filter') = 'By e-mail'"),
                   ==, 2);
}

#define ADD(path, test) g_test_add ("/flow/export/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  desk_init (&argc, &argv);

  ADD ("review", test_review);
  ADD ("csv", test_csv);
  ADD ("selection", test_selection);
  ADD ("card-number", test_card_number);
  ADD ("pdf", test_pdf);
  ADD ("refused", test_refused);
  ADD ("bad-order", test_bad_order);
  ADD ("closed", test_closed);
  ADD ("command", test_command);

  return g_test_run ();
}
