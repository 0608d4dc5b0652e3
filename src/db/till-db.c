/* till-db.c: the database: opened, written to in turn, read beside it, closed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

#define N_READING_THREADS 2

struct _TillDb
{
  GObject parent_instance;

  char             *path;
  GMainContext     *context;
  TillDbMailbox    *mailbox;
  TillDbConnection *writer; /* first opened, last closed */
  TillDbConnection *reader; /* the main thread's */
  TillDbQueue      *queue;
  TillDbReaders    *readers;
  GThreadPool      *reading;
  gboolean          was_clean;
  gboolean          closed;

  GMutex         lock; /* for what follows */
  TillDbChanges *unpublished;
};

G_DEFINE_FINAL_TYPE (TillDb, till_db, G_TYPE_OBJECT)

typedef enum
{
  CHANGED,
} TillDbSignal;

static guint signals[CHANGED + 1];

/* ── Change notices ──────────────────────────────────────────────────────────────────────────── */

static gboolean
publish_cb (gpointer data)
{
  TillDb                   *self = data;
  g_autoptr (TillDbChanges) changes = NULL;

  g_mutex_lock (&self->lock);
  changes = g_steal_pointer (&self->unpublished);
  g_mutex_unlock (&self->lock);

  if (changes != NULL && !self->closed)
    g_signal_emit (self, signals[CHANGED], 0, changes);

  return G_SOURCE_REMOVE;
}

/* On the writer's thread. Commits that follow each other faster than the main loop turns are told
 * as one. */
static void
committed_cb (TillDbChanges *changes, gpointer data)
{
  TillDb  *self = data;
  gboolean is_first;

  g_mutex_lock (&self->lock);
  is_first = self->unpublished == NULL;
  if (is_first)
    {
      self->unpublished = changes;
    }
  else
    {
      till_db_changes_merge (self->unpublished, changes);
      till_db_changes_free (changes);
    }
  g_mutex_unlock (&self->lock);

  if (is_first)
    till_db_mailbox_send (self->mailbox, self->context, publish_cb, g_object_ref (self),
                          g_object_unref);
}

/* ── Reading beside ──────────────────────────────────────────────────────────────────────────── */

