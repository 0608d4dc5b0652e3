/* till-sandbox-peer.c: a sandbox of the test's own and somebody who calls it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <libsoup/soup.h>
#include <string.h>

struct _Ticket
{
  SoupSession  *session;
  SoupMessage  *message;
  GAsyncResult *result;
};

Peer *
peer_new (const char *const *arguments)
{
  Peer            *self = g_new0 (Peer, 1);
  g_autofree char *folder = till_test_temp_dir ();

  self->data = g_build_filename (folder, "sandbox.db", NULL);
  self->sandbox = till_test_spawn_sandbox (self->data, arguments);
  self->key = g_strdup (till_test_sandbox_get_key (self->sandbox));
  self->access_key = "sandbox-reporting";

  return self;
}

void
peer_free (Peer *self)
{
  till_test_sandbox_free (self->sandbox);
  g_free (self->data);
  g_free (self->key);
  g_free (self);
}

void
peer_restart (Peer *self, const char *const *arguments)
{
  till_test_sandbox_free (self->sandbox);
  self->sandbox = till_test_spawn_sandbox (self->data, arguments);
}

static SoupMessage *
new_message (Peer *self, const char *method, const char *path, const char *body)
{
  g_autofree char   *uri = g_strconcat (till_test_sandbox_get_address (self->sandbox), path, NULL);
  SoupMessage       *message = soup_message_new (method, uri);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->key != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "api-key", self->key);
  if (self->access_key != NULL && g_str_has_prefix (path, "/data/"))
    soup_message_headers_replace (soup_message_get_request_headers (message), "AccessKey",
                                  self->access_key);
  if (self->login != NULL)
    {
      g_autofree char *encoded =
        g_base64_encode ((const guchar *) self->login, strlen (self->login));
      g_autofree char *basic = g_strconcat ("Basic ", encoded, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    basic);
    }
  if (body != NULL)
    {
      gboolean is_json = *body == '{' || *body == '[' || *body == '!';

      bytes = g_bytes_new (body, strlen (body));
      soup_message_set_request_body_from_bytes (
        message, is_json ? "application/json" : "application/x-www-form-urlencoded", bytes);
    }

  return message;
}

Ticket *
ask_async (Peer *self, const char *method, const char *path, const char *body, guint seconds)
{
  Ticket *ticket = g_new0 (Ticket, 1);

  ticket->session = soup_session_new_with_options ("timeout", seconds, NULL);
  ticket->message = new_message (self, method, path, body);
  soup_session_send_and_read_async (ticket->session, ticket->message, G_PRIORITY_DEFAULT, NULL,
                                    till_test_keep_result, &ticket->result);

  return ticket;
}

gboolean
ticket_is_answered (Ticket *self)
{
  return self->result != NULL;
}

static Reply *
reply_new (SoupMessage *message, GBytes *body)
{
  Reply              *reply = g_new0 (Reply, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  goffset             length = soup_message_headers_get_content_length (headers);

  if (body == NULL || (length > 0 && (gsize) length != g_bytes_get_size (body)))
    return reply;

  reply->status = soup_message_get_status (message);
  reply->text = g_bytes_get_size (body) > 0
                  ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                  : g_strdup ("");
  reply->root = json_from_string (reply->text, NULL);
  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));

  return reply;
}

Reply *
ticket_wait (Ticket *self)
{
  g_autoptr (GAsyncResult) result = till_test_wait_result (&self->result);
  g_autoptr (GBytes)       body = soup_session_send_and_read_finish (self->session, result, NULL);
  Reply                   *reply = reply_new (self->message, body);

  g_object_unref (self->message);
  g_object_unref (self->session);
  g_free (self);

  return reply;
}

Reply *
ask (Peer *self, const char *method, const char *path, const char *body)
{
  return ticket_wait (ask_async (self, method, path, body, 0));
}

void
reply_free (Reply *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self->text);
  g_free (self->location);
  g_free (self);
}

static JsonNode *
find_node (Reply *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode      *node = self->root;

  for (guint i = 0; parts[i] != NULL && node != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), parts[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node) &&
               (guint) atoi (parts[i]) < json_array_get_length (json_node_get_array (node)))
        node = json_array_get_element (json_node_get_array (node), (guint) atoi (parts[i]));
      else
        node = NULL;
    }

  return node;
}

const char *
reply_get (Reply *self, const char *path)
{
  static char text[512];
  JsonNode   *node = find_node (self, path);

  *text = '\0';
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return text;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    g_strlcpy (text, json_node_get_string (node), sizeof text);
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_strlcpy (text, json_node_get_boolean (node) ? "true" : "false", sizeof text);
  else
    g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, json_node_get_int (node));

  return text;
}

guint
reply_count (Reply *self, const char *path)
{
  JsonNode *node = find_node (self, path);

  g_assert_true (node != NULL && JSON_NODE_HOLDS_ARRAY (node));

  return json_array_get_length (json_node_get_array (node));
}

const char *
reply_code (Reply *self)
{
  return reply_get (self, g_str_equal (reply_get (self, "payload.payloadType"), "error")
                            ? "payload.error.result-code"
                            : "payload.transaction.result-code");
}

Reply *
sale (Peer *self, const char *amount, const char *card, const char *invoice)
{
  g_autofree char *named =
    invoice != NULL ? g_strdup_printf (",\"invoice\":\"%s\"", invoice) : g_strdup ("");
  g_autofree char *body =
    g_strdup_printf ("{\"type\":\"SALE\",\"amount\":\"%s\",\"card\":\"%s\",\"exp-date\":\"1239\""
                     ",\"software-type\":\"test\"%s}",
                     amount, card, named);

  return ask (self, "POST", "/rest/v2/transactions/sale", body);
}

/* Numbers that pass Luhn, one after the other. */
static char *
next_card (void)
{
  static guint n = 0;
  char         digits[17];
  guint        sum = 0;

  g_snprintf (digits, sizeof digits, "41111111%07u0", ++n * 13);
  for (guint i = 0; i < 15; i++)
    {
      guint digit = (guint) (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);

      sum += digit > 9 ? digit - 9 : digit;
    }
  digits[15] = (char) ('0' + (10 - sum % 10) % 10);

  return g_strdup (digits);
}

