/* test-list.c: the list follows its filter and its sort, and holds few rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "till-test-list.h"
#include "till-test-util.h"

#define MANY 20000
#define SOME 3000 /* enough for each way, and quick under sanitizers */

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
assert_counts (Fixture *fixture, const char *column, const char *expected)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GArray)       counts = NULL;
  g_autoptr (GString)      found = g_string_new (NULL);

  till_table_count_values_async (fixture->table, column, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  counts = till_table_count_values_finish (fixture->table, kept, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    {
      const TillValueCount *count = &g_array_index (counts, TillValueCount, i);

      g_string_append_printf (found, "%s %u ", count->value, count->n);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* All conditions narrow them but the column's own. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  assert_counts (fixture, "method", "terminal 1000 cash 1000 check 1000 ");
  till_filter_set (filter, "method", TILL_OP_IS, (const char *const[]){ "cash", NULL });
  till_table_set_filter (fixture->table, filter);
  assert_counts (fixture, "method", "terminal 1000 cash 1000 check 1000 ");
  assert_counts (fixture, "status", "paid 771 refunded 86 declined 143 ");
  till_filter_set (filter, "posted", TILL_OP_IS, (const char *const[]){ "unposted", NULL });
  till_table_set_filter (fixture->table, filter);
  assert_counts (fixture, "method", "terminal 78 cash 78 check 78 ");
  assert_counts (fixture, "posted", "unposted 78 needs-review 60 posted 719 none 143 ");
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

static gint64
find_text (Fixture *fixture, const char *text, guint from)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  gint64                   found;

  till_table_find_text_async (fixture->table, "patient", text, from, NULL, till_test_keep_result,
                              &result);
  kept = till_test_wait_result (&result);
  found = till_table_find_text_finish (fixture->table, kept, &error);
  g_assert_no_error (error);

  return found;
}

/* The next in the order that is shown, and round to the top. */
static void
test_find_text (Fixture *fixture, gconstpointer data)
{
  const TillSortKey   by_name[] = { { "patient", FALSE }, { NULL, FALSE } };
  gint64              first;
  g_autoptr (TillRow) row = NULL;

  load (fixture);
  first = find_text (fixture, "NAME 5", 0);
  g_assert_cmpint (first, >, 0);
  row = get_row (fixture, (guint) first - 1);
  g_assert_true (g_str_has_prefix (till_row_get_text (row, 1), "Name 5"));
  /* Itself, from its own place on; another one from the next. */
  g_assert_cmpint (find_text (fixture, "name 5", (guint) first - 1), ==, first);
  g_assert_cmpint (find_text (fixture, "name 5", (guint) first), >, first);
  g_assert_cmpint (find_text (fixture, "name 5", 1000000), ==, first);
  g_assert_cmpint (find_text (fixture, "zz", 0), ==, 0);
  g_assert_cmpint (find_text (fixture, "%", 0), ==, 0);

  /* Behind the last there is the first. */
  till_table_set_sort (fixture->table, by_name);
  wait_ready (fixture);
  g_assert_cmpint (find_text (fixture, "name", n_items (fixture) - 1), ==,
                   till_table_get_id (fixture->table, n_items (fixture) - 1));
  g_assert_cmpint (find_text (fixture, "name 0", n_items (fixture) - 1), ==,
                   till_table_get_id (fixture->table, 0));

  /* What is not in the list is not found. */
  narrow (fixture, "patient", TILL_OP_BEGINS, "name 9");
  g_assert_cmpint (find_text (fixture, "name 5", 0), ==, 0);
  g_assert_cmpint (find_text (fixture, "name 9", 0), ==, till_table_get_id (fixture->table, 0));
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
  { "date", TILL_OP_OUTSIDE, "2026-11-20|2026-11-22",
    "happened_at < 1795150800000 OR happened_at >= 1795410000000" },
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
    { "2026-102999", "receipt_number = '2026-102999'" },
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
    { "date", TILL_OP_OUTSIDE, "2026-11-20|" },
    { "patient", TILL_OP_OUTSIDE, "2026-11-20|2026-11-22" },
    { "deposit-day", TILL_OP_BETWEEN, "2026-11-20|2026-02-30" },
    { "patient", TILL_OP_PRESET, "today" },
  };

  load (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (misfits); i++)
    {
      narrow (fixture, misfits[i].column, misfits[i].op, misfits[i].values);
      g_assert_cmpint (till_table_get_state (fixture->table), ==, TILL_TABLE_FAILED);
      g_assert_error (till_table_get_error (fixture->table), TILL_ERROR, TILL_ERROR_BAD_INPUT);
      /* What was there stays. */
      g_assert_cmpuint (n_items (fixture), ==, fixture->n_rows);
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

static void
sort_by (Fixture *fixture, const char *column, gboolean descending)
{
  const TillSortKey keys[] = { { column, descending }, { NULL, FALSE } };

  till_table_set_sort (fixture->table, keys);
  wait_ready (fixture);
}

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_list_add ("/store/list/loading", MANY, test_loading);
  test_list_add ("/store/list/paging", MANY, test_paging);
  test_list_add ("/store/list/find", MANY, test_find);
  test_list_add ("/store/list/find-text", MANY, test_find_text);
  test_list_add ("/store/list/counts", SOME, test_counts);
  test_list_add ("/store/list/filters", SOME, test_filters);
  test_list_add ("/store/list/search", SOME, test_search);
  test_list_add ("/store/list/filters-that-do-not-fit", SOME, test_misfits);
  test_list_add ("/store/list/days-of-23-and-25-hours", 0, test_days);
  test_list_add ("/store/list/sorts", SOME, test_sorts);
  test_list_add ("/store/list/sort-by-two", SOME, test_two_keys);

  return g_test_run ();
}
