/* test-migrations.c: a practice of the first version, with payments in it, opened today
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-private.h"
#include "till-test-store.h"
#include "till-test-util.h"

static const char *const first_script[] = { "001-practice.sql", NULL };

static const TillDbSchema first_schema = {
  0x54696c6c,
  "/org/practicetill/Till/store/migrations/",
  first_script,
};

/* What today's store asks of requests and cards when a payment is added; it was not there then, and
 * goes before the file is closed. */
static gboolean
lend_requests (TillDbConnection *connection, GError **error)
{
  return till_store_run (connection, "ALTER TABLE attempts ADD COLUMN card_id INTEGER", error, 0) &&
         till_store_run (connection, "ALTER TABLE attempts ADD COLUMN asked_by TEXT", error, 0) &&
         till_store_run (connection, "ALTER TABLE attempts ADD COLUMN save_wording TEXT", error,
                         0) &&
         till_store_run (connection, "ALTER TABLE patients ADD COLUMN merged_into INTEGER", error,
                         0) &&
         till_store_run (connection, "ALTER TABLE transactions ADD COLUMN request_id INTEGER",
                         error, 0) &&
         till_store_run (
           connection,
           "CREATE TABLE requests (id INTEGER, uuid, invoice, location_id,"
           " guarantor_id, patient_name, amount_cents, balance_cents, paid_cents,"
           " state, reason, sent_by, with_statement, note, link, reminders,"
           " n_reminded, bulk_id, replaced_by, resent_by, asked_at, asked_by, paid_at,"
           " ended_at, plan_id)",
           error, 0);
}

static gboolean
take_requests_back (TillDbConnection *connection, GError **error)
{
  return till_store_run (connection, "ALTER TABLE attempts DROP COLUMN save_wording", error, 0) &&
         till_store_run (connection, "ALTER TABLE attempts DROP COLUMN asked_by", error, 0) &&
         till_store_run (connection, "ALTER TABLE attempts DROP COLUMN card_id", error, 0) &&
         till_store_run (connection, "DROP TABLE requests", error, 0) &&
         till_store_run (connection, "ALTER TABLE transactions DROP COLUMN request_id", error, 0) &&
         till_store_run (connection, "ALTER TABLE patients DROP COLUMN merged_into", error, 0);
}

static gboolean
fill (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 patient = test_add_patient (connection, "Lopez, Ana");

  if (!lend_requests (connection, error))
    return FALSE;
  test_collect (connection, patient, 12550, TEST_NOW);
  test_add (connection, test_card (patient, 4000, TEST_NOW + 1, "200500001"));

  return take_requests_back (connection, error);
}

/* Every row is there and adds up, and every script has run. */
static void
from_the_first (void)
{
  g_autoptr (GError)    error = NULL;
  g_autofree char      *folder = till_test_temp_dir ();
  g_autofree char      *path = g_build_filename (folder, "first.till", NULL);
  g_autoptr (GBytes)    key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (GPtrArray) findings = NULL;
  TillDb               *fresh = test_store_open (NULL);
  TillDb               *db = till_db_open (path, &first_schema, &error);

  g_assert_no_error (error);
  g_assert_cmpint (test_store_ask (db, "PRAGMA user_version"), ==, 1);
  test_store_write (db, fill, NULL);
  test_store_shut (db);

  db = till_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_store_ask (db, "PRAGMA user_version"), ==,
                   test_store_ask (fresh, "PRAGMA user_version"));
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM sqlite_schema"), ==,
                   test_store_ask (fresh, "SELECT count(*) FROM sqlite_schema"));
  g_assert_cmpint (test_store_ask (db, "SELECT sum(amount_cents) FROM transactions"), ==, 16550);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions"
                                       " INDEXED BY transactions_by_last_four"
                                       " WHERE card_last_four IS NOT NULL"),
                   ==, 1);
  g_assert_true (till_store_audit_write_head (db, key, &error));
  findings = test_verify (db, path, key);
  g_assert_cmpuint (findings->len, >, 0);
  for (guint i = 0; i < findings->len; i++)
    g_assert_true (((const TillFinding *) g_ptr_array_index (findings, i))->holds);
  test_store_shut (db);
  test_store_shut (fresh);
}

static const char *const scripts_before_checks[] = {
  "001-practice.sql",
  "002-saved-filters.sql",
  "003-search.sql",
  "004-whole-rows-by-time.sql",
  "005-deposits.sql",
  "006-payers.sql",
  "007-bank.sql",
  "008-entries.sql",
  NULL,
};

static const TillDbSchema schema_before_checks = {
  0x54696c6c,
  "/org/practicetill/Till/store/migrations/",
  scripts_before_checks,
};

#define ADD_DEPOSIT                                                                                \
  "INSERT INTO deposits (location_id, kind, state, reason, processor, funded_on, sales_cents,"     \
  "  refunds_cents, conveyed_cents, fees_cents, withholding_cents, adjustment_cents, total_cents," \
  "  deposited_cents, n_sales, n_refunds, difference_cents, explained_cents)"                      \
  " VALUES (1, 'batch', 'deposited', 'closes', 'clearent', 20781, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"   \
  "         0, 0)"

