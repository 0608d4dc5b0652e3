/* till-db-connection.c: one SQLite connection: its settings, its transactions, its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

/* Nobody of ours is ever in the way; this is for another program's short look at the file. */
#define BUSY_MILLISECONDS 5000

/* No mmap: with SQLite before 3.51.3 it makes the WAL-reset fault worse. */
#define COMMON_SETTINGS                                                                            \
  "PRAGMA mmap_size = 0;"                                                                          \
  "PRAGMA trusted_schema = OFF;"                                                                   \
  "PRAGMA cell_size_check = ON;"                                                                   \
  "PRAGMA temp_store = MEMORY;"

#define WRITER_SETTINGS                                                                            \
  COMMON_SETTINGS                                                                                  \
  "PRAGMA cache_size = -16384;"                                                                    \
  "PRAGMA synchronous = FULL;"                                                                     \
  "PRAGMA foreign_keys = ON;"

/* Readers are several, and the system keeps the file's pages for all of them. */
#define READER_SETTINGS                                                                            \
  COMMON_SETTINGS                                                                                  \
  "PRAGMA cache_size = -4096;"                                                                     \
  "PRAGMA query_only = ON;"                                                                        \
  "PRAGMA wal_autocheckpoint = 0;"

static int
committed_cb (void *data, sqlite3 *handle, const char *database, int n_frames)
{
  TillDbConnection *self = data;

  /* It begins again at its start once all of it is in the file and nobody reads in it. */
  if (n_frames < self->n_seen)
    self->n_seen = 0;
  self->n_frames = n_frames;

  return SQLITE_OK;
}

/* Virtual machine steps; some milliseconds. */
#define STEPS_BETWEEN_LOOKS 100000

/* An interrupt that comes just before a statement begins is lost on SQLite: then this ends it. */
static int
look_cb (void *data)
{
  const TillDbConnection *self = data;

  return g_atomic_int_get (&self->abandoned) ||
         (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable));
}

/* SQLite counts its memory under one lock for all threads, and nobody asks for the count: the main
 * loop would wait for a worker that holds it. */
static void
set_up_engine (void)
{
  static gsize is_set_up;

  if (g_once_init_enter (&is_set_up))
    {
      /* Refused when SQLite is in use already: then it counts on. */
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&is_set_up, 1);
    }
}

static TillDbConnection *
open_connection (const char *path, int flags, GError **error)
{
  TillDbConnection *self = g_new0 (TillDbConnection, 1);
  int               code;

  set_up_engine ();
  self->path = g_strdup (path);
  self->idle = g_hash_table_new (till_db_statement_hash, g_str_equal);
  g_queue_init (&self->idle_by_age);

  /* Without SQLite's own mutexes: one thread at a time uses a connection. */
  code = sqlite3_open_v2 (path, &self->handle,
                          flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (code != SQLITE_OK)
    {
      till_db_set_error (error, self->handle, code, path);
      till_db_connection_close (self);
      return NULL;
    }

  sqlite3_extended_result_codes (self->handle, TRUE);
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_cb, self);

  return self;
}

TillDbConnection *
till_db_connection_open_writer (const char *path, GError **error)
{
  TillDbConnection *self = open_connection (path, SQLITE_OPEN_READWRITE, error);

  if (self == NULL)
    return NULL;

  self->is_writer = TRUE;
  if (!till_db_connection_exec (self, WRITER_SETTINGS, error))
    {
      till_db_connection_close (self);
      return NULL;
    }

  till_db_changes_watch (self);

  return self;
}

gboolean
till_db_connection_use_wal (TillDbConnection *self, GError **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  statement = till_db_prepare (self, "PRAGMA journal_mode = WAL", error);
  if (statement == NULL || till_db_step (statement, error) != TILL_STEP_ROW)
    return FALSE;

  if (g_ascii_strcasecmp (till_db_column_text (statement, 0), "wal") != 0)
    {
      g_autofree char *name = g_filename_display_name (self->path);

      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
                   _ ("The disk of “%s” can't hold a practice file. Move it to a disk of this "
                      "computer."),
                   name);
      return FALSE;
    }

  /* In place of SQLite's automatic checkpoint: the queue does it when who waits has been answered.
   */
  sqlite3_wal_hook (self->handle, committed_cb, self);

  return TRUE;
}

TillDbConnection *
till_db_connection_open_reader (const char *path, GError **error)
{
  TillDbConnection *self = open_connection (path, SQLITE_OPEN_READONLY, error);

  if (self == NULL)
    return NULL;

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!till_db_connection_exec (self, READER_SETTINGS, error))
    {
      till_db_connection_close (self);
      return NULL;
    }

  return self;
}

TillDbConnection *
till_db_connection_open_checker (const char *path, GError **error)
{
  g_autofree char  *wal = g_strconcat (path, "-wal", NULL);
  TillDbConnection *self;

  if (g_file_test (wal, G_FILE_TEST_EXISTS))
    return till_db_connection_open_reader (path, error);

  /* Without a WAL nobody has the file open, and only who may write can clear its own away again. */
  self = open_connection (path, SQLITE_OPEN_READWRITE, error);
  if (self != NULL && !till_db_connection_exec (self, READER_SETTINGS, error))
    g_clear_pointer (&self, till_db_connection_close);

  return self;
}

