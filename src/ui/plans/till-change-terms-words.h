/* till-change-terms-words.h: what is said of new terms before they are asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-whole-plan.h"
#include "rules/till-plan-offers.h"

G_BEGIN_DECLS

/* "$40.00 of $60.00. What is paid stays paid." */
char *till_change_terms_words_left (const TillWholePlan *plan,
                                    const TillPlanLeft  *left) G_GNUC_WARN_UNUSED_RESULT;
/* What the switch of what was missed is about. */
char *till_change_terms_words_missed (const TillPlanLeft *left) G_GNUC_WARN_UNUSED_RESULT;

/* Whether they are in force at once; static. */
const char *till_change_terms_words_verdict (const TillWholePlan *plan, gboolean is_worse);

/* What of the plan as it is bears on them: declined and to be tried again, missed, paused, an offer
 * that is open; NULL: nothing. */
/* Another guarantor, @name, is to pay. */
char *till_change_terms_words_payer (const TillWholePlan *plan,
                                     const char          *name,
                                     gboolean             has_card) G_GNUC_WARN_UNUSED_RESULT;

char *till_change_terms_words_notes (const TillWholePlan *plan,
                                     const TillPlanLeft  *left) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
