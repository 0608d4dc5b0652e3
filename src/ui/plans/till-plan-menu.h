/* till-plan-menu.h: what may be done with a payment plan, below the page's button
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-whole-plan.h"

G_BEGIN_DECLS

/* A button for each deed, in a popover that is the window's child at some depth; what may not be
 * done says why not. */
void till_plan_menu_fill (GtkBox *box, const TillWholePlan *plan);

G_END_DECLS
