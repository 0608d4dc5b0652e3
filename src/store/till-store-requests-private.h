/* till-store-requests-private.h: what the files of requests share, and who follows a payment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-private.h"
#include "store/till-store-requests.h"

G_BEGIN_DECLS

extern TillRecordType till_store_request_type;

char *till_store_request_snapshot (const TillRequest *request);

/* Brings the row of @before to what @after has that may change, with the audit. */
gboolean till_store_save_request (TillDbConnection  *connection,
                                  const TillRequest *before,
                                  const TillRequest *after,
                                  const char        *deed,
                                  const TillActor   *actor,
                                  TillInstant        at,
                                  GError           **error);

gboolean till_store_plan_reminders (TillDbConnection  *connection,
                                    gint64             request_id,
                                    const TillInstant *due,
                                    guint              n_due,
                                    GError           **error);

/* Those that ended since nothing could be delivered: planned again, as many as are in @due. */
gboolean till_store_replan_reminders (TillDbConnection  *connection,
                                      gint64             request_id,
                                      const TillInstant *due,
                                      guint              n_due,
                                      TillInstant        at,
                                      GError           **error);

/* @payment counts from now on: through whose link it came is paid by it; the reminders of the
 * account's open request end; and that request is paid elsewhere when it came through no link and
 * covers what is asked for. A charge of a plan's installments does nothing to it. */
gboolean till_store_follow_payment (TillDbConnection      *connection,
                                    const TillTransaction *payment,
                                    const TillActor       *actor,
                                    TillInstant            at,
                                    GError               **error);

/* It came to nothing after all: voided, or failed. A request that it completed is open again,
 * unless there is a newer one. */
gboolean till_store_unfollow_payment (TillDbConnection      *connection,
                                      const TillTransaction *payment,
                                      const TillActor       *actor,
                                      TillInstant            at,
                                      GError               **error);

/* Likewise, unless the plan does not wait for that any more; of any other it may be. */
gboolean till_store_may_reopen_plan_request (TillDbConnection *connection,
                                             gint64            request_id,
                                             gboolean         *may,
                                             GError          **error);

/* A payment through the link of @request, as that was before it: it may accept a plan
 * (till-store-plan-sendings.h). And it is taken back before the plan had it, or that came to
 * nothing. */
gboolean till_store_accept_plan (TillDbConnection      *connection,
                                 const TillRequest     *request,
                                 const TillTransaction *payment,
                                 const TillActor       *actor,
                                 TillInstant            at,
                                 GError               **error);
gboolean till_store_lose_acceptance (TillDbConnection *connection,
                                     gint64            transaction_id,
                                     const TillActor  *actor,
                                     TillInstant       at,
                                     GError          **error);
gboolean till_store_regain_acceptance (TillDbConnection *connection,
                                       gint64            transaction_id,
                                       const TillActor  *actor,
                                       TillInstant       at,
                                       GError          **error);

G_END_DECLS
