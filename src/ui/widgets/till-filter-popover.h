/* till-filter-popover.h: what one column is filtered and sorted by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-table.h"

G_BEGIN_DECLS

#define TILL_TYPE_FILTER_POPOVER (till_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (TillFilterPopover, till_filter_popover, TILL, FILTER_POPOVER, GtkPopover)

/* Shows the table's condition on @column each time it is opened. */
GtkWidget *till_filter_popover_new (TillTable *table, GtkColumnView *view, guint column);

G_END_DECLS
