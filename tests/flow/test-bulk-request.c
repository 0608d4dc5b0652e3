/* test-bulk-request.c: many asked at once: each once, whatever goes wrong; paused, cancelled,
 * broken off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-bulk-request-private.h"

#include "flow/till-outbox.h"
#include "store/till-store-bulk.h"
#include "store/till-store-transactions.h"
#include "till-desk-crowd.h"

#define N_PEOPLE 60

#define MESSAGES(where) "SELECT count(*) FROM messages WHERE " where
#define ITEMS(where) "SELECT count(*) FROM bulk_items WHERE " where
#define REQUESTS(where) "SELECT count(*) FROM requests WHERE " where

/* So many of them can be asked by text; these, and who has no phone, in any way. */
#define N_BY_TEXT (N_PEOPLE / 10 * 6)
#define N_PREFERRED (N_PEOPLE / 10 * 7)

/* ── The deeds ───────────────────────────────────────────────────────────────────────────────── */

static void
start (Crowd *self, TillBulkChannel channel)
{
  g_autoptr (GError) error = NULL;

  crowd_try_start (self, channel, &error);
  g_assert_no_error (error);
}

static void
step (Crowd *self, TillBulkState state)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_bulk_request_step_async (crowd_get_bulk (self), state, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_bulk_request_step_finish (crowd_get_bulk (self), kept, &error);
  g_assert_no_error (error);
}

typedef struct
{
  TillBulkState state;
  GAsyncResult *stepped;
} Sudden;

static void
sudden_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sudden            *sudden = user_data;
  g_autoptr (GError) error = NULL;

  till_bulk_request_start_finish (TILL_BULK_REQUEST (source), result, &error);
  g_assert_no_error (error);
  till_bulk_request_step_async (TILL_BULK_REQUEST (source), sudden->state, till_test_keep_result,
                                &sudden->stepped);
}

/* To @state before the first is asked. */
static void
start_suddenly (Crowd *self, TillBulkState state)
{
  const TillBulkOrder      order = { .channel = TILL_BULK_BY_TEXT };
  Sudden                   sudden = { state, NULL };
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_bulk_request_start_async (crowd_get_bulk (self), &order, self->people, N_PEOPLE, sudden_cb,
                                 &sudden);
  kept = till_test_wait_result (&sudden.stepped);
  till_bulk_request_step_finish (crowd_get_bulk (self), kept, &error);
  g_assert_no_error (error);
}

static gboolean
is_quiet (Crowd *self)
{
  return self->desk->practice->n_aside == 0 && till_outbox_is_idle (self->desk->practice);
}

/* What a minute brings, and all that follows. */
static void
turn (Crowd *self)
{
  till_bulk_request_follow (self->desk->practice);
  till_outbox_run (self->desk->practice);
  till_test_wait_until (is_quiet (self));
}

/* Until nothing of it is open any more. */
static void
run_to_the_end (Crowd *self)
{
  for (guint i = 0; i < 200; i++)
    {
      turn (self);
      if (till_bulk_is_over (till_bulk_request_get_bulk (crowd_get_bulk (self))->state) &&
          desk_count (self->desk, MESSAGES ("state IN ('queued', 'sending')")) == 0)
        return;
      desk_pass (self->desk, 30 * TILL_SECOND);
    }

  g_assert_not_reached ();
}

static void
check_left_out (Crowd *self)
{
  g_assert_cmpint (desk_count (self->desk, ITEMS ("why = 'no-consent' AND state = 'skipped'")), ==,
                   N_PEOPLE / 10);
  g_assert_cmpint (desk_count (self->desk, ITEMS ("why = 'snoozed' AND state = 'skipped'")), ==,
                   N_PEOPLE / 10);
  g_assert_cmpint (desk_count (self->desk, ITEMS ("why = 'same-address' AND state = 'skipped'")),
                   ==, N_PEOPLE / 10);
  g_assert_cmpint (desk_count (self->desk, ITEMS ("state = 'waiting'")), ==, 0);
  g_assert_cmpint (desk_count (self->desk, "SELECT count(*) FROM bulk_results"
                                           " WHERE result = 'left-out' AND reason = 'snoozed'"),
                   ==, N_PEOPLE / 10);
}

