/* test-plan-paying-down.c: which installments a sum pays, and what of it is too much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-paying-down.h"

#include <string.h>

/* By their states, each a letter: paid, due, failed, missed, skipped, charging; $20 each. */
static GPtrArray *
make_installments (const char *states)
{
  static const char letters[] = "dcpfms"; /* in the order of the enum */
  GPtrArray        *all = g_ptr_array_new_with_free_func ((GDestroyNotify) till_installment_free);

  for (guint i = 0; states[i] != '\0'; i++)
    {
      TillInstallment *one = till_installment_new ();

      one->number = i + 1;
      one->due = till_day_add (till_day (2026, 11, 1), 7 * (int) i);
      one->amount = till_money (2000);
      one->state = (TillInstallmentState) (strchr (letters, states[i]) - letters);
      g_ptr_array_add (all, one);
    }

  return all;
}

static void
test_order (void)
{
  static const struct
  {
    const char *states;
    gint64      amount;
    const char *paid; /* "number cents; …" */
    gint64      rest;
  } cases[] = {
    { "pddd", 2000, "4 2000; ", 0 },
    { "pddd", 500, "4 500; ", 0 },
    { "pddd", 2500, "4 2000; 3 500; ", 0 },
    { "pddd", 6000, "4 2000; 3 2000; 2 2000; ", 0 },
    { "pddd", 6001, "4 2000; 3 2000; 2 2000; ", 1 },
    { "mpfd", 2000, "1 2000; ", 0 },
    { "mpfd", 4500, "1 2000; 3 2000; 4 500; ", 0 },
    { "mpfd", 1999, "1 1999; ", 0 },
    { "dcdd", 6000, "4 2000; 3 2000; 1 2000; ", 0 },
    { "cccc", 2000, "", 2000 },
    { "ppss", 2000, "", 2000 },
    { "pddd", 1, "4 1; ", 0 },
    { "", 100, "", 100 },
    /* What is to be tried again is paid whole, as long as there is another one. */
    { "pffd", 2500, "2 2000; 4 500; ", 0 },
    { "pfd", 500, "3 500; ", 0 },
    { "mfd", 3000, "1 2000; 3 1000; ", 0 },
    { "pffd", 6500, "2 2000; 3 2000; 4 2000; ", 500 },
    { "pff", 2500, "2 2000; 3 500; ", 0 },
    { "pf", 500, "2 500; ", 0 },
    { "pfd", 2500, "2 2000; 3 500; ", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) all = make_installments (cases[i].states);
      g_autoptr (GString)   words = g_string_new (NULL);
      TillMoney             rest;
      g_autoptr (GArray)    paid = till_plan_pay_down (all, till_money (cases[i].amount), &rest);

      g_test_message ("case %u", i);
      for (guint j = 0; j < paid->len; j++)
        {
          const TillPaidDown *part = &g_array_index (paid, TillPaidDown, j);

          g_string_append_printf (words, "%d %d; ", (int) part->one->number,
                                  (int) part->paid.cents);
        }
      g_assert_cmpstr (words->str, ==, cases[i].paid);
      g_assert_cmpint (rest.cents, ==, cases[i].rest);
    }
}

/* No cent is lost, and no installment gets nothing or more than it is. */
static void
test_sums (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      char                  states[13] = { 0 };
      g_autoptr (GPtrArray) all = NULL;
      g_autoptr (GArray)    paid = NULL;
      TillMoney             amount = till_money (g_test_rand_int_range (1, 60000));
      TillMoney             rest;
      gint64                sum = 0;

      for (guint j = 0; j < sizeof states - 1; j++)
        states[j] = "dcpfms"[g_test_rand_int_range (0, 6)];
      all = make_installments (states);
      paid = till_plan_pay_down (all, amount, &rest);
      for (guint j = 0; j < paid->len; j++)
        {
          const TillPaidDown *part = &g_array_index (paid, TillPaidDown, j);

          g_assert_cmpint (part->paid.cents, >, 0);
          g_assert_cmpint (part->paid.cents, <=, part->one->amount.cents);
          g_assert_true (j + 1 == paid->len || part->paid.cents == part->one->amount.cents);
          sum += part->paid.cents;
        }
      g_assert_cmpint (sum + rest.cents, ==, amount.cents);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/plan-paying-down/order", test_order);
  g_test_add_func ("/rules/plan-paying-down/sums", test_sums);

  return g_test_run ();
}
