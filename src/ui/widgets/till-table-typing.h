/* till-table-typing.h: letters typed in a list go to the next row whose name begins so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The next in the order that is shown, below the row that has the focus and then from the top: in a
 * list sorted by time that is the next payment of such a name, in one sorted by name the name.
 */
#pragma once

#include <adwaita.h>

#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_TYPING (till_table_typing_get_type ())
G_DECLARE_FINAL_TYPE (TillTableTyping, till_table_typing, TILL, TABLE_TYPING, AdwBin)

/* Shows what has been typed, while it is being typed. */
GtkWidget *till_table_typing_new (GtkColumnView *view, TillTable *table, TillTableSelection *rows);

G_END_DECLS
