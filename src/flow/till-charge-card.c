/* till-charge-card.c: a card on file charged without anybody looking on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-charge-card.h"

#include "flow/till-take-payment-private.h"

void
till_card_charged_free (TillCardCharged *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->words);
  g_free (self);
}

/* Nothing more is waited for: it is over, or looked up for as long as that takes. */
static gboolean
is_told (TillPaymentPhase phase)
{
  switch (phase)
    {
    case TILL_PAYMENT_APPROVED:
    case TILL_PAYMENT_DECLINED:
    case TILL_PAYMENT_REFUSED:
    case TILL_PAYMENT_DUPLICATE:
    case TILL_PAYMENT_NOT_FOUND:
    case TILL_PAYMENT_ABANDONED:
    case TILL_PAYMENT_CHECKING:
      return TRUE;
    case TILL_PAYMENT_IDLE:
    case TILL_PAYMENT_PREPARING:
    case TILL_PAYMENT_WAITING_FOR_CARD:
    case TILL_PAYMENT_PROCESSING:
    case TILL_PAYMENT_WAITING_FOR_PAGE:
    default:
      return FALSE;
    }
}

static TillCardCharged *
new_charged (TillTakePayment *payment)
{
  const TillAttempt *attempt = till_watch_get_attempt (payment->watch);
  TillCardCharged   *charged = g_new0 (TillCardCharged, 1);

  charged->phase = payment->phase;
  charged->attempt_id = attempt->id;
  charged->transaction_id = payment->transaction_id;
  charged->never_sent =
    payment->phase == TILL_PAYMENT_REFUSED && attempt->sent_at == TILL_INSTANT_NONE;
  charged->code = g_strdup (attempt->code);
  charged->words = g_strdup (payment->words);

  return charged;
}

/* After the payment's own handler, which has shown it. The task is kept by this handler. */
static void
changed_cb (TillWatch *watch, GTask *task)
{
  TillTakePayment *payment = g_task_get_task_data (task);

  if (!is_told (payment->phase) && till_watch_get_state (watch) != TILL_WATCH_STOPPED)
    return;

  if (is_told (payment->phase))
    g_task_return_pointer (task, new_charged (payment), (GDestroyNotify) till_card_charged_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The practice was closed");
  g_signal_handlers_disconnect_by_data (watch, task);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillTakePayment  *payment = TILL_TAKE_PAYMENT (source);
  GError           *error = NULL;

  if (!till_take_payment_start_finish (payment, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_signal_connect_data (payment->watch, "changed", G_CALLBACK (changed_cb), g_object_ref (task),
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  changed_cb (payment->watch, task);
}

void
till_charge_card_async (TillPractice         *practice,
                        const TillCardCharge *charge,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  GTask                 *task = g_task_new (practice, NULL, callback, user_data);
  TillTakePayment       *payment = till_take_payment_new (practice);
  const TillPaymentOrder order = {
    .patient_id = charge->patient_id,
    .amount = charge->amount,
    .method = TILL_METHOD_CARD_ON_FILE,
    .note = charge->note,
    .knowingly = charge->knowingly,
    .by_itself = charge->by_itself,
    .own_account = TRUE,
    .card_id = charge->card_id,
    .asked_by = charge->asked_by,
    .key = charge->key,
  };

  g_task_set_source_tag (task, till_charge_card_async);
  g_task_set_task_data (task, payment, g_object_unref);
  till_take_payment_start_async (payment, &order, started_cb, task);
}

TillCardCharged *
till_charge_card_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
