/* till-bulk-request-start.c: whom a bulk request is for, written down before the first is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-bulk-request-private.h"

#include <glib/gi18n-lib.h>

#include "flow/till-request-composer.h"
#include "store/till-store-bulk.h"

/* Far below the time of a commit. */
#define CHOSEN_AT_A_TIME 200

typedef struct
{
  TillBulk   *bulk;
  GArray     *guarantors; /* gint64 */
  guint       from;       /* until there they are written down */
  guint       next;
  TillActor  *actor;
  TillInstant at;
} ChooseJob;

static void
choose_job_free (ChooseJob *job)
{
  till_bulk_free (job->bulk);
  g_array_unref (job->guarantors);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
begin (TillDbConnection *connection, ChooseJob *job, GError **error)
{
  g_autoptr (GError)   failed = NULL;
  g_autoptr (TillBulk) open = till_store_find_open_bulk (connection, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (open != NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("Another bulk request is not over yet. Wait for its end, or cancel "
                              "it first."));
      return FALSE;
    }

  return till_store_begin_bulk (connection, job->bulk, job->actor, job->at, error);
}

static gboolean
choose_work (TillDbConnection *connection, gpointer data, GError **error)
{
  ChooseJob *job = data;
  guint      n = job->guarantors->len;

  job->next = job->from;
  if (job->from == 0 && !begin (connection, job, error))
    return FALSE;

  while (job->next < n)
    {
      guint n_some = MIN (n - job->next, CHOSEN_AT_A_TIME);

      if (!till_store_add_bulk_items (connection, job->bulk->id, job->next,
                                      &g_array_index (job->guarantors, gint64, job->next), n_some,
                                      error))
        return FALSE;
      job->next += n_some;
      if (till_db_is_time_up (connection))
        break;
    }

  return job->next < n || till_store_step_bulk (connection, job->bulk->id, TILL_BULK_SENDING,
                                                job->actor, job->at, error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillBulkRequest  *self = g_task_get_source_object (task);
  ChooseJob        *job = g_task_get_task_data (task);
  GError           *error = NULL;
  gboolean          good = till_db_finish (TILL_DB (source), result, &error);
  gboolean          done = good && job->next == job->guarantors->len;

  self->practice->n_aside--;
  job->from = job->next;
  /* What is closed in the middle is cancelled at the next start. */
  if (good && !done && !g_cancellable_set_error_if_cancelled (self->practice->outside, &error))
    {
      self->practice->n_aside++;
      till_db_write_async (self->practice->db, TILL_DB_NORMAL, choose_work, job, NULL, chosen_cb,
                           g_steal_pointer (&task));
      return;
    }

  self->choosing = FALSE;
  if (good)
    {
      g_clear_pointer (&self->bulk, till_bulk_free);
      self->bulk = till_bulk_copy (job->bulk);
    }
  till_bulk_request_follow (self->practice);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
check_order (TillBulkRequest *self, const TillBulkOrder *order, gsize n, GError **error)
{
  const char *problem = till_practice_get_bulk_problem (self->practice, order->channel);

  if (problem == NULL && n == 0)
    problem = _ ("Nobody is chosen who could be asked.");
  if (problem == NULL && self->choosing)
    problem = _ ("Another bulk request is being begun.");
  if (problem == NULL)
    return till_request_check_words (order->note, order->reminders, error);

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, problem);

  return FALSE;
}

void
till_bulk_request_start_async (TillBulkRequest     *self,
                               const TillBulkOrder *order,
                               const gint64        *guarantors,
                               gsize                n_guarantors,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char  *note = g_strstrip (g_strdup (order->note != NULL ? order->note : ""));
  GError           *error = NULL;
  ChooseJob        *job;

  g_task_set_source_tag (task, till_bulk_request_start_async);
  if (!till_practice_admit_deed (self->practice, task, TILL_DEED_REQUEST))
    return;
  if (!check_order (self, order, n_guarantors, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (ChooseJob, 1);
  job->bulk = till_bulk_new ();
  job->bulk->channel = order->channel;
  job->bulk->with_statement = order->with_statement;
  job->bulk->note = *note != '\0' ? g_steal_pointer (&note) : NULL;
  job->bulk->reminders = g_strdup (order->reminders != NULL ? order->reminders : "");
  job->guarantors = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (job->guarantors, guarantors, (guint) n_guarantors);
  job->actor = till_actor_copy (self->practice->actor);
  job->at = till_practice_now (self->practice);
  g_task_set_task_data (task, job, (GDestroyNotify) choose_job_free);

  self->choosing = TRUE;
  self->practice->n_aside++;
  till_db_write_async (self->practice->db, TILL_DB_NORMAL, choose_work, job, NULL, chosen_cb,
                       g_steal_pointer (&task));
}

gboolean
till_bulk_request_start_finish (TillBulkRequest *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
