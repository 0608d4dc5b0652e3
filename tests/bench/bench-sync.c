/* bench-sync.c: a hundred thousand transactions made elsewhere, against parsing and inserting them
 * bare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ours asks a server for each page, reads it without trusting it, looks each row up, numbers its
 * receipt, and hashes it into the audit. The bare loop has the pages in memory, parses them with
 * the same parser, and inserts the same rows into the same tables, a commit a page.
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <string.h>

#include "bench-desk.h"
#include "bench-pages.h"
#include "bench.h"
#include "flow/till-practice-private.h"
#include "flow/till-sync.h"

#define N_PAGES 1000
#define N_ROUNDS 3
#define KEY "bench"

typedef struct
{
  char        *folder;
  char        *address;
  GSubprocess *server;
  char       **pages;
  GArray      *waits; /* double: of Collect's commits; NULL: none is made */
  double       worst; /* milliseconds between two polls */
  GArray      *worsts;
} Sync;

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

/* ── Ours ── */

static char *
new_path (Sync *self)
{
  static guint n = 0;
  char        *path = g_strdup_printf ("%s/sync-%u.till", self->folder, n++);

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
run_sync (Sync *self, TillPractice *practice)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError)       error = NULL;

  till_sync_run_async (practice, FALSE, bench_keep_result, &result);
  done = bench_wait (practice, &result, self->waits);
  if (!till_sync_run_finish (practice, done, &error))
    g_error ("%s", error->message);
}

static double
time_ours (Sync *self)
{
  g_autofree char *path = new_path (self);
  TillPractice    *practice = bench_practice_new (path);
  gint64           n_rows = 0;
  double           begin;
  double           seconds;

  set_up (self, practice);

  last_poll = -1;
  worst_stretch = 0;
  g_main_context_set_poll_func (NULL, poll_func);
  begin = bench_now ();
  run_sync (self, practice);
  seconds = bench_now () - begin;
  g_main_context_set_poll_func (NULL, NULL);
  g_array_append_val (self->worsts, worst_stretch);

  till_db_query_int (till_db_get_reader (practice->db), "SELECT count(*) FROM transactions",
                     &n_rows, NULL);
  g_assert_cmpint (n_rows, ==, N_PAGES * BENCH_ROWS_A_PAGE);
  bench_practice_free (practice);

  return seconds;
}

/* ── Bare ── */

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

enum
{
  ROW,
  RECEIPT,
  AUDIT,
  PAYER,
  N_STATEMENTS,
};

static const char *const inserts[N_STATEMENTS] = {
  [ROW] =
    "INSERT INTO transactions (location_id, happened_at, kind, state, status, method, posting,"
    " patient_name, amount_cents, fee_cents, refunded_cents, receipt_number, card, disputed,"
    " entered_at, entered_by, patient_name_folded, card_brand, card_last_four, card_expiry,"
    " card_entry_mode, card_aid, card_application_label, card_tvr, card_iad, card_cvm,"
    " authorization_code, processor, processor_id, invoice, batch, terminal, exchange_id, words,"
    " mark, counted_cents, counted_fee_cents)"
    " VALUES (1, ?1, 'payment', 'captured', 'paid', 'terminal', 'unposted', '', ?2, 0, 0, ?3, ?4, "
    "0,"
    " ?1, 'Till', '', ?5, ?6, ?7, 'contactless', ?8, ?9, ?10, ?11, ?12, ?13, 'clearent', ?14, ?15,"
    " ?16, ?17, ?18, ?19, 'elsewhere', ?2, 0)",
  [RECEIPT] = "INSERT INTO receipts (location_id, year, serial, transaction_id)"
              " VALUES (1, 2026, ?1, ?2)",
  [AUDIT] = "INSERT INTO audit (id, done_at, actor, deed, subject, subject_id, after_json, facts,"
            " hash) VALUES (?1, ?2, 'Till', 'add-transaction', 'transactions', ?3, ?4, '" HASH
            "', '" HASH "')",
  [PAYER] = "INSERT INTO payers (transaction_id, customer, description) VALUES (?1, ?2, ?3)",
};

typedef struct
{
  sqlite3      *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64        n_rows;
} Bare;

static void
execute (Bare *self, const char *sql)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (self->db));
}

static void
step (Bare *self, guint statement)
{
  if (sqlite3_step (self->statements[statement]) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (self->db));
  sqlite3_reset (self->statements[statement]);
}

static void
bind (sqlite3_stmt *statement, int index, JsonObject *object, const char *member)
{
  sqlite3_bind_text (statement, index, json_object_get_string_member (object, member), -1,
                     SQLITE_TRANSIENT);
}

