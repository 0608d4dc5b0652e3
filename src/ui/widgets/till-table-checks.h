/* till-table-checks.h: the column of check marks, and the one over it that selects all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

/* Before the view has other columns. */
void till_table_checks_add (GtkColumnView *view, TillTableSelection *rows);

/* Which row a widget of the view's list is: by its mark, as GTK does not make it public. */
gboolean till_table_checks_find_position (GtkWidget *row, guint *position);

G_END_DECLS
