/* bench-aging.c: what each guarantor owes, aged from nothing, on the next day, after one entry
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench.h"
#include "store/till-store-balances.h"
#include "store/till-store-receivables.h"
#include "store/till-store-transactions.h"

#define N_ROUNDS 5
#define N_PAYMENTS 200
#define FRAME_MS 16.7

/* An entry a transaction: two charges, then a credit. */
static const char entries[] =
  "INSERT INTO ledger_entries (location_id, patient_id, guarantor_id, kind, amount_cents, day,"
  "                            entered_at)"
  " SELECT 1, patient_id, guarantor_id, CASE WHEN id % 3 = 0 THEN 'adjustment' ELSE 'charge' END,"
  "        CASE WHEN id % 3 = 0 THEN -1 ELSE 1 END * (abs(amount_cents) + 1),"
  "        happened_at / 86400000, happened_at"
  "   FROM transactions WHERE patient_id IS NOT NULL";

/* What the raw engine adds up in one pass. */
#define RAW                                                                                        \
  "SELECT guarantor_id,"                                                                           \
  "       sum(CASE WHEN amount_cents > 0 AND day >= ?2 THEN amount_cents ELSE 0 END) AS a,"        \
  "       sum(CASE WHEN amount_cents > 0 AND day < ?2 AND day >= ?3"                               \
  "                THEN amount_cents ELSE 0 END) AS b,"                                            \
  "       sum(CASE WHEN amount_cents > 0 AND day < ?3 AND day >= ?4"                               \
  "                THEN amount_cents ELSE 0 END) AS c,"                                            \
  "       sum(CASE WHEN amount_cents > 0 AND day < ?4 THEN amount_cents ELSE 0 END) AS d,"         \
  "       sum(CASE WHEN amount_cents < 0 THEN amount_cents ELSE 0 END) AS e"                       \
  "  FROM ledger_entries WHERE day <= ?1 GROUP BY guarantor_id"

/* The same, kept where ours is: beside who it is of. */
#define RAW_KEPT                                                                                   \
  "INSERT INTO balances SELECT ?5, p.id, p.location_id, p.name, lower(p.name), NULL, 'none',"      \
  "       a, b, c, d, e, a + b + c + d + e, 0, max(a + b + c + d + e, 0), NULL"                    \
  "  FROM (" RAW ") AS r JOIN patients AS p ON p.id = r.guarantor_id"

typedef struct
{
  TillDb *db;
  TillDay day;
  double  longest_ms; /* a commit of ours */
} Bench;

static void
write_job (TillDb *db, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!till_db_write (db, TILL_DB_BULK, job, data, &error))
    g_error ("%s", error->message);
}

static gboolean
sql_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

static gboolean
age_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_age_some (connection, data, error);
}

static void
age_all (Bench *bench)
{
  TillAgingStep step = { .as_of = bench->day };

  while (!step.is_done)
    {
      double begin = bench_now ();

      write_job (bench->db, age_job, &step);
      bench->longest_ms = MAX (bench->longest_ms, (bench_now () - begin) * 1000.0);
    }
}

static void
bind_days (TillDbStatement *statement, TillDay day)
{
  till_db_bind_int (statement, 1, day.number);
  for (int i = 0; i < TILL_N_AGES - 1; i++)
    till_db_bind_int (statement, 2 + i, till_age_first_day ((TillAge) i, day).number);
}

static double
add_up (Bench *bench)
{
  double                      begin = bench_now ();
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows = till_db_prepare (till_db_get_reader (bench->db), RAW, &error);
  TillStep                    step = TILL_STEP_ERROR;

  if (rows != NULL)
    {
      bind_days (rows, bench->day);
      while ((step = till_db_step (rows, &error)) == TILL_STEP_ROW)
        ;
    }
  if (step != TILL_STEP_DONE)
    g_error ("%s", error->message);

  return bench_now () - begin;
}

