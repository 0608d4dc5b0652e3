/* till-store-bulk.c: many guarantors asked at once: whom, how far it is, and what became of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-bulk.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-state-rules.h"
#include "store/till-store-messages-private.h"
#include "store/till-store-requests.h"

#define AT(member) G_STRUCT_OFFSET (TillBulk, member)

/* What became of the newest message, of each request one thing; as the view bulk_results has it of
 * those that are open. */
#define CAME_TO "CASE r.status WHEN 'undeliverable' THEN 'undeliverable' ELSE m.state END"

/* What is sent again by hand is no concern of the bulk request any more, whatever it is now. */
#define IS_FIRST TILL_MESSAGE_IS_FIRST ("m")

static const TillField fields[] = {
  { "uuid", TILL_FIELD_TEXT, AT (uuid), TRUE },
  { "location_id", TILL_FIELD_INT, AT (location_id), TRUE },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_bulk_state_get_type },
  { "channel", TILL_FIELD_ENUM, AT (channel), TRUE, till_bulk_channel_get_type },
  { "with_statement", TILL_FIELD_BOOL, AT (with_statement), TRUE },
  { "reminders", TILL_FIELD_FULL_TEXT, AT (reminders), TRUE },
  { "note", TILL_FIELD_TEXT, AT (note), TRUE, NULL, N_ ("the note") },
  { "n_items", TILL_FIELD_INT, AT (n_items) },
  { "made_at", TILL_FIELD_INSTANT, AT (made_at), TRUE },
  { "made_by", TILL_FIELD_FULL_TEXT, AT (made_by), TRUE },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
};

static TillRecordType bulk_type = { "bulk_requests", fields, G_N_ELEMENTS (fields),
                                    TILL_RECORD_OF (TillBulk, till_bulk) };

static char *
take_snapshot (const TillBulk *bulk)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_BULK_STATE, (int) bulk->state));
  till_json_int (json, "items", bulk->n_items);

  return till_json_end (json);
}

static gboolean
audit (TillDbConnection *connection,
       const TillBulk   *bulk,
       const char       *before,
       const char       *deed,
       const TillActor  *actor,
       TillInstant       at,
       GError          **error)
{
  g_autofree char *after = take_snapshot (bulk);
  g_autofree char *facts = till_record_facts (&bulk_type, bulk);

  return till_store_audit_row (connection, actor, at, deed, "bulk-requests", bulk->id, before,
                               after, facts, error);
}

/* ── Finding ─────────────────────────────────────────────────────────────────────────────────── */

TillBulk *
till_store_get_bulk (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&bulk_type, connection, "WHERE id = ?1", id, &found, error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no bulk request %" G_GINT64_FORMAT "."), id);

  return found;
}

TillBulk *
till_store_find_open_bulk (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDbStatement) row = till_record_prepare (
    &bulk_type, connection,
    "WHERE state IN ('choosing', 'sending', 'paused')"
    "   OR (state = 'cancelled'"
    "       AND (EXISTS (SELECT 1 FROM bulk_items AS i"
    "                     WHERE i.bulk_id = bulk_requests.id AND i.state = 'waiting')"
    "            OR EXISTS (SELECT 1 FROM requests AS r JOIN messages AS m"
    "                         ON m.request_id = r.id AND m.purpose = 'request'"
    "                        AND m.state = 'queued' AND " IS_FIRST
    "                        WHERE r.bulk_id = bulk_requests.id)))"
    " ORDER BY id DESC LIMIT 1",
    error);

  return row != NULL ? till_record_read_first (&bulk_type, row, error) : NULL;
}

GPtrArray *
till_store_list_bulks (TillDbConnection *connection, guint n_most, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_record_prepare (
    &bulk_type, connection, "WHERE n_items > 0 ORDER BY id DESC LIMIT ?1", error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, n_most);

  return till_record_read_rows (&bulk_type, rows, error);
}

GArray *
till_store_list_bulk_items (TillDbConnection *connection,
                            gint64            bulk_id,
                            guint             n_most,
                            GError          **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection,
                     "SELECT ordinal, guarantor_id FROM bulk_items"
                     " WHERE bulk_id = ?1 AND state = 'waiting' ORDER BY ordinal LIMIT ?2",
                     error);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (TillBulkItem));
  TillStep           step;

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, bulk_id);
  till_db_bind_int (rows, 2, n_most);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      const TillBulkItem item = { till_db_column_int (rows, 0), till_db_column_int (rows, 1) };

      g_array_append_val (items, item);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&items) : NULL;
}

