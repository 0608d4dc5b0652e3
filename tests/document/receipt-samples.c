/* receipt-samples.c: a practice and its payments, for the tests of receipts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "receipt-samples.h"

#include <string.h>

#include "core/till-text.h"

static TillInstant
instant (const char *text)
{
  TillInstant at;

  if (!till_instant_from_iso (text, &at))
    g_error ("%s is no time", text);

  return at;
}

static TillPracticeFacts *
new_practice (void)
{
  TillPracticeFacts *practice = till_practice_facts_new ();

  practice->name = g_strdup ("Harborview Family Dentistry");
  practice->address = g_strdup ("1420 Lakeshore Avenue, Suite 300\nPortland, ME 04101");
  practice->phone = g_strdup ("(207) 555-0142");
  practice->merchant_id = g_strdup ("8788290001");
  practice->zone = g_strdup ("America/New_York");

  return practice;
}

static TillTransaction *
new_payment (void)
{
  TillTransaction *payment = till_transaction_new ();

  payment->kind = TILL_KIND_PAYMENT;
  payment->state = TILL_TRANSACTION_SETTLED;
  payment->method = TILL_METHOD_TERMINAL;
  payment->patient_name = g_strdup ("Muñoz, Zoë A");
  payment->amount = till_money (12500);
  payment->happened_at = instant ("2026-11-03T14:03:22.000Z");
  payment->entered_at = instant ("2026-11-03T14:03:24.000Z");
  payment->card.brand = g_strdup ("Visa");
  payment->card.last_four = g_strdup ("4242");
  payment->card.expiry = g_strdup ("0931");
  payment->card.entry_mode = g_strdup ("chip");
  payment->card.aid = g_strdup ("A0000000031010");
  payment->card.application_label = g_strdup ("Visa Credit");
  payment->card.cvm = g_strdup ("PIN verified");
  payment->card.tvr = g_strdup ("0880008000");
  payment->card.iad = g_strdup ("06010A03A0A800");
  payment->authorization = g_strdup ("TAS204");
  payment->processor = g_strdup ("clearent");
  payment->processor_id = g_strdup ("262246");
  payment->terminal = g_strdup ("T1001");
  payment->receipt_number = g_strdup ("2026-000123");

  return payment;
}

static void
without_chip (TillTransaction *transaction)
{
  till_text_set (&transaction->card.aid, NULL);
  till_text_set (&transaction->card.application_label, NULL);
  till_text_set (&transaction->card.cvm, NULL);
  till_text_set (&transaction->card.tvr, NULL);
  till_text_set (&transaction->card.iad, NULL);
}

static void
without_card (TillTransaction *transaction)
{
  till_card_clear (&transaction->card);
  till_text_set (&transaction->authorization, NULL);
  till_text_set (&transaction->processor, NULL);
  till_text_set (&transaction->processor_id, NULL);
  till_text_set (&transaction->terminal, NULL);
}

static void
to_keyed (TillTransaction *transaction, TillPracticeFacts *practice)
{
  without_chip (transaction);
  transaction->method = TILL_METHOD_VIRTUAL;
  till_text_set (&transaction->card.entry_mode, "keyed");
  till_text_set (&transaction->card.brand, "Mastercard");
  till_text_set (&transaction->card.last_four, "0057");
  till_text_set (&transaction->note, "Deposit for the crown");
}

static void
to_cash (TillTransaction *transaction, TillPracticeFacts *practice)
{
  without_card (transaction);
  transaction->method = TILL_METHOD_CASH;
  transaction->amount = till_money (4000);
}

static void
to_check (TillTransaction *transaction, TillPracticeFacts *practice)
{
  without_card (transaction);
  transaction->method = TILL_METHOD_CHECK;
  transaction->amount = till_money (123456);
  till_text_set (&transaction->check_number, "1044");
}

static void
to_refund (TillTransaction *transaction, TillPracticeFacts *practice)
{
  without_chip (transaction);
  transaction->kind = TILL_KIND_REFUND;
  transaction->amount = till_money (-12500);
  transaction->happened_at = instant ("2026-11-24T22:30:00.000Z");
  transaction->entered_at = transaction->happened_at;
  till_text_set (&transaction->card.entry_mode, NULL);
  till_text_set (&transaction->reason, "Treatment was not done");
  till_text_set (&transaction->processor_id, "262390");
  till_text_set (&transaction->receipt_number, "2026-000188");
}

static void
to_partial_refund (TillTransaction *transaction, TillPracticeFacts *practice)
{
  to_refund (transaction, practice);
  transaction->amount = till_money (-5050);
  till_text_set (&transaction->reason, "Insurance paid more than expected");
}

static void
to_void (TillTransaction *transaction, TillPracticeFacts *practice)
{
  to_refund (transaction, practice);
  transaction->kind = TILL_KIND_VOID;
  transaction->happened_at = instant ("2026-11-03T15:20:00.000Z");
  transaction->entered_at = transaction->happened_at;
  till_text_set (&transaction->reason, "Wrong amount");
}

static void
to_voided_payment (TillTransaction *transaction, TillPracticeFacts *practice)
{
  transaction->state = TILL_TRANSACTION_VOIDED;
}

static void
to_long_names (TillTransaction *transaction, TillPracticeFacts *practice)
{
  till_text_set (&practice->name,
                 "Pediatric, Orthodontic and General Dentistry of Greater Northern Massachusetts");
  till_text_set (&practice->address, "Building 7, Entrance C, Floor 12, at the corner of "
                                     "Commonwealth Avenue and Massachusetts Avenue\n"
                                     "behind the old post office\nBoston, MA 02115");
  till_text_set (
    &transaction->patient_name,
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley, Hubert Blaine Adolph "
    "Charles David Earl Frederick");
}

static void
to_other_scripts (TillTransaction *transaction, TillPracticeFacts *practice)
{
  to_check (transaction, practice);
  till_text_set (&practice->name, "Nha khoa Nguyễn Thị Hồng");
  till_text_set (&transaction->patient_name, "כהן, דוד");
  till_text_set (&practice->address, "Ζωή Παπαδοπούλου, Łukasz Żółć, Ольга Иванова");
}

static void
to_east_asian (TillTransaction *transaction, TillPracticeFacts *practice)
{
  to_check (transaction, practice);
  till_text_set (&practice->name, "Lakeshore Dental 湖畔牙科");
  till_text_set (&transaction->patient_name, "김서연");
  till_text_set (&practice->address, "たなか カナ, 陳美玲, 陈伟");
}

const ReceiptSample receipt_samples[] = {
  { "payment-chip", NULL, FALSE },
  { "payment-chip-copy", NULL, TRUE },
  { "payment-keyed", to_keyed, FALSE },
  { "payment-cash", to_cash, FALSE },
  { "payment-check", to_check, FALSE },
  { "payment-voided", to_voided_payment, FALSE },
  { "refund", to_refund, FALSE },
  { "refund-partial", to_partial_refund, FALSE },
  { "void", to_void, FALSE },
  { "long-names", to_long_names, FALSE },
  { "other-scripts", to_other_scripts, FALSE },
  { "east-asian", to_east_asian, FALSE },
  { NULL, NULL, FALSE },
};

ReceiptHolder *
receipt_sample_open (const char *name)
{
  const ReceiptSample *sample = receipt_samples;
  ReceiptHolder       *self = g_new0 (ReceiptHolder, 1);

  while (g_strcmp0 (sample->name, name) != 0)
    g_assert_nonnull ((sample++)->name);

  self->practice = new_practice ();
  self->transaction = new_payment ();
  if (sample->change != NULL)
    sample->change (self->transaction, self->practice);
  if (self->transaction->kind != TILL_KIND_PAYMENT)
    self->related = new_payment ();
  self->receipt = (TillReceipt){ self->practice, self->transaction, self->related, sample->copy };

  return self;
}

void
receipt_holder_free (ReceiptHolder *self)
{
  if (self == NULL)
    return;

  till_practice_facts_free (self->practice);
  till_transaction_free (self->transaction);
  till_transaction_free (self->related);
  g_free (self);
}
