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

/* A bank account and the last day its statements tell of. */
typedef struct
{
  char   *account; /* "": it is not known of which account the lines are */
  TillDay last;
} Seen;

static void
seen_clear (gpointer data)
{
  g_free (((Seen *) data)->account);
}

static GArray *
read_seen (TillDbConnection *connection, GError **error)
{
  static const char           sql[] = "SELECT account, max(day) FROM bank_lines"
                                      " WHERE state <> 'taken-back' GROUP BY account";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          all = g_array_new (FALSE, FALSE, sizeof (Seen));
  TillStep                    step = TILL_STEP_ERROR;

  g_array_set_clear_func (all, seen_clear);
  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      Seen seen = { till_db_column_dup_text (rows, 0), { (gint32) till_db_column_int (rows, 1) } };

      g_array_append_val (all, seen);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

/* The last day on which @deposit would have been seen at the bank; or TILL_DAY_NONE. Where either
 * names no account, it may be any. */
static TillDay
get_seen_until (GArray *all, const TillDeposit *deposit)
{
  TillDay until = TILL_DAY_NONE;

  for (guint i = 0; i < all->len; i++)
    {
      const Seen *seen = &g_array_index (all, Seen, i);

      if ((deposit->account == NULL || *deposit->account == '\0' || *seen->account == '\0' ||
           g_str_equal (deposit->account, seen->account)) &&
          (till_day_is_none (until) || till_day_compare (seen->last, until) > 0))
        until = seen->last;
    }

  return until;
}

/* What the bank has of @deposit. A line may pay several: what it differs from all of them by is
 * told of the first. */
static gboolean
read_at_bank (TillDbConnection  *connection,
              const TillDeposit *deposit,
              gboolean          *is_there,
              TillMoney         *at_bank,
              GError           **error)
{
  static const char sql[] =
    "SELECT CASE WHEN m.deposit_id ="
    "            (SELECT min(o.deposit_id) FROM deposit_matches AS o WHERE o.line_id = m.line_id)"
    "       THEN l.difference_cents ELSE 0 END"
    "  FROM deposit_matches AS m JOIN bank_lines AS l ON l.id = m.line_id"
    " WHERE m.deposit_id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, deposit->id);

  *is_there = step == TILL_STEP_ROW;
  if (!*is_there)
    return step == TILL_STEP_DONE;

  return till_money_add (deposit->deposited, till_money (till_db_column_int (row, 0)), at_bank) ||
         till_takings_too_large (error);
}

static gboolean
add_deposit (TillDbConnection  *connection,
             TillReconcile     *reconcile,
             const TillDeposit *deposit,
             GArray            *seen,
             TillDay            today,
             GError           **error)
{
  TillMoney at_bank;
  gboolean  is_there;

  return read_at_bank (connection, deposit, &is_there, &at_bank, error) &&
         (till_reconcile_add_deposit (reconcile, deposit, is_there ? &at_bank : NULL,
                                      get_seen_until (seen, deposit), today) ||
          till_takings_too_large (error));
}

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
  g_autoptr (GPtrArray) deposits = NULL;
  g_autoptr (GArray)    seen = rows != NULL ? read_seen (connection, error) : NULL;

  if (seen == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, range.first.number);
  till_db_bind_int (rows, 2, range.last.number);
  deposits = till_store_read_deposits (rows, error);
  for (guint i = 0; deposits != NULL && i < deposits->len; i++)
    {
      if (!add_deposit (connection, reconcile, deposits->pdata[i], seen, today, error))
        return FALSE;
    }

  return deposits != NULL;
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
