/* till-plan-sending.c: a payment plan is sent to who pays, to be accepted by the first payment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-plan-sending.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-plans-private.h"
#include "flow/till-request-composer.h"
#include "rules/till-payment-rules.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-account.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"
#include "store/till-store-plan-documents.h"
#include "store/till-store-plan-sendings.h"
#include "store/till-store-plans.h"

/* What is asked for follows from the plan, whatever else is owed, and whenever else was asked. */
#define OVERLOOKED                                                                                 \
  ((guint) TILL_WHY_NOT_NOTHING_OWED | TILL_WHY_NOT_BELOW_MINIMUM |                                \
   TILL_WHY_NOT_INSURANCE_PENDING | TILL_WHY_NOT_ON_PLAN | TILL_WHY_NOT_ASKED_LATELY |             \
   TILL_WHY_NOT_STALE)

void
till_plan_sending_draft_free (TillPlanSendingDraft *self)
{
  if (self == NULL)
    return;

  till_plan_paper_free (self->paper);
  till_request_draft_free (self->request);
  till_plan_sending_free (self->sending);
  g_free (self);
}

/* ── The draft ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64                plan_id;
  TillChannel           channel;
  char                 *uuid;
  TillRequestComposer  *composer;
  TillAgreementFacts    facts;
  TillActor            *actor;
  char                 *problems[TILL_N_CONSENTS]; /* of the channel: it is not set up; or NULL */
  TillPlanSendingDraft *draft;
} DraftJob;

static void
draft_job_free (DraftJob *job)
{
  g_free (job->uuid);
  till_request_composer_free (job->composer);
  till_agreement_facts_clear (&job->facts);
  till_actor_free (job->actor);
  for (guint i = 0; i < TILL_N_CONSENTS; i++)
    g_free (job->problems[i]);
  till_plan_sending_draft_free (job->draft);
  g_free (job);
}

/* *@part: what is paid with it. */
static gboolean
read_plan (TillDbConnection *connection, DraftJob *job, TillPlanPart *part, GError **error)
{
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, job->plan_id, error);
  g_autoptr (TillPlanVersion) version = NULL;
  TillPlanSigning             signing = { .how = TILL_AUTHORIZED_REMOTE };

  if (plan == NULL || !(version = till_plan_find_offer (connection, job->plan_id, error)))
    return FALSE;
  if (plan->state != TILL_PLAN_PENDING)
    {
      g_set_error_literal (
        error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
        _ ("New terms of a payment plan that is in force are signed here, at the "
           "desk."));
      return FALSE;
    }
  if (!till_store_find_part_to_send (connection, version, part, error) ||
      !till_payment_check_amount (part->amount, error))
    return FALSE;

  signing.to_pay = part->amount;
  signing.to_pay_number = part->number;
  signing.in_short = job->channel == TILL_CHANNEL_TEXT;
  job->draft->paper =
    till_plan_paper_new (connection, plan, version, &job->facts, &signing, job->actor->name, error);

  return job->draft->paper != NULL;
}

static gboolean
read_card (TillDbConnection *connection, const DraftJob *job, TillFiledCard **card, GError **error)
{
  const TillPlanPaper *paper = job->draft->paper;

  *card = NULL;
  if (paper->card == NULL)
    return TRUE;

  *card = till_store_get_card (connection, paper->plan->card_id, error);

  return *card != NULL;
}

