/* test-list.c: the list follows its filter, its sort and the database, and holds few rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "till-test-store.h"
#include "till-test-util.h"

typedef struct
{
  TillDb    *db;
  TillClock *clock;
  GTimeZone *zone;
  TillTable *table;
  GString   *changes; /* "0,0,3 " for each items-changed */
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, gpointer data)
{
  g_string_append_printf (data, "%u,%u,%u ", position, n_removed, n_added);
}

/* Rows of their own making, many at once. */
static const char many_sql[] =
  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)"
  " INSERT INTO transactions (location_id, happened_at, kind, state, status, method, posting,"
  "   patient_name, patient_name_folded, amount_cents, fee_cents, entered_at, card, receipt_number,"
  "   counted_cents, counted_fee_cents)"
  " SELECT 1, 1795528800000 - i * 600000, CASE WHEN i % 10 = 9 THEN 'refund' ELSE 'payment' END,"
  "   CASE WHEN i % 7 = 0 THEN 'declined' ELSE 'settled' END,"
  "   CASE WHEN i % 7 = 0 THEN 'declined' WHEN i % 10 = 9 THEN 'refunded' ELSE 'paid' END,"
  "   CASE i % 3 WHEN 0 THEN 'cash' WHEN 1 THEN 'check' ELSE 'terminal' END,"
  "   CASE WHEN i % 7 = 0 THEN 'none' WHEN i % 11 = 0 THEN 'unposted'"
  "        WHEN i % 13 = 0 THEN 'needs-review' ELSE 'posted' END,"
  "   'Name ' || (i * 7919 % 1000), 'name ' || (i * 7919 % 1000),"
  "   CASE WHEN i % 10 = 9 THEN -1 ELSE 1 END * (i * 31 % 5000 + 1), i % 5, 0,"
  "   CASE i % 3 WHEN 2 THEN 'Visa ••' || (1000 + i % 50) END, '2026-' || (100000 + i),"
  "   CASE WHEN i % 7 = 0 THEN 0 WHEN i % 10 = 9 THEN -1 ELSE 1 END * (i * 31 % 5000 + 1),"
  "   CASE WHEN i % 7 = 0 THEN 0 ELSE i % 5 END FROM n";

static void
set_up_empty (Fixture *fixture, gconstpointer data)
{
  fixture->db = test_store_open (NULL);
  fixture->clock = till_clock_new_standing (TEST_NOW);
  fixture->zone = g_time_zone_new_identifier ("America/New_York");
  fixture->table = till_store_transactions_table_new (fixture->db, fixture->clock, fixture->zone);
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->table, "items-changed", G_CALLBACK (items_changed_cb),
                    fixture->changes);
}

static gboolean
sql_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

static void
set_up_many (Fixture *fixture, gconstpointer data)
{
  set_up_empty (fixture, data);
  test_store_write (fixture->db, sql_job, (gpointer) many_sql);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->table);
  test_store_shut (fixture->db);
  g_assert_finalize_object (fixture->clock);
  g_time_zone_unref (fixture->zone);
  g_string_free (fixture->changes, TRUE);
}

static guint
n_items (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->table));
}

static void
wait_ready (Fixture *fixture)
{
  till_test_wait_until (till_table_get_state (fixture->table) == TILL_TABLE_READY);
}

static void
load (Fixture *fixture)
{
  n_items (fixture);
  wait_ready (fixture);
  g_string_truncate (fixture->changes, 0);
}

static TillRow *
get_row (Fixture *fixture, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->table), position);
}

/* Narrows by one condition and waits. @values is parted by "|". */
static void
narrow (Fixture *fixture, const char *column, TillFilterOp op, const char *values)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_auto (GStrv)         parts = g_strsplit (values, "|", -1);

  till_filter_set (filter, column, op, (const char *const *) parts);
  till_table_set_filter (fixture->table, filter);
  till_test_wait_until (till_table_get_state (fixture->table) != TILL_TABLE_LOADING);
}

static void
sort_by (Fixture *fixture, const char *column, gboolean descending)
{
  const TillSortKey keys[] = { { column, descending }, { NULL, FALSE } };

  till_table_set_sort (fixture->table, keys);
  wait_ready (fixture);
}

static void
assert_ids (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < n_items (fixture); i++)
    g_string_append_printf (ids, "%" G_GINT64_FORMAT " ", till_table_get_id (fixture->table, i));
  g_assert_cmpstr (ids->str, ==, expected);
}

