/* till-desk-plans.h: a front desk with payment plans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-desk.h"

G_BEGIN_DECLS

/* Anna’s, agreed on: @n weekly installments of $20, the first one today; @remind: days before. */
void desk_add_plan (Desk *self, gint64 card, gint64 n, gint64 remind);

/* As an open window does it, when the processor was read just now; until nothing is under way. */
void desk_run_plans (Desk *self);
void desk_wait_for_plans (Desk *self);

G_END_DECLS
