/* till-practice-receipts.c: a payment's receipt as PDF, and as e-mail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/till-text.h"
#include "document/till-receipt.h"
#include "store/till-store-messages.h"
#include "store/till-store-transactions.h"

typedef struct
{
  gint64             id;
  gboolean           copy;
  TillPaper          paper;
  TillPracticeFacts *practice;
  TillTransaction   *transaction;
  GBytes            *pdf;
} ReceiptJob;

static void
receipt_job_free (ReceiptJob *job)
{
  g_clear_pointer (&job->practice, till_practice_facts_free);
  g_clear_pointer (&job->transaction, till_transaction_free);
  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_free (job);
}

static gboolean
receipt_work (TillDbConnection *connection, gpointer data, GError **error)
{
  ReceiptJob                 *job = data;
  g_autoptr (TillTransaction) related = NULL;
  TillReceipt                 receipt = { .practice = job->practice, .copy = job->copy };

  g_clear_pointer (&job->transaction, till_transaction_free);
  g_clear_pointer (&job->pdf, g_bytes_unref);
  job->transaction = till_store_get_transaction (connection, job->id, error);
  if (job->transaction == NULL)
    return FALSE;
  if (job->transaction->related_id != 0 &&
      !(related = till_store_get_transaction (connection, job->transaction->related_id, error)))
    return FALSE;

  receipt.transaction = job->transaction;
  receipt.related = related;
  job->pdf = till_receipt_to_pdf (&receipt, job->paper, error);
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

static ReceiptJob *
receipt_job_new (TillPractice *self, gint64 id, gboolean copy)
{
  ReceiptJob *job = g_new0 (ReceiptJob, 1);

  job->id = id;
  job->copy = copy;
  job->paper = till_practice_get_paper (self);
  job->practice = till_practice_dup_facts (self);

  return job;
}

void
till_practice_make_receipt_async (TillPractice       *self,
                                  gint64              id,
                                  gboolean            copy,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ReceiptJob       *job;

  g_task_set_source_tag (task, till_practice_make_receipt_async);
  if (!till_practice_admit (self, task))
    return;

  job = receipt_job_new (self, id, copy);
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
    *file_name = till_receipt_file_name (job->transaction);
  return g_steal_pointer (&job->pdf);
}

/* ── Sending ────────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  gint64        id;
  char         *address;
  char         *message_id;
  char         *subject;
  char         *text;
  TillActor    *actor;
  TillInstant   at;
  TillDelivery *delivery;
} SendJob;

static void
send_job_free (SendJob *job)
{
  g_free (job->address);
  g_free (job->message_id);
  g_free (job->subject);
  g_free (job->text);
  g_clear_pointer (&job->actor, till_actor_free);
  g_clear_pointer (&job->delivery, till_delivery_free);
  g_free (job);
}

/* Among the patient's messages. One that may have been taken over has left, with the words that say
 * so: it isn't looked for, since she has been told and may send it again. */
static gboolean
write_message (TillDbConnection *connection, SendJob *job, GError **error)
{
  const TillDelivery         *delivery = job->delivery;
  g_autoptr (TillTransaction) transaction = till_store_get_transaction (connection, job->id, error);
  g_autoptr (TillMessage)     message = till_message_new ();

  if (transaction == NULL)
    return FALSE;

  message->uuid = g_strndup (job->message_id, strcspn (job->message_id, "@"));
  message->location_id = transaction->location_id;
  message->patient_id = transaction->patient_id;
  message->transaction_id = transaction->id;
  message->channel = TILL_CHANNEL_EMAIL;
  message->purpose = TILL_PURPOSE_RECEIPT;
  message->attached = TILL_ATTACHED_RECEIPT;
  message->address = g_strdup (job->address);
  message->subject = g_strdup (job->subject);
  message->body = g_strdup (job->text);

  return till_store_add_message (connection, message, job->actor, job->at, error) &&
         till_store_step_message (connection, message->id, TILL_MESSAGE_SENDING, NULL, NULL, NULL,
                                  job->at, job->at, error) &&
         till_store_step_message (connection, message->id,
                                  delivery->verdict == TILL_DELIVERY_REFUSED
                                    ? TILL_MESSAGE_UNDELIVERABLE
                                    : TILL_MESSAGE_SENT,
                                  NULL, delivery->code, delivery->words, job->at, job->at, error);
}

