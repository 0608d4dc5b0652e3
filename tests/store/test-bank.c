/* test-bank.c: bank statements taken in once, and matched, by hand and without
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "till-bank-rows.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define FUNDED BANK_DAY
#define CARD BANK_CARD

/* "state n difference" of each line, in the order of the file. */
static void
assert_lines (TillDb *db, const char *expected)
{
  test_store_assert_texts (db,
                           "SELECT state || ' ' || n_deposits || ' ' || difference_cents"
                           "  FROM bank_lines ORDER BY id",
                           expected);
  /* A deposit's mark and its match agree. */
  g_assert_cmpint (
    test_store_ask (db, "SELECT count(*) FROM deposits d WHERE d.bank_line_id IS NOT"
                        " (SELECT line_id FROM deposit_matches WHERE deposit_id = d.id)"),
    ==, 0);
}

/* ── Tests ───────────────────────────────────────────────────────────────────────────────────── */

static void
test_once (void)
{
  TillDb    *db = test_store_open (NULL);
  GPtrArray *lines = bank_lines_new ();

  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_add_line (lines, "2026-11-23", -120000, "RENT", "F9");
  g_assert_cmpint (bank_import (db, "aa", lines), ==, 3);

  /* Another file that begins a day later, with one line more. */
  lines = bank_lines_new ();
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  g_assert_cmpint (bank_import (db, "bb", lines), ==, 1);
  assert_lines (db, "unmatched 0 0; unmatched 0 0; other 0 0; unmatched 0 0");
  g_assert_cmpint (
    test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'import-bank-file'"), ==, 2);
  test_store_shut (db);
}

/* The same file, and a file whose name is a card number: nothing of it is there. */
static void
test_refused (void)
{
  static const struct
  {
    const char *sha256;
    const char *name;
    int         code;
  } files[] = {
    { "aa", "again.csv", TILL_ERROR_EXISTS },
    { "bb", "4242424242424242.csv", TILL_ERROR_CARD_NUMBER },
  };
  TillDb    *db = test_store_open (NULL);
  GPtrArray *lines = bank_lines_new ();

  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_import (db, "aa", lines);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      GPtrArray *more = bank_lines_new ();

      bank_add_line (more, FUNDED, 100, CARD, NULL);
      bank_import_fails (db, files[i].sha256, files[i].name, more, files[i].code);
    }
  assert_lines (db, "unmatched 0 0");
  test_store_shut (db);
}

static void
test_matched (void)
{
  static const gint64 cents[] = { 7750, 5000, 3000, -910, 0 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = bank_lines_new ();

  bank_report (db, cents);
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_add_line (lines, FUNDED, 8000, CARD, NULL);
  bank_add_line (lines, "2026-11-25", -910, CARD, NULL);
  bank_add_line (lines, "2026-11-25", -8900, "CLEARENT FEES", NULL);
  bank_add_line (lines, "2026-11-25", 3000, "RENT FROM UPSTAIRS", NULL);
  bank_import (db, "aa", lines);
  g_assert_cmpuint (bank_match (db), ==, 3);
  assert_lines (db, "matched 1 0; matched 2 0; matched 1 0; unmatched 0 0; other 0 0");
  g_assert_cmpuint (bank_match (db), ==, 0);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'match-bank-line'"),
                   ==, 3);
  test_store_shut (db);
}

/* A deposit that is reported after the line: matched then. One whose amount changes, or that is
 * reported no more: let go in the same commit. */
