/* test-plan-offers.c: new terms for what is left of a plan: their sums, and what is worse
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-offers.h"

#include "core/till-error.h"
#include "rules/till-plan-rules.h"

#define TODAY (till_day (2026, 11, 30))

/* Installments of $20, a week apart, of which the third is due today; by their states, each a
 * letter: paid, due, failed, missed, skipped. */
static GPtrArray *
make_installments (const char *states)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) till_installment_free);

  for (guint i = 0; states[i] != '\0'; i++)
    {
      TillInstallment *one = till_installment_new ();

      one->number = i + 1;
      one->due = till_day_add (TODAY, 7 * ((int) i - 2));
      one->amount = till_money (2000);
      one->state = states[i] == 'p'   ? TILL_INSTALLMENT_PAID
                   : states[i] == 'f' ? TILL_INSTALLMENT_FAILED
                   : states[i] == 'm' ? TILL_INSTALLMENT_MISSED
                   : states[i] == 's' ? TILL_INSTALLMENT_SKIPPED
                                      : TILL_INSTALLMENT_DUE;
      g_ptr_array_add (all, one);
    }

  return all;
}

static TillPlanTerms
make_terms (gint64 total, gint64 n, TillDay first)
{
  TillPlanTerms terms = {
    .total = till_money (total), .n_installments = n, .cadence = TILL_CADENCE_WEEKLY, .first = first
  };

  g_assert_true (till_plan_solve_installment (&terms, NULL));

  return terms;
}

/* ── What is left ── */

static void
test_left (void)
{
  static const struct
  {
    const char *states;
    gboolean    keep;
    gint64      replaced;
    gint64      n_replaced;
    gint64      missed;
    gint64      kept;
    gint64      failed;
    int         next; /* days from today; -99: none */
  } cases[] = {
    { "ppddd", FALSE, 6000, 3, 0, 0, 0, 0 },         { "ppddd", TRUE, 6000, 3, 0, 0, 0, 0 },
    { "pmddd", TRUE, 6000, 3, 2000, 2000, 0, 0 },    { "pmddd", FALSE, 8000, 4, 2000, 0, 0, 0 },
    { "pmfdd", TRUE, 6000, 3, 2000, 2000, 2000, 7 }, { "psddd", FALSE, 6000, 3, 0, 0, 0, 0 },
    { "pppdd", FALSE, 4000, 2, 0, 0, 0, 7 },         { "ppdpp", FALSE, 2000, 1, 0, 0, 0, 0 },
    { "mmmmm", TRUE, 0, 0, 10000, 10000, 0, -99 },   { "mmmmm", FALSE, 10000, 5, 10000, 0, 0, -99 },
    { "ppppp", FALSE, 0, 0, 0, 0, 0, -99 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) all = make_installments (cases[i].states);
      TillPlanLeft          left;

      g_test_message ("%s, %d", cases[i].states, cases[i].keep);
      till_plan_read_left (all, cases[i].keep, &left);
      g_assert_cmpint (left.replaced.cents, ==, cases[i].replaced);
      g_assert_cmpint (left.n_replaced, ==, cases[i].n_replaced);
      g_assert_cmpint (left.missed.cents, ==, cases[i].missed);
      g_assert_cmpint (left.kept.cents, ==, cases[i].kept);
      g_assert_cmpint (left.failed.cents, ==, cases[i].failed);
      if (cases[i].next == -99)
        g_assert_true (till_day_is_none (left.next));
      else
        g_assert_cmpint (left.next.number, ==, TODAY.number + cases[i].next);
    }
}

/* ── What they begin with ── */

