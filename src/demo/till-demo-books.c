/* till-demo-books.c: families with their ledgers, as a practice's other program keeps them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-books.h"

#include "demo/till-demo-names.h"
#include "demo/till-demo-random.h"

static const char *const billing_types[] = { "Standard Account", "Insurance Pending",
                                             "Payment Plan", "Cash Only" };

static const char *
pick (TillDemoRandom *random, const char *const *names)
{
  return names[till_demo_random_below (random, g_strv_length ((char **) names))];
}

/* As it is typed at different desks. */
static char *
make_phone (TillDemoRandom *random, guint of_thousand)
{
  static const char *const beginnings[] = { "(207)555-", "207-555-", "207.555.", "207555", NULL };

  if (!till_demo_random_chance (random, of_thousand))
    return NULL;

  return g_strdup_printf ("%s01%02u", pick (random, beginnings),
                          till_demo_random_below (random, 100));
}

static void
draw_members (TillDemoFamily *self, TillDemoRandom *random)
{
  static const guint sizes[] = { 380, 230, 150, 150, 65, 25, 0 };

  self->n_members = till_demo_random_weighted (random, sizes) + 1;
  for (guint i = 0; i < self->n_members; i++)
    {
      int year = i < 2 ? till_demo_random_between (random, 1938, 2003)
                       : till_demo_random_between (random, 2008, 2023);
      int month = till_demo_random_between (random, 1, 12);

      self->first_names[i] = pick (random, till_demo_first_names);
      self->birth_dates[i] = till_demo_random_chance (random, 970)
                               ? till_day (year, month, till_demo_random_between (random, 1, 28))
                               : TILL_DAY_NONE;
    }
}

static void
draw_guarantor (TillDemoFamily *self, TillDemoRandom *random, guint index)
{
  /* Each has numbers for the whole of a family. */
  self->number = 1 + (gint64) index * TILL_DEMO_MAX_MEMBERS;
  self->last_name = pick (random, till_demo_last_names);
  if (till_demo_random_chance (random, 600))
    self->initial = g_strdup_printf ("%c", 'A' + (char) till_demo_random_below (random, 26));
  self->mobile = make_phone (random, 900);
  self->home = make_phone (random, 300);
  if (till_demo_random_chance (random, 750))
    self->email = g_strdup_printf ("family%u@example.com", index + 1);
  self->texts_agreed = till_demo_random_chance (random, 700);
  self->billing_type = billing_types[till_demo_random_below (random, G_N_ELEMENTS (billing_types))];
}

/* Drawn apart, so that no family is another by it. Of a few nobody has written it down. */
static void
draw_address (TillDemoFamily *self, guint32 seed, guint index)
{
  TillDemoRandom random = till_demo_random (seed, TILL_DEMO_BOOKS, index, 1);
  guint          number;

  if (till_demo_random_chance (&random, 40))
    return;

  number = till_demo_random_below (&random, 400) + 1;
  self->street = g_strdup_printf ("%u %s", number, till_demo_streets[number % TILL_DEMO_N_STREETS]);
  self->town = till_demo_towns[number % TILL_DEMO_N_TOWNS];
  if (till_demo_random_chance (&random, 150))
    self->apartment = g_strdup_printf ("Apt %u", number % 9 + 1);
}

static void
add_line (TillDemoFamily *self, TillDemoLineKind kind, TillDay day, gint64 cents, guint member)
{
  if (cents != 0 && self->n_lines < TILL_DEMO_MAX_LINES)
    self->lines[self->n_lines++] =
      (TillDemoLine){ .kind = kind, .day = day, .amount = till_money (cents), .member = member };
}

/* A treatment: charged, and paid for in part, by the insurance or not at all. */
static void
draw_treatment (TillDemoFamily *self, TillDemoRandom *random, TillDay as_of)
{
  int    n_days = till_demo_random_between (random, 0, 160);
  guint  member = till_demo_random_below (random, self->n_members);
  gint64 fee =
    till_demo_random_between (random, 45, 1800) * 100 +
    (till_demo_random_chance (random, 200) ? till_demo_random_between (random, 1, 99) : 0);
  TillDay       day = till_day_add (as_of, -n_days);
  TillDemoLine *charge;
  TillDay       later = till_day_add (as_of, -till_demo_random_between (random, 0, n_days));

  add_line (self, TILL_DEMO_LINE_CHARGE, day, fee, member);
  charge = &self->lines[self->n_lines - 1];
  if (till_demo_random_chance (random, 450))
    {
      gint64 part = fee * till_demo_random_between (random, 40, 90) / 100;

      charge->estimate = till_money (part);
      if (till_demo_random_chance (random, 650))
        {
          charge->paid = till_money (part);
          add_line (self, TILL_DEMO_LINE_INSURANCE, later, -part, member);
        }
      else
        self->insurance.cents += part;
    }
  if (till_demo_random_chance (random, 150))
    add_line (self, TILL_DEMO_LINE_ADJUSTMENT, later, -(fee / 10), member);
  if (till_demo_random_chance (random, 400))
    add_line (self, TILL_DEMO_LINE_PAYMENT, later,
              till_demo_random_chance (random, 60) ? -fee - 5000 : -(fee / 3), member);
}

static int
compare_lines (gconstpointer a, gconstpointer b, gpointer unused)
{
  return till_day_compare (((const TillDemoLine *) a)->day, ((const TillDemoLine *) b)->day);
}

static void
age (TillDemoFamily *self, TillDay as_of)
{
  TillAgingEntry entries[TILL_DEMO_MAX_LINES];

  for (guint i = 0; i < self->n_lines; i++)
    entries[i] = (TillAgingEntry){ self->lines[i].day, self->lines[i].amount };
  if (!till_aging_reckon (entries, self->n_lines, as_of, &self->aging))
    g_assert_not_reached ();
}

TillDemoFamily *
till_demo_family_new (guint32 seed, guint index, TillDay as_of)
{
  TillDemoFamily *self = g_new0 (TillDemoFamily, 1);
  TillDemoRandom  random = till_demo_random (seed, TILL_DEMO_BOOKS, index, 0);
  guint           n;

  draw_guarantor (self, &random, index);
  draw_members (self, &random);
  draw_address (self, seed, index);
  n = till_demo_random_below (&random, 4);
  for (guint i = 0; i < n; i++)
    draw_treatment (self, &random, as_of);
  g_qsort_with_data (self->lines, (int) self->n_lines, sizeof self->lines[0], compare_lines, NULL);
  age (self, as_of);

  return self;
}

void
till_demo_family_free (TillDemoFamily *self)
{
  g_free (self->initial);
  g_free (self->mobile);
  g_free (self->home);
  g_free (self->email);
  g_free (self->street);
  g_free (self->apartment);
  g_free (self);
}
