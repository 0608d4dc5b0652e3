/* till-plan-charge-dialog.h: installments are charged now, after asking which and on what card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-whole-plan.h"

G_BEGIN_DECLS

#define TILL_TYPE_PLAN_CHARGE_DIALOG (till_plan_charge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanChargeDialog,
                      till_plan_charge_dialog,
                      TILL,
                      PLAN_CHARGE_DIALOG,
                      AdwWindow)

typedef enum
{
  TILL_PLAN_CHARGE_OWED, /* what is due or missed, all or the oldest; or else the next one */
  TILL_PLAN_CHARGE_REST, /* all that is left */
  TILL_PLAN_CHARGE_ONE,
} TillPlanChargeWhat;

/* @installment_id: of _ONE. NULL: there is nothing to be charged. Signal "charged" (words): it is
 * paid; the dialog closes then. */
GtkWidget *till_plan_charge_dialog_new (TillPractice        *practice,
                                        const TillWholePlan *plan,
                                        TillPlanChargeWhat   what,
                                        gint64               installment_id,
                                        GtkWindow           *parent);

G_END_DECLS
