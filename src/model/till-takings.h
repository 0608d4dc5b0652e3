/* till-takings.h: what was taken and given back, summed up: the figures of the reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Refunds and voids are ≤ 0, as the rows are: payments, refunds and voids add up to the net.
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"
#include "model/till-states.h"

G_BEGIN_DECLS

typedef struct
{
  gint64    n_payments;
  gint64    n_refunds;
  gint64    n_voids;
  gint64    n_unposted; /* of all three */
  TillMoney payments;
  TillMoney refunds;
  TillMoney voids;
  TillMoney unposted;
} TillTakings;

/* Takings of one method, by one user. */
typedef struct
{
  TillMethod  method;
  gboolean    is_elsewhere; /* in the processor's own portal: nobody here entered it */
  char       *user;         /* or NULL */
  TillTakings takings;
} TillTakingsLine;

/* A check to be carried to the bank. */
typedef struct
{
  gint64    transaction_id;
  char     *number; /* or NULL */
  char     *payer;
  TillMoney amount;
} TillCheck;

/* The rows that were entered in some days. */
typedef struct
{
  GPtrArray *lines;      /* TillTakingsLine, each method and user once */
  GPtrArray *checks;     /* TillCheck, in the order they were entered */
  gint64     n_returned; /* checks given back whole in the same days: not among the others */
  gint64     n_waiting;  /* whose money has not moved yet: in no sum */
  TillMoney  waiting;
} TillDaySheet;

TillDaySheet *till_day_sheet_new (void);
void          till_day_sheet_free (TillDaySheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDaySheet, till_day_sheet_free)

TillTakingsLine *till_takings_line_new (TillMethod method, const char *user, gboolean is_elsewhere);

/* What the processor reported of some days' batches. Refunds and fees are ≥ 0. */
typedef struct
{
  gint64    n_batches;
  TillMoney sales;
  TillMoney refunds;
  TillMoney fees;
} TillBatchSums;

/* Takings of a part of the days. */
typedef struct
{
  TillDayRange  range;
  TillTakings   takings;
  TillBatchSums reported;
} TillMonthLine;

/* What happened in some days. */
typedef struct
{
  TillTakings   methods[TILL_METHOD_ONLINE + 1];
  TillTakings   takings;
  TillBatchSums reported;
  GArray       *lines; /* TillMonthLine, without gaps */
} TillMonth;

TillMonth *till_month_new (void);
void       till_month_free (TillMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillMonth, till_month_free)

G_END_DECLS
