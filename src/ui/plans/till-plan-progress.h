/* till-plan-progress.h: how far a payment plan is paid off: a bar, and beside it in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-plan.h"

G_BEGIN_DECLS

#define TILL_TYPE_PLAN_PROGRESS (till_plan_progress_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanProgress, till_plan_progress, TILL, PLAN_PROGRESS, GtkWidget)

GtkWidget *till_plan_progress_new (void);

/* Of @plan it needs the state, the amounts and the numbers of parts; @words stand beside the bar.
 */
void till_plan_progress_show (TillPlanProgress *self, const TillPlan *plan, const char *words);

/* "2 of 6 installments paid, $200.00 of $600.00" */
char *till_plan_progress_to_sentence (const TillPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
