/* bench-sync.c: a hundred thousand transactions made elsewhere, against parsing and inserting them
 * bare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Into a practice of ten years, of batches whose deposits are reported and wait for them. Ours asks
 * a server for each page, reads it without trusting it, looks each row up, numbers its receipt,
 * hashes it into the audit, and judges its deposit.
 */
#include <fcntl.h>
#include <glib/gstdio.h>

#include "bench-desk.h"
#include "bench-pages.h"
#include "bench-sync.h"
#include "bench.h"
#include "flow/till-practice-private.h"
#include "flow/till-sync.h"

#define N_PAGES 1000
#define N_ROWS (N_PAGES * BENCH_ROWS_A_PAGE)
#define N_BATCHES (N_ROWS / BENCH_ROWS_A_BATCH)
#define N_ROUNDS 3
#define KEY "bench"
/* A frame; and rows that a window shows. */
#define TICK_MS 16
#define N_SHOWN 30

typedef struct
{
  char        *folder;
  char        *base; /* the practice before the sync */
  char        *address;
  GSubprocess *server;
  char       **pages;
} Sync;

/* How a round is measured, and what came of it. */
typedef struct
{
  gboolean shown;   /* a list of it is on the screen, and the main loop ticks */
  gboolean pressed; /* Collect is, again and again */
  double   seconds;
  double   worst_stretch; /* milliseconds between two polls */
  double   worst_commit;  /* of Collect */
  double   log_size;      /* of the engine's log beside the file; MB */
} Round;

/* ── The main loop ── */

static double last_poll = -1;
static double last_waited;
static double worst_stretch;

static int
poll_func (GPollFD *fds, guint n_fds, int timeout)
{
  int    n;
  double now = bench_now ();

  if (last_poll >= 0)
    worst_stretch =
      MAX (worst_stretch, (now - last_poll - (bench_waited () - last_waited)) * 1000.0);
  n = g_poll (fds, n_fds, timeout);
  last_waited = bench_waited ();
  last_poll = bench_now ();

  return n;
}

/* What a window does with each frame: asks for the rows that it shows. */
static gboolean
tick_cb (gpointer user_data)
{
  GListModel *list = user_data;
  guint       n_rows = MIN (g_list_model_get_n_items (list), N_SHOWN);

  for (guint i = 0; i < n_rows; i++)
    g_object_unref (g_list_model_get_item (list, i));

  return G_SOURCE_CONTINUE;
}

/* ── Ours ── */

/* So that what is measured does not wait for the copy to be written. */
static void
rest_on_disk (const char *path)
{
  int file = g_open (path, O_RDWR, 0);

  if (file < 0 || g_fsync (file) != 0 || !g_close (file, NULL))
    g_error ("%s can't be written", path);
}

static char *
copy_base (Sync *self)
{
  static guint       n = 0;
  char              *path = g_strdup_printf ("%s/sync-%u.till", self->folder, n++);
  g_autoptr (GFile)  from = g_file_new_for_path (self->base);
  g_autoptr (GFile)  to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  rest_on_disk (path);

  return path;
}

static void
set_up (Sync *self, TillPractice *practice)
{
  bench_set (practice, TILL_SETTING_CLEARENT_HOST, self->address);
  practice->processor_key = g_strdup (KEY);
  till_practice_make_processor (practice);
}

static void
run_sync (TillPractice *practice, GArray *waits)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError)       error = NULL;

  till_sync_run_async (practice, FALSE, bench_keep_result, &result);
  done = bench_wait (practice, &result, waits);
  if (!till_sync_run_finish (practice, done, &error))
    g_error ("%s", error->message);
}

/* All are there, and each is in its deposit. */
static void
check (TillPractice *practice)
{
  static const char *const sql[] = {
    "SELECT count(*) FROM transactions WHERE mark = 'elsewhere'",
    "SELECT sum (n_items) FROM deposits WHERE CAST (batch AS INTEGER) >= " G_STRINGIFY (
      BENCH_FIRST_BATCH) " AND state = 'deposited'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      gint64 n_rows = 0;

      till_db_query_int (till_db_get_reader (practice->db), sql[i], &n_rows, NULL);
      g_assert_cmpint (n_rows, ==, N_ROWS);
    }
}

/* It only grows, until all are gone who have the file open. */
static double
measure_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf         info;

  if (g_stat (log, &info) != 0)
    g_error ("%s can't be found", log);

  return (double) info.st_size / 1e6;
}

static void
run_ours (Sync *self, Round *round)
{
  g_autofree char      *path = copy_base (self);
  g_autoptr (TillClock) clock = till_clock_new ();
  g_autoptr (GError)    error = NULL;
  g_autoptr (GArray)    waits = round->pressed ? g_array_new (FALSE, FALSE, sizeof (double)) : NULL;
  TillPractice         *practice = till_practice_open (path, clock, NULL, &error);
  guint                 timer = 0;
  double                begin;

  if (practice == NULL)
    g_error ("%s", error->message);
  set_up (self, practice);
  if (round->shown)
    timer = g_timeout_add (TICK_MS, tick_cb, till_practice_get_transactions (practice));

  last_poll = -1;
  worst_stretch = 0;
  g_main_context_set_poll_func (NULL, poll_func);
  begin = bench_now ();
  run_sync (practice, waits);
  round->seconds = bench_now () - begin;
  g_main_context_set_poll_func (NULL, NULL);
  round->worst_stretch = worst_stretch;
  if (waits != NULL)
    round->worst_commit = bench_percentile ((double *) (gpointer) waits->data, waits->len, 1.0);

  g_clear_handle_id (&timer, g_source_remove);
  round->log_size = measure_log (path);
  check (practice);
  bench_practice_free (practice);
}

