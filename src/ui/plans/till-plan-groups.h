/* till-plan-groups.h: what is known of a payment plan, in groups of rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-whole-plan.h"

G_BEGIN_DECLS

/* Each (floating); made anew when what is known changes. */

/* State, next payment, card, and whom it is about. */
GtkWidget *till_plan_group_facts (const TillWholePlan *plan, TillPractice *practice);
/* All the terms there ever were, the newest first. */
GtkWidget *till_plan_group_terms (const TillWholePlan *plan, TillPractice *practice);

/* Of the patient's page: each plan with its state and how far it is; a press opens it. @plans:
 * (element-type TillPlan), not empty. */
GtkWidget *till_plan_group_of_patient (const GPtrArray *plans);

G_END_DECLS
