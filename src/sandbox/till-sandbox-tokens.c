/* till-sandbox-tokens.c: cards kept for later, without their numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-tokens.h"

#include <string.h>

#include "core/till-error.h"
#include "sandbox/till-sandbox-codes.h"
#include "sandbox/till-sandbox-wire.h"

#define COLUMNS "SELECT id, last_four, card_type, exp_date, description, customer_key FROM tokens "

const char *
till_sandbox_tokens_find_brand (const char *name)
{
  static const char *const brands[] = { "VISA",     "MASTERCARD",  "AMERICAN EXPRESS",
                                        "DISCOVER", "DINERS CLUB", "JCB" };

  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    {
      if (g_strcmp0 (brands[i], name) == 0)
        return brands[i];
    }

  return NULL;
}

gboolean
till_sandbox_tokens_find (TillDbConnection *db, const char *id, TillSandboxCard *card)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, COLUMNS "WHERE id = ?1", NULL);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, id);
  if (till_db_step (statement, NULL) != TILL_STEP_ROW)
    return FALSE;

  *card = (TillSandboxCard){
    .brand = till_sandbox_tokens_find_brand (till_db_column_text (statement, 2)),
  };
  g_strlcpy (card->last_four, till_db_column_text (statement, 1), sizeof card->last_four);
  g_strlcpy (card->exp_date, till_db_column_text (statement, 3), sizeof card->exp_date);

  return TRUE;
}

/* 19 digits that end as the card does. No scheme's numbers begin with 1100, so none is a card's. */
static char *
new_id (TillSandbox *sandbox, TillDbConnection *db, const TillSandboxCard *card)
{
  gint64 n = 0;

  till_db_query_int (db, "SELECT count (*) FROM tokens", &n, NULL);

  return g_strdup_printf ("1100%04u%07" G_GINT64_FORMAT "%s",
                          (guint) (till_sandbox_draw (sandbox->seed, (guint64) n, "token") % 10000),
                          till_sandbox_now (sandbox) % 10000000, card->last_four);
}

/* The token of that card that the customer has already. */
static gboolean
find_same (TillDbConnection      *db,
           const TillSandboxCard *card,
           const char            *customer_key,
           char                 **id,
           GError               **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (
    db,
    "SELECT id FROM tokens WHERE last_four = ?1 AND card_type = ?2 AND exp_date = ?3"
    " AND customer_key = ?4",
    error);
  TillStep step;

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, card->last_four);
  till_db_bind_text (statement, 2, card->brand);
  till_db_bind_text (statement, 3, card->exp_date);
  till_db_bind_text (statement, 4, customer_key);
  if ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    *id = till_db_column_dup_text (statement, 0);

  return step != TILL_STEP_ERROR;
}

/* Of @id there is none yet. */
static gboolean
insert (TillSandbox           *sandbox,
        TillDbConnection      *db,
        const char            *id,
        const TillSandboxCard *card,
        const char            *description,
        const char            *customer_key,
        GError               **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (
    db,
    "INSERT INTO tokens (id, last_four, card_type, exp_date, description, customer_key, created_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, id);
  till_db_bind_text (statement, 2, card->last_four);
  till_db_bind_text (statement, 3, card->brand);
  till_db_bind_text (statement, 4, card->exp_date);
  till_db_bind_text (statement, 5, description);
  till_db_bind_text (statement, 6, customer_key);
  till_db_bind_int (statement, 7, till_sandbox_now (sandbox));

  return till_db_run (statement, error);
}

gboolean
till_sandbox_tokens_put (TillSandbox           *sandbox,
                         TillDbConnection      *db,
                         const char            *id,
                         const TillSandboxCard *card,
                         const char            *customer_key,
                         GError               **error)
{
  g_autoptr (TillDbStatement) known = till_db_prepare (
    db,
    "SELECT last_four = ?2 AND card_type = ?3 AND exp_date = ?4 AND customer_key IS ?5"
    " FROM tokens WHERE id = ?1",
    error);
  TillStep step;

  if (known == NULL)
    return FALSE;

  till_db_bind_text (known, 1, id);
  till_db_bind_text (known, 2, card->last_four);
  till_db_bind_text (known, 3, card->brand);
  till_db_bind_text (known, 4, card->exp_date);
  till_db_bind_text (known, 5, customer_key);
  step = till_db_step (known, error);
  if (step == TILL_STEP_DONE)
    return insert (sandbox, db, id, card, NULL, customer_key, error);
  if (step == TILL_STEP_ERROR || till_db_column_int (known, 0) != 0)
    return step == TILL_STEP_ROW;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, "Token %s is another card’s already", id);

  return FALSE;
}

