/* test-merge-families.c: who answers for whom, and merges at random beside a plain reference
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-merges.h"
#include "till-merge-rows.h"
#include "till-test-util.h"

#define N_AGES 4

static gint64
add_member (TillDbConnection *connection, const char *name, gint64 guarantor_id)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autoptr (GError)      error = NULL;

  patient->name = g_strdup (name);
  patient->guarantor_id = guarantor_id;
  till_store_add_patient (connection, patient, TEST_NOW, &error);
  g_assert_no_error (error);

  return patient->id;
}

static void
assert_guarantor (TillDbConnection *connection, gint64 id, gint64 guarantor_id)
{
  g_autoptr (TillPatient) patient = merges_get (connection, id);

  g_assert_cmpint (patient->guarantor_id, ==, guarantor_id);
}

static void
change_guarantor (TillDbConnection *connection, gint64 id, gint64 guarantor_id, gboolean family)
{
  g_autoptr (GError) error = NULL;

  till_store_change_guarantor (connection, id, guarantor_id, family, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
}

static gboolean
families_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 merged = test_add_patient (connection, "Lopez, Dana");
  gint64 kept = add_member (connection, "Lopez, Dana M", merged);
  gint64 child = add_member (connection, "Lopez, Ann", merged);
  gint64 other = add_member (connection, "Lopez, Ben", merged);
  gint64 third = test_add_patient (connection, "Reed, Sam");
  gint64 id;

  merges_age_all (connection);
  merges_add_entry (connection, child, 7000, 10);
  /* A guarantor into one of the family: that one answers for all. */
  id = merges_merge (connection, merged, kept, 0);
  assert_guarantor (connection, kept, kept);
  assert_guarantor (connection, child, kept);
  merges_assert_owed (connection, child, 7000, 0, 0, 0);
  /* One who has been moved since stays there. */
  change_guarantor (connection, other, third, FALSE);
  merges_undo (connection, id);
  assert_guarantor (connection, kept, merged);
  assert_guarantor (connection, child, merged);
  assert_guarantor (connection, other, third);
  merges_assert_owed (connection, child, 7000, 0, 0, 0);

  return TRUE;
}

static void
test_families (void)
{
  merges_run (families_job);
}

static gboolean
guarantor_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  head = test_add_patient (connection, "Lopez, Dana");
  gint64                  child = add_member (connection, "Lopez, Ann", head);
  gint64                  other = test_add_patient (connection, "Reed, Sam");
  g_autoptr (GError)      refused = NULL;
  g_autoptr (TillAccount) account = NULL;

  merges_age_all (connection);
  merges_add_entry (connection, child, 7000, 70);
  change_guarantor (connection, child, other, FALSE);
  merges_add_entry (connection, child, 1000, 0);
  /* What was entered before stays where it was. */
  merges_assert_owed (connection, head, 0, 0, 7000, 0);
  merges_assert_owed (connection, child, 1000, 0, 0, 0);

  g_assert_false (
    till_store_change_guarantor (connection, other, head, FALSE, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&refused);
  g_assert_false (
    till_store_change_guarantor (connection, head, child, FALSE, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  change_guarantor (connection, other, head, TRUE);
  assert_guarantor (connection, child, head);
  assert_guarantor (connection, other, head);
  account = merges_read_account (connection, other);
  g_assert_cmpint (account->own.cents, ==, 1000);
  change_guarantor (connection, child, child, FALSE);
  assert_guarantor (connection, child, child);

  return TRUE;
}

static void
test_guarantor (void)
{
  merges_run (guarantor_job);
}

/* ── At random ───────────────────────────────────────────────────────────────────────────────── */

#define N_RECORDS 8
#define N_STEPS 120

typedef struct
{
  gint64 record; /* on whose account it was entered */
  gint64 cents;
  int    age;
} Entry;

typedef struct
{
  GArray *entries;              /* Entry */
  int     into[N_RECORDS];      /* directly; -1: its own */
  gint64  merge_ids[N_RECORDS]; /* by the merged record */
} Plain;

static int
root_of (const Plain *self, int record)
{
  while (self->into[record] >= 0)
    record = self->into[record];

  return record;
}

/* Charge by charge, the oldest age first, of all entries whose record leads there. */
static void
reckon_plainly (const Plain *self, int root, gint64 owed[N_AGES], gint64 *total)
{
  static const int until[N_AGES] = { 30, 60, 90, G_MAXINT };
  gint64           credit = 0;

  *total = 0;
  for (int i = 0; i < N_AGES; i++)
    owed[i] = 0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry entry = g_array_index (self->entries, Entry, i);
      int   age = 0;

      if (root_of (self, (int) entry.record - 1) != root)
        continue;
      *total += entry.cents;
      while (entry.age > until[age])
        age++;
      if (entry.cents > 0)
        owed[age] += entry.cents;
      else
        credit -= entry.cents;
    }
  for (int i = N_AGES - 1; i >= 0; i--)
    {
      gint64 paid = MIN (credit, owed[i]);

      owed[i] -= paid;
      credit -= paid;
    }
}

static gint64
ask_balance (TillDbConnection *connection, int record, const char *what)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT coalesce((SELECT %s FROM balances WHERE guarantor_id = %d), 0)", what, record + 1);

  return merges_ask (connection, sql);
}

