/* till-store-reminders.c: when somebody is reminded of a request, and that it was done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-messages-private.h"
#include "store/till-store-requests-private.h"

gboolean
till_store_plan_reminders (TillDbConnection  *connection,
                           gint64             request_id,
                           const TillInstant *due,
                           guint              n_due,
                           GError           **error)
{
  static const char sql[] = "INSERT INTO reminders (request_id, number, due_at, state)"
                            " VALUES (?1, ?2, ?3, 'planned')";

  for (guint i = 0; i < n_due; i++)
    {
      if (!till_store_run (connection, sql, error, 3, request_id, (gint64) i + 1, (gint64) due[i]))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_get_undelivered_reminders (TillDbConnection *connection,
                                      gint64            request_id,
                                      guint            *numbers,
                                      GError          **error)
{
  static const char           sql[] = "SELECT coalesce(sum(1 << number), 0) FROM reminders"
                                      " WHERE request_id = ?1 AND state = 'stopped'"
                                      "   AND why = 'undeliverable'";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, request_id) != TILL_STEP_ROW)
    return FALSE;
  *numbers = (guint) till_db_column_int (row, 0);

  return TRUE;
}

gboolean
till_store_replan_reminders (TillDbConnection  *connection,
                             gint64             request_id,
                             const TillInstant *due,
                             guint              n_due,
                             TillInstant        at,
                             GError           **error)
{
  static const char sql[] = "UPDATE reminders SET state = 'planned', due_at = ?2, why = NULL,"
                            "                     ended_at = NULL"
                            " WHERE id = (SELECT id FROM reminders WHERE request_id = ?1"
                            "                AND state = 'stopped' AND why = 'undeliverable'"
                            "              ORDER BY number LIMIT 1)";

  for (guint i = 0; i < n_due; i++)
    {
      if (!till_store_run (connection, sql, error, 2, request_id, (gint64) due[i]))
        return FALSE;
    }

  return n_due == 0 || till_store_audit (connection, NULL, at, "replan-reminders", "reminders",
                                         request_id, NULL, NULL, error);
}

static gboolean
audit_stop (TillDbConnection *connection,
            gint64            request_id,
            const char       *why,
            TillInstant       at,
            GError          **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;

  till_json_text (json, "why", why);
  after = till_json_end (json);

  return till_store_audit (connection, NULL, at, "stop-reminders", "reminders", request_id, NULL,
                           after, error);
}

/* What ended since nothing came to anybody would be planned again: not after a payment. */
gboolean
till_store_stop_reminders (TillDbConnection *connection,
                           gint64            request_id,
                           const char       *why,
                           TillInstant       at,
                           GError          **error)
{
  static const char sql[] = "UPDATE reminders SET state = 'stopped', why = ?2, ended_at = ?3"
                            " WHERE request_id = ?1"
                            "   AND (state = 'planned'"
                            "        OR (state = 'stopped' AND why = 'undeliverable'"
                            "            AND ?2 = 'paid')) RETURNING id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;
  gboolean                    any = FALSE;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, request_id);
  till_db_bind_text (rows, 2, why);
  till_db_bind_int (rows, 3, at);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    any = TRUE;
  if (step == TILL_STEP_ERROR || (any && !audit_stop (connection, request_id, why, at, error)))
    return FALSE;

  return till_store_stop_messages (connection, "request_id = ?1 AND purpose = ?2", request_id,
                                   "reminder", why, at, error);
}

gboolean
till_store_stop_asking (TillDbConnection *connection,
                        gint64            request_id,
                        const char       *why,
                        TillInstant       at,
                        GError          **error)
{
  return till_store_stop_reminders (connection, request_id, why, at, error) &&
         till_store_stop_messages (connection, "request_id = ?1 AND purpose = ?2", request_id,
                                   "request", why, at, error);
}

/* A request that leaves so much later than it was written is reminded of on the day that was
 * planned all the same; with one that leaves later still, the reminders wait for as long. */
#define A_NIGHT (14 * TILL_HOUR)

GArray *
till_store_list_due_reminders (TillDbConnection *connection,
                               TillInstant       at,
                               guint             n_most,
                               GError          **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection,
                     "SELECT id, request_id,"
                     "       EXISTS (SELECT 1 FROM reminders AS later"
                     "                WHERE later.request_id = reminders.request_id"
                     "                  AND later.number > reminders.number"
                     "                  AND later.state = 'planned' AND later.due_at <= ?1)"
                     "  FROM reminders WHERE state = 'planned' AND due_at <= ?1"
                     "   AND NOT EXISTS (SELECT 1 FROM messages AS m"
                     "                    WHERE m.request_id = reminders.request_id"
                     "                      AND m.purpose = 'request'"
                     "                      AND m.state IN ('queued', 'sending'))"
                     "   AND ?1 >= due_at - ?3 + coalesce("
                     "         (SELECT m.sent_at - m.written_at FROM messages AS m"
                     "           WHERE m.request_id = reminders.request_id"
                     "             AND m.purpose = 'request' AND m.sent_at IS NOT NULL"
                     "           ORDER BY m.id DESC LIMIT 1), ?3)"
                     " ORDER BY due_at, id LIMIT ?2",
                     error);
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (TillDueReminder));
  TillStep           step;

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, at);
  till_db_bind_int (rows, 2, n_most);
  till_db_bind_int (rows, 3, A_NIGHT);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      const TillDueReminder one = { till_db_column_int (rows, 0), till_db_column_int (rows, 1),
                                    till_db_column_int (rows, 2) != 0 };

      g_array_append_val (due, one);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&due) : NULL;
}

static gboolean
count_reminder (TillDbConnection *connection, gint64 request_id, TillInstant at, GError **error)
{
  g_autoptr (TillRequest) before = till_store_get_request (connection, request_id, error);
  g_autoptr (TillRequest) after = NULL;

  if (before == NULL)
    return FALSE;
  after = till_request_copy (before);
  after->n_reminded++;

  return till_store_save_request (connection, before, after, "remind", NULL, at, error);
}

gboolean
till_store_end_reminder (TillDbConnection      *connection,
                         const TillDueReminder *reminder,
                         const char            *why,
                         TillInstant            at,
                         GError               **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (
    connection, "UPDATE reminders SET state = ?2, why = ?3, ended_at = ?4 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, reminder->id);
  till_db_bind_text (statement, 2, why != NULL ? "stopped" : "written");
  till_db_bind_text (statement, 3, why);
  till_db_bind_int (statement, 4, at);

  return till_db_run (statement, error) &&
         (why != NULL || count_reminder (connection, reminder->request_id, at, error));
}
