/* test-request-payment.c: requests from the draft to the payment, through their links and by other
 * ways
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "till-desk-requests.h"

#define REMINDERS(state) "SELECT count(*) FROM reminders WHERE state = '" state "'"

static void
assert_status (Desk *desk, gint64 id, const char *status)
{
  g_autoptr (TillRequest) request = desk_get_request (desk, id);

  g_assert_cmpstr (till_request_status (request->state, request->reason), ==, status);
}

/* ── Asking ── */

/* What was shown is what is sent. */
static void
test_draft (void)
{
  g_autoptr (Desk)             desk = desk_new_for_requests ();
  TillRequestOrder             order = desk_request_order (desk, 10000, TILL_SENT_BY_BOTH);
  g_autoptr (GError)           error = NULL;
  g_autoptr (TillRequestDraft) draft = NULL;
  const TillMessage           *text;
  const TillMessage           *mail;

  order.note = "Thank you for coming by.";
  order.reminders = "7 14";
  draft = desk_draft (desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft->problem, ==, NULL);
  g_assert_cmpint (draft->request->balance.cents, ==, 10000);
  g_assert_cmpuint (draft->messages->len, ==, 2);
  g_assert_cmpuint (draft->n_due, ==, 2);
  text = draft->messages->pdata[0];
  mail = draft->messages->pdata[1];
  g_assert_cmpstr (text->address, ==, DESK_PHONE);
  g_assert_nonnull (strstr (text->body, draft->request->link));
  g_assert_nonnull (strstr (text->body, "$100.00"));
  g_assert_cmpstr (mail->address, ==, "anna@example.com");
  g_assert_nonnull (strstr (mail->body, "Thank you for coming by."));
  g_assert_nonnull (strstr (draft->request->link, draft->request->invoice));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM requests"), ==, 0);
}

