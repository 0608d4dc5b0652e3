/* till-store-deposits-private.h: what the files of the deposits share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/till-deposit-rules.h"
#include "store/till-store-deposits.h"
#include "store/till-store-private.h"

G_BEGIN_DECLS

extern TillRecordType till_store_deposit_type;

/* Card transactions that count and are in no deposit. */
#define TILL_STILL_OUT                                                                             \
  "processor IS NOT NULL AND state IN ('captured', 'settled') AND kind IN ('payment', 'refund')"   \
  " AND NOT EXISTS (SELECT 1 FROM deposit_items AS i WHERE i.transaction_id = transactions.id)"

/* The rows of till_record_select() that @where asks for. */
TillDbStatement *till_store_prepare_deposits (TillDbConnection *connection,
                                              const char       *where,
                                              GError          **error);

/* All rows left of @rows. (element-type TillDeposit) NULL on an error. */
GPtrArray *till_store_read_deposits (TillDbStatement *rows, GError **error);

/* Sets id. */
gboolean till_store_insert_deposit (TillDbConnection *connection,
                                    TillDeposit      *deposit,
                                    GError          **error);
gboolean till_store_update_deposit (TillDbConnection  *connection,
                                    const TillDeposit *deposit,
                                    GError           **error);

/* With the audit. @before is NULL for a new one. */
gboolean till_store_audit_deposit (TillDbConnection  *connection,
                                   const TillDeposit *before,
                                   const TillDeposit *after,
                                   const char        *deed,
                                   const TillActor   *actor,
                                   TillInstant        at,
                                   GError           **error);

/* What the audit keeps of it. */
char *till_store_deposit_snapshot (const TillDeposit *deposit);

/* What a deposit is judged by: of one that has no batch, nothing. */
gboolean till_store_weigh_deposit (TillDbConnection  *connection,
                                   const TillDeposit *of,
                                   TillDepositItems  *reported,
                                   TillDepositItems  *known,
                                   GError           **error);

/* Keeps what it is found by: after its words or its explanation have changed. */
gboolean till_store_fold_deposit (TillDbConnection  *connection,
                                  const TillDeposit *deposit,
                                  GError           **error);

/* Of how many transactions it is made, and how many are not posted: after its items have changed.
 */
gboolean till_store_count_deposit_items (TillDbConnection *connection, gint64 id, GError **error);
gboolean till_store_verify_deposit_counts (TillDbConnection *connection,
                                           TillBroken       *broken,
                                           GError          **error);

/* The practice's day at that time. */
gboolean till_store_get_today (TillDbConnection *connection,
                               TillInstant       at,
                               TillDay          *today,
                               GError          **error);

/* Of one that is only expected: the state it has at that time. */
gboolean till_store_judge_expected (TillDbConnection  *connection,
                                    const TillDeposit *expected,
                                    TillInstant        at,
                                    GError           **error);

/* The deposits of one batch: its items given to them, and each judged again. */
gboolean till_store_relate_deposits (TillDbConnection  *connection,
                                     const TillDeposit *of,
                                     TillDay            today,
                                     GError           **error);

G_END_DECLS
