/* till-filter-library.h: the button and list of saved filters: one's own, the shared, the built-in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_FILTER_LIBRARY (till_filter_library_get_type ())
G_DECLARE_FINAL_TYPE (TillFilterLibrary, till_filter_library, TILL, FILTER_LIBRARY, AdwBin)

/* Once. @name is the table's, as saved filters have it: "transactions". */
void till_filter_library_set_table (TillFilterLibrary *self,
                                    TillPractice      *practice,
                                    const char        *name,
                                    TillTable         *table);

/* Gives the table the filter it is to begin with; FALSE: the user has chosen none. */
gboolean till_filter_library_begin (TillFilterLibrary *self);

/* Whether the table has filters that are not saved under any name. */
gboolean till_filter_library_can_save (TillFilterLibrary *self);

/* Asks for a name. */
void till_filter_library_save (TillFilterLibrary *self);

/* Property "can-save" (boolean), notified. */

G_END_DECLS
