/* till-bank-line.h: one line of a bank statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"

G_BEGIN_DECLS

/* Strings may be NULL. */
typedef struct
{
  TillDay   day;
  TillMoney amount;    /* negative: taken from the account */
  char     *words;     /* what the bank says of it */
  char     *reference; /* the bank's own id of the line: the same in every file that has it */
  char     *check_number;
  guint     number; /* of the line in its file, from 1 */
} TillBankLine;

TillBankLine *till_bank_line_new (void);
void          till_bank_line_free (TillBankLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBankLine, till_bank_line_free)

/* What a file says of one account. */
typedef struct
{
  char      *account; /* masked: "••1939"; or NULL */
  GPtrArray *lines;   /* (element-type TillBankLine), as the file has them */
} TillBankStatement;

TillBankStatement *till_bank_statement_new (void);
void               till_bank_statement_free (TillBankStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBankStatement, till_bank_statement_free)

G_END_DECLS
