/* till-sandbox-months.h: a month of a practice's life, from a seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sales over all terminals by cards of all brands, a few by bank; declines, voids on the same day,
 * refunds days later, online payments in the evening and at the weekend; and sales made elsewhere,
 * in the processor's own portal: they carry no invoice. All of it waits for its time and happens as
 * the clock goes on or is moved.
 *
 * The ids are fixed: 600,000,000 + 10,000 for each month since January 2000 + its number in the
 * month, in the order of time. The same month, seed and terminals give the same rows.
 *
 * With oddities, each kind of them strikes one weekday, the n-th of the month: chargeback the 1st,
 * ach-return the 2nd, then late, split (first terminal), details-late, partial, contradicts (first
 * terminal), fees-late, chargeback-won, together. On a weekday from the 12th on that is paid out by
 * itself, a refund is larger than the day's sales: its deposit is negative.
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

typedef struct
{
  TillDay  first;
  guint64  seed;
  guint    sales_a_day; /* about; on weekdays */
  gboolean oddities;
} TillSandboxMonth;

#define TILL_SANDBOX_MOST_SALES 200

/* TILL_ERROR_BAD_INPUT when the month has begun or was planned before. */
gboolean till_sandbox_months_plan (TillSandbox            *sandbox,
                                   const TillSandboxMonth *month,
                                   GError                **error);

G_END_DECLS
