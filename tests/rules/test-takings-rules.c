/* test-takings-rules.c: takings added up, and the parts a report's days are divided into
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-takings-rules.h"

#include "core/till-error.h"

static void
test_sums (void)
{
  TillTakings takings = { 0 };
  TillTakings all = { 0 };
  TillMoney   net;

  g_assert_true (till_takings_add (&takings, TILL_KIND_PAYMENT, FALSE, 2, till_money (5000)));
  g_assert_true (till_takings_add (&takings, TILL_KIND_PAYMENT, TRUE, 1, till_money (700)));
  g_assert_true (till_takings_add (&takings, TILL_KIND_REFUND, TRUE, 1, till_money (-300)));
  g_assert_true (till_takings_add (&takings, TILL_KIND_VOID, FALSE, 1, till_money (-1000)));
  g_assert_cmpint (takings.n_payments, ==, 3);
  g_assert_cmpint (takings.payments.cents, ==, 5700);
  g_assert_cmpint (takings.refunds.cents, ==, -300);
  g_assert_cmpint (takings.voids.cents, ==, -1000);
  g_assert_cmpint (takings.n_unposted, ==, 2);
  g_assert_cmpint (takings.unposted.cents, ==, 400);
  g_assert_true (till_takings_get_net (&takings, &net));
  g_assert_cmpint (net.cents, ==, 4400);

  g_assert_true (till_takings_add_all (&all, &takings));
  g_assert_true (till_takings_add_all (&all, &takings));
  g_assert_cmpint (all.payments.cents, ==, 11400);
  g_assert_cmpint (all.n_voids, ==, 2);
}

static void
test_too_large (void)
{
  TillTakings        takings = { .payments = till_money (G_MAXINT64) };
  TillBatchSums      reported = { .fees = till_money (G_MAXINT64) };
  TillMoney          net;
  g_autoptr (GError) error = NULL;

  g_assert_false (till_takings_add (&takings, TILL_KIND_PAYMENT, FALSE, 1, till_money (1)));
  takings = (TillTakings){ .payments = till_money (G_MAXINT64), .refunds = till_money (1) };
  g_assert_false (till_takings_get_net (&takings, &net));
  g_assert_false (till_takings_add_all (&takings, &takings));
  g_assert_false (till_batch_sums_add (&reported, &reported));
  g_assert_false (till_takings_too_large (&error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
}

static const struct
{
  const char *first;
  const char *last;
  guint       n_parts;
  const char *second_from; /* NULL: there is one part only */
  const char *last_from;
} divisions[] = {
  { "2026-11-24", "2026-11-24", 1, NULL, "2026-11-24" },
  { "2026-10-01", "2026-10-31", 31, "2026-10-02", "2026-10-31" },
  /* Thirty-two days are five or six weeks, the first and the last cut. */
  { "2026-10-01", "2026-11-01", 5, "2026-10-05", "2026-10-26" },
  { "2026-10-01", "2026-11-02", 6, "2026-10-05", "2026-11-02" },
  { "2026-11-15", "2027-01-20", 11, "2026-11-16", "2027-01-18" },
  { "2026-01-15", "2026-12-31", 12, "2026-02-01", "2026-12-01" },
  { "2024-02-29", "2025-02-28", 13, "2024-03-01", "2025-02-01" },
};

/* No day is missing and none comes twice. */
static void
test_parts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (divisions); i++)
    {
      const TillDayRange range = { till_day_from_iso (divisions[i].first),
                                   till_day_from_iso (divisions[i].last) };
      TillDay            day = range.first;
      TillDay            second = TILL_DAY_NONE;
      TillDay            last = TILL_DAY_NONE;
      guint              n_parts = 0;

      g_test_message ("%s – %s", divisions[i].first, divisions[i].last);
      while (till_day_compare (day, range.last) <= 0)
        {
          TillDayRange part = till_month_next_part (range, day);

          g_assert_cmpint (part.first.number, ==, day.number);
          g_assert_cmpint (part.last.number, >=, day.number);
          last = day;
          if (++n_parts == 2)
            second = day;
          day = till_day_add (part.last, 1);
        }
      g_assert_cmpint (day.number, ==, range.last.number + 1);
      g_assert_cmpuint (n_parts, ==, divisions[i].n_parts);
      g_assert_cmpint (last.number, ==, till_day_from_iso (divisions[i].last_from).number);
      if (divisions[i].second_from != NULL)
        g_assert_cmpint (second.number, ==, till_day_from_iso (divisions[i].second_from).number);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/takings/sums", test_sums);
  g_test_add_func ("/rules/takings/too-large", test_too_large);
  g_test_add_func ("/rules/takings/parts", test_parts);

  return g_test_run ();
}
