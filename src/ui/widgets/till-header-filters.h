/* till-header-filters.h: the filter buttons in a column view's header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The header's cells are GTK's own and not public: where they are not found, there is no button,
 * and the filter bar's menu is what remains.
 */
#pragma once

#include <adwaita.h>

#include "model/till-table.h"

G_BEGIN_DECLS

/* Once the view has its columns, each told its number by till_header_filters_mark(). */
void till_header_filters_add (GtkColumnView *view, TillTable *table);

void                 till_header_filters_mark (GtkColumnViewColumn *shown, guint column);
GtkColumnViewColumn *till_header_filters_find_column (GtkColumnView *view, guint column);

/* Opens the column's popover; FALSE when it has no button. */
gboolean till_header_filters_open (GtkColumnView *view, guint column);

G_END_DECLS
