/* till-plan-agreement-words.h: what an agreement on a payment plan says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-plan-agreement.h"

G_BEGIN_DECLS

/* Label, value, label, value …, NULL. */
char **till_plan_agreement_dup_facts (const TillPlanAgreement *agreement) G_GNUC_WARN_UNUSED_RESULT;

/* All that goes over to another card. */
TillMoney till_plan_agreement_sum_left (const TillPlanAgreement *agreement);

/* Paragraph by paragraph. */
char **till_plan_agreement_dup_consent (const TillPlanAgreement *agreement)
  G_GNUC_WARN_UNUSED_RESULT;

/* What the Truth in Lending Act calls the amounts; NULL where nothing of that is to be said. */
char **till_plan_agreement_dup_disclosures (const TillPlanAgreement *agreement)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
