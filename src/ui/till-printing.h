/* till-printing.h: a PDF through the desktop's print dialog
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* FALSE: it was given up, went wrong, or was only looked at. */
typedef void (*TillPrinted) (gboolean printed, gpointer user_data);

/* Always by the dialog: GTK 4.8 crashes when it prints without. What goes wrong behind it is said
 * in a dialog of its own. @printed is called once, when the dialog has ended. FALSE: @pdf is none,
 * no dialog came up, and @printed is not called. */
gboolean till_print_pdf (GtkWindow  *window,
                         GBytes     *pdf,
                         const char *name,
                         TillPrinted printed,
                         gpointer    user_data,
                         GError    **error);

G_END_DECLS
