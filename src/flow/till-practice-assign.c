/* till-practice-assign.c: saying whose a transaction made elsewhere is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-assign.h"

#include "flow/till-practice-private.h"
#include "store/till-store-patients.h"
#include "store/till-store-payers.h"
#include "store/till-store-transactions.h"

#define MOST_SUGGESTED 5

/* ── Who may be meant ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64      id;
  TillInstant now;
  GPtrArray  *found;
  char       *told;
} SuggestJob;

static void
suggest_job_free (gpointer data)
{
  SuggestJob *job = data;

  g_clear_pointer (&job->found, g_ptr_array_unref);
  g_free (job->told);
  g_free (job);
}

static gboolean
suggest_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SuggestJob *job = data;

  g_clear_pointer (&job->found, g_ptr_array_unref);
  g_clear_pointer (&job->told, g_free);
  job->found = till_store_suggest_patients (connection, job->id, MOST_SUGGESTED, job->now, error);

  return job->found != NULL && till_store_get_payer_words (connection, job->id, &job->told, error);
}

void
till_practice_suggest_patients_async (TillPractice       *self,
                                      gint64              transaction_id,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SuggestJob       *job;

  g_task_set_source_tag (task, till_practice_suggest_patients_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (SuggestJob, 1);
  job->id = transaction_id;
  job->now = till_practice_now (self);
  g_task_set_task_data (task, job, suggest_job_free);
  till_db_read_async (self->db, suggest_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

GPtrArray *
till_practice_suggest_patients_finish (TillPractice *self,
                                       GAsyncResult *result,
                                       char        **told,
                                       GError      **error)
{
  SuggestJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  if (told != NULL)
    *told = g_steal_pointer (&job->told);

  return g_steal_pointer (&job->found);
}

/* ── Saying so ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64      id;
  gint64      patient_id;
  TillActor  *actor;
  TillInstant at;
  gboolean    post_payments;
  gboolean    post_refunds;
} AssignJob;

static void
assign_job_free (gpointer data)
{
  AssignJob *job = data;

  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
post (TillDbConnection *connection, const AssignJob *job, gint64 id, GError **error)
{
  g_autoptr (TillTransaction) row = till_store_get_transaction (connection, id, error);

  if (row == NULL)
    return FALSE;
  if (row->posting != TILL_POSTING_UNPOSTED ||
      !(row->kind == TILL_KIND_PAYMENT ? job->post_payments : job->post_refunds))
    return TRUE;

  return till_store_post (connection, id, job->actor, job->at, error);
}

static gboolean
assign_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const AssignJob   *job = data;
  g_autoptr (GArray) assigned = NULL;

  if (!till_store_assign_patient (connection, job->id, job->patient_id, job->actor, job->at,
                                  &assigned, error) ||
      !till_store_touch_patient (connection, job->patient_id, job->at, error))
    return FALSE;

  for (guint i = 0; i < assigned->len; i++)
    {
      if (!post (connection, job, g_array_index (assigned, gint64, i), error))
        return FALSE;
    }

  return TRUE;
}

void
till_practice_assign_async (TillPractice       *self,
                            gint64              transaction_id,
                            gint64              patient_id,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  AssignJob        *job;

  g_task_set_source_tag (task, till_practice_assign_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_ASSIGN))
    return;

  job = g_new0 (AssignJob, 1);
  job->id = transaction_id;
  job->patient_id = patient_id;
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  job->post_payments = till_practice_get_flag (self, TILL_SETTING_POST_PAYMENTS);
  job->post_refunds = till_practice_get_flag (self, TILL_SETTING_POST_REFUNDS);
  till_db_write_async (self->db, TILL_DB_MONEY, assign_work, job, assign_job_free,
                       till_practice_job_done_cb, g_steal_pointer (&task));
}

gboolean
till_practice_assign_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
