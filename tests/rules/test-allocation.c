/* test-allocation.c: which payment pays which charge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-allocation.h"

#define MOST 8

typedef struct
{
  gint64 id; /* 0: the end */
  gint64 cents;
  gint64 takes_from;
  gint64 open; /* expected: of a charge, or unearned of a credit */
} Line;

typedef struct
{
  gint64 credit; /* 0: the end */
  gint64 charge;
  gint64 cents;
} Share;

/* ── Reckoning ───────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  Line        lines[MOST]; /* in their order: by day, then by id */
  Share       by_hand[MOST];
} families[] = {
  { "nothing", { { 0 } }, { { 0 } } },
  { "charge", { { 1, 500, 0, 500 } }, { { 0 } } },
  { "only-credit", { { 1, -500, 0, 500 } }, { { 0 } } },
  { "one-cent-short", { { 1, 500, 0, 1 }, { 2, -499, 0, 0 } }, { { 0 } } },
  { "paid", { { 1, 500, 0, 0 }, { 2, -500, 0, 0 } }, { { 0 } } },
  { "over-paid", { { 1, 500, 0, 0 }, { 2, -501, 0, 1 } }, { { 0 } } },
  { "nothing-charged", { { 1, 0, 0, 0 }, { 2, -5, 0, 5 } }, { { 0 } } },
  { "oldest-first", { { 1, 500, 0, 0 }, { 2, 300, 0, 200 }, { 3, -600, 0, 0 } }, { { 0 } } },
  /* Of equal days, as they were entered; a later entry of an earlier day goes before. */
  { "by-day-then-id", { { 9, 500, 0, 0 }, { 2, 300, 0, 100 }, { 3, -700, 0, 0 } }, { { 0 } } },
  { "credit-before-charge", { { 1, -500, 0, 200 }, { 2, 300, 0, 0 } }, { { 0 } } },
  { "two-payments",
    { { 1, 500, 0, 0 }, { 2, -300, 0, 0 }, { 3, 400, 0, 0 }, { 4, -700, 0, 100 } },
    { { 0 } } },
  { "refund-of-unearned", { { 1, 500, 0, 0 }, { 2, -700, 0, 50 }, { 3, 150, 2, 0 } }, { { 0 } } },
  { "refund-of-newest",
    { { 1, 500, 0, 0 }, { 2, 300, 0, 200 }, { 3, -800, 0, 0 }, { 4, 200, 3, 0 } },
    { { 0 } } },
  { "refund-of-all", { { 1, 500, 0, 500 }, { 2, -500, 0, 0 }, { 3, 500, 2, 0 } }, { { 0 } } },
  { "refund-that-failed",
    { { 1, 500, 0, 0 }, { 2, -500, 0, 0 }, { 3, 500, 2, 0 }, { 4, -500, 3, 0 } },
    { { 0 } } },
  /* Of a payment that was never posted here: the money given back is owed. */
  { "refund-of-nothing", { { 1, 400, 99, 100 }, { 2, -300, 0, 0 } }, { { 0 } } },
  { "charge-taken-back", { { 1, 500, 0, 0 }, { 2, -500, 0, 500 }, { 3, -500, 1, 0 } }, { { 0 } } },
  { "credit-taken-back", { { 1, 500, 0, 500 }, { 2, -100, 0, 0 }, { 3, 100, 2, 0 } }, { { 0 } } },
  { "by-hand",
    { { 1, 500, 0, 500 }, { 2, 300, 0, 0 }, { 3, -400, 0, 100 } },
    { { 3, 2, 300 }, { 3, 0, 100 } } },
  { "by-hand-and-others",
    { { 1, 500, 0, 100 }, { 2, 300, 0, 0 }, { 3, -300, 0, 0 }, { 4, -400, 0, 0 } },
    { { 3, 2, 300 } } },
  /* Kept as unearned, whatever is open. */
  { "kept", { { 1, 500, 0, 500 }, { 2, -400, 0, 400 } }, { { 2, 0, 400 } } },
  { "none-of-these", { { 1, 500, 0, 100 }, { 2, -400, 0, 0 } }, { { 77, 1, 400 }, { 1, 2, 100 } } },
  { "more-than-there-is", { { 1, 500, 0, 100 }, { 2, -400, 0, 0 } }, { { 2, 1, 900 } } },
};

static gsize
read_lines (const Line *of, TillAllocationLine *lines)
{
  gsize n = 0;

  for (; n < MOST && of[n].id != 0; n++)
    lines[n] = (TillAllocationLine){
      .id = of[n].id,
      .amount = till_money (of[n].cents),
      .takes_from = of[n].takes_from,
    };

  return n;
}

static gsize
read_shares (const Share *of, TillAllocationShare *shares)
{
  gsize n = 0;

  for (; n < MOST && of[n].credit != 0; n++)
    shares[n] = (TillAllocationShare){ of[n].credit, of[n].charge, till_money (of[n].cents) };

  return n;
}

static void
test_family (gconstpointer data)
{
  gsize               family = GPOINTER_TO_SIZE (data);
  TillAllocationLine  lines[MOST];
  TillAllocationShare by_hand[MOST];
  gsize               n_lines = read_lines (families[family].lines, lines);
  gsize               n_by_hand = read_shares (families[family].by_hand, by_hand);
  g_autoptr (GArray)  shares = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
  gint64              balance = 0;
  gint64              open = 0;
  gint64              paid = 0;
  gint64              given = 0;

  g_assert_true (till_allocation_reckon (lines, n_lines, by_hand, n_by_hand, shares));
  for (gsize i = 0; i < n_lines; i++)
    {
      g_assert_cmpint (lines[i].open.cents, ==, families[family].lines[i].open);
      balance += lines[i].amount.cents;
      open += lines[i].net.cents < 0 ? -lines[i].open.cents : lines[i].open.cents;
      if (lines[i].net.cents > 0)
        paid += lines[i].net.cents - lines[i].open.cents;
    }
  for (guint i = 0; i < shares->len; i++)
    given += g_array_index (shares, TillAllocationShare, i).amount.cents;
  g_assert_cmpint (open, ==, balance);
  g_assert_cmpint (given, ==, paid);
}

