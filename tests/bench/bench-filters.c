/* bench-filters.c: filters and sorts over a million rows, against SQLite's own same answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ours: from till_table_set_filter() until the table is ready. The reference: the quickest of the
 * ways to read the same ids in order, with count and sums: by SQLite's own choice of an index, or
 * by each of those named.
 */
#include <sqlite3.h>

#include "bench.h"
#include "store/till-store-transactions.h"

#define ROUNDS 3
#define MOST 1.5
#define BESIDES 50.0 /* ms */

#define BY_TIME "happened_at DESC, id DESC"

typedef struct
{
  const char  *column; /* NULL: the end */
  TillFilterOp op;
  const char  *values; /* parted by | */
} Part;

static const struct
{
  const char *name;
  Part        parts[4];
  const char *search;
  const char *where;
} filters[] = {
  { "date",
    { { "date", TILL_OP_LAST_DAYS, "365" } },
    "",
    "happened_at >= 1764046800000 AND happened_at < 1795582800000" },
  { "date-older", { { "date", TILL_OP_OLDER, "30" } }, "", "happened_at < 1792900800000" },
  { "patient-contains",
    { { "patient", TILL_OP_CONTAINS, "son" } },
    "",
    "patient_name_folded LIKE '%son%'" },
  { "patient-begins",
    { { "patient", TILL_OP_BEGINS, "lop" } },
    "",
    "patient_name_folded >= 'lop' AND patient_name_folded < 'loq'" },
  { "amount",
    { { "amount", TILL_OP_BETWEEN, "10000|20000" } },
    "",
    "amount_cents BETWEEN 10000 AND 20000" },
  { "amount-from", { { "amount", TILL_OP_BETWEEN, "100000|" } }, "", "amount_cents >= 100000" },
  { "method", { { "method", TILL_OP_IS, "cash|check" } }, "", "method IN ('cash', 'check')" },
  { "card", { { "card", TILL_OP_CONTAINS, "visa" } }, "", "card LIKE '%visa%'" },
  { "status", { { "status", TILL_OP_IS, "declined" } }, "", "status = 'declined'" },
  { "posted", { { "posted", TILL_OP_IS, "posted" } }, "", "posting = 'posted'" },
  { "unposted",
    { { "posted", TILL_OP_IS, "unposted" } },
    "",
    "posting IN ('unposted', 'posting', 'needs-review') AND posting = 'unposted'" },
  { "kind", { { "kind", TILL_OP_IS, "refund" } }, "", "kind = 'refund'" },
  { "patient-id", { { "patient-id", TILL_OP_IS, "61484" } }, "", "patient_id = 61484" },
  { "search-name", { { NULL } }, "smith", "patient_name_folded LIKE '%smith%'" },
  { "search-amount", { { NULL } }, "$57.39", "amount_cents IN (5739, -5739)" },
  { "search-last-four",
    { { NULL } },
    "2277",
    "id = 2277 OR card_last_four = '2277' OR amount_cents IN (227700, -227700)" },
  { "search-transaction", { { NULL } }, "200500000", "processor_id = '200500000'" },
  { "declined-this-year",
    { { "status", TILL_OP_IS, "declined" }, { "date", TILL_OP_PRESET, "this-year" } },
    "",
    "status = 'declined' AND happened_at >= 1767243600000 AND happened_at < 1795582800000" },
  { "cash-over-100",
    { { "method", TILL_OP_IS, "cash" }, { "amount", TILL_OP_BETWEEN, "10000|" } },
    "",
    "method = 'cash' AND amount_cents >= 10000" },
  { "son-paid-by-card",
    { { "patient", TILL_OP_CONTAINS, "son" },
      { "method", TILL_OP_IS, "terminal" },
      { "status", TILL_OP_IS, "paid" } },
    "",
    "patient_name_folded LIKE '%son%' AND method = 'terminal' AND status = 'paid'" },
};

static const struct
{
  const char *column;
  const char *order;
} sorts[] = {
  { "date", "happened_at, id" },          { "patient", "patient_name_folded, " BY_TIME },
  { "amount", "amount_cents, " BY_TIME }, { "method", "method, " BY_TIME },
  { "status", "status, " BY_TIME },       { "posted", "posting, " BY_TIME },
};

static const char *const hints[] = {
  "",
  "NOT INDEXED",
  "INDEXED BY transactions_by_time",
  "INDEXED BY transactions_by_patient_name",
  "INDEXED BY transactions_by_amount",
};

typedef struct
{
  TillTable    *table;
  TillFilter   *filter; /* or NULL: the sort is set */
  TillFilter   *none;
  TillSortKey   keys[2];
  sqlite3_stmt *statement;
  gint64        n_rows;
  gint64        sum;
} Bench;

/* ── Both ways ── */

static void
wait_ready (TillTable *table)
{
  while (till_table_get_state (table) == TILL_TABLE_LOADING)
    g_main_context_iteration (NULL, TRUE);
  if (till_table_get_state (table) != TILL_TABLE_READY)
    g_error ("%s", till_table_get_error (table)->message);
}

