/* till-practice-merges.c: two records of one patient made one, and who answers for a patient
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-merges.h"

#include "flow/till-practice-private.h"
#include "store/till-store-merges.h"
#include "store/till-store-patients.h"

/* ── Two records ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64         ids[2];
  TillMergeSide *sides[2];
} CompareJob;

static void
drop_sides (CompareJob *job)
{
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&job->sides[i], till_merge_side_free);
}

static void
compare_job_free (CompareJob *job)
{
  drop_sides (job);
  g_free (job);
}

static gboolean
compare_work (TillDbConnection *connection, gpointer data, GError **error)
{
  CompareJob *job = data;

  drop_sides (job);
  for (int i = 0; i < 2; i++)
    {
      job->sides[i] = till_store_read_merge_side (connection, job->ids[i], error);
      if (job->sides[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

void
till_practice_compare_records_async (TillPractice       *self,
                                     gint64              one_id,
                                     gint64              other_id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CompareJob       *job;

  g_task_set_source_tag (task, till_practice_compare_records_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (CompareJob, 1);
  job->ids[0] = one_id;
  job->ids[1] = other_id;
  g_task_set_task_data (task, job, (GDestroyNotify) compare_job_free);
  till_db_read_async (self->db, compare_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

gboolean
till_practice_compare_records_finish (TillPractice   *self,
                                      GAsyncResult   *result,
                                      TillMergeSide **one,
                                      TillMergeSide **other,
                                      GError        **error)
{
  CompareJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  job = g_task_get_task_data (G_TASK (result));
  *one = g_steal_pointer (&job->sides[0]);
  *other = g_steal_pointer (&job->sides[1]);

  return TRUE;
}

/* ── Deeds ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillMergeOrder order;
  gint64         merge_id;
  gint64         patient_id;
  gint64         guarantor_id;
  gboolean       with_family;
  TillActor     *actor;
  TillInstant    at;
} DeedJob;

static void
deed_job_free (DeedJob *job)
{
  till_actor_free (job->actor);
  g_free (job);
}

static void
run_deed (TillPractice       *self,
          const DeedJob      *deed,
          TillDbJob           work,
          gpointer            tag,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  DeedJob          *job;

  g_task_set_source_tag (task, tag);
  if (!till_practice_may (self, TILL_DEED_CHANGE_PATIENT, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_memdup2 (deed, sizeof *deed);
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) deed_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

static gboolean
finish_deed (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
merge_work (TillDbConnection *connection, gpointer data, GError **error)
{
  DeedJob *job = data;

  return till_store_merge_patients (connection, &job->order, job->actor, job->at, &job->merge_id,
                                    error);
}

void
till_practice_merge_patients_async (TillPractice         *self,
                                    const TillMergeOrder *order,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  run_deed (self, &(DeedJob){ .order = *order }, merge_work, till_practice_merge_patients_async,
            callback, user_data);
}

gint64
till_practice_merge_patients_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  const DeedJob *job;

  if (!finish_deed (self, result, error))
    return 0;
  job = g_task_get_task_data (G_TASK (result));

  return job->merge_id;
}

static gboolean
undo_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const DeedJob *job = data;

  return till_store_undo_merge (connection, job->merge_id, job->actor, job->at, error);
}

void
till_practice_undo_merge_async (TillPractice       *self,
                                gint64              merge_id,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  run_deed (self, &(DeedJob){ .merge_id = merge_id }, undo_work, till_practice_undo_merge_async,
            callback, user_data);
}

gboolean
till_practice_undo_merge_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish_deed (self, result, error);
}

static gboolean
guarantor_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const DeedJob *job = data;

  return till_store_change_guarantor (connection, job->patient_id, job->guarantor_id,
                                      job->with_family, job->actor, job->at, error);
}

void
till_practice_change_guarantor_async (TillPractice       *self,
                                      gint64              patient_id,
                                      gint64              guarantor_id,
                                      gboolean            with_family,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  const DeedJob deed = { .patient_id = patient_id,
                         .guarantor_id = guarantor_id,
                         .with_family = with_family };

  run_deed (self, &deed, guarantor_work, till_practice_change_guarantor_async, callback, user_data);
}

gboolean
till_practice_change_guarantor_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish_deed (self, result, error);
}
