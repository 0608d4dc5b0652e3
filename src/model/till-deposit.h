/* till-deposit.h: one transfer to the practice's bank account, as the processor reports it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A batch may come as two deposits, and two batches on one day: a deposit is one row of the report,
 * never more. What is still to come has rows of its own, "expected", until the report tells of it.
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_DEPOSIT_BATCH,      /* "batch": a closed batch or a part of one */
  TILL_DEPOSIT_ADJUSTMENT, /* "adjustment": a chargeback, a return; no batch of cards */
  TILL_DEPOSIT_EXPECTED,   /* "expected": reckoned by us */
} TillDepositKind;

typedef enum
{
  TILL_DEPOSIT_STATE_EXPECTED,   /* "expected" */
  TILL_DEPOSIT_STATE_OVERDUE,    /* "overdue": expected before today, and unknown to the reports */
  TILL_DEPOSIT_STATE_UNCHECKED,  /* "unchecked": expected before today; no report was read since */
  TILL_DEPOSIT_STATE_ON_ITS_WAY, /* "on-its-way": reported, funded on a day that is still to come */
  TILL_DEPOSIT_STATE_ARRIVING,   /* "arriving": its details have not all come yet */
  TILL_DEPOSIT_STATE_DIFFERENCE, /* "difference": does not equal its parts */
  TILL_DEPOSIT_STATE_EXPLAINED,  /* "explained": it differs, and somebody has said why */
  TILL_DEPOSIT_STATE_DEPOSITED,  /* "deposited": closes to the cent */
  TILL_DEPOSIT_STATE_WITHDRAWN,  /* "withdrawn": the report tells of it no more */
} TillDepositState;

/* Why a deposit does not equal its parts, or what is expected has not come. */
typedef enum
{
  TILL_DEPOSIT_CLOSES,        /* "closes" */
  TILL_DEPOSIT_FEES_MISSING,  /* "fees-missing": less was deposited, and no fees are reported */
  TILL_DEPOSIT_LESS,          /* "less": less was deposited than the report's own parts say */
  TILL_DEPOSIT_MORE,          /* "more" */
  TILL_DEPOSIT_TOTAL_DIFFERS, /* "total-differs": the report's total is not its sales less refunds
                               */
  TILL_DEPOSIT_ITEMS_MISSING, /* "items-missing": payments or refunds of it are not known here */
  TILL_DEPOSIT_ITEMS_EXTRA,   /* "items-extra": known here, not in the report */
  TILL_DEPOSIT_ITEMS_DIFFER,  /* "items-differ": as many, of other amounts */
  TILL_DEPOSIT_NOT_COME,      /* "not-come": expected, and not reported */
  TILL_DEPOSIT_NOT_IN_BATCH,  /* "not-in-batch": expected, and the batch was reported without it */
} TillDepositReason;

#define TILL_TYPE_DEPOSIT_KIND (till_deposit_kind_get_type ())
GType till_deposit_kind_get_type (void);
#define TILL_TYPE_DEPOSIT_STATE (till_deposit_state_get_type ())
GType till_deposit_state_get_type (void);
#define TILL_TYPE_DEPOSIT_REASON (till_deposit_reason_get_type ())
GType till_deposit_reason_get_type (void);

/* Strings may be NULL. Refunds, fees, conveyed and withholding are what is taken off: ≥ 0. */
typedef struct
{
  gint64            id;
  gint64            location_id;
  TillDepositKind   kind;
  TillDepositState  state;
  TillDepositReason reason;
  char             *processor; /* "clearent" */
  char             *merchant;
  char             *store;
  char             *terminal;
  char             *terminal_name;
  /* Of one that is expected: the batches that were reported without it, "17" or "17, 18" */
  char       *batch;
  TillDay     settled_on; /* whose day's batch it is, not when it was closed (domain.md 4.5) */
  TillDay     funded_on;
  TillInstant closed_at; /* or TILL_INSTANT_NONE */
  TillMoney   sales;
  TillMoney   refunds;
  TillMoney   conveyed; /* of brands that are funded elsewhere */
  TillMoney   fees;
  TillMoney   withholding;
  TillMoney   adjustment; /* as it moves the deposit: a chargeback is negative */
  TillMoney   total;      /* the report's own: sales less refunds */
  TillMoney   deposited;  /* negative: the bank account was debited */
  gint64      n_sales;
  gint64      n_refunds;
  char       *account;     /* masked: "••1939" */
  char       *words;       /* the report's, of an adjustment */
  TillMoney   difference;  /* deposited less its parts, or reported less known */
  TillInstant reported_at; /* first */
  char       *explanation;
  char       *explained_by;
  TillInstant explained_at;
  TillMoney   explained; /* the difference that was explained; another one is not */
} TillDeposit;

TillDeposit *till_deposit_new (void);
TillDeposit *till_deposit_copy (const TillDeposit *self);
void         till_deposit_free (TillDeposit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDeposit, till_deposit_free)

G_END_DECLS
