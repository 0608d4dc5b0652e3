/* test-card-charges.c: a card on file charged, at the desk and by a key; the wire fails in every
 * way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-charge-card.h"
#include "till-desk-cards.h"

#define KEY "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
#define SALES "SELECT count(*) FROM transactions WHERE state = 'captured'"

/* ── Charged ── */

static void
test_charge (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = desk_charge_card (desk, card, 2500, &error);
  g_autoptr (TillTransaction) row = NULL;

  g_assert_no_error (error);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  row = desk_get (desk, till_take_payment_get_transaction_id (payment));
  g_assert_cmpint (row->method, ==, TILL_METHOD_CARD_ON_FILE);
  g_assert_cmpstr (row->card.entry_mode, ==, "card-on-file");
  g_assert_nonnull (row->card.last_four);
  g_assert_nonnull (row->receipt_number);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE card_id IS NOT NULL"
                                     " AND asked_by = 'customer'"),
                   ==, 1);
  desk_assert_agree (desk);
}

/* A second one of the same amount is asked about first. */
static void
test_asks_first (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  TillPaymentOrder            order = desk_order (desk, 1000, TILL_METHOD_CARD_ON_FILE);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  order.card_id = card;
  payment = desk_try_collect (desk, &order, &error);
  g_assert_null (payment);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_ASK_FIRST);
}

static void
test_declined (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = desk_charge_card (desk, card, 21, &error);

  g_assert_no_error (error);
  desk_wait_phase (payment, TILL_PAYMENT_DECLINED);
  g_assert_nonnull (till_take_payment_get_words (payment));
  g_assert_cmpint (desk_count (desk, SALES), ==, 1);
  desk_assert_agree (desk);
}

typedef struct
{
  const char *fault;
  gboolean    is_taken; /* the money moved all the same */
} FaultCase;

static const FaultCase faults[] = {
  { "timeout", TRUE },       { "timeout-before", FALSE }, { "reset-before", FALSE },
  { "reset-after", TRUE },   { "500-before", FALSE },     { "500-after", TRUE },
  { "truncated", TRUE },     { "not-json", TRUE },        { "duplicate", TRUE },
  { "wrong-invoice", TRUE },
};

#define SALE "@POST /rest/v2/transactions/sale"

/* Whatever becomes of the answer: it is looked up, and never sent twice. */
static void
test_fault (gconstpointer data)
{
  const FaultCase            *fault = data;
  g_autofree char            *spec = g_strconcat (fault->fault, SALE "=#2", NULL);
  g_autoptr (Desk)            desk = desk_new_for_cards (spec);
  gint64                      card = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) first = desk_charge_card (desk, card, 1100, &error);
  g_autoptr (TillTakePayment) payment = NULL;

  g_assert_no_error (error);
  desk_wait_phase (first, TILL_PAYMENT_APPROVED);
  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  payment = desk_charge_card (desk, card, 2500, &error);
  g_assert_no_error (error);
  till_test_wait_until (till_take_payment_get_phase (payment) >= TILL_PAYMENT_CHECKING);
  desk_settle (desk);
  till_test_wait_until (till_take_payment_get_phase (payment) > TILL_PAYMENT_CHECKING);
  g_test_message ("%s: %s", fault->fault, till_take_payment_get_words (payment));
  g_assert_cmpint (till_take_payment_get_phase (payment), ==,
                   fault->is_taken ? TILL_PAYMENT_APPROVED : TILL_PAYMENT_NOT_FOUND);
  g_assert_cmpuint (desk_count_sales (desk), ==, fault->is_taken ? 3 : 2);
  desk_assert_agree (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE state IN"
                                     " ('prepared', 'sent', 'unknown')"),
                   ==, 0);
}

static void
test_expired (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  desk_pass (desk, 40 * 365 * 24 * TILL_HOUR);
  payment = desk_charge_card (desk, card, 2500, &error);
  g_assert_null (payment);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, "expired"));
  g_assert_cmpuint (desk_count_sales (desk), ==, 1);
}

/* ── By nobody at the desk ── */

static TillCardCharge
order_by_key (Desk *desk, gint64 card_id, gint64 cents)
{
  return (TillCardCharge){ .patient_id = desk->anna,
                           .card_id = card_id,
                           .amount = till_money (cents),
                           .key = KEY,
                           .asked_by = TILL_ASKED_BY_PRACTICE,
                           .knowingly = TRUE };
}

static TillCardCharged *
finish_charge (Desk *desk, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) kept = till_test_wait_result (result);

  return till_charge_card_finish (desk->practice, kept, error);
}

static TillCardCharged *
charge_by_key (Desk *desk, gint64 card_id, gint64 cents, GError **error)
{
  const TillCardCharge order = order_by_key (desk, card_id, cents);
  GAsyncResult        *result = NULL;

  till_charge_card_async (desk->practice, &order, till_test_keep_result, &result);

  return finish_charge (desk, &result, error);
}

static void
test_by_key (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) first = charge_by_key (desk, card, 2500, &error);
  g_autoptr (TillCardCharged) second = NULL;
  g_autoptr (TillCardCharged) other = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (first->phase, ==, TILL_PAYMENT_APPROVED);
  /* Once more, also after a new start: it is the same one. */
  desk_close (desk);
  desk_open (desk);
  second = charge_by_key (desk, card, 2500, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->phase, ==, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (second->attempt_id, ==, first->attempt_id);
  g_assert_cmpint (second->transaction_id, ==, first->transaction_id);
  g_assert_cmpuint (desk_count_sales (desk), ==, 2);

  other = charge_by_key (desk, card, 2600, &error);
  g_assert_null (other);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE asked_by = 'practice'"),
                   ==, 1);
  desk_assert_agree (desk);
}

