/* till-sync-deposits.h: asks the processor's reports for the deposits of the last days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"

G_BEGIN_DECLS

/**
 * till_sync_deposits_async:
 *
 * The last seven business days, today, and the days after it that may be told already; then those
 * that were missed since they were last read, the first time all from the first payment on, of 25
 * months at most. A day is taken in with all its pages or not at all; a day that fails is named,
 * and the others are still read, until two fail in a row. At the end the
 * cursor moves when every day was read, and what is expected is reckoned anew.
 * TILL_ERROR_UNREACHABLE.
 * Without reports nothing is done.
 */
void     till_sync_deposits_async (TillPractice       *practice,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean till_sync_deposits_finish (TillPractice *practice, GAsyncResult *result, GError **error);

G_END_DECLS
