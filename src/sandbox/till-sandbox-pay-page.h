/* till-sandbox-pay-page.h: the processor's hosted page, on the patient's phone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /paylink/<id> and /paylink/<merchant>/<terminal>, with amount, invoice, description, client-name,
 * order-id, customer-id and email-address in the query. A card number is read, judged and
 * forgotten: it is in no row, no log and no page that is sent back.
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* Answers a call below /paylink. Takes it. */
void till_sandbox_pay_page_take (TillSandboxCall *call);

G_END_DECLS
