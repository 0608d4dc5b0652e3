/* till-whole-plan.c: a payment plan with its terms, its installments, and what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-whole-plan.h"

void
till_told_try_free (TillToldTry *self)
{
  if (self == NULL)
    return;

  till_installment_try_free (self->one);
  g_free (self->card);
  g_free (self->words);
  g_free (self);
}

void
till_whole_part_free (TillWholePart *self)
{
  if (self == NULL)
    return;

  till_installment_free (self->installment);
  g_clear_pointer (&self->tries, g_ptr_array_unref);
  till_transaction_free (self->payment);
  g_free (self);
}

TillWholePlan *
till_whole_plan_new (void)
{
  TillWholePlan *self = g_new0 (TillWholePlan, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) till_whole_part_free);
  self->installments = g_ptr_array_new ();

  return self;
}

void
till_whole_plan_free (TillWholePlan *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->installments);
  g_ptr_array_unref (self->parts);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  till_plan_free (self->plan);
  till_filed_card_free (self->card);
  till_plan_sending_free (self->sending);
  till_request_free (self->request);
  g_free (self->payer_name);
  g_free (self->patient_name);
  g_free (self);
}

const TillPlanVersion *
till_whole_plan_find_offer (const TillWholePlan *self)
{
  const TillPlanVersion *newest =
    self->versions->len > 0 ? self->versions->pdata[self->versions->len - 1] : NULL;

  return newest != NULL && till_plan_version_is_open (newest) &&
             self->plan->state != TILL_PLAN_CANCELLED && self->plan->state != TILL_PLAN_COMPLETED
           ? newest
           : NULL;
}

const TillPlanVersion *
till_whole_plan_find_version (const TillWholePlan *self)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      const TillPlanVersion *version = self->versions->pdata[i];

      if (version->number == self->plan->version)
        return version;
    }

  return NULL;
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

static void
trace_part (GString *trace, const TillWholePart *part)
{
  const TillInstallment *one = part->installment;

  g_string_append_printf (trace, "\n%" G_GINT64_FORMAT " %d %d %s %" G_GINT64_FORMAT, one->id,
                          (int) one->state, one->retry.number, or_nothing (one->why),
                          one->transaction_id);
  if (part->payment != NULL)
    g_string_append_printf (trace, " %" G_GINT64_FORMAT, part->payment->refunded.cents);
  for (guint i = 0; i < part->tries->len; i++)
    {
      const TillToldTry *told = part->tries->pdata[i];

      g_string_append_printf (trace, "; %d %s %" G_GINT64_FORMAT, (int) told->one->outcome,
                              or_nothing (told->words), told->transaction_id);
    }
}

char *
till_whole_plan_dup_trace (const TillWholePlan *self)
{
  const TillPlan  *plan = self->plan;
  GString         *trace = g_string_new (NULL);
  g_autofree char *card = self->card != NULL ? till_filed_card_dup_title (self->card) : NULL;

  g_string_append_printf (trace, "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n%s\n%s\n",
                          (int) plan->state, plan->version, plan->total.cents,
                          or_nothing (plan->why), self->payer_name, self->patient_name);
  if (card != NULL)
    g_string_append_printf (trace, "%s %d %d", card, (int) self->card->state,
                            self->card->expires.number);
  if (self->sending != NULL)
    g_string_append_printf (trace, "\n%" G_GINT64_FORMAT " %s %d %" G_GINT64_FORMAT,
                            self->sending->id,
                            till_plan_sending_status (self->sending, self->request),
                            (int) self->request->reason, self->request->paid.cents);
  for (guint i = 0; i < self->versions->len; i++)
    {
      const TillPlanVersion *version = self->versions->pdata[i];

      g_string_append_printf (trace, "\n%d %d", (int) version->authorized,
                              version->withdrawn_at != TILL_INSTANT_NONE);
    }
  for (guint i = 0; i < self->parts->len; i++)
    trace_part (trace, self->parts->pdata[i]);

  return g_string_free (trace, FALSE);
}
