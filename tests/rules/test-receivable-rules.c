/* test-receivable-rules.c: shares and days of what all owe, at their edges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-receivable-rules.h"

static const struct
{
  gint64 owed[TILL_N_AGES];
  gint64 credit;
  gint64 charged;
  gint64 total;
  guint  percent; /* over 90 */
  int    n_days;
} cases[] = {
  { { 0, 0, 0, 0 }, 0, 0, 0, 0, -1 },
  { { 0, 0, 0, 0 }, 0, 9000, 0, 0, 0 },
  { { 10000, 0, 0, 0 }, 0, 0, 10000, 0, -1 },
  { { 10000, 0, 0, 0 }, 0, 30000, 10000, 0, 30 },
  { { 0, 0, 0, 700 }, 0, 30000, 700, 100, 2 },
  /* Half a percent, half a day: up. */
  { { 199, 0, 0, 1 }, 0, 36000, 200, 1, 1 },
  { { 200, 0, 0, 1 }, 0, 36400, 201, 0, 0 },
  { { 100, 200, 300, 400 }, -150, 850, 850, 40, 90 },
  /* More credits than debts. */
  { { 100, 0, 0, 0 }, -300, 30000, -200, 0, -1 },
  /* A practice of ten thousand million dollars. */
  { { G_GINT64_CONSTANT (500000000000), 0, 0, G_GINT64_CONSTANT (500000000000) },
    0,
    G_GINT64_CONSTANT (1000000000000),
    G_GINT64_CONSTANT (1000000000000),
    50,
    90 },
};

static void
test_figures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillReceivables receivables = { .credit = till_money (cases[i].credit),
                                      .charged = till_money (cases[i].charged) };

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      for (int age = 0; age < TILL_N_AGES; age++)
        receivables.owed[age] = till_money (cases[i].owed[age]);
      g_assert_cmpint (till_receivables_get_total (&receivables).cents, ==, cases[i].total);
      g_assert_cmpuint (till_receivables_get_percent (&receivables, TILL_AGE_OVER_90), ==,
                        cases[i].percent);
      g_assert_cmpint (till_receivables_count_days (&receivables), ==, cases[i].n_days);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/receivables/figures", test_figures);

  return g_test_run ();
}
