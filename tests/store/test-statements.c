/* test-statements.c: statements read from the ledger or a file’s balances, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-account.h"
#include "store/till-store-balances.h"
#include "store/till-store-books.h"
#include "store/till-store-receivables.h"
#include "store/till-store-review.h"
#include "store/till-store-statements.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define TODAY (till_day (2026, 11, 24))

static void
add_entry (TillDbConnection *connection,
           gint64            patient_id,
           gint64            cents,
           int               n_days_ago,
           const char       *note)
{
  g_autoptr (GError) error = NULL;

  till_store_add_ledger_entry (connection, patient_id, cents > 0 ? "charge" : "adjustment",
                               till_money (cents), till_day_add (TODAY, -n_days_ago), note,
                               TEST_NOW, &error);
  g_assert_no_error (error);
}

/* "Nov 4 10000 → 10000 Crown": what is on it, a line each, with the balances around. */
static char *
describe (const TillStatement *statement)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words, "%" G_GINT64_FORMAT, statement->previous.cents);
  for (guint i = 0; i < statement->lines->len; i++)
    {
      const TillStatementLine *line = till_statement_get_line (statement, i);

      g_string_append_printf (words, "; %s: %s %" G_GINT64_FORMAT, line->patient, line->words,
                              line->amount.cents);
    }
  g_string_append_printf (words, "; %" G_GINT64_FORMAT, statement->balance.cents);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static TillStatement *
read_statement (TillDbConnection *connection, TillDay day)
{
  g_autoptr (GError) error = NULL;
  TillStatement     *statement = till_store_read_statement (connection, 1, day, &error);

  g_assert_no_error (error);

  return statement;
}

static void
assert_is (TillDbConnection *connection, TillDay day, const char *expected)
{
  g_autoptr (TillStatement) statement = read_statement (connection, day);
  g_autofree char          *found = describe (statement);

  g_assert_cmpstr (found, ==, expected);
}

static void
print (TillDbConnection *connection, TillDay day)
{
  g_autoptr (TillStatement) statement = read_statement (connection, day);
  g_autoptr (GError)        error = NULL;
  const TillStatementRow    row = { statement->location_id, statement->guarantor_id,
                                    statement->import_id,   statement->last_entry,
                                    statement->day,         statement->balance,
                                    statement->due };

  till_store_note_statement (connection, &row, TILL_STATEMENT_ON_PAPER, test_actor, TEST_NOW,
                             &error);
  g_assert_no_error (error);
}

/* ── Of the ledger ───────────────────────────────────────────────────────────────────────────── */

static gint64
add_child (TillDbConnection *connection, gint64 guarantor_id)
{
  g_autoptr (TillPatient) child = till_patient_new ();
  g_autoptr (GError)      error = NULL;

  child->name = g_strdup ("Lopez, Theo");
  child->guarantor_id = guarantor_id;
  till_store_add_patient (connection, child, TEST_NOW, &error);
  g_assert_no_error (error);

  return child->id;
}

static gboolean
ledger_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      maria = test_add_patient (connection, "Lopez, Maria");
  gint64                      theo = add_child (connection, maria);
  gint64                      payment;
  gint64                      refund;
  g_autoptr (TillTransaction) taken = NULL;
  TillTransaction            *back;

  assert_is (connection, TODAY, "0; 0");

  add_entry (connection, maria, 10000, 60, "Crown");
  add_entry (connection, theo, 5000, 50, NULL);
  assert_is (connection, till_day_add (TODAY, -20),
             "0; Lopez, Maria: Crown 10000; Lopez, Theo: Charge 5000; 15000");
  print (connection, till_day_add (TODAY, -20));

  /* The same day says the same again; what is new by then is on it too. */
  assert_is (connection, till_day_add (TODAY, -20),
             "0; Lopez, Maria: Crown 10000; Lopez, Theo: Charge 5000; 15000");
  print (connection, till_day_add (TODAY, -20));
  assert_is (connection, till_day_add (TODAY, -19), "15000; 15000");

  payment = test_add (connection, test_card (maria, 4000, TEST_NOW, "p"));
  g_assert_true (till_store_post (connection, payment, test_actor, TEST_NOW, error));
  taken = till_store_get_transaction (connection, payment, error);
  back = test_reversal (taken, TILL_KIND_REFUND, 1500);
  refund = test_add (connection, back);
  g_assert_true (till_store_post (connection, refund, test_actor, TEST_NOW, error));
  add_entry (connection, theo, -500, 2, "Courtesy");
  add_entry (connection, maria, 700, 40, "Entered late");
  add_entry (connection, maria, 900, -5, "To come");
  assert_is (connection, TODAY,
             "15000; Lopez, Maria: Entered late 700; Lopez, Theo: Adjustment: Courtesy -500;"
             " Lopez, Maria: Payment, thank you, Visa ••4242 -4000;"
             " Lopez, Maria: Refund, Card terminal 1500; 12700");
  print (connection, TODAY);

  /* What was of a later day comes with that day. */
  assert_is (connection, till_day_add (TODAY, 4), "12700; 12700");
  assert_is (connection, till_day_add (TODAY, 5), "12700; Lopez, Maria: To come 900; 13600");

  return TRUE;
}

