/* till-store-receivables.h: what the Accounts receivable tab asks for beside its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-id.h"
#include "db/till-db.h"
#include "rules/till-receivable-rules.h"

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

/* Of all that are shown; all zero when none are. Reads the ledger's charges: for a worker. */
gboolean till_store_sum_receivables (TillDbConnection *connection,
                                     TillReceivables  *receivables,
                                     GError          **error);

/**
 * till_store_expect_insurance:
 * @estimate: ≥ 0; in place of what was expected before
 * @actor: (nullable): who says so
 *
 * What the insurance is thought to pay of what the guarantor's family owes; the patient portion
 * follows. With the audit. TILL_ERROR_NOT_FOUND when the guarantor has no balance.
 */
gboolean till_store_expect_insurance (TillDbConnection *connection,
                                      gint64            guarantor_id,
                                      TillMoney         estimate,
                                      const TillActor  *actor,
                                      TillInstant       at,
                                      GError          **error);

G_END_DECLS
