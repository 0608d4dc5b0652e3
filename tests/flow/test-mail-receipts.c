/* test-mail-receipts.c: a copy of a receipt by e-mail: a message like the others, told at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-mail.h"

#include <string.h>

#include "flow/till-practice-private.h"
#include "store/till-store-messages.h"

static void
assert_not_sent (Desk *desk, gint64 id, const char *address, TillError code)
{
  g_autofree char   *waiting = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (desk_mail_receipt (desk, id, address, &waiting, &error));
  g_assert_error (error, TILL_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_null (waiting);
}

/* Messages that are receipts of Anna's, in that state. */
static gint64
count_messages (Desk *desk, const char *state)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM messages WHERE state = '%s' AND purpose = 'receipt'"
                     " AND attached = 'receipt' AND patient_id = %" G_GINT64_FORMAT
                     " AND transaction_id IS NOT NULL AND written_by = 'Maria Lopez'",
                     state, desk->anna);

  return desk_count (desk, sql);
}

#define COUNT(where) "SELECT count(*) FROM messages WHERE " where
#define AUDIT(deed) "SELECT count(*) FROM audit WHERE subject = 'messages' AND deed = '" deed "'"

/* A desk that mails, and a cash payment of Anna's. */
static Desk *
desk_new_with_mail (DeskMail *mail, gint64 *id)
{
  Desk *desk = desk_new_for_cash ();

  *id = desk_take_cash (desk, desk->anna, 2500);
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);

  return desk;
}

/* Closed and opened: without a keyring the password is entered again. */
static void
open_again (Desk *desk)
{
  desk_close (desk);
  desk_open (desk);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
}

static char *
dup_message_id (const char *mail)
{
  const char *at = strstr (mail, "\r\nMessage-ID: ");

  if (at == NULL)
    at = strstr (mail, "\r\nMessage-Id: ");
  g_assert_nonnull (at);

  return g_strndup (at + 2, strcspn (at + 2, "\r"));
}

static void
test_receipt (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_mail (mail, &id);
  g_autofree char     *text = NULL;

  desk_assert_mailed (desk, id, "anna@example.org");
  text = desk_mail_read (mail, 1);
  g_assert_nonnull (strstr (text, "From: Elm Street Dental <desk@elm-street.example>\r\n"));
  g_assert_nonnull (strstr (text, "To: anna@example.org\r\n"));
  g_assert_nonnull (strstr (text, "@elm-street.example>\r\n"));
  g_assert_nonnull (strstr (text, "application/pdf"));
  g_assert_nonnull (strstr (text, "receipt-"));
  g_assert_cmpint (count_messages (desk, "sent"), ==, 1);
  g_assert_cmpint (
    desk_count (desk, COUNT ("sent_at IS NOT NULL AND n_tries = 1"
                             " AND body LIKE '%received your payment of $%Receipt: ' ||"
                             " (SELECT max (receipt_number) FROM transactions) || '%'"
                             " AND address = 'anna@example.org'")),
    ==, 1);
  g_assert_cmpint (desk_count (desk, AUDIT ("write-message")), ==, 1);

  /* The name that mail is sent by may be another one. */
  desk_set (desk, TILL_SETTING_MAIL_FROM_NAME, "Front Desk");
  desk_assert_mailed (desk, id, "anna@example.org");
  g_free (text);
  text = desk_mail_read (mail, 2);
  g_assert_nonnull (strstr (text, "From: Front Desk <desk@elm-street.example>\r\n"));
  g_assert_cmpint (count_messages (desk, "sent"), ==, 2);

  /* At night, to who wants to hear of money no more: it was asked for. */
  desk_pass (desk, 12 * TILL_HOUR);
  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpint (count_messages (desk, "sent"), ==, 3);
  desk_assert_holds (desk);
}

