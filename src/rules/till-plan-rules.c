/* till-plan-rules.c: how a balance is paid off in parts: their number, amounts and days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-rules.h"

#include "core/till-error.h"

#include <glib/gi18n-lib.h>

TillMoney
till_plan_get_financed (const TillPlanTerms *terms)
{
  return till_money (terms->total.cents + terms->fee.cents - terms->down_payment.cents);
}

gint64
till_plan_count_parts (const TillPlanTerms *terms)
{
  return terms->n_installments + (terms->down_payment.cents > 0 ? 1 : 0);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, sentence);

  return FALSE;
}

/* ── The amounts ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_sums (const TillPlanTerms *terms, GError **error)
{
  if (terms->total.cents <= 0)
    return refuse (error, _ ("Enter what the plan is to pay off: more than nothing."));
  if (till_money_compare (terms->total, TILL_MONEY_LIMIT) > 0)
    return refuse (error, _ ("That is more than one plan can have: a million dollars at most."));
  if (terms->fee.cents < 0 || till_money_compare (terms->fee, terms->total) > 0)
    return refuse (error, _ ("The fee is between nothing and the amount of the plan."));
  if (terms->down_payment.cents < 0)
    return refuse (error, _ ("The down payment can’t be less than nothing."));
  if (till_money_compare (terms->down_payment, terms->total) >= 0)
    return refuse (error, _ ("The down payment pays everything: there is nothing left for a plan. "
                             "Collect it as a payment."));

  return TRUE;
}

static gboolean
check_number (const TillPlanTerms *terms, GError **error)
{
  TillMoney financed = till_plan_get_financed (terms);

  if (terms->n_installments <= 0)
    return refuse (error, _ ("A plan has one installment at least."));
  if (terms->n_installments > TILL_PLAN_MOST_PARTS)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("A plan has %u installments at most: make them larger."),
                   (guint) TILL_PLAN_MOST_PARTS);
      return FALSE;
    }
  if (financed.cents < terms->n_installments)
    return refuse (error, _ ("There are more installments than cents to pay: have fewer."));

  return TRUE;
}

/* What the last one is. */
static gint64
get_rest (const TillPlanTerms *terms)
{
  return till_plan_get_financed (terms).cents -
         terms->installment.cents * (terms->n_installments - 1);
}

gboolean
till_plan_solve_installment (TillPlanTerms *terms, GError **error)
{
  gint64 financed;
  gint64 n;

  if (!check_sums (terms, error) || !check_number (terms, error))
    return FALSE;

  financed = till_plan_get_financed (terms).cents;
  n = terms->n_installments;
  terms->installment = till_money ((financed + n / 2) / n);
  /* Of a few cents in many parts nothing may be left for the last. */
  if (get_rest (terms) <= 0)
    terms->installment = till_money (financed / n);

  return TRUE;
}

gboolean
till_plan_solve_number (TillPlanTerms *terms, GError **error)
{
  TillMoney financed;
  gint64    n;

  if (!check_sums (terms, error))
    return FALSE;
  if (terms->installment.cents <= 0)
    return refuse (error, _ ("An installment is more than nothing."));

  financed = till_plan_get_financed (terms);
  n = (financed.cents + terms->installment.cents - 1) / terms->installment.cents;
  if (n > TILL_PLAN_MOST_PARTS)
    {
      terms->n_installments = TILL_PLAN_MOST_PARTS + 1;
      return check_number (terms, error);
    }
  terms->n_installments = n;
  if (n == 1)
    terms->installment = financed;

  return TRUE;
}

/* ── The days ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_by_weekday (const TillPlanTerms *terms)
{
  return terms->cadence == TILL_CADENCE_MONTHLY_WEEKDAY;
}

static gboolean
is_by_weeks (const TillPlanTerms *terms)
{
  return terms->cadence == TILL_CADENCE_WEEKLY || terms->cadence == TILL_CADENCE_TWO_WEEKS;
}

/* In the month that @month_start begins. */
static TillDay
get_weekday_of_month (TillDay month_start, gint64 week, gint64 weekday)
{
  TillDay next = till_day_add_months (month_start, 1);
  int     ahead = ((int) weekday - till_day_get_weekday (month_start) + 7) % 7;
  TillDay day = till_day_add (month_start, ahead + 7 * ((int) week - 1));

  return till_day_compare (day, next) < 0 ? day : till_day_add (day, -7);
}

