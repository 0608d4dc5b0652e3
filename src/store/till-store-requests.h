/* till-store-requests.h: requests for money, what is paid through their links, and how they end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One guarantor has one open request at most. Every change asks rules/till-state-rules.h and
 * appends to the audit in the same commit; with a request end its reminders, and the messages of it
 * that have not left.
 */
#pragma once

#include "model/till-request.h"
#include "model/till-table.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* Requested: @request brings guarantor, amount, balance, how it is sent, its link and the uuid that
 * the link was made with (its invoice follows from that); it gets the rest. An open request of the
 * same account becomes replaced. @due: when it is reminded of, in order.
 * TILL_ERROR_NOT_ALLOWED for a record that is merged. */
gboolean till_store_add_request (TillDbConnection  *connection,
                                 TillRequest       *request,
                                 const TillInstant *due,
                                 guint              n_due,
                                 const TillActor   *actor,
                                 TillInstant        at,
                                 GError           **error);

TillRequest *till_store_get_request (TillDbConnection *connection, gint64 id, GError **error);
/* Of a row of requests, by the table's name in the query with its point: the guarantor may have
 * seen it. It has not when it was cancelled before any of its messages left. */
#define TILL_REQUEST_WAS_MADE(requests)                                                            \
  "(" requests "state <> 'cancelled' OR " requests "sent_by = 'desk' OR EXISTS"                    \
  "  (SELECT 1 FROM messages AS left WHERE left.request_id = " requests "id"                       \
  "      AND left.purpose = 'request' AND left.state NOT IN ('queued', 'stopped')))"

/* The newest open one of the account; NULL without an error: there is none. */
TillRequest *till_store_find_open_request (TillDbConnection *connection,
                                           gint64            guarantor_id,
                                           GError          **error);
/* All open ones of the account, those of merged records too, the newest first. (element-type
 * TillRequest) */
GPtrArray   *till_store_list_open_requests (TillDbConnection *connection,
                                            gint64            guarantor_id,
                                            GError          **error);
TillRequest *till_store_find_request_by_invoice (TillDbConnection *connection,
                                                 const char       *invoice,
                                                 GError          **error);

/* TILL_REQUEST_BY_HAND cancels it, TILL_REQUEST_PAID_ELSEWHERE completes it. */
gboolean till_store_end_request (TillDbConnection *connection,
                                 gint64            id,
                                 TillRequestReason reason,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);

/* Ends the reminders that are planned, and those that are queued. @why: "paid", "snoozed" … */
gboolean till_store_stop_reminders (TillDbConnection *connection,
                                    gint64            request_id,
                                    const char       *why,
                                    TillInstant       at,
                                    GError          **error);

/* Likewise, and what is queued of the request itself. */
gboolean till_store_stop_asking (TillDbConnection *connection,
                                 gint64            request_id,
                                 const char       *why,
                                 TillInstant       at,
                                 GError          **error);

/* One more message of it is written, in the place of those that could not be delivered, by
 * @channel; the caller adds it in the same commit. The reminders that ended with them are due at
 * @due, in their order. TILL_ERROR_NOT_ALLOWED when it is over, or a message of it is under way or
 * has come. */
gboolean till_store_resend_request (TillDbConnection  *connection,
                                    gint64             id,
                                    TillChannel        channel,
                                    const TillInstant *due,
                                    guint              n_due,
                                    const TillActor   *actor,
                                    TillInstant        at,
                                    GError           **error);

/* Whether it may be: with the reason why not. */
gboolean till_store_check_resend (const TillRequest *request, GError **error);

/* What the account has paid since then, posted or not; refunds are taken off. */
gboolean till_store_get_paid_since (TillDbConnection *connection,
                                    gint64            guarantor_id,
                                    TillInstant       since,
                                    TillMoney        *paid,
                                    GError          **error);

/* ── Reminders ── */

/* Those that ended since nothing came to anybody: 1 << number (from 1 on) each. */
gboolean till_store_get_undelivered_reminders (TillDbConnection *connection,
                                               gint64            request_id,
                                               guint            *numbers,
                                               GError          **error);

typedef struct
{
  gint64   id;
  gint64   request_id;
  gboolean is_overtaken; /* the next one of the request is due, too */
} TillDueReminder;

/* Those that are planned for @at or before, the oldest first; not while the request itself has not
 * left. (element-type TillDueReminder) */
GArray *till_store_list_due_reminders (TillDbConnection *connection,
                                       TillInstant       at,
                                       guint             n_most,
                                       GError          **error);

/* It has been written; or, with @why, it is not to be. */
gboolean till_store_end_reminder (TillDbConnection      *connection,
                                  const TillDueReminder *reminder,
                                  const char            *why,
                                  TillInstant            at,
                                  GError               **error);

/* No message of it came to anybody, or, after it was sent again, one may. */
gboolean till_store_set_undeliverable (TillDbConnection *connection,
                                       gint64            id,
                                       gboolean          undeliverable,
                                       const TillActor  *actor,
                                       TillInstant       at,
                                       GError          **error);

/* The tab's list. Its columns: date, patient, requested, paid, status, sent, reminders, paid-on;
 * rows carry patient-id. Sums: "requested", "paid". (full) */
TillTable *till_store_requests_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

G_END_DECLS
