/* till-filter-bar.h: what a table is narrowed to, a bubble each, above its columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-table.h"
#include "ui/widgets/till-filter-library.h"

G_BEGIN_DECLS

#define TILL_TYPE_FILTER_BAR (till_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (TillFilterBar, till_filter_bar, TILL, FILTER_BAR, AdwBin)

/* @view shows @table; its columns' popovers are opened by a press on a bubble. Hidden while nothing
 * is filtered. At its end the filters can be saved into @library, as long as they are not there. */
void till_filter_bar_set_table (TillFilterBar     *self,
                                TillTable         *table,
                                GtkColumnView     *view,
                                TillFilterLibrary *library);

G_END_DECLS
