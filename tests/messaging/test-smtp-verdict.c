/* test-smtp-verdict.c: what a mail server answers, and what that means for the message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-smtp-verdict.h"

#include <string.h>

#define TO "ann@patients.example"

typedef struct
{
  const char         *name;
  TillSmtpEnd         end;
  TillSmtpStep        step;
  guint               code;
  const char         *said;
  gboolean            handed_over;
  TillDeliveryVerdict verdict;
  const char         *part; /* of its words; NULL: it has none */
  gboolean            is_address;
} Case;

static const Case cases[] = {
  { "sent", TILL_SMTP_DONE, TILL_SMTP_MESSAGE, 250, "2.0.0 Ok", TRUE, TILL_DELIVERY_SENT, NULL },

  /* Refused by the server, by step. */
  { "greeting-421", TILL_SMTP_REFUSED, TILL_SMTP_CONNECT, 421, "busy", FALSE, TILL_DELIVERY_RETRY,
    "421 busy" },
  { "greeting-554", TILL_SMTP_REFUSED, TILL_SMTP_CONNECT, 554, "no", FALSE, TILL_DELIVERY_NOT_SENT,
    "turns us away" },
  { "starttls-454", TILL_SMTP_REFUSED, TILL_SMTP_SECURE, 454, "later", FALSE, TILL_DELIVERY_RETRY,
    "454 later" },
  { "starttls-502", TILL_SMTP_REFUSED, TILL_SMTP_SECURE, 502, "what?", FALSE,
    TILL_DELIVERY_NOT_SENT, "refuses to encrypt" },
  { "sign-in-454", TILL_SMTP_REFUSED, TILL_SMTP_SIGN_IN, 454, "4.7.0 later", FALSE,
    TILL_DELIVERY_RETRY, "454 4.7.0 later" },
  { "sign-in-535", TILL_SMTP_REFUSED, TILL_SMTP_SIGN_IN, 535, "5.7.8 bad", FALSE,
    TILL_DELIVERY_NOT_SENT, "the user name or the password" },
  { "sender-451", TILL_SMTP_REFUSED, TILL_SMTP_SENDER, 451, NULL, FALSE, TILL_DELIVERY_RETRY,
    "451" },
  { "sender-530", TILL_SMTP_REFUSED, TILL_SMTP_SENDER, 530, "5.7.0 sign in", FALSE,
    TILL_DELIVERY_NOT_SENT, "for this user" },
  { "sender-553", TILL_SMTP_REFUSED, TILL_SMTP_SENDER, 553, "5.7.1 not yours", FALSE,
    TILL_DELIVERY_NOT_SENT, "own address" },
  { "sender-552", TILL_SMTP_REFUSED, TILL_SMTP_SENDER, 552, "5.3.4 too big", FALSE,
    TILL_DELIVERY_REFUSED, "too large" },
  { "recipient-450", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 450, "4.2.1 greylisted", FALSE,
    TILL_DELIVERY_RETRY, "for " TO },
  { "recipient-550", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 550, "5.1.1 No such user", FALSE,
    TILL_DELIVERY_REFUSED, "Nobody gets mail at " TO, TRUE },
  { "recipient-helo", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 504,
    "5.5.2 <desk>: Helo command rejected", FALSE, TILL_DELIVERY_NOT_SENT, "for this user" },
  { "recipient-sender", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 550,
    "5.1.8 Access denied, bad outbound sender", FALSE, TILL_DELIVERY_NOT_SENT, "for this user" },
  { "recipient-blocked-client", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 550,
    "Your client host is blocked", FALSE, TILL_DELIVERY_REFUSED, "client host is blocked" },
  { "recipient-vague", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 550,
    "5.5.0 Requested action not taken: mailbox unavailable", FALSE, TILL_DELIVERY_REFUSED,
    "mailbox unavailable", TRUE },
  { "recipient-bare", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 553, NULL, FALSE,
    TILL_DELIVERY_REFUSED, "Nobody gets mail at " TO, TRUE },
  { "recipient-552", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 552, "5.2.2 full", FALSE,
    TILL_DELIVERY_REFUSED, "552 5.2.2 full" },
  { "recipient-blocked", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 550, "5.7.1 blocked", FALSE,
    TILL_DELIVERY_REFUSED, "550 5.7.1 blocked" },
  { "recipient-relay", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 554, "5.7.1 Relay access denied",
    FALSE, TILL_DELIVERY_NOT_SENT, "for this user" },
  { "recipient-530", TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 530, "Authentication required", FALSE,
    TILL_DELIVERY_NOT_SENT, "for this user" },
  { "data-421", TILL_SMTP_REFUSED, TILL_SMTP_MESSAGE, 421, "shutting down", FALSE,
    TILL_DELIVERY_RETRY, "421 shutting down" },
  { "message-452", TILL_SMTP_REFUSED, TILL_SMTP_MESSAGE, 452, "4.3.1 disk full", TRUE,
    TILL_DELIVERY_RETRY, "452 4.3.1 disk full" },
  { "message-554", TILL_SMTP_REFUSED, TILL_SMTP_MESSAGE, 554, "5.7.1 spam", TRUE,
    TILL_DELIVERY_REFUSED, "the message itself" },
  { "message-no-user", TILL_SMTP_REFUSED, TILL_SMTP_MESSAGE, 550, "5.1.1 no such user", TRUE,
    TILL_DELIVERY_REFUSED, "The mailbox of " TO, TRUE },
  { "message-mailbox", TILL_SMTP_REFUSED, TILL_SMTP_MESSAGE, 552, "5.2.2 over quota", TRUE,
    TILL_DELIVERY_REFUSED, "The mailbox of " TO },

  /* No answer. */
  { "no-such-name", TILL_SMTP_LOST, TILL_SMTP_LOOK_UP, 0, NULL, FALSE, TILL_DELIVERY_RETRY,
    "by the name “mail.example”" },
  { "no-connection", TILL_SMTP_LOST, TILL_SMTP_CONNECT, 0, NULL, FALSE, TILL_DELIVERY_RETRY,
    "Nobody answers at mail.example, port 587" },
  { "no-greeting", TILL_SMTP_SILENT, TILL_SMTP_CONNECT, 0, NULL, FALSE, TILL_DELIVERY_RETRY,
    "says nothing at port 587" },
  { "silent-at-data", TILL_SMTP_SILENT, TILL_SMTP_MESSAGE, 0, NULL, FALSE, TILL_DELIVERY_RETRY,
    "was lost before" },
  { "lost-in-data", TILL_SMTP_LOST, TILL_SMTP_MESSAGE, 354, "go on", FALSE, TILL_DELIVERY_RETRY,
    "was lost before" },
  { "lost-after-data", TILL_SMTP_LOST, TILL_SMTP_MESSAGE, 354, "go on", TRUE, TILL_DELIVERY_UNKNOWN,
    "may have been sent" },
  { "silent-after-data", TILL_SMTP_SILENT, TILL_SMTP_MESSAGE, 354, "go on", TRUE,
    TILL_DELIVERY_UNKNOWN, "may have been sent" },
  { "stopped", TILL_SMTP_STOPPED, TILL_SMTP_RECIPIENT, 0, NULL, FALSE, TILL_DELIVERY_RETRY,
    "stopped before" },
  { "stopped-after-data", TILL_SMTP_STOPPED, TILL_SMTP_MESSAGE, 354, NULL, TRUE,
    TILL_DELIVERY_UNKNOWN, "may have been sent" },
  { "babble-after-data", TILL_SMTP_NO_SMTP, TILL_SMTP_MESSAGE, 354, NULL, TRUE,
    TILL_DELIVERY_UNKNOWN, "may have been sent" },
  { "failed-here", TILL_SMTP_FAILED, TILL_SMTP_LOOK_UP, 0, NULL, FALSE, TILL_DELIVERY_RETRY,
    "from this computer" },

  /* Not safe, or not a mail server. */
  { "no-starttls", TILL_SMTP_NOT_OFFERED, TILL_SMTP_SECURE, 250, NULL, FALSE,
    TILL_DELIVERY_NOT_SENT, "no encryption at port 587" },
  { "no-passwords", TILL_SMTP_NOT_OFFERED, TILL_SMTP_SIGN_IN, 250, NULL, FALSE,
    TILL_DELIVERY_NOT_SENT, "does not take passwords" },
  { "no-tls", TILL_SMTP_NO_TLS, TILL_SMTP_SECURE, 0, NULL, FALSE, TILL_DELIVERY_NOT_SENT,
    "No encrypted connection" },
  { "expired", TILL_SMTP_EXPIRED, TILL_SMTP_SECURE, 0, NULL, FALSE, TILL_DELIVERY_NOT_SENT,
    "has expired" },
  { "too-early", TILL_SMTP_TOO_EARLY, TILL_SMTP_SECURE, 0, NULL, FALSE, TILL_DELIVERY_NOT_SENT,
    "not valid yet" },
  { "other-host", TILL_SMTP_OTHER_HOST, TILL_SMTP_SECURE, 0, NULL, FALSE, TILL_DELIVERY_NOT_SENT,
    "another host’s" },
  { "self-signed", TILL_SMTP_SELF_SIGNED, TILL_SMTP_SECURE, 0, NULL, FALSE, TILL_DELIVERY_NOT_SENT,
    "nobody but itself" },
  { "untrusted", TILL_SMTP_UNTRUSTED, TILL_SMTP_SECURE, 0, NULL, FALSE, TILL_DELIVERY_NOT_SENT,
    "whom this computer trusts" },
  { "no-smtp", TILL_SMTP_NO_SMTP, TILL_SMTP_CONNECT, 0, NULL, FALSE, TILL_DELIVERY_NOT_SENT,
    "no mail server" },
};

