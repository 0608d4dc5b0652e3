/* till-sandbox-reporting.c: the processor's reporting host, at /data/api/v1/standard/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-reporting.h"

#include <string.h>

#include "core/till-id.h"
#include "sandbox/till-sandbox-adjustments.h"
#include "sandbox/till-sandbox-life.h"
#include "sandbox/till-sandbox-report.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-wire.h"

#define JSON_TYPE "application/json"
#define CLOSED_BATCHES TILL_SANDBOX_REPORTING_PATH "standard/merchantClosedBatches"
#define STORE "0001"

#define DEFAULT_SIZE 50
#define LARGEST_SIZE 1000

/* An adjustment has none. */
#define TERMINAL_NOW                                                                               \
  "(CASE WHEN name IS NULL THEN substr (terminal_id, -4) ELSE '" TILL_SANDBOX_NO_TERMINAL "' END)"

/* Where a row stands at ?1, the present, and what it shows by then. */
#define DAY_NOW "CASE WHEN ?1 < moves_at THEN first_day ELSE funded_day END"
#define SHOWN "WHERE shown_at <= ?1 AND (?2 IS NULL OR (" DAY_NOW ") = ?2)"

typedef struct
{
  TillDay  day; /* TILL_DAY_NONE: any */
  gint64   number;
  gint64   size;
  gint64   n_rows;
  GString *order;
} Query;

static void
query_clear (Query *query)
{
  g_string_free (query->order, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

/* ── Answers ────────────────────────────────────────────────────────────────────────────────────
 */

static JsonObject *
new_metadata (TillSandbox *sandbox)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *id = till_id_new ();
  g_autofree char *exchange = g_strconcat ("ID-till-sandbox-reporting-", id, NULL);
  g_autofree char *now = till_instant_to_iso (till_sandbox_now (sandbox));
  g_autofree char *timestamp = NULL;

  /* "….123Z" as that host writes it, with seven decimals. */
  now[strlen (now) - 1] = '\0';
  timestamp = g_strconcat (now, "0000Z", NULL);
  json_object_set_string_member (object, "exchangeID", exchange);
  json_object_set_string_member (object, "timestamp", timestamp);

  return object;
}

static void
answer (TillSandboxCall *call, guint status, JsonObject *object)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);

  json_object_set_object_member (object, "metadata", new_metadata (call->sandbox));
  json_node_take_object (root, object);
  till_sandbox_call_answer (call, status, JSON_TYPE, till_sandbox_wire_print (root));
}

static void
refuse (TillSandboxCall *call, guint status, const char *words)
{
  JsonObject *object = json_object_new ();
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "message", words);
  json_object_set_object_member (object, "error", error);
  answer (call, status, object);
}

/* ── Rows ───────────────────────────────────────────────────────────────────────────────────────
 */

const char *
till_sandbox_reporting_terminal (const char *terminal_id)
{
  gsize length = strlen (terminal_id);

  return length > 4 ? terminal_id + length - 4 : terminal_id;
}

static void
set_amount (JsonObject *object, const char *name, TillMoney amount)
{
  g_autofree char *cents = till_money_to_decimal (amount);
  g_autofree char *text = g_strconcat (cents, "00", NULL);

  json_object_set_string_member (object, name, text);
}

static void
set_number (JsonObject *object, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  json_object_set_string_member (object, name, text);
}

static void
set_day (JsonObject *object, const char *name, TillDay day)
{
  g_autofree char *iso = till_day_to_iso (day);
  g_autofree char *text = g_strconcat (iso, "T00:00:00", NULL);

  json_object_set_string_member (object, name, text);
}

/* The practice's local time, without its zone. */
static void
set_closed (JsonObject *object, TillInstant at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char      *seconds = g_date_time_format (local, "%Y-%m-%dT%H:%M:%S");
  g_autofree char      *text = g_strdup_printf ("%s.%03d", seconds, (int) (at % 1000));

  json_object_set_string_member (object, "closedDate", text);
}

