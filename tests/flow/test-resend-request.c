/* test-resend-request.c: what could not be delivered is corrected, and sent once more, and only
 * once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-resend-request.h"

#include <string.h>

#include "core/till-error.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-merges.h"
#include "store/till-store-messages.h"
#include "store/till-store-patients.h"
#include "till-desk-requests.h"

#define WRONG "(207) 551-0000" /* no mobile phone: the sandbox says so */
#define RIGHT "(207) 555-0177"

#define MESSAGES(where) "SELECT count(*) FROM messages WHERE " where
#define REMINDERS(state) "SELECT count(*) FROM reminders WHERE state = '" state "'"

static void
assert_status (Desk *desk, gint64 id, const char *status)
{
  g_autoptr (TillRequest) request = desk_get_request (desk, id);

  g_assert_cmpstr (till_request_status (request->state, request->reason), ==, status);
}

/* By text, to a number that is none. */
static gint64
ask_in_vain (Desk *desk)
{
  TillRequestOrder order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64           id;

  desk_set_phone (desk, WRONG);
  order.reminders = "7 14";
  id = desk_ask (desk, &order);
  desk_wait_for_failure (desk, id);
  g_assert_cmpint (desk_count (desk, REMINDERS ("stopped")), ==, 2);

  return id;
}

