/* till-http.c: one session for all that is asked outside, with three outcomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether something can have been acted upon is told by SoupMessage::starting, which is emitted
 * when the connection stands (name resolved, connected, TLS shaken and the certificate accepted)
 * and before the first byte of the request is written. Without it nothing was sent; after it
 * everything but a whole answer is unknown.
 *
 * libsoup sends a request again by itself when a kept connection turns out to be closed. Only what
 * merely reads may meet that: all else gets a connection of its own, and is stopped should it be
 * restarted nevertheless.
 *
 * A body that ends before its length or within a chunk is unknown. One that ends between two chunks
 * libsoup takes for whole: who reads it must be strict.
 */
#include "http/till-http.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* More than any answer we ask for; a server gone mad shall not fill the memory. */
#define BODY_LIMIT (32 * 1024 * 1024)
#define BLOCK_SIZE (64 * 1024)

struct _TillHttp
{
  GObject parent_instance;

  SoupSession *far;
  SoupSession *near; /* the loopback, which no proxy may see */
};

G_DEFINE_FINAL_TYPE (TillHttp, till_http, G_TYPE_OBJECT)

typedef struct
{
  SoupMessage  *message;
  GCancellable *stop; /* ours: by the caller's, by the time-out, by a restart */
  GSource      *timeout;
  GSource      *cancelled;
  GByteArray   *body;
  GUri         *uri;
  char         *method;
  guint         timeout_s;
  gint64        asked_at; /* monotonic; for the log alone */
  gboolean      started;
  gboolean      timed_out;
  gboolean      too_long;
} Exchange;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  clear_source (&self->timeout);
  clear_source (&self->cancelled);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->stop);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self->method);
  g_free (self);
}

void
till_http_answer_free (TillHttpAnswer *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->words);
  g_free (self);
}

static gboolean
only_reads (const char *method)
{
  return g_strcmp0 (method, SOUP_METHOD_GET) == 0 || g_strcmp0 (method, SOUP_METHOD_HEAD) == 0;
}

gboolean
till_http_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
is_loopback (GUri *uri)
{
  return till_http_is_loopback (g_uri_get_host (uri));
}

/* Neither a line break nor anything else that could end the header or begin another. */
static gboolean
is_header_text (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isprint (*at))
        return FALSE;
    }

  return TRUE;
}

/* Why this is never sent, or NULL. */
static char *
refuse (GUri *uri, const char *const *headers)
{
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return g_strdup (_ ("The address of the service is not a web address."));

  if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 &&
      !(g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 && is_loopback (uri)))
    return g_strdup_printf (
      _ ("Nothing was sent to %s, because its address does not begin with https://."),
      g_uri_get_host (uri));

  for (guint i = 0; headers != NULL && headers[i] != NULL; i++)
    {
      if (!is_header_text (headers[i]))
        return g_strdup_printf (
          _ ("Nothing was sent to %s: its key has characters that no key has. Enter it again."),
          g_uri_get_host (uri));
    }

  return NULL;
}

static char *
not_sent_words (const Exchange *exchange, const GError *error)
{
  const char *host = g_uri_get_host (exchange->uri);

  if (exchange->timed_out)
    return g_strdup_printf (_ ("%s could not be reached within %u seconds; nothing was sent."),
                            host, exchange->timeout_s);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("It was cancelled before anything was sent."));
  if (error->domain == G_TLS_ERROR)
    return g_strdup_printf (_ ("%s could not prove who it is, so nothing was sent to it: %s"), host,
                            error->message);

  return g_strdup_printf (_ ("%s could not be reached; nothing was sent: %s"), host,
                          error->message);
}

