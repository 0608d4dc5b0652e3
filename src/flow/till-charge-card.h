/* till-charge-card.h: a card on file charged without anybody looking on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same attempt as at the desk (till-take-payment.h): written down, sent once, looked up by the
 * practice when its answer is not clear.
 */
#pragma once

#include "flow/till-take-payment.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 patient_id; /* whose own account is paid, also when somebody else answers by now; the
                        card is of that account */
  gint64      card_id;
  TillMoney   amount;
  const char *key;      /* a UUID: by the same one a card is charged once, however often it is asked
                           for, and also after a crash */
  TillAskedBy asked_by; /* the first of an agreement by the customer, later ones by the practice */
  const char *note;     /* or NULL */
  gboolean    knowingly; /* nobody is there who could be asked whether it is meant */
  gboolean    by_itself; /* nobody asked for it now: it is nobody's deed, nor asks for a right */
} TillCardCharge;

typedef struct
{
  TillPaymentPhase phase; /* approved, declined, refused, duplicate or not found; checking: it is
                             not known yet */
  gint64   attempt_id;
  gint64   transaction_id; /* approved: the payment; else 0 */
  gboolean never_sent; /* refused: only written down, and the program ended, or could not send it.
                          By this key nothing will be charged any more: take another */
  char *code;          /* the processor's, or NULL */
  char *words;         /* for the user, or NULL */
} TillCardCharged;

void till_card_charged_free (TillCardCharged *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCardCharged, till_card_charged_free)

/**
 * till_charge_card_async:
 *
 * Finishes once it is answered. A decline is no error. TILL_PAYMENT_CHECKING: the answer was not
 * clear, and is looked up from then on, for as long as that takes; ask again with the same key, or
 * read the attempt, to know what became of it. What is being begun by the same key is waited for.
 * TILL_ERROR_ASK_FIRST, _BAD_INPUT (the card has expired, is not on file any more; by this key
 * another payment was begun), _NOT_ALLOWED, _STORE: nothing was charged by this call, nor will be.
 * G_IO_ERROR_CANCELLED: the practice was closed first; ask again with the same key.
 */
void             till_charge_card_async (TillPractice         *practice,
                                         const TillCardCharge *charge,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
TillCardCharged *till_charge_card_finish (TillPractice *practice,
                                          GAsyncResult *result,
                                          GError      **error);

G_END_DECLS
