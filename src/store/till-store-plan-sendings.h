/* till-store-plan-sendings.h: agreements on payment plans that were sent to be accepted by paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A payment through the link of a request that is open, of as much as was asked for, accepts the
 * terms: it is noted with the sending in its own commit. The plan is authorized as soon as it has a
 * card to go on with, and that payment then is its part's, once.
 */
#pragma once

#include "model/till-plan-sending.h"
#include "model/till-plan-terms.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* Of a plan that is pending, in the commit of its request: @sending brings plan, version, request,
 * document, part, card, amount, channel, address and
 * wording; it gets the rest. TILL_ERROR_NOT_ALLOWED:
 * the plan does not wait for that any more. */
gboolean till_store_add_plan_sending (TillDbConnection *connection,
                                      TillPlanSending  *sending,
                                      const TillActor  *actor,
                                      TillInstant       at,
                                      GError          **error);

/* In order. (element-type TillPlanSending) */
GPtrArray *till_store_list_plan_sendings (TillDbConnection *connection,
                                          gint64            plan_id,
                                          GError          **error);

/* The one that tells how the plan stands: that can still be paid; else that was paid, and whose
 * payment is not used yet; else the last. With its request. NULL: there is none. (full) */
gboolean till_store_find_plan_sending (TillDbConnection *connection,
                                       gint64            plan_id,
                                       TillPlanSending **sending,
                                       TillRequest     **request,
                                       GError          **error);

/* What is asked for with it: the first part of @version that no sending was paid for. FALSE, with
 * TILL_ERROR_NOT_ALLOWED: all of them were. */
gboolean till_store_find_part_to_send (TillDbConnection      *connection,
                                       const TillPlanVersion *version,
                                       TillPlanPart          *part,
                                       GError               **error);

/* *@plan_id: that was sent with it; 0: none. */
gboolean till_store_find_plan_of_request (TillDbConnection *connection,
                                          gint64            request_id,
                                          gint64           *plan_id,
                                          GError          **error);

/* TILL_ERROR_NOT_ALLOWED with what to do instead: the request’s message says what paying accepts,
 * and is sent by its plan only. */
gboolean till_store_refuse_plan_request (TillDbConnection *connection,
                                         gint64            request_id,
                                         GError          **error);

/* ── What comes of it ── */

/* The card @card_id was saved with the payment @transaction_id, which may be of no sending; 0: none
 * was, or it is looked for still. The plan is authorized by it if its message named no card, else
 * by the card that it named; or it waits, or has none. It was accepted on the payment’s day in
 * @zone, and what was to be paid by then is left to people. *@is_left: since now it is the desk
 * that has to go on, as there is no card. */
gboolean till_store_take_plan_card (TillDbConnection *connection,
                                    gint64            transaction_id,
                                    gint64            card_id,
                                    GTimeZone        *zone,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    gboolean         *is_left,
                                    GError          **error);

/* Whether a payment of @amount at @at through the link of @request, whenever it is seen, accepts a
 * plan, or is a part’s of one that was accepted another way meanwhile. */
gboolean till_store_would_accept_plan (TillDbConnection  *connection,
                                       const TillRequest *request,
                                       TillMoney          amount,
                                       TillInstant        at,
                                       gboolean          *would,
                                       GError           **error);

/* A card was chosen for the plan at the desk. While nobody has agreed to that, what was sent named
 * another card, and its link is ended. */
gboolean till_store_follow_plan_card (TillDbConnection *connection,
                                      gint64            plan_id,
                                      const TillActor  *actor,
                                      TillInstant       at,
                                      GError          **error);

G_END_DECLS
