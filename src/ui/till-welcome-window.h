/* till-welcome-window.h: the first start: the demo, or one's own practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_WELCOME_WINDOW (till_welcome_window_get_type ())
G_DECLARE_FINAL_TYPE (TillWelcomeWindow,
                      till_welcome_window,
                      TILL,
                      WELCOME_WINDOW,
                      AdwApplicationWindow)

/* Signals: "demo"; "own" (path): a file was chosen for the practice, or one to be opened. */
GtkWidget *till_welcome_window_new (GtkApplication *application);

/* Asks for the facts of a practice that is new; "set-up" is emitted when they are kept. */
void till_welcome_window_set_up (TillWelcomeWindow *self, TillPractice *practice);

/* What went wrong, instead of the choice. @backup (nullable): the name of a good backup, offered by
 * a button; pressed, "restore" is emitted. */
void till_welcome_window_show_problem (TillWelcomeWindow *self,
                                       const char        *title,
                                       const char        *words,
                                       const char        *backup);
/* The practice that was open last is not at @path any more: says what to do, with the choice below.
 * @backup: as above. */
void till_welcome_window_show_gone (TillWelcomeWindow *self, const char *path, const char *backup);
void till_welcome_window_show_progress (TillWelcomeWindow *self, guint percent);

G_END_DECLS
