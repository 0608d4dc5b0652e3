/* test-mail.c: the practice's e-mail: set up step by step, tried out, and a receipt that arrives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-mail.h"

#include <string.h>

static gboolean
can_mail (Desk *desk)
{
  gboolean can;

  g_object_get (desk->practice, "can-mail", &can, NULL);
  g_assert_cmpint (can, ==, till_practice_get_mail_problem (desk->practice) == NULL);

  return can;
}

static void
assert_problem (Desk *desk, const char *part)
{
  const char *problem = till_practice_get_mail_problem (desk->practice);

  g_test_message ("%s", problem);
  g_assert_false (can_mail (desk));
  g_assert_nonnull (strstr (problem, part));
}

static gboolean
send_receipt (Desk *desk, gint64 id, const char *address, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_send_receipt_async (desk->practice, id, address, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_send_receipt_finish (desk->practice, kept, error);
}

static GPtrArray *
test_mail (Desk *desk, const char *address, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_test_mail_async (desk->practice, address, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_test_mail_finish (desk->practice, kept, error);
}

static gint64
count_sendings (Desk *desk)
{
  return desk_count (desk, "SELECT count (*) FROM audit WHERE deed = 'send-receipt'");
}

/* Until all is entered, the next thing that is missing is named. */
static void
test_set_up (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  assert_problem (desk, "No e-mail is set up yet");
  desk_set (desk, TILL_SETTING_MAIL_HOST, "smtp.example.com");
  assert_problem (desk, "own e-mail address is missing");
  desk_set (desk, TILL_SETTING_MAIL_FROM_ADDRESS, "desk@elm-street.example");
  assert_problem (desk, "user name");
  desk_set (desk, TILL_SETTING_MAIL_USER, "practice");
  g_assert_false (can_mail (desk));
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_true (can_mail (desk));
  desk_set (desk, TILL_SETTING_MAIL_SECURITY, "none");
  assert_problem (desk, "without encryption");
  desk_set (desk, TILL_SETTING_MAIL_SECURITY, "tls");
  g_assert_true (can_mail (desk));
  desk_set (desk, TILL_SETTING_MAIL_HOST, "");
  assert_problem (desk, "No e-mail is set up yet");
  g_assert_cmpint (desk_count (desk,
                               "SELECT count (*) FROM audit"
                               " WHERE before_json LIKE '%same%' OR after_json LIKE '%same%'"),
                   ==, 0);
}