/* ── Loading ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_loading (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (till_table_get_state (fixture->table), ==, TILL_TABLE_LOADING);
  g_assert_cmpuint (n_items (fixture), ==, 0);
  wait_ready (fixture);
  g_assert_cmpuint (n_items (fixture), ==, 20000);
  g_assert_cmpstr (fixture->changes->str, ==, "0,0,20000 ");

  g_assert_cmpint (till_table_get_sum (fixture->table, "net"), ==,
                   test_store_ask (fixture->db, "SELECT sum(counted_cents) FROM transactions"));
  g_assert_cmpint (
    till_table_get_sum (fixture->table, "payments"), ==,
    test_store_ask (fixture->db,
                    "SELECT sum(amount_cents) FROM transactions WHERE state = 'settled'"
                    " AND kind = 'payment'"));
  g_assert_cmpint (
    till_table_get_sum (fixture->table, "refunds"), ==,
    test_store_ask (fixture->db,
                    "SELECT sum(amount_cents) FROM transactions WHERE state = 'settled'"
                    " AND kind = 'refund'"));
  g_assert_cmpint (
    till_table_get_sum (fixture->table, "fees"), ==,
    test_store_ask (fixture->db,
                    "SELECT sum(fee_cents) FROM transactions WHERE state = 'settled'"));
}

/* Many more rows than are kept, forth and back; one on each page is held. */
static void
test_paging (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  load (fixture);
  for (guint i = 0; i < 20000; i += 17)
    {
      g_autoptr (TillRow) row = get_row (fixture, i);

      g_assert_cmpint (till_row_get_id (row), ==, i + 1);
      g_assert_cmpint (till_row_get_int (row, 0), ==, TEST_NOW - (gint64) i * 600000);
      g_assert_cmpint (till_row_get_int (row, 2) < 0, ==, i % 10 == 9);
      g_assert_cmpint (till_row_is_null (row, 4), ==, i % 3 != 2);
      g_ptr_array_add (held, g_steal_pointer (&row));
    }
  for (guint i = 19999; i > 127; i -= 128)
    {
      g_autoptr (TillRow) row = get_row (fixture, i);

      g_assert_cmpint (till_row_get_id (row), ==, i + 1);
    }
  g_assert_null (get_row (fixture, 20000));
  g_assert_cmpstr (fixture->changes->str, ==, "");
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  guint position = 0;

  load (fixture);
  g_assert_true (till_table_find_id (fixture->table, 12345, &position));
  g_assert_cmpuint (position, ==, 12344);
  g_assert_false (till_table_find_id (fixture->table, 20001, &position));
}

