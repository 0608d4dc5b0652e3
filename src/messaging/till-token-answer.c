/* till-token-answer.c: what a token server answers (RFC 6749, 5), read without trusting it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-token-answer.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "http/till-json-reader.h"

/* More than any of them has; and no life longer than that is believed. */
#define MOST_LETTERS 16384
#define LONGEST_LIFE (24 * TILL_HOUR)
/* Of what a server says of itself, so much is shown. */
#define MOST_SAID 300

void
till_token_answer_free (TillTokenAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->token);
  g_free (self->refresh_token);
  g_clear_pointer (&self->failure, till_delivery_free);
  g_free (self);
}

/* Neither a blank nor anything that could end a line of the talk with a server. */
static char *
dup_token (JsonObject *answer, const char *name)
{
  g_autofree char *token = till_json_dup_text (answer, name);

  for (const char *at = token; at != NULL && *at != '\0'; at++)
    {
      if (!g_ascii_isgraph (*at) || at - token >= MOST_LETTERS)
        return NULL;
    }

  return g_steal_pointer (&token);
}

static TillInstant
read_life (JsonObject *answer)
{
  g_autofree char *text = till_json_dup_text (answer, "expires_in");
  guint64          seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    return TILL_TOKEN_USUAL_LIFE;

  return MIN ((TillInstant) seconds * TILL_SECOND, LONGEST_LIFE);
}

static void
fail (TillTokenAnswer *self, TillDeliveryVerdict verdict, char *words)
{
  self->failure = till_delivery_new (verdict, NULL, words);
  g_free (words);
}

/* "invalid_grant: Token has been revoked." or NULL. */
static char *
dup_said (JsonObject *answer)
{
  g_autofree char *error = till_json_dup_text (answer, "error");
  g_autofree char *description = till_json_dup_text (answer, "error_description");
  g_autofree char *both = NULL;
  g_autofree char *tidy = NULL;

  if (error == NULL)
    return NULL;
  both = description != NULL ? g_strconcat (error, ": ", description, NULL) : g_strdup (error);
  tidy = till_text_tidy (both);
  if (tidy == NULL || g_utf8_strlen (tidy, -1) <= MOST_SAID)
    return g_steal_pointer (&tidy);

  return g_utf8_substring (tidy, 0, MOST_SAID);
}

/* What is to be done about it. */
static const char *
advise (const char *error)
{
  if (g_strcmp0 (error, "invalid_grant") == 0)
    return _ ("The refresh token is no longer good: get a new one from your e-mail provider, and "
              "enter it in Settings, under Messages.");
  if (g_strcmp0 (error, "invalid_client") == 0 || g_strcmp0 (error, "unauthorized_client") == 0)
    return _ ("Look at the client ID and the client secret in Settings, under Messages.");

  return _ ("Look at what is entered for it in Settings, under Messages.");
}

static gboolean
may_pass (guint status, const char *error)
{
  return status == 429 || status >= 500 || g_strcmp0 (error, "temporarily_unavailable") == 0 ||
         g_strcmp0 (error, "server_error") == 0 || g_strcmp0 (error, "slow_down") == 0;
}

static void
read_refusal (TillTokenAnswer *self, guint status, JsonObject *answer, const char *host)
{
  g_autofree char *error = till_json_dup_text (answer, "error");
  g_autofree char *said = dup_said (answer);

  if (said == NULL)
    said = g_strdup_printf ("%u", status);
  if (may_pass (status, error))
    fail (self, TILL_DELIVERY_RETRY,
          g_strdup_printf (_ ("The token server %s can’t give a token right now. It says: %s"),
                           host, said));
  else if (error != NULL)
    fail (self, TILL_DELIVERY_NOT_SENT,
          /* Translators: a host, what it says, and what to do */
          g_strdup_printf (_ ("The token server %s gives no token. It says: %s — %s"), host, said,
                           advise (error)));
  else
    fail (
      self, TILL_DELIVERY_NOT_SENT,
      g_strdup_printf (_ ("What answers at the token address on %s gives no tokens (status %u). "
                          "Look at the token address in Settings, under Messages."),
                       host, status));
}

static void
read_grant (TillTokenAnswer *self, JsonObject *answer, const char *host)
{
  g_autofree char *kind = till_json_dup_text (answer, "token_type");

  self->token = dup_token (answer, "access_token");
  self->life = read_life (answer);
  self->refresh_token = dup_token (answer, "refresh_token");
  if (self->token != NULL && kind != NULL && g_ascii_strcasecmp (kind, "bearer") != 0)
    {
      g_clear_pointer (&self->token, g_free);
      fail (
        self, TILL_DELIVERY_NOT_SENT,
        g_strdup_printf (_ ("The token that %s gives is not of the kind that mail servers take. "
                            "Look at the token address in Settings, under Messages."),
                         host));
    }
  else if (self->token == NULL)
    {
      fail (
        self, TILL_DELIVERY_NOT_SENT,
        g_strdup_printf (_ ("The answer of the token server %s can’t be read: there is no token "
                            "in it. Look at the token address in Settings, under Messages."),
                         host));
    }
}

TillTokenAnswer *
till_token_answer_read (const TillHttpAnswer *http, const char *address)
{
  TillTokenAnswer       *self = g_new0 (TillTokenAnswer, 1);
  g_autoptr (GUri)       uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char            *host = uri != NULL ? g_uri_get_host (uri) : address;
  g_autoptr (JsonObject) answer = NULL;

  if (http->outcome != TILL_HTTP_ANSWERED)
    {
      fail (self, TILL_DELIVERY_RETRY,
            g_strdup_printf (_ ("No token for the mail server: %s"), http->words));
      return self;
    }

  answer = till_json_read (http->body);
  if (http->status == 200)
    read_grant (self, answer, host);
  else
    read_refusal (self, http->status, answer, host);

  return self;
}
