/* till-report-view.h: a report on the screen: its sections as tables, its rows leading to their
 * lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-report.h"

G_BEGIN_DECLS

#define TILL_TYPE_REPORT_VIEW (till_report_view_get_type ())
G_DECLARE_FINAL_TYPE (TillReportView, till_report_view, TILL, REPORT_VIEW, AdwBin)

GtkWidget *till_report_view_new (void);

/* A row that is made of a list's rows activates win.show-list ((ss): the table, its filter as
 * JSON).
 */
void till_report_view_set_report (TillReportView *self, TillReport *report);

G_END_DECLS
