/* till-plan-payer-form.h: another guarantor is to pay a payment plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-plans.h"
#include "model/till-whole-plan.h"

G_BEGIN_DECLS

/* A switch; once it is on, the person, the card, and what becomes of the balance. Signal "changed".
 */
#define TILL_TYPE_PLAN_PAYER_FORM (till_plan_payer_form_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanPayerForm, till_plan_payer_form, TILL, PLAN_PAYER_FORM, AdwBin)

/* @plan is agreed on. */
void till_plan_payer_form_begin (TillPlanPayerForm   *self,
                                 TillPractice        *practice,
                                 const TillWholePlan *plan);
/* Somebody else is to pay: who is asked for. */
void till_plan_payer_form_open (TillPlanPayerForm *self);
/* What is left, and so what the new account may take over. */
void till_plan_payer_form_set_left (TillPlanPayerForm *self, TillMoney left);

/* The window goes: what is being read is not waited for. */
void till_plan_payer_form_close (TillPlanPayerForm *self);

/* Whether somebody else is to pay, known or not yet. */
gboolean till_plan_payer_form_is_on (TillPlanPayerForm *self);

/* "Anna Lee"; NULL: nobody is chosen. Borrowed. */
const char *till_plan_payer_form_get_name (TillPlanPayerForm *self);

/* Who, by which card, and whether the balance goes over; of the switch that is off nobody else.
 * TILL_ERROR_BAD_INPUT with a sentence. */
gboolean till_plan_payer_form_get (TillPlanPayerForm *self, TillPlanOffer *offer, GError **error);

G_END_DECLS
