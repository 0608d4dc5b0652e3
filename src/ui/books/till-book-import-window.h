/* till-book-import-window.h: another program's file taken in, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-book-import.h"

G_BEGIN_DECLS

#define TILL_TYPE_BOOK_IMPORT_WINDOW (till_book_import_window_get_type ())
G_DECLARE_FINAL_TYPE (TillBookImportWindow,
                      till_book_import_window,
                      TILL,
                      BOOK_IMPORT_WINDOW,
                      AdwWindow)

/**
 * till_book_import_window_new:
 * @import: not looked at yet
 *
 * The signals: "imported" (char *words), with what came of it; "another", when another file is to
 * be chosen: the window has closed.
 */
GtkWidget *till_book_import_window_new (TillPractice   *practice,
                                        TillBookImport *import,
                                        GtkWindow      *parent);

G_END_DECLS
