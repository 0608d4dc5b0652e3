/* till-printing.h: a PDF through the desktop's print dialog
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Always by the dialog: GTK 4.8 crashes when it prints without. What goes wrong behind it is said
 * in a dialog of its own. FALSE: @pdf is none, and no dialog came up. */
gboolean till_print_pdf (GtkWindow *window, GBytes *pdf, const char *name, GError **error);

G_END_DECLS
