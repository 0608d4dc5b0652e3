/* till-test-list.c: a transactions table over a file of the test's own, and what it announces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-list.h"

#include "store/till-list-query.h"
#include "till-test-util.h"

static void
items_changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, gpointer data)
{
  g_string_append_printf (data, "%u,%u,%u ", position, n_removed, n_added);
}

/* Rows of their own making, many at once. */
static const char many_sql[] =
  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
  " INSERT INTO transactions (location_id, happened_at, kind, state, status, method, posting,"
  "   patient_name, patient_name_folded, amount_cents, fee_cents, entered_at, card, receipt_number,"
  "   counted_cents, counted_fee_cents)"
  " SELECT 1, 1795528800000 - i * 600000, CASE WHEN i %% 10 = 9 THEN 'refund' ELSE 'payment' END,"
  "   CASE WHEN i %% 7 = 0 THEN 'declined' ELSE 'settled' END,"
  "   CASE WHEN i %% 7 = 0 THEN 'declined' WHEN i %% 10 = 9 THEN 'refunded' ELSE 'paid' END,"
  "   CASE i %% 3 WHEN 0 THEN 'cash' WHEN 1 THEN 'check' ELSE 'terminal' END,"
  "   CASE WHEN i %% 7 = 0 THEN 'none' WHEN i %% 11 = 0 THEN 'unposted'"
  "        WHEN i %% 13 = 0 THEN 'needs-review' ELSE 'posted' END,"
  "   'Name ' || (i * 7919 %% 1000), 'name ' || (i * 7919 %% 1000),"
  "   CASE WHEN i %% 10 = 9 THEN -1 ELSE 1 END * (i * 31 %% 5000 + 1), i %% 5, 0,"
  "   CASE i %% 3 WHEN 2 THEN 'Visa ••' || (1000 + i %% 50) END, '2026-' || (100000 + i),"
  "   CASE WHEN i %% 7 = 0 THEN 0 WHEN i %% 10 = 9 THEN -1 ELSE 1 END * (i * 31 %% 5000 + 1),"
  "   CASE WHEN i %% 7 = 0 THEN 0 ELSE i %% 5 END FROM n";

static void
set_up (Fixture *fixture, TillDb *db)
{
  fixture->db = db;
  fixture->clock = till_clock_new_standing (TEST_NOW);
  fixture->zone = g_time_zone_new_identifier ("America/New_York");
  fixture->table = till_store_transactions_table_new (fixture->db, fixture->clock, fixture->zone);
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->table, "items-changed", G_CALLBACK (items_changed_cb),
                    fixture->changes);
}

static void
set_up_empty (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, test_store_open (NULL));
}

gboolean
sql_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

/* Made once for each number of rows, and copied. */
static const char *
filled_file (guint n_rows)
{
  static GHashTable *files;
  g_autofree char   *sql = g_strdup_printf (many_sql, n_rows - 1);
  char              *path;
  TillDb            *db;

  if (files == NULL)
    files = g_hash_table_new (NULL, NULL);
  path = g_hash_table_lookup (files, GUINT_TO_POINTER (n_rows));
  if (path != NULL)
    return path;

  db = test_store_open (&path);
  test_store_write (db, sql_job, sql);
  test_store_shut (db);
  g_hash_table_insert (files, GUINT_TO_POINTER (n_rows), path);

  return path;
}

static void
set_up_filled (Fixture *fixture, gconstpointer n_rows)
{
  fixture->n_rows = GPOINTER_TO_UINT (n_rows);
  set_up (fixture, test_store_open_copy (filled_file (fixture->n_rows), NULL));
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

guint
n_items (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->table));
}

void
wait_ready (Fixture *fixture)
{
  till_test_wait_until (till_table_get_state (fixture->table) == TILL_TABLE_READY);
}

void
load (Fixture *fixture)
{
  n_items (fixture);
  wait_ready (fixture);
  g_string_truncate (fixture->changes, 0);
}

TillRow *
get_row (Fixture *fixture, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->table), position);
}

void
narrow (Fixture *fixture, const char *column, TillFilterOp op, const char *values)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_auto (GStrv)         parts = g_strsplit (values, "|", -1);

  till_filter_set (filter, column, op, (const char *const *) parts);
  till_table_set_filter (fixture->table, filter);
  till_test_wait_until (till_table_get_state (fixture->table) != TILL_TABLE_LOADING);
}

void
assert_ids (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < n_items (fixture); i++)
    g_string_append_printf (ids, "%" G_GINT64_FORMAT " ", till_table_get_id (fixture->table, i));
  g_assert_cmpstr (ids->str, ==, expected);
}

void
test_list_add (const char *path, guint n_rows, TestListFunc test)
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (n_rows), n_rows > 0 ? set_up_filled : set_up_empty,
              test, tear_down);
}

/* ── Plans ───────────────────────────────────────────────────────────────────────────────────── */

char *
test_explain (TillDb *db, const char *sql)
{
  g_autofree char            *question = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows = till_db_prepare (till_db_get_reader (db), question, &error);
  GString                    *plan = g_string_new (NULL);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append_printf (plan, "%s\n", till_db_column_text (rows, 3));
  g_assert_no_error (error);

  return g_string_free (plan, FALSE);
}

char *
test_explain_list (TillDb             *db,
                   const TillListKind *kind,
                   TillFilter         *filter,
                   const TillSortKey  *sort)
{
  g_autoptr (GTimeZone)     zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillListQuery) query =
    till_list_query_new (kind, filter, sort, till_day (2026, 11, 24), zone, &error);
  g_autofree char *sql = NULL;

  g_assert_no_error (error);
  sql = till_list_query_to_sql (query, till_db_get_reader (db));

  return test_explain (db, sql);
}
