/* till-table-menu.h: asking for what may be done with a row: Menu, Shift+F10, the right button
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

/* @at is the place in the view. The row is selected, if alone it was not, and has the focus. */
typedef void (*TillTableMenuFunc) (guint position, const GdkRectangle *at, gpointer user_data);

/* @user_data must outlive the view. */
void till_table_menu_add (GtkColumnView      *view,
                          TillTableSelection *rows,
                          TillTableMenuFunc   ask,
                          gpointer            user_data);

/* A deed of the menu, for the row of that id. */
void till_table_menu_append (GMenu *menu, const char *label, const char *action, gint64 id);

/* Shows what may be done, at the place that the view's signal "row-menu" tells. */
void till_table_menu_popup (GtkPopover         *popover,
                            GMenuModel         *menu,
                            const GdkRectangle *at,
                            GtkAlign            align);

G_END_DECLS
