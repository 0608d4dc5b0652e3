/* till-store-reports.h: the figures of the reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each is read on a reader's thread: a day of a million rows is found by its index, a year takes a
 * second.
 */
#pragma once

#include "model/till-report.h"
#include "model/till-takings.h"
#include "rules/till-reconcile.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* An open end becomes the day of the first transaction, or @today. */
gboolean till_store_close_range (TillDbConnection *connection,
                                 TillDayRange     *range,
                                 GTimeZone        *zone,
                                 TillDay           today,
                                 GError          **error);

/* What was entered in these days, whenever it happened, and whatever became of it later. @range is
 * closed, here and below. TILL_ERROR_STORE when amounts can't be added up. */
TillDaySheet *till_store_read_day_sheet (TillDbConnection *connection,
                                         TillDayRange      range,
                                         GTimeZone        *zone,
                                         GError          **error);

/* What happened in these days; and of deposits, what was settled in them, or funded where no day of
 * settling is said. */
TillMonth *till_store_read_month (TillDbConnection *connection,
                                  TillDayRange      range,
                                  GTimeZone        *zone,
                                  GError          **error);

gboolean till_store_read_reconcile (TillDbConnection *connection,
                                    TillDayRange      range,
                                    GTimeZone        *zone,
                                    TillDay           today,
                                    TillReconcile    *reconcile,
                                    GError          **error);

/* Who has taken which report out of the program, and how: @form is "csv" or "pdf". */
gboolean till_store_audit_report (TillDbConnection *connection,
                                  TillReportKind    kind,
                                  TillDayRange      range,
                                  const char       *form,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  GError          **error);

G_END_DECLS
