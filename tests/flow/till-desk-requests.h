/* till-desk-requests.h: a front desk that asks for money by text and e-mail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-requests.h"
#include "flow/till-request-payment.h"
#include "flow/till-resend-request.h"
#include "till-desk-sync.h"

G_BEGIN_DECLS

#define DESK_PHONE "(207) 555-0142"

/* A desk at noon, with texts by the sandbox and mails into a folder; Anna owes $100, and agrees to
 * both. */
Desk *desk_new_for_requests (void);
/* Both again, after the practice was closed and opened. */
void desk_set_up_messages (Desk *self);
/* Texts by the sandbox at @address, whose answers are waited for that long; 0: as long as usual. */
void desk_set_up_texts (Desk *self, const char *address, guint timeout_s);

/* Anna's. */
TillRequestOrder  desk_request_order (Desk *self, gint64 cents, TillSentBy sent_by);
TillRequestDraft *desk_draft (Desk *self, const TillRequestOrder *order, GError **error);
/* Its id; asserts that it went well. */
gint64 desk_ask (Desk *self, const TillRequestOrder *order);

/* Time passes, the minute's work is done, until no message is under way, or queued for the
 * next ten minutes. */
void  desk_run_outbox (Desk *self);
guint desk_count_texts (Desk *self); /* those that the carrier has taken over, to DESK_PHONE */
guint desk_count_texts_to (Desk *self, const char *number); /* "+1207…" */
char *desk_dup_text (Desk *self, guint n);

TillRequest *desk_get_request (Desk *self, gint64 id);
/* Pays through the request's link, as the processor tells of it; its id there. */
char *desk_pay_link (Desk *self, gint64 request_id, const char *amount);

/* It is cancelled by hand. */
void desk_end_request (Desk *self, gint64 id);

/* Time passes until it is known that what was sent did not come. Sent again, by @channel to
 * @address; desk_resend() takes @what. */
void        desk_wait_for_failure (Desk *self, gint64 request_id);
TillResend *desk_draft_resend (Desk       *self,
                               gint64      request_id,
                               TillChannel channel,
                               const char *address,
                               GError    **error);
gboolean    desk_resend (Desk *self, TillResend *what, GError **error);

/* Texts with a key that is not ours; Anna's number is another; both clocks go on; Anna answers. */
void desk_set_up_wrong_texter (Desk *self);
void desk_set_phone (Desk *self, const char *phone);
void desk_pass_with_sandbox (Desk *self, TillInstant span);
void desk_answer (Desk *self, const char *words);

G_END_DECLS
