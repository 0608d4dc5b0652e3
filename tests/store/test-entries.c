/* test-entries.c: charges and adjustments entered by hand, and taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-balances.h"
#include "store/till-store-entries.h"
#include "store/till-store-statements.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define TODAY (till_day (2026, 11, 24))

/* ── Entering ────────────────────────────────────────────────────────────────────────────────── */

static TillLedgerOrder
make_order (gint64 patient_id, gint64 cents, int n_days_ago, const char *words)
{
  return (TillLedgerOrder){ patient_id, cents > 0, till_money (cents),
                            till_day_add (TODAY, -n_days_ago), (char *) words };
}

static gint64
last_entry (TillDbConnection *connection)
{
  gint64 id;

  g_assert_true (till_db_query_int (connection, "SELECT max(id) FROM ledger_entries", &id, NULL));

  return id;
}

static gint64
enter (TillDbConnection *connection, gint64 patient_id, gint64 cents, int n_days_ago)
{
  g_autoptr (GError) error = NULL;
  TillLedgerOrder    order = make_order (patient_id, cents, n_days_ago, "Crown");

  till_store_enter (connection, &order, TRUE, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);

  return last_entry (connection);
}

static void
take_back (TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError) error = NULL;

  till_store_take_entry_back (connection, id, " Wrong   patient ", test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
}

static void
assert_refused (TillDbConnection *connection, gint64 id, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
    till_store_take_entry_back (connection, id, "Wrong patient", test_actor, TEST_NOW, &error));
  g_assert_cmpstr (error->message, ==, says);
}

static gboolean
age_all (TillDbConnection *connection)
{
  TillAgingStep step = { .as_of = TODAY, .n_most = 100 };

  return till_store_age_some (connection, &step, NULL) && step.is_done;
}

/* Lopez, Maria, 1, and her child, 2. */
static void
fill (TillDbConnection *connection)
{
  g_autoptr (TillPatient) child = till_patient_new ();

  child->name = g_strdup ("Lopez, Ana");
  child->guarantor_id = test_add_patient (connection, "Lopez, Maria");
  g_assert_true (till_store_add_patient (connection, child, TEST_NOW, NULL));
  g_assert_true (age_all (connection));
}

static TillDb *
open_filled (TillDbJob job, char **path)
{
  TillDb *db = test_store_open (path);

  test_store_write (db, job, NULL);

  return db;
}

#define AGES                                                                                       \
  "SELECT owed_0_30_cents || ' ' || owed_31_60_cents || ' ' || owed_over_90_cents || ' ' ||"       \
  "       credit_cents || ' ' || total_cents FROM balances"                                        \
  " WHERE edition_id = (SELECT id FROM editions WHERE state = 'shown')"

/* The guarantor owes what the child was charged; who entered it is on record. */
static gboolean
enter_job (TillDbConnection *connection, gpointer data, GError **error)
{
  fill (connection);
  enter (connection, 2, 30000, 40);
  enter (connection, 2, -5000, 0);

  return TRUE;
}

static void
test_entered (void)
{
  TillDb *db = open_filled (enter_job, NULL);

  test_store_assert_texts (
    db,
    "SELECT patient_id || ' ' || guarantor_id || ' ' || kind || ' ' || note FROM ledger_entries",
    "2 1 charge Crown; 2 1 adjustment Crown");
  test_store_assert_texts (db, AGES, "0 25000 0 0 25000");
  test_store_assert_texts (
    db, "SELECT deed || ' ' || after_json FROM audit WHERE subject = 'ledger_entries'",
    "add-ledger-entry {\"kind\":\"charge\",\"amount\":30000}; "
    "add-ledger-entry {\"kind\":\"adjustment\",\"amount\":-5000}");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit"
                                       " WHERE subject = 'ledger_entries' AND actor = 'Ann'"),
                   ==, 2);
  test_store_shut (db);
}

static int
try_to_enter (TillDbConnection *connection, const TillLedgerOrder *order, TillInstant at)
{
  g_autoptr (GError) error = NULL;

  if (till_store_enter (connection, order, FALSE, test_actor, at, &error))
    return -1;

  return error->code;
}

static gboolean
alike_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillLedgerOrder order = make_order (2, 30000, 0, " Crown ");
  TillLedgerOrder others[] = {
    make_order (1, 30000, 0, "Crown"),
    make_order (2, 30001, 0, "Crown"),
    make_order (2, 30000, 1, "Crown"),
    make_order (2, 30000, 0, "Crown, upper left"),
  };
  g_autoptr (GError) asked = NULL;
  gint64             first;

  fill (connection);
  first = enter (connection, 2, 30000, 0);
  g_assert_false (till_store_enter (connection, &order, FALSE, test_actor, TEST_NOW + 1, &asked));
  g_assert_error (asked, TILL_ERROR, TILL_ERROR_ASK_FIRST);
  g_assert_nonnull (strstr (asked->message, "“Crown”, $300.00, for Lopez, Ana"));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (try_to_enter (connection, &others[i], TEST_NOW + 1), ==, -1);
  /* What was taken back is no reason to ask. */
  take_back (connection, first);
  g_assert_cmpint (try_to_enter (connection, &order, TEST_NOW + 2), ==, -1);
  g_assert_cmpint (try_to_enter (connection, &order, TEST_NOW + 3), ==, TILL_ERROR_ASK_FIRST);
  g_assert_cmpint (try_to_enter (connection, &order, TEST_NOW + 11 * TILL_MINUTE), ==, -1);

  return TRUE;
}

static void
test_alike (void)
{
  test_store_shut (open_filled (alike_job, NULL));
}

/* ── Taking back ─────────────────────────────────────────────────────────────────────────────── */

/* The old debt is not paid by the young charge that never was; the payment of what never was is a
 * credit. */
