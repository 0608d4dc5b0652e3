/* till-plan-schedule.h: the installments of a payment plan, each with what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-whole-plan.h"

G_BEGIN_DECLS

#define TILL_TYPE_PLAN_SCHEDULE (till_plan_schedule_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanSchedule, till_plan_schedule, TILL, PLAN_SCHEDULE, AdwBin)

/* @plan must stay until another one is shown, or the widget is gone; where the list stands is kept.
 */
void till_plan_schedule_show (TillPlanSchedule    *self,
                              TillPractice        *practice,
                              const TillWholePlan *plan);

G_END_DECLS
