/* till-reversal-rules.h: whether a payment is voided or refunded, how much, and until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 4.4: a void is legal only while unsettled, takes the whole and no money moves; else
 * money is sent back. The processor's word on the batch goes before the clock's.
 */
#pragma once

#include "model/till-records.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_REVERSAL_VOID,   /* no money is taken from the patient */
  TILL_REVERSAL_REFUND, /* money was taken and is sent back */
  TILL_REVERSAL_RETURN, /* cash or check: handed back at the desk */
} TillReversalKind;

/* The settings that decide. */
typedef struct
{
  gboolean posted_only;  /* only posted payments may be refunded; off by default */
  guint    limit_months; /* 13 by default (DI 9853440) */
} TillReversalPolicy;

typedef struct
{
  TillReversalKind kind;
  TillMoney        most;  /* what is left to take back */
  TillInstant      until; /* for a void: the batch closes then; else TILL_INSTANT_NONE */
} TillReversalPlan;

/* When the batch that holds a payment of @happened_at closes: the practice's next midnight. */
TillInstant till_reversal_cut_off (TillInstant happened_at, GTimeZone *zone);

/**
 * till_reversal_plan:
 * @payment: as last read at the processor
 * @amount: what is asked for, or 0 cents for the whole rest
 *
 * TILL_ERROR_NOT_ALLOWED with the reason when it may not be taken back at all; TILL_ERROR_BAD_INPUT
 * for an amount of zero, negative, or over the rest. A part of an unsettled payment is a refund.
 */
gboolean till_reversal_plan (const TillTransaction    *payment,
                             TillMoney                 amount,
                             const TillReversalPolicy *policy,
                             TillInstant               now,
                             GTimeZone                *zone,
                             TillReversalPlan         *plan,
                             GError                  **error);

G_END_DECLS
