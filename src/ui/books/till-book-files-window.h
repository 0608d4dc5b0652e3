/* till-book-files-window.h: the files of other programs that were imported, each to be saved again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_BOOK_FILES_WINDOW (till_book_files_window_get_type ())
G_DECLARE_FINAL_TYPE (TillBookFilesWindow,
                      till_book_files_window,
                      TILL,
                      BOOK_FILES_WINDOW,
                      AdwWindow)

/* The signal "save" (gint64 import): that file is to be saved; the window closes. */
GtkWidget *till_book_files_window_new (TillPractice *practice, GtkWindow *parent);

G_END_DECLS
