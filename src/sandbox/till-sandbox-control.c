/* till-sandbox-control.c: how a test or a demo moves the sandbox's world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-control.h"

#include <string.h>

#include "core/till-error.h"
#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-control-money.h"
#include "sandbox/till-sandbox-control-tokens.h"
#include "sandbox/till-sandbox-gateway.h"
#include "sandbox/till-sandbox-life.h"
#include "sandbox/till-sandbox-rows.h"
#include "sandbox/till-sandbox-terminal-page.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-wire.h"

#define JSON_TYPE "application/json"
#define TERMINAL_PATH "/sandbox/terminal/"
#define LONGEST_DELAY_MS 600000

void
till_sandbox_control_answer (TillSandboxCall *call, guint status, JsonObject *object)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (root, object);
  till_sandbox_call_answer (call, status, JSON_TYPE, till_sandbox_wire_print (root));
}

void
till_sandbox_control_refuse (TillSandboxCall *call, guint status, const char *words)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", words);
  till_sandbox_control_answer (call, status, object);
}

/* ── State ──────────────────────────────────────────────────────────────────────────────────────
 */

static JsonObject *
terminal_to_json (TillSandboxTerminal *terminal)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "terminal-id", terminal->id);
  json_object_set_string_member (object, "name", terminal->name);
  json_object_set_string_member (object, "key", terminal->key);
  json_object_set_string_member (object, "paylink", terminal->paylink);
  json_object_set_string_member (object, "mode", till_sandbox_deed_to_text (terminal->mode));
  json_object_set_int_member (object, "delay-ms", terminal->delay_ms);
  json_object_set_string_member (object, "state",
                                 till_sandbox_terminal_state_to_text (terminal->state));

  return object;
}

static void
get_state (TillSandboxCall *call)
{
  TillSandbox      *sandbox = call->sandbox;
  TillDbConnection *db = till_db_get_reader (sandbox->db);
  JsonObject       *object = json_object_new ();
  JsonArray        *terminals = json_array_new ();
  g_autofree char  *now = till_instant_to_iso (till_sandbox_now (sandbox));
  gint64            n_transactions = 0;
  gint64            n_open = 0;
  gint64            n_planned = 0;
  gint64            n_texts = 0;

  till_db_query_int (db, "SELECT count (*) FROM transactions", &n_transactions, NULL);
  till_db_query_int (db, "SELECT count (*) FROM batches WHERE closed_at IS NULL", &n_open, NULL);
  till_db_query_int (db, "SELECT count (*) FROM planned", &n_planned, NULL);
  till_db_query_int (db, "SELECT count (*) FROM texts WHERE direction = 'outbound-api'", &n_texts,
                     NULL);
  for (guint i = 0; i < sandbox->terminals->len; i++)
    json_array_add_object_element (terminals,
                                   terminal_to_json (g_ptr_array_index (sandbox->terminals, i)));

  json_object_set_string_member (object, "now", now);
  json_object_set_string_member (object, "zone", g_time_zone_get_identifier (sandbox->zone));
  json_object_set_string_member (object, "practice", sandbox->practice);
  json_object_set_string_member (object, "merchant-id", TILL_SANDBOX_MERCHANT);
  json_object_set_string_member (object, "access-key", sandbox->access_key);
  json_object_set_string_member (object, "faults", till_sandbox_faults_get_spec (sandbox->faults));
  json_object_set_int_member (object, "struck", till_sandbox_faults_get_n_struck (sandbox->faults));
  json_object_set_string_member (object, "fees", sandbox->terms->fees);
  json_object_set_string_member (object, "conveyed", sandbox->terms->conveyed);
  json_object_set_string_member (object, "oddities",
                                 till_sandbox_oddities_get_spec (sandbox->terms->oddities));
  json_object_set_int_member (object, "transactions", n_transactions);
  json_object_set_int_member (object, "open-batches", n_open);
  json_object_set_int_member (object, "planned", n_planned);
  json_object_set_int_member (object, "texts", n_texts);
  json_object_set_array_member (object, "terminals", terminals);
  till_sandbox_control_answer (call, SOUP_STATUS_OK, object);
}

/* ── Rows ───────────────────────────────────────────────────────────────────────────────────────
 */

static void
put_transactions (TillSandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  JsonObject        *object;
  JsonArray         *rows;

  if (call->body == NULL || !JSON_NODE_HOLDS_ARRAY (call->body))
    {
      till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST,
                                   "An array of transactions is needed");
      return;
    }

  rows = json_node_get_array (call->body);
  if (!till_sandbox_rows_put (call->sandbox, rows, &error))
    {
      till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST, error->message);
      return;
    }

  object = json_object_new ();
  json_object_set_int_member (object, "put", json_array_get_length (rows));
  till_sandbox_control_answer (call, SOUP_STATUS_OK, object);
}

