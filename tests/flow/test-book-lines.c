/* test-book-lines.c: the ledger's lines of another program, looked at, taken in, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-lines.h"

#include <string.h>

#include "flow/till-command.h"
#include "flow/till-practice-private.h"
#include "flow/till-practice-receivables.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-account.h"

#define N_FAMILIES 400

/* One changed, one gone, one new. */
static const Line november[] = {
  { 1, 'S', 100, "8001", "8001", "200.00", "A", 0, "80.00", "80.00" },
  { 2, 'I', 70, "8001", "8001", "-80.00", "A", 0, "", "" },
  { 3, 'S', 40, "8002", "8001", "250.00", "A", 0, "50.00", "" },
  { 4, 'P', 35, "8001", "8001", "-60.00", "", 0, "", "" },
  { 6, 'S', 20, "8003", "8003", "30.00", "A", 0, "", "" },
  { 8, 'A', 5, "8003", "8003", "-10.00", "A", 0, "", "" },
};

/* ── The answer key ──────────────────────────────────────────────────────────────────────────── */

static void
compare_guarantor (Desk *desk, JsonArray *wanted)
{
  g_autofree char *number =
    g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (wanted, 0));
  g_autoptr (GString) expected = g_string_new (NULL);
  gint64              sum = 0;

  for (guint i = 1; i < json_array_get_length (wanted); i++)
    {
      gint64 cents = json_array_get_int_element (wanted, i);

      sum += ABS (cents);
      g_string_append_printf (expected, "%s%" G_GINT64_FORMAT, i == 1 ? "" : " ", cents);
    }
  /* Who has no line has no balance. */
  books_assert_balance (desk, number, sum == 0 ? "" : expected->str);
}

static void
test_key (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = NULL;
  g_autoptr (JsonParser)     parser = NULL;
  g_autofree char           *before = NULL;
  g_autofree char           *looked_at = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;
  JsonObject                *key;
  JsonArray                 *guarantors;
  guint                      n_rows;
  guint                      n_deleted;

  lines_take_in_patients (desk, N_FAMILIES);
  parser = lines_write_demo (desk, TILL_DEMO_EAGLESOFT_TRANSACTIONS, N_FAMILIES, &path);
  key = json_node_get_object (json_parser_get_root (parser));
  n_rows = (guint) json_object_get_int_member (key, "rows");
  n_deleted = (guint) json_object_get_int_member (key, "deleted");
  guarantors = json_object_get_array_member (key, "guarantors");

  before = books_dump (desk);
  import = books_look_at (desk, path);
  looked_at = books_dump (desk);
  g_assert_cmpstr (looked_at, ==, before);
  g_assert_cmpuint (till_book_import_get_n_problems (import), ==, 0);
  g_assert_cmpuint (till_book_import_get_counts (import)->n_rows, ==, n_rows);
  g_assert_cmpuint (till_book_import_get_counts (import)->n_deleted, ==, n_deleted);
  books_assert_counts (import, n_rows - n_deleted, 0, 0, 0);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < json_array_get_length (guarantors); i++)
    compare_guarantor (desk, json_array_get_array_element (guarantors, i));
  g_assert_cmpint (desk_count (desk, "SELECT sum(total_cents) FROM receivables"), ==,
                   json_object_get_int_member (key, "total_cents"));
  g_assert_cmpint (desk_count (desk, "SELECT sum(portion_cents) FROM balances"), ==,
                   json_object_get_int_member (key, "portion_cents"));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, n_rows - n_deleted);
  lines_assert_hold (desk);

  books_undo (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM receivables"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM book_lines"), ==, 0);
  desk_assert_holds (desk);
}

/* ── Month after month ───────────────────────────────────────────────────────────────────────── */

static void
test_next_month (void)
{
  g_autoptr (Desk)           desk = lines_desk_of_october ();
  g_autofree char           *path = LINES_WRITE (desk, "november.csv", november);
  g_autofree char           *same = LINES_WRITE (desk, "october-again.csv", lines_october);
  g_autofree char           *replaced = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_balance (desk, "8001", LINES_OCTOBER_NG);
  books_assert_balance (desk, "8003", "0 0 0 0 -2000 0");
  g_assert_cmpint (
    desk_count (desk, "SELECT portion_cents FROM receivables WHERE name = 'Ng, Lea'"), ==, 25000);
  lines_assert_hold (desk);

  import = books_look_at (desk, path);
  books_assert_counts (import, 1, 1, 4, 0);
  g_assert_cmpuint (till_book_import_get_counts (import)->n_lines_gone, ==, 1);
  g_assert_cmpuint (till_book_import_get_counts (import)->n_families, ==, 2);
  replaced = till_book_import_dup_replaced (import);
  g_assert_nonnull (strstr (replaced, "The ledger lines of “october.csv”"));
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "8001", "0 25000 0 6000 0 5000");
  books_assert_balance (desk, "8003", "2000 0 0 0 0 0");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 6);
  lines_assert_hold (desk);

  books_undo (desk);
  books_assert_balance (desk, "8001", LINES_OCTOBER_NG);
  books_assert_balance (desk, "8003", "0 0 0 0 -2000 0");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 6);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM book_lines"), ==, 6);
  lines_assert_hold (desk);
}

