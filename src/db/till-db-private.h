/* till-db-private.h: what the files of the engine seam share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include "db/till-db.h"

G_BEGIN_DECLS

/* ── A connection (till-db-connection.c) ────────────────────────────────────────────────────────
 */

/* Used by one thread at a time; only till_db_interrupt() and till_db_connection_abandon() may come
 * from another one. */
struct _TillDbConnection
{
  sqlite3       *handle;
  char          *path;
  GHashTable    *idle;        /* SQL → TillDbStatement, those nobody holds now */
  GQueue         idle_by_age; /* the same, the longest unused first */
  gboolean       is_writer;
  gboolean       in_job;
  gint64         begun;       /* the job was; monotonic */
  GCancellable  *cancellable; /* borrowed, while a job runs */
  gint           abandoned;   /* atomic: the database closes, so nothing may go on */
  GPtrArray     *noting;   /* borrowed: where the tables a statement writes to are noted, or NULL */
  TillDbChanges *changes;  /* of the transaction that runs */
  int            n_frames; /* in the WAL after the last commit */
  int            n_seen;   /* of them, when it was last copied into the file */
};

/* Without the practice's pragmas yet: those that change the file come only after it was recognised.
 */
TillDbConnection *till_db_connection_open_writer (const char *path, GError **error);
gboolean          till_db_connection_use_wal (TillDbConnection *self, GError **error);
TillDbConnection *till_db_connection_open_reader (const char *path, GError **error);

/* A reader for one look at a file that may be closed, open here, or a copy. */
TillDbConnection *till_db_connection_open_checker (const char *path, GError **error);
void              till_db_connection_close (TillDbConnection *self);

/* Everything on @self ends with G_IO_ERROR_CANCELLED from now on. */
void     till_db_connection_abandon (TillDbConnection *self);
gboolean till_db_connection_is_cancelled (TillDbConnection *self, GError **error);

/* One transaction around @job. */
gboolean till_db_connection_run (TillDbConnection *self,
                                 TillDbJob         job,
                                 gpointer          data,
                                 GCancellable     *cancellable,
                                 GError          **error);

/* SQL of the driver's own; no cache, no notices. */
gboolean till_db_connection_exec (TillDbConnection *self, const char *sql, GError **error);

/* What the last committed transaction changed, or NULL. */
TillDbChanges *till_db_connection_steal_changes (TillDbConnection *self);

/* Copies the WAL into the file; never waits for readers unless it is to be emptied. */
gboolean till_db_connection_checkpoint (TillDbConnection *self, gboolean empty, GError **error);

void  till_db_statement_destroy (TillDbStatement *self);
guint till_db_statement_hash (gconstpointer sql); /* for connection->idle */

/* ── Errors (till-db-error.c) ───────────────────────────────────────────────────────────────────
 */

/* SQLite's @code as a TillError with a sentence. @handle may be NULL. */
void till_db_set_error (GError **error, sqlite3 *handle, int code, const char *path);

/* The system's @number, as errno has it, of work on the file at @path. */
void till_db_set_system_error (GError **error, int number, const char *path);

/* What was found damaged in it. */
void till_db_set_broken (GError **error, const char *path, const char *finding);

/* ── Change notices (till-db-changes.c) ─────────────────────────────────────────────────────────
 */

TillDbChanges *till_db_changes_new (void);
void           till_db_changes_free (TillDbChanges *self);
gboolean       till_db_changes_is_empty (TillDbChanges *self);
void           till_db_changes_add_all (TillDbChanges *self, const char *table);
void           till_db_changes_add_row (TillDbChanges *self, const char *table, gint64 id);
void           till_db_changes_merge (TillDbChanges *self, TillDbChanges *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDbChanges, till_db_changes_free)

/* The hooks that fill connection->changes. */
void till_db_changes_watch (TillDbConnection *connection);

/* Around whatever may write: what was changed without the hook naming it. */
typedef struct
{
  gint64  n_changed;
  guint64 n_named;
} TillDbTally;

TillDbTally till_db_changes_tally (TillDbConnection *connection);
void till_db_changes_note (TillDbConnection *connection, TillDbTally before, GPtrArray *tables);

/* ── To the main context (till-db-mailbox.c) ────────────────────────────────────────────────────
 */

typedef struct _TillDbMailbox TillDbMailbox;