static gboolean
keep_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Bench                *bench = data;
  g_autoptr (TillDbStatement) insert = NULL;

  if (!till_db_execute (connection, "INSERT INTO editions (state, aged_on) VALUES ('building', 0)",
                        error))
    return FALSE;
  insert = till_db_prepare (connection, RAW_KEPT, error);
  if (insert == NULL)
    return FALSE;
  bind_days (insert, bench->day);
  till_db_bind_int (insert, 5, till_db_last_id (connection));

  return till_db_run (insert, error);
}

static void
empty (Bench *bench)
{
  write_job (bench->db, sql_job, (gpointer) "DELETE FROM balances; DELETE FROM editions");
  /* So that the writer has put the long deletion away. */
  write_job (bench->db, sql_job, (gpointer) "");
}

static double
add_up_and_keep (Bench *bench)
{
  double begin;

  empty (bench);
  begin = bench_now ();
  write_job (bench->db, keep_job, bench);

  return bench_now () - begin;
}

static double
age_from_nothing (Bench *bench)
{
  double begin;

  empty (bench);
  begin = bench_now ();
  age_all (bench);

  return bench_now () - begin;
}

static double
age_next_day (Bench *bench)
{
  double begin = bench_now ();

  bench->day = till_day_add (bench->day, 1);
  age_all (bench);

  return bench_now () - begin;
}

/* What stands above the table, read anew after each change. */
static double
sum_up (Bench *bench)
{
  double             begin = bench_now ();
  g_autoptr (GError) error = NULL;
  TillReceivables    sums;

  if (!till_store_sum_receivables (till_db_get_reader (bench->db), &sums, &error))
    g_error ("%s", error->message);
  g_assert_cmpint (sums.charged.cents, >, 0);

  return (bench_now () - begin) * 1000.0;
}

static gboolean
entry_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Bench *bench = data;

  return till_store_add_ledger_entry (connection, 77, "adjustment", till_money (-1), bench->day,
                                      NULL, 1764000000000, error);
}

static double
add_entries (Bench *bench)
{
  double times[N_PAYMENTS];

  for (guint i = 0; i < N_PAYMENTS; i++)
    {
      double begin = bench_now ();

      write_job (bench->db, entry_job, bench);
      times[i] = (bench_now () - begin) * 1000.0;
    }

  return bench_percentile (times, N_PAYMENTS, 0.99);
}

void
bench_aging (void)
{
  g_autofree char *path = NULL;
  Bench            bench = { bench_open_copy (&path), till_day_from_iso (BENCH_LAST_DAY), 0.0 };
  double           whole[N_ROUNDS];
  double           next[N_ROUNDS];
  double           reference[N_ROUNDS];
  double           kept[N_ROUNDS];
  double           sums[N_ROUNDS];

  write_job (bench.db, sql_job, (gpointer) entries);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      reference[i] = add_up (&bench);
      kept[i] = add_up_and_keep (&bench);
      whole[i] = age_from_nothing (&bench);
      next[i] = age_next_day (&bench);
      sums[i] = sum_up (&bench);
    }
  bench_line ("aging-of-all", "s", bench_median (whole, N_ROUNDS),
              bench_median (reference, N_ROUNDS), 2.0);
  bench_line ("aging-of-all-and-kept", "s", bench_median (whole, N_ROUNDS),
              bench_median (kept, N_ROUNDS), 2.0);
  bench_line ("aging-next-day", "s", bench_median (next, N_ROUNDS),
              bench_median (reference, N_ROUNDS), 2.0);
  bench_limit ("aging-commit-longest", "ms", bench.longest_ms, 50.0);
  bench_limit ("aging-after-an-entry-p99", "ms", add_entries (&bench), FRAME_MS);
  bench_limit ("receivables-sums", "ms", bench_median (sums, N_ROUNDS), 50.0);
  bench_close_copy (bench.db, path);
}
