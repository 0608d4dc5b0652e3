/* test-plan-requests.c: a request pays a plan down when that was chosen, and only then
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "store/till-store-merges.h"
#include "store/till-store-plans.h"
#include "till-desk-plan-deeds.h"
#include "till-desk-requests.h"
#include "till-desk-sendings.h"

#define OPEN                                                                                       \
  "SELECT group_concat(number || ' ' || amount_cents || ' ' || state, '; ')"                       \
  "  FROM (SELECT * FROM installments WHERE state <> 'skipped' ORDER BY version, number)"
#define STATUS "SELECT status FROM requests ORDER BY id DESC"
#define REMINDERS "SELECT group_concat(state) FROM reminders"
#define UNPAID "1 2000 due; 2 2000 due; 3 2000 due"

/* Anna’s plan of three, without a card; the request for @cents that pays it down. */
static gint64
ask_to_pay_down (Desk *desk, gint64 plan, gint64 cents)
{
  TillRequestOrder order = desk_request_order (desk, cents, TILL_SENT_BY_TEXT);

  order.plan_id = plan;
  order.reminders = "7";

  return desk_ask (desk, &order);
}

static void
pay (Desk *desk, gint64 request, const char *amount)
{
  g_autofree char *paid = desk_pay_link (desk, request, amount);

  desk_sync_well (desk);
  /* It is seen again, and counts once. */
  desk_sync_well (desk);
}

static TillRequestState
get_state (Desk *desk, gint64 id)
{
  g_autoptr (TillRequest) request = desk_get_request (desk, id);

  return request->state;
}

/* Without the choice a payment is a payment. */
static void
test_not_chosen (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           plan = desk_add_plan (desk, 0, 3, 0);
  gint64           id = ask_to_pay_down (desk, 0, 2500);

  pay (desk, id, "25.00");
  desk_assert_text (desk, STATUS, "completed");
  desk_assert_text (desk, OPEN, UNPAID);
  desk_assert_text (desk, DESK_PLAN, "authorized 0/3 0");
  g_assert_cmpint (plan, >, 0);
  desk_assert_holds (desk);
}

/* From the end; what is left of the one that it reaches is an installment of its own. */
static void
test_paid_down (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           plan = desk_add_plan (desk, 0, 3, 0);
  gint64           id = ask_to_pay_down (desk, plan, 2500);

  desk_assert_text (desk, OPEN, UNPAID);
  pay (desk, id, "25.00");
  desk_assert_text (desk, STATUS, "completed");
  desk_assert_text (desk, OPEN, "1 2000 due; 3 2000 paid; 4 500 paid; 5 1500 due");
  desk_assert_text (desk, DESK_PLAN, "active 2/4 2500");
  desk_assert_text (
    desk, "SELECT count(DISTINCT due_day) FROM installments WHERE number IN (2, 4, 5)", "1");

  /* Through the same link once more: more was paid than was asked for, and that is no plan’s. */
  pay (desk, id, "25.00");
  desk_assert_text (desk, DESK_PLAN, "active 2/4 2500");
  desk_assert_holds (desk);
}

/* In two parts, each as it comes. */
static void
test_in_parts (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           plan = desk_add_plan (desk, 0, 3, 0);
  gint64           id = ask_to_pay_down (desk, plan, 3000);

  pay (desk, id, "10.00");
  desk_assert_text (desk, STATUS, "partly-paid");
  desk_assert_text (desk, OPEN, "1 2000 due; 2 2000 due; 4 1000 paid; 5 1000 due");
  pay (desk, id, "20.00");
  desk_assert_text (desk, STATUS, "completed");
  desk_assert_text (desk, DESK_PLAN, "active 3/5 3000");
  desk_assert_holds (desk);
}

/* Nothing is left of it; what is too much is a payment like any other. */
static void
test_all_of_it (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           plan = desk_add_plan (desk, 0, 3, 0);
  gint64           id = ask_to_pay_down (desk, plan, 7000);

  pay (desk, id, "70.00");
  desk_assert_text (desk, STATUS, "completed");
  desk_assert_text (desk, DESK_PLAN, "completed 3/3 6000");
  desk_assert_holds (desk);
}

