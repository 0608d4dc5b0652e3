/* till-records.c: rows as plain structs: making, copying, freeing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-records.h"

#include <glib/gi18n-lib.h>

#define FREE(field) g_free (self->field)
#define COPY(field) copy->field = g_strdup (self->field)

TillPatient *
till_patient_new (void)
{
  TillPatient *self = g_new0 (TillPatient, 1);

  self->birth_date = TILL_DAY_NONE;

  return self;
}

TillPatient *
till_patient_copy (const TillPatient *self)
{
  TillPatient *copy = g_memdup2 (self, sizeof *self);

  COPY (number);
  COPY (name);
  COPY (phone);
  COPY (email);
  COPY (address);
  COPY (note);
  COPY (language);
  COPY (consent_how);
  COPY (consent_wording);

  return copy;
}

void
till_patient_free (TillPatient *self)
{
  if (self == NULL)
    return;

  FREE (number);
  FREE (name);
  FREE (phone);
  FREE (email);
  FREE (address);
  FREE (note);
  FREE (language);
  FREE (consent_how);
  FREE (consent_wording);
  g_free (self);
}

TillConsent *
till_patient_get_consent (TillPatient *self, TillConsentPurpose purpose, TillChannel channel)
{
  g_return_val_if_fail (channel < TILL_N_CONSENTS, NULL);

  return purpose == TILL_CONSENT_TO_RECEIPT ? &self->receipt_consents[channel]
                                            : &self->consents[channel];
}

void
till_card_copy (const TillCard *self, TillCard *copy)
{
  COPY (brand);
  COPY (last_four);
  COPY (expiry);
  COPY (entry_mode);
  COPY (aid);
  COPY (application_label);
  COPY (tvr);
  COPY (iad);
  COPY (cvm);
}

void
till_card_clear (TillCard *self)
{
  FREE (brand);
  FREE (last_four);
  FREE (expiry);
  FREE (entry_mode);
  FREE (aid);
  FREE (application_label);
  FREE (tvr);
  FREE (iad);
  FREE (cvm);
  *self = (TillCard){ 0 };
}

TillTransaction *
till_transaction_new (void)
{
  return g_new0 (TillTransaction, 1);
}

TillTransaction *
till_transaction_copy (const TillTransaction *self)
{
  TillTransaction *copy = g_memdup2 (self, sizeof *self);

  COPY (patient_name);
  COPY (entered_by);
  till_card_copy (&self->card, &copy->card);
  COPY (authorization);
  COPY (processor);
  COPY (processor_id);
  COPY (invoice);
  COPY (batch);
  COPY (terminal);
  COPY (exchange_id);
  COPY (check_number);
  COPY (note);
  COPY (reason);
  COPY (words);
  COPY (mark);
  COPY (receipt_number);

  return copy;
}

void
till_transaction_free (TillTransaction *self)
{
  if (self == NULL)
    return;

  FREE (patient_name);
  FREE (entered_by);
  till_card_clear (&self->card);
  FREE (authorization);
  FREE (processor);
  FREE (processor_id);
  FREE (invoice);
  FREE (batch);
  FREE (terminal);
  FREE (exchange_id);
  FREE (check_number);
  FREE (note);
  FREE (reason);
  FREE (words);
  FREE (mark);
  FREE (receipt_number);
  g_free (self);
}

const char *
till_mark_to_words (const char *mark)
{
  if (g_strcmp0 (mark, TILL_MARK_OLD_LINK) == 0)
    return _ ("Paid through an old link. Refund it if it was not meant.");
  if (g_strcmp0 (mark, TILL_MARK_OVER_ASKED) == 0)
    return _ (
      "More than was asked for. The rest is unearned credit; refund it if it was not meant.");
  if (g_strcmp0 (mark, "extra") == 0)
    return _ ("A second charge of one payment. Refund it.");

  return NULL;
}

TillAttempt *
till_attempt_new (void)
{
  TillAttempt *self = g_new0 (TillAttempt, 1);

  self->prepared_at = TILL_INSTANT_NONE;
  self->sent_at = TILL_INSTANT_NONE;
  self->ended_at = TILL_INSTANT_NONE;
  self->first_empty_at = TILL_INSTANT_NONE;
  self->looked_up_at = TILL_INSTANT_NONE;

  return self;
}

TillAttempt *
till_attempt_copy (const TillAttempt *self)
{
  TillAttempt *copy = g_memdup2 (self, sizeof *self);

  COPY (uuid);
  COPY (invoice);
  COPY (patient_name);
  COPY (target_processor_id);
  COPY (terminal);
  COPY (check_number);
  COPY (note);
  COPY (reason);
  COPY (words);
  COPY (code);
  COPY (exchange_id);
  COPY (actor);
  COPY (save_wording);

  return copy;
}

void
till_attempt_free (TillAttempt *self)
{
  if (self == NULL)
    return;

  FREE (uuid);
  FREE (invoice);
  FREE (patient_name);
  FREE (target_processor_id);
  FREE (terminal);
  FREE (check_number);
  FREE (note);
  FREE (reason);
  FREE (words);
  FREE (code);
  FREE (exchange_id);
  FREE (actor);
  FREE (save_wording);
  g_free (self);
}

TillPracticeFacts *
till_practice_facts_new (void)
{
  return g_new0 (TillPracticeFacts, 1);
}

TillPracticeFacts *
till_practice_facts_copy (const TillPracticeFacts *self)
{
  TillPracticeFacts *copy = till_practice_facts_new ();

  COPY (name);
  COPY (address);
  COPY (phone);
  COPY (merchant_id);
  COPY (zone);

  return copy;
}

void
till_practice_facts_free (TillPracticeFacts *self)
{
  if (self == NULL)
    return;

  FREE (name);
  FREE (address);
  FREE (phone);
  FREE (merchant_id);
  FREE (zone);
  g_free (self);
}
