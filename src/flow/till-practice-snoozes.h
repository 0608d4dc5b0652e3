/* till-practice-snoozes.h: leaving guarantors out of requests for a while
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-snooze.h"

G_BEGIN_DECLS

/* One or many; what a guarantor's snooze was before is replaced. TILL_ERROR_BAD_INPUT for what
 * till_snooze_check() refuses. Of many, those before the one that failed stay snoozed.
 *
 * @n_left_out: (out): whom it would have ended for at once: no insurance is to pay. */
void     till_practice_snooze_async (TillPractice       *self,
                                     const gint64       *guarantors,
                                     gsize               n_guarantors,
                                     const TillSnooze   *snooze,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean till_practice_snooze_finish (TillPractice *self,
                                      GAsyncResult *result,
                                      guint        *n_snoozed,
                                      guint        *n_left_out,
                                      GError      **error);

/* Who is not snoozed is left alone. */
void     till_practice_end_snoozes_async (TillPractice       *self,
                                          const gint64       *guarantors,
                                          gsize               n_guarantors,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean till_practice_end_snoozes_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           guint        *n_ended,
                                           GError      **error);

G_END_DECLS
