/* till-records.h: rows as plain structs, for flows and documents; lists have TillRow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All strings are owned by the record and may be NULL where a comment says so. Each has _new
 * (zeroed), _copy and _free. Amounts are whole cents; a refund or void has a negative amount.
 */
#pragma once

#include "core/till-day.h"
#include "core/till-id.h"
#include "core/till-money.h"
#include "model/till-person.h"
#include "model/till-purpose.h"
#include "model/till-states.h"

G_BEGIN_DECLS

typedef struct
{
  gint64    id;
  gint64    location_id;
  gint64    guarantor_id; /* whose balance it is; may be the patient's own id */
  char     *number;       /* the practice's own number of the patient, or NULL */
  char     *name;         /* "Last, First M" */
  TillDay   birth_date;   /* or TILL_DAY_NONE */
  char     *phone;        /* or NULL */
  char     *email;        /* or NULL */
  char     *address;      /* postal, several lines; or NULL */
  char     *note;         /* for the practice only; or NULL */
  TillMoney balance;      /* the guarantor's, in the built-in ledger; negative is a credit */

  TillPersonState state;
  gboolean        do_not_contact;
  TillConsent     consents[TILL_N_CONSENTS];         /* by channel: to messages about money */
  TillConsent     receipt_consents[TILL_N_CONSENTS]; /* likewise: to receipts */
  char           *language; /* "en", "es", to be written to in; NULL: the practice's */

  /* Of the consents that a change brings; never read. Or NULL */
  char *consent_how;     /* where the patient said so */
  char *consent_wording; /* what the patient was told */

  gint64 merged_into;        /* the record that stands for this one; 0: none, it is shown itself */
  gint64 filed_guarantor_id; /* whom a file named before another was chosen by hand; 0: none was */
  gboolean known_by_name; /* files mean this one by the name alone; read where files are matched */
} TillPatient;

/* What a card left behind; never a number. Every string may be NULL. */
typedef struct
{
  char *brand; /* "Visa" */
  char *last_four;
  char *expiry;     /* "MMYY" */
  char *entry_mode; /* "chip", "contactless", "swipe", "keyed", "online", "card-on-file" */
  char *aid;        /* chip only: application id */
  char *application_label;
  char *tvr;
  char *iad;
  char *cvm; /* "PIN verified", "no CVM" … as the processor says it */
} TillCard;

typedef struct
{
  gint64               id;
  gint64               location_id;
  gint64               attempt_id; /* 0: made elsewhere */
  gint64               related_id; /* of a refund or void: the payment's id */
  gint64               request_id; /* through whose link it came; 0: through none */
  TillTransactionKind  kind;
  TillTransactionState state;
  TillMethod           method;
  TillPosting          posting;
  gint64               patient_id;   /* 0: not assigned */
  char                *patient_name; /* as it was then */
  gint64               guarantor_id;
  TillMoney            amount;
  TillMoney            fee;
  TillMoney refunded; /* of a payment: what refunds and voids took back, pending ones too; ≥ 0 */
  gboolean  disputed;
  TillInstant happened_at;
  TillInstant entered_at;
  char       *entered_by;
  TillCard    card;
  char       *authorization; /* or NULL */
  char       *processor;     /* "clearent", NULL for cash and checks */
  char       *processor_id;  /* or NULL */
  char       *invoice;       /* or NULL */
  char       *batch;         /* or NULL */
  char       *terminal;      /* the processor's terminal id, or NULL */
  char       *exchange_id;   /* support trace, or NULL */
  char       *check_number;  /* or NULL */
  char       *note;          /* or NULL */
  char       *reason;        /* of a refund, or NULL */
  char       *words;         /* the processor's words (declines), or NULL */
  char       *mark;          /* "late", "after-abandon", "extra", "elsewhere", "old-link",
                                "over-asked"; or NULL */
  char *receipt_number;      /* or NULL (declined) */
} TillTransaction;

typedef struct
{
  gint64              id;
  char               *uuid;
  char               *invoice;
  gint64              location_id;
  TillTransactionKind kind;
  TillMethod          method;
  TillAttemptState    state;
  gint64              patient_id;
  char               *patient_name;
  gint64              guarantor_id;
  TillMoney           amount;              /* > 0 also for refunds and voids: what is asked for */
  gint64              target_id;           /* of a refund or void: the transaction */
  char               *target_processor_id; /* likewise, or NULL */
  char               *terminal;            /* our terminal's id in the settings, or NULL */
  char               *check_number;
  char               *note;
  char               *reason;
  TillInstant         prepared_at;
  TillInstant         sent_at;  /* or TILL_INSTANT_NONE */
  TillInstant         ended_at; /* or TILL_INSTANT_NONE */
  TillInstant first_empty_at;   /* the first look-up that found nothing, or TILL_INSTANT_NONE */
  TillInstant looked_up_at;     /* the last look-up, or TILL_INSTANT_NONE */
  gint64      n_empty;          /* look-ups that found nothing */
  char       *words;            /* what the processor said, or NULL */
  char       *code;             /* its result code, or NULL */
  char       *exchange_id;
  char       *actor;
  gint64      card_id;      /* the card on file that is charged; 0: none is */
  TillAskedBy asked_by;     /* of a card on file */
  char       *save_wording; /* what the patient agreed to when the card is to be saved, or NULL */
} TillAttempt;

/* The mark of what no attempt of ours stands behind. */
#define TILL_MARK_ELSEWHERE "elsewhere"

/* Of a payment through a request's link: when that was replaced, cancelled or paid already; when it
 * is more than was asked for. */
#define TILL_MARK_OLD_LINK "old-link"
#define TILL_MARK_OVER_ASKED "over-asked"

/* Words for the screen, translated, static; NULL when a mark says nothing to the user. */
const char *till_mark_to_words (const char *mark);

/* What a receipt shows besides the transaction. */
typedef struct
{
  char *name;        /* doing business as */
  char *address;     /* lines separated by \n */
  char *phone;       /* or NULL */
  char *merchant_id; /* or NULL */
  char *zone;        /* IANA name */
} TillPracticeFacts;

#define TILL_RECORD(Type, prefix)                                                                  \
  Type *prefix##_new (void);                                                                       \
  Type *prefix##_copy (const Type *self);                                                          \
  void  prefix##_free (Type *self);                                                                \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)

TILL_RECORD (TillPatient, till_patient)

/* @self's own, of a purpose and a channel. */
TillConsent *till_patient_get_consent (TillPatient       *self,
                                       TillConsentPurpose purpose,
                                       TillChannel        channel);

TILL_RECORD (TillTransaction, till_transaction)
TILL_RECORD (TillAttempt, till_attempt)
TILL_RECORD (TillPracticeFacts, till_practice_facts)

void till_card_copy (const TillCard *from, TillCard *to); /* @to is zeroed or cleared before */
void till_card_clear (TillCard *self);

G_END_DECLS
