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

/* Anna's, authorized: @n weekly installments of $20, the first one today. Its id. */
gint64 desk_add_plan (Desk *desk, gint64 card, gint64 n);

/* The id of that installment of the plan. */
gint64 desk_find_installment (Desk *desk, gint64 plan, gint64 number);

/* As an open window does it, when the processor was read just now. */
void desk_run_plans (Desk *desk);
void desk_wait_for_plans (Desk *desk);
void desk_pass_days (Desk *desk, guint n);

/* The query's first column; NULL is NULL. */
char *desk_read_text (Desk *desk, const char *sql);
void  desk_assert_text (Desk *desk, const char *sql, const char *expected);

/* With the $10 by which the card was saved. */
void desk_assert_sales (Desk *desk, guint n_charged);

G_END_DECLS
