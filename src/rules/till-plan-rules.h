/* till-plan-rules.h: how a balance is paid off in parts: their number, amounts and days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 4.7. Days are days of the practice’s calendar: a change of clocks moves none of them.
 */
#pragma once

#include "model/till-plan-terms.h"

G_BEGIN_DECLS

/* What is still a plan of a practice, and not a slip of the finger: ten years of weeks. */
#define TILL_PLAN_MOST_PARTS 520
/* The first installment comes within a year. */
#define TILL_PLAN_LATEST_FIRST 366

/* Regulation Z: credit payable by written agreement in more than so many installments, the down
 * payment not counted, is inside the Truth in Lending Act even without a charge (12 CFR
 * 1026.1(c)(1)(iii) and 1026.2(a)(17)). */
#define TILL_PLAN_FREE_PARTS 4

/* What is paid in installments: total and fee without the down payment, in cents. */
TillMoney till_plan_get_financed (const TillPlanTerms *terms);

/* Installments and down payment. */
gint64 till_plan_count_parts (const TillPlanTerms *terms);

/* Each solves the other. To the nearest cent, so that the last part takes the rest: it is smaller
 * or larger by less than a cent for each part, and never nothing. TILL_ERROR_BAD_INPUT with a
 * sentence where no plan comes of it. */
gboolean till_plan_solve_installment (TillPlanTerms *terms, GError **error);
gboolean till_plan_solve_number (TillPlanTerms *terms, GError **error);

/* Whether a plan can be made of it; @today is the practice’s. TILL_ERROR_BAD_INPUT with a sentence
 * that says what to change. */
gboolean till_plan_check_terms (const TillPlanTerms *terms, TillDay today, GError **error);

/* The installments of checked terms, with their numbers from 1. A day that a month has not is its
 * last, and comes back in the next that has it. Free with g_array_unref(). */
GArray *till_plan_make_parts (const TillPlanTerms *terms) G_GNUC_WARN_UNUSED_RESULT;

/* The day of the part @index, from 0; also of one behind the last, where what was skipped goes. */
TillDay till_plan_get_day (const TillPlanTerms *terms, guint index);

/* Whether disclosures are to be given with it; @n_standing: the installments of the plan that stay
 * beside these terms. */
gboolean till_plan_needs_disclosures (const TillPlanTerms *terms, gint64 n_standing);

/* Whether @after is worse for who pays than @before, both of what is not paid yet: more in all,
 * more at once than any part before, or more by any day. Then it has to be authorized again. */
gboolean till_plan_got_worse (const TillPlanPart *before,
                              guint               n_before,
                              const TillPlanPart *after,
                              guint               n_after);

/* "Every month on the 31st, or the month’s last day", in words, translated. */
char *till_plan_cadence_to_sentence (const TillPlanTerms *terms) G_GNUC_WARN_UNUSED_RESULT;

/* "26: $38.46 each, and $38.50 the last", translated. Of terms that are checked. */
char *till_plan_installments_to_words (const TillPlanTerms *terms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
