/* bench-data-deposits.c: the deposits of ten years: one for each batch of the big practice's cards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newest has BENCH_N_ITEMS transactions, for which some batches before it have none.
 */
#include "bench.h"

#include <glib/gstdio.h>

#include "core/till-day.h"
#include "store/till-store.h"

#define NEWEST G_STRINGIFY (BENCH_N_DEPOSITS)
#define N_ITEMS G_STRINGIFY (BENCH_N_ITEMS)

/* Cards of a batch; the numbers of deposits are those of the batches, from 1. */
#define OF_BATCH "batch IS NOT NULL AND state = 'settled'"
#define NUMBER "CAST (batch AS INTEGER) + 1"

/* Day 0 is 1970-01-01, as @day counts; the money comes two days later. */
static const char deposits_sql[] =
  "INSERT INTO deposits (id, location_id, kind, state, reason, processor, merchant, terminal, "
  "batch,"
  " settled_on, funded_on, sales_cents, refunds_cents, conveyed_cents, fees_cents,"
  " withholding_cents, adjustment_cents, total_cents, deposited_cents, n_sales, n_refunds, account,"
  " difference_cents, explained_cents)"
  " SELECT " NUMBER ", 1, 'batch', 'deposited', 'closes', 'clearent', '6588000000000001', '0001',"
  " batch, max (happened_at) / 86400000, max (happened_at) / 86400000 + 2,"
  " sum (max (amount_cents, 0)), -sum (min (amount_cents, 0)), 0, sum (fee_cents), 0, 0,"
  " sum (amount_cents), sum (amount_cents - fee_cents), sum (amount_cents > 0),"
  " sum (amount_cents < 0), '••1939', 0, 0"
  " FROM transactions WHERE " OF_BATCH " GROUP BY " NUMBER;

static const char newest_sql[] =
  "INSERT INTO deposit_items (transaction_id, deposit_id)"
  " SELECT id, " NEWEST " FROM transactions WHERE " OF_BATCH " ORDER BY id DESC LIMIT " N_ITEMS;

static const char items_sql[] =
  "INSERT INTO deposit_items (transaction_id, deposit_id)"
  " SELECT id, " NUMBER " FROM transactions"
  " WHERE " OF_BATCH " AND id NOT IN (SELECT transaction_id FROM deposit_items)";

static gboolean
write_deposits (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, deposits_sql, error) &&
         till_db_execute (connection, newest_sql, error) &&
         till_db_execute (connection, items_sql, error);
}

char *
bench_data_get_deposits (void)
{
  g_autofree char   *from = bench_data_get_practice ();
  g_autofree char   *folder = g_path_get_dirname (from);
  g_autofree char   *path = g_build_filename (folder, "practice-1m-deposits.till", NULL);
  g_autofree char   *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile)  source = g_file_new_for_path (from);
  g_autoptr (GFile)  target = g_file_new_for_path (part);
  g_autoptr (GError) error = NULL;
  g_autoptr (TillDb) db = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error) ||
      !(db = till_store_open (part, &error)) ||
      !till_db_write (db, TILL_DB_BULK, write_deposits, NULL, &error))
    g_error ("The bench's deposits can't be made: %s", error->message);
  till_db_close (db);
  if (g_rename (part, path) != 0)
    g_error ("The bench's deposits can't be put into their place");

  return g_steal_pointer (&path);
}
