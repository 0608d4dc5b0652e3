/* till-guarantor-dialog.h: choosing who answers for a patient's account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-account.h"

G_BEGIN_DECLS

#define TILL_TYPE_GUARANTOR_DIALOG (till_guarantor_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillGuarantorDialog, till_guarantor_dialog, TILL, GUARANTOR_DIALOG, AdwWindow)

GtkWidget *till_guarantor_dialog_new (TillPractice      *practice,
                                      const TillAccount *account,
                                      GtkWindow         *parent);

/* Signal: "changed". */

G_END_DECLS
