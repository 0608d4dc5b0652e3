/* canned-server.c: a processor that answers what it is told to, and remembers what it was asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "canned-server.h"

#include <libsoup/soup.h>
#include <string.h>

struct _CannedServer
{
  SoupServer *server;
  char       *host;
  guint       status;
  GBytes     *answer;
  char       *method;
  char       *target;
  char       *body;
  GHashTable *headers; /* name in lower case → value */
  guint       n_requests;
};

static void
take_header (const char *name, const char *value, gpointer user_data)
{
  g_hash_table_replace (user_data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  CannedServer      *self = user_data;
  GUri              *uri = soup_server_message_get_uri (message);
  g_autoptr (GBytes) body = NULL;
  gsize              length;
  const char        *data;

  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  data = g_bytes_get_data (body, &length);

  g_free (self->method);
  g_free (self->target);
  g_free (self->body);
  self->method = g_strdup (soup_server_message_get_method (message));
  self->target = g_uri_get_query (uri) != NULL
                   ? g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL)
                   : g_strdup (g_uri_get_path (uri));
  self->body = g_strndup (data != NULL ? data : "", length);
  g_hash_table_remove_all (self->headers);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), take_header,
                                self->headers);
  self->n_requests++;
  if (self->status == CANNED_NEVER)
    {
      soup_server_message_pause (message);
      return;
    }

  data = g_bytes_get_data (self->answer, &length);
  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, data, length);
}

CannedServer *
canned_server_new (void)
{
  CannedServer      *self = g_new0 (CannedServer, 1);
  g_autoptr (GError) error = NULL;
  GSList            *uris;

  self->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->status = 200;
  self->answer = g_bytes_new_static ("{}", 2);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->host = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
canned_server_free (CannedServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_bytes_unref (self->answer);
  g_hash_table_unref (self->headers);
  g_free (self->host);
  g_free (self->method);
  g_free (self->target);
  g_free (self->body);
  g_free (self);
}

void
canned_server_set_answer (CannedServer *self, guint status, const char *body, gssize length)
{
  g_bytes_unref (self->answer);
  self->answer = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);
  self->status = status;
}

const char *
canned_server_get_host (CannedServer *self)
{
  return self->host;
}

const char *
canned_server_get_method (CannedServer *self)
{
  return self->method;
}

const char *
canned_server_get_target (CannedServer *self)
{
  return self->target;
}

const char *
canned_server_get_body (CannedServer *self)
{
  return self->body;
}

const char *
canned_server_get_header (CannedServer *self, const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}

guint
canned_server_get_n_requests (CannedServer *self)
{
  return self->n_requests;
}

char *
canned_json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillAnswer **answer = user_data;

  *answer = till_processor_ask_finish (TILL_PROCESSOR (source), result);
  g_assert_nonnull (*answer);
}

TillAnswer *
canned_ask (TillProcessor *processor, TillVerb verb, const TillOrder *order)
{
  TillAnswer *answer = NULL;

  till_processor_ask_async (processor, verb, order, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  return answer;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillFound **found = user_data;

  *found = till_processor_search_finish (TILL_PROCESSOR (source), result);
  g_assert_nonnull (*found);
}

TillFound *
canned_search (TillProcessor *processor, const TillQuery *query)
{
  TillFound *found = NULL;

  till_processor_search_async (processor, query, NULL, found_cb, &found);
  while (found == NULL)
    g_main_context_iteration (NULL, TRUE);

  return found;
}
