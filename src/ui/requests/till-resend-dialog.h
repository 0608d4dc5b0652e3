/* till-resend-dialog.h: what could not be delivered is corrected, and sent once more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-request.h"

G_BEGIN_DECLS

#define TILL_TYPE_RESEND_DIALOG (till_resend_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillResendDialog, till_resend_dialog, TILL, RESEND_DIALOG, AdwWindow)

/* Of @request, whose @failed message did not come. */
GtkWidget *till_resend_dialog_new (TillPractice      *practice,
                                   const TillRequest *request,
                                   const TillMessage *failed,
                                   GtkWindow         *parent);

/* Signal "resent": it will be sent. */

G_END_DECLS
