/* till-desk-cards.h: a front desk that keeps cards on file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-cards.h"
#include "till-desk.h"

G_BEGIN_DECLS

#define DESK_WORDING "I agree that Elm Street Dental keeps this card."
#define DESK_CARDS_KEPT "SELECT count(*) FROM cards WHERE state = 'kept'"

/* desk_new() with a gateway that looks at the invoice before it takes two payments for one. */
Desk *desk_new_for_cards (const char *faults);
void  desk_set_duplicates (Desk *self);

/* Until nothing is asked or written about cards any more. */
void desk_wait_for_cards (Desk *self);

/* Those that the sandbox keeps. */
guint desk_count_tokens (Desk *self);

/* By the terminal, for Anna, who agrees that the card is saved; it has begun. */
TillTakePayment *desk_collect_and_save (Desk *self, gint64 cents);

/* Her card, by a payment of $10: its id. */
gint64 desk_keep_card (Desk *self);

/* Anna's, knowingly; as desk_try_collect(). */
TillTakePayment *desk_charge_card (Desk *self, gint64 card_id, gint64 cents, GError **error);

G_END_DECLS
