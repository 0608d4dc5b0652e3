/* till-receivable-rules.h: what all guarantors owe together, and the figures it is judged by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/till-aging.h"

G_BEGIN_DECLS

/* How many days' charges the days in A/R are reckoned by. */
#define TILL_RECEIVABLE_DAYS 90

/* How many months before the current one are looked back on. */
#define TILL_RECEIVABLE_MONTHS 12

typedef struct
{
  TillDay   aged_on;
  TillMoney owed[TILL_N_AGES]; /* ≥ 0 */
  TillMoney credit;            /* ≤ 0 */
  TillMoney charged; /* in the TILL_RECEIVABLE_DAYS up to that day, ≥ 0; of balances that
                      * another program tells it is not known: 0 */
} TillReceivables;

/* Of all ages, without the credits. */
TillMoney till_receivables_get_owed (const TillReceivables *self);

/* What is left of it when the credits are taken off. */
TillMoney till_receivables_get_total (const TillReceivables *self);

/* How much of what is owed is of that age, in whole percent; 0 when nothing is owed. */
guint till_receivables_get_percent (const TillReceivables *self, TillAge age);

/* How many days' charges are outstanding: the total over what is charged a day; -1 when nothing was
 * charged, so that nobody can tell, or when the credits are more than what is owed. */
int till_receivables_count_days (const TillReceivables *self);

/* The last day of the @n-th month before the one of @day; of 0 the last day of its own. */
TillDay till_receivables_month_end (TillDay day, guint n);

G_END_DECLS
