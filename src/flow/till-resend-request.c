/* till-resend-request.c: a request that could not be delivered, sent once more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-resend-request.h"

#include <glib/gi18n-lib.h>

#include "core/till-phone.h"
#include "core/till-text.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-requests.h"
#include "flow/till-request-composer.h"
#include "model/till-person.h"
#include "store/till-store-account.h"
#include "store/till-store-messages.h"
#include "store/till-store-patients.h"
#include "store/till-store-plan-sendings.h"
#include "store/till-store-requests.h"

void
till_resend_free (TillResend *self)
{
  if (self == NULL)
    return;

  till_request_draft_free (self->draft);
  g_free (self->new_address);
  g_free (self);
}

/* ── What failed ─────────────────────────────────────────────────────────────────────────────── */

/* NULL without an error: none, or it was never written. */
static TillMessage *
find_failed (TillDbConnection *connection, gint64 request_id, GError **error)
{
  g_autoptr (GPtrArray) messages =
    till_store_list_messages_of_request (connection, request_id, error);

  for (guint i = messages != NULL ? messages->len : 0; i > 0; i--)
    {
      const TillMessage *message = messages->pdata[i - 1];

      if (message->purpose == TILL_PURPOSE_REQUEST)
        return till_message_copy (message);
    }

  return NULL;
}

TillMessage *
till_practice_get_failed_message (TillPractice *self, gint64 request_id, GError **error)
{
  g_autoptr (TillRequest) request = till_practice_get_request (self, request_id, error);
  g_autoptr (GError)      failed = NULL;
  TillMessage            *message;

  if (request == NULL || !till_store_check_resend (request, error) ||
      !till_store_refuse_plan_request (till_db_get_reader (self->db), request_id, error))
    return NULL;

  message = find_failed (till_db_get_reader (self->db), request_id, &failed);
  if (message == NULL && failed == NULL)
    failed = g_error_new_literal (TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                                  _ ("No message of this request was written."));
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));

  return message;
}

/* ── The draft ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillRequestComposer *composer;
  gint64               request_id;
  TillChannel          channel;
  char                *address;
  char                *unset[TILL_N_CONSENTS]; /* the channel is not set up; or NULL */
  char                *may_not;                /* change what is known of a patient; or NULL */
  TillResend          *resend;
} DraftJob;

static void
draft_job_free (DraftJob *job)
{
  till_request_composer_free (job->composer);
  till_resend_free (job->resend);
  g_free (job->address);
  g_free (job->may_not);
  for (guint i = 0; i < TILL_N_CONSENTS; i++)
    g_free (job->unset[i]);
  g_free (job);
}

static gboolean
is_same (TillChannel channel, const char *one, const char *other)
{
  g_autofree char *first = channel == TILL_CHANNEL_TEXT ? till_phone_to_e164 (one, NULL) : NULL;
  g_autofree char *second = channel == TILL_CHANNEL_TEXT ? till_phone_to_e164 (other, NULL) : NULL;

  if (first != NULL && second != NULL)
    return g_str_equal (first, second);

  return one != NULL && g_ascii_strcasecmp (one, other) == 0;
}

/* It may come this time: a phone was switched off. */
static void
doubt_address (TillRequestDraft *draft, const TillMessage *failed, const DraftJob *job)
{
  g_autoptr (GStrvBuilder) doubts = g_strv_builder_new ();

  if (failed == NULL || failed->channel != job->channel ||
      !is_same (job->channel, failed->address, job->address))
    return;

  g_strv_builder_add (doubts, job->channel == TILL_CHANNEL_TEXT
                                ? _ ("This is the number that the message did not reach.")
                                : _ ("This is the address that the message did not reach."));
  g_strv_builder_addv (doubts, (const char **) draft->doubts);
  g_strfreev (draft->doubts);
  draft->doubts = g_strv_builder_end (doubts);
}

/* What was owed then may be paid by now, whether that is posted already or not; and a record that
 * was merged since has brought a request of its own. (full) */
