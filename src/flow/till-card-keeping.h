/* till-card-keeping.h: cards that patients let the processor keep, taken over and given up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which card was saved is told by the answer to a payment, or found among the customer's cards at
 * the processor once the payment is seen, also when the program was closed meanwhile. What was
 * deleted here is deleted there as soon as the processor can be reached.
 */
#pragma once

#include "flow/till-practice-private.h"
#include "model/till-request.h"
#include "store/till-store-cards.h"

G_BEGIN_DECLS

/* Of a payment that has just been written down, in the same commit: a card may have been saved with
 * it. @token: by the answer, or NULL: it is asked for. What can't be kept of a card never
 * keeps its payment from being written down. */
void till_card_note_payment (TillDbConnection      *connection,
                             const TillTransaction *payment,
                             const TillAttempt     *attempt,
                             const char            *token,
                             const TillActor       *actor,
                             TillInstant            at);

/* Likewise, of one through a link; a plan that is accepted by it is authorized, as soon as it has a
 * card (till-store-plan-sendings.h). FALSE: that could not be written. */
gboolean till_card_note_link_payment (TillDbConnection      *connection,
                                      const TillTransaction *payment,
                                      const TillRequest     *request,
                                      const char            *token,
                                      GTimeZone             *zone,
                                      const TillActor       *actor,
                                      TillInstant            at,
                                      GError               **error);

/* The card of @sighting, by what the processor shows of it, is on file from now on, or was before;
 * *@card_id: which one. It is looked for no more. */
gboolean till_card_keep (TillDbConnection       *connection,
                         const TillCardSighting *sighting,
                         const char             *token,
                         const TillCard         *card,
                         const TillActor        *actor,
                         TillInstant             at,
                         gint64                 *card_id,
                         GError                **error);

/* Tells the processor what was deleted, and asks for what may have been saved. Never two at once;
 * what can't be reached now is done the next minute. */
void till_practice_keep_cards (TillPractice *self);

G_END_DECLS
