/* till-month-bars.h: what was owed at the ends of months, a bar each, a part an age
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "rules/till-receivable-rules.h"

G_BEGIN_DECLS

#define TILL_TYPE_MONTH_BARS (till_month_bars_get_type ())
G_DECLARE_FINAL_TYPE (TillMonthBars, till_month_bars, TILL, MONTH_BARS, GtkWidget)

GtkWidget *till_month_bars_new (void);

/* @months: of TillReceivables, the oldest first; at most TILL_RECEIVABLE_MONTHS and the current
 * one, at the right. Is copied. */
void till_month_bars_set_months (TillMonthBars *self, const GArray *months);

G_END_DECLS
