/* till-store-receivables.h: what the Accounts receivable tab asks for beside its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"
#include "db/till-db.h"

G_BEGIN_DECLS

/**
 * till_store_is_aging_due:
 * @today: the practice's
 *
 * Whether the balances are to be aged: those that are shown are of another day, or none are and the
 * ledger has a charge. A practice that only takes payments has nothing that could grow old. Reads
 * all of a ledger without charges: for a worker.
 */
gboolean till_store_is_aging_due (TillDbConnection *connection,
                                  TillDay           today,
                                  gboolean         *due,
                                  GError          **error);

G_END_DECLS
