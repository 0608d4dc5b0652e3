/* test-merges.c: two records of one patient shown as one, and parted again: not a cent is lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-allocations.h"
#include "store/till-store-merges.h"
#include "store/till-store-receivables.h"
#include "store/till-store-snoozes.h"
#include "store/till-store-statements.h"
#include "till-merge-rows.h"
#include "till-test-util.h"

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

/* ── One merge ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
money_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  merged = test_add_patient (connection, "Lopez, Dana");
  gint64                  kept = test_add_patient (connection, "Lopez, Dana M");
  gint64                  id;
  g_autoptr (TillAccount) account = NULL;

  merges_age_all (connection);
  merges_add_entry (connection, merged, 12000, 40);
  merges_add_entry (connection, kept, 5000, 100);
  merges_add_entry (connection, kept, -1000, 0);
  test_collect (connection, merged, 2000, TEST_NOW);

  id = merges_merge (connection, merged, kept, 0);
  /* The credits of both pay the oldest of both. */
  merges_assert_owed (connection, kept, 0, 12000, 0, 4000);
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM receivables"), ==, 1);
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM people"), ==, 1);
  g_assert_cmpint (
    merges_ask (connection, "SELECT count(*) FROM ledger_lines WHERE guarantor_id = 2"), ==, 3);
  g_assert_cmpint (
    merges_ask (connection, "SELECT count(*) FROM ledger_entries WHERE patient_id = 1"), ==, 1);

  /* A link to the merged record leads to the kept one. */
  account = merges_read_account (connection, merged);
  g_assert_cmpint (account->patient->id, ==, kept);
  g_assert_cmpuint (account->merged->len, ==, 1);
  g_assert_cmpstr (((TillMergedRecord *) account->merged->pdata[0])->name, ==, "Lopez, Dana");

  /* What came since stays with the kept one. */
  merges_add_entry (connection, kept, -1500, 0);
  merges_undo (connection, id);
  merges_assert_owed (connection, merged, 0, 12000, 0, 0);
  merges_assert_owed (connection, kept, 0, 0, 0, 2500);
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM people"), ==, 2);

  return TRUE;
}

static void
test_money (void)
{
  merges_run (money_job);
}

/* What another record that is still merged has refused stays refused; and nobody lives again by the
 * record that is kept. */
static gboolean
two_refuse_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  one = test_add_patient (connection, "Lopez, Dana");
  gint64                  other = test_add_patient (connection, "Lopez, D");
  gint64                  kept = test_add_patient (connection, "Lopez, Dana M");
  gint64                  merges[2];
  g_autoptr (TillPatient) merged = NULL;
  g_autoptr (TillPatient) parted = NULL;

  for (gint64 id = one; id <= other; id++)
    {
      g_autoptr (TillPatient) patient = merges_get (connection, id);

      patient->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_REFUSED;
      patient->do_not_contact = TRUE;
      patient->state = TILL_PERSON_DECEASED;
      g_assert_true (till_store_change_patient (connection, patient, test_actor, TEST_NOW, error));
      merges[id - one] = merges_merge (connection, id, kept, 0);
    }
  merged = merges_get (connection, kept);
  g_assert_cmpint (merged->state, ==, TILL_PERSON_DECEASED);

  merges_undo (connection, merges[0]);
  parted = merges_get (connection, kept);
  g_assert_cmpint (parted->consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_REFUSED);
  g_assert_cmpint (parted->state, ==, TILL_PERSON_DECEASED);
  g_assert_true (parted->do_not_contact);

  return TRUE;
}

static void
test_two_refuse (void)
{
  merges_run (two_refuse_job);
}

/* Of what was allocated by hand from one account to the other nothing is left over. */
static gboolean
allocated_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64              merged = test_add_patient (connection, "Lopez, Dana");
  gint64              kept = test_add_patient (connection, "Lopez, Dana M");
  gint64              id;
  TillAllocationShare share = { .amount = till_money (10000) };

  merges_age_all (connection);
  merges_add_entry (connection, kept, 10000, 40);
  share.charge_id = merges_ask (connection, "SELECT max(id) FROM ledger_entries");
  merges_add_entry (connection, merged, -10000, 30);
  share.credit_id = merges_ask (connection, "SELECT max(id) FROM ledger_entries");
  id = merges_merge (connection, merged, kept, 0);
  g_assert_true (
    till_store_allocate (connection, share.credit_id, &share, 1, test_actor, TEST_NOW, error));
  merges_undo (connection, id);
  g_assert_cmpint (merges_ask (connection, "SELECT sum(amount_cents) FROM allocations"
                                           " WHERE charge_id IS NOT NULL"),
                   ==, 0);
  g_assert_cmpint (merges_ask (connection, "SELECT sum(amount_cents) FROM allocations"
                                           " WHERE charge_id IS NULL"),
                   ==, 10000);
  /* A new charge takes it up. */
  merges_add_entry (connection, merged, 6000, 0);
  g_assert_cmpint (merges_ask (connection, "SELECT sum(amount_cents) FROM allocations"
                                           " WHERE charge_id IS NULL"),
                   ==, 4000);

  return TRUE;
}

