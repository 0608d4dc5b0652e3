/* till-table-keys.h: the keyboard in a column view, where GTK 4.8 leaves a user stuck
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tab leaves the rows. */
void till_table_keys_add (GtkColumnView *view);

/* The view's list of rows, which GTK does not make public. */
GtkWidget *till_table_keys_find_list (GtkColumnView *view);

G_END_DECLS
