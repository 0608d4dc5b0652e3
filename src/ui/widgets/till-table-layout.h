/* till-table-layout.h: which columns a column view shows, in which order, how wide
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns that have an id here may be hidden, moved and made wider, by the menu of columns or by
 * the header; the others keep their places: the marks first, the actions last.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_LAYOUT (till_table_layout_get_type ())
G_DECLARE_FINAL_TYPE (TillTableLayout, till_table_layout, TILL, TABLE_LAYOUT, GObject)

/* Signal "changed": hidden, shown, moved, or another width. */

/* Before the layout is made. @id is what it is kept by. */
void till_table_layout_mark (GtkColumnViewColumn *column, const char *id);

/* Once @view has all its columns. */
TillTableLayout *till_table_layout_new (GtkColumnView *view);

/* (element-type GtkColumnViewColumn) (transfer container): those with an id, in their order. */
GPtrArray *till_table_layout_list (TillTableLayout *self);

/* FALSE: it is at the end already. @by: -1 or 1. */
gboolean till_table_layout_move (TillTableLayout *self, GtkColumnViewColumn *column, int by);

/* The last one that is shown stays: till_table_layout_can_hide(). */
void     till_table_layout_show (TillTableLayout *self, GtkColumnViewColumn *column, gboolean show);
gboolean till_table_layout_can_hide (TillTableLayout *self, GtkColumnViewColumn *column);

/* All as declared. */
void     till_table_layout_reset (TillTableLayout *self);
gboolean till_table_layout_is_as_declared (TillTableLayout *self);

/* What is kept for the user. Columns that @text does not know stand where they were declared; what
 * can't be read changes nothing. */
char *till_table_layout_to_text (TillTableLayout *self);
void  till_table_layout_restore (TillTableLayout *self, const char *text);

G_END_DECLS
