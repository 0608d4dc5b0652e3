/* till-bulk-plan.c: what a bulk request would come to, before anybody is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-bulk-plan.h"

#include "flow/till-practice-private.h"
#include "flow/till-practice-requests.h"
#include "flow/till-request-payment.h"
#include "store/till-review-query.h"
#include "store/till-store-review.h"

typedef struct
{
  TillBulkPlan *plan;
  GArray       *ids; /* gint64, ascending */
  TillJudging   judging[TILL_N_CONSENTS];
  gboolean      may[TILL_N_CONSENTS]; /* by channel: it is set up, and wanted */
} PlanJob;

void
till_bulk_plan_free (TillBulkPlan *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->guarantors);
  g_free (self);
}

static TillBulkPlan *
plan_new (void)
{
  TillBulkPlan *self = g_new0 (TillBulkPlan, 1);

  self->guarantors = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

static void
plan_job_free (PlanJob *job)
{
  till_bulk_plan_free (job->plan);
  g_array_unref (job->ids);
  g_free (job);
}

/* Nobody, when that channel is none of those. */
static gboolean
judge (TillDbConnection *connection,
       PlanJob          *job,
       TillChannel       channel,
       GArray           *judged,
       GError          **error)
{
  return !job->may[channel] || till_store_judge (connection, &job->judging[channel], judged, error);
}

/* Both are by the same ids, ascending; somebody may have gone between the two. */
static const TillJudged *
find (const GArray *judged, guint *at, gint64 id)
{
  while (*at < judged->len && g_array_index (judged, TillJudged, *at).id < id)
    (*at)++;

  return *at < judged->len && g_array_index (judged, TillJudged, *at).id == id
           ? &g_array_index (judged, TillJudged, *at)
           : NULL;
}

static void
count (TillBulkPlan *plan, const TillJudged *const *judged)
{
  for (guint channel = 0; channel < TILL_N_CONSENTS; channel++)
    {
      const TillJudged *one = judged[channel];

      if (one == NULL || one->reasons != 0)
        continue;
      till_request_tally_add (&plan->by[channel], 0, till_money (one->cents));
      g_array_append_val (plan->guarantors, one->id);
      return;
    }

  if (judged[plan->why_of] != NULL)
    till_request_tally_add (
      &plan->left_out, 1u << g_bit_nth_lsf (judged[plan->why_of]->reasons, -1), TILL_MONEY_ZERO);
}

static gboolean
plan_work (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanJob           *job = data;
  g_autoptr (GArray) by_text = g_array_new (FALSE, FALSE, sizeof (TillJudged));
  g_autoptr (GArray) by_email = g_array_new (FALSE, FALSE, sizeof (TillJudged));
  guint              at[TILL_N_CONSENTS] = { 0 };

  if (!judge (connection, job, TILL_CHANNEL_TEXT, by_text, error) ||
      !judge (connection, job, TILL_CHANNEL_EMAIL, by_email, error))
    return FALSE;

  job->plan->why_of = job->may[TILL_CHANNEL_TEXT] ? TILL_CHANNEL_TEXT : TILL_CHANNEL_EMAIL;
  for (guint i = 0; i < job->ids->len; i++)
    {
      gint64                  id = g_array_index (job->ids, gint64, i);
      const TillJudged *const judged[] = { find (by_text, &at[TILL_CHANNEL_TEXT], id),
                                           find (by_email, &at[TILL_CHANNEL_EMAIL], id) };

      count (job->plan, judged);
    }

  return TRUE;
}

void
till_practice_plan_bulk_async (TillPractice       *self,
                               TillBulkChannel     channel,
                               const gint64       *guarantors,
                               gsize               n_guarantors,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PlanJob          *job;

  g_task_set_source_tag (task, till_practice_plan_bulk_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (PlanJob, 1);
  job->plan = plan_new ();
  job->ids = till_review_sort_ids (guarantors, n_guarantors);
  for (TillChannel by = TILL_CHANNEL_TEXT; by < TILL_N_CONSENTS; by++)
    {
      job->judging[by].ids = job->ids;
      job->judging[by].today = till_practice_get_today (self);
      till_practice_get_request_policy (self, by, &job->judging[by].policy);
      job->may[by] = till_practice_get_channel_problem (self, by) == NULL &&
                     channel != (by == TILL_CHANNEL_TEXT ? TILL_BULK_BY_EMAIL : TILL_BULK_BY_TEXT);
    }
  g_task_set_task_data (task, job, (GDestroyNotify) plan_job_free);
  till_db_read_async (self->db, plan_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

TillBulkPlan *
till_practice_plan_bulk_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  PlanJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->plan);
}
