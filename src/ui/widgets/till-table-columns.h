/* till-table-columns.h: the columns of a column view, made from the table's own and the page's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-sort-probe.h"
#include "ui/widgets/till-table-cells.h"

G_BEGIN_DECLS

typedef struct _TillTableColumns TillTableColumns;

TillTableColumns *till_table_columns_new (void);
void              till_table_columns_free (TillTableColumns *self);

/* How the table's column @id shows its cells. */
void till_table_columns_set_cell (TillTableColumns *self,
                                  const char       *id,
                                  TillCellSetup     setup,
                                  TillCellBind      bind,
                                  gpointer          user_data);

/* A column behind the table's own. @id NULL: it keeps its place and is always there. */
void till_table_columns_add_cell (TillTableColumns *self,
                                  const char       *id,
                                  const char       *title,
                                  TillCellSetup     setup,
                                  TillCellBind      bind,
                                  gpointer          user_data);

/* Gives @view its columns. */
void till_table_columns_fill (TillTableColumns *self,
                              GtkColumnView    *view,
                              TillTable        *table,
                              TillTableCells   *cells,
                              TillSortProbe    *probe);

G_END_DECLS
