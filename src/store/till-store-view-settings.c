/* till-store-view-settings.c: how each user has set the screen's tables: text by key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "store/till-store-private.h"
#include "store/till-store-saved-filters.h"

gboolean
till_store_get_view (TillDbConnection *connection,
                     gint64            user_id,
                     const char       *key,
                     char            **value,
                     GError          **error)
{
  g_autoptr (TillDbStatement) row = till_db_prepare (
    connection, "SELECT value FROM view_settings WHERE user_id = ?1 AND key = ?2", error);
  TillStep step;

  if (row == NULL)
    return FALSE;

  till_db_bind_int (row, 1, user_id);
  till_db_bind_text (row, 2, key);
  step = till_db_step (row, error);
  *value = step == TILL_STEP_ROW ? till_db_column_dup_text (row, 0) : NULL;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_set_view (TillDbConnection *connection,
                     gint64            user_id,
                     const char       *key,
                     const char       *value,
                     GError          **error)
{
  static const char set[] = "INSERT INTO view_settings (user_id, key, value) VALUES (?1, ?2, ?3)"
                            " ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value";
  static const char unset[] = "DELETE FROM view_settings WHERE user_id = ?1 AND key = ?2";
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, value != NULL ? set : unset, error);

  if (statement == NULL)
    return FALSE;
  if (value != NULL && !till_text_refuse_card_number (value, _ ("this setting"), error))
    return FALSE;

  till_db_bind_int (statement, 1, user_id);
  till_db_bind_text (statement, 2, key);
  if (value != NULL)
    till_db_bind_text (statement, 3, value);

  return till_db_run (statement, error);
}