static void
test_by_key_declined (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) charged = charge_by_key (desk, card, 21, &error);

  g_assert_no_error (error);
  g_assert_cmpint (charged->phase, ==, TILL_PAYMENT_DECLINED);
  g_assert_cmpstr (charged->code, ==, "012");
  g_assert_nonnull (charged->words);
  desk_assert_agree (desk);
}

/* Asked for three times at once: one is begun, and the others learn what became of it. */
static void
test_by_key_at_once (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cards (NULL);
  gint64               card = desk_keep_card (desk);
  const TillCardCharge order = order_by_key (desk, card, 2500);
  GAsyncResult        *results[3] = { NULL };
  gint64               id = 0;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    till_charge_card_async (desk->practice, &order, till_test_keep_result, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError)          error = NULL;
      g_autoptr (TillCardCharged) charged = finish_charge (desk, &results[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (charged->phase, ==, TILL_PAYMENT_APPROVED);
      g_assert_true (id == 0 || charged->transaction_id == id);
      id = charged->transaction_id;
    }
  g_assert_cmpuint (desk_count_sales (desk), ==, 2);
  desk_assert_agree (desk);
}

/* By the same key, for somebody else. */
static void
test_by_key_of_another (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  TillCardCharge              order = order_by_key (desk, card, 2500);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) first = charge_by_key (desk, card, 2500, &error);
  g_autoptr (TillCardCharged) second = NULL;
  GAsyncResult               *result = NULL;

  g_assert_no_error (error);
  order.patient_id = desk->ben;
  till_charge_card_async (desk->practice, &order, till_test_keep_result, &result);
  second = finish_charge (desk, &result, &error);
  g_assert_null (second);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_cmpuint (desk_count_sales (desk), ==, 2);
}

/* An unclear answer does not hold the caller; by the key it learns later what became of it. */
static void
test_by_key_unclear (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards ("reset-after" SALE "=#1");
  gint64                      card = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) first = charge_by_key (desk, card, 2500, &error);
  g_autoptr (TillCardCharged) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (first->phase, ==, TILL_PAYMENT_CHECKING);
  g_assert_cmpint (first->transaction_id, ==, 0);
  desk_settle (desk);
  second = charge_by_key (desk, card, 2500, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->phase, ==, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (second->attempt_id, ==, first->attempt_id);
  g_assert_cmpuint (desk_count_sales (desk), ==, 2);
  desk_assert_agree (desk);
}

/* Asked for again before the start has gone on with what was left open: one watch has it. */
static void
test_by_key_before_start (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards ("timeout" SALE "=#1");
  gint64                      card = desk_keep_card (desk);
  TillCardCharge              order = order_by_key (desk, card, 2500);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) charged = NULL;
  GAsyncResult               *result = NULL;

  till_charge_card_async (desk->practice, &order, till_test_keep_result, &result);
  till_test_wait_until (desk_count_sales (desk) == 2);
  till_practice_close (desk->practice);
  charged = finish_charge (desk, &result, &error);
  g_assert_null (charged);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  desk_close (desk);
  desk_open (desk);
  charged = charge_by_key (desk, card, 2500, &error);
  g_assert_no_error (error);
  desk_settle (desk);
  g_clear_pointer (&charged, till_card_charged_free);
  charged = charge_by_key (desk, card, 2500, &error);
  g_assert_no_error (error);
  g_assert_cmpint (charged->phase, ==, TILL_PAYMENT_APPROVED);
  g_assert_cmpuint (desk_count_sales (desk), ==, 2);
  desk_assert_agree (desk);
}

/* Written down, and the practice is closed before it is sent: by that key nothing is charged any
 * more, and the caller is told so. */
static void
test_by_key_never_sent (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  TillCardCharge              order = order_by_key (desk, card, 2500);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) charged = NULL;
  GAsyncResult               *result = NULL;

  till_charge_card_async (desk->practice, &order, till_test_keep_result, &result);
  till_practice_close (desk->practice);
  charged = finish_charge (desk, &result, &error);
  g_assert_null (charged);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  desk_close (desk);
  desk_open (desk);
  charged = charge_by_key (desk, card, 2500, &error);
  g_assert_no_error (error);
  g_assert_cmpint (charged->phase, ==, TILL_PAYMENT_REFUSED);
  g_assert_true (charged->never_sent);
  g_assert_cmpuint (desk_count_sales (desk), ==, 1);
  desk_assert_agree (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/card-charges/charge", test_charge);
  g_test_add_func ("/card-charges/asks-first", test_asks_first);
  g_test_add_func ("/card-charges/declined", test_declined);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strconcat ("/card-charges/fault/", faults[i].fault, NULL);

      g_test_add_data_func (name, &faults[i], test_fault);
    }
  g_test_add_func ("/card-charges/expired", test_expired);
  g_test_add_func ("/card-charges/by-key", test_by_key);
  g_test_add_func ("/card-charges/by-key-declined", test_by_key_declined);
  g_test_add_func ("/card-charges/by-key-at-once", test_by_key_at_once);
  g_test_add_func ("/card-charges/by-key-of-another", test_by_key_of_another);
  g_test_add_func ("/card-charges/by-key-unclear", test_by_key_unclear);
  g_test_add_func ("/card-charges/by-key-before-start", test_by_key_before_start);
  g_test_add_func ("/card-charges/by-key-never-sent", test_by_key_never_sent);

  return g_test_run ();
}
