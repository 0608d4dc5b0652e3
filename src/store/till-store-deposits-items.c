/* till-store-deposits-items.c: which transactions a deposit is made of, and whether it equals them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A batch's transactions are those of its number at its terminal around its day: the numbers come
 * round again. The deposits of one batch are judged together.
 */
#include "store/till-store-deposits-private.h"

#include <string.h>

/* A batch may have stood open for some days; its day may be said as the day after. */
#define DAYS_BEFORE 14
#define DAYS_AFTER 2

#define TERMINAL_DIGITS 4

/* Parameters ?1 … ?4: number, terminal's last digits, from, until. */
#define OF_BATCH                                                                                   \
  "batch IS NOT NULL AND CAST (batch AS INTEGER) = ?1 AND substr (terminal, -4) = ?2"              \
  " AND happened_at >= ?3 AND happened_at < ?4 AND state = 'settled'"                              \
  " AND kind IN ('payment', 'refund')"

typedef struct
{
  gint64    id;
  TillMoney amount; /* negative: a refund */
  gint64    owner;  /* the deposit that has it now, or 0 */
} Item;

static void
bind_batch (TillDbStatement *statement, const TillDeposit *of, GTimeZone *zone)
{
  till_db_bind_int (statement, 1, g_ascii_strtoll (of->batch, NULL, 10));
  till_db_bind_text (statement, 2, of->terminal);
  till_db_bind_int (statement, 3,
                    till_day_start (till_day_add (of->settled_on, -DAYS_BEFORE), zone));
  till_db_bind_int (statement, 4, till_day_start (till_day_add (of->settled_on, DAYS_AFTER), zone));
}

/* (element-type Item) In order of time. NULL on an error. */
static GArray *
read_items (TillDbConnection *connection, const TillDeposit *of, GError **error)
{
  static const char           sql[] = "SELECT id, amount_cents, coalesce (deposit_id, 0)"
                                      "  FROM transactions LEFT JOIN deposit_items"
                                      "       ON transaction_id = transactions.id"
                                      " WHERE " OF_BATCH " ORDER BY happened_at, id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GTimeZone)       zone = till_store_open_zone (connection, error);
  g_autoptr (GArray)          items = g_array_new (FALSE, FALSE, sizeof (Item));
  TillStep                    step;

  if (rows == NULL || zone == NULL)
    return NULL;
  bind_batch (rows, of, zone);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      Item item = { till_db_column_int (rows, 0), till_money (till_db_column_int (rows, 1)),
                    till_db_column_int (rows, 2) };

      g_array_append_val (items, item);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&items) : NULL;
}

/* The deposits of one batch that count, in the order they are funded. */
static GPtrArray *
read_parts (TillDbConnection *connection, const TillDeposit *of, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection,
    "WHERE batch = ?1 AND terminal = ?2 AND settled_on = ?3 AND processor = ?4"
    " AND kind = 'batch' AND state <> 'withdrawn' ORDER BY funded_on, id",
    error);

  if (rows == NULL)
    return NULL;
  till_db_bind_text (rows, 1, of->batch);
  till_db_bind_text (rows, 2, of->terminal);
  till_db_bind_int (rows, 3, of->settled_on.number);
  till_db_bind_text (rows, 4, of->processor);

  return till_store_read_deposits (rows, error);
}

/* ── Sums ────────────────────────────────────────────────────────────────────────────────────── */

/* What can't be added up is no amount a batch can have. */
static void
add_to (TillMoney *sum, TillMoney amount)
{
  if (!till_money_add (*sum, amount, sum))
    *sum = till_money (G_MAXINT64);
}

static void
add_item (TillDepositItems *sums, const Item *item)
{
  gboolean is_refund = item->amount.cents < 0;

  add_to (is_refund ? &sums->refunds : &sums->sales, till_money (ABS (item->amount.cents)));
  if (is_refund)
    sums->n_refunds++;
  else
    sums->n_sales++;
}

static TillDepositItems
sum_parts (GPtrArray *parts)
{
  TillDepositItems sums = { 0 };

  for (guint i = 0; i < parts->len; i++)
    {
      const TillDeposit *part = parts->pdata[i];

      add_to (&sums.sales, part->sales);
      add_to (&sums.refunds, part->refunds);
      sums.n_sales += part->n_sales;
      sums.n_refunds += part->n_refunds;
    }

  return sums;
}

static gboolean
equals (const TillDepositItems *sums, const TillDeposit *part)
{
  return till_money_compare (sums->sales, part->sales) == 0 &&
         till_money_compare (sums->refunds, part->refunds) == 0 && sums->n_sales == part->n_sales &&
         sums->n_refunds == part->n_refunds;
}

/* ── Giving the items to the parts ───────────────────────────────────────────────────────────── */

/* What was made first is funded first: how many of the items each part has. FALSE when they don't
 * come out even. */
