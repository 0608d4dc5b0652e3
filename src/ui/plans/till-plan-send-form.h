/* till-plan-send-form.h: by what a payment plan is sent to who pays, and just what is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-plan-sending.h"

G_BEGIN_DECLS

/* Signals: "changed": what is shown, or whether it can be sent; "sent". */
#define TILL_TYPE_PLAN_SEND_FORM (till_plan_send_form_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanSendForm, till_plan_send_form, TILL, PLAN_SEND_FORM, AdwBin)

/* Both ways are drafted; the e-mail, which takes the agreement with it, comes first. Once. */
void     till_plan_send_form_begin (TillPlanSendForm *self, TillPractice *practice, gint64 plan_id);
gboolean till_plan_send_form_has_begun (TillPlanSendForm *self);

/* The agreement of what is chosen, borrowed; NULL: there is none yet. */
GBytes *till_plan_send_form_get_agreement (TillPlanSendForm *self);

gboolean till_plan_send_form_can_send (TillPlanSendForm *self);
void     till_plan_send_form_send (TillPlanSendForm *self);
gboolean till_plan_send_form_is_under_way (TillPlanSendForm *self);

G_END_DECLS
