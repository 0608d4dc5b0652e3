/* till-plan-terms-form.h: what a payment plan is agreed on, as rows: amounts, number, days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Number and amount of the installments each solve the other: what was written last stays.
 */
#pragma once

#include <adwaita.h>

#include "model/till-plan-terms.h"

G_BEGIN_DECLS

/* Signal "changed". */
#define TILL_TYPE_PLAN_TERMS_FORM (till_plan_terms_form_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanTermsForm, till_plan_terms_form, TILL, PLAN_TERMS_FORM, AdwBin)

/* Begins anew: four months of @total, zero: none yet. @today: the practice’s. */
void till_plan_terms_form_begin (TillPlanTermsForm *self, TillMoney total, TillDay today);

/* Begins with @terms. @of_left: of a plan that is there; its sums are not asked for, but set below.
 */
void till_plan_terms_form_begin_with (TillPlanTermsForm   *self,
                                      const TillPlanTerms *terms,
                                      gboolean             of_left,
                                      TillDay              today);
void till_plan_terms_form_set_sums (TillPlanTermsForm *self, TillMoney total, TillMoney fee);

/* A plan can be made of them; or TILL_ERROR_BAD_INPUT with a sentence that says what to change. */
gboolean till_plan_terms_form_get (TillPlanTermsForm *self, TillPlanTerms *terms, GError **error);

/* Nothing was entered yet that could be wrong. */
gboolean till_plan_terms_form_is_blank (TillPlanTermsForm *self);

void till_plan_terms_form_focus (TillPlanTermsForm *self);

G_END_DECLS