/* What can't be sent at all is not written down. */
static void
test_receipt_not_sent (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id = desk_take_cash (desk, desk->anna, 2500);

  assert_not_sent (desk, id, "anna@example.org", TILL_ERROR_NOT_ALLOWED);
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  assert_not_sent (desk, id, "anna", TILL_ERROR_BAD_INPUT);
  assert_not_sent (desk, id + 1000, "anna@example.org", TILL_ERROR_NOT_FOUND);
  g_assert_cmpint (desk_count (desk, COUNT ("1 = 1")), ==, 0);

  /* Nobody is there, now and later: known of the address from then on. */
  assert_not_sent (desk, id, "bounce@example.org", TILL_ERROR_REFUSED);
  g_assert_cmpint (count_messages (desk, "undeliverable"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM failed_addresses"
                                     " WHERE channel = 'email' AND code = '550'"
                                     "   AND address = 'bounce@example.org'"),
                   ==, 1);
  desk_run_mail (desk, 5 * TILL_HOUR);
  g_assert_cmpint (desk_count (desk, COUNT ("n_tries = 1")), ==, 1);
  g_assert_cmpuint (desk_mail_count (mail), ==, 0);
  desk_assert_holds (desk);
}

/* Nothing is wrong with the receipt: it leaves when the settings are right. */
static void
test_receipt_wrong_password (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_mail (mail, &id);
  g_autofree char     *text = NULL;

  desk_set_mail_secret (desk, "guessed");
  desk_assert_mail_waits (desk, id, "anna@example.org", "the user name or the password");
  g_assert_cmpint (count_messages (desk, "queued"), ==, 1);
  /* Who asks for another is told as soon. */
  desk_assert_mail_waits (desk, id, "ben@example.org", "the user name or the password");

  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  text = desk_mail_read (mail, 2);
  till_test_wait_until (count_messages (desk, "sent") == 2);
  desk_assert_holds (desk);
}

/* A server that can't now is asked again, also by the next run. */
static void
test_receipt_later (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_mail (mail, &id);
  g_autofree char     *text = NULL;

  desk_assert_mail_waits (desk, id, "defer-once@example.org", "451 4.3.0 Try again later");
  g_assert_cmpint (count_messages (desk, "queued"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM failed_addresses"), ==, 0);
  open_again (desk);
  desk_run_mail (desk, 0);
  g_assert_cmpuint (desk_mail_count (mail), ==, 0);
  desk_run_mail (desk, 2 * TILL_MINUTE);
  text = desk_mail_read (mail, 1);
  g_assert_nonnull (strstr (text, "application/pdf"));
  g_assert_cmpint (count_messages (desk, "sent"), ==, 1);
  g_assert_cmpint (desk_count (desk, COUNT ("n_tries = 2")), ==, 1);
  desk_run_mail (desk, 5 * TILL_HOUR);
  g_assert_cmpuint (desk_mail_count (mail), ==, 1);
  desk_assert_holds (desk);
}

/* It may have come: what is sent again is known by its Message-ID as the same. */
static void
test_receipt_unknown (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_mail (mail, &id);
  g_autofree char     *first = NULL;
  g_autofree char     *second = NULL;
  g_autofree char     *first_id = NULL;
  g_autofree char     *second_id = NULL;

  desk_assert_mail_waits (desk, id, "drop-once@example.org", "It may have been sent");
  desk_run_mail (desk, 2 * TILL_MINUTE);
  first = desk_mail_read (mail, 1);
  second = desk_mail_read (mail, 2);
  first_id = dup_message_id (first);
  second_id = dup_message_id (second);
  g_assert_cmpstr (first_id, ==, second_id);
  g_assert_cmpint (count_messages (desk, "sent"), ==, 1);
  desk_assert_holds (desk);
}

/* Keeps nothing of the practice. */
static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char             **waiting = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (
    till_practice_send_receipt_finish (TILL_PRACTICE (source), result, waiting, &error));
  g_assert_no_error (error);
}

/* It is sent by the run that is next, once. */
static void
assert_leaves_after_opening (Desk *desk, DeskMail *mail)
{
  g_autofree char *text = NULL;

  desk_open (desk);
  g_assert_cmpint (desk_count (desk, COUNT ("state IN ('queued', 'sending') AND n_tries = 1")), ==,
                   1);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  desk_run_mail (desk, 0);
  desk_run_mail (desk, 2 * TILL_MINUTE);
  text = desk_mail_read (mail, 1);
  g_assert_nonnull (strstr (text, "application/pdf"));
  g_assert_cmpint (count_messages (desk, "sent"), ==, 1);
  desk_run_mail (desk, 5 * TILL_HOUR);
  g_assert_cmpuint (desk_mail_count (mail), ==, 1);
  desk_assert_holds (desk);
}

/* The practice is closed while the server thinks about it. */
static void
test_receipt_closed (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_mail (mail, &id);
  g_autofree char     *waiting = NULL;

  till_practice_send_receipt_async (desk->practice, id, "slow-once@example.org", stopped_cb,
                                    &waiting);
  desk_mail_wait_for_waiting (mail);
  g_assert_cmpint (desk_count (desk, COUNT ("state = 'sending' AND n_tries = 1")), ==, 1);
  desk_close (desk);
  till_test_wait_until (waiting != NULL);
  g_test_message ("%s", waiting);
  assert_leaves_after_opening (desk, mail);
}

typedef struct
{
  gint64      patient_id;
  gint64      transaction_id;
  TillInstant at;
} Leave;

static gboolean
leave_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Leave            *leave = data;
  g_autoptr (TillActor)   actor = till_actor_new (1, "Maria Lopez");
  g_autoptr (TillMessage) message = till_message_new ();

  message->patient_id = leave->patient_id;
  message->transaction_id = leave->transaction_id;
  message->channel = TILL_CHANNEL_EMAIL;
  message->purpose = TILL_PURPOSE_RECEIPT;
  message->attached = TILL_ATTACHED_RECEIPT;
  message->address = g_strdup ("anna@example.org");
  message->subject = g_strdup ("Your receipt");
  message->body = g_strdup ("Your receipt is attached.");

  return till_store_add_message (connection, message, actor, leave->at, error) &&
         till_store_claim_message (connection, message, leave->at, error);
}

