/* till-resend-request.h: a request that could not be delivered, sent once more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same request, by the same link: what failed stays as it is, and one more message takes its
 * place, to an address that was corrected or by the other channel. What is corrected is kept on the
 * patient's record, and whoever has said no to messages has said it at every address.
 */
#pragma once

#include "flow/till-request-payment.h"

G_BEGIN_DECLS

/* Borrowed strings, copied before the call returns. */
typedef struct
{
  gint64      request_id;
  TillChannel channel; /* by text or by e-mail */
  const char *address; /* of that channel */
} TillResendOrder;

typedef struct
{
  TillRequestDraft *draft; /* the request, and the one message */
  gint64            patient_id;
  TillChannel       channel;
  char             *new_address; /* what is changed on the patient's record, or NULL */
} TillResend;

void till_resend_free (TillResend *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillResend, till_resend_free)

/* The newest message of the request that could not be delivered. TILL_ERROR_NOT_ALLOWED when the
 * request is over, or has come, or is under way. A look-up by key. (full) */
TillMessage *till_practice_get_failed_message (TillPractice *self,
                                               gint64        request_id,
                                               GError      **error);

/* TILL_ERROR_BAD_INPUT: the address; TILL_ERROR_NOT_ALLOWED as above. (full) */
void        till_practice_draft_resend_async (TillPractice          *self,
                                              const TillResendOrder *order,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
TillResend *till_practice_draft_resend_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* Takes @resend. TILL_ERROR_NOT_ALLOWED as above: however often it is asked for, one message
 * leaves. */
void     till_practice_resend_async (TillPractice       *self,
                                     TillResend         *resend,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean till_practice_resend_finish (TillPractice *self, GAsyncResult *result, GError **error);

G_END_DECLS
