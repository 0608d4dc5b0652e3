/* till-practice-requests.c: who would be asked for money, and those who were
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-requests.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "document/till-request-sheet.h"
#include "flow/till-practice-private.h"
#include "store/till-review.h"
#include "store/till-store-bulk.h"
#include "store/till-store-requests.h"

void
till_practice_get_request_policy (TillPractice      *self,
                                  TillChannel        channel,
                                  TillRequestPolicy *policy)
{
  *policy = (TillRequestPolicy){
    .channel = channel,
    .minimum = till_money (till_practice_get_number (self, TILL_SETTING_REQUEST_MINIMUM)),
    .most_insurance =
      till_money (till_practice_get_flag (self, TILL_SETTING_REQUEST_INSURED) ? -1 : 0),
    .n_days_between = till_practice_get_number (self, TILL_SETTING_REQUEST_BETWEEN),
    .n_days_fresh = till_practice_get_number (self, TILL_SETTING_REQUEST_FRESH),
    .unknown_is_given = till_practice_get_flag (self, TILL_SETTING_REQUEST_UNASKED),
  };
}

/* ── The review ──────────────────────────────────────────────────────────────────────────────── */

TillTable *
till_practice_begin_review (TillPractice *self,
                            const gint64 *guarantors,
                            gsize         n_guarantors,
                            TillChannel   channel)
{
  TillRequestPolicy policy;

  till_practice_end_review (self);
  if (self->db == NULL)
    return NULL;

  till_practice_get_request_policy (self, channel, &policy);
  self->review_channel = channel;
  self->review =
    till_review_new (self->db, self->clock, self->zone, guarantors, n_guarantors, &policy);

  return self->review;
}

void
till_practice_end_review (TillPractice *self)
{
  g_clear_object (&self->review);
}

TillChannel
till_practice_get_review_channel (TillPractice *self)
{
  return self->review_channel;
}

void
till_practice_set_review_channel (TillPractice *self, TillChannel channel)
{
  TillRequestPolicy policy;

  self->review_channel = channel;
  if (self->review == NULL)
    return;

  till_practice_get_request_policy (self, channel, &policy);
  till_review_set_policy (TILL_REVIEW (self->review), &policy);
}

const TillRequestTally *
till_practice_get_review_tally (TillPractice *self)
{
  g_return_val_if_fail (self->review != NULL, NULL);

  return till_review_get_tally (TILL_REVIEW (self->review));
}

/* ── Ending ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GArray           *ids; /* gint64 */
  TillRequestReason reason;
  TillActor        *actor;
  TillInstant       at;
} EndJob;

static void
end_job_free (EndJob *job)
{
  g_array_unref (job->ids);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
end_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const EndJob *job = data;

  for (guint i = 0; i < job->ids->len; i++)
    {
      if (!till_store_end_request (connection, g_array_index (job->ids, gint64, i), job->reason,
                                   job->actor, job->at, error))
        return FALSE;
    }

  return TRUE;
}

void
till_practice_end_requests_async (TillPractice       *self,
                                  const gint64       *ids,
                                  gsize               n_ids,
                                  TillRequestReason   reason,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  EndJob           *job;

  g_task_set_source_tag (task, till_practice_end_requests_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_REQUEST))
    return;

  job = g_new0 (EndJob, 1);
  job->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (job->ids, ids, (guint) n_ids);
  job->reason = reason;
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) end_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, end_work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_end_requests_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

TillTable *
till_practice_get_requests (TillPractice *self)
{
  /* Made when it is first shown: the zone is known then. */
  if (self->requests == NULL && self->db != NULL)
    self->requests = till_store_requests_table_new (self->db, self->clock, self->zone);

  return self->requests;
}

GPtrArray *
till_practice_list_bulks (TillPractice *self, guint n_most)
{
  GPtrArray *bulks = NULL;

  if (self->db != NULL)
    bulks = till_store_list_bulks (till_db_get_reader (self->db), n_most, NULL);

  return bulks != NULL ? bulks : g_ptr_array_new_with_free_func ((GDestroyNotify) till_bulk_free);
}

TillBulk *
till_practice_get_bulk (TillPractice *self, gint64 id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_bulk (till_db_get_reader (self->db), id, error);
}

TillTable *
till_practice_new_bulk_results (TillPractice *self)
{
  return till_store_bulk_results_table_new (self->db, self->clock, self->zone);
}

/* ── On paper ────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_practice_check_code (const TillRequest *request, GError **error)
{
  if (request->state != TILL_REQUEST_REQUESTED)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This request is over. Make a new one if money is owed."));
      return FALSE;
    }
  if (request->paid.cents > 0)
    {
      g_autofree char *amount = till_money_format (request->amount);
      g_autofree char *paid = till_money_format (request->paid);

      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   /* Translators: two amounts */
                   _ ("The link of this request asks for %s, and %s of that is paid. Use “Send "
                      "Again…” to ask for the rest: that makes a new link."),
                   amount, paid);
      return FALSE;
    }

  return TRUE;
}

typedef struct
{
  gint64             id;
  TillPaper          paper;
  TillPracticeFacts *practice;
  TillInstant        at;
  GBytes            *pdf;
} SheetJob;

static void
sheet_job_free (SheetJob *job)
{
  till_practice_facts_free (job->practice);
  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_free (job);
}

static gboolean
sheet_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SheetJob               *job = data;
  g_autoptr (TillRequest) request = till_store_get_request (connection, job->id, error);
  const TillRequestSheet  sheet = { job->practice, request, job->at };

  g_clear_pointer (&job->pdf, g_bytes_unref);
  if (request == NULL || !till_practice_check_code (request, error))
    return FALSE;
  job->pdf = till_request_sheet_to_pdf (&sheet, job->paper, error);

  return job->pdf != NULL;
}

void
till_practice_print_request_async (TillPractice       *self,
                                   gint64              id,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  SheetJob         *job;

  g_task_set_source_tag (task, till_practice_print_request_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (SheetJob, 1);
  job->id = id;
  job->paper = till_practice_get_paper (self);
  job->practice = till_practice_dup_facts (self);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) sheet_job_free);
  till_db_read_async (self->db, sheet_work, job, NULL, NULL, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

GBytes *
till_practice_print_request_finish (TillPractice *self,
                                    GAsyncResult *result,
                                    const char  **name,
                                    GError      **error)
{
  SheetJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));
  *name = till_request_sheet_file_name ();

  return g_steal_pointer (&job->pdf);
}

TillRequest *
till_practice_get_request (TillPractice *self, gint64 id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_request (till_db_get_reader (self->db), id, error);
}
