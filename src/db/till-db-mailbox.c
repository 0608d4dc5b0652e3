/* till-db-mailbox.c: what other threads have done, told to the main context
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * g_source_attach() wakes the main loop while it holds the context's lock. On a busy machine that
 * thread loses its processor to the loop that it woke, which then waits for the lock, and for
 * whoever else runs meanwhile: up to 60 ms were seen. Here nobody holds anything when the loop
 * wakes.
 */
#include "db/till-db-private.h"

typedef struct _Letter Letter;

struct _Letter
{
  Letter        *next;
  GSourceFunc    work;
  gpointer       data;
  GDestroyNotify destroy;
};

struct _TillDbMailbox
{
  GSource       source;
  GMainContext *context;
  Letter       *sent;  /* atomic; the newest first */
  Letter       *taken; /* the context's own; the oldest first */
};

static gboolean
has_letter (GSource *source)
{
  TillDbMailbox *self = (TillDbMailbox *) source;

  return self->taken != NULL || g_atomic_pointer_get (&self->sent) != NULL;
}

static gboolean
prepare (GSource *source, int *timeout)
{
  *timeout = -1;

  return has_letter (source);
}

static Letter *
take (TillDbMailbox *self)
{
  Letter *letter = self->taken;

  if (letter == NULL)
    {
      Letter *newest = g_atomic_pointer_exchange (&self->sent, NULL);

      while (newest != NULL)
        {
          Letter *next = newest->next;

          newest->next = letter;
          letter = newest;
          newest = next;
        }
    }
  self->taken = letter != NULL ? letter->next : NULL;

  return letter;
}

/* One a turn, so that the loop looks at all else between two. */
static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  Letter *letter = take ((TillDbMailbox *) source);

  if (letter != NULL)
    {
      letter->work (letter->data);
      letter->destroy (letter->data);
      g_free (letter);
    }

  return G_SOURCE_CONTINUE;
}

TillDbMailbox *
till_db_mailbox_new (GMainContext *context)
{
  static GSourceFuncs funcs = { prepare, has_letter, dispatch, NULL, NULL, NULL };
  GSource            *source = g_source_new (&funcs, sizeof (TillDbMailbox));
  TillDbMailbox      *self = (TillDbMailbox *) source;

  self->context = context;
  /* A callback may wait for the next letter. */
  g_source_set_can_recurse (source, TRUE);
  g_source_set_static_name (source, "till-db-mailbox");
  g_source_attach (source, context);

  return self;
}

/* Every letter has a reference on the database, so that there is none left. */
void
till_db_mailbox_free (TillDbMailbox *self)
{
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}

static void
attach (GMainContext *context, GSourceFunc work, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, work, data, destroy);
  g_source_attach (source, context);
}

void
till_db_mailbox_send (TillDbMailbox *self,
                      GMainContext  *context,
                      GSourceFunc    work,
                      gpointer       data,
                      GDestroyNotify destroy)
{
  Letter *letter;
  Letter *before;

  if (context != self->context)
    {
      attach (context, work, data, destroy);
      return;
    }

  letter = g_new0 (Letter, 1);
  letter->work = work;
  letter->data = data;
  letter->destroy = destroy;
  do
    {
      before = g_atomic_pointer_get (&self->sent);
      letter->next = before;
    }
  while (!g_atomic_pointer_compare_and_exchange (&self->sent, before, letter));
  g_main_context_wakeup (context);
}

/* ── Calls ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GTask  *task;
  GError *error;
} Delivery;

static void
delivery_free (Delivery *self)
{
  g_object_unref (self->task);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
deliver_cb (gpointer data)
{
  Delivery *self = data;

  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (self->task, TRUE);

  return G_SOURCE_REMOVE;
}

void
till_db_mailbox_deliver (TillDbMailbox *self, GTask *task, GError *error)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->task = task;
  delivery->error = error;
  till_db_mailbox_send (self, g_task_get_context (task), deliver_cb, delivery,
                        (GDestroyNotify) delivery_free);
}
