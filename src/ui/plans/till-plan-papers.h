/* till-plan-papers.h: the papers of a payment plan, and what is to be done about them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-plans.h"

G_BEGIN_DECLS

#define TILL_TYPE_PLAN_PAPERS (till_plan_papers_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanPapers, till_plan_papers, TILL, PLAN_PAPERS, AdwBin)

GtkWidget *till_plan_papers_new (void);

/* Reads them: a few rows. @waits: there are terms that can be signed. Buttons activate "practice.…"
 * (till-new-plan-actions.c). */
void till_plan_papers_show (TillPlanPapers *self,
                            TillPractice   *practice,
                            const TillPlan *plan,
                            gboolean        waits);

G_END_DECLS
