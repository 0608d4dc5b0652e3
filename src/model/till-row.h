/* till-row.h: one row of a table, as the list shows it: an id and a value a column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define TILL_TYPE_ROW (till_row_get_type ())
G_DECLARE_FINAL_TYPE (TillRow, till_row, TILL, ROW, GObject)

TillRow *till_row_new (gint64 id, guint n_values);

gint64 till_row_get_id (TillRow *self);

/* For who fills it, before anybody sees it. */
void till_row_set_int (TillRow *self, guint column, gint64 value);
void till_row_set_text (TillRow *self, guint column, const char *value);

/* Empties it and gives it another id: for who reads many rows and hands none of them on. */
void till_row_reset (TillRow *self, gint64 id);

gboolean    till_row_is_null (TillRow *self, guint column);
gint64      till_row_get_int (TillRow *self, guint column);  /* 0 for null */
const char *till_row_get_text (TillRow *self, guint column); /* NULL for null */

gboolean till_row_equal (TillRow *a, TillRow *b);

G_END_DECLS
