/* till-card.h: a card that the processor keeps for later; never a number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strings are the record's own and may be NULL where a comment says so.
 */
#pragma once

#include "model/till-records.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_CARD_PRIMARY, /* "primary": proposed, and charged by plans */
  TILL_CARD_BACKUP,  /* "backup": when the primary one is declined */
  TILL_CARD_NO_ROLE, /* "none" */
} TillCardRole;

/* Where it was saved. */
typedef enum
{
  TILL_CARD_OF_PAGE,     /* "pay-page": by the patient */
  TILL_CARD_OF_TERMINAL, /* "terminal" */
  TILL_CARD_OF_VIRTUAL,  /* "virtual": on the page that the desk opened */
} TillCardOrigin;

typedef enum
{
  TILL_CARD_KEPT,    /* "kept" */
  TILL_CARD_LEAVING, /* "leaving": deleted here, the processor is still to be told */
  TILL_CARD_DELETED, /* "deleted": there, too */
} TillCardState;

typedef enum
{
  TILL_CARD_AGREED_ON_PAGE, /* "pay-page": ticked there */
  TILL_CARD_AGREED_AT_DESK, /* "desk": said there */
} TillCardConsent;

#define TILL_TYPE_CARD_ROLE (till_card_role_get_type ())
GType till_card_role_get_type (void);
#define TILL_TYPE_CARD_ORIGIN (till_card_origin_get_type ())
GType till_card_origin_get_type (void);
#define TILL_TYPE_CARD_STATE (till_card_state_get_type ())
GType till_card_state_get_type (void);
#define TILL_TYPE_CARD_CONSENT (till_card_consent_get_type ())
GType till_card_consent_get_type (void);

#define TILL_CARD_NICKNAME_LENGTH 40 /* characters */

/* Days before its end in which an expiring card is warned of. */
#define TILL_CARD_WARNING_DAYS 60

typedef struct
{
  gint64          id;
  char           *processor;
  char           *token;
  char           *customer; /* by which number of ours the processor knows whose it is; or NULL */
  gint64          guarantor_id;
  char           *brand;     /* "Visa", or NULL */
  char           *last_four; /* or NULL */
  TillDay         expires;   /* the last day on which it is good, or TILL_DAY_NONE */
  char           *nickname;  /* or NULL */
  TillCardRole    role;
  TillCardOrigin  origin;
  TillCardState   state;
  gint64          transaction_id; /* the payment it was saved with; 0: none */
  char           *consent_wording;
  TillInstant     consent_at;
  char           *consent_by;
  TillCardConsent consent_how;
  TillInstant     added_at;
  TillInstant     ended_at; /* or TILL_INSTANT_NONE */
} TillFiledCard;

TILL_RECORD (TillFiledCard, till_filed_card)

/* "MMYY" as cards and the wire have it: the last day of that month; TILL_DAY_NONE for anything
 * else. */
TillDay till_card_expiry_day (const char *expiry);

/* "12/2028", or NULL when it is not known. */
char *till_filed_card_dup_expiry (const TillFiledCard *self) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  TILL_CARD_IS_GOOD,
  TILL_CARD_EXPIRES_SOON, /* within TILL_CARD_WARNING_DAYS */
  TILL_CARD_HAS_EXPIRED,
} TillCardAge;

TillCardAge till_filed_card_get_age (const TillFiledCard *self, TillDay today);

/* "Expires 12/2028", "Expires soon: 12/2026", "Expired 10/2026"; NULL: it is not known. */
char *till_filed_card_dup_expiry_words (const TillFiledCard *self,
                                        TillDay              today) G_GNUC_WARN_UNUSED_RESULT;

/* "Visa ••••4242", with the nickname before it when it has one: "Blue card, Visa ••••4242". */
char *till_filed_card_dup_title (const TillFiledCard *self) G_GNUC_WARN_UNUSED_RESULT;

/* Words for the screen, translated, static: "Primary", "Backup"; NULL: it has no role. */
const char *till_card_role_to_words (TillCardRole role);
const char *till_card_origin_to_words (TillCardOrigin origin);

/* What a patient agrees to at the desk, translated: with whom, and the practice's name in it. */
char *till_card_consent_words (const char *practice) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
