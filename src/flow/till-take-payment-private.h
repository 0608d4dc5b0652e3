/* till-take-payment-private.h: an order to collect, checked and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"
#include "flow/till-take-payment.h"
#include "flow/till-watch.h"

G_BEGIN_DECLS

struct _TillTakePayment
{
  GObject parent_instance;

  /* Owned */
  TillPractice *practice;
  TillWatch    *watch; /* NULL before the sending, and for cash and checks */
  char         *words;
  char         *last_decline;
  char         *page;
  char         *terminal_name;

  TillPaymentPhase phase;
  gint64           transaction_id;
  gboolean         cancelled; /* before or while it is sent */
};

typedef enum
{
  TILL_TAKE_PAYMENT_PHASE = 1,
  TILL_TAKE_PAYMENT_WORDS,
  TILL_TAKE_PAYMENT_TRANSACTION_ID,
  TILL_TAKE_PAYMENT_LAST_DECLINE,
} TillTakePaymentProperty;

#define TILL_TAKE_PAYMENT_N_PROPERTIES (TILL_TAKE_PAYMENT_LAST_DECLINE + 1)

extern GParamSpec *till_take_payment_properties[TILL_TAKE_PAYMENT_N_PROPERTIES];

/* ── What is shown (till-take-payment-phase.c) ───────────────────────────────────────────────── */

void till_take_payment_show (TillTakePayment *self, TillPaymentPhase phase, const char *words);
/* Of cash or a check, as it was written down: it is not read again. */
void till_take_payment_show_received (TillTakePayment *self,
                                      gint64           transaction_id,
                                      TillMoney        money);
void till_take_payment_show_waiting (TillTakePayment *self); /* for the card */
void till_take_payment_watch_changed_cb (TillWatch *watch, gpointer user_data);

/* ── The order (till-take-payment-order.c) ───────────────────────────────────────────────────── */

/* What one press of Collect asks for: a TillDbJob's data. */
typedef struct
{
  gint64      patient_id;
  TillMoney   amount;
  TillMethod  method;
  char       *terminal;
  char       *check_number;
  char       *note;
  gboolean    knowingly;
  gboolean    own_account;
  guint       card_limit;
  TillActor  *actor;
  TillInstant at;
  GTimeZone  *zone;
  gboolean    post;
  gint64      card_id;
  TillAskedBy asked_by;
  char       *key;
  char       *save_wording;

  /* Afterwards */
  TillAttempt *attempt;
  gboolean     is_known;       /* by the key: it was begun before */
  gint64       transaction_id; /* cash and checks: they are done with it */
} TillCollection;

/* NULL: it can't be; nothing was written. */
TillCollection *till_collection_new (TillPractice           *practice,
                                     const TillPaymentOrder *order,
                                     GError                **error);
void            till_collection_free (TillCollection *self);

/* Whether it may be taken from the patient, who is returned (full), and as it is now: by the card,
 * and without asking first (TILL_ERROR_ASK_FIRST). Nothing is written. */
TillPatient *till_collection_check (TillDbConnection     *connection,
                                    const TillCollection *self,
                                    GError              **error);

/* A TillDbJob: asks first (TILL_ERROR_ASK_FIRST), prepares the attempt, and for cash and checks
 * takes the payment, all in one commit. */
gboolean till_collection_write (TillDbConnection *connection, gpointer collection, GError **error);

G_END_DECLS
