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

static void
test_month_ends (void)
{
  static const struct
  {
    int   day[3];
    guint n;
    int   end[3];
  } ends[] = {
    { { 2026, 11, 1 }, 0, { 2026, 11, 30 } },   { { 2026, 11, 30 }, 0, { 2026, 11, 30 } },
    { { 2026, 11, 30 }, 1, { 2026, 10, 31 } },  { { 2026, 12, 31 }, 1, { 2026, 11, 30 } },
    { { 2026, 1, 15 }, 1, { 2025, 12, 31 } },   { { 2024, 3, 1 }, 1, { 2024, 2, 29 } },
    { { 2026, 3, 31 }, 1, { 2026, 2, 28 } },    { { 2026, 11, 30 }, 12, { 2025, 11, 30 } },
    { { 2026, 11, 30 }, 13, { 2025, 10, 31 } }, { { 2026, 12, 31 }, 0, { 2026, 12, 31 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      TillDay day = till_day (ends[i].day[0], ends[i].day[1], ends[i].day[2]);
      TillDay end = till_day (ends[i].end[0], ends[i].end[1], ends[i].end[2]);

      g_assert_cmpint (till_receivables_month_end (day, ends[i].n).number, ==, end.number);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/receivables/figures", test_figures);
  g_test_add_func ("/rules/receivables/month-ends", test_month_ends);

  return g_test_run ();
}
