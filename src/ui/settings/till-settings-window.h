/* till-settings-window.h: the practice's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_SETTINGS_WINDOW (till_settings_window_get_type ())
G_DECLARE_FINAL_TYPE (TillSettingsWindow,
                      till_settings_window,
                      TILL,
                      SETTINGS_WINDOW,
                      AdwPreferencesWindow)

/* What is changed is kept at once; what is wrong is said in the row and not kept. */
GtkWidget *till_settings_window_new (TillPractice *practice, GtkWindow *parent);

G_END_DECLS
