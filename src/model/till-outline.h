/* till-outline.h: a table whose rows can be opened: what a row is made of stands below it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts are rows like the others, in the table's columns; till_table_get_id() gives a part's
 * own id turned negative, which must be unique among all parts. What is open stays so while rows
 * come and go, also when its row goes and comes back. Filter, sort, state and sums are those of the
 * table below: that is the one to ask and to change.
 */
#pragma once

#include "model/till-table.h"

G_BEGIN_DECLS

#define TILL_TYPE_OUTLINE (till_outline_get_type ())
G_DECLARE_FINAL_TYPE (TillOutline, till_outline, TILL, OUTLINE, TillTable)

/* What the row of that id is made of: a list of TillRow, which may fill later. The caller's. */
typedef GListModel *(*TillOutlineParts) (gint64 id, gpointer user_data);

TillOutline *till_outline_new (TillTable *table, TillOutlineParts parts, gpointer user_data);

TillTable *till_outline_get_table (TillOutline *self); /* borrowed */

/* Whether a part stands there; @owner (out, optional): the id of the row it is of, or of the row
 * itself. */
gboolean till_outline_is_part (TillOutline *self, guint position, gint64 *owner);

/* The id of a row of the table below. */
gboolean till_outline_is_open (TillOutline *self, gint64 id);
void     till_outline_open (TillOutline *self, gint64 id);
void     till_outline_close (TillOutline *self, gint64 id);

/* Of an open row; NULL when it is not. Borrowed. */
GListModel *till_outline_get_parts (TillOutline *self, gint64 id);

G_END_DECLS