static void
test_begin (void)
{
  g_autoptr (GPtrArray) all = make_installments ("pmfdd");
  const TillPlanTerms   in_force = make_terms (10000, 5, till_day_add (TODAY, -14));
  TillPlanTerms         terms;
  TillPlanLeft          left;

  till_plan_read_left (all, TRUE, &left);
  g_assert_true (till_plan_begin_terms (&in_force, &left, TODAY, &terms));
  g_assert_cmpint (terms.total.cents, ==, 6000);
  g_assert_cmpint (terms.n_installments, ==, 3);
  g_assert_cmpint (terms.first.number, ==, TODAY.number + 7);
  g_assert_cmpint (left.n_standing, ==, 2);

  /* Nothing of it is to come: the next of its days is. */
  g_ptr_array_unref (all);
  all = make_installments ("mm");
  till_plan_read_left (all, FALSE, &left);
  g_assert_true (till_plan_begin_terms (&in_force, &left, TODAY, &terms));
  g_assert_cmpint (terms.first.number, ==, TODAY.number + 7);
  till_plan_read_left (all, TRUE, &left);
  g_assert_false (till_plan_begin_terms (&in_force, &left, TODAY, &terms));
}

/* A fee is in the installments: so is what is not paid of it. To the cent, whatever is left. */
static void
test_fee (void)
{
  TillPlanTerms in_force = make_terms (10000, 5, TODAY);

  in_force.fee = till_money (1000);
  for (gint64 rest = 1; rest <= 11000; rest += 7)
    {
      const TillPlanLeft left = { .replaced = till_money (rest),
                                  .n_replaced = 3,
                                  .next = TILL_DAY_NONE };
      TillPlanTerms      terms;

      g_assert_true (till_plan_begin_terms (&in_force, &left, TODAY, &terms));
      g_assert_cmpint (terms.total.cents + terms.fee.cents, ==, rest);
      g_assert_cmpint (terms.fee.cents, ==, rest / 11);
    }
}

/* ── Worse ── */

static void
test_worse (void)
{
  static const struct
  {
    const char *states;
    gboolean    keep;
    gint64      total;
    gint64      n;
    int         first; /* days from today */
    gboolean    is_worse;
  } cases[] = {
    { "ppddd", FALSE, 6000, 3, 0, FALSE }, /* as it is */
    { "ppddd", FALSE, 6000, 3, 7, FALSE },
    { "ppddd", FALSE, 6000, 6, 0, FALSE },
    { "ppddd", FALSE, 6000, 2, 7, TRUE }, /* more at once */
    { "pppdd", FALSE, 4000, 2, 6, TRUE }, /* a day earlier */
    { "ppddd", FALSE, 6001, 6, 0, TRUE }, /* a cent more in all */
    { "pmddd", TRUE, 6000, 3, 0, FALSE },
    { "pmddd", FALSE, 8000, 4, 0, FALSE }, /* what was owed at once is spread */
    { "pmddd", FALSE, 8000, 2, 30, TRUE },
    { "ppfdd", FALSE, 6000, 3, 7, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) all = make_installments (cases[i].states);
      const TillPlanTerms   terms =
        make_terms (cases[i].total, cases[i].n, till_day_add (TODAY, cases[i].first));

      g_test_message ("case %u", i);
      g_assert_cmpint (till_plan_terms_are_worse (&terms, all, cases[i].keep), ==,
                       cases[i].is_worse);
    }
}

static void
test_change (void)
{
  g_autoptr (GPtrArray) all = make_installments ("pmddd");
  const TillPlanTerms   in_force = make_terms (10000, 5, till_day_add (TODAY, -14));
  TillPlanTerms         terms = make_terms (6000, 3, TODAY);

  g_assert_false (till_plan_terms_change (&terms, &in_force, all, TRUE));
  g_assert_true (till_plan_terms_change (&terms, &in_force, all, FALSE));
  terms.remind = 2;
  g_assert_true (till_plan_terms_change (&terms, &in_force, all, TRUE));
  terms = make_terms (6000, 3, till_day_add (TODAY, 1));
  g_assert_true (till_plan_terms_change (&terms, &in_force, all, TRUE));
}

/* ── Offered ── */

