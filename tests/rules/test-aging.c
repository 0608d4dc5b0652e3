/* test-aging.c: ages by day, credits on the oldest first, against a slow and plain reckoning
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-aging.h"

#define AS_OF "2026-11-24"
#define N_FAMILIES 5000
#define MAX_ENTRIES 40

/* ── Ages ────────────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  const char *day;
  const char *as_of;
  TillAge     age;
} ages[] = {
  { "the-day", "2026-11-24", AS_OF, TILL_AGE_0_30 },
  { "tomorrow", "2026-11-25", AS_OF, TILL_AGE_0_30 },
  { "thirty", "2026-10-25", AS_OF, TILL_AGE_0_30 },
  { "thirty-one", "2026-10-24", AS_OF, TILL_AGE_31_60 },
  { "sixty", "2026-09-25", AS_OF, TILL_AGE_31_60 },
  { "sixty-one", "2026-09-24", AS_OF, TILL_AGE_61_90 },
  { "ninety", "2026-08-26", AS_OF, TILL_AGE_61_90 },
  { "ninety-one", "2026-08-25", AS_OF, TILL_AGE_OVER_90 },
  { "years", "1999-12-31", AS_OF, TILL_AGE_OVER_90 },
  { "leap-day", "2028-02-29", "2028-03-30", TILL_AGE_0_30 },
  { "over-a-leap-day", "2028-02-28", "2028-03-30", TILL_AGE_31_60 },
  { "over-a-year-end", "2026-12-01", "2027-01-01", TILL_AGE_31_60 },
};

static void
test_age (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_assert_cmpint (till_age_of (till_day_from_iso (ages[i].day), till_day_from_iso (ages[i].as_of)),
                   ==, ages[i].age);
}

/* Each age begins on the day after the one before it ended. */
static void
test_first_day (void)
{
  TillDay as_of = till_day_from_iso (AS_OF);

  for (int age = 0; age < TILL_N_AGES - 1; age++)
    {
      TillDay first = till_age_first_day ((TillAge) age, as_of);

      g_assert_cmpint (till_age_of (first, as_of), ==, age);
      g_assert_cmpint (till_age_of (till_day_add (first, -1), as_of), ==, age + 1);
    }
  g_assert_true (till_day_is_none (till_age_first_day (TILL_AGE_OVER_90, as_of)));
}

/* ── Families ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  int      age; /* in days */
  gint64   cents;
  gboolean takes_back;
} Line;

static const struct
{
  const char *name;
  Line        lines[6]; /* ended by 0 cents */
  gint64      owed[TILL_N_AGES];
  gint64      credit;
  gint64      total;
} families[] = {
  { "nothing", { { 0, 0, FALSE } }, { 0, 0, 0, 0 }, 0, 0 },
  { "one-cent", { { 31, 1, FALSE } }, { 0, 1, 0, 0 }, 0, 1 },
  { "each-age",
    { { 0, 1000, FALSE }, { 31, 2000, FALSE }, { 61, 3000, FALSE }, { 91, 4000, FALSE } },
    { 1000, 2000, 3000, 4000 },
    0,
    10000 },
  { "credit-on-the-oldest",
    { { 0, 1000, FALSE }, { 31, 2000, FALSE }, { 91, 4000, FALSE }, { 0, -4500, FALSE } },
    { 1000, 1500, 0, 0 },
    0,
    2500 },
  /* A credit from before the charge pays it all the same: credits have no age. */
  { "credit-before-the-charge",
    { { 200, -500, FALSE }, { 10, 800, FALSE } },
    { 300, 0, 0, 0 },
    0,
    300 },
  { "paid-to-the-cent", { { 40, 12345, FALSE }, { 3, -12345, FALSE } }, { 0, 0, 0, 0 }, 0, 0 },
  { "one-cent-over", { { 40, 12345, FALSE }, { 3, -12346, FALSE } }, { 0, 0, 0, 0 }, -1, -1 },
  { "only-credit", { { 3, -700, FALSE } }, { 0, 0, 0, 0 }, -700, -700 },
  { "refund-is-owed-again",
    { { 95, 1000, FALSE }, { 50, -1000, FALSE }, { 2, 400, FALSE } },
    { 400, 0, 0, 0 },
    0,
    400 },
  { "not-yet",
    { { 10, 500, FALSE }, { -1, 900, FALSE }, { -5, -200, FALSE } },
    { 500, 0, 0, 0 },
    0,
    500 },
  /* Not a cent of the older debt is paid by it, and of the charge nothing is left. */
  { "charge-taken-back",
    { { 100, 1000, FALSE }, { 10, 700, FALSE }, { 10, -700, TRUE } },
    { 0, 0, 0, 1000 },
    0,
    1000 },
  { "old-charge-taken-back",
    { { 100, 1000, FALSE }, { 100, -1000, TRUE }, { 10, 700, FALSE } },
    { 700, 0, 0, 0 },
    0,
    700 },
  /* What it had paid is as old as before. */
  { "credit-taken-back",
    { { 100, 1000, FALSE }, { 10, -400, FALSE }, { 10, 400, TRUE } },
    { 0, 0, 0, 1000 },
    0,
    1000 },
  { "charge-taken-back-that-was-paid",
    { { 40, 1000, FALSE }, { 10, -1000, FALSE }, { 40, -1000, TRUE } },
    { 0, 0, 0, 0 },
    -1000,
    -1000 },
};

