/* till-take-payment-private.h: an order to collect, checked and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"
#include "flow/till-take-payment.h"

G_BEGIN_DECLS

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
  guint       card_limit;
  TillActor  *actor;
  TillInstant at;
  GTimeZone  *zone;
  gboolean    post;

  /* Afterwards */
  TillAttempt *attempt;
  gint64       transaction_id; /* cash and checks: they are done with it */
} TillCollection;

/* NULL: it can't be; nothing was written. */
TillCollection *till_collection_new (TillPractice           *practice,
                                     const TillPaymentOrder *order,
                                     GError                **error);
void            till_collection_free (TillCollection *self);

/* A TillDbJob: asks first (TILL_ERROR_ASK_FIRST), prepares the attempt, and for cash and checks
 * takes the payment, all in one commit. */
gboolean till_collection_write (TillDbConnection *connection, gpointer collection, GError **error);

G_END_DECLS
