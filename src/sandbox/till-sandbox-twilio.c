/* till-sandbox-twilio.c: Twilio's addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-twilio.h"

#include <string.h>

#include "core/till-phone.h"
#include "sandbox/till-sandbox-gateway.h"
#include "sandbox/till-sandbox-messages.h"
#include "sandbox/till-sandbox-time.h"
#include "sandbox/till-sandbox-wire.h"

#define JSON_TYPE "application/json"
#define VERSION "2010-04-01"
#define ACCOUNT_PATH "/" VERSION "/Accounts/" TILL_SANDBOX_TEXT_ACCOUNT
#define MESSAGES_PATH "/Messages.json"
#define MESSAGE_PATH "/Messages/"
#define NUMBERS_PATH "/IncomingPhoneNumbers.json"
#define LONGEST_BODY 1600
#define USUAL_PAGE_SIZE 50
#define LARGEST_PAGE_SIZE 1000

static void
answer_with (TillSandboxCall *call, guint status, JsonObject *object)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (root, object);
  till_sandbox_call_answer (call, status, JSON_TYPE, till_sandbox_wire_print (root));
}

static void
refuse (TillSandboxCall *call, guint status, gint64 code, const char *words)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *more =
    g_strdup_printf ("https://www.twilio.com/docs/errors/%" G_GINT64_FORMAT, code);

  json_object_set_int_member (object, "code", code);
  json_object_set_string_member (object, "message", words);
  json_object_set_string_member (object, "more_info", more);
  json_object_set_int_member (object, "status", status);
  answer_with (call, status, object);
}

/* ── A message ──────────────────────────────────────────────────────────────────────────────────
 */

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* A letter outside of ASCII makes a segment hold less than half; near enough to the truth here. */
static guint
count_segments (const char *body)
{
  guint n = (guint) g_utf8_strlen (body, -1);
  guint lone = g_str_is_ascii (body) ? 160 : 70;
  guint one_of_many = g_str_is_ascii (body) ? 153 : 67;

  return n <= lone ? 1 : (n + one_of_many - 1) / one_of_many;
}

static void
set_error (JsonObject *object, TillSandbox *sandbox, const TillSandboxMessage *message)
{
  gboolean failed = g_str_equal (till_sandbox_message_status (sandbox, message), "undelivered");

  if (failed)
    json_object_set_int_member (object, "error_code", message->error);
  else
    json_object_set_null_member (object, "error_code");
  set_text (object, "error_message", NULL);
}

static JsonObject *
message_to_json (TillSandbox *sandbox, const TillSandboxMessage *message)
{
  JsonObject      *object = json_object_new ();
  TillInstant      sent = till_sandbox_message_sent_at (sandbox, message);
  g_autofree char *created_text = till_sandbox_time_to_mail (message->created);
  g_autofree char *sent_text = sent != TILL_INSTANT_NONE ? till_sandbox_time_to_mail (sent) : NULL;
  g_autofree char *segments = g_strdup_printf ("%u", count_segments (message->body));
  g_autofree char *uri = g_strconcat (ACCOUNT_PATH MESSAGE_PATH, message->sid, ".json", NULL);
  JsonObject      *parts = json_object_new ();
  g_autofree char *media =
    g_strconcat (ACCOUNT_PATH MESSAGE_PATH, message->sid, "/Media.json", NULL);

  json_object_set_string_member (parts, "media", media);
  set_text (object, "account_sid", TILL_SANDBOX_TEXT_ACCOUNT);
  set_text (object, "api_version", VERSION);
  set_text (object, "body", message->body);
  set_text (object, "date_created", created_text);
  set_text (object, "date_sent", sent_text);
  set_text (object, "date_updated", sent_text != NULL ? sent_text : created_text);
  set_text (object, "direction", message->direction);
  set_error (object, sandbox, message);
  set_text (object, "from", till_sandbox_message_from (message));
  set_text (object, "messaging_service_sid", message->service);
  set_text (object, "num_media", "0");
  set_text (object, "num_segments", segments);
  set_text (object, "price", NULL);
  set_text (object, "price_unit", "USD");
  set_text (object, "sid", message->sid);
  set_text (object, "status", till_sandbox_message_status (sandbox, message));
  json_object_set_object_member (object, "subresource_uris", parts);
  set_text (object, "to", till_sandbox_message_to (message));
  set_text (object, "uri", uri);

  return object;
}

