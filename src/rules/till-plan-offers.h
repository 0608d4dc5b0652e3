/* till-plan-offers.h: new terms for what is left of a payment plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is paid stays paid. What was missed is owed at once, and either stays so beside the new
 * terms, or is paid by them with all the rest: also what was declined and would be tried again.
 */
#pragma once

#include "model/till-plan.h"

G_BEGIN_DECLS

/* Of a plan that is agreed on. */
typedef struct
{
  TillMoney replaced; /* open: by new terms it is paid in other parts */
  gint64    n_replaced;
  TillDay   next;   /* of them, the first that is not failed; TILL_DAY_NONE: there is none */
  TillMoney missed; /* whatever becomes of it */
  guint     n_missed;
  TillMoney kept;   /* of what is missed: owed at once as before */
  TillMoney failed; /* of what is replaced: it was declined, and would be tried again */
  guint     n_failed;
  gint64    n_standing; /* paid, or kept: the down payment is none of them */
} TillPlanLeft;

/* @installments: (element-type TillInstallment), all of the plan. */
void till_plan_read_left (const GPtrArray *installments, gboolean keep_missed, TillPlanLeft *left);

/* All that is open, by day, as it is. (element-type TillPlanPart) (full) */
GArray *till_plan_list_left (const GPtrArray *installments);

/* What new terms begin with: the number, the days and the reminders of those in force, for what is
 * left; of a fee as much as is not paid yet, in proportion. FALSE: nothing is left for them. */
gboolean till_plan_begin_terms (const TillPlanTerms *in_force,
                                const TillPlanLeft  *left,
                                TillDay              today,
                                TillPlanTerms       *terms);

/* Its total is what is left and what is added, to the cent. */
gboolean till_plan_version_fits (const TillPlanVersion *version, const TillPlanLeft *left);

/* Whether their first installment’s day is past on @today, so that what is overdue would be asked
 * for at once. A day is granted: what was signed on paper is written down later. */
gboolean till_plan_terms_are_late (const TillPlanTerms *terms, TillDay today);

/* Whether who pays has to agree: as till_plan_got_worse() says. */
gboolean till_plan_terms_are_worse (const TillPlanTerms *terms,
                                    const GPtrArray     *installments,
                                    gboolean             keep_missed);

/* Also whenever somebody else is to pay. */
gboolean till_plan_offer_is_worse (const TillPlanOffer *offer, const GPtrArray *installments);

/* Whether they are anything but what is left as it is; the reminders of those are @in_force’s. */
gboolean till_plan_terms_change (const TillPlanTerms *terms,
                                 const TillPlanTerms *in_force,
                                 const GPtrArray     *installments,
                                 gboolean             keep_missed);

/* Whether they can be offered for what is left of a plan that is agreed on. TILL_ERROR_BAD_INPUT
 * with a sentence; TILL_ERROR_NOT_ALLOWED: it has changed since they were thought of. */
gboolean till_plan_check_offer (const TillPlanOffer *offer,
                                const TillPlanLeft  *left,
                                TillDay              today,
                                GError             **error);

G_END_DECLS
