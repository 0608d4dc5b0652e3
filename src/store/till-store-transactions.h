/* till-store-transactions.h: movements of money, and the list of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Append-only: amount, party and ids never change; state, posting and refunded move by their rules,
 * each with an audit entry in the same commit.
 */
#pragma once

#include "model/till-records.h"
#include "model/till-table.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/**
 * till_store_add_transaction:
 * @transaction: id, receipt_number, entered_at and entered_by are set here; posting is
 *     unposted for what counts, none for what does not
 *
 * One that counts gets the next receipt number. A refund or void adds to refunded of its payment
 * (refused with TILL_ERROR_NOT_ALLOWED over the rest); a void moves its payment to voided. A
 * processor_id that is already there is an error (the index is unique per processor).
 */
gboolean till_store_add_transaction (TillDbConnection *connection,
                                     TillTransaction  *transaction,
                                     const TillActor  *actor,
                                     TillInstant       at,
                                     GError          **error);

gboolean till_store_step_transaction (TillDbConnection    *connection,
                                      gint64               id,
                                      TillTransactionState state,
                                      const TillActor     *actor,
                                      TillInstant          at,
                                      GError             **error);

/* What only settles later: batch and fee. */
gboolean till_store_set_transaction_batch (TillDbConnection *connection,
                                           gint64            id,
                                           const char       *batch,
                                           const TillActor  *actor,
                                           TillInstant       at,
                                           GError          **error);

TillTransaction *till_store_get_transaction (TillDbConnection *connection,
                                             gint64            id,
                                             GError          **error);
/* NULL without an error: there is none. */
TillTransaction *till_store_find_transaction (TillDbConnection *connection,
                                              const char       *processor,
                                              const char       *processor_id,
                                              GError          **error);
/* The payment that was taken under that number of a capture (till_store_keep_capture()). */
TillTransaction *till_store_find_captured (TillDbConnection *connection,
                                           const char       *processor,
                                           const char       *processor_id,
                                           GError          **error);
gboolean         till_store_keep_capture (TillDbConnection *connection,
                                          gint64            transaction_id,
                                          const char       *processor,
                                          const char       *processor_id,
                                          GError          **error);
TillTransaction *till_store_find_transaction_by_attempt (TillDbConnection *connection,
                                                         gint64            attempt_id,
                                                         GError          **error);

/* When the oldest one was; TILL_INSTANT_NONE: there is none. */
gboolean till_store_find_first_transaction (TillDbConnection *connection,
                                            TillInstant      *at,
                                            GError          **error);

/* When the newest one that the processor knows was, @until or before; TILL_INSTANT_NONE: there is
 * none. */
gboolean till_store_find_newest_charge (TillDbConnection *connection,
                                        TillInstant       until,
                                        TillInstant      *at,
                                        GError          **error);

/* Card rows the processor may still change. (element-type TillTransaction) */
GPtrArray *till_store_list_unsettled (TillDbConnection *connection, GError **error);

/* The red badge, from a partial index. */
gboolean till_store_count_unposted (TillDbConnection *connection, gint64 *count, GError **error);

/* Posting into the built-in ledger (till-store-ledger.c): a ledger entry for the guarantor and
 * posted, in one step. A transaction that is posted already is left as it is. */
gboolean till_store_post (TillDbConnection *connection,
                          gint64            id,
                          const TillActor  *actor,
                          TillInstant       at,
                          GError          **error);
/* Posted elsewhere by hand: no ledger entry is made. */
gboolean till_store_mark_posted (TillDbConnection *connection,
                                 gint64            id,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);
/* Begun and left for a person to look at ("posting", "needs-review"); posted is the two above's. */
gboolean till_store_step_posting (TillDbConnection *connection,
                                  gint64            id,
                                  TillPosting       posting,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  GError          **error);
/* A charge or an adjustment, for the demo and the import (till-store-entries.c). */
/* A payment that no attempt of ours is known for, by its invoice; *@row NULL: there is none. */
gboolean till_store_find_stray_payment (TillDbConnection *connection,
                                        const char       *invoice,
                                        TillTransaction **row,
                                        GError          **error);

gboolean till_store_add_ledger_entry (TillDbConnection *connection,
                                      gint64            patient_id,
                                      const char       *kind, /* "charge", "adjustment" */
                                      TillMoney         amount,
                                      TillDay           day,
                                      const char       *note,
                                      TillInstant       at,
                                      GError          **error);

/* The Transactions tab's table. Columns: date (instant), patient, amount, method, card, status,
 * posted, and carried without a title: kind, state, receipt, patient-id, entered. Sums: "payments",
 * "refunds", "net", "fees", in cents, over what counts. @zone is for day filters. */
TillTable *till_store_transactions_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

/* The built-in ledger's entries. Columns: date (day), patient, kind, amount, note, and carried
 * without a title: guarantor-id. Sums: "charges", "credits", "balance". */
TillTable *till_store_ledger_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

G_END_DECLS
