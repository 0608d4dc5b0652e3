/* till-outcome.c: what became of an attempt, written in one commit: the only place that does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs on the writer's thread. A step that the rules do not allow any more is left out, not an
 * error: somebody else (a look-up, the minute's search) was quicker, and the attempt's own state is
 * what counts.
 */
#include "flow/till-outcome.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-card-keeping.h"
#include "rules/till-payment-rules.h"
#include "rules/till-state-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

#define CODE_DUPLICATE "duplicate"
#define CODE_CLOSED_BATCH "closed-batch"

TillOutcome *
till_outcome_new (TillPractice    *practice,
                  gint64           attempt_id,
                  TillEvent        event,
                  const TillActor *actor)
{
  TillOutcome *self = g_new0 (TillOutcome, 1);

  self->attempt_id = attempt_id;
  self->event = event;
  self->actor = till_actor_copy (actor);
  self->at = till_practice_now (practice);
  self->zone = g_time_zone_ref (practice->zone);
  self->post_payments = till_practice_get_flag (practice, TILL_SETTING_POST_PAYMENTS);
  self->post_refunds = till_practice_get_flag (practice, TILL_SETTING_POST_REFUNDS);
  if (practice->processor != NULL)
    self->processor = g_strdup (till_processor_get_name (practice->processor));

  return self;
}

void
till_outcome_free (TillOutcome *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->charge, till_charge_free);
  g_clear_pointer (&self->attempt, till_attempt_free);
  g_clear_pointer (&self->actor, till_actor_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->words);
  g_free (self->code);
  g_free (self->exchange_id);
  g_free (self->processor);
  g_free (self);
}

gboolean
till_outcome_is_approved (const TillCharge *charge)
{
  return charge->state != TILL_TRANSACTION_DECLINED && charge->state != TILL_TRANSACTION_FAILED;
}

TillEvent
till_outcome_refusal (const TillCharge *charge)
{
  return charge->state == TILL_TRANSACTION_FAILED ? TILL_EVENT_FAILED : TILL_EVENT_DECLINED;
}

gboolean
till_outcome_is_ours (const TillAttempt *attempt, const TillCharge *charge)
{
  if (charge->invoice != NULL && g_str_equal (charge->invoice, attempt->invoice))
    return TRUE;
  if (attempt->kind == TILL_KIND_PAYMENT || attempt->target_processor_id == NULL)
    return FALSE;

  /* A void is answered with the payment itself or with a row that points at it. */
  if (attempt->kind == TILL_KIND_VOID)
    return g_strcmp0 (charge->id, attempt->target_processor_id) == 0 ||
           g_strcmp0 (charge->related_id, attempt->target_processor_id) == 0;

  return charge->kind == TILL_KIND_REFUND && !charge->earlier && charge->invoice == NULL &&
         charge->amount.cents == attempt->amount.cents &&
         g_strcmp0 (charge->related_id, attempt->target_processor_id) == 0;
}

TillResult
till_outcome_get_result (const TillAttempt *attempt)
{
  switch (attempt->state)
    {
    case TILL_ATTEMPT_APPROVED:
      return TILL_RESULT_APPROVED;
    case TILL_ATTEMPT_DECLINED:
      return TILL_RESULT_DECLINED;
    case TILL_ATTEMPT_REJECTED:
      if (g_strcmp0 (attempt->code, CODE_DUPLICATE) == 0)
        return TILL_RESULT_DUPLICATE;
      if (g_strcmp0 (attempt->code, CODE_CLOSED_BATCH) == 0)
        return TILL_RESULT_CLOSED_BATCH;
      return TILL_RESULT_REFUSED;
    case TILL_ATTEMPT_NOT_FOUND:
      return TILL_RESULT_NOT_FOUND;
    case TILL_ATTEMPT_ABANDONED:
      return TILL_RESULT_ABANDONED;
    case TILL_ATTEMPT_PREPARED:
    case TILL_ATTEMPT_SENT:
    case TILL_ATTEMPT_WAITING:
    case TILL_ATTEMPT_UNKNOWN:
    default:
      return TILL_RESULT_OPEN;
    }
}