/* A deposit of two, one of them posted, and one of none. */
static gboolean
fill_deposits (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 patient = test_add_patient (connection, "Lopez, Ana");

  if (!lend_requests (connection, error))
    return FALSE;
  test_add (connection, test_card (patient, 4000, TEST_NOW + 1, "200500001"));
  test_add (connection, test_card (patient, 4000, TEST_NOW + 2, "200500002"));
  if (!take_requests_back (connection, error))
    return FALSE;

  for (guint i = 0; i < 2; i++)
    {
      if (!till_store_run (connection, ADD_DEPOSIT, error, 0))
        return FALSE;
    }

  return till_store_run (connection, "UPDATE transactions SET posting = 'posted' WHERE id = 1",
                         error, 0) &&
         till_store_run (connection, "INSERT INTO deposit_items SELECT id, 1 FROM transactions",
                         error, 0);
}

/* What is counted from now on is counted for what is there already. */
static void
counts_items (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "eighth.till", NULL);
  TillDb            *db = till_db_open (path, &schema_before_checks, &error);

  g_assert_no_error (error);
  test_store_write (db, fill_deposits, NULL);
  test_store_shut (db);
  db = till_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
    test_store_ask (db, "SELECT n_items * 10 + n_unposted FROM deposits WHERE id = 1"), ==, 21);
  g_assert_cmpint (
    test_store_ask (db, "SELECT n_items * 10 + n_unposted FROM deposits WHERE id = 2"), ==, 0);
  test_store_shut (db);
}

static const char *const scripts_before_keys[] = {
  "001-practice.sql",
  "002-saved-filters.sql",
  "003-search.sql",
  "004-whole-rows-by-time.sql",
  "005-deposits.sql",
  "006-payers.sql",
  "007-bank.sql",
  "008-entries.sql",
  "009-deposit-checks.sql",
  "010-balances.sql",
  "011-deposit-words.sql",
  "012-captures.sql",
  "013-imports-step-by-step.sql",
  "014-snoozes.sql",
  "015-book-imports.sql",
  NULL,
};

static const TillDbSchema schema_before_keys = {
  0x54696c6c,
  "/org/practicetill/Till/store/migrations/",
  scripts_before_keys,
};

static gboolean
fill_balances (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add_patient (connection, "Lopez, Ana");
  test_add_patient (connection, "Muñoz, Zoë");

  return till_db_execute (
    connection,
    "INSERT INTO editions (id, state, aged_on) VALUES (1, 'shown', 20781), (2, 'kept', 20751);"
    "INSERT INTO balances VALUES (2, 1, 1, 'Lopez, Ana', 'lopez, ana', NULL, 'none', 5, 0, 0, 0,"
    "                             0, 5, 0, 5, NULL),"
    "                            (1, 2, 1, 'Muñoz, Zoë', 'munoz, zoe', 40, 'both', 0, 7, 0, 0,"
    "                             0, 7, 2, 5, 20700),"
    "                            (1, 1, 1, 'Lopez, Ana', 'lopez, ana', NULL, 'none', 0, 0, 0, 0,"
    "                             -3, -3, 0, 0, NULL)",
    error);
}

/* What is owed is owed after, in each edition. */
static void
keeps_balances (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "fifteenth.till", NULL);
  TillDb            *db = till_db_open (path, &schema_before_keys, &error);

  g_assert_no_error (error);
  test_store_write (db, fill_balances, NULL);
  test_store_shut (db);
  db = till_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM balances"), ==, 3);
  g_assert_cmpint (test_store_ask (db, "SELECT sum(id * total_cents) FROM receivables"), ==, 11);
  g_assert_cmpint (test_store_ask (db, "SELECT years * 100000 + paid_on FROM receivables"
                                       " WHERE name_folded = 'munoz, zoe' AND reach = 'both'"
                                       " AND portion_cents = 5 AND insurance_cents = 2"),
                   ==, 4020700);
  g_assert_cmpint (test_store_ask (db, "SELECT total_cents FROM balances WHERE edition_id = 2"), ==,
                   5);
  test_store_shut (db);
}

static const char *const scripts_before_expected[] = {
  "001-practice.sql",
  "002-saved-filters.sql",
  "003-search.sql",
  "004-whole-rows-by-time.sql",
  "005-deposits.sql",
  "006-payers.sql",
  "007-bank.sql",
  "008-entries.sql",
  "009-deposit-checks.sql",
  "010-balances.sql",
  "011-deposit-words.sql",
  "012-captures.sql",
  "013-imports-step-by-step.sql",
  "014-snoozes.sql",
  "015-book-imports.sql",
  "016-quicker-books.sql",
  NULL,
};

static const TillDbSchema schema_before_expected = {
  0x54696c6c,
  "/org/practicetill/Till/store/migrations/",
  scripts_before_expected,
};

