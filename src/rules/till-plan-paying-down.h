/* till-plan-paying-down.h: what of a payment plan is paid by a sum that is no installment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-plan.h"

G_BEGIN_DECLS

/* One installment, and what of it is paid: all, or a part. */
typedef struct
{
  const TillInstallment *one; /* borrowed */
  TillMoney              paid;
} TillPaidDown;

/* First what was missed or declined, the oldest first; then from the last one backwards, so that
 * the next ones stay due as agreed. What is to be tried again is paid whole while there is another
 * one: of a part of it nobody would know any more how often it was tried. What is being charged is
 * left alone. *rest: what is too much. @installments: (element-type TillInstallment), all of the
 * plan, by day. Free with g_array_unref(). (element-type TillPaidDown) */
GArray *till_plan_pay_down (const GPtrArray *installments,
                            TillMoney        amount,
                            TillMoney       *rest) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