static void
set_place (JsonObject *object, TillSandbox *sandbox, const TillSandboxReport *row)
{
  TillSandboxTerminal *terminal = till_sandbox_find_terminal (sandbox, row->terminal);
  gboolean             is_batch = row->name == NULL;

  json_object_set_string_member (object, "merchantNumber", TILL_SANDBOX_MERCHANT);
  json_object_set_string_member (object, "storeNumber", STORE);
  json_object_set_string_member (object, "terminalID",
                                 is_batch ? till_sandbox_reporting_terminal (row->terminal)
                                          : TILL_SANDBOX_NO_TERMINAL);
  if (is_batch)
    json_object_set_string_member (object, "terminalName",
                                   terminal != NULL ? terminal->name : row->terminal);
  else
    json_object_set_string_member (object, "terminalName", row->name);
  set_number (object, "batchNumber", is_batch ? row->batch : 0);
}

static JsonObject *
row_to_json (TillSandbox *sandbox, TillSandboxReport *row, gint64 number)
{
  JsonObject *object = json_object_new ();
  TillInstant now = till_sandbox_now (sandbox);
  TillMoney   deposit = till_sandbox_report_deposit (row);

  set_place (object, sandbox, row);
  set_closed (object, row->closed, sandbox->zone);
  set_day (object, "settleDate", row->settled);
  set_day (object, "fundedDate", now < row->moves_at ? row->first : row->funded);
  set_amount (object, "sales", row->sales);
  set_number (object, "salesCount", row->n_sales);
  set_amount (object, "refunds", row->refunds);
  set_number (object, "refundCount", row->n_refunds);
  set_amount (object, "conveyedAmount", row->conveyed);
  set_number (object, "conveyedCount", row->n_conveyed);
  set_amount (object, "batchFees", now < row->fees_shown_at ? TILL_MONEY_ZERO : row->fees);
  set_amount (object, "backupWithholding", TILL_MONEY_ZERO);
  set_amount (object, "batchTotal", row->total);
  set_amount (object, "depositAmount", deposit);
  json_object_set_string_member (object, "depositAccountNumber", TILL_SANDBOX_ACCOUNT);
  set_number (object, "rowNumber", number);

  return object;
}

/* ── The question ───────────────────────────────────────────────────────────────────────────────
 */

static const char *
column_of (const char *member)
{
  static const struct
  {
    const char *member;
    const char *column;
  } columns[] = {
    { "merchantNumber", "0" },
    { "storeNumber", "0" },
    { "terminalID", TERMINAL_NOW },
    { "terminalName", "coalesce (name, terminal_id)" },
    { "batchNumber", "(CASE WHEN name IS NULL THEN batch ELSE 0 END)" },
    { "closedDate", "closed_at" },
    { "settleDate", "settle_day" },
    { "fundedDate", "(" DAY_NOW ")" },
    { "sales", "sales_cents" },
    { "salesCount", "sales_count" },
    { "refunds", "refunds_cents" },
    { "refundCount", "refund_count" },
    { "batchTotal", "total_cents" },
    { "depositAmount", "(total_cents - conveyed_cents - fees_cents)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (g_ascii_strcasecmp (columns[i].member, member) == 0)
        return columns[i].column;
    }

  return NULL;
}

/* "desc(MerchantNumber),asc(TerminalID)"; ties by day, terminal and batch. */
static gboolean
read_order (const char *text, GString *order)
{
  g_auto (GStrv)     parts = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr (GRegex) form = g_regex_new ("^(asc|desc)\\(([A-Za-z]+)\\)$", 0, 0, NULL);

  for (char **part = parts; *part != NULL; part++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char       *direction = NULL;
      g_autofree char       *member = NULL;

      if (!g_regex_match (form, *part, 0, &match))
        return FALSE;
      direction = g_match_info_fetch (match, 1);
      member = g_match_info_fetch (match, 2);
      if (column_of (member) == NULL)
        return FALSE;
      /* A bare number would be the number of a column there. */
      if (!g_str_equal (column_of (member), "0"))
        g_string_append_printf (order, "%s %s, ", column_of (member), direction);
    }

  g_string_append (order, "settle_day, terminal_id, batch, part, id");

  return TRUE;
}

static gboolean
read_number (TillSandboxCall *call, const char *name, gint64 *number)
{
  const char *text = g_hash_table_lookup (call->query, name);

  return text == NULL || g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, number, NULL);
}