static gboolean
divide (GPtrArray *parts, GArray *items, guint *ends)
{
  guint at = 0;

  for (guint p = 0; p < parts->len; p++)
    {
      TillDepositItems sums = { 0 };

      while (at < items->len && !equals (&sums, parts->pdata[p]))
        add_item (&sums, &g_array_index (items, Item, at++));
      if (!equals (&sums, parts->pdata[p]))
        return FALSE;
      ends[p] = at;
    }

  return at == items->len;
}

/* Of what the parts have now, what is none of the batch's any more. */
static gboolean
forget_others (TillDbConnection  *connection,
               const TillDeposit *of,
               GPtrArray         *parts,
               gboolean          *changed,
               GError           **error)
{
  static const char sql[] = "DELETE FROM deposit_items WHERE deposit_id = ?5 AND transaction_id"
                            " NOT IN (SELECT id FROM transactions WHERE " OF_BATCH ")";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autoptr (GTimeZone)       zone = till_store_open_zone (connection, error);

  for (guint i = 0; statement != NULL && zone != NULL && i < parts->len; i++)
    {
      bind_batch (statement, of, zone);
      till_db_bind_int (statement, 5, ((TillDeposit *) parts->pdata[i])->id);
      if (!till_db_run (statement, error))
        return FALSE;
      *changed = *changed || till_db_n_changed (connection) > 0;
    }

  return statement != NULL && zone != NULL;
}