void
till_outcome_fill_row (TillTransaction *row, const TillCharge *charge)
{
  till_card_clear (&row->card);
  till_card_copy (&charge->card, &row->card);
  till_text_set (&row->authorization, charge->authorization);
  till_text_set (&row->processor_id, charge->id);
  till_text_set (&row->invoice, charge->invoice);
  till_text_set (&row->batch, charge->batch);
  till_text_set (&row->exchange_id, charge->exchange_id);
  till_text_set (&row->words, charge->words);
  if (charge->terminal != NULL)
    till_text_set (&row->terminal, charge->terminal);
  if (charge->created_at != TILL_INSTANT_NONE)
    row->happened_at = charge->created_at;
}

static TillMoney
row_amount (const TillOutcome *self)
{
  gint64 cents = self->attempt->amount.cents;

  /* What the processor took is what it took; a void always takes back the whole. */
  if (self->charge != NULL && self->charge->amount.cents > 0 &&
      self->attempt->kind != TILL_KIND_VOID)
    cents = self->charge->amount.cents;

  return till_money (self->attempt->kind == TILL_KIND_PAYMENT ? cents : -cents);
}

static TillTransactionState
row_state (const TillOutcome *self)
{
  if (self->event == TILL_EVENT_FAILED)
    return TILL_TRANSACTION_FAILED;
  if (self->event == TILL_EVENT_DECLINED)
    return TILL_TRANSACTION_DECLINED;
  if (self->attempt->kind == TILL_KIND_VOID || self->charge == NULL)
    return TILL_TRANSACTION_SETTLED;

  return self->charge->state;
}

static TillTransaction *
build_row (const TillOutcome *self, const char *mark)
{
  const TillAttempt *attempt = self->attempt;
  TillTransaction   *row = till_transaction_new ();

  row->location_id = attempt->location_id;
  row->attempt_id = attempt->id;
  row->related_id = attempt->target_id;
  row->kind = attempt->kind;
  row->method = attempt->method;
  row->patient_id = attempt->patient_id;
  row->patient_name = g_strdup (attempt->patient_name);
  row->guarantor_id = attempt->guarantor_id;
  row->happened_at = self->at;
  row->terminal = g_strdup (attempt->terminal);
  row->check_number = g_strdup (attempt->check_number);
  row->note = g_strdup (attempt->note);
  row->reason = g_strdup (attempt->reason);
  row->mark = g_strdup (mark);
  row->exchange_id = g_strdup (self->exchange_id);
  if (till_method_is_card (attempt->method))
    row->processor = g_strdup (self->processor);
  if (self->charge != NULL)
    till_outcome_fill_row (row, self->charge);
  if (row->words == NULL)
    row->words = g_strdup (self->words);
  if (row->invoice == NULL || row->kind == TILL_KIND_VOID)
    till_text_set (&row->invoice, attempt->invoice);
  /* A void that is answered with the payment has no id and no time of its own. */
  if (g_strcmp0 (row->processor_id, attempt->target_processor_id) == 0)
    {
      g_clear_pointer (&row->processor_id, g_free);
      row->happened_at = self->at;
    }
  row->amount = row_amount (self);
  row->state = row_state (self);

  return row;
}

static gboolean
step (TillDbConnection *connection, TillOutcome *self, TillAttemptState state, GError **error)
{
  if (!till_attempt_may_become (self->attempt->state, state))
    return TRUE;
  if (!till_store_step_attempt (connection, self->attempt->id, state, self->words, self->code,
                                self->exchange_id, self->actor, self->at, error))
    return FALSE;

  self->attempt->state = state;
  return TRUE;
}

/* The row of this charge, when an earlier answer or search has brought it already. */
static gboolean
find_row (TillDbConnection *connection, TillOutcome *self, TillTransaction **row, GError **error)
{
  g_autoptr (GError) failed = NULL;

  *row = NULL;
  if (self->charge == NULL || self->charge->id == NULL || self->processor == NULL ||
      g_strcmp0 (self->charge->id, self->attempt->target_processor_id) == 0)
    return TRUE;

  *row = till_store_find_transaction (connection, self->processor, self->charge->id, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));

  return failed == NULL;
}

static gboolean
add_row (TillDbConnection *connection, TillOutcome *self, const char *mark, GError **error)
{
  g_autoptr (TillTransaction) row = build_row (self, mark);
  gboolean post = row->kind == TILL_KIND_PAYMENT ? self->post_payments : self->post_refunds;

  if (!till_store_add_transaction (connection, row, self->actor, self->at, error))
    return FALSE;

  self->transaction_id = row->id;
  if (self->charge != NULL)
    till_card_note_payment (connection, row, self->attempt, self->charge->token, self->actor,
                            self->at);
  return !post || row->state == TILL_TRANSACTION_DECLINED ||
         row->state == TILL_TRANSACTION_FAILED ||
         till_store_post (connection, row->id, self->actor, self->at, error);
}

