/* till-state-rules.c: which step may follow, and what a transaction's state is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each state's followers are a set of bits, so that a table can be read beside DESIGN.md 4.
 */
#include "rules/till-state-rules.h"

#include <glib/gi18n-lib.h>

#define TO(state) (1u << (state))

/* Abandoned pages and attempts not found may still turn up as paid: late, but taken in. */
static const guint after_attempt[] = {
  [TILL_ATTEMPT_PREPARED] =
    TO (TILL_ATTEMPT_SENT) | TO (TILL_ATTEMPT_WAITING) | TO (TILL_ATTEMPT_REJECTED),
  [TILL_ATTEMPT_SENT] = TO (TILL_ATTEMPT_APPROVED) | TO (TILL_ATTEMPT_DECLINED) |
                        TO (TILL_ATTEMPT_REJECTED) | TO (TILL_ATTEMPT_UNKNOWN),
  [TILL_ATTEMPT_WAITING] = TO (TILL_ATTEMPT_APPROVED) | TO (TILL_ATTEMPT_ABANDONED),
  [TILL_ATTEMPT_APPROVED] = 0,
  [TILL_ATTEMPT_DECLINED] = 0,
  [TILL_ATTEMPT_REJECTED] = 0,
  [TILL_ATTEMPT_UNKNOWN] =
    TO (TILL_ATTEMPT_APPROVED) | TO (TILL_ATTEMPT_DECLINED) | TO (TILL_ATTEMPT_NOT_FOUND),
  [TILL_ATTEMPT_NOT_FOUND] = TO (TILL_ATTEMPT_APPROVED),
  [TILL_ATTEMPT_ABANDONED] = TO (TILL_ATTEMPT_APPROVED),
};

/* States in between may never be seen: the processor is asked now and then only. */
static const guint after_transaction[] = {
  [TILL_TRANSACTION_PENDING] = TO (TILL_TRANSACTION_AUTHORIZED) | TO (TILL_TRANSACTION_CAPTURED) |
                               TO (TILL_TRANSACTION_SETTLED) | TO (TILL_TRANSACTION_VOIDED) |
                               TO (TILL_TRANSACTION_DECLINED) | TO (TILL_TRANSACTION_FAILED),
  [TILL_TRANSACTION_AUTHORIZED] = TO (TILL_TRANSACTION_CAPTURED) | TO (TILL_TRANSACTION_SETTLED) |
                                  TO (TILL_TRANSACTION_VOIDED) | TO (TILL_TRANSACTION_FAILED),
  [TILL_TRANSACTION_CAPTURED] =
    TO (TILL_TRANSACTION_SETTLED) | TO (TILL_TRANSACTION_VOIDED) | TO (TILL_TRANSACTION_FAILED),
  [TILL_TRANSACTION_SETTLED] = 0,
  [TILL_TRANSACTION_VOIDED] = 0,
  [TILL_TRANSACTION_DECLINED] = 0,
  [TILL_TRANSACTION_FAILED] = 0,
};

/* "Mark as posted" skips posting; a posting that was never begun there goes back to be tried again.
 */
static const guint after_posting[] = {
  [TILL_POSTING_NONE] = TO (TILL_POSTING_UNPOSTED),
  [TILL_POSTING_UNPOSTED] =
    TO (TILL_POSTING_POSTING) | TO (TILL_POSTING_POSTED) | TO (TILL_POSTING_NONE),
  [TILL_POSTING_POSTING] =
    TO (TILL_POSTING_POSTED) | TO (TILL_POSTING_NEEDS_REVIEW) | TO (TILL_POSTING_UNPOSTED),
  [TILL_POSTING_POSTED] = 0,
  [TILL_POSTING_NEEDS_REVIEW] = TO (TILL_POSTING_POSTING) | TO (TILL_POSTING_POSTED),
};

/* Money through an old link is a payment, and changes no request. One whose payment is voided is
 * open again. */
static const guint after_request[] = {
  [TILL_REQUEST_REQUESTED] = TO (TILL_REQUEST_COMPLETED) | TO (TILL_REQUEST_CANCELLED),
  [TILL_REQUEST_COMPLETED] = TO (TILL_REQUEST_REQUESTED),
  [TILL_REQUEST_CANCELLED] = 0,
};

/* One that could not be handed over yet waits again, unless there is no reason for it any more. */
static const guint after_message[] = {
  [TILL_MESSAGE_QUEUED] =
    TO (TILL_MESSAGE_SENDING) | TO (TILL_MESSAGE_STOPPED) | TO (TILL_MESSAGE_UNDELIVERABLE),
  [TILL_MESSAGE_SENDING] = TO (TILL_MESSAGE_SENT) | TO (TILL_MESSAGE_QUEUED) |
                           TO (TILL_MESSAGE_UNDELIVERABLE) | TO (TILL_MESSAGE_STOPPED),
  [TILL_MESSAGE_SENT] = TO (TILL_MESSAGE_DELIVERED) | TO (TILL_MESSAGE_UNDELIVERABLE),
  [TILL_MESSAGE_DELIVERED] = 0,
  [TILL_MESSAGE_UNDELIVERABLE] = 0,
  [TILL_MESSAGE_STOPPED] = 0,
  [TILL_MESSAGE_RECEIVED] = 0,
};