gboolean
till_store_count_bulk (TillDbConnection *connection,
                       gint64            bulk_id,
                       TillInstant       at,
                       TillBulkCounts   *counts,
                       GError          **error)
{
  static const char items[] = "SELECT count(*) FILTER (WHERE state = 'waiting'),"
                              "       count(*) FILTER (WHERE state = 'asked'),"
                              "       count(*) FILTER (WHERE state = 'skipped')"
                              "  FROM bulk_items WHERE bulk_id = ?1";
  /* Of each request the newest message: what was sent again takes the place of what failed. */
  static const char messages[] =
    "SELECT count(*) FILTER (WHERE " CAME_TO " = 'queued'),"
    "       count(*) FILTER (WHERE m.state = 'queued' AND m.not_before <= ?2),"
    "       count(*) FILTER (WHERE m.state = 'queued' AND m.n_tries = 0 AND " IS_FIRST "),"
    "       count(*) FILTER (WHERE m.state = 'queued' AND " IS_FIRST "),"
    "       count(*) FILTER (WHERE " CAME_TO " = 'sending'),"
    "       count(*) FILTER (WHERE " CAME_TO " IN ('sent', 'delivered')),"
    "       count(*) FILTER (WHERE " CAME_TO " = 'stopped'),"
    "       count(*) FILTER (WHERE " CAME_TO " = 'undeliverable')"
    "  FROM requests AS r JOIN messages AS m"
    "    ON m.id = (SELECT max(l.id) FROM messages AS l"
    "                WHERE l.request_id = r.id AND l.purpose = 'request')"
    " WHERE r.bulk_id = ?1";
  g_autoptr (TillDbStatement) item = NULL;
  g_autoptr (TillDbStatement) message = NULL;

  if (till_store_ask (connection, items, &item, error, 1, bulk_id) != TILL_STEP_ROW ||
      till_store_ask (connection, messages, &message, error, 2, bulk_id, (gint64) at) !=
        TILL_STEP_ROW)
    return FALSE;

  *counts = (TillBulkCounts){
    .n_waiting = till_db_column_int (item, 0),
    .n_asked = till_db_column_int (item, 1),
    .n_skipped = till_db_column_int (item, 2),
    .n_queued = till_db_column_int (message, 0),
    .n_ready = till_db_column_int (message, 1),
    .n_untried = till_db_column_int (message, 2),
    .n_unsent = till_db_column_int (message, 3),
    .n_sending = till_db_column_int (message, 4),
    .n_sent = till_db_column_int (message, 5),
    .n_stopped = till_db_column_int (message, 6),
    .n_undeliverable = till_db_column_int (message, 7),
  };

  return TRUE;
}

/* ── Beginning ───────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_begin_bulk (TillDbConnection *connection,
                       TillBulk         *bulk,
                       const TillActor  *actor,
                       TillInstant       at,
                       GError          **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  if (!till_record_refuse_cards (&bulk_type, bulk, error))
    return FALSE;

  if (bulk->uuid == NULL)
    bulk->uuid = till_id_new ();
  bulk->location_id = bulk->location_id != 0 ? bulk->location_id : 1;
  bulk->state = TILL_BULK_CHOOSING;
  bulk->n_items = 0;
  bulk->made_at = at;
  bulk->ended_at = TILL_INSTANT_NONE;
  till_text_set (&bulk->made_by, actor != NULL ? actor->name : "Till");

  statement = till_db_prepare (connection, till_record_insert (&bulk_type), error);
  if (statement == NULL)
    return FALSE;
  till_record_bind (&bulk_type, statement, bulk);
  if (!till_db_run (statement, error))
    return FALSE;
  bulk->id = till_db_last_id (connection);

  return audit (connection, bulk, NULL, "begin-bulk-request", actor, at, error);
}

gboolean
till_store_add_bulk_items (TillDbConnection *connection,
                           gint64            bulk_id,
                           gint64            first,
                           const gint64     *guarantors,
                           gsize             n_guarantors,
                           GError          **error)
{
  static const char sql[] = "INSERT INTO bulk_items (bulk_id, ordinal, guarantor_id, state)"
                            " VALUES (?1, ?2, ?3, 'waiting')"
                            " ON CONFLICT (bulk_id, guarantor_id) DO NOTHING";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  for (gsize i = 0; i < n_guarantors; i++)
    {
      till_db_bind_int (statement, 1, bulk_id);
      till_db_bind_int (statement, 2, first + (gint64) i);
      till_db_bind_int (statement, 3, guarantors[i]);
      if (!till_db_run (statement, error))
        return FALSE;
      till_db_reset (statement);
    }

  return till_store_run (connection, "UPDATE bulk_requests SET n_items = ?2 WHERE id = ?1", error,
                         2, bulk_id, first + (gint64) n_guarantors);
}

/* ── Going on ────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_end_bulk_item (TillDbConnection *connection,
                          gint64            bulk_id,
                          gint64            ordinal,
                          gint64            request_id,
                          const char       *why,
                          GError          **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection,
                     "UPDATE bulk_items SET state = ?3, request_id = ?4, why = ?5"
                     " WHERE bulk_id = ?1 AND ordinal = ?2",
                     error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, bulk_id);
  till_db_bind_int (statement, 2, ordinal);
  till_db_bind_text (statement, 3, request_id != 0 ? "asked" : "skipped");
  if (request_id != 0)
    till_db_bind_int (statement, 4, request_id);
  till_db_bind_text (statement, 5, why);

  return till_db_run (statement, error);
}

gboolean
till_store_step_bulk (TillDbConnection *connection,
                      gint64            id,
                      TillBulkState     state,
                      const TillActor  *actor,
                      TillInstant       at,
                      GError          **error)
{
  static const char           sql[] = "UPDATE bulk_requests SET state = ?2, ended_at = ?3"
                                      " WHERE id = ?1";
  g_autoptr (TillBulk)        before = till_store_get_bulk (connection, id, error);
  g_autoptr (TillBulk)        after = NULL;
  g_autoptr (TillDbStatement) statement = NULL;
  g_autofree char            *snapshot = NULL;

  if (before == NULL)
    return FALSE;
  if (!till_bulk_may_become (before->state, state))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This bulk request is over, or is not at that point."));
      return FALSE;
    }

  after = till_bulk_copy (before);
  after->state = state;
  if (state == TILL_BULK_CANCELLED || state == TILL_BULK_DONE)
    after->ended_at = at;
  snapshot = take_snapshot (before);
  statement = till_db_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, id);
  till_db_bind_text (statement, 2, till_enum_to_text (TILL_TYPE_BULK_STATE, (int) state));
  if (after->ended_at != TILL_INSTANT_NONE)
    till_db_bind_int (statement, 3, after->ended_at);

  return till_db_run (statement, error) &&
         audit (connection, after, snapshot, "step-bulk-request", actor, at, error);
}

/* ── What a cancelled one leaves ─────────────────────────────────────────────────────────────── */

