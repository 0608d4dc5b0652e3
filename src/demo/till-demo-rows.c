/* till-demo-rows.c: what happens in the demo, as the records of the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-private.h"
#include "rules/till-reversal-rules.h"

/* Ids begin with this day. */
#define FIRST_DAY 16436
#define IDS_A_DAY 100000

static const char *const declines[][2] = {
  { "023", "Declined by issuer" },
  { "012", "Insufficient funds" },
  { "004", "Expired card" },
  { "023", "Declined by issuer" },
};

/* What the terminal says when no card was asked. */
static const char *const not_completed[] = { "006", "Transaction cancelled on the terminal" };

static guint
taking_number (const TillDemoPayment *payment, const TillDemoTaking *taking)
{
  return taking != NULL ? (guint) (taking - payment->takings) + 1 : 0;
}

static TillDemoRandom
random_for (TillDemoData          *self,
            TillDemoStream         stream,
            const TillDemoPayment *payment,
            const TillDemoTaking  *taking)
{
  return till_demo_random (self->seed, stream, payment->day.number,
                           payment->index * 4 + taking_number (payment, taking));
}

char *
till_demo_event_uuid (TillDemoData          *self,
                      const TillDemoPayment *payment,
                      const TillDemoTaking  *taking)
{
  TillDemoRandom random = random_for (self, TILL_DEMO_UUID, payment, taking);

  return till_demo_random_uuid (&random);
}

/* The sandbox gives its own transactions the highest id and one: within a day ours fall, from the
 * first one on, so that those of later hours are not taken already.
 */
char *
till_demo_event_processor_id (const TillDemoPayment *payment, const TillDemoTaking *taking)
{
  TillDay day = taking != NULL ? taking->day : payment->day;
  int     waited = day.number - payment->day.number;
  gint64  place = 90000 - payment->index;

  if (taking != NULL)
    place = 80000 - waited * 1000 - payment->index * 4 - taking_number (payment, taking);

  return g_strdup_printf ("%" G_GINT64_FORMAT,
                          (gint64) (day.number - FIRST_DAY) * IDS_A_DAY + place);
}

static const char *const *
refusal_of (const TillDemoPayment *payment)
{
  if (payment->refusal != NULL)
    return payment->refusal;

  return payment->failed ? not_completed : declines[payment->index % G_N_ELEMENTS (declines)];
}

const char *
till_demo_decline_code (TillDemoData *self, const TillDemoPayment *payment)
{
  return refusal_of (payment)[0];
}

