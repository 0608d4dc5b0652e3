/* bench-export.c: a million rows as CSV, against the sqlite3 shell's own ".mode csv"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both write the same columns of the same rows in the same order to a file. Ours also says amounts,
 * times and choices as a person wants them; the shell writes what is stored.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "bench.h"
#include "store/till-list-export.h"
#include "store/till-store-private.h"
#include "store/till-store.h"

#define ROUNDS 3
#define MOST 2.0
#define MEMORY_MB 48.0

static const char shell_sql[] =
  "SELECT happened_at AS Date, patient_name AS Patient, amount_cents AS Amount, method AS Method,"
  " card AS Card, status AS Status, posting AS Posted FROM transactions"
  " INDEXED BY transactions_by_time ORDER BY happened_at DESC, id DESC";

typedef struct
{
  const char    *path;
  const char    *to;
  TillDb        *db;
  GTimeZone     *zone;
  TillListWalk  *walk;
  GArray        *columns;
  TillWholeFile *file;
} Bench;

static gboolean
export_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Bench *bench = data;

  return till_list_export_csv (bench->walk, connection, bench->columns, FALSE, bench->file, error);
}

static void
run_ours (gpointer data)
{
  Bench                 *bench = data;
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autoptr (GError)     error = NULL;

  bench->walk =
    till_list_walk_new (till_store_transactions_kind (), filter, NULL,
                        till_day_from_iso (BENCH_LAST_DAY), bench->zone, NULL, FALSE, &error);
  g_assert_no_error (error);
  bench->file = till_whole_file_new (bench->to, &error);
  g_assert_no_error (error);
  till_db_read (bench->db, export_work, bench, &error);
  g_assert_no_error (error);
  g_assert_true (till_whole_file_seal (bench->file, &error));
  g_assert_true (till_whole_file_put_in_place (bench->file, &error));
  till_whole_file_free (bench->file);
  till_list_walk_free (bench->walk);
}

static void
run_shell (gpointer data)
{
  Bench           *bench = data;
  g_autofree char *output = g_strdup_printf (".once '%s'", bench->to);
  const char *words[] = { "sqlite3", "-readonly", "-cmd",      ".mode csv", "-cmd", ".headers on",
                          "-cmd",    output,      bench->path, shell_sql,   NULL };
  g_autoptr (GError) error = NULL;
  int                status = 0;

  if (!g_spawn_sync (NULL, (char **) (gpointer) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                     NULL, &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("the sqlite3 shell: %s", error->message);
}

/* Lines of a file whose cells have no line breaks. */
static guint
count_lines (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const char             *at = g_mapped_file_get_contents (file);
  const char             *end = at + g_mapped_file_get_length (file);
  guint                   n = 0;

  while (at < end && (at = memchr (at, '\n', (gsize) (end - at))) != NULL)
    {
      n++;
      at++;
    }

  return n;
}

/* Of this process, in MB: "VmRSS" now, "VmHWM" at most since it was reset. */
static double
memory_mb (const char *name)
{
  g_autofree char *text = NULL;
  const char      *at;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0.0;
  at = strstr (text, name);

  return at != NULL ? (double) g_ascii_strtoll (at + strlen (name) + 1, NULL, 10) / 1024.0 : 0.0;
}

static void
reset_peak (void)
{
  FILE *file = g_fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

void
bench_export (void)
{
  g_autofree char      *path = bench_data_get_practice ();
  g_autofree char      *folder = g_dir_make_tmp ("till-bench-XXXXXX", NULL);
  g_autofree char      *to = g_build_filename (folder, "list.csv", NULL);
  g_autoptr (GError)    error = NULL;
  g_autoptr (TillDb)    db = till_store_open (path, &error);
  g_autoptr (GTimeZone) zone = till_zone_open (BENCH_ZONE, NULL);
  g_autoptr (GArray)    columns = NULL;
  Bench                 bench = { .path = path, .to = to, .db = db, .zone = zone };
  double                before;
  double                ours;
  double                reference;

  g_assert_no_error (error);
  columns = bench.columns = till_list_find_columns (till_store_transactions_kind (), NULL, &error);
  reset_peak ();
  before = memory_mb ("VmRSS:");
  run_ours (&bench);
  bench_limit ("export-memory", "MB", memory_mb ("VmHWM:") - before, MEMORY_MB);
  g_assert_cmpuint (count_lines (to), ==, BENCH_N_TRANSACTIONS + 1);
  run_shell (&bench);
  g_assert_cmpuint (count_lines (to), ==, BENCH_N_TRANSACTIONS + 1);

  bench_compare (run_ours, run_shell, &bench, ROUNDS, &ours, &reference);
  bench_line ("export-csv", "s", ours, reference, MOST);

  g_unlink (to);
  g_rmdir (folder);
  till_db_close (db);
}