static double
run_bare (Sync *self)
{
  g_autofree char *path = copy_base (self);
  double           seconds = bench_sync_bare (path, self->pages);

  g_remove (path);

  return seconds;
}

/* ── The practice ── */

static gboolean
deposits_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const char sql[] =
    "INSERT INTO deposits (location_id, kind, state, reason, processor, terminal, batch,"
    " settled_on, funded_on, sales_cents, refunds_cents, conveyed_cents, fees_cents,"
    " withholding_cents, adjustment_cents, total_cents, deposited_cents, n_sales, n_refunds,"
    " difference_cents, explained_cents)"
    " VALUES (1, 'batch', 'arriving', 'items-missing', 'clearent', '0001', ?1, ?2, ?2, ?3, 0, 0, 0,"
    " 0, 0, ?3, ?3, ?4, 0, -?3, 0)";
  g_autoptr (TillDbStatement) insert = till_db_prepare (connection, sql, error);
  const gint64               *newest = data;

  for (guint batch = 0; insert != NULL && batch < N_BATCHES; batch++)
    {
      g_autofree char *number = g_strdup_printf ("%u", BENCH_FIRST_BATCH + batch);
      gint64           cents = 0;

      for (guint i = 0; i < BENCH_ROWS_A_BATCH; i++)
        cents += bench_row_get_cents ((guint64) batch * BENCH_ROWS_A_BATCH + i);
      till_db_bind_text (insert, 1, number);
      /* Yesterday everywhere: the money has come. */
      till_db_bind_int (insert, 2, *newest / 86400 - 1);
      till_db_bind_int (insert, 3, cents);
      till_db_bind_int (insert, 4, BENCH_ROWS_A_BATCH);
      if (!till_db_run (insert, error))
        return FALSE;
    }

  return insert != NULL;
}

static void
make_base (Sync *self, gint64 newest)
{
  g_autofree char   *data = bench_data_get_deposits ();
  g_autoptr (GFile)  from = g_file_new_for_path (data);
  g_autoptr (GFile)  to = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TillDb) db = NULL;

  self->base = g_build_filename (self->folder, "base.till", NULL);
  to = g_file_new_for_path (self->base);
  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error) ||
      (db = till_store_open (self->base, &error)) == NULL ||
      !till_db_write (db, TILL_DB_BULK, deposits_job, &newest, &error))
    g_error ("%s", error->message);
  till_db_close (db);
}

/* ── The part ── */

static void
start_server (Sync *self, gint64 newest)
{
  g_autofree char *program =
    g_build_filename (g_getenv ("TILL_BUILD_DIR"), "tests", "bench", "till-bench-pages", NULL);
  g_autofree char             *at = g_strdup_printf ("%" G_GINT64_FORMAT, newest);
  g_autofree char             *n = g_strdup_printf ("%d", N_PAGES);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError)           error = NULL;

  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   &error, program, n, at, NULL);
  if (self->server == NULL)
    g_error ("%s", error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  self->address = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  if (self->address == NULL)
    g_error ("the server of pages did not start");
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_remove (inner);
    }
  g_rmdir (path);
}

static void
run_rounds (Sync *self)
{
  Round  round = { 0 };
  double alone[N_ROUNDS];
  double shown[N_ROUNDS];
  double reference[N_ROUNDS];
  double stretches[N_ROUNDS];
  double frames[N_ROUNDS];
  double commits[N_ROUNDS];
  double logs[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      round = (Round){ 0 };
      run_ours (self, &round);
      alone[i] = round.seconds;
      stretches[i] = round.worst_stretch;
      reference[i] = run_bare (self);
      round = (Round){ .shown = TRUE };
      run_ours (self, &round);
      shown[i] = round.seconds;
      frames[i] = round.worst_stretch;
      logs[i] = round.log_size;
      round = (Round){ .shown = TRUE, .pressed = TRUE };
      run_ours (self, &round);
      commits[i] = round.worst_commit;
    }
  bench_line ("sync-of-100000", "s", bench_median (alone, N_ROUNDS),
              bench_median (reference, N_ROUNDS), 1.0 / 0.6);
  bench_line ("sync-of-100000-shown", "s", bench_median (shown, N_ROUNDS),
              bench_median (reference, N_ROUNDS), 1.0 / 0.6);
  bench_limit ("sync-callbacks-worst", "ms", bench_median (stretches, N_ROUNDS), 8.0);
  bench_limit ("sync-callbacks-worst-shown", "ms", bench_median (frames, N_ROUNDS), 8.0);
  bench_limit ("sync-log-size-shown", "MB", bench_median (logs, N_ROUNDS), 100.0);
  bench_limit ("collect-during-sync-worst", "ms", bench_median (commits, N_ROUNDS), 60.0);
}

void
bench_sync (void)
{
  Sync   self = { 0 };
  gint64 newest = g_get_real_time () / G_USEC_PER_SEC;

  self.folder = g_dir_make_tmp ("till-bench-XXXXXX", NULL);
  self.pages = g_new0 (char *, N_PAGES + 1);
  for (guint i = 0; i < N_PAGES; i++)
    self.pages[i] = bench_page_new (i, N_PAGES, newest);
  make_base (&self, newest);
  start_server (&self, newest);

  run_rounds (&self);

  remove_folder (self.folder);
  g_subprocess_force_exit (self.server);
  g_object_unref (self.server);
  g_strfreev (self.pages);
  g_free (self.address);
  g_free (self.base);
  g_free (self.folder);
}
