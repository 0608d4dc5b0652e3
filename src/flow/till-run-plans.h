/* till-run-plans.h: installments of payment plans, charged when they are due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each charge is written down as a try with its key before anything is sent; by that key the card
 * is charged once, whatever happens. What came of it is settled from the attempt, so that an answer
 * that came while the program was closed counts like any other.
 */
#pragma once

#include "flow/till-plan-round.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-charging.h"

G_BEGIN_DECLS

/* Beside everything else, when the processor's payments have been read just now. Never two rounds
 * at once; a plan that has more than one installment due is left to people. */
void till_practice_run_plans (TillPractice *self);

/* On which days a soft decline is tried again, by the settings. */
gboolean till_practice_read_retries (TillPractice *self, TillRetryDays *retries);

/* Of now, by the practice's processor, which there is, and its setting. */
TillPlanRound *till_practice_new_plan_round (TillPractice *self);

G_END_DECLS
