/* till-authorize-dialog.h: a payment plan that waits for it is signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "ui/plans/till-authorize-pane.h"

G_BEGIN_DECLS

#define TILL_TYPE_AUTHORIZE_DIALOG (till_authorize_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillAuthorizeDialog, till_authorize_dialog, TILL, AUTHORIZE_DIALOG, AdwWindow)

/* Signal "authorized" (int64 plan): the dialog closes then. Its pane has "choose-scan". */
GtkWidget *till_authorize_dialog_new (TillPractice *practice, gint64 plan_id, GtkWindow *parent);

/* Borrowed. */
TillAuthorizePane *till_authorize_dialog_get_pane (TillAuthorizeDialog *self);

G_END_DECLS
