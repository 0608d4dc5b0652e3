/* till-practice-receipts.c: a payment's receipt as PDF, and as e-mail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "document/till-receipt.h"
#include "flow/till-message-writer.h"
#include "flow/till-outbox.h"
#include "rules/till-state-rules.h"
#include "store/till-store-messages.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

GBytes *
till_practice_draw_receipt (TillDbConnection        *connection,
                            gint64                   id,
                            const TillPracticeFacts *practice,
                            TillPaper                paper,
                            gboolean                 copy,
                            char                   **file_name,
                            GError                 **error)
{
  g_autoptr (TillTransaction) transaction = till_store_get_transaction (connection, id, error);
  g_autoptr (TillTransaction) related = NULL;
  TillReceipt                 receipt = { .practice = practice, .copy = copy };
  GBytes                     *pdf;

  if (transaction == NULL ||
      (transaction->related_id != 0 &&
       !(related = till_store_get_transaction (connection, transaction->related_id, error))))
    return NULL;

  receipt.transaction = transaction;
  receipt.related = related;
  pdf = till_receipt_to_pdf (&receipt, paper, error);
  if (pdf != NULL)
    *file_name = till_receipt_file_name (transaction);

  return pdf;
}

typedef struct
{
  gint64             id;
  TillPaper          paper;
  TillPracticeFacts *practice;
  char              *file_name;
  GBytes            *pdf;
} ReceiptJob;

static void
receipt_job_free (ReceiptJob *job)
{
  till_practice_facts_free (job->practice);
  g_free (job->file_name);
  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_free (job);
}

static gboolean
receipt_work (TillDbConnection *connection, gpointer data, GError **error)
{
  ReceiptJob *job = data;

  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_clear_pointer (&job->file_name, g_free);
  job->pdf = till_practice_draw_receipt (connection, job->id, job->practice, job->paper, FALSE,
                                         &job->file_name, error);

  return job->pdf != NULL;
}

static char *
dup_if_set (TillPractice *self, const char *key)
{
  const char *text = till_practice_get_setting (self, key);

  return *text != '\0' ? g_strdup (text) : NULL;
}

TillPracticeFacts *
till_practice_dup_facts (TillPractice *self)
{
  TillPracticeFacts *facts = till_practice_facts_new ();

  facts->name = g_strdup (till_practice_get_name (self));
  facts->address = g_strdup (till_practice_get_setting (self, TILL_SETTING_PRACTICE_ADDRESS));
  facts->phone = dup_if_set (self, TILL_SETTING_PRACTICE_PHONE);
  facts->merchant_id = dup_if_set (self, TILL_SETTING_CLEARENT_MERCHANT);
  facts->zone = g_strdup (till_practice_get_setting (self, TILL_SETTING_PRACTICE_ZONE));

  return facts;
}

TillPaper
till_practice_get_paper (TillPractice *self)
{
  return g_str_equal (till_practice_get_setting (self, TILL_SETTING_PAPER), "a4")
           ? TILL_PAPER_A4
           : TILL_PAPER_LETTER;
}

void
till_practice_make_receipt_async (TillPractice       *self,
                                  gint64              id,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ReceiptJob       *job;

  g_task_set_source_tag (task, till_practice_make_receipt_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (ReceiptJob, 1);
  job->id = id;
  job->paper = till_practice_get_paper (self);
  job->practice = till_practice_dup_facts (self);
  g_task_set_task_data (task, job, (GDestroyNotify) receipt_job_free);
  till_db_read_async (self->db, receipt_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

GBytes *
till_practice_make_receipt_finish (TillPractice *self,
                                   GAsyncResult *result,
                                   char        **file_name,
                                   GError      **error)
{
  ReceiptJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  if (file_name != NULL)
    *file_name = g_steal_pointer (&job->file_name);

  return g_steal_pointer (&job->pdf);
}

/* ── Sending ────────────────────────────────────────────────────────────────────────────────────
 */

/* It is "sending" from its first commit on: nothing else takes it up. */
typedef struct
{
  gint64             id;
  char              *address;
  TillMessageWriter *writer;
  TillMessage       *message; /* once it is written */
  TillActor         *actor;
  TillInstant        at;
} SendJob;

