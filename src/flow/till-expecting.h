/* till-expecting.h: reckons what the processor should still pay, from the card payments there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/**
 * till_expecting_run_async:
 * @ids: (nullable) (element-type gint64): the transactions that have changed; NULL: any may have
 *
 * Only the days of those are reckoned anew, in short commits behind whatever else is to be written.
 */
void     till_expecting_run_async (TillPractice       *practice,
                                   const GArray       *ids,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean till_expecting_run_finish (TillPractice *practice, GAsyncResult *result, GError **error);

G_END_DECLS
