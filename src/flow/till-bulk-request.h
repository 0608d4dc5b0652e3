/* till-bulk-request.h: many guarantors asked at once: begun, watched, paused, cancelled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom it is for is written down before the first is asked; each is then judged anew, and asked or
 * left out in one commit, so that after a crash nobody is asked twice and nobody is forgotten. Few
 * messages are written ahead of those that leave. One is under way at a time; what was going on
 * when the practice was closed goes on when it is started.
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-bulk.h"

G_BEGIN_DECLS

#define TILL_TYPE_BULK_REQUEST (till_bulk_request_get_type ())
G_DECLARE_FINAL_TYPE (TillBulkRequest, till_bulk_request, TILL, BULK_REQUEST, GObject)

/* The practice's own. Signal "changed": it is further, or something is different with it. Borrowed.
 */
TillBulkRequest *till_practice_get_bulk_request (TillPractice *practice);

/* The one under way, or the last one since the practice was opened; NULL: there was none. Borrowed.
 */
const TillBulk       *till_bulk_request_get_bulk (TillBulkRequest *self);
const TillBulkCounts *till_bulk_request_get_counts (TillBulkRequest *self);
/* Why it does not go on; NULL: it does, or is not to. Translated, borrowed. */
const char *till_bulk_request_get_problem (TillBulkRequest *self);

/* Why nobody can be asked by @channel at all; NULL: it can be. Translated, borrowed. */
const char *till_practice_get_bulk_problem (TillPractice *practice, TillBulkChannel channel);

/* Borrowed strings, copied before the call returns. */
typedef struct
{
  TillBulkChannel channel;
  gboolean        with_statement; /* in e-mails */
  const char     *note;           /* for each patient, or NULL */
  const char     *reminders;      /* as in "7 14"; "" or NULL: none */
} TillBulkOrder;

/* It returns when all are written down; what follows is told by "changed". TILL_ERROR_BAD_INPUT,
 * TILL_ERROR_CARD_NUMBER; TILL_ERROR_NOT_ALLOWED when there is one already. */
void     till_bulk_request_start_async (TillBulkRequest     *self,
                                        const TillBulkOrder *order,
                                        const gint64        *guarantors,
                                        gsize                n_guarantors,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean till_bulk_request_start_finish (TillBulkRequest *self,
                                         GAsyncResult    *result,
                                         GError         **error);

/* To TILL_BULK_PAUSED, TILL_BULK_SENDING (it goes on), or TILL_BULK_CANCELLED: who was not asked
 * yet is left out, what has not left is stopped, with its request. */
void     till_bulk_request_step_async (TillBulkRequest    *self,
                                       TillBulkState       state,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean till_bulk_request_step_finish (TillBulkRequest *self,
                                        GAsyncResult    *result,
                                        GError         **error);

G_END_DECLS
