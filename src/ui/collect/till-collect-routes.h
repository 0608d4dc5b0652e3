/* till-collect-routes.h: the ways a payment can be taken, below the button that collects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* Fills @box, which lies in a popover, with a button a way, in place of what is in it. One that
 * can't be gone now says why. A press closes the popover and activates "practice.collect". */
void till_collect_routes_fill (GtkBox *box, TillPractice *practice);

G_END_DECLS
