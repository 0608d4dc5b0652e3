/* test-list-changes.c: the list follows the database, and newer questions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "store/till-list.h"
#include "till-test-list.h"
#include "till-test-util.h"

#define MANY 20000

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

static const TillColumn    endless_columns[] = { { "n", "N", TILL_COLUMN_NUMBER, TRUE, TRUE } };
static const TillColumnSql endless_sql[] = { { "id" } };
static const TillSum       endless_sums[] = { { NULL } };

static TillListPlan
endless_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ NULL, NULL };
}

/* Without a row and without an end, until it is shut. */
static const char endless_view[] =
  "CREATE VIEW endless_rows AS WITH RECURSIVE n (id) AS"
  " (SELECT 1 UNION ALL SELECT 3 - id FROM n WHERE (SELECT shut FROM gate) = 0)"
  " SELECT id FROM n WHERE (SELECT shut FROM gate) = 1";

/* As many as there are threads to read, and more: an older question that went on would hold one. */
static void
test_newer_interrupts (Fixture *fixture, gconstpointer data)
{
  static const TillListKind kind = { .table = "endless_rows",
                                     .columns = { endless_columns, endless_sql, 1, NULL, NULL },
                                     .sources = { NULL },
                                     .sums = endless_sums,
                                     .plan = endless_plan };
  g_autoptr (TillTable)     table = NULL;

  test_store_write (fixture->db, sql_job, (gpointer) "CREATE TABLE gate AS SELECT 0 AS shut");
  test_store_write (fixture->db, sql_job, (gpointer) endless_view);
  table = till_list_new (&kind, fixture->db, fixture->clock, fixture->zone);
  for (guint i = 0; i < 20; i++)
    till_table_refresh (table);
  g_assert_cmpint (till_table_get_state (table), ==, TILL_TABLE_LOADING);

  test_store_write (fixture->db, sql_job, (gpointer) "UPDATE gate SET shut = 1");
  till_table_refresh (table);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 1);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_list_add ("/store/list-changes/changes", 0, test_changes);
  test_list_add ("/store/list-changes/changes-in-a-filter", 0, test_changes_in_filter);
  test_list_add ("/store/list-changes/bulk-change", MANY, test_bulk_change);
  test_list_add ("/store/list-changes/moved", 0, test_moved);
  test_list_add ("/store/list-changes/newer-wins", MANY, test_newer_wins);
  test_list_add ("/store/list-changes/newer-interrupts-older", 0, test_newer_interrupts);
  test_list_add ("/store/list-changes/change-while-running", MANY, test_change_while_running);
  test_list_add ("/store/list-changes/dropped-while-running", MANY, test_dropped_while_running);
  test_list_add ("/store/list-changes/after-closing", MANY, test_after_closing);

  return g_test_run ();
}
