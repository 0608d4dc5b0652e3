/* test-verify.c: what is changed by hand is found, and named
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/till-error.h"
#include "store/till-store-balances.h"
#include "till-test-store.h"
#include "till-test-util.h"

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64           patient = test_add_patient (connection, "Lopez, Maria");
  gint64           other = test_add_patient (connection, "Chen, Wei");
  gint64           id;
  g_autofree char *declined_id = g_strdup_printf ("p-%u", GPOINTER_TO_UINT (data));
  g_autofree char *card_like = g_strdup_printf ("4111%u1111111111111111", GPOINTER_TO_UINT (data));
  TillTransaction *declined = test_card (patient, 777, TEST_NOW, declined_id);
  g_autoptr (TillTransaction) payment = NULL;
  g_autoptr (TillTransaction) voided = NULL;

  g_assert_true (till_store_add_user (connection, "Ann", TEST_NOW, &id, error));
  for (guint i = 0; i < 5; i++)
    {
      id = test_collect (connection, i % 2 == 0 ? patient : other, 1000 + i, TEST_NOW + i);
      g_assert_true (till_store_post (connection, id, test_actor, TEST_NOW, error));
    }
  id = test_collect (connection, patient, 5000, TEST_NOW);
  g_assert_true (till_store_mark_posted (connection, id, test_actor, TEST_NOW, error));
  payment = till_store_get_transaction (connection, id, error);
  test_add (connection, test_reversal (payment, TILL_KIND_REFUND, 2000));

  declined->state = TILL_TRANSACTION_DECLINED;
  test_add (connection, declined);
  /* A processor's id that passes for a card number (in the first round). */
  id = test_add (connection,
                 test_card (patient, 999, TEST_NOW, data == NULL ? "4111111111111111" : card_like));
  voided = till_store_get_transaction (connection, id, error);
  test_add (connection, test_reversal (voided, TILL_KIND_VOID, 999));
  g_assert_true (till_store_set_transaction_batch (connection, id, "4111111111111111", test_actor,
                                                   TEST_NOW, error));

  return till_store_age_some (connection,
                              &(TillAgingStep){ .as_of = till_day (2026, 11, 24), .n_most = 100 },
                              error) &&
         till_store_set_setting (connection, TILL_SETTING_CLEARENT_MERCHANT, "4111111111111111",
                                 test_actor, TEST_NOW, error) &&
         till_store_set_setting (connection, TILL_SETTING_PRACTICE_NAME, "Bright \"Smile\"",
                                 test_actor, TEST_NOW, error);
}

static GBytes *
make_key (void)
{
  return g_bytes_new_static ("0123456789abcdef", 16);
}

/* A closed, filled file with its heads. */
static char *
make_file (GBytes *key)
{
  char              *path;
  TillDb            *db = test_store_open (&path);
  g_autoptr (GError) error = NULL;

  test_store_write (db, fill_job, NULL);
  g_assert_true (till_store_audit_write_head (db, key, &error));
  g_assert_no_error (error);
  test_store_shut (db);

  return path;
}

/* Made once for the many that change a copy of it. */
static char *
copy_of_file (GBytes *key)
{
  static char *original;
  char        *path;
  TillDb      *db;

  if (original == NULL)
    original = make_file (key);
  db = test_store_open_copy (original, &path);
  test_store_shut (db);

  return path;
}

static void
assert_all_hold (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->holds || !finding->provable)
        g_error ("%s: %s", finding->invariant, finding->rows);
      g_assert_null (finding->rows);
    }
}

static void
test_whole (void)
{
  g_autoptr (GBytes)    key = make_key ();
  g_autofree char      *path = make_file (key);
  g_autoptr (GPtrArray) findings = test_verify_file (path, key);

  g_assert_cmpuint (findings->len, >=, 15);
  assert_all_hold (findings);
}

static gboolean
set_back_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillInstant before = TEST_NOW - 72 * TILL_HOUR;
  gint64      id;

  if (!fill_job (connection, NULL, error))
    return FALSE;
  id = test_collect (connection, 1, 700, before);

  return till_store_post (connection, id, test_actor, before, error) &&
         till_db_execute (connection, "UPDATE editions SET aging_on = aged_on - 1", error) &&
         till_store_age_guarantor (connection, 1, error);
}

