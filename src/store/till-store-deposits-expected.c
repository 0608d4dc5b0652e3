/* till-store-deposits-expected.c: what is still to come, until the processor reports it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row a day of card payments and terminal. They are reckoned, not reported: they are written
 * over and taken away without a trace in the audit, but for what somebody has said of them. What
 * changes them is known by its day, so only some days are reckoned anew.
 */
#include "store/till-store-deposits-private.h"

#include "store/till-store-transactions.h"

/* A payment may be changed that late: voided, refunded, settled, reported. */
#define DAYS_BACK 30

/* The reports go back no farther. */
#define MONTHS_BACK 25

/* A day's payments lie together in this index. */
#define OF_DAY                                                                                     \
  " FROM transactions INDEXED BY transactions_by_time"                                             \
  " WHERE happened_at >= ?1 AND happened_at < ?2 AND " TILL_STILL_OUT

/* ── Which days ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
get_cursor_day (TillDbConnection *connection,
                const char       *cursor,
                GTimeZone        *zone,
                TillInstant       at,
                TillDay          *day,
                GError          **error)
{
  TillInstant read_at;

  *day = TILL_DAY_NONE;
  if (!till_store_get_cursor (connection, cursor, &read_at, error))
    return FALSE;
  if (read_at != TILL_INSTANT_NONE)
    *day = till_day_of_instant (MIN (read_at, at), zone);

  return TRUE;
}

/* The processor’s reports go back no farther. */
static TillDay
find_farthest (TillInstant at, GTimeZone *zone)
{
  return till_day_add_months (till_day_of_instant (at, zone), -MONTHS_BACK);
}

/* The first time since there are reports from the first payment on: what was never reported may be
 * as old as that. Without reports nobody can tell, and it is of no use to ask. */
static gboolean
find_first_day (TillDbConnection *connection,
                GTimeZone        *zone,
                TillInstant       at,
                TillDay          *first,
                GError          **error)
{
  TillDay     today = till_day_of_instant (at, zone);
  TillDay     farthest = find_farthest (at, zone);
  TillDay     read_on;
  TillDay     reckoned_on;
  TillInstant first_at = TILL_INSTANT_NONE;

  *first = till_day_add (today, -DAYS_BACK);
  if (!get_cursor_day (connection, TILL_CURSOR_DEPOSITS, zone, at, &read_on, error) ||
      !get_cursor_day (connection, TILL_CURSOR_EXPECTED, zone, at, &reckoned_on, error) ||
      !till_store_find_first_transaction (connection, &first_at, error))
    return FALSE;
  if (!till_day_is_none (reckoned_on))
    *first = till_day_add (reckoned_on, -DAYS_BACK);
  else if (!till_day_is_none (read_on) && first_at != TILL_INSTANT_NONE)
    *first = till_day_of_instant (first_at, zone);
  if (till_day_compare (*first, farthest) < 0)
    *first = farthest;

  return TRUE;
}

static gboolean
add_known_days (TillDbConnection *connection,
                TillDay           farthest,
                TillDay           before,
                GArray           *days,
                GError          **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection,
                     "SELECT DISTINCT settled_on FROM deposits"
                     " WHERE kind = 'expected' AND settled_on < ?1 AND settled_on >= ?2"
                     " ORDER BY settled_on DESC",
                     error);
  TillStep step;

  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, before.number);
  till_db_bind_int (rows, 2, farthest.number);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillDay day = { (gint32) till_db_column_int (rows, 0) };

      g_array_append_val (days, day);
    }

  return step == TILL_STEP_DONE;
}

GArray *
till_store_list_expected_days (TillDbConnection *connection, TillInstant at, GError **error)
{
  g_autoptr (GTimeZone) zone = till_store_open_zone (connection, error);
  g_autoptr (GArray)    days = g_array_new (FALSE, FALSE, sizeof (TillDay));
  TillDay               first;

  if (zone == NULL || !find_first_day (connection, zone, at, &first, error))
    return NULL;
  for (TillDay day = till_day_of_instant (at, zone); till_day_compare (day, first) >= 0;
       day = till_day_add (day, -1))
    g_array_append_val (days, day);

  return add_known_days (connection, find_farthest (at, zone), first, days, error)
           ? g_steal_pointer (&days)
           : NULL;
}

static gboolean
has_day (GArray *days, TillDay day)
{
  for (guint i = 0; i < days->len; i++)
    {
      if (till_day_compare (g_array_index (days, TillDay, i), day) == 0)
        return TRUE;
    }

  return FALSE;
}

