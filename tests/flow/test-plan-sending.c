/* test-plan-sending.c: a payment plan is sent to who pays, and accepted by the first payment, once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-card-keeping.h"
#include "flow/till-plan-sending.h"
#include "store/till-store-plan-documents.h"
#include "store/till-store-plan-sendings.h"
#include "till-desk-agreements.h"
#include "till-desk-cards.h"
#include "till-desk-plan-deeds.h"
#include "till-desk-requests.h"

#define STATE                                                                                      \
  "SELECT p.state || ' ' || p.n_paid || '/' || p.n_parts || ' ' || p.paid_cents || ' ' || s.state" \
  " FROM plans AS p JOIN plan_sendings AS s ON s.plan_id = p.id ORDER BY s.id DESC LIMIT 1"
#define LIST "SELECT group_concat(state || ' ' || number, ', ') FROM plan_sendings"
#define MARKS "SELECT coalesce(group_concat(mark), 'none') FROM transactions"

static Desk *
desk_new_for_sending (void)
{
  Desk *desk = desk_new_for_requests ();

  desk_set_duplicates (desk);

  return desk;
}

static TillPlanSendingDraft *
draft_plan (Desk *desk, gint64 plan, TillChannel channel, GError **error)
{
  g_autofree char         *uuid = till_id_new ();
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_draft_plan_sending_async (desk->practice, plan, channel, uuid, NULL,
                                          till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_draft_plan_sending_finish (desk->practice, kept, error);
}

/* Takes @draft. */
static gboolean
send_draft (Desk *desk, TillPlanSendingDraft *draft, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_send_plan_async (desk->practice, draft, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_send_plan_finish (desk->practice, kept, error);
}

/* Its request's id. */
static gint64
send_plan (Desk *desk, gint64 plan, TillChannel channel)
{
  g_autoptr (GError)    error = NULL;
  TillPlanSendingDraft *draft = draft_plan (desk, plan, channel, &error);

  g_assert_no_error (error);
  g_assert_null (draft->request->problem);
  send_draft (desk, draft, &error);
  g_assert_no_error (error);

  return desk_count (desk, "SELECT max(request_id) FROM plan_sendings");
}

/* As a browser posts the page’s form. */
static void
pay (Desk *desk, gint64 request_id, gboolean save)
{
  const char             *address = till_test_sandbox_get_address (desk->peer->sandbox);
  g_autoptr (TillRequest) request = desk_get_request (desk, request_id);
  g_autofree char        *form = g_uuid_string_random ();
  g_autofree char        *body =
    g_strdup_printf ("%sname=Anna+Lee&card=4111111111111111&expiry=12/39&code=123&form=%s",
                     save ? "save-card=yes&" : "", form);
  g_autoptr (Reply) reply = ask (desk->peer, "POST", request->link + strlen (address), body);

  g_assert_cmpuint (reply->status, ==, 303);
}

static void
see (Desk *desk)
{
  desk_refresh (desk);
  till_practice_keep_cards (desk->practice);
  desk_wait_for_cards (desk);
}

/* Minutes, until no card is looked for any more. */
static void
see_for_minutes (Desk *desk)
{
  for (guint i = 0; i < 3; i++)
    {
      see (desk);
      desk_pass (desk, 2 * TILL_MINUTE);
    }
  see (desk);
}

static void
sign (Desk *desk, gint64 plan)
{
  TillPlanSigning           signing = { .how = TILL_AUTHORIZED_PAPER, .name = "Anna Lee" };
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, plan, &error);

  g_assert_no_error (error);
  signing.paper = paper;
  desk_authorize (desk, &signing, &error);
  g_assert_no_error (error);
}

/* ── Sent ────────────────────────────────────────────────────────────────────────────────────── */

