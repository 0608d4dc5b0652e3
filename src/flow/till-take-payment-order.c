/* till-take-payment-order.c: an order to collect, checked and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-take-payment-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "flow/till-outcome.h"
#include "rules/till-payment-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"

#define LONGEST_NOTE 2000
#define LONGEST_CHECK_NUMBER 40
#define WINDOW (24 * TILL_HOUR)

/* ── Checking ───────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, sentence);
  return FALSE;
}

static gboolean
check_text (const char *text, const char *field, glong longest, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _ ("The text holds characters that can’t be read."));
  if (g_utf8_strlen (text, -1) > longest)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("%s: at most %ld characters, please."), field, longest);
      return FALSE;
    }

  return till_text_refuse_card_number (text, field, error);
}

static gboolean
has_terminal (TillPractice *practice, const char *id)
{
  for (guint i = 0; id != NULL && i < till_practice_get_n_terminals (practice); i++)
    {
      if (g_str_equal (till_practice_get_terminal_id (practice, i), id))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_card_on_file (TillPractice *practice, const TillPaymentOrder *order, GError **error)
{
  if (order->card_id <= 0)
    return refuse (error, _ ("Choose the card first."));
  if (till_processor_get_capabilities (practice->processor) & TILL_CAN_CARDS)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("This processor keeps no cards on file."));
  return FALSE;
}

static gboolean
check_card_route (TillPractice *practice, const TillPaymentOrder *order, GError **error)
{
  if (practice->processor == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, practice->card_problem);
      return FALSE;
    }
  if (order->method == TILL_METHOD_CARD_ON_FILE)
    return check_card_on_file (practice, order, error);
  if (order->method == TILL_METHOD_TERMINAL)
    return has_terminal (practice, order->terminal) ||
           refuse (error, _ ("Choose the card terminal. Settings has the list of them."));
  if (till_processor_get_capabilities (practice->processor) & TILL_CAN_PAY_PAGE)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("No pay page is set up. Its id is entered in Settings."));
  return FALSE;
}

static gboolean
check_route (TillPractice *practice, const TillPaymentOrder *order, GError **error)
{
  switch (order->method)
    {
    case TILL_METHOD_TERMINAL:
    case TILL_METHOD_VIRTUAL:
    case TILL_METHOD_CARD_ON_FILE:
      return check_card_route (practice, order, error);
    case TILL_METHOD_CASH:
    case TILL_METHOD_CHECK:
      return TRUE;
    case TILL_METHOD_ONLINE:
    default:
      return refuse (error, _ ("This kind of payment can’t be taken here."));
    }
}

static gboolean
check_order (TillPractice *practice, const TillPaymentOrder *order, GError **error)
{
  if (!order->by_itself && !till_practice_may (practice, TILL_DEED_COLLECT, error))
    return FALSE;
  if (order->patient_id <= 0)
    return refuse (error, _ ("Choose the patient first."));
  if (order->key != NULL && !g_uuid_string_is_valid (order->key))
    return refuse (error, _ ("The key of this payment is no UUID."));

  return till_payment_check_amount (order->amount, error) &&
         check_text (order->note, _ ("Note"), LONGEST_NOTE, error) &&
         check_text (order->check_number, _ ("Check number"), LONGEST_CHECK_NUMBER, error) &&
         check_route (practice, order, error);
}

static char *
dup_unless_empty (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

TillCollection *
till_collection_new (TillPractice *practice, const TillPaymentOrder *order, GError **error)
{
  TillCollection *self;

  if (!check_order (practice, order, error))
    return NULL;

  self = g_new0 (TillCollection, 1);
  self->patient_id = order->patient_id;
  self->amount = order->amount;
  self->method = order->method;
  if (order->method == TILL_METHOD_TERMINAL)
    self->terminal = g_strdup (order->terminal);
  if (order->method == TILL_METHOD_CHECK)
    self->check_number = dup_unless_empty (order->check_number);
  if (order->method == TILL_METHOD_CARD_ON_FILE)
    {
      self->card_id = order->card_id;
      self->asked_by = order->asked_by;
    }
  if (order->method == TILL_METHOD_TERMINAL || order->method == TILL_METHOD_VIRTUAL)
    self->save_wording = dup_unless_empty (order->save_wording);
  if (order->key != NULL)
    self->key = g_ascii_strdown (order->key, -1);
  self->note = dup_unless_empty (order->note);
  self->knowingly = order->knowingly;
  self->own_account = order->own_account;
  self->card_limit = till_practice_get_number (practice, TILL_SETTING_CARD_LIMIT);
  self->actor = order->by_itself ? NULL : till_actor_copy (practice->actor);
  self->at = till_practice_now (practice);
  self->zone = g_time_zone_ref (practice->zone);
  self->post = till_practice_get_flag (practice, TILL_SETTING_POST_PAYMENTS);

  return self;
}

void
till_collection_free (TillCollection *self)
{
  if (self == NULL)
    return;

  g_free (self->terminal);
  g_free (self->check_number);
  g_free (self->note);
  g_free (self->key);
  g_free (self->save_wording);
  g_clear_pointer (&self->actor, till_actor_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->attempt, till_attempt_free);
  g_free (self);
}

/* ── Writing ────────────────────────────────────────────────────────────────────────────────────
 */

