/* till-consent.c: what a patient has said about messages, where, when and to whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-consent.h"

TillConsentNote *
till_consent_note_new (void)
{
  return g_new0 (TillConsentNote, 1);
}

void
till_consent_note_free (TillConsentNote *self)
{
  g_free (self->how);
  g_free (self->wording);
  g_free (self->noted_by);
  g_free (self);
}
