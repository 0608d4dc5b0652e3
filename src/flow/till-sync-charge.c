/* till-sync-charge.c: what a charge of the processor's changes in the practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A charge is one of five: a row we have (its state or batch may have moved), a charge for an
 * attempt of ours or through the link of a request (by its invoice), a void or refund of a payment
 * we have that was made elsewhere, or another one made elsewhere.
 */
#include "flow/till-sync.h"

#include "flow/till-outcome.h"
#include "rules/till-state-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-deposits.h"
#include "store/till-store-requests.h"
#include "store/till-store-transactions.h"
#include "store/till-store-unread.h"

typedef enum
{
  WORK_NONE,
  WORK_ROW,
  WORK_ATTEMPT,
  WORK_REQUEST,
  WORK_RELATED,
  WORK_NEW,
} Work;

/* What a charge belongs to. */
typedef struct
{
  Work             work;
  TillTransaction *row; /* itself, or of WORK_RELATED the payment */
  TillAttempt     *attempt;
  TillRequest     *request;
} Place;

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->row, till_transaction_free);
  g_clear_pointer (&place->attempt, till_attempt_free);
  g_clear_pointer (&place->request, till_request_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* Of the day on which the books were begun, or of the one after that of the balances they were
 * begun with; TILL_INSTANT_NONE, which is before all, when nobody can tell. */
static TillInstant
find_beginning (TillPractice *practice)
{
  TillDay     file_day;
  TillDay     day;
  TillInstant at;

  if (!till_store_get_beginning (till_db_get_reader (practice->db), &at, &file_day, NULL) ||
      at == TILL_INSTANT_NONE)
    return TILL_INSTANT_NONE;

  /* The clock may have been ahead then. */
  day = till_day_of_instant (MIN (at, till_practice_now (practice)), practice->zone);
  if (!till_day_is_none (file_day) && till_day_compare (file_day, day) < 0)
    day = till_day_add (file_day, 1);

  return till_day_start (day, practice->zone);
}

TillTakeIn *
till_take_in_new (TillPractice *practice)
{
  TillTakeIn *self = g_new0 (TillTakeIn, 1);

  self->processor = g_strdup (till_processor_get_name (practice->processor));
  self->charges = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  self->captures = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  self->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) till_unread_free);
  self->actor = till_actor_new (0, "Till");
  self->at = till_practice_now (practice);
  self->cursor = TILL_INSTANT_NONE;
  self->post_payments = till_practice_get_flag (practice, TILL_SETTING_POST_PAYMENTS);
  self->post_refunds = till_practice_get_flag (practice, TILL_SETTING_POST_REFUNDS);
  self->begun = find_beginning (practice);
  self->zone = g_time_zone_ref (practice->zone);

  return self;
}