static void
insert_row (Bare *self, JsonObject *object)
{
  sqlite3_stmt *row = self->statements[ROW];
  JsonObject   *emv = json_object_get_object_member (object, "emv");
  char          receipt[32];
  char          snapshot[160];
  gint64        cents =
    (gint64) (g_ascii_strtod (json_object_get_string_member (object, "amount"), NULL) * 100 + 0.5);
  gint64 id;

  self->n_rows++;
  g_snprintf (receipt, sizeof receipt, "2026-%06" G_GINT64_FORMAT, self->n_rows);
  g_snprintf (snapshot, sizeof snapshot,
              "{\"state\":\"captured\",\"posting\":\"unposted\",\"refunded\":0,\"fee\":0,"
              "\"disputed\":0,\"receipt\":\"%s\",\"amount\":%" G_GINT64_FORMAT "}",
              receipt, cents);
  sqlite3_bind_int64 (row, 1, 1764000000000 + self->n_rows);
  sqlite3_bind_int64 (row, 2, cents);
  sqlite3_bind_text (row, 3, receipt, -1, SQLITE_TRANSIENT);
  bind (row, 4, object, "card");
  bind (row, 5, object, "card-type");
  bind (row, 6, object, "last-four");
  bind (row, 7, object, "exp-date");
  bind (row, 8, emv, "application-id");
  bind (row, 9, emv, "application-name");
  bind (row, 10, emv, "terminal-verification-results");
  bind (row, 11, emv, "iad");
  bind (row, 12, object, "cvm");
  bind (row, 13, object, "authorization-code");
  bind (row, 14, object, "id");
  bind (row, 15, object, "invoice");
  bind (row, 16, object, "batch-string-id");
  bind (row, 17, object, "terminal-id");
  sqlite3_bind_text (row, 18, "ID-gateway-1-7f3c", -1, SQLITE_STATIC);
  bind (row, 19, object, "display-message");
  step (self, ROW);

  id = sqlite3_last_insert_rowid (self->db);
  sqlite3_bind_int64 (self->statements[RECEIPT], 1, self->n_rows);
  sqlite3_bind_int64 (self->statements[RECEIPT], 2, id);
  step (self, RECEIPT);
  sqlite3_bind_int64 (self->statements[AUDIT], 1, 1000 + self->n_rows);
  sqlite3_bind_int64 (self->statements[AUDIT], 2, 1764000000000);
  sqlite3_bind_int64 (self->statements[AUDIT], 3, id);
  sqlite3_bind_text (self->statements[AUDIT], 4, snapshot, -1, SQLITE_TRANSIENT);
  step (self, AUDIT);
  sqlite3_bind_int64 (self->statements[PAYER], 1, id);
  bind (self->statements[PAYER], 2, object, "customer-id");
  bind (self->statements[PAYER], 3, object, "description");
  step (self, PAYER);
}

static void
insert_page (Bare *self, const char *page)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError)     error = NULL;
  JsonObject            *root;
  JsonObject            *list;
  JsonArray             *rows;

  if (!json_parser_load_from_data (parser, page, -1, &error))
    g_error ("%s", error->message);
  root = json_node_get_object (json_parser_get_root (parser));
  list =
    json_object_get_object_member (json_object_get_object_member (root, "payload"), "transactions");
  rows = json_object_get_array_member (list, "transaction");
  execute (self, "BEGIN IMMEDIATE");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    insert_row (self, json_array_get_object_element (rows, i));
  execute (self, "COMMIT");
}

/* The practice's own tables, empty. */
static void
open_bare (Bare *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  TillDb            *db = till_store_open (path, &error);

  if (db == NULL)
    g_error ("%s", error->message);
  till_db_close (db);
  g_object_unref (db);

  if (sqlite3_open (path, &self->db) != SQLITE_OK)
    g_error ("%s", path);
  execute (self, "PRAGMA journal_mode=WAL");
  execute (self, "PRAGMA synchronous=FULL");
  execute (self, "PRAGMA foreign_keys=ON");
  execute (self, "PRAGMA cache_size=-16384"); /* as ours */
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      if (sqlite3_prepare_v2 (self->db, inserts[i], -1, &self->statements[i], NULL) != SQLITE_OK)
        g_error ("%s", sqlite3_errmsg (self->db));
    }
}

static double
time_bare (Sync *self)
{
  g_autofree char *path = new_path (self);
  Bare             bare = { 0 };
  double           begin;
  double           seconds;

  open_bare (&bare, path);
  begin = bench_now ();
  for (guint i = 0; i < N_PAGES; i++)
    insert_page (&bare, self->pages[i]);
  seconds = bench_now () - begin;
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (bare.statements[i]);
  sqlite3_close (bare.db);

  return seconds;
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
clear_folder (Sync *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
}

static void
run_rounds (Sync *self)
{
  double ours[N_ROUNDS];
  double reference[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      ours[i] = time_ours (self);
      clear_folder (self);
      reference[i] = time_bare (self);
      clear_folder (self);
    }
  bench_line ("sync-of-100000", "s", bench_median (ours, N_ROUNDS),
              bench_median (reference, N_ROUNDS), 1.0 / 0.6);
  bench_limit ("sync-callbacks-worst", "ms",
               bench_median ((double *) (gpointer) self->worsts->data, self->worsts->len), 8.0);
}

void
bench_sync (void)
{
  Sync             self = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("till-bench-XXXXXX", NULL);
  gint64           newest = g_get_real_time () / G_USEC_PER_SEC;

  self.folder = folder;
  self.worsts = g_array_new (FALSE, FALSE, sizeof (double));
  self.pages = g_new0 (char *, N_PAGES + 1);
  for (guint i = 0; i < N_PAGES; i++)
    self.pages[i] = bench_page_new (i, N_PAGES, newest);
  start_server (&self, newest);

  run_rounds (&self);
  self.waits = g_array_new (FALSE, FALSE, sizeof (double));
  time_ours (&self);
  bench_limit ("collect-during-sync-worst", "ms",
               bench_percentile ((double *) (gpointer) self.waits->data, self.waits->len, 1.0),
               60.0);

  clear_folder (&self);
  g_rmdir (folder);
  g_subprocess_force_exit (self.server);
  g_object_unref (self.server);
  g_array_unref (self.waits);
  g_array_unref (self.worsts);
  g_strfreev (self.pages);
  g_free (self.address);
}