GArray *
till_store_list_days_of (TillDbConnection *connection,
                         const GArray     *ids,
                         TillInstant       at,
                         GError          **error)
{
  static const char     sql[] = "SELECT happened_at FROM transactions WHERE id = ?1";
  g_autoptr (GTimeZone) zone = till_store_open_zone (connection, error);
  g_autoptr (GArray)    known = g_array_new (FALSE, FALSE, sizeof (TillDay));
  g_autoptr (GArray)    days = g_array_new (FALSE, FALSE, sizeof (TillDay));
  TillDay               first;

  if (zone == NULL || !find_first_day (connection, zone, at, &first, error) ||
      !add_known_days (connection, find_farthest (at, zone), first, known, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (TillDbStatement) row = NULL;
      TillStep                    step =
        till_store_ask (connection, sql, &row, error, 1, g_array_index (ids, gint64, i));
      TillDay day;

      if (step == TILL_STEP_ERROR)
        return NULL;
      if (step == TILL_STEP_DONE)
        continue;
      day = till_day_of_instant (till_db_column_int (row, 0), zone);
      if ((till_day_compare (day, first) >= 0 || has_day (known, day)) && !has_day (days, day))
        g_array_append_val (days, day);
    }

  return g_steal_pointer (&days);
}

/* ── A day's payments ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillDbConnection *connection;
  GTimeZone        *zone;
  guint             n_days; /* from a batch's day to its money */
  TillInstant       at;
  TillDay           today;
  TillDay           read_on; /* when all reports were read last */
} Reckoning;

static TillDeposit *
find_terminal (GPtrArray *found, const char *processor, const char *terminal)
{
  for (guint i = 0; i < found->len; i++)
    {
      TillDeposit *known = found->pdata[i];

      if (g_strcmp0 (known->processor, processor) == 0 &&
          g_strcmp0 (known->terminal, terminal) == 0)
        return known;
    }

  return NULL;
}

