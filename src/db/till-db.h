/* till-db.h: the engine seam: one writer, many readers, migrations, change notices, backup
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One writing connection a process, on a thread of its own; it alone checkpoints (SQLite before
 * 3.51.3 can corrupt a WAL file that two connections write or checkpoint at once). Readers are
 * query_only with wal_autocheckpoint=0, no mmap. Writes are jobs in a queue, money flows first; no
 * job may hold the writer longer than 50 ms.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TillDbConnection TillDbConnection;
typedef struct _TillDbStatement  TillDbStatement;

/* ── Statements (till-db-statement.c) ───────────────────────────────────────────────────────────
 */

/* Three outcomes, so that a read error is never taken for the end of the rows. */
typedef enum
{
  TILL_STEP_ERROR,
  TILL_STEP_ROW,
  TILL_STEP_DONE,
} TillStep;

/* Prepared once a connection and kept in its cache; freeing resets it. Parameters are ?1, ?2 … */
TillDbStatement *till_db_prepare (TillDbConnection *connection, const char *sql, GError **error);
void             till_db_statement_free (TillDbStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDbStatement, till_db_statement_free)

void till_db_bind_int (TillDbStatement *self, int index, gint64 value);
void till_db_bind_text (TillDbStatement *self, int index, const char *value); /* NULL binds NULL */
void till_db_bind_null (TillDbStatement *self, int index);
void till_db_bind_bytes (TillDbStatement *self, int index, GBytes *value);

TillStep till_db_step (TillDbStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void     till_db_reset (TillDbStatement *self); /* bindings cleared too */

gint64      till_db_column_int (TillDbStatement *self, int column);
gboolean    till_db_column_is_null (TillDbStatement *self, int column);
const char *till_db_column_text (TillDbStatement *self,
                                 int              column); /* until the next step; NULL for NULL */
char       *till_db_column_dup_text (TillDbStatement *self, int column);
GBytes     *till_db_column_dup_bytes (TillDbStatement *self, int column);

/* Steps to the end; for statements that give no rows. */
gboolean till_db_run (TillDbStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A script of statements without parameters. */
gboolean till_db_execute (TillDbConnection *connection,
                          const char       *sql,
                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first column of the only row; *value is untouched when there is none (then FALSE, no error).
 */
gboolean till_db_query_int (TillDbConnection *connection,
                            const char       *sql,
                            gint64           *value,
                            GError          **error);

gint64 till_db_last_id (TillDbConnection *connection);
gint64 till_db_n_changed (TillDbConnection *connection);

/* What the engines say differently. "INDEXED BY name", "NOT INDEXED" for NULL, or "". */
char *till_db_index_hint (TillDbConnection *connection, const char *index);

/* From any thread: the query running on @connection ends with G_IO_ERROR_CANCELLED. */
void till_db_interrupt (TillDbConnection *connection);

/* ── The database (till-db.c) ───────────────────────────────────────────────────────────────────
 */

#define TILL_TYPE_DB (till_db_get_type ())
G_DECLARE_FINAL_TYPE (TillDb, till_db, TILL, DB, GObject)

typedef enum
{
  TILL_DB_MONEY, /* a money flow: next in the queue */
  TILL_DB_NORMAL,
  TILL_DB_BULK, /* imports and sync, in commits of at most 50 ms */
} TillDbPriority;

/* Runs on the writer's (or a reader's) thread, for the writer inside BEGIN IMMEDIATE … COMMIT:
 * TRUE commits, FALSE rolls back. Must not touch main-thread objects. May run a second time when
 * the commit itself was refused as busy. */
typedef gboolean (*TillDbJob) (TillDbConnection *connection, gpointer data, GError **error);

typedef struct
{
  guint32            application_id; /* PRAGMA application_id; 0 is not checked */
  const char        *resource_path;  /* where the scripts lie, with a slash at the end */
  const char *const *scripts;        /* NULL-terminated; never edited once released, appended to */
} TillDbSchema;

/**
 * till_db_open:
 * @path: the file; made, mode 0600, when it is not there
 *
 * Opens the writer first, checks header and version, backs the file up beside itself before any
 * migration (FILE.till.backups/before-version-NNN.till), migrates in one transaction. Errors:
 * TILL_ERROR_STORE_TOO_NEW, _BROKEN, _READ_ONLY, _FULL, _STORE. A file on a network share is
 * refused. Locking out other processes is the caller's (till-db-lock.h).
 */
TillDb *till_db_open (const char *path, const TillDbSchema *schema, GError **error);

/* Waits for queued writes, ends reads, checkpoints, closes the writer last. The mark of the clean
 * shutdown is that no WAL is left. */
void till_db_close (TillDb *self);

gboolean    till_db_is_open (TillDb *self); /* not closed yet */
const char *till_db_get_path (TillDb *self);
gboolean    till_db_was_shut_down_cleanly (TillDb *self); /* before this opening */

/* @data is freed with @destroy on the main thread when the call is finished with. */
void till_db_write_async (TillDb             *self,
                          TillDbPriority      priority,
                          TillDbJob           job,
                          gpointer            data,
                          GDestroyNotify      destroy,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/* On a thread of its own with a reader connection; cancelling interrupts the query. */
void till_db_read_async (TillDb             *self,
                         TillDbJob           job,
                         gpointer            data,
                         GDestroyNotify      destroy,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);

/* In a job: it has taken as much of the writer's 50 ms as leaves time for its commit. What can be
 * done in several commits goes on in the next. */
gboolean till_db_is_time_up (TillDbConnection *connection);

/* Whether the job succeeded (and, written, is on the disk). */
gboolean till_db_finish (TillDb *self, GAsyncResult *result, GError **error);

/* The @data of the call that @result belongs to; borrowed, until @result is freed. */
gpointer till_db_result_data (GAsyncResult *result);

/* The same, waited for: for commands, start-up and tests. */
gboolean till_db_write (TillDb        *self,
                        TillDbPriority priority,
                        TillDbJob      job,
                        gpointer       data,
                        GError       **error);
gboolean till_db_read (TillDb *self, TillDbJob job, gpointer data, GError **error);

/* The main thread's own reader: only for look-ups by key that take well under a frame. */
TillDbConnection *till_db_get_reader (TillDb *self);

/* A connection for one worker, from a pool; give it back. */
TillDbConnection *till_db_take_reader (TillDb *self, GError **error);
void              till_db_give_reader (TillDb *self, TillDbConnection *connection);

/* Signal "changed" (TillDbChanges *): on the main context that was the thread's own at the opening,
 * after the commit; commits that follow each other quickly are told as one. Of a table without
 * rowid, and of one emptied whole, no ids are listed. Rows that REPLACE removes go unseen: say ON
 * CONFLICT DO UPDATE. */
typedef struct _TillDbChanges TillDbChanges;
gboolean                      till_db_changes_touch (const TillDbChanges *self, const char *table);
const GArray                 *till_db_changes_get_ids (const TillDbChanges *self,
                                                       const char *table); /* gint64; NULL: too many to list */

/* ── Whole-file work (till-db-backup.c) ─────────────────────────────────────────────────────────
 */

/* A copy by SQLite's backup API, checked by quick_check, mode 0600, renamed into place when whole.
 */
gboolean till_db_backup (TillDb *self, const char *to, GError **error);

/* PRAGMA quick_check on a reader; TILL_ERROR_STORE_BROKEN names what is wrong. */
gboolean till_db_quick_check (const char *path, GError **error);

/* The same of the open database; closing it ends the check with G_IO_ERROR_CANCELLED. */
gboolean till_db_check (TillDb *self, GError **error);

G_END_DECLS
