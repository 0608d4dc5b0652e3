/* till-bank-layout.h: what the columns of a bank's CSV file hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_BANK_DAY,
  TILL_BANK_AMOUNT, /* with its sign; or the next two */
  TILL_BANK_DEBIT,  /* what was taken from the account */
  TILL_BANK_CREDIT,
  TILL_BANK_SIGN, /* a word that says which of the two an amount is; or none */
  TILL_BANK_WORDS,
  TILL_BANK_REFERENCE,
  TILL_BANK_CHECK_NUMBER,
  TILL_N_BANK_FIELDS,
} TillBankField;

/* Not known: it is asked. */
#define TILL_DAY_ORDER_UNKNOWN (-1)
#define TILL_POINT_UNKNOWN '\0'

typedef struct
{
  int  columns[TILL_N_BANK_FIELDS]; /* from 0; -1: there is none */
  int  day_order;                   /* TillDayOrder */
  char point;                       /* before the cents: '.' or ',' */
} TillBankLayout;

/* No column is known. */
void till_bank_layout_clear (TillBankLayout *self);

gboolean till_bank_layout_equal (const TillBankLayout *a, const TillBankLayout *b);

/* What is missing, as a sentence, or NULL. */
const char *till_bank_layout_get_problem (const TillBankLayout *self);

/* As it is remembered. */
char    *till_bank_layout_to_text (const TillBankLayout *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean till_bank_layout_from_text (TillBankLayout *self,
                                     const char     *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
