/* till-message-writer.c: a message to a patient, from the practice's wording and what is asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-message-writer.h"

#include "flow/till-practice-templates.h"
#include "messaging/till-text-segments.h"
#include "rules/till-template.h"
#include "store/till-store-templates.h"

TillMessageWriter *
till_message_writer_new (TillPractice *practice)
{
  TillMessageWriter *self = g_new0 (TillMessageWriter, 1);

  self->practice = till_practice_dup_facts (practice);
  self->language = till_practice_get_language (practice);
  till_practice_get_message_hours (practice, &self->hours);
  self->zone = g_time_zone_ref (practice->zone);

  return self;
}

void
till_message_writer_free (TillMessageWriter *self)
{
  if (self == NULL)
    return;

  till_practice_facts_free (self->practice);
  g_time_zone_unref (self->zone);
  g_free (self);
}

TillInstant
till_message_writer_next (const TillMessageWriter *self, const TillPatient *patient, TillInstant at)
{
  g_autoptr (TillPostalZones) zones = till_postal_zones_new (patient->address, self->zone);

  return till_message_hours_next (&self->hours, zones, at);
}

static TillLanguage
get_language (const TillMessageWriter *self, const TillPatient *patient)
{
  return patient->language != NULL ? till_language_from_text (patient->language) : self->language;
}

/* What is known of each message is filled in; the rest of @values is the caller's. */
static TillMessage *
write_down (const TillMessageWriter *self,
            TillDbConnection        *connection,
            TillPurpose              purpose,
            TillChannel              channel,
            const TillPatient       *patient,
            const char              *name,
            TillTemplateValues      *values,
            GError                 **error)
{
  TillLanguage            language = get_language (self, patient);
  g_autoptr (TillWording) wording =
    till_store_get_wording (connection, purpose, channel, language, error);
  g_autofree char *first_name = till_template_dup_first_name (name);
  g_autofree char *full_name = till_person_name_as_written (name);
  TillMessage     *message;

  if (wording == NULL)
    return NULL;

  values->values[TILL_PLACEHOLDER_FIRST_NAME] = first_name;
  values->values[TILL_PLACEHOLDER_FULL_NAME] = full_name;
  values->values[TILL_PLACEHOLDER_PRACTICE] = self->practice->name;
  values->values[TILL_PLACEHOLDER_PRACTICE_PHONE] = self->practice->phone;

  message = till_message_new ();
  message->channel = channel;
  message->purpose = purpose;
  message->language = language;
  message->body = till_template_fill (wording->body, values);
  if (channel == TILL_CHANNEL_EMAIL)
    {
      message->address = g_strdup (patient->email);
      message->subject = till_template_fill_subject (wording->subject, values);
    }
  else
    {
      message->address = g_strdup (patient->phone);
    }
  message->name = g_steal_pointer (&full_name);

  return message;
}

/* The link stands whole in one part of a text. */
static void
mend (TillMessage *message, const char *link)
{
  char *mended = till_segments_mend (message->body, link);

  if (mended == NULL)
    return;
  g_free (message->body);
  message->body = mended;
}

TillMessage *
till_message_writer_ask (const TillMessageWriter *self,
                         TillDbConnection        *connection,
                         TillPurpose              purpose,
                         TillChannel              channel,
                         const TillRequest       *request,
                         const TillPatient       *patient,
                         TillInstant              not_before,
                         GError                 **error)
{
  g_autofree char *amount = till_money_format (till_request_get_rest (request));
  g_autofree char *balance = till_money_format (request->balance);
  g_autofree char *day = till_template_dup_day (till_day_of_instant (request->asked_at, self->zone),
                                                get_language (self, patient));
  TillTemplateValues values = { { NULL } };
  TillMessage       *message;

  values.values[TILL_PLACEHOLDER_AMOUNT] = amount;
  values.values[TILL_PLACEHOLDER_BALANCE] = balance;
  values.values[TILL_PLACEHOLDER_LINK] = request->link;
  values.values[TILL_PLACEHOLDER_NOTE] = request->note;
  values.values[TILL_PLACEHOLDER_DAY] = day;
  message =
    write_down (self, connection, purpose, channel, patient, request->patient_name, &values, error);
  if (message == NULL)
    return NULL;

  message->location_id = request->location_id;
  message->patient_id = request->guarantor_id;
  message->request_id = request->id;
  message->not_before = not_before;
  if (channel == TILL_CHANNEL_EMAIL)
    message->attached = request->with_statement ? TILL_ATTACHED_STATEMENT : TILL_ATTACHED_NOTHING;
  else
    mend (message, request->link);

  return message;
}