/* What was missed is paid before all else, and stays missed as far as it is not. */
static void
test_missed_first (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           card;
  gint64           plan;
  gint64           id;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  plan = desk_add_plan (desk, card, 3, 0);
  set_faults (desk->peer, "lost-card" DESK_SALE "=#1");
  desk_run_plans (desk);
  desk_assert_text (desk, OPEN, "1 2000 missed; 2 2000 due; 3 2000 due");
  id = ask_to_pay_down (desk, plan, 3500);
  pay (desk, id, "15.00");
  desk_assert_text (desk, OPEN, "2 2000 due; 3 2000 due; 4 1500 paid; 5 500 missed");
  desk_assert_text (desk, "SELECT why FROM installments WHERE number = 5", "declined");
  desk_assert_text (desk, DESK_PLAN, "failed 1/4 1500");
  pay (desk, id, "20.00");
  desk_assert_text (desk, OPEN, "2 2000 due; 4 1500 paid; 5 500 paid; 6 1500 paid; 7 500 due");
  desk_assert_text (desk, DESK_PLAN, "active 3/5 3500");
  desk_assert_holds (desk);
}

/* The plan’s own charge, and cash, pay nothing of what was asked for: the link is there still. */
static void
test_other_payments (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           card;
  gint64           id;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  id = ask_to_pay_down (desk, desk_add_plan (desk, card, 3, 0), 2000);
  desk_pass (desk, TILL_MINUTE);
  desk_run_plans (desk);
  desk_assert_text (desk, OPEN, "1 2000 paid; 2 2000 due; 3 2000 due");
  desk_assert_text (desk, REMINDERS, "planned");
  g_assert_cmpint (get_state (desk, id), ==, TILL_REQUEST_REQUESTED);
  desk_take_cash (desk, 0, 10000);
  g_assert_cmpint (get_state (desk, id), ==, TILL_REQUEST_REQUESTED);
  desk_assert_text (desk, REMINDERS, "stopped");
  pay (desk, id, "20.00");
  desk_assert_text (desk, STATUS, "completed");
  desk_assert_text (desk, OPEN, "1 2000 paid; 2 2000 due; 3 2000 paid");
  desk_assert_holds (desk);
}

/* What is to be tried again is paid whole, or as it was: nothing is tried as if it had not been. */
static void
test_failed (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           card;
  gint64           plan;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  plan = desk_add_plan (desk, card, 2, 0);
  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_run_plans (desk);
  desk_assert_text (desk, OPEN, "1 2000 failed; 2 2000 due");
  pay (desk, ask_to_pay_down (desk, plan, 500), "5.00");
  desk_assert_text (desk, OPEN, "1 2000 failed; 3 500 paid; 4 1500 due");
  pay (desk, ask_to_pay_down (desk, plan, 1500), "15.00");
  desk_assert_text (desk, OPEN, "1 2000 failed; 3 500 paid; 4 1500 paid");
  /* There is no other one: the rest is for people. */
  pay (desk, ask_to_pay_down (desk, plan, 500), "5.00");
  desk_assert_text (desk, OPEN, "3 500 paid; 4 1500 paid; 5 500 paid; 6 1500 missed");
  desk_assert_text (desk, "SELECT why FROM installments WHERE number = 6", "declined");
  desk_assert_text (desk, DESK_PLAN, "failed 3/4 2500");
  desk_assert_holds (desk);
}

typedef struct
{
  TillMergeOrder order;
  TillActor      actor;
  gint64         id;
} Merge;

static gboolean
merge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Merge *self = data;

  return till_store_merge_patients (connection, &self->order, &self->actor, 1790000000000,
                                    &self->id, error);
}

static gboolean
undo_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Merge *self = data;

  return till_store_undo_merge (connection, self->id, &self->actor, 1790000000000, error);
}

/* A record that becomes Anna’s, and is shown by itself again. */
static void
begin_merge (Desk *desk, gint64 other, Merge *merge)
{
  g_autoptr (GError) error = NULL;

  *merge = (Merge){ .order = { other, desk->anna, 0 }, .actor = { .name = (char *) "Ann" } };
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, merge_job, merge, &error);
  g_assert_no_error (error);
}

static void
part (Desk *desk, Merge *merge)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, undo_job, merge, &error);
  g_assert_no_error (error);
}

