/* till-demo-private.h: what the demo's files know of each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day is planned as its payments, each with its fate: voided the same day, or given back days
 * later. What happens on a day are its own payments and voids, and the refunds of the weeks before.
 * So each day can be made by itself. Nothing that a plan says depends on when it is asked for; only
 * what has come true by then does.
 */
#pragma once

#include "demo/till-demo-data.h"
#include "demo/till-demo-random.h"
#include "model/till-card.h"
#include "model/till-plan.h"

G_BEGIN_DECLS

#define TILL_DEMO_N_PATIENTS 1200
#define TILL_DEMO_PRACTICE "Maple Street Dental"

/* The sandbox's terminals are called this. */
#define TILL_DEMO_TERMINAL_FRONT "88120001"
#define TILL_DEMO_TERMINAL_BACK "88120002"

/* No refund comes later than that many days after its payment. */
#define TILL_DEMO_LONGEST_WAIT 45

typedef enum
{
  TILL_DEMO_NO_CARD,
  TILL_DEMO_CHIP,
  TILL_DEMO_CONTACTLESS,
  TILL_DEMO_SWIPE,
  TILL_DEMO_KEYED,
  TILL_DEMO_ENTERED_ONLINE,
  TILL_DEMO_ON_FILE,
} TillDemoEntry;

/* A card on file. */
typedef struct
{
  guint       patient; /* index; a guarantor */
  gboolean    is_backup;
  TillCard    card;
  char       *token;
  TillInstant agreed_at;
} TillDemoFiledCard;

/* What takes a payment back, whole or in part. */
typedef struct
{
  TillTransactionKind kind; /* a void or a refund */
  TillDay             day;
  TillInstant         at;
  TillMoney           amount; /* > 0 */
  const char         *reason;
} TillDemoTaking;

typedef struct
{
  TillDay        day;
  guint          index; /* among the day's */
  TillInstant    at;
  guint          patient; /* index */
  TillMethod     method;
  TillDemoEntry  entry;
  TillMoney      amount;
  gboolean       declined;
  gboolean       failed;      /* declined, but by nobody: it was cancelled on the terminal */
  gboolean       authorized;  /* held, never captured */
  gboolean       at_the_back; /* which terminal */
  const char    *note;        /* or NULL */
  TillDemoTaking takings[2];
  guint          n_takings;
  TillMoney      charged; /* by the practice, for this: the same or more */
  TillDay        charged_on;
  const char    *charged_for; /* NULL: for nothing that is not charged already */

  /* Of an installment */
  const TillDemoFiledCard *card;     /* or NULL: whichever the patient shows */
  const char *const       *refusal;  /* the processor's code and words; NULL: one is drawn */
  TillAskedBy              asked_by; /* of a card on file */
} TillDemoPayment;

/* What was charged of an installment. */
typedef struct
{
  TillDemoPayment      payment;
  guint                number; /* the installment's; 0: the down payment */
  TillTryOutcome       outcome;
  TillInstallmentState state; /* of the installment, from then on */
  TillDay              retry; /* of a failed one */
} TillDemoTry;

typedef enum
{
  TILL_DEMO_GOES_ON,
  TILL_DEMO_IS_PENDING, /* not signed yet */
  TILL_DEMO_IS_PAUSED,
  TILL_DEMO_IS_CANCELLED,
} TillDemoFate;

/* A payment plan. The other file says "plan" of what a day brings. */
typedef struct
{
  char                    *uuid;
  const char              *what_for;
  guint                    guarantor; /* index */
  guint                    patient;   /* index: whom it is for */
  const TillDemoFiledCard *card;
  TillPlanTerms            terms;
  TillInstant              agreed_at;
  TillDay                  agreed_on;
  GArray                  *tries; /* of TillDemoTry, in order of time */
  TillDemoFate             fate;
  TillDay                  fate_on; /* paused or cancelled */
  const char              *why;     /* likewise */
} TillDemoAgreement;

/* Something that happens: a payment, or a taking of it. */
typedef struct
{
  const TillDemoPayment *payment;
  const TillDemoTaking  *taking; /* or NULL */
  TillInstant            at;
} TillDemoEvent;

struct _TillDemoData
{
  guint32     seed;
  GTimeZone  *zone;
  char       *zone_name;
  GPtrArray  *patients; /* of TillPatient; ids are index + 1 */
  GHashTable *plans;    /* day's number to GArray of TillDemoPayment */

  /* Empty before till_demo_data_add_plans() */
  TillDay    made_on;    /* or TILL_DAY_NONE */
  GPtrArray *cards;      /* of TillDemoFiledCard; those of an account in their order */
  GPtrArray *agreements; /* of TillDemoAgreement */
};

/* till-demo-patients.c */
GPtrArray *till_demo_make_patients (guint32 seed);

/* till-demo-open-books.c: what a guarantor's family owes from before; nothing for the other
 * patients. */
gboolean till_demo_write_open_books (TillDemoData      *self,
                                     TillDbConnection  *connection,
                                     const TillPatient *patient,
                                     TillInstant        now,
                                     GError           **error);
gboolean till_demo_has_open_books (TillDemoData *self, const TillPatient *patient, TillDay today);
/* With the guarantor; the ids of the others follow. */
guint till_demo_count_members (TillDemoData *self, const TillPatient *guarantor);

/* till-demo-cards.c: the patient's @which-th card, from 0, as it is on @day: brand, last four,
 * expiry. */
void       till_demo_draw_card (TillDemoData *self,
                                guint         patient,
                                guint         which,
                                TillDay       day,
                                gboolean      with_chip,
                                TillCard     *card);
GPtrArray *till_demo_new_filed_cards (void);
/* Borrowed from self->cards. */
TillDemoFiledCard *till_demo_file_card (TillDemoData *self,
                                        guint         patient,
                                        gboolean      is_backup,
                                        TillInstant   agreed_at);
gboolean           till_demo_write_cards (TillDemoData     *self,
                                          TillDbConnection *connection,
                                          const TillActor  *actor,
                                          GError          **error);
/* @card: NULL: *id is 0. */
gboolean till_demo_find_card_id (TillDbConnection        *connection,
                                 const TillDemoFiledCard *card,
                                 gint64                  *id,
                                 GError                 **error);

/* till-demo-agreements.c; written by -agreements-write.c: what was charged for, before the days. */
GPtrArray *till_demo_new_agreements (void);
gboolean   till_demo_write_treatments (TillDemoData     *self,
                                       TillDbConnection *connection,
                                       TillInstant       now,
                                       GError          **error);

/* till-demo-plan.c: borrowed, and stays. */
const GArray *till_demo_plan_day (TillDemoData *self, TillDay day);

/* till-demo-events.c: of TillDemoEvent, in order of time, not after @now. */
GArray *till_demo_list_events (TillDemoData *self, TillDay day, TillInstant now);

/* till-demo-rows.c */
char *till_demo_event_uuid (TillDemoData          *self,
                            const TillDemoPayment *payment,
                            const TillDemoTaking  *taking);
char *till_demo_event_processor_id (const TillDemoPayment *payment, const TillDemoTaking *taking);
TillTransaction *till_demo_event_to_row (TillDemoData        *self,
                                         const TillDemoEvent *event,
                                         TillInstant          now);

/* A decline's code, as the processor numbers them; its words are the row's. */
const char *till_demo_decline_code (TillDemoData *self, const TillDemoPayment *payment);

G_END_DECLS