static char *
unknown_words (const Exchange *exchange, const GError *error)
{
  const char *host = g_uri_get_host (exchange->uri);

  if (exchange->timed_out)
    return g_strdup_printf (_ ("%s was asked, but gave no whole answer within %u seconds."), host,
                            exchange->timeout_s);
  if (exchange->too_long)
    return g_strdup_printf (_ ("%s was asked, but its answer has no end."), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup_printf (_ ("%s was asked, but its answer was not waited for."), host);

  return g_strdup_printf (_ ("%s was asked, but no whole answer came back: %s"), host,
                          error->message);
}

/* A card's token is as good as the card. */
static char *
dup_path_without_token (const char *path)
{
  const char *tokens = strstr (path, "/tokens/");

  return tokens != NULL ? g_strdup_printf ("%.*s/tokens/…", (int) (tokens - path), path)
                        : g_strdup (path);
}

static void
log_exchange (const Exchange *exchange, const TillHttpAnswer *answer)
{
  gint64           ms = (g_get_monotonic_time () - exchange->asked_at) / 1000;
  g_autofree char *path = dup_path_without_token (g_uri_get_path (exchange->uri));

  /* Neither query, headers nor body: they hold amounts, names and keys. */
  g_debug ("%s %s: %s %u, %" G_GINT64_FORMAT " ms", exchange->method, path,
           answer->outcome == TILL_HTTP_ANSWERED   ? "answered"
           : answer->outcome == TILL_HTTP_NOT_SENT ? "not sent"
                                                   : "unknown",
           answer->status, ms);
}

/* @error is NULL when the whole answer is there. */
static void
give_answer (GTask *task, const GError *error)
{
  Exchange       *exchange = g_task_get_task_data (task);
  TillHttpAnswer *answer = g_new0 (TillHttpAnswer, 1);

  clear_source (&exchange->timeout);
  clear_source (&exchange->cancelled);

  if (error == NULL)
    {
      answer->outcome = TILL_HTTP_ANSWERED;
      answer->status = soup_message_get_status (exchange->message);
      answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
    }
  else
    {
      answer->outcome = exchange->started ? TILL_HTTP_UNKNOWN : TILL_HTTP_NOT_SENT;
      answer->words =
        exchange->started ? unknown_words (exchange, error) : not_sent_words (exchange, error);
    }

  log_exchange (exchange, answer);
  g_task_return_pointer (task, answer, (GDestroyNotify) till_http_answer_free);
}

static void read_block (GTask *task, GInputStream *stream);

static void
block_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GInputStream      *stream = G_INPUT_STREAM (source);
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GBytes) block = NULL;
  g_autoptr (GError) error = NULL;
  Exchange          *exchange = g_task_get_task_data (task);

  block = g_input_stream_read_bytes_finish (stream, result, &error);
  if (block == NULL || g_bytes_get_size (block) == 0)
    {
      give_answer (task, error);
      return;
    }

  g_byte_array_append (exchange->body, g_bytes_get_data (block, NULL),
                       (guint) g_bytes_get_size (block));
  if (exchange->body->len > BODY_LIMIT)
    {
      exchange->too_long = TRUE;
      g_cancellable_cancel (exchange->stop);
    }
  read_block (g_steal_pointer (&task), stream);
}

/* Takes @task. */
static void
read_block (GTask *task, GInputStream *stream)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (stream, BLOCK_SIZE, G_PRIORITY_DEFAULT, exchange->stop,
                                   block_read_cb, task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)        task = user_data;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError)       error = NULL;

  stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream != NULL)
    read_block (g_steal_pointer (&task), stream);
  else
    give_answer (task, error);
}

static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->started = TRUE;
}

static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;

  if (!only_reads (exchange->method))
    g_cancellable_cancel (exchange->stop);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->stop);

  return G_SOURCE_REMOVE;
}

/* By the main loop, not from within the caller's g_cancellable_cancel(): there our own clean-up
 * would wait for itself.
 */
static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Exchange *exchange = user_data;

  g_cancellable_cancel (exchange->stop);

  return G_SOURCE_REMOVE;
}

