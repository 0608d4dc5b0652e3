/* till-person.h: whether and how a patient may be written to about money, each with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-states.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_CHANNEL_TEXT,  /* "text" */
  TILL_CHANNEL_EMAIL, /* "email" */
  TILL_CHANNEL_PAPER, /* "paper": a printed statement */
} TillChannel;

typedef enum
{
  TILL_PERSON_ACTIVE,   /* "active" */
  TILL_PERSON_INACTIVE, /* "inactive": archived, moved away */
  TILL_PERSON_DECEASED, /* "deceased" */
} TillPersonState;

typedef enum
{
  TILL_CONSENT_UNKNOWN, /* "unknown": never asked; not a yes */
  TILL_CONSENT_GIVEN,   /* "given" */
  TILL_CONSENT_REFUSED, /* "refused" */
} TillConsent;

/* Those that need a consent. */
#define TILL_N_CONSENTS (TILL_CHANNEL_EMAIL + 1)

#define TILL_TYPE_CHANNEL (till_channel_get_type ())
GType till_channel_get_type (void);
#define TILL_TYPE_PERSON_STATE (till_person_state_get_type ())
GType till_person_state_get_type (void);
#define TILL_TYPE_CONSENT (till_consent_get_type ())
GType till_consent_get_type (void);

/* Words for the screen, translated, static: "Deceased", "Agrees". */
const char *till_person_state_to_words (TillPersonState state);
const char *till_consent_to_words (TillConsent consent);

/* "June Abernathy": how "Abernathy, June" is written on an envelope. */
char *till_person_name_as_written (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
