/* till-db-queue.c: the writer's thread and its queue, money first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

#define N_PRIORITIES (TILL_DB_BULK + 1)

/* New frames of the WAL from which on it is copied into the file; and from which on even while jobs
 * wait that are in no hurry. A payment may come while it is copied: so many take some milliseconds.
 */
#define FRAMES_WHEN_IDLE 1000
#define FRAMES_AT_MOST 2000

/* What a job is waited for with: on the stack of till_db_queue_run(). */
typedef struct
{
  gboolean done;
  GError  *error;
} Waiter;

/* One of @task (owned) and @waiter (borrowed) is set. */
typedef struct
{
  TillDbJob job;
  gpointer  data;
  GTask    *task;
  Waiter   *waiter;
} Entry;

struct _TillDbQueue
{
  TillDbConnection *writer;  /* borrowed */
  TillDbMailbox    *mailbox; /* borrowed */
  TillDbCommitted   committed;
  gpointer          committed_data;
  GThread          *thread;

  GMutex   lock; /* for all below */
  GCond    changed;
  GQueue   entries[N_PRIORITIES];
  gboolean finished;
};

static Entry *
pop_locked (TillDbQueue *self)
{
  for (guint i = 0; i < N_PRIORITIES; i++)
    if (!g_queue_is_empty (&self->entries[i]))
      return g_queue_pop_head (&self->entries[i]);

  return NULL;
}

/* NULL: the queue is finished and empty. */
static Entry *
wait_for_entry (TillDbQueue *self)
{
  Entry *entry;

  g_mutex_lock (&self->lock);
  while (!(entry = pop_locked (self)) && !self->finished)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  return entry;
}

/* How many new frames are let be: what waits is in more of a hurry. */
static int
count_patience (TillDbQueue *self)
{
  int patience = FRAMES_WHEN_IDLE;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < N_PRIORITIES; i++)
    if (!g_queue_is_empty (&self->entries[i]))
      patience = i == TILL_DB_MONEY ? G_MAXINT : MAX (patience, FRAMES_AT_MOST);
  g_mutex_unlock (&self->lock);

  return patience;
}

static void
answer (TillDbQueue *self, Entry *entry, GError *error)
{
  if (entry->task != NULL)
    {
      till_db_mailbox_deliver (self->mailbox, entry->task, error);
    }
  else
    {
      g_mutex_lock (&self->lock);
      entry->waiter->error = error;
      entry->waiter->done = TRUE;
      g_cond_broadcast (&self->changed);
      g_mutex_unlock (&self->lock);
    }

  g_free (entry);
}

static void
work_off (TillDbQueue *self, Entry *entry)
{
  GError *error = NULL;

  if (till_db_connection_run (self->writer, entry->job, entry->data, NULL, &error))
    {
      TillDbChanges *changes = till_db_connection_steal_changes (self->writer);

      if (changes != NULL)
        self->committed (changes, self->committed_data);
    }

  answer (self, entry, error);
}

/* After the answer, so that nobody waits for it. */
static void
checkpoint_if_due (TillDbQueue *self)
{
  g_autoptr (GError) error = NULL;

  if (self->writer->n_frames - self->writer->n_seen < count_patience (self))
    return;

  if (!till_db_connection_checkpoint (self->writer, FALSE, &error))
    g_debug ("checkpoint put off: %s", error->message);
}

static gpointer
writer_work (gpointer data)
{
  TillDbQueue *self = data;
  Entry       *entry;

  while ((entry = wait_for_entry (self)))
    {
      work_off (self, entry);
      checkpoint_if_due (self);
    }

  return NULL;
}

TillDbQueue *
till_db_queue_new (TillDbConnection *writer,
                   TillDbMailbox    *mailbox,
                   TillDbCommitted   committed,
                   gpointer          data)
{
  TillDbQueue *self = g_new0 (TillDbQueue, 1);

  self->writer = writer;
  self->mailbox = mailbox;
  self->committed = committed;
  self->committed_data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  for (guint i = 0; i < N_PRIORITIES; i++)
    g_queue_init (&self->entries[i]);
  self->thread = g_thread_new ("till-db-writer", writer_work, self);

  return self;
}

void
till_db_queue_finish (TillDbQueue *self)
{
  g_mutex_lock (&self->lock);
  self->finished = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&self->thread, g_thread_join);
}

void
till_db_queue_free (TillDbQueue *self)
{
  if (self->thread != NULL)
    till_db_queue_finish (self);

  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Takes @entry only when it returns TRUE. */
static gboolean
push (TillDbQueue *self, TillDbPriority priority, Entry *entry)
{
  gboolean pushed;

  g_mutex_lock (&self->lock);
  pushed = !self->finished;
  if (pushed)
    {
      g_queue_push_tail (&self->entries[priority], entry);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);

  return pushed;
}

gboolean
till_db_queue_push (TillDbQueue *self, TillDbPriority priority, GTask *task)
{
  TillDbCall *call = g_task_get_task_data (task);
  Entry      *entry = g_new0 (Entry, 1);

  entry->job = call->job;
  entry->data = call->data;
  entry->task = task;
  if (push (self, priority, entry))
    return TRUE;

  g_free (entry);

  return FALSE;
}

gboolean
till_db_queue_run (TillDbQueue   *self,
                   TillDbPriority priority,
                   TillDbJob      job,
                   gpointer       data,
                   GError       **error)
{
  Waiter waiter = { 0 };
  Entry *entry;

  /* A job that waits for a job of its own thread would wait for ever. */
  g_return_val_if_fail (g_thread_self () != self->thread, FALSE);

  entry = g_new0 (Entry, 1);
  entry->job = job;
  entry->data = data;
  entry->waiter = &waiter;
  if (!push (self, priority, entry))
    {
      g_free (entry);
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE, _ ("The practice file is closed."));
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  while (!waiter.done)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  if (waiter.error != NULL)
    g_propagate_error (error, waiter.error);

  return waiter.error == NULL;
}

/* ── Calls ───────────────────────────────────────────────────────────────────────────────────── */

TillDbCall *
till_db_call_new (TillDbJob job, gpointer data, GDestroyNotify destroy)
{
  TillDbCall *self = g_new0 (TillDbCall, 1);

  self->job = job;
  self->data = data;
  self->destroy = destroy;

  return self;
}

void
till_db_call_free (TillDbCall *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}