/* ── Filters ─────────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char  *column;
  TillFilterOp op;
  const char  *values;
  const char  *where;
} filters[] = {
  { "status", TILL_OP_IS, "declined", "status = 'declined'" },
  { "status", TILL_OP_IS, "declined|refunded", "status IN ('declined', 'refunded')" },
  { "method", TILL_OP_IS, "cash", "method = 'cash'" },
  { "posted", TILL_OP_IS, "unposted", "posting = 'unposted'" },
  { "posted", TILL_OP_IS, "unposted|needs-review", "posting IN ('unposted', 'needs-review')" },
  { "posted", TILL_OP_IS, "unposted|posted", "posting IN ('unposted', 'posted')" },
  { "kind", TILL_OP_IS, "refund", "kind = 'refund'" },
  { "amount", TILL_OP_BETWEEN, "100|2000", "amount_cents BETWEEN 100 AND 2000" },
  { "amount", TILL_OP_BETWEEN, "|0", "amount_cents <= 0" },
  { "amount", TILL_OP_BETWEEN, "4990|", "amount_cents >= 4990" },
  { "amount", TILL_OP_IS, "32", "amount_cents = 32" },
  { "patient", TILL_OP_CONTAINS, "ME 77", "patient_name LIKE '%me 77%'" },
  { "patient", TILL_OP_BEGINS, "Name 9", "patient_name LIKE 'Name 9%'" },
  { "patient", TILL_OP_IS, "NAME 5|name 6", "patient_name IN ('Name 5', 'Name 6')" },
  { "patient", TILL_OP_CONTAINS, "%", "0" },
  { "patient", TILL_OP_CONTAINS, "'; DROP TABLE transactions; --", "0" },
  { "card", TILL_OP_CONTAINS, "visa ••1007", "card = 'Visa ••1007'" },
  { "card", TILL_OP_EMPTY, "", "card IS NULL" },
  { "patient-id", TILL_OP_IS, "1", "0" },
  { "date", TILL_OP_BETWEEN, "2026-11-20|2026-11-22",
    "happened_at >= 1795150800000 AND happened_at < 1795410000000" },
  { "date", TILL_OP_BETWEEN, "2026-11-20|", "happened_at >= 1795150800000" },
  { "date", TILL_OP_BETWEEN, "|2026-11-19", "happened_at < 1795150800000" },
  { "date", TILL_OP_BETWEEN, "|", "1" },
  { "date", TILL_OP_IS, "2026-11-20",
    "happened_at >= 1795150800000 AND happened_at < 1795237200000" },
  { "date", TILL_OP_PRESET, "today", "happened_at >= 1795496400000" },
  { "date", TILL_OP_PRESET, "all", "1" },
};

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *sql =
        g_strconcat ("SELECT count(*) FROM transactions WHERE ", filters[i].where, NULL);
      g_autofree char *sum = g_strconcat (
        "SELECT coalesce(sum(counted_cents), 0) FROM transactions WHERE ", filters[i].where, NULL);

      g_test_message ("%s: %s", filters[i].column, filters[i].values);
      narrow (fixture, filters[i].column, filters[i].op, filters[i].values);
      g_assert_no_error (till_table_get_error (fixture->table));
      g_assert_cmpint (n_items (fixture), ==, test_store_ask (fixture->db, sql));
      g_assert_cmpint (till_table_get_sum (fixture->table, "net"), ==,
                       test_store_ask (fixture->db, sum));
    }
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *where;
  } searches[] = {
    { "NAME 12", "patient_name LIKE '%name%' AND patient_name LIKE '%12%'" },
    { "2026-10012", "receipt_number LIKE '2026-10012%'" },
    { "2026-119999", "receipt_number = '2026-119999'" },
    { "zoë", "0" },
    { "", "1" },
  };

  load (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (TillFilter) filter = till_filter_new ();
      g_autofree char       *sql =
        g_strconcat ("SELECT count(*) FROM transactions WHERE ", searches[i].where, NULL);

      till_filter_set_search (filter, searches[i].text);
      till_table_set_filter (fixture->table, filter);
      wait_ready (fixture);
      g_assert_cmpint (n_items (fixture), ==, test_store_ask (fixture->db, sql));
    }
}

static void
test_misfits (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char  *column;
    TillFilterOp op;
    const char  *values;
  } misfits[] = {
    { "nonsense", TILL_OP_IS, "1" },
    { "state", TILL_OP_IS, "settled" }, /* carried, not to be filtered by */
    { "amount", TILL_OP_IS, "ten" },
    { "amount", TILL_OP_CONTAINS, "1" },
    { "date", TILL_OP_BETWEEN, "2026-02-30|" },
    { "date", TILL_OP_IS, "yesterday" },
    { "date", TILL_OP_PRESET, "never" },
    { "patient", TILL_OP_PRESET, "today" },
  };

  load (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (misfits); i++)
    {
      narrow (fixture, misfits[i].column, misfits[i].op, misfits[i].values);
      g_assert_cmpint (till_table_get_state (fixture->table), ==, TILL_TABLE_FAILED);
      g_assert_error (till_table_get_error (fixture->table), TILL_ERROR, TILL_ERROR_BAD_INPUT);
      /* What was there stays. */
      g_assert_cmpuint (n_items (fixture), ==, 20000);
    }
  narrow (fixture, "method", TILL_OP_IS, "cash");
  g_assert_cmpint (till_table_get_state (fixture->table), ==, TILL_TABLE_READY);
}

