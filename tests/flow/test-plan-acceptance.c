/* test-plan-acceptance.c: what a payment through a plan’s link authorizes: what was agreed to by it
 * when it was made, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-cards.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-whole-plan.h"
#include "till-desk-cards.h"
#include "till-desk-plan-deeds.h"
#include "till-desk-sendings.h"

static void
assert_warned (Desk *desk, const char *words)
{
  const char *warning = till_practice_get_warning (desk->practice);

  g_assert_nonnull (warning);
  g_assert_nonnull (strstr (warning, words));
}

/* The card that the message named is deleted: the one that it is paid with is another. */
static void
test_other_card (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  GAsyncResult    *slot = NULL;
  gint64           plan;
  gint64           request;
  gint64           card;

  desk_add_card (desk, desk->anna, NULL);
  card = desk_count (desk, "SELECT id FROM cards");
  plan = desk_make_plan (desk, card);
  request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  till_practice_delete_card_async (desk->practice, card, till_test_keep_result, &slot);
  g_object_unref (till_test_wait_result (&slot));

  desk_pay_sending (desk, request, TRUE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 no-card");
  assert_warned (desk, "no card that may be charged");
  desk_assert_holds (desk);
}

/* Anna’s second plan; the card with which she pays the first payments is on file by the first plan.
 */
static gint64
make_second_plan (Desk *desk)
{
  TillPlanOrder order = desk_plan_order (desk, 0);
  gint64        plan;

  desk_pay_sending (desk, desk_send_plan (desk, desk_make_plan (desk, 0), TILL_CHANNEL_EMAIL),
                    TRUE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");

  order.uuid = "6ba7b814-9dad-11d1-80b4-00c04fd430c8";
  plan = desk_try_make_plan (desk, &order, NULL);
  g_assert_cmpint (plan, >, 0);

  return plan;
}

/* The same card was on file before: whether it was ticked with the payment, nobody is told. The
 * desk is, and names the card in what it sends for the next payment. */
static void
test_known_card (gconstpointer is_ticked)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = make_second_plan (desk);

  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL),
                    GPOINTER_TO_INT (is_ticked));
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 paid");
  g_assert_null (till_practice_get_warning (desk->practice));
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 no-card");
  assert_warned (desk, "on file already");

  desk_set_plan_card (desk, plan, desk_count (desk, "SELECT id FROM cards"));
  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL), FALSE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 2/3 20000 used");
  desk_assert_holds (desk);
}

/* What was saved is shown minutes later, and by a token of its own: the one that was on file before
 * does not end the search. */
static void
test_known_card_saved_again (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = make_second_plan (desk);
  g_autofree char *tokens = g_strdup_printf (
    "[{\"token-id\":\"1100222233334441111\",\"last-four-digits\":\"1111\","
    "\"card-type\":\"VISA\",\"exp-date\":\"1239\",\"customer-key\":\"%" G_GINT64_FORMAT "\"}]",
    desk->anna);
  g_autoptr (Reply) put = NULL;

  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL), TRUE);
  desk_see (desk);
  put = ask (desk->peer, "PUT", "/sandbox/tokens", tokens);
  g_assert_cmpuint (put->status, ==, 200);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_assert_text (desk,
                    "SELECT c.token FROM plans AS p JOIN cards AS c ON c.id = p.card_id"
                    " ORDER BY p.id DESC",
                    "1100222233334441111");
  g_assert_null (till_practice_get_warning (desk->practice));
  desk_assert_holds (desk);
}

/* By the card that the message names it is authorized at once; that the other one was not saved
 * needs nobody. */
static void
test_named_card (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();

  desk_add_card (desk, desk->anna, NULL);
  desk_pay_sending (desk,
                    desk_send_plan (desk,
                                    desk_make_plan (desk, desk_count (desk, "SELECT id FROM"
                                                                            " cards")),
                                    TILL_CHANNEL_EMAIL),
                    FALSE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_see_for_hours (desk);
  g_assert_null (till_practice_get_warning (desk->practice));
  desk_assert_holds (desk);
}

/* What is only authorized accepts nothing; once it is captured the plan is authorized by the card
 * that the message names, however long it is looked for another one. */
static void
test_captured_later (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  g_autofree char *auth = NULL;
  g_autofree char *capture = NULL;

  desk_add_card (desk, desk->anna, NULL);
  {
    gint64                  plan = desk_make_plan (desk, desk_count (desk, "SELECT id FROM cards"));
    g_autoptr (TillRequest) request =
      desk_get_request (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL));

    auth = g_strdup_printf ("{\"type\":\"AUTH\",\"amount\":\"100.00\",\"card\":"
                            "\"4111111111111111\",\"exp-date\":\"1239\",\"invoice\":\"%s\"}",
                            request->invoice);
  }
  desk_pass_with_sandbox (desk, TILL_MINUTE);
  {
    g_autoptr (Reply) reply = ask (desk->peer, "POST", "/rest/v2/transactions/auth", auth);

    capture = g_strdup_printf ("{\"type\":\"CAPTURE\",\"id\":\"%s\"}",
                               reply_get (reply, "payload.transaction.id"));
  }
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 sent");
  {
    g_autoptr (Reply) reply = ask (desk->peer, "POST", "/rest/v2/transactions/capture", capture);

    g_assert_cmpuint (reply->status, ==, 200);
  }
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_see_for_hours (desk);
  g_assert_null (till_practice_get_warning (desk->practice));
  desk_assert_holds (desk);
}

