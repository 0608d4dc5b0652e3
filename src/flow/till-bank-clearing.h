/* till-bank-clearing.h: clears away, some lines a commit, what a statement of the bank has left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/* What is left at present, of an open practice; a statement that is being taken in must begin
 * after this does. */
void     till_bank_clearing_run_async (TillPractice       *practice,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean till_bank_clearing_run_finish (TillPractice *practice,
                                        GAsyncResult *result,
                                        GError      **error);

/* At the start: what was left when the program ended. */
void till_bank_clearing_resume (TillPractice *practice);

G_END_DECLS
