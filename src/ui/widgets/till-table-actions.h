/* till-table-actions.h: the column of a table whose button asks for what may be done with the row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

/* Before till_table_view_set_table() with the same @table: behind its own columns. Pressed, @view
 * emits its "row-menu", with the button's place. */
void till_table_actions_add (TillTableView *view, TillTable *table);

G_END_DECLS