/* Far below the time of a commit. */
#define ITEMS_AT_A_TIME 500
#define REQUESTS_AT_A_TIME 10

static gboolean
skip_some (TillDbConnection *connection, gint64 bulk_id, gint64 *n_skipped, GError **error)
{
  static const char sql[] =
    "UPDATE bulk_items SET state = 'skipped', why = 'cancelled' WHERE bulk_id = ?1 AND ordinal IN"
    " (SELECT ordinal FROM bulk_items WHERE bulk_id = ?1 AND state = 'waiting'"
    "   ORDER BY ordinal LIMIT ?2)";

  if (!till_store_run (connection, sql, error, 2, bulk_id, (gint64) ITEMS_AT_A_TIME))
    return FALSE;
  *n_skipped = till_db_n_changed (connection);

  return TRUE;
}

/* Those whose message has not left. (element-type gint64) */
static GArray *
list_unsent (TillDbConnection *connection, gint64 bulk_id, GError **error)
{
  static const char sql[] = "SELECT r.id FROM requests AS r JOIN messages AS m"
                            "    ON m.request_id = r.id AND m.purpose = 'request'"
                            "   AND m.state = 'queued' AND " IS_FIRST
                            " WHERE r.bulk_id = ?1 AND r.state = 'requested' LIMIT ?2";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillStep                    step;

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, bulk_id);
  till_db_bind_int (rows, 2, REQUESTS_AT_A_TIME);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      g_array_append_val (ids, id);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
stop_some (TillDbConnection *connection,
           gint64            bulk_id,
           const TillActor  *actor,
           TillInstant       at,
           gint64           *n_stopped,
           GError          **error)
{
  g_autoptr (GArray) ids = list_unsent (connection, bulk_id, error);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      if (!till_store_end_request (connection, g_array_index (ids, gint64, i), TILL_REQUEST_BY_HAND,
                                   actor, at, error))
        return FALSE;
    }
  *n_stopped = ids->len;

  return TRUE;
}

gboolean
till_store_clear_bulk (TillDbConnection *connection,
                       gint64            bulk_id,
                       const TillActor  *actor,
                       TillInstant       at,
                       GError          **error)
{
  gint64 n_skipped;
  gint64 n_stopped;

  do
    {
      if (!skip_some (connection, bulk_id, &n_skipped, error) ||
          !stop_some (connection, bulk_id, actor, at, &n_stopped, error))
        return FALSE;
    }
  while (n_skipped + n_stopped > 0 && !till_db_is_time_up (connection));

  return TRUE;
}

gboolean
till_store_end_if_bulk_is_cancelled (TillDbConnection  *connection,
                                     const TillMessage *message,
                                     TillInstant        at,
                                     GError           **error)
{
  static const char sql[] = "SELECT 1 FROM messages AS m JOIN requests AS r ON r.id = m.request_id"
                            "  JOIN bulk_requests AS b ON b.id = r.bulk_id"
                            " WHERE m.id = ?1 AND m.purpose = 'request' AND " IS_FIRST
                            "   AND r.state = 'requested' AND b.state = 'cancelled'";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, message->id);

  g_clear_pointer (&row, till_db_statement_free);

  return step == TILL_STEP_DONE ||
         (step == TILL_STEP_ROW && till_store_end_request (connection, message->request_id,
                                                           TILL_REQUEST_BY_HAND, NULL, at, error));
}
