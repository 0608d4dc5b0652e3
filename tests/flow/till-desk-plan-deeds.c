/* till-desk-plan-deeds.c: installments charged by the desk, and other deeds on a plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-plan-deeds.h"

void
desk_plan_charge_clear (DeskPlanCharge *self)
{
  till_card_charged_free (self->charged);
  g_clear_error (&self->error);
}

static void
charged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskPlanCharge *self = user_data;

  self->charged = till_practice_charge_plan_finish (TILL_PRACTICE (source), result, &self->error);
  self->is_over = TRUE;
}

void
desk_begin_plan_charge (Desk           *desk,
                        gint64          plan,
                        gint64          card,
                        gint64          first,
                        gint64          last,
                        const char     *key,
                        DeskPlanCharge *taken)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillPlanPayment    payment = { .plan_id = plan,
                                 .amount = till_money (2000 * (last - first + 1)),
                                 .patient_id = desk->anna,
                                 .card_id = card,
                                 .key = key };

  for (gint64 number = first; number <= last; number++)
    {
      gint64 id = desk_find_installment (desk, plan, number);

      g_array_append_val (ids, id);
    }
  payment.installments = (const gint64 *) (gpointer) ids->data;
  payment.n_installments = ids->len;
  till_practice_charge_plan_async (desk->practice, &payment, charged_cb, taken);
}

void
desk_charge_plan (Desk           *desk,
                  gint64          plan,
                  gint64          card,
                  gint64          first,
                  gint64          last,
                  DeskPlanCharge *taken)
{
  desk_begin_plan_charge (desk, plan, card, first, last, DESK_KEY, taken);
  till_test_wait_until (taken->is_over);
  desk_wait_for_plans (desk);
}

void
desk_assert_plan_charge (const DeskPlanCharge *taken, TillPaymentPhase phase)
{
  g_assert_no_error (taken->error);
  g_assert_cmpint (taken->charged->phase, ==, phase);
}

void
desk_plan_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskPlanChange *self = user_data;

  till_practice_change_plan_finish (TILL_PRACTICE (source), result, &self->error);
  self->is_over = TRUE;
}

void
desk_wait_plan_change (DeskPlanChange *change, int code)
{
  till_test_wait_until (change->is_over);
  if (code < 0)
    g_assert_no_error (change->error);
  else
    g_assert_error (change->error, TILL_ERROR, code);
  g_clear_error (&change->error);
  change->is_over = FALSE;
}
