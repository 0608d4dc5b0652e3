/* till-bank-line.c: one line of a bank statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-bank-line.h"

G_DEFINE_ENUM_TYPE (TillBankLineState,
                    till_bank_line_state,
                    G_DEFINE_ENUM_VALUE (TILL_BANK_LINE_MATCHED, "matched"),
                    G_DEFINE_ENUM_VALUE (TILL_BANK_LINE_UNMATCHED, "unmatched"),
                    G_DEFINE_ENUM_VALUE (TILL_BANK_LINE_OTHER, "other"),
                    G_DEFINE_ENUM_VALUE (TILL_BANK_LINE_TAKEN_BACK, "taken-back"))

TillBankLine *
till_bank_line_new (void)
{
  TillBankLine *self = g_new0 (TillBankLine, 1);

  self->day = TILL_DAY_NONE;
  self->state = TILL_BANK_LINE_OTHER;

  return self;
}

TillBankLine *
till_bank_line_copy (const TillBankLine *self)
{
  TillBankLine *copy = g_memdup2 (self, sizeof *self);

  copy->words = g_strdup (self->words);
  copy->reference = g_strdup (self->reference);
  copy->check_number = g_strdup (self->check_number);
  copy->account = g_strdup (self->account);
  copy->identity = g_strdup (self->identity);

  return copy;
}

void
till_bank_line_free (TillBankLine *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self->reference);
  g_free (self->check_number);
  g_free (self->account);
  g_free (self->identity);
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
