/* till-list-rest.c: a list that follows the database rests between two readings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-rest.h"

void
till_list_rest_reading (TillListRest *self)
{
  self->begun = g_get_monotonic_time ();
}

static gboolean
rested_cb (gpointer user_data)
{
  TillListRest *self = user_data;

  self->timer = 0;
  self->rested (self->data);

  return G_SOURCE_REMOVE;
}

void
till_list_rest_begin (TillListRest *self, TillRested rested, gpointer data)
{
  gint64 n_milliseconds = (g_get_monotonic_time () - self->begun) / 1000;

  till_list_rest_clear (self);
  self->rested = rested;
  self->data = data;
  if (n_milliseconds > 0)
    self->timer = g_timeout_add ((guint) n_milliseconds, rested_cb, self);
}

void
till_list_rest_clear (TillListRest *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}
