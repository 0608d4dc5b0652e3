/* till-desk-bank.h: files of the bank at the front desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-bank-import.h"
#include "till-desk.h"

G_BEGIN_DECLS

#define BANK_FUNDED "2026-11-20"
#define BANK_HEADING "Date,Description,Amount\n"

/* Of the deposits two are on it. */
#define BANK_NOVEMBER                                                                              \
  BANK_HEADING "11/20/2026,CLEARENT DEPOSIT,77.50\n"                                               \
               "11/20/2026,CLEARENT DEPOSIT,80.00\n"                                               \
               "11/23/2026,RENT OAK STREET,-900.00\n"                                              \
               "11/24/2026,CLEARENT DEPOSIT,10.00\n"

/* A practice on Nov 29, 2026, with deposits of $77.50, $50.00 and $30.00. */
Desk *desk_new_with_deposits (void);

/* In the desk's folder; its path. */
char *desk_write_file (Desk *desk, const char *name, const char *text);

TillBankImport *desk_open_bank_path (Desk *desk, const char *path, GError **error);
TillBankImport *desk_open_bank_text (Desk *desk, const char *name, const char *text);

/* What came of it, in words; or NULL. */
char *desk_run_import (TillBankImport *import, GError **error);
void  desk_assert_imports (Desk *desk, const char *name, const char *text, const char *expected);

void desk_unmatch (Desk *desk, gint64 line, GError **error);

G_END_DECLS
