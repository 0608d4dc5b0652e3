/* till-practice-plans.c: payment plans at the desk: what a new one begins with, and its making
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-plans.h"

#include "core/till-text.h"
#include "flow/till-practice-plans-private.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-account.h"
#include "store/till-store-patients.h"
#include "store/till-store-plans.h"

/* ── What it begins with ─────────────────────────────────────────────────────────────────────── */

void
till_plan_beginning_free (TillPlanBeginning *self)
{
  if (self == NULL)
    return;

  till_patient_free (self->patient);
  till_account_free (self->account);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  gint64             patient_id;
  TillPlanBeginning *beginning;
} BeginJob;

static void
begin_job_free (BeginJob *job)
{
  till_plan_beginning_free (job->beginning);
  g_free (job);
}

static gboolean
is_over (const TillPlan *plan)
{
  return plan->state == TILL_PLAN_COMPLETED || plan->state == TILL_PLAN_CANCELLED;
}

static gboolean
begin_work (TillDbConnection *connection, gpointer data, GError **error)
{
  BeginJob                     *job = data;
  g_autoptr (TillPlanBeginning) self = g_new0 (TillPlanBeginning, 1);

  g_clear_pointer (&job->beginning, till_plan_beginning_free);
  self->patient = till_store_get_patient (connection, job->patient_id, error);
  if (self->patient == NULL)
    return FALSE;
  self->account = till_store_read_account (connection, self->patient->guarantor_id, error);
  if (self->account == NULL)
    return FALSE;
  self->plans = till_store_list_plans_of (connection, self->patient->guarantor_id, error);
  if (self->plans == NULL)
    return FALSE;

  for (guint i = self->plans->len; i > 0; i--)
    {
      if (is_over (self->plans->pdata[i - 1]))
        g_ptr_array_remove_index (self->plans, i - 1);
    }
  job->beginning = g_steal_pointer (&self);

  return TRUE;
}

void
till_practice_begin_plan_async (TillPractice       *self,
                                gint64              patient_id,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  BeginJob         *job;

  g_task_set_source_tag (task, till_practice_begin_plan_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (BeginJob, 1);
  job->patient_id = patient_id;
  g_task_set_task_data (task, job, (GDestroyNotify) begin_job_free);
  till_db_read_async (self->db, begin_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

TillPlanBeginning *
till_practice_begin_plan_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  BeginJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->beginning);
}

/* ── Made ────────────────────────────────────────────────────────────────────────────────────── */

TillPlan *
till_plan_new_of_order (const TillPlanOrder *order)
{
  TillPlan        *plan = till_plan_new ();
  g_autofree char *what_for = till_text_tidy (order->what_for);

  plan->uuid = g_strdup (order->uuid);
  plan->guarantor_id = order->guarantor_id;
  plan->patient_id = order->patient_id;
  plan->card_id = order->card_id;
  if (what_for != NULL && *what_for != '\0')
    plan->what_for = g_steal_pointer (&what_for);

  return plan;
}

typedef struct
{
  TillPlan     *plan; /* gets its id */
  TillPlanTerms terms;
  TillActor    *actor;
  TillInstant   at;
} MakeJob;

static void
make_job_free (MakeJob *job)
{
  till_plan_free (job->plan);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
make_work (TillDbConnection *connection, gpointer data, GError **error)
{
  MakeJob *job = data;

  return till_store_add_plan (connection, job->plan, &job->terms, job->actor, job->at, error);
}

void
till_practice_make_plan_async (TillPractice        *self,
                               const TillPlanOrder *order,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  MakeJob          *job;

  g_task_set_source_tag (task, till_practice_make_plan_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_PLAN))
    return;
  if (!till_plan_check_terms (&order->terms, till_practice_get_today (self), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (MakeJob, 1);
  job->plan = till_plan_new_of_order (order);
  job->terms = order->terms;
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) make_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, make_work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

gint64
till_practice_make_plan_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  const MakeJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;
  job = g_task_get_task_data (G_TASK (result));

  return job->plan->id;
}