static const TillSmtpSettings settings = { .host = (char *) "mail.example",
                                           .port = 587,
                                           .sign_in = TILL_SMTP_PASSWORD,
                                           .user = (char *) "front-desk",
                                           .secret = (char *) "s3cret" };

static void
test_verdict (gconstpointer data)
{
  const Case              *row = data;
  const TillSmtpTalk       talk = { row->end, row->step, row->code, (char *) row->said,
                                    row->handed_over };
  g_autoptr (TillDelivery) delivery = till_smtp_judge (&settings, TO, &talk);

  g_test_message ("%s", delivery->words != NULL ? delivery->words : "sent");
  g_assert_cmpint (delivery->verdict, ==, row->verdict);
  g_assert_cmpint (delivery->is_address, ==, row->is_address);
  g_assert_cmpint (delivery->words == NULL, ==, row->part == NULL);
  if (row->part != NULL)
    g_assert_nonnull (strstr (delivery->words, row->part));
  if (row->end == TILL_SMTP_REFUSED)
    g_assert_cmpint (g_ascii_strtoll (delivery->code, NULL, 10), ==, row->code);
  else
    g_assert_null (delivery->code);
}

/* All before the one that failed are good, all after it were not reached. */
static void
test_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case           *row = &cases[i];
      const TillSmtpTalk    talk = { row->end, row->step, row->code, (char *) row->said,
                                     row->handed_over };
      g_autoptr (GPtrArray) steps = till_smtp_list_steps (&settings, TO, &talk);

      g_assert_cmpuint (steps->len, ==, TILL_SMTP_N_STEPS);
      for (guint k = 0; k < steps->len; k++)
        {
          const TillMailCheck *step = steps->pdata[k];
          TillMailCheckState   wanted = TILL_MAIL_CHECK_NOT_REACHED;

          if (row->end == TILL_SMTP_DONE || k < row->step)
            wanted = TILL_MAIL_CHECK_GOOD;
          else if (k == row->step)
            wanted = TILL_MAIL_CHECK_FAILED;
          g_assert_cmpint (step->state, ==, wanted);
          g_assert_true ((step->state == TILL_MAIL_CHECK_FAILED) <= (step->words != NULL));
        }
    }
}

