/* till-practice-plans-private.h: what the files about plans at the desk share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-plans.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-charging.h"

G_BEGIN_DECLS

/* (full) */
TillPlan *till_plan_new_of_order (const TillPlanOrder *order);

/* What every agreement of the practice says, by the settings. */
typedef struct
{
  TillPracticeFacts *practice;
  TillRetryDays      retries;
  TillPaper          paper;
  TillInstant        at;
} TillAgreementFacts;

void till_agreement_facts_read (TillPractice *practice, TillAgreementFacts *facts);
void till_agreement_facts_clear (TillAgreementFacts *facts);

/* Names and card of @plan, which is in the books or not. */
TillPlanPaper *till_plan_paper_new (TillDbConnection         *connection,
                                    const TillPlan           *plan,
                                    const TillPlanVersion    *version,
                                    const TillAgreementFacts *facts,
                                    const TillPlanSigning    *signing, /* NULL: not yet signed */
                                    const char               *user,    /* at the desk, or NULL */
                                    GError                  **error);

/* Checked against the plan as it is, and written: offered. */
gboolean till_plan_write_offer (TillDbConnection     *connection,
                                const TillPlanChange *change,
                                TillDay               today,
                                const TillActor      *actor,
                                TillInstant           at,
                                GError              **error);

/* Offered, authorized as no worse, and its agreement kept. @task is returned a boolean. */
void till_practice_sign_no_worse (TillPractice         *practice,
                                  GTask                *task,
                                  const TillPlanChange *change);

/* NULL: there are none to be authorized, with an error. (full) */
TillPlanVersion *till_plan_find_offer (TillDbConnection *connection,
                                       gint64            plan_id,
                                       GError          **error);

G_END_DECLS
