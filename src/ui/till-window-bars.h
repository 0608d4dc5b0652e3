/* till-window-bars.h: what stands above every page while it matters: money on its way, a warning,
 * a bulk request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_WINDOW_BARS (till_window_bars_get_type ())
G_DECLARE_FINAL_TYPE (TillWindowBars, till_window_bars, TILL, WINDOW_BARS, GtkBox)

/* Once. */
void till_window_bars_set_practice (TillWindowBars *self, TillPractice *practice);

G_END_DECLS
