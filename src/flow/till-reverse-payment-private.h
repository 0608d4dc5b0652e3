/* till-reverse-payment-private.h: an order to take a payment back, checked and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"
#include "flow/till-reverse-payment.h"
#include "flow/till-watch.h"

G_BEGIN_DECLS

struct _TillReversePayment
{
  GObject parent_instance;

  /* Owned */
  TillPractice    *practice;
  TillTransaction *payment; /* as last read; NULL before */
  TillWatch       *watch;
  GTask           *running; /* the run that waits for the processor's answer */
  char            *words;

  gint64           id;
  TillReversePhase phase;
  gboolean         batch_closed;
};

/* till-reverse-payment.c */
void till_reverse_payment_show (TillReversePayment *self,
                                TillReversePhase    phase,
                                const char         *words);

/* ── The order (till-reverse-payment-order.c) ───────────────────────────────────────────────────
 */

/* A TillDbJob's data. */
typedef struct
{
  gint64             payment_id;
  TillMoney          amount; /* 0 cents: the whole rest */
  TillReversalKind   kind;
  char              *reason;
  TillReversalPolicy policy;
  gboolean           batch_closed; /* the processor has said so: its word goes before the state */
  TillActor         *actor;
  TillInstant        at;
  GTimeZone         *zone;
  gboolean           post;

  /* Afterwards */
  TillAttempt *attempt;
  gint64       transaction_id;
} TillReversal;

TillReversal *till_reversal_new (TillPractice    *practice,
                                 gint64           payment_id,
                                 TillMoney        amount,
                                 TillReversalKind kind,
                                 const char      *reason,
                                 gboolean         batch_closed,
                                 GError         **error);
void          till_reversal_free (TillReversal *self);

/* A TillDbJob: plans once more, refuses a second one while the first is open, prepares the attempt;
 * a return is done with it. */
gboolean till_reversal_write (TillDbConnection *connection, gpointer reversal, GError **error);

TillReversalPolicy till_reversal_get_policy (TillPractice *practice);

/* As till_reversal_plan(), after the processor has said that the batch is closed too. */
gboolean till_reversal_plan_closed (const TillTransaction    *payment,
                                    TillMoney                 amount,
                                    const TillReversalPolicy *policy,
                                    gboolean                  batch_closed,
                                    TillInstant               now,
                                    GTimeZone                *zone,
                                    TillReversalPlan         *plan,
                                    GError                  **error);

G_END_DECLS
