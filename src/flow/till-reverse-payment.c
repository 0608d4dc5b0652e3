/* till-reverse-payment.c: taking a payment back: void, refund, or cash handed back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The object, and its first half: the payment is read at the processor, our row follows, the plan
 * is made.
 */
#include "flow/till-reverse-payment-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-sync.h"

typedef enum
{
  TILL_REVERSE_PAYMENT_PHASE = 1,
  TILL_REVERSE_PAYMENT_WORDS,
} TillReversePaymentProperty;

static GParamSpec *properties[TILL_REVERSE_PAYMENT_WORDS + 1];

G_DEFINE_ENUM_TYPE (TillReversePhase,
                    till_reverse_phase,
                    G_DEFINE_ENUM_VALUE (TILL_REVERSE_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (TILL_REVERSE_READING, "reading"),
                    G_DEFINE_ENUM_VALUE (TILL_REVERSE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (TILL_REVERSE_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (TILL_REVERSE_CHECKING, "checking"),
                    G_DEFINE_ENUM_VALUE (TILL_REVERSE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (TILL_REVERSE_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (TillReversePayment, till_reverse_payment, G_TYPE_OBJECT)

void
till_reverse_payment_show (TillReversePayment *self, TillReversePhase phase, const char *words)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  if (till_text_set (&self->words, words))
    g_object_notify_by_pspec (object, properties[TILL_REVERSE_PAYMENT_WORDS]);
  if (self->phase != phase)
    {
      self->phase = phase;
      g_object_notify_by_pspec (object, properties[TILL_REVERSE_PAYMENT_PHASE]);
    }
  g_object_thaw_notify (object);
}

static void
till_reverse_payment_dispose (GObject *object)
{
  TillReversePayment *self = TILL_REVERSE_PAYMENT (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_reverse_payment_parent_class)->dispose (object);
}

static void
till_reverse_payment_finalize (GObject *object)
{
  TillReversePayment *self = TILL_REVERSE_PAYMENT (object);

  g_clear_pointer (&self->payment, till_transaction_free);
  g_free (self->words);

  G_OBJECT_CLASS (till_reverse_payment_parent_class)->finalize (object);
}

static void
till_reverse_payment_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  TillReversePayment *self = TILL_REVERSE_PAYMENT (object);

  switch ((TillReversePaymentProperty) id)
    {
    case TILL_REVERSE_PAYMENT_PHASE:
      g_value_set_enum (value, (int) self->phase);
      break;
    case TILL_REVERSE_PAYMENT_WORDS:
      g_value_set_string (value, self->words);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
till_reverse_payment_class_init (TillReversePaymentClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = till_reverse_payment_dispose;
  object_class->finalize = till_reverse_payment_finalize;
  object_class->get_property = till_reverse_payment_get_property;

  properties[TILL_REVERSE_PAYMENT_PHASE] =
    g_param_spec_enum ("phase", NULL, NULL, TILL_TYPE_REVERSE_PHASE, TILL_REVERSE_IDLE, flags);
  properties[TILL_REVERSE_PAYMENT_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
till_reverse_payment_init (TillReversePayment *self)
{
}

TillReversePayment *
till_reverse_payment_new (TillPractice *practice, gint64 transaction_id)
{
  TillReversePayment *self = g_object_new (TILL_TYPE_REVERSE_PAYMENT, NULL);

  self->practice = g_object_ref (practice);
  self->id = transaction_id;
  return self;
}

/* ── Reading ────────────────────────────────────────────────────────────────────────────────────
 */

static void
read_failed (TillReversePayment *self, GTask *task, GError *error)
{
  till_reverse_payment_show (self, TILL_REVERSE_FAILED, error->message);
  g_task_return_error (task, error);
}

/* Our row is up to date: can it be taken back? */
static void
end_reading (TillReversePayment *self, GTask *task)
{
  TillReversalPlan plan;
  g_autofree char *words = NULL;
  GError          *error = NULL;

  g_clear_pointer (&self->payment, till_transaction_free);
  self->payment = till_practice_get_transaction (self->practice, self->id, &error);
  if (self->payment == NULL ||
      !till_reverse_payment_get_plan (self, TILL_MONEY_ZERO, &plan, &words, &error))
    {
      read_failed (self, task, error);
      return;
    }

  till_reverse_payment_show (self, TILL_REVERSE_READY, words);
  g_task_return_boolean (task, TRUE);
}

static void
row_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    end_reading (g_task_get_source_object (task), task);
  else
    read_failed (g_task_get_source_object (task), task, error);
}

static gboolean
knows_payment (const TillFound *found, const char *id)
{
  for (guint i = 0; i < found->charges->len; i++)
    {
      if (g_strcmp0 (((TillCharge *) g_ptr_array_index (found->charges, i))->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
payment_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)     task = user_data;
  g_autoptr (TillFound) found = till_processor_search_finish (TILL_PROCESSOR (source), result);
  TillReversePayment   *self = g_task_get_source_object (task);
  TillTakeIn           *take_in;
  GError               *error = NULL;

  if (!till_practice_check_open (self->practice, &error))
    {
      read_failed (self, task, error);
      return;
    }

  till_practice_set_unreachable (self->practice, found->answered ? NULL : found->words);
  if (!found->answered || self->practice->processor == NULL)
    g_set_error (&error, TILL_ERROR, TILL_ERROR_UNREACHABLE,
                 _ ("The processor can’t be asked how the payment stands, so nothing can be "
                    "promised about it. Please try again later. (%s)"),
                 found->words != NULL ? found->words : "");
  else if (!knows_payment (found, self->payment->processor_id))
    g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("The processor does not know this payment."));
  if (error != NULL)
    {
      read_failed (self, task, error);
      return;
    }

  take_in = till_take_in_new (self->practice);
  g_ptr_array_unref (take_in->charges);
  take_in->charges = g_ptr_array_ref (found->charges);
  till_db_write_async (self->practice->db, TILL_DB_MONEY, till_take_in_write, take_in,
                       (GDestroyNotify) till_take_in_free, row_taken_cb, g_steal_pointer (&task));
}

void
till_reverse_payment_read_async (TillReversePayment *self,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  TillQuery         query = { .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1 };
  GError           *error = NULL;

  g_return_if_fail (TILL_IS_REVERSE_PAYMENT (self));

  g_task_set_source_tag (task, till_reverse_payment_read_async);
  till_reverse_payment_show (self, TILL_REVERSE_READING,
                             _ ("Asking the processor how the payment stands."));
  g_clear_pointer (&self->payment, till_transaction_free);
  if (till_practice_may (self->practice, TILL_DEED_REFUND, &error))
    self->payment = till_practice_get_transaction (self->practice, self->id, &error);
  if (self->payment == NULL)
    {
      read_failed (self, task, error);
      return;
    }
  if (!till_method_is_card (self->payment->method) || self->payment->processor_id == NULL)
    {
      end_reading (self, task);
      return;
    }
  if (self->practice->processor == NULL)
    {
      read_failed (
        self, task,
        g_error_new_literal (TILL_ERROR, TILL_ERROR_UNREACHABLE, self->practice->card_problem));
      return;
    }

  query.id = self->payment->processor_id;
  till_processor_search_async (self->practice->processor, &query, self->practice->outside,
                               payment_found_cb, g_steal_pointer (&task));
}

gboolean
till_reverse_payment_read_finish (TillReversePayment *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── The plan ───────────────────────────────────────────────────────────────────────────────────
 */

static char *
plan_words (TillReversePayment *self, TillMoney amount, const TillReversalPlan *plan)
{
  const TillCard  *card = &self->payment->card;
  g_autofree char *money = till_money_format (amount.cents != 0 ? amount : plan->most);
  g_autofree char *until = NULL;

  switch (plan->kind)
    {
    case TILL_REVERSAL_VOID:
      if (plan->until == TILL_INSTANT_NONE)
        return g_strdup_printf (_ ("Void: no money is taken from the patient. The payment of %s is "
                                   "cancelled."),
                                money);
      until = till_instant_format (plan->until, till_practice_get_zone (self->practice));
      return g_strdup_printf (_ ("Void: no money is taken from the patient. The payment of %s is "
                                 "cancelled. This holds until the batch closes, %s."),
                              money, until);
    case TILL_REVERSAL_RETURN:
      return self->payment->method == TILL_METHOD_CHECK
               ? g_strdup_printf (_ ("Give %s back to the patient; the check is not undone."),
                                  money)
               : g_strdup_printf (_ ("Hand %s back to the patient in cash."), money);
    case TILL_REVERSAL_REFUND:
    default:
      return g_strdup_printf (_ ("Refund: the money was taken. %s goes back to %s ••••%s, which "
                                 "takes some days."),
                              money, card->brand != NULL ? card->brand : _ ("the card"),
                              card->last_four != NULL ? card->last_four : "");
    }
}

gboolean
till_reverse_payment_get_plan (TillReversePayment *self,
                               TillMoney           amount,
                               TillReversalPlan   *plan,
                               char              **words,
                               GError            **error)
{
  TillReversalPolicy policy = till_reversal_get_policy (self->practice);

  g_return_val_if_fail (self->payment != NULL, FALSE);

  if (!till_reversal_plan_closed (self->payment, amount, &policy, self->batch_closed,
                                  till_practice_now (self->practice),
                                  till_practice_get_zone (self->practice), plan, error))
    return FALSE;

  if (words != NULL)
    *words = plan_words (self, amount, plan);
  return TRUE;
}

const TillTransaction *
till_reverse_payment_get_payment (TillReversePayment *self)
{
  return self->payment;
}

char **
till_reverse_payment_dup_reasons (TillReversePayment *self)
{
  return till_practice_dup_reasons (self->practice, TILL_SETTING_REASONS);
}
