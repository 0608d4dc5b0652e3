/* till-bank-match-dialog.h: asks which deposit a line of the bank's statement is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-bank-line.h"

G_BEGIN_DECLS

#define TILL_TYPE_BANK_MATCH_DIALOG (till_bank_match_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillBankMatchDialog,
                      till_bank_match_dialog,
                      TILL,
                      BANK_MATCH_DIALOG,
                      AdwWindow)

/* Signal "matched" (guint n_more): it is done, and that many other lines after it. */
GtkWidget *till_bank_match_dialog_new (TillPractice       *practice,
                                       const TillBankLine *line,
                                       GtkWindow          *parent);

G_END_DECLS
