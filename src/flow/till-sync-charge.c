/* till-sync-charge.c: what a charge of the processor's changes in the practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A charge is one of three: a row we have (its state or batch may have moved), a charge for an
 * attempt of ours (by its invoice), or a void or refund of a payment of ours that was made
 * elsewhere. Everything else is not ours.
 */
#include "flow/till-sync.h"

#include "flow/till-outcome.h"
#include "rules/till-state-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-deposits.h"
#include "store/till-store-transactions.h"

#define MARK_ELSEWHERE "elsewhere"

typedef enum
{
  WORK_NONE,
  WORK_ROW,
  WORK_ATTEMPT,
  WORK_RELATED,
} Work;

/* What a charge belongs to. */
typedef struct
{
  Work             work;
  TillTransaction *row; /* itself, or of WORK_RELATED the payment */
  TillAttempt     *attempt;
} Place;

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->row, till_transaction_free);
  g_clear_pointer (&place->attempt, till_attempt_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

TillTakeIn *
till_take_in_new (TillPractice *practice)
{
  TillTakeIn *self = g_new0 (TillTakeIn, 1);

  self->processor = g_strdup (till_processor_get_name (practice->processor));
  self->charges = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  self->actor = till_actor_new (0, "Till");
  self->at = till_practice_now (practice);
  self->post_payments = till_practice_get_flag (practice, TILL_SETTING_POST_PAYMENTS);
  self->post_refunds = till_practice_get_flag (practice, TILL_SETTING_POST_REFUNDS);
  self->zone = g_time_zone_ref (practice->zone);

  return self;
}

void
till_take_in_free (TillTakeIn *self)
{
  g_free (self->processor);
  g_ptr_array_unref (self->charges);
  till_actor_free (self->actor);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/* ── Where it belongs ───────────────────────────────────────────────────────────────────────────
 */

static gboolean
was_voided (const TillTransaction *row, const TillCharge *charge)
{
  return charge->state == TILL_TRANSACTION_VOIDED && row->kind == TILL_KIND_PAYMENT &&
         till_transaction_may_become (row->state, TILL_TRANSACTION_VOIDED);
}

static gboolean
row_moves (const TillTransaction *row, const TillCharge *charge)
{
  return (row->state != charge->state && till_transaction_may_become (row->state, charge->state)) ||
         (charge->batch != NULL && g_strcmp0 (row->batch, charge->batch) != 0);
}

static gboolean
attempt_moves (const TillAttempt *attempt, const TillCharge *charge)
{
  if (attempt->kind != charge->kind || charge->state == TILL_TRANSACTION_PENDING)
    return FALSE;

  /* A page goes on after a decline; an answer's own decline is written by the answer. */
  return till_outcome_is_approved (charge) || attempt->state == TILL_ATTEMPT_WAITING;
}

static gboolean
related_moves (const TillTransaction *payment, const TillCharge *charge)
{
  return charge->kind != TILL_KIND_PAYMENT && charge->state != TILL_TRANSACTION_PENDING &&
         till_outcome_is_approved (charge) &&
         till_money_compare (payment->refunded, payment->amount) < 0 &&
         (charge->kind == TILL_KIND_REFUND ||
          till_transaction_may_become (payment->state, TILL_TRANSACTION_VOIDED));
}

static gboolean
find_place (TillDbConnection *connection,
            TillTakeIn       *self,
            const TillCharge *charge,
            Place            *place,
            GError          **error)
{
  g_autoptr (GError) failed = NULL;

  place->row = till_store_find_transaction (connection, self->processor, charge->id, &failed);
  if (place->row != NULL)
    place->work = row_moves (place->row, charge) ? WORK_ROW : WORK_NONE;
  else if (failed == NULL && charge->invoice != NULL)
    place->attempt = till_store_find_attempt_by_invoice (connection, charge->invoice, &failed);

  if (failed == NULL && place->attempt != NULL && place->attempt->kind == charge->kind)
    place->work = attempt_moves (place->attempt, charge) ? WORK_ATTEMPT : WORK_NONE;
  else if (failed == NULL && place->row == NULL && charge->related_id != NULL)
    {
      place->row =
        till_store_find_transaction (connection, self->processor, charge->related_id, &failed);
      if (place->row != NULL && related_moves (place->row, charge))
        place->work = WORK_RELATED;
    }

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return failed == NULL;
}

gboolean
till_take_in_pick (TillDbConnection *connection, gpointer take_in, GError **error)
{
  TillTakeIn           *self = take_in;
  g_autoptr (GPtrArray) picked = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);

  for (guint i = 0; i < self->charges->len; i++)
    {
      const TillCharge *charge = g_ptr_array_index (self->charges, i);
      g_auto (Place)    place = { WORK_NONE, NULL, NULL };

      if (charge->id == NULL)
        continue;
      if (!find_place (connection, self, charge, &place, error))
        return FALSE;
      if (place.work != WORK_NONE)
        g_ptr_array_add (picked, till_charge_copy (charge));
    }

  g_ptr_array_unref (self->charges);
  self->charges = g_steal_pointer (&picked);
  return TRUE;
}

/* ── Writing ────────────────────────────────────────────────────────────────────────────────────
 */

/* A void or refund of ours that is not answered yet: its own look-up writes it. */
static gboolean
is_being_reversed (TillDbConnection   *connection,
                   gint64              payment_id,
                   TillTransactionKind kind,
                   gboolean           *reversed,
                   GError            **error)
{
  g_autoptr (GPtrArray) open = till_store_list_open_attempts (connection, error);

  if (open == NULL)
    return FALSE;

  *reversed = FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      const TillAttempt *attempt = g_ptr_array_index (open, i);

      if (attempt->target_id == payment_id && attempt->kind == kind)
        *reversed = TRUE;
    }

  return TRUE;
}