static TillDay
get_day_of_month (TillDay month_start, gint64 day)
{
  TillDay last = till_day_add (till_day_add_months (month_start, 1), -1);
  TillDay wanted = till_day_add (month_start, (int) day - 1);

  return till_day_compare (wanted, last) < 0 ? wanted : last;
}

/* The day that fits the terms, @n_months after the month of the first. */
static TillDay
get_fitting_day (const TillPlanTerms *terms, int n_months)
{
  int     year;
  int     month;
  int     day_of_month;
  TillDay start;

  till_day_get_ymd (terms->first, &year, &month, &day_of_month);
  start = till_day_add_months (till_day (year, month, 1), n_months);

  return is_by_weekday (terms) ? get_weekday_of_month (start, terms->week, terms->weekday)
                               : get_day_of_month (start, terms->day);
}

TillDay
till_plan_get_day (const TillPlanTerms *terms, guint index)
{
  int step = terms->cadence == TILL_CADENCE_QUARTERLY ? 3 : 1;
  int begin;

  if (is_by_weeks (terms))
    return till_day_add (terms->first,
                         (terms->cadence == TILL_CADENCE_WEEKLY ? 7 : 14) * (int) index);

  begin = till_day_compare (get_fitting_day (terms, 0), terms->first) < 0 ? 1 : 0;

  return get_fitting_day (terms, begin + step * (int) index);
}

static gboolean
check_days (const TillPlanTerms *terms, TillDay today, GError **error)
{
  if (till_day_is_none (terms->first))
    return refuse (error, _ ("Enter the day of the first installment."));
  if (till_day_compare (terms->first, today) < 0)
    return refuse (error, _ ("The first installment can’t be in the past: choose today or later."));
  if (terms->down_payment.cents > 0 && till_day_compare (terms->first, today) == 0)
    return refuse (error, _ ("The down payment is due today: let the first installment be later."));
  if (till_day_compare (terms->first, till_day_add (today, TILL_PLAN_LATEST_FIRST)) > 0)
    return refuse (error, _ ("The first installment is due within a year: choose an earlier day."));
  if (is_by_weekday (terms) &&
      (terms->week < 1 || terms->week > TILL_LAST_WEEK || terms->weekday < 1 || terms->weekday > 7))
    return refuse (error, _ ("Choose on which weekday of the month an installment is due."));
  if (!is_by_weekday (terms) && !is_by_weeks (terms) && (terms->day < 1 || terms->day > 31))
    return refuse (error, _ ("The day of the month is between 1 and 31."));
  if (terms->remind < 0 || terms->remind > TILL_PLAN_MOST_REMIND)
    return refuse (error, _ ("A reminder comes within a week before an installment."));

  return TRUE;
}

gboolean
till_plan_check_terms (const TillPlanTerms *terms, TillDay today, GError **error)
{
  if (!check_sums (terms, error) || !check_number (terms, error))
    return FALSE;
  if (terms->installment.cents <= 0)
    return refuse (error, _ ("An installment is more than nothing."));
  if (get_rest (terms) <= 0)
    return refuse (error, _ ("The installments pay more than there is: make them smaller, or have "
                             "fewer."));

  return check_days (terms, today, error);
}

GArray *
till_plan_make_parts (const TillPlanTerms *terms)
{
  GArray *parts =
    g_array_sized_new (FALSE, FALSE, sizeof (TillPlanPart), (guint) terms->n_installments);

  for (guint i = 0; (gint64) i < terms->n_installments; i++)
    {
      gboolean     is_last = i + 1 == terms->n_installments;
      TillPlanPart part = { .number = i + 1,
                            .day = till_plan_get_day (terms, i),
                            .amount =
                              is_last ? till_money (get_rest (terms)) : terms->installment };

      g_array_append_val (parts, part);
    }

  return parts;
}

/* ── What the law and the patient have to say ────────────────────────────────────────────────── */

