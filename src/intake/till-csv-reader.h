/* till-csv-reader.h: rows of cells, one after another, as spreadsheets and other programs write
 * them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * However long the file is, no more of it is held than a row. Read by libcsv, which knows the
 * quoting; which sign stands between the cells, and on which line of the file a row begins, is
 * found here.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TILL_CSV_MOST_COLUMNS 128

typedef struct
{
  guint line; /* of the file, on which it begins, from 1 */
  GStrv cells;
  guint n_cells;
} TillCsvRow;

void till_csv_row_free (TillCsvRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCsvRow, till_csv_row_free)

typedef struct _TillCsvReader TillCsvReader;

/**
 * till_csv_reader_new:
 * @raw: (transfer none): as of till_text_file_open()
 *
 * A comma, semicolon, tab or bar stands between the cells: that by which most of the first rows
 * have the same number of them, or what a first line "sep=;" says.
 */
TillCsvReader *till_csv_reader_new (GInputStream *raw, GError **error);
void           till_csv_reader_free (TillCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCsvReader, till_csv_reader_free)

char till_csv_reader_get_separator (TillCsvReader *self);

/* What the file is written in, as in "UTF-8"; static. */
const char *till_csv_reader_get_letters (TillCsvReader *self);

/**
 * till_csv_reader_next:
 * @row: (out) (transfer full): NULL at the end of the file
 *
 * Rows without anything in them are passed over; blanks at a cell's ends are taken off.
 * TILL_ERROR_BAD_INPUT with a sentence that names the line; nothing may be asked after it.
 */
gboolean till_csv_reader_next (TillCsvReader *self,
                               TillCsvRow   **row,
                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
