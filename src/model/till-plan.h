/* till-plan.h: a payment plan: its versions, its installments, and what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which step may follow which is said in rules/till-state-rules.h.
 */
#pragma once

#include "model/till-plan-terms.h"
#include "model/till-records.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_PLAN_PENDING,    /* "pending": agreed on by us, not yet by who pays */
  TILL_PLAN_AUTHORIZED, /* "authorized": signed; nothing was paid yet */
  TILL_PLAN_ACTIVE,     /* "active": pays itself off */
  TILL_PLAN_FAILED,     /* "failed": an installment is missed */
  TILL_PLAN_PAUSED,     /* "paused": by hand; nothing is charged */
  TILL_PLAN_COMPLETED,  /* "completed": all is paid */
  TILL_PLAN_CANCELLED,  /* "cancelled": what was left is owed as before */
} TillPlanState;

typedef enum
{
  TILL_INSTALLMENT_DUE,      /* "due": on its day, or later */
  TILL_INSTALLMENT_CHARGING, /* "charging": an attempt is under way */
  TILL_INSTALLMENT_PAID,     /* "paid" */
  TILL_INSTALLMENT_FAILED,   /* "failed": declined; tried again on a day */
  TILL_INSTALLMENT_MISSED,   /* "missed": not tried again by itself */
  TILL_INSTALLMENT_SKIPPED,  /* "skipped": nobody pays it: by hand, or new terms have others */
} TillInstallmentState;

/* How it was agreed on by who pays. */
typedef enum
{
  TILL_AUTHORIZED_NOT_YET,  /* "not-yet" */
  TILL_AUTHORIZED_PAPER,    /* "paper": the signed agreement is kept by the practice */
  TILL_AUTHORIZED_SCREEN,   /* "screen": signed at the desk */
  TILL_AUTHORIZED_REMOTE,   /* "remote": by the first payment, as the message said */
  TILL_AUTHORIZED_NO_WORSE, /* "no-worse": nobody had to, they ask for no more than those before */
} TillAuthorized;

/* What came of a try. */
typedef enum
{
  TILL_TRY_OPEN,     /* "open": under way, or being looked up */
  TILL_TRY_APPROVED, /* "approved" */
  TILL_TRY_SOFT,     /* "soft": declined, and another day may do: no money, the bank not reached */
  TILL_TRY_HARD,     /* "hard": declined for good: expired, lost, closed */
  TILL_TRY_NOTHING,  /* "nothing": it never reached a card: as if it had not been */
} TillTryOutcome;

#define TILL_TYPE_PLAN_STATE (till_plan_state_get_type ())
GType till_plan_state_get_type (void);
#define TILL_TYPE_INSTALLMENT_STATE (till_installment_state_get_type ())
GType till_installment_state_get_type (void);
#define TILL_TYPE_AUTHORIZED (till_authorized_get_type ())
GType till_authorized_get_type (void);
#define TILL_TYPE_TRY_OUTCOME (till_try_outcome_get_type ())
GType till_try_outcome_get_type (void);

/* Strings may be NULL where a comment says so. */
typedef struct
{
  gint64        id;
  char         *uuid;
  gint64        location_id;
  gint64        guarantor_id; /* who pays */
  gint64        patient_id;   /* whom it is for */
  char         *patient_name; /* the guarantor’s, as it was when that began to pay */
  char         *what_for;     /* for the desk and the agreement, never in a message; or NULL */
  TillPlanState state;
  TillPlanState resumes_as; /* of a paused one: what it was; else its state */
  gint64        version;    /* whose terms are in force; of a pending one: that is offered */
  gint64        card_id;    /* 0: none yet */
  TillMoney     total;      /* all there is to pay: down payment, installments, fee */
  TillMoney     paid;
  gint64        n_parts; /* with the down payment, without what is skipped */
  gint64        n_paid;
  TillDay       next; /* when something is tried next; TILL_DAY_NONE: never by itself */
  TillMoney     next_amount;
  char         *why; /* it was paused or cancelled, or NULL */
  TillInstant   made_at;
  char         *made_by;
  TillInstant   authorized_at; /* the first time, or TILL_INSTANT_NONE */
  TillInstant   ended_at;      /* or TILL_INSTANT_NONE */
} TillPlan;

TILL_RECORD (TillPlan, till_plan)

/* What was agreed on; a newer one takes its place when it is authorized. Those of a plan that is
 * there are for what is left of it. */
typedef struct
{
  gint64         id;
  gint64         plan_id;
  gint64         number;         /* from 1 */
  gint64         guarantor_id;   /* who pays by them … */
  char          *payer_name;     /* … as it was called when they were offered */
  gboolean       moves_balance;  /* of another one: what is left is owed by that account then */
  gboolean       keeps_schedule; /* only the card is another: the terms in force stay */
  gint64         card_id;        /* of both: that pays then; 0: none yet … */
  char          *card;           /* … "Visa ••••4242", as it was then; or NULL */
  TillPlanTerms  terms;
  TillMoney      added;        /* of their total: treatment that came to it */
  char          *added_for;    /* which, or NULL */
  gboolean       keeps_missed; /* what was missed stays owed at once, beside them */
  TillInstant    made_at;
  char          *made_by;
  TillAuthorized authorized;
  TillInstant    authorized_at; /* or TILL_INSTANT_NONE */
  char          *authorized_by; /* who signed, or NULL */
  TillInstant    withdrawn_at;  /* nobody can agree to them any more, or TILL_INSTANT_NONE */
} TillPlanVersion;

TILL_RECORD (TillPlanVersion, till_plan_version)

/* Nobody has agreed to them, and somebody may yet. */
gboolean till_plan_version_is_open (const TillPlanVersion *self);

/* New terms for what is left of a plan, as they are thought of. */
typedef struct
{
  TillPlanTerms terms; /* what is added is in their total */
  TillMoney     added;
  const char   *added_for; /* or NULL */
  gboolean      keeps_missed;

  /* Another guarantor is to pay; 0: who has so far. Then all that is left is paid by the terms. */
  gint64   guarantor_id;
  gboolean moves_balance;

  gboolean keeps_schedule; /* only the card is to be another: the terms are those in force */
  gint64   card_id;        /* of both, the one who pays then has; 0: none yet */
} TillPlanOffer;

typedef struct
{
  gint64               id;
  gint64               plan_id;
  gint64               version;
  gint64               number; /* from 1; 0: the down payment */
  TillDay              due;
  TillMoney            amount;
  TillInstallmentState state;
  TillDay              retry;          /* of a failed one */
  char                *why;            /* it was skipped or missed, or NULL */
  gint64               transaction_id; /* that paid it; 0: none */
  gint64               lost_id;        /* the last that had paid it and was taken back; 0: none */
  TillInstant          ended_at;       /* or TILL_INSTANT_NONE */
} TillInstallment;

TILL_RECORD (TillInstallment, till_installment)

/* One charge of an installment. */
typedef struct
{
  gint64         id;
  gint64         installment_id;
  gint64         number; /* from 1 */
  gint64         card_id;
  char          *key;     /* its attempt’s uuid */
  TillDay        day;     /* the practice’s */
  gboolean       by_hand; /* the desk’s: it counts for no rule of when to try again */
  TillTryOutcome outcome;
} TillInstallmentTry;

TILL_RECORD (TillInstallmentTry, till_installment_try)

/* Translated, static: "Pending", "Missed". */
const char *till_plan_state_to_words (TillPlanState state);
const char *till_installment_state_to_words (TillInstallmentState state);

G_END_DECLS