/* The mail is what was shown, and the agreement that goes with it is kept to the byte. */
static void
test_by_email (void)
{
  g_autoptr (Desk)                 desk = desk_new_for_sending ();
  gint64                           plan = desk_make_plan (desk, 0);
  g_autoptr (GError)               error = NULL;
  g_autoptr (TillPlanSendingDraft) draft = draft_plan (desk, plan, TILL_CHANNEL_EMAIL, &error);
  g_autoptr (GBytes)               kept = NULL;
  const TillMessage               *mail;

  g_assert_no_error (error);
  mail = draft->request->messages->pdata[0];
  g_assert_cmpstr (mail->address, ==, "anna@example.com");
  g_assert_nonnull (strstr (mail->body, "$300.00 in all: 3 payments of $100.00, every month"));
  g_assert_nonnull (strstr (mail->body, draft->sending->accepted));
  g_assert_nonnull (strstr (draft->sending->accepted, "By making the first payment, $100.00"));
  g_assert_nonnull (strstr (mail->body, draft->request->request->link));
  g_assert_nonnull (strstr (draft->request->request->link, "create-token=true"));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM requests"), ==, 0);

  kept = g_bytes_ref (draft->paper->pdf);
  g_assert_true (send_draft (desk, g_steal_pointer (&draft), &error));
  g_assert_no_error (error);
  desk_run_outbox (desk);
  desk_assert_text (desk, "SELECT state FROM messages", "sent");
  desk_assert_text (desk, STATE, "pending 0/3 0 sent");
  desk_assert_text (desk, "SELECT channel || ' ' || address || ' ' || wording FROM plan_sendings",
                    "email anna@example.com 1");
  {
    g_autofree char   *name = NULL;
    g_autoptr (GBytes) read = desk_read_plan_document (
      desk, desk_count (desk, "SELECT document_id FROM messages"), &name, &error);

    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (read, kept));
  }
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM reminders"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'send-plan'"), ==, 1);
  desk_assert_holds (desk);
}

/* A text carries no agreement: it says all terms itself, the link whole, and no letter of it costs
 * double. */
static void
test_by_text (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  g_autofree char *text = NULL;

  send_plan (desk, plan, TILL_CHANNEL_TEXT);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 1);
  text = desk_dup_text (desk, 0);
  g_assert_nonnull (strstr (text, "$300.00 in all: 3 payments of $100.00, every month from"));
  g_assert_nonnull (strstr (text, "By making the first payment, $100.00, with this link"));
  g_assert_nonnull (strstr (text, "/paylink/"));
  g_assert_true (g_str_is_ascii (text));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM messages WHERE document_id IS NULL"), ==,
                   1);
}

/* Who has not agreed to messages is not written to, and the plan's request is sent by the plan
 * only. */
