/* test-payers.c: whose a transaction made elsewhere may be, and saying so once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "store/till-store-payers.h"
#include "till-test-store.h"
#include "till-test-util.h"

typedef struct
{
  gint64 lopez; /* owes $75.00; paid with the card before */
  gint64 chen;  /* the number, the address, the name */
  gint64 child; /* of Chen's */
  gint64 payment;
  gint64 refund;
} Rows;

static gint64
add_patient (TillDbConnection *connection,
             const char       *name,
             const char       *number,
             const char       *email,
             gint64            guarantor)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autoptr (GError)      error = NULL;

  patient->name = g_strdup (name);
  patient->number = g_strdup (number);
  patient->email = g_strdup (email);
  patient->guarantor_id = guarantor;
  till_store_add_patient (connection, patient, TEST_NOW, &error);
  g_assert_no_error (error);

  return patient->id;
}

/* Takes @row. */
static gint64
add_nobodys (TillDbConnection *connection, TillTransaction *row)
{
  g_clear_pointer (&row->patient_name, g_free);
  g_free (row->mark);
  row->mark = g_strdup (TILL_MARK_ELSEWHERE);

  return test_add (connection, row);
}

/* A payment of the portal, part of which was given back there. */
static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Rows                       *rows = data;
  g_autoptr (TillTransaction) payment = NULL;
  gint64                      id;

  g_assert_true (till_store_add_user (connection, "Ann", TEST_NOW, &id, error));
  rows->lopez = add_patient (connection, "Lopez, Maria", NULL, NULL, 0);
  rows->chen = add_patient (connection, "Chen, Wei", "10-42", "Wei@Example.com", 0);
  rows->child = add_patient (connection, "Chen, Lin", NULL, NULL, rows->chen);
  test_add (connection, test_card (rows->lopez, 1000, TEST_NOW - TILL_HOUR, "p-1"));
  g_assert_true (till_store_add_ledger_entry (connection, rows->lopez, "charge", till_money (7500),
                                              till_day (2026, 11, 1), NULL, TEST_NOW, error));

  rows->payment = add_nobodys (connection, test_card (0, 7500, TEST_NOW, "p-2"));
  payment = till_store_get_transaction (connection, rows->payment, error);
  rows->refund = add_nobodys (connection, test_reversal (payment, TILL_KIND_REFUND, 2500));

  return TRUE;
}

static TillDb *
open_filled (char **path, Rows *rows)
{
  TillDb *db = test_store_open (path);

  test_store_write (db, fill_job, rows);

  return db;
}

/* ── What is told ── */

static gboolean
keep_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Rows     *rows = data;
  const TillPayer payer = { "10-42", "Wei Chen", "wei@example.com", "Crown" };
  const TillPayer nobody = { NULL, NULL, NULL, NULL };

  return till_store_keep_payer (connection, rows->payment, &payer, error) &&
         till_store_keep_payer (connection, rows->refund, &nobody, error);
}

static void
test_told (void)
{
  g_autofree char *path = NULL;
  Rows             rows;
  TillDb          *db = open_filled (&path, &rows);
  g_autofree char *words = NULL;
  g_autofree char *none = NULL;

  test_store_write (db, keep_job, &rows);
  g_assert_true (till_store_get_payer_words (till_db_get_reader (db), rows.payment, &words, NULL));
  g_assert_cmpstr (words, ==, "Wei Chen · Customer 10-42 · wei@example.com · “Crown”");
  g_assert_true (till_store_get_payer_words (till_db_get_reader (db), rows.refund, &none, NULL));
  g_assert_null (none);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM payers"), ==, 1);
  test_store_shut (db);
}

/* ── Who may be meant ── */

static GPtrArray *
suggest (TillDb *db, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = till_store_suggest_patients (till_db_get_reader (db), id, 5, TEST_NOW, &error);

  g_assert_no_error (error);

  return found;
}

static void
assert_suggestion (GPtrArray *found, guint i, gint64 patient_id, const char *words)
{
  const TillSuggestion *suggestion;

  g_assert_cmpuint (i, <, found->len);
  suggestion = found->pdata[i];
  g_assert_cmpint (suggestion->patient->id, ==, patient_id);
  g_assert_cmpstr (suggestion->words, ==, words);
}

static void
test_suggested (void)
{
  g_autofree char      *path = NULL;
  Rows                  rows;
  TillDb               *db = open_filled (&path, &rows);
  g_autoptr (GPtrArray) by_card = suggest (db, rows.payment);
  g_autoptr (GPtrArray) with_payer = NULL;

  g_assert_cmpuint (by_card->len, ==, 1);
  assert_suggestion (by_card, 0, rows.lopez, "Paid with Visa ••4242 before · Owes $75.00");

  test_store_write (db, keep_job, &rows);
  with_payer = suggest (db, rows.payment);
  g_assert_cmpuint (with_payer->len, ==, 2);
  assert_suggestion (with_payer, 0, rows.chen,
                     "Same customer number · Same e-mail address · Name as on the bill");
  assert_suggestion (with_payer, 1, rows.lopez, "Paid with Visa ••4242 before · Owes $75.00");
  test_store_shut (db);
}

static gboolean
many_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Many, Nr%u", i);
      gint64           patient = test_add_patient (connection, name);

      test_add (connection, test_cash (patient, 7500, TEST_NOW - TILL_HOUR));
      g_assert_true (till_store_add_ledger_entry (connection, patient, "charge", till_money (7500),
                                                  till_day (2026, 11, 1), NULL, TEST_NOW, error));
    }

  return TRUE;
}

