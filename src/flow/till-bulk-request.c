/* till-bulk-request.c: many guarantors asked at once: begun, watched, paused, cancelled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-bulk-request-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "flow/till-bulk-asking.h"
#include "flow/till-outbox.h"
#include "store/till-store-bulk.h"

/* Messages that may leave and have not: so few, that it soon follows what changes. */
#define MOST_AHEAD 50
G_DEFINE_FINAL_TYPE (TillBulkRequest, till_bulk_request, G_TYPE_OBJECT)

static guint changed_signal;

/* ── What is to be seen of it ────────────────────────────────────────────────────────────────── */

TillBulkRequest *
till_practice_get_bulk_request (TillPractice *practice)
{
  return practice->bulk;
}

const TillBulk *
till_bulk_request_get_bulk (TillBulkRequest *self)
{
  return self->bulk;
}

const TillBulkCounts *
till_bulk_request_get_counts (TillBulkRequest *self)
{
  return &self->counts;
}

const char *
till_practice_get_bulk_problem (TillPractice *practice, TillBulkChannel channel)
{
  const char *no_link = till_practice_get_request_problem (practice);
  const char *by_text;
  const char *by_email;

  if (no_link != NULL)
    return no_link;
  by_text = till_practice_get_channel_problem (practice, TILL_CHANNEL_TEXT);
  by_email = till_practice_get_channel_problem (practice, TILL_CHANNEL_EMAIL);
  if (channel == TILL_BULK_BY_EMAIL || (channel == TILL_BULK_AS_PREFERRED && by_text != NULL))
    return by_email;

  return by_text;
}

const char *
till_bulk_request_get_problem (TillBulkRequest *self)
{
  return self->problem;
}

/* ── What is next ────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_open (TillBulkRequest *self)
{
  return self->practice->db != NULL && !g_cancellable_is_cancelled (self->practice->outside);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) practice = user_data;
  TillBulkRequest         *self = practice->bulk;
  g_autoptr (GError)       error = NULL;
  gboolean                 good = till_db_finish (TILL_DB (source), result, &error);

  practice->n_aside--;
  self->writing = FALSE;
  if (!good && till_text_set (&self->problem, error->message))
    g_signal_emit (self, changed_signal, 0);
  /* The next minute tries again. */
  if (!good || !is_open (self))
    return;

  till_outbox_run (practice);
  till_bulk_request_follow (practice);
}

static void
write_aside (TillBulkRequest *self, TillDbJob work, gpointer data, GDestroyNotify destroy)
{
  self->writing = TRUE;
  self->practice->n_aside++;
  till_db_write_async (self->practice->db, TILL_DB_BULK, work, data, destroy, written_cb,
                       g_object_ref (self->practice));
}

/* A step that nobody has asked for, or the clearing away. */
typedef struct
{
  gint64        id;
  TillBulkState state;
  TillActor    *actor;
  TillInstant   at;
} StepJob;

static void
step_job_free (gpointer data)
{
  StepJob *job = data;

  till_actor_free (job->actor);
  g_free (job);
}

static StepJob *
step_job_new (TillBulkRequest *self, TillBulkState state, const TillActor *actor)
{
  StepJob *job = g_new0 (StepJob, 1);

  job->id = self->bulk->id;
  job->state = state;
  job->actor = actor != NULL ? till_actor_copy (actor) : till_actor_new (0, "Till");
  job->at = till_practice_now (self->practice);

  return job;
}

static gboolean
step_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const StepJob *job = data;

  return till_store_step_bulk (connection, job->id, job->state, job->actor, job->at, error);
}

static gboolean
clear_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const StepJob *job = data;

  return till_store_clear_bulk (connection, job->id, job->actor, job->at, error);
}

static void
step_aside (TillBulkRequest *self, TillDbJob work, TillBulkState state)
{
  write_aside (self, work, step_job_new (self, state, NULL), step_job_free);
}

gboolean
till_bulk_request_has_more (TillPractice *practice)
{
  const TillBulkRequest *self = practice->bulk;

  return self->bulk != NULL && self->bulk->state == TILL_BULK_SENDING && self->problem == NULL &&
         self->counts.n_waiting > 0 && self->counts.n_ready < MOST_AHEAD;
}

static void
go_on_sending (TillBulkRequest *self)
{
  const TillBulkCounts *counts = &self->counts;

  if (till_bulk_request_has_more (self->practice))
    write_aside (
      self, till_bulk_asking_work,
      till_bulk_asking_new (self->practice, self->bulk, (guint) (MOST_AHEAD - counts->n_ready)),
      (GDestroyNotify) till_bulk_asking_free);
  else if (counts->n_waiting == 0 && counts->n_untried == 0)
    step_aside (self, step_work, TILL_BULK_DONE);
}

static void
go_on (TillBulkRequest *self)
{
  if (self->bulk == NULL || self->problem != NULL)
    return;

  switch (self->bulk->state)
    {
    case TILL_BULK_CHOOSING:
      /* The program ended before all were written down: nobody has been asked. */
      step_aside (self, step_work, TILL_BULK_CANCELLED);
      break;
    case TILL_BULK_SENDING:
      go_on_sending (self);
      break;
    case TILL_BULK_CANCELLED:
      if (self->counts.n_waiting + self->counts.n_unsent > 0)
        step_aside (self, clear_work, TILL_BULK_CANCELLED);
      break;
    case TILL_BULK_PAUSED:
    case TILL_BULK_DONE:
    default:
      break;
    }
}

