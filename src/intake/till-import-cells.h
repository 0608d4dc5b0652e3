/* till-import-cells.h: one cell of an imported file, read as what its column holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-import-row.h"

G_BEGIN_DECLS

typedef struct
{
  guint           line;
  guint           column;
  TillImportField field;
  TillDayOrder    day_order;
  const char     *text;
} TillImportCell;

/* Into its place in @row. FALSE, with a problem added, for what can't be read. */
gboolean till_import_cell_read (const TillImportCell *self,
                                TillImportRow        *row,
                                GPtrArray            *problems);

/* An empty cell, and the dash of reports, are zero. */
gboolean till_import_cell_read_money (const TillImportCell *self,
                                      TillMoney            *money,
                                      GPtrArray            *problems);

void till_import_cell_complain (const TillImportCell *self, const char *words, GPtrArray *problems);

gboolean till_import_field_is_money (TillImportField field);

/* Where a row keeps the money of that field, or NULL. */
TillMoney *till_import_row_get_money (TillImportRow *row, TillImportField field);

G_END_DECLS
