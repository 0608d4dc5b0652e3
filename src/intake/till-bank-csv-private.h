/* till-bank-csv-private.h: what the files of a bank's CSV share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "intake/till-bank-csv.h"

G_BEGIN_DECLS

/* "" for a cell the row has not. */
const char *till_bank_csv_get_cell (const TillBankCsv *self, guint row, int column);

/* In figures by @order, or with the month in words. */
TillDay till_bank_csv_read_day (const char *cell, TillDayOrder order);

/* Of "USD 1,234.56 CR", "1.234,56 €" what is the amount; TRUE in *debit for one marked so. NULL
 * when there is no figure. */
char *till_bank_csv_dup_amount (const char *cell, gboolean *debit) G_GNUC_WARN_UNUSED_RESULT;

/* 1: the word says credit; -1: debit; 0: neither. */
int till_bank_csv_read_sign (const char *cell);

G_END_DECLS
