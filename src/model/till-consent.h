/* till-consent.h: what a patient has said about messages, where, when and to whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"
#include "model/till-person.h"
#include "model/till-purpose.h"

G_BEGIN_DECLS

/* Source of those that another program's file brought. */
#define TILL_CONSENT_HOW_OPEN_DENTAL "Open Dental"

typedef struct
{
  TillConsentPurpose purpose;
  TillChannel        channel;
  TillConsent        consent;
  char              *how;     /* where it was said, in words; or NULL */
  char              *wording; /* what the patient was told; or NULL */
  TillInstant        noted_at;
  char              *noted_by;
} TillConsentNote;

TillConsentNote *till_consent_note_new (void);
void             till_consent_note_free (TillConsentNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillConsentNote, till_consent_note_free)

G_END_DECLS
