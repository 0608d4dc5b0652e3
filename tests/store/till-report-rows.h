/* till-report-rows.h: transactions at the edges of days, for the tests of the reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-reports.h"
#include "till-test-store.h"

G_BEGIN_DECLS

#define PROCESSOR "clearent"

/* New York's. */
GTimeZone *report_zone (void);

TillDay      report_day (const char *iso);
TillDayRange report_days (const char *first, const char *last);

/* One row: so long after midnight. */
typedef struct
{
  const char          *on;
  TillInstant          after;
  TillMethod           method;
  TillTransactionKind  kind; /* a refund or void: of the row before it that is a payment */
  gint64               cents;
  const char          *entered_on; /* NULL: at once */
  const char          *user;       /* NULL: the tests' own */
  TillTransactionState state;      /* when it is neither settled nor captured */
  gboolean             posted;
  const char          *number; /* of a check */
} Row;

/* Which were written, and their ids. */
typedef struct
{
  const Row *rows;
  guint      n_rows;
  gint64     ids[16];
} Rows;

void report_fill (TillDb *db, Rows *rows, const Row *of, guint n_rows);

G_END_DECLS