/* @charge: the void or refund itself, or the payment that is seen to be voided. */
static gboolean
add_elsewhere (TillDbConnection      *connection,
               TillTakeIn            *self,
               const TillTransaction *payment,
               const TillCharge      *charge,
               TillTransactionKind    kind,
               GError               **error)
{
  g_autoptr (TillTransaction) row = till_transaction_new ();
  gint64                      rest = payment->amount.cents - payment->refunded.cents;
  gboolean                    is_payment = g_strcmp0 (charge->id, payment->processor_id) == 0;

  row->location_id = payment->location_id;
  row->related_id = payment->id;
  row->kind = kind;
  row->method = payment->method;
  row->patient_id = payment->patient_id;
  row->patient_name = g_strdup (payment->patient_name);
  row->guarantor_id = payment->guarantor_id;
  row->happened_at = self->at;
  row->processor = g_strdup (self->processor);
  row->mark = g_strdup (MARK_ELSEWHERE);
  till_outcome_fill_row (row, charge);
  if (is_payment)
    {
      g_clear_pointer (&row->processor_id, g_free);
      row->happened_at = self->at;
    }
  row->state = kind == TILL_KIND_VOID ? TILL_TRANSACTION_SETTLED : charge->state;
  row->amount = till_money (-(kind == TILL_KIND_VOID ? rest : MIN (rest, charge->amount.cents)));

  return till_store_add_transaction (connection, row, self->actor, self->at, error) &&
         (!self->post_refunds ||
          till_store_post (connection, row->id, self->actor, self->at, error));
}

static gboolean
take_reversal (TillDbConnection      *connection,
               TillTakeIn            *self,
               const TillTransaction *payment,
               const TillCharge      *charge,
               TillTransactionKind    kind,
               GError               **error)
{
  gboolean reversed = FALSE;

  return is_being_reversed (connection, payment->id, kind, &reversed, error) &&
         (reversed || add_elsewhere (connection, self, payment, charge, kind, error));
}

static gboolean
take_row (TillDbConnection      *connection,
          TillTakeIn            *self,
          const TillTransaction *row,
          const TillCharge      *charge,
          GError               **error)
{
  if (was_voided (row, charge))
    return take_reversal (connection, self, row, charge, TILL_KIND_VOID, error);

  if (row->state != charge->state && till_transaction_may_become (row->state, charge->state) &&
      !till_store_step_transaction (connection, row->id, charge->state, self->actor, self->at,
                                    error))
    return FALSE;

  return charge->batch == NULL || g_strcmp0 (row->batch, charge->batch) == 0 ||
         till_store_set_transaction_batch (connection, row->id, charge->batch, self->actor,
                                           self->at, error);
}

static gboolean
take_for_attempt (TillDbConnection  *connection,
                  TillTakeIn        *self,
                  const TillAttempt *attempt,
                  const TillCharge  *charge,
                  GError           **error)
{
  g_autoptr (TillOutcome) outcome = g_new0 (TillOutcome, 1);

  outcome->attempt_id = attempt->id;
  outcome->event = till_outcome_is_approved (charge) ? TILL_EVENT_APPROVED : TILL_EVENT_DECLINED;
  outcome->charge = till_charge_copy (charge);
  outcome->words = g_strdup (charge->words);
  outcome->code = g_strdup (charge->code);
  outcome->exchange_id = g_strdup (charge->exchange_id);
  outcome->processor = g_strdup (self->processor);
  outcome->actor = till_actor_new (0, attempt->actor != NULL ? attempt->actor : "Till");
  outcome->at = self->at;
  outcome->zone = g_time_zone_ref (self->zone);
  outcome->post_payments = self->post_payments;
  outcome->post_refunds = self->post_refunds;

  return till_outcome_write (connection, outcome, error);
}

/* A batch's deposit may have waited for this one. */
static void
note_batch (GHashTable *batches, const Place *place, const TillCharge *charge)
{
  const char *terminal = place->row != NULL ? place->row->terminal : charge->terminal;

  if (charge->batch != NULL && terminal != NULL)
    g_hash_table_add (batches, g_strconcat (terminal, "/", charge->batch, NULL));
}

static gboolean
relate_batches (TillDbConnection *connection, GHashTable *batches, TillInstant at, GError **error)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, batches);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (key, "/", 2);

      if (!till_store_relate_batch (connection, parts[0], parts[1], at, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_take_in_write (TillDbConnection *connection, gpointer take_in, GError **error)
{
  TillTakeIn            *self = take_in;
  g_autoptr (GHashTable) batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->charges->len; i++)
    {
      const TillCharge *charge = g_ptr_array_index (self->charges, i);
      g_auto (Place)    place = { WORK_NONE, NULL, NULL };
      gboolean          taken = TRUE;

      /* Again, in this transaction: much may have happened since it was picked. */
      if (!find_place (connection, self, charge, &place, error))
        return FALSE;

      if (place.work == WORK_ROW)
        taken = take_row (connection, self, place.row, charge, error);
      else if (place.work == WORK_ATTEMPT)
        taken = take_for_attempt (connection, self, place.attempt, charge, error);
      else if (place.work == WORK_RELATED)
        taken = take_reversal (connection, self, place.row, charge, charge->kind, error);
      if (!taken)
        return FALSE;
      note_batch (batches, &place, charge);
    }

  return relate_batches (connection, batches, self->at, error);
}