static char *
say_against (const TillRequest *request, const TillAccount *account, guint n_open, TillMoney paid)
{
  TillMoney        then = till_request_get_portion_then (request);
  g_autofree char *name = till_person_name_as_written (account->patient->name);
  g_autofree char *portion = till_money_format (account->portion);
  g_autofree char *amount = till_money_format (paid);

  if (n_open > 1)
    return g_strdup_printf (_ ("There is another open request for %s. Cancel one of them first, so "
                               "that nobody is asked twice."),
                            name);
  if (paid.cents > 0)
    /* Translators: a person, and an amount */
    return g_strdup_printf (_ ("%s has paid %s since this was asked for. Cancel it, and make a new "
                               "request."),
                            name, amount);
  if (till_money_compare (account->portion, then) < 0)
    /* Translators: a person, and an amount */
    return g_strdup_printf (_ ("%s owes %s by now, which is less than this asks for. Cancel it, "
                               "and make a new request."),
                            name, portion);

  return NULL;
}

/* *words: NULL, nothing stands against it. */
static gboolean
judge_again (TillDbConnection  *connection,
             const TillRequest *request,
             const TillAccount *account,
             char             **words,
             GError           **error)
{
  g_autoptr (GPtrArray) open =
    till_store_list_open_requests (connection, request->guarantor_id, error);
  TillMoney paid;

  *words = NULL;
  if (open == NULL || !till_store_get_paid_since (connection, account->patient->id,
                                                  request->asked_at, &paid, error))
    return FALSE;
  *words = say_against (request, account, open->len, paid);

  return TRUE;
}

/* Of the reminders, only those that are planned again. */
static gboolean
keep_undelivered (TillDbConnection *connection, TillRequestDraft *draft, GError **error)
{
  guint numbers;
  guint n_kept = 0;

  if (!till_store_get_undelivered_reminders (connection, draft->request->id, &numbers, error))
    return FALSE;

  for (guint i = 0; i < draft->n_due; i++)
    {
      if ((numbers & (1u << (i + 1))) != 0)
        draft->due[n_kept++] = draft->due[i];
    }
  draft->n_due = n_kept;

  return TRUE;
}

/* As the account is known when that address is written down. */
static gboolean
fill (TillDbConnection *connection, DraftJob *job, TillAccount *account, GError **error)
{
  TillResend *resend = job->resend;
  const char *known =
    job->channel == TILL_CHANNEL_TEXT ? account->patient->phone : account->patient->email;
  g_autoptr (GError)      failed = NULL;
  g_autoptr (TillMessage) before = find_failed (connection, job->request_id, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  resend->patient_id = account->patient->id;
  if (g_strcmp0 (known, job->address) != 0)
    {
      resend->new_address = g_strdup (job->address);
      if (!till_store_try_address (connection, account, job->channel, job->address, error))
        return FALSE;
    }
  /* The last one was this request, unless a merge has brought another. */
  if (account->patient->id == resend->draft->request->guarantor_id)
    account->asked_on = TILL_DAY_NONE;
  if (!judge_again (connection, resend->draft->request, account, &resend->draft->problem, error) ||
      !till_request_composer_refill (job->composer, connection, account, job->channel,
                                     resend->draft, error) ||
      !keep_undelivered (connection, resend->draft, error) ||
      !till_request_composer_judge (job->composer, connection, account, job->unset, resend->draft,
                                    error))
    return FALSE;
  if (resend->new_address != NULL && resend->draft->problem == NULL)
    resend->draft->problem = g_strdup (job->may_not);
  doubt_address (resend->draft, before, job);

  return TRUE;
}

static gboolean
draft_work (TillDbConnection *connection, gpointer data, GError **error)
{
  DraftJob               *job = data;
  TillRequest            *request;
  g_autoptr (TillAccount) account = NULL;

  g_clear_pointer (&job->resend, till_resend_free);
  job->resend = g_new0 (TillResend, 1);
  job->resend->channel = job->channel;
  job->resend->draft = g_new0 (TillRequestDraft, 1);
  job->resend->draft->messages =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_message_free);
  request = till_store_get_request (connection, job->request_id, error);
  job->resend->draft->request = request;
  if (request == NULL || !till_store_check_resend (request, error) ||
      !till_store_refuse_plan_request (connection, request->id, error))
    return FALSE;

  till_text_set (&request->resent_by, till_enum_to_text (TILL_TYPE_CHANNEL, (int) job->channel));
  account = till_store_read_account (connection, request->guarantor_id, error);

  return account != NULL && fill (connection, job, account, error);
}

