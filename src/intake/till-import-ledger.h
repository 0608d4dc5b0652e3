/* till-import-ledger.h: what a line of an imported ledger is: its kind, its number, its sign
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing of it is guessed: a type or a status that is not known is a problem of its line. An
 * amount moves the balance as it stands, so that a family's lines come to what the other program
 * says it owes: a payment is below zero, and one above zero took money back. A file whose payments
 * raise what is owed, all in all, was written without signs and must not be read.
 *
 * Eaglesoft's column "balance" is not read: nothing that is published says whether it is of the
 * line or of the account, and to hold the file against a guess would refuse good ones.
 */
#pragma once

#include "model/till-import-row.h"

G_BEGIN_DECLS

typedef struct _TillImportLedger TillImportLedger;

typedef enum
{
  TILL_LINE_READ,
  TILL_LINE_DELETED, /* not owed: it is passed over */
  TILL_LINE_WRONG,   /* a problem was added */
} TillLineStep;

TillImportLedger *till_import_ledger_new (void);
void              till_import_ledger_free (TillImportLedger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillImportLedger, till_import_ledger_free)

/* @row: (inout): kind, number and the day of its age are set; @problems: (element-type
 * TillImportProblem). No line's number may be there twice, but of those that were deleted. */
TillLineStep till_import_ledger_take (TillImportLedger *self,
                                      TillImportRow    *row,
                                      GPtrArray        *problems);

/* At the end of the file. TILL_ERROR_BAD_INPUT: its amounts have no signs, or the other ones. */
gboolean till_import_ledger_end (TillImportLedger *self, GError **error);

guint till_import_ledger_get_n_deleted (TillImportLedger *self);

G_END_DECLS
