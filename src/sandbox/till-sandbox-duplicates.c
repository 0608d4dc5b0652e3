/* till-sandbox-duplicates.c: when a charge is taken for one that was made already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-duplicates.h"

#include "sandbox/till-sandbox-wire.h"

#define SETTING "duplicates"
#define TERMINAL_WINDOW (8 * TILL_MINUTE)

/* ?1 type, ?2 terminal or NULL for all of them, ?3 not before; then what is compared. */
#define EARLIER                                                                                    \
  "WHERE type = ?1 AND (?2 IS NULL OR terminal_id = ?2) AND created_at > ?3"                       \
  " AND result = 'APPROVED' AND voided = 0 "

#define NEWEST " ORDER BY created_at DESC, id DESC LIMIT 1"

void
till_sandbox_duplicates_load (TillDbConnection *db, TillSandboxDuplicates *settings)
{
  g_autofree char     *text = till_sandbox_setting_get (db, SETTING);
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonObject          *object;

  *settings = (TillSandboxDuplicates){ .enabled = TRUE, .minutes = 5 };
  if (root == NULL)
    return;

  object = json_node_get_object (root);
  settings->enabled = json_object_get_boolean_member (object, "enabled");
  settings->merchant_level = json_object_get_boolean_member (object, "check-merchant-level");
  settings->respond_with_error =
    json_object_get_boolean_member (object, "if-duplicate-found-respond-with-error");
  settings->include_invoice = json_object_get_boolean_member (object, "include-invoice");
  settings->minutes = json_object_get_int_member (object, "time-range-in-minutes");
  settings->invoice_instead_of_card =
    json_object_get_boolean_member (object, "use-invoice-instead-of-card");
}

static JsonObject *
settings_to_json (const TillSandboxDuplicates *settings)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "enabled", settings->enabled);
  json_object_set_boolean_member (object, "check-merchant-level", settings->merchant_level);
  json_object_set_boolean_member (object, "if-duplicate-found-respond-with-error",
                                  settings->respond_with_error);
  json_object_set_boolean_member (object, "include-invoice", settings->include_invoice);
  json_object_set_int_member (object, "time-range-in-minutes", settings->minutes);
  json_object_set_boolean_member (object, "use-invoice-instead-of-card",
                                  settings->invoice_instead_of_card);

  return object;
}

typedef struct
{
  const char *comparison; /* of ?4 and ?5 */
  const char *terminal;
  TillInstant after;
  const char *text;
  const char *second_text; /* or NULL, then: */
  gint64      number;
} Look;

static gboolean
find (TillDbConnection             *db,
      const TillSandboxTransaction *asked,
      const Look                   *look,
      TillSandboxTransaction      **earlier,
      GError                      **error)
{
  g_autofree char *sql =
    g_strconcat (till_sandbox_transaction_select, EARLIER, look->comparison, NEWEST, NULL);
  g_autoptr (TillDbStatement) statement = NULL;

  *earlier = NULL;
  if (look->text == NULL)
    return TRUE;
  if (!(statement = till_db_prepare (db, sql, error)))
    return FALSE;

  till_db_bind_text (statement, 1, asked->texts[TILL_SANDBOX_TYPE]);
  till_db_bind_text (statement, 2, look->terminal);
  till_db_bind_int (statement, 3, look->after);
  till_db_bind_text (statement, 4, look->text);
  if (look->second_text != NULL)
    till_db_bind_text (statement, 5, look->second_text);
  else
    till_db_bind_int (statement, 5, look->number);

  return till_sandbox_transaction_first (statement, earlier, error);
}

