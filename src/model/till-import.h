/* till-import.h: a file that was read into the practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      id;
  char       *form;      /* "ofx", "csv" */
  char       *file_name; /* without its folder */
  char       *sha256;
  char       *accounts; /* masked, with ", " between; or "" */
  gint64      n_lines;
  gint64      n_new; /* that no file before it had */
  TillDay     first_day;
  TillDay     last_day;
  TillInstant imported_at;
  char       *imported_by;
} TillImport;

TillImport *till_import_new (void);
void        till_import_free (TillImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillImport, till_import_free)

G_END_DECLS