static TillDeposit *
add_terminal (GPtrArray  *found,
              const char *processor,
              const char *terminal,
              TillDay     day,
              guint       n_days)
{
  TillDeposit *expected = till_deposit_new ();

  expected->location_id = 1;
  expected->kind = TILL_DEPOSIT_EXPECTED;
  expected->processor = g_strdup (processor);
  expected->terminal = g_strdup (terminal);
  expected->settled_on = day;
  expected->funded_on = till_deposit_expect (day, n_days);
  g_ptr_array_add (found, expected);

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

/* (element-type TillDeposit) One a terminal. NULL on an error. */
static GPtrArray *
reckon_day (const Reckoning *reckoning, TillDay day, GError **error)
{
  static const char sql[] = "SELECT processor, substr (terminal, -4), amount_cents" OF_DAY;
  g_autoptr (TillDbStatement) rows = till_db_prepare (reckoning->connection, sql, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  TillStep              step;

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, till_day_start (day, reckoning->zone));
  till_db_bind_int (rows, 2, till_day_start (till_day_add (day, 1), reckoning->zone));
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      const char  *processor = till_db_column_text (rows, 0);
      const char  *terminal = till_db_column_text (rows, 1);
      TillDeposit *expected = find_terminal (found, processor, terminal);

      if (expected == NULL)
        expected = add_terminal (found, processor, terminal, day, reckoning->n_days);
      if (!add_transaction (expected, till_money (till_db_column_int (rows, 2))))
        g_warning ("The amounts of a day are too large to add up");
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

/* Of its day and terminal, without its payments. */
static gboolean
find_reported (TillDbConnection *connection, TillDeposit *expected, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (
    connection,
    "SELECT DISTINCT batch FROM deposits WHERE terminal IS ?1 AND settled_on = ?2"
    " AND kind = 'batch' AND state <> 'withdrawn' AND batch IS NOT NULL ORDER BY batch",
    error);
  g_autoptr (GString) batches = g_string_new (NULL);
  TillStep            step;

  if (rows == NULL)
    return FALSE;
  till_db_bind_text (rows, 1, expected->terminal);
  till_db_bind_int (rows, 2, expected->settled_on.number);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_string_append_printf (batches, "%s%s", batches->len > 0 ? ", " : "",
                            till_db_column_text (rows, 0));
  if (batches->len > 0)
    expected->batch = g_strdup (batches->str);

  return step == TILL_STEP_DONE;
}

/* ── Writing it down ─────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
read_known (TillDbConnection *connection, TillDay day, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection, "WHERE kind = 'expected' AND settled_on = ?1 ORDER BY id", error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, day.number);

  return till_store_read_deposits (rows, error);
}

static gboolean
is_same (const TillDeposit *a, const TillDeposit *b)
{
  return till_money_compare (a->sales, b->sales) == 0 &&
         till_money_compare (a->refunds, b->refunds) == 0 && a->n_sales == b->n_sales &&
         a->n_refunds == b->n_refunds && a->state == b->state && a->reason == b->reason &&
         till_money_compare (a->difference, b->difference) == 0 &&
         g_strcmp0 (a->batch, b->batch) == 0 && till_day_compare (a->funded_on, b->funded_on) == 0;
}

static void
set_verdict (TillDeposit *expected, TillDay today, TillDay read_on)
{
  TillDepositVerdict verdict = till_deposit_judge_expected (expected, today, read_on);

  expected->state = verdict.state;
  expected->reason = verdict.reason;
  expected->difference = verdict.difference;
}

/* Writes @expected in the place of @known, which may be NULL. */
static gboolean
write_one (const Reckoning   *reckoning,
           const TillDeposit *known,
           TillDeposit       *expected,
           GError           **error)
{
  expected->deposited = expected->total;
  if (known != NULL)
    {
      expected->id = known->id;
      expected->explanation = g_strdup (known->explanation);
      expected->explained_by = g_strdup (known->explained_by);
      expected->explained_at = known->explained_at;
      expected->explained = known->explained;
    }
  set_verdict (expected, reckoning->today, reckoning->read_on);
  if (known == NULL)
    return till_store_insert_deposit (reckoning->connection, expected, error);

  return is_same (known, expected) ||
         till_store_update_deposit (reckoning->connection, expected, error);
}

/* It has come, or was taken back. */
static gboolean
forget (const Reckoning *reckoning, const TillDeposit *known, GError **error)
{
  g_autoptr (TillActor) actor = till_actor_new (0, "Till");
  g_autofree char      *before = till_store_deposit_snapshot (known);

  return till_store_run (reckoning->connection,
                         "DELETE FROM deposits WHERE id = ?1 AND kind = 'expected'", error, 1,
                         known->id) &&
         (known->explanation == NULL ||
          till_store_audit (reckoning->connection, actor, reckoning->at, "expect-no-more",
                            "deposits", known->id, before, NULL, error));
}

static gboolean
expect_day (const Reckoning *reckoning, TillDay day, GError **error)
{
  g_autoptr (GPtrArray) found = reckon_day (reckoning, day, error);
  g_autoptr (GPtrArray) known = NULL;

  if (found == NULL)
    return FALSE;
  known = read_known (reckoning->connection, day, error);
  if (known == NULL)
    return FALSE;

  for (guint i = 0; i < known->len; i++)
    {
      const TillDeposit *old = known->pdata[i];

      if (find_terminal (found, old->processor, old->terminal) == NULL &&
          !forget (reckoning, old, error))
        return FALSE;
    }
  for (guint i = 0; i < found->len; i++)
    {
      TillDeposit *expected = found->pdata[i];

      if (!find_reported (reckoning->connection, expected, error) ||
          !write_one (reckoning, find_terminal (known, expected->processor, expected->terminal),
                      expected, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
begin (Reckoning *reckoning, TillDbConnection *connection, TillInstant at, GError **error)
{
  reckoning->connection = connection;
  reckoning->at = at;
  reckoning->zone = till_store_open_zone (connection, error);
  if (reckoning->zone == NULL)
    return FALSE;
  reckoning->today = till_day_of_instant (at, reckoning->zone);

  return get_cursor_day (connection, TILL_CURSOR_DEPOSITS, reckoning->zone, at, &reckoning->read_on,
                         error);
}

gboolean
till_store_expect_deposits (TillDbConnection *connection,
                            guint             n_days,
                            const GArray     *days,
                            guint            *n_done,
                            TillInstant       at,
                            GError          **error)
{
  Reckoning reckoning = { .n_days = n_days };
  gboolean  written = begin (&reckoning, connection, at, error);

  while (written && *n_done < days->len)
    {
      written = expect_day (&reckoning, g_array_index (days, TillDay, *n_done), error);
      (*n_done)++;
      if (till_db_is_time_up (connection))
        break;
    }
  g_clear_pointer (&reckoning.zone, g_time_zone_unref);

  return written;
}

/* ── Days that pass ──────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_judge_expected (TillDbConnection  *connection,
                           const TillDeposit *expected,
                           TillInstant        at,
                           GError           **error)
{
  g_autoptr (TillDeposit) judged = till_deposit_copy (expected);
  Reckoning               reckoning = { 0 };

  if (!begin (&reckoning, connection, at, error))
    return FALSE;
  g_clear_pointer (&reckoning.zone, g_time_zone_unref);
  set_verdict (judged, reckoning.today, reckoning.read_on);

  return is_same (expected, judged) || till_store_update_deposit (connection, judged, error);
}
