/* till-smtp-verdict.c: what a talk with a mail server means for the message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-smtp-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── The verdict ── */

/* "relaying denied" in whatever words, a sign-in that is wanted, a greeting or a sender that is not
 * liked (RFC 3463: 5.1.7 and 5.1.8 are of the sender's address; Postfix says so only when it hears
 * whom it is for): it would be so for everybody. */
static gboolean
refuses_us (const TillSmtpTalk *talk, const char *to)
{
  g_autofree char *said = g_utf8_strdown (talk->said != NULL ? talk->said : "", -1);
  g_autofree char *address = g_utf8_strdown (to, -1);

  if (talk->code == 530 || talk->code == 535 || talk->code == 538 || talk->code == 504 ||
      g_str_has_prefix (said, "5.1.7") || g_str_has_prefix (said, "5.1.8"))
    return TRUE;

  return strstr (said, "relay") != NULL && strstr (address, "relay") == NULL;
}

/* Enhanced codes 5.1.x and 5.2.x (RFC 3463): the address, the mailbox. */
static gboolean
speaks_of_address (const TillSmtpTalk *talk)
{
  return talk->said != NULL &&
         (g_str_has_prefix (talk->said, "5.1.") || g_str_has_prefix (talk->said, "5.2."));
}

/* A server that is told the size of a message may find it too large before it has heard whom it is
 * for (RFC 1870). */
static gboolean
is_too_large (const TillSmtpTalk *talk)
{
  return talk->step == TILL_SMTP_SENDER && talk->code == 552;
}

