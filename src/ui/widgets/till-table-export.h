/* till-table-export.h: the button that exports and prints a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its popover asks what (all that match, or what is selected) and how; then it activates
 * practice.export with what the table shows at that moment: filter, sort, columns in their order.
 */
#pragma once

#include <adwaita.h>

#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

/* The action's parameter: the list, the filter as JSON, the sort (column, descending), the columns,
 * ids (nothing: all), whether these are left out, how, whether with Excel's mark. */
#define TILL_EXPORT_ACTION_TYPE "(ssa(sb)asmaxbsb)"
/* The report's kind, its days' numbers (TILL_DAY_NONE's for an open end), how, whether with Excel's
 * mark. */
#define TILL_EXPORT_REPORT_ACTION_TYPE "(siisb)"
#define TILL_EXPORT_AS_CSV "csv"
#define TILL_EXPORT_AS_PDF "pdf"
#define TILL_EXPORT_AS_PRINT "print"

#define TILL_TYPE_TABLE_EXPORT (till_table_export_get_type ())
G_DECLARE_FINAL_TYPE (TillTableExport, till_table_export, TILL, TABLE_EXPORT, AdwBin)

/* @list is the table's name in flow/till-export.h. Once @view has its @table. */
void till_table_export_set_table (TillTableExport *self,
                                  const char      *list,
                                  TillTable       *table,
                                  TillTableView   *view);

G_END_DECLS
