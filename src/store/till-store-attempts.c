/* till-store-attempts.c: intentions to move money, written down before anything is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-attempts.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-state-rules.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"

#define AT(member) G_STRUCT_OFFSET (TillAttempt, member)

static const TillField fields[] = {
  { "uuid", TILL_FIELD_TEXT, AT (uuid), TRUE },
  { "invoice", TILL_FIELD_TEXT, AT (invoice), TRUE },
  { "location_id", TILL_FIELD_INT, AT (location_id), TRUE },
  { "kind", TILL_FIELD_ENUM, AT (kind), TRUE, till_transaction_kind_get_type },
  { "method", TILL_FIELD_ENUM, AT (method), TRUE, till_method_get_type },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_attempt_state_get_type },
  { "patient_id", TILL_FIELD_REFERENCE, AT (patient_id), TRUE },
  { "patient_name", TILL_FIELD_FULL_TEXT, AT (patient_name), TRUE, NULL,
    N_ ("the patient’s name") },
  { "guarantor_id", TILL_FIELD_REFERENCE, AT (guarantor_id), TRUE },
  { "amount_cents", TILL_FIELD_INT, AT (amount), TRUE },
  { "target_id", TILL_FIELD_REFERENCE, AT (target_id), TRUE },
  { "target_processor_id", TILL_FIELD_TEXT, AT (target_processor_id), TRUE },
  { "terminal", TILL_FIELD_TEXT, AT (terminal), TRUE },
  { "check_number", TILL_FIELD_TEXT, AT (check_number), TRUE, NULL, N_ ("the check number") },
  { "note", TILL_FIELD_TEXT, AT (note), TRUE, NULL, N_ ("the note") },
  { "reason", TILL_FIELD_TEXT, AT (reason), TRUE, NULL, N_ ("the reason") },
  { "prepared_at", TILL_FIELD_INSTANT, AT (prepared_at), TRUE },
  { "sent_at", TILL_FIELD_INSTANT, AT (sent_at) },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
  { "first_empty_at", TILL_FIELD_INSTANT, AT (first_empty_at) },
  { "looked_up_at", TILL_FIELD_INSTANT, AT (looked_up_at) },
  { "n_empty", TILL_FIELD_INT, AT (n_empty) },
  { "words", TILL_FIELD_TEXT, AT (words) },
  { "code", TILL_FIELD_TEXT, AT (code) },
  { "exchange_id", TILL_FIELD_TEXT, AT (exchange_id) },
  { "actor", TILL_FIELD_TEXT, AT (actor), TRUE },
  /* Younger than the digests of the oldest rows. */
  { "card_id", TILL_FIELD_REFERENCE, AT (card_id) },
  { "asked_by", TILL_FIELD_ENUM, AT (asked_by), FALSE, till_asked_by_get_type },
  { "save_wording", TILL_FIELD_TEXT, AT (save_wording), FALSE, NULL, N_ ("the patient’s consent") },
};

TillRecordType till_store_attempt_type = { "attempts", fields, G_N_ELEMENTS (fields),
                                           TILL_RECORD_OF (TillAttempt, till_attempt) };

char *
till_store_attempt_snapshot (const TillAttempt *attempt)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_ATTEMPT_STATE, (int) attempt->state));

  return till_json_end (json);
}

void
till_store_clean_words (char **words)
{
  if (till_text_has_card_number (*words))
    till_text_set (words, _ ("(left out: it held a card number)"));
}

static gboolean
audit (TillDbConnection  *connection,
       const TillAttempt *attempt,
       const char        *before,
       const char        *deed,
       const TillActor   *actor,
       TillInstant        at,
       GError           **error)
{
  g_autofree char *after = till_store_attempt_snapshot (attempt);
  g_autofree char *facts = till_record_facts (&till_store_attempt_type, attempt);

  return till_store_audit_row (connection, actor, at, deed, "attempts", attempt->id, before, after,
                               facts, error);
}

