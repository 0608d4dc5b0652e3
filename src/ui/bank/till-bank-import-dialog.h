/* till-bank-import-dialog.h: shows what is in a bank's file, lets its columns be chosen, takes it
 * in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-bank-import.h"

G_BEGIN_DECLS

#define TILL_TYPE_BANK_IMPORT_DIALOG (till_bank_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillBankImportDialog,
                      till_bank_import_dialog,
                      TILL,
                      BANK_IMPORT_DIALOG,
                      AdwWindow)

/* Signal "imported" (char *words): what came of it. */
GtkWidget *till_bank_import_dialog_new (TillBankImport *import, GtkWindow *parent);

G_END_DECLS