static void
test_check (void)
{
  static const struct
  {
    gint64      total;
    gint64      added;
    const char *added_for;
    int         code; /* -1: it may be */
  } cases[] = {
    { 6000, 0, NULL, -1 },
    { 6000, 0, "  ", -1 },
    { 7500, 1500, "Retainer", -1 },
    { 7500, 1500, " ", TILL_ERROR_BAD_INPUT },
    { 7500, 1500, NULL, TILL_ERROR_BAD_INPUT },
    { 6000, 0, "Retainer", TILL_ERROR_BAD_INPUT },
    { 4500, -1500, "Retainer", TILL_ERROR_BAD_INPUT },
    { 6001, 0, NULL, TILL_ERROR_NOT_ALLOWED },
    { 5999, 0, NULL, TILL_ERROR_NOT_ALLOWED },
    { 6000, 1, "Retainer", TILL_ERROR_NOT_ALLOWED },
  };
  g_autoptr (GPtrArray) all = make_installments ("ppddd");
  TillPlanLeft          left;

  till_plan_read_left (all, FALSE, &left);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TillPlanOffer offer = { .terms = make_terms (cases[i].total, 3, TODAY),
                                    .added = till_money (cases[i].added),
                                    .added_for = cases[i].added_for };
      g_autoptr (GError)  error = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpint (till_plan_check_offer (&offer, &left, TODAY, &error), ==, cases[i].code < 0);
      if (cases[i].code >= 0)
        g_assert_error (error, TILL_ERROR, cases[i].code);
    }
}

/* Whatever of a plan is left, and however it is cut anew: paid, kept and new parts are its total.
 */
static void
test_sums (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      char                  states[13] = { 0 };
      g_autoptr (GPtrArray) all = NULL;
      g_autoptr (GArray)    parts = NULL;
      TillPlanLeft          left;
      TillPlanTerms         terms;
      gint64                sum = 0;
      gint64                all_cents = 0;
      gboolean              keep = g_test_rand_int_range (0, 2) == 1;

      for (guint j = 0; j < sizeof states - 1; j++)
        states[j] = "pdfm"[g_test_rand_int_range (0, 4)];
      all = make_installments (states);
      for (guint j = 0; j < all->len; j++)
        {
          TillInstallment *one = all->pdata[j];

          one->amount = till_money (g_test_rand_int_range (1, 100000));
          all_cents += one->amount.cents;
          if (one->state == TILL_INSTALLMENT_PAID)
            sum += one->amount.cents;
        }
      till_plan_read_left (all, keep, &left);
      terms = make_terms (1000, 2, till_day_add (TODAY, -30));
      if (!till_plan_begin_terms (&terms, &left, TODAY, &terms))
        continue;
      terms.n_installments =
        MIN (g_test_rand_int_range (1, 60), till_plan_get_financed (&terms).cents);
      g_assert_true (till_plan_solve_installment (&terms, NULL));
      g_assert_true (till_plan_check_terms (&terms, TODAY, NULL));
      parts = till_plan_make_parts (&terms);
      for (guint j = 0; j < parts->len; j++)
        sum += g_array_index (parts, TillPlanPart, j).amount.cents;
      g_assert_cmpint (sum + left.kept.cents, ==, all_cents);
    }
}

/* By the day of the first installment, which the terms may have chosen behind their first day. */
static void
test_late (void)
{
  TillPlanTerms terms = make_terms (6000, 3, till_day (2026, 12, 1));

  g_assert_false (till_plan_terms_are_late (&terms, till_day (2026, 12, 2)));
  g_assert_true (till_plan_terms_are_late (&terms, till_day (2026, 12, 3)));

  terms.cadence = TILL_CADENCE_MONTHLY;
  terms.day = 15;
  g_assert_false (till_plan_terms_are_late (&terms, till_day (2026, 12, 16)));
  g_assert_true (till_plan_terms_are_late (&terms, till_day (2026, 12, 17)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/plan-offers/left", test_left);
  g_test_add_func ("/rules/plan-offers/begin", test_begin);
  g_test_add_func ("/rules/plan-offers/fee", test_fee);
  g_test_add_func ("/rules/plan-offers/late", test_late);
  g_test_add_func ("/rules/plan-offers/worse", test_worse);
  g_test_add_func ("/rules/plan-offers/change", test_change);
  g_test_add_func ("/rules/plan-offers/check", test_check);
  g_test_add_func ("/rules/plan-offers/sums", test_sums);

  return g_test_run ();
}
