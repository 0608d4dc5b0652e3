/* till-import.c: a file that was read into the practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-import.h"

TillImport *
till_import_new (void)
{
  TillImport *self = g_new0 (TillImport, 1);

  self->first_day = TILL_DAY_NONE;
  self->last_day = TILL_DAY_NONE;
  self->imported_at = TILL_INSTANT_NONE;

  return self;
}

void
till_import_free (TillImport *self)
{
  if (self == NULL)
    return;

  g_free (self->form);
  g_free (self->file_name);
  g_free (self->sha256);
  g_free (self->accounts);
  g_free (self->imported_by);
  g_free (self);
}
