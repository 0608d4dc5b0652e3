/* till-deposit-checks.h: who has checked a deposit, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-deposit.h"

G_BEGIN_DECLS

/**
 * till_deposit_checks_to_words:
 * @letters: (nullable): the table's column "checked"
 * @n_items: of how many transactions it is made
 * @n_unposted: how many of them are not posted
 *
 * A line each for ledger, processor and bank. NULL: there is nothing to check yet.
 */
char *till_deposit_checks_to_words (const char      *letters,
                                    TillDepositState state,
                                    guint            n_items,
                                    guint            n_unposted);

/* Of a transaction that it is made of. */
char *till_deposit_checks_item_to_words (const char *letters);

G_END_DECLS
