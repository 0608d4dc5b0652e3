/* test-plan-acceptance.c: what a payment through a plan’s link authorizes: what was agreed to by it
 * when it was made, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-cards.h"
#include "store/till-store-whole-plan.h"
#include "till-desk-cards.h"
#include "till-desk-plan-deeds.h"
#include "till-desk-sendings.h"

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
  desk_assert_holds (desk);
}

/* The same card was on file before, and nothing was ticked with the payment. */
static void
test_known_card (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           first = desk_make_plan (desk, 0);
  TillPlanOrder    order = desk_plan_order (desk, 0);
  gint64           plan;

  desk_pay_sending (desk, desk_send_plan (desk, first, TILL_CHANNEL_EMAIL), TRUE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");

  order.uuid = "6ba7b814-9dad-11d1-80b4-00c04fd430c8";
  plan = desk_try_make_plan (desk, &order, NULL);
  g_assert_cmpint (plan, >, 0);
  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL), FALSE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 no-card");
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
  desk_pay_sending (desk, second, FALSE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDINGS, "no-card 1, sent 1");
  desk_assert_text (desk, "SELECT state FROM plans", "pending");
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
  g_test_add_func ("/plan-acceptance/known-card", test_known_card);
  g_test_add_func ("/plan-acceptance/no-card-kept", test_no_card_kept);
  g_test_add_func ("/plan-acceptance/sent-again", test_sent_again);
  g_test_add_func ("/plan-acceptance/paid-then-signed", test_paid_then_signed);
  g_test_add_func ("/plan-acceptance/other-payment", test_other_payment);
  g_test_add_func ("/plan-acceptance/accepted-late", test_accepted_late);
  g_test_add_func ("/plan-acceptance/asked-beside", test_asked_beside);

  return g_test_run ();
}
