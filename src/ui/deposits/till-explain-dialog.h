/* till-explain-dialog.h: asks why a deposit differs from its parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-deposits.h"

G_BEGIN_DECLS

#define TILL_TYPE_EXPLAIN_DIALOG (till_explain_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillExplainDialog, till_explain_dialog, TILL, EXPLAIN_DIALOG, AdwWindow)

/* Signal "explained": the note is kept; the dialog closes itself. @deposit is only read here. */
GtkWidget *till_explain_dialog_new (TillPractice      *practice,
                                    const TillDeposit *deposit,
                                    GtkWindow         *parent);

G_END_DECLS