static void
watch (Exchange *exchange, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  exchange->stop = g_cancellable_new ();

  if (exchange->timeout_s > 0)
    {
      exchange->timeout = g_timeout_source_new_seconds (exchange->timeout_s);
      g_source_set_callback (exchange->timeout, timed_out_cb, exchange, NULL);
      g_source_attach (exchange->timeout, context);
    }

  if (cancellable != NULL)
    {
      exchange->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (exchange->cancelled, G_SOURCE_FUNC (cancelled_cb), exchange, NULL);
      g_source_attach (exchange->cancelled, context);
      if (g_cancellable_is_cancelled (cancellable))
        g_cancellable_cancel (exchange->stop);
    }

  g_signal_connect (exchange->message, "starting", G_CALLBACK (starting_cb), exchange);
  g_signal_connect (exchange->message, "restarted", G_CALLBACK (restarted_cb), exchange);
}

static SoupMessage *
make_message (const Exchange    *exchange,
              const char *const *headers,
              GBytes            *body,
              const char        *content_type)
{
  SoupMessage        *message = soup_message_new_from_uri (exchange->method, exchange->uri);
  SoupMessageHeaders *request = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (!only_reads (exchange->method))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  for (guint i = 0; headers != NULL && headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    soup_message_headers_replace (request, headers[i], headers[i + 1]);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);

  return message;
}

static void
till_http_dispose (GObject *object)
{
  TillHttp *self = TILL_HTTP (object);

  g_clear_object (&self->far);
  g_clear_object (&self->near);

  G_OBJECT_CLASS (till_http_parent_class)->dispose (object);
}

static void
till_http_class_init (TillHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_http_dispose;
}

static SoupSession *
make_session (void)
{
  /* Of its defaults libsoup would let two long terminal sales keep everything else waiting. */
  SoupSession *session =
    soup_session_new_with_options ("max-conns", 64, "max-conns-per-host", 16, "timeout", 0,
                                   "idle-timeout", 30, "user-agent", "Till/" TILL_VERSION, NULL);

  /* It would ask again with a password; nobody we ask takes one that way. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  return session;
}

static void
till_http_init (TillHttp *self)
{
  self->far = make_session ();
  self->near = make_session ();
  soup_session_set_proxy_resolver (self->near, NULL);
}

TillHttp *
till_http_new (void)
{
  return g_object_new (TILL_TYPE_HTTP, NULL);
}

void
till_http_send_async (TillHttp           *self,
                      const char         *method,
                      const char         *uri,
                      const char *const  *headers,
                      GBytes             *body,
                      const char         *content_type,
                      guint               timeout_s,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Exchange         *exchange;
  TillHttpAnswer   *refused;
  char             *words;

  g_return_if_fail (TILL_IS_HTTP (self));
  g_return_if_fail (method != NULL && uri != NULL);

  exchange = g_new0 (Exchange, 1);
  exchange->uri = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  exchange->method = g_strdup (method);
  exchange->timeout_s = timeout_s;
  exchange->body = g_byte_array_new ();
  exchange->asked_at = g_get_monotonic_time ();

  /* Without a cancellable: a task that was cancelled would say so whatever has become of it. */
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, till_http_send_async);
  g_task_set_task_data (task, exchange, exchange_free);

  words = refuse (exchange->uri, headers);
  if (words != NULL)
    {
      refused = g_new0 (TillHttpAnswer, 1);
      refused->outcome = TILL_HTTP_NOT_SENT;
      refused->words = words;
      g_task_return_pointer (task, refused, (GDestroyNotify) till_http_answer_free);
      return;
    }

  exchange->message = make_message (exchange, headers, body, content_type);
  watch (exchange, cancellable);
  soup_session_send_async (is_loopback (exchange->uri) ? self->near : self->far, exchange->message,
                           G_PRIORITY_DEFAULT, exchange->stop, sent_cb, g_steal_pointer (&task));
}

TillHttpAnswer *
till_http_send_finish (TillHttp *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