static const char *
entry_mode (TillDemoEntry entry)
{
  switch (entry)
    {
    case TILL_DEMO_CHIP:
      return "chip";
    case TILL_DEMO_CONTACTLESS:
      return "contactless";
    case TILL_DEMO_SWIPE:
      return "swipe";
    case TILL_DEMO_KEYED:
      return "keyed";
    case TILL_DEMO_ENTERED_ONLINE:
      return "online";
    case TILL_DEMO_ON_FILE:
      return "card-on-file";
    case TILL_DEMO_NO_CARD:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* The patient's card, the same each time until it expires; or the one on file. */
static void
fill_card (TillDemoData *self, TillCard *card, const TillDemoEvent *event)
{
  const TillDemoPayment *payment = event->payment;
  gboolean               with_chip = event->taking == NULL && (payment->entry == TILL_DEMO_CHIP ||
                                                 payment->entry == TILL_DEMO_CONTACTLESS);

  if (payment->card != NULL)
    till_card_copy (&payment->card->card, card);
  else
    till_demo_draw_card (self, payment->patient, 0, payment->day, with_chip, card);
  if (event->taking != NULL)
    return;

  card->entry_mode = g_strdup (entry_mode (payment->entry));
  if (with_chip)
    {
      card->tvr = g_strdup ("0000008000");
      card->iad = g_strdup ("06010A03A0A800");
      card->cvm = g_strdup ("NO CVM");
    }
}

static gboolean
is_settled (TillDemoData *self, TillInstant at, TillInstant now)
{
  return now >= till_reversal_cut_off (at, self->zone);
}

static TillTransactionState
payment_state (TillDemoData *self, const TillDemoPayment *payment, TillInstant now)
{
  if (payment->declined)
    return payment->failed ? TILL_TRANSACTION_FAILED : TILL_TRANSACTION_DECLINED;
  if (payment->authorized)
    return TILL_TRANSACTION_AUTHORIZED;
  if (!till_method_is_card (payment->method))
    return TILL_TRANSACTION_SETTLED;
  if (payment->n_takings > 0 && payment->takings[0].kind == TILL_KIND_VOID &&
      payment->takings[0].at <= now)
    return TILL_TRANSACTION_VOIDED;

  return is_settled (self, payment->at, now) ? TILL_TRANSACTION_SETTLED : TILL_TRANSACTION_CAPTURED;
}

static TillMoney
taken_back (const TillDemoPayment *payment, TillInstant now)
{
  gint64 cents = 0;

  for (guint i = 0; i < payment->n_takings; i++)
    if (payment->takings[i].at <= now)
      cents += payment->takings[i].amount.cents;

  return till_money (cents);
}

/* What the processor keeps of it: 2.6 % and 10¢ where the card is there, 3.1 % and 15¢ where it is
 * not. */
static TillMoney
fee_of (const TillDemoPayment *payment)
{
  if (payment->method == TILL_METHOD_TERMINAL)
    return till_money ((payment->amount.cents * 26 + 500) / 1000 + 10);

  return till_money ((payment->amount.cents * 31 + 500) / 1000 + 15);
}

static void
fill_processor (TillDemoData        *self,
                TillTransaction     *row,
                const TillDemoEvent *event,
                TillInstant          now)
{
  const TillDemoPayment *payment = event->payment;
  TillDemoRandom         random = random_for (self, TILL_DEMO_CARD, payment, event->taking);
  TillDay                day = event->taking != NULL ? event->taking->day : payment->day;

  if (!payment->failed)
    fill_card (self, &row->card, event);
  row->processor = g_strdup ("clearent");
  row->processor_id = till_demo_event_processor_id (payment, event->taking);
  row->terminal =
    g_strdup (payment->at_the_back ? TILL_DEMO_TERMINAL_BACK : TILL_DEMO_TERMINAL_FRONT);
  if (payment->declined)
    {
      row->words = g_strdup (refusal_of (payment)[1]);
      return;
    }

  row->authorization = g_strdup_printf ("TAS%03u", till_demo_random_below (&random, 1000));
  row->words = g_strdup ("Transaction approved");
  if (row->kind == TILL_KIND_VOID || row->state == TILL_TRANSACTION_VOIDED || payment->authorized)
    return;

  row->batch = g_strdup_printf ("%d", day.number - FIRST_DAY);
  if (row->kind == TILL_KIND_PAYMENT && row->state == TILL_TRANSACTION_SETTLED)
    row->fee = fee_of (payment);
}

TillTransaction *
till_demo_event_to_row (TillDemoData *self, const TillDemoEvent *event, TillInstant now)
{
  const TillDemoPayment *payment = event->payment;
  const TillDemoTaking  *taking = event->taking;
  const TillPatient     *patient = g_ptr_array_index (self->patients, payment->patient);
  TillTransaction       *row = till_transaction_new ();
  g_autofree char       *uuid = till_demo_event_uuid (self, payment, taking);

  row->location_id = 1;
  row->kind = taking != NULL ? taking->kind : TILL_KIND_PAYMENT;
  row->method = payment->method;
  row->patient_id = patient->id;
  row->patient_name = g_strdup (patient->name);
  row->guarantor_id = patient->guarantor_id;
  row->happened_at = event->at;
  row->invoice = till_id_to_invoice (uuid);

  if (taking != NULL)
    {
      row->amount = till_money (-taking->amount.cents);
      row->reason = g_strdup (taking->reason);
      row->state = TILL_TRANSACTION_SETTLED;
      if (taking->kind == TILL_KIND_REFUND && till_method_is_card (payment->method) &&
          !is_settled (self, taking->at, now))
        row->state = TILL_TRANSACTION_CAPTURED;
    }
  else
    {
      row->amount = payment->amount;
      row->state = payment_state (self, payment, now);
      row->refunded = taken_back (payment, now);
      row->note = g_strdup (payment->note);
      if (payment->method == TILL_METHOD_CHECK)
        row->check_number = g_strdup_printf (
          "%u", 1000 + (payment->patient * 7 + (guint) payment->day.number) % 4000);
    }

  row->posting = payment->declined || row->state == TILL_TRANSACTION_AUTHORIZED
                   ? TILL_POSTING_NONE
                   : TILL_POSTING_UNPOSTED;
  if (till_method_is_card (payment->method))
    fill_processor (self, row, event, now);

  return row;
}