/* The number is corrected: the same link comes there, and it is on the record. */
static void
test_corrected (void)
{
  g_autoptr (Desk)        desk = desk_new_for_requests ();
  gint64                  id = ask_in_vain (desk);
  g_autoptr (TillRequest) before = desk_get_request (desk, id);
  g_autoptr (TillRequest) after = NULL;
  g_autoptr (TillMessage) failed = NULL;
  g_autoptr (GError)      error = NULL;
  TillResend             *what;

  failed = till_practice_get_failed_message (desk->practice, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (failed->address, ==, WRONG);
  g_assert_nonnull (failed->words);

  what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, " " RIGHT, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (what->draft->problem, ==, NULL);
  g_assert_cmpstr (what->draft->doubts[0], ==, NULL);
  g_assert_cmpstr (what->new_address, ==, RIGHT);
  g_assert_nonnull (strstr (((TillMessage *) what->draft->messages->pdata[0])->body, before->link));
  g_assert_true (desk_resend (desk, what, &error));
  g_assert_no_error (error);
  desk_run_outbox (desk);

  after = desk_get_request (desk, id);
  assert_status (desk, id, "requested");
  g_assert_cmpstr (after->link, ==, before->link);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM requests"), ==, 1);
  g_assert_cmpint (desk_count (desk, MESSAGES ("state = 'undeliverable'")), ==, 1);
  g_assert_cmpuint (desk_count_texts_to (desk, "+12075550177"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM patients WHERE phone = '" RIGHT "'"), ==,
                   1);
  g_assert_cmpint (desk_count (desk, REMINDERS ("planned")), ==, 2);
  desk_assert_holds (desk);
}

/* By the other channel: reminders go by it, too. And its link completes it. */
static void
test_other_channel (void)
{
  g_autoptr (Desk)        desk = desk_new_for_requests ();
  gint64                  id = ask_in_vain (desk);
  g_autoptr (TillRequest) request = NULL;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *paid = NULL;
  TillResend *what = desk_draft_resend (desk, id, TILL_CHANNEL_EMAIL, "anna@example.com", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (what->new_address, ==, NULL);
  g_assert_true (desk_resend (desk, what, &error));
  desk_run_outbox (desk);
  g_assert_cmpint (desk_count (desk, MESSAGES ("channel = 'email' AND state = 'sent'")), ==, 1);
  request = desk_get_request (desk, id);
  g_assert_cmpint (till_request_get_sent_by (request), ==, TILL_SENT_BY_EMAIL);
  g_assert_cmpint (request->sent_by, ==, TILL_SENT_BY_TEXT);

  paid = desk_pay_link (desk, id, "100.00");
  desk_sync_well (desk);
  assert_status (desk, id, "completed");
  desk_assert_holds (desk);
}

/* Pressed twice, it is sent once. */
static void
test_twice (void)
{
  g_autoptr (Desk)         desk = desk_new_for_requests ();
  gint64                   id = ask_in_vain (desk);
  g_autoptr (GError)       error = NULL;
  TillResend              *one = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);
  TillResend              *other = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);
  GAsyncResult            *results[2] = { NULL };
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  till_practice_resend_async (desk->practice, one, till_test_keep_result, &results[0]);
  till_practice_resend_async (desk->practice, other, till_test_keep_result, &results[1]);
  first = till_test_wait_result (&results[0]);
  second = till_test_wait_result (&results[1]);
  g_assert_true (till_practice_resend_finish (desk->practice, first, &error));
  g_assert_no_error (error);
  g_assert_false (till_practice_resend_finish (desk->practice, second, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_test_message ("%s", error->message);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts_to (desk, "+12075550177"), ==, 1);
}

/* It has ended while it was being corrected: nothing is sent, nothing changed. */
static void
test_ended (void)
{
  g_autoptr (Desk)         desk = desk_new_for_requests ();
  gint64                   id = ask_in_vain (desk);
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillMessage)  failed = NULL;
  TillResend              *what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_end_requests_async (desk->practice, &id, 1, TILL_REQUEST_BY_HAND,
                                    till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_true (till_practice_end_requests_finish (desk->practice, kept, &error));
  g_assert_false (desk_resend (desk, what, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_nonnull (strstr (error->message, "Cancelled"));
  g_assert_cmpint (desk_count (desk, MESSAGES ("1")), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM patients WHERE phone = '" RIGHT "'"), ==,
                   0);

  g_clear_error (&error);
  failed = till_practice_get_failed_message (desk->practice, id, &error);
  g_assert_null (failed);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

/* What was owed is paid in part, in cash: the whole is not asked for again, neither by what was
 * drafted before; and whoever asks anew is not reminded of the old one. */
static void
test_paid_meanwhile (void)
{
  g_autoptr (Desk)       desk = desk_new_for_requests ();
  gint64                 id = ask_in_vain (desk);
  g_autoptr (GError)     error = NULL;
  TillResend            *before = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);
  g_autoptr (TillResend) what = NULL;

  g_assert_cmpuint (before->draft->n_due, ==, 2);
  desk_take_cash (desk, 0, 6000);
  g_assert_false (desk_resend (desk, before, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (what->draft->problem);
  g_assert_nonnull (strstr (what->draft->problem, "Anna Lee has paid $60.00 since"));
  g_assert_cmpuint (what->draft->n_due, ==, 0);
  g_assert_cmpint (desk_count (desk, REMINDERS ("planned")), ==, 0);
  assert_status (desk, id, "undeliverable");
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts_to (desk, "+12075550177"), ==, 0);
  desk_assert_holds (desk);
}

static void
merge (Desk *desk, gint64 merged, gint64 into)
{
  const TillMergeOrder     order = { merged, into, 0 };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_merge_patients_async (desk->practice, &order, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_merge_patients_finish (desk->practice, kept, &error);
  g_assert_no_error (error);
}

/* Two records of one person were both asked, then merged: one request of the two goes first. */
static void
test_merged (void)
{
  g_autoptr (Desk)       desk = desk_new_for_requests ();
  gint64                 id = ask_in_vain (desk);
  gint64                 second = desk_add_patient (desk, "Lee, Ann", 0);
  TillRequestOrder       order = desk_request_order (desk, 2000, TILL_SENT_AT_DESK);
  g_autoptr (GError)     error = NULL;
  g_autoptr (TillResend) what = NULL;

  order.guarantor_id = second;
  desk_ask (desk, &order);
  merge (desk, second, desk->anna);
  what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (what->draft->problem);
  g_assert_nonnull (strstr (what->draft->problem, "another open request for Anna Lee"));
}

/* Each had reminders; the older is not asked for any more. */
static void
test_merged_reminders (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  TillRequestOrder order = desk_request_order (desk, 2000, TILL_SENT_BY_TEXT);
  gint64           second = desk_add_patient (desk, "Lee, Ann", 0);

  desk_set (desk, TILL_SETTING_REQUEST_FRESH, "0");
  order.reminders = "3";
  desk_ask (desk, &order);
  desk_run_outbox (desk);
  order.guarantor_id = second;
  order.sent_by = TILL_SENT_AT_DESK;
  desk_ask (desk, &order);
  merge (desk, second, desk->anna);
  desk_pass_with_sandbox (desk, 4 * 24 * TILL_HOUR);
  desk_run_outbox (desk);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM reminders WHERE state = 'stopped'"
                                     " AND why = 'replaced'"),
                   ==, 1);
}

/* A number that is none; one that has answered STOP; and the one that failed already. */
static void
test_bad_addresses (void)
{
  g_autoptr (Desk)       desk = desk_new_for_requests ();
  gint64                 id;
  g_autoptr (TillResend) what = NULL;
  g_autoptr (GError)     error = NULL;

  id = ask_in_vain (desk);
  desk_answer (desk, "STOP");
  till_outbox_follow (desk->practice);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM opt_outs") == 1);
  what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, "12", &error);
  g_assert_null (what);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  what = desk_draft_resend (desk, id, TILL_CHANNEL_EMAIL, "nobody", &error);
  g_assert_null (what);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);

  what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, "207-551-0000", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (what->draft->doubts[0], "did not reach"));
  till_resend_free (g_steal_pointer (&what));

  what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, DESK_PHONE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (what->draft->problem);
  g_test_message ("%s", what->draft->problem);
  g_assert_false (desk_resend (desk, g_steal_pointer (&what), &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

static gboolean
refuse_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Desk                   *desk = data;
  g_autoptr (TillActor)   actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillPatient) anna = till_store_get_patient (connection, desk->anna, error);

  g_assert_nonnull (anna);
  anna->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_REFUSED;

  return till_store_change_patient (connection, anna, actor, till_clock_now (desk->clock), error);
}

static gboolean
shun_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Desk                   *desk = data;
  g_autoptr (TillActor)   actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillPatient) anna = till_store_get_patient (connection, desk->anna, error);

  g_assert_nonnull (anna);
  anna->do_not_contact = TRUE;

  return till_store_change_patient (connection, anna, actor, till_clock_now (desk->clock), error);
}

