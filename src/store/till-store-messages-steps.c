/* till-store-messages-steps.c: how messages move on, and what keeps one from being sent again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-messages-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-state-rules.h"
#include "store/till-store-bulk.h"
#include "store/till-store-requests.h"

/* The code of one that was looked for and is not there; not_before says since when. */
#define MISSING "missing"

char *
till_store_message_snapshot (const TillMessage *message)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_MESSAGE_STATE, (int) message->state));
  till_json_text (json, "words", message->words);
  till_json_int (json, "tries", message->n_tries);

  return till_json_end (json);
}

gboolean
till_store_audit_message (TillDbConnection  *connection,
                          const TillMessage *message,
                          const char        *before,
                          const char        *deed,
                          const TillActor   *actor,
                          TillInstant        at,
                          GError           **error)
{
  g_autofree char *after = till_store_message_snapshot (message);
  g_autofree char *facts = till_record_facts (&till_store_message_type, message);

  return till_store_audit_row (connection, actor, at, deed, "messages", message->id, before, after,
                               facts, error);
}

static gboolean
save (TillDbConnection  *connection,
      const TillMessage *before,
      const TillMessage *after,
      const char        *deed,
      TillInstant        at,
      GError           **error)
{
  static const char sql[] =
    "UPDATE messages SET state = ?2, words = ?3, code = ?4, carrier_id = ?5, n_tries = ?6,"
    "                    not_before = ?7, sent_at = ?8, ended_at = ?9"
    " WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *snapshot = till_store_message_snapshot (before);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, after->id);
  till_db_bind_text (statement, 2, till_enum_to_text (TILL_TYPE_MESSAGE_STATE, (int) after->state));
  till_db_bind_text (statement, 3, after->words);
  till_db_bind_text (statement, 4, after->code);
  till_db_bind_text (statement, 5, after->carrier_id);
  till_db_bind_int (statement, 6, after->n_tries);
  till_db_bind_int (statement, 7, after->not_before);
  if (after->sent_at != TILL_INSTANT_NONE)
    till_db_bind_int (statement, 8, after->sent_at);
  if (after->ended_at != TILL_INSTANT_NONE)
    till_db_bind_int (statement, 9, after->ended_at);

  return till_db_run (statement, error) &&
         till_store_audit_message (connection, after, snapshot, deed, NULL, at, error);
}

static gboolean
check_step (const TillMessage *message, TillMessageState state, GError **error)
{
  if (till_message_may_become (message->state, state))
    return TRUE;

  /* Translators: two states of a message, as the database names them: "sent", "queued" */
  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               _ ("This message is “%s” and can’t become “%s” any more."),
               till_enum_to_text (TILL_TYPE_MESSAGE_STATE, (int) message->state),
               till_enum_to_text (TILL_TYPE_MESSAGE_STATE, (int) state));

  return FALSE;
}

gboolean
till_store_claim_message (TillDbConnection *connection,
                          TillMessage      *message,
                          TillInstant       at,
                          GError          **error)
{
  g_autoptr (TillMessage) before = till_message_copy (message);

  if (!check_step (message, TILL_MESSAGE_SENDING, error))
    return FALSE;

  message->state = TILL_MESSAGE_SENDING;
  message->n_tries++;
  till_text_set (&message->code, NULL);
  till_text_set (&message->words, NULL);

  return save (connection, before, message, "send-message", at, error);
}

gboolean
till_store_put_off_message (TillDbConnection  *connection,
                            const TillMessage *message,
                            TillInstant        not_before,
                            TillInstant        at,
                            GError           **error)
{
  g_autoptr (TillMessage) after = till_message_copy (message);

  after->not_before = not_before;

  return save (connection, message, after, "put-off-message", at, error);
}

/* Whether anything of the request is underway or has come to somebody: a reminder that was not
 * written to anybody tells nothing. */
static gboolean
follow_request (TillDbConnection *connection, gint64 request_id, TillInstant at, GError **error)
{
  static const char sql[] =
    "SELECT count(*) FROM messages WHERE request_id = ?1 AND purpose IN ('request', 'reminder')"
    "   AND state NOT IN ('undeliverable', 'stopped')";
  g_autoptr (TillDbStatement) row = NULL;
  gboolean                    none;

  if (request_id == 0)
    return TRUE;
  if (till_store_ask (connection, sql, &row, error, 1, request_id) != TILL_STEP_ROW)
    return FALSE;
  none = till_db_column_int (row, 0) == 0;
  g_clear_pointer (&row, till_db_statement_free);

  return till_store_set_undeliverable (connection, request_id, none, NULL, at, error);
}

