/* till-store-plan-progress.c: how far a plan is, by its installments, and which state that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"

typedef struct
{
  TillPlan *plan; /* borrowed */
  gint64    n_missed;
  gint64    n_open;
} Reckoning;

static gboolean
reckon (TillDbConnection *connection, Reckoning *reckoning, GError **error)
{
  static const char           sql[] = "SELECT count(*), count(*) FILTER (WHERE state = 'paid'),"
                                      "       coalesce(sum(amount_cents) FILTER (WHERE state = 'paid'), 0),"
                                      "       count(*) FILTER (WHERE state = 'missed'),"
                                      "       count(*) FILTER (WHERE state <> 'paid')"
                                      "  FROM installments WHERE plan_id = ?1 AND state <> 'skipped'";
  TillPlan                   *plan = reckoning->plan;
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, plan->id) != TILL_STEP_ROW)
    return FALSE;

  plan->n_parts = till_db_column_int (row, 0);
  plan->n_paid = till_db_column_int (row, 1);
  plan->paid = till_money (till_db_column_int (row, 2));
  reckoning->n_missed = till_db_column_int (row, 3);
  reckoning->n_open = till_db_column_int (row, 4);

  return TRUE;
}

/* What is tried next, by its day. */
static gboolean
read_next (TillDbConnection *connection, TillPlan *plan, GError **error)
{
  static const char sql[] =
    "SELECT coalesce(retry_day, due_day), amount_cents FROM installments"
    " WHERE plan_id = ?1 AND state IN ('due', 'charging', 'failed') ORDER BY 1, number LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, plan->id);

  plan->next = TILL_DAY_NONE;
  plan->next_amount = TILL_MONEY_ZERO;
  if (step == TILL_STEP_ROW)
    {
      plan->next = (TillDay){ (gint32) till_db_column_int (row, 0) };
      plan->next_amount = till_money (till_db_column_int (row, 1));
    }

  return step != TILL_STEP_ERROR;
}

static TillPlanState
get_state (const Reckoning *reckoning)
{
  if (reckoning->n_open == 0)
    return TILL_PLAN_COMPLETED;
  if (reckoning->n_missed > 0)
    return TILL_PLAN_FAILED;

  return reckoning->plan->n_paid > 0 ? TILL_PLAN_ACTIVE : TILL_PLAN_AUTHORIZED;
}

gboolean
till_store_follow_installments (TillDbConnection *connection,
                                gint64            plan_id,
                                const char       *deed,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlan) after = plan != NULL ? till_plan_copy (plan) : NULL;
  Reckoning            reckoning = { .plan = after };

  if (plan == NULL || !reckon (connection, &reckoning, error) ||
      !read_next (connection, after, error))
    return FALSE;

  if (plan->state != TILL_PLAN_CANCELLED)
    {
      after->resumes_as = get_state (&reckoning);
      /* A pause lasts, unless there is nothing left to pause. */
      if (plan->state != TILL_PLAN_PAUSED || after->resumes_as == TILL_PLAN_COMPLETED)
        after->state = after->resumes_as;
      after->ended_at = after->state == TILL_PLAN_COMPLETED ? at : TILL_INSTANT_NONE;
    }

  return till_store_save_plan (connection, plan, after, deed, actor, at, error);
}
