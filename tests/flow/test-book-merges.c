/* test-book-merges.c: files of another program, after two records were merged here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-merges.h"
#include "till-desk-lines.h"

static gint64
find (Desk *desk, const char *number)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM patients WHERE number = '%s'", number);

  return desk_count (desk, sql);
}

static gint64
merge (Desk *desk, const char *merged, const char *kept)
{
  const TillMergeOrder     order = { find (desk, merged), find (desk, kept), 0 };
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  gint64                   id;

  till_practice_merge_patients_async (desk->practice, &order, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  id = till_practice_merge_patients_finish (desk->practice, result, &error);
  g_assert_no_error (error);

  return id;
}

static void
undo_merge (Desk *desk, gint64 id)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_undo_merge_async (desk->practice, id, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  till_practice_undo_merge_finish (desk->practice, result, &error);
  g_assert_no_error (error);
}

static void
change_guarantor (Desk *desk, const char *number, const char *guarantor)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_change_guarantor_async (desk->practice, find (desk, number), find (desk, guarantor),
                                        FALSE, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  till_practice_change_guarantor_finish (desk->practice, result, &error);
  g_assert_no_error (error);
}

static void
assert_guarantor (Desk *desk, const char *number, const char *guarantor)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT guarantor_id FROM patients WHERE number = '%s'", number);

  g_assert_cmpint (desk_count (desk, sql), ==, find (desk, guarantor));
}

/* What is kept for the end of the month is what each file comes to, whoever is merged. */
static void
assert_totals (Desk *desk, gint64 n_files)
{
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM balance_totals") == n_files);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM balance_totals AS t"
                                     "  JOIN book_imports AS i ON i.id = t.import_id"
                                     " WHERE owed_0_30_cents + owed_31_60_cents + owed_61_90_cents"
                                     "       + owed_over_90_cents + credit_cents = i.total_cents"),
                   ==, n_files);
}

/* ── Balances ────────────────────────────────────────────────────────────────────────────────── */

/* A row of the merged record’s number makes nobody new, and is in what the kept one owes. */
static void
test_balances (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autoptr (TillBookImport) import = NULL;
  g_autofree char           *path = NULL;
  g_autoptr (GError)         error = NULL;
  gint64                     id;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  id = merge (desk, "97003", "97001");
  books_assert_balance (desk, "97001", "11000 5000 0 2500 0 4000");
  books_assert_balance (desk, "97003", "");
  desk_assert_holds (desk);

  path = books_write_file (desk, "november.csv", BOOKS_NOVEMBER);
  import = books_look_at (desk, path);
  books_assert_counts (import, 1, 2, 0, 1);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  books_assert_balance (desk, "97001", "1000 10000 5000 2500 0 0");
  books_assert_balance (desk, "97003", "");
  g_assert_cmpuint (books_count_found (desk, "97003"), ==, 1);
  desk_assert_holds (desk);
  assert_totals (desk, 2);

  books_pay (desk, "97001", 500);
  undo_merge (desk, id);
  books_assert_balance (desk, "97001", "0 10000 5000 2000 0 0");
  books_assert_balance (desk, "97003", "1000 0 0 0 0 0");
  desk_assert_holds (desk);

  /* The former balances come back for who is one by then, and apart once they are two again. */
  id = merge (desk, "97003", "97001");
  books_undo (desk);
  books_assert_balance (desk, "97001", "11000 5000 0 2000 0 4000");
  books_assert_balance (desk, "97003", "");
  desk_assert_holds (desk);
  undo_merge (desk, id);
  books_assert_balance (desk, "97001", "10000 5000 0 2000 0 4000");
  books_assert_balance (desk, "97003", "1000 0 0 0 0 0");
  desk_assert_holds (desk);
}

#define DECEMBER                                                                                   \
  BOOKS_HEAD                                                                                       \
  "97001,\"Stone, Olive\",555-0101,,100.00,0,0,0,50.00,100.00\n"                                   \
  "97003,\"Chen, Wei\",555-0103,,200.00,0,0,0,100.00,200.00\n"

/* What the insurance is thought to pay is the newest file's word, of each. */
static void
test_insurance (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  gint64           id;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  id = merge (desk, "97003", "97001");
  books_assert_imports (desk, "december.csv", DECEMBER);
  books_assert_balance (desk, "97001", "30000 0 0 0 0 15000");
  undo_merge (desk, id);
  books_assert_balance (desk, "97001", "10000 0 0 0 0 5000");
  books_assert_balance (desk, "97003", "20000 0 0 0 0 10000");
  desk_assert_holds (desk);
  books_undo (desk);
  books_assert_balance (desk, "97001", "10000 5000 0 2500 0 4000");
  books_assert_balance (desk, "97003", "1000 0 0 0 0 0");
  desk_assert_holds (desk);
}