char *
sell (Peer *self, const char *amount, const char *invoice)
{
  g_autofree char  *card = next_card ();
  g_autoptr (Reply) reply = sale (self, amount, card, invoice);

  assert_reply (reply, 200, "payload.transaction.result", "APPROVED");
  if (invoice != NULL)
    g_assert_cmpstr (reply_get (reply, "payload.transaction.invoice"), ==, invoice);

  return g_strdup (reply_get (reply, "payload.transaction.id"));
}

static void
post (Peer *self, const char *path, const char *body)
{
  g_autoptr (Reply) reply = ask (self, "POST", path, body);

  g_assert_cmpuint (reply->status, ==, 200);
}

void
set_clock (Peer *self, const char *iso)
{
  g_autofree char *body = g_strdup_printf ("{\"now\":\"%s\"}", iso);

  post (self, "/sandbox/clock", body);
}

void
set_faults (Peer *self, const char *spec)
{
  g_autofree char *body = g_strdup_printf ("{\"faults\":\"%s\"}", spec);

  post (self, "/sandbox/faults", body);
}

void
set_mode (Peer *self, const char *json)
{
  post (self, "/sandbox/terminal/88120001/mode", json);
}

char *
look_up (Peer *self, const char *id, const char *member)
{
  g_autofree char  *path = g_strconcat ("/rest/v2/transactions?level=merchant&id=", id, NULL);
  g_autofree char  *place = g_strconcat ("payload.transactions.transaction.0.", member, NULL);
  g_autoptr (Reply) reply = ask (self, "GET", path, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (reply_count (reply, "payload.transactions.transaction"), ==, 1);

  return g_strdup (reply_get (reply, place));
}

Reply *
report (Peer *self, const char *day)
{
  g_autofree char *path = g_strconcat ("/data/api/v1/standard/merchantClosedBatches?pageSize=1000",
                                       day != NULL ? "&expectedFundedDate=" : "", day, NULL);
  Reply           *reply = ask (self, "GET", path, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  assert_reply (reply, 200, "page.last", "true");

  return reply;
}

const char *
report_get (Reply *self, guint row, const char *member)
{
  g_autofree char *path = g_strdup_printf ("merchantClosedBatches.%u.%s", row, member);

  return reply_get (self, path);
}

gint64
report_cents (Reply *self, guint row, const char *member)
{
  const char *text = report_get (self, row, member);
  char       *end;
  gint64      whole = g_ascii_strtoll (text, &end, 10);
  gint64      part;

  g_assert_cmpuint (strlen (end), ==, strlen (".0000"));
  g_assert_true (g_str_has_suffix (end, "00"));
  part = g_ascii_strtoll (end + 1, NULL, 10) / 100;

  return *text == '-' ? whole * 100 - part : whole * 100 + part;
}
