/* till-purpose.h: what a message to a patient is about, and in which language it is written, each
 * with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-states.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_PURPOSE_REQUEST,  /* "request" */
  TILL_PURPOSE_REMINDER, /* "reminder": of a request that is still open */
  TILL_PURPOSE_RECEIPT,  /* "receipt" */
  TILL_PURPOSE_PLAN,     /* "plan": a payment plan, and what is due of it */
  TILL_PURPOSE_DECLINED, /* "declined": a payment that did not go through */
  TILL_PURPOSE_ANSWER,   /* "answer": what somebody has written back; has no template */
} TillPurpose;

/* Those that are written by a template. */
#define TILL_N_PURPOSES TILL_PURPOSE_ANSWER

/* What a consent is to. */
typedef enum
{
  TILL_CONSENT_TO_MONEY,   /* "money": requests, reminders, plans, declined payments */
  TILL_CONSENT_TO_RECEIPT, /* "receipt" */
} TillConsentPurpose;

#define TILL_N_CONSENT_PURPOSES (TILL_CONSENT_TO_RECEIPT + 1)

typedef enum
{
  TILL_LANGUAGE_ENGLISH, /* "en" */
  TILL_LANGUAGE_SPANISH, /* "es" */
} TillLanguage;

#define TILL_N_LANGUAGES (TILL_LANGUAGE_SPANISH + 1)

#define TILL_TYPE_PURPOSE (till_purpose_get_type ())
GType till_purpose_get_type (void);
#define TILL_TYPE_CONSENT_PURPOSE (till_consent_purpose_get_type ())
GType till_consent_purpose_get_type (void);
#define TILL_TYPE_LANGUAGE (till_language_get_type ())
GType till_language_get_type (void);

/* Words for the screen, translated, static: "Reminder", "Spanish". */
const char *till_purpose_to_words (TillPurpose purpose);
const char *till_language_to_words (TillLanguage language);

/* The consent that a message of that purpose needs. */
TillConsentPurpose till_purpose_get_consent (TillPurpose purpose);

/* The language of that text form; English for any other, and for NULL. */
TillLanguage till_language_from_text (const char *text);

G_END_DECLS
