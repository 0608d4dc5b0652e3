/* till-application.h: the program with its window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TILL_TYPE_APPLICATION (till_application_get_type ())
G_DECLARE_FINAL_TYPE (TillApplication, till_application, TILL, APPLICATION, AdwApplication)

/* @practice: the file to open, absolute; NULL: the last one, or the choice. @demo: as the demo
 * practice. */
TillApplication *till_application_new (const char *practice, gboolean demo);

/* What g_application_run() can't say: 75 when the file is held elsewhere. */
int till_application_get_status (TillApplication *self);

G_END_DECLS
