/* till-suggestion.h: a patient whose a transaction made elsewhere may be, and what speaks for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_HINT_CUSTOMER = 1 << 0, /* the processor's customer number is this patient's */
  TILL_HINT_EMAIL = 1 << 1,    /* the payer's e-mail address is */
  TILL_HINT_CARD = 1 << 2,     /* paid before with a card of that brand and last four */
  TILL_HINT_EXPIRY = 1 << 3,   /* which expires in the same month, too */
  TILL_HINT_NAME = 1 << 4,     /* the name on the bill is alike */
  TILL_HINT_OWES = 1 << 5,     /* owes just that much */
  TILL_HINT_AMOUNT = 1 << 6,   /* paid just that much lately */
} TillHints;

typedef struct
{
  TillPatient *patient;
  TillHints    hints;
  char        *words; /* why, for the screen: "Paid with Visa ••4242 before · Owes $75.00" */
} TillSuggestion;

TillSuggestion *till_suggestion_new (void);
void            till_suggestion_free (TillSuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSuggestion, till_suggestion_free)

G_END_DECLS
