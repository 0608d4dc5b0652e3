/* till-store-receipts.c: receipt numbers, without gaps in a year of the practice's zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The year is that of the receipt's making, not of the payment: a payment of December 31 that is
 * taken in after midnight does not reach back into a year that is closed.
 */
#include "store/till-store-private.h"

#include "core/till-day.h"

gboolean
till_store_next_receipt (TillDbConnection  *connection,
                         TillInstant        at,
                         TillReceiptNumber *number,
                         char             **text,
                         GError           **error)
{
  static const char     sql[] = "SELECT coalesce(max(serial), 0) + 1 FROM receipts WHERE year = ?1";
  g_autoptr (GTimeZone) zone = till_store_open_zone (connection, error);
  g_autoptr (TillDbStatement) row = NULL;
  int                         year;
  int                         month;
  int                         day_of_month;

  if (zone == NULL)
    return FALSE;

  till_day_get_ymd (till_day_of_instant (at, zone), &year, &month, &day_of_month);
  number->year = year;
  if (till_store_ask (connection, sql, &row, error, 1, number->year) != TILL_STEP_ROW)
    return FALSE;

  number->serial = till_db_column_int (row, 0);
  g_free (*text);
  *text = g_strdup_printf ("%04d-%06" G_GINT64_FORMAT, year, number->serial);

  return TRUE;
}

gboolean
till_store_keep_receipt (TillDbConnection        *connection,
                         const TillTransaction   *transaction,
                         const TillReceiptNumber *number,
                         GError                 **error)
{
  static const char sql[] = "INSERT INTO receipts (location_id, year, serial, transaction_id)"
                            " VALUES (?1, ?2, ?3, ?4)";

  return till_store_run (connection, sql, error, 4, transaction->location_id, number->year,
                         number->serial, transaction->id);
}