static void
test_ledger (void)
{
  TillDb               *db;
  g_autofree char      *path = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  db = test_store_open (&path);
  test_store_write (db, ledger_job, NULL);
  test_store_assert_texts (db,
                           "SELECT (20781 - day) || ' ' || balance_cents || ' ' || due_cents"
                           " || ' ' || form || ' ' || made_by FROM statements ORDER BY id",
                           "20 15000 15000 paper Ann; 20 15000 15000 paper Ann;"
                           " 0 12700 12700 paper Ann");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'make-statement'"),
                   ==, 3);
  findings = test_verify (db, path, NULL);
  g_assert_true (test_find_finding (findings, "Each statement’s balance")->holds);
  test_store_shut (db);

  /* Whoever changes the books behind a statement is found out. */
  test_store_change_behind (path, "UPDATE ledger_entries SET amount_cents = 10001 WHERE id = 1");
  g_clear_pointer (&findings, g_ptr_array_unref);
  findings = test_verify_file (path, NULL);
  g_assert_false (test_find_finding (findings, "Each statement’s balance")->holds);
}

/* ── The account knows the last one ──────────────────────────────────────────────────────────── */

static gboolean
account_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  maria = test_add_patient (connection, "Lopez, Maria");
  gint64                  theo = add_child (connection, maria);
  g_autoptr (TillAccount) before = till_store_read_account (connection, theo, error);
  g_autoptr (TillAccount) after = NULL;

  g_assert_true (till_day_is_none (before->stated_on));
  add_entry (connection, theo, 5000, 50, NULL);
  print (connection, till_day_add (TODAY, -20));
  add_entry (connection, theo, 1000, 10, NULL);
  print (connection, TODAY);
  after = till_store_read_account (connection, theo, error);
  g_assert_cmpint (after->stated_on.number, ==, TODAY.number);
  g_assert_cmpint (after->stated.cents, ==, 6000);

  return TRUE;
}

static void
test_account (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, account_job, NULL);
  test_store_shut (db);
}

/* ── Of a file ───────────────────────────────────────────────────────────────────────────────── */

/* As an import leaves it: what the file said of day @n_days_ago, and what it couldn’t know. */
static void
show_file (TillDbConnection *connection, gint64 id, int n_days_ago, gint64 cents)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *sql = g_strdup_printf (
      "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
        "   n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by)"
        " VALUES (%d, 'done', 'balances', 'a.csv', 'x%d', %d, 1, 0, 1, 0, 0, %d, 9, 0, 'Ann');"
        "UPDATE editions SET state = 'kept' WHERE state = 'shown';"
        "INSERT INTO editions (id, state, aged_on, import_id, last_entry) SELECT 10 + %d, 'shown', %d,"
        "   %d, coalesce(max(id), 0) FROM ledger_entries;"
        "INSERT INTO balances (edition_id, guarantor_id, location_id, name, name_folded, reach,"
        "   owed_0_30_cents, owed_31_60_cents, owed_61_90_cents, owed_over_90_cents, credit_cents,"
        "   total_cents, insurance_cents, portion_cents)"
        " VALUES (10 + %d, 1, 1, 'Lopez, Maria', 'lopez, maria', 'none', 0, %d, 0, 0, 0, %d, 0, %d)",
      (int) id, (int) id, TODAY.number - n_days_ago, (int) cents, (int) id, TODAY.number - n_days_ago,
      (int) id, (int) id, (int) cents, (int) cents, (int) cents);

  g_assert_true (till_db_execute (connection, sql, &error));
}

static gboolean
file_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                    maria = test_add_patient (connection, "Lopez, Maria");
  g_autoptr (TillStatement) statement = NULL;

  show_file (connection, 1, 30, 20000);
  assert_is (connection, till_day_add (TODAY, -20), "20000; 20000");
  statement = read_statement (connection, till_day_add (TODAY, -20));
  g_assert_cmpint (statement->as_of.number, ==, TODAY.number - 30);
  g_assert_cmpint (statement->owed[1].cents, ==, 20000);
  g_assert_cmpint (statement->due.cents, ==, 20000);
  print (connection, till_day_add (TODAY, -20));

  add_entry (connection, maria, -500, 10, "Courtesy");
  assert_is (connection, TODAY, "20000; Lopez, Maria: Adjustment: Courtesy -500; 19500");
  print (connection, TODAY);
  assert_is (connection, till_day_add (TODAY, 1), "19500; 19500");

  /* The next file begins anew: it knows of all that was entered before it. */
  show_file (connection, 2, 0, 7000);
  assert_is (connection, till_day_add (TODAY, 1), "7000; 7000");
  add_entry (connection, maria, -1000, 0, NULL);
  assert_is (connection, till_day_add (TODAY, 1), "7000; Lopez, Maria: Adjustment -1000; 6000");

  return TRUE;
}