static const guint after_bulk[] = {
  [TILL_BULK_CHOOSING] = TO (TILL_BULK_SENDING) | TO (TILL_BULK_CANCELLED),
  [TILL_BULK_SENDING] = TO (TILL_BULK_PAUSED) | TO (TILL_BULK_DONE) | TO (TILL_BULK_CANCELLED),
  [TILL_BULK_PAUSED] = TO (TILL_BULK_SENDING) | TO (TILL_BULK_CANCELLED),
  [TILL_BULK_CANCELLED] = 0,
  [TILL_BULK_DONE] = 0,
};

/* Settled early at any time. A pause ends in what was before it. A payment that is voided opens a
 * completed plan again; of the only one, it is as if nothing had been paid. */
static const guint after_plan[] = {
  [TILL_PLAN_PENDING] = TO (TILL_PLAN_AUTHORIZED) | TO (TILL_PLAN_CANCELLED),
  [TILL_PLAN_AUTHORIZED] = TO (TILL_PLAN_ACTIVE) | TO (TILL_PLAN_FAILED) | TO (TILL_PLAN_PAUSED) |
                           TO (TILL_PLAN_COMPLETED) | TO (TILL_PLAN_CANCELLED),
  [TILL_PLAN_ACTIVE] = TO (TILL_PLAN_AUTHORIZED) | TO (TILL_PLAN_FAILED) | TO (TILL_PLAN_PAUSED) |
                       TO (TILL_PLAN_COMPLETED) | TO (TILL_PLAN_CANCELLED),
  [TILL_PLAN_FAILED] = TO (TILL_PLAN_AUTHORIZED) | TO (TILL_PLAN_ACTIVE) | TO (TILL_PLAN_PAUSED) |
                       TO (TILL_PLAN_COMPLETED) | TO (TILL_PLAN_CANCELLED),
  [TILL_PLAN_PAUSED] = TO (TILL_PLAN_AUTHORIZED) | TO (TILL_PLAN_ACTIVE) | TO (TILL_PLAN_FAILED) |
                       TO (TILL_PLAN_COMPLETED) | TO (TILL_PLAN_CANCELLED),
  [TILL_PLAN_COMPLETED] = TO (TILL_PLAN_AUTHORIZED) | TO (TILL_PLAN_ACTIVE) | TO (TILL_PLAN_FAILED),
  [TILL_PLAN_CANCELLED] = 0,
};

/* What never reached a card is due as before. One whose payment is voided is missed, not due: a
 * person took it back, so nothing charges it again by itself; and skipped, once somebody else pays
 * the plan. */
static const guint after_installment[] = {
  [TILL_INSTALLMENT_DUE] = TO (TILL_INSTALLMENT_CHARGING) | TO (TILL_INSTALLMENT_PAID) |
                           TO (TILL_INSTALLMENT_MISSED) | TO (TILL_INSTALLMENT_SKIPPED),
  [TILL_INSTALLMENT_CHARGING] = TO (TILL_INSTALLMENT_DUE) | TO (TILL_INSTALLMENT_PAID) |
                                TO (TILL_INSTALLMENT_FAILED) | TO (TILL_INSTALLMENT_MISSED),
  [TILL_INSTALLMENT_PAID] = TO (TILL_INSTALLMENT_MISSED) | TO (TILL_INSTALLMENT_SKIPPED),
  [TILL_INSTALLMENT_FAILED] = TO (TILL_INSTALLMENT_CHARGING) | TO (TILL_INSTALLMENT_PAID) |
                              TO (TILL_INSTALLMENT_MISSED) | TO (TILL_INSTALLMENT_SKIPPED),
  [TILL_INSTALLMENT_MISSED] =
    TO (TILL_INSTALLMENT_CHARGING) | TO (TILL_INSTALLMENT_PAID) | TO (TILL_INSTALLMENT_SKIPPED),
  [TILL_INSTALLMENT_SKIPPED] = 0,
};

gboolean
till_attempt_may_become (TillAttemptState from, TillAttemptState to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_attempt), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_attempt), FALSE);

  return (after_attempt[from] & TO (to)) != 0;
}

gboolean
till_transaction_may_become (TillTransactionState from, TillTransactionState to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_transaction), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_transaction), FALSE);

  return (after_transaction[from] & TO (to)) != 0;
}

gboolean
till_posting_may_become (TillPosting from, TillPosting to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_posting), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_posting), FALSE);

  return (after_posting[from] & TO (to)) != 0;
}

