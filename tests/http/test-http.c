/* test-http.c: what became of a request, whatever the server does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "http/till-http.h"

#include <string.h>

#include "http-ask.h"
#include "raw-server.h"

static GString *logged;

/* Replies. */

static gboolean
reply_text (RawServer *server, GIOStream *stream, const char *request)
{
  raw_say (stream, raw_server_get_data (server));

  return FALSE;
}

static gboolean
reply_nothing (RawServer *server, GIOStream *stream, const char *request)
{
  return FALSE;
}

/* To close on what was not read is a reset. */
static gboolean
reply_reset (RawServer *server, GIOStream *stream, const char *request)
{
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));

  g_assert_true (g_socket_condition_wait (socket, G_IO_IN, NULL, NULL));

  return FALSE;
}

static gboolean
reply_never (RawServer *server, GIOStream *stream, const char *request)
{
  raw_wait_for_close (stream);

  return FALSE;
}

static gboolean
reply_half_then_never (RawServer *server, GIOStream *stream, const char *request)
{
  raw_say (stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
  raw_wait_for_close (stream);

  return FALSE;
}

static gboolean
reply_without_end (RawServer *server, GIOStream *stream, const char *request)
{
  g_autofree char *block = g_strnfill (1024 * 1024, 'x');

  raw_say (stream, "HTTP/1.1 200 OK\r\nContent-Length: 99000000000\r\n\r\n");
  for (guint i = 0; i < 64; i++)
    raw_say (stream, block);
  raw_wait_for_close (stream);

  return FALSE;
}

/* The first request of a connection is answered, the next one is read and the connection closed. */
static gboolean
reply_once_a_connection (RawServer *server, GIOStream *stream, const char *request)
{
  if (g_object_get_data (G_OBJECT (stream), "answered") != NULL)
    return FALSE;

  g_object_set_data (G_OBJECT (stream), "answered", stream);
  raw_say (stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

  return TRUE;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
reply_cancel (RawServer *server, GIOStream *stream, const char *request)
{
  g_main_context_invoke (NULL, cancel_cb, raw_server_get_data (server));
  raw_wait_for_close (stream);

  return FALSE;
}

/* The table. */

typedef struct
{
  const char     *name;
  const char     *method;
  RawReply        reply;
  gboolean        reads;
  const char     *text;
  TillHttpOutcome outcome;
  guint           status;
  const char     *body;
} Case;

static const Case cases[] = {
  { "ok", "POST", reply_text, TRUE, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
    TILL_HTTP_ANSWERED, 200, "{\"a\":1}" },
  { "ok-read", "GET", reply_text, TRUE, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    TILL_HTTP_ANSWERED, 200, "{}" },
  { "chunked", "POST", reply_text, TRUE,
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    TILL_HTTP_ANSWERED, 200, "abcde" },
  { "until-close", "POST", reply_text, TRUE, "HTTP/1.0 200 OK\r\n\r\nall", TILL_HTTP_ANSWERED, 200,
    "all" },
  { "no-content", "PUT", reply_text, TRUE, "HTTP/1.1 204 No Content\r\n\r\n", TILL_HTTP_ANSWERED,
    204, "" },
  { "declined", "POST", reply_text, TRUE,
    "HTTP/1.1 402 Payment Required\r\nContent-Length: 2\r\n\r\n{}", TILL_HTTP_ANSWERED, 402, "{}" },
  { "password", "POST", reply_text, TRUE,
    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    TILL_HTTP_ANSWERED, 401, "" },
  { "server-error", "POST", reply_text, TRUE,
    "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", TILL_HTTP_ANSWERED, 500,
    "" },
  { "redirect", "POST", reply_text, TRUE,
    "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    TILL_HTTP_ANSWERED, 307, "" },
  { "redirect-read", "GET", reply_text, TRUE,
    "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", TILL_HTTP_ANSWERED,
    302, "" },
  { "closed-unread", "POST", reply_nothing, FALSE, NULL, TILL_HTTP_UNKNOWN, 0, NULL },
  { "closed", "POST", reply_nothing, TRUE, NULL, TILL_HTTP_UNKNOWN, 0, NULL },
  { "closed-read", "GET", reply_nothing, TRUE, NULL, TILL_HTTP_UNKNOWN, 0, NULL },
  { "reset", "POST", reply_reset, FALSE, NULL, TILL_HTTP_UNKNOWN, 0, NULL },
  { "cut-status", "POST", reply_text, TRUE, "HTTP/1.1 20", TILL_HTTP_UNKNOWN, 0, NULL },
  { "cut-headers", "POST", reply_text, TRUE, "HTTP/1.1 200 OK\r\nContent-Le", TILL_HTTP_UNKNOWN, 0,
    NULL },
  { "cut-body", "POST", reply_text, TRUE,
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":\"APPROVED\"}", TILL_HTTP_UNKNOWN, 0,
    NULL },
  { "cut-before-body", "POST", reply_text, TRUE, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
    TILL_HTTP_UNKNOWN, 0, NULL },
  { "cut-chunk", "POST", reply_text, TRUE,
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\n", TILL_HTTP_UNKNOWN, 0,
    NULL },
  { "not-http", "POST", reply_text, TRUE, "220 mail.example ESMTP\r\n\r\n", TILL_HTTP_UNKNOWN, 0,
    NULL },
  { "never", "POST", reply_never, TRUE, NULL, TILL_HTTP_UNKNOWN, 0, NULL },
  { "half-then-never", "POST", reply_half_then_never, TRUE, NULL, TILL_HTTP_UNKNOWN, 0, NULL },
  { "without-end", "POST", reply_without_end, TRUE, NULL, TILL_HTTP_UNKNOWN, 0, NULL },
};

static void
test_outcome (gconstpointer data)
{
  const Case           *row = data;
  g_autoptr (RawServer) server =
    raw_server_new (NULL, row->reads, row->reply, (gpointer) row->text);
  TillHttp                  *http = till_http_new ();
  g_autofree char           *uri = raw_server_dup_uri (server, "/rest/v2/transactions");
  g_autoptr (TillHttpAnswer) answer = NULL;
  gboolean waits = row->reply == reply_never || row->reply == reply_half_then_never;

  answer = ask (http, row->method, uri, waits ? 1 : 60, NULL);

  g_assert_cmpint (answer->outcome, ==, row->outcome);
  if (row->outcome == TILL_HTTP_ANSWERED)
    {
      g_assert_cmpuint (answer->status, ==, row->status);
      g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body),
                       row->body, strlen (row->body));
      g_assert_null (answer->words);
    }
  else
    {
      g_assert_null (answer->body);
      g_assert_nonnull (answer->words);
    }
  g_assert_cmpuint (raw_server_get_n_requests (server), ==, 1);
  end_http (http);
}

/* A connection that the server keeps open and then closes on the next request: libsoup would send
 * that one again.
 */
static void
test_kept_connection (gconstpointer data)
{
  const char                *method = data;
  g_autoptr (RawServer)      server = raw_server_new (NULL, TRUE, reply_once_a_connection, NULL);
  g_autofree char           *uri = raw_server_dup_uri (server, "/x");
  TillHttp                  *http = till_http_new ();
  g_autoptr (TillHttpAnswer) first = ask (http, "GET", uri, 60, NULL);
  g_autoptr (TillHttpAnswer) second = ask (http, method, uri, 60, NULL);

  g_assert_cmpint (first->outcome, ==, TILL_HTTP_ANSWERED);
  g_assert_cmpint (second->outcome, ==, TILL_HTTP_ANSWERED);
  if (strcmp (method, "GET") != 0)
    g_assert_cmpuint (raw_server_get_n_requests (server), ==, 2);
  end_http (http);
}

static void
test_nobody_listens (void)
{
  RawServer                 *server = raw_server_new (NULL, TRUE, reply_nothing, NULL);
  g_autofree char           *uri = raw_server_dup_uri (server, "/x");
  TillHttp                  *http = till_http_new ();
  g_autoptr (TillHttpAnswer) answer = NULL;

  raw_server_free (server);
  answer = ask (http, "POST", uri, 60, NULL);

  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_NOT_SENT);
  g_assert_nonnull (strstr (answer->words, "127.0.0.1"));
  end_http (http);
}

static void
test_refused_addresses (void)
{
  static const char *const uris[] = {
    "http://192.0.2.1/x",
    "http://gateway.example/x",
    "http://127.0.0.1.example/x",
    "http://[2001:db8::1]/x",
    "http://localhost.example",
    "http://10.0.0.1:80/x",
    "ftp://127.0.0.1/x",
    "file:///etc/passwd",
    "gateway.example",
    "",
    "https://",
    "http://",
    "http://[::ffff:127.0.0.1]",
    "http://0.0.0.0/",
  };
  TillHttp *http = till_http_new ();

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (TillHttpAnswer) answer = ask (http, "POST", uris[i], 60, NULL);

      g_test_message ("%s: %s", uris[i], answer->words);
      g_assert_cmpint (answer->outcome, ==, TILL_HTTP_NOT_SENT);
    }
  end_http (http);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillHttpAnswer **answer = user_data;

  *answer = till_http_send_finish (TILL_HTTP (source), result);
}

