/* till-sync.h: re-reads at the processor every row that is not yet final, and finds what came late
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"
#include "model/till-request.h"

G_BEGIN_DECLS

/* How far the processor's list of transactions has been read (till_store_get_cursor()). */
#define TILL_CURSOR_TRANSACTIONS "transactions"

/**
 * till_sync_run_async:
 * @far: back to the oldest row or page that is open, as after a start; else two days before the
 *     cursor; the first time, as far as refunds are made
 *
 * One trailing-window search, oldest first, matches all invoices, abandoned pages' too, and takes
 * in what was made elsewhere; rows it did not show are read by id. The cursor moves in the commit
 * of a page's last row, or of what of the page can't be read. Without a processor nothing is done.
 * TILL_ERROR_UNREACHABLE; TILL_ERROR_BAD_INPUT when the list is not whole: what came was taken in.
 */
void     till_sync_run_async (TillPractice       *practice,
                              gboolean            far,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean till_sync_run_finish (TillPractice *practice, GAsyncResult *result, GError **error);

/* Reads once more what was made in that time; no cursor is moved. Ends as the other one. */
void till_sync_check_async (TillPractice       *practice,
                            TillInstant         from,
                            TillInstant         until,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/* ── What a charge of the processor's changes (till-sync-charge.c) ──────────────────────────────
 */

typedef struct
{
  char       *processor;
  GPtrArray  *charges;  /* (element-type TillCharge) */
  GPtrArray  *captures; /* (element-type TillCharge) see TillFound; shared, never changed */
  GPtrArray  *refused;  /* (element-type TillUnread) */
  GHashTable *unread;   /* numbers that could not be taken in before, shared; or NULL */
  TillActor  *actor;
  TillInstant at;
  TillInstant cursor; /* how far the list has been read with them; TILL_INSTANT_NONE: no farther */
  gboolean    post_refunds;
  gboolean    post_payments;
  TillInstant begun; /* the day the books were: what was paid before is posted elsewhere already */
  GTimeZone  *zone;
  guint       n_before; /* of the charges: in an earlier commit */
  guint       n_done;   /* with this one; fewer than there are when the time was up */
} TillTakeIn;

TillTakeIn *till_take_in_new (TillPractice *practice);
void        till_take_in_free (TillTakeIn *self);

/* A job for the writer: what the charges change, and with the last of them the rest and the
 * cursor's move, in one commit. One charge at least. */
gboolean till_take_in_write (TillDbConnection *connection, gpointer take_in, GError **error);

/* ── Captures (till-sync-captures.c) ────────────────────────────────────────────────────────────
 */

/* The payment that was captured under @id; NULL when there is none. FALSE: it could not be asked.
 */
gboolean till_take_in_find_captured (TillDbConnection *connection,
                                     const TillTakeIn *self,
                                     const char       *id,
                                     TillTransaction **payment,
                                     GError          **error);

/* Keeps the captures of payments that are known, and their batches. @batches: "terminal/batch",
 * those whose deposits may have waited for them are added. */
gboolean till_take_in_keep_captures (TillDbConnection *connection,
                                     TillTakeIn       *self,
                                     GHashTable       *batches,
                                     GError          **error);

/* ── What was made elsewhere (till-sync-elsewhere.c) ────────────────────────────────────────────
 */

/* One that belongs to no attempt and takes nothing back from a payment that is known: a row without
 * a patient. */
gboolean till_take_in_add (TillDbConnection *connection,
                           TillTakeIn       *self,
                           const TillCharge *charge,
                           GError          **error);

/* One through @request's link: a payment of its guarantor, paid or declined. It is marked when the
 * request is over, or is paid with more than was asked for. */
gboolean till_take_in_add_for_request (TillDbConnection  *connection,
                                       TillTakeIn        *self,
                                       const TillRequest *request,
                                       const TillCharge  *charge,
                                       GError           **error);

/* What was taken back from @payment. @charge: the void or refund itself, or the payment that is
 * seen to be voided; then it was at @at. */
gboolean till_take_in_add_reversal (TillDbConnection      *connection,
                                    TillTakeIn            *self,
                                    const TillTransaction *payment,
                                    const TillCharge      *charge,
                                    TillTransactionKind    kind,
                                    TillInstant            at,
                                    GError               **error);

G_END_DECLS
