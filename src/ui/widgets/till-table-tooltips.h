/* till-table-tooltips.h: the whole text of a cell that shows only its beginning
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void till_table_tooltips_add (GtkColumnView *view);

G_END_DECLS