/* Whether there is a reason to send it again: its request is open, and its number has not opted
 * out.
 */
static gboolean
is_wanted (TillDbConnection  *connection,
           const TillMessage *message,
           const char       **why,
           GError           **error)
{
  g_autoptr (TillRequest) request = NULL;
  gboolean                opted_out = FALSE;

  *why = NULL;
  if (message->channel == TILL_CHANNEL_TEXT &&
      !till_store_is_opted_out (connection, message->address, &opted_out, error))
    return FALSE;
  if (opted_out)
    *why = "opted-out";
  if (message->request_id == 0)
    return TRUE;

  request = till_store_get_request (connection, message->request_id, error);
  if (request == NULL)
    return FALSE;
  if (request->state == TILL_REQUEST_COMPLETED)
    *why = "paid";
  else if (request->state == TILL_REQUEST_CANCELLED)
    *why = request->reason == TILL_REQUEST_REPLACED ? "replaced" : "cancelled";

  return TRUE;
}

gboolean
till_store_stop_messages (TillDbConnection *connection,
                          const char       *where,
                          gint64            number,
                          const char       *text,
                          const char       *why,
                          TillInstant       at,
                          GError          **error)
{
  g_autofree char *sql =
    g_strconcat ("WHERE state IN ('queued', 'sending') AND state = 'queued' AND ", where, NULL);
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&till_store_message_type, connection, sql, error);
  g_autoptr (GPtrArray) messages = NULL;

  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, number);
  till_db_bind_text (rows, 2, text);
  messages = till_record_read_rows (&till_store_message_type, rows, error);
  if (messages == NULL)
    return FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      const TillMessage *message = messages->pdata[i];

      if (!till_store_step_message (connection, message->id, TILL_MESSAGE_STOPPED, NULL, NULL, why,
                                    0, at, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_note_missing_message (TillDbConnection *connection,
                                 gint64            id,
                                 TillInstant       apart,
                                 TillInstant       at,
                                 GError          **error)
{
  g_autoptr (TillMessage) before = till_store_get_message (connection, id, error);
  g_autoptr (TillMessage) after = NULL;

  if (before == NULL)
    return FALSE;
  if (before->state != TILL_MESSAGE_SENDING)
    return TRUE;
  if (g_strcmp0 (before->code, MISSING) == 0 && at - before->not_before >= apart)
    return till_store_step_message (connection, id, TILL_MESSAGE_QUEUED, NULL, NULL, NULL, at, at,
                                    error);
  if (g_strcmp0 (before->code, MISSING) == 0)
    return TRUE;

  after = till_message_copy (before);
  till_text_set (&after->code, MISSING);
  after->not_before = at;

  return save (connection, before, after, "message-is-missing", at, error);
}

gboolean
till_store_step_message (TillDbConnection *connection,
                         gint64            id,
                         TillMessageState  state,
                         const char       *carrier_id,
                         const char       *code,
                         const char       *words,
                         TillInstant       not_before,
                         TillInstant       at,
                         GError          **error)
{
  g_autoptr (TillMessage) before = till_store_get_message (connection, id, error);
  g_autoptr (TillMessage) after = NULL;
  const char             *why = NULL;

  if (before == NULL)
    return FALSE;
  if (state == TILL_MESSAGE_QUEUED && !is_wanted (connection, before, &why, error))
    return FALSE;
  if (why != NULL)
    {
      state = TILL_MESSAGE_STOPPED;
      words = why;
    }
  if (!check_step (before, state, error))
    return FALSE;

  after = till_message_copy (before);
  after->state = state;
  if (carrier_id != NULL)
    till_text_set (&after->carrier_id, carrier_id);
  till_text_set (&after->code, code);
  till_text_set (&after->words, words);
  till_store_clean_words (&after->words);
  if (state == TILL_MESSAGE_QUEUED)
    after->not_before = not_before;
  if (state == TILL_MESSAGE_SENT)
    after->sent_at = at;
  if (state == TILL_MESSAGE_DELIVERED || state == TILL_MESSAGE_UNDELIVERABLE ||
      state == TILL_MESSAGE_STOPPED)
    after->ended_at = at;

  return save (connection, before, after, "step-message", at, error) &&
         ((state != TILL_MESSAGE_UNDELIVERABLE && state != TILL_MESSAGE_STOPPED) ||
          follow_request (connection, after->request_id, at, error)) &&
         (state != TILL_MESSAGE_QUEUED || after->purpose != TILL_PURPOSE_REQUEST ||
          till_store_end_if_bulk_is_cancelled (connection, after, at, error));
}
