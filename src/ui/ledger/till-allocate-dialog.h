/* till-allocate-dialog.h: asks which charges a payment pays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-ledger.h"

G_BEGIN_DECLS

#define TILL_TYPE_ALLOCATE_DIALOG (till_allocate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillAllocateDialog, till_allocate_dialog, TILL, ALLOCATE_DIALOG, AdwWindow)

/* @allocation is taken. Signal "allocated": the dialog closes itself. */
GtkWidget *till_allocate_dialog_new (TillPractice   *practice,
                                     TillAllocation *allocation,
                                     GtkWindow      *parent);

G_END_DECLS
