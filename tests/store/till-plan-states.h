/* till-plan-states.h: six payment plans, one a state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-plan-rows.h"

G_BEGIN_DECLS

/* Made a minute apart on PLAN_TODAY, of A to F: active (2 of 6 × $100.00 paid), pending (without a
 * card), paused, failed (weekly; 1 of 3 × $100.00 paid, the second missed), completed ($50.00),
 * cancelled. Ids from 1 on. */
PlanRows *plan_states_new (void);

G_END_DECLS
