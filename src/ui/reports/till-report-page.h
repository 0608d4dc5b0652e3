/* till-report-page.h: one report with its days, its file and its printer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read when it is first seen, and again when what it tells of has changed while it is.
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-reports.h"

G_BEGIN_DECLS

#define TILL_TYPE_REPORT_PAGE (till_report_page_get_type ())
G_DECLARE_FINAL_TYPE (TillReportPage, till_report_page, TILL, REPORT_PAGE, AdwBin)

GtkWidget *till_report_page_new (TillPractice *practice, TillReportKind kind);

void till_report_page_focus (TillReportPage *self);

G_END_DECLS