/* ── Lines of a ledger ───────────────────────────────────────────────────────────────────────── */

static const Line november[] = {
  { 1, 'S', 100, "8001", "8001", "200.00", "A", 0, "80.00", "80.00" },
  { 3, 'S', 40, "8002", "8001", "250.00", "A", 0, "50.00", "" },
  { 6, 'S', 20, "8003", "8003", "30.00", "A", 0, "", "" },
};

static void
test_lines (void)
{
  g_autoptr (Desk) desk = lines_desk_of_october ();
  g_autofree char *path = NULL;
  gint64           owed = desk_count (desk, "SELECT sum(total_cents) FROM receivables");
  gint64           id = merge (desk, "8003", "8001");

  g_assert_cmpint (desk_count (desk, "SELECT sum(total_cents) FROM receivables"), ==, owed);
  books_assert_balance (desk, "8003", "");
  lines_assert_hold (desk);
  desk_assert_holds (desk);
  undo_merge (desk, id);
  books_assert_balance (desk, "8001", LINES_OCTOBER_NG);
  lines_assert_hold (desk);

  id = merge (desk, "8003", "8001");
  path = LINES_WRITE (desk, "november.csv", november);
  lines_take_in (desk, path);
  books_assert_balance (desk, "8001", "3000 25000 0 20000 0 5000");
  books_assert_balance (desk, "8003", "");
  lines_assert_hold (desk);
  desk_assert_holds (desk);
  undo_merge (desk, id);
  books_assert_balance (desk, "8001", "0 25000 0 20000 0 5000");
  books_assert_balance (desk, "8003", "3000 0 0 0 0 0");
  lines_assert_hold (desk);
  desk_assert_holds (desk);
}

/* ── Guarantors ──────────────────────────────────────────────────────────────────────────────── */

#define PEOPLE_LATER(guarantor, phone)                                                             \
  PATIENTS_HEAD "8001,Ng,Lea,1984-01-02,555-0155,,8001\n"                                          \
                "8002,Ng,Tim,2015-03-04," phone ",," guarantor "\n"                                \
                "8003,Stone,Olive,1979-05-06,555-0101,,8003\n"

/* Who was chosen by hand stays while the file says what it said; what it says anew is taken. */
static void
test_guarantor (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "1.csv", PEOPLE);
  assert_guarantor (desk, "8002", "8001");
  change_guarantor (desk, "8002", "8003");
  books_assert_imports (desk, "2.csv", PEOPLE_LATER ("8001", "555-0177"));
  assert_guarantor (desk, "8002", "8003");
  books_assert_imports (desk, "3.csv", PEOPLE_LATER ("8002", "555-0177"));
  assert_guarantor (desk, "8002", "8002");
  books_assert_imports (desk, "4.csv", PEOPLE_LATER ("8001", "555-0178"));
  assert_guarantor (desk, "8002", "8001");
  desk_assert_holds (desk);
}

/* The file still names the guarantor who is merged. */
static void
test_family (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  gint64           id;

  books_assert_imports (desk, "1.csv", PEOPLE);
  id = merge (desk, "8001", "8003");
  assert_guarantor (desk, "8002", "8003");
  books_assert_imports (desk, "2.csv", PEOPLE_LATER ("8001", "555-0177"));
  assert_guarantor (desk, "8002", "8003");
  desk_assert_holds (desk);
  undo_merge (desk, id);
  assert_guarantor (desk, "8002", "8001");
  desk_assert_holds (desk);
}

/* Nor is a guarantor who was chosen by hand changed by it. */
static void
test_chosen (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "1.csv", PEOPLE);
  change_guarantor (desk, "8002", "8002");
  merge (desk, "8001", "8003");
  books_assert_imports (desk, "2.csv", PEOPLE_LATER ("8001", "555-0177"));
  assert_guarantor (desk, "8002", "8002");
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/flow/book-merges/balances", test_balances);
  g_test_add_func ("/flow/book-merges/insurance", test_insurance);
  g_test_add_func ("/flow/book-merges/lines", test_lines);
  g_test_add_func ("/flow/book-merges/guarantor", test_guarantor);
  g_test_add_func ("/flow/book-merges/family", test_family);
  g_test_add_func ("/flow/book-merges/chosen", test_chosen);

  return g_test_run ();
}
