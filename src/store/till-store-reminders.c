/* till-store-reminders.c: when somebody is reminded of a request, and that it was done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
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
till_store_stop_reminders (TillDbConnection *connection,
                           gint64            request_id,
                           const char       *why,
                           TillInstant       at,
                           GError          **error)
{
  static const char *const sqls[] = {
    "UPDATE reminders SET state = 'stopped', why = ?2, ended_at = ?3"
    " WHERE request_id = ?1 AND state = 'planned'",
    "UPDATE messages SET state = 'stopped', words = ?2, ended_at = ?3"
    " WHERE request_id = ?1 AND state = 'queued' AND purpose IN ('request', 'reminder')",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    {
      g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sqls[i], error);

      if (statement == NULL)
        return FALSE;
      till_db_bind_int (statement, 1, request_id);
      till_db_bind_text (statement, 2, why);
      till_db_bind_int (statement, 3, at);
      if (!till_db_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

GArray *
till_store_list_due_reminders (TillDbConnection *connection,
                               TillInstant       at,
                               guint             n_most,
                               GError          **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection,
                     "SELECT id, request_id FROM reminders WHERE state = 'planned' AND due_at <= ?1"
                     " ORDER BY due_at, id LIMIT ?2",
                     error);
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (TillDueReminder));
  TillStep           step;

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, at);
  till_db_bind_int (rows, 2, n_most);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      const TillDueReminder one = { till_db_column_int (rows, 0), till_db_column_int (rows, 1) };

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
