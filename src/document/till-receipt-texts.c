/* till-receipt-texts.c: what a receipt says, before it has a place on the page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Never the card's expiry and never more of its number than the last four digits (FACTA, 15 U.S.C.
 * 1681c(g)). Chip data as the card schemes ask for it: domain.md 4.10.
 */
#include "document/till-receipt-texts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-state-rules.h"

/* More lines of an address would push the receipt from its page. */
#define MOST_ADDRESS_LINES 6

static void
clear_line (gpointer line)
{
  g_free (((TillReceiptLine *) line)->value);
}

/* Takes @value; nothing is added for NULL or "". */
static void
take_line (TillReceiptTexts *self, TillReceiptSection section, const char *label, char *value)
{
  TillReceiptLine line = { section, label, value };

  if (value == NULL || *value == '\0')
    g_free (value);
  else
    g_array_append_val (self->lines, line);
}

static void
add_line (TillReceiptTexts *self, TillReceiptSection section, const char *label, const char *value)
{
  take_line (self, section, label, till_text_tidy (value));
}

static const char *
entry_mode_to_words (const char *mode)
{
  static const struct
  {
    const char *mode;
    const char *words;
  } modes[] = {
    { "chip", N_ ("chip") },
    { "contactless", N_ ("contactless") },
    { "swipe", N_ ("swiped") },
    { "fallback", N_ ("swiped, chip not read") },
    { "keyed", N_ ("keyed in") },
    { "online", N_ ("entered online") },
    { "card-on-file", N_ ("card on file") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_strcmp0 (mode, modes[i].mode) == 0)
      return _ (modes[i].words);

  return mode;
}

static char *
say_method (const TillTransaction *transaction)
{
  const char      *method = till_method_to_words (transaction->method);
  g_autofree char *mode = till_text_tidy (transaction->card.entry_mode);

  /* What the method says already is not said again. */
  if (mode == NULL || !till_method_is_card (transaction->method) ||
      transaction->method == TILL_METHOD_ONLINE || transaction->method == TILL_METHOD_CARD_ON_FILE)
    return g_strdup (method);

  /* Translators: how a card was paid with: "Card terminal, contactless" */
  return g_strdup_printf (_ ("%s, %s"), method, entry_mode_to_words (mode));
}

/* "Visa •••• 4242" */
static char *
say_card (const TillCard *card)
{
  g_autofree char *brand = till_text_tidy (card->brand);
  g_autofree char *last = till_text_tidy (card->last_four);
  glong            n_letters = last != NULL ? g_utf8_strlen (last, -1) : 0;

  if (n_letters == 0)
    return g_steal_pointer (&brand);

  return g_strdup_printf ("%s%s•••• %s", brand != NULL ? brand : "", brand != NULL ? " " : "",
                          g_utf8_offset_to_pointer (last, MAX (n_letters - 4, 0)));
}

static char *
say_amount (TillMoney amount)
{
  return till_money_format (till_money (ABS (amount.cents)));
}

static char *
say_day (TillInstant at, GTimeZone *zone)
{
  return till_day_format (till_day_of_instant (at, zone));
}

/* "2:03 PM EST" */
static char *
say_time (TillInstant at, GTimeZone *zone)
{
  g_autofree char *time = till_instant_format_time (at, zone);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at / TILL_SECOND);

  if (interval < 0)
    return g_steal_pointer (&time);

  return g_strdup_printf ("%s %s", time, g_time_zone_get_abbreviation (zone, interval));
}

/* "Refund of receipt 2026-000123 of Nov 3, 2026, $125.00" */
static char *
say_related (const TillReceipt *receipt, GTimeZone *zone)
{
  const TillTransaction *related = receipt->related;
  gboolean               is_void = receipt->transaction->kind == TILL_KIND_VOID;
  g_autofree char       *day = NULL;
  g_autofree char       *amount = NULL;

  if (related == NULL || receipt->transaction->kind == TILL_KIND_PAYMENT)
    return NULL;

  day = say_day (related->happened_at, zone);
  amount = say_amount (related->amount);
  if (related->receipt_number == NULL)
    return g_strdup_printf (is_void ? _ ("Void of the payment of %s, %s")
                                    : _ ("Refund of the payment of %s, %s"),
                            day, amount);

  return g_strdup_printf (is_void ? _ ("Void of receipt %s of %s, %s")
                                  : _ ("Refund of receipt %s of %s, %s"),
                          related->receipt_number, day, amount);
}

static const char *
say_what_became_of_the_money (const TillTransaction *transaction)
{
  if (transaction->kind == TILL_KIND_VOID)
    return _ ("The payment was voided. No money was taken.");
  if (transaction->kind == TILL_KIND_PAYMENT && transaction->state == TILL_TRANSACTION_VOIDED)
    return _ ("This payment was voided afterwards. No money was taken.");
  if (transaction->kind != TILL_KIND_REFUND)
    return NULL;
  if (transaction->method == TILL_METHOD_CASH)
    return _ ("The money was handed back in cash.");
  if (transaction->method == TILL_METHOD_CHECK)
    return _ ("The money was given back by the practice.");

  return _ ("The money goes back to the same card.");
}

static void
add_statements (TillReceiptTexts *self, const TillReceipt *receipt, GTimeZone *zone)
{
  guint n = 0;

  self->statements[n] = say_related (receipt, zone);
  if (self->statements[n] != NULL)
    n++;
  self->statements[n] = g_strdup (say_what_became_of_the_money (receipt->transaction));
}

