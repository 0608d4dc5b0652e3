/* till-table-opening.h: opening a row of a table view: the cell with the arrow, and the keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-outline.h"
#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

/* Right opens a row, or goes into it; Left closes it, or goes from a part to its row; Enter
 * activates the row, whatever button of it has the focus. */
void till_table_opening_add (GtkColumnView *view, TillTableSelection *rows, TillOutline *outline);

void till_table_opening_toggle (TillOutline *outline, gint64 id);

/* A cell that has the arrow before its text; of a part it has none, and stands further in. */
GtkWidget *till_table_opening_new_cell (GtkListItem *item, TillOutline *outline, guint n_chars);

/* @name: of the row, for who hears it. */
void till_table_opening_show (GtkWidget   *cell,
                              GtkListItem *item,
                              TillOutline *outline,
                              const char  *text,
                              const char  *name);

/* Of a row whose other cells are empty: the text stands over all of them. */
void till_table_opening_set_wide (GtkWidget *cell, gboolean is_wide);

G_END_DECLS
