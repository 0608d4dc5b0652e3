/* test-deposits-list.c: the deposits as a list, and what they know of their transactions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-deposit-rows.h"
#include "till-test-util.h"

/* ── What is posted ──────────────────────────────────────────────────────────────────────────── */

static gboolean
post_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_post (connection, *(gint64 *) data, test_actor, TEST_NOW, error);
}

static gboolean
review_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_step_posting (connection, *(gint64 *) data, TILL_POSTING_POSTING, test_actor,
                                  TEST_NOW, error);
}

static void
assert_counts (TillDb *db, gint64 n_items, gint64 n_unposted)
{
  g_assert_cmpint (test_store_ask (db, "SELECT n_items FROM deposits"), ==, n_items);
  g_assert_cmpint (test_store_ask (db, "SELECT n_unposted FROM deposits"), ==, n_unposted);
}

/* A deposit knows how many of its transactions are not posted: whether they are posted before it
 * comes or after, and when it goes. */
static void
test_counts (void)
{
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);
  gint64                     first = 1;
  gint64                     second = 2;

  deposits_fill (db, 3);
  test_store_write (db, post_job, &first);
  deposits_take (db, FUNDED, whole, 1);
  assert_counts (db, 3, 2);
  test_store_write (db, review_job, &second);
  assert_counts (db, 3, 2);
  test_store_write (db, post_job, &second);
  assert_counts (db, 3, 1);
  /* Once more is nothing. */
  test_store_write (db, post_job, &second);
  assert_counts (db, 3, 1);
  deposits_take (db, FUNDED, NULL, 0);
  assert_counts (db, 0, 0);
  deposits_take (db, FUNDED, whole, 1);
  assert_counts (db, 3, 1);
  test_store_shut (db);
}

/* A batch's number came round again within days: what the one takes, the other has no more. */
static void
test_counts_what_is_taken (void)
{
  static const DepositReport first[] = { WHOLE };
  static const DepositReport again[] = { { "17", FUNDED, "2026-11-25", 10000, 2000, 250, 7750, 2,
                                           1 } };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, first, 1);
  deposits_take (db, "2026-11-25", again, 1);
  test_store_assert_texts (db, "SELECT n_items || ' ' || n_unposted FROM deposits ORDER BY id",
                           "0 0; 3 3");
  test_store_shut (db);
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

static void
test_table (void)
{
  static const DepositReport reports[] = { WHOLE,
                                           { "18", SETTLED, FUNDED, 0, 900, 10, -910, 0, 1 } };
  TillDb                    *db = test_store_open (NULL);
  g_autoptr (TillClock)      clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)      zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (TillFilter)     filter = till_filter_new ();
  static const char *const   below_zero[] = { "", "-1", NULL };
  TillTable                 *table;

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, reports, 2);
  table = till_store_deposits_table_new (db, clock, zone);
  till_table_refresh (table);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 2);
  g_assert_cmpint (till_table_get_sum (table, "deposited"), ==, 6840);
  g_assert_cmpint (till_table_get_sum (table, "fees"), ==, 260);

  till_filter_set (filter, "deposited", TILL_OP_BETWEEN, below_zero);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == 1);
  g_object_unref (table);
  test_store_shut (db);
}

/* What the header's filter asks for: a deposit may be several of the choices. */
static void
assert_checked (TillTable *table, const char *choice, guint n_rows)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  const char *const      values[] = { choice, NULL };

  till_filter_set (filter, "checked", TILL_OP_IS, values);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, n_rows);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GArray **counts = user_data;

  *counts = till_table_count_values_finish (TILL_TABLE (source), result, NULL);
}

/* The marks of a row, and what leaves the program for them. */
static void
assert_letters (TillTable *table, guint position, const char *letters, const char *words)
{
  g_autoptr (TillRow) row = g_list_model_get_item (G_LIST_MODEL (table), position);
  guint               column = (guint) till_table_find_column (table, "checked");
  guint               n_columns;
  const TillColumn   *columns = till_table_get_columns (table, &n_columns);
  g_autofree char    *text = till_column_format (&columns[column], column, row, NULL);

  g_assert_cmpstr (till_row_get_text (row, column), ==, letters);
  g_assert_cmpstr (text, ==, words);
}