/* The program ends after the commit: nothing of it has left. */
static void
test_receipt_crash (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_mail (mail, &id);
  Leave                leave = { desk->anna, id, till_clock_now (desk->clock) };
  g_autoptr (GError)   error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, leave_work, &leave, &error);
  g_assert_no_error (error);
  desk_close (desk);
  assert_leaves_after_opening (desk, mail);
}

/* Whatever is set: the demo's mails go into its folder. */
static void
test_demo (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id = desk_take_cash (desk, desk->anna, 2500);
  g_autofree char     *outbox = till_practice_dup_outbox (desk->practice);
  g_autoptr (GDir)     folder = NULL;

  desk_set (desk, TILL_SETTING_DEMO_SEED, "1");
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  desk_assert_mailed (desk, id, "anna@example.org");
  folder = g_dir_open (outbox, 0, NULL);
  g_assert_nonnull (folder);
  g_assert_nonnull (g_dir_read_name (folder));
  g_assert_cmpuint (desk_mail_count (mail), ==, 0);
}

int
main (int argc, char *argv[])
{
  desk_init (&argc, &argv);

  g_test_add_func ("/mail-receipts/sent", test_receipt);
  g_test_add_func ("/mail-receipts/not-sent", test_receipt_not_sent);
  g_test_add_func ("/mail-receipts/wrong-password", test_receipt_wrong_password);
  g_test_add_func ("/mail-receipts/later", test_receipt_later);
  g_test_add_func ("/mail-receipts/unknown", test_receipt_unknown);
  g_test_add_func ("/mail-receipts/closed", test_receipt_closed);
  g_test_add_func ("/mail-receipts/crash", test_receipt_crash);
  g_test_add_func ("/mail-receipts/demo", test_demo);

  return g_test_run ();
}
