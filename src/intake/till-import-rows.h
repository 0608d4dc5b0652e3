/* till-import-rows.h: the rows of a file of balances, patients or ledger lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Given the file's lines as cells, one after another, it finds the heading, passes over what is no
 * row (titles, page breaks, headings said again), reads rows, holds the file's own totals against
 * them, and names each problem by its line and column. What has a problem must not be imported.
 */
#pragma once

#include "model/till-import-row.h"

G_BEGIN_DECLS

typedef struct _TillImportRows TillImportRows;

typedef enum
{
  TILL_IMPORT_SKIPPED, /* no row: a title, a page break, a total that agrees; or a deleted line */
  TILL_IMPORT_ROW,
  TILL_IMPORT_WRONG, /* a row with problems */
  TILL_IMPORT_STOP,  /* the file must not be read on: @error says why */
} TillImportStep;

/* @layout: as matched by hand, its heading being the first line that is no title; NULL: a known one
 * is found. Problems are added to @problems (element-type TillImportProblem), borrowed. */
TillImportRows *till_import_rows_new (const TillImportLayout *layout, GPtrArray *problems);
void            till_import_rows_free (TillImportRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillImportRows, till_import_rows_free)

/**
 * till_import_rows_take:
 * @line: of the file, from 1
 * @cells: (array zero-terminated=1): UTF-8; blanks at their ends are taken off
 * @row: (out): with TILL_IMPORT_ROW; with TILL_IMPORT_WRONG too, unless its cells are no row's
 *
 * TILL_ERROR_CARD_NUMBER when a cell holds one.
 */
TillImportStep till_import_rows_take (TillImportRows *self,
                                      guint           line,
                                      char          **cells,
                                      TillImportRow **row,
                                      GError        **error);

/* At the end of the file. TILL_ERROR_BAD_INPUT when no heading was found, or no row, and
 * as of till_import_ledger_end(). */
gboolean till_import_rows_end (TillImportRows *self, GError **error);

/* NULL until it is known. */
const TillImportLayout *till_import_rows_get_layout (TillImportRows *self);
guint                   till_import_rows_get_n_rows (TillImportRows *self);
guint                   till_import_rows_get_n_skipped (TillImportRows *self);

/* Lines of a ledger that were deleted where they come from; they are rows, too. */
guint till_import_rows_get_n_deleted (TillImportRows *self);

/* Of the balances, or of the lines of a ledger, that were read. */
TillMoney till_import_rows_get_total (TillImportRows *self);

/* The last total that the file itself gives; FALSE: it gives none. */
gboolean till_import_rows_get_stated (TillImportRows *self, TillMoney *total);

/* The day that a report says it is as of; TILL_DAY_NONE: it says none. */
TillDay till_import_rows_get_as_of (TillImportRows *self);

/* Whether a row that was read has that number of its own. */
gboolean till_import_rows_has_number (TillImportRows *self, const char *number);

G_END_DECLS
