/* till-plan-telling.h: who pays by a plan is told of what is due, and of what did not go through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "store/till-store-plans.h"

G_BEGIN_DECLS

/* What the settings say, for a worker. */
typedef struct _TillPlanTelling TillPlanTelling;

TillPlanTelling *till_plan_telling_new (TillPractice *practice);
void             till_plan_telling_free (TillPlanTelling *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPlanTelling, till_plan_telling_free)

/* What is told of a plan. */
typedef struct
{
  TillMoney amount;
  TillDay   day;     /* it is due, or it was tried */
  gint64    card_id; /* that is, or was, charged; named while it is kept. 0: none */
} TillPlanTold;

/* Writes the message of @purpose, to leave when it may come: by text, else by e-mail, as the payer
 * agrees to and can be reached; by neither: nobody is told, which is no error. Any thread. */
gboolean till_plan_tell (const TillPlanTelling *self,
                         TillDbConnection      *connection,
                         TillPurpose            purpose,
                         const TillPlan        *plan,
                         const TillPlanTold    *told,
                         GError               **error);

/* Of some installments that their plans have reminded of before, and nobody has been reminded of
 * yet. *is_over: there are no more. */
gboolean till_plan_remind_some (const TillPlanTelling *self,
                                TillDbConnection      *connection,
                                guint                  n_most,
                                gboolean              *is_over,
                                GError               **error);

G_END_DECLS
