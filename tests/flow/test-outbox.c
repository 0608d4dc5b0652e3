/* test-outbox.c: each message leaves once, whatever becomes of the answers; reminders; STOP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-outbox.h"

#include <string.h>

#include "flow/till-export.h"
#include "store/till-store-messages.h"
#include "till-desk-requests.h"

#define FAILED "SELECT count(*) FROM failed_addresses"
#define COUNT(where) "SELECT count(*) FROM messages WHERE " where

/* One guarantor's text, with a fault at its sending. */
static void
test_lost_answers (void)
{
  static const char *const faults[] = { "reset-after", "500-after",    "truncated",
                                        "not-json",    "reset-before", "500-before" };
  g_autoptr (Desk)         desk = desk_new_for_requests ();

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      TillRequestOrder order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
      g_autofree char *spec = g_strconcat (faults[i], "@POST /2010=#1", NULL);

      set_faults (desk->peer, spec);
      desk_ask (desk, &order);
      desk_run_outbox (desk);
      g_test_message ("%s", faults[i]);
      g_assert_cmpuint (desk_count_texts (desk), ==, i + 1);
      g_assert_cmpint (desk_count (desk, COUNT ("state IN ('sent', 'delivered')")), ==, i + 1);
    }
  desk_assert_holds (desk);
}

/* The program ends between the sending and the answer. */
static void
test_crash (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  TillRequestOrder order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);

  set_faults (desk->peer, "timeout@POST /2010=#1");
  desk_ask (desk, &order);
  till_test_wait_until (desk_count_texts (desk) == 1);
  desk_close (desk);
  desk_open (desk);
  g_assert_cmpint (desk_count (desk, COUNT ("state = 'sending'")), ==, 1);
  desk_set_up_messages (desk);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 1);
  g_assert_cmpint (
    desk_count (desk, COUNT ("state IN ('sent', 'delivered') AND carrier_id IS NOT NULL")), ==, 1);
}

/* Wrong settings are nobody's fault who was to be written to. */
static void
test_wrong_key (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  TillRequestOrder order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64           id;
  g_autofree char *warning = NULL;

  desk_set (desk, TILL_SETTING_PRACTICE_PHONE, "555-0101");
  set_faults (desk->peer, "");
  desk_set_up_wrong_texter (desk);
  id = desk_ask (desk, &order);
  till_test_wait_until (till_outbox_is_idle (desk->practice));
  till_test_wait_until (desk_count (desk, COUNT ("state = 'queued' AND n_tries = 1")) == 1);
  g_object_get (desk->practice, "warning", &warning, NULL);
  g_assert_nonnull (warning);
  g_test_message ("%s", warning);
  g_assert_cmpuint (desk_count_texts (desk), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM requests WHERE status = 'requested'"),
                   ==, 1);

  desk_set_up_messages (desk);
  desk_pass (desk, 16 * TILL_MINUTE);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 1);
  g_assert_cmpint (id, >, 0);
}

static void
test_undeliverable (void)
{
  g_autoptr (Desk)        desk = desk_new_for_requests ();
  TillRequestOrder        order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64                  id;
  g_autoptr (TillRequest) request = NULL;

  desk_set_phone (desk, "207-555-0000");
  order.reminders = "7";
  id = desk_ask (desk, &order);
  desk_run_outbox (desk);
  desk_pass_with_sandbox (desk, 2 * TILL_MINUTE);
  till_outbox_follow (desk->practice);
  till_test_wait_until (desk_count (desk, COUNT ("state = 'undeliverable'")) == 1);
  request = desk_get_request (desk, id);
  g_assert_cmpint (request->state, ==, TILL_REQUEST_REQUESTED);
  g_assert_cmpint (request->reason, ==, TILL_REQUEST_UNDELIVERABLE);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM reminders WHERE state = 'stopped'"), ==,
                   1);
}

static gboolean
fail_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_fail_address (connection, TILL_CHANNEL_TEXT, "+1 207 555 0142", "30005", "Gone",
                                  1, error);
}

/* A number that gets no texts is known from then on, whoever has it; something that arrives there
 * takes it back. */
