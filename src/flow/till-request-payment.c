/* till-request-payment.c: one request for money, from what is typed to its messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-request-payment.h"

#include <glib/gi18n-lib.h>

#include "flow/till-outbox.h"
#include "flow/till-practice-mail.h"
#include "flow/till-practice-texts.h"
#include "flow/till-request-composer.h"
#include "rules/till-payment-rules.h"
#include "store/till-store-account.h"

void
till_request_draft_free (TillRequestDraft *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->request, till_request_free);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->replaces, till_request_free);
  g_free (self->problem);
  g_strfreev (self->doubts);
  g_free (self);
}

const char *
till_practice_get_request_problem (TillPractice *self)
{
  if (self->processor == NULL)
    return self->card_problem;
  if ((till_processor_get_capabilities (self->processor) & TILL_CAN_PAY_PAGE) == 0)
    return _ ("No pay page is set up, so a request would have no link. Enter the pay page that "
              "your processor gave you in the settings.");

  return NULL;
}

const char *
till_practice_get_channel_problem (TillPractice *self, TillChannel channel)
{
  if (channel == TILL_CHANNEL_TEXT)
    return self->texter == NULL ? till_practice_get_text_problem (self) : NULL;

  return self->mailer == NULL ? till_practice_get_mail_problem (self) : NULL;
}

/* ── The draft ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillRequestComposer *composer;
  TillRequestDraft    *draft;
  char                *problems[TILL_N_CONSENTS]; /* of the channel: it is not set up; or NULL */
} DraftJob;

static void
draft_job_free (DraftJob *job)
{
  till_request_draft_free (job->draft);
  till_request_composer_free (job->composer);
  for (guint i = 0; i < TILL_N_CONSENTS; i++)
    g_free (job->problems[i]);
  g_free (job);
}

static gboolean
draft_work (TillDbConnection *connection, gpointer data, GError **error)
{
  DraftJob               *job = data;
  TillRequest            *request = job->draft->request;
  g_autoptr (TillAccount) account = NULL;

  account = till_store_read_account (connection, request->guarantor_id, error);
  if (account == NULL ||
      !till_request_composer_fill (job->composer, connection, account, job->draft, error))
    return FALSE;

  return till_request_composer_finish (job->composer, connection, account, 0, job->problems,
                                       job->draft, error);
}

void
till_practice_draft_request_async (TillPractice           *self,
                                   const TillRequestOrder *order,
                                   const char             *uuid,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError           *error = NULL;
  DraftJob         *job;

  g_task_set_source_tag (task, till_practice_draft_request_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_REQUEST) ||
      (order->plan_id != 0 && !till_practice_admit_deed (self, task, TILL_DEED_PLAN)))
    return;
  if (!till_payment_check_amount (order->amount, &error) ||
      !till_request_check_words (order->note, order->reminders, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (till_practice_get_request_problem (self) != NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                               till_practice_get_request_problem (self));
      return;
    }

  job = g_new0 (DraftJob, 1);
  job->composer = till_request_composer_new (self);
  job->draft = till_request_composer_begin (job->composer, order, uuid);
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    job->problems[channel] = g_strdup (till_practice_get_channel_problem (self, channel));
  g_task_set_task_data (task, job, (GDestroyNotify) draft_job_free);
  till_db_read_async (self->db, draft_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

TillRequestDraft *
till_practice_draft_request_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  DraftJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->draft);
}

/* ── Sending ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillRequestDraft *draft;
  TillActor        *actor;
  TillInstant       at;
  gint64            id;
} SendJob;

static void
send_job_free (SendJob *job)
{
  till_request_draft_free (job->draft);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
send_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SendJob *job = data;

  return till_request_draft_keep (job->draft, connection, job->actor, job->at, &job->id, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  const SendJob    *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    {
      till_outbox_run (self);
      g_task_return_int (task, job->id);
    }
  else
    g_task_return_error (task, error);
}

void
till_practice_send_request_async (TillPractice       *self,
                                  TillRequestDraft   *draft,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  SendJob          *job = g_new0 (SendJob, 1);

  g_task_set_source_tag (task, till_practice_send_request_async);
  job->draft = draft;
  job->actor = self->actor != NULL ? till_actor_copy (self->actor) : NULL;
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) send_job_free);
  if (!till_practice_admit_deed (self, task, TILL_DEED_REQUEST) ||
      (draft->request->plan_id != 0 && !till_practice_admit_deed (self, task, TILL_DEED_PLAN)))
    return;
  if (draft->problem != NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s", draft->problem);
      return;
    }

  till_db_write_async (self->db, TILL_DB_NORMAL, send_work, job, NULL, sent_cb,
                       g_steal_pointer (&task));
}

gint64
till_practice_send_request_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failed = NULL;
  gint64             id;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  id = g_task_propagate_int (G_TASK (result), &failed);
  if (failed == NULL)
    return id;
  g_propagate_error (error, g_steal_pointer (&failed));

  return 0;
}
