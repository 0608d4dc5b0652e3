/* till-store-reports-reconcile.c: what is compared: ledger, processor and bank
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-deposits-private.h"
#include "store/till-store-reports-private.h"

/* The deposits of the days ?3 … ?4. An adjustment has no batch, so no day but that of its money. */
#define OF_DAYS                                                                                    \
  "d.kind <> 'expected' AND d.state <> 'withdrawn'"                                                \
  " AND coalesce (d.settled_on, d.funded_on) BETWEEN ?3 AND ?4"

static TillDbStatement *
prepare (TillDbConnection *connection,
         const char       *sql,
         TillDayRange      range,
         GTimeZone        *zone,
         GError          **error)
{
  TillDbStatement *statement = till_store_prepare_days (connection, sql, range, zone, error);

  if (statement == NULL)
    return NULL;
  till_db_bind_int (statement, 3, range.first.number);
  till_db_bind_int (statement, 4, range.last.number);

  return statement;
}

/* ── Transactions ────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_cards (TillReconcile *reconcile, TillDbStatement *rows, gboolean is_of_days, GError **error)
{
  TillStep step;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      const TillReconcileCards cards = {
        .n = till_db_column_int (rows, 3),
        .amount = till_money (till_db_column_int (rows, 4)),
        .is_of_days = is_of_days,
        .is_posted = till_db_column_int (rows, 0) != 0,
        .is_voided = till_db_column_int (rows, 1) != 0,
        .place = (TillReconcilePlace) till_db_column_int (rows, 2),
      };

      if (!till_reconcile_add_cards (reconcile, &cards))
        return till_takings_too_large (error);
    }

  return step == TILL_STEP_DONE;
}

static gboolean
read_of_days (TillDbConnection *connection,
              TillDayRange      range,
              GTimeZone        *zone,
              TillReconcile    *reconcile,
              GError          **error)
{
  static const char sql[] =
    "SELECT t.posting = 'posted', t.status = 'voided',"
    "       CASE WHEN d.id IS NULL THEN 0 WHEN " OF_DAYS " THEN 1 ELSE 2 END,"
    "       count(*), sum(t.counted_cents)"
    "  FROM transactions AS t INDEXED BY transactions_by_time"
    "  LEFT JOIN deposit_items AS i ON i.transaction_id = t.id"
    "  LEFT JOIN deposits AS d ON d.id = i.deposit_id"
    " WHERE t.happened_at >= ?1 AND t.happened_at < ?2 AND t.counted_cents <> 0"
    "   AND t.method NOT IN ('cash', 'check') GROUP BY 1, 2, 3";
  g_autoptr (TillDbStatement) rows = prepare (connection, sql, range, zone, error);

  return rows != NULL && add_cards (reconcile, rows, TRUE, error);
}

/* What the deposits hold besides. */
static gboolean
read_of_other_days (TillDbConnection *connection,
                    TillDayRange      range,
                    GTimeZone        *zone,
                    TillReconcile    *reconcile,
                    GError          **error)
{
  static const char sql[] =
    "SELECT 0, 0, 1, count(*), sum(t.counted_cents)"
    "  FROM deposits AS d CROSS JOIN deposit_items AS i ON i.deposit_id = d.id"
    "  CROSS JOIN transactions AS t ON t.id = i.transaction_id"
    " WHERE " OF_DAYS " AND (t.happened_at < ?1 OR t.happened_at >= ?2)"
    "   AND t.counted_cents <> 0 GROUP BY t.counted_cents < 0";
  g_autoptr (TillDbStatement) rows = prepare (connection, sql, range, zone, error);

  return rows != NULL && add_cards (reconcile, rows, FALSE, error);
}

static gboolean
read_cash (TillDbConnection *connection,
           TillDayRange      range,
           GTimeZone        *zone,
           TillReconcile    *reconcile,
           GError          **error)
{
  static const char           sql[] = "SELECT count(*), coalesce (sum(counted_cents), 0)"
                                      "  FROM transactions INDEXED BY transactions_by_time"
                                      " WHERE happened_at >= ?1 AND happened_at < ?2 AND counted_cents <> 0"
                                      "   AND method IN ('cash', 'check')";
  g_autoptr (TillDbStatement) row = till_store_prepare_days (connection, sql, range, zone, error);

  if (row == NULL || till_db_step (row, error) != TILL_STEP_ROW)
    return FALSE;
  reconcile->n_cash = till_db_column_int (row, 0);
  reconcile->cash = till_money (till_db_column_int (row, 1));

  return TRUE;
}

/* ── Deposits ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_deposits (TillDbConnection *connection,
               TillDayRange      range,
               TillDay           today,
               TillReconcile    *reconcile,
               GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection,
    "WHERE kind <> 'expected' AND state <> 'withdrawn'"
    " AND coalesce (settled_on, funded_on) BETWEEN ?1 AND ?2 ORDER BY id",
    error);
  TillStep step;

  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, range.first.number);
  till_db_bind_int (rows, 2, range.last.number);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      g_autoptr (TillDeposit) deposit = till_store_read_deposit (rows);

      if (!till_reconcile_add_deposit (reconcile, deposit, NULL, TILL_DAY_NONE, today))
        return till_takings_too_large (error);
    }

  return step == TILL_STEP_DONE;
}

gboolean
till_store_read_reconcile (TillDbConnection *connection,
                           TillDayRange      range,
                           GTimeZone        *zone,
                           TillDay           today,
                           TillReconcile    *reconcile,
                           GError          **error)
{
  *reconcile = (TillReconcile){ 0 };

  return read_of_days (connection, range, zone, reconcile, error) &&
         read_of_other_days (connection, range, zone, reconcile, error) &&
         read_cash (connection, range, zone, reconcile, error) &&
         read_deposits (connection, range, today, reconcile, error) &&
         (till_reconcile_finish (reconcile) || till_takings_too_large (error));
}
