/* test-plan-rules.c: how a balance is paid off in parts: their number, amounts and days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-rules.h"

#include "core/till-error.h"

#define TODAY (till_day (2026, 11, 30))

static TillPlanTerms
make_terms (gint64 total, guint n, TillCadence cadence, const char *first)
{
  TillPlanTerms terms = { .total = till_money (total),
                          .n_installments = n,
                          .cadence = cadence,
                          .first = till_day_from_iso (first) };
  int           year;
  int           month;
  int           day;

  till_day_get_ymd (terms.first, &year, &month, &day);
  terms.day = (guint) day;

  return terms;
}

/* ── Amounts ── */

static void
test_installment (void)
{
  static const struct
  {
    gint64 total;
    gint64 fee;
    gint64 down;
    guint  n;
    gint64 installment; /* 0: refused */
    gint64 last;
  } cases[] = {
    { 48885, 0, 0, 6, 8148, 8145 },
    { 48885, 0, 8885, 4, 10000, 10000 },
    { 10000, 0, 0, 3, 3333, 3334 },
    { 20000, 0, 0, 3, 6667, 6666 },
    { 1, 0, 0, 1, 1, 1 },
    /* To the nearest cent nothing would be left. */
    { 10, 0, 0, 6, 1, 5 },
    { 3, 0, 0, 2, 2, 1 },
    { 10000, 500, 500, 4, 2500, 2500 },
    { 100000000, 0, 0, 520, 192308, 192148 },
    { 2, 0, 0, 3, 0, 0 },
    { 0, 0, 0, 3, 0, 0 },
    { -1, 0, 0, 3, 0, 0 },
    { 100000001, 0, 0, 3, 0, 0 },
    { 10000, 0, 10000, 3, 0, 0 },
    { 10000, 0, -1, 3, 0, 0 },
    { 10000, -1, 0, 3, 0, 0 },
    { 10000, 10001, 0, 3, 0, 0 },
    { 10000, 0, 0, 0, 0, 0 },
    { 10000, 0, 0, 521, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillPlanTerms terms =
        make_terms (cases[i].total, cases[i].n, TILL_CADENCE_WEEKLY, "2026-12-01");
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) parts = NULL;

      g_test_message ("case %u", i);
      terms.fee = till_money (cases[i].fee);
      terms.down_payment = till_money (cases[i].down);
      if (cases[i].installment == 0)
        {
          g_assert_false (till_plan_solve_installment (&terms, &error));
          g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
          continue;
        }
      g_assert_true (till_plan_solve_installment (&terms, &error));
      g_assert_no_error (error);
      g_assert_cmpint (terms.installment.cents, ==, cases[i].installment);
      g_assert_true (till_plan_check_terms (&terms, TODAY, &error));
      parts = till_plan_make_parts (&terms);
      g_assert_cmpuint (parts->len, ==, cases[i].n);
      g_assert_cmpint (g_array_index (parts, TillPlanPart, parts->len - 1).amount.cents, ==,
                       cases[i].last);
    }
}

