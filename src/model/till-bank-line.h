/* till-bank-line.h: one line of a bank statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "core/till-day.h"
#include "core/till-money.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_BANK_LINE_MATCHED,    /* "matched": it pays a deposit, or several of one day */
  TILL_BANK_LINE_UNMATCHED,  /* "unmatched": from the processor, and no deposit is known for it */
  TILL_BANK_LINE_OTHER,      /* "other": its words name no processor */
  TILL_BANK_LINE_TAKEN_BACK, /* "taken-back", with the file it came in */
} TillBankLineState;

#define TILL_TYPE_BANK_LINE_STATE (till_bank_line_state_get_type ())
GType till_bank_line_state_get_type (void);

/* Strings may be NULL. What stands after number is not the file's. */
typedef struct
{
  TillDay           day;
  TillMoney         amount;    /* negative: taken from the account */
  char             *words;     /* what the bank says of it */
  char             *reference; /* the bank's own id of the line: the same in every file */
  char             *check_number;
  guint             number; /* of the line in its file, from 1 */
  gint64            id;
  gint64            import_id; /* the file it came in */
  char             *account;   /* masked: "••1939"; or "" */
  char             *identity;  /* by which it is the same line in another file (rules/) */
  TillBankLineState state;
  gint64            n_deposits;
  gint64            deposit_id; /* the first of them; 0: none */
  TillMoney         difference; /* of a matched one: its amount less its deposits */
} TillBankLine;

TillBankLine *till_bank_line_new (void);
TillBankLine *till_bank_line_copy (const TillBankLine *self);
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
