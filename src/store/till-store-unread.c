/* till-store-unread.c: what of the processor's list can't be taken in, until it can
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-unread.h"

#include "store/till-store-private.h"

gboolean
till_store_note_unread (TillDbConnection *connection,
                        const char       *processor,
                        const TillUnread *unread,
                        TillInstant       at,
                        GError          **error)
{
  static const char sql[] =
    "INSERT INTO unread (processor, number, happened_at, reason, noted_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (processor, number) DO UPDATE SET reason = excluded.reason,"
    "  happened_at = CASE WHEN excluded.happened_at < unread.happened_at"
    "                THEN excluded.happened_at ELSE unread.happened_at END"
    " WHERE excluded.happened_at < unread.happened_at OR excluded.reason <> unread.reason";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *reason = g_strdup (unread->reason);

  if (statement == NULL)
    return FALSE;
  till_store_clean_words (&reason);
  till_db_bind_text (statement, 1, processor);
  till_db_bind_text (statement, 2, unread->number);
  till_db_bind_int (statement, 3, unread->at);
  till_db_bind_text (statement, 4, reason);
  till_db_bind_int (statement, 5, at);

  return till_db_run (statement, error);
}

gboolean
till_store_forget_unread (TillDbConnection *connection,
                          const char       *processor,
                          const char       *number,
                          GError          **error)
{
  static const char           sql[] = "DELETE FROM unread WHERE processor = ?1 AND number = ?2";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 1, processor);
  till_db_bind_text (statement, 2, number);

  return till_db_run (statement, error);
}

GPtrArray *
till_store_list_unread (TillDbConnection *connection, GError **error)
{
  static const char           sql[] = "SELECT number, happened_at, reason, dismissed_at FROM unread"
                                      " ORDER BY happened_at, id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) till_unread_free);
  TillStep              step;

  if (rows == NULL)
    return NULL;
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillUnread *unread = till_unread_new (
        till_db_column_text (rows, 0), till_db_column_int (rows, 1), till_db_column_text (rows, 2));

      unread->dismissed = !till_db_column_is_null (rows, 3);
      g_ptr_array_add (list, unread);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
till_store_find_unread (TillDbConnection *connection,
                        TillUnread      **oldest,
                        gint64           *n_unread,
                        GError          **error)
{
  static const char           sql[] = "SELECT number, happened_at, reason FROM unread"
                                      " WHERE dismissed_at IS NULL ORDER BY happened_at, id LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  *oldest = NULL;
  if (!till_db_query_int (connection, "SELECT count(*) FROM unread WHERE dismissed_at IS NULL",
                          n_unread, error))
    return FALSE;
  step = till_store_ask (connection, sql, &row, error, 0);
  if (step == TILL_STEP_ROW)
    *oldest = till_unread_new (till_db_column_text (row, 0), till_db_column_int (row, 1),
                               till_db_column_text (row, 2));

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_dismiss_unread (TillDbConnection *connection,
                           const TillActor  *actor,
                           TillInstant       at,
                           GError          **error)
{
  g_autoptr (TillUnread) oldest = NULL;
  g_autofree char       *after = NULL;
  GString               *json;
  gint64                 n_unread;

  if (!till_store_find_unread (connection, &oldest, &n_unread, error))
    return FALSE;
  if (oldest == NULL)
    return TRUE;

  json = g_string_new (NULL);
  till_json_int (json, "rows", n_unread);
  till_json_text (json, "oldest", oldest->reason);
  after = till_json_end (json);

  return till_store_run (connection,
                         "UPDATE unread SET dismissed_at = ?1 WHERE dismissed_at IS NULL", error, 1,
                         at) &&
         till_store_audit (connection, actor, at, "dismiss-unread", "unread", 0, NULL, after,
                           error);
}
