/* till-twilio.c: text messages by Twilio
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There is no idempotency key on this wire: what got no answer is looked for in Twilio's own list.
 */
#include "messaging/till-twilio-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

#define TIMEOUT_S 30
#define FORM "application/x-www-form-urlencoded"
#define ID_DIGITS 32

struct _TillTwilio
{
  GObject parent_instance;

  TillHttp *http;
  char     *host; /* without a slash at its end */
  char     *account;
  char     *authorization;
  char     *from;
  guint     timeout_s;
};

static void till_twilio_texter_init (TillTexterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillTwilio,
                               till_twilio,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TILL_TYPE_TEXTER, till_twilio_texter_init))

gboolean
till_twilio_is_id (const char *text, const char *kind)
{
  gsize n = strlen (kind);

  return text != NULL && g_str_has_prefix (text, kind) && strlen (text) == n + ID_DIGITS &&
         strspn (text + n, "0123456789abcdefABCDEF") == ID_DIGITS;
}

gboolean
till_twilio_has_service (TillTwilio *self)
{
  return till_twilio_is_id (self->from, "MG");
}

const char *
till_twilio_get_from (TillTwilio *self)
{
  return self->from;
}

char *
till_twilio_path (TillTwilio *self, const char *rest)
{
  g_autofree char *account = g_uri_escape_string (self->account, NULL, FALSE);

  return g_strconcat ("/2010-04-01/Accounts/", account, rest, NULL);
}

void
till_twilio_add_field (GString *fields, const char *name, const char *value)
{
  g_autofree char *escaped_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (fields, "%s%s=%s", fields->len > 0 ? "&" : "", escaped_name, escaped);
}

char *
till_twilio_next_path (TillTwilio *self, const char *address)
{
  gsize n = strlen (self->host);

  if (strncmp (address, self->host, n) == 0)
    address += n;

  return address[0] == '/' && address[1] != '/' ? g_strdup (address) : NULL;
}

static void
ask (TillTwilio         *self,
     const char         *method,
     const char         *path_and_query,
     GBytes             *body,
     GCancellable       *cancellable,
     GAsyncReadyCallback callback,
     gpointer            user_data)
{
  const char *const headers[] = { "Authorization", self->authorization, "Accept",
                                  "application/json", NULL };
  g_autofree char  *uri = g_strconcat (self->host, path_and_query, NULL);

  till_http_send_async (self->http, method, uri, headers, body, body != NULL ? FORM : NULL,
                        self->timeout_s, cancellable, callback, user_data);
}

void
till_twilio_get (TillTwilio         *self,
                 const char         *path_and_query,
                 GCancellable       *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer            user_data)
{
  ask (self, "GET", path_and_query, NULL, cancellable, callback, user_data);
}

/* ── Sending ────────────────────────────────────────────────────────────────────────────────────
 */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);

  g_task_return_pointer (task, till_twilio_read_sent (http), (GDestroyNotify) till_delivery_free);
}

static void
till_twilio_send_async (TillTexter         *texter,
                        const char         *to,
                        const char         *body,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  TillTwilio        *self = TILL_TWILIO (texter);
  g_autoptr (GTask)  task = g_task_new (self, NULL, callback, user_data);
  GString           *fields = g_string_new (NULL);
  g_autoptr (GBytes) form = NULL;
  g_autofree char   *path = till_twilio_path (self, "/Messages.json");

  g_task_set_source_tag (task, till_twilio_send_async);
  till_twilio_add_field (fields, "To", to);
  till_twilio_add_field (fields, till_twilio_has_service (self) ? "MessagingServiceSid" : "From",
                         self->from);
  till_twilio_add_field (fields, "Body", body);
  form = g_string_free_to_bytes (fields);

  ask (self, "POST", path, form, cancellable, sent_cb, g_steal_pointer (&task));
}

static TillDelivery *
till_twilio_send_finish (TillTexter *texter, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, texter), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ── How far one has come ───────────────────────────────────────────────────────────────────────
 */

static void
polled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);

  g_task_return_pointer (task, till_twilio_read_progress (http),
                         (GDestroyNotify) till_text_progress_free);
}

static void
till_twilio_poll_async (TillTexter         *texter,
                        const char         *carrier_id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  TillTwilio       *self = TILL_TWILIO (texter);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char  *id = g_uri_escape_string (carrier_id, NULL, FALSE);
  g_autofree char  *rest = g_strconcat ("/Messages/", id, ".json", NULL);
  g_autofree char  *path = till_twilio_path (self, rest);

  g_task_set_source_tag (task, till_twilio_poll_async);
  till_twilio_get (self, path, cancellable, polled_cb, g_steal_pointer (&task));
}

static TillTextProgress *
till_twilio_poll_finish (TillTexter *texter, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, texter), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ── Testing ────────────────────────────────────────────────────────────────────────────────────
 */

static void
return_unreachable (GTask *task, const char *words)
{
  g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_UNREACHABLE, "%s", words);
}

/* The account and its key are good; only a text would tell of the rest. */
static void
return_half_known (GTask *task, const char *from)
{
  g_task_return_pointer (
    task,
    g_strdup_printf (
      _ (
        "Twilio answers, and knows the key. Whether texts can be sent from %s, a test text shows."),
      from),
    g_free);
}

