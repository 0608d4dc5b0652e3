/* till-store-transactions.c: movements of money: their columns, and how they are found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-transactions.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-private.h"

#define AT(member) G_STRUCT_OFFSET (TillTransaction, member)

static const TillField fields[] = {
  { "location_id", TILL_FIELD_INT, AT (location_id), TRUE },
  { "attempt_id", TILL_FIELD_REFERENCE, AT (attempt_id), TRUE },
  { "related_id", TILL_FIELD_REFERENCE, AT (related_id), TRUE },
  { "kind", TILL_FIELD_ENUM, AT (kind), TRUE, till_transaction_kind_get_type },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_transaction_state_get_type },
  { "method", TILL_FIELD_ENUM, AT (method), TRUE, till_method_get_type },
  { "posting", TILL_FIELD_ENUM, AT (posting), FALSE, till_posting_get_type },
  { "patient_id", TILL_FIELD_REFERENCE, AT (patient_id), TRUE },
  { "patient_name", TILL_FIELD_FULL_TEXT, AT (patient_name), TRUE, NULL,
    N_ ("the patient’s name") },
  { "guarantor_id", TILL_FIELD_REFERENCE, AT (guarantor_id), TRUE },
  { "amount_cents", TILL_FIELD_INT, AT (amount), TRUE },
  { "fee_cents", TILL_FIELD_INT, AT (fee) },
  { "refunded_cents", TILL_FIELD_INT, AT (refunded) },
  { "disputed", TILL_FIELD_BOOL, AT (disputed) },
  { "happened_at", TILL_FIELD_INSTANT, AT (happened_at), TRUE },
  { "entered_at", TILL_FIELD_INSTANT, AT (entered_at), TRUE },
  { "entered_by", TILL_FIELD_TEXT, AT (entered_by), TRUE },
  { "card_brand", TILL_FIELD_TEXT, AT (card.brand), TRUE },
  { "card_last_four", TILL_FIELD_TEXT, AT (card.last_four), TRUE },
  { "card_expiry", TILL_FIELD_TEXT, AT (card.expiry), TRUE },
  { "card_entry_mode", TILL_FIELD_TEXT, AT (card.entry_mode), TRUE },
  { "card_aid", TILL_FIELD_TEXT, AT (card.aid), TRUE },
  { "card_application_label", TILL_FIELD_TEXT, AT (card.application_label), TRUE },
  { "card_tvr", TILL_FIELD_TEXT, AT (card.tvr), TRUE },
  { "card_iad", TILL_FIELD_TEXT, AT (card.iad), TRUE },
  { "card_cvm", TILL_FIELD_TEXT, AT (card.cvm), TRUE },
  { "authorization_code", TILL_FIELD_TEXT, AT (authorization), TRUE },
  { "processor", TILL_FIELD_TEXT, AT (processor), TRUE },
  { "processor_id", TILL_FIELD_TEXT, AT (processor_id), TRUE },
  { "invoice", TILL_FIELD_TEXT, AT (invoice), TRUE },
  { "batch", TILL_FIELD_TEXT, AT (batch) },
  { "terminal", TILL_FIELD_TEXT, AT (terminal), TRUE },
  { "exchange_id", TILL_FIELD_TEXT, AT (exchange_id), TRUE },
  { "check_number", TILL_FIELD_TEXT, AT (check_number), TRUE, NULL, N_ ("the check number") },
  { "note", TILL_FIELD_TEXT, AT (note), TRUE, NULL, N_ ("the note") },
  { "reason", TILL_FIELD_TEXT, AT (reason), TRUE, NULL, N_ ("the reason") },
  { "words", TILL_FIELD_TEXT, AT (words), TRUE },
  { "mark", TILL_FIELD_TEXT, AT (mark), TRUE },
  { "receipt_number", TILL_FIELD_TEXT, AT (receipt_number) },
  /* The invoice, which is fixed, says the same. */
  { "request_id", TILL_FIELD_REFERENCE, AT (request_id) },
};

static const char *const kept[] = {
  "status", "card", "patient_name_folded", "counted_cents", "counted_fee_cents", NULL
};

TillRecordType till_store_transaction_type = { "transactions", fields, G_N_ELEMENTS (fields),
                                               TILL_RECORD_OF (TillTransaction, till_transaction),
                                               kept };

char *
till_store_transaction_snapshot (const TillTransaction *transaction)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state",
                  till_enum_to_text (TILL_TYPE_TRANSACTION_STATE, (int) transaction->state));
  till_json_text (json, "posting",
                  till_enum_to_text (TILL_TYPE_POSTING, (int) transaction->posting));
  till_json_int (json, "refunded", transaction->refunded.cents);
  till_json_int (json, "fee", transaction->fee.cents);
  till_json_int (json, "disputed", transaction->disputed != FALSE);
  till_json_text (json, "receipt", transaction->receipt_number);
  /* So that a change by hand can be told with what it was. */
  till_json_int (json, "amount", transaction->amount.cents);

  return till_json_end (json);
}

char *
till_store_card_words (const TillCard *card)
{
  /* So that the last four, by which a card is known, are not cut off in a column. */
  const char *brand = g_strcmp0 (card->brand, "American Express") == 0 ? "Amex" : card->brand;

  if (card->last_four == NULL)
    return g_strdup (card->brand);

  return brand != NULL ? g_strdup_printf ("%s ••%s", brand, card->last_four)
                       : g_strdup_printf ("••%s", card->last_four);
}