static void
get_transactions (TillSandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  char              *text = till_sandbox_rows_get (call->sandbox, &error);

  if (text != NULL)
    till_sandbox_call_answer (call, SOUP_STATUS_OK, JSON_TYPE, text);
  else
    till_sandbox_control_refuse (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
}

/* ── Time, faults, batches ──────────────────────────────────────────────────────────────────────
 */

static gboolean
close_all_work (TillDbConnection *db, gpointer data, GError **error)
{
  return till_sandbox_batches_close_all (data, db, error);
}

void
till_sandbox_control_catch_up (TillSandboxCall *call)
{
  g_autoptr (GError) error = NULL;

  if (till_sandbox_life_catch_up (call->sandbox, &error))
    get_state (call);
  else
    till_sandbox_control_refuse (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
}

static void
set_clock (TillSandboxCall *call)
{
  g_autofree char *now = till_sandbox_call_dup_member (call, "now");
  g_autofree char *offset_text = till_sandbox_call_dup_member (call, "offset-ms");
  TillInstant      base = till_sandbox_now (call->sandbox);
  gint64           offset = 0;

  if (g_strcmp0 (now, "real") == 0)
    base = TILL_INSTANT_NONE;
  else if (now != NULL && !till_instant_from_iso (now, &base))
    {
      till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST,
                                   "now must be “real” or a time in ISO 8601");
      return;
    }
  if (offset_text != NULL && !g_ascii_string_to_signed (offset_text, 10, -G_MAXINT32 * 1000LL,
                                                        G_MAXINT32 * 1000LL, &offset, NULL))
    {
      till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST,
                                   "offset-ms must be a number of milliseconds");
      return;
    }

  till_sandbox_set_time (call->sandbox, base, offset);
  till_sandbox_control_catch_up (call);
}

static void
set_faults (TillSandboxCall *call)
{
  g_autofree char   *spec = till_sandbox_call_dup_member (call, "faults");
  g_autoptr (GError) error = NULL;
  TillSandboxFaults *faults = till_sandbox_faults_new (spec, call->sandbox->seed, &error);

  if (faults == NULL)
    {
      till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST, error->message);
      return;
    }

  till_sandbox_faults_free (call->sandbox->faults);
  call->sandbox->faults = faults;
  get_state (call);
}

static void
close_batch (TillSandboxCall *call)
{
  till_sandbox_gateway_write (call, close_all_work, call->sandbox);
  if (call->reply == NULL)
    till_sandbox_control_catch_up (call);
}

/* ── Terminals ──────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
read_card (TillSandboxCall *call, TillSandboxCard *card)
{
  g_autofree char *number = till_sandbox_call_dup_member (call, "card");

  *card = (TillSandboxCard){ 0 };
  if (number == NULL)
    return TRUE;

  return till_sandbox_card_read (number, "12/39", till_sandbox_now (call->sandbox), card) !=
         TILL_SANDBOX_CARD_BAD_NUMBER;
}

static void
set_mode (TillSandboxCall *call, TillSandboxTerminal *terminal)
{
  g_autofree char *mode = till_sandbox_call_dup_member (call, "mode");
  g_autofree char *delay = till_sandbox_call_dup_member (call, "delay-ms");
  guint64          ms = terminal->delay_ms;
  TillSandboxDeed  deed;
  TillSandboxCard  card;

  if (!till_sandbox_deed_from_text (mode, &deed))
    till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST,
                                 "mode must be manual, tap, insert, decline, cancel or unplug");
  else if (delay != NULL && !g_ascii_string_to_unsigned (delay, 10, 0, LONGEST_DELAY_MS, &ms, NULL))
    till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST,
                                 "delay-ms must be a number of milliseconds");
  else if (!read_card (call, &card))
    till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST, "card is no card number");
  else
    {
      till_sandbox_terminal_plug_in (terminal);
      terminal->mode = deed;
      terminal->delay_ms = (guint) ms;
      terminal->card = card;
      till_sandbox_control_answer (call, SOUP_STATUS_OK, terminal_to_json (terminal));
    }
}

static TillSandboxTerminal *
find_mode_terminal (TillSandboxCall *call)
{
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (call->path, TERMINAL_PATH) || !g_str_equal (call->method, "POST"))
    return NULL;

  parts = g_strsplit (call->path + strlen (TERMINAL_PATH), "/", -1);
  if (g_strv_length (parts) != 2 || !g_str_equal (parts[1], "mode"))
    return NULL;

  return till_sandbox_find_terminal (call->sandbox, parts[0]);
}

/* ── The addresses ──────────────────────────────────────────────────────────────────────────────
 */

static const struct
{
  const char *method;
  const char *path;
  void (*handler) (TillSandboxCall *call);
} routes[] = {
  { "GET", "/sandbox/state", get_state },
  { "PUT", "/sandbox/transactions", put_transactions },
  { "GET", "/sandbox/transactions", get_transactions },
  { "PUT", "/sandbox/tokens", till_sandbox_control_put_tokens },
  { "POST", "/sandbox/clock", set_clock },
  { "POST", "/sandbox/faults", set_faults },
  { "POST", "/sandbox/close-batch", close_batch },
  { "POST", "/sandbox/terms", till_sandbox_control_set_terms },
  { "POST", "/sandbox/months", till_sandbox_control_post_month },
  { "GET", "/sandbox/answer-key", till_sandbox_control_get_answers },
};

static void
handle (TillSandboxCall *call)
{
  TillSandboxTerminal *terminal = find_mode_terminal (call);

  if (terminal != NULL)
    {
      set_mode (call, terminal);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (g_str_equal (routes[i].path, call->path) && g_str_equal (routes[i].method, call->method))
        {
          routes[i].handler (call);
          return;
        }
    }

  till_sandbox_control_refuse (call, SOUP_STATUS_NOT_FOUND, "There is nothing at this address");
}

void
till_sandbox_control_take (TillSandboxCall *call)
{
  if (till_sandbox_terminal_page_take (call))
    return;

  if (call->terminal == NULL)
    till_sandbox_control_refuse (call, SOUP_STATUS_UNAUTHORIZED,
                                 "The api-key is missing or unknown");
  else
    handle (call);

  till_sandbox_call_send (call);
}