static void
test_too_large (void)
{
  TillAllocationLine lines[] = {
    { .id = 1, .amount = till_money (-G_MAXINT64) },
    { .id = 2, .amount = till_money (-2), .takes_from = 1 },
  };

  g_assert_false (till_allocation_reckon (lines, 2, NULL, 0, NULL));
}

static void
test_oldest_first (void)
{
  static const struct
  {
    gint64 amount, parts[3], rest;
  } cases[] = {
    { 0, { 0, 0, 0 }, 0 },     { 1, { 1, 0, 0 }, 0 },          { 500, { 500, 0, 0 }, 0 },
    { 501, { 500, 1, 0 }, 0 }, { 1000, { 500, 300, 200 }, 0 }, { 1001, { 500, 300, 200 }, 1 },
  };
  static const TillMoney open[3] = { { 500 }, { 300 }, { 200 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillMoney parts[3];
      TillMoney rest = till_allocation_oldest_first (till_money (cases[i].amount), open, 3, parts);

      g_assert_cmpint (rest.cents, ==, cases[i].rest);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpint (parts[j].cents, ==, cases[i].parts[j]);
    }
}

/* ── Following ───────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  Line        lines[MOST];
  Share       by_hand[MOST];
  gint64      new_id;
  Share       changes[MOST];
} stories[] = {
  { "nothing-new",
    { { 1, 500, 0, 0 }, { 2, -400, 0, 0 } },
    { { 2, 0, 100 }, { 2, 1, 300 } },
    2,
    { { 0 } } },
  { "new-charge-takes-up",
    { { 1, 500, 0, 0 }, { 2, -400, 0, 0 }, { 3, 60, 0, 0 } },
    { { 2, 0, 100 }, { 2, 1, 300 } },
    3,
    { { 2, 0, -60 }, { 2, 3, 60 } } },
  /* Only what others leave of it, and the oldest credit first. */
  { "new-charge-takes-up-of-two",
    { { 1, -50, 0, 0 }, { 2, -400, 0, 0 }, { 3, -30, 0, 0 }, { 4, 200, 0, 0 } },
    { { 1, 0, 50 }, { 2, 0, 400 } },
    4,
    { { 1, 0, -50 }, { 1, 4, 50 }, { 2, 0, -120 }, { 2, 4, 120 } } },
  { "old-charges-do-not",
    { { 1, 500, 0, 0 }, { 2, -400, 0, 0 }, { 3, -60, 0, 0 } },
    { { 2, 0, 400 } },
    3,
    { { 0 } } },
  { "refund",
    { { 1, 500, 0, 0 }, { 2, 300, 0, 0 }, { 3, -800, 0, 0 }, { 4, 450, 3, 0 } },
    { { 3, 0, 100 }, { 3, 1, 400 }, { 3, 2, 300 } },
    4,
    { { 3, 0, -100 }, { 3, 2, -300 }, { 3, 1, -50 } } },
  { "refund-that-failed",
    { { 1, 500, 0, 0 }, { 3, -500, 0, 0 }, { 4, 500, 3, 0 }, { 5, -500, 4, 0 } },
    { { 3, 1, 0 } },
    5,
    { { 3, 0, 500 } } },
  { "charge-taken-back",
    { { 1, 500, 0, 0 }, { 2, -400, 0, 0 }, { 3, -500, 1, 0 } },
    { { 2, 0, 100 }, { 2, 1, 300 } },
    3,
    { { 2, 1, -300 }, { 2, 0, 300 } } },
  { "credit-taken-back",
    { { 1, 500, 0, 0 }, { 2, -400, 0, 0 }, { 3, 400, 2, 0 } },
    { { 2, 0, 100 }, { 2, 1, 300 } },
    3,
    { { 2, 0, -100 }, { 2, 1, -300 } } },
};

static void
test_story (gconstpointer data)
{
  gsize               story = GPOINTER_TO_SIZE (data);
  TillAllocationLine  lines[MOST];
  TillAllocationShare by_hand[MOST];
  TillAllocationShare expected[MOST];
  gsize               n_lines = read_lines (stories[story].lines, lines);
  gsize               n_by_hand = read_shares (stories[story].by_hand, by_hand);
  gsize               n_expected = read_shares (stories[story].changes, expected);
  g_autoptr (GArray)  changes = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));

  g_assert_true (till_allocation_reckon (lines, n_lines, by_hand, n_by_hand, NULL));
  till_allocation_follow (lines, n_lines, by_hand, n_by_hand, stories[story].new_id, changes);
  g_assert_cmpuint (changes->len, ==, n_expected);
  for (guint i = 0; i < changes->len; i++)
    {
      const TillAllocationShare *change = &g_array_index (changes, TillAllocationShare, i);

      g_assert_cmpint (change->credit_id, ==, expected[i].credit_id);
      g_assert_cmpint (change->charge_id, ==, expected[i].charge_id);
      g_assert_cmpint (change->amount.cents, ==, expected[i].amount.cents);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *path = g_strconcat ("/allocation/family/", families[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_family);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autofree char *path = g_strconcat ("/allocation/follow/", stories[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_story);
    }
  g_test_add_func ("/allocation/too-large", test_too_large);
  g_test_add_func ("/allocation/oldest-first", test_oldest_first);

  return g_test_run ();
}
