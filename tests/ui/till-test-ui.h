/* till-test-ui.h: what tests of the window's pieces share: styles, hands, pictures, and an end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "../flow/till-desk.h"
#include "till-test-gtk.h"

G_BEGIN_DECLS

/* In place of g_test_init(): with our styles and icons, and out of reach of any keyring. */
void ui_init (int *argc, char ***argv);

/* Likewise; the file dialog begins in an empty folder, which is g_get_home_dir(). */
void ui_init_for_files (int *argc, char ***argv);

/* The one application; it is registered, so windows may belong to it. */
GtkApplication *ui_application (void);

/* A window around @child, on screen. Its title is "Test". */
GtkWidget *ui_window_around (GtkWidget *child, int width, int height);

/* Destroys it, and demands that nothing holds @window any more once all that is under way ended. */
void ui_end (GtkWidget *window);

/* The window of that type, which may still have to come. */
GtkWidget *ui_wait_window (GType type);

/* In the file dialog, which may still have to come. */
void ui_choose_file (const char *path);

/* GTK's own to print with, by its title: its type is in a library of its own. NULL: it is not to be
 * seen. */
GtkWidget *ui_find_print_dialog (void);

/* No other window is to be seen. */
gboolean ui_is_alone (GtkWidget *window);

/* Waits until what was asked for has been answered and drawn, whether that changed anything or not:
 * for "nothing happens". */
void ui_settle (GtkWidget *widget);

/* The button of that name must be there to be pressed. */
void       ui_press (GtkWidget *root, const char *name);
GtkWidget *ui_button (GtkWidget *root, const char *name);
gboolean   ui_can_press (GtkWidget *root, const char *name);

/* The field of that name or title; replaces what it holds, as a person who selects all and types.
 */
GtkWidget *ui_field (GtkWidget *root, const char *name);
gboolean   ui_shows_field (GtkWidget *root, const char *name);
void       ui_write (GtkWidget *field, const char *text);

/* The row that chooses one of a list. */
void ui_choose (GtkWidget *root, const char *title, guint index);

void ui_answer (const char *response); /* the message dialog in front */

/* Real hands: xdotool at the window that has the title "Test". */
void ui_keys (const char *keys);
void ui_type (const char *text);
void ui_click (GtkWidget *widget);
/* @button 1 or 3; @held "shift", "ctrl" or NULL. */
void ui_click_with (GtkWidget *widget, guint button, const char *held);
/* From the one to the other, at a part of their widths (0 left, 1 right). */
void ui_drag (GtkWidget *from, double from_part, GtkWidget *to, double to_part);

/* NAME-light and NAME-dark; a window's also as small as it goes: NAME-small. */
void ui_pictures (GtkWidget *widget, const char *name);

/* The row of a list that a person would press to choose it. */
void ui_press_row (GtkWidget *root, const char *name);

/* The popover of a menu button that was just pressed, once it is drawn. */
GtkWidget *ui_wait_popover (GtkWidget *button);

/* The popover under the column's title, of the table below @root. */
GtkWidget *ui_open_filter (GtkWidget *root, const char *column);

/* Whether the column's title says that it is filtered: by its colour and by its sign. */
gboolean ui_is_green (GtkWidget *root, const char *column);

/* Three: $10 and $3 of Anna's, $250 of Ben's between. */
void ui_take_three (Desk *desk);

/* Until the list has been read and is drawn in @window. */
void ui_wait_rows (TillTable *table, guint n_rows, GtkWidget *window);

G_END_DECLS