/* The clock was wrong yesterday, and half of the balances are of the right day. */
static void
test_set_back (void)
{
  g_autofree char      *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GBytes)    key = make_key ();
  g_autoptr (GPtrArray) findings = NULL;

  test_store_write (db, set_back_job, NULL);
  findings = test_verify (db, path, key);
  g_assert_true (test_find_finding (findings, "Each balance is the sum")->holds);
}

static void
test_empty (void)
{
  g_autofree char      *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GBytes)    key = make_key ();
  g_autoptr (GPtrArray) findings = test_verify (db, path, key);
  guint                 n_unprovable = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = g_ptr_array_index (findings, i);

      g_assert_true (finding->holds);
      n_unprovable += finding->provable ? 0 : 1;
    }
  g_assert_cmpuint (n_unprovable, ==, 2);
  test_store_shut (db);
}

/* What is done to the file, whose invariant that breaks, and what is named. */
static const struct
{
  const char *name;
  const char *sql;
  const char *invariant;
  const char *rows;
} changes[] = {
  { "amount", "UPDATE transactions SET amount_cents = 9901 WHERE id = 3",
    "Each transaction is as the audit", "transactions 3: changed from" },
  { "amount-and-ledger",
    "UPDATE transactions SET amount_cents = 9901 WHERE id = 3;"
    "UPDATE ledger_entries SET amount_cents = -9901 WHERE transaction_id = 3",
    "Each transaction is as the audit", "transactions 3: changed from" },
  { "amount-in-books", "UPDATE transactions SET amount_cents = 9901 WHERE id = 3",
    "What is posted stands in the ledger once", "transaction 3" },
  { "patient", "UPDATE transactions SET patient_id = 2 WHERE id = 1",
    "Each transaction is as the audit", "transactions 1: what may never change" },
  { "account", "UPDATE transactions SET guarantor_id = 2 WHERE id = 1",
    "on the account of its patient", "ledger entry 1" },
  { "note", "UPDATE transactions SET note = 'gift' WHERE id = 2",
    "Each transaction is as the audit", "transactions 2: what may never change" },
  { "state", "UPDATE transactions SET state = 'settled' WHERE id = 8",
    "Each transaction is as the audit", "transactions 8: is {" },
  { "status", "UPDATE transactions SET status = 'voided' WHERE id = 4", "follow each transaction",
    "transaction 4" },
  { "counted", "UPDATE transactions SET counted_cents = 5 WHERE id = 8", "follow each transaction",
    "transaction 8" },
  { "card", "UPDATE transactions SET card = 'Visa ••1111' WHERE id = 9", "follow each transaction",
    "transaction 9" },
  { "deleted",
    "PRAGMA foreign_keys = OFF; DELETE FROM receipts WHERE transaction_id = 5;"
    "DELETE FROM ledger_entries WHERE transaction_id = 5; DELETE FROM transactions WHERE id = 5",
    "No transaction that the audit recorded", "5" },
  { "deleted-attempt",
    "PRAGMA foreign_keys = OFF; DELETE FROM receipts WHERE transaction_id = 5;"
    "DELETE FROM ledger_entries WHERE transaction_id = 5; DELETE FROM transactions WHERE id = 5",
    "Each approved attempt has", "attempt 5" },
  { "inserted",
    "INSERT INTO transactions (location_id, happened_at, kind, state, status, method, posting,"
    "  patient_name, amount_cents, entered_at, patient_name_folded, counted_cents, "
    "counted_fee_cents)"
    " VALUES (1, 0, 'payment', 'settled', 'paid', 'cash', 'unposted', '', 5, 0, '', 5, 0)",
    "Each transaction is as the audit", "transactions 11: the audit does not know it" },
  { "no-receipt",
    "INSERT INTO transactions (location_id, happened_at, kind, state, status, method, posting,"
    "  patient_name, amount_cents, entered_at, patient_name_folded, counted_cents, "
    "counted_fee_cents)"
    " VALUES (1, 0, 'payment', 'settled', 'paid', 'cash', 'unposted', '', 5, 0, '', 5, 0)",
    "has its receipt", "transaction 11" },
  { "refunded", "UPDATE transactions SET refunded_cents = 1999 WHERE id = 6",
    "No payment is refunded by more", "transaction 6" },
  { "over-refunded", "UPDATE transactions SET amount_cents = -5001 WHERE id = 7",
    "No payment is refunded by more", "transaction 6" },
  { "unvoided", "UPDATE transactions SET state = 'captured' WHERE id = 9",
    "A void takes back a whole payment", "transaction 10" },
  { "part-void", "UPDATE transactions SET amount_cents = 1000 WHERE id = 9",
    "A void takes back a whole payment", "transaction 10" },
  { "posted-twice",
    "UPDATE ledger_entries SET transaction_id = 2 WHERE transaction_id = 6;"
    "UPDATE transactions SET posting = 'unposted' WHERE id = 1",
    "What is posted stands in the ledger once", "transaction 1" },
  { "balance",
    "UPDATE balances SET total_cents = total_cents - 1, credit_cents = credit_cents - 1"
    " WHERE guarantor_id = 2",
    "Each balance is the sum", "guarantor 2" },
  { "balance-gone", "DELETE FROM balances WHERE guarantor_id = 1", "Each balance is the sum",
    "guarantor 1" },
  { "unposted-by-hand", "DELETE FROM ledger_entries WHERE transaction_id = 4",
    "What is posted stands in the ledger once", "transaction 4" },
  { "not-to-be-posted", "UPDATE transactions SET posting = 'none' WHERE id = 10",
    "What counts is to be posted", "transaction 10" },
  { "sent", "UPDATE attempts SET state = 'sent', ended_at = NULL, sent_at = 0 WHERE id = 2",
    "No attempt is left as sent", "attempt 2" },
  { "not-approved", "UPDATE attempts SET state = 'declined' WHERE id = 2",
    "No charge is without its attempt", "transaction 2" },
  { "attempt-amount", "UPDATE attempts SET amount_cents = 1 WHERE id = 2", "Each attempt is as",
    "attempts 2: what may never change" },
  { "no-attempt", "PRAGMA foreign_keys = OFF; UPDATE transactions SET attempt_id = 99 WHERE id = 2",
    "No charge is without its attempt", "transaction 2" },
  { "twice", "UPDATE transactions SET attempt_id = 1 WHERE id = 2", "No attempt moved money twice",
    "attempt 1" },
  { "gap",
    "UPDATE receipts SET serial = 99 WHERE serial = 3;"
    "UPDATE transactions SET receipt_number = '2026-000099' WHERE id = 3",
    "Each receipt number is given once", "year 2026" },
  { "other-receipt", "UPDATE transactions SET receipt_number = '2026-000077' WHERE id = 3",
    "has its receipt", "transaction 3" },
  { "audit-changed", "UPDATE audit SET actor = 'Bob' WHERE id = 4", "chain is unbroken",
    "entry 4 does not fit" },
  { "audit-deed", "UPDATE audit SET facts = NULL WHERE id = 4", "chain is unbroken",
    "entry 4 does not fit" },
  { "audit-hole", "DELETE FROM audit WHERE id BETWEEN 5 AND 6", "chain is unbroken",
    "entries 5 to 6 are missing" },
  { "audit-cut", "DELETE FROM audit WHERE id > 20", "kept in the file", "its end was cut" },
  { "audit-cut-beside", "DELETE FROM audit WHERE id > 20", "kept beside the file",
    "its end was cut" },
  { "audit-cut-with-row", "DELETE FROM audit WHERE id > 20; DELETE FROM audit_head",
    "kept beside the file", "its end was cut" },
  { "head", "UPDATE audit_head SET hash = 'x'", "kept in the file", "is another than was kept" },
  { "head-signature", "UPDATE audit_head SET hmac = 'x'", "kept in the file", "another key" },
  { "card-number", "UPDATE patients SET name = 'Lopez 4111 1111 1111 1111' WHERE id = 1",
    "passes as a card number", "patients 1: name" },
  { "card-number-in-setting",
    "UPDATE settings SET value = '4111111111111111' WHERE key = 'practice.name'",
    "passes as a card number", "settings 0: value" },
};

