/* till-plan-order.c: installments of a plan that the desk has charged, as one payment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-plan-order.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-id.h"
#include "flow/till-run-plans.h"
#include "flow/till-take-payment-private.h"
#include "rules/till-plan-deeds.h"
#include "store/till-store-attempts.h"
#include "store/till-store-patients.h"

typedef struct
{
  gint64           plan_id;
  GArray          *installments; /* gint64 */
  TillCollection  *collection;   /* what is taken from whom, by which card, and the key */
  TillPlanRound   *round;
  TillPlanCharge  *charge;  /* once it is begun */
  TillCardCharged *charged; /* once it is answered */
  GError          *refused; /* or it could not be charged */
} Order;

static void
order_free (gpointer data)
{
  Order *self = data;

  g_array_unref (self->installments);
  till_collection_free (self->collection);
  g_clear_pointer (&self->round, till_plan_round_free);
  till_plan_charge_free (self->charge);
  till_card_charged_free (self->charged);
  g_clear_error (&self->refused);
  g_free (self);
}

/* ── Begun ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse_changed (GError **error)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("The payment plan has changed meanwhile. Look at it again."));

  return FALSE;
}

static TillInstallment *
find_payable (const GPtrArray *installments, gint64 id)
{
  for (guint i = 0; i < installments->len; i++)
    {
      TillInstallment *one = installments->pdata[i];

      if (one->id == id && till_installment_is_payable (one))
        return one;
    }

  return NULL;
}

/* What was shown is what is charged, from whom it was said. */
static gboolean
check_order (TillDbConnection *connection, const Order *self, const TillPlan *plan, GError **error)
{
  g_autoptr (GPtrArray)   all = till_store_list_installments (connection, plan->id, error);
  g_autoptr (TillPatient) patient = NULL;
  const char             *why_not;
  TillMoney               sum = TILL_MONEY_ZERO;
  gint64                  payer = plan->guarantor_id;

  if (all == NULL || !till_store_find_standing (connection, &payer, error))
    return FALSE;
  if ((why_not = till_plan_why_not (TILL_PLAN_DEED_CHARGE, plan, all)) != NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, why_not);
      return FALSE;
    }

  for (guint i = 0; i < self->installments->len; i++)
    {
      const TillInstallment *one =
        find_payable (all, g_array_index (self->installments, gint64, i));

      if (one == NULL || !till_money_add (sum, one->amount, &sum))
        return refuse_changed (error);
    }
  if (till_money_compare (sum, self->collection->amount) != 0 ||
      payer != self->collection->patient_id)
    return refuse_changed (error);

  patient = till_collection_check (connection, self->collection, error);

  return patient != NULL;
}

static gboolean
begin_tries (TillDbConnection *connection, const Order *self, GError **error)
{
  for (guint i = 0; i < self->installments->len; i++)
    {
      TillInstallmentTry one = { .installment_id = g_array_index (self->installments, gint64, i),
                                 .card_id = self->collection->card_id,
                                 .key = self->collection->key,
                                 .day = self->round->today,
                                 .by_hand = TRUE };

      if (!till_store_begin_try (connection, &one, self->collection->actor, self->round->at, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_try_of (const TillInstallmentTry *one, const Order *self)
{
  for (guint i = 0; i < self->installments->len; i++)
    {
      if (g_array_index (self->installments, gint64, i) == one->installment_id)
        return one->card_id == self->collection->card_id;
    }

  return FALSE;
}

/* Of a key that is known nothing is begun again, what became of it is told: if it went as far as an
 * attempt, and for what it was begun. */
static gboolean
check_known (TillDbConnection *connection,
             const Order      *self,
             const GPtrArray  *tries,
             GError          **error)
{
  g_autofree char        *invoice = till_id_to_invoice (self->collection->key);
  g_autoptr (GError)      failed = NULL;
  g_autoptr (TillAttempt) attempt =
    till_store_find_attempt_by_invoice (connection, invoice, &failed);
  gboolean is_same = attempt != NULL && tries->len == self->installments->len &&
                     till_money_compare (attempt->amount, self->collection->amount) == 0;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  for (guint i = 0; is_same && i < tries->len; i++)
    is_same = is_try_of (tries->pdata[i], self);
  if (!is_same)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                         _ ("This charge was not sent. Look at the plan, and charge it anew."));

  return is_same;
}

static gboolean
begin_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Order                *self = data;
  const char           *key = self->collection->key;
  TillAskedBy           asked_by;
  g_autoptr (TillPlan)  plan = till_store_get_plan (connection, self->plan_id, error);
  g_autoptr (GPtrArray) tries =
    plan != NULL ? till_store_list_tries_of_charge (connection, key, error) : NULL;

  if (tries == NULL || !till_plan_read_asked_by (connection, self->plan_id, &asked_by, error))
    return FALSE;
  if (tries->len == 0)
    {
      g_clear_pointer (&tries, g_ptr_array_unref);
      if (!check_order (connection, self, plan, error) || !begin_tries (connection, self, error) ||
          !(tries = till_store_list_tries_of_charge (connection, key, error)))
        return FALSE;
    }
  else if (!check_known (connection, self, tries, error))
    return FALSE;

  g_clear_pointer (&self->charge, till_plan_charge_free);
  self->charge = till_plan_charge_new (plan, self->collection->patient_id, tries->pdata[0],
                                       self->collection->amount, tries->len, asked_by);

  return TRUE;
}

/* ── Settled ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
settle_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Order          *self = data;
  g_autoptr (GPtrArray) tries =
    till_store_list_tries_of_charge (connection, self->collection->key, error);

  if (tries == NULL)
    return FALSE;

  for (guint i = 0; i < tries->len; i++)
    {
      if (!till_plan_round_look_at_try (connection, self->round, tries->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

/* ── One after the other ─────────────────────────────────────────────────────────────────────── */

static void begin (TillPractice *practice, GTask *task);

void
till_plan_order_next (TillPractice *practice)
{
  GTask *task = g_queue_pop_head (&practice->plan_orders);

  practice->running_plans = task != NULL;
  if (task != NULL)
    begin (practice, task);
}

/* Takes @task. */
static void
end (TillPractice *practice, GTask *task)
{
  Order *self = g_task_get_task_data (task);

  till_plan_order_next (practice);
  if (self->refused != NULL)
    g_task_return_error (task, g_steal_pointer (&self->refused));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->charged),
                           (GDestroyNotify) till_card_charged_free);
  g_object_unref (task);
}

