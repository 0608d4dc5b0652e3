/* till-desk-cards.c: a front desk that keeps cards on file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-cards.h"

#include "flow/till-practice-private.h"

/* The gateway takes one card used twice in five minutes for one payment, unless it is told to look
 * at the invoice, too. */
void
desk_set_duplicates (Desk *desk)
{
  g_autoptr (Reply) reply = ask (desk->peer, "PUT", "/rest/v2/settings/transaction/duplicates",
                                 "{\"include-invoice\":\"true\"}");

  g_assert_cmpuint (reply->status, ==, 200);
}

Desk *
desk_new_for_cards (const char *faults)
{
  Desk *desk = desk_new (faults);

  desk_set_duplicates (desk);

  return desk;
}

void
desk_wait_for_cards (Desk *desk)
{
  till_test_wait_until (!desk->practice->keeping_cards && desk->practice->n_aside == 0);
}

guint
desk_count_tokens (Desk *desk)
{
  g_autoptr (Reply) reply = ask (desk->peer, "GET", "/rest/v2/tokens", NULL);

  g_assert_cmpuint (reply->status, ==, 200);

  return reply_count (reply, "payload.tokens.token");
}

TillTakePayment *
desk_collect_and_save (Desk *desk, gint64 cents)
{
  TillPaymentOrder   order = desk_order (desk, cents, TILL_METHOD_TERMINAL);
  g_autoptr (GError) error = NULL;
  TillTakePayment   *payment;

  order.save_wording = DESK_WORDING;
  order.knowingly = TRUE;
  payment = desk_try_collect (desk, &order, &error);
  g_assert_no_error (error);

  return payment;
}

/* A card on file of Anna's, by the terminal. */
gint64
desk_keep_card (Desk *desk)
{
  g_autoptr (TillTakePayment) payment = desk_collect_and_save (desk, 1000);

  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, DESK_CARDS_KEPT), ==, 1);

  return desk_count (desk, "SELECT id FROM cards");
}

TillTakePayment *
desk_charge_card (Desk *desk, gint64 card_id, gint64 cents, GError **error)
{
  TillPaymentOrder order = desk_order (desk, cents, TILL_METHOD_CARD_ON_FILE);

  order.card_id = card_id;
  order.knowingly = TRUE;

  return desk_try_collect (desk, &order, error);
}
