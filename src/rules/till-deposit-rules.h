/* till-deposit-rules.h: whether a deposit equals its parts, and when the next ones are to come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 4.1.3: sales − refunds − fees − withholding − conveyed ± adjustments = deposited. What
 * is left over is an exception with a reason, never a rounding.
 */
#pragma once

#include "model/till-deposit.h"

G_BEGIN_DECLS

/* Payments and refunds of a batch: as reported over all its deposits, or as known here. Refunds
 * are ≥ 0. */
typedef struct
{
  TillMoney sales;
  TillMoney refunds;
  gint64    n_sales;
  gint64    n_refunds;
} TillDepositItems;

typedef struct
{
  TillDepositState  state;
  TillDepositReason reason;
  TillMoney         difference; /* TILL_DEPOSIT_CLOSES: 0 */
} TillDepositVerdict;

/* What the report's parts come to. FALSE when they can't be added up. */
gboolean till_deposit_get_parts (const TillDeposit *self,
                                 TillMoney         *parts) G_GNUC_WARN_UNUSED_RESULT;

/**
 * till_deposit_judge_expected:
 * @self: expected; its batch is what was reported of its day without it
 * @read_on: the last day on which all reports were read; or TILL_DAY_NONE
 *
 * Past its day it is overdue only when the reports were read after that, and know nothing of it:
 * else nobody can tell. What a reported batch lacks may come for two business days more. It differs
 * by all of it.
 */
TillDepositVerdict till_deposit_judge_expected (const TillDeposit *self,
                                                TillDay            today,
                                                TillDay            read_on);

/**
 * till_deposit_judge:
 * @self: reported
 * @reported: over all deposits of the same batch that are not withdrawn
 * @known: over all transactions of that batch
 * @today: in the practice's zone
 *
 * Payments that are missing are on their way for two business days after the money came (the
 * processor's report runs twice a day, the first time in part), fees until the day of the money;
 * after that they are a difference.
 * Only the difference that somebody has explained counts as explained: another amount is new.
 */
TillDepositVerdict till_deposit_judge (const TillDeposit      *self,
                                       const TillDepositItems *reported,
                                       const TillDepositItems *known,
                                       TillDay                 today);

/* The day the money of that day's batch should come: the banks' @n_days-th business day after it.
 * @n_days is the processor's rule, 1 … 4 (domain.md 4.5.2): of a Friday's, Saturday's and Sunday's
 * batch alike, 1 is Monday. */
TillDay till_deposit_expect (TillDay settled_on, guint n_days);

/* "$12.40 less than its parts: fees not yet reported?"; NULL when it closes. */
char *till_deposit_reason_to_words (TillDepositReason reason,
                                    TillMoney         difference) G_GNUC_WARN_UNUSED_RESULT;
/* "$12.40 less: fees?": the same where there is little room. */
char *till_deposit_reason_to_short_words (TillDepositReason reason,
                                          TillMoney         difference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