/* Anna’s payment accepts no plan of somebody else, and pays none. */
static void
test_parted_sending (gconstpointer is_signed)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           other = desk_add_patient (desk, "Lee, Anne", 0);
  TillPlanOrder    order;
  Merge            merge;
  gint64           plan;
  gint64           request;

  desk_add_card (desk, other, NULL);
  order = desk_plan_order (desk, desk_count (desk, "SELECT id FROM cards"));
  order.guarantor_id = order.patient_id = other;
  plan = desk_try_make_plan (desk, &order, NULL);
  g_assert_cmpint (plan, >, 0);
  begin_merge (desk, other, &merge);
  request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  part (desk, &merge);
  if (GPOINTER_TO_INT (is_signed))
    {
      desk_pay_sending (desk, request, FALSE);
      desk_pass (desk, 2 * TILL_MINUTE);
      desk_sign (desk, plan);
    }
  else
    desk_pay_sending (desk, request, FALSE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING,
                    GPOINTER_TO_INT (is_signed) ? "authorized 0/3 0 sent" : "pending 0/3 0 sent");
  g_assert_cmpint (desk_count (desk, "SELECT max(guarantor_id) FROM transactions"), ==, desk->anna);
  desk_assert_holds (desk);
}

/* The plan of a record that is shown by itself again is not Anna’s. */
static void
test_parted (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           anna = desk->anna;
  gint64           other = desk->anna = desk_add_patient (desk, "Lee, Anne", 0);
  gint64           plan = desk_add_plan (desk, 0, 3, 0);
  Merge            merge;
  gint64           id;

  desk->anna = anna;
  begin_merge (desk, other, &merge);
  id = ask_to_pay_down (desk, plan, 2500);
  part (desk, &merge);
  pay (desk, id, "25.00");
  desk_assert_text (desk, STATUS, "completed");
  desk_assert_text (desk, OPEN, UNPAID);
  desk_assert_holds (desk);
}

/* Paid while it was open, seen when it was over: cancelled, or replaced. What is paid behind that,
 * or once more, is a payment like any other. */
static void
test_seen_over (gconstpointer is_replaced)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           plan = desk_add_plan (desk, 0, 3, 0);
  gint64           id = ask_to_pay_down (desk, plan, 2500);
  TillRequestOrder order = desk_request_order (desk, 1000, TILL_SENT_AT_DESK);
  g_autofree char *paid = NULL;
  g_autofree char *again = NULL;

  desk_pass_with_sandbox (desk, TILL_MINUTE);
  paid = desk_pay_link (desk, id, "25.00");
  again = desk_pay_link (desk, id, "25.00");
  desk_pass_with_sandbox (desk, 5 * TILL_MINUTE);
  if (GPOINTER_TO_INT (is_replaced))
    desk_ask (desk, &order);
  else
    desk_end_request (desk, id);
  desk_sync_well (desk);
  desk_assert_text (desk, OPEN, "1 2000 due; 3 2000 paid; 4 500 paid; 5 1500 due");
  desk_assert_text (desk, DESK_MARKS, "old-link");
  desk_pass_with_sandbox (desk, TILL_MINUTE);
  pay (desk, id, "25.00");
  desk_assert_text (desk, DESK_PLAN, "active 2/4 2500");
  desk_assert_text (desk, DESK_MARKS, "old-link,old-link");
  desk_assert_holds (desk);
}

/* Asked for beside the plan, it is owed beside it: what the plan is charged does not pay it. */
static void
test_asked_beside (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           card;
  gint64           id;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  desk_add_plan (desk, card, 3, 0);
  id = ask_to_pay_down (desk, 0, 1500);
  desk_pass (desk, TILL_MINUTE);
  desk_run_plans (desk);
  desk_assert_text (desk, OPEN, "1 2000 paid; 2 2000 due; 3 2000 due");
  g_assert_cmpint (get_state (desk, id), ==, TILL_REQUEST_REQUESTED);
  desk_assert_text (desk, REMINDERS, "planned");
  desk_take_cash (desk, 0, 1500);
  g_assert_cmpint (get_state (desk, id), ==, TILL_REQUEST_COMPLETED);
  desk_assert_holds (desk);
}

static gboolean
cancel_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_cancel_plan (connection, *(gint64 *) data, NULL, NULL, 1790000000000, error);
}

/* Of a plan that is over nothing is owed; and it can’t be chosen any more. */
static void
test_over (void)
{
  g_autoptr (Desk)         desk = desk_new_for_requests ();
  gint64                   plan = desk_add_plan (desk, 0, 3, 0);
  gint64                   id = ask_to_pay_down (desk, plan, 2500);
  TillRequestOrder         order = desk_request_order (desk, 2000, TILL_SENT_AT_DESK);
  g_autoptr (GError)       error = NULL;
  TillRequestDraft        *draft;
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  order.plan_id = plan;
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, cancel_job, &plan, &error);
  g_assert_no_error (error);
  pay (desk, id, "25.00");
  desk_assert_text (desk, STATUS, "completed");
  desk_assert_text (desk, OPEN, NULL);

  draft = desk_draft (desk, &order, &error);
  g_assert_no_error (error);
  till_practice_send_request_async (desk->practice, draft, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_cmpint (till_practice_send_request_finish (desk->practice, kept, &error), ==, 0);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_holds (desk);
}

