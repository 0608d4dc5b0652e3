/* till-bank-line.c: one line of a bank statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-bank-line.h"

TillBankLine *
till_bank_line_new (void)
{
  TillBankLine *self = g_new0 (TillBankLine, 1);

  self->day = TILL_DAY_NONE;

  return self;
}

void
till_bank_line_free (TillBankLine *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self->reference);
  g_free (self->check_number);
  g_free (self);
}

TillBankStatement *
till_bank_statement_new (void)
{
  TillBankStatement *self = g_new0 (TillBankStatement, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_line_free);

  return self;
}

void
till_bank_statement_free (TillBankStatement *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_ptr_array_unref (self->lines);
  g_free (self);
}
