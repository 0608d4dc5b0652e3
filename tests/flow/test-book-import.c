/* test-book-import.c: another program's balances and patients, looked at, taken in, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-books.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "demo/till-demo-files.h"
#include "flow/till-command.h"
#include "flow/till-practice-private.h"
#include "store/till-store-plans.h"

#define N_FAMILIES 400
#define N_WRONG 3000

/* ── The answer keys ─────────────────────────────────────────────────────────────────────────── */

static void
compare_guarantor (Desk *desk, JsonArray *wanted)
{
  g_autofree char *number =
    g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (wanted, 0));
  g_autofree char *expected = g_strdup_printf (
    "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
    " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
    json_array_get_int_element (wanted, 1), json_array_get_int_element (wanted, 2),
    json_array_get_int_element (wanted, 3), json_array_get_int_element (wanted, 4),
    json_array_get_int_element (wanted, 5), json_array_get_int_element (wanted, 6));

  books_assert_balance (desk, number, expected);
}

static void
compare_sums (Desk *desk, JsonObject *key)
{
  static const char *const sums[] = {
    "SELECT sum(owed_0_30_cents) FROM balances WHERE edition_id = " SHOWN,
    "SELECT sum(owed_31_60_cents) FROM balances WHERE edition_id = " SHOWN,
    "SELECT sum(owed_61_90_cents) FROM balances WHERE edition_id = " SHOWN,
    "SELECT sum(owed_over_90_cents) FROM balances WHERE edition_id = " SHOWN,
  };
  JsonArray *owed = json_object_get_array_member (key, "owed_cents");

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    g_assert_cmpint (desk_count (desk, sums[i]), ==, json_array_get_int_element (owed, i));
  g_assert_cmpint (
    desk_count (desk, "SELECT sum(portion_cents) FROM balances WHERE edition_id = " SHOWN), ==,
    json_object_get_int_member (key, "portion_cents"));
  g_assert_cmpint (
    desk_count (desk, "SELECT sum(total_cents) FROM balances WHERE edition_id = " SHOWN), ==,
    json_object_get_int_member (key, "total_cents"));
}

static void
compare_addresses (Desk *desk, JsonObject *key)
{
  JsonArray *all = json_object_get_array_member (key, "addresses");

  g_assert_cmpuint (json_array_get_length (all), >, N_FAMILIES / 2);
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonArray       *one = json_array_get_array_element (all, i);
      g_autofree char *sql = g_strdup_printf (
        "SELECT count(*) FROM patients WHERE number = '%" G_GINT64_FORMAT "' AND address = '%s'",
        json_array_get_int_element (one, 0), json_array_get_string_element (one, 1));

      g_assert_cmpint (desk_count (desk, sql), ==, 1);
    }
}

static void
compare_with_key (Desk *desk, TillDemoLayout layout, JsonObject *key)
{
  JsonArray *all = json_object_get_array_member (key, "guarantors");

  if (layout == TILL_DEMO_OPEN_DENTAL_PATIENTS)
    {
      g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM patients"
                                         " WHERE import_id IS NOT NULL AND guarantor_id = id"),
                       ==, N_FAMILIES);
      compare_addresses (desk, key);
      return;
    }
  compare_sums (desk, key);
  for (guint i = 0; layout == TILL_DEMO_OPEN_DENTAL_AR && i < json_array_get_length (all); i++)
    compare_guarantor (desk, json_array_get_array_element (all, i));
}