/* As an import of another program's lines leaves it. */
static void
show_lines (TillDbConnection *connection, gint64 patient_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *sql = g_strdup_printf (
      "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
        "   n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by)"
        " VALUES (1, 'done', 'ledger', 'a.csv', 'x', %d, 1, 0, 1, 0, 0, 0, 9, 0, 'Ann');"
        "INSERT INTO editions (id, state, aged_on, import_id, last_entry, lines_until)"
        " SELECT 1, 'shown', %d, 1, coalesce(max(id), 0), %d FROM ledger_entries;"
        "INSERT INTO book_lines (id, edition_id, number, patient_id, guarantor_id, kind, amount_cents,"
        "   insurance_cents, day, aged_from, note)"
        " VALUES (1099511627777, 1, 1, %d, %d, 'charge', 20000, 0, %d, %d, 'Crown'),"
        "   (1099511627778, 1, 2, %d, %d, 'insurance', -5000, 0, %d, %d, NULL)",
      TODAY.number - 30, TODAY.number, TODAY.number - 30, (int) patient_id, (int) patient_id,
      TODAY.number - 50, TODAY.number - 50, (int) patient_id, (int) patient_id, TODAY.number - 40,
      TODAY.number - 40);

  g_assert_true (till_db_execute (connection, sql, &error));
}

/* The file's lines are on it as the ledger's own are; what the file knows of Till's is not. */
static gboolean
lines_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                    maria = test_add_patient (connection, "Lopez, Maria");
  g_autoptr (TillStatement) statement = NULL;

  add_entry (connection, maria, -700, 45, NULL);
  show_lines (connection, maria);
  assert_is (connection, till_day_add (TODAY, -20),
             "0; Lopez, Maria: Crown 20000; Lopez, Maria: Insurance payment -5000; 15000");
  statement = read_statement (connection, till_day_add (TODAY, -20));
  g_assert_cmpint (statement->as_of.number, ==, TODAY.number - 20);
  g_assert_cmpint (statement->owed[0].cents, ==, 15000);
  g_assert_cmpint (statement->due.cents, ==, 15000);
  print (connection, till_day_add (TODAY, -20));

  add_entry (connection, maria, -500, 20, "Courtesy"); /* later that day */
  assert_is (connection, TODAY, "15000; Lopez, Maria: Adjustment: Courtesy -500; 14500");

  return TRUE;
}

static void
test_lines (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, lines_job, NULL);
  test_store_shut (db);
}

static void
test_file (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, file_job, NULL);
  test_store_shut (db);
}

/* ── Who gets one ────────────────────────────────────────────────────────────────────────────── */

static gboolean
facts_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64             maria = test_add_patient (connection, "Lopez, Maria");
  gint64             theo = add_child (connection, maria);
  TillAskedPerson    person;
  g_autoptr (GError) nobody = NULL;
  gboolean           ok;
  gboolean           found;

  add_entry (connection, theo, 5000, 50, NULL);
  ok = till_store_age_some (connection, &(TillAgingStep){ .as_of = TODAY, .n_most = 10 }, error) &&
       till_store_expect_insurance (connection, maria, till_money (2000), NULL, TEST_NOW, error) &&
       till_db_execute (connection,
                        "UPDATE patients SET state = 'deceased', do_not_contact = 1,"
                        "  address = '1 Elm Street' WHERE id = 1",
                        error);
  g_assert_true (ok);
  g_assert_true (
    till_store_read_asked (connection, maria, TILL_CHANNEL_PAPER, &person, &found, error));
  g_assert_true (found);
  g_assert_cmpstr (person.name, ==, "Lopez, Maria");
  g_assert_cmpstr (person.address, ==, "1 Elm Street");
  g_assert_cmpint (person.facts.state, ==, TILL_PERSON_DECEASED);
  g_assert_true (person.facts.is_guarantor && person.facts.do_not_contact &&
                 person.facts.has_address);
  g_assert_false (person.facts.is_snoozed);
  g_assert_cmpint (person.facts.portion.cents, ==, 3000);
  g_assert_cmpint (person.facts.aged_as_of.number, ==, TODAY.number);
  till_asked_person_clear (&person);

  g_assert_true (
    till_store_read_asked (connection, theo, TILL_CHANNEL_PAPER, &person, &found, error));
  g_assert_false (person.facts.is_guarantor || person.facts.has_address);
  till_asked_person_clear (&person);
  g_assert_true (
    till_store_read_asked (connection, 99, TILL_CHANNEL_PAPER, &person, &found, error));
  g_assert_false (found);
  g_assert_null (till_store_read_statement (connection, 99, TODAY, &nobody));
  g_assert_error (nobody, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_facts (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, facts_job, NULL);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/statements/ledger", test_ledger);
  g_test_add_func ("/store/statements/account", test_account);
  g_test_add_func ("/store/statements/file", test_file);
  g_test_add_func ("/store/statements/lines", test_lines);
  g_test_add_func ("/store/statements/facts", test_facts);

  return g_test_run ();
}