static void
test_refused_headers (void)
{
  static const char *const values[] = { "k\r\nHost: evil", "k\n", "k\x01", "k\xc3\xa9", "\x7f" };
  g_autoptr (RawServer)    server = raw_server_new (NULL, TRUE, reply_nothing, NULL);
  g_autofree char         *uri = raw_server_dup_uri (server, "/x");
  TillHttp                *http = till_http_new ();

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *const          headers[] = { "api-key", values[i], NULL };
      TillHttpAnswer            *answer = NULL;
      g_autoptr (TillHttpAnswer) owned = NULL;

      till_http_send_async (http, "GET", uri, headers, NULL, NULL, 60, NULL, answered_cb, &answer);
      while (answer == NULL)
        g_main_context_iteration (NULL, TRUE);
      owned = answer;
      g_assert_cmpint (owned->outcome, ==, TILL_HTTP_NOT_SENT);
    }
  g_assert_cmpuint (raw_server_get_n_requests (server), ==, 0);
  end_http (http);
}

static void
test_cancelled_before (void)
{
  g_autoptr (RawServer)      server = raw_server_new (NULL, TRUE, reply_nothing, NULL);
  g_autofree char           *uri = raw_server_dup_uri (server, "/x");
  TillHttp                  *http = till_http_new ();
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_autoptr (TillHttpAnswer) answer = NULL;

  g_cancellable_cancel (cancellable);
  answer = ask (http, "POST", uri, 60, cancellable);

  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_NOT_SENT);
  g_assert_cmpuint (raw_server_get_n_requests (server), ==, 0);
  end_http (http);
}

