/* till-practice-snoozes.c: leaving guarantors out of requests for a while
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A snooze that waits for a balance ends in the commit that changes it; what ends by its day, or by
 * balances that a file brought, is ended by the minute.
 */
#include "flow/till-practice-snoozes.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-private.h"
#include "store/till-store-snoozes.h"

/* Rows a commit: far below the 50 ms that one may take. */
#define SNOOZES_A_COMMIT 50

/* ── Some after the other ────────────────────────────────────────────────────────────────────── */

/* What a commit brings counts only once it is on the disk: it may have to be tried again. */
typedef struct
{
  GArray     *ids;    /* gint64 */
  TillSnooze *snooze; /* NULL: they end */
  TillActor  *actor;
  TillInstant at;
  guint       done;
  guint       n_good; /* snoozed, or ended */
  guint       n_good_now;
} SnoozeJob;

static void
snooze_job_free (SnoozeJob *job)
{
  g_array_unref (job->ids);
  till_snooze_free (job->snooze);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
snooze_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SnoozeJob *job = data;
  guint      until = MIN (job->done + SNOOZES_A_COMMIT, job->ids->len);

  job->n_good_now = 0;
  for (guint i = job->done; i < until; i++)
    {
      gint64   id = g_array_index (job->ids, gint64, i);
      gboolean good = FALSE;

      if (!(job->snooze != NULL
              ? till_store_snooze (connection, id, job->snooze, job->actor, job->at, &good, error)
              : till_store_end_snooze (connection, id, job->actor, job->at, &good, error)))
        return FALSE;
      job->n_good_now += good;
    }

  return TRUE;
}

static void
snoozed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  SnoozeJob        *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      !till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job->n_good += job->n_good_now;
  job->done = MIN (job->done + SNOOZES_A_COMMIT, job->ids->len);
  if (job->done == job->ids->len)
    g_task_return_boolean (task, TRUE);
  else
    till_db_write_async (self->db, TILL_DB_NORMAL, snooze_work, job, NULL, snoozed_cb,
                         g_steal_pointer (&task));
}

static void
begin (TillPractice     *self,
       GTask            *task /* full */,
       const gint64     *guarantors,
       gsize             n_guarantors,
       const TillSnooze *snooze)
{
  SnoozeJob *job = g_new0 (SnoozeJob, 1);

  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_guarantors);
  g_array_append_vals (job->ids, guarantors, (guint) n_guarantors);
  job->snooze = snooze != NULL ? till_snooze_copy (snooze) : NULL;
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) snooze_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, snooze_work, job, NULL, snoozed_cb, task);
}

void
till_practice_snooze_async (TillPractice       *self,
                            const gint64       *guarantors,
                            gsize               n_guarantors,
                            const TillSnooze   *snooze,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;

  g_task_set_source_tag (task, till_practice_snooze_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_SNOOZE))
    return;
  if (!till_snooze_check (snooze, till_practice_get_today (self), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  begin (self, g_steal_pointer (&task), guarantors, n_guarantors, snooze);
}

gboolean
till_practice_snooze_finish (TillPractice *self,
                             GAsyncResult *result,
                             guint        *n_snoozed,
                             guint        *n_left_out,
                             GError      **error)
{
  const SnoozeJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  job = g_task_get_task_data (G_TASK (result));
  *n_snoozed = job->n_good;
  *n_left_out = job->ids->len - job->n_good;

  return TRUE;
}

void
till_practice_end_snoozes_async (TillPractice       *self,
                                 const gint64       *guarantors,
                                 gsize               n_guarantors,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_practice_end_snoozes_async);
  if (till_practice_admit_deed (self, task, TILL_DEED_SNOOZE))
    begin (self, g_steal_pointer (&task), guarantors, n_guarantors, NULL);
}

gboolean
till_practice_end_snoozes_finish (TillPractice *self,
                                  GAsyncResult *result,
                                  guint        *n_ended,
                                  GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *n_ended = ((const SnoozeJob *) g_task_get_task_data (G_TASK (result)))->n_good;

  return TRUE;
}

/* ── What is over ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillDay     today;
  TillInstant at;
  gboolean    found;
  guint       n_ended;
} OverJob;

static gboolean
look_work (TillDbConnection *connection, gpointer data, GError **error)
{
  OverJob *job = data;

  return till_store_has_snoozes_to_end (connection, job->today, &job->found, error);
}

static gboolean
end_work (TillDbConnection *connection, gpointer data, GError **error)
{
  OverJob *job = data;

  return till_store_end_snoozes (connection, job->today, SNOOZES_A_COMMIT, job->at, &job->n_ended,
                                 error);
}

static void over_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static OverJob *
over_job_new (TillPractice *self)
{
  OverJob *job = g_new0 (OverJob, 1);

  job->today = till_practice_get_today (self);
  job->at = till_practice_now (self);

  return job;
}

static void
end_some (TillPractice *self)
{
  self->n_aside++;
  till_db_write_async (self->db, TILL_DB_BULK, end_work, over_job_new (self), g_free, over_cb,
                       g_object_ref (self));
}

/* Of either job: what is found is ended, and after a full commit there may be more. */
static void
over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;
  gboolean                 good = till_db_finish (TILL_DB (source), result, &error);
  const OverJob           *job = till_db_result_data (result);

  self->n_aside--;
  /* The next minute tries again. */
  if (!good)
    g_info ("What is over could not be ended: %s", error->message);
  if (good && (job->found || job->n_ended == SNOOZES_A_COMMIT) &&
      !g_cancellable_is_cancelled (self->outside))
    end_some (self);
  else
    self->ending_snoozes = FALSE;
}

void
till_practice_end_snoozes_if_due (TillPractice *self)
{
  if (self->ending_snoozes)
    return;

  self->ending_snoozes = TRUE;
  self->n_aside++;
  till_db_read_async (self->db, look_work, over_job_new (self), g_free, NULL, over_cb,
                      g_object_ref (self));
}
