/* till-take-payment.c: one payment from the press of Collect to its receipt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two commits before a byte leaves: the attempt (prepared), and that it is now sent or its page
 * open. From then on the attempt is a TillWatch's, and this object only shows what that one says.
 */
#include "flow/till-take-payment-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-outcome.h"
#include "flow/till-watch.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

GParamSpec *till_take_payment_properties[TILL_TAKE_PAYMENT_N_PROPERTIES];

G_DEFINE_ENUM_TYPE (TillPaymentPhase,
                    till_payment_phase,
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_WAITING_FOR_CARD, "waiting-for-card"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_PROCESSING, "processing"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_WAITING_FOR_PAGE, "waiting-for-page"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_CHECKING, "checking"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_DUPLICATE, "duplicate"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_NOT_FOUND, "not-found"),
                    G_DEFINE_ENUM_VALUE (TILL_PAYMENT_ABANDONED, "abandoned"))

G_DEFINE_FINAL_TYPE (TillTakePayment, till_take_payment, G_TYPE_OBJECT)

/* ── The object ─────────────────────────────────────────────────────────────────────────────────
 */

static void
till_take_payment_dispose (GObject *object)
{
  TillTakePayment *self = TILL_TAKE_PAYMENT (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_take_payment_parent_class)->dispose (object);
}

static void
till_take_payment_finalize (GObject *object)
{
  TillTakePayment *self = TILL_TAKE_PAYMENT (object);

  g_free (self->words);
  g_free (self->last_decline);
  g_free (self->page);
  g_free (self->terminal_name);

  G_OBJECT_CLASS (till_take_payment_parent_class)->finalize (object);
}

static void
till_take_payment_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  TillTakePayment *self = TILL_TAKE_PAYMENT (object);

  switch ((TillTakePaymentProperty) id)
    {
    case TILL_TAKE_PAYMENT_PHASE:
      g_value_set_enum (value, (int) self->phase);
      break;
    case TILL_TAKE_PAYMENT_WORDS:
      g_value_set_string (value, self->words);
      break;
    case TILL_TAKE_PAYMENT_TRANSACTION_ID:
      g_value_set_int64 (value, self->transaction_id);
      break;
    case TILL_TAKE_PAYMENT_LAST_DECLINE:
      g_value_set_string (value, self->last_decline);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
till_take_payment_class_init (TillTakePaymentClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = till_take_payment_dispose;
  object_class->finalize = till_take_payment_finalize;
  object_class->get_property = till_take_payment_get_property;

  till_take_payment_properties[TILL_TAKE_PAYMENT_PHASE] =
    g_param_spec_enum ("phase", NULL, NULL, TILL_TYPE_PAYMENT_PHASE, TILL_PAYMENT_IDLE, flags);
  till_take_payment_properties[TILL_TAKE_PAYMENT_WORDS] =
    g_param_spec_string ("words", NULL, NULL, NULL, flags);
  till_take_payment_properties[TILL_TAKE_PAYMENT_TRANSACTION_ID] =
    g_param_spec_int64 ("transaction-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  till_take_payment_properties[TILL_TAKE_PAYMENT_LAST_DECLINE] =
    g_param_spec_string ("last-decline", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, TILL_TAKE_PAYMENT_N_PROPERTIES,
                                     till_take_payment_properties);
}

static void
till_take_payment_init (TillTakePayment *self)
{
}

TillTakePayment *
till_take_payment_new (TillPractice *practice)
{
  TillTakePayment *self = g_object_new (TILL_TYPE_TAKE_PAYMENT, NULL);

  self->practice = g_object_ref (practice);
  return self;
}

/* ── Collect ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
send_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillCollection *collection = data;
  gboolean        page = collection->method == TILL_METHOD_VIRTUAL;

  return till_store_step_attempt (connection, collection->attempt->id,
                                  page ? TILL_ATTEMPT_WAITING : TILL_ATTEMPT_SENT, NULL, NULL, NULL,
                                  collection->actor, collection->at, error);
}

static char *
make_page (TillTakePayment *self, const TillAttempt *attempt)
{
  g_autofree char *patient = g_strdup_printf ("%" G_GINT64_FORMAT, attempt->patient_id);
  TillOrder        order = { .invoice = attempt->invoice, .amount = attempt->amount };

  order.patient = patient;
  order.description = till_practice_get_name (self->practice);
  order.save_card = attempt->save_wording != NULL;
  return till_processor_pay_page (self->practice->processor, &order);
}

/* What is written down while the practice is being closed goes on with the next start. */
static gboolean
check_going_on (TillTakePayment *self, GError **error)
{
  if (self->practice->db != NULL && !g_cancellable_is_cancelled (self->practice->outside))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("The practice has been closed."));
  return FALSE;
}

/* It is on the disk as sent (or waiting): now it may leave. */
static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillTakePayment  *self = g_task_get_source_object (task);
  TillCollection   *collection = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) || !check_going_on (self, &error))
    {
      till_take_payment_show (self, TILL_PAYMENT_REFUSED, error->message);
      till_outcome_reject (self->practice, collection->attempt->id, collection->actor,
                           error->message);
      g_task_return_error (task, error);
      return;
    }

  collection->attempt->state =
    collection->method == TILL_METHOD_VIRTUAL ? TILL_ATTEMPT_WAITING : TILL_ATTEMPT_SENT;
  collection->attempt->sent_at = collection->at;
  self->watch = till_watch_new (self->practice, collection->attempt, collection->actor);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (till_take_payment_watch_changed_cb),
                           self, 0);
  if (collection->method == TILL_METHOD_VIRTUAL)
    till_watch_follow_page (self->watch);
  else
    till_watch_ask (self->watch);

  till_take_payment_watch_changed_cb (self->watch, self);
  if (self->cancelled)
    till_watch_abandon (self->watch);
  g_task_return_boolean (task, TRUE);
}

