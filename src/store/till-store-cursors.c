/* till-store-cursors.c: how far a stream of the processor's has been read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-private.h"

gboolean
till_store_get_cursor (TillDbConnection *connection,
                       const char       *name,
                       TillInstant      *at,
                       GError          **error)
{
  g_autoptr (TillDbStatement) row =
    till_db_prepare (connection, "SELECT at FROM cursors WHERE name = ?1", error);
  TillStep step;

  if (row == NULL)
    return FALSE;
  till_db_bind_text (row, 1, name);
  step = till_db_step (row, error);
  *at = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : TILL_INSTANT_NONE;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_set_cursor (TillDbConnection *connection,
                       const char       *name,
                       TillInstant       at,
                       GError          **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection,
                     "INSERT INTO cursors (name, at) VALUES (?1, ?2)"
                     " ON CONFLICT (name) DO UPDATE SET at = excluded.at",
                     error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 1, name);
  till_db_bind_int (statement, 2, at);

  return till_db_run (statement, error);
}