static void
test_failed_address (void)
{
  g_autoptr (Desk)             desk = desk_new_for_requests ();
  TillRequestOrder             order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  g_autoptr (TillRequestDraft) draft = NULL;
  g_autofree char             *doubts = NULL;
  g_autoptr (GError)           error = NULL;

  desk_set (desk, TILL_SETTING_REQUEST_FRESH, "0");
  desk_set_phone (desk, "(207) 555-0000");
  desk_ask (desk, &order);
  desk_run_outbox (desk);
  g_assert_cmpint (desk_count (desk, FAILED), ==, 0);
  desk_pass_with_sandbox (desk, 2 * TILL_MINUTE);
  till_outbox_follow (desk->practice);
  till_test_wait_until (desk_count (desk, FAILED " WHERE channel = 'text' AND code = '30006'"
                                                 " AND address = '2075550000'") == 1);

  draft = desk_draft (desk, &order, &error);
  g_assert_no_error (error);
  doubts = g_strjoinv ("\n", draft->doubts);
  g_test_message ("%s", doubts);
  g_assert_null (draft->problem);
  g_assert_nonnull (strstr (doubts, "gets no texts"));

  /* The phone company has mended it. */
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, fail_job, NULL, &error);
  g_assert_no_error (error);
  desk_set_phone (desk, "207.555.0142");
  desk_ask (desk, &order);
  desk_run_outbox (desk);
  desk_pass_with_sandbox (desk, 2 * TILL_MINUTE);
  till_outbox_follow (desk->practice);
  till_test_wait_until (desk_count (desk, FAILED) == 1);
  g_assert_cmpint (desk_count (desk, FAILED " WHERE address = '2075550000'"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed IN ('address-failed',"
                                     " 'address-mended')"),
                   ==, 3);
  desk_assert_holds (desk);
}

/* After 7 days, and after 14, at noon, each once; then never again. */
static void
test_reminders (void)
{
  g_autoptr (Desk)        desk = desk_new_for_requests ();
  TillRequestOrder        order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  gint64                  id;
  g_autoptr (TillRequest) request = NULL;
  g_autofree char        *last = NULL;

  desk_set (desk, TILL_SETTING_REQUEST_FRESH, "0");
  order.reminders = "7 14";
  id = desk_ask (desk, &order);
  desk_run_outbox (desk);
  for (guint day = 1; day <= 20; day++)
    {
      desk_pass_with_sandbox (desk, 24 * TILL_HOUR);
      desk_run_outbox (desk);
      desk_run_outbox (desk);
      g_assert_cmpuint (desk_count_texts (desk), ==, 1 + (day >= 7) + (day >= 14));
    }
  request = desk_get_request (desk, id);
  g_assert_cmpint (request->n_reminded, ==, 2);
  last = desk_dup_text (desk, 0);
  g_assert_nonnull (strstr (last, request->link));
  desk_assert_holds (desk);
}

/* What leaves late is not reminded of in the same minute. */
static void
test_late_reminder (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  TillRequestOrder order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);

  desk_set (desk, TILL_SETTING_REQUEST_FRESH, "0");
  desk_set_up_wrong_texter (desk);
  order.reminders = "1";
  desk_ask (desk, &order);
  till_test_wait_until (desk_count (desk, COUNT ("state = 'queued' AND n_tries = 1")) == 1);
  desk_pass_with_sandbox (desk, 5 * 24 * TILL_HOUR);
  desk_set_up_messages (desk);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 1);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 1);
  desk_pass_with_sandbox (desk, 24 * TILL_HOUR);
  desk_run_outbox (desk);
  desk_run_outbox (desk);
  g_assert_cmpuint (desk_count_texts (desk), ==, 2);
}

