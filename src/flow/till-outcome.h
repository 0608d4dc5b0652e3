/* till-outcome.h: what became of an attempt, written in one commit: the only place that does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attempt step, transaction, posting and receipt number stand or fall together. Writing the same
 * outcome twice changes nothing the second time: an answer, a look-up and the minute's search may
 * all bring it.
 */
#pragma once

#include "flow/till-practice-private.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_EVENT_APPROVED,  /* charge is this attempt's: the caller has compared the invoice */
  TILL_EVENT_DECLINED,  /* on a page: listed, the page goes on */
  TILL_EVENT_FAILED,    /* likewise, but nobody declined it: it was not completed */
  TILL_EVENT_REFUSED,   /* nothing moved, or nothing was sent */
  TILL_EVENT_DUPLICATE, /* the processor gave back an earlier payment: charge is that one */
  TILL_EVENT_CLOSED_BATCH,
  TILL_EVENT_UNKNOWN,
  TILL_EVENT_NOT_THERE, /* a look-up was answered, and found nothing */
  TILL_EVENT_ABANDONED,
} TillEvent;

typedef enum
{
  TILL_RESULT_OPEN,
  TILL_RESULT_APPROVED,
  TILL_RESULT_DECLINED,
  TILL_RESULT_REFUSED,
  TILL_RESULT_DUPLICATE,
  TILL_RESULT_CLOSED_BATCH,
  TILL_RESULT_NOT_FOUND,
  TILL_RESULT_ABANDONED,
} TillResult;

typedef struct
{
  gint64      attempt_id;
  TillEvent   event;
  TillCharge *charge; /* or NULL */
  char       *words;
  char       *code;
  char       *exchange_id;
  char       *processor; /* NULL for cash and checks */
  TillActor  *actor;
  TillInstant at;
  GTimeZone  *zone;
  gboolean    post_payments;
  gboolean    post_refunds;

  /* Afterwards */
  TillAttempt *attempt; /* as it is now */
  TillResult   result;
  gint64       transaction_id; /* 0: none was made */
} TillOutcome;

/* @actor is copied. */
TillOutcome *till_outcome_new (TillPractice    *practice,
                               gint64           attempt_id,
                               TillEvent        event,
                               const TillActor *actor);
void         till_outcome_free (TillOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillOutcome, till_outcome_free)

/* A TillDbJob; @outcome is a TillOutcome. */
gboolean till_outcome_write (TillDbConnection *connection, gpointer outcome, GError **error);

/* Nothing has left: closes the attempt, for the record. */
void till_outcome_reject (TillPractice    *practice,
                          gint64           attempt_id,
                          const TillActor *actor,
                          const char      *words);

/* What the attempt's state says by itself. */
TillResult till_outcome_get_result (const TillAttempt *attempt);

/* Of a charge that took nothing: declined, or failed. */
TillEvent till_outcome_refusal (const TillCharge *charge);

/* Whether what the processor tells is approved money of @attempt's own. */
gboolean till_outcome_is_ours (const TillAttempt *attempt, const TillCharge *charge);
/* Money has moved or is held. */
gboolean till_outcome_is_approved (const TillCharge *charge);

/* A row for @charge with what it leaves behind (card, authorization …); kind, party and amount are
 * the caller's. */
void till_outcome_fill_row (TillTransaction *row, const TillCharge *charge);

G_END_DECLS