static gboolean
days_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const char *const times[] = {
    "2026-11-01T03:59:59.999Z", /* 1: the last moment of October 31, at UTC-4 */
    "2026-11-01T04:00:00.000Z", /* 2 */
    "2026-11-02T04:59:59.999Z", /* 3: November 1 has 25 hours */
    "2026-11-02T05:00:00.000Z", /* 4 */
    "2026-03-08T05:00:00.000Z", /* 5 */
    "2026-03-09T03:59:59.999Z", /* 6: March 8 has 23 */
    "2026-03-09T04:00:00.000Z", /* 7 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      TillInstant at = 0;

      g_assert_true (till_instant_from_iso (times[i], &at));
      test_add (connection, test_cash (0, 100, at));
    }

  return TRUE;
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  test_store_write (fixture->db, days_job, NULL);
  load (fixture);

  narrow (fixture, "date", TILL_OP_BETWEEN, "2026-11-01|2026-11-01");
  assert_ids (fixture, "3 2 ");
  narrow (fixture, "date", TILL_OP_BETWEEN, "2026-10-31|2026-10-31");
  assert_ids (fixture, "1 ");
  narrow (fixture, "date", TILL_OP_IS, "2026-11-02");
  assert_ids (fixture, "4 ");
  narrow (fixture, "date", TILL_OP_IS, "2026-03-08");
  assert_ids (fixture, "6 5 ");
  narrow (fixture, "date", TILL_OP_IS, "2026-03-09|2026-10-31");
  assert_ids (fixture, "1 7 ");
}

/* ── Sorting ─────────────────────────────────────────────────────────────────────────────────── */

#define STATUS_RANK                                                                                \
  "CASE status WHEN 'paid' THEN 1 WHEN 'partly-refunded' THEN 2 WHEN 'refunded' THEN 3"            \
  " WHEN 'declined' THEN 7 END"
#define METHOD_RANK "CASE method WHEN 'terminal' THEN 1 WHEN 'cash' THEN 5 ELSE 6 END"
#define POSTED_RANK                                                                                \
  "CASE posting WHEN 'unposted' THEN 1 WHEN 'needs-review' THEN 2 WHEN 'posted' THEN 4 ELSE 5 END"

static const struct
{
  const char *column;
  gboolean    descending;
  const char *order;
} sorts[] = {
  { "date", FALSE, "happened_at, id" },
  { "date", TRUE, "happened_at DESC, id DESC" },
  { "patient", FALSE, "patient_name, happened_at DESC, id DESC" },
  { "patient", TRUE, "patient_name DESC, happened_at, id" },
  { "amount", FALSE, "amount_cents, happened_at DESC, id DESC" },
  { "amount", TRUE, "amount_cents DESC, happened_at, id" },
  { "status", FALSE, STATUS_RANK ", happened_at DESC, id DESC" },
  { "status", TRUE, STATUS_RANK " DESC, happened_at DESC, id DESC" },
  { "method", FALSE, METHOD_RANK ", happened_at DESC, id DESC" },
  { "method", TRUE, METHOD_RANK " DESC, happened_at DESC, id DESC" },
  { "posted", FALSE, POSTED_RANK ", happened_at DESC, id DESC" },
};

static void
assert_order (Fixture *fixture, const char *where, const char *order)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT id FROM transactions NOT INDEXED WHERE %s ORDER BY %s", where, order);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (till_db_get_reader (fixture->db), sql, &error);
  guint position = 0;

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_assert_cmpint (till_table_get_id (fixture->table, position++), ==,
                     till_db_column_int (rows, 0));
  g_assert_no_error (error);
  g_assert_cmpuint (position, ==, n_items (fixture));
}

static void
test_sorts (Fixture *fixture, gconstpointer data)
{
  load (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_test_message ("%s", sorts[i].order);
      sort_by (fixture, sorts[i].column, sorts[i].descending);
      assert_order (fixture, "1", sorts[i].order);
    }

  narrow (fixture, "date", TILL_OP_BETWEEN, "2026-11-01|2026-11-22");
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      sort_by (fixture, sorts[i].column, sorts[i].descending);
      assert_order (fixture, "happened_at >= 1793505600000 AND happened_at < 1795410000000",
                    sorts[i].order);
    }
}

static void
test_two_keys (Fixture *fixture, gconstpointer data)
{
  const TillSortKey keys[] = { { "status", TRUE }, { "amount", FALSE }, { NULL, FALSE } };

  load (fixture);
  till_table_set_sort (fixture->table, keys);
  wait_ready (fixture);
  assert_order (fixture, "1", "status DESC, amount_cents, happened_at, id");
}

/* ── Following the database ──────────────────────────────────────────────────────────────────── */

static gboolean
five_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 patient = test_add_patient (connection, "Lopez, Maria");

  for (guint i = 0; i < 5; i++)
    test_add (connection, test_cash (patient, 1000, TEST_NOW + i));

  return TRUE;
}

/* Until the list has followed what was committed: the notice has been told when the loop has
 * nothing left to do, and a refresh asked after it brings all that it was about. */
static void
write_and_settle (Fixture *fixture, TillDbJob job, gpointer data)
{
  test_store_write (fixture->db, job, data);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  till_table_refresh (fixture->table);
  wait_ready (fixture);
}

