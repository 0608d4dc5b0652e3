/* till-reverse-payment.h: taking a payment back: void, refund, or cash handed back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the transaction at the processor first and says what will happen and until when; if the
 * void is answered "closed batch" it does not refund silently but asks again.
 */
#pragma once

#include "flow/till-practice.h"
#include "rules/till-reversal-rules.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_REVERSE_IDLE,
  TILL_REVERSE_READING, /* asking the processor how the payment stands */
  TILL_REVERSE_READY,   /* plan and words are there */
  TILL_REVERSE_SENDING,
  TILL_REVERSE_CHECKING, /* unknown: being looked up */
  TILL_REVERSE_DONE,
  TILL_REVERSE_FAILED, /* nothing moved; the words say why */
} TillReversePhase;

#define TILL_TYPE_REVERSE_PHASE (till_reverse_phase_get_type ())
GType till_reverse_phase_get_type (void);

#define TILL_TYPE_REVERSE_PAYMENT (till_reverse_payment_get_type ())
G_DECLARE_FINAL_TYPE (TillReversePayment, till_reverse_payment, TILL, REVERSE_PAYMENT, GObject)

/* Properties: "phase", "words". */
TillReversePayment *till_reverse_payment_new (TillPractice *practice, gint64 transaction_id);

/* Reads it at the processor (cards) and makes the plan. TILL_ERROR_NOT_ALLOWED with the reason;
 * TILL_ERROR_UNREACHABLE: the processor can't be asked, so nothing can be promised. */
void     till_reverse_payment_read_async (TillReversePayment *self,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean till_reverse_payment_read_finish (TillReversePayment *self,
                                           GAsyncResult       *result,
                                           GError            **error);

/* What would happen with that amount: for the dialog as the amount is typed. 0 cents: the whole
 * rest. The sentence says whether money was withdrawn, and until when a void holds. */
gboolean               till_reverse_payment_get_plan (TillReversePayment *self,
                                                      TillMoney           amount,
                                                      TillReversalPlan   *plan,
                                                      char              **words,
                                                      GError            **error);
const TillTransaction *till_reverse_payment_get_payment (TillReversePayment *self);
char                 **till_reverse_payment_dup_reasons (TillReversePayment *self);

/**
 * till_reverse_payment_run_async:
 * @kind: what she agreed to; nothing else is done
 * @reason: one of till_reverse_payment_dup_reasons(); it is printed on the receipt
 *
 * TILL_ERROR_CLOSED_BATCH: the void came too late, money has been taken; ask again and call with
 * TILL_REVERSAL_REFUND. TILL_ERROR_REFUSED: the processor said no. TILL_ERROR_UNKNOWN_OUTCOME:
 * being looked up.
 */
void     till_reverse_payment_run_async (TillReversePayment *self,
                                         TillMoney           amount,
                                         TillReversalKind    kind,
                                         const char         *reason,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean till_reverse_payment_run_finish (TillReversePayment *self,
                                          GAsyncResult       *result,
                                          GError            **error);

G_END_DECLS
