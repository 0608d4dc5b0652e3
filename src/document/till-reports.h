/* till-reports.h: day sheet, month and reconciliation: their figures in words, on paper, in a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-sheet.h"
#include "model/till-report.h"
#include "model/till-takings.h"
#include "rules/till-reconcile.h"

G_BEGIN_DECLS

/* @range is closed. NULL with TILL_ERROR_STORE when amounts can't be added up. */
TillReport *till_day_sheet_to_report (const TillDaySheet *self,
                                      TillDayRange        range,
                                      TillInstant         at,
                                      GError            **error);
TillReport *till_month_to_report (const TillMonth *self,
                                  TillDayRange     range,
                                  TillInstant      at,
                                  GError         **error);
TillReport *till_reconcile_to_report (const TillReconcile *self,
                                      TillDayRange         range,
                                      TillInstant          at);

/* The whole file. @practice is its name. */
GBytes *till_report_to_pdf (const TillReport *self,
                            const char       *practice,
                            GTimeZone        *zone,
                            TillPaper         paper,
                            GError          **error);

/* Each section under its title, with its columns' titles; rows have all the same number of cells.
 * @bom: with the mark that Excel wants. */
GBytes *till_report_to_csv (const TillReport *self,
                            const char       *practice,
                            GTimeZone        *zone,
                            gboolean          bom);

G_END_DECLS