static TillDbStatement *
prepare_where (TillDbConnection *connection, const char *where, GError **error)
{
  return till_record_prepare (&till_store_transaction_type, connection, where, error);
}

TillTransaction *
till_store_get_transaction (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&till_store_transaction_type, connection, "WHERE id = ?1", id, &found,
                        error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no transaction %" G_GINT64_FORMAT "."), id);

  return found;
}

gboolean
till_store_find_stray_payment (TillDbConnection *connection,
                               const char       *invoice,
                               TillTransaction **row,
                               GError          **error)
{
  static const char where[] = "WHERE invoice = ?1 AND invoice IS NOT NULL AND attempt_id IS NULL"
                              "  AND kind = 'payment' ORDER BY id LIMIT 1";
  g_autoptr (TillDbStatement) found =
    till_record_prepare (&till_store_transaction_type, connection, where, error);
  g_autoptr (GError) failed = NULL;

  *row = NULL;
  if (found == NULL)
    return FALSE;
  till_db_bind_text (found, 1, invoice);
  *row = till_record_read_first (&till_store_transaction_type, found, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));

  return *row != NULL || failed == NULL;
}

static TillTransaction *
find_by_number (TillDbConnection *connection,
                const char       *where,
                const char       *processor,
                const char       *processor_id,
                GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  g_return_val_if_fail (processor != NULL && processor_id != NULL, NULL);

  row = prepare_where (connection, where, error);
  if (row == NULL)
    return NULL;
  till_db_bind_text (row, 1, processor);
  till_db_bind_text (row, 2, processor_id);

  return till_record_read_first (&till_store_transaction_type, row, error);
}

TillTransaction *
till_store_find_transaction (TillDbConnection *connection,
                             const char       *processor,
                             const char       *processor_id,
                             GError          **error)
{
  return find_by_number (connection, "WHERE processor = ?1 AND processor_id = ?2", processor,
                         processor_id, error);
}

TillTransaction *
till_store_find_captured (TillDbConnection *connection,
                          const char       *processor,
                          const char       *processor_id,
                          GError          **error)
{
  return find_by_number (connection,
                         "WHERE id = (SELECT transaction_id FROM captures"
                         "             WHERE processor = ?1 AND processor_id = ?2)",
                         processor, processor_id, error);
}

gboolean
till_store_keep_capture (TillDbConnection *connection,
                         gint64            transaction_id,
                         const char       *processor,
                         const char       *processor_id,
                         GError          **error)
{
  static const char sql[] = "INSERT INTO captures (processor, processor_id, transaction_id)"
                            " VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 1, processor);
  till_db_bind_text (statement, 2, processor_id);
  till_db_bind_int (statement, 3, transaction_id);

  return till_db_run (statement, error);
}

TillTransaction *
till_store_find_transaction_by_attempt (TillDbConnection *connection,
                                        gint64            attempt_id,
                                        GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  /* A page may have seen declines before the card that went through. */
  row = prepare_where (connection,
                       "WHERE attempt_id = ?1"
                       " ORDER BY CASE WHEN state IN ('declined', 'failed') THEN 1 ELSE 0 END, id"
                       " LIMIT 1",
                       error);
  if (row == NULL)
    return NULL;
  till_db_bind_int (row, 1, attempt_id);

  return till_record_read_first (&till_store_transaction_type, row, error);
}

gboolean
till_store_find_first_transaction (TillDbConnection *connection, TillInstant *at, GError **error)
{
  g_autoptr (TillDbStatement) row =
    till_db_prepare (connection, "SELECT min (happened_at) FROM transactions", error);

  *at = TILL_INSTANT_NONE;
  if (row == NULL || till_db_step (row, error) != TILL_STEP_ROW)
    return FALSE;
  if (!till_db_column_is_null (row, 0))
    *at = till_db_column_int (row, 0);

  return TRUE;
}

gboolean
till_store_find_newest_charge (TillDbConnection *connection,
                               TillInstant       until,
                               TillInstant      *at,
                               GError          **error)
{
  static const char           sql[] = "SELECT happened_at FROM transactions"
                                      " WHERE processor_id IS NOT NULL AND happened_at <= ?1"
                                      " ORDER BY happened_at DESC NULLS LAST LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, until);

  *at = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : TILL_INSTANT_NONE;

  return step != TILL_STEP_ERROR;
}

GPtrArray *
till_store_list_unsettled (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    prepare_where (connection,
                   "WHERE processor IS NOT NULL"
                   "  AND state IN ('pending', 'authorized', 'captured')"
                   " ORDER BY id",
                   error);

  return rows != NULL ? till_record_read_rows (&till_store_transaction_type, rows, error) : NULL;
}

gboolean
till_store_count_unposted (TillDbConnection *connection, gint64 *count, GError **error)
{
  /* Said twice: the first as the partial index says it, or it may not be used. */
  static const char sql[] =
    "SELECT count(*) FROM transactions"
    " WHERE posting IN ('unposted', 'posting', 'needs-review') AND posting = 'unposted'";

  return till_db_query_int (connection, sql, count, error);
}
