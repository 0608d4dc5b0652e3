/* bench-store.c: the badge, the commit of an attempt, and Collect while an import runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "bench-desk.h"
#include "bench.h"
#include "flow/till-practice-private.h"
#include "flow/till-take-payment.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

#define N_COMMITS 200
#define N_IMPORTED 200000
#define N_IMPORTED_AT_ONCE 250

/* A run that was broken off leaves its log, which is of another copy than the next one's. */
static void
remove_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  g_remove (log);
  g_remove (shared);
}

TillDb *
bench_open_copy (char **path)
{
  g_autofree char   *from = bench_data_get_practice ();
  g_autoptr (GFile)  source = g_file_new_for_path (from);
  g_autoptr (GFile)  target = NULL;
  g_autoptr (GError) error = NULL;
  TillDb            *db = NULL;

  *path = g_strconcat (from, ".copy", NULL);
  target = g_file_new_for_path (*path);
  remove_log (*path);
  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error) ||
      (db = till_store_open (*path, &error)) == NULL)
    g_error ("%s", error->message);

  return db;
}

void
bench_close_copy (TillDb *db, const char *path)
{
  till_db_close (db);
  g_object_unref (db);
  g_remove (path);
}

void
bench_badge (void)
{
  g_autofree char *path = NULL;
  TillDb          *db = bench_open_copy (&path);
  double           times[101];
  gint64           count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      double             begin = bench_now ();
      g_autoptr (GError) error = NULL;

      if (!till_store_count_unposted (till_db_get_reader (db), &count, &error))
        g_error ("%s", error->message);
      times[i] = (bench_now () - begin) * 1000.0;
    }
  g_assert_cmpint (count, ==, BENCH_N_UNPOSTED);
  bench_limit ("unposted-badge", "ms", bench_median (times, G_N_ELEMENTS (times)), 1.0);
  bench_close_copy (db, path);
}

/* ── From the press to the disk ── */

/* A practice of its own process would have: the copy, opened as the program opens it. */
static TillPractice *
open_practice_copy (char **path)
{
  g_autoptr (TillClock) clock = till_clock_new ();
  g_autoptr (GError)    error = NULL;
  TillDb               *db = bench_open_copy (path);
  TillPractice         *practice;

  till_db_close (db);
  g_object_unref (db);
  practice = till_practice_open (*path, clock, NULL, &error);
  if (practice == NULL)
    g_error ("%s", error->message);

  return practice;
}

/* From the press of Collect, through the flow the dialog calls, until it is told that the payment
 * is on the disk: in seconds. Cash: what a card's attempt writes, and in the same commit the
 * payment, its posting and the receipt's number. Each patient pays once. */
static double
collect (TillPractice *practice, gint64 patient)
{
  g_autoptr (TillTakePayment) payment = till_take_payment_new (practice);
  const TillPaymentOrder      order = { .patient_id = patient,
                                        .amount = till_money (12500),
                                        .method = TILL_METHOD_CASH };
  GAsyncResult               *result = NULL;
  g_autoptr (GAsyncResult)    done = NULL;
  g_autoptr (GError)          error = NULL;
  double                      begin = bench_now ();
  double                      seconds;

  till_take_payment_start_async (payment, &order, bench_keep_result, &result);
  done = bench_wait (practice, &result, NULL);
  seconds = bench_now () - begin;
  if (!till_take_payment_start_finish (payment, done, &error))
    g_error ("%s", error->message);

  return seconds;
}

static double
bare_commit (sqlite3 *bare)
{
  double begin = bench_now ();

  if (sqlite3_exec (bare,
                    "BEGIN IMMEDIATE; INSERT INTO a (t) VALUES (hex(randomblob(120)));"
                    "INSERT INTO b (t) VALUES (hex(randomblob(120))); COMMIT",
                    NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (bare));

  return bench_now () - begin;
}

static sqlite3 *
open_bare (const char *path)
{
  sqlite3 *bare;

  g_remove (path);
  if (sqlite3_open (path, &bare) != SQLITE_OK ||
      sqlite3_exec (bare,
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT);"
                    "CREATE TABLE b (id INTEGER PRIMARY KEY, t TEXT)",
                    NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", path);

  return bare;
}

void
bench_commit (void)
{
  g_autofree char *path = NULL;
  TillPractice    *practice = open_practice_copy (&path);
  g_autofree char *bare_path = g_strconcat (path, ".bare", NULL);
  sqlite3         *bare = open_bare (bare_path);
  double           ours[N_COMMITS];
  double           reference[N_COMMITS];

  for (guint i = 0; i < N_COMMITS; i++)
    {
      ours[i] = collect (practice, 1 + i) * 1000.0;
      reference[i] = bare_commit (bare) * 1000.0;
    }
  bench_line ("collect-to-durable", "ms", bench_median (ours, N_COMMITS),
              bench_median (reference, N_COMMITS), 2.0);
  sqlite3_close (bare);
  g_remove (bare_path);
  bench_practice_free (practice);
}

/* ── While an import runs ── */

typedef struct
{
  guint  next;
  guint *n_done;
} Part;

static gboolean
import_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Part *part = data;

  for (guint i = 0; i < N_IMPORTED_AT_ONCE; i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->name = g_strdup_printf ("Imported, Patient %u", part->next + i);
      patient->number = g_strdup_printf ("IMP%u", part->next + i);
      if (!till_store_add_patient (connection, patient, 1764000000000, error))
        return FALSE;
    }

  return TRUE;
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    g_error ("%s", error->message);
  (*(guint *) user_data)++;
}

void
bench_import (void)
{
  const guint        n_parts = N_IMPORTED / N_IMPORTED_AT_ONCE;
  g_autofree char   *path = NULL;
  TillPractice      *practice = open_practice_copy (&path);
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  guint              n_done = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      Part *part = g_new0 (Part, 1);

      part->next = i * N_IMPORTED_AT_ONCE;
      till_db_write_async (practice->db, TILL_DB_BULK, import_job, part, g_free, imported_cb,
                           &n_done);
    }
  while (n_done < n_parts)
    {
      double wait = collect (practice, 1 + waits->len) * 1000.0;

      g_array_append_val (waits, wait);
      for (guint i = 0; i < 4 && n_done < n_parts; i++)
        g_main_context_iteration (NULL, TRUE);
    }
  bench_limit ("collect-during-import-worst", "ms",
               bench_percentile ((double *) (gpointer) waits->data, waits->len, 1.0), 60.0);
  bench_practice_free (practice);
}