gboolean
till_request_may_become (TillRequestState from, TillRequestState to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_request), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_request), FALSE);

  return (after_request[from] & TO (to)) != 0;
}

gboolean
till_request_may_be_resent (TillRequestState state, TillRequestReason reason)
{
  return state == TILL_REQUEST_REQUESTED && reason == TILL_REQUEST_UNDELIVERABLE;
}

gboolean
till_message_may_become (TillMessageState from, TillMessageState to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_message), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_message), FALSE);

  return (after_message[from] & TO (to)) != 0;
}

gboolean
till_bulk_may_become (TillBulkState from, TillBulkState to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_bulk), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_bulk), FALSE);

  return (after_bulk[from] & TO (to)) != 0;
}

gboolean
till_plan_may_become (TillPlanState from, TillPlanState to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_plan), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_plan), FALSE);

  return (after_plan[from] & TO (to)) != 0;
}

gboolean
till_installment_may_become (TillInstallmentState from, TillInstallmentState to)
{
  g_return_val_if_fail ((guint) from < G_N_ELEMENTS (after_installment), FALSE);
  g_return_val_if_fail ((guint) to < G_N_ELEMENTS (after_installment), FALSE);

  return (after_installment[from] & TO (to)) != 0;
}

gboolean
till_attempt_is_final (TillAttemptState state)
{
  switch (state)
    {
    case TILL_ATTEMPT_PREPARED:
    case TILL_ATTEMPT_SENT:
    case TILL_ATTEMPT_WAITING:
    case TILL_ATTEMPT_UNKNOWN:
      return FALSE;
    case TILL_ATTEMPT_APPROVED:
    case TILL_ATTEMPT_DECLINED:
    case TILL_ATTEMPT_REJECTED:
    case TILL_ATTEMPT_NOT_FOUND:
    case TILL_ATTEMPT_ABANDONED:
      return TRUE;
    default:
      g_return_val_if_reached (TRUE);
    }
}

gboolean
till_transaction_is_final (TillTransactionState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (after_transaction), TRUE);

  return after_transaction[state] == 0;
}

gboolean
till_transaction_counts (TillTransactionState state)
{
  switch (state)
    {
    case TILL_TRANSACTION_CAPTURED:
    case TILL_TRANSACTION_SETTLED:
    case TILL_TRANSACTION_VOIDED: /* its void counts too, and takes it off again */
      return TRUE;
    case TILL_TRANSACTION_PENDING:
    case TILL_TRANSACTION_AUTHORIZED:
    case TILL_TRANSACTION_DECLINED:
    case TILL_TRANSACTION_FAILED:
      return FALSE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* A status' word in the database, and its words on the screen. */
typedef struct
{
  const char *word;
  const char *words;
} Status;

/* What a row whose money has moved is called. */
static Status
moved_status (TillTransactionKind kind, TillMoney amount, TillMoney refunded)
{
  switch (kind)
    {
    case TILL_KIND_PAYMENT:
      if (refunded.cents <= 0)
        return (Status){ "paid", N_ ("Paid") };
      if (till_money_compare (refunded, amount) < 0)
        return (Status){ "partly-refunded", N_ ("Partly refunded") };
      return (Status){ "refunded", N_ ("Refunded") };

    case TILL_KIND_REFUND:
      return (Status){ "refunded", N_ ("Refunded") };

    case TILL_KIND_VOID:
      return (Status){ "voided", N_ ("Voided") };

    default:
      g_return_val_if_reached (((Status){ "", "" }));
    }
}

static Status
status_of (TillTransactionKind  kind,
           TillTransactionState state,
           TillMoney            amount,
           TillMoney            refunded)
{
  switch (state)
    {
    case TILL_TRANSACTION_PENDING:
      return (Status){ "pending", N_ ("Pending") };
    case TILL_TRANSACTION_AUTHORIZED:
      return (Status){ "authorized", N_ ("Authorized") };
    case TILL_TRANSACTION_CAPTURED:
    case TILL_TRANSACTION_SETTLED:
      return moved_status (kind, amount, refunded);
    case TILL_TRANSACTION_VOIDED:
      return (Status){ "voided", N_ ("Voided") };
    case TILL_TRANSACTION_DECLINED:
      return (Status){ "declined", N_ ("Declined") };
    case TILL_TRANSACTION_FAILED:
      return (Status){ "failed", N_ ("Failed") };
    default:
      g_return_val_if_reached (((Status){ "", "" }));
    }
}

const char *
till_transaction_status_words (TillTransactionKind  kind,
                               TillTransactionState state,
                               TillMoney            amount,
                               TillMoney            refunded)
{
  return _ (status_of (kind, state, amount, refunded).words);
}

const char *
till_transaction_status (TillTransactionKind  kind,
                         TillTransactionState state,
                         TillMoney            amount,
                         TillMoney            refunded)
{
  return status_of (kind, state, amount, refunded).word;
}
