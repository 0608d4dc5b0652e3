/* till-dialog-class.h: what all our dialogs are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In class_init of an AdwWindow: its template at that path below /org/practicetill/Till/ui/, the
 * role of a dialog, and Escape, which closes it. It goes with the window that it stands before. */
void till_dialog_class_set_up (GtkWidgetClass *klass, const char *template);

G_END_DECLS