static gboolean
post_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_post (connection, GPOINTER_TO_INT (data), test_actor, TEST_NOW, error);
}

static gboolean
touch_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, "UPDATE transactions SET fee_cents = fee_cents WHERE id = 2",
                          error);
}

static gboolean
add_job (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add (connection, test_cash (1, 77, TEST_NOW + GPOINTER_TO_INT (data)));

  return TRUE;
}

static gboolean
refund_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillTransaction) payment =
    till_store_get_transaction (connection, GPOINTER_TO_INT (data), error);
  TillTransaction *refund = test_reversal (payment, TILL_KIND_REFUND, 400);

  refund->happened_at = TEST_NOW + 10;
  test_add (connection, refund);

  return TRUE;
}

static gboolean
patient_job (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add_patient (connection, "Chen, Wei");

  return TRUE;
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TillRow) before = NULL;
  g_autoptr (TillRow) after = NULL;
  g_autoptr (TillRow) untouched = NULL;
  g_autoptr (TillRow) same = NULL;
  g_autoptr (TillRow) payment = NULL;

  test_store_write (fixture->db, five_job, NULL);
  load (fixture);
  assert_ids (fixture, "5 4 3 2 1 ");
  before = get_row (fixture, 2);
  untouched = get_row (fixture, 1);

  write_and_settle (fixture, post_job, GINT_TO_POINTER (3));
  g_assert_cmpstr (fixture->changes->str, ==, "2,1,1 ");
  after = get_row (fixture, 2);
  same = get_row (fixture, 1);
  g_assert_cmpstr (till_row_get_text (before, 6), ==, "unposted");
  g_assert_cmpstr (till_row_get_text (after, 6), ==, "posted");
  g_assert_true (same == untouched);

  g_string_truncate (fixture->changes, 0);
  write_and_settle (fixture, touch_job, NULL);
  write_and_settle (fixture, patient_job, NULL);
  g_assert_cmpstr (fixture->changes->str, ==, "");

  write_and_settle (fixture, add_job, GINT_TO_POINTER (9));
  g_assert_cmpstr (fixture->changes->str, ==, "0,0,1 ");
  g_assert_cmpint (till_table_get_sum (fixture->table, "net"), ==, 5077);

  /* A row that is seen, of whose page nothing is kept any more: it stood lower before. */
  payment = get_row (fixture, 4);
  write_and_settle (fixture, add_job, GINT_TO_POINTER (8));
  g_string_truncate (fixture->changes, 0);
  write_and_settle (fixture, refund_job, GINT_TO_POINTER (2));
  g_assert_cmpstr (fixture->changes->str, ==, "0,0,1 6,1,1 ");
  assert_ids (fixture, "8 6 7 5 4 3 2 1 ");
}

/* A row that leaves what is shown, and one that comes into it. */
static void
test_changes_in_filter (Fixture *fixture, gconstpointer data)
{
  test_store_write (fixture->db, five_job, NULL);
  load (fixture);
  narrow (fixture, "posted", TILL_OP_IS, "unposted");
  g_assert_cmpstr (fixture->changes->str, ==, "0,5,0 0,0,5 ");

  g_string_truncate (fixture->changes, 0);
  write_and_settle (fixture, post_job, GINT_TO_POINTER (3));
  g_assert_cmpstr (fixture->changes->str, ==, "2,1,0 ");
  assert_ids (fixture, "5 4 2 1 ");

  g_string_truncate (fixture->changes, 0);
  write_and_settle (fixture, add_job, GINT_TO_POINTER (1));
  g_assert_cmpstr (fixture->changes->str, ==, "2,0,1 ");
  assert_ids (fixture, "5 4 6 2 1 ");
}

/* More rows than the notice names: still only what differs is announced. */
static void
test_bulk_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TillRow) row = NULL;

  load (fixture);
  for (guint i = 0; i < 300; i++)
    g_object_unref (get_row (fixture, i));
  write_and_settle (fixture, sql_job,
                    (gpointer) "UPDATE transactions SET posting = 'posted' WHERE id <> 4711;"
                               "UPDATE transactions SET posting = 'unposted' WHERE id = 200");
  row = get_row (fixture, 199);
  g_assert_cmpstr (till_row_get_text (row, 6), ==, "unposted");
  g_assert_nonnull (strstr (fixture->changes->str, "199,1,1 "));
  /* Of the rows that were read; 2 was posted before. */
  g_assert_nonnull (strstr (fixture->changes->str, "0,1,1 "));
  g_assert_false (g_str_has_prefix (fixture->changes->str, "1,1,1 "));
  g_assert_null (strstr (fixture->changes->str, " 1,1,1 "));
  g_assert_null (strstr (fixture->changes->str, "4000,1,1 "));
}