/* Every account, and each patient’s page shows that of the guarantor. */
static void
compare_all (TillDbConnection *connection, const Plain *self)
{
  static const char *const ages[N_AGES] = { "owed_0_30_cents", "owed_31_60_cents",
                                            "owed_61_90_cents", "owed_over_90_cents" };

  for (int record = 0; record < N_RECORDS; record++)
    {
      g_autoptr (TillAccount) account = merges_read_account (connection, record + 1);
      int                     guarantor = (int) account->patient->guarantor_id - 1;
      gint64                  owed[N_AGES];
      gint64                  total;

      g_assert_cmpint (account->patient->id, ==, root_of (self, record) + 1);
      g_assert_cmpint (root_of (self, guarantor), ==, guarantor);
      reckon_plainly (self, guarantor, owed, &total);
      g_assert_cmpint (account->total.cents, ==, total);
      g_assert_cmpint (account->patient->balance.cents, ==, total);
      reckon_plainly (self, record, owed, &total);
      for (int i = 0; i < N_AGES; i++)
        g_assert_cmpint (ask_balance (connection, record, ages[i]), ==, owed[i]);
      g_assert_cmpint (ask_balance (connection, record, "total_cents"), ==, total);
    }
}

static void
enter (TillDbConnection *connection, GRand *rand, Plain *self, int record)
{
  static const int edges[] = { 0, 30, 31, 60, 61, 90, 91, 400 };
  Entry            entry = { 0, g_rand_int_range (rand, -9000, 9000),
                             edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))] };

  entry.cents = entry.cents != 0 ? entry.cents : 1;
  merges_add_entry (connection, record + 1, entry.cents, entry.age);
  entry.record =
    merges_ask (connection, "SELECT guarantor_id FROM ledger_entries ORDER BY id DESC LIMIT 1");
  g_array_append_val (self->entries, entry);
}

/* What may not be is refused, and changes nothing. */
static void
try_guarantor (TillDbConnection *connection, int one, int other, gboolean with_family)
{
  g_autoptr (GError) error = NULL;

  if (!till_store_change_guarantor (connection, one + 1, other + 1, with_family, test_actor,
                                    TEST_NOW, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

static void
step (TillDbConnection *connection, GRand *rand, Plain *self)
{
  int what = g_rand_int_range (rand, 0, 12);
  int one = g_rand_int_range (rand, 0, N_RECORDS);
  int other = g_rand_int_range (rand, 0, N_RECORDS);

  if (what < 5 && self->into[one] < 0)
    enter (connection, rand, self, one);
  else if (what < 8 && one != other && self->into[one] < 0 && self->into[other] < 0)
    {
      self->merge_ids[one] = merges_merge (connection, one + 1, other + 1, 0);
      self->into[one] = other;
    }
  else if (what < 10 && self->into[one] >= 0)
    {
      merges_undo (connection, self->merge_ids[one]);
      self->into[one] = -1;
    }
  else if (what >= 10)
    try_guarantor (connection, one, other, g_rand_boolean (rand));
}

static gboolean
random_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GRand)  rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  Plain              plain = { .entries = entries };

  for (int i = 0; i < N_RECORDS; i++)
    {
      plain.into[i] = -1;
      test_add_patient (connection, "Lopez, Dana");
    }
  merges_age_all (connection);
  for (int i = 0; i < N_STEPS; i++)
    {
      step (connection, rand, &plain);
      compare_all (connection, &plain);
    }
  /* Aged anew, all at once, nothing changes. */
  merges_age_all (connection);
  compare_all (connection, &plain);

  return TRUE;
}

static void
test_random (void)
{
  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autofree char   *path = NULL;
      g_autoptr (TillDb) db = test_store_open (&path);

      test_store_write (db, random_job, GUINT_TO_POINTER (seed));
      merges_verify (db, path);
      test_store_shut (g_steal_pointer (&db));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/merge-families/families", test_families);
  g_test_add_func ("/store/merge-families/guarantor", test_guarantor);
  g_test_add_func ("/store/merge-families/random", test_random);

  return g_test_run ();
}
