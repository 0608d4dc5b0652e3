/* till-smtp-talk.c: one message handed to a mail server, followed step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libcurl speaks; what it says and hears is only looked at, to know which step was the last one and
 * what the server answered to it. Of what is said the verb alone is read: a password is in it.
 *
 * Once all of the message has been given to libcurl the server may have all of it, too, and may
 * have taken it over without our having heard so.
 */
#include "messaging/till-smtp-talk.h"

#include <string.h>

#include "core/till-text.h"

#define PATIENCE 120 /* seconds: a server may weigh a message for a while before it answers */
#define WORDS_LIMIT 400

/* Of GnuTLS, as CURLINFO_SSL_VERIFYRESULT has them. */
#define NOT_ACTIVATED (1L << 9)
#define EXPIRED (1L << 10)

typedef struct
{
  const TillSmtpSettings *settings;
  TillSmtpTalk           *talk;
  GBytes                 *message;
  gsize                   offset; /* up to which it has been given away */
  GCancellable           *cancellable;
  GString                *said;    /* the last answer's words */
  gboolean                begun;   /* something was said */
  gboolean                greeted; /* something was heard */
  gboolean                over;    /* the rest is leave-taking */
} Course;

void
till_smtp_talk_free (TillSmtpTalk *self)
{
  if (self == NULL)
    return;

  g_free (self->said);
  g_free (self);
}

void
till_smtp_talk_prepare (void)
{
  static gsize prepared = 0;

  if (g_once_init_enter (&prepared))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&prepared, 1);
    }
}

/* ── Looking on ── */

static gboolean
begins_with (const char *data, gsize length, const char *verb)
{
  return length >= strlen (verb) && g_ascii_strncasecmp (data, verb, strlen (verb)) == 0;
}

static void
note_command (Course *course, const char *data, gsize length)
{
  static const struct
  {
    const char  *verb;
    TillSmtpStep step;
  } verbs[] = {
    { "EHLO ", TILL_SMTP_CONNECT },      { "STARTTLS\r", TILL_SMTP_SECURE },
    { "AUTH ", TILL_SMTP_SIGN_IN },      { "MAIL FROM:", TILL_SMTP_SENDER },
    { "RCPT TO:", TILL_SMTP_RECIPIENT }, { "DATA\r", TILL_SMTP_MESSAGE },
  };

  /* Said to end an older connection, too, before this one begins. */
  if (begins_with (data, length, "QUIT\r"))
    {
      course->over = course->begun;
      return;
    }

  course->begun = TRUE;
  course->talk->signed_in |= begins_with (data, length, "AUTH ");
  course->talk->code = 0;
  g_string_truncate (course->said, 0);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (begins_with (data, length, verbs[i].verb) && verbs[i].step > course->talk->step)
        course->talk->step = verbs[i].step;
    }
}

static void
note_answer (Course *course, const char *data, gsize length)
{
  course->greeted = TRUE;
  if (length < 3 || !g_ascii_isdigit (data[0]) || !g_ascii_isdigit (data[1]) ||
      !g_ascii_isdigit (data[2]))
    return;

  course->talk->code = (guint) (g_ascii_digit_value (data[0]) * 100 +
                                g_ascii_digit_value (data[1]) * 10 + g_ascii_digit_value (data[2]));
  if (course->said->len > 0)
    g_string_append_c (course->said, ' ');
  if (length > 4)
    g_string_append_len (
      course->said, data + 4,
      (gssize) MIN (length - 4, WORDS_LIMIT - MIN (course->said->len, WORDS_LIMIT)));
}

static int
look_cb (CURL *curl, curl_infotype type, char *data, size_t length, void *user_data)
{
  Course *course = user_data;

  if (course->over)
    return 0;
  if (type == CURLINFO_HEADER_OUT)
    note_command (course, data, length);
  else if (type == CURLINFO_HEADER_IN)
    note_answer (course, data, length);

  return 0;
}

static size_t
read_cb (char *buffer, size_t size, size_t n, void *user_data)
{
  Course     *course = user_data;
  gsize       length;
  const char *data = g_bytes_get_data (course->message, &length);
  gsize       part = MIN (size * n, length - course->offset);

  memcpy (buffer, data + course->offset, part);
  course->offset += part;
  course->talk->handed_over = course->offset == length;

  return part;
}

static int
progress_cb (void *user_data, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
  Course *course = user_data;

  return g_cancellable_is_cancelled (course->cancellable) ? 1 : 0;
}

