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

/* ── Of which one ── */

/* What the lists of requests and of results are narrowed by. */
#define TILL_BULK_COLUMN "bulk-id"

/* When it was made, by whom, for how many. (full) */
char *till_bulk_words_name (const TillBulk *bulk, GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

/* @filter, to what is of @bulk; NULL: of whichever. */
void till_bulk_words_narrow (TillFilter *filter, const TillBulk *bulk, GTimeZone *zone);

/* Payment requests of @bulk, with that status or (NULL) any, as till_filter_from_json() takes it.
 * (full) */
char *till_bulk_words_filter (const TillBulk *bulk,
                              const char     *status,
                              GTimeZone      *zone) G_GNUC_WARN_UNUSED_RESULT;

/* "3 selected, requested" (full) */
char *till_bulk_words_selected (guint n_rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