/* ── The tests ───────────────────────────────────────────────────────────────────────────────── */

/* Each of these ways to go wrong meets one in twenty. */
static void
test_each_once (void)
{
  g_autoptr (Crowd) crowd = crowd_new (N_PEOPLE);

  set_faults (crowd->desk->peer, "timeout@POST /2010=5%,timeout-before@POST /2010=5%,"
                                 "reset-after@POST /2010=5%,500-after@POST /2010=5%,"
                                 "truncated@POST /2010=5%,reset-before@POST /2010=5%,"
                                 "timeout@GET /2010=5%,500-before@GET /2010=5%");
  desk_set_up_texts (crowd->desk, till_test_sandbox_get_address (crowd->desk->peer->sandbox), 1);
  start (crowd, TILL_BULK_BY_TEXT);
  run_to_the_end (crowd);
  set_faults (crowd->desk->peer, "");
  crowd_check_texts (crowd);
  check_left_out (crowd);
  g_assert_cmpint (desk_count (crowd->desk, ITEMS ("why = 'no-address'")), ==, N_PEOPLE / 10);
  g_assert_cmpint (desk_count (crowd->desk,
                               "SELECT count(*) FROM bulk_items AS i JOIN requests AS r"
                               "  ON r.id = i.request_id AND r.bulk_id = i.bulk_id"
                               " AND r.guarantor_id = i.guarantor_id WHERE i.state = 'asked'"),
                   ==, N_BY_TEXT);
  g_assert_cmpint (desk_count (crowd->desk, "SELECT count(*) FROM reminders"), ==, N_BY_TEXT);
  g_assert_cmpint (till_bulk_request_get_counts (crowd_get_bulk (crowd))->n_sent, ==, N_BY_TEXT);
}

/* By text, else by e-mail. */
static void
test_preferred (void)
{
  g_autoptr (Crowd) crowd = crowd_new (N_PEOPLE);

  start (crowd, TILL_BULK_AS_PREFERRED);
  run_to_the_end (crowd);
  crowd_check_texts (crowd);
  check_left_out (crowd);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("channel = 'email' AND state = 'sent'")), ==,
                   N_PREFERRED - N_BY_TEXT);
  g_assert_cmpint (
    desk_count (crowd->desk, "SELECT sum(amount_cents) FROM requests WHERE bulk_id > 0"), ==,
    desk_count (crowd->desk, "SELECT sum(portion_cents) FROM receivables AS b JOIN bulk_items AS i"
                             "  ON i.guarantor_id = b.id WHERE i.state = 'asked'"));
}

/* Nobody before it goes on; and who was asked lately is not asked again by the next one. */
static void
test_pause (void)
{
  g_autoptr (Crowd)  crowd = crowd_new (N_PEOPLE);
  g_autoptr (GError) error = NULL;

  desk_set (crowd->desk, TILL_SETTING_REQUEST_BETWEEN, "7");
  start_suddenly (crowd, TILL_BULK_PAUSED);
  turn (crowd);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("1")), ==, 0);
  g_assert_cmpint (till_bulk_request_get_counts (crowd_get_bulk (crowd))->n_waiting, ==, N_PEOPLE);

  g_assert_false (crowd_try_start (crowd, TILL_BULK_BY_TEXT, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_test_message ("%s", error->message);

  step (crowd, TILL_BULK_SENDING);
  run_to_the_end (crowd);
  crowd_check_texts (crowd);

  start (crowd, TILL_BULK_BY_TEXT);
  run_to_the_end (crowd);
  crowd_check_texts (crowd);
  g_assert_cmpint (desk_count (crowd->desk, ITEMS ("bulk_id = 2 AND why = 'asked-lately'")), ==,
                   N_BY_TEXT);
}

/* What waits for the hours in which messages may come waits on while it is paused. */
static void
test_pause_of_queued (void)
{
  g_autoptr (Crowd) crowd = crowd_new (N_PEOPLE);

  desk_set (crowd->desk, TILL_SETTING_MESSAGE_FROM, "14");
  start (crowd, TILL_BULK_BY_TEXT);
  turn (crowd);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("state = 'queued'")), ==, N_BY_TEXT);
  g_assert_cmpint (till_bulk_request_get_bulk (crowd_get_bulk (crowd))->state, ==,
                   TILL_BULK_SENDING);

  step (crowd, TILL_BULK_PAUSED);
  desk_pass_with_sandbox (crowd->desk, 3 * TILL_HOUR);
  turn (crowd);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("state = 'queued'")), ==, N_BY_TEXT);

  step (crowd, TILL_BULK_SENDING);
  run_to_the_end (crowd);
  crowd_check_texts (crowd);
}

