/* till-store-messages.c: everything sent to patients and received from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-messages-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-requests.h"

#define AT(member) G_STRUCT_OFFSET (TillMessage, member)

static const TillField fields[] = {
  { "uuid", TILL_FIELD_TEXT, AT (uuid), TRUE },
  { "location_id", TILL_FIELD_INT, AT (location_id), TRUE },
  { "patient_id", TILL_FIELD_REFERENCE, AT (patient_id), TRUE },
  { "request_id", TILL_FIELD_REFERENCE, AT (request_id), TRUE },
  { "transaction_id", TILL_FIELD_REFERENCE, AT (transaction_id), TRUE },
  { "plan_id", TILL_FIELD_REFERENCE, AT (plan_id), TRUE },
  { "document_id", TILL_FIELD_REFERENCE, AT (document_id), TRUE },
  { "channel", TILL_FIELD_ENUM, AT (channel), TRUE, till_channel_get_type },
  { "purpose", TILL_FIELD_ENUM, AT (purpose), TRUE, till_purpose_get_type },
  { "language", TILL_FIELD_ENUM, AT (language), TRUE, till_language_get_type },
  { "name", TILL_FIELD_TEXT, AT (name), TRUE },
  { "address", TILL_FIELD_FULL_TEXT, AT (address), TRUE },
  { "subject", TILL_FIELD_TEXT, AT (subject), TRUE, NULL, N_ ("the subject") },
  { "body", TILL_FIELD_FULL_TEXT, AT (body), TRUE },
  { "attached", TILL_FIELD_ENUM, AT (attached), TRUE, till_attached_get_type },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_message_state_get_type },
  { "words", TILL_FIELD_TEXT, AT (words) },
  { "code", TILL_FIELD_TEXT, AT (code) },
  { "carrier_id", TILL_FIELD_TEXT, AT (carrier_id) },
  { "n_tries", TILL_FIELD_INT, AT (n_tries) },
  { "not_before", TILL_FIELD_INT, AT (not_before) },
  { "written_at", TILL_FIELD_INSTANT, AT (written_at), TRUE },
  { "written_by", TILL_FIELD_FULL_TEXT, AT (written_by), TRUE },
  { "sent_at", TILL_FIELD_INSTANT, AT (sent_at) },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
};

TillRecordType till_store_message_type = { "messages", fields, G_N_ELEMENTS (fields),
                                           TILL_RECORD_OF (TillMessage, till_message) };

/* The link holds the processor's own numbers, of which one in ten passes for a card's (DESIGN.md
 * 6).
 */