/* What is wrong with the question, or NULL. */
static const char *
read_query (TillSandboxCall *call, Query *query)
{
  const char *day = g_hash_table_lookup (call->query, "expectedFundedDate");

  query->day = day != NULL ? till_day_from_iso (day) : TILL_DAY_NONE;
  query->number = 1;
  query->size = DEFAULT_SIZE;
  if (day != NULL && till_day_is_none (query->day))
    return "expectedFundedDate must be a day like 2026-11-24";
  if (!read_number (call, "pageNumber", &query->number))
    return "pageNumber must be a number from 1 on";
  if (!read_number (call, "pageSize", &query->size))
    return "pageSize must be a number from 1 on";
  if (!read_order (till_sandbox_call_get_query (call, "sortBy"), query->order))
    return "sortBy must be like desc(MerchantNumber)";

  query->size = MIN (query->size, LARGEST_SIZE);

  return NULL;
}

/* ── The report ─────────────────────────────────────────────────────────────────────────────────
 */

static TillDbStatement *
prepare (TillSandboxCall *call, TillDbConnection *db, const Query *query, const char *sql)
{
  TillDbStatement *statement = till_db_prepare (db, sql, NULL);

  if (statement == NULL)
    return NULL;

  till_db_bind_int (statement, 1, till_sandbox_now (call->sandbox));
  if (!till_day_is_none (query->day))
    till_db_bind_int (statement, 2, query->day.number);

  return statement;
}

static GPtrArray *
load_page (TillSandboxCall *call, Query *query)
{
  TillDbConnection           *db = till_db_get_reader (call->sandbox->db);
  g_autoptr (TillDbStatement) all =
    prepare (call, db, query, "SELECT count (*) FROM report_rows " SHOWN);
  g_autofree char            *sql = g_strconcat (till_sandbox_report_select, SHOWN " ORDER BY ",
                                                 query->order->str, " LIMIT ?3 OFFSET ?4", NULL);
  g_autoptr (TillDbStatement) page = prepare (call, db, query, sql);

  if (all == NULL || page == NULL || till_db_step (all, NULL) != TILL_STEP_ROW)
    return NULL;

  query->n_rows = till_db_column_int (all, 0);
  till_db_bind_int (page, 3, query->size);
  till_db_bind_int (page, 4, (query->number - 1) * query->size);

  return till_sandbox_report_collect (page, NULL);
}

static void
answer_with_page (TillSandboxCall *call, const Query *query, GPtrArray *rows)
{
  JsonObject *object = json_object_new ();
  JsonObject *page = json_object_new ();
  JsonArray  *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (array, row_to_json (call->sandbox, g_ptr_array_index (rows, i),
                                                       (query->number - 1) * query->size + i + 1));

  json_object_set_int_member (page, "number", query->number);
  json_object_set_int_member (page, "size", query->size);
  json_object_set_int_member (page, "totalElements", query->n_rows);
  json_object_set_boolean_member (page, "last", query->number * query->size >= query->n_rows);
  json_object_set_array_member (object, "merchantClosedBatches", array);
  json_object_set_object_member (object, "page", page);
  answer (call, SOUP_STATUS_OK, object);
}

static void
tell_closed_batches (TillSandboxCall *call)
{
  g_auto (Query)        query = { .order = g_string_new (NULL) };
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const char           *merchant = till_sandbox_call_get_query (call, "merchantNumber");
  const char           *fault = read_query (call, &query);

  if (fault != NULL)
    refuse (call, SOUP_STATUS_BAD_REQUEST, fault);
  else if (merchant != NULL && !g_str_equal (merchant, TILL_SANDBOX_MERCHANT))
    refuse (call, SOUP_STATUS_FORBIDDEN, "The AccessKey is not for this merchant");
  else if (!till_sandbox_life_catch_up (call->sandbox, &error) ||
           !(rows = load_page (call, &query)))
    refuse (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "The report can't be made");
  else
    answer_with_page (call, &query, rows);

  if (error != NULL)
    g_printerr ("till-sandbox: %s\n", error->message);
}

void
till_sandbox_reporting_take (TillSandboxCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char         *key = soup_message_headers_get_one (headers, "AccessKey");

  if (g_strcmp0 (key, call->sandbox->access_key) != 0)
    refuse (call, SOUP_STATUS_UNAUTHORIZED, "The AccessKey is missing or unknown");
  else if (!g_str_equal (call->path, CLOSED_BATCHES))
    refuse (call, SOUP_STATUS_NOT_FOUND, "There is no such report");
  else if (!g_str_equal (call->method, "GET"))
    refuse (call, SOUP_STATUS_METHOD_NOT_ALLOWED, "Reports are only read");
  else
    tell_closed_batches (call);

  till_sandbox_call_send (call);
}