/* The request, its message, and what is kept of them. */
static gboolean
write_message (TillDbConnection   *connection,
               DraftJob           *job,
               const TillAccount  *account,
               const TillPlanPart *part,
               GError            **error)
{
  const TillRequestComposer *composer = job->composer;
  const TillPatient         *payer = account->patient;
  TillPlanSending           *sending = job->draft->sending = till_plan_sending_new ();
  const TillPlanAcceptance   acceptance = { .terms = &job->draft->paper->version->terms,
                                            .part = *part };
  const TillRequestOrder     order = { .guarantor_id = payer->id,
                                       .amount = part->amount,
                                       .sent_by = job->channel == TILL_CHANNEL_TEXT
                                                    ? TILL_SENT_BY_TEXT
                                                    : TILL_SENT_BY_EMAIL,
                                       .save_card = job->draft->paper->card == NULL };
  g_autoptr (TillFiledCard)  card = NULL;
  TillMessage               *message;
  TillRequest               *request;

  if (!read_card (connection, job, &card, error))
    return FALSE;

  job->draft->request = till_request_composer_begin (composer, &order, job->uuid);
  request = job->draft->request->request;
  request->balance = account->total;
  request->location_id = payer->location_id;
  request->asked_at = composer->at;
  till_text_set (&request->patient_name, payer->name);
  message = till_message_writer_offer_plan (
    composer->writer, job->channel, acceptance, card, request, payer,
    till_message_writer_next (composer->writer, payer, composer->at), &sending->accepted);
  g_ptr_array_add (job->draft->request->messages, message);

  sending->plan_id = job->plan_id;
  sending->version = job->draft->paper->version->number;
  sending->number = part->number;
  sending->card_id = job->draft->paper->card != NULL ? job->draft->paper->plan->card_id : 0;
  sending->amount = part->amount;
  sending->channel = job->channel;
  sending->address = g_strdup (message->address != NULL ? message->address : "");
  sending->wording = TILL_PLAN_ACCEPTANCE_WORDING;

  return TRUE;
}

/* What is due before the first payment can be made is not charged by itself (see
 * till-store-plan-cards.c). */
static void
doubt_next (DraftJob *job, const TillPlanPart *part)
{
  g_autoptr (GArray)       parts = till_plan_make_parts (&job->draft->paper->version->terms);
  g_autoptr (GStrvBuilder) doubts = g_strv_builder_new ();
  TillRequestDraft        *draft = job->draft->request;

  for (guint i = 0; i < parts->len; i++)
    {
      const TillPlanPart *next = &g_array_index (parts, TillPlanPart, i);
      g_autofree char    *day = NULL;
      g_autofree char    *words = NULL;

      if (next->number <= part->number || till_day_compare (next->day, job->composer->today) > 0)
        continue;
      day = till_day_format (next->day);
      words =
        g_strdup_printf (_ ("The payment of %s is due before the plan can be accepted: it will "
                            "be missed, and not be charged by itself."),
                         day);
      g_strv_builder_add (doubts, words);
      break;
    }
  g_strv_builder_addv (doubts, (const char **) draft->doubts);
  g_strfreev (draft->doubts);
  draft->doubts = g_strv_builder_end (doubts);
}

static gboolean
draft_work (TillDbConnection *connection, gpointer data, GError **error)
{
  DraftJob               *job = data;
  g_autoptr (TillAccount) account = NULL;
  TillPlanPart            part;
  gint64                  payer;

  g_clear_pointer (&job->draft, till_plan_sending_draft_free);
  job->draft = g_new0 (TillPlanSendingDraft, 1);
  if (!read_plan (connection, job, &part, error))
    return FALSE;
  payer = job->draft->paper->plan->guarantor_id;
  if (!till_store_find_standing (connection, &payer, error) ||
      !(account = till_store_read_account (connection, payer, error)) ||
      !write_message (connection, job, account, &part, error))
    return FALSE;

  if (!till_request_composer_finish (job->composer, connection, account, job->plan_id,
                                     job->problems, job->draft->request, error))
    return FALSE;
  doubt_next (job, &part);

  return TRUE;
}

void
till_practice_draft_plan_sending_async (TillPractice       *self,
                                        gint64              plan_id,
                                        TillChannel         channel,
                                        const char         *uuid,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  DraftJob         *job;

  g_return_if_fail (channel == TILL_CHANNEL_TEXT || channel == TILL_CHANNEL_EMAIL);

  g_task_set_source_tag (task, till_practice_draft_plan_sending_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_PLAN) ||
      !till_practice_admit_deed (self, task, TILL_DEED_REQUEST))
    return;
  if (till_practice_get_request_problem (self) != NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                               till_practice_get_request_problem (self));
      return;
    }

  job = g_new0 (DraftJob, 1);
  job->plan_id = plan_id;
  job->channel = channel;
  job->uuid = g_strdup (uuid);
  job->composer = till_request_composer_new (self);
  job->composer->overlooked = OVERLOOKED;
  till_agreement_facts_read (self, &job->facts);
  job->actor = till_actor_copy (self->actor);
  job->problems[channel] = g_strdup (till_practice_get_channel_problem (self, channel));
  g_task_set_task_data (task, job, (GDestroyNotify) draft_job_free);
  till_db_read_async (self->db, draft_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

TillPlanSendingDraft *
till_practice_draft_plan_sending_finish (TillPractice *self, GAsyncResult *result, GError **error)
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
  TillPlanSendingDraft *draft;
  TillActor            *actor;
  TillInstant           at;
} SendJob;

