/* till-table-selection.h: a table's rows as the column view is given them, and which are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is selected is kept as ids, or as "all but" ids: selecting a million rows costs nothing, and
 * sorting or refreshing keeps what was chosen. Another filter selects nothing: who sends or exports
 * "the selected" means those he saw.
 *
 * A new set of rows takes the place of the old one: the view keeps the widgets of the rows it has
 * and is told only how many more or fewer there are. Making 200 rows of widgets anew takes GTK 4.8
 * some 150 ms, filling them again a few. So of a new set a screenful is told at once, the others
 * while nothing else is to do. Likewise when a row's parts come or go below what is in sight at the
 * top: the rows behind them only change what they show. Signals:
 *
 * "rows-replacing" or "rows-shifting", then "rows-replaced": what is bound shows the rows of
 * before; bind it again
 * "row-changed" (guint position): likewise, this row
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-outline.h"

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_SELECTION (till_table_selection_get_type ())
G_DECLARE_FINAL_TYPE (TillTableSelection, till_table_selection, TILL, TABLE_SELECTION, GObject)

TillTableSelection *till_table_selection_new (TillTable *table);

/* Of an outline: whether a row's part stands there. */
gboolean till_table_selection_is_part (TillTableSelection *self, guint position);

/* Of all rows of the filter, whether they have been told to the view yet or not. */
guint    till_table_selection_get_n_selected (TillTableSelection *self);
gboolean till_table_selection_is_all (TillTableSelection *self); /* and at least one */

/* gint64 ids: those selected, or with @all_but those that are not. In no order. */
GArray *till_table_selection_dup_ids (TillTableSelection *self, gboolean *all_but);

/* The same as ids of those selected, whatever that takes: what an action on them is given ("ax").
 * (floating) */
GVariant *till_table_selection_list_ids (TillTableSelection *self);

/* Where the view stands: what changes above it must not move it. And how many rows of a new set are
 * told at once. */
void till_table_selection_set_sight (TillTableSelection *self, guint first, guint screenful);

/* All rows are told at once: before a far one is scrolled to. */
void till_table_selection_complete (TillTableSelection *self);

G_END_DECLS
