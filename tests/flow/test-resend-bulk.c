/* test-resend-bulk.c: what is sent again of a bulk request: its results, its numbers, and when it
 * is cancelled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-resend-request.h"

#include "flow/till-bulk-request-private.h"
#include "flow/till-outbox.h"
#include "store/till-store-bulk.h"
#include "till-desk-requests.h"

#define WRONG "(207) 551-0000" /* no mobile phone: the sandbox says so */
#define RIGHT "(207) 555-0177"

static TillBulkRequest *
ask_in_bulk (Desk *desk, gint64 *id)
{
  const TillBulkOrder      order = { .channel = TILL_BULK_BY_TEXT };
  TillBulkRequest         *bulk = till_practice_get_bulk_request (desk->practice);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  desk_set_phone (desk, WRONG);
  till_bulk_request_start_async (bulk, &order, &desk->anna, 1, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_bulk_request_start_finish (bulk, kept, &error);
  g_assert_no_error (error);
  till_test_wait_until ((*id = desk_count (desk, "SELECT coalesce(max(id), 0) FROM requests")) !=
                        0);
  desk_wait_for_failure (desk, *id);
  till_bulk_request_follow (desk->practice);
  till_test_wait_until (till_bulk_is_over (till_bulk_request_get_bulk (bulk)->state));

  return bulk;
}

/* What was sent again is the result; and every way to sort the results. */
static void
test_results (void)
{
  g_autoptr (Desk)      desk = desk_new_for_requests ();
  gint64                id;
  TillBulkRequest      *bulk = ask_in_bulk (desk, &id);
  g_autoptr (TillTable) table = till_practice_new_bulk_results (desk->practice);
  g_autoptr (GError)    error = NULL;
  guint                 n_columns;
  const TillColumn     *columns = till_table_get_columns (table, &n_columns);

  till_test_wait_until (till_bulk_request_get_counts (bulk)->n_undeliverable == 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bulk_results"
                                     " WHERE result = 'undeliverable' AND reason IS NOT NULL"),
                   ==, 1);
  g_assert_true (
    desk_resend (desk, desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error), &error));
  desk_run_outbox (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bulk_results"
                                     " WHERE result IN ('sent', 'delivered') AND reason IS NULL"),
                   ==, 1);
  till_bulk_request_follow (desk->practice);
  till_test_wait_until (till_bulk_request_get_counts (bulk)->n_sent == 1);
  g_assert_cmpint (till_bulk_request_get_counts (bulk)->n_undeliverable, ==, 0);

  for (guint i = 0; i < n_columns; i++)
    {
      const TillSortKey keys[] = { { columns[i].id, FALSE }, { NULL, FALSE } };

      if (!columns[i].sortable)
        continue;
      g_test_message ("%s", columns[i].id);
      till_table_set_sort (table, keys);
      till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
      g_assert_cmpuint (till_table_get_n_rows (table), ==, 1);
    }
  desk_assert_holds (desk);
}

/* Whatever becomes of a request, who was asked is in one of the numbers. */
static void
test_counts (void)
{
  g_autoptr (Desk)         desk = desk_new_for_requests ();
  gint64                   id;
  TillBulkRequest         *bulk = ask_in_bulk (desk, &id);
  TillBulkCounts           counts;
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_end_requests_async (desk->practice, &id, 1, TILL_REQUEST_PAID_ELSEWHERE,
                                    till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_true (till_practice_end_requests_finish (desk->practice, kept, &error));
  till_store_count_bulk (till_db_get_reader (till_practice_get_db (desk->practice)),
                         till_bulk_request_get_bulk (bulk)->id, till_clock_now (desk->clock),
                         &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.n_asked, ==, 1);
  g_assert_cmpint (counts.n_undeliverable, ==, 1);
}

static gboolean
cancel_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, "UPDATE bulk_requests SET state = 'cancelled'", error);

  return statement != NULL && till_db_run (statement, error);
}

/* A bulk request that was cancelled stops its own messages, not what somebody sends again. */
static void
test_cancelled_bulk (void)
{
  g_autoptr (Desk)   desk = desk_new_for_requests ();
  g_autoptr (GError) error = NULL;
  gint64             id;
  TillBulkRequest   *bulk = ask_in_bulk (desk, &id);

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, cancel_job, NULL, &error);
  g_assert_no_error (error);
  till_bulk_request_follow (desk->practice);
  till_test_wait_until (till_bulk_request_get_bulk (bulk)->state == TILL_BULK_CANCELLED);
  g_assert_true (
    desk_resend (desk, desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error), &error));
  till_bulk_request_follow (desk->practice);
  desk_run_outbox (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM requests WHERE status = 'requested'"),
                   ==, 1);
  g_assert_cmpuint (desk_count_texts_to (desk, "+12075550177"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resend-bulk/results", test_results);
  g_test_add_func ("/resend-bulk/counts", test_counts);
  g_test_add_func ("/resend-bulk/cancelled", test_cancelled_bulk);

  return g_test_run ();
}
