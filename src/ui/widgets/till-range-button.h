/* till-range-button.h: the calendar button: a range of days, by preset or picked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "core/till-day.h"

G_BEGIN_DECLS

#define TILL_TYPE_RANGE_BUTTON (till_range_button_get_type ())
G_DECLARE_FINAL_TYPE (TillRangeButton, till_range_button, TILL, RANGE_BUTTON, AdwBin)

GtkWidget *till_range_button_new (void);

/* Signal "range-changed": by the user. */
void till_range_button_set_today (TillRangeButton *self, TillDay today);
void till_range_button_set_preset (TillRangeButton *self, TillRangePreset preset);
void till_range_button_set_range (TillRangeButton *self, TillDayRange range); /* may be open */
TillDayRange till_range_button_get_range (TillRangeButton *self);

/* TILL_PRESET_CUSTOM when days were picked. */
TillRangePreset till_range_button_get_preset (TillRangeButton *self);

G_END_DECLS
