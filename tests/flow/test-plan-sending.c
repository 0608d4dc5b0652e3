/* test-plan-sending.c: a payment plan is sent to who pays, and accepted by the first payment, once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "store/till-store-plan-documents.h"
#include "store/till-store-plan-sendings.h"
#include "till-desk-cards.h"
#include "till-desk-plan-deeds.h"
#include "till-desk-sendings.h"

/* ── Sent ────────────────────────────────────────────────────────────────────────────────────── */

/* The only mail that was sent, without its line ends: what is attached stands there in one piece.
 */
static char *
read_mail (Desk *desk)
{
  g_autofree char   *folder = g_build_filename (desk->folder, "mails", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir)   dir = g_dir_open (folder, 0, &error);
  g_autofree char   *path = NULL;
  g_auto (GStrv)     lines = NULL;
  char              *text = NULL;

  g_assert_no_error (error);
  path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_null (g_dir_read_name (dir));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_strdelimit (text, "\r", '\n');
  lines = g_strsplit (text, "\n", -1);
  g_free (text);

  return g_strjoinv ("", lines);
}

static void
assert_attached (Desk *desk, GBytes *pdf)
{
  g_autofree char *mail = read_mail (desk);
  g_autofree char *encoded = g_base64_encode (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));

  g_assert_nonnull (strstr (mail, encoded));
}

/* The mail is what was shown, and the agreement that goes with it is kept to the byte. */
static void
test_by_email (void)
{
  g_autoptr (Desk)                 desk = desk_new_for_sending ();
  gint64                           plan = desk_make_plan (desk, 0);
  g_autoptr (GError)               error = NULL;
  g_autoptr (TillPlanSendingDraft) draft =
    desk_draft_sending (desk, plan, TILL_CHANNEL_EMAIL, &error);
  g_autoptr (GBytes) kept = NULL;
  const TillMessage *mail;

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
  g_assert_true (desk_send_draft (desk, g_steal_pointer (&draft), &error));
  g_assert_no_error (error);
  desk_run_outbox (desk);
  desk_assert_text (desk, "SELECT state FROM messages", "sent");
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 sent");
  desk_assert_text (desk, "SELECT channel || ' ' || address || ' ' || wording FROM plan_sendings",
                    "email anna@example.com 1");
  {
    g_autofree char   *name = NULL;
    g_autoptr (GBytes) read = desk_read_plan_document (
      desk, desk_count (desk, "SELECT document_id FROM messages"), &name, &error);

    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (read, kept));
  }
  assert_attached (desk, kept);
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

  desk_send_plan (desk, plan, TILL_CHANNEL_TEXT);
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
  draft = desk_draft_sending (desk, plan, TILL_CHANNEL_TEXT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (draft->request->problem);
  g_assert_false (desk_send_draft (desk, g_steal_pointer (&draft), &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
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
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_close (desk);
  desk_open (desk);
  {
    g_autoptr (TillRequest) asked = desk_get_request (desk, request);

    g_assert_cmpint (asked->state, ==, TILL_REQUEST_REQUESTED);
  }
  desk_pay_sending (desk, request, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      desk_see (desk);
      desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
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
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  pass_to_installment (desk, 2);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_SENDING, "active 2/3 20000 used");
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
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  desk_pay_sending (desk, request, TRUE);
  set_faults (desk->peer, fault);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards"), ==, 1);
  desk_assert_holds (desk);
}

/* The program ends after the payment was written down, and before the card was looked for. */
static void
test_crash_between (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_pay_sending (desk, request, TRUE);
  set_faults (desk->peer, "500-before@GET /rest/v2/customers=#1-9");
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 paid");
  desk_close (desk);
  set_faults (desk->peer, "");
  desk_open (desk);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_assert_holds (desk);
}

/* Nothing was ticked: the plan waits, with its first payment. To a card that is chosen at the desk
 * nobody has agreed by paying: it is signed for. */
static void
test_no_card (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_pay_sending (desk, request, FALSE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 paid");
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 no-card");
  desk_run_plans (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM installments"), ==, 0);

  desk_add_card (desk, desk->anna, NULL);
  desk_set_plan_card (desk, plan, desk_count (desk, "SELECT id FROM cards"));
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 no-card");
  desk_sign (desk, plan);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_assert_text (desk, "SELECT authorized FROM plan_versions", "paper");
  desk_assert_holds (desk);
}

/* Sent again for the part that is next; its payment brings the card, and both parts are paid. */
static void
test_no_card_sent_again (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);

  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL), FALSE);
  desk_see_for_hours (desk);
  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL), TRUE);
  desk_see (desk);
  desk_assert_text (desk, DESK_SENDING, "active 2/3 20000 used");
  desk_assert_text (desk, DESK_SENDINGS, "used 1, used 2");
  desk_assert_holds (desk);
}

/* Signed here meanwhile: the payment without a card is the first part’s all the same. */
static void
test_no_card_signed (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);

  desk_pay_sending (desk, desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL), FALSE);
  desk_see_for_hours (desk);
  desk_sign (desk, plan);
  desk_assert_text (desk, DESK_SENDING, "active 1/3 10000 used");
  desk_assert_text (desk, "SELECT authorized FROM plan_versions", "paper");
  desk_assert_holds (desk);
}

/* ── Not accepted ────────────────────────────────────────────────────────────────────────────── */

static void
assert_pending (Desk *desk, const char *marks)
{
  desk_assert_text (desk, DESK_SENDING, "pending 0/3 0 sent");
  desk_assert_text (desk, DESK_MARKS, marks);
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
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  g_autofree char *part = desk_pay_link (desk, request, "40.00");
  g_autofree char *rest = NULL;

  desk_see_for_hours (desk);
  assert_pending (desk, "none");
  rest = desk_pay_link (desk, request, "60.00");
  desk_see_for_hours (desk);
  assert_pending (desk, "none");
  desk_assert_text (desk, "SELECT state FROM requests", "completed");
}

/* By a request that is about something else. */
static void
test_replaced (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_TEXT);
  TillRequestOrder order = desk_request_order (desk, 2500, TILL_SENT_AT_DESK);

  desk_ask (desk, &order);
  desk_pass (desk, TILL_MINUTE);
  desk_pay_sending (desk, request, TRUE);
  desk_see_for_hours (desk);
  assert_pending (desk, "old-link");
}

static void
test_cancelled (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);
  DeskPlanChange   change = { NULL };

  till_practice_cancel_plan_async (desk->practice, plan, "moved away", desk_plan_changed_cb,
                                   &change);
  desk_wait_plan_change (&change, -1);
  desk_assert_text (desk, "SELECT state FROM requests", "cancelled");
  desk_pay_sending (desk, request, TRUE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "cancelled 0/0 0 sent");
  desk_assert_text (desk, DESK_MARKS, "old-link");
  desk_assert_holds (desk);
}

/* Signed at the desk while the link was open: that ends with it. */
static void
test_signed_instead (void)
{
  g_autoptr (Desk) desk = desk_new_for_sending ();
  gint64           plan = desk_make_plan (desk, 0);
  gint64           request = desk_send_plan (desk, plan, TILL_CHANNEL_EMAIL);

  desk_sign (desk, plan);
  desk_assert_text (desk, "SELECT state FROM requests", "cancelled");
  desk_pay_sending (desk, request, TRUE);
  desk_see_for_hours (desk);
  desk_assert_text (desk, DESK_SENDING, "authorized 0/3 0 sent");
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
