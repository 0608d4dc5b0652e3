/* till-bank-csv.h: a bank's statement as CSV, whatever its columns are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "intake/till-csv-file.h"
#include "model/till-bank-layout.h"
#include "model/till-bank-line.h"

G_BEGIN_DECLS

typedef struct
{
  TillCsvFile *file;
  int          heading; /* the row that names the columns; -1: there is none */
  guint        first;   /* the first row of a line */
  guint        n_columns;
} TillBankCsv;

/* TILL_ERROR_BAD_INPUT as of till_csv_file_read(), and when no row has a date and an amount. */
TillBankCsv *till_bank_csv_open (GBytes *bytes, GError **error);
void         till_bank_csv_free (TillBankCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBankCsv, till_bank_csv_free)

/* The column's heading, or "Column 3". */
char *till_bank_csv_dup_title (const TillBankCsv *self, guint column) G_GNUC_WARN_UNUSED_RESULT;

/* The account whose statement it is, where a column is called so and has the same number in all
 * lines; NULL: the file doesn't say. A number that must not be kept whole. */
char *till_bank_csv_dup_account (const TillBankCsv *self) G_GNUC_WARN_UNUSED_RESULT;

/* By which files of the same bank and form are known again. */
char *till_bank_csv_dup_form (const TillBankCsv *self) G_GNUC_WARN_UNUSED_RESULT;

/* What the headings, or without them the cells, say. What can't be known stays unknown. */
void till_bank_csv_guess (const TillBankCsv *self, TillBankLayout *layout);

/* The order of days and the sign before the cents, by what the chosen columns hold: what the cells
 * leave open is unknown, and must be asked. */
void till_bank_csv_guess_order (const TillBankCsv *self, TillBankLayout *layout);
void till_bank_csv_guess_point (const TillBankCsv *self, TillBankLayout *layout);

/**
 * till_bank_csv_read:
 * @layout: one without a problem
 * @today: later days than the week after it are no days of a statement
 * @problems: (element-type TillImportProblem): what can't be read is added, by line and column
 *
 * The lines that can be read. TILL_ERROR_CARD_NUMBER, with the line, for a card number anywhere but
 * in the bank's own references, and in the numbers of @exempt (NULL-terminated), which are always
 * masked. Changes nothing of @self: what was asked for before may still be running.
 */
TillBankStatement *till_bank_csv_read (const TillBankCsv    *self,
                                       const TillBankLayout *layout,
                                       TillDay               today,
                                       const char *const    *exempt,
                                       GPtrArray            *problems,
                                       GError              **error);

G_END_DECLS
