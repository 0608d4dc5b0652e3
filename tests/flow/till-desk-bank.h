/* till-desk-bank.h: files of the bank at the front desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-bank-import.h"
#include "till-desk.h"

G_BEGIN_DECLS

/* In the desk's folder; its path. */
char *desk_write_file (Desk *desk, const char *name, const char *text);

TillBankImport *desk_open_bank_path (Desk *desk, const char *path, GError **error);
TillBankImport *desk_open_bank_text (Desk *desk, const char *name, const char *text);

/* What came of it, in words; or NULL. */
char *desk_run_import (TillBankImport *import, GError **error);
void  desk_assert_imports (Desk *desk, const char *name, const char *text, const char *expected);

void desk_unmatch (Desk *desk, gint64 line, GError **error);

G_END_DECLS