/* Not the note: that is for the practice only, and may name the treatment. */
static void
add_payment_lines (TillReceiptTexts *self, const TillTransaction *transaction)
{
  add_line (self, TILL_RECEIPT_PAYMENT, _ ("Patient"), transaction->patient_name);
  take_line (self, TILL_RECEIPT_PAYMENT, _ ("Method"), say_method (transaction));
  if (till_method_is_card (transaction->method))
    take_line (self, TILL_RECEIPT_PAYMENT, _ ("Card"), say_card (&transaction->card));
  add_line (self, TILL_RECEIPT_PAYMENT, _ ("Check number"), transaction->check_number);
  add_line (self, TILL_RECEIPT_PAYMENT, _ ("Reason"), transaction->reason);
}

static void
add_processing_lines (TillReceiptTexts *self, const TillReceipt *receipt)
{
  const TillTransaction *transaction = receipt->transaction;
  const TillCard        *card = &transaction->card;

  if (!till_method_is_card (transaction->method))
    return;

  add_line (self, TILL_RECEIPT_PROCESSING, _ ("Authorization"), transaction->authorization);
  add_line (self, TILL_RECEIPT_PROCESSING, _ ("Transaction ID"), transaction->processor_id);
  add_line (self, TILL_RECEIPT_PROCESSING, _ ("Merchant ID"), receipt->practice->merchant_id);
  add_line (self, TILL_RECEIPT_PROCESSING, _ ("Terminal ID"), transaction->terminal);

  add_line (self, TILL_RECEIPT_CHIP, _ ("Application"), card->application_label);
  add_line (self, TILL_RECEIPT_CHIP, _ ("AID"), card->aid);
  add_line (self, TILL_RECEIPT_CHIP, _ ("Verification"), card->cvm);
  add_line (self, TILL_RECEIPT_CHIP, _ ("TVR"), card->tvr);
  add_line (self, TILL_RECEIPT_CHIP, _ ("IAD"), card->iad);
}

static char *
say_address (const TillPracticeFacts *practice)
{
  g_auto (GStrv) lines =
    g_strsplit (practice->address != NULL ? practice->address : "", "\n", MOST_ADDRESS_LINES);
  g_autofree char *phone = till_text_tidy (practice->phone);
  GString         *address = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *tidied = till_text_tidy (*line);

      if (tidied != NULL)
        g_string_append_printf (address, "%s%s", address->len > 0 ? "\n" : "", tidied);
    }
  if (phone != NULL)
    g_string_append_printf (address, "%s%s", address->len > 0 ? "\n" : "", phone);

  return g_string_free (address, FALSE);
}

static void
set_kind_words (TillReceiptTexts *self, TillTransactionKind kind)
{
  switch (kind)
    {
    case TILL_KIND_PAYMENT:
      self->amount_label = _ ("Amount paid");
      self->headings[TILL_RECEIPT_PAYMENT] = _ ("Payment");
      break;

    case TILL_KIND_REFUND:
      self->amount_label = _ ("Amount refunded");
      self->headings[TILL_RECEIPT_PAYMENT] = _ ("Refund");
      break;

    case TILL_KIND_VOID:
      self->amount_label = _ ("Amount voided");
      self->headings[TILL_RECEIPT_PAYMENT] = _ ("Void");
      break;

    default:
      g_return_if_reached ();
    }

  self->headings[TILL_RECEIPT_PROCESSING] = _ ("Card transaction");
  self->headings[TILL_RECEIPT_CHIP] = _ ("Chip");
}

gboolean
till_receipt_check (const TillTransaction *transaction, GError **error)
{
  if (till_transaction_counts (transaction->state))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("There is no receipt, because no money moved"));

  return FALSE;
}

TillReceiptTexts *
till_receipt_texts_new (const TillReceipt *receipt, GTimeZone *zone, GError **error)
{
  const TillTransaction       *transaction = receipt->transaction;
  g_autoptr (TillReceiptTexts) self = NULL;
  g_autofree char             *phone = till_text_tidy (receipt->practice->phone);

  if (!till_receipt_check (transaction, error))
    return NULL;

  self = g_new0 (TillReceiptTexts, 1);
  self->lines = g_array_sized_new (FALSE, FALSE, sizeof (TillReceiptLine), 16);
  g_array_set_clear_func (self->lines, clear_line);

  self->title = till_receipt_title (transaction);
  self->copy = receipt->copy ? _ ("Copy") : NULL;
  if (transaction->receipt_number != NULL)
    self->number = g_strdup_printf (_ ("Receipt %s"), transaction->receipt_number);
  self->practice = till_text_tidy (receipt->practice->name);
  self->address = say_address (receipt->practice);
  self->amount = say_amount (transaction->amount);
  self->day = say_day (transaction->happened_at, zone);
  self->time = say_time (transaction->happened_at, zone);
  self->subject = g_strdup_printf (_ ("%s, %s, %s"), self->title, self->amount, self->day);
  if (phone != NULL)
    self->contact = g_strdup_printf (_ ("Questions about this receipt? Call us: %s"), phone);

  set_kind_words (self, transaction->kind);
  add_statements (self, receipt, zone);
  add_payment_lines (self, transaction);
  add_processing_lines (self, receipt);

  return g_steal_pointer (&self);
}

void
till_receipt_texts_free (TillReceiptTexts *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->practice);
  g_free (self->address);
  g_free (self->amount);
  g_free (self->day);
  g_free (self->time);
  for (gsize i = 0; i < G_N_ELEMENTS (self->statements); i++)
    g_free (self->statements[i]);
  g_array_unref (self->lines);
  g_free (self->contact);
  g_free (self->subject);
  g_free (self);
}
