/* till-sandbox-wire.c: answers as the gateway words them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-wire.h"

#include <string.h>

#include "core/till-id.h"
#include "sandbox/till-sandbox-card.h"
#include "sandbox/till-sandbox-codes.h"
#include "sandbox/till-sandbox-time.h"

void
till_sandbox_outcome_clear (TillSandboxOutcome *self)
{
  g_clear_pointer (&self->transaction, till_sandbox_transaction_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->token, g_free);
}

void
till_sandbox_outcome_refuse (TillSandboxOutcome *self, const char *code, const char *words)
{
  till_sandbox_outcome_clear (self);
  self->status = till_sandbox_code_status (code);
  self->code = code;
  self->words = g_strdup (words);
}

char *
till_sandbox_wire_dup_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return json_node_dup_string (node);

    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");

    default:
      return NULL;
    }
}

char *
till_sandbox_wire_amount (TillMoney amount)
{
  return till_money_to_decimal (amount);
}

gboolean
till_sandbox_wire_read_amount (const char *text, TillMoney *amount)
{
  const char      *point = text != NULL ? strchr (text, '.') : NULL;
  g_autofree char *digits = NULL;
  guint64          cents;

  if (point == NULL || point == text || strlen (point) != strlen (".00"))
    return FALSE;

  digits = g_strdup_printf ("%.*s%s", (int) (point - text), text, point + 1);
  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, &cents, NULL))
    return FALSE;

  *amount = till_money ((gint64) cents);

  return TRUE;
}

void
till_sandbox_wire_set_flag (TillSandbox *sandbox,
                            JsonObject  *object,
                            gint64       row,
                            const char  *name,
                            gboolean     value)
{
  if (till_sandbox_draw (sandbox->seed, (guint64) row, name) % 2 == 0)
    json_object_set_boolean_member (object, name, value);
  else
    json_object_set_string_member (object, name, value ? "true" : "false");
}

char *
till_sandbox_wire_batch (TillSandbox *sandbox, gint64 batch)
{
  gboolean padded = till_sandbox_draw (sandbox->seed, (guint64) batch, "batch") % 2 == 0;

  return g_strdup_printf (padded ? "%06" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, batch);
}

static void
set_id (JsonObject *object, const char *name, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id != 0)
    json_object_set_string_member (object, name, text);
}

static void
set_amount (JsonObject *object, const char *name, TillMoney amount)
{
  g_autofree char *text = till_sandbox_wire_amount (amount);

  json_object_set_string_member (object, name, text);
}

/* What the chip said; a contactless card's is shorter in life, but the same members. */
static void
set_chip (JsonObject *object, const TillSandboxTransaction *row)
{
  static const struct
  {
    const char *brand;
    const char *application;
    const char *name;
  } chips[] = {
    { "VISA", "A0000000031010", "VISA CREDIT" },
    { "MASTERCARD", "A0000000041010", "MASTERCARD" },
    { "AMERICAN EXPRESS", "A000000025010801", "AMERICAN EXPRESS" },
    { "DISCOVER", "A0000001523010", "DISCOVER" },
    { "DINERS CLUB", "A0000001523010", "DINERS CLUB" },
    { "JCB", "A0000000651010", "JCB CREDIT" },
  };
  JsonObject *emv;

  if (row->texts[TILL_SANDBOX_ENTRY_METHOD] == NULL ||
      !g_str_has_prefix (row->texts[TILL_SANDBOX_ENTRY_METHOD], "EMV"))
    return;

  emv = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      if (!till_sandbox_transaction_is (row, TILL_SANDBOX_CARD_TYPE, chips[i].brand))
        continue;
      json_object_set_string_member (emv, "application-id", chips[i].application);
      json_object_set_string_member (emv, "application-name", chips[i].name);
    }
  json_object_set_string_member (emv, "terminal-verification-results", "0000008000");
  json_object_set_string_member (emv, "transaction-status-information", "E800");
  json_object_set_string_member (emv, "iad", "06010A03A0A800");
  json_object_set_object_member (object, "emv", emv);
  json_object_set_string_member (object, "cvm", "NO CVM");
}

static void
set_card (JsonObject *object, const TillSandboxTransaction *row)
{
  const char      *last_four = row->texts[TILL_SANDBOX_LAST_FOUR];
  g_autofree char *masked = NULL;

  if (last_four == NULL)
    return;

  masked = till_sandbox_card_mask (row->texts[TILL_SANDBOX_CARD_TYPE], last_four);
  json_object_set_string_member (object, "card", masked);
  json_object_set_string_member (object, "last-four", last_four);
}

static void
set_texts (JsonObject *object, const TillSandboxTransaction *row)
{
  for (int text = 0; text < TILL_SANDBOX_N_TEXTS; text++)
    {
      gboolean on_wire =
        text != TILL_SANDBOX_LAST_FOUR && text != TILL_SANDBOX_NAME && text != TILL_SANDBOX_FORM;

      if (on_wire && row->texts[text] != NULL)
        json_object_set_string_member (object, till_sandbox_text_name ((TillSandboxText) text),
                                       row->texts[text]);
    }
}

/* The gateway has not heard yet that the batch was settled. */
static gboolean
details_are_late (TillSandbox *sandbox, const TillSandboxTransaction *row)
{
  return row->settled && till_sandbox_now (sandbox) < row->shown_at;
}

