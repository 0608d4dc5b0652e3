/* till-take-back-dialog.h: asks why an entry of the ledger is taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-ledger.h"

G_BEGIN_DECLS

#define TILL_TYPE_TAKE_BACK_DIALOG (till_take_back_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillTakeBackDialog, till_take_back_dialog, TILL, TAKE_BACK_DIALOG, AdwWindow)

/* Signal "taken-back": the dialog closes itself. */
GtkWidget *till_take_back_dialog_new (TillPractice          *practice,
                                      const TillLedgerEntry *entry,
                                      GtkWindow             *parent);

G_END_DECLS
