/* till-bulk-plan.h: what a bulk request would come to, before anybody is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-bulk.h"
#include "rules/till-request-rules.h"

G_BEGIN_DECLS

typedef struct
{
  GArray          *guarantors;          /* gint64: who can be asked */
  TillRequestTally by[TILL_N_CONSENTS]; /* by channel: who would be asked by it */
  TillRequestTally left_out;            /* each for one reason: the first … */
  TillChannel      why_of;              /* … that stands against this channel */
} TillBulkPlan;

void till_bulk_plan_free (TillBulkPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBulkPlan, till_bulk_plan_free)

/* Of those, each once, in any order. (full) */
void          till_practice_plan_bulk_async (TillPractice       *self,
                                             TillBulkChannel     channel,
                                             const gint64       *guarantors,
                                             gsize               n_guarantors,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
TillBulkPlan *till_practice_plan_bulk_finish (TillPractice *self,
                                              GAsyncResult *result,
                                              GError      **error);

G_END_DECLS