static void
read_work (gpointer data, gpointer user_data)
{
  GTask            *task = data;
  TillDb           *self = user_data;
  TillDbCall       *call = g_task_get_task_data (task);
  GCancellable     *cancellable = g_task_get_cancellable (task);
  GError           *error = NULL;
  TillDbConnection *connection = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    connection = till_db_readers_take (self->readers, &error);

  if (connection != NULL)
    {
      till_db_connection_run (connection, call->job, call->data, cancellable, &error);
      till_db_readers_give (self->readers, connection);
    }

  till_db_mailbox_deliver (self->mailbox, task, error);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_db_dispose (GObject *object)
{
  till_db_close (TILL_DB (object));

  G_OBJECT_CLASS (till_db_parent_class)->dispose (object);
}

static void
till_db_finalize (GObject *object)
{
  TillDb *self = TILL_DB (object);

  g_clear_pointer (&self->queue, till_db_queue_free);
  g_clear_pointer (&self->readers, till_db_readers_free);
  g_clear_pointer (&self->unpublished, till_db_changes_free);
  g_clear_pointer (&self->mailbox, till_db_mailbox_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (till_db_parent_class)->finalize (object);
}

static void
till_db_class_init (TillDbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = till_db_dispose;
  object_class->finalize = till_db_finalize;

  signals[CHANGED] = g_signal_new ("changed", TILL_TYPE_DB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
till_db_init (TillDb *self)
{
  g_mutex_init (&self->lock);
}

TillDb *
till_db_open (const char *path, const TillDbSchema *schema, GError **error)
{
  g_autoptr (TillDb) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (schema != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (TILL_TYPE_DB, NULL);
  self->path = till_db_file_resolve (path);
  self->context = g_main_context_ref_thread_default ();
  self->mailbox = till_db_mailbox_new (self->context);

  self->writer = till_db_open_writer (self->path, schema, &self->was_clean, error);
  if (self->writer == NULL)
    return NULL;

  self->reader = till_db_connection_open_reader (self->path, error);
  if (self->reader == NULL)
    return NULL;

  self->readers = till_db_readers_new (self->path);
  self->reading = g_thread_pool_new (read_work, self, N_READING_THREADS, FALSE, NULL);
  self->queue = till_db_queue_new (self->writer, self->mailbox, committed_cb, self);

  return g_steal_pointer (&self);
}

void
till_db_close (TillDb *self)
{
  g_autoptr (GError) error = NULL;
  gboolean           alone = TRUE;

  g_return_if_fail (TILL_IS_DB (self));

  if (self->closed)
    return;
  self->closed = TRUE;

  if (self->queue != NULL)
    till_db_queue_finish (self->queue);

  if (self->readers != NULL)
    alone = till_db_readers_close (self->readers);
  if (self->reading != NULL)
    g_thread_pool_free (g_steal_pointer (&self->reading), FALSE, TRUE);
  g_clear_pointer (&self->reader, till_db_connection_close);
  if (!alone)
    g_critical ("a reader of %s was never given back", self->path);

  /* An empty WAL is what the next opening knows the clean shutdown by. */
  if (self->writer != NULL && !till_db_connection_checkpoint (self->writer, TRUE, &error))
    g_warning ("%s", error->message);
  g_clear_pointer (&self->writer, till_db_connection_close);
}

gboolean
till_db_is_open (TillDb *self)
{
  g_return_val_if_fail (TILL_IS_DB (self), FALSE);

  return !self->closed;
}

const char *
till_db_get_path (TillDb *self)
{
  g_return_val_if_fail (TILL_IS_DB (self), NULL);

  return self->path;
}

gboolean
till_db_was_shut_down_cleanly (TillDb *self)
{
  g_return_val_if_fail (TILL_IS_DB (self), FALSE);

  return self->was_clean;
}

/* ── Calls ───────────────────────────────────────────────────────────────────────────────────── */

static GTask *
new_task (TillDb             *self,
          TillDbJob           job,
          gpointer            data,
          GDestroyNotify      destroy,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, till_db_call_new (job, data, destroy),
                        (GDestroyNotify) till_db_call_free);

  return task;
}

static void
return_closed (GTask *task)
{
  g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_STORE, _ ("The practice file is closed."));
  g_object_unref (task);
}

void
till_db_write_async (TillDb             *self,
                     TillDbPriority      priority,
                     TillDbJob           job,
                     gpointer            data,
                     GDestroyNotify      destroy,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TILL_IS_DB (self));
  g_return_if_fail (job != NULL);

  /* Without a cancellable: what may have been written is never reported as cancelled. */
  task = new_task (self, job, data, destroy, NULL, callback, user_data);
  g_task_set_name (task, "till-db-write");
  if (!till_db_queue_push (self->queue, priority, task))
    return_closed (task);
}

void
till_db_read_async (TillDb             *self,
                    TillDbJob           job,
                    gpointer            data,
                    GDestroyNotify      destroy,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TILL_IS_DB (self));
  g_return_if_fail (job != NULL);

  task = new_task (self, job, data, destroy, cancellable, callback, user_data);
  g_task_set_name (task, "till-db-read");
  if (self->reading != NULL)
    g_thread_pool_push (self->reading, task, NULL);
  else
    return_closed (task);
}

gboolean
till_db_finish (TillDb *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gpointer
till_db_result_data (GAsyncResult *result)
{
  TillDbCall *call;

  g_return_val_if_fail (G_IS_TASK (result), NULL);

  call = g_task_get_task_data (G_TASK (result));

  return call->data;
}

gboolean
till_db_write (TillDb *self, TillDbPriority priority, TillDbJob job, gpointer data, GError **error)
{
  g_return_val_if_fail (TILL_IS_DB (self), FALSE);
  g_return_val_if_fail (job != NULL, FALSE);

  return till_db_queue_run (self->queue, priority, job, data, error);
}

gboolean
till_db_read (TillDb *self, TillDbJob job, gpointer data, GError **error)
{
  TillDbConnection *connection;
  gboolean          done;

  g_return_val_if_fail (job != NULL, FALSE);

  connection = till_db_take_reader (self, error);
  if (connection == NULL)
    return FALSE;

  done = till_db_connection_run (connection, job, data, NULL, error);
  till_db_give_reader (self, connection);

  return done;
}

TillDbConnection *
till_db_get_reader (TillDb *self)
{
  g_return_val_if_fail (TILL_IS_DB (self), NULL);
  g_return_val_if_fail (self->reader != NULL, NULL);

  return self->reader;
}

TillDbConnection *
till_db_take_reader (TillDb *self, GError **error)
{
  g_return_val_if_fail (TILL_IS_DB (self), NULL);

  return till_db_readers_take (self->readers, error);
}

void
till_db_give_reader (TillDb *self, TillDbConnection *connection)
{
  g_return_if_fail (TILL_IS_DB (self));
  g_return_if_fail (connection != NULL);

  till_db_readers_give (self->readers, connection);
}
