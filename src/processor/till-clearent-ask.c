/* till-clearent-ask.c: what is asked of Clearent, as it is written on the wire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has asked for a charge of a kept card, the patient or the practice, is told by no member that
 * the gateway's documents name: the attempt has it, and here would be its place.
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "processor/till-clearent-private.h"

#define PAGE_SIZE G_STRINGIFY (TILL_QUERY_PAGE_SIZE)

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

GBytes *
till_clearent_body (TillVerb verb, const TillOrder *order)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    root = NULL;
  g_autofree char        *amount = till_money_to_decimal (order->amount);
  char                   *text;

  json_builder_begin_object (builder);
  switch (verb)
    {
    case TILL_VERB_SALE_TERMINAL:
      add_text (builder, "type", "SALE");
      add_text (builder, "amount", amount);
      add_text (builder, "check-field", "invoice");
      break;

    case TILL_VERB_SALE_CARD:
      add_text (builder, "type", "SALE");
      add_text (builder, "amount", amount);
      add_text (builder, "card", order->token);
      break;

    case TILL_VERB_VOID:
      add_text (builder, "type", "VOID");
      add_text (builder, "id", order->target);
      break;

    case TILL_VERB_REFUND:
    default:
      add_text (builder, "type", "REFUND");
      add_text (builder, "id", order->target);
      add_text (builder, "amount", amount);
      break;
    }
  add_text (builder, "invoice", order->invoice);
  add_text (builder, "order-id", order->order);
  add_text (builder, "customer-id", order->patient);
  add_text (builder, "description", order->description);
  add_text (builder, "create-token", order->save_card ? "true" : NULL);
  add_text (builder, "software-type", "Till");
  add_text (builder, "software-type-version", TILL_VERSION);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

const char *
till_clearent_path (TillVerb verb)
{
  switch (verb)
    {
    case TILL_VERB_SALE_TERMINAL:
      return "/rest/v2/terminal/transactions/sale";

    case TILL_VERB_SALE_CARD:
      return "/rest/v2/transactions/sale";

    case TILL_VERB_VOID:
      return "/rest/v2/transactions/void";

    case TILL_VERB_REFUND:
    default:
      return "/rest/v2/transactions/refund";
    }
}

void
till_clearent_add_query (GString *query, const char *name, const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;

  escaped = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (query, "%c%s=%s", query->len == 0 ? '?' : '&', name, escaped);
}

/* The wire knows whole minutes: the first one is cut off, the last one filled up. */
static void
add_query_time (GString *query, const char *name, TillInstant at, gboolean up)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char      *text = NULL;

  if (at == TILL_INSTANT_NONE || at == G_MAXINT64)
    return;

  time = g_date_time_new_from_unix_utc ((at + (up ? TILL_MINUTE - 1 : 0)) / TILL_SECOND);
  text = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC") : NULL;
  till_clearent_add_query (query, name, text);
}

char *
till_clearent_search_path (const TillQuery *query)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *page = g_strdup_printf ("%u", MAX (query->page, 1));

  till_clearent_add_query (text, "level", "merchant");
  till_clearent_add_query (text, "invoice", query->invoice);
  till_clearent_add_query (text, "id", query->id);
  add_query_time (text, "start-date", query->from, FALSE);
  add_query_time (text, "end-date", query->until, TRUE);
  till_clearent_add_query (text, "isDescending", query->oldest_first ? "false" : "true");
  till_clearent_add_query (text, "page", page);
  till_clearent_add_query (text, "page-size", PAGE_SIZE);
  g_string_prepend (text, "/rest/v2/transactions");

  return g_string_free (text, FALSE);
}