/* Whether the number is among those the account has; *can_text: and may send texts. */
static gboolean
has_number (JsonObject *root, const char *number, gboolean *can_text)
{
  JsonArray *numbers = till_json_get_array (root, "incoming_phone_numbers");

  for (guint i = 0; numbers != NULL && i < json_array_get_length (numbers); i++)
    {
      JsonNode        *node = json_array_get_element (numbers, i);
      JsonObject      *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *said = till_json_dup_text (row, "phone_number");

      *can_text = !till_json_is_false (till_json_get_object (row, "capabilities"), "sms");
      if (g_strcmp0 (said, number) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
number_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  TillTwilio                *self = g_task_get_source_object (task);
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);
  g_autoptr (JsonObject)     root = NULL;
  g_autofree char           *words = NULL;
  gboolean                   can_text = FALSE;

  if (http->outcome == TILL_HTTP_ANSWERED && http->status == 200)
    root = till_json_read (http->body);
  /* A key that may send need not be one that may list numbers. */
  if (http->status == 401 || http->status == 403)
    return_half_known (task, self->from);
  else if (till_json_get_array (root, "incoming_phone_numbers") == NULL)
    {
      words = till_twilio_why_not (http);
      return_unreachable (task, words);
    }
  else if (!has_number (root, self->from, &can_text))
    {
      words = g_strdup_printf (
        _ ("Twilio answers and knows the key, but the account has no number %s."), self->from);
      return_unreachable (task, words);
    }
  else if (!can_text)
    {
      words = g_strdup_printf (_ ("Twilio answers and knows the key, but %s can’t send texts."),
                               self->from);
      return_unreachable (task, words);
    }
  else
    g_task_return_pointer (task, g_strdup (_ ("Twilio answers, and knows the key and the number.")),
                           g_free);
}

static void
account_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  TillTwilio                *self = g_task_get_source_object (task);
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);
  g_autoptr (TillTwilioPage) page = till_twilio_read_page (http);
  g_autoptr (GString)        fields = g_string_new (NULL);
  g_autofree char           *path = NULL;
  g_autofree char           *path_and_query = NULL;

  if (page->messages == NULL)
    {
      return_unreachable (task, page->words);
      return;
    }
  if (till_twilio_has_service (self))
    {
      return_half_known (task, self->from);
      return;
    }

  till_twilio_add_field (fields, "PhoneNumber", self->from);
  path = till_twilio_path (self, "/IncomingPhoneNumbers.json?");
  path_and_query = g_strconcat (path, fields->str, NULL);
  till_twilio_get (self, path_and_query, g_task_get_cancellable (task), number_answered_cb,
                   g_object_ref (task));
}

static void
till_twilio_test_async (TillTexter         *texter,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  TillTwilio      *self = TILL_TWILIO (texter);
  GTask           *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = till_twilio_path (self, "/Messages.json?PageSize=1");

  g_task_set_source_tag (task, till_twilio_test_async);
  till_twilio_get (self, path, cancellable, account_answered_cb, task);
}

static char *
till_twilio_test_finish (TillTexter *texter, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, texter), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
till_twilio_texter_init (TillTexterInterface *iface)
{
  iface->send_async = till_twilio_send_async;
  iface->send_finish = till_twilio_send_finish;
  iface->look_async = till_twilio_look_async;
  iface->look_finish = till_twilio_look_finish;
  iface->poll_async = till_twilio_poll_async;
  iface->poll_finish = till_twilio_poll_finish;
  iface->receive_async = till_twilio_receive_async;
  iface->receive_finish = till_twilio_receive_finish;
  iface->test_async = till_twilio_test_async;
  iface->test_finish = till_twilio_test_finish;
}

static void
till_twilio_finalize (GObject *object)
{
  TillTwilio *self = TILL_TWILIO (object);

  g_clear_object (&self->http);
  g_free (self->host);
  g_free (self->account);
  g_free (self->authorization);
  g_free (self->from);

  G_OBJECT_CLASS (till_twilio_parent_class)->finalize (object);
}

static void
till_twilio_class_init (TillTwilioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_twilio_finalize;
}

static void
till_twilio_init (TillTwilio *self)
{
}

/* An API key has a name of its own; an auth token goes by the account's. */
static char *
make_authorization (const char *account, const char *key)
{
  g_autofree char *pair =
    strchr (key, ':') != NULL ? g_strdup (key) : g_strconcat (account, ":", key, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

TillTwilio *
till_twilio_new (TillHttp   *http,
                 const char *host,
                 const char *account,
                 const char *key,
                 const char *from,
                 guint       timeout_s)
{
  TillTwilio      *self;
  g_autofree char *tidy_account = NULL;
  g_autofree char *tidy_key = NULL;

  g_return_val_if_fail (TILL_IS_HTTP (http), NULL);
  g_return_val_if_fail (host != NULL && account != NULL && key != NULL && from != NULL, NULL);

  /* As pasted: a blank or a slash too many is no part of it. */
  tidy_account = g_strstrip (g_strdup (account));
  tidy_key = g_strstrip (g_strdup (key));
  self = g_object_new (TILL_TYPE_TWILIO, NULL);
  self->http = g_object_ref (http);
  self->host = g_strstrip (g_strdup (host));
  while (g_str_has_suffix (self->host, "/"))
    self->host[strlen (self->host) - 1] = '\0';
  self->authorization = make_authorization (tidy_account, tidy_key);
  self->account = g_steal_pointer (&tidy_account);
  self->from = g_strstrip (g_strdup (from));
  self->timeout_s = timeout_s > 0 ? timeout_s : TIMEOUT_S;

  return self;
}
