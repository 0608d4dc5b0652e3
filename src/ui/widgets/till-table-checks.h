/* till-table-checks.h: the column of check marks, and the one over it that selects all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

/* Before the view has other columns. */
void till_table_checks_add (GtkColumnView *view, TillTableSelection *rows);

G_END_DECLS
