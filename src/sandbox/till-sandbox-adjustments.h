/* till-sandbox-adjustments.h: what a deposit loses or regains long after the sale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How this looks on the real wire is not known. What is chosen here stands at the top of
 * tests/data/clearent-reporting.yaml, and nowhere else: a row of its own in the report on closed
 * batches, with no terminal and no batch, whose name says what it is and which transaction it is
 * about.
 */
#pragma once

#include "sandbox/till-sandbox-report.h"
#include "sandbox/till-sandbox.h"

G_BEGIN_DECLS

#define TILL_SANDBOX_NO_TERMINAL "0000"

/* Its largest sale by card or by bank. */
typedef struct
{
  gint64    transaction; /* 0: none */
  TillMoney amount;
} TillSandboxLargest;

/* Writes what the oddities have in store for the batch of @row: rows that show up on their day. */
gboolean till_sandbox_adjustments_add (TillSandbox             *sandbox,
                                       TillDbConnection        *db,
                                       const TillSandboxReport *row,
                                       TillSandboxLargest       by_card,
                                       TillSandboxLargest       by_bank,
                                       GError                 **error);

G_END_DECLS
