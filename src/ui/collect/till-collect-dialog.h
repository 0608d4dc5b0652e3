/* till-collect-dialog.h: taking a payment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_COLLECT_DIALOG (till_collect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillCollectDialog, till_collect_dialog, TILL, COLLECT_DIALOG, AdwWindow)

/* @method is chosen beforehand and can be changed in the dialog. */
GtkWidget *till_collect_dialog_new (TillPractice *practice, TillMethod method, GtkWindow *parent);

G_END_DECLS
