/* till-take-payment-phase.c: what is shown of a payment while it is taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-take-payment-private.h"

void
till_take_payment_show (TillTakePayment *self, TillPaymentPhase phase, const char *words)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  if (till_text_set (&self->words, words))
    g_object_notify_by_pspec (object, till_take_payment_properties[TILL_TAKE_PAYMENT_WORDS]);
  if (self->phase != phase)
    {
      self->phase = phase;
      g_object_notify_by_pspec (object, till_take_payment_properties[TILL_TAKE_PAYMENT_PHASE]);
    }
  g_object_thaw_notify (object);
}

static void
show_taken (TillTakePayment *self, gint64 transaction_id, const char *words)
{
  self->transaction_id = transaction_id;
  g_object_notify_by_pspec (G_OBJECT (self),
                            till_take_payment_properties[TILL_TAKE_PAYMENT_TRANSACTION_ID]);
  till_take_payment_show (self, TILL_PAYMENT_APPROVED, words);
}

void
till_take_payment_show_received (TillTakePayment *self, gint64 transaction_id, TillMoney money)
{
  g_autofree char *amount = till_money_format (money);
  g_autofree char *words = g_strdup_printf (_ ("%s received."), amount);

  show_taken (self, transaction_id, words);
}

static void
show_approved (TillTakePayment *self, gint64 transaction_id)
{
  g_autoptr (TillTransaction) row =
    till_practice_get_transaction (self->practice, transaction_id, NULL);
  g_autofree char *amount = row != NULL ? till_money_format (row->amount) : NULL;
  g_autofree char *words = NULL;

  if (row == NULL)
    words = g_strdup (_ ("Approved."));
  else if (row->card.last_four == NULL)
    words = g_strdup_printf (_ ("%s received."), amount);
  else
    words =
      g_strdup_printf (_ ("%s approved: %s ••••%s."), amount,
                       row->card.brand != NULL ? row->card.brand : _ ("card"), row->card.last_four);
  show_taken (self, transaction_id, words);
}

void
till_take_payment_show_waiting (TillTakePayment *self)
{
  g_autofree char *words = NULL;

  if (self->cancelled)
    words = g_strdup_printf (_ ("Press Cancel on the terminal “%s”. This window can’t do it; the "
                                "payment stays watched until the terminal answers."),
                             self->terminal_name);
  else
    words = g_strdup_printf (_ ("Waiting for the card at “%s”."), self->terminal_name);
  till_take_payment_show (self, TILL_PAYMENT_WAITING_FOR_CARD, words);
}

static void
show_open (TillTakePayment *self)
{
  const char *decline = till_watch_get_last_decline (self->watch);
  gboolean    on_file = till_watch_get_attempt (self->watch)->method == TILL_METHOD_CARD_ON_FILE;

  switch (till_watch_get_state (self->watch))
    {
    case TILL_WATCH_ASKING:
      if (on_file)
        till_take_payment_show (self, TILL_PAYMENT_PROCESSING, _ ("The card is being charged."));
      else
        till_take_payment_show_waiting (self);
      break;
    case TILL_WATCH_ANSWERED:
      till_take_payment_show (self, TILL_PAYMENT_PROCESSING,
                              on_file ? _ ("The processor has answered.")
                                      : _ ("The terminal has answered."));
      break;
    case TILL_WATCH_PAGE:
      if (till_text_set (&self->last_decline, decline))
        g_object_notify_by_pspec (G_OBJECT (self),
                                  till_take_payment_properties[TILL_TAKE_PAYMENT_LAST_DECLINE]);
      till_take_payment_show (
        self, TILL_PAYMENT_WAITING_FOR_PAGE,
        _ ("The pay page is open in the browser. Waiting for it to be paid."));
      break;
    case TILL_WATCH_LOOKING:
      till_take_payment_show (
        self, TILL_PAYMENT_CHECKING,
        _ ("The answer was not clear. Checking with the processor; please don’t charge the "
           "card again meanwhile."));
      break;
    case TILL_WATCH_NEW:
    case TILL_WATCH_OVER:
    case TILL_WATCH_STOPPED:
    default:
      break;
    }
}

/* The card's bank said no, or it never came to that: cancelled on the terminal, say. */
static void
show_declined (TillTakePayment *self, TillWatch *watch)
{
  const char                 *words = till_watch_get_words (watch);
  g_autoptr (TillTransaction) row =
    till_practice_get_transaction (self->practice, till_watch_get_transaction_id (watch), NULL);

  if (row != NULL && row->state == TILL_TRANSACTION_FAILED)
    till_take_payment_show (self, TILL_PAYMENT_REFUSED,
                            words != NULL ? words : _ ("Nothing was taken."));
  else
    till_take_payment_show (self, TILL_PAYMENT_DECLINED,
                            words != NULL ? words : _ ("The card was declined."));
}

void
till_take_payment_watch_changed_cb (TillWatch *watch, gpointer user_data)
{
  TillTakePayment *self = user_data;
  const char      *words = till_watch_get_words (watch);

  switch (till_watch_get_result (watch))
    {
    case TILL_RESULT_OPEN:
      show_open (self);
      break;
    case TILL_RESULT_APPROVED:
      show_approved (self, till_watch_get_transaction_id (watch));
      break;
    case TILL_RESULT_DECLINED:
      show_declined (self, watch);
      break;
    case TILL_RESULT_DUPLICATE:
      till_take_payment_show (self, TILL_PAYMENT_DUPLICATE, words);
      break;
    case TILL_RESULT_NOT_FOUND:
      till_take_payment_show (
        self, TILL_PAYMENT_NOT_FOUND,
        _ ("The processor has no such payment: nothing was taken. You can charge again."));
      break;
    case TILL_RESULT_ABANDONED:
      till_take_payment_show (
        self, TILL_PAYMENT_ABANDONED,
        _ ("Given up. The page may still be open somewhere: if it is paid after all, the "
           "payment appears in the list, with a mark."));
      break;
    case TILL_RESULT_REFUSED:
    case TILL_RESULT_CLOSED_BATCH:
    default:
      till_take_payment_show (self, TILL_PAYMENT_REFUSED,
                              words != NULL ? words : _ ("Nothing was taken."));
      break;
    }
}
