/* till-clock.c: where the time comes from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-clock.h"

struct _TillClock
{
  GObject parent_instance;

  GMutex      lock;
  gboolean    stands;
  TillInstant at;
};

G_DEFINE_FINAL_TYPE (TillClock, till_clock, G_TYPE_OBJECT)

static void
till_clock_finalize (GObject *object)
{
  g_mutex_clear (&TILL_CLOCK (object)->lock);

  G_OBJECT_CLASS (till_clock_parent_class)->finalize (object);
}

static void
till_clock_class_init (TillClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_clock_finalize;
}

static void
till_clock_init (TillClock *self)
{
  g_mutex_init (&self->lock);
}

TillClock *
till_clock_new (void)
{
  return g_object_new (TILL_TYPE_CLOCK, NULL);
}

TillClock *
till_clock_new_standing (TillInstant at)
{
  TillClock *self = till_clock_new ();

  self->stands = TRUE;
  self->at = at;

  return self;
}

void
till_clock_set (TillClock *self, TillInstant at)
{
  g_return_if_fail (TILL_IS_CLOCK (self));

  g_mutex_lock (&self->lock);
  self->stands = TRUE;
  self->at = at;
  g_mutex_unlock (&self->lock);
}

TillInstant
till_clock_now (TillClock *self)
{
  TillInstant at;

  g_return_val_if_fail (TILL_IS_CLOCK (self), 0);

  g_mutex_lock (&self->lock);
  at = self->stands ? self->at : g_get_real_time () / 1000;
  g_mutex_unlock (&self->lock);

  return at;
}

char *
till_instant_to_iso (TillInstant at)
{
  g_autoptr (GDateTime) second = NULL;
  g_autofree char      *text = NULL;
  gint64                seconds = at / TILL_SECOND;
  gint64                rest = at % TILL_SECOND;

  /* Downwards, before 1970 too. */
  if (rest < 0)
    {
      seconds--;
      rest += TILL_SECOND;
    }
  second = g_date_time_new_from_unix_utc (seconds);
  if (second == NULL)
    return g_strdup ("");
  text = g_date_time_format (second, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", text, (int) rest);
}

gboolean
till_instant_from_iso (const char *text, TillInstant *at)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (at != NULL, FALSE);

  if (text == NULL || !(time = g_date_time_new_from_iso8601 (text, utc)))
    return FALSE;

  *at = g_date_time_to_unix (time) * TILL_SECOND + g_date_time_get_microsecond (time) / 1000;

  return TRUE;
}
