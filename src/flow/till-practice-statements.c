/* till-practice-statements.c: who would get a statement, before any is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-statements.h"

#include "flow/till-practice-private.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-review.h"
#include "store/till-store-statements.h"

static void
candidate_free (gpointer data)
{
  TillStatementCandidate *candidate = data;

  g_free (candidate->name);
  g_free (candidate->why);
  g_free (candidate);
}

typedef struct
{
  GArray           *guarantors; /* gint64 */
  TillRequestPolicy policy;
  TillDay           today;
  GPtrArray        *candidates;
} SurveyJob;

static void
survey_job_free (SurveyJob *job)
{
  g_array_unref (job->guarantors);
  g_clear_pointer (&job->candidates, g_ptr_array_unref);
  g_free (job);
}

static char *
say_why (guint reasons, const TillRequestFacts *facts, const TillRequestPolicy *policy)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < TILL_N_WHY_NOT; i++)
    if (reasons & (1u << i))
      {
        g_autofree char *why = till_why_not_to_words (1u << i, facts, policy);

        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", why);
      }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static gboolean
survey_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SurveyJob *job = data;

  g_clear_pointer (&job->candidates, g_ptr_array_unref);
  job->candidates = g_ptr_array_new_full (job->guarantors->len, candidate_free);
  for (guint i = 0; i < job->guarantors->len; i++)
    {
      gint64                   id = g_array_index (job->guarantors, gint64, i);
      g_auto (TillAskedPerson) person = { .name = NULL };
      TillStatementCandidate  *candidate;
      gboolean                 found;

      if (!till_store_read_asked (connection, id, TILL_CHANNEL_PAPER, &person, &found, error))
        return FALSE;
      if (!found)
        continue;

      candidate = g_new0 (TillStatementCandidate, 1);
      candidate->guarantor_id = id;
      candidate->name = g_steal_pointer (&person.name);
      candidate->due = person.facts.portion;
      candidate->reasons = till_statement_judge (&person.facts, &job->policy, job->today);
      candidate->why = say_why (candidate->reasons, &person.facts, &job->policy);
      g_ptr_array_add (job->candidates, candidate);
    }

  return TRUE;
}

void
till_practice_survey_statements_async (TillPractice       *self,
                                       const gint64       *guarantors,
                                       gsize               n_guarantors,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SurveyJob        *job;

  g_task_set_source_tag (task, till_practice_survey_statements_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_MAKE_STATEMENT))
    return;

  job = g_new0 (SurveyJob, 1);
  job->guarantors = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_guarantors);
  g_array_append_vals (job->guarantors, guarantors, (guint) n_guarantors);
  till_practice_get_request_policy (self, TILL_CHANNEL_PAPER, &job->policy);
  job->today = till_practice_get_today (self);
  g_task_set_task_data (task, job, (GDestroyNotify) survey_job_free);
  till_db_read_async (self->db, survey_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

GPtrArray *
till_practice_survey_statements_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  SurveyJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&job->candidates);
}
