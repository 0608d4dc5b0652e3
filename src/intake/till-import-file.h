/* till-import-file.h: a file of another program, read row by row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * However long it is, no more of it is held than a row, the first of its problems, and its numbers.
 */
#pragma once

#include "model/till-import-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TillImportFile TillImportFile;

/**
 * till_import_file_open:
 * @raw: (transfer none): the file at its beginning; can be sought in
 * @layout: (nullable): as matched by hand; NULL: a known one is found
 * @problems: (element-type TillImportProblem): borrowed; what can't be read is added, and no more
 *     of it is kept than TILL_IMPORT_MOST_PROBLEMS
 *
 * TILL_ERROR_BAD_INPUT as of till_csv_reader_new().
 */
TillImportFile *till_import_file_open (GInputStream           *raw,
                                       const TillImportLayout *layout,
                                       GPtrArray              *problems,
                                       GError                **error);
void            till_import_file_free (TillImportFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillImportFile, till_import_file_free)

/**
 * till_import_file_next:
 * @row: (out) (transfer full): NULL at the end of the file
 *
 * The next row, also one that is wrong (is_wrong): of that the problem was told. The file's totals
 * are held against its rows on the way. TILL_ERROR_BAD_INPUT: the file must not be read on;
 * TILL_ERROR_CARD_NUMBER, with the line.
 */
gboolean till_import_file_next (TillImportFile *self,
                                TillImportRow **row,
                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/* NULL until it is known. */
const TillImportLayout *till_import_file_get_layout (TillImportFile *self);
guint                   till_import_file_get_n_rows (TillImportFile *self);
guint                   till_import_file_get_n_skipped (TillImportFile *self);

/* As of till_import_rows_get_n_deleted(). */
guint till_import_file_get_n_deleted (TillImportFile *self);

/* Problems that were not kept, for they were too many. */
guint till_import_file_get_n_cut (TillImportFile *self);

/* Of the balances, or of the lines of a ledger, that were read. */
TillMoney till_import_file_get_total (TillImportFile *self);

/* As of till_import_rows_get_stated(). */
gboolean till_import_file_get_stated (TillImportFile *self, TillMoney *total);

/* As of till_import_rows_get_as_of() and till_import_rows_has_number(). */
TillDay  till_import_file_get_as_of (TillImportFile *self);
gboolean till_import_file_has_number (TillImportFile *self, const char *number);

G_END_DECLS