/* ── Preparing ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_target (TillDbConnection *connection, const TillAttempt *attempt, GError **error)
{
  static const char sql[] = "SELECT 1 FROM transactions WHERE id = ?1 AND kind = 'payment'";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (attempt->kind == TILL_KIND_PAYMENT)
    return TRUE;

  step = till_store_ask (connection, sql, &row, error, 1, attempt->target_id);
  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("The payment to take back is not there."));

  return step == TILL_STEP_ROW;
}

gboolean
till_store_prepare_attempt (TillDbConnection *connection,
                            TillAttempt      *attempt,
                            const TillActor  *actor,
                            TillInstant       at,
                            GError          **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  TillInstant *const later[] = { &attempt->sent_at, &attempt->ended_at, &attempt->first_empty_at,
                                 &attempt->looked_up_at };

  g_return_val_if_fail (attempt != NULL, FALSE);

  if (!till_payment_check_amount (attempt->amount, error) ||
      !till_record_refuse_cards (&till_store_attempt_type, attempt, error) ||
      !check_target (connection, attempt, error))
    return FALSE;

  /* The demo brings its own: its sandbox knows the invoice already. */
  if (attempt->uuid == NULL)
    attempt->uuid = till_id_new ();
  g_free (attempt->invoice);
  attempt->invoice = till_id_to_invoice (attempt->uuid);
  attempt->state = TILL_ATTEMPT_PREPARED;
  attempt->prepared_at = at;
  attempt->n_empty = 0;
  attempt->location_id = attempt->location_id != 0 ? attempt->location_id : 1;
  till_text_set (&attempt->actor, actor != NULL ? actor->name : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    *later[i] = TILL_INSTANT_NONE;

  statement = till_db_prepare (connection, till_record_insert (&till_store_attempt_type), error);
  if (statement == NULL)
    return FALSE;
  till_record_bind (&till_store_attempt_type, statement, attempt);
  if (!till_db_run (statement, error))
    return FALSE;
  attempt->id = till_db_last_id (connection);

  return audit (connection, attempt, NULL, "prepare-attempt", actor, at, error);
}

/* ── Finding ─────────────────────────────────────────────────────────────────────────────────── */

static TillDbStatement *
prepare_where (TillDbConnection *connection, const char *where, GError **error)
{
  return till_record_prepare (&till_store_attempt_type, connection, where, error);
}

TillAttempt *
till_store_get_attempt (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&till_store_attempt_type, connection, "WHERE id = ?1", id, &found, error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no attempt %" G_GINT64_FORMAT "."), id);

  return found;
}

TillAttempt *
till_store_find_attempt_by_invoice (TillDbConnection *connection,
                                    const char       *invoice,
                                    GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  g_return_val_if_fail (invoice != NULL, NULL);

  row = prepare_where (connection, "WHERE invoice = ?1", error);
  if (row == NULL)
    return NULL;
  till_db_bind_text (row, 1, invoice);

  return till_record_read_first (&till_store_attempt_type, row, error);
}

GPtrArray *
till_store_list_open_attempts (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDbStatement) rows = NULL;

  rows = prepare_where (
    connection, "WHERE state IN ('prepared', 'sent', 'waiting', 'unknown') ORDER BY id", error);

  return rows != NULL ? till_record_read_rows (&till_store_attempt_type, rows, error) : NULL;
}

GPtrArray *
till_store_list_abandoned_attempts (TillDbConnection *connection, TillInstant since, GError **error)
{
  g_autoptr (TillDbStatement) rows = NULL;

  rows = prepare_where (
    connection, "WHERE state = 'abandoned' AND ended_at >= ?1 ORDER BY ended_at, id", error);
  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, since);

  return till_record_read_rows (&till_store_attempt_type, rows, error);
}

/* ── Steps ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_step (const TillAttempt *attempt, TillAttemptState state, GError **error)
{
  if (till_attempt_may_become (attempt->state, state))
    return TRUE;

  /* Translators: two states, as the database names them: "approved", "unknown" */
  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               _ ("This attempt is “%s” and can’t become “%s” any more."),
               till_enum_to_text (TILL_TYPE_ATTEMPT_STATE, (int) attempt->state),
               till_enum_to_text (TILL_TYPE_ATTEMPT_STATE, (int) state));

  return FALSE;
}

