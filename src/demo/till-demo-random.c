/* till-demo-random.c: numbers that come out the same on every machine and in every year
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-random.h"

static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

TillDemoRandom
till_demo_random (guint32 seed, TillDemoStream stream, gint64 what, gint64 which)
{
  guint64 state = mix (seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  state = mix (state ^ (guint64) stream << 56 ^ (guint64) what);
  state = mix (state + (guint64) which * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  return (TillDemoRandom){ state };
}

guint64
till_demo_random_next (TillDemoRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return mix (self->state);
}

guint
till_demo_random_below (TillDemoRandom *self, guint n)
{
  g_return_val_if_fail (n > 0, 0);

  return (guint) (till_demo_random_next (self) % n);
}

int
till_demo_random_between (TillDemoRandom *self, int first, int last)
{
  g_return_val_if_fail (first <= last, first);

  return first + (int) till_demo_random_below (self, (guint) (last - first) + 1);
}

gboolean
till_demo_random_chance (TillDemoRandom *self, guint of_thousand)
{
  return till_demo_random_below (self, 1000) < of_thousand;
}

char *
till_demo_random_uuid (TillDemoRandom *self)
{
  guint64 high = till_demo_random_next (self);
  guint64 low = till_demo_random_next (self);

  /* Version 4, variant 1. */
  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%012" G_GINT64_MODIFIER "x", (guint) (high >> 32),
                          (guint) (high >> 16 & 0xffff), (guint) (high & 0xfff),
                          (guint) (low >> 48 & 0x3fff) | 0x8000,
                          low & G_GUINT64_CONSTANT (0xffffffffffff));
}

guint
till_demo_random_weighted (TillDemoRandom *self, const guint *weights)
{
  guint sum = 0;
  guint drawn;
  guint i = 0;

  for (const guint *weight = weights; *weight != 0; weight++)
    sum += *weight;

  for (drawn = till_demo_random_below (self, sum); drawn >= weights[i]; i++)
    drawn -= weights[i];

  return i;
}
