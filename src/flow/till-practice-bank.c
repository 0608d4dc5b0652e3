/* till-practice-bank.c: the lines of bank statements, and the deeds on them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-bank.h"

#include <glib/gi18n-lib.h>

#include "flow/till-bank-clearing.h"
#include "flow/till-bank-matching.h"
#include "flow/till-practice-private.h"
#include "store/till-store-bank.h"

TillTable *
till_practice_get_bank_lines (TillPractice *self)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), NULL);

  if (self->bank_lines == NULL && self->db != NULL)
    self->bank_lines = till_store_bank_table_new (self->db, self->clock, self->zone);

  return self->bank_lines;
}

TillBankLine *
till_practice_get_bank_line (TillPractice *self, gint64 id, GError **error)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), NULL);

  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_bank_line (till_db_get_reader (self->db), id, error);
}

gint64
till_practice_find_bank_line (TillPractice *self, gint64 deposit_id)
{
  gint64 line_id = 0;

  g_return_val_if_fail (TILL_IS_PRACTICE (self), 0);

  if (self->db != NULL &&
      !till_store_find_bank_line (till_db_get_reader (self->db), deposit_id, &line_id, NULL))
    return 0;

  return line_id;
}

/* ── Candidates ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64     line_id;
  GPtrArray *found;
} Candidates;

static void
candidates_free (gpointer data)
{
  Candidates *job = data;

  g_clear_pointer (&job->found, g_ptr_array_unref);
  g_free (job);
}

static gboolean
candidates_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Candidates              *job = data;
  g_autoptr (TillBankLine) line = till_store_get_bank_line (connection, job->line_id, error);

  g_clear_pointer (&job->found, g_ptr_array_unref);
  if (line != NULL)
    job->found = till_store_list_candidates (connection, line, error);

  return job->found != NULL;
}

void
till_practice_list_candidates_async (TillPractice       *self,
                                     gint64              line_id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Candidates       *job;

  g_task_set_source_tag (task, till_practice_list_candidates_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (Candidates, 1);
  job->line_id = line_id;
  g_task_set_task_data (task, job, candidates_free);
  till_db_read_async (self->db, candidates_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

GPtrArray *
till_practice_list_candidates_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  Candidates *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->found);
}

/* ── Deeds ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64      id; /* of the line; of the file */
  GArray     *deposits;
  TillActor  *actor;
  TillInstant at;
  guint       n_more;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_array_unref (deed->deposits);
  till_actor_free (deed->actor);
  g_free (deed);
}

static gboolean
match_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Deed *deed = data;

  return till_store_match_line (connection, deed->id, (const gint64 *) deed->deposits->data,
                                deed->deposits->len, deed->actor, deed->at, error);
}

static gboolean
unmatch_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Deed *deed = data;

  return till_store_unmatch_line (connection, deed->id, deed->actor, deed->at, error);
}

static gboolean
take_back_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Deed *deed = data;

  return till_store_take_back_import (connection, deed->id, deed->actor, deed->at, error);
}

/* NULL when it may not be done: then @task has returned. */
static Deed *
begin (TillPractice *self, GTask *task, TillDeed what, gint64 id)
{
  Deed *deed;

  if (!till_practice_admit_deed (self, task, what))
    return NULL;

  deed = g_new0 (Deed, 1);
  deed->id = id;
  deed->deposits = g_array_new (FALSE, FALSE, sizeof (gint64));
  deed->actor = till_actor_copy (self->actor);
  deed->at = till_practice_now (self);
  g_task_set_task_data (task, deed, deed_free);

  return deed;
}

/* What was done by hand stands; that nothing could be learned from it is no reason to say that it
 * was not done. */
static void
learned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  Deed              *deed = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!till_bank_matching_run_finish (TILL_PRACTICE (source), result, &deed->n_more, &error))
    g_message ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    till_bank_matching_run_async (self, learned_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
till_practice_match_bank_line_async (TillPractice       *self,
                                     gint64              line_id,
                                     const gint64       *deposits,
                                     guint               n_deposits,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Deed             *deed = begin (self, task, TILL_DEED_MATCH, line_id);

  g_task_set_source_tag (task, till_practice_match_bank_line_async);
  if (deed == NULL)
    return;
  g_array_append_vals (deed->deposits, deposits, n_deposits);
  till_db_write_async (self->db, TILL_DB_NORMAL, match_work, deed, NULL, matched_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_match_bank_line_finish (TillPractice *self,
                                      GAsyncResult *result,
                                      guint        *n_more,
                                      GError      **error)
{
  const Deed *deed;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  deed = g_task_get_task_data (G_TASK (result));
  *n_more = deed != NULL ? deed->n_more : 0;

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
till_practice_unmatch_bank_line_async (TillPractice       *self,
                                       gint64              line_id,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Deed             *deed = begin (self, task, TILL_DEED_MATCH, line_id);

  g_task_set_source_tag (task, till_practice_unmatch_bank_line_async);
  if (deed != NULL)
    till_db_write_async (self->db, TILL_DB_NORMAL, unmatch_work, deed, NULL,
                         till_practice_job_done_cb, g_steal_pointer (&task));
}

gboolean
till_practice_unmatch_bank_line_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── Taking back ─────────────────────────────────────────────────────────────────────────────── */

/* It is out of sight, whether its lines could be cleared away or will be at the next start. */
static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GError) error = NULL;

  self->importing = FALSE;
  if (!till_bank_clearing_run_finish (self, result, &error))
    g_message ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error) && till_practice_check_open (self, &error))
    {
      till_bank_clearing_run_async (self, cleared_cb, g_steal_pointer (&task));
      return;
    }

  self->importing = FALSE;
  g_task_return_error (task, error);
}

void
till_practice_take_back_import_async (TillPractice       *self,
                                      gint64              import_id,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Deed             *deed = begin (self, task, TILL_DEED_IMPORT, import_id);

  g_task_set_source_tag (task, till_practice_take_back_import_async);
  if (deed == NULL)
    return;
  if (self->importing)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                               _ ("A file is being taken in. Wait until that is done."));
      return;
    }

  self->importing = TRUE;
  till_db_write_async (self->db, TILL_DB_NORMAL, take_back_work, deed, NULL, taken_back_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_take_back_import_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
