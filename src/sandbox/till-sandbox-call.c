/* till-sandbox-call.c: one call to the sandbox and its answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All answers go out through till_sandbox_call_send(), after the database has committed: there the
 * faults are worked that strike a call whose deed is done.
 */
#include "sandbox/till-sandbox-call.h"

#include <string.h>

#include "sandbox/till-sandbox-lies.h"
#include "sandbox/till-sandbox-process.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-wire.h"

#define JSON_TYPE "application/json"

static JsonNode *
read_body (SoupServerMessage *message)
{
  SoupMessageBody       *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes)     bytes = soup_message_body_flatten (body);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize                  length;
  const char            *text = g_bytes_get_data (bytes, &length);

  if (length == 0 || !g_utf8_validate (text, (gssize) length, NULL) ||
      !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;

  return json_parser_steal_root (parser);
}

static gboolean
speaks_json (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);

  return g_strcmp0 (type, "application/x-www-form-urlencoded") != 0;
}

TillSandboxCall *
till_sandbox_call_new (TillSandbox       *sandbox,
                       SoupServerMessage *message,
                       const char        *path,
                       GHashTable        *query)
{
  TillSandboxCall    *self = g_new0 (TillSandboxCall, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->sandbox = sandbox;
  self->message = g_object_ref (message);
  self->method = g_strdup (soup_server_message_get_method (message));
  self->path = g_strdup (path);
  self->query =
    query != NULL ? g_hash_table_ref (query) : g_hash_table_new (g_str_hash, g_str_equal);
  self->body = speaks_json (message) ? read_body (message) : NULL;
  self->terminal =
    till_sandbox_find_terminal_by_key (sandbox, soup_message_headers_get_one (headers, "api-key"));
  self->status = SOUP_STATUS_INTERNAL_SERVER_ERROR;

  return self;
}

void
till_sandbox_call_free (TillSandboxCall *self)
{
  g_hash_table_remove (self->sandbox->held, self);
  g_clear_handle_id (&self->delay_timer, g_source_remove);
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_object (&self->message);
  g_free (self->method);
  g_free (self->path);
  g_free (self->reply);
  g_free (self->location);
  g_free (self);
}

GHashTable *
till_sandbox_call_dup_form (TillSandboxCall *self)
{
  g_autoptr (GBytes) bytes =
    soup_message_body_flatten (soup_server_message_get_request_body (self->message));
  gsize       length = g_bytes_get_size (bytes);
  char       *text = g_malloc0 (length + 1);
  GHashTable *form;

  if (length > 0)
    memcpy (text, g_bytes_get_data (bytes, NULL), length);
  form = soup_form_decode (text);

  /* A card number may be in it. */
  memset (text, 0, length);
  g_free (text);

  return form;
}

JsonObject *
till_sandbox_call_get_object (TillSandboxCall *self)
{
  return self->body != NULL && JSON_NODE_HOLDS_OBJECT (self->body)
           ? json_node_get_object (self->body)
           : NULL;
}

char *
till_sandbox_call_dup_member (TillSandboxCall *self, const char *name)
{
  JsonObject *object = till_sandbox_call_get_object (self);

  return object != NULL ? till_sandbox_wire_dup_text (json_object_get_member (object, name)) : NULL;
}

gboolean
till_sandbox_call_get_flag (TillSandboxCall *self, const char *name, gboolean fallback)
{
  g_autofree char *text = till_sandbox_call_dup_member (self, name);

  return text != NULL ? g_ascii_strcasecmp (text, "true") == 0 : fallback;
}

const char *
till_sandbox_call_get_query (TillSandboxCall *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

void
till_sandbox_call_answer (TillSandboxCall *self,
                          guint            status,
                          const char      *content_type,
                          char            *reply)
{
  g_free (self->reply);
  self->status = status;
  self->content_type = content_type;
  self->reply = reply;
}

void
till_sandbox_call_redirect (TillSandboxCall *self, const char *to)
{
  till_sandbox_call_answer (self, SOUP_STATUS_SEE_OTHER, "text/plain; charset=utf-8",
                            g_strdup (""));
  g_free (self->location);
  self->location = g_strdup (to);
}

void
till_sandbox_call_hold (TillSandboxCall *self)
{
  if (g_hash_table_add (self->sandbox->held, self))
    soup_server_message_pause (self->message);
}

/* Without a word, and without the orderly end that a client could take for one. */
static void
reset_connection (TillSandboxCall *self)
{
  g_autoptr (GIOStream) stream = NULL;
  GSocket              *socket = soup_server_message_get_socket (self->message);

  if (socket != NULL)
    {
      till_sandbox_process_reset_on_close (socket);
      stream = soup_server_message_steal_connection (self->message);
    }
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void
send_half (TillSandboxCall *self)
{
  g_autoptr (GIOStream) stream = NULL;
  g_autofree char      *start = NULL;
  gsize                 length = strlen (self->reply);
  GOutputStream        *output;

  if (soup_server_message_get_socket (self->message) == NULL)
    return;

  start = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                           "\r\n\r\n%.*s",
                           self->status, soup_status_get_phrase (self->status), self->content_type,
                           length, (int) (length / 2), self->reply);
  if (!(stream = soup_server_message_steal_connection (self->message)))
    return;

  output = g_io_stream_get_output_stream (stream);
  g_output_stream_write_all (output, start, strlen (start), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static char *
dup_line (TillSandboxCall *self)
{
  return g_strconcat (self->method, " ", self->path, NULL);
}

static void
repeat_last_reply (TillSandboxCall *self)
{
  g_autofree char *line = dup_line (self);
  const char      *last = g_hash_table_lookup (self->sandbox->last_replies, line);

  if (last != NULL)
    till_sandbox_call_answer (self, SOUP_STATUS_OK, JSON_TYPE, g_strdup (last));
}

static void
remember_reply (TillSandboxCall *self)
{
  if (self->status == SOUP_STATUS_OK && g_strcmp0 (self->content_type, JSON_TYPE) == 0)
    g_hash_table_replace (self->sandbox->last_replies, dup_line (self), g_strdup (self->reply));
}

static void
spoil (TillSandboxCall *self)
{
  switch (self->fault)
    {
    case TILL_SANDBOX_FAULT_500_BEFORE:
    case TILL_SANDBOX_FAULT_500_AFTER:
      till_sandbox_call_answer (self, SOUP_STATUS_INTERNAL_SERVER_ERROR, JSON_TYPE,
                                till_sandbox_wire_error (self->sandbox, 500, "050", NULL));
      break;

    case TILL_SANDBOX_FAULT_NOT_JSON:
      till_sandbox_call_answer (self, SOUP_STATUS_OK, "text/html; charset=utf-8",
                                g_strdup ("<html><body><h1>Gateway</h1></body></html>"));
      break;

    case TILL_SANDBOX_FAULT_DUPLICATE:
      repeat_last_reply (self);
      break;

    case TILL_SANDBOX_FAULT_WRONG_INVOICE:
    case TILL_SANDBOX_FAULT_THIRD_DECIMAL:
    case TILL_SANDBOX_FAULT_UNKNOWN_TYPE:
    case TILL_SANDBOX_FAULT_PAGE_MISSING:
    case TILL_SANDBOX_FAULT_LAST_LIES:
    case TILL_SANDBOX_FAULT_NO_NUMBER:
    case TILL_SANDBOX_FAULT_ROW_HIDDEN:
    case TILL_SANDBOX_FAULT_COUNTS_MORE:
      till_sandbox_call_answer (self, self->status, self->content_type,
                                till_sandbox_lie (self->fault, self->reply));
      break;

    case TILL_SANDBOX_FAULT_NONE:
    case TILL_SANDBOX_FAULT_NO_FUNDS:
    case TILL_SANDBOX_FAULT_LOST_CARD:
    case TILL_SANDBOX_FAULT_DELAY:
    case TILL_SANDBOX_FAULT_TIMEOUT:
    case TILL_SANDBOX_FAULT_TIMEOUT_BEFORE:
    case TILL_SANDBOX_FAULT_RESET_BEFORE:
    case TILL_SANDBOX_FAULT_RESET_AFTER:
    case TILL_SANDBOX_FAULT_TRUNCATED:
    default:
      remember_reply (self);
      break;
    }
}

static void
send_whole (TillSandboxCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_server_message_set_status (self->message, self->status, NULL);
  /* One call a connection: a kept one may be closed just as the next call is written to it. */
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (self->location != NULL)
    soup_message_headers_replace (headers, "Location", self->location);
  if (g_str_has_prefix (self->content_type, "text/html"))
    {
      soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
      soup_message_headers_replace (headers, "Content-Security-Policy",
                                    "default-src 'none'; style-src 'unsafe-inline'; connect-src"
                                    " 'self'; script-src 'self'; form-action 'self';"
                                    " base-uri 'none'; frame-ancestors 'none'");
    }
  soup_server_message_set_response (self->message, self->content_type, SOUP_MEMORY_COPY,
                                    self->reply, strlen (self->reply));
  if (g_hash_table_contains (self->sandbox->held, self))
    soup_server_message_unpause (self->message);
}

static void
send_now (TillSandboxCall *self)
{
  switch (self->fault)
    {
    case TILL_SANDBOX_FAULT_TIMEOUT:
    case TILL_SANDBOX_FAULT_TIMEOUT_BEFORE:
      till_sandbox_call_hold (self);
      return;

    case TILL_SANDBOX_FAULT_RESET_BEFORE:
    case TILL_SANDBOX_FAULT_RESET_AFTER:
      reset_connection (self);
      break;

    case TILL_SANDBOX_FAULT_TRUNCATED:
      send_half (self);
      break;

    case TILL_SANDBOX_FAULT_NONE:
    case TILL_SANDBOX_FAULT_NO_FUNDS:
    case TILL_SANDBOX_FAULT_LOST_CARD:
    case TILL_SANDBOX_FAULT_DELAY:
    case TILL_SANDBOX_FAULT_500_BEFORE:
    case TILL_SANDBOX_FAULT_500_AFTER:
    case TILL_SANDBOX_FAULT_NOT_JSON:
    case TILL_SANDBOX_FAULT_DUPLICATE:
    case TILL_SANDBOX_FAULT_WRONG_INVOICE:
    case TILL_SANDBOX_FAULT_THIRD_DECIMAL:
    case TILL_SANDBOX_FAULT_UNKNOWN_TYPE:
    case TILL_SANDBOX_FAULT_PAGE_MISSING:
    case TILL_SANDBOX_FAULT_LAST_LIES:
    case TILL_SANDBOX_FAULT_NO_NUMBER:
    case TILL_SANDBOX_FAULT_ROW_HIDDEN:
    case TILL_SANDBOX_FAULT_COUNTS_MORE:
    default:
      send_whole (self);
      break;
    }

  till_sandbox_call_free (self);
}

static gboolean
delay_over_cb (gpointer user_data)
{
  TillSandboxCall *self = user_data;

  self->delay_timer = 0;
  send_now (self);

  return G_SOURCE_REMOVE;
}

void
till_sandbox_call_send (TillSandboxCall *self)
{
  if (self->reply == NULL)
    till_sandbox_call_answer (self, SOUP_STATUS_INTERNAL_SERVER_ERROR, JSON_TYPE,
                              till_sandbox_wire_error (self->sandbox, 500, "050", NULL));
  spoil (self);

  if (self->delay_ms == 0)
    {
      send_now (self);
      return;
    }

  till_sandbox_call_hold (self);
  self->delay_timer = g_timeout_add (self->delay_ms, delay_over_cb, self);
}

gboolean
till_sandbox_call_fails_before (TillSandboxCall *self)
{
  if (self->fault != TILL_SANDBOX_FAULT_TIMEOUT_BEFORE &&
      self->fault != TILL_SANDBOX_FAULT_RESET_BEFORE &&
      self->fault != TILL_SANDBOX_FAULT_500_BEFORE)
    return FALSE;

  till_sandbox_call_send (self);

  return TRUE;
}