static void
send_job_free (SendJob *job)
{
  till_plan_sending_draft_free (job->draft);
  till_actor_free (job->actor);
  g_free (job);
}

/* What was shown is what is sent, or nothing is; the store looks at the terms. */
static gboolean
check_same (TillDbConnection *connection, const TillPlanSendingDraft *draft, GError **error)
{
  const TillPlanPaper      *paper = draft->paper;
  g_autoptr (TillPlan)      plan = till_store_get_plan (connection, paper->plan->id, error);
  g_autoptr (TillFiledCard) card = NULL;
  TillPlanPart              part;

  if (plan == NULL || !till_store_find_part_to_send (connection, paper->version, &part, error))
    return FALSE;
  if (paper->card != NULL &&
      !(card = till_store_get_kept_card (connection, paper->plan->card_id, error)))
    return FALSE;
  if (plan->card_id == paper->plan->card_id && part.number == (guint) draft->sending->number)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("The payment plan has changed meanwhile. Look at it again."));

  return FALSE;
}

/* An agreement that is not signed has no pictures: its pieces are few. */
static gboolean
keep_agreement (TillDbConnection *connection,
                const SendJob    *job,
                gint64           *document_id,
                GError          **error)
{
  g_autoptr (TillPlanDocument) document = till_plan_document_new ();
  GBytes                      *pdf = job->draft->paper->pdf;

  document->plan_id = job->draft->sending->plan_id;
  document->version = job->draft->sending->version;
  document->kind = TILL_DOCUMENT_AGREEMENT;
  document->format = TILL_FORMAT_PDF;
  if (!till_store_begin_plan_document (connection, document, pdf, job->actor, job->at, error))
    return FALSE;
  for (gint64 n = 0; n < till_store_count_document_pieces (pdf); n++)
    {
      if (!till_store_add_document_piece (connection, document, n, pdf, error))
        return FALSE;
    }
  *document_id = document->id;

  return till_store_keep_plan_document (connection, document, job->actor, job->at, error);
}

static gboolean
send_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SendJob                    *job = data;
  TillPlanSendingDraft       *draft = job->draft;
  TillMessage                *message = draft->request->messages->pdata[0];
  g_autoptr (TillPlanSending) sending = till_plan_sending_copy (draft->sending);

  if (!check_same (connection, draft, error) ||
      !keep_agreement (connection, job, &sending->document_id, error))
    return FALSE;

  message->plan_id = sending->plan_id;
  message->document_id = message->channel == TILL_CHANNEL_EMAIL ? sending->document_id : 0;

  return till_request_draft_keep (draft->request, connection, job->actor, job->at,
                                  &sending->request_id, error) &&
         till_store_add_plan_sending (connection, sending, job->actor, job->at, error);
}

void
till_practice_send_plan_async (TillPractice         *self,
                               TillPlanSendingDraft *draft,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  SendJob          *job = g_new0 (SendJob, 1);

  g_task_set_source_tag (task, till_practice_send_plan_async);
  job->draft = draft;
  job->actor = self->actor != NULL ? till_actor_copy (self->actor) : NULL;
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) send_job_free);
  if (!till_practice_admit_deed (self, task, TILL_DEED_PLAN) ||
      !till_practice_admit_deed (self, task, TILL_DEED_REQUEST))
    return;
  if (draft->request->problem != NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                               draft->request->problem);
      return;
    }

  till_db_write_async (self->db, TILL_DB_NORMAL, send_work, job, NULL, till_outbox_written_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_send_plan_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
