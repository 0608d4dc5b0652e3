/* till-bank-matching.h: brings the lines of bank statements and the deposits together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/**
 * till_bank_matching_run_async:
 *
 * After lines or deposits have come, or words were learned. Thought over on a reader; written in
 * commits of a few lines. Without anything to match nothing is written.
 */
void     till_bank_matching_run_async (TillPractice       *practice,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean till_bank_matching_run_finish (TillPractice *practice,
                                        GAsyncResult *result,
                                        guint        *n_lines,
                                        GError      **error);

G_END_DECLS
