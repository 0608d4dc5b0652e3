/* bench-plans.c: the tab of 5,000 payment plans with 60,000 installments filled, against SQLite's
 * own same answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ours: from a list that is new until it is ready and the rows of a window are read. The reference:
 * the ids in their order with the sums, then the first rows with their terms, on one connection.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "bench.h"
#include "store/till-store-patients.h"
#include "store/till-store-plans.h"

#define N_PLANS 5000
#define N_ROUNDS 15
#define N_ROWS_READ 128
#define NOW G_GINT64_CONSTANT (1795528800000)
#define MOST 1.5
#define BESIDES 50.0 /* ms */

#define NOT_OVER "state IN ('pending', 'authorized', 'active', 'failed', 'paused')"

static const char *const facts[] = {
  "INSERT INTO plans (uuid, location_id, guarantor_id, patient_id, patient_name,"
  "  patient_name_folded, what_for, what_for_folded, state, resumes_as, version, total_cents,"
  "  paid_cents, n_parts, n_paid, next_day, next_cents, made_at, made_by)"
  " SELECT 'plan-' || id, 1, id, id, name, lower(name), 'Implant', 'implant',"
  "        CASE id % 20 WHEN 0 THEN 'completed' WHEN 1 THEN 'cancelled' WHEN 2 THEN 'pending'"
  "                     WHEN 3 THEN 'failed' WHEN 4 THEN 'paused' ELSE 'active' END, 'active', 1,"
  "        120000, id % 12 * 10000, 12, id % 12, 20800 + id % 28, 10000,"
  "        1764000000000 + id * 7919 % 5000 * 60000, 'Bench' FROM patients",
  "INSERT INTO plan_versions (plan_id, number, guarantor_id, payer_name, moves_balance,"
  "  keeps_missed, total_cents, fee_cents, down_payment_cents,"
  "  n_installments, installment_cents, cadence, day, week, weekday, first_day, made_at, made_by,"
  "  authorized)"
  " SELECT id, 1, guarantor_id, patient_name, 0, 0, 120000, 0, 0, 12, 10000, 'monthly', 1, 0, 0, "
  "20800, made_at, 'Bench', 'paper'"
  "   FROM plans",
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)"
  " INSERT INTO installments (plan_id, version, number, due_day, amount_cents, state)"
  " SELECT id, 1, i, 20800 + 30 * i, 10000, 'due' FROM plans CROSS JOIN n",
};

typedef struct
{
  TillDb       *db;
  TillClock    *clock;
  GTimeZone    *zone;
  sqlite3      *raw;
  sqlite3_stmt *ids;
  sqlite3_stmt *row;
  guint         n_ours;
  guint         n_reference;
  gint64        paid_ours;
  gint64        paid_reference;
} Bench;

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < N_PLANS; i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->name = g_strdup_printf ("Name-%u, Given", i * 7919 % N_PLANS);
      if (!till_store_add_patient (connection, patient, NOW, error))
        return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (!till_db_execute (connection, facts[i], error))
      return FALSE;

  return TRUE;
}

static void
run_ours (gpointer data)
{
  Bench                *bench = data;
  g_autoptr (TillTable) table = till_store_plans_table_new (bench->db, bench->clock, bench->zone);

  till_table_set_filter (table, till_table_get_beginning (table));
  while (till_table_get_state (table) == TILL_TABLE_LOADING)
    g_main_context_iteration (NULL, TRUE);
  if (till_table_get_state (table) != TILL_TABLE_READY)
    g_error ("%s", till_table_get_error (table)->message);
  for (guint i = 0; i < N_ROWS_READ; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (table), i));
  bench->n_ours = till_table_get_n_rows (table);
  bench->paid_ours = till_table_get_sum (table, "paid");
}

static void
run_reference (gpointer data)
{
  Bench             *bench = data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  bench->paid_reference = 0;
  while (sqlite3_step (bench->ids) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (bench->ids, 0);

      bench->paid_reference += sqlite3_column_int64 (bench->ids, 2);
      g_array_append_val (ids, id);
    }
  sqlite3_reset (bench->ids);
  for (guint i = 0; i < N_ROWS_READ; i++)
    {
      sqlite3_bind_int64 (bench->row, 1, g_array_index (ids, gint64, i));
      if (sqlite3_step (bench->row) != SQLITE_ROW)
        g_error ("%s", sqlite3_errmsg (bench->raw));
      sqlite3_reset (bench->row);
    }
  bench->n_reference = ids->len;
}

static void
open_bench (Bench *bench, const char *path)
{
  static const char ids[] = "SELECT id, total_cents, paid_cents FROM plans INDEXED BY plans_by_time"
                            " WHERE " NOT_OVER " ORDER BY made_at DESC, id DESC";
  static const char row[] =
    "SELECT * FROM plans AS p JOIN plan_versions AS v ON v.plan_id = p.id AND v.number = p.version"
    "  LEFT JOIN cards AS c ON c.id = p.card_id WHERE p.id = ?1";
  g_autoptr (GError) error = NULL;

  bench->db = till_store_open (path, &error);
  if (bench->db == NULL || !till_db_write (bench->db, TILL_DB_BULK, fill_job, NULL, &error))
    g_error ("%s", error->message);
  bench->clock = till_clock_new_standing (NOW);
  bench->zone = till_zone_open (BENCH_ZONE, NULL);
  if (sqlite3_open_v2 (path, &bench->raw, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (bench->raw, ids, -1, &bench->ids, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (bench->raw, row, -1, &bench->row, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (bench->raw));
}

void
bench_plans (void)
{
  g_autofree char *folder = g_dir_make_tmp ("till-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plans.till", NULL);
  Bench            bench = { NULL };
  double           ours;
  double           reference;

  open_bench (&bench, path);
  bench_compare (run_ours, run_reference, &bench, N_ROUNDS, &ours, &reference);
  if (bench.n_ours != N_PLANS * 18 / 20 || bench.n_ours != bench.n_reference ||
      bench.paid_ours != bench.paid_reference)
    g_error ("%u rows of ours, %u of the reference", bench.n_ours, bench.n_reference);
  bench_limit ("plans-tab-filled", "ms", ours * 1000.0, MOST * reference * 1000.0 + BESIDES);

  sqlite3_finalize (bench.ids);
  sqlite3_finalize (bench.row);
  sqlite3_close (bench.raw);
  g_object_unref (bench.clock);
  g_time_zone_unref (bench.zone);
  bench_close_copy (bench.db, path);
  g_rmdir (folder);
}
