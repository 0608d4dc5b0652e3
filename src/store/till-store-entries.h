/* till-store-entries.h: entries of the ledger made by hand: charges, adjustments, and taking back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-ledger-entry.h"
#include "model/till-records.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* With the audit, and the balance in the same commit. TILL_ERROR_ASK_FIRST unless it is @knowingly:
 * the same was entered a moment ago. What @order may be is till_ledger_check_order()'s. */
gboolean till_store_enter (TillDbConnection      *connection,
                           const TillLedgerOrder *order,
                           gboolean               knowingly,
                           const TillActor       *actor,
                           TillInstant            at,
                           GError               **error);

/* TILL_ERROR_NOT_FOUND: the practice’s own ledger has no such entry. (full) */
TillLedgerEntry *till_store_get_entry (TillDbConnection *connection, gint64 id, GError **error);

/* By an entry that takes it back: of its day and its kind, so that it is nothing at any age and at
 * the end of any month. TILL_ERROR_NOT_ALLOWED: till_ledger_check_take_back(). */
gboolean till_store_take_entry_back (TillDbConnection *connection,
                                     gint64            id,
                                     const char       *reason,
                                     const TillActor  *actor,
                                     TillInstant       at,
                                     GError          **error);

G_END_DECLS