static void
send_out (TillTakePayment *self, TillCollection *collection, GTask *task)
{
  GError *error = NULL;

  /* Settings may have changed, or she may have changed her mind, while it was written down. */
  if (self->cancelled || self->practice->processor == NULL)
    {
      g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           self->cancelled ? _ ("Cancelled before anything was sent.")
                                           : self->practice->card_problem);
      till_take_payment_show (self, TILL_PAYMENT_REFUSED, error->message);
      till_outcome_reject (self->practice, collection->attempt->id, collection->actor,
                           error->message);
      g_task_return_error (task, error);
      return;
    }

  if (collection->method == TILL_METHOD_VIRTUAL)
    self->page = make_page (self, collection->attempt);
  collection->at = till_practice_now (self->practice);
  till_db_write_async (self->practice->db, TILL_DB_MONEY, send_work, collection, NULL, sent_cb,
                       g_object_ref (task));
}

/* It was begun before: what became of it is shown, or what becomes of it. One that is prepared and
 * not being begun any more (write_down()) will never be sent. */
static void
join (TillTakePayment *self, const TillCollection *collection, GTask *task)
{
  const TillAttempt *attempt = collection->attempt;
  gboolean           is_open = till_outcome_get_result (attempt) == TILL_RESULT_OPEN;
  TillWatch         *watch = g_hash_table_lookup (self->practice->watches, &attempt->id);

  if (watch == NULL && attempt->state == TILL_ATTEMPT_PREPARED)
    {
      till_take_payment_show (self, TILL_PAYMENT_IDLE, NULL);
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                               _ ("Nothing was sent: this payment could not be begun."));
      return;
    }

  self->watch = watch != NULL ? g_object_ref (watch)
                              : till_watch_new (self->practice, attempt, collection->actor);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (till_take_payment_watch_changed_cb),
                           self, 0);
  if (!is_open)
    till_watch_reread (self->watch);
  else if (watch == NULL)
    till_watch_resume (self->watch);
  till_take_payment_watch_changed_cb (self->watch, self);
  g_task_return_boolean (task, TRUE);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillTakePayment  *self = g_task_get_source_object (task);
  TillCollection   *collection = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      (till_method_is_card (collection->method) && !check_going_on (self, &error)))
    {
      till_take_payment_show (self, TILL_PAYMENT_IDLE, NULL);
      g_task_return_error (task, error);
    }
  else if (collection->is_known)
    join (self, collection, task);
  else if (till_method_is_card (collection->method))
    send_out (self, collection, task);
  else
    {
      till_take_payment_show_received (self, collection->transaction_id, collection->amount);
      g_task_return_boolean (task, TRUE);
    }
}

