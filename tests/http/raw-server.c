/* raw-server.c: a server on the loopback that may misbehave, byte by byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "raw-server.h"

#include <string.h>

struct _RawServer
{
  GSocketService  *service;
  GTlsCertificate *certificate;
  RawReply         reply;
  gpointer         data;
  gboolean         reads;
  guint16          port;
  gint             n_requests; /* atomic */
  GMutex           mutex;
  GCond            ended;
  guint            n_threads;
};

void
raw_say (GIOStream *stream, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL,
                             NULL, NULL);
}

void
raw_wait_for_close (GIOStream *stream)
{
  char buffer[4096];

  while (g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer, NULL,
                              NULL) > 0)
    ;
}

static gsize
length_of_body (const char *head)
{
  const char *at = g_strstr_len (head, -1, "Content-Length: ");

  return at != NULL ? (gsize) g_ascii_strtoull (at + strlen ("Content-Length: "), NULL, 10) : 0;
}

/* NULL when the client went before it had said all. */
static char *
read_request (GIOStream *stream)
{
  g_autoptr (GString) request = g_string_new (NULL);
  char                buffer[4096];
  const char         *end = NULL;

  while (end == NULL ||
         request->len - (gsize) (end + 4 - request->str) < length_of_body (request->str))
    {
      gssize n = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer,
                                      NULL, NULL);

      if (n <= 0)
        return NULL;
      g_string_append_len (request, buffer, n);
      end = g_strstr_len (request->str, (gssize) request->len, "\r\n\r\n");
    }

  return g_string_free (g_steal_pointer (&request), FALSE);
}

static void
serve (RawServer *self, GIOStream *stream)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *request = self->reads ? read_request (stream) : NULL;

      if (self->reads && request == NULL)
        return;
      g_atomic_int_inc (&self->n_requests);
      g_main_context_wakeup (NULL);
      more = self->reply (self, stream, request);
    }
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                user_data)
{
  RawServer            *self = user_data;
  g_autoptr (GIOStream) stream = g_object_ref (G_IO_STREAM (connection));

  if (self->certificate != NULL)
    {
      g_object_unref (stream);
      stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
    }
  serve (self, stream);
  g_io_stream_close (stream, NULL, NULL);

  g_mutex_lock (&self->mutex);
  self->n_threads--;
  g_cond_signal (&self->ended);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/* On the main loop, before the thread takes over: the count is right as soon as there is one. */
static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  RawServer *self = data;

  g_mutex_lock (&self->mutex);
  self->n_threads++;
  g_mutex_unlock (&self->mutex);

  return FALSE;
}

RawServer *
raw_server_new (GTlsCertificate *certificate, gboolean reads, RawReply reply, gpointer data)
{
  RawServer                 *self = g_new0 (RawServer, 1);
  g_autoptr (GInetAddress)   loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError)         error = NULL;

  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->reply = reply;
  self->data = data;
  self->reads = reads;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended);

  self->service = g_threaded_socket_service_new (16);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return self;
}

gpointer
raw_server_get_data (RawServer *self)
{
  return self->data;
}

char *
raw_server_dup_uri (RawServer *self, const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->certificate != NULL ? "https" : "http",
                          self->port, path);
}

guint
raw_server_get_n_requests (RawServer *self)
{
  return (guint) g_atomic_int_get (&self->n_requests);
}

void
raw_server_free (RawServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));

  g_mutex_lock (&self->mutex);
  while (self->n_threads > 0)
    g_cond_wait (&self->ended, &self->mutex);
  g_mutex_unlock (&self->mutex);

  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ended);
  g_free (self);
}
