/* bench-review.c: 200,000 guarantors selected and judged, with every reason, against a bare scan of
 * the tables that their facts are in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ours is all of it: from what is selected in the list to the table that is ready to be drawn.
 */
#include "bench.h"
#include "store/till-review.h"
#include "store/till-store-balances.h"

#define N_ROUNDS 5

/* Each family owes, the most have agreed, some are snoozed; a thirtieth shares a phone. */
static const char facts[] =
  "INSERT INTO ledger_entries (location_id, patient_id, guarantor_id, kind, amount_cents, day,"
  "                            entered_at)"
  " SELECT 1, id, id, 'charge', 100 + (id % 977) * 100, 20780 - id % 120, 1764000000000"
  "   FROM patients WHERE guarantor_id = id;"
  "INSERT INTO consents (patient_id, channel, consent, noted_at, noted_by)"
  " SELECT id, 'text', CASE WHEN id % 9 = 0 THEN 'refused' ELSE 'given' END, 1764000000000, 'Ann'"
  "   FROM patients WHERE id % 4 <> 0;"
  "INSERT INTO snoozes (guarantor_id, ends, total_cents, reason, snoozed_by, snoozed_at)"
  " SELECT id, 'balance', 1, 'Arranged', 'Ann', 1764000000000 FROM patients WHERE id % 20 = 0;"
  "UPDATE patients SET phone_digits = CAST (2070000000 + CASE WHEN id % 30 = 0 THEN 0 ELSE id END"
  "                                         AS TEXT)";

static const char *const scans[] = {
  "SELECT id, guarantor_id, phone, phone_digits, state, do_not_contact FROM patients",
  "SELECT guarantor_id, portion_cents, insurance_cents FROM balances",
  "SELECT patient_id, channel, consent FROM consents",
  "SELECT guarantor_id, ends, until_day FROM snoozes",
};

typedef struct
{
  TillDb    *db;
  TillClock *clock;
  GTimeZone *zone;
  TillTable *receivables;
  guint      n_judged;
  guint      n_asked;
} Bench;

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
write_job (TillDb *db, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!till_db_write (db, TILL_DB_BULK, job, data, &error))
    g_error ("%s", error->message);
}

static void
wait_ready (TillTable *table)
{
  g_list_model_get_n_items (G_LIST_MODEL (table));
  while (till_table_get_state (table) == TILL_TABLE_LOADING)
    g_main_context_iteration (NULL, TRUE);
  if (till_table_get_state (table) != TILL_TABLE_READY)
    g_error ("%s", till_table_get_error (table)->message);
}

static void
judge (gpointer data)
{
  static const TillRequestPolicy policy = { .channel = TILL_CHANNEL_TEXT,
                                            .minimum = { 1500 },
                                            .n_days_fresh = 7 };
  Bench                         *bench = data;
  guint                          n = till_table_get_n_rows (bench->receivables);
  g_autofree gint64             *ids = g_new (gint64, n);
  g_autoptr (TillTable)          review = NULL;
  const TillRequestTally        *tally;

  for (guint i = 0; i < n; i++)
    ids[i] = till_table_get_id (bench->receivables, i);
  review = till_review_new (bench->db, bench->clock, bench->zone, ids, n, &policy);
  wait_ready (review);
  tally = till_review_get_tally (TILL_REVIEW (review));
  bench->n_judged = tally->n_judged;
  bench->n_asked = tally->n_asked;
}

static void
scan (gpointer data)
{
  Bench *bench = data;

  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    {
      g_autoptr (GError)          error = NULL;
      g_autoptr (TillDbStatement) rows =
        till_db_prepare (till_db_get_reader (bench->db), scans[i], &error);
      TillStep step = TILL_STEP_ERROR;

      while (rows != NULL && (step = till_db_step (rows, &error)) == TILL_STEP_ROW)
        till_db_column_int (rows, 0);
      if (step != TILL_STEP_DONE)
        g_error ("%s", error->message);
    }
}

static void
open_bench (Bench *bench, char **path)
{
  TillAgingStep step = { .as_of = till_day_from_iso (BENCH_LAST_DAY) };

  bench->db = bench_open_copy (path);
  write_job (bench->db, sql_job, (gpointer) facts);
  while (!step.is_done)
    write_job (bench->db, age_job, &step);
  bench->zone = g_time_zone_new_identifier (BENCH_ZONE);
  bench->clock = till_clock_new_standing (till_day_start (step.as_of, bench->zone) + 43200000);
  bench->receivables = till_store_balances_table_new (bench->db, bench->clock, bench->zone);
  wait_ready (bench->receivables);
}

void
bench_review (void)
{
  Bench            bench = { NULL };
  g_autofree char *path = NULL;
  double           ours;
  double           reference;

  open_bench (&bench, &path);
  bench_compare (judge, scan, &bench, N_ROUNDS, &ours, &reference);
  if (bench.n_judged < BENCH_N_PATIENTS * 9 / 10 || bench.n_asked < bench.n_judged / 4)
    g_error ("%u were judged, %u can be asked", bench.n_judged, bench.n_asked);
  bench_line ("review-of-200000", "s", ours, reference, 8.0);
  bench_limit ("review-of-200000-whole", "ms", ours * 1000.0, 1000.0);

  g_clear_object (&bench.receivables);
  g_clear_object (&bench.clock);
  g_time_zone_unref (bench.zone);
  bench_close_copy (bench.db, path);
}
