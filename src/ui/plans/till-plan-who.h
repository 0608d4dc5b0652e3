/* till-plan-who.h: who pays a new plan, for whom it is and what for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-plans.h"

G_BEGIN_DECLS

/* Signal "changed": somebody else is chosen, or was read. */
#define TILL_TYPE_PLAN_WHO (till_plan_who_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanWho, till_plan_who, TILL, PLAN_WHO, AdwBin)

/* @patient_id 0: it is chosen here. */
void till_plan_who_begin (TillPlanWho *self, TillPractice *practice, gint64 patient_id);

/* What is known of who pays; NULL: nobody is chosen, or it is being read. Borrowed. */
const TillPlanBeginning *till_plan_who_get (TillPlanWho *self);

/* For whom; one of the family. */
gint64      till_plan_who_get_patient (TillPlanWho *self);
const char *till_plan_who_get_what_for (TillPlanWho *self); /* borrowed */

void till_plan_who_focus (TillPlanWho *self);

G_END_DECLS