static void
test_cancel (void)
{
  g_autoptr (Crowd) crowd = crowd_new (N_PEOPLE);

  start_suddenly (crowd, TILL_BULK_CANCELLED);
  run_to_the_end (crowd);
  g_assert_cmpint (desk_count (crowd->desk, ITEMS ("why = 'cancelled'")), ==, N_PEOPLE);
  g_assert_cmpint (desk_count (crowd->desk, REQUESTS ("1")), ==, 0);
}

/* Its messages wait for their hour; and the program ends before all is cleared away. */
static void
test_cancel_of_queued (void)
{
  g_autoptr (Crowd) crowd = crowd_new (N_PEOPLE);

  desk_set (crowd->desk, TILL_SETTING_MESSAGE_FROM, "14");
  start (crowd, TILL_BULK_BY_TEXT);
  turn (crowd);
  step (crowd, TILL_BULK_CANCELLED);
  desk_close (crowd->desk);
  desk_pass_with_sandbox (crowd->desk, 3 * TILL_HOUR);
  desk_open (crowd->desk);
  desk_set_up_messages (crowd->desk);
  till_outbox_run (crowd->desk->practice);
  till_test_wait_until (
    desk_count (crowd->desk, REQUESTS ("state = 'cancelled' AND reason = 'by-hand'")) == N_BY_TEXT);
  turn (crowd);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("state = 'stopped'")), ==, N_BY_TEXT);
  g_assert_cmpint (
    desk_count (crowd->desk, "SELECT count(*) FROM reminders WHERE state = 'planned'"), ==, 0);

  /* Nobody has got anything: all may be asked. */
  start (crowd, TILL_BULK_BY_TEXT);
  run_to_the_end (crowd);
  g_assert_cmpint (desk_count (crowd->desk, ITEMS ("bulk_id = 2 AND why = 'asked-lately'")), ==, 0);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("state IN ('sent', 'delivered')")), ==,
                   N_BY_TEXT);
}

typedef struct
{
  Desk  *desk;
  gint64 id;
} Waiver;

static gboolean
waive_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Waiver *waiver = data;

  return till_store_add_ledger_entry (connection, waiver->id, "adjustment", till_money (-1000000),
                                      till_practice_get_today (waiver->desk->practice), NULL,
                                      till_practice_now (waiver->desk->practice), error);
}

/* Whoever owes nothing any more before the hour comes gets nothing. */
static void
test_paid_of_queued (void)
{
  g_autoptr (Crowd)  crowd = crowd_new (N_PEOPLE);
  g_autoptr (GError) error = NULL;
  gint64             id;

  desk_set (crowd->desk, TILL_SETTING_MESSAGE_FROM, "14");
  start (crowd, TILL_BULK_BY_TEXT);
  turn (crowd);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("state = 'queued'")), ==, N_BY_TEXT);
  id = desk_count (crowd->desk, "SELECT min(patient_id) FROM messages WHERE state = 'queued'");
  till_db_write (crowd->desk->practice->db, TILL_DB_NORMAL, waive_job, &(Waiver){ crowd->desk, id },
                 &error);
  g_assert_no_error (error);
  desk_pass_with_sandbox (crowd->desk, 3 * TILL_HOUR);
  run_to_the_end (crowd);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("state IN ('sent', 'delivered')")), ==,
                   N_BY_TEXT - 1);
  g_assert_cmpint (
    desk_count (crowd->desk, MESSAGES ("state = 'stopped' AND words = 'nothing-owed'")), ==, 1);
}

