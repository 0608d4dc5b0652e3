/* till-mail-tokens.c: OAuth 2 bearer tokens for the mail server, renewed before they end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-mail-tokens.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "messaging/till-token-answer.h"

#define TIMEOUT_S 20
#define FORM "application/x-www-form-urlencoded"
/* So long before its end a token is renewed, or after three quarters of a short life. */
#define BEFORE_END (5 * TILL_MINUTE)

struct _TillMailTokens
{
  GObject parent_instance;

  TillHttp         *http;
  TillClock        *clock;
  TillTokenSettings settings; /* the refresh token is the last one */
  char             *token;    /* or NULL */
  TillInstant       renew_at;
  TillInstant       ends_at;
  GPtrArray        *asking; /* GTask: they wait for the answer that is on its way */
};

enum
{
  ROTATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TillMailTokens, till_mail_tokens, G_TYPE_OBJECT)

/* ── Settings ── */

gboolean
till_token_check_address (const char *address, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char      *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char      *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (host != NULL && *host != '\0' &&
      (g_str_equal (scheme, "https") ||
       (g_str_equal (scheme, "http") && till_http_is_loopback (host))))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("“%s” is not an address that tokens are got from. Enter it whole, as in "
                  "https://login.example.com/oauth2/token."),
               address);

  return FALSE;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

char *
till_token_settings_find_fault (const TillTokenSettings *self)
{
  g_autoptr (GError) error = NULL;

  if (is_empty (self->address))
    return g_strdup (_ ("The token address for the mail server is missing. It is entered in "
                        "Settings, under Messages."));
  if (!till_token_check_address (self->address, &error))
    return g_strdup (error->message);
  if (is_empty (self->client_id))
    return g_strdup (_ ("The client ID for the mail server is missing. It is entered in Settings, "
                        "under Messages."));
  if (is_empty (self->refresh_token))
    return g_strdup (_ ("The refresh token for the mail server is missing. It is entered in "
                        "Settings, under Messages."));

  return NULL;
}

gboolean
till_mail_tokens_is_for (TillMailTokens *self, const TillTokenSettings *settings)
{
  return g_strcmp0 (self->settings.address, settings->address) == 0 &&
         g_strcmp0 (self->settings.client_id, settings->client_id) == 0 &&
         g_strcmp0 (self->settings.client_secret, settings->client_secret) == 0 &&
         g_strcmp0 (self->settings.refresh_token, settings->refresh_token) == 0;
}

/* ── Asking ── */

typedef struct
{
  char         *token;
  TillDelivery *failure;
} Given;

static void
given_free (gpointer data)
{
  Given *given = data;

  g_free (given->token);
  g_clear_pointer (&given->failure, till_delivery_free);
  g_free (given);
}

static Given *
given_new (const char *token, const TillDelivery *failure)
{
  Given *given = g_new0 (Given, 1);

  given->token = g_strdup (token);
  if (token == NULL)
    given->failure = till_delivery_new (failure->verdict, failure->code, failure->words);

  return given;
}

static void
take_answer (TillMailTokens *self, const TillTokenAnswer *answer)
{
  TillInstant now = till_clock_now (self->clock);

  if (answer->token != NULL)
    {
      g_free (self->token);
      self->token = g_strdup (answer->token);
      self->ends_at = now + answer->life;
      self->renew_at = self->ends_at - MIN (BEFORE_END, answer->life / 4);
    }
  /* While the token server is away for a while, what there is serves to its end. */
  else if (answer->failure->verdict != TILL_DELIVERY_RETRY || now >= self->ends_at)
    {
      g_clear_pointer (&self->token, g_free);
    }
  if (answer->refresh_token != NULL &&
      g_strcmp0 (answer->refresh_token, self->settings.refresh_token) != 0)
    {
      g_autofree char *used = g_steal_pointer (&self->settings.refresh_token);

      self->settings.refresh_token = g_strdup (answer->refresh_token);
      g_signal_emit (self, signals[ROTATED], 0, used, self->settings.refresh_token);
    }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillMailTokens)  self = user_data;
  g_autoptr (TillHttpAnswer)  http = till_http_send_finish (TILL_HTTP (source), result);
  g_autoptr (TillTokenAnswer) answer = till_token_answer_read (http, self->settings.address);
  g_autoptr (GPtrArray)       asking = g_steal_pointer (&self->asking);

  take_answer (self, answer);
  for (guint i = 0; i < asking->len; i++)
    g_task_return_pointer (asking->pdata[i], given_new (self->token, answer->failure), given_free);
}