static const char *
late_mark (TillAttemptState state)
{
  switch (state)
    {
    case TILL_ATTEMPT_APPROVED:
      return "extra"; /* a second charge for one attempt: an exception, to be refunded */
    case TILL_ATTEMPT_ABANDONED:
      return "after-abandon";
    case TILL_ATTEMPT_NOT_FOUND:
    case TILL_ATTEMPT_REJECTED:
    case TILL_ATTEMPT_DECLINED:
      return "late";
    case TILL_ATTEMPT_PREPARED:
    case TILL_ATTEMPT_SENT:
    case TILL_ATTEMPT_WAITING:
    case TILL_ATTEMPT_UNKNOWN:
    default:
      return NULL;
    }
}

/* Whether there is anything to write down: a void has no id of its own, so one for an attempt is
 * all there can be; and what a payment has lost already (seen at the payment before the attempt's
 * own row came) is in the books. */
static gboolean
is_news (TillDbConnection *connection, TillOutcome *self, gboolean *news, GError **error)
{
  g_autoptr (TillTransaction) payment = NULL;

  *news = self->attempt->kind != TILL_KIND_VOID || self->attempt->state != TILL_ATTEMPT_APPROVED;
  if (!*news || self->attempt->kind == TILL_KIND_PAYMENT)
    return TRUE;

  payment = till_store_get_transaction (connection, self->attempt->target_id, error);
  if (payment != NULL)
    *news = till_money_compare (payment->refunded, payment->amount) < 0;

  return payment != NULL;
}

static gboolean
take_approved (TillDbConnection *connection, TillOutcome *self, GError **error)
{
  g_autoptr (TillTransaction) row = NULL;
  gboolean                    news = FALSE;

  if (!find_row (connection, self, &row, error))
    return FALSE;
  if (row != NULL)
    {
      self->transaction_id = row->id;
      if (self->charge->token != NULL && row->attempt_id == self->attempt->id)
        till_card_note_payment (connection, row, self->attempt, self->charge->token, self->actor,
                                self->at);
      return TRUE;
    }

  return is_news (connection, self, &news, error) &&
         (!news || add_row (connection, self, late_mark (self->attempt->state), error));
}

static gboolean
write_approved (TillDbConnection *connection, TillOutcome *self, GError **error)
{
  if (!take_approved (connection, self, error))
    return FALSE;

  /* Cash and checks go straight from prepared. */
  if (self->attempt->state == TILL_ATTEMPT_PREPARED &&
      !step (connection, self, TILL_ATTEMPT_SENT, error))
    return FALSE;

  return step (connection, self, TILL_ATTEMPT_APPROVED, error);
}

static gboolean
write_declined (TillDbConnection *connection, TillOutcome *self, GError **error)
{
  g_autoptr (TillTransaction) row = NULL;
  gboolean                    listed = self->attempt->state == TILL_ATTEMPT_WAITING ||
                    till_attempt_may_become (self->attempt->state, TILL_ATTEMPT_DECLINED);

  if (!find_row (connection, self, &row, error))
    return FALSE;

  if (row != NULL)
    self->transaction_id = row->id;
  else if (listed && self->attempt->kind == TILL_KIND_PAYMENT &&
           !add_row (connection, self, NULL, error))
    return FALSE;

  /* The page goes on: another card may be tried on it. */
  return self->attempt->state == TILL_ATTEMPT_WAITING ||
         step (connection, self, TILL_ATTEMPT_DECLINED, error);
}

/* Names the earlier payment: whose, how much, when. */
static char *
duplicate_words (TillDbConnection *connection, const TillOutcome *self)
{
  const TillCharge           *earlier = self->charge;
  g_autoptr (TillTransaction) row = NULL;
  g_autofree char            *amount = NULL;
  g_autofree char            *time = NULL;

  if (earlier == NULL)
    return g_strdup (_ ("The processor took this for a payment it had already approved. Nothing "
                        "was charged."));

  if (earlier->id != NULL && self->processor != NULL)
    row = till_store_find_transaction (connection, self->processor, earlier->id, NULL);

  amount = till_money_format (row != NULL ? row->amount : earlier->amount);
  if (row != NULL || earlier->created_at != TILL_INSTANT_NONE)
    time = till_instant_format (row != NULL ? row->happened_at : earlier->created_at, self->zone);
  else
    time = g_strdup (_ ("an earlier time"));

  if (row != NULL && row->patient_name != NULL)
    return g_strdup_printf (_ ("Refused as a duplicate of %s’s payment of %s, %s. Nothing was "
                               "charged now."),
                            row->patient_name, amount, time);

  return g_strdup_printf (_ ("Refused as a duplicate of a payment of %s, %s. Nothing was charged "
                             "now."),
                          amount, time);
}