/* Each is what is owed until the other comes; never are they added up. */
static void
test_after_balances (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *path = LINES_WRITE (desk, "october.csv", lines_october);
  g_autofree char *owed = books_write_file (
    desk, "owed.csv", BOOKS_HEAD "8001,\"Ng, Lea\",555-0155,,5.00,0,0,0,0,5.00\n");
  g_autofree char           *of_lines = NULL;
  g_autofree char           *of_balances = NULL;
  g_autoptr (TillBookImport) lines = NULL;
  g_autoptr (TillBookImport) balances = NULL;

  books_assert_imports (desk, "people.csv", PEOPLE);
  lines = books_look_at (desk, path);
  g_assert_null (till_book_import_dup_replaced (lines));
  g_clear_object (&lines);
  lines_take_in (desk, owed);
  books_assert_balance (desk, "8001", "500 0 0 0 0 0");

  lines = books_look_at (desk, path);
  of_balances = till_book_import_dup_replaced (lines);
  g_assert_nonnull (strstr (of_balances, "The balances of “owed.csv”"));
  lines_take_in (desk, path);
  books_assert_balance (desk, "8001", LINES_OCTOBER_NG);
  lines_assert_hold (desk);
  books_undo (desk);
  books_assert_balance (desk, "8001", "500 0 0 0 0 0");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 0);
  desk_assert_holds (desk);

  /* And the other way round. */
  lines_take_in (desk, path);
  g_clear_pointer (&owed, g_free);
  owed = books_write_file (desk, "later.csv",
                           BOOKS_HEAD "8001,\"Ng, Lea\",555-0155,,7.00,0,0,0,0,7.00\n");
  balances = books_look_at (desk, owed);
  of_lines = till_book_import_dup_replaced (balances);
  g_assert_nonnull (strstr (of_lines, "The ledger lines of “october.csv”"));
  books_assert_counts (balances, 0, 1, 0, 1);
  lines_take_in (desk, owed);
  books_assert_balance (desk, "8001", "700 0 0 0 0 0");
  books_assert_balance (desk, "8003", "");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 0);
  desk_assert_holds (desk);
  books_undo (desk);
  books_assert_balance (desk, "8001", LINES_OCTOBER_NG);
  lines_assert_hold (desk);
}

/* What is paid at the desk counts once: after the file beside its lines, and once a newer file has
 * it, in that. */
static void
test_paid_since (void)
{
  g_autoptr (Desk) desk = lines_desk_of_october ();
  g_autofree char *path = NULL;
  Line             knows[G_N_ELEMENTS (lines_october) + 1];

  books_pay (desk, "8001", 7000);
  books_assert_balance (desk, "8001", "0 23000 0 0 0 5000");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 7);
  lines_assert_hold (desk);

  memcpy (knows, lines_october, sizeof lines_october);
  knows[G_N_ELEMENTS (lines_october)] =
    (Line){ 9, 'P', 0, "8001", "8001", "-70.00", "A", 0, "", "" };
  path = LINES_WRITE (desk, "november.csv", knows);
  lines_take_in (desk, path);
  books_assert_balance (desk, "8001", "0 23000 0 0 0 5000");
  /* It is seen once, too: as the file's line. */
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 7);
  lines_assert_hold (desk);
  books_pay (desk, "8001", 100);
  books_assert_balance (desk, "8001", "0 22900 0 0 0 5000");
  lines_assert_hold (desk);

  books_undo (desk);
  books_assert_balance (desk, "8001", "0 22900 0 0 0 5000");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM ledger_lines"), ==, 8);
  lines_assert_hold (desk);
}

