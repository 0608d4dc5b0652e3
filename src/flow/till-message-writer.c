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
  TillLanguage            language = get_language (self, patient);
  g_autoptr (TillWording) wording =
    till_store_get_wording (connection, purpose, channel, language, error);
  g_autofree char   *amount = till_money_format (till_request_get_rest (request));
  g_autofree char   *balance = till_money_format (request->balance);
  g_autofree char   *first_name = till_template_dup_first_name (request->patient_name);
  g_autofree char   *full_name = till_person_name_as_written (request->patient_name);
  g_autofree char   *day = NULL;
  TillTemplateValues values = { { NULL } };
  TillMessage       *message;

  if (wording == NULL)
    return NULL;

  day = till_template_dup_day (till_day_of_instant (request->asked_at, self->zone), language);
  values.values[TILL_PLACEHOLDER_FIRST_NAME] = first_name;
  values.values[TILL_PLACEHOLDER_FULL_NAME] = full_name;
  values.values[TILL_PLACEHOLDER_PRACTICE] = self->practice->name;
  values.values[TILL_PLACEHOLDER_PRACTICE_PHONE] = self->practice->phone;
  values.values[TILL_PLACEHOLDER_AMOUNT] = amount;
  values.values[TILL_PLACEHOLDER_BALANCE] = balance;
  values.values[TILL_PLACEHOLDER_LINK] = request->link;
  values.values[TILL_PLACEHOLDER_NOTE] = request->note;
  values.values[TILL_PLACEHOLDER_DAY] = day;

  message = till_message_new ();
  message->location_id = request->location_id;
  message->patient_id = request->guarantor_id;
  message->request_id = request->id;
  message->channel = channel;
  message->purpose = purpose;
  message->language = language;
  message->name = g_steal_pointer (&full_name);
  message->body = till_template_fill (wording->body, &values);
  message->not_before = not_before;
  if (channel == TILL_CHANNEL_EMAIL)
    {
      message->address = g_strdup (patient->email);
      message->subject = till_template_fill_subject (wording->subject, &values);
      message->attached = request->with_statement ? TILL_ATTACHED_STATEMENT : TILL_ATTACHED_NOTHING;
    }
  else
    {
      char *mended = till_segments_mend (message->body, request->link);

      message->address = g_strdup (patient->phone);
      if (mended != NULL)
        {
          g_free (message->body);
          message->body = mended;
        }
    }

  return message;
}
