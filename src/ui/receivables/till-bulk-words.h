/* till-bulk-words.h: how far a bulk request is, and what one would come to, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-bulk-plan.h"
#include "flow/till-bulk-request.h"

G_BEGIN_DECLS

/* Of those chosen: who was asked and has been written to, or was left out. */
gint64 till_bulk_words_count_done (const TillBulkCounts *counts);

/* "34 of 60 are done." (full) */
char *till_bulk_words_state (TillBulkRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/* "36 by text message, for $1,800.00", a line each. (full) */
char *till_bulk_words_plan (const TillBulkPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
/* Who is left out: "6: Snoozed", a line each; "" when nobody is. (full) */
char *till_bulk_words_left_out (const TillBulkPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
