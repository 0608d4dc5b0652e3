/* till-new-plan-window.h: a payment plan is made, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "ui/plans/till-authorize-pane.h"

G_BEGIN_DECLS

#define TILL_TYPE_NEW_PLAN_WINDOW (till_new_plan_window_get_type ())
G_DECLARE_FINAL_TYPE (TillNewPlanWindow, till_new_plan_window, TILL, NEW_PLAN_WINDOW, AdwWindow)

/* @patient_id: any of the family; 0: it is chosen in the window.
 * Signal "made" (int64 plan, boolean whether it is authorized): as the window closes. Its pane has
 * "choose-scan". */
GtkWidget *till_new_plan_window_new (TillPractice *practice, gint64 patient_id, GtkWindow *parent);

/* Borrowed. */
TillAuthorizePane *till_new_plan_window_get_pane (TillNewPlanWindow *self);

G_END_DECLS