/* The practice is closed in the middle, with answers that never came. */
static void
test_goes_on (void)
{
  g_autoptr (Crowd) crowd = crowd_new (N_PEOPLE);

  set_faults (crowd->desk->peer, "timeout@POST /2010=#9-10");
  start (crowd, TILL_BULK_BY_TEXT);
  till_test_wait_until (desk_count (crowd->desk, MESSAGES ("state = 'sent'")) >= 8);
  desk_close (crowd->desk);
  set_faults (crowd->desk->peer, "");
  desk_open (crowd->desk);
  desk_set_up_messages (crowd->desk);
  till_bulk_request_follow (crowd->desk->practice);
  till_test_wait_until (till_bulk_request_get_bulk (crowd_get_bulk (crowd)) != NULL);
  run_to_the_end (crowd);
  crowd_check_texts (crowd);
  check_left_out (crowd);
}

static gboolean
choosing_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Crowd                *self = data;
  g_autoptr (TillActor) actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillBulk)  bulk = till_bulk_new ();

  return till_store_begin_bulk (connection, bulk, actor, till_clock_now (self->desk->clock),
                                error) &&
         till_store_add_bulk_items (connection, bulk->id, 0, self->people, 10, error);
}

/* The program ended before all were written down: nobody is asked. */
static void
test_half_chosen (void)
{
  g_autoptr (Crowd) crowd = crowd_new (N_PEOPLE);

  crowd_write (crowd, choosing_job, crowd);
  desk_close (crowd->desk);
  desk_open (crowd->desk);
  desk_set_up_messages (crowd->desk);
  till_test_wait_until (desk_count (crowd->desk, ITEMS ("why = 'cancelled'")) == 10);
  g_assert_cmpint (desk_count (crowd->desk, MESSAGES ("1")), ==, 0);
}

/* Nothing can be sent any more: that is said, and it waits. */
static void
test_problem (void)
{
  g_autoptr (Crowd)  crowd = crowd_new (N_PEOPLE);
  g_autoptr (GError) error = NULL;

  start_suddenly (crowd, TILL_BULK_PAUSED);
  turn (crowd);
  g_clear_object (&crowd->desk->practice->texter);
  step (crowd, TILL_BULK_SENDING);
  turn (crowd);
  g_assert_nonnull (till_bulk_request_get_problem (crowd_get_bulk (crowd)));
  g_test_message ("%s", till_bulk_request_get_problem (crowd_get_bulk (crowd)));
  g_assert_cmpint (desk_count (crowd->desk, REQUESTS ("1")), ==, 0);

  desk_set_up_messages (crowd->desk);
  run_to_the_end (crowd);
  g_assert_cmpstr (till_bulk_request_get_problem (crowd_get_bulk (crowd)), ==, NULL);
  crowd_check_texts (crowd);

  g_clear_object (&crowd->desk->practice->texter);
  g_assert_false (crowd_try_start (crowd, TILL_BULK_BY_TEXT, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/bulk-request/each-once", test_each_once);
  g_test_add_func ("/bulk-request/preferred", test_preferred);
  g_test_add_func ("/bulk-request/pause", test_pause);
  g_test_add_func ("/bulk-request/pause-of-queued", test_pause_of_queued);
  g_test_add_func ("/bulk-request/cancel", test_cancel);
  g_test_add_func ("/bulk-request/cancel-of-queued", test_cancel_of_queued);
  g_test_add_func ("/flow/bulk-request/paid-of-queued", test_paid_of_queued);
  g_test_add_func ("/bulk-request/goes-on", test_goes_on);
  g_test_add_func ("/bulk-request/half-chosen", test_half_chosen);
  g_test_add_func ("/bulk-request/problem", test_problem);

  return g_test_run ();
}
