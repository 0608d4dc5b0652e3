/* till-request-composer.c: what one request for money is made of, whoever makes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-request-composer.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-messages.h"
#include "store/till-store-plan-sendings.h"
#include "store/till-store-requests.h"

TillRequestComposer *
till_request_composer_new (TillPractice *practice)
{
  TillRequestComposer *self = g_new0 (TillRequestComposer, 1);

  self->writer = till_message_writer_new (practice);
  self->processor = g_object_ref (practice->processor);
  self->today = till_practice_get_today (practice);
  self->at = till_practice_now (practice);
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    till_practice_get_request_policy (practice, channel, &self->policies[channel]);

  return self;
}

void
till_request_composer_free (TillRequestComposer *self)
{
  if (self == NULL)
    return;

  till_message_writer_free (self->writer);
  g_object_unref (self->processor);
  g_free (self);
}

gboolean
till_request_check_words (const char *note, const char *reminders, GError **error)
{
  guint days[TILL_MOST_REMINDERS];
  guint n_days;

  if (note != NULL && g_utf8_strlen (note, -1) > TILL_REQUEST_NOTE_LENGTH)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("The note is too long: at most %d characters can be sent."),
                   TILL_REQUEST_NOTE_LENGTH);
      return FALSE;
    }

  return till_reminder_read_days (reminders != NULL ? reminders : "", days, &n_days, error) &&
         till_text_refuse_card_number (note, _ ("the note"), error);
}

TillRequestDraft *
till_request_composer_begin (const TillRequestComposer *self,
                             const TillRequestOrder    *order,
                             const char                *uuid)
{
  TillRequestDraft *draft = g_new0 (TillRequestDraft, 1);
  TillRequest      *request = till_request_new ();
  g_autofree char  *guarantor = g_strdup_printf ("%" G_GINT64_FORMAT, order->guarantor_id);
  g_autofree char  *note = g_strstrip (g_strdup (order->note != NULL ? order->note : ""));
  TillOrder         link = { .amount = order->amount, .patient = guarantor };

  request->uuid = g_strdup (uuid);
  request->invoice = till_id_to_invoice (uuid);
  request->guarantor_id = order->guarantor_id;
  request->amount = order->amount;
  request->plan_id = order->plan_id;
  request->sent_by = order->sent_by;
  request->with_statement =
    order->with_statement && till_sent_by_uses (order->sent_by, TILL_CHANNEL_EMAIL);
  request->note = *note != '\0' ? g_steal_pointer (&note) : NULL;
  request->reminders = g_strdup (
    order->reminders != NULL && order->sent_by != TILL_SENT_AT_DESK ? order->reminders : "");
  link.invoice = request->invoice;
  link.description = self->writer->practice->name;
  link.save_card = order->save_card;
  request->link = till_processor_pay_page (self->processor, &link);

  draft->request = request;
  draft->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) till_message_free);

  return draft;
}

static void
plan (const TillRequestComposer *self, const TillPatient *patient, TillRequestDraft *draft)
{
  const TillMessageWriter    *writer = self->writer;
  g_autoptr (TillPostalZones) zones = till_postal_zones_new (patient->address, writer->zone);
  guint                       days[TILL_MOST_REMINDERS];

  /* It has been read before. */
  if (till_reminder_read_days (draft->request->reminders, days, &draft->n_due, NULL))
    till_reminder_plan (self->at, days, draft->n_due, &writer->hours, zones, draft->due);
}

static gboolean
write_message (const TillRequestComposer *self,
               TillDbConnection          *connection,
               const TillPatient         *patient,
               TillChannel                channel,
               TillRequestDraft          *draft,
               GError                   **error)
{
  TillInstant  at = till_message_writer_next (self->writer, patient, self->at);
  TillMessage *message = till_message_writer_ask (self->writer, connection, TILL_PURPOSE_REQUEST,
                                                  channel, draft->request, patient, at, error);

  if (message != NULL)
    g_ptr_array_add (draft->messages, message);

  return message != NULL;
}

gboolean
till_request_composer_fill (const TillRequestComposer *self,
                            TillDbConnection          *connection,
                            const TillAccount         *account,
                            TillRequestDraft          *draft,
                            GError                   **error)
{
  TillRequest       *request = draft->request;
  const TillPatient *patient = account->patient;

  request->balance = account->total;
  till_text_set (&request->patient_name, patient->name);
  request->asked_at = self->at;

  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    {
      if (till_sent_by_uses (request->sent_by, channel) &&
          !write_message (self, connection, patient, channel, draft, error))
        return FALSE;
    }
  if (request->sent_by != TILL_SENT_AT_DESK)
    plan (self, patient, draft);

  return TRUE;
}

gboolean
till_request_composer_refill (const TillRequestComposer *self,
                              TillDbConnection          *connection,
                              const TillAccount         *account,
                              TillChannel                channel,
                              TillRequestDraft          *draft,
                              GError                   **error)
{
  if (!write_message (self, connection, account->patient, channel, draft, error))
    return FALSE;
  plan (self, account->patient, draft);

  return TRUE;
}

/* Copies are written down: a commit that was refused is tried again with the same draft. */
static gboolean
find_replaced (TillDbConnection *connection,
               gint64            plan_id,
               TillRequestDraft *draft,
               GError          **error)
{
  g_autoptr (GError) failed = NULL;
  gint64             replaced;

  draft->replaces =
    till_store_find_open_request (connection, draft->request->guarantor_id, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (draft->replaces == NULL)
    return TRUE;

  if (!till_store_find_plan_of_request (connection, draft->replaces->id, &replaced, error))
    return FALSE;
  draft->replaces_plans = replaced != 0 && replaced != plan_id;

  return TRUE;
}

gboolean
till_request_composer_finish (const TillRequestComposer *self,
                              TillDbConnection          *connection,
                              const TillAccount         *account,
                              gint64                     plan_id,
                              char *const               *unset,
                              TillRequestDraft          *draft,
                              GError                   **error)
{
  return find_replaced (connection, plan_id, draft, error) &&
         till_request_composer_judge (self, connection, account, unset, draft, error);
}

gboolean
till_request_draft_keep (const TillRequestDraft *draft,
                         TillDbConnection       *connection,
                         const TillActor        *actor,
                         TillInstant             at,
                         gint64                 *id,
                         GError                **error)
{
  g_autoptr (TillRequest) request = till_request_copy (draft->request);

  if (!till_store_add_request (connection, request, draft->due, draft->n_due, actor, at, error))
    return FALSE;

  for (guint i = 0; i < draft->messages->len; i++)
    {
      g_autoptr (TillMessage) message = till_message_copy (draft->messages->pdata[i]);

      message->request_id = request->id;
      if (!till_store_add_message (connection, message, actor, at, error))
        return FALSE;
    }
  *id = request->id;

  return TRUE;
}
