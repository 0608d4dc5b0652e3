/* till-request-dialog.h: asks one guarantor for money, and shows beforehand what will be sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-request-payment.h"

G_BEGIN_DECLS

#define TILL_TYPE_REQUEST_DIALOG (till_request_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillRequestDialog, till_request_dialog, TILL, REQUEST_DIALOG, AdwWindow)

/* @patient_id: any of the family, whose guarantor is asked; 0: it is chosen in the dialog. @before:
 * a request that is sent again, or NULL.
 * Signal "requested" (int64 request): the dialog closes then. */
GtkWidget *till_request_dialog_new (TillPractice      *practice,
                                    gint64             patient_id,
                                    const TillRequest *before,
                                    GtkWindow         *parent);

G_END_DECLS
