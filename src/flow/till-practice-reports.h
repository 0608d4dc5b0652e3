/* till-practice-reports.h: the reports of an open practice, read off the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-report.h"

G_BEGIN_DECLS

/* An end of @range may be open: then the report's own says which days it came to. The practice's
 * signal "reports-changed" tells when another would be made now. TILL_ERROR_NOT_ALLOWED. */
void        till_practice_make_report_async (TillPractice       *self,
                                             TillReportKind      kind,
                                             TillDayRange        range,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
TillReport *till_practice_make_report_finish (TillPractice *self,
                                              GAsyncResult *result,
                                              GError      **error);

G_END_DECLS
