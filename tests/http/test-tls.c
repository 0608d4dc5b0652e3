/* test-tls.c: to whom a secret is told, and to whom nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The certificates in tls/ are made for this test: an authority, what it signed (good, for another
 * host, expired in 2020), and one that signed itself. Their keys protect nothing.
 */
#include "http/till-http.h"

#include <string.h>

#include "http-ask.h"
#include "raw-server.h"

static gboolean
reply_ok (RawServer *server, GIOStream *stream, const char *request)
{
  raw_say (stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

  return FALSE;
}

static gboolean
reply_nothing (RawServer *server, GIOStream *stream, const char *request)
{
  return FALSE;
}

static gboolean
reply_never (RawServer *server, GIOStream *stream, const char *request)
{
  raw_wait_for_close (stream);

  return FALSE;
}

static GTlsCertificate *
open_certificate (const char *name)
{
  g_autofree char   *path = g_test_build_filename (G_TEST_DIST, "tls", name, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate   *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);

  return certificate;
}

typedef struct
{
  const char     *name;
  const char     *certificate;
  RawReply        reply;
  TillHttpOutcome outcome;
  guint           n_requests;
} Case;

static const Case cases[] = {
  { "trusted", "good.pem", reply_ok, TILL_HTTP_ANSWERED, 1 },
  { "trusted-but-silent", "good.pem", reply_nothing, TILL_HTTP_UNKNOWN, 1 },
  { "wrong-host", "wrong-host.pem", reply_ok, TILL_HTTP_NOT_SENT, 0 },
  { "expired", "expired.pem", reply_ok, TILL_HTTP_NOT_SENT, 0 },
  { "self-signed", "self-signed.pem", reply_ok, TILL_HTTP_NOT_SENT, 0 },
};

static void
test_certificate (gconstpointer data)
{
  const Case                 *row = data;
  g_autoptr (GTlsCertificate) certificate = open_certificate (row->certificate);
  g_autoptr (RawServer)       server = raw_server_new (certificate, TRUE, row->reply, NULL);
  g_autofree char            *uri = raw_server_dup_uri (server, "/x");
  TillHttp                   *http = till_http_new ();
  g_autoptr (TillHttpAnswer)  answer = ask (http, "POST", uri, 60, NULL);

  g_test_message ("%s", answer->words != NULL ? answer->words : "answered");
  g_assert_cmpint (answer->outcome, ==, row->outcome);
  end_http (http);
  g_assert_cmpuint (raw_server_get_n_requests (server), ==, row->n_requests);
}

/* It accepts the connection and then says nothing at all. */
static void
test_handshake_without_end (void)
{
  g_autoptr (RawServer)      server = raw_server_new (NULL, FALSE, reply_never, NULL);
  g_autofree char           *plain = raw_server_dup_uri (server, "/x");
  g_autofree char           *uri = g_strconcat ("https", plain + strlen ("http"), NULL);
  TillHttp                  *http = till_http_new ();
  g_autoptr (TillHttpAnswer) answer = ask (http, "POST", uri, 1, NULL);

  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_NOT_SENT);
  end_http (http);
}

static void
test_no_tls_there (void)
{
  g_autoptr (RawServer)      server = raw_server_new (NULL, FALSE, reply_ok, NULL);
  g_autofree char           *plain = raw_server_dup_uri (server, "/x");
  g_autofree char           *uri = g_strconcat ("https", plain + strlen ("http"), NULL);
  TillHttp                  *http = till_http_new ();
  g_autoptr (TillHttpAnswer) answer = NULL;

  answer = ask (http, "POST", uri, 60, NULL);
  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_NOT_SENT);
  end_http (http);
}

/* A resolver that knows no name, so that no test asks a real one. */
#define TYPE_NO_RESOLVER (no_resolver_get_type ())
G_DECLARE_FINAL_TYPE (NoResolver, no_resolver, NO, RESOLVER, GResolver)

struct _NoResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (NoResolver, no_resolver, G_TYPE_RESOLVER)

static void
look_up_async (GResolver               *resolver,
               const char              *host,
               GResolverNameLookupFlags flags,
               GCancellable            *cancellable,
               GAsyncReadyCallback      callback,
               gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such host");
}

static GList *
look_up_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
no_resolver_class_init (NoResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_async = look_up_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_finish = look_up_finish;
}

static void
no_resolver_init (NoResolver *self)
{
}

static void
test_no_such_name (void)
{
  g_autoptr (GResolver)      before = g_resolver_get_default ();
  g_autoptr (GResolver)      none = g_object_new (TYPE_NO_RESOLVER, NULL);
  TillHttp                  *http = till_http_new ();
  g_autoptr (TillHttpAnswer) answer = NULL;

  g_resolver_set_default (none);
  answer = ask (http, "POST", "https://gateway.example/x", 60, NULL);
  g_resolver_set_default (before);

  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_NOT_SENT);
  g_assert_nonnull (strstr (answer->words, "gateway.example"));
  end_http (http);
}

int
main (int argc, char *argv[])
{
  g_autofree char         *authority = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError)       error = NULL;

  /* Names and the loopback stay with us, whatever the desktop has set up. */
  g_unsetenv ("http_proxy");
  g_unsetenv ("https_proxy");
  g_unsetenv ("all_proxy");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);

  g_test_init (&argc, &argv, NULL);
  authority = g_test_build_filename (G_TEST_DIST, "tls", "ca.pem", NULL);
  database = g_tls_file_database_new (authority, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tls/certificate/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_certificate);
    }
  g_test_add_func ("/tls/handshake-without-end", test_handshake_without_end);
  g_test_add_func ("/tls/no-tls-there", test_no_tls_there);
  g_test_add_func ("/tls/no-such-name", test_no_such_name);

  return g_test_run ();
}