/* ── What came of it ── */

/* Whether the first certificate names itself as its issuer. */
static gboolean
is_self_signed (CURL *curl)
{
  struct curl_certinfo *chain = NULL;
  const char           *subject = NULL;
  const char           *issuer = NULL;

  if (curl_easy_getinfo (curl, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == NULL ||
      chain->num_of_certs < 1)
    return FALSE;

  for (struct curl_slist *at = chain->certinfo[0]; at != NULL; at = at->next)
    {
      if (g_str_has_prefix (at->data, "Subject:"))
        subject = at->data + strlen ("Subject:");
      else if (g_str_has_prefix (at->data, "Issuer:"))
        issuer = at->data + strlen ("Issuer:");
    }

  return subject != NULL && g_strcmp0 (subject, issuer) == 0;
}

static TillSmtpEnd
judge_certificate (CURL *curl)
{
  long status = 0;

  /* Another library's numbers mean something else. */
  if (!g_str_has_prefix (curl_version_info (CURLVERSION_NOW)->ssl_version, "GnuTLS"))
    return TILL_SMTP_UNTRUSTED;

  curl_easy_getinfo (curl, CURLINFO_SSL_VERIFYRESULT, &status);
  if (status == 0)
    return TILL_SMTP_OTHER_HOST;
  if (is_self_signed (curl))
    return TILL_SMTP_SELF_SIGNED;
  if ((status & EXPIRED) != 0)
    return TILL_SMTP_EXPIRED;

  return (status & NOT_ACTIVATED) != 0 ? TILL_SMTP_TOO_EARLY : TILL_SMTP_UNTRUSTED;
}

static TillSmtpEnd
name_end (CURL *curl, CURLcode result, guint code)
{
  if (result == CURLE_OK)
    return TILL_SMTP_DONE;
  if (result == CURLE_ABORTED_BY_CALLBACK)
    return TILL_SMTP_STOPPED;
  if (code >= 400)
    return TILL_SMTP_REFUSED;
  if (result == CURLE_OPERATION_TIMEDOUT)
    return TILL_SMTP_SILENT;
  if (result == CURLE_PEER_FAILED_VERIFICATION)
    return judge_certificate (curl);
  if (result == CURLE_USE_SSL_FAILED || result == CURLE_LOGIN_DENIED)
    return TILL_SMTP_NOT_OFFERED;
  if (result == CURLE_SSL_CONNECT_ERROR || result == CURLE_SSL_CIPHER)
    return TILL_SMTP_NO_TLS;
  if (result == CURLE_WEIRD_SERVER_REPLY)
    return TILL_SMTP_NO_SMTP;
  if (result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_COULDNT_CONNECT ||
      result == CURLE_SEND_ERROR || result == CURLE_RECV_ERROR || result == CURLE_GOT_NOTHING)
    return TILL_SMTP_LOST;

  return TILL_SMTP_FAILED;
}

/* Up to the first command no word tells which step it was. */
static TillSmtpStep
name_step (CURL *curl, CURLcode result, const Course *course)
{
  TillSmtpStep step = course->talk->step;
  curl_off_t   looked_up = 0;
  curl_off_t   connected = 0;

  curl_easy_getinfo (curl, CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
  curl_easy_getinfo (curl, CURLINFO_CONNECT_TIME_T, &connected);

  if (result == CURLE_LOGIN_DENIED)
    return MAX (step, TILL_SMTP_SIGN_IN);
  if (result == CURLE_USE_SSL_FAILED || result == CURLE_PEER_FAILED_VERIFICATION)
    return MAX (step, TILL_SMTP_SECURE);
  if (step > TILL_SMTP_LOOK_UP)
    return step;
  if (course->greeted)
    return TILL_SMTP_CONNECT;
  if (result == CURLE_COULDNT_RESOLVE_HOST || looked_up == 0)
    return TILL_SMTP_LOOK_UP;

  return connected > 0 && course->settings->security == TILL_SMTP_TLS ? TILL_SMTP_SECURE
                                                                      : TILL_SMTP_CONNECT;
}

/* A server may answer with what it was told. */
static gboolean
holds_secret (const TillSmtpSettings *settings, const char *text)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autofree char       *alone = NULL;
  g_autofree char       *whole = NULL;
  const char            *user = settings->user != NULL ? settings->user : "";

  if (settings->secret == NULL || *settings->secret == '\0')
    return FALSE;

  g_byte_array_append (plain, (const guint8 *) "", 1);
  g_byte_array_append (plain, (const guint8 *) user, (guint) strlen (user) + 1);
  g_byte_array_append (plain, (const guint8 *) settings->secret, (guint) strlen (settings->secret));
  alone = g_base64_encode ((const guchar *) settings->secret, strlen (settings->secret));
  whole = g_base64_encode (plain->data, plain->len);

  return strstr (text, settings->secret) != NULL || strstr (text, alone) != NULL ||
         strstr (text, whole) != NULL;
}

static void
settle (Course *course, CURL *curl, CURLcode result)
{
  TillSmtpTalk *talk = course->talk;

  talk->step = name_step (curl, result, course);
  talk->end = name_end (curl, result, talk->code);
  talk->said = till_text_tidy (course->said->str);
  if (talk->said != NULL && holds_secret (course->settings, talk->said))
    g_clear_pointer (&talk->said, g_free);
}

/* ── Speaking ── */

static char *
make_url (const TillSmtpSettings *settings, const char *from)
{
  const char *scheme = settings->security == TILL_SMTP_TLS ? "smtps" : "smtp";
  gboolean    six = strchr (settings->host, ':') != NULL;

  /* What follows the slash is how we call ourselves: not this machine's own name. */
  return g_strdup_printf ("%s://%s%s%s:%u/%s", scheme, six ? "[" : "", settings->host,
                          six ? "]" : "", settings->port, strrchr (from, '@') + 1);
}

static void
set_server (CURL *curl, const TillSmtpSettings *settings, const char *url)
{
  guint patience = settings->patience != 0 ? settings->patience : PATIENCE;

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_PROXY, "");
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, (long) patience);
  curl_easy_setopt (curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) patience);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_TIME, (long) patience);

  curl_easy_setopt (curl, CURLOPT_USE_SSL,
                    settings->security == TILL_SMTP_PLAIN ? (long) CURLUSESSL_NONE
                                                          : (long) CURLUSESSL_ALL);
  curl_easy_setopt (curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt (curl, CURLOPT_CERTINFO, 1L);
  if (settings->authority != NULL)
    curl_easy_setopt (curl, CURLOPT_CAINFO, settings->authority);

  if (settings->sign_in == TILL_SMTP_NO_SIGN_IN)
    return;
  curl_easy_setopt (curl, CURLOPT_USERNAME, settings->user);
  if (settings->sign_in == TILL_SMTP_PASSWORD)
    {
      curl_easy_setopt (curl, CURLOPT_PASSWORD, settings->secret);
      curl_easy_setopt (curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
    }
  else
    {
      curl_easy_setopt (curl, CURLOPT_XOAUTH2_BEARER, settings->secret);
      curl_easy_setopt (curl, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2;AUTH=OAUTHBEARER");
    }
}

static void
set_message (CURL *curl, Course *course, const char *from, const struct curl_slist *to)
{
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, to);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, read_cb);
  curl_easy_setopt (curl, CURLOPT_READDATA, course);
  curl_easy_setopt (curl, CURLOPT_INFILESIZE_LARGE,
                    (curl_off_t) g_bytes_get_size (course->message));
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, course);
  curl_easy_setopt (curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (curl, CURLOPT_DEBUGFUNCTION, look_cb);
  curl_easy_setopt (curl, CURLOPT_DEBUGDATA, course);
}

TillSmtpTalk *
till_smtp_talk (CURL                   *curl,
                const TillSmtpSettings *settings,
                const char             *from,
                const char             *to,
                GBytes                 *message,
                gboolean                afresh,
                GCancellable           *cancellable)
{
  g_autofree char    *url = make_url (settings, from);
  g_autoptr (GString) said = g_string_new (NULL);
  struct curl_slist  *recipient = curl_slist_append (NULL, to);
  TillSmtpTalk       *talk = g_new0 (TillSmtpTalk, 1);
  Course              course = { settings, talk, message, 0, cancellable, said };
  CURLcode            result;

  curl_easy_reset (curl);
  set_server (curl, settings, url);
  set_message (curl, &course, from, recipient);
  curl_easy_setopt (curl, CURLOPT_FRESH_CONNECT, afresh ? 1L : 0L);

  result = curl_easy_perform (curl);
  settle (&course, curl, result);
  /* It may still take leave of the server, later on. */
  curl_easy_reset (curl);
  curl_slist_free_all (recipient);

  return talk;
}
