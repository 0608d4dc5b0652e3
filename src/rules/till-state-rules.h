/* till-state-rules.h: which step may follow, and what a transaction's state is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-bulk.h"
#include "model/till-plan.h"

G_BEGIN_DECLS

/* DESIGN.md 4. A state may not follow itself. */
gboolean till_attempt_may_become (TillAttemptState from, TillAttemptState to);
gboolean till_transaction_may_become (TillTransactionState from, TillTransactionState to);
gboolean till_posting_may_become (TillPosting from, TillPosting to);
gboolean till_request_may_become (TillRequestState from, TillRequestState to);
gboolean till_message_may_become (TillMessageState from, TillMessageState to);

/* Whether one more message of it may be written, in the place of one that could not be delivered.
 */
gboolean till_request_may_be_resent (TillRequestState state, TillRequestReason reason);
gboolean till_bulk_may_become (TillBulkState from, TillBulkState to);
gboolean till_plan_may_become (TillPlanState from, TillPlanState to);
gboolean till_installment_may_become (TillInstallmentState from, TillInstallmentState to);

/* No more look-ups, no more outcomes expected (an abandoned attempt is still matched by a search).
 */
gboolean till_attempt_is_final (TillAttemptState state);
/* The once-a-minute job does not re-read it any more. */
gboolean till_transaction_is_final (TillTransactionState state);

/* Money of this row counts in sums (captured, settled, voided). */
gboolean till_transaction_counts (TillTransactionState state);

/* "Paid", "Partly refunded", "Refunded", "Voided", "Declined", "Authorized" …: translated, static.
 */
const char *till_transaction_status_words (TillTransactionKind  kind,
                                           TillTransactionState state,
                                           TillMoney            amount,
                                           TillMoney            refunded);

/* The same as a word of the database and of filters: "paid", "partly-refunded" … */
const char *till_transaction_status (TillTransactionKind  kind,
                                     TillTransactionState state,
                                     TillMoney            amount,
                                     TillMoney            refunded);

G_END_DECLS
