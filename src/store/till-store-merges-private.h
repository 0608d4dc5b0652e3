/* till-store-merges-private.h: what the files on merges share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-balances-private.h"
#include "store/till-store-merges.h"

G_BEGIN_DECLS

/* Reckons the account's balance in that edition anew, after a record was merged into it. */
gboolean till_store_settle_account (TillDbConnection  *connection,
                                    const TillEdition *edition,
                                    gint64             account_id,
                                    GError           **error);

/* Both anew, after @parted_id is its own again; @insurance: what was expected there before. */
gboolean till_store_part_accounts (TillDbConnection  *connection,
                                   const TillEdition *edition,
                                   gint64             account_id,
                                   gint64             parted_id,
                                   gint64             insurance,
                                   GError           **error);

/* A merge and its undo are no change of the balance that would end the account's snooze
 * (till-store-merges.c). */
gboolean till_store_keep_snooze (TillDbConnection *connection, gint64 account_id, GError **error);

/* For the audit. (full) */
char *till_store_describe_merge (gint64 merged_id, gint64 kept_id);

G_END_DECLS