#define SAY                                                                                        \
  "UPDATE deposits SET explanation = 'The rent', explained_by = 'Ann', explained_at = 7,"          \
  "  explained_cents = -9, words_folded = ' the rent', n_unposted = 3 WHERE id = 2"

static gboolean
fill_explained (TillDbConnection *connection, gpointer data, GError **error)
{
  return fill_deposits (connection, data, error) && till_store_run (connection, SAY, error, 0);
}

/* A deposit is after what it was before, with its number and its items. */
static void
keeps_deposits (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "sixteenth.till", NULL);
  TillDb            *db = till_db_open (path, &schema_before_expected, &error);

  g_assert_no_error (error);
  test_store_write (db, fill_explained, NULL);
  test_store_shut (db);
  db = till_store_open (path, &error);
  g_assert_no_error (error);
  test_store_assert_texts (db,
                           "SELECT id || ' ' || kind || ' ' || state || ' ' || funded_on || ' ' ||"
                           "       coalesce (explanation, '-') || ' ' || explained_cents || ' ' ||"
                           "       n_unposted || words_folded FROM deposits ORDER BY id",
                           "1 batch deposited 20781 - 0 0; "
                           "2 batch deposited 20781 The rent -9 3 the rent");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"
                                       " JOIN deposits ON deposits.id = deposit_id"),
                   ==, 2);
  test_store_shut (db);
}

static const char *const scripts_before_several[] = {
  "001-practice.sql",
  "002-saved-filters.sql",
  "003-search.sql",
  "004-whole-rows-by-time.sql",
  "005-deposits.sql",
  "006-payers.sql",
  "007-bank.sql",
  "008-entries.sql",
  "009-deposit-checks.sql",
  "010-balances.sql",
  "011-deposit-words.sql",
  "012-captures.sql",
  "013-imports-step-by-step.sql",
  "014-snoozes.sql",
  "015-book-imports.sql",
  "016-quicker-books.sql",
  "017-expected.sql",
  "018-unread.sql",
  "019-people.sql",
  "020-statements.sql",
  "021-book-lines.sql",
  "022-month-ends.sql",
  "023-merges.sql",
  "024-ledger-by-hand.sql",
  "025-book-files.sql",
  "026-requests.sql",
  "027-cards.sql",
  "028-bulk-results.sql",
  "029-mail-addresses.sql",
  "030-plans.sql",
  NULL,
};

static const TillDbSchema schema_before_several = {
  0x54696c6c,
  "/org/practicetill/Till/store/migrations/",
  scripts_before_several,
};

#define ADD_TRIES                                                                                  \
  "INSERT INTO cards (id, processor, token, guarantor_id, role, origin, state,"                    \
  "  consent_wording, consent_at, consent_by, consent_how, added_at)"                              \
  " VALUES (1, 'clearent', 't', 1, 'none', 'pay-page', 'kept', 'Yes', 1, 'Ann', 'desk', 1);"       \
  "INSERT INTO plans (id, uuid, location_id, guarantor_id, patient_id, patient_name,"              \
  "  patient_name_folded, state, resumes_as, version, total_cents, n_parts, made_at, made_by)"     \
  " VALUES (1, 'u', 1, 1, 1, 'Lopez, Ana', 'lopez, ana', 'active', 'active', 1, 100, 1, 1, "       \
  "'Ann');"                                                                                        \
  "INSERT INTO installments (id, plan_id, version, number, due_day, amount_cents, state)"          \
  " VALUES (1, 1, 1, 1, 20781, 100, 'due');"                                                       \
  "INSERT INTO installment_tries VALUES (7, 1, 1, 1, 'k-1', 20781, 0, 'soft'),"                    \
  "                                     (8, 1, 2, 1, 'k-2', 20782, 1, 'nothing')"

static gboolean
fill_tries (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add_patient (connection, "Lopez, Ana");

  return till_db_execute (connection, ADD_TRIES, error);
}

/* What was tried is after what it was before. */
static void
keeps_tries (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "thirtieth.till", NULL);
  TillDb            *db = till_db_open (path, &schema_before_several, &error);

  g_assert_no_error (error);
  test_store_write (db, fill_tries, NULL);
  test_store_shut (db);
  db = till_store_open (path, &error);
  g_assert_no_error (error);
  test_store_assert_texts (db,
                           "SELECT id || ' ' || installment_id || ' ' || number || ' ' || card_id"
                           "  || ' ' || key || ' ' || tried_day || ' ' || by_hand || ' ' || outcome"
                           "  FROM installment_tries ORDER BY id",
                           "7 1 1 1 k-1 20781 0 soft; 8 1 2 1 k-2 20782 1 nothing");
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/migrations/from-the-first", from_the_first);
  g_test_add_func ("/store/migrations/counts-items", counts_items);
  g_test_add_func ("/store/migrations/keeps-balances", keeps_balances);
  g_test_add_func ("/store/migrations/keeps-deposits", keeps_deposits);
  g_test_add_func ("/store/migrations/keeps-tries", keeps_tries);

  return g_test_run ();
}
