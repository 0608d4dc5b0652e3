/* till-plan-schedule.h: the payments of a plan that is being made, each with its day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-plan-terms.h"

G_BEGIN_DECLS

#define TILL_TYPE_PLAN_SCHEDULE (till_plan_schedule_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanSchedule, till_plan_schedule, TILL, PLAN_SCHEDULE, AdwBin)

/* Checked ones; NULL: nothing is shown. */
void till_plan_schedule_show (TillPlanSchedule *self, const TillPlanTerms *terms);

G_END_DECLS
