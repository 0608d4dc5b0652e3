/* till-request-words.h: what is said of a request before it is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-request-payment.h"
#include "model/till-plan.h"

G_BEGIN_DECLS

/* Who is asked, and where messages go; not who, when that is @named already. (full) */
char *till_request_words_account (const TillAccount *account,
                                  gboolean           named) G_GNUC_WARN_UNUSED_RESULT;

/* A plan that may be paid down: "Braces, $40.00 left"; and what that does. (full) */
char *till_request_words_plan (const TillPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
char *till_request_words_pays_down (const TillPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

/* Every message to the letter. NULL: none is sent. */
char *till_request_words_preview (const TillRequestDraft *draft) G_GNUC_WARN_UNUSED_RESULT;

/* What speaks against it, and which request it takes the place of; "": nothing. */
char *till_request_words_doubts (const TillRequestDraft *draft) G_GNUC_WARN_UNUSED_RESULT;

/* When it leaves, if not at once, and when it is reminded of; "": there is nothing to say. */
char *till_request_words_later (const TillRequestDraft *draft,
                                TillInstant             now,
                                GTimeZone              *zone) G_GNUC_WARN_UNUSED_RESULT;

/* Why it did not come: in the carrier's words, with its code. (full) */
char *till_request_words_failure (const TillMessage *failed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
