/* till-settings-window-private.h: what the pieces of the settings window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/settings/till-settings-window.h"

G_BEGIN_DECLS

/* A sentence that passes; it stands in place of the one before. */
void till_settings_window_say (TillSettingsWindow *self, const char *words);

/* What came of keeping a key: @error or NULL. Empties its row. */
void till_settings_window_key_kept (TillSettingsWindow *self,
                                    AdwEntryRow        *row,
                                    const GError       *error);

/* Writes it down when it is another one than before. */
void till_settings_window_keep (TillSettingsWindow *self, const char *key, const char *value);

/* FALSE with a sentence: what is asked at that host could be listened to. "" is none, and good. */
gboolean till_settings_check_host (const char *host, GError **error);

G_END_DECLS
