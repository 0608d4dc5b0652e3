/* till-practice-requests.h: who would be asked for money, and those who were
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-bulk.h"
#include "rules/till-request-rules.h"

G_BEGIN_DECLS

/* The rules for requests by @channel, by the practice's settings. */
void till_practice_get_request_policy (TillPractice      *self,
                                       TillChannel        channel,
                                       TillRequestPolicy *policy);

/* ── The review: who of many can be asked ── */

/* Of these guarantors, by @channel: judged at once, and again whenever something changes. Takes the
 * place of the last one. Borrowed; its columns: guarantor, portion, address, asked, reasons; its
 * filter, TILL_ASKED_COLUMN and TILL_WHY_NOT_COLUMN. till-export.h knows it as TILL_LIST_REVIEW.
 * NULL when the practice is closed. */
TillTable *till_practice_begin_review (TillPractice *self,
                                       const gint64 *guarantors,
                                       gsize         n_guarantors,
                                       TillChannel   channel);
void       till_practice_end_review (TillPractice *self);

/* While there is one. */
TillChannel till_practice_get_review_channel (TillPractice *self);
void        till_practice_set_review_channel (TillPractice *self, TillChannel channel);

/* Of all of them, whatever the table's filter is; nobody is counted before it is ready. Borrowed.
 */
const TillRequestTally *till_practice_get_review_tally (TillPractice *self);

/* ── Those who were (one is asked by till-request-payment.h) ── */

/* TILL_REQUEST_BY_HAND or TILL_REQUEST_PAID_ELSEWHERE. */
void     till_practice_end_requests_async (TillPractice       *self,
                                           const gint64       *ids,
                                           gsize               n_ids,
                                           TillRequestReason   reason,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean till_practice_end_requests_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            GError      **error);

/* Borrowed; one for all. Its columns: store/till-store-requests.h. */
TillTable *till_practice_get_requests (TillPractice *self);

/* Those asked in bulk, the newest first; empty when they can't be read. (element-type TillBulk)
 * One of them, a look-up by key. And what became of each whom they were for:
 * store/till-store-bulk.h has the columns. (full) */
GPtrArray *till_practice_list_bulks (TillPractice *self, guint n_most);
TillBulk  *till_practice_get_bulk (TillPractice *self, gint64 id, GError **error);
TillTable *till_practice_new_bulk_results (TillPractice *self);

/* Whether what the link asks for is what is owed of the request: the link names the amount, and
 * nobody can change it. TILL_ERROR_NOT_ALLOWED: some of it is paid, or the request is over. */
gboolean till_practice_check_code (const TillRequest *request, GError **error);

/* On one sheet, with the code of its link (document/till-request-sheet.h); *name: what the file is
 * called, static. TILL_ERROR_NOT_ALLOWED as above. (full) */
void    till_practice_print_request_async (TillPractice       *self,
                                           gint64              id,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GBytes *till_practice_print_request_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            const char  **name,
                                            GError      **error);

/* A look-up by key. */
TillRequest *till_practice_get_request (TillPractice *self, gint64 id, GError **error);

G_END_DECLS