/* What twenty owe speaks for nobody by itself. */
static void
test_common_amount (void)
{
  g_autofree char      *path = NULL;
  Rows                  rows;
  TillDb               *db = open_filled (&path, &rows);
  g_autoptr (GPtrArray) found = NULL;

  test_store_write (db, many_job, NULL);
  found = suggest (db, rows.payment);
  g_assert_cmpuint (found->len, ==, 1);
  assert_suggestion (found, 0, rows.lopez, "Paid with Visa ••4242 before · Owes $75.00");
  test_store_shut (db);
}

/* ── Saying so ── */

typedef struct
{
  gint64  id;
  gint64  patient_id;
  guint   n_assigned;
  GError *error;
} Assign;

static gboolean
assign_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Assign            *assign = data;
  g_autoptr (GArray) assigned = NULL;

  if (till_store_assign_patient (connection, assign->id, assign->patient_id, test_actor, TEST_NOW,
                                 &assigned, &assign->error))
    assign->n_assigned = assigned->len;

  return TRUE;
}

static void
assert_party (TillDb *db, gint64 id, gint64 patient_id, gint64 guarantor_id, const char *name)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTransaction) row =
    till_store_get_transaction (till_db_get_reader (db), id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (row->patient_id, ==, patient_id);
  g_assert_cmpint (row->guarantor_id, ==, guarantor_id);
  g_assert_cmpstr (row->patient_name, ==, name);
}

static void
assert_holds (TillDb *db, const char *path)
{
  g_autoptr (GPtrArray) findings = test_verify (db, path, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = findings->pdata[i];

      if (!finding->holds && finding->provable)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

/* The refund goes along, by whichever of the two it is said. */
static void
check_assign (gboolean by_refund)
{
  g_autofree char *path = NULL;
  Rows             rows;
  TillDb          *db = open_filled (&path, &rows);
  Assign           assign = { by_refund ? rows.refund : rows.payment, rows.child, 0, NULL };

  test_store_write (db, assign_job, &assign);
  g_assert_no_error (assign.error);
  g_assert_cmpuint (assign.n_assigned, ==, 2);
  assert_party (db, rows.payment, rows.child, rows.chen, "Chen, Lin");
  assert_party (db, rows.refund, rows.child, rows.chen, "Chen, Lin");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions"
                                       " WHERE patient_name_folded = 'chen, lin'"),
                   ==, 2);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'assign-patient'"
                                       " AND after_json LIKE '%Chen, Lin%'"),
                   ==, 2);
  assert_holds (db, path);

  /* Once only. */
  assign.patient_id = rows.lopez;
  test_store_write (db, assign_job, &assign);
  g_assert_error (assign.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_nonnull (strstr (assign.error->message, "Chen, Lin"));
  g_clear_error (&assign.error);
  assert_party (db, rows.payment, rows.child, rows.chen, "Chen, Lin");
  assert_holds (db, path);
  test_store_shut (db);
}

static void
test_assign (void)
{
  check_assign (FALSE);
}

static void
test_assign_by_refund (void)
{
  check_assign (TRUE);
}

static void
test_nobody (void)
{
  g_autofree char *path = NULL;
  Rows             rows;
  TillDb          *db = open_filled (&path, &rows);
  Assign           assign = { rows.payment, 4711, 0, NULL };

  test_store_write (db, assign_job, &assign);
  g_assert_error (assign.error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
  g_clear_error (&assign.error);
  assert_party (db, rows.payment, 0, 0, "");
  test_store_shut (db);
}

/* ── Changed by hand ── */

static const struct
{
  const char *name;
  const char *sql;
  const char *invariant;
} changes[] = {
  { "given-to-another", "UPDATE transactions SET patient_id = 1, guarantor_id = 1 WHERE id = 2",
    "Each transaction is as the audit recorded" },
  { "taken-away", "UPDATE transactions SET patient_id = NULL, guarantor_id = NULL WHERE id = 2",
    "Each transaction is as the audit recorded" },
  { "amount", "UPDATE transactions SET amount_cents = 7501, counted_cents = 7501 WHERE id = 2",
    "Each transaction is as the audit recorded" },
  { "one-of-the-family", "UPDATE transactions SET patient_id = 1, guarantor_id = 1 WHERE id = 3",
    "What takes back a payment belongs to" },
  { "not-elsewhere", "UPDATE transactions SET mark = NULL WHERE id = 2",
    "No card was charged without an attempt" },
  { "cash-of-nobody",
    "UPDATE transactions SET patient_id = NULL, mark = NULL, processor = NULL WHERE id = 1",
    "Only what was made elsewhere is without" },
};

static void
test_change (gconstpointer data)
{
  guint                 i = GPOINTER_TO_UINT (data);
  g_autofree char      *path = NULL;
  Rows                  rows;
  TillDb               *db = open_filled (&path, &rows);
  Assign                assign = { rows.payment, rows.child, 0, NULL };
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const TillFinding    *finding;

  test_store_write (db, assign_job, &assign);
  test_store_shut (db);
  test_store_change_behind (path, changes[i].sql);
  db = till_store_open (path, &error);
  g_assert_no_error (error);
  findings = test_verify (db, path, NULL);
  finding = test_find_finding (findings, changes[i].invariant);
  g_assert_false (finding->holds);
  g_test_message ("%s", finding->rows);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/payers/told", test_told);
  g_test_add_func ("/store/payers/suggested", test_suggested);
  g_test_add_func ("/store/payers/common-amount", test_common_amount);
  g_test_add_func ("/store/payers/assign", test_assign);
  g_test_add_func ("/store/payers/assign-by-refund", test_assign_by_refund);
  g_test_add_func ("/store/payers/nobody", test_nobody);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/store/payers/changed/", changes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_change);
    }

  return g_test_run ();
}
