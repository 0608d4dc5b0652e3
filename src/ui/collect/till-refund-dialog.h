/* till-refund-dialog.h: taking a payment back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_REFUND_DIALOG (till_refund_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillRefundDialog, till_refund_dialog, TILL, REFUND_DIALOG, AdwWindow)

/* Signal "reversed" (const char *words): done; the window is told, the dialog closes. Of a dialog
 * that was closed while it ran also what was refused. */
GtkWidget *till_refund_dialog_new (TillPractice *practice,
                                   gint64        transaction_id,
                                   GtkWindow    *parent);

G_END_DECLS
