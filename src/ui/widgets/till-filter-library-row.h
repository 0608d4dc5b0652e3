/* till-filter-library-row.h: a saved filter in the library, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-saved-filter.h"
#include "model/till-table.h"

G_BEGIN_DECLS

/* Whose it is, in the order of the library. */
typedef enum
{
  TILL_FILTER_MINE,
  TILL_FILTER_SHARED,
  TILL_FILTER_BUILT_IN,
  TILL_N_FILTER_SECTIONS,
} TillFilterSection;

TillFilterSection till_filter_section_of (const TillSavedFilter *saved);
const char       *till_filter_section_to_words (TillFilterSection section); /* translated, static */

#define TILL_TYPE_FILTER_LIBRARY_ROW (till_filter_library_row_get_type ())
G_DECLARE_FINAL_TYPE (TillFilterLibraryRow,
                      till_filter_library_row,
                      TILL,
                      FILTER_LIBRARY_ROW,
                      GtkListBoxRow)

/* Its buttons activate library.rename (x), .change (x), .delete (x), .export (x) and .default (x).
 */
GtkWidget *till_filter_library_row_new (TillSavedFilter *saved, TillTable *table);

TillSavedFilter *till_filter_library_row_get_saved (TillFilterLibraryRow *self); /* borrowed */

/* Whether the list has just these filters. */
void till_filter_library_row_set_in_use (TillFilterLibraryRow *self, gboolean in_use);

G_END_DECLS
