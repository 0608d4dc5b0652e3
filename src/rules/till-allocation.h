/* till-allocation.h: which payment pays which charge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of one family. A payment pays the oldest charges first, of equal days the one that was entered
 * first, whoever of the family was treated (domain.md 4.3.1); what is left over is unearned credit,
 * which the next charge takes up. So much of it follows from the entries, and is reckoned when it
 * is read. Only what a person allocates otherwise is written down: such a payment is allocated by
 * hand as a whole.
 *
 * What a refund, a void or a taking back says of another entry is netted with that one first: of a
 * payment, its unearned part is given back first, then what it pays of the newest charge, since so
 * it would have been allocated had it been that much smaller.
 *
 * However it is allocated: open charges − unearned credit = the family's balance.
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"

G_BEGIN_DECLS

/* An entry of the ledger. */
typedef struct
{
  gint64    id;
  gint64    takes_from; /* the entry that it takes back, or gives back of; 0: none */
  TillMoney amount;     /* > 0 raises what is owed, < 0 is a credit */

  /* Reckoned */
  TillMoney net;     /* with all that takes from it; 0 of those themselves */
  TillMoney open;    /* ≥ 0: of a charge what nothing pays, of a credit what pays nothing */
  gboolean  by_hand; /* a credit that is allocated by hand */
} TillAllocationLine;

/* A part of a credit. */
typedef struct
{
  gint64    credit_id;
  gint64    charge_id; /* 0: unearned */
  TillMoney amount;    /* > 0; of a change, what it is changed by */
} TillAllocationShare;

/**
 * till_allocation_reckon:
 * @lines: a family's entries, by day and then as they were entered
 * @by_hand: the shares of those credits that are allocated by hand, ordered by credit; what names
 * an entry that is not among @lines, or is more than there is, is not counted
 * @shares: (nullable) (element-type TillAllocationShare): what each credit pays is added to it,
 *   without what is unearned
 *
 * FALSE when the amounts can't be added up.
 */
gboolean till_allocation_reckon (TillAllocationLine        *lines,
                                 gsize                      n_lines,
                                 const TillAllocationShare *by_hand,
                                 gsize                      n_by_hand,
                                 GArray                    *shares) G_GNUC_WARN_UNUSED_RESULT;

/**
 * till_allocation_follow:
 * @lines: reckoned by till_allocation_reckon() with @by_hand
 * @new_id: the entry that was added last
 * @changes: (element-type TillAllocationShare): what is to be added to @by_hand
 *
 * What was allocated by hand follows the ledger: what is gone of a credit is taken from its
 * unearned part, then from the newest charge; what is gone of a charge becomes unearned credit; and
 * a new charge takes up unearned credit that was kept by hand, the oldest first.
 */
void till_allocation_follow (const TillAllocationLine  *lines,
                             gsize                      n_lines,
                             const TillAllocationShare *by_hand,
                             gsize                      n_by_hand,
                             gint64                     new_id,
                             GArray                    *changes);

/* @amount onto charges of which so much is open, in their order: @parts; what is left over is
 * unearned. */
TillMoney till_allocation_oldest_first (TillMoney        amount,
                                        const TillMoney *open,
                                        gsize            n_charges,
                                        TillMoney       *parts);

G_END_DECLS
