/* till-import-layouts.h: which program wrote a file, seen by the headings of its columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 6.1. Order and case of the columns don't matter, nor do columns that are not known.
 */
#pragma once

#include "model/till-import-row.h"

G_BEGIN_DECLS

/**
 * till_import_layout_recognise:
 * @cells: (array zero-terminated=1): a line of the file
 *
 * Whether the line is the heading of a known layout; @layout is that then.
 */
gboolean till_import_layout_recognise (char *const      *cells,
                                       TillImportLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

/* Likewise, of one layout by its name only. TILL_ERROR_BAD_INPUT with the names there are. */
gboolean till_import_layout_check_name (const char *name, GError **error);

/* What a heading of no known layout is likely to mean, to begin with: TILL_FIELD_NOTHING when it
 * says nothing. */
TillImportField till_import_field_guess (const char *heading);

/* TILL_ERROR_BAD_INPUT when a field that its kind needs is missing, or one is there twice. */
gboolean till_import_layout_check (const TillImportLayout *layout, GError **error);

G_END_DECLS
