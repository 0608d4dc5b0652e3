/* till-plan-sending.h: a payment plan is sent to who pays, to be accepted by the first payment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft is what will be sent, to the letter: the agreement, the message with the link, and what
 * it says that paying means. Sending is one commit, from which till-outbox.h goes on. What comes of
 * it is seen with the payment (till-sync.h, till-card-keeping.h).
 */
#pragma once

#include "flow/till-practice-plans.h"
#include "flow/till-request-payment.h"
#include "model/till-plan-sending.h"

G_BEGIN_DECLS

typedef struct
{
  TillPlanPaper    *paper;   /* the agreement */
  TillRequestDraft *request; /* with its one message, problem and doubts */
  TillPlanSending  *sending; /* not written down yet */
} TillPlanSendingDraft;

void till_plan_sending_draft_free (TillPlanSendingDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPlanSendingDraft, till_plan_sending_draft_free)

/* Of the newest terms of a plan that is pending; @uuid: of its request, the same for each draft.
 * TILL_ERROR_NOT_ALLOWED: it waits for nothing, or nobody can be asked at all. */
void                  till_practice_draft_plan_sending_async (TillPractice       *self,
                                                              gint64              plan_id,
                                                              TillChannel         channel,
                                                              const char         *uuid,
                                                              GCancellable       *cancellable,
                                                              GAsyncReadyCallback callback,
                                                              gpointer            user_data);
TillPlanSendingDraft *till_practice_draft_plan_sending_finish (TillPractice *self,
                                                               GAsyncResult *result,
                                                               GError      **error);

/* Takes @draft. TILL_ERROR_NOT_ALLOWED when something has changed that stands against it. */
void     till_practice_send_plan_async (TillPractice         *self,
                                        TillPlanSendingDraft *draft,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean till_practice_send_plan_finish (TillPractice *self, GAsyncResult *result, GError **error);

G_END_DECLS