/* ── Sending ────────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  TillSandboxCall    *call;
  const char         *number;
  const char         *service;
  const char         *body;
  TillSandboxMessage *sent;
} Work;

static gboolean
send_work (TillDbConnection *db, gpointer data, GError **error)
{
  Work *work = data;

  g_clear_pointer (&work->sent, till_sandbox_message_free);
  if (till_sandbox_messages_is_stopped (db, work->number))
    {
      refuse (work->call, SOUP_STATUS_BAD_REQUEST, 21610,
              "Attempt to send to a recipient who has opted out");
      return TRUE;
    }

  return till_sandbox_messages_send (work->call->sandbox, db, "outbound-api", work->number,
                                     work->service, work->body, &work->sent, error);
}

static const char *
field (GHashTable *form, const char *name)
{
  const char *value = g_hash_table_lookup (form, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* Why nothing can be sent by such a form; 0: it can. */
static gint64
find_fault (GHashTable *form, const char *number)
{
  const char *from = field (form, "From");
  const char *service = field (form, "MessagingServiceSid");
  const char *body = field (form, "Body");

  if (field (form, "To") == NULL)
    return 21604;
  if (from == NULL && service == NULL)
    return 21603;
  if (body == NULL)
    return 21602;
  if (g_utf8_strlen (body, -1) > LONGEST_BODY)
    return 21617;
  if (number == NULL)
    return 21211;
  if (service != NULL && !g_str_equal (service, TILL_SANDBOX_TEXT_SERVICE))
    return 21705;
  if (from != NULL && !g_str_equal (from, TILL_SANDBOX_TEXT_NUMBER))
    return 21606;

  return 0;
}

static const char *
fault_words (gint64 code)
{
  static const struct
  {
    gint64      code;
    const char *words;
  } all[] = {
    { 21211, "To is not a valid phone number" },
    { 21602, "Body is required" },
    { 21603, "From or MessagingServiceSid is required" },
    { 21604, "To is required" },
    { 21606, "From is no number of this account that can send texts" },
    { 21617, "Body is longer than 1600 characters" },
    { 21705, "MessagingServiceSid is not known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (all[i].code == code)
        return all[i].words;
    }

  return "";
}

static void
send_message (TillSandboxCall *call)
{
  g_autoptr (GHashTable) form = till_sandbox_call_dup_form (call);
  g_autofree char       *number = till_phone_to_e164 (field (form, "To"), NULL);
  gint64                 fault = find_fault (form, number);
  Work                   work = { .call = call,
                                  .number = number,
                                  .service = field (form, "MessagingServiceSid"),
                                  .body = field (form, "Body") };

  if (fault != 0)
    {
      refuse (call, SOUP_STATUS_BAD_REQUEST, fault, fault_words (fault));
      return;
    }

  till_sandbox_gateway_write (call, send_work, &work);
  if (work.sent != NULL && call->reply == NULL)
    answer_with (call, SOUP_STATUS_CREATED, message_to_json (call->sandbox, work.sent));
  g_clear_pointer (&work.sent, till_sandbox_message_free);
}

/* ── Lists ──────────────────────────────────────────────────────────────────────────────────────
 */

/* A day, or a time in ISO 8601; FALSE: neither. */
static gboolean
read_time (const char *text, TillInstant *at)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);

  return till_sandbox_time_from_wire (text, at) || till_sandbox_time_from_wire (midnight, at);
}

static gboolean
read_times (TillSandboxCall *call, TillSandboxMessageQuery *query)
{
  const char *on = till_sandbox_call_get_query (call, "DateSent");
  const char *from = till_sandbox_call_get_query (call, "DateSent>");
  const char *until = till_sandbox_call_get_query (call, "DateSent<");

  query->sent_from = TILL_INSTANT_NONE;
  query->sent_until = TILL_INSTANT_NONE;
  if (on != NULL)
    {
      if (!read_time (on, &query->sent_from))
        return FALSE;
      query->sent_until = query->sent_from + 24 * TILL_HOUR - 1;
    }

  return (from == NULL || read_time (from, &query->sent_from)) &&
         (until == NULL || read_time (until, &query->sent_until));
}

