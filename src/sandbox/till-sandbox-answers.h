/* till-sandbox-answers.h: the answer key: what each deposit is made of, and what is odd about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /sandbox/answer-key: JSON about all batches that have closed, also what the report does not
 * show yet. Amounts are text with two decimals and a sign where they take; days "2026-05-06".
 *
 * {
 *   "now": "2026-06-10T12:00:00.000Z", "merchantNumber": "650000009876",
 *   "deposits": [                        a day's transfer to one account, the oldest first
 *     { "fundedDate", "account",
 *       "amount",                        the sum of its rows' depositAmount
 *       "state",                         "funded", or "expected" before the day's first report
 *       "reasons": ["negative", "several-batches"],   what is worth a word about the whole
 *       "rows": [
 *         { "kind",                      "batch", "chargeback", "chargeback-reversal", "ach-return"
 *           "terminal-id", "batch",      of the gateway; for an adjustment, of the sale
 *           "terminalID", "batchNumber", "terminalName",   as the report calls it
 *           "part", "settleDate",
 *           "expectedDate",              where the report had it at first
 *           "reportedAt",                from when on the report has it
 *           "feesReportedAt", "detailsAt",   only when they come later
 *           "sales", "refunds", "batchTotal", "conveyedAmount", "batchFees",
 *           "backupWithholding", "depositAmount",
 *           "difference",                batchTotal less the sum of the transactions: "0.00" unless
 *                                        the report is wrong
 *           "about",                     the transaction of an adjustment
 *           "reasons": ["late"],         the oddities, by their names in till-sandbox-oddities.h
 *           "transactions": [ { "id", "amount", "conveyed" } ]   by id; refunds are negative
 *         } ] } ],
 *   "elsewhere": ["603160012"],          approved sales that carry no invoice: not made by Till
 *   "open": ["500000004"]                approved and in a batch that has not closed
 * }
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* NULL when the database can't be read. */
JsonObject *till_sandbox_answers (TillSandbox *sandbox, GError **error);

G_END_DECLS