static gboolean
count_items (TillDbConnection *connection, GPtrArray *parts, GHashTable *others, GError **error)
{
  GHashTableIter iter;
  gpointer       owner;

  for (guint i = 0; i < parts->len; i++)
    {
      if (!till_store_count_deposit_items (connection, ((TillDeposit *) parts->pdata[i])->id,
                                           error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &owner, NULL))
    {
      if (!till_store_count_deposit_items (connection, *(gint64 *) owner, error))
        return FALSE;
    }

  return TRUE;
}

/* What is where it belongs stays: a batch comes page by page. */
static gboolean
give_items (TillDbConnection  *connection,
            const TillDeposit *of,
            GPtrArray         *parts,
            GArray            *items,
            GError           **error)
{
  static const char sql[] =
    "INSERT INTO deposit_items (transaction_id, deposit_id) VALUES (?1, ?2)"
    " ON CONFLICT (transaction_id) DO UPDATE SET deposit_id = excluded.deposit_id";
  g_autofree guint      *ends = g_new0 (guint, parts->len);
  g_autoptr (GHashTable) others = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean               changed = FALSE;
  guint                  part = 0;

  if (!forget_others (connection, of, parts, &changed, error))
    return FALSE;
  if (!divide (parts, items, ends))
    ends[0] = items->len;

  for (guint i = 0; i < items->len; i++)
    {
      Item  *item = &g_array_index (items, Item, i);
      gint64 owner;

      while (i >= ends[part])
        part++;
      owner = ((TillDeposit *) parts->pdata[part])->id;
      if (item->owner == owner)
        continue;
      if (!till_store_run (connection, sql, error, 2, item->id, owner))
        return FALSE;
      /* Another batch of the same number may have taken it. */
      if (item->owner != 0)
        g_hash_table_add (others, &item->owner);
      changed = TRUE;
    }

  return !changed || count_items (connection, parts, others, error);
}

/* ── Judging ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
judge (TillDbConnection       *connection,
       TillDeposit            *deposit,
       const TillDepositItems *reported,
       const TillDepositItems *known,
       TillDay                 today,
       GError                **error)
{
  TillDepositVerdict verdict = till_deposit_judge (deposit, reported, known, today);

  if (verdict.state == deposit->state && verdict.reason == deposit->reason &&
      till_money_compare (verdict.difference, deposit->difference) == 0)
    return TRUE;
  deposit->state = verdict.state;
  deposit->reason = verdict.reason;
  deposit->difference = verdict.difference;

  return till_store_update_deposit (connection, deposit, error);
}

static gboolean
relate_batch (TillDbConnection *connection, const TillDeposit *of, TillDay today, GError **error)
{
  g_autoptr (GPtrArray) parts = read_parts (connection, of, error);
  g_autoptr (GArray)    items = NULL;
  TillDepositItems      reported;
  TillDepositItems      known = { 0 };

  if (parts == NULL)
    return FALSE;
  /* Of one that is told no more nothing is kept. */
  if (of->state == TILL_DEPOSIT_STATE_WITHDRAWN &&
      (!till_store_run (connection, "DELETE FROM deposit_items WHERE deposit_id = ?1", error, 1,
                        of->id) ||
       !till_store_count_deposit_items (connection, of->id, error)))
    return FALSE;
  if (parts->len == 0)
    return TRUE;

  items = read_items (connection, of, error);
  if (items == NULL || !give_items (connection, of, parts, items, error))
    return FALSE;
  reported = sum_parts (parts);
  for (guint i = 0; i < items->len; i++)
    add_item (&known, &g_array_index (items, Item, i));
  for (guint i = 0; i < parts->len; i++)
    {
      if (!judge (connection, parts->pdata[i], &reported, &known, today, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_batch (const TillDeposit *deposit)
{
  return deposit->kind == TILL_DEPOSIT_BATCH && deposit->batch != NULL &&
         deposit->terminal != NULL && !till_day_is_none (deposit->settled_on);
}

gboolean
till_store_weigh_deposit (TillDbConnection  *connection,
                          const TillDeposit *of,
                          TillDepositItems  *reported,
                          TillDepositItems  *known,
                          GError           **error)
{
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GArray)    items = NULL;

  *reported = *known = (TillDepositItems){ 0 };
  if (!has_batch (of))
    return TRUE;

  parts = read_parts (connection, of, error);
  items = parts != NULL ? read_items (connection, of, error) : NULL;
  if (items == NULL)
    return FALSE;
  *reported = sum_parts (parts);
  for (guint i = 0; i < items->len; i++)
    add_item (known, &g_array_index (items, Item, i));

  return TRUE;
}

gboolean
till_store_relate_deposits (TillDbConnection  *connection,
                            const TillDeposit *of,
                            TillDay            today,
                            GError           **error)
{
  static const TillDepositItems none = { 0 };
  g_autoptr (TillDeposit)       copy = NULL;

  if (has_batch (of))
    return relate_batch (connection, of, today, error);
  if (of->state == TILL_DEPOSIT_STATE_WITHDRAWN)
    return TRUE;

  copy = till_deposit_copy (of);

  return judge (connection, copy, &none, &none, today, error);
}

/* ── From without ────────────────────────────────────────────────────────────────────────────── */

static gboolean
relate_each (TillDbConnection *connection,
             GPtrArray        *deposits,
             TillDay           today,
             TillInstant       at,
             GError          **error)
{
  for (guint i = 0; deposits != NULL && i < deposits->len; i++)
    {
      const TillDeposit *deposit = deposits->pdata[i];

      if (!(deposit->kind == TILL_DEPOSIT_EXPECTED
              ? till_store_judge_expected (connection, deposit, at, error)
              : till_store_relate_deposits (connection, deposit, today, error)))
        return FALSE;
    }

  return deposits != NULL;
}

gboolean
till_store_relate_batch (TillDbConnection *connection,
                         const char       *terminal,
                         const char       *batch,
                         TillInstant       at,
                         GError          **error)
{
  gsize                       length = strlen (terminal);
  const char                 *digits = terminal + MAX (length, TERMINAL_DIGITS) - TERMINAL_DIGITS;
  g_autofree char            *number = NULL;
  g_autoptr (TillDbStatement) rows = NULL;
  g_autoptr (GPtrArray)       deposits = NULL;
  TillDay                     today;

  if (!till_store_get_today (connection, at, &today, error))
    return FALSE;
  rows = till_store_prepare_deposits (
    connection,
    "WHERE batch = ?1 AND terminal = ?2 AND kind = 'batch' AND state <> 'withdrawn' ORDER BY id",
    error);
  if (rows == NULL)
    return FALSE;

  number = g_strdup_printf ("%" G_GINT64_FORMAT, g_ascii_strtoll (batch, NULL, 10));
  till_db_bind_text (rows, 1, number);
  till_db_bind_text (rows, 2, digits);
  deposits = till_store_read_deposits (rows, error);
  g_clear_pointer (&rows, till_db_statement_free);

  return relate_each (connection, deposits, today, at, error);
}

gboolean
till_store_judge_deposits (TillDbConnection *connection, TillInstant at, GError **error)
{
  g_autoptr (TillDbStatement) rows = NULL;
  g_autoptr (GPtrArray)       deposits = NULL;
  TillDay                     today;

  if (!till_store_get_today (connection, at, &today, error))
    return FALSE;
  rows = till_store_prepare_deposits (
    connection,
    "WHERE state IN ('expected', 'overdue', 'unchecked', 'on-its-way', 'arriving')"
    " OR (state = 'difference' AND funded_on > ?1) ORDER BY id",
    error);
  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, today.number);
  deposits = till_store_read_deposits (rows, error);
  g_clear_pointer (&rows, till_db_statement_free);

  return relate_each (connection, deposits, today, at, error);
}

GArray *
till_store_list_deposit_items (TillDbConnection *connection, gint64 id, GError **error)
{
  static const char           sql[] = "SELECT t.id FROM deposit_items AS i"
                                      " JOIN transactions AS t ON t.id = i.transaction_id"
                                      " WHERE i.deposit_id = ?1 ORDER BY t.happened_at, t.id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillStep                    step;

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, id);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 item = till_db_column_int (rows, 0);

      g_array_append_val (ids, item);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}
