/* till-entry-guard.h: text fields that take no card number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A card number typed or pasted into @editable is taken out again at once, and a popover at the
 * field says why, until something else is typed or the field is left. Every free text field of the
 * program has it; fields for the processor's own numbers have not, since some of those pass for a
 * card's by chance. */
void till_entry_guard (GtkWidget *editable);

/* Likewise: the lines that hold one are taken out. The popover stands at @place, which @view lies
 * in and which has a layout manager. */
void till_text_view_guard (GtkTextView *view, GtkWidget *place);

G_END_DECLS