/* ── How far it is ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64         id; /* 0: whichever is open */
  TillInstant    at;
  TillBulk      *bulk; /* NULL: none */
  TillBulkCounts counts;
} LookJob;

static void
look_job_free (gpointer data)
{
  LookJob *job = data;

  till_bulk_free (job->bulk);
  g_free (job);
}

static gboolean
look_work (TillDbConnection *connection, gpointer data, GError **error)
{
  LookJob           *job = data;
  g_autoptr (GError) failed = NULL;

  g_clear_pointer (&job->bulk, till_bulk_free);
  job->bulk = job->id != 0 ? till_store_get_bulk (connection, job->id, &failed)
                           : till_store_find_open_bulk (connection, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  return job->bulk == NULL ||
         till_store_count_bulk (connection, job->bulk->id, job->at, &job->counts, error);
}

static void
take_in (TillBulkRequest *self, LookJob *job)
{
  const char *problem = NULL;
  gboolean    same = self->bulk != NULL && job->bulk != NULL && self->bulk->id == job->bulk->id &&
                  self->bulk->state == job->bulk->state &&
                  memcmp (&self->counts, &job->counts, sizeof job->counts) == 0;

  g_clear_pointer (&self->bulk, till_bulk_free);
  self->bulk = g_steal_pointer (&job->bulk);
  self->counts = job->counts;
  if (self->bulk != NULL && self->bulk->state == TILL_BULK_SENDING)
    problem = till_practice_get_bulk_problem (self->practice, self->bulk->channel);
  if (till_text_set (&self->problem, problem) || !same)
    g_signal_emit (self, changed_signal, 0);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) practice = user_data;
  TillBulkRequest         *self = practice->bulk;
  LookJob                 *job = till_db_result_data (result);
  g_autoptr (GError)       error = NULL;

  practice->n_aside--;
  self->reading = FALSE;
  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      /* The next minute tries again. */
      g_info ("How far the bulk request is could not be read: %s", error->message);
      return;
    }
  if (!is_open (self))
    return;

  /* Another one may have been begun since. */
  if (!self->choosing && (self->bulk == NULL || job->id == self->bulk->id))
    {
      take_in (self, job);
      go_on (self);
    }
  if (self->again)
    till_bulk_request_follow (practice);
}

void
till_bulk_request_follow (TillPractice *practice)
{
  TillBulkRequest *self = practice->bulk;
  LookJob         *job;

  if (!is_open (self) || !practice->started || self->choosing)
    return;
  self->again = self->reading || self->writing;
  if (self->again)
    return;

  job = g_new0 (LookJob, 1);
  job->id = self->bulk != NULL ? self->bulk->id : 0;
  job->at = till_practice_now (practice);
  self->reading = TRUE;
  practice->n_aside++;
  till_db_read_async (practice->db, look_work, job, look_job_free, NULL, looked_cb,
                      g_object_ref (practice));
}

void
till_bulk_request_changed (TillPractice *practice)
{
  if (practice->bulk->bulk != NULL)
    till_bulk_request_follow (practice);
}

/* ── Paused, gone on with, cancelled ─────────────────────────────────────────────────────────── */

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillBulkRequest  *self = g_task_get_source_object (task);
  GError           *error = NULL;
  gboolean          good = till_db_finish (TILL_DB (source), result, &error);

  self->practice->n_aside--;
  till_bulk_request_follow (self->practice);
  if (is_open (self))
    till_outbox_run (self->practice);
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
till_bulk_request_step_async (TillBulkRequest    *self,
                              TillBulkState       state,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_bulk_request_step_async);
  if (!till_practice_admit_deed (self->practice, task, TILL_DEED_REQUEST))
    return;
  if (self->bulk == NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                               _ ("There is no bulk request under way."));
      return;
    }

  self->practice->n_aside++;
  till_db_write_async (self->practice->db, TILL_DB_NORMAL, step_work,
                       step_job_new (self, state, self->practice->actor), step_job_free, stepped_cb,
                       g_steal_pointer (&task));
}

gboolean
till_bulk_request_step_finish (TillBulkRequest *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_bulk_request_finalize (GObject *object)
{
  TillBulkRequest *self = TILL_BULK_REQUEST (object);

  g_clear_pointer (&self->bulk, till_bulk_free);
  g_free (self->problem);

  G_OBJECT_CLASS (till_bulk_request_parent_class)->finalize (object);
}

static void
till_bulk_request_class_init (TillBulkRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_bulk_request_finalize;
  changed_signal = g_signal_new ("changed", TILL_TYPE_BULK_REQUEST, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
till_bulk_request_init (TillBulkRequest *self)
{
}

TillBulkRequest *
till_bulk_request_new (TillPractice *practice)
{
  TillBulkRequest *self = g_object_new (TILL_TYPE_BULK_REQUEST, NULL);

  self->practice = practice;

  return self;
}