static void
test_family (gconstpointer data)
{
  gsize          i = GPOINTER_TO_SIZE (data);
  TillDay        as_of = till_day_from_iso (AS_OF);
  TillAgingEntry entries[G_N_ELEMENTS (families[i].lines)];
  gsize          n = 0;
  TillAging      aging;

  for (; n < G_N_ELEMENTS (entries) && families[i].lines[n].cents != 0; n++)
    entries[n] =
      (TillAgingEntry){ till_day_add (as_of, -families[i].lines[n].age),
                        till_money (families[i].lines[n].cents), families[i].lines[n].takes_back };

  g_assert_true (till_aging_reckon (entries, n, as_of, &aging));
  for (guint age = 0; age < TILL_N_AGES; age++)
    g_assert_cmpint (aging.owed[age].cents, ==, families[i].owed[age]);
  g_assert_cmpint (aging.credit.cents, ==, families[i].credit);
  g_assert_cmpint (aging.total.cents, ==, families[i].total);
}

static void
test_too_large (void)
{
  TillDay        as_of = till_day_from_iso (AS_OF);
  TillAgingEntry entries[] = {
    { as_of, till_money (G_MAXINT64), FALSE },
    { as_of, till_money (1), FALSE },
  };
  TillAging aging;

  g_assert_false (till_aging_reckon (entries, 2, as_of, &aging));
  /* Of two ages that each can be written, the total can't. */
  entries[1].day = till_day_add (as_of, -40);
  g_assert_false (till_aging_reckon (entries, 2, as_of, &aging));
}

/* ── Against a plain reckoning ───────────────────────────────────────────────────────────────── */

/* The oldest charge that still has something owed, or NULL. */
static TillAgingEntry *
find_oldest (TillAgingEntry *entries, gsize n, TillDay as_of)
{
  TillAgingEntry *oldest = NULL;

  for (gsize i = 0; i < n; i++)
    if (entries[i].amount.cents > 0 && till_day_compare (entries[i].day, as_of) <= 0 &&
        (oldest == NULL || till_day_compare (entries[i].day, oldest->day) < 0))
      oldest = &entries[i];

  return oldest;
}

/* As one would do it on paper: each credit crosses out the oldest charge that is left. */
static void
reckon_plainly (TillAgingEntry *entries, gsize n, TillDay as_of, TillAging *aging)
{
  *aging = (TillAging){ 0 };

  for (gsize i = 0; i < n; i++)
    {
      gint64          rest = -entries[i].amount.cents;
      TillAgingEntry *charge;

      if (rest <= 0 || till_day_compare (entries[i].day, as_of) > 0)
        continue;
      while (rest > 0 && (charge = find_oldest (entries, n, as_of)) != NULL)
        {
          gint64 part = MIN (rest, charge->amount.cents);

          charge->amount.cents -= part;
          rest -= part;
        }
      aging->credit.cents -= rest;
    }

  aging->total = aging->credit;
  for (gsize i = 0; i < n; i++)
    if (entries[i].amount.cents > 0 && till_day_compare (entries[i].day, as_of) <= 0)
      {
        aging->owed[till_age_of (entries[i].day, as_of)].cents += entries[i].amount.cents;
        aging->total.cents += entries[i].amount.cents;
      }
}

