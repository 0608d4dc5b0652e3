/* till-suggestion.c: a patient whose a transaction made elsewhere may be, and what speaks for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-suggestion.h"

TillSuggestion *
till_suggestion_new (void)
{
  return g_new0 (TillSuggestion, 1);
}

void
till_suggestion_free (TillSuggestion *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->patient, till_patient_free);
  g_free (self->words);
  g_free (self);
}