static gboolean
save_step (TillDbConnection *connection, const TillAttempt *attempt, GError **error)
{
  static const char sql[] =
    "UPDATE attempts SET state = ?2, sent_at = ?3, ended_at = ?4, words = ?5, code = ?6,"
    "                    exchange_id = ?7"
    " WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, attempt->id);
  till_db_bind_text (statement, 2,
                     till_enum_to_text (TILL_TYPE_ATTEMPT_STATE, (int) attempt->state));
  if (attempt->sent_at != TILL_INSTANT_NONE)
    till_db_bind_int (statement, 3, attempt->sent_at);
  if (attempt->ended_at != TILL_INSTANT_NONE)
    till_db_bind_int (statement, 4, attempt->ended_at);
  till_db_bind_text (statement, 5, attempt->words);
  till_db_bind_text (statement, 6, attempt->code);
  till_db_bind_text (statement, 7, attempt->exchange_id);

  return till_db_run (statement, error);
}

gboolean
till_store_step_attempt (TillDbConnection *connection,
                         gint64            id,
                         TillAttemptState  state,
                         const char       *words,
                         const char       *code,
                         const char       *exchange_id,
                         const TillActor  *actor,
                         TillInstant       at,
                         GError          **error)
{
  g_autoptr (TillAttempt) attempt = till_store_get_attempt (connection, id, error);
  g_autofree char        *before = NULL;

  if (attempt == NULL || !check_step (attempt, state, error))
    return FALSE;

  before = till_store_attempt_snapshot (attempt);
  attempt->state = state;
  if (attempt->sent_at == TILL_INSTANT_NONE &&
      (state == TILL_ATTEMPT_SENT || state == TILL_ATTEMPT_WAITING))
    attempt->sent_at = at;
  if (till_attempt_is_final (state))
    attempt->ended_at = at;
  if (words != NULL)
    till_text_set (&attempt->words, words);
  if (code != NULL)
    till_text_set (&attempt->code, code);
  if (exchange_id != NULL)
    till_text_set (&attempt->exchange_id, exchange_id);
  till_store_clean_words (&attempt->words);

  return save_step (connection, attempt, error) &&
         audit (connection, attempt, before, "step-attempt", actor, at, error);
}

gboolean
till_store_note_empty_lookup (TillDbConnection *connection,
                              gint64            id,
                              TillInstant       at,
                              GError          **error)
{
  static const char sql[] =
    "UPDATE attempts SET n_empty = n_empty + 1, first_empty_at = coalesce(first_empty_at, ?2),"
    "                    looked_up_at = ?2"
    " WHERE id = ?1";

  if (!till_store_run (connection, sql, error, 2, id, at))
    return FALSE;
  if (till_db_n_changed (connection) == 1)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
               _ ("There is no attempt %" G_GINT64_FORMAT "."), id);

  return FALSE;
}

/* ── What was collected before ───────────────────────────────────────────────────────────────── */

GArray *
till_store_list_earlier_payments (TillDbConnection *connection,
                                  gint64            guarantor_id,
                                  TillInstant       since,
                                  GError          **error)
{
#define WHOSE TILL_PATIENT_STANDS_FOR ("patient_id")
#define OF_ACCOUNT "IN (SELECT id FROM patients WHERE id = ?1 OR merged_into = ?1)"
  static const char sql[] =
    "SELECT amount_cents, happened_at, method, 0, " WHOSE " FROM transactions"
    " WHERE guarantor_id " OF_ACCOUNT " AND happened_at >= ?2 AND kind = 'payment'"
    "   AND state IN ('pending', 'authorized', 'captured', 'settled')"
    " UNION ALL "
    "SELECT amount_cents, prepared_at, method, 1, " WHOSE " FROM attempts"
    " WHERE guarantor_id " OF_ACCOUNT " AND prepared_at >= ?2 AND kind = 'payment'"
    "   AND state IN ('prepared', 'sent', 'waiting', 'unknown')"
    " ORDER BY 2";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          earlier = g_array_new (FALSE, FALSE, sizeof (TillEarlierPayment));
  TillStep                    step;

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, guarantor_id);
  till_db_bind_int (rows, 2, since);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillEarlierPayment payment = { 0 };
      int                method = TILL_METHOD_CASH;

      if (!till_enum_from_text (TILL_TYPE_METHOD, till_db_column_text (rows, 2), &method))
        g_warning ("no such method: %s", till_db_column_text (rows, 2));
      payment.amount = till_money (till_db_column_int (rows, 0));
      payment.at = till_db_column_int (rows, 1);
      payment.card = till_method_is_card ((TillMethod) method);
      payment.open = till_db_column_int (rows, 3) != 0;
      payment.patient_id = till_db_column_int (rows, 4);
      g_array_append_val (earlier, payment);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&earlier) : NULL;
}
