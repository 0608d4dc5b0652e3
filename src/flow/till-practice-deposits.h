/* till-practice-deposits.h: what the Deposits tab is given: the deposits, their items, the deed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-deposit.h"

G_BEGIN_DECLS

/* Borrowed; one for all. Its columns: store/till-store-deposits.h. */
TillTable *till_practice_get_deposits (TillPractice *self);

/* A look-up by key: quick enough for a cell. */
TillDeposit *till_practice_get_deposit (TillPractice *self, gint64 id, GError **error);

/* The transactions of one: see till_store_deposit_items_table_new(). The caller's. */
TillTable *till_practice_list_deposit_items (TillPractice *self, gint64 id);

/* Says why a deposit differs, in place of what was said before. TILL_ERROR_BAD_INPUT without words
 * or with a card number among them, TILL_ERROR_NOT_ALLOWED when there is nothing to explain. */
void     till_practice_explain_deposit_async (TillPractice       *self,
                                              gint64              id,
                                              const char         *words,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_explain_deposit_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);

G_END_DECLS