/* While the first payment has no card, the terms stay, and it pays nothing else. */
static void
test_no_card_kept (void)
{
  g_autoptr (Desk)      desk = desk_new_for_sending ();
  gint64                plan = desk_make_plan (desk, 0);
  TillPlanChange        change = { .plan_id = plan, .offer.terms = desk_plan_terms (desk, 2) };
  GAsyncResult         *slot = NULL;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) unused = NULL;

  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL), FALSE);
  desk_see_for_hours (desk);
  unused =
    till_store_list_payments_for_plan (till_db_get_reader (till_practice_get_db (desk->practice)),
                                       desk->anna, till_money (10000), 20, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unused->len, ==, 0);

  till_practice_change_terms_async (desk->practice, &change, till_test_keep_result, &slot);
  {
    g_autoptr (GAsyncResult) result = till_test_wait_result (&slot);

    g_assert_false (till_practice_change_terms_finish (desk->practice, result, &error));
  }
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 no-card");
  desk_assert_holds (desk);
}

/* Sent again for the same: the first link says what the second does, and is good once. */
static void
test_sent_again (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           first = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  gint64           second = desk_send_plan (desk, plan, TILL_CHANNEL_TEXT);

  desk_pay_sending (desk, first, FALSE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDINGS, "paid 1, sent 1");
  desk_assert_text (desk, DESK_MARKS, "none");
  desk_pay_sending (desk, second, FALSE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_MARKS, "old-link");
  desk_assert_text (desk, DESK_SENDINGS, "no-card 1, sent 1");
  desk_assert_text (desk, "SELECT state FROM plans", "pending");
  desk_assert_holds (desk);
}

/* The one that says the same is over, too: cancelled, or replaced by one about something else. */
static void
test_sent_again_over (gconstpointer is_replaced)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           first = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  gint64           second = desk_send_plan (desk, plan, TILL_CHANNEL_TEXT);
  TillRequestOrder order = desk_request_order (desk, 2500, TILL_SENT_AT_DESK);

  if (GPOINTER_TO_INT (is_replaced))
    desk_ask (desk, &order);
  else
    {
      desk_pass (desk, TILL_MINUTE);
      desk_end_request (desk, second);
    }
  desk_pass (desk, TILL_MINUTE);
  desk_pay_sending (desk, first, TRUE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDINGS, "sent 1, sent 1");
  desk_assert_text (desk, "SELECT state FROM plans", "pending");
  desk_assert_text (desk, DESK_MARKS, "old-link");
  desk_assert_holds (desk);
}

/* By the first link, while the second was open yet. */
static void
test_sent_again_in_time (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           first = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  gint64           second = desk_send_plan (desk, plan, TILL_CHANNEL_TEXT);

  desk_pay_sending (desk, first, TRUE);
  desk_pass (desk, 5 * TILL_MINUTE);
  desk_end_request (desk, second);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDINGS, "used 1, sent 1");
  desk_assert_text (desk, "SELECT state FROM plans", "active");
  desk_assert_text (desk, DESK_MARKS, "none");
  desk_assert_holds (desk);
}

/* Two links paid before either was seen: the second payment is one too many. */
static void
test_both_paid (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           first = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  gint64           second = desk_send_plan (desk, plan, TILL_CHANNEL_TEXT);

  desk_pay_sending (desk, first, TRUE);
  desk_pay_sending (desk, second, TRUE);
  desk_see (desk);
  desk_assert_text (desk, "SELECT state || ' ' || n_paid FROM plans", "active 1");
  desk_assert_text (desk, DESK_MARKS, "old-link");
  desk_assert_holds (desk);
}

