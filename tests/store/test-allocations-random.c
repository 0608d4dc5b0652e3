/* test-allocations-random.c: which payment pays which charge, of thousands of families
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-family.h"
#include "till-test-util.h"

#define N_FAMILIES 5000

/* On edges as often as not. */
static gint64
any_cents (Family *self)
{
  return g_rand_int_range (self->rand, 1, g_rand_boolean (self->rand) ? 4 : 90000);
}

static void
live (Family *self)
{
  int    n_days_ago = g_rand_int_range (self->rand, 0, g_rand_boolean (self->rand) ? 3 : 300);
  gint64 cents = any_cents (self);
  Known *one = self->n_known > 0
                 ? &self->known[g_rand_int_range (self->rand, 0, (gint32) self->n_known)]
                 : NULL;

  switch (g_rand_int_range (self->rand, 0, 8))
    {
    case 0:
    case 1:
    case 2:
      family_enter (self, cents, TRUE, n_days_ago);
      break;
    case 3:
      family_enter (self, g_rand_boolean (self->rand) ? cents : -cents, FALSE, n_days_ago);
      break;
    case 4:
    case 5:
      family_pay (self, cents, n_days_ago);
      break;
    case 6:
      if (one != NULL && one->transaction != 0 && one->cents < 0)
        family_refund (self, one, MIN (cents, -one->cents));
      break;
    default:
      if (one != NULL && one->transaction == 0 && one->cents != 0)
        family_take_back (self, one);
      break;
    }
}

/* ── A slow, plain reference ─────────────────────────────────────────────────────────────────── */

/* The oldest of what is open on that side, or NULL. */
static Known *
find_oldest (Family *self, int sign)
{
  Known *oldest = NULL;

  for (guint i = 0; i < self->n_known; i++)
    {
      Known *known = &self->known[i];

      if (known->open > 0 && (known->cents > 0) == (sign > 0) &&
          (oldest == NULL || known->day < oldest->day ||
           (known->day == oldest->day && known->id < oldest->id)))
        oldest = known;
    }

  return oldest;
}

static void
allocate_plainly (Family *self)
{
  Known *credit;
  Known *charge;

  for (guint i = 0; i < self->n_known; i++)
    self->known[i].open = ABS (self->known[i].cents);
  while ((credit = find_oldest (self, -1)) != NULL && (charge = find_oldest (self, 1)) != NULL)
    {
      gint64 part = MIN (credit->open, charge->open);

      credit->open -= part;
      charge->open -= part;
    }
}

static void
compare (Family *self)
{
  g_autoptr (GArray) lines = family_read_open (self);

  allocate_plainly (self);
  for (guint i = 0; i < self->n_known; i++)
    {
      const TillAllocationLine *line = family_find_line (lines, self->known[i].id);

      g_assert_cmpint (line->net.cents, ==, self->known[i].cents);
      g_assert_cmpint (line->open.cents, ==, self->known[i].open);
      g_assert_false (line->by_hand);
    }
}

/* ── By hand ─────────────────────────────────────────────────────────────────────────────────── */

/* Whatever was done by hand, it adds up. */
static void
assert_adds_up (Family *self)
{
  g_autoptr (GArray) lines = family_read_open (self);
  gint64             balance = 0;
  gint64             open = 0;

  for (guint i = 0; i < self->n_known; i++)
    {
      const TillAllocationLine *line = family_find_line (lines, self->known[i].id);

      g_assert_cmpint (line->net.cents, ==, self->known[i].cents);
      g_assert_cmpint (line->open.cents, >=, 0);
      g_assert_cmpint (line->open.cents, <=, ABS (self->known[i].cents));
      balance += self->known[i].cents;
      open += self->known[i].cents < 0 ? -line->open.cents : line->open.cents;
    }
  g_assert_cmpint (open, ==, balance);
}

/* Of one credit as it comes; what was asked for is what is read then. */
static gboolean
allocate_somehow (Family *self)
{
  Known                     *known = self->n_known > 0
                                       ? &self->known[g_rand_int_range (self->rand, 0, (gint32) self->n_known)]
                                       : NULL;
  g_autoptr (TillAllocation) before = NULL;
  g_autoptr (TillAllocation) after = NULL;
  g_autoptr (GError)         error = NULL;
  TillAllocationShare        shares[FAMILY_MOST];
  gint64                     rest;
  guint                      n_paid = 0;

  if (known == NULL || known->cents >= 0)
    return FALSE;

  before = till_store_read_allocation (self->connection, known->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (before->amount.cents, ==, -known->cents);
  rest = before->amount.cents;
  for (guint i = 0; i < before->charges->len; i++)
    {
      const TillOpenCharge *charge = before->charges->pdata[i];
      gint64                part = MIN (rest, charge->room.cents);

      if (part > 0 && g_rand_boolean (self->rand))
        part = g_rand_int_range (self->rand, 0, (gint32) part + 1);
      shares[i] = (TillAllocationShare){ known->id, charge->id, till_money (part) };
      rest -= part;
    }
  till_store_allocate (self->connection, known->id, shares, before->charges->len, test_actor,
                       TEST_NOW, &error);
  g_assert_no_error (error);
  after = till_store_read_allocation (self->connection, known->id, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < before->charges->len; i++)
    n_paid += shares[i].amount.cents > 0;
  for (guint i = 0; i < after->charges->len; i++)
    {
      const TillOpenCharge *charge = after->charges->pdata[i];

      n_paid -= charge->given.cents > 0;
      for (guint j = 0; j < before->charges->len; j++)
        if (shares[j].charge_id == charge->id)
          g_assert_cmpint (charge->given.cents, ==, shares[j].amount.cents);
    }
  g_assert_cmpuint (n_paid, ==, 0);

  return TRUE;
}

/* ── Thousands of them ───────────────────────────────────────────────────────────────────────── */

typedef struct
{
  guint32 seed;
  guint   n_by_hand;
} Thousands;

static gboolean
thousands_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Thousands        *thousands = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (thousands->seed);
  guint             n_by_hand = 0;

  for (guint i = 0; i < N_FAMILIES; i++)
    {
      Family family = { .connection = connection, .rand = rand };
      gint32 n_deeds = g_rand_int_range (rand, 0, 8);

      family.patient = test_add_patient (connection, "Many, Mary");
      for (gint32 deed = 0; deed < n_deeds; deed++)
        live (&family);
      compare (&family);
      if (i % 3 != 0 || !allocate_somehow (&family))
        continue;
      n_by_hand++;
      assert_adds_up (&family);
      for (guint deed = 0; deed < 4; deed++)
        {
          if (deed == 2)
            allocate_somehow (&family);
          else
            live (&family);
          assert_adds_up (&family);
        }
    }
  thousands->n_by_hand = n_by_hand;

  return TRUE;
}

static void
test_thousands (void)
{
  Thousands             thousands = { 20261124, 0 };
  char                 *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GPtrArray) findings = NULL;

  test_store_write (db, thousands_job, &thousands);
  g_assert_cmpuint (thousands.n_by_hand, >, N_FAMILIES / 10);
  findings = test_verify (db, path, NULL);
  g_assert_null (test_find_finding (findings, "What was allocated by hand")->rows);
  g_assert_null (test_find_finding (findings, "No charge is paid by hand")->rows);
  test_store_shut (db);
  g_free (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/allocations/thousands", test_thousands);

  return g_test_run ();
}
