/* till-wide-text.h: a cell's text that may stand over the empty cells beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a column view are of one height, so a sentence can't be wrapped; and its cells are as
 * wide as their columns.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TILL_TYPE_WIDE_TEXT (till_wide_text_get_type ())
G_DECLARE_FINAL_TYPE (TillWideText, till_wide_text, TILL, WIDE_TEXT, GtkWidget)

/* Takes @text. It is as wide as its cell. */
GtkWidget *till_wide_text_new (GtkWidget *text);

/* Or as wide as what is left of the row, whatever its columns are. */
void till_wide_text_set_wide (TillWideText *self, gboolean is_wide);

G_END_DECLS
