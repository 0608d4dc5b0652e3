/* test-rate.c: a part of an amount in hundredths of a percent, rounded once, at the edges too
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-rate.h"

#include <locale.h>

static const struct
{
  gint64      part;
  gint64      whole;
  gboolean    has_answer;
  gint64      hundredths;
  const char *decimal;
} rates[] = {
  { 287, 10000, TRUE, 287, "2.87" },
  { 0, 10000, TRUE, 0, "0.00" },
  { 10000, 10000, TRUE, 10000, "100.00" },
  { 1, 3, TRUE, 3333, "33.33" },
  { 2, 3, TRUE, 6667, "66.67" },
  /* Half a hundredth goes up, less does not. */
  { 1, 20000, TRUE, 1, "0.01" },
  { 1, 20001, TRUE, 0, "0.00" },
  { -1, 20000, TRUE, -1, "-0.01" },
  { -287, 10000, TRUE, -287, "-2.87" },
  { 5, 1, TRUE, 50000, "500.00" },
  { 1, 0, FALSE, 0, NULL },
  { 1, -5, FALSE, 0, NULL },
  { G_MAXINT64, 1, FALSE, 0, NULL },
  { 1, G_MAXINT64, TRUE, 0, "0.00" },
};

static void
test_rates (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autoptr (GString) decimal = g_string_new (NULL);
      TillRate            rate = { 0 };
      gboolean            has_answer =
        till_rate_of (till_money (rates[i].part), till_money (rates[i].whole), &rate);

      g_test_message ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, rates[i].part, rates[i].whole);
      g_assert_cmpint (has_answer, ==, rates[i].has_answer);
      if (!has_answer)
        continue;
      g_assert_cmpint (rate.hundredths, ==, rates[i].hundredths);
      till_rate_append_decimal (rate, decimal);
      g_assert_cmpstr (decimal->str, ==, rates[i].decimal);
    }
}

static void
test_words (void)
{
  g_autofree char *plus = till_rate_format ((TillRate){ 287 });
  g_autofree char *minus = till_rate_format ((TillRate){ -5 });

  g_assert_cmpstr (plus, ==, "2.87\u00a0%");
  g_assert_cmpstr (minus, ==, "\u22120.05\u00a0%");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/rate/rates", test_rates);
  g_test_add_func ("/core/rate/words", test_words);

  return g_test_run ();
}