static gboolean
bank_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (
    connection,
    "INSERT INTO imports (location_id, form, file_name, sha256, accounts, n_lines, n_new,"
    "  first_day, last_day, imported_at, imported_by)"
    " VALUES (1, 'ofx', 'bank.ofx', 'x', '', 1, 1, 20781, 20781, 0, 'Ann');"
    "INSERT INTO bank_lines (id, location_id, import_id, number, account, day, amount_cents, words,"
    "  words_folded, identity, state, n_deposits, difference_cents)"
    " SELECT 1, 1, id, 1, '', 20781, 7740, 'CLEARENT', 'clearent', 'x', 'matched', 1, -10"
    "   FROM imports;"
    "UPDATE deposits SET bank_line_id = 1 WHERE batch = '17'",
    error);
}

static void
test_checked (void)
{
  static const DepositReport reports[] = { WHOLE,
                                           { "18", SETTLED, FUNDED, 0, 900, 10, -910, 0, 1 } };
  TillDb                    *db = test_store_open (NULL);
  g_autoptr (TillClock)      clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)      zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GArray)         counts = NULL;
  TillTable                 *table;
  gint64                     id;

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, reports, 2);
  table = till_store_deposits_table_new (db, clock, zone);
  till_table_refresh (table);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  /* Of the second nothing is known here, but its details may still come. */
  assert_letters (table, 0, "nnn", "Nobody yet");
  assert_letters (table, 1, "nyn", "Processor");

  till_table_count_values_async (table, "checked", NULL, counted_cb, &counts);
  till_test_wait_until (counts != NULL);
  g_assert_cmpuint (counts->len, ==, 5);
  g_assert_cmpuint (g_array_index (counts, TillValueCount, 0).n, ==, 0);
  g_assert_cmpstr (g_array_index (counts, TillValueCount, 1).value, ==, "not-posted");
  g_assert_cmpuint (g_array_index (counts, TillValueCount, 1).n, ==, 2);

  for (id = 1; id <= 3; id++)
    test_store_write (db, post_job, &id);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  assert_checked (table, "not-posted", 1);
  assert_checked (table, "not-closed", 1);
  assert_checked (table, "not-at-bank", 2);
  assert_letters (table, 1, "yyn", "Ledger, Processor");
  assert_checked (table, "all", 0);

  /* On a statement, but with another amount. */
  test_store_write (db, bank_job, NULL);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  assert_checked (table, "all", 0);
  assert_checked (table, "not-at-bank", 1);
  assert_checked (table, "bank-differs", 1);
  assert_letters (table, 0, "yyd", "Ledger, Processor");
  g_object_unref (table);
  test_store_shut (db);
}

/* ── What it is found by ─────────────────────────────────────────────────────────────────────── */

static gboolean
words_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  TillDeposit          *deposit = till_deposit_new ();

  deposit->kind = TILL_DEPOSIT_ADJUSTMENT;
  deposit->processor = g_strdup (PROCESSOR);
  deposit->funded_on = till_day_from_iso (FUNDED);
  deposit->words = g_strdup ("Rückbelastung MÜLLER");
  deposit->deposited = till_money (-5000);
  g_ptr_array_add (rows, deposit);

  return till_store_take_deposits (connection, PROCESSOR, deposit->funded_on, rows, test_actor,
                                   TEST_NOW, error) &&
         till_store_explain_deposit (connection, 1, "Asked Zoë: it is hers", test_actor, TEST_NOW,
                                     error);
}

static void
assert_found (TillTable *table, const char *text, guint n_rows)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_filter_set_search (filter, text);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, n_rows);
}

/* Whatever the case and the accents, as in every list. */
static void
test_search (void)
{
  TillDb               *db = test_store_open (NULL);
  g_autoptr (TillClock) clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  TillTable            *table = till_store_deposits_table_new (db, clock, zone);

  test_store_write (db, words_job, NULL);
  assert_found (table, "muller", 1);
  assert_found (table, "Müller RÜCK", 1);
  assert_found (table, "zoe", 1);
  assert_found (table, "ZOË müller", 1);
  assert_found (table, "meier", 0);
  g_object_unref (table);
  test_store_shut (db);
}

/* ── Its items ───────────────────────────────────────────────────────────────────────────────── */

static void
assert_item (TillTable *items, guint position, const char *column, gint64 cents)
{
  g_autoptr (TillRow) row = g_list_model_get_item (G_LIST_MODEL (items), position);
  guint               c = (guint) till_table_find_column (items, column);

  if (cents == 0)
    g_assert_true (till_row_is_null (row, c));
  else
    g_assert_cmpint (till_row_get_int (row, c), ==, cents);
}

static const char *
get_item_text (TillTable *items, guint position, const char *column)
{
  g_autoptr (TillRow) row = g_list_model_get_item (G_LIST_MODEL (items), position);

  return till_row_get_text (row, (guint) till_table_find_column (items, column));
}

