/* till-desk-plans.c: a front desk with payment plans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-plans.h"

#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-plans.h"

typedef struct
{
  Desk  *desk;
  gint64 card;
  gint64 n;
  gint64 remind;
  gint64 id;
} NewPlan;

static gboolean
plan_job (TillDbConnection *connection, gpointer data, GError **error)
{
  NewPlan             *new_plan = data;
  Desk                *desk = new_plan->desk;
  TillDay              today = till_practice_get_today (desk->practice);
  TillInstant          at = till_practice_now (desk->practice);
  TillPlanTerms        terms = { .total = till_money (2000 * new_plan->n),
                                 .n_installments = new_plan->n,
                                 .cadence = TILL_CADENCE_WEEKLY,
                                 .first = today,
                                 .remind = new_plan->remind };
  g_autoptr (TillPlan) plan = till_plan_new ();

  plan->guarantor_id = plan->patient_id = desk->anna;
  plan->card_id = new_plan->card;

  if (!till_plan_solve_installment (&terms, error) ||
      !till_store_add_plan (connection, plan, &terms, NULL, at, error) ||
      !till_store_authorize_plan (connection, plan->id, TILL_AUTHORIZED_PAPER, "Anna Berg", today,
                                  NULL, at, error))
    return FALSE;
  new_plan->id = plan->id;

  return TRUE;
}

gint64
desk_add_plan (Desk *self, gint64 card, gint64 n, gint64 remind)
{
  NewPlan            new_plan = { self, card, n, remind, 0 };
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (self->practice), TILL_DB_NORMAL, plan_job, &new_plan,
                 &error);
  g_assert_no_error (error);

  return new_plan.id;
}

void
desk_wait_for_plans (Desk *self)
{
  till_test_wait_until (!self->practice->running_plans && self->practice->n_charging == 0 &&
                        self->practice->n_aside == 0);
}

void
desk_run_plans (Desk *self)
{
  desk_refresh (self);
  till_practice_run_plans (self->practice);
  desk_wait_for_plans (self);
}

void
desk_pass_days (Desk *self, guint n)
{
  desk_pass (self, n * 24 * TILL_HOUR);
}

gint64
desk_find_installment (Desk *self, gint64 plan, gint64 number)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id FROM installments WHERE plan_id = %d AND number = %d", (int) plan, (int) number);

  return desk_count (self, sql);
}

void
desk_assert_text (Desk *self, const char *sql, const char *expected)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) row =
    till_db_prepare (till_db_get_reader (till_practice_get_db (self->practice)), sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (till_db_step (row, &error), ==, TILL_STEP_ROW);
  g_assert_cmpstr (till_db_column_text (row, 0), ==, expected);
}

void
desk_assert_sales (Desk *self, guint n_charged)
{
  g_assert_cmpuint (desk_count_sales (self), ==, n_charged + 1);
  desk_assert_agree (self);
}
