/* till-store-plan-sendings-private.h: what the files about plans that were sent share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-plan-sendings.h"
#include "store/till-store-plans-private.h"

G_BEGIN_DECLS

/* Brings the row of @before to what @after has, with the audit; likewise to a state. */
gboolean till_plan_sending_save (TillDbConnection      *connection,
                                 const TillPlanSending *before,
                                 const TillPlanSending *after,
                                 const char            *deed,
                                 const TillActor       *actor,
                                 TillInstant            at,
                                 GError               **error);
gboolean till_plan_sending_step (TillDbConnection      *connection,
                                 const TillPlanSending *before,
                                 TillSendingState       state,
                                 const char            *deed,
                                 const TillActor       *actor,
                                 TillInstant            at,
                                 GError               **error);

/* @where: of ?1. NULL in *@found: there is none. (full) */
gboolean till_plan_sending_find (TillDbConnection *connection,
                                 const char       *where,
                                 gint64            id,
                                 TillPlanSending **found,
                                 GError          **error);

/* Paid, and its payment is not its part’s yet. */
gboolean till_plan_sending_is_live (const TillPlanSending *sending);

/* The first part of @version that none of @sendings was paid for; the down payment, whose number is
 * 0, is before all others. FALSE: all were. */
gboolean till_plan_sending_find_part (const TillPlanVersion *version,
                                      const GPtrArray       *sendings,
                                      TillPlanPart          *part);

/* *@version NULL, without an error: the plan is not pending, or others are its newest terms. (full)
 */
gboolean till_plan_sending_find_pending (TillDbConnection      *connection,
                                         const TillPlanSending *sending,
                                         TillPlan             **plan,
                                         TillPlanVersion      **version,
                                         GError               **error);

G_END_DECLS
