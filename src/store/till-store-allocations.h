/* till-store-allocations.h: which payment pays which charge of a family
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Oldest first is reckoned when it is read (rules/till-allocation.h); the table has what was
 * allocated by hand, and how that followed the ledger since. Of another program's file nothing is
 * allocated by hand: what was before the file waits until the file is taken back.
 */
#pragma once

#include "model/till-ledger-entry.h"
#include "model/till-records.h"
#include "rules/till-allocation.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* The family's entries as they are shown, with what is open of each: @lines (element-type
 * TillAllocationLine). None when a file tells the balances without lines. */
gboolean till_store_read_open (TillDbConnection *connection,
                               gint64            guarantor_id,
                               GArray           *lines,
                               GError          **error);

/* In the commit that adds entry @new_id of the family: see till_allocation_follow(). One look when
 * nothing of the family's is allocated by hand. */
gboolean till_store_follow_allocations (TillDbConnection *connection,
                                        gint64            guarantor_id,
                                        gint64            new_id,
                                        const TillActor  *actor,
                                        TillInstant       at,
                                        GError          **error);

/* Of a payment or another credit. TILL_ERROR_NOT_ALLOWED: it is none, nothing is left of it, or the
 * books are a file's. (full) */
TillAllocation *till_store_read_allocation (TillDbConnection *connection,
                                            gint64            entry_id,
                                            GError          **error);

/* By hand: @shares of it, each of another charge; what they leave is unearned credit. With the
 * audit. TILL_ERROR_BAD_INPUT: more than there is of it, or of a charge. */
gboolean till_store_allocate (TillDbConnection          *connection,
                              gint64                     entry_id,
                              const TillAllocationShare *shares,
                              gsize                      n_shares,
                              const TillActor           *actor,
                              TillInstant                at,
                              GError                   **error);

G_END_DECLS