static void
run_ours (gpointer data)
{
  Bench *bench = data;

  if (bench->filter != NULL)
    till_table_set_filter (bench->table, bench->filter);
  else
    till_table_set_sort (bench->table, bench->keys);
  wait_ready (bench->table);
}

static void
run_reference (gpointer data)
{
  Bench             *bench = data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  bench->sum = 0;
  while (sqlite3_step (bench->statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (bench->statement, 0);

      bench->sum += sqlite3_column_int64 (bench->statement, 1);
      g_array_append_val (ids, id);
    }
  bench->n_rows = ids->len;
  sqlite3_reset (bench->statement);
}

/* The quickest by one run each. */
static sqlite3_stmt *
prepare_best (sqlite3 *raw, Bench *bench, const char *where, const char *order)
{
  sqlite3_stmt *best = NULL;
  double        least = 0.0;

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT id, counted_cents, counted_fee_cents FROM transactions %s WHERE %s ORDER BY %s",
        hints[i], where, order);
      double begin;

      if (sqlite3_prepare_v2 (raw, sql, -1, &bench->statement, NULL) != SQLITE_OK)
        continue;
      begin = bench_now ();
      run_reference (bench);
      if (best == NULL || bench_now () - begin < least)
        {
          least = bench_now () - begin;
          sqlite3_finalize (best);
          best = g_steal_pointer (&bench->statement);
        }
      else
        sqlite3_finalize (bench->statement);
    }

  return best;
}

static void
compare (Bench      *bench,
         sqlite3    *raw,
         const char *where,
         const char *order,
         double     *ours,
         double     *reference)
{
  double of_ours[ROUNDS];
  double of_reference[ROUNDS];

  bench->statement = prepare_best (raw, bench, where, order);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double begin;

      /* What is set already is not asked again. */
      if (bench->filter != NULL)
        till_table_set_filter (bench->table, bench->none);
      else
        till_table_set_sort (bench->table, NULL);
      wait_ready (bench->table);
      begin = bench_now ();
      run_ours (bench);
      of_ours[i] = (bench_now () - begin) * 1000.0;
      begin = bench_now ();
      run_reference (bench);
      of_reference[i] = (bench_now () - begin) * 1000.0;
    }
  g_assert_cmpint (bench->n_rows, ==, till_table_get_n_rows (bench->table));
  g_assert_cmpint (bench->sum, ==, till_table_get_sum (bench->table, "net"));
  g_clear_pointer (&bench->statement, sqlite3_finalize);
  *ours = bench_median (of_ours, ROUNDS);
  *reference = bench_median (of_reference, ROUNDS);
}

/* ── The part ── */

static void
bench_filter (Bench *bench, sqlite3 *raw, guint i)
{
  g_autofree char *name = g_strconcat ("filter-", filters[i].name, NULL);
  double           ours;
  double           reference;

  bench->filter = till_filter_new ();
  for (const Part *part = filters[i].parts; part->column != NULL; part++)
    {
      g_auto (GStrv) values = g_strsplit (part->values, "|", -1);

      till_filter_set (bench->filter, part->column, part->op, (const char *const *) values);
    }
  till_filter_set_search (bench->filter, filters[i].search);
  compare (bench, raw, filters[i].where, BY_TIME, &ours, &reference);
  bench_limit (name, "ms", ours, MOST * reference + BESIDES);
  g_clear_pointer (&bench->filter, till_filter_unref);
}

static void
bench_sort (Bench *bench, sqlite3 *raw, guint i)
{
  g_autofree char *name = g_strconcat ("sort-", sorts[i].column, NULL);
  double           ours;
  double           reference;

  bench->keys[0].column = sorts[i].column;
  compare (bench, raw, "1 = 1", sorts[i].order, &ours, &reference);
  bench_line (name, "ms", ours, reference, MOST);
}

void
bench_filters (void)
{
  g_autofree char       *path = bench_data_get_practice ();
  g_autoptr (GError)     error = NULL;
  g_autoptr (TillDb)     db = till_store_open (path, &error);
  g_autoptr (TillClock)  clock = till_clock_new_standing (G_GINT64_CONSTANT (1795528800000));
  g_autoptr (GTimeZone)  zone = till_zone_open (BENCH_ZONE, NULL);
  g_autoptr (TillFilter) none = till_filter_new ();
  sqlite3               *raw = NULL;
  Bench                  bench = { .none = none };

  g_assert_no_error (error);
  if (sqlite3_open_v2 (path, &raw, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (raw));
  sqlite3_exec (raw, "PRAGMA cache_size = -65536", NULL, NULL, NULL);
  bench.table = till_store_transactions_table_new (db, clock, zone);
  till_table_refresh (bench.table);
  wait_ready (bench.table);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    bench_filter (&bench, raw, i);
  till_table_set_filter (bench.table, none);
  wait_ready (bench.table);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    bench_sort (&bench, raw, i);

  sqlite3_close (raw);
  g_object_unref (bench.table);
  till_db_close (db);
}
