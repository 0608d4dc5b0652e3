/* till-demo-plan.c: the payments of one day, and what will become of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>

#include "core/till-calendar.h"
#include "demo/till-demo-private.h"

#define SECONDS_AN_HOUR 3600

static const char *const notes[] = {
  "Copay",     "Deposit for the crown", "Balance in full", "Night guard",
  "Whitening", "Second of three",       "Retainer",
};

static const char *const services[] = {
  "Exam and X-rays",         "Cleaning",   "Filling",  "Crown",       "Root canal",
  "Periodontal maintenance", "Extraction", "Sealants", "Night guard", "Whitening",
  "Implant, first part",
};

static const char *const refund_reasons[] = {
  "Insurance paid more than expected",
  "Treatment was not done",
  "Charged twice",
  "Patient moved away",
};

static const char *const void_reasons[] = { "Wrong amount", "Wrong patient", "Wrong card" };

static gboolean
is_saturday (TillDay day)
{
  return till_day_get_weekday (day) == 6;
}

static guint
count_payments (TillDemoRandom *random, TillDay day)
{
  if (is_saturday (day))
    return till_demo_random_chance (random, 300) ? (guint) till_demo_random_between (random, 2, 6)
                                                 : 0;
  if (!till_calendar_is_business_day (day))
    return 0;

  return (guint) till_demo_random_between (random, 12, 21);
}

/* Copays often, large work seldom; cents where insurance left a rest. */
static TillMoney
draw_amount (TillDemoRandom *random)
{
  static const guint weights[] = { 400, 350, 190, 60, 0 };
  static const int   dollars[][2] = { { 20, 60 }, { 61, 250 }, { 251, 900 }, { 901, 3200 } };
  guint              kind = till_demo_random_weighted (random, weights);
  gint64 cents = till_demo_random_between (random, dollars[kind][0], dollars[kind][1]) * 100;

  if (kind == 0 && till_demo_random_chance (random, 700))
    cents -= cents % 500;
  else if (till_demo_random_chance (random, 450))
    cents += till_demo_random_between (random, 1, 99);

  return till_money (cents);
}

static void
draw_method (TillDemoRandom *random, TillDemoPayment *payment)
{
  static const guint         weights[] = { 32, 20, 3, 15, 10, 8, 12, 0 };
  static const TillMethod    methods[] = { TILL_METHOD_TERMINAL, TILL_METHOD_TERMINAL,
                                           TILL_METHOD_TERMINAL, TILL_METHOD_VIRTUAL,
                                           TILL_METHOD_ONLINE,   TILL_METHOD_CASH,
                                           TILL_METHOD_CHECK };
  static const TillDemoEntry entries[] = { TILL_DEMO_CHIP,           TILL_DEMO_CONTACTLESS,
                                           TILL_DEMO_SWIPE,          TILL_DEMO_KEYED,
                                           TILL_DEMO_ENTERED_ONLINE, TILL_DEMO_NO_CARD,
                                           TILL_DEMO_NO_CARD };
  guint                      drawn = till_demo_random_weighted (random, weights);

  payment->method = methods[drawn];
  payment->entry = entries[drawn];
  payment->at_the_back =
    payment->method == TILL_METHOD_TERMINAL && till_demo_random_chance (random, 250);

  /* Nobody carries thousands in bills. */
  if (payment->method == TILL_METHOD_CASH && payment->amount.cents > 40000)
    payment->amount.cents /= 10;
}

static void
take_back (TillDemoData    *self,
           TillDemoRandom  *random,
           TillDemoPayment *payment,
           int              wait,
           TillMoney        amount)
{
  TillDemoTaking *taking = &payment->takings[payment->n_takings++];

  taking->kind = TILL_KIND_REFUND;
  taking->day = till_calendar_add_business_days (till_day_add (payment->day, wait), 0);
  taking->at =
    till_day_start (taking->day, self->zone) +
    till_demo_random_between (random, 9 * SECONDS_AN_HOUR, 17 * SECONDS_AN_HOUR) * TILL_SECOND;
  taking->amount = amount;
  taking->reason = refund_reasons[till_demo_random_below (random, G_N_ELEMENTS (refund_reasons))];
}

static void
void_it (TillDemoRandom *random, TillDemoPayment *payment)
{
  TillDemoTaking *taking = &payment->takings[payment->n_takings++];

  taking->kind = TILL_KIND_VOID;
  taking->day = payment->day;
  taking->at = payment->at + till_demo_random_between (random, 3, 90) * TILL_MINUTE;
  taking->amount = payment->amount;
  taking->reason = void_reasons[till_demo_random_below (random, G_N_ELEMENTS (void_reasons))];
}

