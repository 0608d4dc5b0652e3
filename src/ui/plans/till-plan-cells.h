/* till-plan-cells.h: the cells of the payment plans: how far it is, its state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

typedef struct _TillPlanCells TillPlanCells;

/* Before till_table_view_set_table(); lives as long as @view. */
TillPlanCells *till_plan_cells_new (TillTable *plans, TillTableView *view);
void           till_plan_cells_free (TillPlanCells *self);

G_END_DECLS
