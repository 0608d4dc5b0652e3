/* till-csv-file.h: all rows of a file of cells, for those that are looked at as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "intake/till-csv-reader.h"

G_BEGIN_DECLS

#define TILL_CSV_MOST_ROWS 20000

typedef struct
{
  char       separator;
  GPtrArray *rows; /* TillCsvRow; none is empty */
} TillCsvFile;

/* As of till_csv_reader_new() and _next(). TILL_ERROR_BAD_INPUT too for more than
 * TILL_TEXT_FILE_MOST_BYTES or TILL_CSV_MOST_ROWS. */
TillCsvFile *till_csv_file_read (GBytes *bytes, GError **error);
void         till_csv_file_free (TillCsvFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCsvFile, till_csv_file_free)

G_END_DECLS
