/* test-merges.c: two records of one patient shown as one, and parted again: not a cent is lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-account.h"
#include "store/till-store-balances.h"
#include "store/till-store-merges.h"
#include "store/till-store-receivables.h"
#include "store/till-store-snoozes.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define AS_OF (till_day (2026, 11, 24))
#define N_AGES 4

static void
add_entry (TillDbConnection *connection, gint64 patient_id, gint64 cents, int age)
{
  g_autoptr (GError) error = NULL;

  till_store_add_ledger_entry (connection, patient_id, cents > 0 ? "charge" : "adjustment",
                               till_money (cents), (TillDay){ AS_OF.number - age }, NULL, TEST_NOW,
                               &error);
  g_assert_no_error (error);
}

static void
age_all (TillDbConnection *connection)
{
  g_autoptr (GError) error = NULL;

  till_store_age_some (connection, &(TillAgingStep){ .as_of = AS_OF, .n_most = 1000 }, &error);
  g_assert_no_error (error);
}

static gint64
merge (TillDbConnection *connection, gint64 merged, gint64 kept, guint taken)
{
  const TillMergeOrder order = { merged, kept, taken };
  g_autoptr (GError)   error = NULL;
  gint64               id = 0;

  till_store_merge_patients (connection, &order, test_actor, TEST_NOW, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static void
undo (TillDbConnection *connection, gint64 merge_id)
{
  g_autoptr (GError) error = NULL;

  till_store_undo_merge (connection, merge_id, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
}

static void
refuse_merge (TillDbConnection *connection, gint64 merged, gint64 kept, int code)
{
  const TillMergeOrder order = { merged, kept, 0 };
  g_autoptr (GError)   error = NULL;
  gint64               id;

  g_assert_false (
    till_store_merge_patients (connection, &order, test_actor, TEST_NOW, &id, &error));
  g_assert_error (error, TILL_ERROR, code);
}

static gint64
ask (TillDbConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64             number = 0;

  till_db_query_int (connection, sql, &number, &error);
  g_assert_no_error (error);

  return number;
}

static TillAccount *
read_account (TillDbConnection *connection, gint64 patient_id)
{
  g_autoptr (GError) error = NULL;
  TillAccount       *account = till_store_read_account (connection, patient_id, &error);

  g_assert_no_error (error);

  return account;
}

static void
assert_owed (TillDbConnection *connection, gint64 id, gint64 a, gint64 b, gint64 c, gint64 d)
{
  g_autoptr (TillAccount) account = read_account (connection, id);

  g_assert_cmpint (account->owed[0].cents, ==, a);
  g_assert_cmpint (account->owed[1].cents, ==, b);
  g_assert_cmpint (account->owed[2].cents, ==, c);
  g_assert_cmpint (account->owed[3].cents, ==, d);
}

static void
verify (TillDb *db, const char *path)
{
  g_autoptr (GPtrArray) findings = test_verify (db, path, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = findings->pdata[i];

      if (!finding->holds)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

static void
run (TillDbJob job)
{
  g_autofree char   *path = NULL;
  g_autoptr (TillDb) db = test_store_open (&path);

  test_store_write (db, job, NULL);
  verify (db, path);
  test_store_shut (g_steal_pointer (&db));
}

/* ── One merge ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
money_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  merged = test_add_patient (connection, "Lopez, Dana");
  gint64                  kept = test_add_patient (connection, "Lopez, Dana M");
  gint64                  id;
  g_autoptr (TillAccount) account = NULL;

  age_all (connection);
  add_entry (connection, merged, 12000, 40);
  add_entry (connection, kept, 5000, 100);
  add_entry (connection, kept, -1000, 0);
  test_collect (connection, merged, 2000, TEST_NOW);

  id = merge (connection, merged, kept, 0);
  /* The credits of both pay the oldest of both. */
  assert_owed (connection, kept, 0, 12000, 0, 4000);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM receivables"), ==, 1);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM people"), ==, 1);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM ledger_lines WHERE guarantor_id = 2"), ==,
                   3);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM ledger_entries WHERE patient_id = 1"), ==,
                   1);

  /* A link to the merged record leads to the kept one. */
  account = read_account (connection, merged);
  g_assert_cmpint (account->patient->id, ==, kept);
  g_assert_cmpuint (account->merged->len, ==, 1);
  g_assert_cmpstr (((TillMergedRecord *) account->merged->pdata[0])->name, ==, "Lopez, Dana");

  /* What came since stays with the kept one. */
  add_entry (connection, kept, -1500, 0);
  undo (connection, id);
  assert_owed (connection, merged, 0, 12000, 0, 0);
  assert_owed (connection, kept, 0, 0, 0, 2500);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM people"), ==, 2);

  return TRUE;
}

