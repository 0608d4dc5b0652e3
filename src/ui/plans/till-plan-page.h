/* till-plan-page.h: one payment plan: how far it is, its installments, and its terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PLAN_PAGE (till_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanPage, till_plan_page, TILL, PLAN_PAGE, AdwBin)

/* Of one plan, for the life of the page. Signal "back": what was shown before is wanted again. */
GtkWidget *till_plan_page_new (TillPractice *practice, gint64 plan_id);

gint64 till_plan_page_get_id (TillPlanPage *self);

/* Gives the focus to its first button. */
void till_plan_page_focus (TillPlanPage *self);

G_END_DECLS
