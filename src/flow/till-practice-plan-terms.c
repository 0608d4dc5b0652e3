/* till-practice-plan-terms.c: the terms of a payment plan that is there are changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is worse for who pays is offered, and the terms in force go on until it is signed. What is
 * no worse is in force at once: till-practice-signing.c makes out its agreement on the way.
 */
#include "flow/till-practice-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-plan-deeds.h"
#include "rules/till-plan-offers.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-plans.h"

/* ── Offered ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, sentence);

  return FALSE;
}

/* Of one that is agreed on, what is left; of one that is not, all of it. A card is no worse than
 * another; but by the first one the plan is charged by itself. */
static gboolean
check_offer (const TillPlanChange *change,
             const TillPlan       *plan,
             const GPtrArray      *installments,
             TillDay               today,
             GError              **error)
{
  const TillPlanOffer *offer = &change->offer;
  TillPlanLeft         left;
  gboolean             is_worse = TRUE;

  if (offer->keeps_schedule)
    is_worse = plan->card_id == 0;
  else if (plan->state == TILL_PLAN_PENDING)
    {
      if (!till_plan_check_terms (&offer->terms, today, error))
        return FALSE;
    }
  else
    {
      till_plan_read_left (installments, offer->keeps_missed, &left);
      if (!till_plan_check_offer (offer, &left, today, error))
        return FALSE;
      is_worse = till_plan_offer_is_worse (offer, installments);
    }

  return is_worse == change->is_worse ||
         refuse (error, _ ("This plan has changed meanwhile. Look at it again."));
}

gboolean
till_plan_write_offer (TillDbConnection     *connection,
                       const TillPlanChange *change,
                       TillDay               today,
                       const TillActor      *actor,
                       TillInstant           at,
                       GError              **error)
{
  g_autoptr (TillPlan)  plan = till_store_get_plan (connection, change->plan_id, error);
  g_autoptr (GPtrArray) installments =
    plan != NULL ? till_store_list_installments (connection, plan->id, error) : NULL;
  const TillPlanDeed deed =
    change->offer.keeps_schedule ? TILL_PLAN_DEED_SET_CARD : TILL_PLAN_DEED_CHANGE_TERMS;
  const char *why_not;

  if (installments == NULL)
    return FALSE;
  if ((why_not = till_plan_why_not (deed, plan, installments)) != NULL)
    return refuse (error, why_not);

  return check_offer (change, plan, installments, today, error) &&
         till_store_offer_version (connection, plan->id, &change->offer, actor, at, error);
}

/* ── The deeds ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillPlanChange change;
  char          *added_for;
  TillActor     *actor;
  TillDay        today;
  TillInstant    at;
} TermsJob;

static void
terms_job_free (TermsJob *job)
{
  till_actor_free (job->actor);
  g_free (job->added_for);
  g_free (job);
}

static gboolean
offer_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const TermsJob *job = data;

  return till_plan_write_offer (connection, &job->change, job->today, job->actor, job->at, error);
}

static gboolean
withdraw_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const TermsJob *job = data;

  return till_store_withdraw_offer (connection, job->change.plan_id, job->actor, job->at, error);
}

/* Takes @task, and @added_for. */
static void
write_job (TillPractice         *self,
           GTask                *task,
           const TillPlanChange *change,
           char                 *added_for,
           TillDbJob             work)
{
  TermsJob *job = g_new0 (TermsJob, 1);

  job->change = *change;
  job->change.offer.added_for = job->added_for = added_for;
  job->actor = till_actor_copy (self->actor);
  job->today = till_practice_get_today (self);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) terms_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, work, job, NULL, till_practice_job_done_cb, task);
}

void
till_practice_change_terms_async (TillPractice         *self,
                                  const TillPlanChange *change,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char  *added_for = till_text_tidy (change->offer.added_for);
  TillPlanChange    wanted = *change;

  g_task_set_source_tag (task, till_practice_change_terms_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_PLAN) ||
      (change->offer.moves_balance &&
       !till_practice_admit_deed (self, task, TILL_DEED_CHANGE_LEDGER)))
    return;
  if (added_for != NULL && *added_for == '\0')
    g_clear_pointer (&added_for, g_free);

  wanted.offer.added_for = added_for;
  if (change->is_worse)
    write_job (self, g_steal_pointer (&task), &wanted, g_steal_pointer (&added_for), offer_work);
  else
    till_practice_sign_no_worse (self, task, &wanted);
}

void
till_practice_withdraw_terms_async (TillPractice       *self,
                                    gint64              plan_id,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_practice_withdraw_terms_async);
  if (till_practice_admit_deed (self, task, TILL_DEED_PLAN))
    write_job (self, g_steal_pointer (&task), &(TillPlanChange){ .plan_id = plan_id }, NULL,
               withdraw_work);
}

gboolean
till_practice_change_terms_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