static gboolean
refuse_cards (TillDbConnection *connection, const TillMessage *message, GError **error)
{
  g_autoptr (TillRequest) request = NULL;
  g_autoptr (GString)     words = g_string_new (message->body);

  if (message->request_id != 0)
    {
      request = till_store_get_request (connection, message->request_id, error);
      if (request == NULL)
        return FALSE;
      g_string_replace (words, request->link, "", 0);
    }

  return till_text_refuse_card_number (words->str, _ ("the message"), error) &&
         till_record_refuse_cards (&till_store_message_type, message, error);
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

/* What is written for a request is about the plan that it pays down. */
static gboolean
find_plan (TillDbConnection *connection, TillMessage *message, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (message->plan_id != 0 || message->request_id == 0)
    return TRUE;
  step = till_store_ask (connection, "SELECT coalesce(plan_id, 0) FROM requests WHERE id = ?1",
                         &row, error, 1, message->request_id);
  if (step == TILL_STEP_ROW)
    message->plan_id = till_db_column_int (row, 0);

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_add_message (TillDbConnection *connection,
                        TillMessage      *message,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  gboolean                    received = message->state == TILL_MESSAGE_RECEIVED;
  g_autoptr (TillDbStatement) statement = NULL;

  /* What a patient writes is taken in whatever it says, but no card number is kept of it. */
  if (received)
    till_store_clean_words (&message->body);
  if (!refuse_cards (connection, message, error) || !find_plan (connection, message, error))
    return FALSE;

  if (message->uuid == NULL)
    message->uuid = till_id_new ();
  message->location_id = message->location_id != 0 ? message->location_id : 1;
  message->state = received ? TILL_MESSAGE_RECEIVED : TILL_MESSAGE_QUEUED;
  message->not_before = MAX (message->not_before, at);
  message->n_tries = 0;
  message->written_at = at;
  till_text_set (&message->written_by, actor != NULL ? actor->name : "Till");

  statement = till_db_prepare (connection, till_record_insert (&till_store_message_type), error);
  if (statement == NULL)
    return FALSE;
  till_record_bind (&till_store_message_type, statement, message);
  if (!till_db_run (statement, error))
    return FALSE;
  message->id = till_db_last_id (connection);

  return till_store_audit_message (
    connection, message, NULL, received ? "take-in-message" : "write-message", actor, at, error);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

TillMessage *
till_store_get_message (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&till_store_message_type, connection, "WHERE id = ?1", id, &found, error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no message %" G_GINT64_FORMAT "."), id);

  return found;
}

static GPtrArray *
list (TillDbConnection *connection, const char *where, gint64 first, gint64 second, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&till_store_message_type, connection, where, error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, first);
  till_db_bind_int (rows, 2, second);

  return till_record_read_rows (&till_store_message_type, rows, error);
}

/* As the partial index says it. */
#define OPEN "state IN ('queued', 'sending')"

GPtrArray *
till_store_list_unanswered_messages (TillDbConnection *connection, GError **error)
{
  return list (connection,
               "WHERE " OPEN " AND state = 'sending' AND ?1 = ?2 ORDER BY not_before, id", 0, 0,
               error);
}

GPtrArray *
till_store_list_underway_messages (TillDbConnection *connection,
                                   TillInstant       since,
                                   gint64            after,
                                   guint             n_most,
                                   GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_record_prepare (
    &till_store_message_type, connection,
    "WHERE state = 'sent' AND channel = 'text' AND sent_at >= ?1 ORDER BY id <= ?2, id LIMIT ?3",
    error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, since);
  till_db_bind_int (rows, 2, after);
  till_db_bind_int (rows, 3, n_most);

  return till_record_read_rows (&till_store_message_type, rows, error);
}

gboolean
till_store_get_first_text (TillDbConnection *connection, TillInstant *at, GError **error)
{
  static const char           sql[] = "SELECT sent_at FROM messages WHERE sent_at IS NOT NULL"
                                      "   AND channel = 'text' AND state <> 'received'"
                                      " ORDER BY id LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 0);

  *at = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : TILL_INSTANT_NONE;

  return step != TILL_STEP_ERROR;
}

char **
till_store_list_carrier_ids (TillDbConnection *connection,
                             gint64            request_id,
                             gint64            besides,
                             GError          **error)
{
  g_autoptr (GPtrArray) messages =
    list (connection, "WHERE request_id = ?1 AND id <> ?2 AND carrier_id IS NOT NULL ORDER BY id",
          request_id, besides, error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (messages == NULL)
    return NULL;

  for (guint i = 0; i < messages->len; i++)
    g_strv_builder_add (ids, ((const TillMessage *) messages->pdata[i])->carrier_id);

  return g_strv_builder_end (ids);
}

gboolean
till_store_has_message (TillDbConnection *connection,
                        TillChannel       channel,
                        const char       *carrier_id,
                        gboolean         *found,
                        GError          **error)
{
  g_autoptr (TillDbStatement) row = till_db_prepare (
    connection, "SELECT 1 FROM messages WHERE channel = ?1 AND carrier_id = ?2", error);
  TillStep step;

  if (row == NULL)
    return FALSE;

  till_db_bind_text (row, 1, till_enum_to_text (TILL_TYPE_CHANNEL, (int) channel));
  till_db_bind_text (row, 2, carrier_id);
  step = till_db_step (row, error);
  *found = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR;
}

/* To whom the last text to the number went; else who has it. */
gboolean
till_store_find_writer (TillDbConnection *connection,
                        const char       *phone,
                        gint64           *patient_id,
                        GError          **error)
{
  static const char sql[] =
    "SELECT coalesce((SELECT m.patient_id FROM patients AS p JOIN messages AS m"
    "                    ON m.patient_id = p.id AND m.channel = 'text' AND m.state <> 'received'"
    "                  WHERE p.phone_digits = ?1 ORDER BY m.written_at DESC, m.id DESC LIMIT 1),"
    "                (SELECT coalesce(p.merged_into, p.id) FROM patients AS p"
    "                  WHERE p.phone_digits = ?1 ORDER BY p.guarantor_id = p.id DESC, p.id"
    "                  LIMIT 1), 0)";
  g_autofree char            *digits = till_text_phone_digits (phone);
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);

  *patient_id = 0;
  if (row == NULL)
    return FALSE;
  if (digits == NULL)
    return TRUE;

  till_db_bind_text (row, 1, digits);
  if (till_db_step (row, error) != TILL_STEP_ROW)
    return FALSE;
  *patient_id = till_db_column_int (row, 0);

  return TRUE;
}

GPtrArray *
till_store_list_messages_of_request (TillDbConnection *connection,
                                     gint64            request_id,
                                     GError          **error)
{
  return list (connection, "WHERE request_id = ?1 AND ?2 = 0 ORDER BY id", request_id, 0, error);
}

GPtrArray *
till_store_list_messages_of_patient (TillDbConnection *connection,
                                     gint64            patient_id,
                                     guint             n_most,
                                     GError          **error)
{
  return list (connection,
               "WHERE patient_id IN (SELECT ?1 UNION ALL"
               "                     SELECT id FROM patients WHERE merged_into = ?1)"
               " ORDER BY written_at DESC, id DESC LIMIT ?2",
               patient_id, n_most, error);
}

/* Of the channels in ?2: a bit each. Those of a bulk request wait while it is paused. */
#define MAY_LEAVE                                                                                  \
  OPEN " AND state = 'queued'"                                                                     \
       " AND ((channel = 'text' AND (?2 & 1) <> 0) OR (channel = 'email' AND (?2 & 2) <> 0))"      \
       " AND NOT (purpose = 'request'"                                                             \
       "          AND EXISTS (SELECT 1 FROM requests AS r"                                         \
       "                        JOIN bulk_requests AS b ON b.id = r.bulk_id"                       \
       "                       WHERE r.id = messages.request_id"                                   \
       "                         AND b.state IN ('paused', 'cancelled'))"                          \
       "          AND " TILL_MESSAGE_IS_FIRST ("messages") ")"

GPtrArray *
till_store_list_due_messages (TillDbConnection *connection,
                              guint             channels,
                              guint             n_most,
                              TillInstant       at,
                              GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_record_prepare (
    &till_store_message_type, connection,
    "WHERE not_before <= ?1 AND " MAY_LEAVE " ORDER BY not_before, id LIMIT ?3", error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, at);
  till_db_bind_int (rows, 2, channels);
  till_db_bind_int (rows, 3, n_most);

  return till_record_read_rows (&till_store_message_type, rows, error);
}

gboolean
till_store_get_next_message (TillDbConnection *connection,
                             guint             channels,
                             TillInstant      *at,
                             GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection,
                                                     "SELECT not_before FROM messages WHERE ?1 = 0 AND " MAY_LEAVE
                                                     " ORDER BY not_before, id LIMIT 1",
                                                     &row, error, 2, (gint64) 0, (gint64) channels);

  *at = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : TILL_INSTANT_NONE;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_count_messages (TillDbConnection *connection,
                           TillInstant       since,
                           gint64           *n_sent,
                           gint64           *n_waiting,
                           GError          **error)
{
  static const char sql[] =
    "SELECT (SELECT count(*) FROM messages WHERE sent_at >= ?1 AND state <> 'received'),"
    "       (SELECT count(*) FROM messages WHERE state IN ('queued', 'sending') AND n_tries > 0)";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, (gint64) since) != TILL_STEP_ROW)
    return FALSE;
  *n_sent = till_db_column_int (row, 0);
  *n_waiting = till_db_column_int (row, 1);

  return TRUE;
}
