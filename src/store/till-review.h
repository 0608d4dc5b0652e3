/* till-review.h: a table of some guarantors, judged: who may be asked for money, who not and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All are judged at once, on a worker's thread, and again by itself whenever something changes that
 * may matter; what is kept of each is 24 bytes. Rows are read when a cell asks, a page at a time,
 * as till-list.h does; a change is announced as what it is.
 *
 * Its filter knows two conditions: TILL_ASKED_COLUMN and TILL_WHY_NOT_COLUMN, the latter with one
 * value. Its one sum: "portion".
 */
#pragma once

#include "core/till-clock.h"
#include "store/till-review-query.h"

G_BEGIN_DECLS

#define TILL_TYPE_REVIEW (till_review_get_type ())
G_DECLARE_FINAL_TYPE (TillReview, till_review, TILL, REVIEW, TillTable)

/* Of these guarantors, each once, at least one, in any order. It is judged at once. */
TillTable *till_review_new (TillDb                  *db,
                            TillClock               *clock,
                            GTimeZone               *zone,
                            const gint64            *ids,
                            gsize                    n_ids,
                            const TillRequestPolicy *policy);

/* By other rules, or by another channel. */
void till_review_set_policy (TillReview *self, const TillRequestPolicy *policy);

/* Of all of them, whatever the filter is; of nobody before it has been judged. Borrowed. */
const TillRequestTally *till_review_get_tally (TillReview *self);

/* What it would show with that filter and sort, to be walked over. */
TillListWalk *till_review_new_walk (TillReview        *self,
                                    TillFilter        *filter,
                                    const TillSortKey *sort,
                                    GArray            *ids,
                                    gboolean           all_but);

G_END_DECLS
