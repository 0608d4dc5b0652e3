/* till-store-plans-change.c: payment plans paused, resumed, cancelled, charged to another card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"

#include "core/till-text.h"

gboolean
till_store_pause_plan (TillDbConnection *connection,
                       gint64            plan_id,
                       const char       *why,
                       const TillActor  *actor,
                       TillInstant       at,
                       GError          **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlan) after = NULL;

  if (plan == NULL)
    return FALSE;

  after = till_plan_copy (plan);
  after->state = TILL_PLAN_PAUSED;
  if (plan->state != TILL_PLAN_PAUSED)
    after->resumes_as = plan->state;
  till_text_set (&after->why, why);

  return till_store_save_plan (connection, plan, after, "pause-plan", actor, at, error);
}

gboolean
till_store_resume_plan (TillDbConnection *connection,
                        gint64            plan_id,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlan) after = NULL;

  if (plan == NULL)
    return FALSE;
  if (plan->state != TILL_PLAN_PAUSED)
    return TRUE;

  after = till_plan_copy (plan);
  after->state = plan->resumes_as;
  till_text_set (&after->why, NULL);

  return till_store_save_plan (connection, plan, after, "resume-plan", actor, at, error);
}

gboolean
till_store_cancel_plan (TillDbConnection *connection,
                        gint64            plan_id,
                        const char       *why,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlan) after = NULL;

  if (plan == NULL)
    return FALSE;

  after = till_plan_copy (plan);
  after->state = after->resumes_as = TILL_PLAN_CANCELLED;
  after->ended_at = at;
  till_text_set (&after->why, why);

  return till_store_check_plan_step (plan, TILL_PLAN_CANCELLED, error) &&
         till_store_skip_rest (connection, plan_id, FALSE, "cancelled", actor, at, error) &&
         till_store_save_plan (connection, plan, after, "cancel-plan", actor, at, error) &&
         till_store_follow_installments (connection, plan_id, "cancel-plan", actor, at, error) &&
         till_store_end_plan_links (connection, plan_id, actor, at, error);
}

gboolean
till_store_set_plan_card (TillDbConnection *connection,
                          gint64            plan_id,
                          gint64            card_id,
                          const TillActor  *actor,
                          TillInstant       at,
                          GError          **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlan) after = NULL;

  if (plan == NULL || !till_store_check_plan_card (connection, plan, card_id, error))
    return FALSE;

  after = till_plan_copy (plan);
  after->card_id = card_id;

  return till_store_save_plan (connection, plan, after, "change-plan-card", actor, at, error);
}