gboolean
till_sandbox_tokens_make (TillSandbox           *sandbox,
                          TillDbConnection      *db,
                          const TillSandboxCard *card,
                          const char            *description,
                          const char            *customer_key,
                          char                 **id,
                          GError               **error)
{
  g_autofree char *made = NULL;

  if (customer_key != NULL && !find_same (db, card, customer_key, &made, error))
    return FALSE;
  if (made != NULL)
    {
      g_free (*id);
      *id = g_steal_pointer (&made);
      return TRUE;
    }

  made = new_id (sandbox, db, card);
  if (!insert (sandbox, db, made, card, description, customer_key, error))
    return FALSE;

  g_free (*id);
  *id = g_steal_pointer (&made);

  return TRUE;
}

static JsonObject *
token_from_row (TillDbStatement *row)
{
  static const char *const names[] = { "token-id", "last-four-digits", "card-type",
                                       "exp-date", "description",      "customer-key" };
  JsonObject              *object = json_object_new ();

  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
    {
      if (!till_db_column_is_null (row, i))
        json_object_set_string_member (object, names[i], till_db_column_text (row, i));
    }

  return object;
}

static void
refuse (TillSandboxCall *call, guint status, const char *code, const char *words)
{
  till_sandbox_call_answer (call, status, "application/json",
                            till_sandbox_wire_error (call->sandbox, status, code, words));
}

static gboolean
answer_with_token (TillDbConnection *db, TillSandboxCall *call, const char *id, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, COLUMNS "WHERE id = ?1", error);
  TillStep                    step;

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, id);
  step = till_db_step (statement, error);
  if (step == TILL_STEP_ROW)
    till_sandbox_call_answer (call, SOUP_STATUS_OK, "application/json",
                              till_sandbox_wire_envelope (call->sandbox, SOUP_STATUS_OK,
                                                          "tokenResponse",
                                                          token_from_row (statement), NULL));
  else if (step == TILL_STEP_DONE)
    refuse (call, SOUP_STATUS_NOT_FOUND, "002", "There is no such token");

  return step != TILL_STEP_ERROR;
}

gboolean
till_sandbox_tokens_post (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  g_autofree char *number = till_sandbox_call_dup_member (call, "card");
  g_autofree char *expiry = till_sandbox_call_dup_member (call, "exp-date");
  g_autofree char *description = till_sandbox_call_dup_member (call, "description");
  g_autofree char *customer = till_sandbox_call_dup_member (call, "customer-key");
  g_autofree char *id = NULL;
  TillSandboxCard  card;

  switch (till_sandbox_card_read (number, expiry, till_sandbox_now (call->sandbox), &card))
    {
    case TILL_SANDBOX_CARD_GOOD:
      return till_sandbox_tokens_make (call->sandbox, db, &card, description, customer, &id,
                                       error) &&
             answer_with_token (db, call, id, error);

    case TILL_SANDBOX_CARD_BAD_EXPIRY:
      refuse (call, SOUP_STATUS_BAD_REQUEST, "041", "exp-date must be MMYY");
      return TRUE;

    case TILL_SANDBOX_CARD_EXPIRED:
      refuse (call, till_sandbox_code_status ("004"), "004", NULL);
      return TRUE;

    case TILL_SANDBOX_CARD_BAD_NUMBER:
    default:
      refuse (call, SOUP_STATUS_BAD_REQUEST, "009", NULL);
      return TRUE;
    }
}

/* @customer: NULL for all. */
static gboolean
answer_with_list (TillDbConnection *db, TillSandboxCall *call, const char *customer, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (
    db, COLUMNS "WHERE ?1 IS NULL OR customer_key = ?1 ORDER BY created_at, id LIMIT 1000", error);
  g_autoptr (JsonArray) tokens = json_array_new ();
  JsonObject           *list;
  TillStep              step;

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, customer);
  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    json_array_add_object_element (tokens, token_from_row (statement));
  if (step == TILL_STEP_ERROR)
    return FALSE;

  list = json_object_new ();
  json_object_set_array_member (list, "token", g_steal_pointer (&tokens));
  till_sandbox_call_answer (
    call, SOUP_STATUS_OK, "application/json",
    till_sandbox_wire_envelope (call->sandbox, SOUP_STATUS_OK, "tokens", list, NULL));

  return TRUE;
}

gboolean
till_sandbox_tokens_list (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  return answer_with_list (db, call, NULL, error);
}

gboolean
till_sandbox_tokens_list_of_customer (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  g_auto (GStrv)   parts = g_strsplit (call->path, "/", -1);
  g_autofree char *customer = g_uri_unescape_string (parts[4], NULL);

  return answer_with_list (db, call, customer != NULL ? customer : "", error);
}

static const char *
id_in_path (TillSandboxCall *call)
{
  return strrchr (call->path, '/') + 1;
}

gboolean
till_sandbox_tokens_get (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  return answer_with_token (db, call, id_in_path (call), error);
}

gboolean
till_sandbox_tokens_delete (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  if (!answer_with_token (db, call, id_in_path (call), error))
    return FALSE;
  if (!(statement = till_db_prepare (db, "DELETE FROM tokens WHERE id = ?1", error)))
    return FALSE;

  till_db_bind_text (statement, 1, id_in_path (call));

  return till_db_run (statement, error);
}