/* Taken back, what it had paid is owed at once: voided, or refunded whole. */
static void
test_taken_back (gconstpointer data)
{
  gboolean                       is_refund = GPOINTER_TO_INT (data);
  g_autoptr (Desk)               desk = desk_new_for_requests ();
  gint64                         plan = desk_add_plan (desk, 0, 3, 0);
  gint64                         id = ask_to_pay_down (desk, plan, 2500);
  g_autoptr (TillReversePayment) reversal = NULL;

  pay (desk, id, "25.00");
  if (is_refund)
    {
      g_autoptr (Reply) closed = ask (desk->peer, "POST", "/sandbox/close-batch", "{}");

      g_assert_cmpuint (closed->status, ==, 200);
      desk_sync_well (desk);
    }
  reversal = desk_read (desk, desk_count (desk, "SELECT id FROM transactions"));
  g_assert_true (desk_run (reversal, is_refund ? 2500 : 0,
                           is_refund ? TILL_REVERSAL_REFUND : TILL_REVERSAL_VOID, NULL));
  desk_assert_text (desk, OPEN, "1 2000 due; 3 2000 missed; 4 500 missed; 5 1500 due");
  desk_assert_text (desk,
                    "SELECT group_concat(DISTINCT why) FROM installments WHERE state = 'missed'",
                    is_refund ? "refunded" : "taken-back");
  desk_assert_text (desk, DESK_PLAN, "failed 0/4 0");
  g_clear_object (&reversal);
  desk_assert_holds (desk);
}

/* The request and its reminder are about the plan; another request is not. */
static void
test_messages (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  gint64           plan = desk_add_plan (desk, 0, 3, 0);

  desk_set (desk, TILL_SETTING_REQUEST_FRESH, "0");
  ask_to_pay_down (desk, 0, 1000);
  ask_to_pay_down (desk, plan, 2500);
  desk_run_outbox (desk);
  for (guint day = 1; day <= 8; day++)
    {
      desk_pass_with_sandbox (desk, 24 * TILL_HOUR);
      desk_run_outbox (desk);
      desk_run_outbox (desk);
    }
  desk_assert_text (desk,
                    "SELECT group_concat(purpose, ' ') FROM (SELECT purpose FROM messages"
                    "  WHERE plan_id IS NOT NULL ORDER BY id)",
                    "request reminder");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM messages WHERE plan_id IS NULL"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/plan-requests/not-chosen", test_not_chosen);
  g_test_add_func ("/flow/plan-requests/paid-down", test_paid_down);
  g_test_add_func ("/flow/plan-requests/in-parts", test_in_parts);
  g_test_add_func ("/flow/plan-requests/all-of-it", test_all_of_it);
  g_test_add_func ("/flow/plan-requests/missed-first", test_missed_first);
  g_test_add_func ("/flow/plan-requests/other-payments", test_other_payments);
  g_test_add_func ("/flow/plan-requests/failed", test_failed);
  g_test_add_func ("/flow/plan-requests/parted", test_parted);
  g_test_add_data_func ("/flow/plan-requests/parted-sending", GINT_TO_POINTER (FALSE),
                        test_parted_sending);
  g_test_add_data_func ("/flow/plan-requests/parted-signed", GINT_TO_POINTER (TRUE),
                        test_parted_sending);
  g_test_add_data_func ("/flow/plan-requests/seen-cancelled", GINT_TO_POINTER (FALSE),
                        test_seen_over);
  g_test_add_data_func ("/flow/plan-requests/seen-replaced", GINT_TO_POINTER (TRUE),
                        test_seen_over);
  g_test_add_func ("/flow/plan-requests/asked-beside", test_asked_beside);
  g_test_add_func ("/flow/plan-requests/over", test_over);
  g_test_add_data_func ("/flow/plan-requests/voided", GINT_TO_POINTER (FALSE), test_taken_back);
  g_test_add_data_func ("/flow/plan-requests/refunded", GINT_TO_POINTER (TRUE), test_taken_back);
  g_test_add_func ("/flow/plan-requests/messages", test_messages);

  return g_test_run ();
}
