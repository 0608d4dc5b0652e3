/* till-plan.c: a payment plan’s states and its installments’, each with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-plan.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillPlanState,
                    till_plan_state,
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_AUTHORIZED, "authorized"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_CANCELLED, "cancelled"))

G_DEFINE_ENUM_TYPE (TillInstallmentState,
                    till_installment_state,
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_DUE, "due"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_CHARGING, "charging"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_PAID, "paid"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_MISSED, "missed"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_SKIPPED, "skipped"))

const char *
till_plan_state_to_words (TillPlanState state)
{
  switch (state)
    {
    case TILL_PLAN_PENDING:
      return _ ("Pending");
    case TILL_PLAN_AUTHORIZED:
      return _ ("Authorized");
    case TILL_PLAN_ACTIVE:
      return _ ("Active");
    case TILL_PLAN_FAILED:
      return _ ("Failed");
    case TILL_PLAN_PAUSED:
      return _ ("Paused");
    case TILL_PLAN_COMPLETED:
      return _ ("Completed");
    case TILL_PLAN_CANCELLED:
      return _ ("Cancelled");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_installment_state_to_words (TillInstallmentState state)
{
  switch (state)
    {
    case TILL_INSTALLMENT_DUE:
      return _ ("Due");
    case TILL_INSTALLMENT_CHARGING:
      return _ ("Being charged");
    case TILL_INSTALLMENT_PAID:
      return _ ("Paid");
    case TILL_INSTALLMENT_FAILED:
      return _ ("Declined, tried again");
    case TILL_INSTALLMENT_MISSED:
      return _ ("Missed");
    case TILL_INSTALLMENT_SKIPPED:
      return _ ("Skipped");
    default:
      g_return_val_if_reached ("");
    }
}
