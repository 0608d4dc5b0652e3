/* till-demo-json.c: a day's card transactions as the sandbox's control call takes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-text.h"
#include "demo/till-demo-private.h"

/* JSON's own escapes; the texts are valid UTF-8. */
static void
append_quoted (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_printf (json, "\\%c", *text);
      else if ((guchar) *text < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) *text);
      else
        g_string_append_c (json, *text);
    }
  g_string_append_c (json, '"');
}

/* Nothing for NULL. */
static void
append_text (GString *json, const char *name, const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (json, ",\"%s\":", name);
  append_quoted (json, value);
}

static void
append_flag (GString *json, const char *name, gboolean value)
{
  g_string_append_printf (json, ",\"%s\":%s", name, value ? "true" : "false");
}

static const char *
type_of (const TillTransaction *row)
{
  switch (row->kind)
    {
    case TILL_KIND_PAYMENT:
      return row->state == TILL_TRANSACTION_AUTHORIZED ? "AUTH" : "SALE";
    case TILL_KIND_REFUND:
      return "REFUND";
    case TILL_KIND_VOID:
      return "VOID";
    default:
      g_return_val_if_reached ("SALE");
    }
}

static const char *
result_of (const TillTransaction *row)
{
  if (row->state == TILL_TRANSACTION_FAILED)
    return "ERROR";

  return row->state == TILL_TRANSACTION_DECLINED ? "DECLINED" : "APPROVED";
}

static const char *
entry_of (const TillDemoEvent *event)
{
  if (event->taking != NULL)
    return NULL;

  switch (event->payment->entry)
    {
    case TILL_DEMO_CHIP:
      return "EMV_CONTACT";
    case TILL_DEMO_CONTACTLESS:
      return "EMV_CONTACTLESS";
    case TILL_DEMO_SWIPE:
      return "SWIPE";
    case TILL_DEMO_KEYED:
      return "KEYED";
    case TILL_DEMO_ENTERED_ONLINE:
      return "ONLINE";
    case TILL_DEMO_ON_FILE:
      return "TOKEN";
    case TILL_DEMO_NO_CARD:
    default:
      return NULL;
    }
}

static void
append_card (GString *json, const TillDemoEvent *event, const TillTransaction *row)
{
  g_autofree char *type = NULL;

  /* No card was there yet. */
  if (row->card.brand == NULL)
    return;

  type = g_ascii_strup (row->card.brand, -1);
  append_text (json, "card-last-four", row->card.last_four);
  append_text (json, "card-type", type);
  append_text (json, "exp-date", row->card.expiry);
  append_text (json, "authorization-code", row->authorization);
  append_text (json, "entry-method", entry_of (event));
}

static void
append_event (GString *json, TillDemoData *self, const TillDemoEvent *event, TillInstant now)
{
  g_autoptr (TillTransaction) row = till_demo_event_to_row (self, event, now);
  const TillPatient          *patient = g_ptr_array_index (self->patients, event->payment->patient);
  gboolean                    declined = event->payment->declined;
  g_autofree char            *amount = till_money_to_decimal (till_money (ABS (row->amount.cents)));
  g_autofree char            *created = till_instant_to_iso (row->happened_at);
  g_autofree char            *related = NULL;

  if (event->taking != NULL)
    related = till_demo_event_processor_id (event->payment, NULL);

  /* "2026-11-24T14:03:00.123Z" as the wire has it: "2026-11-24 14:03:00.123" */
  created[10] = ' ';
  created[23] = '\0';

  g_string_append_printf (json, "%s{\"id\":\"%s\"", json->len > 1 ? "," : "", row->processor_id);
  append_text (json, "type", type_of (row));
  append_text (json, "invoice", row->invoice);
  append_text (json, "amount", amount);
  append_text (json, "created", created);
  append_text (json, "result", result_of (row));
  append_text (json, "result-code",
               declined ? till_demo_decline_code (self, event->payment) : "000");
  append_text (json, "display-message", row->words);
  append_flag (json, "settled",
               row->state == TILL_TRANSACTION_SETTLED && row->kind != TILL_KIND_VOID);
  append_flag (json, "voided", row->state == TILL_TRANSACTION_VOIDED);
  append_flag (json, "pending", row->state == TILL_TRANSACTION_AUTHORIZED);
  append_text (json, "batch-string-id", row->batch);
  append_text (json, "terminal-id", row->terminal);
  append_card (json, event, row);
  append_text (json, "ref-id", related);
  append_text (json, "order-id", row->invoice);
  append_text (json, "customer-id", patient->number);
  append_text (json, "name", patient->name);
  g_string_append_c (json, '}');
}

char *
till_demo_data_day_to_json (TillDemoData *self, TillDay day, TillInstant now)
{
  g_autoptr (GArray) events = till_demo_list_events (self, day, now);
  GString           *json = g_string_new ("[");

  for (guint i = 0; i < events->len; i++)
    {
      const TillDemoEvent *event = &g_array_index (events, TillDemoEvent, i);

      if (till_method_is_card (event->payment->method))
        append_event (json, self, event, now);
    }
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}
