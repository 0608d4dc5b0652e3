/* till-practice-receivables.h: what the Accounts receivable tab is given: what each guarantor owes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "rules/till-receivable-rules.h"

G_BEGIN_DECLS

/* Borrowed; one for all. Its columns: store/till-store-balances.h. */
TillTable *till_practice_get_receivables (TillPractice *self);

/* The day the balances that are shown are aged as of, or TILL_DAY_NONE: the practice has no
 * balances. The property "aged-on" tells when it has changed. */
TillDay till_practice_get_aged_on (TillPractice *self);

/* Where they follow from the lines of another program's file, its day; else TILL_DAY_NONE. */
TillDay till_practice_get_lines_until (TillPractice *self);

/* What all owe together, whatever the table's filter is. */
void     till_practice_sum_receivables_async (TillPractice       *self,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_sum_receivables_finish (TillPractice    *self,
                                               GAsyncResult    *result,
                                               TillReceivables *receivables,
                                               GError         **error);

/* What all owed at the ends of the months before, the oldest first: an array of TillReceivables
 * (store/till-store-month-ends.h). @finish: (transfer full). */
void    till_practice_read_month_ends_async (TillPractice       *self,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
GArray *till_practice_read_month_ends_finish (TillPractice *self,
                                              GAsyncResult *result,
                                              GError      **error);

G_END_DECLS
