/* till-table-selection.h: which rows of a table are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-table.h"

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_SELECTION (till_table_selection_get_type ())
G_DECLARE_FINAL_TYPE (TillTableSelection, till_table_selection, TILL, TABLE_SELECTION, GObject)

/* Over a bitset: GtkMultiSelection fetches and holds every selected row. A whole new set of rows
 * keeps what is selected by id while that is at most a few hundred rows, else clears it. */
TillTableSelection *till_table_selection_new (TillTable *table);

TillTable *till_table_selection_get_table (TillTableSelection *self);

G_END_DECLS
