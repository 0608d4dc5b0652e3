/* till-demo-events.c: what happens on a day: its payments and voids, refunds of the weeks before,
 * and installments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-private.h"

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const TillDemoEvent *one = a;
  const TillDemoEvent *other = b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  if (one->payment->day.number != other->payment->day.number)
    return till_day_compare (one->payment->day, other->payment->day);

  return (one->payment->index > other->payment->index) -
         (one->payment->index < other->payment->index);
}

static void
add_event (GArray                *events,
           const TillDemoPayment *payment,
           const TillDemoTaking  *taking,
           TillInstant            now)
{
  TillDemoEvent event = { payment, taking, taking != NULL ? taking->at : payment->at };

  if (event.at <= now)
    g_array_append_val (events, event);
}

static void
add_takings (TillDemoData *self, GArray *events, TillDay made_on, TillDay day, TillInstant now)
{
  const GArray *plan = till_demo_plan_day (self, made_on);

  for (guint i = 0; i < plan->len; i++)
    {
      const TillDemoPayment *payment = &g_array_index (plan, TillDemoPayment, i);

      for (guint n = 0; n < payment->n_takings; n++)
        if (till_day_compare (payment->takings[n].day, day) == 0)
          add_event (events, payment, &payment->takings[n], now);
    }
}

static void
add_installments (TillDemoData *self, GArray *events, TillDay day, TillInstant now)
{
  for (guint i = 0; i < self->agreements->len; i++)
    {
      const TillDemoAgreement *agreement = self->agreements->pdata[i];

      for (guint n = 0; n < agreement->tries->len; n++)
        {
          const TillDemoTry *one = &g_array_index (agreement->tries, TillDemoTry, n);

          if (till_day_compare (one->payment.day, day) == 0)
            add_event (events, &one->payment, NULL, now);
        }
    }
}

GArray *
till_demo_list_events (TillDemoData *self, TillDay day, TillInstant now)
{
  const GArray *plan = till_demo_plan_day (self, day);
  GArray       *events = g_array_sized_new (FALSE, FALSE, sizeof (TillDemoEvent), plan->len + 4);

  for (guint i = 0; i < plan->len; i++)
    add_event (events, &g_array_index (plan, TillDemoPayment, i), NULL, now);
  for (int wait = 0; wait <= TILL_DEMO_LONGEST_WAIT; wait++)
    add_takings (self, events, till_day_add (day, -wait), day, now);
  add_installments (self, events, day, now);
  g_array_sort (events, compare_events);

  return events;
}
