/* till-import-totals.h: the lines of sums in an imported file, held against its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-import-row.h"

G_BEGIN_DECLS

/* What a line of sums is the sum of. */
typedef enum
{
  TILL_TOTAL_NONE,  /* it is no line of sums */
  TILL_TOTAL_SOME,  /* "Page Total", "Total for Dr. Chen": of a part, or of all so far */
  TILL_TOTAL_WHOLE, /* "Grand Total": of all so far */
} TillTotal;

/* By the words in its first cell that holds any. "Total, Anna" is somebody's name. */
TillTotal till_import_find_total (char *const *cells);

/* What a file's rows come to so far. */
typedef struct
{
  TillMoney sums[TILL_N_FIELDS];
  TillMoney part[TILL_N_FIELDS]; /* since the last line of sums */
  TillMoney stated;              /* by the file's own total */
  gboolean  has_stated;
} TillImportTotals;

/* FALSE: it can't be added up. */
gboolean till_import_totals_add (TillImportTotals *self,
                                 TillImportField   field,
                                 TillMoney         money) G_GNUC_WARN_UNUSED_RESULT;

/* A line of sums agrees with the rows so far; that of a page or a group may agree with those since
 * the last line of sums instead. FALSE, with problems added: it does not. */
gboolean till_import_totals_check (TillImportTotals       *self,
                                   const TillImportLayout *layout,
                                   guint                   line,
                                   char *const            *cells,
                                   TillTotal               what,
                                   GPtrArray              *problems);

/* What the file's total is the sum of. */
TillImportField till_import_totals_get_field (const TillImportLayout *layout);

G_END_DECLS
