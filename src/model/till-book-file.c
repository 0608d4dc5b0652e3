/* till-book-file.c: a file of another program, taken into the books
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-book-file.h"

TillBookRow *
till_book_row_new (TillImportRow *row)
{
  TillBookRow *self = g_new0 (TillBookRow, 1);

  self->row = row;

  return self;
}

void
till_book_row_free (TillBookRow *self)
{
  if (self == NULL)
    return;

  till_import_row_free (self->row);
  till_patient_free (self->patient);
  g_clear_pointer (&self->may_mean, g_array_unref);
  g_free (self->words);
  g_free (self);
}

TillBookFile *
till_book_file_new (void)
{
  TillBookFile *self = g_new0 (TillBookFile, 1);

  self->as_of = TILL_DAY_NONE;
  self->imported_at = TILL_INSTANT_NONE;

  return self;
}

void
till_book_file_free (TillBookFile *self)
{
  if (self == NULL)
    return;

  g_free (self->layout);
  g_free (self->file_name);
  g_free (self->sha256);
  g_free (self->imported_by);
  g_free (self);
}
