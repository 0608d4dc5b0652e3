/* till-report-parts.h: what the reports have in common: columns of takings, and the lists behind
 * rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-report.h"
#include "model/till-takings.h"

G_BEGIN_DECLS

/* Methods as they are counted; the first column's title is the section's own. */
enum
{
  TILL_TAKINGS_WHAT,
  TILL_TAKINGS_NUMBER,
  TILL_TAKINGS_PAYMENTS,
  TILL_TAKINGS_REFUNDS,
  TILL_TAKINGS_VOIDS,
  TILL_TAKINGS_NET,
  TILL_TAKINGS_LAST, /* the section's own */
  TILL_N_TAKINGS_COLUMNS,
};

/* Number, payments, refunds, voids, net. FALSE with till_takings_too_large(). */
gboolean till_report_row_set_takings (TillReportRow     *self,
                                      const TillTakings *takings,
                                      GError           **error);

/* A row of three: what, how many, how much. */
TillReportRow *till_report_add_amount (TillReportSection *section,
                                       TillReportRowStyle style,
                                       const char        *what,
                                       gint64             n,
                                       TillMoney          amount);

/* The transactions of these days that have moved money; @column is "date" or "entered". */
TillFilter *till_report_filter_moved (const char *column, TillDayRange range);
/* Both ends always: of one day too. */
void till_report_filter_set_between (TillFilter *filter, const char *column, TillDayRange range);
void till_report_filter_set_outside (TillFilter *filter, const char *column, TillDayRange range);
void till_report_filter_set_days (TillFilter *filter, const char *column, TillDayRange range);
void till_report_filter_set_one (TillFilter *filter, const char *column, const char *value);
void till_report_filter_set_not_posted (TillFilter *filter);

G_END_DECLS