/* Signed here after it was paid, before that was seen: the part is not charged as well. */
static void
test_paid_then_signed (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_pay_sending (desk, request, FALSE);
  desk_pass (desk, 2 * TILL_MINUTE);
  desk_sign (desk, plan);
  desk_assert_text (desk, "SELECT state FROM requests", "cancelled");
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_assert_text (desk, "SELECT authorized FROM plan_versions", "paper");
  desk_assert_text (desk, DESK_MARKS, "none");
  desk_assert_holds (desk);
}

/* Money for something else, however much, is no payment of the plan: its link stands. */
static void
test_other_payment (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_pass (desk, TILL_MINUTE);
  desk_take_cash (desk, desk->anna, 15000);
  desk_assert_text (desk, "SELECT state FROM requests", "requested");
  desk_pay_sending (desk, request, TRUE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_assert_holds (desk);
}

/* Accepted on the second payment’s day: that is not charged at once behind the first. */
static void
test_accepted_late (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_pass_days (desk, 80);
  desk_pay_sending (desk, request, TRUE);
  desk_see (desk);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_SENDING, "failed 1/3 10000 used");
  desk_assert_text (desk,
                    "SELECT group_concat(state || ' ' || coalesce(why, '')) FROM installments"
                    " WHERE state = 'missed'",
                    "missed accepted-late");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts"), ==, 0);
  desk_assert_holds (desk);
}

/* Accepted the evening before the second payment’s day, seen on that: it is charged then. */
static void
test_seen_late (void)
{
  g_autoptr (Desk)    desk = desk_new_for_sending ();
  const TillPlanTerms terms = desk_plan_terms (desk, 3);
  gint64              plan = desk_make_plan (desk, 0);
  gint64              request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  gint32              days =
    till_plan_get_day (&terms, 1).number - till_practice_get_today (desk->practice).number;

  desk_pass_days (desk, (guint) days - 1);
  desk_pay_sending (desk, request, TRUE);
  desk_pass_days (desk, 1);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_SENDING, "active 2/3 20000 used");
  desk_assert_holds (desk);
}

/* An open request that is a plan’s is not replaced unknowingly. */
static void
test_asked_beside (void)
{
  g_autoptr (Desk)             desk = desk_new_for_sending ();
  gint64                       plan = desk_make_plan (desk, 0);
  TillRequestOrder             order = desk_request_order (desk, 2500, TILL_SENT_AT_DESK);
  g_autoptr (GError)           error = NULL;
  g_autoptr (TillRequestDraft) draft = NULL;
  g_autofree char             *doubts = NULL;

  desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  draft = desk_draft (desk, &order, &error);
  g_assert_no_error (error);
  g_assert_true (draft->replaces_plans);
  doubts = g_strjoinv ("\n", draft->doubts);
  g_assert_nonnull (strstr (doubts, "has been sent one"));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/plan-acceptance/other-card", test_other_card);
  g_test_add_data_func ("/plan-acceptance/known-card", GINT_TO_POINTER (FALSE), test_known_card);
  g_test_add_data_func ("/plan-acceptance/known-card-ticked", GINT_TO_POINTER (TRUE),
                        test_known_card);
  g_test_add_func ("/plan-acceptance/known-card-saved-again", test_known_card_saved_again);
  g_test_add_func ("/plan-acceptance/named-card", test_named_card);
  g_test_add_func ("/plan-acceptance/captured-later", test_captured_later);
  g_test_add_func ("/plan-acceptance/no-card-kept", test_no_card_kept);
  g_test_add_func ("/plan-acceptance/sent-again", test_sent_again);
  g_test_add_data_func ("/plan-acceptance/sent-again-cancelled", GINT_TO_POINTER (FALSE),
                        test_sent_again_over);
  g_test_add_data_func ("/plan-acceptance/sent-again-replaced", GINT_TO_POINTER (TRUE),
                        test_sent_again_over);
  g_test_add_func ("/plan-acceptance/sent-again-in-time", test_sent_again_in_time);
  g_test_add_func ("/plan-acceptance/both-paid", test_both_paid);
  g_test_add_func ("/plan-acceptance/paid-then-signed", test_paid_then_signed);
  g_test_add_func ("/plan-acceptance/other-payment", test_other_payment);
  g_test_add_func ("/plan-acceptance/accepted-late", test_accepted_late);
  g_test_add_func ("/plan-acceptance/seen-late", test_seen_late);
  g_test_add_func ("/plan-acceptance/asked-beside", test_asked_beside);

  return g_test_run ();
}