static void
test_allocated (void)
{
  merges_run (allocated_job);
}

/* An account that has no more entries of its own has no balance left over. */
static gboolean
empty_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 merged = test_add_patient (connection, "Lopez, Dana");
  gint64 kept = test_add_patient (connection, "Lopez, Dana M");
  gint64 id;

  merges_age_all (connection);
  merges_add_entry (connection, merged, 12000, 40);
  id = merges_merge (connection, merged, kept, 0);
  merges_assert_owed (connection, kept, 0, 12000, 0, 0);
  merges_undo (connection, id);
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM balances"), ==, 1);
  merges_assert_owed (connection, merged, 0, 12000, 0, 0);

  return TRUE;
}

static void
test_empty (void)
{
  merges_run (empty_job);
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

  merges_age_all (connection);
  merges_add_entry (connection, merged, 12000, 40);
  payment = test_collect (connection, merged, 2000, TEST_NOW);
  g_assert_true (till_store_post (connection, payment, test_actor, TEST_NOW, error));
  id = merges_merge (connection, merged, kept, 0);
  merges_assert_owed (connection, kept, 0, 10000, 0, 0);

  paid = till_store_get_transaction (connection, payment, error);
  payment = test_add (connection, test_reversal (paid, TILL_KIND_REFUND, 2000));
  g_assert_true (till_store_post (connection, payment, test_actor, TEST_NOW, error));
  merges_assert_owed (connection, kept, 2000, 10000, 0, 0);
  merges_undo (connection, id);
  merges_assert_owed (connection, merged, 2000, 10000, 0, 0);
  merges_assert_owed (connection, kept, 0, 0, 0, 0);

  return TRUE;
}

static void
test_reversal_of_merged (void)
{
  merges_run (reversal_job);
}

static void
state (TillDbConnection *connection, gint64 guarantor_id, gint64 expected, TillInstant at)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillStatement) statement =
    till_store_read_statement (connection, guarantor_id, AS_OF, &error);
  TillStatementRow row;

  g_assert_no_error (error);
  g_assert_cmpint (statement->balance.cents, ==, expected);
  row = (TillStatementRow){ .location_id = statement->location_id,
                            .guarantor_id = guarantor_id,
                            .last_entry = statement->last_entry,
                            .day = statement->day,
                            .balance = statement->balance,
                            .due = statement->due };
  till_store_note_statement (connection, &row, TILL_STATEMENT_ON_PAPER, test_actor, at, &error);
  g_assert_no_error (error);
}

/* A statement that was made while they were one, or before, stays right. */
static gboolean
stated_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 merged = test_add_patient (connection, "Lopez, Dana");
  gint64 kept = test_add_patient (connection, "Lopez, Dana M");
  gint64 id;

  merges_age_all (connection);
  merges_add_entry (connection, merged, 12000, 40);
  merges_add_entry (connection, kept, 5000, 100);
  state (connection, merged, 12000, TEST_NOW - 1000);
  state (connection, kept, 5000, TEST_NOW - 1000);
  id = merges_merge (connection, merged, kept, 0);
  state (connection, kept, 17000, TEST_NOW + 1000);

  return till_store_undo_merge (connection, id, test_actor, TEST_NOW + 2000, error);
}

static void
test_stated (void)
{
  merges_run (stated_job);
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
  gint64 id =
    merges_merge (connection, merged, kept, 1u << TILL_MERGE_NAME | 1u << TILL_MERGE_EMAIL);
  g_autoptr (TillPatient) one = merges_get (connection, kept);
  g_autoptr (TillPatient) other = NULL;

  g_assert_cmpstr (one->name, ==, "Lopez, Dana");
  /* By it another program's files find each. */
  g_assert_cmpstr (one->number, ==, "A-2");
  g_assert_cmpstr (one->phone, ==, "555-0102");
  g_assert_true (one->do_not_contact);
  g_assert_cmpint (one->consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_REFUSED);
  /* By whatever was known of either. */
  assert_found (connection, "dana", kept);
  assert_found (connection, "a-1", kept);
  assert_found (connection, "a-2", kept);
  assert_found (connection, "5550101", kept);

  /* Somebody corrects the name; the rest is as it was. */
  till_text_set (&one->name, "Lopez-Reed, Dana");
  g_assert_true (till_store_change_patient (connection, one, test_actor, TEST_NOW, error));
  merges_undo (connection, id);
  g_clear_pointer (&one, till_patient_free);
  one = merges_get (connection, kept);
  g_assert_cmpstr (one->name, ==, "Lopez-Reed, Dana");
  g_assert_cmpstr (one->number, ==, "A-2");
  g_assert_false (one->do_not_contact);
  g_assert_cmpint (one->consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_GIVEN);
  other = merges_get (connection, merged);
  g_assert_cmpstr (other->number, ==, "A-1");
  g_assert_cmpstr (other->name, ==, "Lopez, Dana");
  assert_found (connection, "a-1", merged);

  return TRUE;
}

