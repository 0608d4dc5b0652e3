/* test-pay-page.c: the virtual terminal: the hosted page, followed to its end and beyond
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#define GOOD_CARD "4111111111111111"
#define BAD_CARD "4000000000000002"

static TillTakePayment *
open_page (Desk *desk, gint64 cents)
{
  TillPaymentOrder   order = desk_order (desk, cents, TILL_METHOD_VIRTUAL);
  g_autoptr (GError) error = NULL;
  TillTakePayment   *payment = desk_try_collect (desk, &order, &error);

  g_assert_no_error (error);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_WAITING_FOR_PAGE);
  g_assert_nonnull (till_take_payment_get_page (payment));

  return payment;
}

/* As a browser posts the form of @page. */
static void
pay (Desk *desk, const char *page, const char *card)
{
  const char      *address = till_test_sandbox_get_address (desk->peer->sandbox);
  g_autofree char *form = g_uuid_string_random ();
  g_autofree char *body =
    g_strdup_printf ("name=Ann+Lee&card=%s&expiry=12/39&code=123&form=%s", card, form);
  g_autoptr (Reply) reply = NULL;

  g_assert_true (g_str_has_prefix (page, address));
  reply = ask (desk->peer, "POST", page + strlen (address), body);
  g_assert_cmpuint (reply->status, ==, 303);
}

static void
test_paid (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, 4133);
  g_autoptr (TillTransaction) row = NULL;

  pay (desk, till_take_payment_get_page (payment), GOOD_CARD);
  desk_refresh (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  g_assert_null (till_take_payment_get_page (payment));

  row = desk_get (desk, till_take_payment_get_transaction_id (payment));
  g_assert_cmpint (row->method, ==, TILL_METHOD_VIRTUAL);
  g_assert_cmpstr (row->card.last_four, ==, "1111");
  g_assert_null (row->mark);
  desk_assert_agree (desk);
}

static char *
last_decline (TillTakePayment *payment)
{
  char *words = NULL;

  g_object_get (payment, "last-decline", &words, NULL);
  return words;
}

/* Listed once, however often it is seen; the page goes on. */
static void
test_decline_goes_on (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, 4133);
  g_autofree char            *decline = NULL;

  pay (desk, till_take_payment_get_page (payment), BAD_CARD);
  for (guint i = 0; i < 3; i++)
    desk_refresh (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_WAITING_FOR_PAGE);
  decline = last_decline (payment);
  g_assert_nonnull (decline);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE state = 'declined'"),
                   ==, 1);

  pay (desk, till_take_payment_get_page (payment), GOOD_CARD);
  desk_refresh (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 2);
  desk_assert_agree (desk);
}

static void
test_abandoned_then_paid (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, 4133);
  g_autofree char            *page = g_strdup (till_take_payment_get_page (payment));
  g_autoptr (TillTransaction) row = NULL;

  till_take_payment_cancel (payment);
  desk_wait_phase (payment, TILL_PAYMENT_ABANDONED);
  desk_refresh (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 0);

  /* It was still open in the browser. */
  pay (desk, page, GOOD_CARD);
  desk_refresh (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
  row = desk_get (desk, desk_count (desk, "SELECT id FROM transactions"));
  g_assert_cmpstr (row->mark, ==, "after-abandon");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE state = 'approved'"), ==,
                   1);
  desk_refresh (desk);
  desk_assert_agree (desk);
}

/* Paid in the very moment in which it is given up: the money counts. */
static void
test_paid_while_cancelling (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, 4133);

  pay (desk, till_take_payment_get_page (payment), GOOD_CARD);
  till_take_payment_cancel (payment);
  till_test_wait_until (till_take_payment_get_phase (payment) > TILL_PAYMENT_CHECKING);
  desk_refresh (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
  desk_assert_agree (desk);
}

/* Paid twice on one page (two browsers): the second is an exception, to be refunded. */
static void
test_paid_twice (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, 4133);
  g_autofree char            *page = g_strdup (till_take_payment_get_page (payment));
  g_autoptr (Reply)           duplicates = NULL;

  duplicates =
    ask (desk->peer, "PUT", "/rest/v2/settings/transaction/duplicates", "{\"enabled\":\"false\"}");
  g_assert_cmpuint (duplicates->status, ==, 200);
  pay (desk, page, GOOD_CARD);
  pay (desk, page, "5499740000000057");
  desk_refresh (desk);
  desk_refresh (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE mark = 'extra'"), ==,
                   1);
  desk_assert_agree (desk);
}

/* Closing the program leaves the page waiting; it is found by the next start's search. */
static void
test_paid_while_closed (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, 4133);
  g_autofree char            *page = g_strdup (till_take_payment_get_page (payment));

  g_clear_object (&payment);
  desk_close (desk);
  pay (desk, page, GOOD_CARD);
  desk_open (desk);
  desk_refresh (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
  desk_assert_agree (desk);
}

static void
test_given_up_after_a_day (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, 4133);

  g_clear_object (&payment);
  desk_close (desk);
  desk_pass (desk, 25 * TILL_HOUR);
  desk_open (desk);
  desk_refresh (desk);
  till_test_wait_until (
    desk_count (desk, "SELECT count (*) FROM attempts WHERE state = 'abandoned'") == 1);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/page/paid", test_paid);
  g_test_add_func ("/flow/page/decline-goes-on", test_decline_goes_on);
  g_test_add_func ("/flow/page/abandoned-then-paid", test_abandoned_then_paid);
  g_test_add_func ("/flow/page/paid-while-cancelling", test_paid_while_cancelling);
  g_test_add_func ("/flow/page/paid-twice", test_paid_twice);
  g_test_add_func ("/flow/page/paid-while-closed", test_paid_while_closed);
  g_test_add_func ("/flow/page/given-up-after-a-day", test_given_up_after_a_day);

  return g_test_run ();
}
