/* till-store-deposits-expected.c: what is still to come, until the processor reports it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * These rows are reckoned, not reported: they are written over and taken away without a trace in
 * the audit.
 */
#include "store/till-store-deposits-private.h"

#include <string.h>

#include "rules/till-deposit-rules.h"

#define DAYS_BACK 30

/* Card transactions that count and are in no deposit. */
#define STILL_OUT                                                                                  \
  "processor = ?1 AND happened_at >= ?2 AND state IN ('captured', 'settled')"                      \
  " AND kind IN ('payment', 'refund')"                                                             \
  " AND id NOT IN (SELECT transaction_id FROM deposit_items)"

static TillDeposit *
find_day (GPtrArray *days, const char *terminal, TillDay day)
{
  for (guint i = days->len; i > 0; i--)
    {
      TillDeposit *known = days->pdata[i - 1];

      if (till_day_compare (known->settled_on, day) == 0 &&
          g_strcmp0 (known->terminal, terminal) == 0)
        return known;
    }

  return NULL;
}

static TillDeposit *
add_day (GPtrArray *days, const char *processor, const char *terminal, TillDay day, guint n_days)
{
  TillDeposit *expected = till_deposit_new ();

  expected->location_id = 1;
  expected->kind = TILL_DEPOSIT_EXPECTED;
  expected->processor = g_strdup (processor);
  expected->terminal = g_strdup (terminal);
  expected->settled_on = day;
  expected->funded_on = till_deposit_expect (day, n_days);
  g_ptr_array_add (days, expected);

  return expected;
}

static gboolean
add_transaction (TillDeposit *expected, TillMoney amount)
{
  gboolean   is_refund = amount.cents < 0;
  TillMoney *side = is_refund ? &expected->refunds : &expected->sales;

  if (is_refund)
    expected->n_refunds++;
  else
    expected->n_sales++;

  return till_money_add (*side, till_money (ABS (amount.cents)), side) &&
         till_money_subtract (expected->sales, expected->refunds, &expected->total);
}

/* (element-type TillDeposit) One a terminal and day. */
static GPtrArray *
reckon (TillDbConnection *connection,
        const char       *processor,
        guint             n_days,
        TillInstant       at,
        GError          **error)
{
  static const char sql[] = "SELECT happened_at, substr (terminal, -4), amount_cents"
                            "  FROM transactions INDEXED BY transactions_by_time WHERE " STILL_OUT
                            " ORDER BY happened_at, id";
  g_autoptr (GTimeZone)       zone = till_store_open_zone (connection, error);
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  TillStep              step;

  if (zone == NULL || rows == NULL)
    return NULL;
  till_db_bind_text (rows, 1, processor);
  till_db_bind_int (
    rows, 2, till_day_start (till_day_add (till_day_of_instant (at, zone), -DAYS_BACK), zone));

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillDay      day = till_day_of_instant (till_db_column_int (rows, 0), zone);
      const char  *terminal = till_db_column_text (rows, 1);
      TillDeposit *expected = find_day (days, terminal, day);

      if (expected == NULL)
        expected = add_day (days, processor, terminal, day, n_days);
      if (!add_transaction (expected, till_money (till_db_column_int (rows, 2))))
        g_warning ("The amounts of a day are too large to add up");
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&days) : NULL;
}

/* A day that the processor has reported is not expected any more, whatever is still missing. */
static gboolean
is_reported (TillDbConnection *connection, const TillDeposit *expected, gint64 *n, GError **error)
{
  g_autoptr (TillDbStatement) row = till_db_prepare (
    connection,
    "SELECT count(*) FROM deposits WHERE terminal IS ?1 AND settled_on = ?2 AND kind = 'batch'"
    " AND state <> 'withdrawn'",
    error);

  if (row == NULL)
    return FALSE;
  till_db_bind_text (row, 1, expected->terminal);
  till_db_bind_int (row, 2, expected->settled_on.number);
  if (till_db_step (row, error) != TILL_STEP_ROW)
    return FALSE;
  *n = till_db_column_int (row, 0);

  return TRUE;
}

static GPtrArray *
read_known (TillDbConnection *connection, const char *processor, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection, "WHERE kind = 'expected' AND processor = ?1 ORDER BY id", error);

  if (rows == NULL)
    return NULL;
  till_db_bind_text (rows, 1, processor);

  return till_store_read_deposits (rows, error);
}

static gboolean
is_same (const TillDeposit *a, const TillDeposit *b)
{
  return till_money_compare (a->sales, b->sales) == 0 &&
         till_money_compare (a->refunds, b->refunds) == 0 && a->n_sales == b->n_sales &&
         a->n_refunds == b->n_refunds && a->state == b->state &&
         till_day_compare (a->funded_on, b->funded_on) == 0;
}

/* Writes @expected in the place of @known, which may be NULL. */
static gboolean
write_one (TillDbConnection  *connection,
           const TillDeposit *known,
           TillDeposit       *expected,
           TillDay            today,
           GError           **error)
{
  static const TillDepositItems none = { 0 };
  TillDepositVerdict            verdict = till_deposit_judge (expected, &none, &none, today);

  expected->deposited = expected->total;
  expected->state = verdict.state;
  expected->reason = verdict.reason;
  if (known == NULL)
    return till_store_insert_deposit (connection, expected, error);
  if (is_same (known, expected))
    return TRUE;
  expected->id = known->id;

  return till_store_update_deposit (connection, expected, error);
}

static gboolean
forget_others (TillDbConnection *connection, GPtrArray *known, GPtrArray *days, GError **error)
{
  for (guint i = 0; i < known->len; i++)
    {
      const TillDeposit *old = known->pdata[i];

      if (find_day (days, old->terminal, old->settled_on) == NULL &&
          !till_store_run (connection, "DELETE FROM deposits WHERE id = ?1 AND kind = 'expected'",
                           error, 1, old->id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
leave_out_reported (TillDbConnection *connection, GPtrArray *days, GError **error)
{
  for (guint i = days->len; i > 0; i--)
    {
      gint64 n = 0;

      if (!is_reported (connection, days->pdata[i - 1], &n, error))
        return FALSE;
      if (n > 0)
        g_ptr_array_remove_index (days, i - 1);
    }

  return TRUE;
}

gboolean
till_store_expect_deposits (TillDbConnection *connection,
                            const char       *processor,
                            guint             n_days,
                            TillInstant       at,
                            GError          **error)
{
  g_autoptr (GPtrArray) days = reckon (connection, processor, n_days, at, error);
  g_autoptr (GPtrArray) known = read_known (connection, processor, error);
  TillDay               today;

  if (days == NULL || known == NULL || !leave_out_reported (connection, days, error) ||
      !till_store_get_today (connection, at, &today, error) ||
      !forget_others (connection, known, days, error))
    return FALSE;

  for (guint i = 0; i < days->len; i++)
    {
      TillDeposit *expected = days->pdata[i];

      if (!write_one (connection, find_day (known, expected->terminal, expected->settled_on),
                      expected, today, error))
        return FALSE;
    }

  return TRUE;
}
