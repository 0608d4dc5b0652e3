/* till-practice-plan-deeds.c: what the desk does with a payment plan that is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is charged is in till-plan-order.c.
 */
#include "flow/till-practice-plan-deeds.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-deeds.h"
#include "store/till-store-patients.h"
#include "store/till-store-plan-sendings.h"
#include "store/till-store-plans.h"
#include "store/till-store-whole-plan.h"

/* Of the payments that could have paid it. */
#define MOST_PAYMENTS 20

/* ── Read ────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64         id;
  TillWholePlan *plan;
} ReadJob;

static void
read_job_free (gpointer data)
{
  ReadJob *job = data;

  till_whole_plan_free (job->plan);
  g_free (job);
}

static gboolean
read_work (TillDbConnection *connection, gpointer data, GError **error)
{
  ReadJob *job = data;

  g_clear_pointer (&job->plan, till_whole_plan_free);
  job->plan = till_store_read_whole_plan (connection, job->id, error);

  return job->plan != NULL;
}

void
till_practice_read_plan_async (TillPractice       *self,
                               gint64              id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ReadJob          *job;

  g_task_set_source_tag (task, till_practice_read_plan_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (ReadJob, 1);
  job->id = id;
  g_task_set_task_data (task, job, read_job_free);
  till_db_read_async (self->db, read_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

TillWholePlan *
till_practice_read_plan_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  ReadJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->plan);
}

/* Who answers for the patient has the plans. */
GPtrArray *
till_practice_list_plans_of (TillPractice *self, gint64 patient_id, GError **error)
{
  g_autoptr (TillPatient) patient = NULL;
  TillDbConnection       *reader;

  if (!till_practice_check_open (self, error))
    return NULL;

  reader = till_db_get_reader (self->db);
  patient = till_store_get_patient (reader, patient_id, error);

  return patient != NULL ? till_store_list_plans_of (reader, patient->guarantor_id, error) : NULL;
}

GPtrArray *
till_practice_list_payments_for_plan (TillPractice *self,
                                      gint64        plan_id,
                                      TillMoney     amount,
                                      GError      **error)
{
  g_autoptr (TillPlan) plan = NULL;
  TillDbConnection    *reader;

  if (!till_practice_check_open (self, error))
    return NULL;

  reader = till_db_get_reader (self->db);
  plan = till_store_get_plan (reader, plan_id, error);
  if (plan == NULL)
    return NULL;

  return till_store_list_payments_for_plan (reader, plan->guarantor_id, amount, MOST_PAYMENTS,
                                            error);
}

/* ── Changed ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillPlanDeed deed;
  gint64       plan_id;
  gint64       card_id;
  gint64       transaction_id;
  GArray      *installments; /* gint64 */
  gboolean     put_behind;
  char        *why; /* or NULL */
  TillActor   *actor;
  TillDay      today;
  TillInstant  at;
} PlanJob;

static void
plan_job_free (gpointer data)
{
  PlanJob *job = data;

  g_array_unref (job->installments);
  till_actor_free (job->actor);
  g_free (job->why);
  g_free (job);
}

