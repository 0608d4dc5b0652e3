/* till-table-view.h: shows a table: a column view made from the table's own columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "ui/widgets/till-table-cells.h"
#include "ui/widgets/till-table-layout.h"
#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_VIEW (till_table_view_get_type ())
G_DECLARE_FINAL_TYPE (TillTableView, till_table_view, TILL, TABLE_VIEW, AdwBin)

GtkWidget *till_table_view_new (void);

/* Before till_table_view_set_table(). @column is a column's id. */
void till_table_view_set_cell (TillTableView *self,
                               const char    *column,
                               TillCellSetup  setup,
                               TillCellBind   bind,
                               gpointer       user_data);

/* A column behind the table's own, without data: buttons. @id is what its place and width are kept
 * by; NULL: it keeps its place and is always there. */
void till_table_view_add_cell (TillTableView *self,
                               const char    *id,
                               const char    *title,
                               TillCellSetup  setup,
                               TillCellBind   bind,
                               gpointer       user_data);

/* @label is for the screen reader; @zone for times. What the list says when it has no rows:
 * @empty_title and _words. */
void till_table_view_set_table (TillTableView *self,
                                TillTable     *table,
                                GTimeZone     *zone,
                                const char    *label);
void till_table_view_set_empty_words (TillTableView *self, const char *title, const char *words);

/* The column view itself: focus, scrolling. */
GtkColumnView *till_table_view_get_view (TillTableView *self);
/* The row that has the focus or is the only one selected; 0: none. */
gint64 till_table_view_get_current (TillTableView *self);

/* What is selected; NULL before there is a table. Borrowed. */
TillTableSelection *till_table_view_get_selection (TillTableView *self);

/* The places and widths of its columns; NULL before there is a table. Borrowed. */
TillTableLayout *till_table_view_get_layout (TillTableView *self);

/* Signals:
 *
 * "row-activated" (gint64 id)
 * "row-menu" (gint64 id, GdkRectangle at): by a key or the right button; the place in this widget
 */

G_END_DECLS