static void
do_job (Desk *desk, TillDbJob work)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, work, desk, &error);
  g_assert_no_error (error);
}

/* Whoever has said no has said it at every address. */
static void
test_no_consent (void)
{
  static const TillDbJob jobs[] = { refuse_job, shun_job };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_autoptr (Desk)       desk = desk_new_for_requests ();
      gint64                 id = ask_in_vain (desk);
      g_autoptr (GError)     error = NULL;
      g_autoptr (TillResend) what = NULL;

      do_job (desk, jobs[i]);
      what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);
      g_assert_no_error (error);
      g_assert_nonnull (what->draft->problem);
      g_test_message ("%s", what->draft->problem);
    }
}

/* Said no while it was looked at: what is written down does not leave. */
static void
test_consent_withdrawn (void)
{
  g_autoptr (Desk)   desk = desk_new_for_requests ();
  gint64             id = ask_in_vain (desk);
  g_autoptr (GError) error = NULL;
  TillResend        *what = desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error);

  g_assert_no_error (error);
  do_job (desk, refuse_job);
  g_assert_true (desk_resend (desk, what, &error));
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts_to (desk, "+12075550177"), ==, 0);
  g_assert_cmpint (desk_count (desk, MESSAGES ("state = 'stopped'")), ==, 1);
  assert_status (desk, id, "undeliverable");
  desk_assert_holds (desk);
}

/* It fails again, and is corrected again. */
static void
test_again (void)
{
  g_autoptr (Desk)   desk = desk_new_for_requests ();
  gint64             id = ask_in_vain (desk);
  g_autoptr (GError) error = NULL;

  g_assert_true (
    desk_resend (desk, desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, WRONG, &error), &error));
  assert_status (desk, id, "requested");
  desk_wait_for_failure (desk, id);
  g_assert_cmpint (desk_count (desk, REMINDERS ("stopped")), ==, 2);
  g_assert_true (
    desk_resend (desk, desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, RIGHT, &error), &error));
  desk_run_outbox (desk);
  assert_status (desk, id, "requested");
  g_assert_cmpint (desk_count (desk, MESSAGES ("purpose = 'request'")), ==, 3);
  desk_assert_holds (desk);
}

/* To the same number, and the carrier's answer is lost: what failed before is not taken for it. */
static void
test_lost_answer (void)
{
  static const char *const faults[] = { "reset-before", "reset-after" };
  g_autoptr (Desk)         desk = desk_new_for_requests ();
  gint64                   id = ask_in_vain (desk);
  g_autoptr (GError)       error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *spec = g_strconcat (faults[i], "@POST /2010=#1", NULL);

      g_test_message ("%s", faults[i]);
      set_faults (desk->peer, spec);
      g_assert_true (
        desk_resend (desk, desk_draft_resend (desk, id, TILL_CHANNEL_TEXT, WRONG, &error), &error));
      desk_run_outbox (desk);
      g_assert_cmpuint (desk_count_texts_to (desk, "+12075510000"), ==, i + 2);
      desk_wait_for_failure (desk, id);
      g_assert_cmpint (desk_count (desk, MESSAGES ("carrier_id IS NOT NULL")), ==, i + 2);
    }
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resend-request/corrected", test_corrected);
  g_test_add_func ("/resend-request/other-channel", test_other_channel);
  g_test_add_func ("/resend-request/twice", test_twice);
  g_test_add_func ("/resend-request/ended", test_ended);
  g_test_add_func ("/resend-request/paid-meanwhile", test_paid_meanwhile);
  g_test_add_func ("/resend-request/merged", test_merged);
  g_test_add_func ("/flow/resend-request/merged-reminders", test_merged_reminders);
  g_test_add_func ("/resend-request/bad-addresses", test_bad_addresses);
  g_test_add_func ("/resend-request/no-consent", test_no_consent);
  g_test_add_func ("/resend-request/consent-withdrawn", test_consent_withdrawn);
  g_test_add_func ("/resend-request/again", test_again);
  g_test_add_func ("/resend-request/lost-answer", test_lost_answer);

  return g_test_run ();
}
