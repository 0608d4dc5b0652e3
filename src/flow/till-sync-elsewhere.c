/* till-sync-elsewhere.c: charges that no attempt of ours stands behind: through the link of a
 * request, in the processor's own portal, or at a terminal that stands alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came through a link is its guarantor's. The others are marked, and belong to no patient
 * until somebody says whose they are.
 */
#include "core/till-text.h"
#include "flow/till-card-keeping.h"
#include "flow/till-outcome.h"
#include "flow/till-sync.h"
#include "store/till-store-patients.h"
#include "store/till-store-payers.h"
#include "store/till-store-plan-sendings.h"
#include "store/till-store-transactions.h"

static TillTransaction *
new_row (const TillTakeIn *self, const TillCharge *charge, TillTransactionKind kind)
{
  TillTransaction *row = till_transaction_new ();

  row->kind = kind;
  row->happened_at = self->at;
  row->processor = g_strdup (self->processor);
  row->mark = g_strdup (TILL_MARK_ELSEWHERE);
  till_outcome_fill_row (row, charge);

  return row;
}

static gboolean
add (TillDbConnection *connection, TillTakeIn *self, TillTransaction *row, GError **error)
{
  gboolean post = row->kind == TILL_KIND_PAYMENT ? self->post_payments : self->post_refunds;

  if (!till_store_add_transaction (connection, row, self->actor, self->at, error))
    return FALSE;
  if (row->happened_at < self->begun && row->posting == TILL_POSTING_UNPOSTED)
    return till_store_mark_posted (connection, row->id, self->actor, self->at, error);

  /* Without a patient there is no account to post it to. */
  return (!post || row->patient_id == 0 || row->posting != TILL_POSTING_UNPOSTED ||
          till_store_post (connection, row->id, self->actor, self->at, error));
}

gboolean
till_take_in_add_reversal (TillDbConnection      *connection,
                           TillTakeIn            *self,
                           const TillTransaction *payment,
                           const TillCharge      *charge,
                           TillTransactionKind    kind,
                           TillInstant            at,
                           GError               **error)
{
  g_autoptr (TillTransaction) row = new_row (self, charge, kind);
  gint64                      rest = payment->amount.cents - payment->refunded.cents;

  row->location_id = payment->location_id;
  row->related_id = payment->id;
  row->method = payment->method;
  row->patient_id = payment->patient_id;
  row->patient_name = g_strdup (payment->patient_name);
  row->guarantor_id = payment->guarantor_id;
  /* Told by the payment itself, it has no id and no time of its own. */
  if (g_strcmp0 (charge->id, payment->processor_id) == 0)
    {
      g_clear_pointer (&row->processor_id, g_free);
      row->happened_at = at;
    }
  row->state = kind == TILL_KIND_VOID ? TILL_TRANSACTION_SETTLED : charge->state;
  row->amount = till_money (-(kind == TILL_KIND_VOID ? rest : MIN (rest, charge->amount.cents)));

  return add (connection, self, row, error);
}

/* How the card was read says where. */
static TillMethod
get_method (const TillCharge *charge)
{
  static const char *const read[] = { "chip", "contactless", "swipe", NULL };
  const char              *mode = charge->card.entry_mode;

  if (mode != NULL && g_strv_contains (read, mode))
    return TILL_METHOD_TERMINAL;
  if (g_strcmp0 (mode, "card-on-file") == 0)
    return TILL_METHOD_CARD_ON_FILE;

  return TILL_METHOD_ONLINE;
}

static gboolean
keep_payer (TillDbConnection *connection, gint64 id, const TillCharge *charge, GError **error)
{
  const TillPayer payer = { charge->customer, charge->payer, charge->email, charge->description };

  return till_store_keep_payer (connection, id, &payer, error);
}

/* A payment that is voided has its void as a row, and was taken before. A void is of the same day.
 */
static gboolean
add_with_void (TillDbConnection *connection,
               TillTakeIn       *self,
               TillTransaction  *row,
               const TillCharge *charge,
               GError          **error)
{
  gboolean voided = charge->state == TILL_TRANSACTION_VOIDED;

  row->state = voided ? TILL_TRANSACTION_CAPTURED : charge->state;

  return add (connection, self, row, error) &&
         (!voided || till_take_in_add_reversal (connection, self, row, charge, TILL_KIND_VOID,
                                                row->happened_at, error));
}

/* *@mark NULL: it is what was asked for, or a part of it; also when it counts for a plan, though
 * the link is over since. */
static gboolean
mark_for_request (TillDbConnection      *connection,
                  const TillRequest     *request,
                  const TillTransaction *row,
                  const char           **mark,
                  GError               **error)
{
  TillInstant at = row->happened_at;
  gboolean    counts;

  if (!till_store_would_accept_plan (connection, request, row->amount, at, &counts, error))
    return FALSE;

  counts = counts || request->state == TILL_REQUEST_REQUESTED ||
           (request->plan_id != 0 && till_request_was_open (request, at) &&
            till_request_get_rest (request).cents > 0);
  *mark = !counts ? TILL_MARK_OLD_LINK
          : till_money_compare (row->amount, till_request_get_rest (request)) > 0
            ? TILL_MARK_OVER_ASKED
            : NULL;

  return TRUE;
}

gboolean
till_take_in_add_for_request (TillDbConnection  *connection,
                              TillTakeIn        *self,
                              const TillRequest *request,
                              const TillCharge  *charge,
                              GError           **error)
{
  g_autoptr (TillTransaction) row = new_row (self, charge, TILL_KIND_PAYMENT);
  g_autoptr (TillPatient) asked = till_store_get_patient (connection, request->guarantor_id, error);
  g_autoptr (TillPatient) payer = NULL;
  const char             *mark = NULL;

  if (asked == NULL)
    return FALSE;
  /* The record may have been merged since. */
  payer = till_store_get_patient (connection,
                                  asked->merged_into != 0 ? asked->merged_into : asked->id, error);
  if (payer == NULL)
    return FALSE;

  row->method = TILL_METHOD_ONLINE;
  row->amount = charge->amount;
  row->request_id = request->id;
  row->location_id = request->location_id;
  row->patient_id = payer->id;
  row->patient_name = g_strdup (payer->name);
  row->guarantor_id = payer->guarantor_id;
  if (till_outcome_is_approved (charge) &&
      !mark_for_request (connection, request, row, &mark, error))
    return FALSE;
  till_text_set (&row->mark, mark);

  return add_with_void (connection, self, row, charge, error) &&
         till_card_note_link_payment (connection, row, request, charge->token, self->zone,
                                      self->actor, self->at, error);
}

gboolean
till_take_in_add (TillDbConnection *connection,
                  TillTakeIn       *self,
                  const TillCharge *charge,
                  GError          **error)
{
  g_autoptr (TillTransaction) row = new_row (self, charge, charge->kind);

  row->method = get_method (charge);
  row->amount =
    till_money (charge->kind == TILL_KIND_PAYMENT ? charge->amount.cents : -charge->amount.cents);

  return add_with_void (connection, self, row, charge, error) &&
         keep_payer (connection, row->id, charge, error);
}