static void
test_layout (gconstpointer data)
{
  TillDemoLayout             layout = (TillDemoLayout) GPOINTER_TO_UINT (data);
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = g_build_filename (desk->folder, "file.csv", NULL);
  g_autofree char           *key_path = g_build_filename (desk->folder, "key.json", NULL);
  g_autofree char           *before = books_dump (desk);
  g_autofree char           *looked_at = NULL;
  g_autoptr (JsonParser)     parser = json_parser_new ();
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (TillBookImport) again = NULL;
  g_autoptr (GError)         error = NULL;
  JsonObject                *key;
  guint                      n_rows;

  till_demo_write_file (layout, 7, N_FAMILIES, till_practice_get_today (desk->practice), path,
                        key_path, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, key_path, &error);
  g_assert_no_error (error);
  key = json_node_get_object (json_parser_get_root (parser));
  n_rows = (guint) json_object_get_int_member (key, "rows");

  import = books_look_at (desk, path);
  looked_at = books_dump (desk);
  g_assert_cmpstr (looked_at, ==, before);
  g_assert_cmpuint (till_book_import_get_n_problems (import), ==, 0);
  g_assert_cmpuint (till_book_import_get_counts (import)->n_rows, ==, n_rows);
  books_assert_counts (import, n_rows, 0, 0, 0);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  compare_with_key (desk, layout, key);
  desk_assert_holds (desk);

  /* The same file is recognised, by its bytes. */
  again = till_book_import_new (desk->practice, path, &error);
  g_assert_false (till_book_import_read (again, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_EXISTS);

  books_undo (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM receivables"), ==, 0);
  g_assert_cmpuint (books_count_found (desk, "1042"), ==, 0);
  desk_assert_holds (desk);
}

/* ── Month after month ───────────────────────────────────────────────────────────────────────── */

static void
test_next_month (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  books_assert_balance (desk, "97001", "10000 5000 0 2500 0 4000");
  books_assert_balance (desk, "97002", "0 0 0 0 -3000 0");
  g_assert_cmpuint (books_count_found (desk, "stone olive"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM receivables"), ==, 3);

  path = books_write_file (desk, "november.csv", BOOKS_NOVEMBER);
  import = books_look_at (desk, path);
  books_assert_counts (import, 1, 1, 1, 1);
  g_assert_cmpint (till_book_import_get_counts (import)->total.cents, ==, 18600);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97001", "0 10000 5000 2500 0 0");
  books_assert_balance (desk, "97002", "");
  g_assert_cmpuint (books_count_found (desk, "reed"), ==, 1);
  g_assert_cmpuint (books_count_found (desk, "555-0199"), ==, 1);
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM receivables WHERE name = 'Stone-Reed, Olive'"), ==, 1);
  desk_assert_holds (desk);

  books_undo (desk);
  books_assert_balance (desk, "97001", "10000 5000 0 2500 0 4000");
  books_assert_balance (desk, "97002", "0 0 0 0 -3000 0");
  g_assert_cmpuint (books_count_found (desk, "reed"), ==, 0);
  g_assert_cmpuint (books_count_found (desk, "555-0101"), ==, 1);
  g_assert_cmpuint (books_count_found (desk, "new nora"), ==, 0);
  g_assert_null (till_book_import_get_last (desk->practice, NULL));
  desk_assert_holds (desk);

  /* And it can be taken in after all. */
  g_clear_object (&import);
  import = books_look_at (desk, path);
  books_assert_counts (import, 1, 1, 1, 1);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97004", "100 0 0 0 0 0");
  desk_assert_holds (desk);
}

/* What is paid at the desk is taken off what the file says, the oldest first, and stays so until a
 * file knows of it; what an undo shows again knows of it too. */
static void
test_paid_since (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  books_pay (desk, "97001", 6000);
  books_assert_balance (desk, "97001", "10000 1500 0 0 0 4000");
  books_pay (desk, "97001", 12000);
  books_assert_balance (desk, "97001", "0 0 0 0 -500 4000");
  desk_assert_holds (desk);

  /* Of today: before the file was taken in, it is in the file. */
  books_assert_imports (desk, "november.csv", BOOKS_NOVEMBER);
  books_assert_balance (desk, "97001", "0 10000 5000 2500 0 0");
  books_pay (desk, "97001", 2500);
  books_assert_balance (desk, "97001", "0 10000 5000 0 0 0");
  books_pay (desk, "97004", 40);
  desk_assert_holds (desk);

  books_undo (desk);
  books_assert_balance (desk, "97001", "0 0 0 0 -3000 4000");
  /* New with the file, but she has paid. */
  g_assert_cmpuint (books_count_found (desk, "new nora"), ==, 1);
  books_assert_balance (desk, "97004", "0 0 0 0 -40 0");
  desk_assert_holds (desk);
}

static gboolean
plan_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillPlan)        plan = till_plan_new ();
  g_autoptr (TillActor)       actor = till_actor_new (0, "Ann");
  TillPlanTerms               terms = { .total = till_money (100),
                                        .n_installments = 2,
                                        .installment = till_money (50),
                                        .cadence = TILL_CADENCE_WEEKLY,
                                        .first = till_day_add (*(TillDay *) data, 7) };
  g_autoptr (TillDbStatement) row =
    till_db_prepare (connection, "SELECT id FROM patients WHERE number = '97004'", error);

  g_assert_cmpint (till_db_step (row, error), ==, TILL_STEP_ROW);
  plan->guarantor_id = plan->patient_id = till_db_column_int (row, 0);

  return till_store_add_plan (connection, plan, &terms, actor, 1, error);
}

/* Whoever came with a file, and with whom something was agreed since, stays when it is taken back.
 */
static void
test_agreed_since (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  g_autoptr (GError) error = NULL;
  TillDay            today = till_practice_get_today (desk->practice);

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  books_assert_imports (desk, "november.csv", BOOKS_NOVEMBER);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, plan_job, &today, &error);
  g_assert_no_error (error);
  books_undo (desk);
  g_assert_cmpuint (books_count_found (desk, "new nora"), ==, 1);
  desk_assert_holds (desk);
}

/* A file of an earlier day: what was paid after that day is taken off. */
static void
test_earlier_day (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = books_write_file (desk, "november.csv", BOOKS_NOVEMBER);
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  books_pay (desk, "97001", 6000);
  books_pay (desk, "97002", 100);
  import = till_book_import_new (desk->practice, path, &error);
  till_book_import_set_as_of (import, till_day_add (till_practice_get_today (desk->practice), -1));
  g_assert_true (till_book_import_read (import, NULL, &error));
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97001", "0 10000 1500 0 0 0");
  /* In no row of the file. */
  books_assert_balance (desk, "97002", "0 0 0 0 -100 0");
  desk_assert_holds (desk);
}

/* ── What is not sure ────────────────────────────────────────────────────────────────────────── */

static void
test_problems (void)
{
  static const char          text[] = BOOKS_HEAD "97001,\"Other, Person\",,,1.00,0,0,0,0,1.00\n"
                                                 "97002,\"Fine, Fay\",,,x,0,0,0,0,1.00\n"
                                                 "97005,\"Good, Gus\",,,2.00,0,0,0,0,2.00\n";
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = books_write_file (desk, "doubtful.csv", text);
  g_autofree char           *before = NULL;
  g_autofree char           *after = NULL;
  g_autofree char           *obstacle = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  before = books_dump (desk);
  import = books_look_at (desk, path);
  g_assert_cmpuint (till_book_import_get_n_problems (import), ==, 2);
  g_assert_cmpuint (till_book_import_get_problem (import, 0)->line, ==, 2);
  g_assert_nonnull (strstr (till_book_import_get_problem (import, 0)->text, "Stone, Olive"));
  g_assert_cmpuint (till_book_import_get_problem (import, 1)->line, ==, 3);
  g_assert_cmpuint (till_book_import_get_problem (import, 1)->column, ==, 5);
  obstacle = till_book_import_dup_obstacle (import);
  g_assert_nonnull (strstr (obstacle, "2 problems"));
  g_assert_false (books_take_in (import, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  after = books_dump (desk);
  g_assert_cmpstr (after, ==, before);

  till_book_import_leave_out (import, TRUE);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97005", "200 0 0 0 0 0");
  desk_assert_holds (desk);
}

/* ── Columns matched by hand ─────────────────────────────────────────────────────────────────── */

#define SHEET "Our list\nWho;Acct;Fresh;Month 2;Month 3;Older\n"

/* Once one is taken in, the next with the same headings needs no second choice, in the window or
 * without. */
static void
test_remembered (void)
{
  static const TillImportLayout layout = {
    .kind = TILL_IMPORT_BALANCES,
    .day_order = TILL_DAY_ORDER_MDY,
    .fields = { TILL_FIELD_NAME, TILL_FIELD_NUMBER, TILL_FIELD_OWED_0_30, TILL_FIELD_OWED_31_60,
                TILL_FIELD_OWED_61_90, TILL_FIELD_OWED_OVER_90 },
    .n_columns = 6,
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *first = books_write_file (desk, "1.csv", SHEET "Stone, Olive;97001;1;2;3;4\n");
  g_autofree char *next = books_write_file (desk, "2.csv", SHEET "Stone, Olive;97001;5;0;0;0\n");
  g_autoptr (TillBookImport) import = till_book_import_new (desk->practice, first, NULL);
  g_autoptr (GError)         error = NULL;

  g_assert_true (till_book_import_look (import, NULL, &error));
  g_assert_false (till_book_import_is_known (import));
  g_assert_false (till_book_import_is_remembered (import));
  g_assert_false (till_book_import_read (import, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_true (till_book_import_set_layout (import, &layout, &error));
  g_assert_true (till_book_import_read (import, NULL, &error));
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97001", "100 200 300 400 0 0");

  g_clear_object (&import);
  import = till_book_import_new (desk->practice, next, NULL);
  g_assert_true (till_book_import_look (import, NULL, &error));
  g_assert_true (till_book_import_is_remembered (import));
  g_assert_true (till_book_import_read (import, NULL, &error));
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97001", "500 0 0 0 0 0");
  desk_assert_holds (desk);
}

/* ── The command ─────────────────────────────────────────────────────────────────────────────── */

static int
run_command (Desk *desk, const char *arguments, char **output, char **errors)
{
  g_auto (GStrv)          words = g_strsplit (arguments, "|", -1);
  GString                *said = g_string_new (NULL);
  GString                *complained = g_string_new (NULL);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillCommand) command =
    till_command_parse ((const char *const *) (gpointer) words, desk->folder, &error);
  int status;

  g_assert_no_error (error);
  status = till_command_run (command, desk->practice, said, complained);
  *output = g_string_free (said, FALSE);
  *errors = g_string_free (complained, FALSE);

  return status;
}

static void
test_command (void)
{
  static const struct
  {
    const char *arguments;
    int         status;
    const char *said;
    const char *complained;
  } rows[] = {
    { "import|-p|elm.till|--dry-run|november.csv", 0, "{\"layout\":\"open-dental-ar\",\"as_of\":\"",
      "" },
    { "import|-p|elm.till|--dry-run|november.csv", 0,
      "\"rows\":3,\"skipped\":1,\"total_cents\":18600,\"new\":3,\"changed\":0,\"unchanged\":0,"
      "\"conflicts\":0,\"by_name\":0,\"gone\":0,\"gone_cents\":0,\"left\":0,\"left_cents\":0,"
      "\"n_problems\":0,\"problems\":[]}\n",
      "" },
    { "import|-p|elm.till|--layout|dentrix-aging|november.csv", 1, "",
      "are those of open-dental-ar, not of dentrix-aging" },
    { "import|-p|elm.till|--layout|nonsense|november.csv", 1, "", "There is no layout “nonsense”" },
    { "import|-p|elm.till|--as-of|2126-01-01|november.csv", 1, "", "still to come" },
    { "import|-p|elm.till|bad.csv", 1, "\"problems\":[{\"line\":2,\"column\":5,\"text\":\"",
      "because of 1 problem: line 2, column 5: " },
    { "import|-p|elm.till|missing.csv", 1, "", "“missing.csv” can’t be read" },
    { "import|-p|elm.till|november.csv", 0, "\"new\":3", "" },
    { "import|-p|elm.till|november.csv", 1, "", "already imported on " },
    { "import|-p|elm.till|--leave-out|bad.csv", 1, "", "No row of this file can be imported." },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *path = books_write_file (desk, "november.csv", BOOKS_NOVEMBER);
  g_autofree char *bad =
    books_write_file (desk, "bad.csv", BOOKS_HEAD "97002,\"Fine, Fay\",,,x,0,0,0,0,1.00\n");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = NULL;
      g_autofree char *complained = NULL;
      int              status = run_command (desk, rows[i].arguments, &said, &complained);

      g_test_message ("%s: %s%s", rows[i].arguments, said, complained);
      g_assert_cmpint (status, ==, rows[i].status);
      g_assert_nonnull (strstr (said, rows[i].said));
      if (*rows[i].complained == '\0')
        g_assert_cmpstr (complained, ==, "");
      else
        g_assert_nonnull (strstr (complained, rows[i].complained));
    }
  books_assert_balance (desk, "97004", "100 0 0 0 0 0");
}

/* Of a wholly wrong file the first problems are told, and how many there are. */
static void
test_many_problems (void)
{
  g_autoptr (Desk)       desk = desk_new_for_cash ();
  g_autoptr (GString)    text = g_string_new (BOOKS_HEAD);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char       *path = NULL;
  g_autofree char       *said = NULL;
  g_autofree char       *complained = NULL;
  g_autoptr (GError)     error = NULL;
  JsonObject            *object;

  for (guint i = 0; i < N_WRONG; i++)
    g_string_append_printf (text, "%u,\"Fine, Fay\",,,x,0,0,0,0,1.00\n", i + 1);
  path = books_write_file (desk, "wrong.csv", text->str);
  g_assert_cmpint (run_command (desk, "import|-p|elm.till|wrong.csv", &said, &complained), ==, 1);
  g_assert_nonnull (strstr (complained, "because of 3000 problems"));
  json_parser_load_from_data (parser, said, -1, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (object, "n_problems"), ==, N_WRONG);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "problems")), ==,
                    TILL_IMPORT_MOST_PROBLEMS);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  for (guint i = 0; i < TILL_DEMO_EAGLESOFT_TRANSACTIONS; i++)
    {
      g_autofree char *path =
        g_strconcat ("/flow/book-import/", till_demo_layout_to_text ((TillDemoLayout) i), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_layout);
    }
  g_test_add_func ("/flow/book-import/next-month", test_next_month);
  g_test_add_func ("/flow/book-import/paid-since", test_paid_since);
  g_test_add_func ("/flow/book-import/agreed-since", test_agreed_since);
  g_test_add_func ("/flow/book-import/earlier-day", test_earlier_day);
  g_test_add_func ("/flow/book-import/problems", test_problems);
  g_test_add_func ("/flow/book-import/many-problems", test_many_problems);
  g_test_add_func ("/flow/book-import/remembered", test_remembered);
  g_test_add_func ("/flow/book-import/command", test_command);

  return g_test_run ();
}
