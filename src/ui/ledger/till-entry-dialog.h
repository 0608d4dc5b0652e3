/* till-entry-dialog.h: asks for a charge or an adjustment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-ledger.h"
#include "model/till-account.h"

G_BEGIN_DECLS

#define TILL_TYPE_ENTRY_DIALOG (till_entry_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillEntryDialog, till_entry_dialog, TILL, ENTRY_DIALOG, AdwWindow)

/* For the patient of @account, or another one of the family. Signal "entered": the dialog closes
 * itself. */
GtkWidget *till_entry_dialog_new (TillPractice      *practice,
                                  const TillAccount *account,
                                  gboolean           is_charge,
                                  GtkWindow         *parent);

G_END_DECLS
