/* till-table-view.h: shows a table: a column view made from the table's own columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-outline.h"
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

/* Before till_table_view_set_table(): its rows can be opened. The cell with the arrow is the page's
 * (till-table-opening.h). */
void till_table_view_set_parts (TillTableView *self, TillOutlineParts parts, gpointer user_data);

/* Before till_table_view_set_table(). */
void till_table_view_set_row_style (TillTableView *self, TillRowStyle style, gpointer user_data);

/* @label is for the screen reader; @zone for times. What the list says when it has no rows:
 * @empty_title and _words. */
void till_table_view_set_table (TillTableView *self,
                                TillTable     *table,
                                GTimeZone     *zone,
                                const char    *label);
void till_table_view_set_empty_words (TillTableView *self, const char *title, const char *words);
/* NULL, NULL: no button is with them. */
void till_table_view_set_empty_button (TillTableView *self, const char *words, const char *action);

/* The column view itself: focus, scrolling. */
GtkColumnView *till_table_view_get_view (TillTableView *self);
/* Gives the focus to the row that had it last; at first to the first one, which may still have to
 * come. */
void till_table_view_focus (TillTableView *self);

/* The row that has the focus or is the only one selected; 0: none. */
gint64 till_table_view_get_current (TillTableView *self);

/* Selects that row, brings it into sight and gives it the focus; FALSE: it is not in the list. */
gboolean till_table_view_go_to (TillTableView *self, gint64 id);

/* What is selected; NULL before there is a table. Borrowed. */
TillTableSelection *till_table_view_get_selection (TillTableView *self);

/* The places and widths of its columns; NULL before there is a table. Borrowed. */
TillTableLayout *till_table_view_get_layout (TillTableView *self);

/* NULL: its rows can't be opened, or there is no table yet. Borrowed. */
TillOutline *till_table_view_get_outline (TillTableView *self);

/* Signals, where an id < 0 is a part's, turned negative:
 *
 * "row-activated" (gint64 id): of an outline the parts only; the others open
 * "row-menu" (gint64 id, GdkRectangle at): by a key or the right button; the place in this widget
 */

G_END_DECLS
