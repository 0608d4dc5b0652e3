/* till-plan-round-private.h: an installment with all that is judged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-plan-round.h"

G_BEGIN_DECLS

/* An installment with all that is judged. */
typedef struct
{
  TillInstallment *installment;
  TillPlan        *plan;
  gint64  payer; /* whose account is paid: the guarantor, or who stands for a merged record */
  GArray *tries; /* (element-type TillPlanTry) of those that Till made by itself */
  gint64  card;
  gint64  backup;
} TillPlanCase;

void till_plan_case_clear (TillPlanCase *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillPlanCase, till_plan_case_clear)

/* @ended: what came of the try @ended_id, which is not written yet. */
gboolean till_plan_case_open (TillDbConnection    *connection,
                              TillPlanCase        *self,
                              const TillPlanRound *round,
                              gint64               installment_id,
                              gint64               ended_id,
                              TillTryOutcome       ended,
                              GError             **error);

TillPlanStep till_plan_case_judge (const TillPlanCase  *self,
                                   const TillPlanRound *round,
                                   TillDay             *next);

/* By its attempt, as far as that has an outcome (till-plan-settling.c). */
gboolean till_plan_round_settle (TillDbConnection         *connection,
                                 const TillPlanRound      *round,
                                 const TillInstallmentTry *one,
                                 const TillAttempt        *attempt,
                                 GError                  **error);

G_END_DECLS
