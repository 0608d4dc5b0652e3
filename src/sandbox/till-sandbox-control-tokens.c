/* till-sandbox-control-tokens.c: the control call that gives tokens of cards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-control-tokens.h"

#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "sandbox/till-sandbox-control.h"
#include "sandbox/till-sandbox-tokens.h"
#include "sandbox/till-sandbox-wire.h"

#define LONGEST_ID 64

/* One of the call's, as it was written. */
typedef struct
{
  char *id;
  char *last_four;
  char *brand;
  char *expiry;
  char *customer;
} Given;

static void
given_clear (Given *self)
{
  g_free (self->id);
  g_free (self->last_four);
  g_free (self->brand);
  g_free (self->expiry);
  g_free (self->customer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

static char *
dup_member (JsonObject *object, const char *name)
{
  return till_sandbox_wire_dup_text (json_object_get_member (object, name));
}

static gboolean
is_id (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length > 0 && length <= LONGEST_ID && g_regex_match_simple ("^[0-9A-Za-z-]+$", text, 0, 0);
}

/* What is wrong with it; NULL: nothing, and @card is it. */
static const char *
read_card (TillSandbox *sandbox, const Given *given, TillSandboxCard *card)
{
  *card = (TillSandboxCard){ .brand = till_sandbox_tokens_find_brand (given->brand) };
  if (!is_id (given->id))
    return "token-id must be of 1 to " G_STRINGIFY (LONGEST_ID) " letters, digits and dashes";
  if (till_text_has_card_number (given->id))
    return "token-id could be a card number, and none is taken";
  if (given->last_four == NULL || !g_regex_match_simple ("^[0-9]{4}$", given->last_four, 0, 0))
    return "last-four-digits must be four digits";
  if (card->brand == NULL)
    return "card-type must be a brand like VISA";
  if (given->expiry == NULL ||
      till_sandbox_card_read_expiry (given->expiry, till_sandbox_now (sandbox), card->exp_date) ==
        TILL_SANDBOX_CARD_BAD_EXPIRY)
    return "exp-date must be MMYY";
  if (given->customer == NULL || *given->customer == '\0')
    return "customer-key is required";

  g_strlcpy (card->last_four, given->last_four, sizeof card->last_four);

  return NULL;
}

static gboolean
refuse (GError **error, guint number, const char *fault)
{
  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, "Token %u: %s", number, fault);

  return FALSE;
}

static gboolean
put_node (TillDbConnection *db, TillSandbox *sandbox, JsonNode *node, guint number, GError **error)
{
  JsonObject     *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_auto (Given)  given = { NULL };
  TillSandboxCard card;
  const char     *fault;

  if (object == NULL)
    return refuse (error, number, "an object is needed");
  if (json_object_has_member (object, "card"))
    return refuse (error, number, "a card number is not taken");

  given.id = dup_member (object, "token-id");
  given.last_four = dup_member (object, "last-four-digits");
  given.brand = dup_member (object, "card-type");
  given.expiry = dup_member (object, "exp-date");
  given.customer = dup_member (object, "customer-key");
  if ((fault = read_card (sandbox, &given, &card)) != NULL)
    return refuse (error, number, fault);

  return till_sandbox_tokens_put (sandbox, db, given.id, &card, given.customer, error);
}

static gboolean
put_work (TillDbConnection *db, gpointer data, GError **error)
{
  TillSandboxCall *call = data;
  JsonArray       *tokens = json_node_get_array (call->body);

  for (guint i = 0; i < json_array_get_length (tokens); i++)
    {
      if (!put_node (db, call->sandbox, json_array_get_element (tokens, i), i + 1, error))
        return FALSE;
    }

  return TRUE;
}

void
till_sandbox_control_put_tokens (TillSandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  JsonObject        *object;

  if (call->body == NULL || !JSON_NODE_HOLDS_ARRAY (call->body))
    {
      till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST, "An array of tokens is needed");
      return;
    }
  if (!till_db_write (call->sandbox->db, TILL_DB_BULK, put_work, call, &error))
    {
      gboolean callers_fault = g_error_matches (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);

      till_sandbox_control_refuse (
        call, callers_fault ? SOUP_STATUS_BAD_REQUEST : SOUP_STATUS_INTERNAL_SERVER_ERROR,
        error->message);
      return;
    }

  object = json_object_new ();
  json_object_set_int_member (object, "put",
                              json_array_get_length (json_node_get_array (call->body)));
  till_sandbox_control_answer (call, SOUP_STATUS_OK, object);
}
