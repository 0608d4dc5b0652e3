/* till-assign-dialog.h: saying whose a payment made elsewhere is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_ASSIGN_DIALOG (till_assign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillAssignDialog, till_assign_dialog, TILL, ASSIGN_DIALOG, AdwWindow)

/* Signal "assigned" (const char *words): done; the window is told, the dialog closes. */
GtkWidget *till_assign_dialog_new (TillPractice *practice,
                                   gint64        transaction_id,
                                   GtkWindow    *parent);

G_END_DECLS