static void
test_money (void)
{
  run (money_job);
}

/* An account that has no more entries of its own has no balance left over. */
static gboolean
empty_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 merged = test_add_patient (connection, "Lopez, Dana");
  gint64 kept = test_add_patient (connection, "Lopez, Dana M");
  gint64 id;

  age_all (connection);
  add_entry (connection, merged, 12000, 40);
  id = merge (connection, merged, kept, 0);
  assert_owed (connection, kept, 0, 12000, 0, 0);
  undo (connection, id);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM balances"), ==, 1);
  assert_owed (connection, merged, 0, 12000, 0, 0);

  return TRUE;
}

static void
test_empty (void)
{
  run (empty_job);
}

/* A refund of a payment of the merged record is that record’s, and on the kept one’s account. */
static gboolean
reversal_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      merged = test_add_patient (connection, "Lopez, Dana");
  gint64                      kept = test_add_patient (connection, "Lopez, Dana M");
  gint64                      payment;
  gint64                      id;
  g_autoptr (TillTransaction) paid = NULL;

  age_all (connection);
  add_entry (connection, merged, 12000, 40);
  payment = test_collect (connection, merged, 2000, TEST_NOW);
  g_assert_true (till_store_post (connection, payment, test_actor, TEST_NOW, error));
  id = merge (connection, merged, kept, 0);
  assert_owed (connection, kept, 0, 10000, 0, 0);

  paid = till_store_get_transaction (connection, payment, error);
  payment = test_add (connection, test_reversal (paid, TILL_KIND_REFUND, 2000));
  g_assert_true (till_store_post (connection, payment, test_actor, TEST_NOW, error));
  assert_owed (connection, kept, 2000, 10000, 0, 0);
  undo (connection, id);
  assert_owed (connection, merged, 2000, 10000, 0, 0);
  assert_owed (connection, kept, 0, 0, 0, 0);

  return TRUE;
}

static void
test_reversal_of_merged (void)
{
  run (reversal_job);
}

/* ── What is known ───────────────────────────────────────────────────────────────────────────── */

static gint64
add_known (TillDbConnection *connection,
           const char       *name,
           const char       *number,
           const char       *phone,
           TillConsent       texts,
           gboolean          stopped)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autoptr (GError)      error = NULL;

  patient->name = g_strdup (name);
  patient->number = g_strdup (number);
  patient->phone = g_strdup (phone);
  till_store_add_patient (connection, patient, TEST_NOW, &error);
  g_assert_no_error (error);
  patient->consents[TILL_CHANNEL_TEXT] = texts;
  patient->do_not_contact = stopped;
  till_store_change_patient (connection, patient, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);

  return patient->id;
}

static TillPatient *
get (TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError) error = NULL;
  TillPatient       *patient = till_store_get_patient (connection, id, &error);

  g_assert_no_error (error);

  return patient;
}

static void
assert_found (TillDbConnection *connection, const char *text, gint64 id)
{
  g_autoptr (GPtrArray) found = till_store_search_patients (connection, text, 10, NULL);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (((TillPatient *) found->pdata[0])->id, ==, id);
}

static gboolean
fields_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 merged =
    add_known (connection, "Lopez, Dana", "A-1", "555-0101", TILL_CONSENT_REFUSED, TRUE);
  gint64 kept =
    add_known (connection, "Lopes, Dana M", "A-2", "555-0102", TILL_CONSENT_GIVEN, FALSE);
  gint64                  id = merge (connection, merged, kept,
                                      1u << TILL_MERGE_NAME | 1u << TILL_MERGE_NUMBER | 1u << TILL_MERGE_EMAIL);
  g_autoptr (TillPatient) one = get (connection, kept);
  g_autoptr (TillPatient) other = NULL;

  g_assert_cmpstr (one->name, ==, "Lopez, Dana");
  g_assert_cmpstr (one->number, ==, "A-1");
  g_assert_cmpstr (one->phone, ==, "555-0102");
  g_assert_true (one->do_not_contact);
  g_assert_cmpint (one->consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_REFUSED);
  /* By whatever was known of either. */
  assert_found (connection, "dana", kept);
  assert_found (connection, "a-2", kept);
  assert_found (connection, "5550101", kept);

  /* Somebody corrects the name; the rest is as it was. */
  till_text_set (&one->name, "Lopez-Reed, Dana");
  g_assert_true (till_store_change_patient (connection, one, test_actor, TEST_NOW, error));
  undo (connection, id);
  g_clear_pointer (&one, till_patient_free);
  one = get (connection, kept);
  g_assert_cmpstr (one->name, ==, "Lopez-Reed, Dana");
  g_assert_cmpstr (one->number, ==, "A-2");
  g_assert_false (one->do_not_contact);
  g_assert_cmpint (one->consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_GIVEN);
  other = get (connection, merged);
  g_assert_cmpstr (other->number, ==, "A-1");
  g_assert_cmpstr (other->name, ==, "Lopez, Dana");
  assert_found (connection, "a-1", merged);

  return TRUE;
}