gboolean
till_plan_needs_disclosures (const TillPlanTerms *terms, gint64 n_standing)
{
  return terms->n_installments + n_standing > TILL_PLAN_FREE_PARTS || terms->fee.cents > 0;
}

typedef struct
{
  gint64 sum;
  gint64 largest;
} Sums;

/* Of the parts due on @until or before. */
static Sums
add_up (const TillPlanPart *parts, guint n_parts, TillDay until)
{
  Sums sums = { 0, 0 };

  for (guint i = 0; i < n_parts; i++)
    {
      if (till_day_compare (parts[i].day, until) > 0)
        continue;
      sums.sum += parts[i].amount.cents;
      sums.largest = MAX (sums.largest, parts[i].amount.cents);
    }

  return sums;
}

gboolean
till_plan_got_worse (const TillPlanPart *before,
                     guint               n_before,
                     const TillPlanPart *after,
                     guint               n_after)
{
  Sums all_before = add_up (before, n_before, (TillDay){ G_MAXINT32 });
  Sums all_after = add_up (after, n_after, (TillDay){ G_MAXINT32 });

  if (all_after.sum > all_before.sum || all_after.largest > all_before.largest)
    return TRUE;

  for (guint i = 0; i < n_after; i++)
    {
      if (add_up (after, n_after, after[i].day).sum > add_up (before, n_before, after[i].day).sum)
        return TRUE;
    }

  return FALSE;
}

/* ── In words ────────────────────────────────────────────────────────────────────────────────── */

static const char *
get_weekday_words (gint64 weekday)
{
  const char *const words[] = { _ ("Monday"), _ ("Tuesday"),  _ ("Wednesday"), _ ("Thursday"),
                                _ ("Friday"), _ ("Saturday"), _ ("Sunday") };

  return words[(weekday + 6) % 7];
}

static char *
get_weekday_sentence (gint64 week, gint64 weekday)
{
  const char *day = get_weekday_words (weekday);

  switch (week)
    {
    case 1:
      /* Translators: of a weekday, as in "the first Tuesday" */
      return g_strdup_printf (_ ("Every month on the first %s"), day);
    case 2:
      return g_strdup_printf (_ ("Every month on the second %s"), day);
    case 3:
      return g_strdup_printf (_ ("Every month on the third %s"), day);
    case 4:
      return g_strdup_printf (_ ("Every month on the fourth %s"), day);
    default:
      return g_strdup_printf (_ ("Every month on the last %s"), day);
    }
}

char *
till_plan_cadence_to_sentence (const TillPlanTerms *terms)
{
  const char *weekday = get_weekday_words (till_day_get_weekday (terms->first));
  const char *or_last = terms->day > 28 ? _ (", or the month’s last day") : "";

  switch (terms->cadence)
    {
    case TILL_CADENCE_WEEKLY:
      return g_strdup_printf (_ ("Every week on %s"), weekday);
    case TILL_CADENCE_TWO_WEEKS:
      return g_strdup_printf (_ ("Every two weeks on %s"), weekday);
    case TILL_CADENCE_MONTHLY:
      return g_strdup_printf (_ ("Every month on day %d%s"), (int) terms->day, or_last);
    case TILL_CADENCE_QUARTERLY:
      return g_strdup_printf (_ ("Every three months on day %d%s"), (int) terms->day, or_last);
    case TILL_CADENCE_MONTHLY_WEEKDAY:
      return get_weekday_sentence (terms->week, terms->weekday);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

char *
till_plan_installments_to_words (const TillPlanTerms *terms)
{
  gint64           rest = get_rest (terms);
  g_autofree char *each = till_money_format (terms->installment);
  g_autofree char *last = till_money_format (till_money (rest));

  if (terms->n_installments == 1)
    /* Translators: of a plan with one installment: "1 of $100.00" */
    return g_strdup_printf (_ ("1 of %s"), last);
  if (rest == terms->installment.cents)
    return g_strdup_printf (_ ("%d of %s each"), (int) terms->n_installments, each);

  /* Translators: a number of installments, and two amounts */
  return g_strdup_printf (_ ("%d: %s each, and %s the last"), (int) terms->n_installments, each,
                          last);
}
