/* till-store-receivables.c: whether the balances are to be aged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-receivables.h"

#include "store/till-store-balances.h"

static gboolean
has_charges (TillDbConnection *connection, gboolean *found, GError **error)
{
  static const char  sql[] = "SELECT 1 FROM ledger_entries WHERE kind = 'charge' LIMIT 1";
  g_autoptr (GError) failed = NULL;
  gint64             one = 0;

  *found = till_db_query_int (connection, sql, &one, &failed);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

gboolean
till_store_is_aging_due (TillDbConnection *connection, TillDay today, gboolean *due, GError **error)
{
  TillDay aged_on;

  if (!till_store_get_aged_on (connection, &aged_on, error))
    return FALSE;
  if (till_day_is_none (aged_on))
    return has_charges (connection, due, error);

  *due = till_day_compare (aged_on, today) != 0;

  return TRUE;
}
