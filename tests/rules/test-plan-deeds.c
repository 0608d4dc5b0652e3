/* test-plan-deeds.c: what may be done by hand with a payment plan, in each of its states
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-deeds.h"

#define N_STATES (TILL_PLAN_CANCELLED + 1)

/* By deed, then by state: pending, authorized, active, failed, paused, completed, cancelled. */
static const char *const allowed[] = {
  [TILL_PLAN_DEED_CHARGE] = "-yyy---",   [TILL_PLAN_DEED_PAID_APART] = "-yyyy--",
  [TILL_PLAN_DEED_PAUSE] = "-yyy---",    [TILL_PLAN_DEED_RESUME] = "----y--",
  [TILL_PLAN_DEED_CANCEL] = "yyyyy--",   [TILL_PLAN_DEED_SET_CARD] = "yyyyy--",
  [TILL_PLAN_DEED_SKIP] = "-yyyy--",     [TILL_PLAN_DEED_CHANGE_TERMS] = "yyyyy--",
  [TILL_PLAN_DEED_WITHDRAW] = "-yyyy--", [TILL_PLAN_DEED_CHANGE_PAYER] = "-yyyy--",
};

static void
test_states (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint deed = 0; deed < G_N_ELEMENTS (allowed); deed++)
    {
      for (guint state = 0; state < N_STATES; state++)
        {
          TillPlan    plan = { .state = (TillPlanState) state };
          const char *why_not = till_plan_why_not ((TillPlanDeed) deed, &plan, none);

          g_test_message ("deed %u, state %u", deed, state);
          g_assert_cmpint (why_not == NULL, ==, allowed[deed][state] == 'y');
          g_assert_true (why_not == NULL || g_str_has_suffix (why_not, "."));
        }
    }
}

/* While an installment is being charged no money moves by another way. */
static void
test_charging (void)
{
  g_autoptr (GPtrArray) installments = g_ptr_array_new ();
  TillInstallment       one = { .state = TILL_INSTALLMENT_CHARGING };
  TillPlan              plan = { .state = TILL_PLAN_ACTIVE };

  g_ptr_array_add (installments, &one);
  g_assert_nonnull (till_plan_why_not (TILL_PLAN_DEED_CHARGE, &plan, installments));
  g_assert_nonnull (till_plan_why_not (TILL_PLAN_DEED_PAID_APART, &plan, installments));
  g_assert_nonnull (till_plan_why_not (TILL_PLAN_DEED_CANCEL, &plan, installments));
  g_assert_nonnull (till_plan_why_not (TILL_PLAN_DEED_CHANGE_TERMS, &plan, installments));
  g_assert_nonnull (till_plan_why_not (TILL_PLAN_DEED_CHANGE_PAYER, &plan, installments));
  g_assert_null (till_plan_why_not (TILL_PLAN_DEED_WITHDRAW, &plan, installments));
  g_assert_null (till_plan_why_not (TILL_PLAN_DEED_PAUSE, &plan, installments));
  g_assert_null (till_plan_why_not (TILL_PLAN_DEED_SET_CARD, &plan, installments));
}

static void
test_installments (void)
{
  static const struct
  {
    TillInstallmentState state;
    const char *is; /* open, payable, owed on its day, owed the day before, waits on its day */
  } cases[] = {
    { TILL_INSTALLMENT_DUE, "yyy-y" },    { TILL_INSTALLMENT_CHARGING, "y----" },
    { TILL_INSTALLMENT_PAID, "-----" },   { TILL_INSTALLMENT_FAILED, "yy--y" },
    { TILL_INSTALLMENT_MISSED, "yyyy-" }, { TILL_INSTALLMENT_SKIPPED, "-----" },
  };
  TillDay due = till_day (2026, 12, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillInstallment one = { .state = cases[i].state, .due = due };

      g_assert_cmpint (till_installment_is_open (&one), ==, cases[i].is[0] == 'y');
      g_assert_cmpint (till_installment_is_payable (&one), ==, cases[i].is[1] == 'y');
      g_assert_cmpint (till_installment_is_owed (&one, due), ==, cases[i].is[2] == 'y');
      g_assert_cmpint (till_installment_is_owed (&one, till_day_add (due, -1)), ==,
                       cases[i].is[3] == 'y');
      g_assert_cmpint (till_installment_waits (&one, due), ==, cases[i].is[4] == 'y');
      g_assert_false (till_installment_waits (&one, till_day_add (due, -1)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/plan-deeds/states", test_states);
  g_test_add_func ("/rules/plan-deeds/charging", test_charging);
  g_test_add_func ("/rules/plan-deeds/installments", test_installments);

  return g_test_run ();
}