static gboolean
check_address (TillChannel channel, const char *address, GError **error)
{
  g_autofree char *number = NULL;

  if (channel == TILL_CHANNEL_EMAIL)
    return till_mail_check_address (address, error) &&
           till_text_refuse_card_number (address, _ ("E-mail"), error);
  number = till_phone_to_e164 (address, error);

  return number != NULL && till_text_refuse_card_number (address, _ ("Phone"), error);
}

void
till_practice_draft_resend_async (TillPractice          *self,
                                  const TillResendOrder *order,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data)
{
  g_autoptr (GTask)  task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char   *address = g_strstrip (g_strdup (order->address));
  g_autoptr (GError) may_not = NULL;
  GError            *error = NULL;
  DraftJob          *job;

  g_task_set_source_tag (task, till_practice_draft_resend_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_REQUEST))
    return;
  if (!check_address (order->channel, address, &error))
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
  job->request_id = order->request_id;
  job->channel = order->channel;
  job->address = g_steal_pointer (&address);
  if (!till_practice_may (self, TILL_DEED_CHANGE_PATIENT, &may_not))
    job->may_not = g_strdup (may_not->message);
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    job->unset[channel] = g_strdup (till_practice_get_channel_problem (self, channel));
  g_task_set_task_data (task, job, (GDestroyNotify) draft_job_free);
  till_db_read_async (self->db, draft_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

TillResend *
till_practice_draft_resend_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  DraftJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->resend);
}

/* ── Sending ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillResend *resend;
  TillActor  *actor;
  TillInstant at;
} SendJob;

static void
send_job_free (SendJob *job)
{
  till_resend_free (job->resend);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
correct_address (TillDbConnection *connection, const SendJob *job, GError **error)
{
  const TillResend       *resend = job->resend;
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, resend->patient_id, error);

  if (patient == NULL)
    return FALSE;
  till_text_set (resend->channel == TILL_CHANNEL_TEXT ? &patient->phone : &patient->email,
                 resend->new_address);

  return till_store_change_patient (connection, patient, job->actor, job->at, error);
}

/* Money may have come in while it was looked at. */
static gboolean
check_again (TillDbConnection *connection, gint64 request_id, GError **error)
{
  g_autoptr (TillRequest) request = till_store_get_request (connection, request_id, error);
  g_autoptr (TillAccount) account = NULL;
  g_autofree char        *words = NULL;

  if (request == NULL)
    return FALSE;
  account = till_store_read_account (connection, request->guarantor_id, error);
  if (account == NULL)
    return FALSE;
  if (!judge_again (connection, request, account, &words, error))
    return FALSE;
  if (words != NULL)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, words);

  return words == NULL;
}

/* The request first: it says whether anything may be sent at all. */
static gboolean
send_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const SendJob          *job = data;
  const TillRequestDraft *draft = job->resend->draft;
  g_autoptr (TillMessage) message = till_message_copy (draft->messages->pdata[0]);

  return till_store_resend_request (connection, draft->request->id, job->resend->channel,
                                    draft->due, draft->n_due, job->actor, job->at, error) &&
         check_again (connection, draft->request->id, error) &&
         (job->resend->new_address == NULL || correct_address (connection, job, error)) &&
         till_store_add_message (connection, message, job->actor, job->at, error);
}

void
till_practice_resend_async (TillPractice       *self,
                            TillResend         *resend,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  SendJob          *job = g_new0 (SendJob, 1);
  GError           *error = NULL;

  g_task_set_source_tag (task, till_practice_resend_async);
  job->resend = resend;
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) send_job_free);
  if (!till_practice_admit_deed (self, task, TILL_DEED_REQUEST))
    return;
  if (resend->new_address != NULL && !till_practice_may (self, TILL_DEED_CHANGE_PATIENT, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (resend->draft->problem != NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                               resend->draft->problem);
      return;
    }

  till_db_write_async (self->db, TILL_DB_NORMAL, send_work, job, NULL, till_outbox_written_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_resend_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
