/* till-bank-import.h: a bank's statement taken in from a file: looked at first, then all at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opened, it tells what is in it. OFX and QFX say themselves what their lines are; of a CSV the
 * columns are guessed or remembered, shown, and may be chosen otherwise.
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-bank-layout.h"
#include "model/till-bank-line.h"
#include "model/till-import-row.h"

G_BEGIN_DECLS

#define TILL_TYPE_BANK_IMPORT (till_bank_import_get_type ())
G_DECLARE_FINAL_TYPE (TillBankImport, till_bank_import, TILL, BANK_IMPORT, GObject)

/* TILL_ERROR_EXISTS when the same file was read before, with when and by whom;
 * TILL_ERROR_CARD_NUMBER; TILL_ERROR_BAD_INPUT for what is no statement or can't be read. */
void            till_bank_import_open_async (TillPractice       *practice,
                                             const char         *path,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
TillBankImport *till_bank_import_open_finish (TillPractice *practice,
                                              GAsyncResult *result,
                                              GError      **error);

const char *till_bank_import_get_file_name (TillBankImport *self);
gboolean    till_bank_import_is_csv (TillBankImport *self);

/* Whether this form of CSV was imported before: its columns need no second look. */
gboolean till_bank_import_is_remembered (TillBankImport *self);

/* ── Of a CSV ────────────────────────────────────────────────────────────────────────────────── */

guint till_bank_import_get_n_columns (TillBankImport *self);
char *till_bank_import_dup_title (TillBankImport *self, guint column);
char *till_bank_import_dup_sample (TillBankImport *self, guint column); /* its first cell */

const TillBankLayout *till_bank_import_get_layout (TillBankImport *self);

/* With the columns as chosen, whether its dates and amounts can be read in one way only. */
void till_bank_import_settle (TillBankImport *self, TillBankLayout *layout);

/* Masked accounts to choose from, and the one that is chosen: "••1939", or "". */
const char *const *till_bank_import_get_accounts (TillBankImport *self);
const char        *till_bank_import_get_account (TillBankImport *self);

/* Its last four digits, or "". TILL_ERROR_BAD_INPUT for anything else. */
gboolean till_bank_import_set_account (TillBankImport *self, const char *digits, GError **error);

/* Reads the lines by @layout, off the main loop. A newer call ends an older one with
 * G_IO_ERROR_CANCELLED. */
void     till_bank_import_read_async (TillBankImport       *self,
                                      const TillBankLayout *layout,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean till_bank_import_read_finish (TillBankImport *self, GAsyncResult *result, GError **error);

/* ── What is in it ───────────────────────────────────────────────────────────────────────────── */

guint               till_bank_import_get_n_lines (TillBankImport *self);
const TillBankLine *till_bank_import_get_line (TillBankImport *self, guint index);

/* Lines that can't be read; none is taken in until there are none, or they are left out knowingly.
 */
guint                    till_bank_import_get_n_problems (TillBankImport *self);
const TillImportProblem *till_bank_import_get_problem (TillBankImport *self, guint index);
void                     till_bank_import_leave_out (TillBankImport *self, gboolean leave_out);

/* NULL: it may be taken in. Else what is to be done before, as a sentence. Borrowed. */
const char *till_bank_import_get_obstacle (TillBankImport *self);

/* ── Taking it in ────────────────────────────────────────────────────────────────────────────── */

/* What came of it, in words: "42 lines read, 40 new, 31 matched to deposits." Free with g_free().
 */
void  till_bank_import_run_async (TillBankImport     *self,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
char *till_bank_import_run_finish (TillBankImport *self, GAsyncResult *result, GError **error);

G_END_DECLS