static void
test_fields (void)
{
  run (fields_job);
}

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64             one = test_add_patient (connection, "Lopez, Dana");
  gint64             two = test_add_patient (connection, "Lopez, Dana M");
  gint64             three = test_add_patient (connection, "Lopez, D");
  gint64             id;
  g_autoptr (GError) refused = NULL;

  refuse_merge (connection, one, one, TILL_ERROR_NOT_ALLOWED);
  refuse_merge (connection, one, 99, TILL_ERROR_NOT_FOUND);
  id = merge (connection, one, two, 0);
  refuse_merge (connection, one, three, TILL_ERROR_NOT_ALLOWED);
  refuse_merge (connection, three, one, TILL_ERROR_NOT_ALLOWED);
  undo (connection, id);
  g_assert_false (till_store_undo_merge (connection, id, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&refused);
  g_assert_false (till_store_undo_merge (connection, 99, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_refused (void)
{
  run (refused_job);
}

/* ── Snoozes, insurance ──────────────────────────────────────────────────────────────────────── */

static void
snooze (TillDbConnection *connection, gint64 id, TillSnoozeEnd ends, TillDay until)
{
  g_autoptr (TillSnooze) wanted = till_snooze_new (ends, until, "Ill");
  g_autoptr (GError)     error = NULL;
  gboolean               taken;

  till_store_snooze (connection, id, wanted, test_actor, TEST_NOW, &taken, &error);
  g_assert_no_error (error);
}

static gboolean
snoozed_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 merged = test_add_patient (connection, "Lopez, Dana");
  gint64 kept = test_add_patient (connection, "Lopez, Dana M");
  gint64 id;

  age_all (connection);
  add_entry (connection, merged, 12000, 40);
  add_entry (connection, kept, 5000, 100);
  snooze (connection, merged, TILL_SNOOZE_BALANCE, TILL_DAY_NONE);
  g_assert_true (till_store_expect_insurance (connection, merged, till_money (3000), test_actor,
                                              TEST_NOW, error));
  g_assert_true (
    till_store_expect_insurance (connection, kept, till_money (1000), test_actor, TEST_NOW, error));

  /* The merge itself ends it not; nor does its undo. */
  id = merge (connection, merged, kept, 0);
  g_assert_true (till_store_follow_snooze (connection, kept, TEST_NOW, error));
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM snoozes WHERE guarantor_id = 2"), ==, 1);
  g_assert_cmpint (ask (connection, "SELECT insurance_cents FROM receivables WHERE id = 2"), ==,
                   4000);
  undo (connection, id);
  g_assert_true (till_store_follow_snooze (connection, merged, TEST_NOW, error));
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM snoozes WHERE guarantor_id = 1"), ==, 1);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM snoozes"), ==, 1);
  g_assert_cmpint (ask (connection, "SELECT insurance_cents FROM receivables WHERE id = 2"), ==,
                   1000);
  g_assert_cmpint (ask (connection, "SELECT insurance_cents FROM receivables WHERE id = 1"), ==,
                   3000);

  /* What ends it while they are one ends it for both. */
  id = merge (connection, merged, kept, 0);
  add_entry (connection, kept, -500, 0);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM snoozes WHERE guarantor_id = 2"), ==, 0);
  undo (connection, id);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM snoozes"), ==, 0);

  return TRUE;
}

static void
test_snoozed (void)
{
  run (snoozed_job);
}

