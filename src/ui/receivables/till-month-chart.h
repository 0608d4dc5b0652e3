/* till-month-chart.h: what all owed at the ends of the last months, as bars and as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "rules/till-receivable-rules.h"

G_BEGIN_DECLS

#define TILL_TYPE_MONTH_CHART (till_month_chart_get_type ())
G_DECLARE_FINAL_TYPE (TillMonthChart, till_month_chart, TILL, MONTH_CHART, AdwBin)

/* A button that shows the bars; a press opens the list of the same figures. It is not to be seen
 * before there is a month to compare with. */
GtkWidget *till_month_chart_new (void);

/* @ends: of TillReceivables, the oldest first; is copied. */
void till_month_chart_set_ends (TillMonthChart *self, const GArray *ends);

/* What is owed now: the last bar. */
void till_month_chart_set_now (TillMonthChart *self, const TillReceivables *now);

G_END_DECLS