TillDbMailbox *till_db_mailbox_new (GMainContext *context /* borrowed */);
void           till_db_mailbox_free (TillDbMailbox *self);

/* From any thread: @work, once, on @context, one after the other; then @destroy. Other contexts
 * than the mailbox's own are served too, less well. */
void till_db_mailbox_send (TillDbMailbox *self,
                           GMainContext  *context,
                           GSourceFunc    work,
                           gpointer       data,
                           GDestroyNotify destroy);

/* Returns @task (full) on its own main context, so that its data is freed there too. */
void till_db_mailbox_deliver (TillDbMailbox *self,
                              GTask         *task,
                              GError        *error /* full, NULL for success */);

/* ── The writer's queue (till-db-queue.c) ───────────────────────────────────────────────────────
 */

typedef struct _TillDbQueue TillDbQueue;

/* On the writer's thread, after a commit and before who asked for it hears of it. */
typedef void (*TillDbCommitted) (TillDbChanges *changes /* full */, gpointer data);

/* Takes the thread of @writer over until it is freed; who frees it closes the writer. @mailbox:
 * borrowed. */
TillDbQueue *till_db_queue_new (TillDbConnection *writer,
                                TillDbMailbox    *mailbox,
                                TillDbCommitted   committed,
                                gpointer          data);
void till_db_queue_finish (TillDbQueue *self); /* works off what waits, then ends the thread */
void till_db_queue_free (TillDbQueue *self);

/* @task (full) gets the outcome. FALSE, and @task is not taken, when the queue has been finished.
 */
gboolean till_db_queue_push (TillDbQueue *self, TillDbPriority priority, GTask *task);
gboolean till_db_queue_run (TillDbQueue   *self,
                            TillDbPriority priority,
                            TillDbJob      job,
                            gpointer       data,
                            GError       **error);

/* A job and what it works on; the task data of every call. */
typedef struct
{
  TillDbJob      job;
  gpointer       data;
  GDestroyNotify destroy;
} TillDbCall;

TillDbCall *till_db_call_new (TillDbJob job, gpointer data, GDestroyNotify destroy);
void        till_db_call_free (TillDbCall *self);

/* ── The readers (till-db-readers.c) ────────────────────────────────────────────────────────────
 */

typedef struct _TillDbReaders TillDbReaders;

TillDbReaders    *till_db_readers_new (const char *path);
TillDbConnection *till_db_readers_take (TillDbReaders *self, GError **error);
void              till_db_readers_give (TillDbReaders *self, TillDbConnection *connection);

/* Interrupts what runs and closes all; FALSE when one was never given back. */
gboolean till_db_readers_close (TillDbReaders *self);
void     till_db_readers_free (TillDbReaders *self);

/* ── Opening (till-db-open.c, till-db-migrate.c) ────────────────────────────────────────────────
 */

/* The writer of a recognised, migrated file. */
TillDbConnection *till_db_open_writer (const char         *path,
                                       const TillDbSchema *schema,
                                       gboolean           *was_clean,
                                       GError            **error);
gboolean till_db_migrate (TillDbConnection *writer, const TillDbSchema *schema, GError **error);

/* A file that was being made under another name, with what SQLite has laid beside it. */
void till_db_remove_unborn (const char *path);

/* The type words of migrations (@id @cents @day @instant @text @bytes @bool @strict) as SQLite says
 * them.
 */
char *till_db_expand_words (const char *sql, GError **error);

/* ── Copies (till-db-backup.c) ──────────────────────────────────────────────────────────────────
 */

gboolean till_db_copy (TillDbConnection *from, const char *to, GError **error);

/* ── What systems do differently (till-db-file-unix.c, -windows.c) ──────────────────────────────
 */

gboolean till_db_file_create_private (const char *path, GError **error);      /* must not exist */
gboolean till_db_file_make_private_folder (const char *path, GError **error); /* or it is there */
gboolean till_db_file_can_write (const char *path);
gboolean till_db_file_is_shared (const char *path); /* on a network share */
gboolean till_db_file_type_is_shared (gint64 magic, const char *type);
gboolean till_db_file_replace (const char *from, const char *to, GError **error); /* durably */
char *till_db_file_resolve (const char *path); /* links followed; @path itself when it can't be */

/* Whether the system's @number says that the disk is full, or that writing isn't allowed. */
gboolean till_db_file_error_is_full (int number);
gboolean till_db_file_error_is_read_only (int number);

G_END_DECLS
