/* till-test-gtk.h: what tests of a widget need: finding, waiting for what is drawn, pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "till-test-util.h"

G_BEGIN_DECLS

/* In place of g_test_init() and adw_init(). */
void till_test_gtk_init (int *argc, char ***argv);

/* All of @type below @root and @root itself, in the order of the tree. Free with
 * g_ptr_array_unref(). */
GPtrArray *till_test_find_all (GtkWidget *root, GType type) G_GNUC_WARN_UNUSED_RESULT;

/* The first that is mapped, or else the first at all; NULL when there is none. */
GtkWidget *till_test_find (GtkWidget *root, GType type);

/* The first of @type that goes by @text: what it shows, its tooltip or its name for a screen
 * reader. Mnemonics don't count. NULL when there is none.
 */
GtkWidget *till_test_find_named (GtkWidget *root, GType type, const char *text);

/* Whether @part is to be read anywhere in what is mapped below @root: labels, cells, entries. */
gboolean till_test_shows_text (GtkWidget *root, const char *part);
void     till_test_wait_for_text (GtkWidget *root, const char *part);

/* Waits until @widget was drawn @n_frames times more. */
void till_test_wait_frames (GtkWidget *widget, guint n_frames);

/* Shows @window and waits until it is drawn. */
void till_test_present (GtkWidget *window);

/* Writes NAME.png to the folder that TILL_PICTURES names, or to build/pictures. @widget is mapped.
 */
void till_test_screenshot (GtkWidget *widget, const char *name);

G_END_DECLS
