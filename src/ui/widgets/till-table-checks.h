/* till-table-checks.h: the column of check marks, and the one over it that selects all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-cells.h"
#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

/* Before the view has other columns. @style may be NULL. */
void till_table_checks_add (GtkColumnView      *view,
                            TillTableSelection *rows,
                            TillTableCells     *cells,
                            TillRowStyle        style,
                            gpointer            user_data);

/* Which row a widget of the view's list is: by its mark, as GTK does not make it public. */
gboolean till_table_checks_find_position (GtkWidget *row, guint *position);

G_END_DECLS
