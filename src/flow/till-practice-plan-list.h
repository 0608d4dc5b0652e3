/* till-practice-plan-list.h: the payment plans as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* Borrowed; one for all. Its columns: store/till-store-plans.h. */
TillTable *till_practice_get_plans (TillPractice *self);

/* Whether there is any, whatever it is. A look-up. */
gboolean till_practice_has_plans (TillPractice *self);

/* How many have missed a payment: likewise. */
guint till_practice_count_failed_plans (TillPractice *self);

G_END_DECLS
