/* till-templates-window.h: how the practice's messages are worded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_TEMPLATES_WINDOW (till_templates_window_get_type ())
G_DECLARE_FINAL_TYPE (TillTemplatesWindow, till_templates_window, TILL, TEMPLATES_WINDOW, AdwWindow)

/* What is changed and not saved is asked about before it is lost. */
GtkWidget *till_templates_window_new (TillPractice *practice, GtkWindow *parent);

G_END_DECLS
