/* till-plan-order.h: installments of a plan that the desk has charged, as one payment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Begun, charged and settled as what is charged by itself (till-run-plans.h), and never beside it:
 * what is begun there, and not sent yet, would be taken for what a crash has left.
 */
#pragma once

#include "flow/till-practice-plan-deeds.h"
#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/* The plans are nobody's any more: the next who waits for them has its turn. */
void till_plan_order_next (TillPractice *practice);

G_END_DECLS