/* "PA" and the message that the page before ended with. */
static gboolean
read_token (TillSandboxCall *call, TillDbConnection *db, gint64 *before_id)
{
  const char                    *token = till_sandbox_call_get_query (call, "PageToken");
  g_autoptr (TillSandboxMessage) last = NULL;

  if (token == NULL)
    return TRUE;
  if (!g_str_has_prefix (token, "PA") || !till_sandbox_messages_find (db, token + 2, &last, NULL) ||
      last == NULL)
    return FALSE;
  *before_id = last->id;

  return TRUE;
}

static gboolean
read_number (TillSandboxCall *call, const char *name, guint64 least, guint64 most, guint64 *number)
{
  const char *text = till_sandbox_call_get_query (call, name);

  return text == NULL || g_ascii_string_to_unsigned (text, 10, least, most, number, NULL);
}

/* This list's address, of another page of it. */
static char *
page_address (TillSandboxCall *call, guint64 page, const char *last_sid)
{
  static const char *const names[] = { "To",        "From",      "DateSent",
                                       "DateSent<", "DateSent>", "PageSize" };
  GString                 *text = g_string_new (call->path);
  char                     before = '?';

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char      *value = till_sandbox_call_get_query (call, names[i]);
      g_autofree char *name = g_uri_escape_string (names[i], NULL, FALSE);
      g_autofree char *escaped = value != NULL ? g_uri_escape_string (value, NULL, FALSE) : NULL;

      if (value == NULL)
        continue;
      g_string_append_printf (text, "%c%s=%s", before, name, escaped);
      before = '&';
    }
  g_string_append_printf (text, "%cPage=%" G_GUINT64_FORMAT, before, page);
  if (last_sid != NULL)
    g_string_append_printf (text, "&PageToken=PA%s", last_sid);

  return g_string_free (text, FALSE);
}

static void
answer_with_page (TillSandboxCall *call, GPtrArray *messages, guint64 page, guint64 size)
{
  JsonObject      *object = json_object_new ();
  JsonArray       *rows = json_array_new ();
  gboolean         more = messages->len > size;
  guint            n = more ? (guint) size : messages->len;
  g_autofree char *uri = page_address (call, page, NULL);
  g_autofree char *first = page_address (call, 0, NULL);
  g_autofree char *next = NULL;

  for (guint i = 0; i < n; i++)
    json_array_add_object_element (rows, message_to_json (call->sandbox, messages->pdata[i]));
  if (more)
    next = page_address (call, page + 1, ((TillSandboxMessage *) messages->pdata[n - 1])->sid);

  json_object_set_array_member (object, "messages", rows);
  json_object_set_int_member (object, "page", (gint64) page);
  json_object_set_int_member (object, "page_size", (gint64) size);
  json_object_set_int_member (object, "start", (gint64) (page * size));
  json_object_set_int_member (object, "end", (gint64) (page * size) + MAX ((gint64) n - 1, 0));
  set_text (object, "uri", uri);
  set_text (object, "first_page_uri", first);
  set_text (object, "next_page_uri", next);
  set_text (object, "previous_page_uri", NULL);
  answer_with (call, SOUP_STATUS_OK, object);
}

static void
list_messages (TillSandboxCall *call)
{
  TillDbConnection       *db = till_db_get_reader (call->sandbox->db);
  g_autoptr (GPtrArray)   messages = NULL;
  TillSandboxMessageQuery query = { .to = till_sandbox_call_get_query (call, "To"),
                                    .from = till_sandbox_call_get_query (call, "From") };
  guint64                 page = 0;
  guint64                 size = USUAL_PAGE_SIZE;

  if (!read_number (call, "Page", 0, G_MAXINT32, &page) ||
      !read_number (call, "PageSize", 1, LARGEST_PAGE_SIZE, &size) || !read_times (call, &query) ||
      !read_token (call, db, &query.before_id))
    {
      refuse (call, SOUP_STATUS_BAD_REQUEST, 20001, "A parameter is not valid");
      return;
    }

  query.limit = (guint) size + 1;
  messages = till_sandbox_messages_list (call->sandbox, db, &query, NULL);
  if (messages != NULL)
    answer_with_page (call, messages, page, size);
}