void
till_db_connection_close (TillDbConnection *self)
{
  if (self == NULL)
    return;

  g_hash_table_remove_all (self->idle);
  while (self->idle_by_age.head != NULL)
    {
      GList *link = g_queue_pop_head_link (&self->idle_by_age);

      till_db_statement_destroy (link->data);
    }

  if (sqlite3_close (self->handle) != SQLITE_OK)
    {
      g_critical ("a connection to %s is closed while statements are held", self->path);
      sqlite3_close_v2 (self->handle);
    }

  g_clear_pointer (&self->changes, till_db_changes_free);
  g_hash_table_unref (self->idle);
  g_free (self->path);
  g_free (self);
}

gboolean
till_db_connection_exec (TillDbConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    till_db_set_error (error, self->handle, code, self->path);

  return code == SQLITE_OK;
}

/* ── Cancelling ──────────────────────────────────────────────────────────────────────────────── */

void
till_db_interrupt (TillDbConnection *connection)
{
  g_return_if_fail (connection != NULL);

  sqlite3_interrupt (connection->handle);
}

void
till_db_connection_abandon (TillDbConnection *self)
{
  g_atomic_int_set (&self->abandoned, TRUE);
  sqlite3_interrupt (self->handle);
}

gboolean
till_db_connection_is_cancelled (TillDbConnection *self, GError **error)
{
  /* An interrupt between two statements is lost on SQLite; asked before each step, it is not. */
  if (g_atomic_int_get (&self->abandoned))
    {
      till_db_set_error (error, NULL, SQLITE_INTERRUPT, self->path);
      return TRUE;
    }

  return g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  till_db_interrupt (data);
}

/* ── Time ───────────────────────────────────────────────────────────────────────────────────────
 */

/* The commit takes as long once more, at most, on a disk as they are. */
#define JOB_MICROSECONDS 17000

gboolean
till_db_is_time_up (TillDbConnection *connection)
{
  g_return_val_if_fail (connection->in_job, TRUE);

  return g_get_monotonic_time () - connection->begun >= JOB_MICROSECONDS;
}

/* ── Transactions ────────────────────────────────────────────────────────────────────────────── */

static gboolean
run_job (TillDbConnection *self, TillDbJob job, gpointer data, GError **error)
{
  gboolean done;

  self->in_job = TRUE;
  self->begun = g_get_monotonic_time ();
  done = job (self, data, error);
  self->in_job = FALSE;

  if (!done && error != NULL && *error == NULL)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                         _ ("The change could not be completed, so all of it was taken back."));

  if (done && sqlite3_get_autocommit (self->handle))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                           _ ("The change could not be completed, so all of it was taken back."));
      done = FALSE;
    }

  return done;
}

static void
roll_back (TillDbConnection *self)
{
  /* Some errors have rolled back already. Nothing more can be done should this one fail: the next
   * BEGIN will say so. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
till_db_connection_run (TillDbConnection *self,
                        TillDbJob         job,
                        gpointer          data,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr (GError) failed = NULL;
  gulong             handler = 0;
  gboolean           done;

  if (!till_db_connection_exec (self, self->is_writer ? "BEGIN IMMEDIATE" : "BEGIN", error))
    return FALSE;

  if (self->is_writer)
    {
      g_clear_pointer (&self->changes, till_db_changes_free);
      self->changes = till_db_changes_new ();
    }

  self->cancellable = cancellable;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);

  done = run_job (self, job, data, &failed);

  /* Waits for the callback, so that it can't hit the next job of this connection. */
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  self->cancellable = NULL;

  if (self->is_writer && done)
    done = till_db_connection_exec (self, "COMMIT", &failed);
  if (!self->is_writer || !done)
    roll_back (self);

  if (!done)
    {
      g_clear_pointer (&self->changes, till_db_changes_free);
      g_propagate_error (error, g_steal_pointer (&failed));
    }

  return done;
}

TillDbChanges *
till_db_connection_steal_changes (TillDbConnection *self)
{
  TillDbChanges *changes = g_steal_pointer (&self->changes);

  if (changes != NULL && till_db_changes_is_empty (changes))
    g_clear_pointer (&changes, till_db_changes_free);

  return changes;
}

gboolean
till_db_connection_checkpoint (TillDbConnection *self, gboolean empty, GError **error)
{
  int mode = empty ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  int code = sqlite3_wal_checkpoint_v2 (self->handle, NULL, mode, NULL, NULL);

  /* What is not copied now stays in the WAL, safe, for the next time. */
  self->n_seen = self->n_frames;
  if (code != SQLITE_OK)
    till_db_set_error (error, self->handle, code, self->path);

  return code == SQLITE_OK;
}
