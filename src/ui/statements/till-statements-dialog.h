/* till-statements-dialog.h: who gets a statement and who does not, before they are made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-statements.h"

G_BEGIN_DECLS

#define TILL_TYPE_STATEMENTS_DIALOG (till_statements_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillStatementsDialog,
                      till_statements_dialog,
                      TILL,
                      STATEMENTS_DIALOG,
                      AdwWindow)

/* Signal "chosen" (uint waived, boolean on_paper): reasons for which nobody is left out; to be
 * printed, or saved. The dialog closes itself. */
GtkWidget *till_statements_dialog_new (TillPractice *practice,
                                       const gint64 *guarantors,
                                       gsize         n_guarantors,
                                       GtkWindow    *parent);

G_END_DECLS
