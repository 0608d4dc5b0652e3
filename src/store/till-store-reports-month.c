/* till-store-reports-month.c: the month's figures: what happened, and what the processor took for
 * it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-reports-private.h"

static gboolean
add_group (TillMonth *month, TillMonthLine *line, TillDbStatement *row, GError **error)
{
  int         method = TILL_METHOD_CASH;
  int         kind = TILL_KIND_PAYMENT;
  TillTakings group = { 0 };

  if (!till_enum_from_text (TILL_TYPE_METHOD, till_db_column_text (row, 0), &method) ||
      !till_enum_from_text (TILL_TYPE_TRANSACTION_KIND, till_db_column_text (row, 1), &kind))
    g_return_val_if_reached (FALSE);

  return (till_takings_add (&group, (TillTransactionKind) kind, till_db_column_int (row, 2) != 0,
                            till_db_column_int (row, 3),
                            till_money (till_db_column_int (row, 4))) &&
          till_takings_add_all (&line->takings, &group) &&
          till_takings_add_all (&month->takings, &group) &&
          till_takings_add_all (&month->methods[method], &group)) ||
         till_takings_too_large (error);
}

static gboolean
read_takings (TillDbConnection *connection,
              GTimeZone        *zone,
              TillMonth        *month,
              TillMonthLine    *line,
              GError          **error)
{
  static const char sql[] =
    "SELECT method, kind, " TILL_SQL_NOT_POSTED ", count(*), sum(counted_cents)"
    "  FROM transactions INDEXED BY transactions_by_time"
    " WHERE happened_at >= ?1 AND happened_at < ?2 AND counted_cents <> 0 GROUP BY 1, 2, 3";
  g_autoptr (TillDbStatement) rows =
    till_store_prepare_days (connection, sql, line->range, zone, error);
  TillStep step;

  if (rows == NULL)
    return FALSE;
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      if (!add_group (month, line, rows, error))
        return FALSE;
    }

  return step == TILL_STEP_DONE;
}

/* Some thousand deposits: read through for each line they would be read too often. */
static gboolean
read_reported (TillDbConnection *connection, TillDayRange range, TillMonth *month, GError **error)
{
  static const char sql[] =
    "SELECT coalesce (settled_on, funded_on), sum(kind = 'batch'), sum(sales_cents),"
    "       sum(refunds_cents), sum(fees_cents)"
    "  FROM deposits WHERE kind <> 'expected' AND state <> 'withdrawn'"
    "   AND coalesce (settled_on, funded_on) BETWEEN ?1 AND ?2 GROUP BY 1 ORDER BY 1";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  guint                       at = 0;
  TillStep                    step;

  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, range.first.number);
  till_db_bind_int (rows, 2, range.last.number);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      const TillBatchSums of_day = { till_db_column_int (rows, 1),
                                     till_money (till_db_column_int (rows, 2)),
                                     till_money (till_db_column_int (rows, 3)),
                                     till_money (till_db_column_int (rows, 4)) };

      while (g_array_index (month->lines, TillMonthLine, at).range.last.number <
             till_db_column_int (rows, 0))
        at++;
      if (!till_batch_sums_add (&g_array_index (month->lines, TillMonthLine, at).reported,
                                &of_day) ||
          !till_batch_sums_add (&month->reported, &of_day))
        return till_takings_too_large (error);
    }

  return step == TILL_STEP_DONE;
}

TillMonth *
till_store_read_month (TillDbConnection *connection,
                       TillDayRange      range,
                       GTimeZone        *zone,
                       GError          **error)
{
  g_autoptr (TillMonth) month = till_month_new ();

  for (TillDay day = range.first; till_day_compare (day, range.last) <= 0;)
    {
      TillMonthLine line = { till_month_next_part (range, day) };

      if (!read_takings (connection, zone, month, &line, error))
        return NULL;
      g_array_append_val (month->lines, line);
      day = till_day_add (line.range.last, 1);
    }

  return read_reported (connection, range, month, error) ? g_steal_pointer (&month) : NULL;
}