static void
test_refused (void)
{
  g_autoptr (Desk)                 desk = desk_new_for_sending ();
  gint64                           plan = desk_make_plan (desk, 0);
  g_autoptr (GError)               error = NULL;
  g_autoptr (TillPlanSendingDraft) draft = NULL;

  desk_set_phone (desk, NULL);
  draft = draft_plan (desk, plan, TILL_CHANNEL_TEXT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (draft->request->problem);
  g_assert_false (send_draft (desk, g_steal_pointer (&draft), &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  g_assert_false (till_store_refuse_plan_request (
    till_db_get_reader (till_practice_get_db (desk->practice)), 1, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

/* ── Paid ────────────────────────────────────────────────────────────────────────────────────── */

static void
pass_to_installment (Desk *desk, int number)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT due_day FROM installments WHERE number = %d", number);
  gint64 days = desk_count (desk, sql) - till_practice_get_today (desk->practice).number;

  g_assert_cmpint (days, >, 0);
  desk_pass_days (desk, (guint) days);
}

/* Seen however often, before or after the program ended: one plan, one first payment, and from the
 * second on the card that was saved is charged. */
static void
test_accepted (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_close (desk);
  desk_open (desk);
  {
    g_autoptr (TillRequest) asked = desk_get_request (desk, request);

    g_assert_cmpint (asked->state, ==, TILL_REQUEST_REQUESTED);
  }
  pay (desk, request, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      see (desk);
      desk_assert_text (desk, STATE, "active 1/3 10000 used");
      desk_close (desk);
      desk_open (desk);
    }
  desk_assert_text (desk,
                    "SELECT v.authorized || ' ' || v.authorized_by || ' ' || (p.card_id = c.id)"
                    " FROM plans p JOIN plan_versions v ON v.plan_id = p.id JOIN cards c",
                    "remote Anna Lee 1");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM installments WHERE state = 'paid'"
                                     " AND number = 1 AND transaction_id = (SELECT max(id) FROM"
                                     " transactions)"),
                   ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'accept-plan'"), ==,
                   1);
  desk_assert_text (desk, "SELECT state FROM requests", "completed");

  /* The first is never charged again; the second is, by the practice. */
  pass_to_installment (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, STATE, "active 1/3 10000 used");
  pass_to_installment (desk, 2);
  desk_run_plans (desk);
  desk_assert_text (desk, STATE, "active 2/3 20000 used");
  desk_assert_text (desk, "SELECT asked_by FROM attempts", "practice");
  desk_assert_holds (desk);
}

static const char *const faults[] = {
  "500-before@GET /rest/v2/transactions=#1", "truncated@GET /rest/v2/transactions=#1",
  "500-before@GET /rest/v2/customers=#1",    "not-json@GET /rest/v2/customers=#1",
  "reset-after@GET /rest/v2/customers=#1",
};

/* What could not be read is read later, and counts once. */
static void
test_answer_lost (gconstpointer fault)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  pay (desk, request, TRUE);
  set_faults (desk->peer, fault);
  see_for_minutes (desk);
  desk_assert_text (desk, STATE, "active 1/3 10000 used");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards"), ==, 1);
  desk_assert_holds (desk);
}

/* The program ends after the payment was written down, and before the card was looked for. */
static void
test_crash_between (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  pay (desk, request, TRUE);
  set_faults (desk->peer, "500-before@GET /rest/v2/customers=#1-9");
  see (desk);
  desk_assert_text (desk, STATE, "pending 0/3 0 paid");
  desk_close (desk);
  set_faults (desk->peer, "");
  desk_open (desk);
  see (desk);
  desk_assert_text (desk, STATE, "active 1/3 10000 used");
  desk_assert_holds (desk);
}

/* Nothing was ticked: the plan waits, with its first payment; then a card is chosen at the desk. */
static void
test_no_card (void)
{
  g_autoptr (Desk)   desk = desk_new_for_sending ();
  gint64             plan = desk_make_plan (desk, 0);
  gint64             request = send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  DeskPlanChange     change = { NULL };
  g_autoptr (GError) error = NULL;

  pay (desk, request, FALSE);
  see (desk);
  desk_assert_text (desk, STATE, "pending 0/3 0 paid");
  see_for_minutes (desk);
  desk_assert_text (desk, STATE, "pending 0/3 0 no-card");
  desk_run_plans (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM installments"), ==, 0);

  desk_add_card (desk, desk->anna, NULL);
  till_practice_set_plan_card_async (
    desk->practice, plan, desk_count (desk, "SELECT id FROM cards"), desk_plan_changed_cb, &change);
  desk_wait_plan_change (&change, -1);
  desk_assert_text (desk, STATE, "active 1/3 10000 used");
  desk_assert_text (desk, "SELECT authorized FROM plan_versions", "remote");
  desk_assert_holds (desk);
}

/* Sent again for the part that is next; its payment brings the card, and both parts are paid. */
static void
test_no_card_sent_again (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);

  pay (desk, send_plan (desk, plan, TILL_CHANNEL_EMAIL), FALSE);
  see_for_minutes (desk);
  pay (desk, send_plan (desk, plan, TILL_CHANNEL_EMAIL), TRUE);
  see (desk);
  desk_assert_text (desk, STATE, "active 2/3 20000 used");
  desk_assert_text (desk, LIST, "used 1, used 2");
  desk_assert_holds (desk);
}

/* Signed here meanwhile: the payment without a card is the first part’s all the same. */
static void
test_no_card_signed (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);

  pay (desk, send_plan (desk, plan, TILL_CHANNEL_EMAIL), FALSE);
  see_for_minutes (desk);
  sign (desk, plan);
  desk_assert_text (desk, STATE, "active 1/3 10000 used");
  desk_assert_text (desk, "SELECT authorized FROM plan_versions", "paper");
  desk_assert_holds (desk);
}

/* ── Not accepted ────────────────────────────────────────────────────────────────────────────── */

static void
assert_pending (Desk *desk, const char *marks)
{
  desk_assert_text (desk, STATE, "pending 0/3 0 sent");
  desk_assert_text (desk, MARKS, marks);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions WHERE kind = 'payment'"
                                     " AND guarantor_id IS NOT NULL"),
                   >, 0);
  desk_assert_holds (desk);
}