static void
send_job_free (SendJob *job)
{
  till_message_free (job->message);
  till_message_writer_free (job->writer);
  g_free (job->address);
  till_actor_free (job->actor);
  g_free (job);
}

static SendJob *
send_job_new (TillPractice *self, gint64 id, const char *address)
{
  SendJob *job = g_new0 (SendJob, 1);

  job->id = id;
  job->address = g_strdup (address);
  job->writer = till_message_writer_new (self);
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);

  return job;
}

/* The practice's wording thanks for a payment: what was given back, and what is nobody's, has words
 * that fit whatever it is. */
static TillMessage *
write_plain (const TillMessageWriter *writer)
{
  const char  *phone = writer->practice->phone;
  TillMessage *message = till_message_new ();

  message->channel = TILL_CHANNEL_EMAIL;
  message->purpose = TILL_PURPOSE_RECEIPT;
  message->subject = g_strdup_printf (_ ("Your receipt from %s"), writer->practice->name);
  message->body = g_strdup_printf (_ ("Your receipt is attached.\n\n%s\n%s\n"),
                                   writer->practice->name, phone != NULL ? phone : "");

  return message;
}

static TillMessage *
write_receipt (TillDbConnection      *connection,
               const SendJob         *job,
               const TillTransaction *transaction,
               GError               **error)
{
  gboolean has_wording = transaction->kind == TILL_KIND_PAYMENT && transaction->patient_id != 0 &&
                         till_transaction_counts (transaction->state);
  g_autoptr (TillPatient) patient = NULL;

  if (!has_wording)
    return write_plain (job->writer);
  patient = till_store_get_patient (connection, transaction->patient_id, error);

  return patient != NULL
           ? till_message_writer_receipt (job->writer, connection, transaction, patient, error)
           : NULL;
}

static gboolean
send_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SendJob                    *job = data;
  g_autoptr (TillTransaction) transaction = till_store_get_transaction (connection, job->id, error);
  TillMessage                *message;

  g_clear_pointer (&job->message, till_message_free);
  if (transaction == NULL || !till_receipt_check (transaction, error) ||
      !(message = write_receipt (connection, job, transaction, error)))
    return FALSE;

  job->message = message;
  message->attached = TILL_ATTACHED_RECEIPT;
  till_text_set (&message->address, job->address);
  till_text_set (&message->name, NULL); /* whose address it is only who typed it knows */
  message->transaction_id = transaction->id;
  message->location_id = transaction->location_id;
  message->patient_id = transaction->patient_id;

  return till_store_add_message (connection, message, job->actor, job->at, error) &&
         till_store_claim_message (connection, message, job->at, error);
}

static void
handed_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)       task = user_data;
  GError                 *error = NULL;
  g_autoptr (TillMessage) message =
    till_outbox_hand_over_finish (TILL_PRACTICE (source), result, &error);

  if (message == NULL)
    g_task_return_error (task, error);
  else if (message->state == TILL_MESSAGE_UNDELIVERABLE)
    g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_REFUSED, "%s", message->words);
  else if (message->state == TILL_MESSAGE_QUEUED)
    g_task_return_pointer (task, g_strdup (message->words != NULL ? message->words : ""), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  const SendJob    *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    till_outbox_hand_over_async (self, job->message, handed_over_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

gboolean
till_practice_check_address (TillPractice *self, const char *address, GError **error)
{
  if (!till_practice_may (self, TILL_DEED_SEND_RECEIPT, error))
    return FALSE;
  if (self->mailer == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, self->mail_problem);
      return FALSE;
    }

  return till_mail_check_address (address, error) &&
         till_text_refuse_card_number (address, _ ("Address"), error);
}

void
till_practice_send_receipt_async (TillPractice       *self,
                                  gint64              id,
                                  const char         *address,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  SendJob          *job;

  g_task_set_source_tag (task, till_practice_send_receipt_async);
  if (!till_practice_admit (self, task))
    return;
  if (!till_practice_check_address (self, address, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = send_job_new (self, id, address);
  g_task_set_task_data (task, job, (GDestroyNotify) send_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, send_work, job, NULL, written_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_send_receipt_finish (TillPractice *self,
                                   GAsyncResult *result,
                                   char        **waiting,
                                   GError      **error)
{
  g_autoptr (GError) failed = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *waiting = g_task_propagate_pointer (G_TASK (result), &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}
