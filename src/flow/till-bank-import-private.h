/* till-bank-import-private.h: what the files of an import from a bank share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-bank-import.h"
#include "flow/till-practice-private.h"
#include "intake/till-bank-csv.h"

G_BEGIN_DECLS

struct _TillBankImport
{
  GObject parent_instance;

  /* Owned */
  TillPractice *practice;
  char         *file_name;
  char         *sha256;
  TillBankCsv  *csv;        /* NULL: an OFX */
  GPtrArray    *statements; /* TillBankStatement; of a CSV one, or none before it is read */
  GPtrArray    *problems;   /* TillImportProblem */
  char         *form;       /* the CSV's */
  char         *account;    /* the CSV's */
  GStrv         accounts;
  GStrv         exempt;
  GCancellable *reading;

  TillBankLayout layout;
  gboolean       remembered;
  gboolean       leave_out;
};

/* Where the columns of a form are remembered. */
char *till_bank_import_dup_key (TillBankImport *self);

/* Columns and account as one text, and back. */
char *till_bank_import_dup_memory (TillBankImport *self);
void  till_bank_import_recall (TillBankImport *self, const char *text);

G_END_DECLS