TillMessage *
till_message_writer_receipt (const TillMessageWriter *self,
                             TillDbConnection        *connection,
                             const TillTransaction   *payment,
                             const TillPatient       *patient,
                             GError                 **error)
{
  TillLanguage     language = get_language (self, patient);
  g_autofree char *amount = till_money_format (payment->amount);
  g_autofree char *card =
    till_template_dup_card (payment->card.brand, payment->card.last_four, language);
  g_autofree char *day =
    till_template_dup_day (till_day_of_instant (payment->happened_at, self->zone), language);
  TillTemplateValues values = { { NULL } };

  values.values[TILL_PLACEHOLDER_AMOUNT] = amount;
  values.values[TILL_PLACEHOLDER_DAY] = day;
  values.values[TILL_PLACEHOLDER_CARD] = card;
  values.values[TILL_PLACEHOLDER_RECEIPT_NUMBER] = payment->receipt_number;

  return write_down (self, connection, TILL_PURPOSE_RECEIPT, TILL_CHANNEL_EMAIL, patient,
                     payment->patient_name, &values, error);
}

TillMessage *
till_message_writer_offer_plan (const TillMessageWriter *self,
                                TillChannel              channel,
                                TillPlanAcceptance       acceptance,
                                const TillFiledCard     *card,
                                const TillRequest       *request,
                                const TillPatient       *patient,
                                TillInstant              not_before,
                                char                   **accepted)
{
  TillLanguage     language = get_language (self, patient);
  g_autofree char *first_name = till_template_dup_first_name (patient->name);
  g_autofree char *title =
    card != NULL ? till_template_dup_card (card->brand, card->last_four, language) : NULL;
  TillMessage *message = till_message_new ();

  acceptance.practice = self->practice->name;
  acceptance.phone = self->practice->phone;
  acceptance.first_name = first_name;
  acceptance.card = title;
  acceptance.link = request->link;
  message->channel = channel;
  message->purpose = TILL_PURPOSE_REQUEST;
  message->language = language;
  message->name = till_person_name_as_written (patient->name);
  message->address = g_strdup (channel == TILL_CHANNEL_EMAIL ? patient->email : patient->phone);
  message->body =
    till_plan_acceptance_dup_message (&acceptance, channel, language, &message->subject);
  if (channel == TILL_CHANNEL_TEXT)
    mend (message, request->link);
  message->location_id = request->location_id;
  message->patient_id = request->guarantor_id;
  message->not_before = not_before;
  *accepted = till_plan_acceptance_dup_sentence (&acceptance, language);

  return message;
}

TillMessage *
till_message_writer_tell_of_plan (const TillMessageWriter *self,
                                  TillDbConnection        *connection,
                                  TillPurpose              purpose,
                                  TillChannel              channel,
                                  const TillPlan          *plan,
                                  const TillPlanNews      *news,
                                  const TillPatient       *patient,
                                  GError                 **error)
{
  TillLanguage       language = get_language (self, patient);
  g_autofree char   *amount = till_money_format (news->amount);
  g_autofree char   *day = till_template_dup_day (news->day, language);
  g_autofree char   *card = till_template_dup_card (news->brand, news->last_four, language);
  TillTemplateValues values = { { NULL } };
  TillMessage       *message;

  values.values[TILL_PLACEHOLDER_AMOUNT] = amount;
  values.values[TILL_PLACEHOLDER_DAY] = day;
  values.values[TILL_PLACEHOLDER_CARD] = card;
  message = write_down (self, connection, purpose, channel, patient, patient->name, &values, error);
  if (message == NULL)
    return NULL;

  message->location_id = plan->location_id;
  message->plan_id = plan->id;
  message->patient_id = patient->id;
  message->not_before = news->not_before;

  return message;
}