static gboolean
write_audit (TillDbConnection *connection, SendJob *job, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    node = NULL;
  g_autofree char        *after = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "address");
  json_builder_add_string_value (builder, job->address);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, job->message_id);
  if (job->delivery->verdict == TILL_DELIVERY_UNKNOWN)
    {
      json_builder_set_member_name (builder, "outcome");
      json_builder_add_string_value (builder, "unknown");
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  after = json_to_string (node, FALSE);

  return till_store_audit (connection, job->actor, job->at, "send-receipt", "transactions", job->id,
                           NULL, after, error);
}

static gboolean
record_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SendJob *job = data;

  return write_message (connection, job, error) &&
         (job->delivery->verdict == TILL_DELIVERY_REFUSED || write_audit (connection, job, error));
}

static TillError
error_of (TillDeliveryVerdict verdict)
{
  switch (verdict)
    {
    case TILL_DELIVERY_REFUSED:
    case TILL_DELIVERY_OPTED_OUT:
      return TILL_ERROR_REFUSED;
    case TILL_DELIVERY_NOT_SENT:
      return TILL_ERROR_NOT_ALLOWED;
    case TILL_DELIVERY_UNKNOWN:
      return TILL_ERROR_UNKNOWN_OUTCOME;
    case TILL_DELIVERY_SENT:
    case TILL_DELIVERY_RETRY:
    default:
      return TILL_ERROR_UNREACHABLE;
    }
}

static void
return_delivery (GTask *task, const TillDelivery *delivery)
{
  if (delivery->verdict == TILL_DELIVERY_SENT)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, TILL_ERROR, error_of (delivery->verdict), "%s", delivery->words);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SendJob          *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    return_delivery (task, job->delivery);
  else
    g_task_return_error (task, error);
}

/* What has left, or may have, is on record, and what nobody takes for that address. */
static void
mailed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  SendJob          *job = g_task_get_task_data (task);

  job->delivery = till_mailer_send_finish (TILL_MAILER (source), result);
  if (self->db == NULL || (job->delivery->verdict != TILL_DELIVERY_SENT &&
                           job->delivery->verdict != TILL_DELIVERY_UNKNOWN &&
                           job->delivery->verdict != TILL_DELIVERY_REFUSED))
    return_delivery (task, job->delivery);
  else
    till_db_write_async (self->db, TILL_DB_NORMAL, record_work, job, NULL, recorded_cb,
                         g_steal_pointer (&task));
}

static void
mail (TillPractice *self, GTask *task, GBytes *pdf, const char *file_name)
{
  SendJob *job = g_task_get_task_data (task);
  TillMail message = { .message_id = job->message_id };

  job->subject = g_strdup_printf (_ ("Your receipt from %s"), till_practice_get_name (self));
  job->text =
    g_strdup_printf (_ ("Your receipt is attached.\n\n%s\n%s\n"), till_practice_get_name (self),
                     till_practice_get_setting (self, TILL_SETTING_PRACTICE_PHONE));
  till_practice_set_sender (self, &message);
  message.to_address = job->address;
  message.subject = job->subject;
  message.text = job->text;
  message.attachment_name = file_name;
  message.attachment = pdf;
  message.date = job->at;
  till_mailer_send_async (self->mailer, &message, self->outside, mailed_cb, g_object_ref (task));
}

static void
made_to_send_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GTask)  task = user_data;
  g_autofree char   *file_name = NULL;
  g_autoptr (GBytes) pdf = NULL;
  GError            *error = NULL;

  pdf = till_practice_make_receipt_finish (self, result, &file_name, &error);
  if (pdf != NULL && self->mailer != NULL)
    mail (self, task, pdf, file_name);
  else if (pdf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s", self->mail_problem);
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
  if (!till_practice_check_address (self, address, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (SendJob, 1);
  job->id = id;
  job->address = g_strdup (address);
  job->message_id = till_practice_new_message_id (self);
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) send_job_free);
  till_practice_make_receipt_async (self, id, TRUE, NULL, made_to_send_cb, g_steal_pointer (&task));
}

gboolean
till_practice_send_receipt_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
