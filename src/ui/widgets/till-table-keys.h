/* till-table-keys.h: the keyboard in a column view, where GTK 4.8 leaves a user stuck
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

/* Tab leaves the rows, Space and a click with Ctrl take one in or out of what is selected. */
void till_table_keys_add (GtkColumnView *view);

/* The view's list of rows, which GTK does not make public. */
GtkWidget *till_table_keys_find_list (GtkColumnView *view);

/* The row that @inside belongs to, borrowed; NULL: none, as of the header. */
GtkWidget *till_table_keys_find_row (GtkColumnView *view, GtkWidget *inside, guint *position);

/* The row that has the focus, or has it in a cell. */
GtkWidget *till_table_keys_find_focus (GtkColumnView *view, guint *position);

/* It has the focus, once it is in sight; nothing is selected by that. */
void till_table_keys_focus (GtkColumnView *view, guint position);

/* Only this row is selected, it is in sight and has the focus. */
void till_table_keys_go_to (GtkColumnView *view, TillTableSelection *rows, guint position);

G_END_DECLS