/* Lines grow older by themselves, by the day that the file ages them from. */
static void
test_days_go_by (void)
{
  static const Line lines[] = {
    { 1, 'S', 100, "8001", "8001", "10.00", "A", 25, "", "" },
    { 2, 'S', 28, "8001", "8001", "1.00", "A", 0, "", "" },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *path = LINES_WRITE (desk, "lines.csv", lines);

  books_assert_imports (desk, "people.csv", PEOPLE);
  lines_take_in (desk, path);
  books_assert_balance (desk, "8001", "1100 0 0 0 0 0");
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM book_imports WHERE aged_by = 'aging-date'"), ==, 1);

  desk_pass (desk, 3 * 24 * TILL_HOUR);
  till_practice_age_if_due (desk->practice);
  till_test_wait_until (!desk->practice->aging);
  books_assert_balance (desk, "8001", "1000 100 0 0 0 0");
  books_pay (desk, "8001", 100);
  books_assert_balance (desk, "8001", "1000 0 0 0 0 0");
  lines_assert_hold (desk);
}

/* So nobody is asked by balances that the other program may know better. */
static void
assert_is_stale (Desk *desk)
{
  g_autoptr (TillAccount) account = NULL;
  g_autoptr (GError)      error = NULL;
  TillRequestFacts        facts;
  TillRequestPolicy       policy;

  account = till_store_read_account (
    till_db_get_reader (desk->practice->db),
    desk_count (desk, "SELECT id FROM patients WHERE number = '8001'"), &error);
  g_assert_no_error (error);
  till_request_read_facts (&facts, account, TILL_CHANNEL_TEXT);
  till_practice_get_request_policy (desk->practice, TILL_CHANNEL_TEXT, &policy);
  g_assert_cmpuint (till_request_judge (&facts, &policy, till_practice_get_today (desk->practice)) &
                      TILL_WHY_NOT_STALE,
                    !=, 0);
}

/* Its last line says of which day a file is: the entries after that day are beside its lines, and
 * all is aged as of today at once. What it can't know makes it stale. */
static void
test_earlier_day (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = LINES_WRITE (desk, "october.csv", lines_october);
  g_autoptr (TillBookImport) import = till_book_import_new (desk->practice, path, NULL);
  g_autoptr (GError)         error = NULL;
  TillDay                    today = till_practice_get_today (desk->practice);

  books_assert_imports (desk, "people.csv", PEOPLE);
  books_pay (desk, "8001", 1000);
  g_assert_true (till_book_import_read (import, NULL, &error));
  g_assert_cmpint (till_book_import_get_as_of (import).number, ==, today.number - 20);
  g_assert_cmpuint (till_book_import_get_counts (import)->n_problems, ==, 0);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "8001", "0 24000 0 5000 0 5000");
  g_assert_cmpint (till_practice_get_lines_until (desk->practice).number, ==, today.number - 20);
  assert_is_stale (desk);
  g_assert_cmpint (till_practice_get_aged_on (desk->practice).number, ==, today.number);
  lines_assert_hold (desk);

  /* A line after that day is none of the file's. */
  g_clear_object (&import);
  books_undo (desk);
  import = till_book_import_new (desk->practice, path, NULL);
  till_book_import_set_as_of (import, till_day_add (today, -30));
  g_assert_true (till_book_import_read (import, NULL, &error));
  g_assert_cmpuint (till_book_import_get_counts (import)->n_problems, ==, 2);
  g_assert_nonnull (strstr (till_book_import_get_problem (import, 0)->text, "of a day after"));
}

/* ── What is not sure ────────────────────────────────────────────────────────────────────────── */

static void
test_problems (void)
{
  static const Line lines[] = {
    { 1, 'S', 9, "8001", "8001", "10.00", "A", 0, "", "" },
    { 1, 'S', 9, "8001", "8001", "10.00", "A", 0, "", "" },
    { 3, 'X', 9, "8001", "8001", "10.00", "A", 0, "", "" },
    { 4, 'S', 9, "8001", "8001", "10.00", "Q", 0, "", "" },
    { 5, 'S', 9, "4711", "8001", "10.00", "A", 0, "", "" },
    { 6, 'S', 9, "8002", "4712", "10.00", "A", 0, "", "" },
    { 7, 'S', 9, "8002", "8001", "10.00", "A", 0, "-5.00", "" },
  };
  static const char *const words[] = {
    "number 1 is on a line before",
    "type “X” is not known",
    "status “Q” is not known",
    "Nobody in the practice has the number 4711",
    "Nobody in the practice has the number 4712",
    "insurance estimate is below zero",
  };
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = LINES_WRITE (desk, "doubtful.csv", lines);
  g_autofree char           *before = NULL;
  g_autofree char           *after = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "people.csv", PEOPLE);
  before = books_dump (desk);
  import = books_look_at (desk, path);
  g_assert_cmpuint (till_book_import_get_n_problems (import), ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const TillImportProblem *problem = till_book_import_get_problem (import, i);

      g_assert_cmpuint (problem->line, ==, i + 3);
      g_assert_nonnull (strstr (problem->text, words[i]));
    }
  g_assert_false (books_take_in (import, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  after = books_dump (desk);
  g_assert_cmpstr (after, ==, before);

  till_book_import_leave_out (import, TRUE);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "8001", "1000 0 0 0 0 0");
  lines_assert_hold (desk);
}

