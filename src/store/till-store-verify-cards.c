/* till-store-verify-cards.c: no digits in the database pass as a card number; cards on file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Left out by name are the columns of the processor's own identifiers (one random number in ten
 * passes the check), of the chip's own data, and of digests: uuid, invoice, processor_id,
 * target_processor_id, number of what is unread, customer, exchange_id, batch, terminal, card_aid,
 * card_tvr, card_iad, facts, hash, hmac; and of the bank's own: reference, and what holds it,
 * words_folded and identity. A card's token is not left out: none is kept that could be a number.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "store/till-store-private.h"

#define SHORTEST 13
#define MAX_COLUMNS 20

#define BODY_WITHOUT_LINK                                                                          \
  "replace(body, coalesce((SELECT r.link FROM requests AS r WHERE r.id = messages.request_id),"    \
  " ''), '')"

static const struct
{
  const char *table;
  const char *columns[MAX_COLUMNS]; /* NULL-terminated */
  const char *where;
  const char *id; /* NULL: id */
} texts[] = {
  { "locations", { "name" }, "1 = 1" },
  { "users", { "name" }, "1 = 1" },
  { "settings", { "value" }, "key NOT LIKE 'clearent.%'", "0" },
  { "patients", { "number", "name", "phone", "email", "address", "note" }, "1 = 1" },
  { "consents", { "how", "noted_by", "wording" }, "1 = 1" },
  { "templates", { "subject", "body", "changed_by" }, "1 = 1", "0" },
  { "attempts",
    { "patient_name", "check_number", "note", "reason", "words", "code", "actor", "save_wording" },
    "1 = 1" },
  { "transactions",
    { "patient_name", "entered_by", "card_brand", "card_last_four", "card_expiry",
      "card_entry_mode", "card_application_label", "card_cvm", "card", "authorization_code",
      "processor", "check_number", "note", "reason", "words", "mark", "receipt_number" },
    "1 = 1" },
  { "cards",
    { "processor", "token", "customer", "brand", "last_four", "nickname", "consent_wording",
      "consent_by" },
    "1 = 1" },
  { "card_sightings", { "customer" }, "1 = 1", "transaction_id" },
  { "payers", { "name", "email", "description" }, "1 = 1", "transaction_id" },
  { "saved_filters", { "name", "filter_json" }, "1 = 1" },
  { "view_settings", { "value" }, "1 = 1" },
  { "ledger_entries", { "note" }, "note IS NOT NULL" },
  { "book_lines", { "note" }, "note IS NOT NULL" },
  { "book_imports", { "file_name", "imported_by", "undone_by" }, "1 = 1" },
  { "patient_changes",
    { "number", "name", "phone", "email", "address", "former_number", "former_name", "former_phone",
      "former_email", "former_address" },
    "1 = 1" },
  { "imports", { "file_name", "accounts", "imported_by" }, "1 = 1" },
  { "bank_lines", { "account", "words", "check_number" }, "1 = 1" },
  { "deposit_matches", { "matched_by" }, "1 = 1", "deposit_id" },
  { "unread", { "reason" }, "1 = 1" },
  { "snoozes", { "reason", "snoozed_by" }, "1 = 1", "guarantor_id" },
  { "statements", { "made_by" }, "1 = 1" },
  { "requests", { "patient_name", "note", "asked_by" }, "1 = 1" },
  { "bulk_requests", { "note", "made_by" }, "1 = 1" },
  { "plans", { "patient_name", "what_for", "why", "made_by" }, "1 = 1" },
  { "plan_versions", { "added_for", "made_by", "authorized_by" }, "1 = 1" },
  { "plan_sendings", { "address", "accepted", "sent_by" }, "1 = 1" },
  { "installments", { "why" }, "why IS NOT NULL" },
  { "messages", { "name", "address", "subject", "words", "written_by" }, "1 = 1" },
  { "messages", { BODY_WITHOUT_LINK }, "1 = 1" },
  { "opt_outs", { "words" }, "1 = 1", "0" },
  { "merges", { "merged_by", "undone_by" }, "1 = 1" },
  { "merge_fields", { "former", "taken" }, "1 = 1", "merge_id" },
  { "audit",
    { "actor", "before_json", "after_json" },
    "deed <> 'set-batch' AND (subject <> 'settings' OR after_json NOT LIKE "
    "'{\"key\":\"clearent.%')" },
};

/* Most text has not so many digits: the real check takes it apart and is fifty times slower. */
static gboolean
may_hold_card (const char *text)
{
  guint n_digits = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (g_ascii_isdigit (*at) || (guchar) *at >= 0x80)
        n_digits++;
    }

  return n_digits >= SHORTEST;
}

static gboolean
check_table (TillDbConnection *connection, guint index, TillBroken *broken, GError **error)
{
  const char *const          *columns = texts[index].columns;
  g_autoptr (GString)         sql = g_string_new ("SELECT ");
  g_autoptr (TillDbStatement) rows = NULL;
  TillStep                    step;

  /* The number is the row's place: settings have no id. */
  g_string_append (sql, texts[index].id != NULL ? texts[index].id : "id");
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (sql, ", %s", columns[i]);
  g_string_append_printf (sql, " FROM %s WHERE %s", texts[index].table, texts[index].where);

  rows = till_db_prepare (connection, sql->str, error);
  if (rows == NULL)
    return FALSE;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      for (guint i = 0; columns[i] != NULL; i++)
        {
          const char *text = till_db_column_text (rows, (int) i + 1);

          /* The number itself is not shown. */
          if (text != NULL && may_hold_card (text) && till_text_has_card_number (text))
            till_broken_add (broken, "%s %" G_GINT64_FORMAT ": %s", texts[index].table,
                             till_db_column_int (rows, 0), columns[i]);
        }
    }

  return step == TILL_STEP_DONE;
}

static const TillInvariant checks[] = {
  {
    N_ ("A payment by a card on file names the card"),
    "SELECT id FROM attempts"
    " WHERE (kind = 'payment' AND method = 'card-on-file') <> (card_id IS NOT NULL) ORDER BY id",
    N_ ("attempt %s"),
  },
  {
    N_ ("What is asked for about a card on file is about a card payment"),
    "SELECT s.transaction_id FROM card_sightings s"
    " JOIN transactions t ON t.id = s.transaction_id"
    " WHERE t.kind <> 'payment' OR t.processor IS NULL OR t.guarantor_id IS NULL ORDER BY 1",
    N_ ("transaction %s"),
  },
  {
    N_ ("A card on file that was deleted says when, and has no role"),
    "SELECT id FROM cards WHERE (state = 'kept') <> (ended_at IS NULL)"
    "    OR (state <> 'kept' AND role <> 'none') ORDER BY id",
    N_ ("card %s"),
  },
};

gboolean
till_verify_cards (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  TillBroken broken = { NULL, 0 };
  gboolean   read = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (texts) && read; i++)
    read = check_table (connection, i, &broken, error);
  if (!read && broken.text != NULL)
    g_string_free (broken.text, TRUE);
  if (read)
    g_ptr_array_add (findings,
                     till_broken_end (&broken, _ ("No text in the file passes as a card number")));

  return read && till_verify_checks (connection, checks, G_N_ELEMENTS (checks), findings, error);
}