static void
test_change (gconstpointer data)
{
  guint                 i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes)    key = make_key ();
  g_autofree char      *path = copy_of_file (key);
  g_autoptr (GPtrArray) findings = NULL;
  const TillFinding    *finding;

  test_store_change_behind (path, changes[i].sql);
  findings = test_verify_file (path, key);
  finding = test_find_finding (findings, changes[i].invariant);
  g_test_message ("%s", finding->rows);
  g_assert_false (finding->holds);
  g_assert_nonnull (strstr (finding->rows, changes[i].rows));
  /* A card number is named by its place, never shown. */
  g_assert_null (strstr (finding->rows, "4111"));
}

/* ── The head ────────────────────────────────────────────────────────────────────────────────── */

static void
test_head_without_key (void)
{
  g_autofree char      *path = make_file (NULL);
  g_autoptr (GBytes)    key = make_key ();
  g_autoptr (GPtrArray) without = test_verify_file (path, NULL);
  g_autoptr (GPtrArray) unsigned_head = test_verify_file (path, key);
  const TillFinding    *finding = test_find_finding (without, "kept beside the file");

  g_assert_true (finding->holds);
  g_assert_false (finding->provable);
  g_assert_nonnull (strstr (finding->rows, "key"));
  finding = test_find_finding (unsigned_head, "kept beside the file");
  g_assert_true (finding->holds);
  g_assert_false (finding->provable);
}

