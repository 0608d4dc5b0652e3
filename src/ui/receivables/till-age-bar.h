/* till-age-bar.h: what is owed as a bar, a part an age
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "rules/till-receivable-rules.h"

G_BEGIN_DECLS

#define TILL_TYPE_AGE_BAR (till_age_bar_get_type ())
G_DECLARE_FINAL_TYPE (TillAgeBar, till_age_bar, TILL, AGE_BAR, GtkWidget)

GtkWidget *till_age_bar_new (void);

void till_age_bar_set_receivables (TillAgeBar *self, const TillReceivables *receivables);

/* Signal "age-pressed" (uint, a TillAge): that part of the bar. What a mouse does there, the
 * summary's buttons do for the keyboard. */

G_END_DECLS
