/* till-reconcile.h: from what was posted to what the processor reports to what the bank has, to the
 * cent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of cards only, by the day they were taken: some days, and the deposits of these days' batches.
 * What is on one side and not on the other stands in a row with a name, so that ledger and rows
 * add up to the processor's sum, and that and the other rows to the bank's. What no other row
 * tells of is the row of what is not known here.
 */
#pragma once

#include "model/till-deposit.h"

G_BEGIN_DECLS

typedef enum
{
  /* From the ledger to the processor */
  TILL_RECONCILE_UNPOSTED,      /* taken, and not in the ledger */
  TILL_RECONCILE_VOIDED,        /* taken here, voided on another day, or the other way round */
  TILL_RECONCILE_WAITING,       /* no deposit has it yet */
  TILL_RECONCILE_IN_OTHERS,     /* in the deposits of other days */
  TILL_RECONCILE_REFUNDS_MORE,  /* refunds of other days in the deposits of these */
  TILL_RECONCILE_PAYMENTS_MORE, /* payments likewise */
  TILL_RECONCILE_NOT_KNOWN,     /* reported more or less than is known here */
  /* From the processor to the bank */
  TILL_RECONCILE_CONVEYED,
  TILL_RECONCILE_FEES,
  TILL_RECONCILE_WITHHELD,
  TILL_RECONCILE_ADJUSTMENTS,    /* chargebacks, returns */
  TILL_RECONCILE_REPORT_DIFFERS, /* the report does not equal its own parts */
  TILL_RECONCILE_ON_ITS_WAY,     /* funded on a day to come */
  TILL_RECONCILE_NOT_SEEN,       /* no statement of its account reaches that day yet */
  TILL_RECONCILE_NOT_FOUND,      /* a statement does, and it is not on it */
  TILL_RECONCILE_BANK_DIFFERS,   /* the bank has another amount of it */
  TILL_N_RECONCILE_ROWS,
} TillReconcileWhat;

#define TILL_RECONCILE_FIRST_OF_BANK TILL_RECONCILE_CONVEYED

/* What must be added to come to the next side. */
typedef struct
{
  gint64    n; /* transactions, or deposits */
  TillMoney amount;
} TillReconcileRow;

typedef struct
{
  TillMoney        ledger;    /* posted */
  TillMoney        processor; /* reported sales less refunds */
  TillMoney        deposited; /* as it reports too */
  TillMoney        bank;
  gint64           n_posted;
  gint64           n_deposits;
  gint64           n_at_bank;
  TillReconcileRow rows[TILL_N_RECONCILE_ROWS];

  /* Of cash and checks: beside the sums, in none. */
  gint64    n_cash;
  TillMoney cash;

  /* While it is reckoned */
  TillMoney known; /* of what the deposits hold */
} TillReconcile;

typedef enum
{
  TILL_PLACE_NONE,
  TILL_PLACE_HERE,  /* in a deposit of the days */
  TILL_PLACE_OTHER, /* of other days */
} TillReconcilePlace;

/* Card transactions that are alike: one, or several together. */
typedef struct
{
  gint64             n;
  TillMoney          amount;
  gboolean           is_of_days; /* taken in them */
  gboolean           is_posted;
  gboolean           is_voided; /* a void, or a payment that was voided */
  TillReconcilePlace place;
} TillReconcileCards;

/* All return FALSE when the amounts can't be added up. */
gboolean till_reconcile_add_cards (TillReconcile            *self,
                                   const TillReconcileCards *cards) G_GNUC_WARN_UNUSED_RESULT;

/**
 * till_reconcile_add_deposit:
 * @deposit: reported, not withdrawn, of the days
 * @at_bank: what the lines of the bank come to that it was matched with; or NULL: with none
 * @seen_until: the last day of the statements of its account; or TILL_DAY_NONE
 *
 * A bank may book it two business days later.
 */
gboolean till_reconcile_add_deposit (TillReconcile     *self,
                                     const TillDeposit *deposit,
                                     const TillMoney   *at_bank,
                                     TillDay            seen_until,
                                     TillDay            today) G_GNUC_WARN_UNUSED_RESULT;

/* When all are added. */
gboolean till_reconcile_finish (TillReconcile *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
