/* till-transactions-menu.h: what may be done with a transaction, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* What may not be done is not there; where that is all, the menu says so. */
GMenuModel *till_transactions_menu_new (TillPractice *practice, gint64 id);

/* The same in @popover (a GtkPopoverMenu), at a place in what it is parented to. */
void till_transactions_menu_popup (GtkPopover         *popover,
                                   TillPractice       *practice,
                                   gint64              id,
                                   const GdkRectangle *at,
                                   GtkAlign            align);

G_END_DECLS
