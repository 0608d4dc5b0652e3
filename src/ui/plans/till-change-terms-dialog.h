/* till-change-terms-dialog.h: the terms of a payment plan that is there are changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-whole-plan.h"

G_BEGIN_DECLS

/* Signal "done" (gboolean is_offered): they are in force, or wait to be authorized; the dialog
 * closes then. */
#define TILL_TYPE_CHANGE_TERMS_DIALOG (till_change_terms_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillChangeTermsDialog,
                      till_change_terms_dialog,
                      TILL,
                      CHANGE_TERMS_DIALOG,
                      AdwWindow)

/* @plan is taken. */
GtkWidget *till_change_terms_dialog_new (TillPractice  *practice,
                                         TillWholePlan *plan,
                                         GtkWindow     *parent);
/* Somebody else is to pay: who, is asked for first. Of a plan that is agreed on. */
void till_change_terms_dialog_ask_payer (TillChangeTermsDialog *self);

G_END_DECLS