static void
draw_fate (TillDemoData *self, TillDemoRandom *random, TillDemoPayment *payment)
{
  guint  fate = till_demo_random_below (random, 1000);
  int    wait = till_demo_random_between (random, 3, 18);
  int    more = till_demo_random_between (random, 2, 20);
  gint64 part = MAX (payment->amount.cents * till_demo_random_between (random, 15, 45) / 100, 1);

  if (fate < 2 && payment->method == TILL_METHOD_TERMINAL)
    payment->authorized = TRUE;
  else if (fate >= 10 && fate < 24 && till_method_is_card (payment->method))
    void_it (random, payment);
  else if (fate >= 30 && fate < 46)
    take_back (self, random, payment, wait, payment->amount);
  else if (fate >= 50 && fate < 80)
    {
      take_back (self, random, payment, wait, till_money (part));
      if (fate >= 73)
        take_back (self, random, payment, wait + more, till_money (MAX (part / 2, 1)));
    }
}

static void
draw_charge (TillDemoRandom *random, TillDemoPayment *payment)
{
  payment->charged = payment->amount;
  if (till_demo_random_chance (random, 14))
    payment->charged.cents += till_demo_random_between (random, 20, 320) * 100;
  else if (payment->amount.cents > 5000 && till_demo_random_chance (random, 3))
    payment->charged.cents -= till_demo_random_between (random, 5, 40) * 100;
  payment->charged_on = payment->day;
  if (till_demo_random_chance (random, 400))
    payment->charged_on = till_day_add (payment->day, -till_demo_random_between (random, 7, 45));
  payment->charged_for = services[till_demo_random_below (random, G_N_ELEMENTS (services))];
}

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static void
append (GArray *plan, TillDemoPayment *payment)
{
  payment->index = plan->len;
  g_array_append_val (plan, *payment);
}

/* Some cards are refused at first, or taken out too soon, and good the second time. */
static void
append_decline (TillDemoRandom *random, GArray *plan, const TillDemoPayment *payment)
{
  TillDemoPayment declined = *payment;

  declined.at -= till_demo_random_between (random, 60, 200) * TILL_SECOND;
  declined.declined = TRUE;
  /* By the time it has, not by another throw of the dice: the rest of the day stays as it is. */
  declined.failed = declined.at / TILL_SECOND % 4 == 0;
  append (plan, &declined);
}

static GArray *
make_plan (TillDemoData *self, TillDay day)
{
  TillDemoRandom  random = till_demo_random (self->seed, TILL_DEMO_DAY, day.number, 0);
  guint           n = count_payments (&random, day);
  TillInstant     start = till_day_start (day, self->zone);
  GArray         *plan = g_array_sized_new (FALSE, TRUE, sizeof (TillDemoPayment), n + 4);
  g_autofree int *seconds = g_new (int, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    seconds[i] = till_demo_random_between (&random, 8 * SECONDS_AN_HOUR + 300,
                                           (is_saturday (day) ? 13 : 17) * SECONDS_AN_HOUR + 1500);
  qsort (seconds, n, sizeof *seconds, compare_ints);

  for (guint i = 0; i < n; i++)
    {
      TillDemoPayment payment = { .day = day };

      payment.at = start + seconds[i] * TILL_SECOND + till_demo_random_between (&random, 0, 999);
      payment.patient = till_demo_random_below (&random, TILL_DEMO_N_PATIENTS);
      payment.amount = draw_amount (&random);
      draw_method (&random, &payment);
      if (till_demo_random_chance (&random, 180))
        payment.note = notes[till_demo_random_below (&random, G_N_ELEMENTS (notes))];
      if (payment.method == TILL_METHOD_TERMINAL && till_demo_random_chance (&random, 45))
        append_decline (&random, plan, &payment);
      draw_fate (self, &random, &payment);
      draw_charge (&random, &payment);
      append (plan, &payment);
    }

  return plan;
}

const GArray *
till_demo_plan_day (TillDemoData *self, TillDay day)
{
  GArray *plan = g_hash_table_lookup (self->plans, GINT_TO_POINTER (day.number));

  if (plan == NULL)
    {
      plan = make_plan (self, day);
      g_hash_table_insert (self->plans, GINT_TO_POINTER (day.number), plan);
    }

  return plan;
}