/* Two at once: one goes, one comes, at different places. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  test_store_write (fixture->db, five_job, NULL);
  load (fixture);
  write_and_settle (fixture, sql_job,
                    (gpointer) "UPDATE transactions SET happened_at = 1795528800010 WHERE id = 2");
  g_assert_cmpstr (fixture->changes->str, ==, "0,4,0 0,0,4 ");
  assert_ids (fixture, "2 5 4 3 1 ");
}

/* ── Several at a time ───────────────────────────────────────────────────────────────────────── */

static void
test_newer_wins (Fixture *fixture, gconstpointer data)
{
  static const char *const methods[] = { "cash", "check", "terminal", "cash", "check" };

  load (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (TillFilter) filter = till_filter_new ();
      const char *const      values[] = { methods[i], NULL };

      till_filter_set (filter, "method", TILL_OP_IS, values);
      till_table_set_filter (fixture->table, filter);
      g_assert_cmpint (till_table_get_state (fixture->table), ==, TILL_TABLE_LOADING);
      /* The rows of before stay. */
      g_assert_cmpuint (n_items (fixture), ==, 20000);
    }
  wait_ready (fixture);
  g_assert_cmpuint (n_items (fixture), ==, 6667);
  g_assert_cmpstr (fixture->changes->str, ==, "0,20000,0 0,0,6667 ");
}

/* A change that comes while a query runs, and one whose query is overtaken, are not lost. */
static void
test_change_while_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TillRow) row = NULL;

  load (fixture);
  g_object_unref (get_row (fixture, 1));
  test_store_write (fixture->db, sql_job,
                    (gpointer) "UPDATE transactions SET note = 'x', amount_cents = 4 WHERE id = 2");
  till_table_refresh (fixture->table);
  till_table_refresh (fixture->table);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  till_table_refresh (fixture->table);
  wait_ready (fixture);
  row = get_row (fixture, 1);
  g_assert_cmpint (till_row_get_int (row, 2), ==, 4);
  g_assert_cmpstr (fixture->changes->str, ==, "1,1,1 ");
}

static void
test_dropped_while_running (Fixture *fixture, gconstpointer data)
{
  TillTable *table = till_store_transactions_table_new (fixture->db, fixture->clock, fixture->zone);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), ==, 0);
  g_assert_finalize_object (table);
  load (fixture);
}

static void
test_after_closing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TillRow) read = NULL;
  g_autoptr (TillRow) unread = NULL;

  load (fixture);
  g_object_unref (get_row (fixture, 0));
  till_db_close (fixture->db);
  read = get_row (fixture, 1);
  g_assert_cmpstr (till_row_get_text (read, 1), ==, "Name 919");
  unread = get_row (fixture, 5000);
  g_assert_cmpint (till_row_get_id (unread), ==, 5001);
  g_assert_true (till_row_is_null (unread, 1));
}

static void
add (const char *path,
     void (*set_up) (Fixture *, gconstpointer),
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/store/list/loading", set_up_many, test_loading);
  add ("/store/list/paging", set_up_many, test_paging);
  add ("/store/list/find", set_up_many, test_find);
  add ("/store/list/filters", set_up_many, test_filters);
  add ("/store/list/search", set_up_many, test_search);
  add ("/store/list/filters-that-do-not-fit", set_up_many, test_misfits);
  add ("/store/list/days-of-23-and-25-hours", set_up_empty, test_days);
  add ("/store/list/sorts", set_up_many, test_sorts);
  add ("/store/list/sort-by-two", set_up_many, test_two_keys);
  add ("/store/list/changes", set_up_empty, test_changes);
  add ("/store/list/changes-in-a-filter", set_up_empty, test_changes_in_filter);
  add ("/store/list/bulk-change", set_up_many, test_bulk_change);
  add ("/store/list/moved", set_up_empty, test_moved);
  add ("/store/list/newer-wins", set_up_many, test_newer_wins);
  add ("/store/list/change-while-running", set_up_many, test_change_while_running);
  add ("/store/list/dropped-while-running", set_up_many, test_dropped_while_running);
  add ("/store/list/after-closing", set_up_many, test_after_closing);

  return g_test_run ();
}
