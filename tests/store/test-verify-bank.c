/* test-verify-bank.c: what is changed by hand of the bank's lines and their matches is found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "till-bank-rows.h"
#include "till-test-store.h"

/* Lines 1 … 5: one deposit; two; one by hand, with a difference; none; not a processor's. Line 6 is
 * of a file that was taken back. */
static void
fill (TillDb *db)
{
  static const gint64 cents[] = { 7750, 5000, 3000, 1200, 640, 0 };
  static const gint64 by_hand[] = { 4 };
  GPtrArray          *lines = bank_lines_new ();
  GPtrArray          *more = bank_lines_new ();

  bank_report (db, cents);
  bank_add_line (lines, BANK_DAY, 7750, BANK_CARD, "F1");
  bank_add_line (lines, BANK_DAY, 8000, BANK_CARD, "F2");
  bank_add_line (lines, BANK_DAY, 1190, BANK_CARD, "F3");
  bank_add_line (lines, BANK_DAY, 4, BANK_CARD, "F4");
  bank_add_line (lines, BANK_DAY, -120000, "RENT", "F5");
  g_assert_cmpint (bank_import (db, "aa", lines), ==, 5);
  bank_do (db, (BankDeed){ 3, by_hand, 1 }, -1);
  bank_add_line (more, BANK_DAY, 640, BANK_CARD, "F6");
  g_assert_cmpint (bank_import (db, "bb", more), ==, 1);
  g_assert_cmpuint (bank_match (db), ==, 3);
  g_assert_true (bank_take_back (db, 2, NULL));
}

static const char *const invariants[] = {
  "know of each other",   "says which deposits it pays", "equals the deposits it pays",
  "processor reports is", "taken back leaves no line",   "has the lines that it brought",
};

/* Filled once; each test has a copy. */
static char *
make_file (void)
{
  static char *original;
  char        *path;
  TillDb      *db;

  if (original == NULL)
    {
      db = test_store_open (&original);
      fill (db);
      test_store_shut (db);
    }
  db = test_store_open_copy (original, &path);
  test_store_shut (db);

  return path;
}

static void
test_whole (void)
{
  g_autofree char      *path = make_file ();
  g_autoptr (GPtrArray) findings = test_verify_file (path, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (invariants); i++)
    {
      const TillFinding *finding = test_find_finding (findings, invariants[i]);

      if (!finding->holds)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

/* What is done to the file, and which row the invariant names then. */
static const struct
{
  const char *name;
  const char *sql;
  const char *invariant;
  const char *rows;
} changes[] = {
  { "pointer-lost", "UPDATE deposits SET bank_line_id = NULL WHERE id = 1", "know of each other",
    "deposit 1" },
  { "pointer-added", "UPDATE deposits SET bank_line_id = 4 WHERE id = 5", "know of each other",
    "deposit 5" },
  { "pointer-to-another", "UPDATE deposits SET bank_line_id = 2 WHERE id = 1", "know of each other",
    "deposit 1" },
  { "line-gone", "DELETE FROM bank_lines WHERE id = 1", "know of each other", "deposit 1" },
  { "line-gone-from-its-file", "DELETE FROM bank_lines WHERE id = 5",
    "has the lines that it brought", "statement 1" },
  { "line-added",
    "INSERT INTO bank_lines (location_id, import_id, number, account, day, amount_cents,"
    "  words_folded, identity, state, n_deposits, difference_cents)"
    " VALUES (1, 1, 9, '', 1, 5, '', 'x', 'other', 0, 0)",
    "has the lines that it brought", "statement 1" },
  { "state", "UPDATE bank_lines SET state = 'unmatched' WHERE id = 1",
    "says which deposits it pays", "line 1" },
  { "state-without-deposit", "UPDATE bank_lines SET state = 'matched' WHERE id = 4",
    "says which deposits it pays", "line 4" },
  { "count", "UPDATE bank_lines SET n_deposits = 1 WHERE id = 2", "says which deposits it pays",
    "line 2" },
  { "first", "UPDATE bank_lines SET deposit_id = 5 WHERE id = 1", "says which deposits it pays",
    "line 1" },
  { "day", "UPDATE bank_lines SET funded_on = funded_on + 1 WHERE id = 1",
    "says which deposits it pays", "line 1" },
  { "difference", "UPDATE bank_lines SET difference_cents = 0 WHERE id = 3",
    "says which deposits it pays", "line 3" },
  { "amount", "UPDATE bank_lines SET amount_cents = 7751 WHERE id = 1",
    "equals the deposits it pays", "line 1" },
  { "amount-of-a-sum", "UPDATE deposits SET deposited_cents = 4999 WHERE id = 2",
    "equals the deposits it pays", "line 2" },
  { "by-nobody", "UPDATE deposit_matches SET how = 'by-hand' WHERE deposit_id = 1",
    "equals the deposits it pays", "line 1" },
  { "by-another", "UPDATE deposit_matches SET matched_by = 'Bob' WHERE deposit_id = 4",
    "equals the deposits it pays", "line 3" },
  { "withdrawn", "UPDATE deposits SET state = 'withdrawn' WHERE id = 1", "processor reports is",
    "deposit 1" },
  { "taken-back", "UPDATE imports SET taken_back_at = 1, taken_back_by = 'Bob' WHERE id = 1",
    "taken back leaves no line", "line 1; line 2; line 3; line 4; line 5" },
  { "shown-again", "UPDATE bank_lines SET state = 'unmatched' WHERE id = 6",
    "taken back leaves no line", "line 6" },
  { "match-left",
    "INSERT INTO deposit_matches VALUES (5, 6, 'automatic', 'Till', 1);"
    "UPDATE deposits SET bank_line_id = 6 WHERE id = 5",
    "taken back leaves no line", "line 6" },
};

static void
test_change (gconstpointer data)
{
  guint                 i = GPOINTER_TO_UINT (data);
  g_autofree char      *path = make_file ();
  g_autoptr (GPtrArray) findings = NULL;
  const TillFinding    *finding;

  test_store_change_behind (path, changes[i].sql);
  findings = test_verify_file (path, NULL);
  finding = test_find_finding (findings, changes[i].invariant);
  g_assert_false (finding->holds);
  g_assert_cmpstr (finding->rows, ==, changes[i].rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/verify-bank/whole", test_whole);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/store/verify-bank/changed/", changes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_change);
    }

  return g_test_run ();
}