static void
test_number (void)
{
  static const struct
  {
    gint64 total;
    gint64 installment;
    guint  n; /* 0: refused */
    gint64 last;
  } cases[] = {
    { 60000, 10000, 6, 10000 }, { 60001, 10000, 7, 1 },  { 59999, 10000, 6, 9999 },
    { 5000, 10000, 1, 5000 },   { 5000, 5000, 1, 5000 }, { 5200, 10, 520, 10 },
    { 5201, 10, 0, 0 },         { 100000000, 1, 0, 0 },  { 5000, 0, 0, 0 },
    { 5000, -1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillPlanTerms      terms = make_terms (cases[i].total, 0, TILL_CADENCE_MONTHLY, "2026-12-01");
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) parts = NULL;

      g_test_message ("case %u", i);
      terms.installment = till_money (cases[i].installment);
      if (cases[i].n == 0)
        {
          g_assert_false (till_plan_solve_number (&terms, &error));
          g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
          continue;
        }
      g_assert_true (till_plan_solve_number (&terms, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (terms.n_installments, ==, cases[i].n);
      g_assert_true (till_plan_check_terms (&terms, TODAY, &error));
      parts = till_plan_make_parts (&terms);
      g_assert_cmpint (g_array_index (parts, TillPlanPart, parts->len - 1).amount.cents, ==,
                       cases[i].last);
    }
}

/* ── Days ── */

static void
test_days (void)
{
  static const struct
  {
    TillCadence cadence;
    const char *first;
    guint       day;
    guint       week;
    guint       weekday;
    const char *days;
  } cases[] = {
    { TILL_CADENCE_WEEKLY, "2026-12-23", 0, 0, 0, "2026-12-23 2026-12-30 2027-01-06" },
    { TILL_CADENCE_TWO_WEEKS, "2027-02-20", 0, 0, 0, "2027-02-20 2027-03-06 2027-03-20" },
    /* What a month has not is its last day, and comes back. */
    { TILL_CADENCE_MONTHLY, "2026-12-31", 31, 0, 0,
      "2026-12-31 2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31" },
    { TILL_CADENCE_MONTHLY, "2027-12-01", 29, 0, 0, "2027-12-29 2028-01-29 2028-02-29 2028-03-29" },
    { TILL_CADENCE_MONTHLY, "2027-02-28", 30, 0, 0, "2027-02-28 2027-03-30" },
    /* The first fitting day on it or after. */
    { TILL_CADENCE_MONTHLY, "2026-12-15", 14, 0, 0, "2027-01-14 2027-02-14" },
    { TILL_CADENCE_MONTHLY, "2026-12-15", 15, 0, 0, "2026-12-15 2027-01-15" },
    { TILL_CADENCE_QUARTERLY, "2026-11-30", 31, 0, 0,
      "2026-11-30 2027-02-28 2027-05-31 2027-08-31" },
    { TILL_CADENCE_QUARTERLY, "2026-12-02", 1, 0, 0, "2027-01-01 2027-04-01" },
    /* The second Tuesday; the last Friday, be it the fourth or the fifth. */
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 2, 2,
      "2026-12-08 2027-01-12 2027-02-09 2027-03-09" },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-09", 0, 2, 2, "2027-01-12 2027-02-09" },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 5, 5,
      "2026-12-25 2027-01-29 2027-02-26 2027-03-26 2027-04-30" },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 1, 7, "2026-12-06 2027-01-03" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv)     days = g_strsplit (cases[i].days, " ", -1);
      guint              n = g_strv_length (days);
      TillPlanTerms      terms = make_terms (100000, n, cases[i].cadence, cases[i].first);
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) parts = NULL;

      g_test_message ("case %u", i);
      terms.day = cases[i].day;
      terms.week = cases[i].week;
      terms.weekday = cases[i].weekday;
      g_assert_true (till_plan_solve_installment (&terms, &error));
      g_assert_true (till_plan_check_terms (&terms, TODAY, &error));
      g_assert_no_error (error);
      parts = till_plan_make_parts (&terms);
      for (guint j = 0; j < n; j++)
        {
          g_autofree char *day = till_day_to_iso (g_array_index (parts, TillPlanPart, j).day);

          g_assert_cmpstr (day, ==, days[j]);
        }
    }
}

static void
test_refused_days (void)
{
  static const struct
  {
    TillCadence cadence;
    const char *first;
    guint       day;
    guint       week;
    guint       weekday;
    gboolean    good;
  } cases[] = {
    { TILL_CADENCE_WEEKLY, "2026-11-30", 0, 0, 0, TRUE },
    { TILL_CADENCE_WEEKLY, "2026-11-29", 0, 0, 0, FALSE },
    { TILL_CADENCE_WEEKLY, "2027-12-01", 0, 0, 0, TRUE },
    { TILL_CADENCE_WEEKLY, "2027-12-02", 0, 0, 0, FALSE },
    { TILL_CADENCE_WEEKLY, "", 0, 0, 0, FALSE },
    { TILL_CADENCE_MONTHLY, "2026-12-01", 0, 0, 0, FALSE },
    { TILL_CADENCE_MONTHLY, "2026-12-01", 32, 0, 0, FALSE },
    { TILL_CADENCE_QUARTERLY, "2026-12-01", 32, 0, 0, FALSE },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 5, 7, TRUE },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 6, 7, FALSE },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 0, 7, FALSE },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 1, 8, FALSE },
    { TILL_CADENCE_MONTHLY_WEEKDAY, "2026-12-01", 0, 1, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillPlanTerms      terms = make_terms (100000, 3, cases[i].cadence, "2026-12-01");
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      terms.first = till_day_from_iso (cases[i].first);
      terms.day = cases[i].day;
      terms.week = cases[i].week;
      terms.weekday = cases[i].weekday;
      g_assert_true (till_plan_solve_installment (&terms, NULL));
      g_assert_cmpint (till_plan_check_terms (&terms, TODAY, &error), ==, cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
}

/* Typed by hand: five of $30 are more than $100. */
static void
test_too_much (void)
{
  TillPlanTerms      terms = make_terms (10000, 5, TILL_CADENCE_WEEKLY, "2026-12-01");
  g_autoptr (GError) error = NULL;

  terms.installment = till_money (2500);
  g_assert_false (till_plan_check_terms (&terms, TODAY, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  terms.installment = till_money (2499);
  g_assert_true (till_plan_check_terms (&terms, TODAY, NULL));
  terms.installment = till_money (0);
  g_assert_false (till_plan_check_terms (&terms, TODAY, NULL));
}

/* ── What the law and the patient have to say ── */

static void
test_disclosures (void)
{
  TillPlanTerms terms = make_terms (10000, 4, TILL_CADENCE_MONTHLY, "2026-12-01");

  terms.down_payment = till_money (2000);
  g_assert_false (till_plan_needs_disclosures (&terms, 0));
  terms.fee = till_money (1);
  g_assert_true (till_plan_needs_disclosures (&terms, 0));
  terms.fee = till_money (0);
  terms.n_installments = 5;
  g_assert_true (till_plan_needs_disclosures (&terms, 0));
  /* New terms for what is left: the plan is as long as all of it. */
  terms.n_installments = 3;
  g_assert_false (till_plan_needs_disclosures (&terms, 1));
  g_assert_true (till_plan_needs_disclosures (&terms, 2));
}

static GArray *
make_parts (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GArray        *parts = g_array_new (FALSE, FALSE, sizeof (TillPlanPart));

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], ":", 2);
      TillPlanPart   part = { i + 1, till_day_add (TODAY, atoi (pair[0])),
                              till_money (g_ascii_strtoll (pair[1], NULL, 10)) };

      g_array_append_val (parts, part);
    }

  return parts;
}

