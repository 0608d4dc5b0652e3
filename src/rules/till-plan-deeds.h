/* till-plan-deeds.h: what may be done by hand with a payment plan, and why not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-whole-plan.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_PLAN_DEED_CHARGE,     /* an installment, several, or all that is left */
  TILL_PLAN_DEED_PAID_APART, /* it was paid by another way */
  TILL_PLAN_DEED_PAUSE,
  TILL_PLAN_DEED_RESUME,
  TILL_PLAN_DEED_CANCEL,
  TILL_PLAN_DEED_SET_CARD,
  TILL_PLAN_DEED_SKIP,
  TILL_PLAN_DEED_CHANGE_TERMS,
  TILL_PLAN_DEED_CHANGE_PAYER,
  TILL_PLAN_DEED_WITHDRAW, /* terms that were offered */
} TillPlanDeed;

/* NULL: it may be done. Else why not, a sentence, translated, static. @installments:
 * (element-type TillInstallment), all of the plan. */
const char *till_plan_why_not (TillPlanDeed     deed,
                               const TillPlan  *plan,
                               const GPtrArray *installments);

/* Authorized, active, failed or paused: something of it is owed as it was agreed. */
gboolean till_plan_is_agreed_on (TillPlanState state);

/* Neither paid nor skipped; one that is being charged is open, too. */
gboolean till_installment_is_open (const TillInstallment *self);

/* Open, and nothing is under way: it can be charged, skipped, or have been paid by another way. */
gboolean till_installment_is_payable (const TillInstallment *self);

/* Payable, and its day has come by @today without a try, or it is missed. */
gboolean till_installment_is_owed (const TillInstallment *self, TillDay today);

/* Its day has come by @today, tried or not, and it is neither paid nor given up: what a plan that
 * is resumed charges. */
gboolean till_installment_waits (const TillInstallment *self, TillDay today);

/* Owed likewise, or only the desk has charged it, in vain: of several like that none is charged
 * before somebody was asked. */
gboolean till_whole_part_is_owed (const TillWholePart *self, TillDay today);

G_END_DECLS
