/* till-reverse-payment-run.c: the second half: written down, sent, and from then on a watch's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-reverse-payment-private.h"

#include <glib/gi18n-lib.h>

#include "flow/till-outcome.h"
#include "store/till-store-attempts.h"

static void
run_failed (TillReversePayment *self, GTask *task, TillReversePhase phase, GError *error)
{
  till_reverse_payment_show (self, phase, error->message);
  g_task_return_error (task, error);
}

static void
reread_payment (TillReversePayment *self)
{
  TillTransaction *payment = till_practice_get_transaction (self->practice, self->id, NULL);

  if (payment == NULL)
    return;
  g_clear_pointer (&self->payment, till_transaction_free);
  self->payment = payment;
}

static void
show_done (TillReversePayment *self, const TillAttempt *attempt)
{
  g_autofree char *money = till_money_format (attempt->amount);
  g_autofree char *words = NULL;

  reread_payment (self);
  if (attempt->kind == TILL_KIND_VOID)
    words = g_strdup_printf (_ ("Voided: no money is taken. (%s)"), money);
  else
    words = g_strdup_printf (_ ("%s refunded."), money);
  till_reverse_payment_show (self, TILL_REVERSE_DONE, words);
}

/* The run's task returns with the first thing that is known; the words follow the watch for longer.
 */
static void
watch_changed_cb (TillWatch *watch, gpointer user_data)
{
  TillReversePayment *self = user_data;
  g_autoptr (GTask)   task = NULL;
  const char         *words = till_watch_get_words (watch);
  GError             *error = NULL;

  switch (till_watch_get_result (watch))
    {
    case TILL_RESULT_OPEN:
      if (till_watch_get_state (watch) != TILL_WATCH_LOOKING &&
          till_watch_get_state (watch) != TILL_WATCH_STOPPED)
        return;
      till_reverse_payment_show (
        self, TILL_REVERSE_CHECKING,
        _ ("The answer was not clear. Checking with the processor; nothing is sent again."));
      g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_UNKNOWN_OUTCOME, self->words);
      break;
    case TILL_RESULT_APPROVED:
      show_done (self, till_watch_get_attempt (watch));
      break;
    case TILL_RESULT_CLOSED_BATCH:
      self->batch_closed = TRUE;
      till_reverse_payment_show (
        self, TILL_REVERSE_READY,
        _ ("The batch has closed: the money has now been taken. It can be refunded."));
      g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_CLOSED_BATCH, self->words);
      break;
    case TILL_RESULT_NOT_FOUND:
      till_reverse_payment_show (
        self, TILL_REVERSE_FAILED,
        _ ("The processor has no such refund: nothing was paid back. You can try again."));
      g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_REFUSED, self->words);
      break;
    case TILL_RESULT_DECLINED:
    case TILL_RESULT_REFUSED:
    case TILL_RESULT_DUPLICATE:
    case TILL_RESULT_ABANDONED:
    default:
      till_reverse_payment_show (self, TILL_REVERSE_FAILED,
                                 words != NULL ? words : _ ("The processor refused."));
      g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_REFUSED, self->words);
      break;
    }

  task = g_steal_pointer (&self->running);
  if (task != NULL && error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (task != NULL)
    g_task_return_boolean (task, TRUE);
  g_clear_error (&error);
}

static gboolean
send_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillReversal *reversal = data;

  return till_store_step_attempt (connection, reversal->attempt->id, TILL_ATTEMPT_SENT, NULL, NULL,
                                  NULL, reversal->actor, reversal->at, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)   task = user_data;
  TillReversePayment *self = g_task_get_source_object (task);
  TillReversal       *reversal = g_task_get_task_data (task);
  GError             *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      !till_practice_check_open (self->practice, &error))
    {
      till_outcome_reject (self->practice, reversal->attempt->id, reversal->actor, error->message);
      run_failed (self, task, TILL_REVERSE_FAILED, error);
      return;
    }

  reversal->attempt->state = TILL_ATTEMPT_SENT;
  reversal->attempt->sent_at = reversal->at;
  g_clear_object (&self->watch);
  self->watch = till_watch_new (self->practice, reversal->attempt, reversal->actor);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (watch_changed_cb), self, 0);
  self->running = g_steal_pointer (&task);
  till_watch_ask (self->watch);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)   task = user_data;
  TillReversePayment *self = g_task_get_source_object (task);
  TillReversal       *reversal = g_task_get_task_data (task);
  GError             *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      !till_practice_check_open (self->practice, &error))
    {
      self->batch_closed =
        self->batch_closed || g_error_matches (error, TILL_ERROR, TILL_ERROR_CLOSED_BATCH);
      run_failed (self, task, TILL_REVERSE_READY, error);
    }
  else if (reversal->kind == TILL_REVERSAL_RETURN)
    {
      show_done (self, reversal->attempt);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      reversal->at = till_practice_now (self->practice);
      till_db_write_async (self->practice->db, TILL_DB_MONEY, send_work, reversal, NULL, sent_cb,
                           g_steal_pointer (&task));
    }
}

void
till_reverse_payment_run_async (TillReversePayment *self,
                                TillMoney           amount,
                                TillReversalKind    kind,
                                const char         *reason,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  TillReversal     *reversal;

  g_return_if_fail (TILL_IS_REVERSE_PAYMENT (self));

  g_task_set_source_tag (task, till_reverse_payment_run_async);
  if (self->phase != TILL_REVERSE_READY)
    {
      g_task_return_new_error (
        task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
        _ ("The payment has not been read, or is being taken back already."));
      return;
    }

  reversal =
    till_reversal_new (self->practice, self->id, amount, kind, reason, self->batch_closed, &error);
  if (reversal == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, reversal, (GDestroyNotify) till_reversal_free);
  till_reverse_payment_show (self, TILL_REVERSE_SENDING, _ ("Taking it back."));
  till_db_write_async (self->practice->db, TILL_DB_MONEY, till_reversal_write, reversal, NULL,
                       prepared_cb, g_steal_pointer (&task));
}

gboolean
till_reverse_payment_run_finish (TillReversePayment *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
