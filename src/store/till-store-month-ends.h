/* till-store-month-ends.h: what all owed together at the ends of the months before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the ledger says what is owed, or the lines of another program's, it is aged as of each of
 * these days anew. Where a file tells the balances of its day, only that day is known: the last
 * file of a month stands for it.
 */
#pragma once

#include "db/till-db.h"
#include "rules/till-receivable-rules.h"

G_BEGIN_DECLS

/**
 * till_store_read_month_ends:
 * @ends: (element-type TillReceivables): is added to: the oldest first, of the
 *   TILL_RECEIVABLE_MONTHS months before the one of the balances that are shown; none for a month
 *   that nothing is known of. Of a file, what was charged is zero.
 *
 * Reads all of the ledger: for a worker.
 */
gboolean till_store_read_month_ends (TillDbConnection *connection, GArray *ends, GError **error);

/* What the file told whose balances are shown: read by the first, to be kept by the second. */
typedef struct
{
  gint64          import_id; /* 0: there is nothing to be kept */
  TillReceivables totals;
} TillBalanceTotals;

/* All balances are added up: for a worker. */
gboolean till_store_read_balance_totals (TillDbConnection  *connection,
                                         TillBalanceTotals *totals,
                                         GError           **error);

gboolean till_store_keep_balance_totals (TillDbConnection        *connection,
                                         const TillBalanceTotals *totals,
                                         GError                 **error);

G_END_DECLS