gboolean
till_sandbox_duplicates_find (TillSandbox                  *sandbox,
                              TillDbConnection             *db,
                              const TillSandboxTransaction *asked,
                              const TillSandboxDuplicates  *settings,
                              TillSandboxTransaction      **earlier,
                              GError                      **error)
{
  const char *invoice = asked->texts[TILL_SANDBOX_INVOICE];
  Look        look = {
           .comparison = "AND card_last_four = ?4 AND ?5 = 0",
           .terminal = settings->merchant_level ? NULL : asked->texts[TILL_SANDBOX_TERMINAL],
           .after = till_sandbox_now (sandbox) - settings->minutes * TILL_MINUTE,
           .text = asked->texts[TILL_SANDBOX_LAST_FOUR],
  };

  *earlier = NULL;
  if (!settings->enabled)
    return TRUE;

  if (settings->invoice_instead_of_card)
    {
      look.comparison = "AND invoice = ?4 AND ?5 = 0";
      look.after = G_MININT64;
      look.text = invoice;
    }
  else if (settings->include_invoice)
    {
      look.comparison = "AND card_last_four = ?4 AND coalesce (invoice, '') = ?5";
      look.second_text = invoice != NULL ? invoice : "";
    }

  return find (db, asked, &look, earlier, error);
}

gboolean
till_sandbox_duplicates_find_on_terminal (TillSandbox                  *sandbox,
                                          TillDbConnection             *db,
                                          const TillSandboxTransaction *asked,
                                          TillSandboxTransaction      **earlier,
                                          GError                      **error)
{
  Look look = {
    .comparison = "AND card_last_four = ?4 AND amount_cents = ?5",
    .terminal = asked->texts[TILL_SANDBOX_TERMINAL],
    .after = till_sandbox_now (sandbox) - TERMINAL_WINDOW,
    .text = asked->texts[TILL_SANDBOX_LAST_FOUR],
    .number = asked->amount.cents,
  };

  return find (db, asked, &look, earlier, error);
}

gboolean
till_sandbox_duplicates_find_by_field (TillDbConnection             *db,
                                       const TillSandboxTransaction *asked,
                                       TillSandboxText               field,
                                       gboolean                      merchant_level,
                                       TillSandboxTransaction      **earlier,
                                       GError                      **error)
{
  Look look = {
    .comparison = field == TILL_SANDBOX_INVOICE ? "AND invoice = ?4 AND amount_cents = ?5"
                                                : "AND purchase_order = ?4 AND amount_cents = ?5",
    .terminal = merchant_level ? NULL : asked->texts[TILL_SANDBOX_TERMINAL],
    .after = G_MININT64,
    .text = asked->texts[field],
    .number = asked->amount.cents,
  };

  return find (db, asked, &look, earlier, error);
}

gboolean
till_sandbox_duplicates_get (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  TillSandboxDuplicates settings;

  till_sandbox_duplicates_load (db, &settings);
  till_sandbox_call_answer (call, SOUP_STATUS_OK, "application/json",
                            till_sandbox_wire_envelope (call->sandbox, SOUP_STATUS_OK, "duplicates",
                                                        settings_to_json (&settings), NULL));

  return TRUE;
}

static void
take_flag (TillSandboxCall *call, const char *name, gboolean *flag)
{
  *flag = till_sandbox_call_get_flag (call, name, *flag);
}

gboolean
till_sandbox_duplicates_put (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  TillSandboxDuplicates settings;
  g_autofree char      *minutes = till_sandbox_call_dup_member (call, "time-range-in-minutes");
  g_autofree char      *text = NULL;
  JsonNode             *root;

  till_sandbox_duplicates_load (db, &settings);
  take_flag (call, "enabled", &settings.enabled);
  take_flag (call, "check-merchant-level", &settings.merchant_level);
  take_flag (call, "if-duplicate-found-respond-with-error", &settings.respond_with_error);
  take_flag (call, "include-invoice", &settings.include_invoice);
  take_flag (call, "use-invoice-instead-of-card", &settings.invoice_instead_of_card);

  if (minutes != NULL && !g_ascii_string_to_signed (minutes, 10, 1, 60, &settings.minutes, NULL))
    {
      till_sandbox_call_answer (call, SOUP_STATUS_BAD_REQUEST, "application/json",
                                till_sandbox_wire_error (call->sandbox, SOUP_STATUS_BAD_REQUEST,
                                                         "041",
                                                         "time-range-in-minutes must be 1 to 60"));
      return TRUE;
    }

  root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, settings_to_json (&settings));
  text = till_sandbox_wire_print (root);

  return till_sandbox_setting_set (db, SETTING, text, error) &&
         till_sandbox_duplicates_get (db, call, error);
}
