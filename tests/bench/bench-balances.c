/* bench-balances.c: what 200,000 guarantors owe, and 200,000 lines of a ledger, taken in from
 * another program's file, against sqlite3's own .import of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ours looks at the file, says what is wrong in it and what would change, and takes it in, out of
 * sight until all of it is there. sqlite3 copies the cells into one table as they are, in one
 * commit, with an index for each of ours that a cell of the file fills.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "bench-desk.h"
#include "bench.h"
#include "demo/till-demo-files.h"
#include "flow/till-book-import.h"

#define N_FEW 50000
#define N_ALL 200000
#define N_ROUNDS 3

/* They have about 200,000 lines. */
#define N_FAMILIES 68000
#define SEED 5

/* Of a file four times as long: the numbers of its rows are kept, to find one a second time. */
#define MOST_MEMORY 1.5

/* Its cache is as large as ours. */
static const char bare_head[] =
  "PRAGMA journal_mode = WAL;\n"
  "PRAGMA synchronous = FULL;\n"
  "PRAGMA cache_size = -16384;\n"
  "CREATE TABLE ar (number TEXT, name TEXT, mobile TEXT, home TEXT, email TEXT, owed_0_30 TEXT,"
  " owed_31_60 TEXT, owed_61_90 TEXT, owed_over_90 TEXT, insurance TEXT, total TEXT, portion TEXT,"
  " billing TEXT, members TEXT);\n";

/* Of patients, of their words, of balances. */
static const char *const bare_indexes[] = { "number", "number", "name", "mobile", "mobile", "name",
                                            "number", "number", "name", "number", NULL };

static const char lines_head[] =
  "PRAGMA journal_mode = WAL;\n"
  "PRAGMA synchronous = FULL;\n"
  "PRAGMA cache_size = -16384;\n"
  "CREATE TABLE ar (number TEXT, user TEXT, type TEXT, day TEXT, patient TEXT, guarantor TEXT,"
  " amount TEXT, service TEXT, paytype TEXT, sequence TEXT, provider TEXT, collections TEXT,"
  " statement TEXT, fee TEXT, discount TEXT, tax TEXT, words TEXT, status TEXT, adjustment TEXT,"
  " claim TEXT, est_1 TEXT, est_2 TEXT, paid_1 TEXT, paid_2 TEXT, bulk TEXT, aged TEXT,"
  " balance TEXT, practice TEXT);\n";

/* Of lines, of balances. */
static const char *const lines_indexes[] = { "number",    "guarantor, day, aged, amount, type",
                                             "patient",   "day, amount",
                                             "guarantor", NULL };

typedef struct
{
  char *folder;
  char *file;
} Bench;

/* ── The file ── */

/* Made once. */
static char *
make_file (TillDemoLayout layout, guint n_families)
{
  const char *folder = g_getenv ("TILL_BENCH_DATA") != NULL ? g_getenv ("TILL_BENCH_DATA") : ".";
  g_autofree char *name =
    g_strdup_printf ("%s-%u.csv", till_demo_layout_to_text (layout), n_families);
  char              *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) &&
      !till_demo_write_file (layout, SEED, n_families, till_day_from_iso (BENCH_LAST_DAY), path,
                             NULL, &error))
    g_error ("%s", error->message);

  return path;
}

/* ── sqlite3 ── */

static double
time_bare (Bench *bench, const char *head, const char *const *indexes, const char *form)
{
  g_autofree char        *path = g_build_filename (bench->folder, "bare.db", NULL);
  g_autoptr (GString)     script = g_string_new (head);
  g_autoptr (GSubprocess) sqlite = NULL;
  g_autoptr (GError)      error = NULL;
  double                  begin;
  double                  seconds;

  for (guint i = 0; indexes[i] != NULL; i++)
    g_string_append_printf (script, "CREATE INDEX ar_%u ON ar (%s);\n", i, indexes[i]);
  g_string_append_printf (script, "%s.import --skip 1 \"%s\" ar\n", form, bench->file);

  begin = bench_now ();
  sqlite = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                             &error, "sqlite3", "-bail", path, NULL);
  if (sqlite == NULL ||
      !g_subprocess_communicate_utf8 (sqlite, script->str, NULL, NULL, NULL, &error) ||
      g_subprocess_get_exit_status (sqlite) != 0)
    g_error ("sqlite3 did not import: %s", error != NULL ? error->message : "");
  seconds = bench_now () - begin;
  g_remove (path);

  return seconds;
}

/* ── Memory ── */