static void
test_later (void)
{
  static const gint64 none[] = { 0 };
  static const gint64 first[] = { 7750, 0 };
  static const gint64 changed[] = { 7700, 0 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = bank_lines_new ();

  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_import (db, "aa", lines);
  g_assert_cmpuint (bank_match (db), ==, 0);
  bank_report (db, first);
  g_assert_cmpuint (bank_match (db), ==, 1);
  assert_lines (db, "matched 1 0");
  bank_report (db, changed);
  assert_lines (db, "unmatched 0 0");
  g_assert_cmpuint (bank_match (db), ==, 0);
  bank_report (db, first);
  g_assert_cmpuint (bank_match (db), ==, 1);
  bank_report (db, none);
  assert_lines (db, "unmatched 0 0");
  g_assert_cmpuint (bank_match (db), ==, 0);
  test_store_shut (db);
}

/* What was matched by hand stays, and says by how much it differs now; a deposit that is reported
 * no more is nothing to be matched to. */
static void
test_later_by_hand (void)
{
  static const gint64 none[] = { 0 };
  static const gint64 first[] = { 7750, 0 };
  static const gint64 changed[] = { 7700, 0 };
  static const gint64 id[] = { 1 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = bank_lines_new ();

  bank_report (db, first);
  bank_add_line (lines, FUNDED, 7751, CARD, NULL);
  bank_import (db, "aa", lines);
  bank_do (db, (BankDeed){ 1, id, 1 }, -1);
  assert_lines (db, "matched 1 1");
  bank_report (db, changed);
  assert_lines (db, "matched 1 51");
  bank_report (db, none);
  assert_lines (db, "unmatched 0 0");
  test_store_shut (db);
}

static void
test_by_hand (void)
{
  static const gint64 cents[] = { 7750, 5000, 0 };
  static const gint64 both[] = { 1, 2 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = bank_lines_new ();

  bank_report (db, cents);
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_add_line (lines, FUNDED, 5010, "OAKBANK ACH 7781", NULL);
  bank_add_line (lines, FUNDED, 900, "RENT", NULL);
  bank_import (db, "aa", lines);
  bank_match (db);
  assert_lines (db, "matched 1 0; other 0 0; other 0 0");

  bank_do (db, (BankDeed){ 1, both, 1 }, TILL_ERROR_NOT_ALLOWED); /* the line is matched */
  bank_do (db, (BankDeed){ 2, both, 2 }, TILL_ERROR_NOT_ALLOWED); /* the first deposit is */
  bank_do (db, (BankDeed){ 2, both, 0 }, TILL_ERROR_NOT_ALLOWED); /* with nothing */
  bank_do (db, (BankDeed){ 2 }, TILL_ERROR_NOT_ALLOWED);          /* unmatched already */
  bank_do (db, (BankDeed){ 17, both, 1 }, TILL_ERROR_NOT_FOUND);
  assert_lines (db, "matched 1 0; other 0 0; other 0 0");
  bank_do (db, (BankDeed){ 2, both + 1, 1 }, -1);
  assert_lines (db, "matched 1 0; matched 1 10; other 0 0");

  /* Taken apart they stay so, until a person says otherwise. */
  bank_do (db, (BankDeed){ 1 }, -1);
  g_assert_cmpuint (bank_match (db), ==, 0);
  assert_lines (db, "unmatched 0 0; matched 1 10; other 0 0");
  bank_do (db, (BankDeed){ 1, both, 1 }, -1);
  assert_lines (db, "matched 1 0; matched 1 10; other 0 0");
  test_store_shut (db);
}

/* What was matched by hand tells what the bank calls the processor. */
static void
test_learned (void)
{
  static const gint64 cents[] = { 7750, 5000, 0 };
  static const gint64 first[] = { 1 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = bank_lines_new ();

  bank_report (db, cents);
  bank_add_line (lines, FUNDED, 7750, "OAKBANK ACH 7781", NULL);
  bank_add_line (lines, FUNDED, 5000, "OAKBANK ACH 7790", NULL);
  bank_add_line (lines, FUNDED, 100, "OAKBANK ACH 7791", NULL);
  bank_import (db, "aa", lines);
  g_assert_cmpuint (bank_match (db), ==, 0);
  bank_do (db, (BankDeed){ 1, first, 1 }, -1);
  g_assert_cmpuint (bank_match (db), ==, 1);
  assert_lines (db, "matched 1 0; matched 1 0; unmatched 0 0");
  test_store_shut (db);
}

/* Nothing of it is shown or matched any more, and it may be read again. */
static void
test_taken_back (void)
{
  static const gint64 cents[] = { 7750, 0 };
  TillDb             *db = test_store_open (NULL);
  g_autoptr (GError)  error = NULL;
  GPtrArray          *lines = bank_lines_new ();

  bank_report (db, cents);
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  bank_import (db, "aa", lines);
  g_assert_cmpuint (bank_match (db), ==, 1);
  g_assert_true (bank_take_back (db, 1, NULL));
  assert_lines (db, "taken-back 0 0");
  g_assert_cmpuint (bank_match (db), ==, 0);
  g_assert_false (bank_take_back (db, 1, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  lines = bank_lines_new ();
  bank_add_line (lines, FUNDED, 7750, CARD, NULL);
  g_assert_cmpint (bank_import (db, "aa", lines), ==, 1);
  g_assert_cmpuint (bank_match (db), ==, 1);
  assert_lines (db, "taken-back 0 0; matched 1 0");
  test_store_shut (db);
}

static gboolean
candidates_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillBankLine) line = till_store_get_bank_line (connection, 1, error);
  g_autoptr (GPtrArray)    candidates = till_store_list_candidates (connection, line, error);

  g_assert_no_error (*error);
  g_assert_cmpuint (candidates->len, ==, 3);
  g_assert_cmpint (((TillDeposit *) candidates->pdata[0])->id, ==, 3);
  g_assert_cmpint (((TillDeposit *) candidates->pdata[1])->id, ==, 2);

  return TRUE;
}

static void
test_candidates (void)
{
  static const gint64 cents[] = { 100, 5000, 5010, 0 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = bank_lines_new ();

  bank_report (db, cents);
  bank_add_line (lines, "2026-12-10", 5011, CARD, NULL);
  bank_import (db, "aa", lines);
  test_store_write (db, candidates_job, NULL);
  test_store_shut (db);
}

static void
test_table (void)
{
  static const gint64      cents[] = { 7750, 0 };
  static const char *const unmatched[] = { "unmatched", NULL };
  TillDb                  *db = test_store_open (NULL);
  g_autoptr (TillClock)    clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)    zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (TillFilter)   filter = till_filter_new ();
  g_autoptr (TillFilter)   search = till_filter_new ();
  GPtrArray               *lines = bank_lines_new ();
  TillTable               *table;

  bank_report (db, cents);
  bank_add_line (lines, FUNDED, 7750, CARD, "F1");
  bank_add_line (lines, FUNDED, 900, "CLEARENT", "F2");
  bank_add_line (lines, FUNDED, -120000, "Rent, Oak Street", "F3");
  bank_import (db, "aa", lines);
  bank_match (db);

  table = till_store_bank_table_new (db, clock, zone);
  till_table_refresh (table);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 3);
  g_assert_cmpint (till_table_get_sum (table, "in"), ==, 8650);
  g_assert_cmpint (till_table_get_sum (table, "out"), ==, -120000);
  g_assert_cmpint (till_table_get_sum (table, "unmatched"), ==, 900);

  till_filter_set (filter, "state", TILL_OP_IS, unmatched);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == 1);
  till_filter_set_search (search, "oak");
  till_table_set_filter (table, search);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == 1);

  /* What is taken back goes from the table by itself. */
  g_assert_true (bank_take_back (db, 1, NULL));
  till_test_wait_until (till_table_get_n_rows (table) == 0);
  g_object_unref (table);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/bank/once", test_once);
  g_test_add_func ("/store/bank/refused", test_refused);
  g_test_add_func ("/store/bank/matched", test_matched);
  g_test_add_func ("/store/bank/later", test_later);
  g_test_add_func ("/store/bank/later-by-hand", test_later_by_hand);
  g_test_add_func ("/store/bank/by-hand", test_by_hand);
  g_test_add_func ("/store/bank/learned", test_learned);
  g_test_add_func ("/store/bank/taken-back", test_taken_back);
  g_test_add_func ("/store/bank/candidates", test_candidates);
  g_test_add_func ("/store/bank/table", test_table);

  return g_test_run ();
}