static gboolean
ages_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 young;
  gint64 credit;

  fill (connection);
  enter (connection, 1, 10000, 100);
  young = enter (connection, 2, 7000, 10);
  credit = enter (connection, 1, -4000, 5);
  take_back (connection, young);
  take_back (connection, credit);
  assert_refused (connection, young, "This entry is taken back already.");
  assert_refused (connection, young + 2,
                  "This entry takes another one back, and can’t be taken back itself. Enter what "
                  "is right anew.");

  return TRUE;
}

static void
test_ages (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  char                 *path = NULL;
  TillDb               *db = open_filled (ages_job, &path);

  test_store_assert_texts (db, AGES, "0 0 10000 0 10000");
  test_store_assert_texts (
    db,
    "SELECT patient_id || ' ' || kind || ' ' || amount_cents || ' ' || note || ' ' || reverses_id"
    "  FROM ledger_entries WHERE reverses_id IS NOT NULL",
    "2 charge -7000 Wrong patient 2; 1 adjustment 4000 Wrong patient 3");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit"
                                       " WHERE deed = 'take-back-ledger-entry'"),
                   ==, 2);
  findings = test_verify (db, path, NULL);
  for (guint i = 0; i < findings->len; i++)
    g_assert_true (((const TillFinding *) g_ptr_array_index (findings, i))->holds);
  test_store_shut (db);

  test_store_change_behind (path, "UPDATE ledger_entries SET day = day + 1 WHERE id = 4");
  g_clear_pointer (&findings, g_ptr_array_unref);
  findings = test_verify_file (path, NULL);
  g_assert_cmpstr (test_find_finding (findings, "What takes a ledger entry back")->rows, ==,
                   "ledger entry 4");
  g_free (path);
}

/* Once only, whatever way it is written. */
static gboolean
once_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError) again = NULL;

  fill (connection);
  take_back (connection, enter (connection, 1, 10000, 100));
  g_assert_false (till_db_execute (
    connection,
    "INSERT INTO ledger_entries (location_id, patient_id, guarantor_id, kind, amount_cents, day,"
    "  entered_at, reverses_id) VALUES (1, 1, 1, 'charge', -10000, 0, 0, 1)",
    &again));
  g_assert_nonnull (again);

  return TRUE;
}

static void
test_once (void)
{
  test_store_shut (open_filled (once_job, NULL));
}

static gboolean
payment_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 payment;

  fill (connection);
  payment = test_collect (connection, 1, 2500, TEST_NOW);
  g_assert_true (till_store_post (connection, payment, test_actor, TEST_NOW, error));
  assert_refused (connection, last_entry (connection),
                  "This entry belongs to a payment: it can’t be taken back by itself. Void or "
                  "refund the payment.");
  assert_refused (connection, 99,
                  "This line stands in another program’s file, not in Till’s ledger. Correct it in "
                  "that program, and import its file anew.");

  return TRUE;
}

static void
test_payment (void)
{
  test_store_shut (open_filled (payment_job, NULL));
}

/* ── Beside another program's file ───────────────────────────────────────────────────────────── */

static gboolean
file_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 known;
  gint64 later;

  fill (connection);
  known = enter (connection, 1, 10000, 3);
  g_assert_true (till_db_execute (
    connection,
    "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
    "  n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by)"
    " VALUES (1, 'done', 'balances', 'a.csv', 'x', 0, 1, 0, 1, 0, 0, 0, 9, 0, 'Ann');"
    "UPDATE editions SET state = 'kept';"
    "INSERT INTO editions (id, state, aged_on, import_id, last_entry)"
    " SELECT 10, 'shown', max(day), 1, max(id) FROM ledger_entries",
    error));
  assert_refused (connection, known,
                  "What is owed comes from another program’s file, which knows this entry. Correct "
                  "it in that program, and import its file anew.");
  /* What the file can't know can be taken back, and is aged on the file's balance. */
  later = enter (connection, 1, 6000, 2);
  enter (connection, 1, 500, 50);
  take_back (connection, later);

  return TRUE;
}

static void
test_file (void)
{
  TillDb *db = open_filled (file_job, NULL);

  test_store_assert_texts (db, AGES, "0 500 0 0 500");
  test_store_shut (db);
}

/* ── On the statement ────────────────────────────────────────────────────────────────────────── */

static gboolean
statement_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillStatement) statement = NULL;
  g_autoptr (GString)       lines = g_string_new (NULL);

  fill (connection);
  enter (connection, 1, 10000, 100);
  take_back (connection, enter (connection, 2, 7000, 10));
  take_back (connection, enter (connection, 1, -4000, 5));
  statement = till_store_read_statement (connection, 1, TODAY, error);
  for (guint i = 0; i < statement->lines->len; i++)
    g_string_append_printf (lines, "%s; ", till_statement_get_line (statement, i)->words);
  g_assert_cmpstr (lines->str, ==,
                   "Crown; Crown; Charge taken back: Crown; Adjustment: Crown; "
                   "Credit taken back: Crown; ");
  g_assert_cmpint (statement->owed[TILL_AGE_OVER_90].cents, ==, 10000);
  g_assert_cmpint (statement->balance.cents, ==, 10000);

  return TRUE;
}

static void
test_statement (void)
{
  test_store_shut (open_filled (statement_job, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/entries/entered", test_entered);
  g_test_add_func ("/store/entries/alike", test_alike);
  g_test_add_func ("/store/entries/ages", test_ages);
  g_test_add_func ("/store/entries/once", test_once);
  g_test_add_func ("/store/entries/payment", test_payment);
  g_test_add_func ("/store/entries/file", test_file);
  g_test_add_func ("/store/entries/statement", test_statement);

  return g_test_run ();
}
