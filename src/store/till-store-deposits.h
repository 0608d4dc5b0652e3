/* till-store-deposits.h: what the processor paid to the bank, and what it is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A deposit's state, reason and difference are brought up to date in the commit that changes its
 * amounts, its items or its explanation (rules/till-deposit-rules.h); what only the passing of days
 * changes, by till_store_judge_deposits().
 */
#pragma once

#include "model/till-deposit.h"
#include "model/till-table.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* When all reports were read last, and up to when all that is expected was reckoned. */
#define TILL_CURSOR_DEPOSITS "deposits"
#define TILL_CURSOR_EXPECTED "expected"

/**
 * till_store_take_deposits:
 * @funded_on: the day that was asked for
 * @reported: (element-type TillDeposit): all the processor reports of that day; what id, state,
 *     reason, difference, reported_at and explanation say is not looked at
 *
 * What is new is added, what has changed is changed, what is told no more becomes "withdrawn"; a
 * batch that was withdrawn from one day and comes on another is moved. A row told twice is one.
 * Everything but a repetition goes to the audit.
 */
gboolean till_store_take_deposits (TillDbConnection *connection,
                                   const char       *processor,
                                   TillDay           funded_on,
                                   GPtrArray        *reported,
                                   const TillActor  *actor,
                                   TillInstant       at,
                                   GError          **error);

/* After the batch or state of one of its transactions has changed; both as the transaction has
 * them. */
gboolean till_store_relate_batch (TillDbConnection *connection,
                                  const char       *terminal,
                                  const char       *batch,
                                  TillInstant       at,
                                  GError          **error);

/* All whose state a new day may change, and differences that by now are none yet. */
gboolean till_store_judge_deposits (TillDbConnection *connection, TillInstant at, GError **error);

/* The days (element-type TillDay) whose card payments may be expected still, from today back: the
 * last 30, before them those that have a row "expected", and all that the reports tell of when they
 * have never been reckoned. NULL on an error. */
GArray *till_store_list_expected_days (TillDbConnection *connection,
                                       TillInstant       at,
                                       GError          **error);

/* Of those, the days of these transactions (gint64), each once. */
GArray *till_store_list_days_of (TillDbConnection *connection,
                                 const GArray     *ids,
                                 TillInstant       at,
                                 GError          **error);

/**
 * till_store_expect_deposits:
 * @n_days: business days from a batch's day to its money
 * @days: TillDay
 * @n_done: (inout): of them; goes on as long as the commit has time
 *
 * Brings the rows "expected" of those days up to date: one a terminal and day of card transactions
 * that count and that no deposit has reported.
 */
gboolean till_store_expect_deposits (TillDbConnection *connection,
                                     guint             n_days,
                                     const GArray     *days,
                                     guint            *n_done,
                                     TillInstant       at,
                                     GError          **error);

/* Says why it differs, or why what is overdue does not come. TILL_ERROR_BAD_INPUT without words,
 * TILL_ERROR_NOT_ALLOWED when it closes.
 */
gboolean till_store_explain_deposit (TillDbConnection *connection,
                                     gint64            id,
                                     const char       *words,
                                     const TillActor  *actor,
                                     TillInstant       at,
                                     GError          **error);

/* For the demo: the first deposit funded in those days that its own payments contradict, unless one
 * of them is explained already. *id is 0: none. */
gboolean till_store_find_contradicted (TillDbConnection *connection,
                                       TillDay           from,
                                       TillDay           until,
                                       gint64           *id,
                                       GError          **error);

/* The days of the batches since @since whose reported sales or refunds, by amount or number, are
 * not those that are known here; from the first to the last. TILL_DAY_NONE at both ends: all agree.
 */
gboolean till_store_find_unproven (TillDbConnection *connection,
                                   TillDay           since,
                                   TillDayRange     *days,
                                   GError          **error);

/* What was reported of those days, by the day of the money (element-type TillDeposit). */
GPtrArray *till_store_list_deposits (TillDbConnection *connection,
                                     TillDayRange      days,
                                     GError          **error);

TillDeposit *till_store_get_deposit (TillDbConnection *connection, gint64 id, GError **error);

/* Its transactions' ids in order of time (element-type gint64). Of a batch that came as more than
 * one deposit and can't be divided, all are the first one's. */
GArray *till_store_list_deposit_items (TillDbConnection *connection, gint64 id, GError **error);

/* The Deposits tab's table. Columns: date (funded on), sales, refunds, fees, deposited, account,
 * state, checked (a letter each for ledger, processor and bank: "y", "n"ot yet, "d"iffers, "-"
 * nothing to check; none before it is reported); in what leaves the program also difference, reason
 * and explanation. Carried without a title: kind, batch, terminal, settled, words (the report's, of
 * an adjustment), at-bank, items and unposted (of its transactions, how many). Sums:
 * "sales", "refunds", "fees", "deposited", in cents, over what was reported. */
TillTable *till_store_deposits_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

/* The transactions a deposit is made of, or one that is expected would be, the newest first, in the
 * columns of the table above: date holds the instant, sales or refunds the amount, account the
 * card, words the patient, kind the transaction's, reason its posting, checked the ledger's letter
 * alone, state its status. */
TillTable *till_store_deposit_items_table_new (TillDb            *db,
                                               TillClock         *clock,
                                               GTimeZone         *zone,
                                               const TillDeposit *of);

G_END_DECLS