static gboolean
write_rejected (TillDbConnection *connection, TillOutcome *self, const char *code, GError **error)
{
  if (self->event == TILL_EVENT_DUPLICATE)
    {
      g_free (self->words);
      self->words = duplicate_words (connection, self);
    }
  if (code != NULL)
    till_text_set (&self->code, code);

  return step (connection, self, TILL_ATTEMPT_REJECTED, error);
}

static gboolean
write_not_there (TillDbConnection *connection, TillOutcome *self, GError **error)
{
  gint64 id = self->attempt->id;

  if (!step (connection, self, TILL_ATTEMPT_UNKNOWN, error))
    return FALSE;
  if (self->attempt->state != TILL_ATTEMPT_UNKNOWN)
    return TRUE;
  if (!till_store_note_empty_lookup (connection, id, self->at, error))
    return FALSE;

  g_clear_pointer (&self->attempt, till_attempt_free);
  if ((self->attempt = till_store_get_attempt (connection, id, error)) == NULL)
    return FALSE;

  return !till_attempt_is_not_found (self->attempt, self->at) ||
         step (connection, self, TILL_ATTEMPT_NOT_FOUND, error);
}

static gboolean
write_event (TillDbConnection *connection, TillOutcome *self, GError **error)
{
  switch (self->event)
    {
    case TILL_EVENT_APPROVED:
      return write_approved (connection, self, error);
    case TILL_EVENT_DECLINED:
    case TILL_EVENT_FAILED:
      return write_declined (connection, self, error);
    case TILL_EVENT_REFUSED:
      return write_rejected (connection, self, NULL, error);
    case TILL_EVENT_DUPLICATE:
      return write_rejected (connection, self, CODE_DUPLICATE, error);
    case TILL_EVENT_CLOSED_BATCH:
      return write_rejected (connection, self, CODE_CLOSED_BATCH, error);
    case TILL_EVENT_UNKNOWN:
      return step (connection, self, TILL_ATTEMPT_UNKNOWN, error);
    case TILL_EVENT_NOT_THERE:
      return write_not_there (connection, self, error);
    case TILL_EVENT_ABANDONED:
      return step (connection, self, TILL_ATTEMPT_ABANDONED, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
find_transaction_id (TillDbConnection *connection, TillOutcome *self, GError **error)
{
  g_autoptr (TillTransaction) row = NULL;
  g_autoptr (GError)          failed = NULL;

  if (self->transaction_id != 0 || self->result != TILL_RESULT_APPROVED)
    return TRUE;

  row = till_store_find_transaction_by_attempt (connection, self->attempt_id, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (row != NULL)
    self->transaction_id = row->id;

  return TRUE;
}

gboolean
till_outcome_write (TillDbConnection *connection, gpointer outcome, GError **error)
{
  TillOutcome *self = outcome;

  /* The job may run again when a commit was refused as busy. */
  g_clear_pointer (&self->attempt, till_attempt_free);
  self->transaction_id = 0;

  if ((self->attempt = till_store_get_attempt (connection, self->attempt_id, error)) == NULL ||
      !write_event (connection, self, error))
    return FALSE;

  g_clear_pointer (&self->attempt, till_attempt_free);
  if ((self->attempt = till_store_get_attempt (connection, self->attempt_id, error)) == NULL)
    return FALSE;

  self->result = till_outcome_get_result (self->attempt);
  return find_transaction_id (connection, self, error);
}

void
till_outcome_reject (TillPractice    *practice,
                     gint64           attempt_id,
                     const TillActor *actor,
                     const char      *words)
{
  TillOutcome *self;

  /* What can't be written now is closed at the next start: prepared means that nothing was sent. */
  if (practice->db == NULL)
    return;

  self = till_outcome_new (practice, attempt_id, TILL_EVENT_REFUSED, actor);
  self->words = g_strdup (words);
  till_db_write_async (practice->db, TILL_DB_MONEY, till_outcome_write, self,
                       (GDestroyNotify) till_outcome_free, NULL, NULL);
}
