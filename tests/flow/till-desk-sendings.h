/* till-desk-sendings.h: a front desk that sends payment plans, to be accepted by paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-plan-sending.h"
#include "till-desk-agreements.h"
#include "till-desk-requests.h"

G_BEGIN_DECLS

#define DESK_SENDING                                                                               \
  "SELECT p.state || ' ' || p.n_paid || '/' || p.n_parts || ' ' || p.paid_cents || ' ' || s.state" \
  " FROM plans AS p JOIN plan_sendings AS s ON s.plan_id = p.id ORDER BY s.id DESC LIMIT 1"
#define DESK_SENDINGS "SELECT group_concat(state || ' ' || number, ', ') FROM plan_sendings"
#define DESK_MARKS "SELECT coalesce(group_concat(mark), 'none') FROM transactions"

Desk *desk_new_for_sending (void);

TillPlanSendingDraft *desk_draft_sending (Desk       *desk,
                                          gint64      plan,
                                          TillChannel channel,
                                          GError    **error);
/* Takes @draft. */
gboolean desk_send_draft (Desk *desk, TillPlanSendingDraft *draft, GError **error);
/* Its request’s id. */
gint64 desk_send_plan (Desk *desk, gint64 plan, TillChannel channel);

/* A minute later, as a browser posts the page’s form. */
void desk_pay_sending (Desk *desk, gint64 request_id, gboolean save);

/* What the processor has to tell, once; or until no card is looked for any more. */
void desk_see (Desk *desk);
void desk_see_for_hours (Desk *desk);

/* At the desk. */
void desk_set_plan_card (Desk *desk, gint64 plan, gint64 card);
void desk_sign (Desk *desk, gint64 plan);

G_END_DECLS
