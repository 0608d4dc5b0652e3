/* till-practice-deeds.c: what is done with patients and with payments that are there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

/* Rows a commit: far below the 50 ms that one may take. */
#define POST_AT_ONCE 100

/* ── Patients ───────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  char      *text;
  guint      most;
  GPtrArray *found;
} SearchJob;

static void
search_job_free (SearchJob *job)
{
  g_free (job->text);
  g_clear_pointer (&job->found, g_ptr_array_unref);
  g_free (job);
}

static gboolean
search_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SearchJob *job = data;

  g_clear_pointer (&job->found, g_ptr_array_unref);
  job->found = till_store_search_patients (connection, job->text, job->most, error);
  return job->found != NULL;
}

void
till_practice_search_patients_async (TillPractice       *self,
                                     const char         *text,
                                     guint               most,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SearchJob        *job;

  g_task_set_source_tag (task, till_practice_search_patients_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (SearchJob, 1);
  job->text = g_strdup (text);
  job->most = most;
  g_task_set_task_data (task, job, (GDestroyNotify) search_job_free);
  till_db_read_async (self->db, search_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

GPtrArray *
till_practice_search_patients_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  SearchJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&job->found);
}

typedef struct
{
  TillPatient *patient;
  TillInstant  at;
} AddJob;

static void
add_job_free (AddJob *job)
{
  g_clear_pointer (&job->patient, till_patient_free);
  g_free (job);
}

static gboolean
add_work (TillDbConnection *connection, gpointer data, GError **error)
{
  AddJob                 *job = data;
  g_autoptr (TillPatient) patient = till_patient_copy (job->patient);

  /* On a copy: the job may run again. */
  if (!till_store_add_patient (connection, patient, job->at, error) ||
      !till_store_touch_patient (connection, patient->id, job->at, error))
    return FALSE;

  g_clear_pointer (&job->patient, till_patient_free);
  job->patient = till_store_get_patient (connection, patient->id, error);
  return job->patient != NULL;
}

static gboolean
check_patient (const TillPatient *patient, TillDay today, GError **error)
{
  g_autofree char *name = till_text_fold (patient->name != NULL ? patient->name : "");

  if (*name == '\0')
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("The patient needs a name."));
      return FALSE;
    }
  if (!till_day_is_none (patient->birth_date) && till_day_compare (patient->birth_date, today) > 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("The date of birth lies in the future."));
      return FALSE;
    }

  return till_text_refuse_card_number (patient->name, _ ("Name"), error) &&
         (patient->number == NULL ||
          till_text_refuse_card_number (patient->number, _ ("Number"), error)) &&
         (patient->phone == NULL ||
          till_text_refuse_card_number (patient->phone, _ ("Phone"), error)) &&
         (patient->email == NULL ||
          till_text_refuse_card_number (patient->email, _ ("E-mail"), error));
}

void
till_practice_add_patient_async (TillPractice       *self,
                                 const TillPatient  *patient,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  AddJob           *job;

  g_task_set_source_tag (task, till_practice_add_patient_async);
  if (!till_practice_may (self, TILL_DEED_COLLECT, &error) ||
      !check_patient (patient, till_practice_get_today (self), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (AddJob, 1);
  job->patient = till_patient_copy (patient);
  job->patient->id = 0;
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) add_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, add_work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

TillPatient *
till_practice_add_patient_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  AddJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&job->patient);
}

/* ── Transactions ───────────────────────────────────────────────────────────────────────────────
 */

TillTransaction *
till_practice_get_transaction (TillPractice *self, gint64 id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_transaction (till_db_get_reader (self->db), id, error);
}

typedef struct
{
  GArray     *ids;
  guint       done;
  gboolean    only_mark;
  TillActor  *actor;
  TillInstant at;
} PostJob;

static void
post_job_free (PostJob *job)
{
  g_array_unref (job->ids);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
post_work (TillDbConnection *connection, gpointer data, GError **error)
{
  PostJob *job = data;
  guint    until = MIN (job->done + POST_AT_ONCE, job->ids->len);

  for (guint i = job->done; i < until; i++)
    {
      gint64 id = g_array_index (job->ids, gint64, i);

      if (!(job->only_mark ? till_store_mark_posted (connection, id, job->actor, job->at, error)
                           : till_store_post (connection, id, job->actor, job->at, error)))
        return FALSE;
    }

  return TRUE;
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  PostJob          *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job->done = MIN (job->done + POST_AT_ONCE, job->ids->len);
  if (job->done == job->ids->len)
    g_task_return_boolean (task, TRUE);
  else if (!till_practice_check_open (self, &error))
    g_task_return_error (task, error);
  else
    till_db_write_async (self->db, TILL_DB_NORMAL, post_work, job, NULL, posted_cb,
                         g_steal_pointer (&task));
}

void
till_practice_post_async (TillPractice       *self,
                          const gint64       *ids,
                          gsize               n_ids,
                          gboolean            only_mark,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PostJob          *job;

  g_task_set_source_tag (task, till_practice_post_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_POST))
    return;

  job = g_new0 (PostJob, 1);
  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_ids);
  g_array_append_vals (job->ids, ids, (guint) n_ids);
  job->only_mark = only_mark;
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) post_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, post_work, job, NULL, posted_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_post_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
