/* till-payment-rules.h: what may be collected, and what is asked about first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"

G_BEGIN_DECLS

/* An earlier payment of the same guarantor, by any route. */
typedef struct
{
  TillMoney   amount;
  TillInstant at;
  gboolean    card;
  gboolean    open; /* an attempt without an outcome yet */
  gint64      patient_id;
} TillEarlierPayment;

/* TILL_ERROR_BAD_INPUT for zero, negative, over a million dollars. */
gboolean till_payment_check_amount (TillMoney amount, GError **error);

/* A sentence to ask about first, or NULL: the same guarantor and amount within 24 hours by any
 * route;
 * @card_limit card payments of that patient within 24 hours reached (DI 6653545: 3). */
char *till_payment_question (gint64                    patient_id,
                             TillMoney                 amount,
                             gboolean                  card,
                             const TillEarlierPayment *earlier,
                             gsize                     n_earlier,
                             guint                     card_limit,
                             TillInstant               now);

/* DESIGN.md 5.5: not-found needs two empty look-ups at least 60 s apart, and for a terminal or
 * a card on file at least 5 minutes since the sending. */
gboolean till_attempt_is_not_found (const TillAttempt *attempt, TillInstant now);

G_END_DECLS