static void write_down (TillTakePayment *self, GTask *task);

/* It is begun, or it failed: who came meanwhile finds what there is. */
static void
begun_cb (GTask *task, const GParamSpec *spec, gpointer user_data)
{
  TillTakePayment      *self = g_task_get_source_object (task);
  const TillCollection *collection = g_task_get_task_data (task);
  g_autofree char      *key = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  g_hash_table_steal_extended (self->practice->beginning, collection->key, (gpointer *) &key,
                               (gpointer *) &waiting);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    write_down (g_task_get_source_object (waiting->pdata[i]), g_object_ref (waiting->pdata[i]));
}

/* Takes @task. By one key one at a time: between its two commits nobody could tell what becomes of
 * the first. */
static void
write_down (TillTakePayment *self, GTask *task)
{
  TillPractice   *practice = self->practice;
  TillCollection *collection = g_task_get_task_data (task);
  GPtrArray      *waiting = NULL;
  GError         *error = NULL;

  if (collection->key != NULL)
    waiting = g_hash_table_lookup (practice->beginning, collection->key);
  if (waiting != NULL)
    {
      g_ptr_array_add (waiting, task);
      return;
    }
  if (!check_going_on (self, &error))
    {
      till_take_payment_show (self, TILL_PAYMENT_IDLE, NULL);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  if (collection->key != NULL)
    {
      g_hash_table_insert (practice->beginning, g_strdup (collection->key),
                           g_ptr_array_new_with_free_func (g_object_unref));
      g_signal_connect (task, "notify::completed", G_CALLBACK (begun_cb), NULL);
    }
  till_db_write_async (practice->db, TILL_DB_MONEY, till_collection_write, collection, NULL,
                       prepared_cb, task);
}

static void
remember_terminal (TillTakePayment *self, const char *id)
{
  for (guint i = 0; id != NULL && i < till_practice_get_n_terminals (self->practice); i++)
    {
      if (g_str_equal (till_practice_get_terminal_id (self->practice, i), id))
        till_text_set (&self->terminal_name, till_practice_get_terminal_name (self->practice, i));
    }
}

void
till_take_payment_start_async (TillTakePayment        *self,
                               const TillPaymentOrder *order,
                               GAsyncReadyCallback     callback,
                               gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  TillCollection   *collection;

  g_return_if_fail (TILL_IS_TAKE_PAYMENT (self));
  g_return_if_fail (order != NULL);

  g_task_set_source_tag (task, till_take_payment_start_async);
  if (self->phase != TILL_PAYMENT_IDLE)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                               _ ("This payment has begun already."));
      return;
    }

  collection = till_collection_new (self->practice, order, &error);
  if (collection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, collection, (GDestroyNotify) till_collection_free);
  remember_terminal (self, order->terminal);
  self->cancelled = FALSE;
  till_take_payment_show (self, TILL_PAYMENT_PREPARING, _ ("Writing it down."));
  write_down (self, g_steal_pointer (&task));
}

gboolean
till_take_payment_start_finish (TillTakePayment *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
till_take_payment_cancel (TillTakePayment *self)
{
  self->cancelled = TRUE;
  if (self->phase == TILL_PAYMENT_WAITING_FOR_CARD)
    till_take_payment_show_waiting (self);
  else if (self->watch != NULL)
    till_watch_abandon (self->watch);
}

TillPaymentPhase
till_take_payment_get_phase (TillTakePayment *self)
{
  return self->phase;
}

const char *
till_take_payment_get_words (TillTakePayment *self)
{
  return self->words;
}

gint64
till_take_payment_get_transaction_id (TillTakePayment *self)
{
  return self->transaction_id;
}

const char *
till_take_payment_get_page (TillTakePayment *self)
{
  return self->phase == TILL_PAYMENT_WAITING_FOR_PAGE ? self->page : NULL;
}