/* Each is behind all that were there before it. */
static gboolean
put_behind (TillDbConnection *connection,
            const PlanJob    *job,
            const GPtrArray  *installments,
            GError          **error)
{
  for (guint i = 0; job->put_behind && i < installments->len; i++)
    {
      const TillInstallment *one = installments->pdata[i];

      if (till_installment_waits (one, job->today) &&
          !till_store_skip_installment (connection, one->id, job->today, job->actor, job->at,
                                        error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_payment_free (TillDbConnection *connection,
                 const PlanJob    *job,
                 const TillPlan   *plan,
                 TillMoney         amount,
                 GError          **error)
{
  g_autoptr (GPtrArray) payments = till_store_list_payments_for_plan (
    connection, plan->guarantor_id, amount, MOST_PAYMENTS, error);

  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      if (((const TillTransaction *) payments->pdata[i])->id == job->transaction_id)
        return TRUE;
    }
  if (payments != NULL)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                         _ ("Of this payment there is not enough left for it any more."));

  return FALSE;
}

static gboolean
pay_apart (TillDbConnection *connection, const PlanJob *job, const TillPlan *plan, GError **error)
{
  TillMoney sum = TILL_MONEY_ZERO;

  for (guint i = 0; i < job->installments->len; i++)
    {
      g_autoptr (TillInstallment) one = till_store_get_installment (
        connection, g_array_index (job->installments, gint64, i), error);

      if (one == NULL)
        return FALSE;
      if (one->plan_id != plan->id || !till_installment_is_payable (one) ||
          !till_money_add (sum, one->amount, &sum))
        {
          g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                               _ ("The payment plan has changed meanwhile. Look at it again."));
          return FALSE;
        }
    }
  if (!is_payment_free (connection, job, plan, sum, error))
    return FALSE;

  for (guint i = 0; i < job->installments->len; i++)
    {
      if (!till_store_end_installment (connection, g_array_index (job->installments, gint64, i),
                                       TILL_INSTALLMENT_PAID, job->transaction_id, NULL, job->actor,
                                       job->at, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
skip (TillDbConnection *connection, const PlanJob *job, GError **error)
{
  g_autoptr (TillInstallment) one =
    till_store_get_installment (connection, g_array_index (job->installments, gint64, 0), error);

  g_return_val_if_fail (one == NULL || one->plan_id == job->plan_id, FALSE);

  return one != NULL &&
         till_store_skip_installment (connection, one->id, job->today, job->actor, job->at, error);
}

static gboolean
change_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const PlanJob        *job = data;
  g_autoptr (TillPlan)  plan = till_store_get_plan (connection, job->plan_id, error);
  g_autoptr (GPtrArray) installments =
    plan != NULL ? till_store_list_installments (connection, plan->id, error) : NULL;
  const char *why_not;

  if (installments == NULL)
    return FALSE;
  if ((why_not = till_plan_why_not (job->deed, plan, installments)) != NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, why_not);
      return FALSE;
    }

  /* By then it is in a version of its own. */
  if (job->deed == TILL_PLAN_DEED_SET_CARD && plan->state != TILL_PLAN_PENDING)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This plan has changed meanwhile. Look at it again."));
      return FALSE;
    }

  switch (job->deed)
    {
    case TILL_PLAN_DEED_PAUSE:
      return till_store_pause_plan (connection, plan->id, job->why, job->actor, job->at, error);
    case TILL_PLAN_DEED_RESUME:
      return till_store_resume_plan (connection, plan->id, job->actor, job->at, error) &&
             put_behind (connection, job, installments, error);
    case TILL_PLAN_DEED_CANCEL:
      return till_store_cancel_plan (connection, plan->id, job->why, job->actor, job->at, error);
    case TILL_PLAN_DEED_SET_CARD:
      return till_store_set_plan_card (connection, plan->id, job->card_id, job->actor, job->at,
                                       error) &&
             till_store_follow_plan_card (connection, plan->id, job->actor, job->at, error);
    case TILL_PLAN_DEED_SKIP:
      return skip (connection, job, error);
    case TILL_PLAN_DEED_PAID_APART:
      return pay_apart (connection, job, plan, error);
    case TILL_PLAN_DEED_CHARGE:
    case TILL_PLAN_DEED_CHANGE_TERMS:
    case TILL_PLAN_DEED_CHANGE_PAYER:
    case TILL_PLAN_DEED_WITHDRAW:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* @wanted: its plan, deed and what else that needs; the texts are copied, the array is taken. */
static void
change (TillPractice *self, const PlanJob *wanted, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PlanJob          *job = g_memdup2 (wanted, sizeof *wanted);

  if (job->installments == NULL)
    job->installments = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->why = wanted->why != NULL && *wanted->why != '\0' ? g_strdup (wanted->why) : NULL;
  g_task_set_source_tag (task, change);
  g_task_set_task_data (task, job, plan_job_free);
  /* To whom a plan is charged is part of what is agreed on. */
  if (!till_practice_admit_deed (
        self, task, job->deed == TILL_PLAN_DEED_SET_CARD ? TILL_DEED_PLAN : TILL_DEED_COLLECT))
    return;

  job->actor = till_actor_copy (self->actor);
  job->today = till_practice_get_today (self);
  job->at = till_practice_now (self);
  till_db_write_async (self->db, TILL_DB_NORMAL, change_work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

static GArray *
new_ids (const gint64 *ids, gsize n_ids)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (gint64));

  return g_array_append_vals (array, ids, (guint) n_ids);
}

void
till_practice_pause_plan_async (TillPractice       *self,
                                gint64              plan_id,
                                const char         *why,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  change (self, &(PlanJob){ .deed = TILL_PLAN_DEED_PAUSE, .plan_id = plan_id, .why = (char *) why },
          callback, user_data);
}

void
till_practice_resume_plan_async (TillPractice       *self,
                                 gint64              plan_id,
                                 gboolean            behind,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  change (self,
          &(PlanJob){ .deed = TILL_PLAN_DEED_RESUME, .plan_id = plan_id, .put_behind = behind },
          callback, user_data);
}

void
till_practice_cancel_plan_async (TillPractice       *self,
                                 gint64              plan_id,
                                 const char         *why,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  change (self,
          &(PlanJob){ .deed = TILL_PLAN_DEED_CANCEL, .plan_id = plan_id, .why = (char *) why },
          callback, user_data);
}

void
till_practice_set_plan_card_async (TillPractice       *self,
                                   gint64              plan_id,
                                   gint64              card_id,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  change (self,
          &(PlanJob){ .deed = TILL_PLAN_DEED_SET_CARD, .plan_id = plan_id, .card_id = card_id },
          callback, user_data);
}

void
till_practice_skip_installment_async (TillPractice       *self,
                                      gint64              plan_id,
                                      gint64              installment_id,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  change (self,
          &(PlanJob){ .deed = TILL_PLAN_DEED_SKIP,
                      .plan_id = plan_id,
                      .installments = new_ids (&installment_id, 1) },
          callback, user_data);
}

void
till_practice_pay_plan_apart_async (TillPractice       *self,
                                    gint64              plan_id,
                                    const gint64       *installments,
                                    gsize               n_installments,
                                    gint64              transaction_id,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  change (self,
          &(PlanJob){ .deed = TILL_PLAN_DEED_PAID_APART,
                      .plan_id = plan_id,
                      .installments = new_ids (installments, n_installments),
                      .transaction_id = transaction_id },
          callback, user_data);
}

gboolean
till_practice_change_plan_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
