/* till-practice-deeds.c: what is done with payments that are there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include "store/till-store-transactions.h"

/* Rows a commit: far below the 50 ms that one may take. */
#define POST_AT_ONCE 100

/* ── Transactions ───────────────────────────────────────────────────────────────────────────────
 */

TillTransaction *
till_practice_get_transaction (TillPractice *self, gint64 id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_transaction (till_db_get_reader (self->db), id, error);
}

typedef struct
{
  GArray     *ids;
  guint       done;
  gboolean    only_mark;
  TillActor  *actor;
  TillInstant at;
} PostJob;

static void
post_job_free (PostJob *job)
{
  g_array_unref (job->ids);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
post_work (TillDbConnection *connection, gpointer data, GError **error)
{
  PostJob *job = data;
  guint    until = MIN (job->done + POST_AT_ONCE, job->ids->len);

  for (guint i = job->done; i < until; i++)
    {
      gint64 id = g_array_index (job->ids, gint64, i);

      if (!(job->only_mark ? till_store_mark_posted (connection, id, job->actor, job->at, error)
                           : till_store_post (connection, id, job->actor, job->at, error)))
        return FALSE;
    }

  return TRUE;
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  PostJob          *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job->done = MIN (job->done + POST_AT_ONCE, job->ids->len);
  if (job->done == job->ids->len)
    g_task_return_boolean (task, TRUE);
  else if (!till_practice_check_open (self, &error))
    g_task_return_error (task, error);
  else
    till_db_write_async (self->db, TILL_DB_NORMAL, post_work, job, NULL, posted_cb,
                         g_steal_pointer (&task));
}

void
till_practice_post_async (TillPractice       *self,
                          const gint64       *ids,
                          gsize               n_ids,
                          gboolean            only_mark,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PostJob          *job;

  g_task_set_source_tag (task, till_practice_post_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_POST))
    return;

  job = g_new0 (PostJob, 1);
  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_ids);
  g_array_append_vals (job->ids, ids, (guint) n_ids);
  job->only_mark = only_mark;
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) post_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, post_work, job, NULL, posted_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_post_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
