/* till-demo-data.c: two years of a plausible practice, from one seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-data.h"

#include "demo/till-demo-private.h"

static void
free_plan (gpointer plan)
{
  g_array_unref (plan);
}

TillDemoData *
till_demo_data_new (guint32 seed, const char *zone)
{
  TillDemoData *self = g_new0 (TillDemoData, 1);

  self->seed = seed;
  self->zone = till_zone_open (zone, NULL);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->zone_name = g_strdup (g_time_zone_get_identifier (self->zone));
  self->patients = till_demo_make_patients (seed);
  self->plans = g_hash_table_new_full (NULL, NULL, NULL, free_plan);
  self->made_on = TILL_DAY_NONE;
  self->cards = till_demo_new_filed_cards ();
  self->agreements = till_demo_new_agreements ();

  return self;
}

void
till_demo_data_free (TillDemoData *self)
{
  if (self == NULL)
    return;

  g_time_zone_unref (self->zone);
  g_free (self->zone_name);
  g_ptr_array_unref (self->patients);
  g_hash_table_unref (self->plans);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->agreements);
  g_free (self);
}

GPtrArray *
till_demo_data_get_day (TillDemoData *self, TillDay day, TillInstant now)
{
  g_autoptr (GArray) events = till_demo_list_events (self, day, now);
  GPtrArray *rows = g_ptr_array_new_full (events->len, (GDestroyNotify) till_transaction_free);

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (rows,
                     till_demo_event_to_row (self, &g_array_index (events, TillDemoEvent, i), now));

  return rows;
}