/* Only its own, the newest first, each amount in the column of the sum that it is in; what is
 * posted is seen at once. */
static void
test_items (void)
{
  static const DepositReport reports[] = { WHOLE, { "18", SETTLED, FUNDED, 500, 0, 0, 500, 1, 0 } };
  TillDb                    *db = test_store_open (NULL);
  g_autoptr (TillClock)      clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)      zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (TillDeposit)    first = NULL;
  g_autoptr (TillDeposit)    other = NULL;
  TillTable                 *items;
  TillTable                 *none;
  gint64                     second = 2;

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, reports, 2);
  first = till_store_get_deposit (till_db_get_reader (db), 1, NULL);
  other = till_store_get_deposit (till_db_get_reader (db), 2, NULL);
  items = till_store_deposit_items_table_new (db, clock, zone, first);
  none = till_store_deposit_items_table_new (db, clock, zone, other);
  till_table_refresh (none);
  till_test_wait_until (till_table_get_state (items) == TILL_TABLE_READY &&
                        till_table_get_state (none) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (none), ==, 0);
  g_assert_cmpuint (till_table_get_n_rows (items), ==, 3);
  g_assert_cmpint (till_table_get_sum (items, "sales"), ==, 10000);
  g_assert_cmpint (till_table_get_sum (items, "refunds"), ==, -2000);
  assert_item (items, 0, "refunds", 2000);
  assert_item (items, 0, "sales", 0);
  assert_item (items, 1, "sales", 4000);
  assert_item (items, 1, "refunds", 0);
  assert_item (items, 2, "sales", 6000);
  g_assert_cmpint (till_table_get_id (items, 1), ==, second);
  g_assert_cmpstr (get_item_text (items, 1, "words"), ==, "Lopez, Maria");
  g_assert_cmpstr (get_item_text (items, 1, "checked"), ==, "n");

  test_store_write (db, post_job, &second);
  till_test_wait_until (g_strcmp0 (get_item_text (items, 1, "checked"), "y") == 0);
  g_assert_cmpstr (get_item_text (items, 2, "checked"), ==, "n");

  /* The report tells of it no more. */
  deposits_take (db, FUNDED, reports + 1, 1);
  till_test_wait_until (till_table_get_n_rows (items) == 0);
  g_object_unref (items);
  g_object_unref (none);
  test_store_shut (db);
}

/* The transactions that are in the deposits of a day, or of other days than another: they follow
 * when only the deposits change. */
static void
test_transactions_follow (void)
{
  static const DepositReport whole[] = { WHOLE };
  static const char *const   day[] = { SETTLED, SETTLED, NULL };
  static const char *const   next[] = { FUNDED, FUNDED, NULL };
  TillDb                    *db = test_store_open (NULL);
  g_autoptr (TillClock)      clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)      zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (TillFilter)     inside = till_filter_new ();
  g_autoptr (TillFilter)     outside = till_filter_new ();
  g_autoptr (TillTable)      in = till_store_transactions_table_new (db, clock, zone);
  g_autoptr (TillTable)      out = till_store_transactions_table_new (db, clock, zone);

  deposits_fill (db, 3);
  till_filter_set (inside, "deposit-day", TILL_OP_BETWEEN, day);
  till_filter_set (outside, "deposit-day", TILL_OP_OUTSIDE, next);
  till_table_set_filter (in, inside);
  till_table_set_filter (out, outside);
  till_test_wait_until (till_table_get_state (in) == TILL_TABLE_READY &&
                        till_table_get_state (out) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (in), ==, 0);
  g_assert_cmpuint (till_table_get_n_rows (out), ==, 0);

  deposits_take (db, FUNDED, whole, 1);
  till_test_wait_until (till_table_get_n_rows (in) == 3 && till_table_get_n_rows (out) == 3);
  deposits_take (db, FUNDED, NULL, 0);
  till_test_wait_until (till_table_get_n_rows (in) == 0 && till_table_get_n_rows (out) == 0);
  g_clear_object (&in);
  g_clear_object (&out);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/deposits-list/counts", test_counts);
  g_test_add_func ("/store/deposits-list/counts-what-is-taken", test_counts_what_is_taken);
  g_test_add_func ("/store/deposits-list/table", test_table);
  g_test_add_func ("/store/deposits-list/checked", test_checked);
  g_test_add_func ("/store/deposits-list/search", test_search);
  g_test_add_func ("/store/deposits-list/items", test_items);
  g_test_add_func ("/store/deposits-list/transactions-follow", test_transactions_follow);

  return g_test_run ();
}