/* A name beside the number must be the one that has it. */
static void
test_name_of_another (void)
{
  static const char text[] =
    "tran_num,type,tran_date,patient_id,resp_party_id,resp_party_name,amount\n"
    "1,S,1/2/2026,8001,8001,\"Ng, Lea\",10.00\n"
    "2,S,1/2/2026,8003,8003,\"Other, Person\",10.00\n";
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = books_write_file (desk, "named.csv", text);
  g_autoptr (TillBookImport) import = NULL;

  books_assert_imports (desk, "people.csv", PEOPLE);
  import = books_look_at (desk, path);
  g_assert_cmpuint (till_book_import_get_n_problems (import), ==, 1);
  g_assert_nonnull (strstr (till_book_import_get_problem (import, 0)->text,
                            "Number 8003 is “Other, Person” in the file, but “Stone, Olive”"));
}

static void
test_own_files (void)
{
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  static const char *const ends[] = { "", ".head", ".lock" };
  g_autofree char         *linked = g_build_filename (desk->folder, "linked.csv", NULL);
  g_autofree char         *folder = g_strconcat (desk->path, ".backups", NULL);
  g_autofree char         *copy = g_build_filename (folder, "elm-2026-11-24.till", NULL);
  g_autoptr (GPtrArray)    paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile)        link = g_file_new_for_path (linked);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    g_ptr_array_add (paths, g_strconcat (desk->path, ends[i], NULL));
  g_assert_true (g_file_make_symbolic_link (link, desk->path, NULL, NULL));
  g_ptr_array_add (paths, g_strdup (linked));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, "a,b\n1,2\n", -1, NULL));
  g_ptr_array_add (paths, g_strdup (copy));

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (TillBookImport) import =
        till_book_import_new (desk->practice, paths->pdata[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (till_book_import_look (import, NULL, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_assert_nonnull (strstr (error->message, "is the practice itself, or belongs to it"));
    }
}

/* ── The command ─────────────────────────────────────────────────────────────────────────────── */

static void
test_command (void)
{
  g_autoptr (Desk)        desk = lines_desk_of_october ();
  g_autofree char        *path = LINES_WRITE (desk, "november.csv", november);
  const char *const       words[] = { "import", "-p", "elm.till", "--dry-run", path, NULL };
  g_autoptr (GString)     said = g_string_new (NULL);
  g_autoptr (GString)     complained = g_string_new (NULL);
  g_autoptr (TillCommand) command = till_command_parse (words, desk->folder, NULL);

  g_assert_cmpint (till_command_run (command, desk->practice, said, complained), ==, 0);
  g_assert_cmpstr (complained->str, ==, "");
  g_test_message ("%s", said->str);
  g_assert_true (g_str_has_prefix (said->str, "{\"layout\":\"eaglesoft-transactions\","));
  g_assert_nonnull (strstr (
    said->str,
    "\"rows\":6,\"skipped\":1,\"total_cents\":33000,\"new\":1,"
    "\"changed\":1,\"unchanged\":4,\"conflicts\":0,\"by_name\":0,\"gone\":0,\"gone_cents\":0,"
    "\"left\":0,\"left_cents\":0,"
    "\"families\":2,\"lines_gone\":1,\"deleted\":0,\"n_problems\":0,\"problems\":[]}\n"));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/book-lines/key", test_key);
  g_test_add_func ("/flow/book-lines/next-month", test_next_month);
  g_test_add_func ("/flow/book-lines/after-balances", test_after_balances);
  g_test_add_func ("/flow/book-lines/paid-since", test_paid_since);
  g_test_add_func ("/flow/book-lines/days-go-by", test_days_go_by);
  g_test_add_func ("/flow/book-lines/earlier-day", test_earlier_day);
  g_test_add_func ("/flow/book-lines/problems", test_problems);
  g_test_add_func ("/flow/book-lines/name-of-another", test_name_of_another);
  g_test_add_func ("/flow/book-lines/own-files", test_own_files);
  g_test_add_func ("/flow/book-lines/command", test_command);

  return g_test_run ();
}
