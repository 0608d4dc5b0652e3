/* till-outbox.h: messages that are written down leave the program, each once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message is "sending" on the disk before a byte of it leaves. What gets no answer stays so: an
 * e-mail is handed over again with the same Message-ID, by which it is recognised; a text is looked
 * for, and sent again only when it was twice not there.
 */
#pragma once

#include "flow/till-practice-private.h"
#include "model/till-request.h"

G_BEGIN_DECLS

TillOutbox *till_outbox_new (TillPractice *practice); /* borrowed */
void        till_outbox_free (TillOutbox *self);

/* Sends what may leave now; looks for what was not answered. Beside everything else. */
void till_outbox_run (TillPractice *practice);

/* A GAsyncReadyCallback: of a write with which messages were written down, for the deed's task
 * (full), which returns a boolean. They leave. */
void till_outbox_written_cb (GObject *source, GAsyncResult *result, gpointer task);

/* One that is "sending" by the caller's own commit (till_store_claim_message()): it leaves at once,
 * whatever else waits. (full): as it stands once that is written down, "queued" when it is tried
 * again by itself. TILL_ERROR_UNKNOWN_OUTCOME: the practice was closed meanwhile, there was no
 * answer, or it could not be written down: it is looked for as after a crash. */
void         till_outbox_hand_over_async (TillPractice       *practice,
                                          const TillMessage  *message,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
TillMessage *till_outbox_hand_over_finish (TillPractice *practice,
                                           GAsyncResult *result,
                                           GError      **error);

/* Each minute: how far the texts have come that were taken over, and what patients have answered.
 */
void till_outbox_follow (TillPractice *practice);

/* The settings by which messages of that channel leave are others now. */
void till_outbox_renew (TillPractice *practice, TillChannel channel);

/* Whether what patients have answered is known up to @since. */
gboolean till_outbox_is_read (TillPractice *practice, TillInstant since);

/* Whether nothing is under way. */
gboolean till_outbox_is_idle (TillPractice *practice);

G_END_DECLS