static void
test_worse (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    gboolean    is_worse;
  } cases[] = {
    { "0:100 30:100", "0:100 30:100", FALSE },
    { "0:100 30:100", "0:100 30:101", TRUE },       /* more in all */
    { "0:100 30:100", "0:100 29:100", TRUE },       /* earlier */
    { "0:100 30:100", "0:100 31:100", FALSE },      /* later */
    { "0:100 30:100", "0:50 30:50 60:100", FALSE }, /* smaller, and longer */
    { "0:100 30:100", "0:50 30:150", TRUE },        /* one is larger than any before */
    { "0:50 30:100", "0:100 30:50", TRUE },         /* more at first */
    { "0:100 30:50", "0:50 30:100", FALSE },
    { "0:100 30:100", "0:100", FALSE }, /* something was forgiven */
    { "0:100", "0:50 1:50", FALSE },
    { "", "0:1", TRUE },
    { "0:1", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) before = make_parts (cases[i].before);
      g_autoptr (GArray) after = make_parts (cases[i].after);

      g_test_message ("“%s” → “%s”", cases[i].before, cases[i].after);
      g_assert_cmpint (
        till_plan_got_worse ((const TillPlanPart *) (gpointer) before->data, before->len,
                             (const TillPlanPart *) (gpointer) after->data, after->len),
        ==, cases[i].is_worse);
    }
}

static void
test_words (void)
{
  static const struct
  {
    TillCadence cadence;
    guint       day;
    guint       week;
    const char *words;
  } cases[] = {
    { TILL_CADENCE_WEEKLY, 0, 0, "Every week on Tuesday" },
    { TILL_CADENCE_TWO_WEEKS, 0, 0, "Every two weeks on Tuesday" },
    { TILL_CADENCE_MONTHLY, 28, 0, "Every month on day 28" },
    { TILL_CADENCE_MONTHLY, 29, 0, "Every month on day 29, or the month’s last day" },
    { TILL_CADENCE_QUARTERLY, 1, 0, "Every three months on day 1" },
    { TILL_CADENCE_MONTHLY_WEEKDAY, 0, 2, "Every month on the second Sunday" },
    { TILL_CADENCE_MONTHLY_WEEKDAY, 0, TILL_LAST_WEEK, "Every month on the last Sunday" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* A Tuesday. */
      TillPlanTerms    terms = make_terms (10000, 4, cases[i].cadence, "2026-12-01");
      g_autofree char *words = NULL;

      terms.day = cases[i].day;
      terms.week = cases[i].week;
      terms.weekday = 7;
      words = till_plan_cadence_to_sentence (&terms);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/plan/installment", test_installment);
  g_test_add_func ("/rules/plan/number", test_number);
  g_test_add_func ("/rules/plan/days", test_days);
  g_test_add_func ("/rules/plan/refused-days", test_refused_days);
  g_test_add_func ("/rules/plan/too-much", test_too_much);
  g_test_add_func ("/rules/plan/disclosures", test_disclosures);
  g_test_add_func ("/rules/plan/worse", test_worse);
  g_test_add_func ("/rules/plan/words", test_words);

  return g_test_run ();
}