static void
set_flags (TillSandbox *sandbox, JsonObject *object, const TillSandboxTransaction *row)
{
  gboolean is_auth = till_sandbox_transaction_is (row, TILL_SANDBOX_TYPE, "AUTH");

  till_sandbox_wire_set_flag (sandbox, object, row->id, "pending", row->pending);
  till_sandbox_wire_set_flag (sandbox, object, row->id, "settled",
                              row->settled && !details_are_late (sandbox, row));
  till_sandbox_wire_set_flag (sandbox, object, row->id, "voided", row->voided);
  till_sandbox_wire_set_flag (sandbox, object, row->id, "voided-auth", row->voided && is_auth);
  till_sandbox_wire_set_flag (sandbox, object, row->id, "partial-approved", FALSE);
  till_sandbox_wire_set_flag (sandbox, object, row->id, "surcharge-applied", FALSE);
}

JsonObject *
till_sandbox_wire_transaction (TillSandbox *sandbox, const TillSandboxTransaction *row)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *created = till_sandbox_time_to_wire (row->created);
  g_autofree char *batch = till_sandbox_wire_batch (sandbox, row->batch);

  set_id (object, "id", row->id);
  json_object_set_string_member (object, "created", created);
  set_amount (object, "amount", row->amount);
  set_amount (object, "base-amount", row->amount);
  set_amount (object, "service-fee", TILL_MONEY_ZERO);
  set_amount (object, "tip-amount", TILL_MONEY_ZERO);
  set_texts (object, row);
  set_card (object, row);
  set_chip (object, row);
  set_flags (sandbox, object, row);
  set_id (object, "ref-id", row->ref_id);
  json_object_set_string_member (object, "merchant-id", TILL_SANDBOX_MERCHANT);
  if (row->batch != 0 && !details_are_late (sandbox, row))
    json_object_set_string_member (object, "batch-string-id", batch);

  return object;
}

char *
till_sandbox_wire_print (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;

  return json_to_string (owned, FALSE);
}

static JsonArray *
links_of (const char *name, JsonObject *payload)
{
  JsonArray       *links = json_array_new ();
  g_autofree char *id = till_sandbox_wire_dup_text (json_object_get_member (payload, "id"));

  if (id != NULL && g_str_equal (name, "transaction"))
    {
      g_autofree char *href = g_strdup_printf ("/rest/v2/transactions?id=%s", id);
      JsonObject      *link = json_object_new ();

      json_object_set_string_member (link, "rel", name);
      json_object_set_string_member (link, "href", href);
      json_object_set_string_member (link, "id", id);
      json_array_add_object_element (links, link);
    }

  return links;
}

/* @extra: (nullable) (transfer full): a second member of the payload, named @extra_name. */
static char *
envelope (guint       status,
          const char *name,
          JsonObject *inner,
          JsonObject *page,
          const char *extra_name,
          JsonObject *extra)
{
  JsonNode        *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject      *object = json_object_new ();
  JsonObject      *payload = json_object_new ();
  g_autofree char *code = g_strdup_printf ("%u", status);
  g_autofree char *uuid = till_id_new ();
  g_autofree char *unique = till_id_to_invoice (uuid);
  g_autofree char *exchange = g_strconcat ("ID-", unique, NULL);

  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "status", status < 300 ? "success" : "fail");
  json_object_set_string_member (object, "exchange-id", exchange);
  json_object_set_array_member (object, "links", links_of (name, inner));
  if (page != NULL)
    json_object_set_object_member (object, "page", page);

  json_object_set_object_member (payload, name, inner);
  if (extra != NULL)
    json_object_set_object_member (payload, extra_name, extra);
  json_object_set_string_member (payload, "payloadType", name);
  json_object_set_object_member (object, "payload", payload);
  json_node_take_object (root, object);

  return till_sandbox_wire_print (root);
}

char *
till_sandbox_wire_envelope (TillSandbox *sandbox,
                            guint        status,
                            const char  *name,
                            JsonObject  *payload,
                            JsonObject  *page)
{
  return envelope (status, name, payload, page, NULL, NULL);
}

char *
till_sandbox_wire_error (TillSandbox *sandbox, guint status, const char *code, const char *words)
{
  JsonObject      *failure = json_object_new ();
  g_autofree char *now = till_sandbox_time_to_wire (till_sandbox_now (sandbox));

  json_object_set_string_member (failure, "error-message",
                                 words != NULL ? words : till_sandbox_code_words (code));
  json_object_set_string_member (failure, "result-code", code);
  json_object_set_string_member (failure, "time-stamp", now);

  return envelope (status, "error", failure, NULL, NULL, NULL);
}

static JsonObject *
token_object (const TillSandboxOutcome *outcome)
{
  JsonObject *token = json_object_new ();

  json_object_set_string_member (token, "token-id", outcome->token);

  return token;
}

char *
till_sandbox_wire_outcome (TillSandbox *sandbox, const TillSandboxOutcome *outcome)
{
  const TillSandboxTransaction *row = outcome->transaction;
  const char                   *words =
    outcome->words != NULL ? outcome->words : till_sandbox_code_words (outcome->code);
  JsonObject *object;

  if (row == NULL || (outcome->status >= 400 && !outcome->earlier &&
                      till_sandbox_draw (sandbox->seed, (guint64) row->id, "shape") % 2 == 0))
    return till_sandbox_wire_error (sandbox, outcome->status, outcome->code, words);

  object = till_sandbox_wire_transaction (sandbox, row);
  if (outcome->earlier)
    json_object_set_string_member (object, "display-message", "Transaction Previously Approved");
  till_sandbox_wire_set_flag (sandbox, object, row->id, "check-field-duplicate",
                              outcome->field_duplicate);

  return envelope (outcome->status, "transaction", object, NULL, "tokenResponse",
                   outcome->token != NULL ? token_object (outcome) : NULL);
}