static void
test_fields (void)
{
  merges_run (fields_job);
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
  id = merges_merge (connection, one, two, 0);
  refuse_merge (connection, one, three, TILL_ERROR_NOT_ALLOWED);
  refuse_merge (connection, three, one, TILL_ERROR_NOT_ALLOWED);
  merges_undo (connection, id);
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
  merges_run (refused_job);
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

  merges_age_all (connection);
  merges_add_entry (connection, merged, 12000, 40);
  merges_add_entry (connection, kept, 5000, 100);
  snooze (connection, merged, TILL_SNOOZE_BALANCE, TILL_DAY_NONE);
  g_assert_true (till_store_expect_insurance (connection, merged, till_money (3000), test_actor,
                                              TEST_NOW, error));
  g_assert_true (
    till_store_expect_insurance (connection, kept, till_money (1000), test_actor, TEST_NOW, error));

  /* The merge itself ends it not; nor does its undo. */
  id = merges_merge (connection, merged, kept, 0);
  g_assert_true (till_store_follow_snooze (connection, kept, TEST_NOW, error));
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM snoozes WHERE guarantor_id = 2"),
                   ==, 1);
  g_assert_cmpint (merges_ask (connection, "SELECT insurance_cents FROM receivables WHERE id = 2"),
                   ==, 4000);
  merges_undo (connection, id);
  g_assert_true (till_store_follow_snooze (connection, merged, TEST_NOW, error));
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM snoozes WHERE guarantor_id = 1"),
                   ==, 1);
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM snoozes"), ==, 1);
  g_assert_cmpint (merges_ask (connection, "SELECT insurance_cents FROM receivables WHERE id = 2"),
                   ==, 1000);
  g_assert_cmpint (merges_ask (connection, "SELECT insurance_cents FROM receivables WHERE id = 1"),
                   ==, 3000);

  /* What ends it while they are one ends it for both. */
  id = merges_merge (connection, merged, kept, 0);
  merges_add_entry (connection, kept, -500, 0);
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM snoozes WHERE guarantor_id = 2"),
                   ==, 0);
  merges_undo (connection, id);
  g_assert_cmpint (merges_ask (connection, "SELECT count(*) FROM snoozes"), ==, 0);

  return TRUE;
}

static void
test_snoozed (void)
{
  merges_run (snoozed_job);
}

/* What a merge says of its records and what these say of it must agree. */
static gboolean
unmerge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 merged = test_add_patient (connection, "Lopez, Dana");

  merges_age_all (connection);
  merges_merge (connection, merged, test_add_patient (connection, "Lopez, Dana M"), 0);

  return TRUE;
}

static void
test_verify_finds (void)
{
  g_autofree char      *path = NULL;
  g_autoptr (TillDb)    db = test_store_open (&path);
  g_autoptr (GPtrArray) findings = NULL;

  test_store_write (db, unmerge_job, NULL);
  merges_verify (db, path);
  test_store_shut (g_steal_pointer (&db));
  test_store_change_behind (path, "UPDATE patients SET merged_into = NULL");
  findings = test_verify_file (path, NULL);
  g_assert_false (test_find_finding (findings, "Each merged record is shown as")->holds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/merges/money", test_money);
  g_test_add_func ("/store/merges/two-refuse", test_two_refuse);
  g_test_add_func ("/store/merges/allocated", test_allocated);
  g_test_add_func ("/store/merges/empty", test_empty);
  g_test_add_func ("/store/merges/reversal", test_reversal_of_merged);
  g_test_add_func ("/store/merges/stated", test_stated);
  g_test_add_func ("/store/merges/fields", test_fields);
  g_test_add_func ("/store/merges/refused", test_refused);
  g_test_add_func ("/store/merges/snoozed", test_snoozed);
  g_test_add_func ("/store/merges/verify", test_verify_finds);

  return g_test_run ();
}