static void
test_random_families (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  TillDay           as_of = till_day_from_iso (AS_OF);
  gsize             n_credits = 0;

  for (guint family = 0; family < N_FAMILIES; family++)
    {
      TillAgingEntry entries[MAX_ENTRIES];
      gsize          n = (gsize) g_rand_int_range (random, 0, MAX_ENTRIES + 1);
      TillAging      aging;
      TillAging      plain;

      for (gsize i = 0; i < n; i++)
        entries[i] =
          (TillAgingEntry){ till_day_add (as_of, g_rand_int_range (random, -150, 5)),
                            till_money ((gint64) g_rand_int_range (random, -60000, 60001)), FALSE };

      g_assert_true (till_aging_reckon (entries, n, as_of, &aging));
      reckon_plainly (entries, n, as_of, &plain);

      for (guint age = 0; age < TILL_N_AGES; age++)
        g_assert_cmpint (aging.owed[age].cents, ==, plain.owed[age].cents);
      g_assert_cmpint (aging.credit.cents, ==, plain.credit.cents);
      g_assert_cmpint (aging.total.cents, ==, plain.total.cents);
      n_credits += aging.credit.cents < 0;
    }

  /* Families of both kinds were among them. */
  g_assert_cmpuint (n_credits, >, N_FAMILIES / 10);
  g_assert_cmpuint (n_credits, <, N_FAMILIES * 9 / 10);
}

/* ── By a plan ───────────────────────────────────────────────────────────────────────────────── */

static void
test_defer (void)
{
  static const struct
  {
    gint64 owed[TILL_N_AGES];
    gint64 due;
    gint64 not_due;
    gint64 after[TILL_N_AGES];
  } cases[] = {
    { { 0, 0, 0, 60000 }, 0, 0, { 0, 0, 0, 60000 } },
    { { 0, 0, 0, 60000 }, 0, 60000, { 60000, 0, 0, 0 } },
    /* One part was missed: it ages. */
    { { 0, 0, 0, 60000 }, 10000, 50000, { 50000, 0, 0, 10000 } },
    /* What is not in the plan ages. */
    { { 0, 0, 0, 60000 }, 0, 50000, { 50000, 0, 0, 10000 } },
    /* The oldest is what is due already, and then what is not. */
    { { 100, 200, 300, 400 }, 500, 400, { 500, 0, 100 + 0, 400 } },
    { { 100, 200, 300, 400 }, 0, 401, { 501, 200, 299, 0 } },
    /* More than is owed: a finance charge, a payment that was not by the plan. */
    { { 100, 0, 0, 1 }, 0, 99999, { 101, 0, 0, 0 } },
    { { 100, 0, 0, 1 }, 99999, 99999, { 100, 0, 0, 1 } },
    { { 0, 0, 0, 0 }, 1, 1, { 0, 0, 0, 0 } },
    { { 1, 2, 3, 4 }, 0, G_MAXINT64, { 10, 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillAging aging = { .credit = till_money (-7), .total = till_money (12345) };

      g_test_message ("%u", i);
      for (guint age = 0; age < TILL_N_AGES; age++)
        aging.owed[age] = till_money (cases[i].owed[age]);
      till_aging_defer (&aging, till_money (cases[i].due), till_money (cases[i].not_due));
      for (guint age = 0; age < TILL_N_AGES; age++)
        g_assert_cmpint (aging.owed[age].cents, ==, cases[i].after[age]);
      g_assert_cmpint (aging.credit.cents, ==, -7);
      g_assert_cmpint (aging.total.cents, ==, 12345);
    }
}

/* ── The patient's portion ───────────────────────────────────────────────────────────────────── */

static void
test_portion (void)
{
  static const struct
  {
    gint64 total, estimate, portion;
  } cases[] = {
    { 10000, 0, 10000 }, { 10000, 2500, 7500 }, { 10000, 10000, 0 }, { 10000, 10001, 0 },
    { 0, 0, 0 },         { -500, 0, 0 },        { -500, 100, 0 },    { 1, 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
      till_patient_portion (till_money (cases[i].total), till_money (cases[i].estimate)).cents, ==,
      cases[i].portion);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aging/first-day", test_first_day);
  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *path = g_strconcat ("/aging/age/", ages[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_age);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *path = g_strconcat ("/aging/family/", families[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_family);
    }
  g_test_add_func ("/aging/too-large", test_too_large);
  g_test_add_func ("/aging/random-families", test_random_families);
  g_test_add_func ("/aging/defer", test_defer);
  g_test_add_func ("/aging/portion", test_portion);

  return g_test_run ();
}