static void
get_message (TillSandboxCall *call, const char *sid_and_ending)
{
  g_autofree char               *sid = g_strndup (sid_and_ending, strcspn (sid_and_ending, "."));
  g_autoptr (TillSandboxMessage) found = NULL;

  if (!till_sandbox_messages_find (till_db_get_reader (call->sandbox->db), sid, &found, NULL))
    return;
  if (found == NULL || !g_str_equal (sid_and_ending + strlen (sid), ".json"))
    refuse (call, SOUP_STATUS_NOT_FOUND, 20404, "The requested resource was not found");
  else
    answer_with (call, SOUP_STATUS_OK, message_to_json (call->sandbox, found));
}

static JsonObject *
number_to_json (void)
{
  JsonObject *object = json_object_new ();
  JsonObject *can = json_object_new ();

  json_object_set_boolean_member (can, "voice", FALSE);
  json_object_set_boolean_member (can, "sms", TRUE);
  json_object_set_boolean_member (can, "mms", FALSE);
  set_text (object, "account_sid", TILL_SANDBOX_TEXT_ACCOUNT);
  set_text (object, "phone_number", TILL_SANDBOX_TEXT_NUMBER);
  set_text (object, "friendly_name", TILL_SANDBOX_TEXT_NUMBER);
  json_object_set_object_member (object, "capabilities", can);

  return object;
}

static void
list_numbers (TillSandboxCall *call)
{
  JsonObject *object = json_object_new ();
  JsonArray  *rows = json_array_new ();
  const char *wanted = till_sandbox_call_get_query (call, "PhoneNumber");

  if (wanted == NULL || strstr (TILL_SANDBOX_TEXT_NUMBER, wanted) != NULL)
    json_array_add_object_element (rows, number_to_json ());
  json_object_set_array_member (object, "incoming_phone_numbers", rows);
  json_object_set_int_member (object, "page", 0);
  json_object_set_int_member (object, "page_size", USUAL_PAGE_SIZE);
  set_text (object, "next_page_uri", NULL);
  answer_with (call, SOUP_STATUS_OK, object);
}

/* ── The addresses ──────────────────────────────────────────────────────────────────────────────
 */

static gboolean
knows_key (TillSandboxCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char         *said = soup_message_headers_get_one (headers, "Authorization");
  g_autofree char    *pair =
    g_strconcat (TILL_SANDBOX_TEXT_ACCOUNT, ":", call->sandbox->text_key, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *wanted = g_strconcat ("Basic ", encoded, NULL);

  return g_strcmp0 (said, wanted) == 0;
}

static void
handle (TillSandboxCall *call)
{
  const char *rest = call->path + strlen (ACCOUNT_PATH);
  gboolean    gets = g_str_equal (call->method, "GET");

  if (g_str_equal (rest, MESSAGES_PATH) && g_str_equal (call->method, "POST"))
    send_message (call);
  else if (g_str_equal (rest, MESSAGES_PATH) && gets)
    list_messages (call);
  else if (g_str_equal (rest, NUMBERS_PATH) && gets)
    list_numbers (call);
  else if (g_str_has_prefix (rest, MESSAGE_PATH) && gets)
    get_message (call, rest + strlen (MESSAGE_PATH));
  else
    refuse (call, SOUP_STATUS_NOT_FOUND, 20404, "The requested resource was not found");
}

void
till_sandbox_twilio_take (TillSandboxCall *call)
{
  if (!knows_key (call))
    refuse (call, SOUP_STATUS_UNAUTHORIZED, 20003, "Authenticate");
  else if (!g_str_has_prefix (call->path, ACCOUNT_PATH "/"))
    refuse (call, SOUP_STATUS_NOT_FOUND, 20404, "The requested resource was not found");
  else
    handle (call);

  till_sandbox_call_send (call);
}