/* In the same transaction as the preparing: of two presses the second sees the first. */
static gboolean
ask_first (TillDbConnection     *connection,
           const TillCollection *self,
           const TillPatient    *patient,
           GError              **error)
{
  g_autoptr (GArray) earlier = NULL;
  g_autofree char   *question = NULL;

  if (self->knowingly)
    return TRUE;

  earlier =
    till_store_list_earlier_payments (connection, patient->guarantor_id, self->at - WINDOW, error);
  if (earlier == NULL)
    return FALSE;

  question = till_payment_question (patient->id, self->amount, till_method_is_card (self->method),
                                    (const TillEarlierPayment *) (gpointer) earlier->data,
                                    earlier->len, self->card_limit, self->at);
  if (question == NULL)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_ASK_FIRST, question);
  return FALSE;
}

static TillAttempt *
build_attempt (const TillCollection *self, const TillPatient *patient)
{
  TillAttempt *attempt = till_attempt_new ();

  attempt->location_id = patient->location_id;
  attempt->kind = TILL_KIND_PAYMENT;
  attempt->method = self->method;
  attempt->patient_id = patient->id;
  attempt->patient_name = g_strdup (patient->name);
  attempt->guarantor_id = self->own_account ? patient->id : patient->guarantor_id;
  attempt->amount = self->amount;
  attempt->terminal = g_strdup (self->terminal);
  attempt->check_number = g_strdup (self->check_number);
  attempt->note = g_strdup (self->note);
  attempt->uuid = g_strdup (self->key);
  attempt->card_id = self->card_id;
  attempt->asked_by = self->asked_by;
  attempt->save_wording = g_strdup (self->save_wording);

  return attempt;
}

/* Money on the counter needs nobody's answer. */
static gboolean
take_at_once (TillDbConnection *connection, TillCollection *self, GError **error)
{
  g_autoptr (TillOutcome) outcome = g_new0 (TillOutcome, 1);

  outcome->attempt_id = self->attempt->id;
  outcome->event = TILL_EVENT_APPROVED;
  outcome->actor = till_actor_copy (self->actor);
  outcome->at = self->at;
  outcome->zone = g_time_zone_ref (self->zone);
  outcome->post_payments = self->post;
  if (!till_outcome_write (connection, outcome, error))
    return FALSE;

  self->transaction_id = outcome->transaction_id;
  g_clear_pointer (&self->attempt, till_attempt_free);
  self->attempt = g_steal_pointer (&outcome->attempt);
  return TRUE;
}

/* One of the patient's account, that is good still. */
static gboolean
check_card (TillDbConnection     *connection,
            const TillCollection *self,
            const TillPatient    *patient,
            GError              **error)
{
  g_autoptr (GPtrArray) cards = NULL;
  TillDay               today = till_day_of_instant (self->at, self->zone);

  if (self->method != TILL_METHOD_CARD_ON_FILE)
    return TRUE;
  if ((cards = till_store_list_cards (connection, patient->id, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < cards->len; i++)
    {
      const TillFiledCard *card = cards->pdata[i];

      if (card->id == self->card_id)
        return till_filed_card_get_age (card, today) != TILL_CARD_HAS_EXPIRED ||
               refuse (error, _ ("This card has expired. Choose another one, or have the new card "
                                 "saved with the next payment."));
    }

  return refuse (error, _ ("This card is not on file any more. Choose another one."));
}

/* Of the same patient, also if the record has been merged since. */
static gboolean
is_same_order (TillDbConnection *connection, const TillCollection *self, GError **error)
{
  const TillAttempt      *attempt = self->attempt;
  g_autoptr (TillPatient) patient = NULL;

  if (till_money_compare (attempt->amount, self->amount) != 0 ||
      attempt->card_id != self->card_id || attempt->method != self->method)
    return refuse (error, _ ("By this key another payment was begun."));
  if (attempt->patient_id == self->patient_id)
    return TRUE;

  patient = till_store_get_patient (connection, attempt->patient_id, error);
  if (patient == NULL)
    return FALSE;

  return patient->merged_into == self->patient_id ||
         refuse (error, _ ("By this key another payment was begun."));
}

/* What was begun by that key. */
static gboolean
find_begun (TillDbConnection *connection, TillCollection *self, GError **error)
{
  g_autofree char   *invoice = NULL;
  g_autoptr (GError) failed = NULL;

  self->is_known = FALSE;
  if (self->key == NULL)
    return TRUE;

  invoice = till_id_to_invoice (self->key);
  self->attempt = till_store_find_attempt_by_invoice (connection, invoice, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  self->is_known = self->attempt != NULL;

  return !self->is_known || is_same_order (connection, self, error);
}

TillPatient *
till_collection_check (TillDbConnection *connection, const TillCollection *self, GError **error)
{
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, self->patient_id, error);

  if (patient != NULL && patient->merged_into != 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("The record of %s has been merged with another. Choose the patient again."),
                   patient->name);
      return NULL;
    }
  if (patient == NULL || !check_card (connection, self, patient, error) ||
      !ask_first (connection, self, patient, error))
    return NULL;

  return g_steal_pointer (&patient);
}

gboolean
till_collection_write (TillDbConnection *connection, gpointer collection, GError **error)
{
  TillCollection         *self = collection;
  g_autoptr (TillPatient) patient = NULL;

  g_clear_pointer (&self->attempt, till_attempt_free);
  if (!find_begun (connection, self, error))
    return FALSE;
  if (self->is_known)
    return TRUE;

  patient = till_collection_check (connection, self, error);
  if (patient == NULL)
    return FALSE;

  self->attempt = build_attempt (self, patient);
  if (!till_store_prepare_attempt (connection, self->attempt, self->actor, self->at, error) ||
      !till_store_touch_patient (connection, patient->id, self->at, error))
    return FALSE;

  return till_method_is_card (self->method) || take_at_once (connection, self, error);
}