static void
test_head_is_private (void)
{
  g_autoptr (GBytes) key = make_key ();
  g_autofree char   *path = make_file (key);
  g_autofree char   *beside = g_strconcat (path, ".head", NULL);
  GStatBuf           status;

  g_assert_cmpint (g_stat (beside, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* The head lags behind the chain after a crash: that is fine. */
static void
test_head_behind (void)
{
  g_autoptr (GBytes)    key = make_key ();
  g_autofree char      *path = make_file (key);
  g_autoptr (GError)    error = NULL;
  TillDb               *db = till_store_open (path, &error);
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_no_error (error);
  test_store_write (db, fill_job, GUINT_TO_POINTER (1));
  findings = test_verify (db, path, key);
  assert_all_hold (findings);
  test_store_shut (db);
}

static void
test_head_damaged (void)
{
  g_autoptr (GBytes)    key = make_key ();
  g_autofree char      *path = make_file (key);
  g_autofree char      *beside = g_strconcat (path, ".head", NULL);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  const TillFinding    *finding;

  g_assert_true (g_file_set_contents (beside, "nothing of the kind\n", -1, &error));
  damaged = test_verify_file (path, key);
  g_assert_false (test_find_finding (damaged, "kept beside the file")->holds);

  g_assert_cmpint (g_unlink (beside), ==, 0);
  gone = test_verify_file (path, key);
  finding = test_find_finding (gone, "kept beside the file");
  g_assert_true (finding->holds);
  g_assert_false (finding->provable);
}

static void
test_many_rows (void)
{
  g_autoptr (GBytes)    key = make_key ();
  g_autofree char      *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GPtrArray) findings = NULL;
  const TillFinding    *finding;

  for (guint i = 0; i < 4; i++)
    test_store_write (db, fill_job, GUINT_TO_POINTER (i));
  test_store_shut (db);
  test_store_change_behind (path, "UPDATE transactions SET note = 'x'");
  findings = test_verify_file (path, key);
  finding = test_find_finding (findings, "Each transaction is as the audit");
  g_assert_true (g_str_has_suffix (finding->rows, "and 20 more"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/verify/whole", test_whole);
  g_test_add_func ("/store/verify/aging-set-back", test_set_back);
  g_test_add_func ("/store/verify/empty", test_empty);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/store/verify/changed/", changes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_change);
    }
  g_test_add_func ("/store/verify/head-without-key", test_head_without_key);
  g_test_add_func ("/store/verify/head-is-private", test_head_is_private);
  g_test_add_func ("/store/verify/head-behind-the-chain", test_head_behind);
  g_test_add_func ("/store/verify/head-damaged", test_head_damaged);
  g_test_add_func ("/store/verify/many-rows", test_many_rows);

  return g_test_run ();
}
