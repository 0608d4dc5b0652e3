/* till-new-plan-words.h: what is said of a payment plan before it is agreed on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-plans.h"

G_BEGIN_DECLS

/* What the law wants of her, translated, static; NULL: nothing more. @n_standing: the installments
 * of the plan that stay beside these terms. */
const char *till_new_plan_words_disclosures (const TillPlanTerms *terms, gint64 n_standing);

/* The plan pays off more than is owed; NULL: it doesn't. */
char *till_new_plan_words_too_much (const TillPlanTerms *terms,
                                    const TillAccount   *account) G_GNUC_WARN_UNUSED_RESULT;

/* "Anna Lee pays $150.00 with Visa ••••4242" */
char *till_new_plan_words_paper (const TillPlanPaper *paper) G_GNUC_WARN_UNUSED_RESULT;

/* The first day was before @today; NULL: it wasn’t. */
char *till_new_plan_words_late (const TillPlanPaper *paper,
                                TillDay              today) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
