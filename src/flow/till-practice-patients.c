/* till-practice-patients.c: patients: found, listed, added, changed, and each with the family
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-patients.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "flow/till-practice-private.h"
#include "store/till-store-account.h"
#include "store/till-store-consents.h"
#include "store/till-store-messages.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

TillTable *
till_practice_get_people (TillPractice *self)
{
  /* Made when it is first shown: the zone is known then. */
  if (self->people == NULL && self->db != NULL)
    self->people = till_store_people_table_new (self->db, self->clock, self->zone);

  return self->people;
}

/* @table, of what has that id alone. */
static TillTable *
narrow (TillTable *table, const char *column, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  till_table_be_part (table, column, text);

  return table;
}

TillTable *
till_practice_new_transactions_of (TillPractice *self, gint64 patient_id)
{
  return narrow (till_store_transactions_table_new (self->db, self->clock, self->zone),
                 "patient-id", patient_id);
}

TillTable *
till_practice_new_ledger_of (TillPractice *self, gint64 guarantor_id)
{
  return narrow (till_store_ledger_table_new (self->db, self->clock, self->zone), "guarantor-id",
                 guarantor_id);
}

TillTable *
till_practice_new_messages_of (TillPractice *self, gint64 patient_id)
{
  return narrow (till_store_messages_table_new (self->db, self->clock, self->zone), "patient-id",
                 patient_id);
}

TillTable *
till_practice_new_messages_of_plan (TillPractice *self, gint64 plan_id)
{
  return narrow (till_store_messages_table_new (self->db, self->clock, self->zone), "plan-id",
                 plan_id);
}

/* ── Finding ─────────────────────────────────────────────────────────────────────────────────── */

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

gboolean
till_patient_read_birth_date (const char *text, TillDay today, TillDay *day, GError **error)
{
  int month;
  int day_of_month;
  int year;
  int n_read = 0;

  *day = text != NULL ? till_day_from_iso (text) : TILL_DAY_NONE;
  if (text == NULL)
    return TRUE;
  /* NOLINTNEXTLINE(cert-err34-c): till_day() refuses what is no date */
  if (till_day_is_none (*day) &&
      sscanf (text, "%2d/%2d/%4d%n", &month, &day_of_month, &year, &n_read) == 3 &&
      text[n_read] == '\0')
    *day = till_day (year, month, day_of_month);
  if (!till_day_is_none (*day) && till_day_compare (*day, till_day (1880, 1, 1)) >= 0 &&
      till_day_compare (*day, today) <= 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("“%s” is not a date of birth. Write it as in 11/24/1980."), text);
  return FALSE;
}

/* ── Adding ──────────────────────────────────────────────────────────────────────────────────── */

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
  if (!till_practice_may (self, TILL_DEED_CHANGE_PATIENT, &error) ||
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

/* ── Consents ────────────────────────────────────────────────────────────────────────────────── */

GPtrArray *
till_practice_list_consents (TillPractice *self, gint64 patient_id, GError **error)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), NULL);

  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_list_consents (till_db_get_reader (self->db), patient_id, error);
}

/* ── Changing ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillPatient *patient;
  TillActor   *actor;
  TillInstant  at;
} ChangeJob;

static void
change_job_free (ChangeJob *job)
{
  till_patient_free (job->patient);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
change_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const ChangeJob *job = data;

  return till_store_change_patient (connection, job->patient, job->actor, job->at, error);
}

void
till_practice_change_patient_async (TillPractice       *self,
                                    const TillPatient  *patient,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  ChangeJob        *job;

  g_task_set_source_tag (task, till_practice_change_patient_async);
  if (!till_practice_may (self, TILL_DEED_CHANGE_PATIENT, &error) ||
      !check_patient (patient, till_practice_get_today (self), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (ChangeJob, 1);
  job->patient = till_patient_copy (patient);
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) change_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, change_work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_change_patient_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── With the family ─────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64       id;
  TillAccount *account;
} AccountJob;

static void
account_job_free (AccountJob *job)
{
  till_account_free (job->account);
  g_free (job);
}

static gboolean
account_work (TillDbConnection *connection, gpointer data, GError **error)
{
  AccountJob *job = data;

  g_clear_pointer (&job->account, till_account_free);
  job->account = till_store_read_account (connection, job->id, error);

  return job->account != NULL;
}

void
till_practice_read_account_async (TillPractice       *self,
                                  gint64              patient_id,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  AccountJob       *job;

  g_task_set_source_tag (task, till_practice_read_account_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (AccountJob, 1);
  job->id = patient_id;
  g_task_set_task_data (task, job, (GDestroyNotify) account_job_free);
  till_db_read_async (self->db, account_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

TillAccount *
till_practice_read_account_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  AccountJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&job->account);
}
