/* till-csv-file.c: all rows of a file of cells, for those that are looked at as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-csv-file.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "intake/till-text-file.h"

static void
row_free (gpointer row)
{
  till_csv_row_free (row);
}

void
till_csv_file_free (TillCsvFile *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
check_rows (guint n_rows, GError **error)
{
  if (n_rows == 0)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The file is empty: there is nothing in it to import."));
  else if (n_rows > TILL_CSV_MOST_ROWS)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("The file has more than %u lines. Ask for fewer days at a time, and import one "
                    "file after the other."),
                 (guint) TILL_CSV_MOST_ROWS);
  else
    return TRUE;

  return FALSE;
}

TillCsvFile *
till_csv_file_read (GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream)  raw = NULL;
  g_autoptr (TillCsvReader) reader = NULL;
  g_autoptr (TillCsvFile)   self = NULL;
  TillCsvRow               *row;

  if (!till_text_file_check_size (g_bytes_get_size (bytes), error))
    return NULL;

  raw = g_memory_input_stream_new_from_bytes (bytes);
  reader = till_csv_reader_new (raw, error);
  if (reader == NULL)
    return NULL;

  self = g_new0 (TillCsvFile, 1);
  self->separator = till_csv_reader_get_separator (reader);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  do
    {
      if (!till_csv_reader_next (reader, &row, error))
        return NULL;
      if (row != NULL)
        g_ptr_array_add (self->rows, row);
    }
  while (row != NULL && self->rows->len <= TILL_CSV_MOST_ROWS);

  return check_rows (self->rows->len, error) ? g_steal_pointer (&self) : NULL;
}