/* MiB, of /proc/self/status. */
static double
read_memory (const char *what)
{
  g_autofree char *text = NULL;
  const char      *line = NULL;

  if (g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    line = strstr (text, what);
  if (line == NULL)
    g_error ("/proc/self/status has no %s", what);

  return g_ascii_strtod (line + strlen (what) + 1, NULL) / 1024.0;
}

/* To what is held now. */
static void
reset_peak (void)
{
  int file = open ("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);

  malloc_trim (0);
  if (file < 0 || write (file, "5", 1) != 1)
    g_error ("the peak of the memory can't be set back");
  close (file);
}

/* ── Ours ── */

static TillPractice *
new_practice (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "balances.till", NULL);

  return bench_practice_new (path);
}

static void
take_in (TillPractice *practice, const char *file, GArray *waits)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBookImport) import = till_book_import_new (practice, file, &error);
  GAsyncResult              *result = NULL;
  g_autoptr (GAsyncResult)   read = NULL;
  g_autoptr (GAsyncResult)   done = NULL;

  if (import == NULL)
    g_error ("%s", error->message);
  till_book_import_read_async (import, NULL, bench_keep_result, &result);
  read = bench_wait (practice, &result, waits);
  if (!till_book_import_read_finish (import, read, &error))
    g_error ("%s", error->message);
  till_book_import_run_async (import, NULL, bench_keep_result, &result);
  done = bench_wait (practice, &result, waits);
  if (!till_book_import_run_finish (import, done, &error))
    g_error ("%s", error->message);
}

/* Seconds; and MiB that the peak was above what was held before. */
static double
time_ours (Bench *bench, const char *file, double *growth)
{
  TillPractice *practice = new_practice (bench);
  double        held;
  double        begin;
  double        seconds;

  reset_peak ();
  held = read_memory ("VmRSS:");
  begin = bench_now ();
  take_in (practice, file, NULL);
  seconds = bench_now () - begin;
  *growth = read_memory ("VmHWM:") - held;
  bench_practice_free (practice);

  return seconds;
}

/* ── Who waits ── */

static double commit_begun;
static double longest_commit;

/* The writer alone begins so, on its own thread. */
static int
trace_cb (guint kind, gpointer data, gpointer statement, gpointer what)
{
  const char *sql = sqlite3_sql (statement);

  if (kind == SQLITE_TRACE_STMT && strcmp (sql, "BEGIN IMMEDIATE") == 0)
    commit_begun = bench_now ();
  else if (kind == SQLITE_TRACE_PROFILE && strcmp (sql, "COMMIT") == 0)
    longest_commit = MAX (longest_commit, bench_now () - commit_begun);

  return 0;
}

static int
watch_cb (sqlite3 *handle, char **words, const struct sqlite3_api_routines *api)
{
  return sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, trace_cb, NULL);
}

static void
measure_waits (Bench *bench)
{
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  TillPractice      *practice;

  sqlite3_auto_extension ((void (*) (void)) watch_cb);
  practice = new_practice (bench);
  sqlite3_cancel_auto_extension ((void (*) (void)) watch_cb);
  longest_commit = 0.0;
  take_in (practice, bench->file, waits);
  bench_limit ("import-balances-commit-longest", "ms", longest_commit * 1000.0, 50.0);
  bench_limit ("collect-during-import-balances-worst", "ms",
               bench_percentile ((double *) (gpointer) waits->data, waits->len, 1.0), 60.0);
  bench_practice_free (practice);
}

/* ── Lines ── */

/* The patients are there before. */
static double
time_lines (Bench *bench, const char *patients)
{
  TillPractice *practice = new_practice (bench);
  double        begin;
  double        seconds;

  take_in (practice, patients, NULL);
  begin = bench_now ();
  take_in (practice, bench->file, NULL);
  seconds = bench_now () - begin;
  bench_practice_free (practice);

  return seconds;
}

static void
measure_lines (Bench *bench)
{
  g_autofree char *file = make_file (TILL_DEMO_EAGLESOFT_TRANSACTIONS, N_FAMILIES);
  g_autofree char *patients = make_file (TILL_DEMO_OPEN_DENTAL_PATIENTS, N_FAMILIES);
  double           ours[N_ROUNDS];
  double           reference[N_ROUNDS];
  Bench            lines = { bench->folder, file };

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      reference[i] = time_bare (&lines, lines_head, lines_indexes, ".mode csv\n.separator \";\"\n");
      ours[i] = time_lines (&lines, patients);
    }
  bench_line ("import-200000-lines", "s", bench_median (ours, N_ROUNDS),
              bench_median (reference, N_ROUNDS), 6.0);
}

/* ── The part ── */

void
bench_balances (void)
{
  g_autofree char *folder = g_dir_make_tmp ("till-bench-XXXXXX", NULL);
  g_autofree char *file = make_file (TILL_DEMO_OPEN_DENTAL_AR, N_ALL);
  g_autofree char *few = make_file (TILL_DEMO_OPEN_DENTAL_AR, N_FEW);
  Bench            bench = { folder, file };
  double           ours[N_ROUNDS];
  double           reference[N_ROUNDS];
  double           growth[N_ROUNDS];
  double           growth_of_few[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      reference[i] = time_bare (&bench, bare_head, bare_indexes, ".mode csv\n");
      ours[i] = time_ours (&bench, file, &growth[i]);
      time_ours (&bench, few, &growth_of_few[i]);
    }
  bench_line ("import-balances-of-200000", "s", bench_median (ours, N_ROUNDS),
              bench_median (reference, N_ROUNDS), 4.0);
  bench_line ("import-balances-memory-of-50000", "MiB", bench_median (growth, N_ROUNDS),
              bench_median (growth_of_few, N_ROUNDS), MOST_MEMORY);
  measure_waits (&bench);
  measure_lines (&bench);

  g_rmdir (folder);
}
