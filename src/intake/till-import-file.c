/* till-import-file.c: a file of another program, read row by row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-file.h"

#include "intake/till-csv-reader.h"
#include "intake/till-import-rows.h"

struct _TillImportFile
{
  TillCsvReader  *reader;
  TillImportRows *rows;
  GPtrArray      *problems; /* borrowed */
  guint           n_cut;    /* of them, that are not kept */
};

TillImportFile *
till_import_file_open (GInputStream           *raw,
                       const TillImportLayout *layout,
                       GPtrArray              *problems,
                       GError                **error)
{
  TillCsvReader  *reader = till_csv_reader_new (raw, error);
  TillImportFile *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (TillImportFile, 1);
  self->reader = reader;
  self->rows = till_import_rows_new (layout, problems);
  self->problems = problems;

  return self;
}

void
till_import_file_free (TillImportFile *self)
{
  if (self == NULL)
    return;

  till_csv_reader_free (self->reader);
  till_import_rows_free (self->rows);
  g_free (self);
}

gboolean
till_import_file_next (TillImportFile *self, TillImportRow **row, GError **error)
{
  for (*row = NULL; *row == NULL; self->n_cut += till_import_problems_cut (self->problems))
    {
      g_autoptr (TillCsvRow) cells = NULL;

      if (!till_csv_reader_next (self->reader, &cells, error))
        return FALSE;
      if (cells == NULL)
        return till_import_rows_end (self->rows, error);
      if (till_import_rows_take (self->rows, cells->line, cells->cells, row, error) ==
          TILL_IMPORT_STOP)
        return FALSE;
    }

  return TRUE;
}

const TillImportLayout *
till_import_file_get_layout (TillImportFile *self)
{
  return till_import_rows_get_layout (self->rows);
}

guint
till_import_file_get_n_rows (TillImportFile *self)
{
  return till_import_rows_get_n_rows (self->rows);
}

guint
till_import_file_get_n_skipped (TillImportFile *self)
{
  return till_import_rows_get_n_skipped (self->rows);
}

guint
till_import_file_get_n_deleted (TillImportFile *self)
{
  return till_import_rows_get_n_deleted (self->rows);
}

guint
till_import_file_get_n_cut (TillImportFile *self)
{
  return self->n_cut;
}

TillMoney
till_import_file_get_total (TillImportFile *self)
{
  return till_import_rows_get_total (self->rows);
}

gboolean
till_import_file_get_stated (TillImportFile *self, TillMoney *total)
{
  return till_import_rows_get_stated (self->rows, total);
}

TillDay
till_import_file_get_as_of (TillImportFile *self)
{
  return till_import_rows_get_as_of (self->rows);
}

gboolean
till_import_file_has_number (TillImportFile *self, const char *number)
{
  return till_import_rows_has_number (self->rows, number);
}