/* STOP ends texting at once, whoever has the number; START begins it again. */
static void
test_stop (void)
{
  g_autoptr (Desk)             desk = desk_new_for_requests ();
  TillRequestOrder             order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  g_autoptr (TillRequestDraft) draft = NULL;
  g_autoptr (TillRequestDraft) again = NULL;
  g_autoptr (GError)           error = NULL;

  desk_set (desk, TILL_SETTING_REQUEST_FRESH, "0");
  order.reminders = "7";
  desk_ask (desk, &order);
  desk_run_outbox (desk);
  desk_answer (desk, "Stop.");
  till_outbox_follow (desk->practice);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM opt_outs") == 1);
  g_assert_cmpint (desk_count (desk, COUNT ("state = 'received' AND patient_id IS NOT NULL")), ==,
                   1);

  draft = desk_draft (desk, &order, &error);
  g_assert_no_error (error);
  g_assert_nonnull (draft->problem);
  g_test_message ("%s", draft->problem);
  desk_pass_with_sandbox (desk, 8 * 24 * TILL_HOUR);
  desk_run_outbox (desk);
  g_assert_cmpint (desk_count (desk, COUNT ("purpose = 'reminder'")), ==, 0);
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM reminders WHERE state = 'stopped' AND why <> ''"), ==,
    1);

  desk_answer (desk, "START");
  till_outbox_follow (desk->practice);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM opt_outs") == 0);
  again = desk_draft (desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->problem, ==, NULL);
  desk_assert_holds (desk);
}

/* Into the folder, with the statement. */
static void
test_mail (void)
{
  g_autoptr (Desk)   desk = desk_new_for_requests ();
  TillRequestOrder   order = desk_request_order (desk, 10000, TILL_SENT_BY_EMAIL);
  g_autofree char   *folder = g_build_filename (desk->folder, "mails", NULL);
  g_autoptr (GDir)   files = NULL;
  g_autofree char   *path = NULL;
  g_autofree char   *mail = NULL;
  g_autoptr (GError) error = NULL;

  order.with_statement = TRUE;
  desk_ask (desk, &order);
  desk_run_outbox (desk);
  files = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, g_dir_read_name (files), NULL);
  g_assert_null (g_dir_read_name (files));
  g_file_get_contents (path, &mail, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (mail, "To: Anna Lee <anna@example.com>"));
  g_assert_nonnull (strstr (mail, "text/html"));
  g_assert_nonnull (strstr (mail, "statement.pdf"));
}

/* What is asked and what is answered, as it leaves the program. */
static void
test_export (void)
{
  g_autoptr (Desk)       desk = desk_new_for_requests ();
  TillRequestOrder       order = desk_request_order (desk, 10000, TILL_SENT_BY_TEXT);
  g_autoptr (TillFilter) all = till_filter_new ();
  TillExportOrder        export_order = { .list = "messages", .filter = all };
  g_autoptr (TillExport) export = NULL;
  g_autofree char   *path = g_build_filename (desk->folder, "messages.csv", NULL);
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;

  desk_ask (desk, &order);
  desk_run_outbox (desk);
  desk_answer (desk, "Who is this?");
  till_outbox_follow (desk->practice);
  till_test_wait_until (desk_count (desk, COUNT ("state = 'received'")) == 1);

  export = till_export_new (desk->practice, &export_order, &error);
  g_assert_no_error (error);
  till_export_save (export, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (till_export_get_n_rows (export), ==, 2);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, ",Payment request,Text," DESK_PHONE ",Sent,Maria Lopez,"));
  g_assert_nonnull (strstr (text, ",Answer,Text,"));
  g_assert_nonnull (strstr (text, "\"Lee, Anna\",,Who is this?\r\n"));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/outbox/lost-answers", test_lost_answers);
  g_test_add_func ("/outbox/crash", test_crash);
  g_test_add_func ("/outbox/wrong-key", test_wrong_key);
  g_test_add_func ("/outbox/undeliverable", test_undeliverable);
  g_test_add_func ("/outbox/failed-address", test_failed_address);
  g_test_add_func ("/outbox/reminders", test_reminders);
  g_test_add_func ("/flow/outbox/late-reminder", test_late_reminder);
  g_test_add_func ("/outbox/stop", test_stop);
  g_test_add_func ("/outbox/mail", test_mail);
  g_test_add_func ("/outbox/export", test_export);

  return g_test_run ();
}
