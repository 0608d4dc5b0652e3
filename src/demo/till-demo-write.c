/* till-demo-write.c: a day's events into the store, as the flows would have written them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-calendar.h"
#include "core/till-text.h"
#include "demo/till-demo-private.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

/* Which payment of which business day ago. */
#define REVIEW_AGE 3
#define REVIEW_INDEX 2

typedef struct
{
  TillDemoData        *data;
  TillDbConnection    *connection;
  const TillActor     *actor;
  const TillDemoEvent *event;
  TillInstant          now;
  guint                age; /* business days since */
} Writing;

static char *
invoice_of (TillDemoData *self, const TillDemoPayment *payment, const TillDemoTaking *taking)
{
  g_autofree char *uuid = till_demo_event_uuid (self, payment, taking);

  return till_id_to_invoice (uuid);
}

/* *row is NULL when it is not there. */
static gboolean
find_row (Writing *writing, const TillDemoTaking *taking, TillTransaction **row, GError **error)
{
  g_autofree char        *invoice = invoice_of (writing->data, writing->event->payment, taking);
  g_autoptr (GError)      failure = NULL;
  g_autoptr (TillAttempt) attempt =
    till_store_find_attempt_by_invoice (writing->connection, invoice, &failure);

  *row = NULL;
  if (attempt != NULL)
    *row = till_store_find_transaction_by_attempt (writing->connection, attempt->id, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* Who plays with the demo may have voided or refunded it already. */
static gboolean
may_be_taken_back (const TillTransaction *payment, const TillDemoTaking *taking)
{
  if (payment == NULL || payment->refunded.cents + taking->amount.cents > payment->amount.cents)
    return FALSE;
  if (taking->kind == TILL_KIND_VOID)
    return payment->state == TILL_TRANSACTION_CAPTURED;

  return payment->state == TILL_TRANSACTION_CAPTURED || payment->state == TILL_TRANSACTION_SETTLED;
}

static TillAttempt *
make_attempt (Writing *writing, const TillTransaction *row, const TillTransaction *related)
{
  TillAttempt *attempt = till_attempt_new ();

  attempt->uuid =
    till_demo_event_uuid (writing->data, writing->event->payment, writing->event->taking);
  attempt->invoice = g_strdup (row->invoice);
  attempt->location_id = row->location_id;
  attempt->kind = row->kind;
  attempt->method = row->method;
  attempt->patient_id = row->patient_id;
  attempt->patient_name = g_strdup (row->patient_name);
  attempt->guarantor_id = row->guarantor_id;
  attempt->amount = till_money (ABS (row->amount.cents));
  attempt->terminal = row->method == TILL_METHOD_TERMINAL ? g_strdup (row->terminal) : NULL;
  attempt->check_number = g_strdup (row->check_number);
  attempt->asked_by = writing->event->payment->asked_by;
  attempt->note = g_strdup (row->note);
  attempt->reason = g_strdup (row->reason);
  if (related != NULL)
    {
      attempt->target_id = related->id;
      attempt->target_processor_id = g_strdup (related->processor_id);
    }

  return attempt;
}

/* Installments are charged by nobody. */
static const TillActor *
actor_of (const Writing *writing)
{
  return writing->event->payment->card != NULL ? NULL : writing->actor;
}

static gboolean
write_attempt (Writing               *writing,
               TillTransaction       *row,
               const TillTransaction *related,
               GError               **error)
{
  g_autoptr (TillAttempt) attempt = make_attempt (writing, row, related);
  gboolean                declined = writing->event->payment->declined;
  gboolean                by_page = row->kind == TILL_KIND_PAYMENT &&
                     (row->method == TILL_METHOD_VIRTUAL || row->method == TILL_METHOD_ONLINE);
  TillInstant begun = row->happened_at - (by_page ? 95 : 14) * TILL_SECOND;

  if (!till_demo_find_card_id (writing->connection, writing->event->payment->card,
                               &attempt->card_id, error) ||
      !till_store_prepare_attempt (writing->connection, attempt, actor_of (writing), begun,
                                   error) ||
      !till_store_step_attempt (writing->connection, attempt->id,
                                by_page ? TILL_ATTEMPT_WAITING : TILL_ATTEMPT_SENT, NULL, NULL,
                                NULL, actor_of (writing), begun, error) ||
      !till_store_step_attempt (
        writing->connection, attempt->id, declined ? TILL_ATTEMPT_DECLINED : TILL_ATTEMPT_APPROVED,
        row->words,
        declined ? till_demo_decline_code (writing->data, writing->event->payment) : NULL, NULL,
        actor_of (writing), row->happened_at, error))
    return FALSE;

  row->attempt_id = attempt->id;

  return TRUE;
}

/* What the practice charged for it; a refund is mostly of what insurance has paid too. */
static gboolean
write_charge (Writing *writing, const TillTransaction *row, GError **error)
{
  const TillDemoPayment *payment = writing->event->payment;
  const TillDemoTaking  *taking = writing->event->taking;

  if (taking == NULL && row->posting != TILL_POSTING_NONE && payment->charged_for != NULL)
    return till_store_add_ledger_entry (writing->connection, row->patient_id, "charge",
                                        payment->charged, payment->charged_on, payment->charged_for,
                                        row->happened_at, error);
  if (taking != NULL && taking->kind == TILL_KIND_REFUND)
    return till_store_add_ledger_entry (writing->connection, row->patient_id, "adjustment",
                                        row->amount, taking->day, taking->reason, row->happened_at,
                                        error);

  return TRUE;
}

/* One a while ago that the ledger did not take as it was. */
static gboolean
write_review (Writing *writing, const TillTransaction *row, GError **error)
{
  return till_store_step_posting (writing->connection, row->id, TILL_POSTING_POSTING,
                                  writing->actor, row->entered_at, error) &&
         till_store_step_posting (writing->connection, row->id, TILL_POSTING_NEEDS_REVIEW,
                                  writing->actor, row->entered_at, error);
}

/* The desk posts within a day or two: of the last ones some are still to be done. */
static gboolean
write_posting (Writing *writing, const TillTransaction *row, GError **error)
{
  static const guint     unposted[] = { 400, 300, 130 };
  const TillDemoPayment *payment = writing->event->payment;
  TillDemoRandom         random =
    till_demo_random (writing->data->seed, TILL_DEMO_POSTING, payment->day.number,
                      payment->index * 4 + (writing->event->taking != NULL));
  TillInstant at = row->happened_at + till_demo_random_between (&random, 5, 240) * TILL_MINUTE;

  if (row->posting == TILL_POSTING_NONE)
    return TRUE;
  if (writing->age == REVIEW_AGE && writing->event->taking == NULL &&
      payment->index == REVIEW_INDEX)
    return write_review (writing, row, error);
  if (writing->age < G_N_ELEMENTS (unposted) &&
      till_demo_random_chance (&random, unposted[writing->age]))
    return TRUE;

  return till_store_post (writing->connection, row->id, writing->actor, MIN (at, writing->now),
                          error);
}

static gboolean
write_event (Writing *writing, GError **error)
{
  const TillDemoTaking       *taking = writing->event->taking;
  g_autoptr (TillTransaction) written = NULL;
  g_autoptr (TillTransaction) related = NULL;
  g_autoptr (TillTransaction) row = NULL;

  if (!find_row (writing, taking, &written, error))
    return FALSE;
  if (written != NULL)
    return TRUE;
  if (taking != NULL && !find_row (writing, NULL, &related, error))
    return FALSE;
  if (taking != NULL && !may_be_taken_back (related, taking))
    return TRUE;

  row = till_demo_event_to_row (writing->data, writing->event, writing->now);
  row->related_id = related != NULL ? related->id : 0;
  /* What is taken back later is written later: as it was then, for now. */
  row->refunded = TILL_MONEY_ZERO;
  if (row->state == TILL_TRANSACTION_VOIDED)
    row->state = TILL_TRANSACTION_CAPTURED;

  return write_charge (writing, row, error) && write_attempt (writing, row, related, error) &&
         till_store_add_transaction (writing->connection, row, actor_of (writing),
                                     row->happened_at + 2 * TILL_SECOND, error) &&
         write_posting (writing, row, error);
}

static guint
count_business_days (TillDay from, TillDay until)
{
  guint n = 0;

  while (till_day_compare (from, until) < 0 && n < 10)
    {
      from = till_day_add (from, 1);
      n += till_calendar_is_business_day (from);
    }

  return n;
}

gboolean
till_demo_data_write_day (TillDemoData     *self,
                          TillDbConnection *connection,
                          TillDay           day,
                          TillInstant       now,
                          GError          **error)
{
  g_autoptr (GArray)    events = till_demo_list_events (self, day, now);
  g_autoptr (TillActor) actor = till_store_get_first_user (connection, error);
  Writing               writing = { self, connection, actor, NULL, now, 0 };

  if (actor == NULL)
    return FALSE;

  writing.age = count_business_days (day, till_day_of_instant (now, self->zone));
  for (guint i = 0; i < events->len; i++)
    {
      writing.event = &g_array_index (events, TillDemoEvent, i);
      if (!write_event (&writing, error))
        return FALSE;
    }

  return TRUE;
}
