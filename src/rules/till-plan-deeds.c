/* till-plan-deeds.c: what may be done by hand with a payment plan, and why not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-deeds.h"

#include <glib/gi18n-lib.h>

#define IN(state) (1u << (guint) (state))
#define RUNNING (IN (TILL_PLAN_AUTHORIZED) | IN (TILL_PLAN_ACTIVE) | IN (TILL_PLAN_FAILED))

/* In which states, and whether also while an installment is being charged. */
static const struct
{
  guint    states;
  gboolean while_charging;
} deeds[] = {
  [TILL_PLAN_DEED_CHARGE] = { RUNNING, FALSE },
  [TILL_PLAN_DEED_PAID_APART] = { RUNNING | IN (TILL_PLAN_PAUSED), FALSE },
  [TILL_PLAN_DEED_PAUSE] = { RUNNING, TRUE },
  [TILL_PLAN_DEED_RESUME] = { IN (TILL_PLAN_PAUSED), TRUE },
  [TILL_PLAN_DEED_CANCEL] = { RUNNING | IN (TILL_PLAN_PAUSED) | IN (TILL_PLAN_PENDING), FALSE },
  [TILL_PLAN_DEED_SET_CARD] = { RUNNING | IN (TILL_PLAN_PAUSED) | IN (TILL_PLAN_PENDING), TRUE },
  [TILL_PLAN_DEED_SKIP] = { RUNNING | IN (TILL_PLAN_PAUSED), TRUE },
  [TILL_PLAN_DEED_CHANGE_TERMS] = { RUNNING | IN (TILL_PLAN_PAUSED) | IN (TILL_PLAN_PENDING),
                                    FALSE },
  [TILL_PLAN_DEED_CHANGE_PAYER] = { RUNNING | IN (TILL_PLAN_PAUSED), FALSE },
  [TILL_PLAN_DEED_WITHDRAW] = { RUNNING | IN (TILL_PLAN_PAUSED), TRUE },
};

gboolean
till_plan_is_agreed_on (TillPlanState state)
{
  return ((RUNNING | IN (TILL_PLAN_PAUSED)) & IN (state)) != 0;
}

gboolean
till_installment_is_open (const TillInstallment *self)
{
  return self->state != TILL_INSTALLMENT_PAID && self->state != TILL_INSTALLMENT_SKIPPED;
}

gboolean
till_installment_is_payable (const TillInstallment *self)
{
  return till_installment_is_open (self) && self->state != TILL_INSTALLMENT_CHARGING;
}

gboolean
till_installment_is_owed (const TillInstallment *self, TillDay today)
{
  return self->state == TILL_INSTALLMENT_MISSED ||
         (self->state == TILL_INSTALLMENT_DUE && till_day_compare (self->due, today) <= 0);
}

gboolean
till_installment_waits (const TillInstallment *self, TillDay today)
{
  return (self->state == TILL_INSTALLMENT_DUE || self->state == TILL_INSTALLMENT_FAILED) &&
         till_day_compare (self->due, today) <= 0;
}

gboolean
till_whole_part_is_owed (const TillWholePart *self, TillDay today)
{
  const TillInstallment *one = self->installment;

  if (one->state != TILL_INSTALLMENT_FAILED || till_day_compare (one->due, today) > 0)
    return till_installment_is_owed (one, today);

  for (guint i = 0; i < self->tries->len; i++)
    {
      const TillInstallmentTry *tried = ((const TillToldTry *) self->tries->pdata[i])->one;

      if (!tried->by_hand && (tried->outcome == TILL_TRY_SOFT || tried->outcome == TILL_TRY_HARD))
        return FALSE;
    }

  return TRUE;
}

static const char *
say_state (TillPlanState state)
{
  switch (state)
    {
    case TILL_PLAN_PENDING:
      return _ ("Nobody has agreed to this plan yet.");
    case TILL_PLAN_PAUSED:
      return _ ("This plan is paused. Resume it first.");
    case TILL_PLAN_COMPLETED:
      return _ ("All of this plan is paid.");
    case TILL_PLAN_CANCELLED:
      return _ ("This plan was cancelled.");
    case TILL_PLAN_AUTHORIZED:
    case TILL_PLAN_ACTIVE:
    case TILL_PLAN_FAILED:
      return _ ("This plan is not paused.");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_plan_why_not (TillPlanDeed deed, const TillPlan *plan, const GPtrArray *installments)
{
  g_return_val_if_fail ((guint) deed < G_N_ELEMENTS (deeds), "");

  if ((deeds[deed].states & IN (plan->state)) == 0)
    return plan->state == TILL_PLAN_PAUSED && deed == TILL_PLAN_DEED_PAUSE
             ? _ ("This plan is paused already.")
             : say_state (plan->state);

  for (guint i = 0; i < installments->len && !deeds[deed].while_charging; i++)
    {
      const TillInstallment *one = installments->pdata[i];

      if (one->state == TILL_INSTALLMENT_CHARGING)
        return _ ("An installment is just being charged. Wait until it is known what came of it.");
    }

  return NULL;
}
