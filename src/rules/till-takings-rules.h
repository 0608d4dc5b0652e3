/* till-takings-rules.h: how takings are added up, and into which parts a report's days are divided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-takings.h"

G_BEGIN_DECLS

/* Some rows of one kind: @amount is theirs together, ≤ 0 of refunds and voids. All of these return
 * FALSE when the amounts can't be added up. */
gboolean till_takings_add (TillTakings        *self,
                           TillTransactionKind kind,
                           gboolean            is_unposted,
                           gint64              n,
                           TillMoney           amount) G_GNUC_WARN_UNUSED_RESULT;
gboolean till_takings_add_all (TillTakings       *self,
                               const TillTakings *other) G_GNUC_WARN_UNUSED_RESULT;
gboolean till_takings_get_net (const TillTakings *self, TillMoney *net) G_GNUC_WARN_UNUSED_RESULT;

gboolean till_batch_sums_add (TillBatchSums       *self,
                              const TillBatchSums *other) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE, and TILL_ERROR_STORE with the sentence of it. */
gboolean till_takings_too_large (GError **error);

/* The part of @range that begins at @first: up to 31 days are told a day each, up to half a year a
 * week each (from Monday on), more by the month. */
TillDayRange till_month_next_part (TillDayRange range, TillDay first);

G_END_DECLS