static void
add_field (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
}

static void
ask (TillMailTokens *self, GCancellable *cancellable)
{
  static const char *const headers[] = { "Accept", "application/json", NULL };
  GString                 *form = g_string_new (NULL);
  g_autoptr (GBytes)       body = NULL;

  add_field (form, "grant_type", "refresh_token");
  add_field (form, "refresh_token", self->settings.refresh_token);
  add_field (form, "client_id", self->settings.client_id);
  if (!is_empty (self->settings.client_secret))
    add_field (form, "client_secret", self->settings.client_secret);
  body = g_string_free_to_bytes (form);
  till_http_send_async (self->http, "POST", self->settings.address, headers, body, FORM, TIMEOUT_S,
                        cancellable, answered_cb, g_object_ref (self));
}

void
till_mail_tokens_get_async (TillMailTokens     *self,
                            const char         *refused,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (TILL_IS_MAIL_TOKENS (self));

  g_task_set_source_tag (task, till_mail_tokens_get_async);
  /* The answer says so itself. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->asking != NULL)
    {
      g_ptr_array_add (self->asking, g_steal_pointer (&task));
      return;
    }
  if (g_strcmp0 (self->token, refused) == 0)
    till_mail_tokens_forget (self);
  if (self->token != NULL && till_clock_now (self->clock) < self->renew_at)
    {
      g_task_return_pointer (task, given_new (self->token, NULL), given_free);
      return;
    }

  self->asking = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->asking, g_steal_pointer (&task));
  ask (self, cancellable);
}

char *
till_mail_tokens_get_finish (TillMailTokens *self, GAsyncResult *result, TillDelivery **failure)
{
  Given *given;
  char  *token;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  given = g_task_propagate_pointer (G_TASK (result), NULL);
  token = g_steal_pointer (&given->token);
  *failure = g_steal_pointer (&given->failure);
  given_free (given);

  return token;
}

void
till_mail_tokens_forget (TillMailTokens *self)
{
  g_return_if_fail (TILL_IS_MAIL_TOKENS (self));

  g_clear_pointer (&self->token, g_free);
}

/* ── The object ── */

static void
till_mail_tokens_finalize (GObject *object)
{
  TillMailTokens *self = TILL_MAIL_TOKENS (object);

  g_clear_object (&self->http);
  g_clear_object (&self->clock);
  g_free (self->settings.address);
  g_free (self->settings.client_id);
  g_free (self->settings.client_secret);
  g_free (self->settings.refresh_token);
  g_free (self->token);

  G_OBJECT_CLASS (till_mail_tokens_parent_class)->finalize (object);
}

static void
till_mail_tokens_class_init (TillMailTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_mail_tokens_finalize;

  signals[ROTATED] = g_signal_new ("rotated", TILL_TYPE_MAIL_TOKENS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
till_mail_tokens_init (TillMailTokens *self)
{
}

TillMailTokens *
till_mail_tokens_new (TillHttp *http, TillClock *clock, const TillTokenSettings *settings)
{
  TillMailTokens *self;

  g_return_val_if_fail (settings != NULL, NULL);

  self = g_object_new (TILL_TYPE_MAIL_TOKENS, NULL);
  self->http = g_object_ref (http);
  self->clock = g_object_ref (clock);
  self->settings.address = g_strdup (settings->address);
  self->settings.client_id = g_strdup (settings->client_id);
  self->settings.client_secret = g_strdup (settings->client_secret);
  self->settings.refresh_token = g_strdup (settings->refresh_token);

  return self;
}