void
till_take_in_free (TillTakeIn *self)
{
  g_free (self->processor);
  g_ptr_array_unref (self->charges);
  g_ptr_array_unref (self->captures);
  g_ptr_array_unref (self->refused);
  g_clear_pointer (&self->unread, g_hash_table_unref);
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

/* The payment of a refund is known, but has not gone through as far as is known. */
static gboolean
is_contradicted (const TillTransaction *payment, const TillCharge *charge)
{
  return charge->kind == TILL_KIND_REFUND && till_outcome_is_approved (charge) &&
         payment->state != TILL_TRANSACTION_CAPTURED && payment->state != TILL_TRANSACTION_SETTLED;
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

/* What the processor has not decided yet is looked at when it has. A void of a payment that is not
 * known takes nothing back here. */
static gboolean
is_new (const TillCharge *charge)
{
  return charge->state != TILL_TRANSACTION_PENDING && charge->kind != TILL_KIND_VOID;
}

/* A void's invoice may be that of what it voids, so its kind is compared, too. */
static gboolean
find_related (TillDbConnection *connection,
              TillTakeIn       *self,
              const TillCharge *charge,
              Place            *place,
              GError          **error)
{
  g_autoptr (GError) failed = NULL;

  if (charge->kind != TILL_KIND_PAYMENT && charge->related_id != NULL)
    place->row =
      till_store_find_transaction (connection, self->processor, charge->related_id, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (charge->kind != TILL_KIND_PAYMENT && charge->related_id != NULL && place->row == NULL &&
      !till_take_in_find_captured (connection, self, charge->related_id, &place->row, error))
    return FALSE;

  /* Money that was given back is not lost because the rest does not fit; what is not decided yet is
   * looked at again. */
  if (place->row != NULL && is_contradicted (place->row, charge))
    place->work = till_transaction_is_final (place->row->state) ? WORK_NEW : WORK_NONE;
  else if (place->row != NULL)
    place->work = related_moves (place->row, charge) ? WORK_RELATED : WORK_NONE;
  else
    place->work = is_new (charge) ? WORK_NEW : WORK_NONE;

  return TRUE;
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
  if (failed == NULL && place->row == NULL && place->attempt == NULL && charge->invoice != NULL &&
      charge->kind == TILL_KIND_PAYMENT)
    place->request = till_store_find_request_by_invoice (connection, charge->invoice, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (place->row != NULL)
    return TRUE;
  if (place->request != NULL)
    {
      place->work = is_new (charge) ? WORK_REQUEST : WORK_NONE;
      return TRUE;
    }
  if (place->attempt == NULL || place->attempt->kind != charge->kind)
    return find_related (connection, self, charge, place, error);

  place->work = attempt_moves (place->attempt, charge) ? WORK_ATTEMPT : WORK_NONE;

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
         (reversed ||
          till_take_in_add_reversal (connection, self, payment, charge, kind, self->at, error));
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
  outcome->event =
    till_outcome_is_approved (charge) ? TILL_EVENT_APPROVED : till_outcome_refusal (charge);
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

/* A batch's deposit may have waited for this one. What is not settled is in none. */
static void
note_batch (GHashTable *batches, const Place *place, const TillCharge *charge)
{
  const char *terminal = place->row != NULL ? place->row->terminal : charge->terminal;
  const char *batch = charge->batch;

  /* What was authorized first has it from its capture. */
  if (batch == NULL && place->work == WORK_ROW)
    batch = place->row->batch;
  if (batch != NULL && terminal != NULL && charge->state == TILL_TRANSACTION_SETTLED)
    g_hash_table_add (batches, g_strconcat (terminal, "/", batch, NULL));
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

static gboolean
take (TillDbConnection *connection,
      TillTakeIn       *self,
      const Place      *place,
      const TillCharge *charge,
      GError          **error)
{
  switch (place->work)
    {
    case WORK_ROW:
      return take_row (connection, self, place->row, charge, error);
    case WORK_ATTEMPT:
      return take_for_attempt (connection, self, place->attempt, charge, error);
    case WORK_REQUEST:
      return till_take_in_add_for_request (connection, self, place->request, charge, error);
    case WORK_RELATED:
      return take_reversal (connection, self, place->row, charge, charge->kind, error);
    case WORK_NEW:
      return till_take_in_add (connection, self, charge, error);
    case WORK_NONE:
    default:
      return TRUE;
    }
}

/* ── What can't be taken in ─────────────────────────────────────────────────────────────────────
 */

static gboolean
note_refused (TillDbConnection *connection, const TillTakeIn *self, GError **error)
{
  for (guint i = 0; i < self->refused->len; i++)
    {
      if (!till_store_note_unread (connection, self->processor, self->refused->pdata[i], self->at,
                                   error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
forget_unread (TillDbConnection *connection,
               const TillTakeIn *self,
               const TillCharge *charge,
               GError          **error)
{
  return self->unread == NULL || charge->id == NULL ||
         !g_hash_table_contains (self->unread, charge->id) ||
         till_store_forget_unread (connection, self->processor, charge->id, error);
}

static gboolean
forget_captures (TillDbConnection *connection, const TillTakeIn *self, GError **error)
{
  for (guint i = 0; i < self->captures->len; i++)
    if (!forget_unread (connection, self, self->captures->pdata[i], error))
      return FALSE;

  return TRUE;
}

gboolean
till_take_in_write (TillDbConnection *connection, gpointer take_in, GError **error)
{
  TillTakeIn            *self = take_in;
  g_autoptr (GHashTable) batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->n_done = self->charges->len;
  for (guint i = self->n_before; i < self->charges->len; i++)
    {
      const TillCharge *charge = g_ptr_array_index (self->charges, i);
      g_auto (Place)    place = { WORK_NONE, NULL, NULL, NULL };

      if (i > self->n_before && till_db_is_time_up (connection))
        {
          self->n_done = i;
          return relate_batches (connection, batches, self->at, error);
        }

      if (charge->id == NULL)
        continue;
      if (!find_place (connection, self, charge, &place, error) ||
          !take (connection, self, &place, charge, error) ||
          !forget_unread (connection, self, charge, error))
        return FALSE;
      if (place.work != WORK_NONE)
        note_batch (batches, &place, charge);
    }

  return till_take_in_keep_captures (connection, self, batches, error) &&
         relate_batches (connection, batches, self->at, error) &&
         note_refused (connection, self, error) && forget_captures (connection, self, error) &&
         (self->cursor == TILL_INSTANT_NONE ||
          till_store_set_cursor (connection, TILL_CURSOR_TRANSACTIONS, self->cursor, error));
}
