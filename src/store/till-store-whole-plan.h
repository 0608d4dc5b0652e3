/* till-store-whole-plan.h: a payment plan with its terms, its installments, and what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-whole-plan.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* NULL: TILL_ERROR_NOT_FOUND, or of the store. (full) */
TillWholePlan *till_store_read_whole_plan (TillDbConnection *connection, gint64 id, GError **error);

/* The latest @n_most payments of the account of @guarantor_id of which @amount is neither taken
 * back nor of another installment. (element-type TillTransaction) */
GPtrArray *till_store_list_payments_for_plan (TillDbConnection *connection,
                                              gint64            guarantor_id,
                                              TillMoney         amount,
                                              guint             n_most,
                                              GError          **error);

G_END_DECLS
