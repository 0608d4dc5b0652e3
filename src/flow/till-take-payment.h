/* till-take-payment.h: one payment from the press of Collect to its receipt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DESIGN.md 5. The attempt is on the disk before a byte leaves; the outcome, the transaction, the
 * posting and the receipt number are written in one commit; what is unclear is looked up, never
 * resent. The object may be dropped at any moment: the attempt stays watched by the practice.
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      patient_id;
  TillMoney   amount;
  TillMethod  method;       /* terminal, virtual, card on file, cash, check */
  const char *terminal;     /* id, of a terminal payment */
  const char *check_number; /* of a check */
  const char *note;         /* or NULL */
  gboolean    knowingly;    /* she was asked (TILL_ERROR_ASK_FIRST) and said yes */
  gboolean    by_itself;    /* Till's own: whoever is signed in has not asked for it */
  gboolean    own_account;  /* the patient's own, also when somebody else answers by now */
  gint64      card_id;      /* of a card on file */
  TillAskedBy asked_by;     /* likewise */
  const char *key;          /* a UUID: what was begun by it before is not begun again; or NULL */
  const char *save_wording; /* terminal, virtual: what the patient agrees to when the card is to be
                               saved; or NULL */
} TillPaymentOrder;

typedef enum
{
  TILL_PAYMENT_IDLE,
  TILL_PAYMENT_PREPARING,        /* being written down */
  TILL_PAYMENT_WAITING_FOR_CARD, /* terminal: sent; the patient is asked for the card */
  TILL_PAYMENT_PROCESSING,       /* terminal: it has answered; the answer is being written down */
  TILL_PAYMENT_WAITING_FOR_PAGE, /* virtual terminal: the page is open in the browser */
  TILL_PAYMENT_CHECKING,         /* unknown: being looked up */
  TILL_PAYMENT_APPROVED,
  TILL_PAYMENT_DECLINED,
  TILL_PAYMENT_REFUSED,   /* nothing was taken; the words say why */
  TILL_PAYMENT_DUPLICATE, /* refused as duplicate of an earlier payment, which is named */
  TILL_PAYMENT_NOT_FOUND, /* looked up: nothing was taken */
  TILL_PAYMENT_ABANDONED, /* the page was given up; it may still be open */
} TillPaymentPhase;

#define TILL_TYPE_PAYMENT_PHASE (till_payment_phase_get_type ())
GType till_payment_phase_get_type (void);

#define TILL_TYPE_TAKE_PAYMENT (till_take_payment_get_type ())
G_DECLARE_FINAL_TYPE (TillTakePayment, till_take_payment, TILL, TAKE_PAYMENT, GObject)

/* Properties: "phase", "words" (string: what to show, translated), "transaction-id" (int64, when
 * approved), "last-decline" (string or NULL: listed under a waiting page). */
TillTakePayment *till_take_payment_new (TillPractice *practice);

/**
 * till_take_payment_start_async:
 *
 * Finishes when the attempt is written down and (cards) sent: then watch "phase". For cash and
 * checks the phase is approved when it finishes. TILL_ERROR_ASK_FIRST: nothing was written; ask
 * with the message, then call again with knowingly. TILL_ERROR_BAD_INPUT, _CARD_NUMBER,
 * _NOT_ALLOWED, _STORE…: nothing was written by this call, and nothing is sent. What is being begun
 * by the same key is waited for, and then joined. G_IO_ERROR_CANCELLED: the practice was closed.
 */
void     till_take_payment_start_async (TillTakePayment        *self,
                                        const TillPaymentOrder *order,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data);
gboolean till_take_payment_start_finish (TillTakePayment *self,
                                         GAsyncResult    *result,
                                         GError         **error);

/* Terminal: best effort; the words then say to press Cancel on the terminal. Page: abandoned. */
void till_take_payment_cancel (TillTakePayment *self);

TillPaymentPhase till_take_payment_get_phase (TillTakePayment *self);
const char      *till_take_payment_get_words (TillTakePayment *self);
gint64           till_take_payment_get_transaction_id (TillTakePayment *self);
/* The hosted page to open in the browser, while waiting for the page; else NULL. */
const char *till_take_payment_get_page (TillTakePayment *self);

G_END_DECLS