/* An address with the word in it is no refusal of all. */
static void
test_address_named_relay (void)
{
  const TillSmtpTalk       talk = { TILL_SMTP_REFUSED, TILL_SMTP_RECIPIENT, 550,
                                    (char *) "5.1.1 <ann@relay.example> unknown" };
  g_autoptr (TillDelivery) delivery = till_smtp_judge (&settings, "ann@relay.example", &talk);

  g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_REFUSED);
}

static void
test_faults (void)
{
  static const struct
  {
    TillSmtpSettings settings;
    const char      *part; /* NULL: there is none */
  } rows[] = {
    { { (char *) "smtp.example.com", 587, TILL_SMTP_STARTTLS }, NULL },
    { { (char *) "10.0.0.5", 465, TILL_SMTP_TLS }, NULL },
    { { (char *) "fe80::1", 465, TILL_SMTP_TLS }, NULL },
    { { (char *) "localhost", 25, TILL_SMTP_PLAIN }, NULL },
    { { (char *) "127.0.0.1", 25, TILL_SMTP_PLAIN }, NULL },
    { { (char *) "::1", 25, TILL_SMTP_PLAIN }, NULL },
    { { (char *) "smtp.example.com", 25, TILL_SMTP_PLAIN }, "without encryption" },
    { { (char *) "localhost.example.com", 25, TILL_SMTP_PLAIN }, "without encryption" },
    { { (char *) "127.0.0.1.example.com", 25, TILL_SMTP_PLAIN }, "without encryption" },
    { { NULL, 587, TILL_SMTP_STARTTLS }, "host is missing" },
    { { (char *) "", 587, TILL_SMTP_STARTTLS }, "host is missing" },
    { { (char *) "smtp.example.com:587", 587, TILL_SMTP_STARTTLS }, "its own field" },
    { { (char *) "https://smtp.example.com", 587, TILL_SMTP_STARTTLS }, "not the name" },
    { { (char *) "a@b.example", 587, TILL_SMTP_STARTTLS }, "not the name" },
    { { (char *) "a/b", 587, TILL_SMTP_STARTTLS }, "not the name" },
    { { (char *) "a\r\nb", 587, TILL_SMTP_STARTTLS }, "not the name" },
    { { (char *) "smtp.example.com", 0, TILL_SMTP_STARTTLS }, "port" },
    { { (char *) "smtp.example.com", 65536, TILL_SMTP_STARTTLS }, "port" },
    { { (char *) "h.example", 587, TILL_SMTP_STARTTLS, TILL_SMTP_PASSWORD, NULL, (char *) "x" },
      "user name" },
    { { (char *) "h.example", 587, TILL_SMTP_STARTTLS, TILL_SMTP_PASSWORD, (char *) "u" },
      "password" },
    { { (char *) "h.example", 587, TILL_SMTP_STARTTLS, TILL_SMTP_TOKEN, (char *) "u" }, "token" },
    { { (char *) "h.example", 587, TILL_SMTP_STARTTLS, TILL_SMTP_TOKEN, (char *) "u",
        (char *) "x" },
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fault = till_smtp_settings_find_fault (&rows[i].settings);

      g_test_message ("%s: %s", rows[i].settings.host, fault);
      g_assert_cmpint (fault == NULL, ==, rows[i].part == NULL);
      if (fault != NULL)
        g_assert_nonnull (strstr (fault, rows[i].part));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/smtp/verdict/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_verdict);
    }
  g_test_add_func ("/smtp/steps", test_steps);
  g_test_add_func ("/smtp/address-named-relay", test_address_named_relay);
  g_test_add_func ("/smtp/faults", test_faults);

  return g_test_run ();
}
