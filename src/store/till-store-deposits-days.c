/* till-store-deposits-days.c: the deposits of some days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-deposits-private.h"

GPtrArray *
till_store_list_deposits (TillDbConnection *connection, TillDayRange days, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection,
    "WHERE kind <> 'expected' AND state <> 'withdrawn' AND funded_on BETWEEN ?1 AND ?2"
    " ORDER BY funded_on, id",
    error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, days.first.number);
  till_db_bind_int (rows, 2, days.last.number);

  return till_store_read_deposits (rows, error);
}
