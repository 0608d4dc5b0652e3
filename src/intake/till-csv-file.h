/* till-csv-file.h: rows of cells, as spreadsheets, banks and other programs write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read by libcsv, which knows the quoting; which sign stands between the cells, and on which line
 * of the file a row begins, is found here.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TILL_CSV_MOST_ROWS 20000
#define TILL_CSV_MOST_COLUMNS 128

typedef struct
{
  guint line; /* of the file, on which it begins, from 1 */
  GStrv cells;
  guint n_cells;
} TillCsvRow;

typedef struct
{
  char       separator;
  GPtrArray *rows; /* TillCsvRow; none is empty */
} TillCsvFile;

/**
 * till_csv_file_read:
 *
 * Letters as by till_text_file_read(). A comma, semicolon, tab or bar stands between the cells:
 * that by which most rows have the same number of them, or what a first line "sep=;" says. Blanks
 * at a cell's ends are taken off. TILL_ERROR_BAD_INPUT with a sentence that names the line.
 */
TillCsvFile *till_csv_file_read (GBytes *bytes, GError **error);
void         till_csv_file_free (TillCsvFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCsvFile, till_csv_file_free)

G_END_DECLS