/* ── Families ────────────────────────────────────────────────────────────────────────────────── */

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
  g_autoptr (TillPatient) patient = get (connection, id);

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

  age_all (connection);
  add_entry (connection, child, 7000, 10);
  /* A guarantor into one of the family: that one answers for all. */
  id = merge (connection, merged, kept, 0);
  assert_guarantor (connection, kept, kept);
  assert_guarantor (connection, child, kept);
  assert_owed (connection, child, 7000, 0, 0, 0);
  /* One who has been moved since stays there. */
  change_guarantor (connection, other, third, FALSE);
  undo (connection, id);
  assert_guarantor (connection, kept, merged);
  assert_guarantor (connection, child, merged);
  assert_guarantor (connection, other, third);
  assert_owed (connection, child, 7000, 0, 0, 0);

  return TRUE;
}

static void
test_families (void)
{
  run (families_job);
}

static gboolean
guarantor_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  head = test_add_patient (connection, "Lopez, Dana");
  gint64                  child = add_member (connection, "Lopez, Ann", head);
  gint64                  other = test_add_patient (connection, "Reed, Sam");
  g_autoptr (GError)      refused = NULL;
  g_autoptr (TillAccount) account = NULL;

  age_all (connection);
  add_entry (connection, child, 7000, 70);
  change_guarantor (connection, child, other, FALSE);
  add_entry (connection, child, 1000, 0);
  /* What was entered before stays where it was. */
  assert_owed (connection, head, 0, 0, 7000, 0);
  assert_owed (connection, child, 1000, 0, 0, 0);

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
  account = read_account (connection, other);
  g_assert_cmpint (account->own.cents, ==, 1000);
  change_guarantor (connection, child, child, FALSE);
  assert_guarantor (connection, child, child);

  return TRUE;
}

static void
test_guarantor (void)
{
  run (guarantor_job);
}

/* ── At random ───────────────────────────────────────────────────────────────────────────────── */

#define N_RECORDS 8
#define N_STEPS 120

typedef struct
{
  gint64 record;
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

static void
compare_all (TillDbConnection *connection, const Plain *self)
{
  for (int record = 0; record < N_RECORDS; record++)
    {
      g_autoptr (TillAccount) account = read_account (connection, record + 1);
      gint64                  owed[N_AGES];
      gint64                  total;

      g_assert_cmpint (account->patient->id, ==, root_of (self, record) + 1);
      reckon_plainly (self, root_of (self, record), owed, &total);
      for (int i = 0; i < N_AGES; i++)
        g_assert_cmpint (account->owed[i].cents, ==, owed[i]);
      g_assert_cmpint (account->total.cents, ==, total);
      g_assert_cmpint (account->patient->balance.cents, ==, total);
    }
}

static void
step (TillDbConnection *connection, GRand *rand, Plain *self)
{
  int what = g_rand_int_range (rand, 0, 10);
  int one = g_rand_int_range (rand, 0, N_RECORDS);
  int other = g_rand_int_range (rand, 0, N_RECORDS);

  if (what < 5 && self->into[one] < 0)
    {
      static const int edges[] = { 0, 30, 31, 60, 61, 90, 91, 400 };
      Entry            entry = { one + 1, g_rand_int_range (rand, -9000, 9000),
                                 edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))] };

      entry.cents = entry.cents != 0 ? entry.cents : 1;
      add_entry (connection, entry.record, entry.cents, entry.age);
      g_array_append_val (self->entries, entry);
    }
  else if (what < 8 && one != other && self->into[one] < 0 && self->into[other] < 0)
    {
      self->merge_ids[one] = merge (connection, one + 1, other + 1, 0);
      self->into[one] = other;
    }
  else if (what >= 8 && self->into[one] >= 0)
    {
      undo (connection, self->merge_ids[one]);
      self->into[one] = -1;
    }
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
  age_all (connection);
  for (int i = 0; i < N_STEPS; i++)
    {
      step (connection, rand, &plain);
      compare_all (connection, &plain);
    }
  /* Aged anew, all at once, nothing changes. */
  age_all (connection);
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
      verify (db, path);
      test_store_shut (g_steal_pointer (&db));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/merges/money", test_money);
  g_test_add_func ("/store/merges/empty", test_empty);
  g_test_add_func ("/store/merges/reversal", test_reversal_of_merged);
  g_test_add_func ("/store/merges/fields", test_fields);
  g_test_add_func ("/store/merges/refused", test_refused);
  g_test_add_func ("/store/merges/snoozed", test_snoozed);
  g_test_add_func ("/store/merges/families", test_families);
  g_test_add_func ("/store/merges/guarantor", test_guarantor);
  g_test_add_func ("/store/merges/random", test_random);

  return g_test_run ();
}