static void
test_bad_orders (void)
{
  g_autoptr (Desk)             desk = desk_new_for_requests ();
  TillRequestOrder             nothing = desk_request_order (desk, 0, TILL_SENT_BY_TEXT);
  TillRequestOrder             ben = desk_request_order (desk, 500, TILL_SENT_BY_TEXT);
  TillRequestOrder             noted = desk_request_order (desk, 500, TILL_SENT_BY_TEXT);
  g_autoptr (TillRequestDraft) draft = NULL;
  g_autoptr (GError)           error = NULL;

  g_assert_null (desk_draft (desk, &nothing, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  noted.note = "4111 1111 1111 1111";
  g_assert_null (desk_draft (desk, &noted, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_clear_error (&error);
  noted.note = NULL;
  noted.reminders = "14 7";
  g_assert_null (desk_draft (desk, &noted, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);

  /* A child is not asked, and who has no phone is not by text. */
  ben.guarantor_id = desk->ben;
  draft = desk_draft (desk, &ben, &error);
  g_assert_no_error (error);
  g_assert_nonnull (draft->problem);
  g_test_message ("%s", draft->problem);
}

/* ── Paid through the link ── */

static void
test_paid (void)
{
  g_autoptr (Desk)            desk = desk_new_for_requests ();
  TillRequestOrder            order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64                      id;
  g_autofree char            *paid = NULL;
  g_autoptr (TillTransaction) row = NULL;
  guint                       n_unposted = 0;

  order.reminders = "7";
  id = desk_ask (desk, &order);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 1);
  g_assert_cmpint (desk_count (desk, REMINDERS ("planned")), ==, 1);

  paid = desk_pay_link (desk, id, "100.00");
  desk_sync_well (desk);
  assert_status (desk, id, "completed");
  g_assert_cmpint (desk_count (desk, REMINDERS ("stopped")), ==, 1);
  row = desk_find (desk, paid);
  g_assert_cmpint (row->request_id, ==, id);
  g_assert_cmpint (row->patient_id, ==, desk->anna);
  g_assert_cmpint (row->method, ==, TILL_METHOD_ONLINE);
  g_assert_cmpint (row->posting, ==, TILL_POSTING_UNPOSTED);
  g_assert_null (row->mark);
  till_test_wait_until (
    (g_object_get (desk->practice, "n-unposted", &n_unposted, NULL), n_unposted == 1));

  /* Once only. */
  desk_sync_well (desk);
  g_assert_cmpint (desk_count (desk, "SELECT paid_cents FROM requests"), ==, 10000);
  desk_assert_agree (desk);
}

/* The link asks for all of it: once a part is paid it is neither shown as a code nor printed. */
static void
refuse_code (Desk *desk, gint64 id)
{
  g_autoptr (TillRequest)  request = desk_get_request (desk, id);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GBytes)       pdf = NULL;
  g_autoptr (GError)       shown = NULL;
  g_autoptr (GError)       printed = NULL;
  const char              *name;

  g_assert_false (till_practice_check_code (request, &shown));
  g_assert_error (shown, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  till_practice_print_request_async (desk->practice, id, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  pdf = till_practice_print_request_finish (desk->practice, kept, &name, &printed);
  g_assert_null (pdf);
  g_assert_error (printed, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

/* A part, a decline, then the rest and more. */
static void
test_in_parts (void)
{
  g_autoptr (Desk)            desk = desk_new_for_requests ();
  TillRequestOrder            order = desk_request_order (desk, 10000, TILL_SENT_BY_EMAIL);
  gint64                      id = desk_ask (desk, &order);
  g_autofree char            *part = desk_pay_link (desk, id, "40.00");
  g_autofree char            *rest = NULL;
  g_autoptr (TillTransaction) row = NULL;
  g_autoptr (TillRequest)     request = desk_get_request (desk, id);
  g_autoptr (Reply) declined = sale (desk->peer, "0.04", "4111111111111111", request->invoice);

  desk_sync_well (desk);
  assert_status (desk, id, "partly-paid");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions WHERE state = 'declined'"
                                     " AND guarantor_id IS NOT NULL"),
                   ==, 1);
  refuse_code (desk, id);

  rest = desk_pay_link (desk, id, "75.00");
  desk_sync_well (desk);
  assert_status (desk, id, "completed");
  row = desk_find (desk, rest);
  g_assert_cmpstr (row->mark, ==, TILL_MARK_OVER_ASKED);
  g_assert_cmpint (desk_count (desk, "SELECT paid_cents FROM requests"), ==, 11500);
  desk_assert_agree (desk);
}

/* A newer request takes the place of the older one; the older link, paid anyway, is a payment, and
 * completes nothing. */
static void
test_replaced (void)
{
  g_autoptr (Desk)            desk = desk_new_for_requests ();
  TillRequestOrder            order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64                      older;
  gint64                      newer;
  g_autofree char            *paid = NULL;
  g_autoptr (TillTransaction) row = NULL;
  g_autoptr (TillRequest)     request = NULL;

  order.reminders = "7 14";
  older = desk_ask (desk, &order);
  newer = desk_ask (desk, &order);
  assert_status (desk, older, "replaced");
  assert_status (desk, newer, "requested");
  request = desk_get_request (desk, older);
  g_assert_cmpint (request->replaced_by, ==, newer);
  g_assert_cmpint (desk_count (desk, REMINDERS ("stopped")), ==, 2);

  paid = desk_pay_link (desk, older, "100.00");
  desk_sync_well (desk);
  assert_status (desk, older, "replaced");
  assert_status (desk, newer, "requested");
  row = desk_find (desk, paid);
  g_assert_cmpstr (row->mark, ==, TILL_MARK_OLD_LINK);
  g_assert_cmpint (row->guarantor_id, ==, desk->anna);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions"), ==, 1);
  /* Nobody is reminded of what may have been paid. */
  g_assert_cmpint (desk_count (desk, REMINDERS ("planned")), ==, 0);
  desk_assert_agree (desk);
}

/* ── Ended otherwise ── */

static void
test_paid_elsewhere (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  TillRequestOrder order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64           id;

  order.reminders = "7";
  id = desk_ask (desk, &order);
  desk_take_cash (desk, desk->ben, 3000);
  assert_status (desk, id, "requested");
  g_assert_cmpint (desk_count (desk, REMINDERS ("planned")), ==, 0);
  desk_take_cash (desk, desk->ben, 10000);
  assert_status (desk, id, "paid-elsewhere");
  desk_assert_holds (desk);
}

static void
end_request (Desk *desk, gint64 id, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_end_requests_async (desk->practice, &id, 1, TILL_REQUEST_BY_HAND,
                                    till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_end_requests_finish (desk->practice, kept, error);
}

static void
test_cancelled (void)
{
  g_autoptr (Desk)   desk = desk_new_for_requests ();
  TillRequestOrder   order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64             id = desk_ask (desk, &order);
  g_autoptr (GError) error = NULL;

  end_request (desk, id, &error);
  g_assert_no_error (error);
  assert_status (desk, id, "cancelled");
  end_request (desk, id, &error);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/request-payment/draft", test_draft);
  g_test_add_func ("/request-payment/bad-orders", test_bad_orders);
  g_test_add_func ("/request-payment/paid", test_paid);
  g_test_add_func ("/request-payment/in-parts", test_in_parts);
  g_test_add_func ("/request-payment/replaced", test_replaced);
  g_test_add_func ("/request-payment/paid-elsewhere", test_paid_elsewhere);
  g_test_add_func ("/request-payment/cancelled", test_cancelled);

  return g_test_run ();
}