/* Neither by a part of it, nor by two: the money is the guarantor’s like any other. */
static void
test_paid_less (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  g_autofree char *part = desk_pay_link (desk, request, "40.00");
  g_autofree char *rest = NULL;

  see_for_minutes (desk);
  assert_pending (desk, "none");
  rest = desk_pay_link (desk, request, "60.00");
  see_for_minutes (desk);
  assert_pending (desk, "none");
  desk_assert_text (desk, "SELECT state FROM requests", "completed");
}

/* By a request that is about something else, or by the plan’s own newer one. */
static void
test_replaced (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           first = send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  gint64           second = send_plan (desk, plan, TILL_CHANNEL_TEXT);
  TillRequestOrder order = desk_request_order (desk, 2500, TILL_SENT_AT_DESK);

  pay (desk, first, TRUE);
  see_for_minutes (desk);
  assert_pending (desk, "old-link");

  desk_ask (desk, &order);
  pay (desk, second, TRUE);
  see_for_minutes (desk);
  assert_pending (desk, "old-link,old-link");
}

static void
test_cancelled (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  DeskPlanChange   change = { NULL };

  till_practice_cancel_plan_async (desk->practice, plan, "moved away", desk_plan_changed_cb,
                                   &change);
  desk_wait_plan_change (&change, -1);
  desk_assert_text (desk, "SELECT state FROM requests", "cancelled");
  pay (desk, request, TRUE);
  see_for_minutes (desk);
  desk_assert_text (desk, STATE, "cancelled 0/0 0 sent");
  desk_assert_text (desk, MARKS, "old-link");
  desk_assert_holds (desk);
}

/* Signed at the desk while the link was open: that ends with it. */
static void
test_signed_instead (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  sign (desk, plan);
  desk_assert_text (desk, "SELECT state FROM requests", "cancelled");
  pay (desk, request, TRUE);
  see_for_minutes (desk);
  desk_assert_text (desk, STATE, "authorized 0/3 0 sent");
  desk_assert_text (desk, "SELECT coalesce(card_id, 0) FROM plans", "0");
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/plan-sending/by-email", test_by_email);
  g_test_add_func ("/plan-sending/by-text", test_by_text);
  g_test_add_func ("/plan-sending/refused", test_refused);
  g_test_add_func ("/plan-sending/accepted", test_accepted);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan-sending/answer-lost/%d", (int) i);

      g_test_add_data_func (path, faults[i], test_answer_lost);
    }
  g_test_add_func ("/plan-sending/crash-between", test_crash_between);
  g_test_add_func ("/plan-sending/no-card", test_no_card);
  g_test_add_func ("/plan-sending/no-card-sent-again", test_no_card_sent_again);
  g_test_add_func ("/plan-sending/no-card-signed", test_no_card_signed);
  g_test_add_func ("/plan-sending/paid-less", test_paid_less);
  g_test_add_func ("/plan-sending/replaced", test_replaced);
  g_test_add_func ("/plan-sending/cancelled", test_cancelled);
  g_test_add_func ("/plan-sending/signed-instead", test_signed_instead);

  return g_test_run ();
}
