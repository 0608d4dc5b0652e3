/* test-plan-parts.c: whatever a plan’s terms are, its parts add up, and are on the days agreed on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-rules.h"

#define TODAY (till_day (2026, 11, 30))
#define N_RANDOM 10000

static TillPlanTerms
make_random (GRand *random)
{
  TillPlanTerms terms = { 0 };
  gint64        most;

  terms.total = till_money (g_rand_int_range (random, 1, 100000001));
  if (g_rand_boolean (random))
    terms.total = till_money (g_rand_int_range (random, 1, 2000));
  if (g_rand_int_range (random, 0, 4) == 0)
    terms.fee = till_money (g_rand_int_range (random, 0, (gint32) terms.total.cents + 1));
  if (g_rand_boolean (random))
    terms.down_payment = till_money (g_rand_int_range (random, 0, (gint32) terms.total.cents));
  most = MIN (till_plan_get_financed (&terms).cents, TILL_PLAN_MOST_PARTS);
  terms.n_installments = (guint) g_rand_int_range (random, 1, (gint32) most + 1);
  terms.cadence = (TillCadence) g_rand_int_range (random, 0, TILL_CADENCE_QUARTERLY + 1);
  terms.day = (guint) g_rand_int_range (random, 1, 32);
  terms.week = (guint) g_rand_int_range (random, 1, 6);
  terms.weekday = (guint) g_rand_int_range (random, 1, 8);
  terms.first = till_day_add (
    TODAY, g_rand_int_range (random, terms.down_payment.cents > 0, TILL_PLAN_LATEST_FIRST + 1));

  return terms;
}

/* As GLib counts days, which has nothing of ours. */
static void
read_day (TillDay day, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) (day.number + 719163));
}

static void
assert_fits (const TillPlanTerms *terms, const GDate *date)
{
  guint day = g_date_get_day (date);
  guint days = g_date_get_days_in_month (g_date_get_month (date), g_date_get_year (date));

  if (terms->cadence == TILL_CADENCE_MONTHLY || terms->cadence == TILL_CADENCE_QUARTERLY)
    g_assert_cmpuint (day, ==, MIN (terms->day, days));
  if (terms->cadence != TILL_CADENCE_MONTHLY_WEEKDAY)
    return;
  g_assert_cmpuint (g_date_get_weekday (date), ==, terms->weekday);
  if (terms->week == TILL_LAST_WEEK)
    g_assert_cmpuint (day + 7, >, days);
  else
    g_assert_cmpuint ((day + 6) / 7, ==, terms->week);
}

static gint
count_months (const GDate *date)
{
  return g_date_get_year (date) * 12 + (gint) g_date_get_month (date);
}

static void
assert_follows (const TillPlanTerms *terms, const GDate *before, const GDate *date)
{
  switch (terms->cadence)
    {
    case TILL_CADENCE_WEEKLY:
      g_assert_cmpint (g_date_days_between (before, date), ==, 7);
      break;
    case TILL_CADENCE_TWO_WEEKS:
      g_assert_cmpint (g_date_days_between (before, date), ==, 14);
      break;
    case TILL_CADENCE_MONTHLY:
    case TILL_CADENCE_MONTHLY_WEEKDAY:
      g_assert_cmpint (count_months (date) - count_months (before), ==, 1);
      break;
    case TILL_CADENCE_QUARTERLY:
      g_assert_cmpint (count_months (date) - count_months (before), ==, 3);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Also by the clock on a wall that is turned twice a year: at 2:30, which some days have not. */
static void
assert_sound (const TillPlanTerms *terms, GTimeZone *zone)
{
  g_autoptr (GArray) parts = till_plan_make_parts (terms);
  TillInstant        last_at = G_MININT64;
  gint64             sum = 0;
  GDate              before;

  g_assert_cmpuint (parts->len, ==, terms->n_installments);
  for (guint i = 0; i < parts->len; i++)
    {
      const TillPlanPart *part = &g_array_index (parts, TillPlanPart, i);
      TillInstant         at = till_day_at_time (part->day, 2 * 3600 + 1800, zone);
      GDate               date;

      read_day (part->day, &date);
      g_assert_cmpuint (part->number, ==, i + 1);
      g_assert_cmpint (part->amount.cents, >, 0);
      assert_fits (terms, &date);
      if (i == 0)
        {
          g_assert_cmpint (part->day.number, >=, terms->first.number);
          g_assert_cmpint (part->day.number, <, terms->first.number + 62);
        }
      else
        assert_follows (terms, &before, &date);
      g_assert_cmpint (at, >, last_at);
      g_assert_cmpint (till_day_compare (till_day_of_instant (at, zone), part->day), ==, 0);
      sum += part->amount.cents;
      last_at = at;
      before = date;
    }
  g_assert_cmpint (sum, ==, terms->total.cents + terms->fee.cents - terms->down_payment.cents);
}

static void
test_any (void)
{
  g_autoptr (GRand)     random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      TillPlanTerms      terms = make_random (random);
      TillPlanTerms      again;
      g_autoptr (GError) error = NULL;

      g_assert_true (till_plan_solve_installment (&terms, &error));
      g_assert_no_error (error);
      g_assert_true (till_plan_check_terms (&terms, TODAY, &error));
      g_assert_no_error (error);
      assert_sound (&terms, zone);

      /* The other way round: an amount is typed. */
      again = terms;
      again.n_installments = 0;
      again.installment = till_money (MAX (terms.installment.cents - 1, 1));
      if (!till_plan_solve_number (&again, NULL))
        continue;
      g_assert_true (till_plan_check_terms (&again, TODAY, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (again.n_installments, >=, terms.n_installments);
      assert_sound (&again, zone);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/plan/parts/any", test_any);

  return g_test_run ();
}
