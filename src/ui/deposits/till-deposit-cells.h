/* till-deposit-cells.h: the cells of the deposits and of what is opened below them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-deposits.h"
#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

typedef struct _TillDepositCells TillDepositCells;

/* Gives @view its cells, before it is given @deposits. "row-menu" of @view is emitted for the
 * buttons too. */
TillDepositCells *till_deposit_cells_new (TillPractice  *practice,
                                          TillTable     *deposits,
                                          TillTableView *view);
void              till_deposit_cells_free (TillDepositCells *self);

G_END_DECLS