/* "5.1.1" of "5.1.1 No such user" is one of these. */
static gboolean
is_code (const char *said, const char *const codes[])
{
  gsize length = strspn (said, "0123456789.");

  for (guint i = 0; codes[i] != NULL; i++)
    if (length == strlen (codes[i]) && strncmp (said, codes[i], length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_word (const char *said, const char *const words[])
{
  g_autofree char *small = g_utf8_strdown (said, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (small, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* That nobody is there, and nothing else: a full mailbox is emptied some day, and what is held for
 * spam, or refused for who sends it, says nothing of whom it was for. */
static gboolean
is_of_address (const TillSmtpTalk *talk)
{
  static const char *const codes[] = {
    "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.2.1", "5.1.10", NULL
  };
  static const char *const vague[] = { "", "5.0.0", "5.1.0", "5.5.0", NULL };
  static const char *const ours[] = { "sender", "helo",   "client", "limit", "block",
                                      "spam",   "policy", "quota",  "rate",  NULL };
  const char              *said = talk->said != NULL ? talk->said : "";

  if (is_code (said, codes))
    return TRUE;

  return talk->step == TILL_SMTP_RECIPIENT && is_code (said, vague) && !has_word (said, ours) &&
         (talk->code == 550 || talk->code == 551 || talk->code == 553);
}

static TillDeliveryVerdict
weigh_answer (const TillSmtpTalk *talk, const char *to)
{
  if (talk->code < 500)
    return TILL_DELIVERY_RETRY;
  if (talk->step == TILL_SMTP_RECIPIENT)
    return refuses_us (talk, to) ? TILL_DELIVERY_NOT_SENT : TILL_DELIVERY_REFUSED;
  /* This message, to this address: the next one may go. */
  if (talk->step == TILL_SMTP_MESSAGE || is_too_large (talk))
    return TILL_DELIVERY_REFUSED;

  return TILL_DELIVERY_NOT_SENT;
}

static TillDeliveryVerdict
weigh (const TillSmtpTalk *talk, const char *to)
{
  if (talk->end == TILL_SMTP_DONE)
    return TILL_DELIVERY_SENT;
  if (talk->end == TILL_SMTP_REFUSED)
    return weigh_answer (talk, to);
  if (talk->handed_over)
    return TILL_DELIVERY_UNKNOWN;

  switch (talk->end)
    {
    case TILL_SMTP_LOST:
    case TILL_SMTP_SILENT:
    case TILL_SMTP_STOPPED:
    case TILL_SMTP_FAILED:
      return TILL_DELIVERY_RETRY;
    case TILL_SMTP_NOT_OFFERED:
    case TILL_SMTP_NO_TLS:
    case TILL_SMTP_EXPIRED:
    case TILL_SMTP_TOO_EARLY:
    case TILL_SMTP_OTHER_HOST:
    case TILL_SMTP_SELF_SIGNED:
    case TILL_SMTP_UNTRUSTED:
    case TILL_SMTP_NO_SMTP:
    case TILL_SMTP_DONE:
    case TILL_SMTP_REFUSED:
    default:
      return TILL_DELIVERY_NOT_SENT;
    }
}

/* ── Its words ── */

/* "550 5.1.1 No such user" */
static char *
quote (const TillSmtpTalk *talk)
{
  if (talk->said == NULL)
    return g_strdup_printf ("%u", talk->code);

  return g_strdup_printf ("%u %s", talk->code, talk->said);
}

static char *
say_later (const TillSmtpSettings *settings, const char *to, const TillSmtpTalk *talk)
{
  g_autofree char *said = quote (talk);

  if (talk->step == TILL_SMTP_RECIPIENT)
    return g_strdup_printf (_ ("%s can’t take a message for %s right now. The server says: %s"),
                            settings->host, to, said);

  return g_strdup_printf (_ ("%s can’t take the message right now. The server says: %s"),
                          settings->host, said);
}

static char *
say_refused_us (const TillSmtpSettings *settings, const TillSmtpTalk *talk)
{
  g_autofree char *said = quote (talk);

  if (settings->sign_in == TILL_SMTP_NO_SIGN_IN)
    return g_strdup_printf (_ ("%s takes nothing from who has not signed in. Choose a sign-in in "
                               "Settings, under Messages. The server says: %s"),
                            settings->host, said);

  return g_strdup_printf (_ ("%s sends nothing to others for this user. Look at the user name in "
                             "Settings, under Messages. The server says: %s"),
                          settings->host, said);
}

static char *
say_sign_in (const TillSmtpSettings *settings, const TillSmtpTalk *talk)
{
  g_autofree char *said = quote (talk);

  if (settings->sign_in == TILL_SMTP_TOKEN)
    return g_strdup_printf (
      _ ("%s refuses the token of %s: it is another user’s, or is not good for "
         "sending mail. Look at the user name in Settings, under Messages, "
         "and at what your provider allows. The server says: %s"),
      settings->host, settings->user, said);

  return g_strdup_printf (_ ("%s refuses the user name or the password of %s. Enter them again in "
                             "Settings, under Messages; some providers want a password made for "
                             "this program alone. The server says: %s"),
                          settings->host, settings->user, said);
}

static char *
say_refused (const TillSmtpSettings *settings, const char *to, const TillSmtpTalk *talk)
{
  g_autofree char *said = quote (talk);

  if (talk->code < 500)
    return say_later (settings, to, talk);
  if (talk->step >= TILL_SMTP_SENDER && refuses_us (talk, to))
    return say_refused_us (settings, talk);
  if (is_too_large (talk))
    return g_strdup_printf (_ ("The message is too large for %s. Send it without what is attached. "
                               "The server says: %s"),
                            settings->host, said);

  switch (talk->step)
    {
    case TILL_SMTP_SECURE:
      return g_strdup_printf (_ ("%s refuses to encrypt. Nothing was sent. Choose TLS in Settings, "
                                 "under Messages, or ask who runs the server. It says: %s"),
                              settings->host, said);
    case TILL_SMTP_SIGN_IN:
      return say_sign_in (settings, talk);
    case TILL_SMTP_SENDER:
      return g_strdup_printf (_ ("%s refuses the practice’s own address. Enter one in Settings, "
                                 "under Messages, that belongs to the user. The server says: %s"),
                              settings->host, said);
    case TILL_SMTP_RECIPIENT:
      return g_strdup_printf (_ ("Nobody gets mail at %s. Ask for the right address. The server "
                                 "says: %s"),
                              to, said);
    case TILL_SMTP_MESSAGE:
      if (speaks_of_address (talk))
        return g_strdup_printf (_ ("The mailbox of %s takes no message. Ask for another address. "
                                   "The server says: %s"),
                                to, said);
      return g_strdup_printf (_ ("%s refuses the message itself. Ask who runs the server why. It "
                                 "says: %s"),
                              settings->host, said);
    case TILL_SMTP_LOOK_UP:
    case TILL_SMTP_CONNECT:
    case TILL_SMTP_N_STEPS:
    default:
      return g_strdup_printf (_ ("%s turns us away. Ask who runs the server whether mail may be "
                                 "sent from here. It says: %s"),
                              settings->host, said);
    }
}

static char *
say_lost (const TillSmtpSettings *settings, const TillSmtpTalk *talk)
{
  if (talk->handed_over)
    return g_strdup_printf (_ ("%s had the message when the connection was lost. It may have been "
                               "sent."),
                            settings->host);
  if (talk->end == TILL_SMTP_STOPPED)
    return g_strdup (_ ("It was stopped before the message was sent."));
  if (talk->step == TILL_SMTP_LOOK_UP)
    return g_strdup_printf (_ ("No mail server is known by the name “%s”. Look at how it is "
                               "written in Settings, under Messages, and at the connection to the "
                               "internet."),
                            settings->host);
  if (talk->step == TILL_SMTP_CONNECT && talk->end == TILL_SMTP_SILENT)
    return g_strdup_printf (_ ("%s says nothing at port %u. Look at the port in Settings, under "
                               "Messages: with 465, encryption is TLS; with 587, STARTTLS."),
                            settings->host, settings->port);
  if (talk->step == TILL_SMTP_CONNECT)
    return g_strdup_printf (_ ("Nobody answers at %s, port %u. Look at host and port in Settings, "
                               "under Messages, and at the connection to the internet."),
                            settings->host, settings->port);

  return g_strdup_printf (_ ("The connection to %s was lost before the message was sent."),
                          settings->host);
}

static char *
say_not_offered (const TillSmtpSettings *settings, const TillSmtpTalk *talk)
{
  if (talk->step <= TILL_SMTP_SECURE)
    return g_strdup_printf (_ ("%s offers no encryption at port %u, and nothing is sent without. "
                               "Choose TLS with port 465 in Settings, under Messages, or ask who "
                               "runs the server."),
                            settings->host, settings->port);

  return settings->sign_in == TILL_SMTP_TOKEN
           ? g_strdup_printf (_ ("%s does not take tokens. Choose a password in Settings, under "
                                 "Messages."),
                              settings->host)
           : g_strdup_printf (_ ("%s does not take passwords. Choose a token in Settings, under "
                                 "Messages, or no sign-in."),
                              settings->host);
}

static char *
say_insecure (const TillSmtpSettings *settings, const TillSmtpTalk *talk)
{
  const char *host = settings->host;

  switch (talk->end)
    {
    case TILL_SMTP_EXPIRED:
      return g_strdup_printf (
        _ ("The certificate of %s has expired. Nothing was sent. Who runs the "
           "server must renew it; look at this computer’s date, too."),
        host);
    case TILL_SMTP_TOO_EARLY:
      return g_strdup_printf (
        _ ("The certificate of %s is not valid yet. Nothing was sent. Look at "
           "this computer’s date."),
        host);
    case TILL_SMTP_OTHER_HOST:
      return g_strdup_printf (_ ("The certificate that %s shows is another host’s. Nothing was "
                                 "sent. Enter the host in Settings, under Messages, just as your "
                                 "provider writes it."),
                              host);
    case TILL_SMTP_SELF_SIGNED:
      return g_strdup_printf (_ ("The certificate of %s is signed by nobody but itself, so it "
                                 "proves nothing. Nothing was sent. Who runs the server must get "
                                 "one from an authority."),
                              host);
    case TILL_SMTP_UNTRUSTED:
      return g_strdup_printf (_ ("The certificate of %s is signed by nobody whom this computer "
                                 "trusts. Nothing was sent. Ask who runs the server."),
                              host);
    case TILL_SMTP_NO_SMTP:
      return g_strdup_printf (_ ("What answers at %s, port %u, is no mail server. Look at host and "
                                 "port in Settings, under Messages."),
                              host, settings->port);
    case TILL_SMTP_DONE:
    case TILL_SMTP_REFUSED:
    case TILL_SMTP_LOST:
    case TILL_SMTP_SILENT:
    case TILL_SMTP_STOPPED:
    case TILL_SMTP_NOT_OFFERED:
    case TILL_SMTP_NO_TLS:
    case TILL_SMTP_FAILED:
    default:
      return g_strdup_printf (_ ("No encrypted connection to %s, port %u, could be made. Nothing "
                                 "was sent. Look at port and encryption in Settings, under "
                                 "Messages: with 465 it is TLS; with 587, STARTTLS."),
                              host, settings->port);
    }
}

static char *
say (const TillSmtpSettings *settings, const char *to, const TillSmtpTalk *talk)
{
  if (talk->end == TILL_SMTP_DONE)
    return NULL;
  if (talk->end == TILL_SMTP_REFUSED)
    return say_refused (settings, to, talk);
  if (talk->handed_over)
    return say_lost (settings, talk);

  switch (talk->end)
    {
    case TILL_SMTP_LOST:
    case TILL_SMTP_SILENT:
    case TILL_SMTP_STOPPED:
      return say_lost (settings, talk);
    case TILL_SMTP_NOT_OFFERED:
      return say_not_offered (settings, talk);
    case TILL_SMTP_FAILED:
      return g_strdup (_ ("The message could not be sent from this computer."));
    case TILL_SMTP_DONE:
    case TILL_SMTP_REFUSED:
    case TILL_SMTP_NO_TLS:
    case TILL_SMTP_EXPIRED:
    case TILL_SMTP_TOO_EARLY:
    case TILL_SMTP_OTHER_HOST:
    case TILL_SMTP_SELF_SIGNED:
    case TILL_SMTP_UNTRUSTED:
    case TILL_SMTP_NO_SMTP:
    default:
      return say_insecure (settings, talk);
    }
}

TillDelivery *
till_smtp_judge (const TillSmtpSettings *settings, const char *to, const TillSmtpTalk *talk)
{
  g_autofree char *words = say (settings, to, talk);
  g_autofree char *code =
    talk->end == TILL_SMTP_REFUSED ? g_strdup_printf ("%u", talk->code) : NULL;
  TillDelivery *delivery = till_delivery_new (weigh (talk, to), code, words);

  delivery->is_address =
    delivery->verdict == TILL_DELIVERY_REFUSED && code != NULL && is_of_address (talk);

  return delivery;
}

/* ── Step by step ── */

static const char *const titles[TILL_SMTP_N_STEPS] = {
  N_ ("Name of the server"), N_ ("Connection"), N_ ("Encryption"), N_ ("Sign-in"),
  N_ ("Practice’s address"), N_ ("Recipient"),  N_ ("Message"),
};

/* What is to be said of a step that went well, or NULL. */
static const char *
say_good (TillSmtpStep step, const TillSmtpSettings *settings, const TillSmtpTalk *talk)
{
  if (step == TILL_SMTP_SECURE && settings->security == TILL_SMTP_PLAIN)
    return _ ("None, within this computer");
  if (step == TILL_SMTP_SIGN_IN && settings->sign_in == TILL_SMTP_NO_SIGN_IN)
    return _ ("None is set");
  if (step == TILL_SMTP_SIGN_IN && !talk->signed_in)
    return _ ("The server asks for none");
  if (step == TILL_SMTP_MESSAGE)
    return _ ("The server has taken the test message over. Look whether it comes.");

  return NULL;
}

GPtrArray *
till_smtp_list_steps (const TillSmtpSettings *settings, const char *to, const TillSmtpTalk *talk)
{
  GPtrArray       *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) till_mail_check_free);
  g_autofree char *words = talk != NULL ? say (settings, to, talk) : NULL;

  for (TillSmtpStep i = TILL_SMTP_LOOK_UP; i < TILL_SMTP_N_STEPS; i++)
    {
      TillMailCheckState state = TILL_MAIL_CHECK_NOT_REACHED;

      if (talk != NULL && (talk->end == TILL_SMTP_DONE || i < talk->step))
        state = TILL_MAIL_CHECK_GOOD;
      else if (talk != NULL && i == talk->step)
        state = TILL_MAIL_CHECK_FAILED;
      g_ptr_array_add (steps, till_mail_check_new (state, _ (titles[i]),
                                                   state == TILL_MAIL_CHECK_FAILED ? words
                                                   : state == TILL_MAIL_CHECK_GOOD
                                                     ? say_good (i, settings, talk)
                                                     : NULL));
    }

  return steps;
}
