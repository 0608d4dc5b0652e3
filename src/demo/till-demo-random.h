/* till-demo-random.h: numbers that come out the same on every machine and in every year
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SplitMix64 (Steele, Lea, Flood, 2014): seeded by what is drawn for, so that a day, a patient or a
 * card can be drawn without drawing all before it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} TillDemoRandom;

typedef enum
{
  TILL_DEMO_FAMILIES,
  TILL_DEMO_DAY,
  TILL_DEMO_UUID,
  TILL_DEMO_CARD,
  TILL_DEMO_POSTING,
  TILL_DEMO_BALANCE,
  TILL_DEMO_BOOKS,
  TILL_DEMO_STATEMENT,
  TILL_DEMO_AGREEMENT,
  TILL_DEMO_TOKEN,
} TillDemoStream;

TillDemoRandom till_demo_random (guint32 seed, TillDemoStream stream, gint64 what, gint64 which);

guint64  till_demo_random_next (TillDemoRandom *self);
guint    till_demo_random_below (TillDemoRandom *self, guint n);               /* 0 … n-1 */
int      till_demo_random_between (TillDemoRandom *self, int first, int last); /* both included */
gboolean till_demo_random_chance (TillDemoRandom *self, guint of_thousand);
char    *till_demo_random_uuid (TillDemoRandom *self);

/* Which of @weights, which end with 0. */
guint till_demo_random_weighted (TillDemoRandom *self, const guint *weights);

G_END_DECLS