static void
test_cancelled_on_its_way (void)
{
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_autoptr (RawServer)      server = raw_server_new (NULL, TRUE, reply_cancel, cancellable);
  g_autofree char           *uri = raw_server_dup_uri (server, "/x");
  TillHttp                  *http = till_http_new ();
  g_autoptr (TillHttpAnswer) answer = ask (http, "POST", uri, 60, cancellable);

  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_UNKNOWN);
  g_assert_cmpuint (raw_server_get_n_requests (server), ==, 1);
  end_http (http);
}

/* Two long terminal sales must not keep a look-up waiting. */
static void
test_many_at_once (void)
{
  g_autoptr (RawServer)    slow = raw_server_new (NULL, TRUE, reply_never, NULL);
  g_autofree char         *uri = raw_server_dup_uri (slow, "/x");
  TillHttp                *http = till_http_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  TillHttpAnswer          *answers[8] = { NULL };
  guint                    n_answered = 0;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    till_http_send_async (http, "GET", uri, NULL, NULL, NULL, 60, cancellable, answered_cb,
                          &answers[i]);
  while (raw_server_get_n_requests (slow) < G_N_ELEMENTS (answers))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  while (n_answered < G_N_ELEMENTS (answers))
    {
      g_main_context_iteration (NULL, TRUE);
      n_answered = 0;
      for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
        n_answered += answers[i] != NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    till_http_answer_free (answers[i]);
  end_http (http);
}

static void
test_log_is_discreet (void)
{
  g_autoptr (RawServer) server = raw_server_new (
    NULL, TRUE, reply_text, (gpointer) "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nWhisper-9");
  g_autofree char           *uri = raw_server_dup_uri (server, "/rest/v2/t?invoice=Secret-42");
  TillHttp                  *http = till_http_new ();
  g_autoptr (TillHttpAnswer) answer = NULL;

  g_string_truncate (logged, 0);
  answer = ask (http, "POST", uri, 60, NULL);

  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_ANSWERED);
  g_assert_nonnull (strstr (logged->str, "POST /rest/v2/t: answered 200"));
  g_assert_null (strstr (logged->str, "Secret-42"));
  g_assert_null (strstr (logged->str, "Hush-4711"));
  g_assert_null (strstr (logged->str, "Whisper-9"));
  g_assert_null (strstr (logged->str, "25.00"));
  end_http (http);
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (strcmp (fields[i].key, "MESSAGE") == 0)
        g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);
    }

  return (level & G_LOG_LEVEL_MASK) >= G_LOG_LEVEL_INFO
           ? G_LOG_WRITER_HANDLED
           : g_log_writer_default (level, fields, n_fields, user_data);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  logged = g_string_new (NULL);
  g_log_set_writer_func (write_log, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http/outcome/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_outcome);
    }
  g_test_add_data_func ("/http/kept-connection/post-is-sent-once", "POST", test_kept_connection);
  g_test_add_data_func ("/http/kept-connection/put-is-sent-once", "PUT", test_kept_connection);
  g_test_add_data_func ("/http/kept-connection/reading-goes-on", "GET", test_kept_connection);
  g_test_add_func ("/http/not-sent/nobody-listens", test_nobody_listens);
  g_test_add_func ("/http/not-sent/refused-addresses", test_refused_addresses);
  g_test_add_func ("/http/not-sent/refused-headers", test_refused_headers);
  g_test_add_func ("/http/not-sent/cancelled-before", test_cancelled_before);
  g_test_add_func ("/http/unknown/cancelled-on-its-way", test_cancelled_on_its_way);
  g_test_add_func ("/http/many-at-once", test_many_at_once);
  g_test_add_func ("/http/log-is-discreet", test_log_is_discreet);

  status = g_test_run ();
  g_string_free (logged, TRUE);

  return status;
}
