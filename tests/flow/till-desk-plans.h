/* till-desk-plans.h: a front desk with payment plans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-desk-cards.h"

G_BEGIN_DECLS

#define DESK_SALE "@POST /rest/v2/transactions"

#define DESK_INSTALLMENTS                                                                          \
  "SELECT group_concat(number || ' ' || state, '; ') FROM (SELECT * FROM installments ORDER BY"    \
  " plan_id, number)"
#define DESK_OUTCOMES                                                                              \
  "SELECT group_concat(outcome, ' ') FROM (SELECT * FROM installment_tries ORDER BY id)"

/* Anna’s, agreed on: @n weekly installments of $20, the first one today; @remind: days before. Its
 * id. */
gint64 desk_add_plan (Desk *self, gint64 card, gint64 n, gint64 remind);

/* The id of that installment of the plan. */
gint64 desk_find_installment (Desk *self, gint64 plan, gint64 number);

/* As an open window does it, when the processor was read just now; until nothing is under way. */
void desk_run_plans (Desk *self);
void desk_wait_for_plans (Desk *self);
void desk_pass_days (Desk *self, guint n);

/* The query's first column; NULL is NULL. */
void desk_assert_text (Desk *self, const char *sql, const char *expected);

/* With the $10 by which the card was saved. */
void desk_assert_sales (Desk *self, guint n_charged);

G_END_DECLS