static void
test_refused_settings (void)
{
  static const struct
  {
    const char *key;
    const char *value;
  } rows[] = {
    { TILL_SETTING_MAIL_HOST, "https://smtp.example.com" },
    { TILL_SETTING_MAIL_HOST, "smtp.example.com:587" },
    { TILL_SETTING_MAIL_HOST, "smtp example" },
    { TILL_SETTING_MAIL_PORT, "0" },
    { TILL_SETTING_MAIL_PORT, "65536" },
    { TILL_SETTING_MAIL_PORT, "smtp" },
    { TILL_SETTING_MAIL_SECURITY, "perhaps" },
    { TILL_SETTING_MAIL_SIGN_IN, "" },
    { TILL_SETTING_MAIL_FROM_ADDRESS, "desk" },
    { TILL_SETTING_MAIL_FROM_ADDRESS, "desk@elm-street.example\r\nBcc: x@y.example" },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const        pair[] = { rows[i].key, rows[i].value, NULL };
      GAsyncResult            *result = NULL;
      g_autoptr (GAsyncResult) kept = NULL;
      g_autoptr (GError)       error = NULL;

      till_practice_set_settings_async (desk->practice, pair, till_test_keep_result, &result);
      kept = till_test_wait_result (&result);
      g_assert_false (till_practice_set_settings_finish (desk->practice, kept, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_test_message ("%s", error->message);
    }
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

static void
test_receipt (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id = desk_take_cash (desk, desk->anna, 2500);
  g_autoptr (GError)   error = NULL;
  g_autofree char     *text = NULL;

  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_true (send_receipt (desk, id, "anna@example.org", &error));
  g_assert_no_error (error);
  text = desk_mail_read (mail, 1);
  g_assert_nonnull (strstr (text, "From: Elm Street Dental <desk@elm-street.example>\r\n"));
  g_assert_nonnull (strstr (text, "To: anna@example.org\r\n"));
  g_assert_nonnull (strstr (text, "@elm-street.example>\r\n"));
  g_assert_nonnull (strstr (text, "application/pdf"));
  g_assert_cmpint (count_sendings (desk), ==, 1);
  g_assert_cmpint (count_messages (desk, "sent"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM messages WHERE sent_at IS NOT NULL"
                                     " AND body LIKE 'Your receipt is attached.%'"
                                     " AND address = 'anna@example.org'"),
                   ==, 1);

  /* The name that mail is sent by may be another one. */
  desk_set (desk, TILL_SETTING_MAIL_FROM_NAME, "Front Desk");
  g_assert_true (send_receipt (desk, id, "anna@example.org", NULL));
  g_free (text);
  text = desk_mail_read (mail, 2);
  g_assert_nonnull (strstr (text, "From: Front Desk <desk@elm-street.example>\r\n"));
  g_assert_cmpint (count_messages (desk, "sent"), ==, 2);
  desk_assert_holds (desk);
}

/* What was not sent is not on record; what may have been is, and what nobody takes for the address.
 */
static void
test_receipt_not_sent (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id = desk_take_cash (desk, desk->anna, 2500);
  g_autoptr (GError)   error = NULL;

  g_assert_false (send_receipt (desk, id, "anna@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, "guessed");
  g_assert_false (send_receipt (desk, id, "anna@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_nonnull (strstr (error->message, "the user name or the password"));
  g_clear_error (&error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM messages"), ==, 0);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_false (send_receipt (desk, id, "bounce@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (count_sendings (desk), ==, 0);
  g_assert_cmpint (count_messages (desk, "undeliverable"), ==, 1);
  g_assert_cmpuint (desk_mail_count (mail), ==, 0);

  g_assert_false (send_receipt (desk, id, "drop@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNKNOWN_OUTCOME);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM audit WHERE deed = 'send-receipt'"
                                     " AND json_extract (after_json, '$.outcome') = 'unknown'"),
                   ==, 1);
  g_assert_cmpint (count_messages (desk, "sent"), ==, 1);
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM messages WHERE state = 'sent' AND words <> ''"), ==, 1);
  desk_assert_holds (desk);
}

static void
test_trying_out (void)
{
  g_autoptr (Desk)      desk = desk_new_for_cash ();
  g_autoptr (DeskMail)  mail = desk_mail_new ();
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char      *text = NULL;

  g_assert_null (test_mail (desk, "anna@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_null (test_mail (desk, "anna", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);

  steps = test_mail (desk, "anna@example.org", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < steps->len; i++)
    g_assert_cmpint (((TillMailCheck *) steps->pdata[i])->state, ==, TILL_MAIL_CHECK_GOOD);
  text = desk_mail_read (mail, 1);
  g_assert_nonnull (strstr (text, "Subject: Test message\r\n"));

  g_clear_pointer (&steps, g_ptr_array_unref);
  steps = test_mail (desk, "bounce@example.org", &error);
  g_assert_no_error (error);
  g_assert_cmpint (((TillMailCheck *) steps->pdata[4])->state, ==, TILL_MAIL_CHECK_GOOD);
  g_assert_cmpint (((TillMailCheck *) steps->pdata[5])->state, ==, TILL_MAIL_CHECK_FAILED);
  g_assert_cmpint (((TillMailCheck *) steps->pdata[6])->state, ==, TILL_MAIL_CHECK_NOT_REACHED);
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
  g_autoptr (GError)   error = NULL;

  desk_set (desk, TILL_SETTING_DEMO_SEED, "1");
  g_assert_true (can_mail (desk));
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_true (send_receipt (desk, id, "anna@example.org", &error));
  g_assert_no_error (error);
  g_assert_null (test_mail (desk, "anna@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  folder = g_dir_open (outbox, 0, NULL);
  g_assert_nonnull (folder);
  g_assert_nonnull (g_dir_read_name (folder));
  g_assert_cmpuint (desk_mail_count (mail), ==, 0);
}

int
main (int argc, char *argv[])
{
  desk_init (&argc, &argv);

  g_test_add_func ("/mail/set-up", test_set_up);
  g_test_add_func ("/mail/refused-settings", test_refused_settings);
  g_test_add_func ("/mail/receipt", test_receipt);
  g_test_add_func ("/mail/receipt-not-sent", test_receipt_not_sent);
  g_test_add_func ("/mail/trying-out", test_trying_out);
  g_test_add_func ("/mail/demo", test_demo);

  return g_test_run ();
}
