/* till-terminal-row.h: one card terminal in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TILL_TYPE_TERMINAL_ROW (till_terminal_row_get_type ())
G_DECLARE_FINAL_TYPE (TillTerminalRow, till_terminal_row, TILL, TERMINAL_ROW, AdwExpanderRow)

/* Signal "changed": applied, or taken away. */
GtkWidget *till_terminal_row_new (const char *id, const char *name);

/* All rows of the group that have an id, as the setting keeps them. */
char *till_terminal_rows_to_json (AdwPreferencesGroup *group);

G_END_DECLS