/* What could not be written is written by the next round: it finds the attempt. */
static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask             *task = user_data;
  TillPractice      *practice = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  practice->n_aside--;
  if (!till_db_finish (TILL_DB (source), result, &error))
    g_info ("What came of installments could not be written: %s", error->message);
  end (practice, task);
}

static void
charged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice *practice = TILL_PRACTICE (source);
  GTask        *task = user_data;
  Order        *self = g_task_get_task_data (task);

  self->charged = till_charge_card_finish (practice, result, &self->refused);
  if (practice->db == NULL || g_error_matches (self->refused, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end (practice, task);
      return;
    }

  self->round->at = till_practice_now (practice);
  practice->n_aside++;
  till_db_write_async (practice->db, TILL_DB_MONEY, settle_work, self, NULL, settled_cb, task);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask         *task = user_data;
  TillPractice  *practice = g_task_get_source_object (task);
  Order         *self = g_task_get_task_data (task);
  TillCardCharge charge;

  practice->n_aside--;
  if (!till_db_finish (TILL_DB (source), result, &self->refused) ||
      !till_practice_check_open (practice, &self->refused))
    {
      end (practice, task);
      return;
    }

  charge = (TillCardCharge){ .patient_id = self->charge->patient_id,
                             .card_id = self->charge->card_id,
                             .amount = self->charge->amount,
                             .key = self->charge->key,
                             .asked_by = self->charge->asked_by,
                             .note = self->charge->note,
                             .knowingly = TRUE };
  till_charge_card_async (practice, &charge, charged_cb, task);
}

/* Takes @task. */
static void
begin (TillPractice *practice, GTask *task)
{
  Order *self = g_task_get_task_data (task);

  /* Much may have changed while it waited. */
  if (till_practice_check_open (practice, &self->refused) && practice->processor == NULL)
    g_set_error_literal (&self->refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                         practice->card_problem);
  if (self->refused != NULL)
    {
      end (practice, task);
      return;
    }

  self->round = till_practice_new_plan_round (practice);
  practice->n_aside++;
  till_db_write_async (practice->db, TILL_DB_MONEY, begin_work, self, NULL, begun_cb, task);
}

static Order *
order_new (TillPractice *practice, const TillPlanPayment *payment, GError **error)
{
  const TillPaymentOrder wanted = { .patient_id = payment->patient_id,
                                    .own_account = TRUE,
                                    .amount = payment->amount,
                                    .method = TILL_METHOD_CARD_ON_FILE,
                                    .card_id = payment->card_id,
                                    .key = payment->key,
                                    .knowingly = payment->knowingly };
  TillCollection        *collection = till_collection_new (practice, &wanted, error);
  Order                 *self;

  if (collection == NULL)
    return NULL;

  self = g_new0 (Order, 1);
  self->plan_id = payment->plan_id;
  self->collection = collection;
  self->installments = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (self->installments, payment->installments, (guint) payment->n_installments);

  return self;
}

void
till_practice_charge_plan_async (TillPractice          *self,
                                 const TillPlanPayment *payment,
                                 GAsyncReadyCallback    callback,
                                 gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  Order            *order;

  g_return_if_fail (payment->key != NULL && payment->n_installments > 0);

  g_task_set_source_tag (task, till_practice_charge_plan_async);
  if (!till_practice_admit (self, task))
    return;
  if ((order = order_new (self, payment, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, order, order_free);
  g_queue_push_tail (&self->plan_orders, g_steal_pointer (&task));
  if (!self->running_plans)
    till_plan_order_next (self);
}

TillCardCharged *
till_practice_charge_plan_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
