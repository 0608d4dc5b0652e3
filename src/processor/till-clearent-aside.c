/* till-clearent-aside.c: answers as long as a list are read beside the main loop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of a hundred transactions takes as long as half a frame. The thread's task has no source
 * object: who of the two lets go of it last only frees the answer.
 */
#include "processor/till-clearent-private.h"

typedef struct
{
  TillClearentRead read;
  GDestroyNotify   destroy;
  gconstpointer    asked; /* borrowed of the task that waits */
  TillHttpAnswer  *http;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  till_http_answer_free (reading->http);
  g_free (reading);
}

static void
read_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Reading *reading = task_data;

  g_task_return_pointer (task, reading->read (reading->asked, reading->http), reading->destroy);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) waiting = user_data;
  const Reading    *reading = g_task_get_task_data (G_TASK (result));
  gpointer          read = g_task_propagate_pointer (G_TASK (result), NULL);

  g_task_return_pointer (waiting, read, reading->destroy);
}

void
till_clearent_read_aside (GTask           *waiting,
                          TillHttpAnswer  *http,
                          TillClearentRead read,
                          GDestroyNotify   destroy)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, read_cb, waiting);
  Reading          *reading = g_new0 (Reading, 1);

  reading->read = read;
  reading->destroy = destroy;
  reading->asked = g_task_get_task_data (waiting);
  reading->http = http;
  g_task_set_source_tag (task, till_clearent_read_aside);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_work);
}
