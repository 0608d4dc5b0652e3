/* test-transactions.c: payments, what is taken back of them, and their receipts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "till-test-store.h"
#include "till-test-util.h"

static TillTransaction *
get (TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError) error = NULL;
  TillTransaction   *row = till_store_get_transaction (connection, id, &error);

  g_assert_no_error (error);

  return row;
}

static void
assert_refused (TillDbConnection *connection,
                TillTransaction  *transaction /* full */,
                TillError         code)
{
  g_autoptr (TillTransaction) row = transaction;
  g_autoptr (GError)          error = NULL;

  g_assert_false (till_store_add_transaction (connection, row, test_actor, TEST_NOW, &error));
  g_assert_error (error, TILL_ERROR, (int) code);
}

static gboolean
added_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Muñoz, Zoë");
  TillTransaction            *row = test_card (patient, 12345, TEST_NOW, "p-1");
  gint64                      id;
  g_autoptr (TillTransaction) read = NULL;
  g_autoptr (TillTransaction) found = NULL;

  till_card_clear (&row->card);
  row->card.brand = g_strdup ("Visa");
  row->card.last_four = g_strdup ("000004242");
  row->note = g_strdup ("crown");
  row->authorization = g_strdup ("A1B2C3");
  id = test_add (connection, row);

  read = get (connection, id);
  g_assert_cmpint (read->amount.cents, ==, 12345);
  g_assert_cmpint (read->guarantor_id, ==, patient);
  g_assert_cmpint (read->posting, ==, TILL_POSTING_UNPOSTED);
  g_assert_cmpstr (read->receipt_number, ==, "2026-000001");
  g_assert_cmpstr (read->card.last_four, ==, "4242");
  g_assert_cmpstr (read->authorization, ==, "A1B2C3");
  g_assert_cmpstr (read->entered_by, ==, "Ann");
  g_assert_cmpint (read->entered_at, ==, TEST_NOW);

  found = till_store_find_transaction (connection, "clearent", "p-1", error);
  g_assert_cmpint (found->id, ==, id);
  g_assert_null (till_store_find_transaction (connection, "stripe", "p-1", error));
  assert_refused (connection, test_card (patient, 100, TEST_NOW, "p-1"), TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static void
test_added (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, added_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions WHERE status = 'paid'"
                                       " AND card = 'Visa ••4242' AND counted_cents = 12345"
                                       " AND patient_name_folded = 'lopez, maria'"),
                   ==, 1);
  test_store_shut (db);
}

static gboolean
bad_input_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64           patient = test_add_patient (connection, "Lopez, Maria");
  TillTransaction *row;

  assert_refused (connection, test_cash (patient, 0, TEST_NOW), TILL_ERROR_BAD_INPUT);
  assert_refused (connection, test_cash (patient, -100, TEST_NOW), TILL_ERROR_BAD_INPUT);
  row = test_cash (patient, 100, TEST_NOW);
  row->kind = TILL_KIND_REFUND;
  assert_refused (connection, row, TILL_ERROR_BAD_INPUT);
  row = test_cash (patient, 100, TEST_NOW);
  row->note = g_strdup ("5555 5555 5555 4444");
  assert_refused (connection, row, TILL_ERROR_CARD_NUMBER);
  row = test_cash (patient, 100, TEST_NOW);
  row->check_number = g_strdup ("4111111111111111");
  assert_refused (connection, row, TILL_ERROR_CARD_NUMBER);
  assert_refused (connection, test_cash (4711, 100, TEST_NOW), TILL_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_bad_input (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, bad_input_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions"), ==, 0);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM receipts"), ==, 0);
  test_store_shut (db);
}

static gboolean
refunds_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Lopez, Maria");
  gint64                      id = test_add (connection, test_card (patient, 10000, TEST_NOW, "p"));
  g_autoptr (TillTransaction) payment = get (connection, id);
  TillTransaction            *pending = test_reversal (payment, TILL_KIND_REFUND, 4000);
  gint64                      pending_id;

  test_add (connection, test_reversal (payment, TILL_KIND_REFUND, 2500));
  pending->state = TILL_TRANSACTION_PENDING;
  pending_id = test_add (connection, pending);

  g_clear_pointer (&payment, till_transaction_free);
  payment = get (connection, id);
  g_assert_cmpint (payment->refunded.cents, ==, 6500);
  assert_refused (connection, test_reversal (payment, TILL_KIND_REFUND, 3501),
                  TILL_ERROR_NOT_ALLOWED);
  assert_refused (connection, test_reversal (payment, TILL_KIND_VOID, 10000),
                  TILL_ERROR_NOT_ALLOWED);

  /* What failed is left to be refunded again. */
  g_assert_true (till_store_step_transaction (connection, pending_id, TILL_TRANSACTION_FAILED,
                                              test_actor, TEST_NOW, error));
  g_clear_pointer (&payment, till_transaction_free);
  payment = get (connection, id);
  g_assert_cmpint (payment->refunded.cents, ==, 2500);
  test_add (connection, test_reversal (payment, TILL_KIND_REFUND, 7500));
  assert_refused (connection, test_reversal (payment, TILL_KIND_REFUND, 1), TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static void
test_refunds (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, refunds_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT sum(counted_cents) FROM transactions"), ==, 0);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions WHERE kind = 'payment'"
                                       " AND status = 'refunded' AND state = 'captured'"),
                   ==, 1);
  test_store_shut (db);
}

static gboolean
refund_targets_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Lopez, Maria");
  gint64                      id = test_add (connection, test_card (patient, 10000, TEST_NOW, "p"));
  g_autoptr (TillTransaction) payment = get (connection, id);
  gint64 refund_id = test_add (connection, test_reversal (payment, TILL_KIND_REFUND, 100));
  g_autoptr (TillTransaction) refund = get (connection, refund_id);
  TillTransaction            *declined = test_card (patient, 500, TEST_NOW, "d");
  g_autoptr (TillTransaction) nothing = NULL;
  TillTransaction            *row;

  declined->state = TILL_TRANSACTION_DECLINED;
  nothing = get (connection, test_add (connection, declined));
  assert_refused (connection, test_reversal (refund, TILL_KIND_REFUND, 50), TILL_ERROR_NOT_ALLOWED);
  assert_refused (connection, test_reversal (nothing, TILL_KIND_REFUND, 50),
                  TILL_ERROR_NOT_ALLOWED);
  row = test_reversal (payment, TILL_KIND_REFUND, 50);
  row->related_id = 4711;
  assert_refused (connection, row, TILL_ERROR_NOT_FOUND);
  row = test_reversal (payment, TILL_KIND_VOID, 50);
  row->related_id = 0;
  assert_refused (connection, row, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static void
test_refund_targets (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, refund_targets_job, NULL);
  test_store_shut (db);
}

static gboolean
voids_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Lopez, Maria");
  gint64                      id = test_add (connection, test_card (patient, 10000, TEST_NOW, "p"));
  g_autoptr (TillTransaction) payment = get (connection, id);
  g_autoptr (TillTransaction) settled = NULL;
  TillTransaction            *unsure = test_reversal (payment, TILL_KIND_VOID, 10000);

  assert_refused (connection, test_reversal (payment, TILL_KIND_VOID, 9999),
                  TILL_ERROR_NOT_ALLOWED);
  unsure->state = TILL_TRANSACTION_PENDING;
  assert_refused (connection, unsure, TILL_ERROR_NOT_ALLOWED);

  test_add (connection, test_reversal (payment, TILL_KIND_VOID, 10000));
  g_clear_pointer (&payment, till_transaction_free);
  payment = get (connection, id);
  g_assert_cmpint (payment->state, ==, TILL_TRANSACTION_VOIDED);
  g_assert_cmpint (payment->refunded.cents, ==, 10000);
  assert_refused (connection, test_reversal (payment, TILL_KIND_VOID, 10000),
                  TILL_ERROR_NOT_ALLOWED);

  settled = get (connection, test_add (connection, test_cash (patient, 500, TEST_NOW)));
  assert_refused (connection, test_reversal (settled, TILL_KIND_VOID, 500), TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static void
test_voids (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, voids_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT sum(counted_cents) FROM transactions"), ==, 500);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions WHERE status = 'voided'"),
                   ==, 2);
  test_store_shut (db);
}

static gboolean
steps_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Lopez, Maria");
  TillTransaction            *row = test_card (patient, 100, TEST_NOW, "p");
  g_autoptr (GPtrArray)       unsettled = NULL;
  g_autoptr (GError)          refused = NULL;
  g_autoptr (TillTransaction) read = NULL;
  gint64                      id;

  row->state = TILL_TRANSACTION_PENDING;
  id = test_add (connection, row);
  read = get (connection, id);
  g_assert_null (read->receipt_number);
  g_assert_cmpint (read->posting, ==, TILL_POSTING_NONE);
  unsettled = till_store_list_unsettled (connection, error);
  g_assert_cmpuint (unsettled->len, ==, 1);

  g_assert_true (till_store_step_transaction (connection, id, TILL_TRANSACTION_SETTLED, test_actor,
                                              TEST_NOW, error));
  g_clear_pointer (&read, till_transaction_free);
  read = get (connection, id);
  g_assert_cmpstr (read->receipt_number, ==, "2026-000001");
  g_assert_cmpint (read->posting, ==, TILL_POSTING_UNPOSTED);
  g_assert_true (
    till_store_set_transaction_batch (connection, id, "77", test_actor, TEST_NOW, error));

  g_assert_false (till_store_step_transaction (connection, id, TILL_TRANSACTION_DECLINED,
                                               test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_pointer (&unsettled, g_ptr_array_unref);
  unsettled = till_store_list_unsettled (connection, error);
  g_assert_cmpuint (unsettled->len, ==, 0);

  return TRUE;
}

static void
test_steps (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, steps_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions WHERE batch = '77'"), ==,
                   1);
  test_store_shut (db);
}

static gboolean
by_attempt_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Lopez, Maria");
  g_autoptr (TillAttempt)     attempt = till_attempt_new ();
  TillTransaction            *declined = test_card (patient, 100, TEST_NOW, "d");
  TillTransaction            *approved = test_card (patient, 100, TEST_NOW, "a");
  g_autoptr (TillTransaction) found = NULL;
  gint64                      id;

  attempt->method = TILL_METHOD_VIRTUAL;
  attempt->amount = till_money (100);
  g_assert_true (till_store_prepare_attempt (connection, attempt, test_actor, TEST_NOW, error));
  g_assert_null (till_store_find_transaction_by_attempt (connection, attempt->id, error));
  declined->attempt_id = approved->attempt_id = attempt->id;
  declined->state = TILL_TRANSACTION_DECLINED;
  test_add (connection, declined);
  id = test_add (connection, approved);
  found = till_store_find_transaction_by_attempt (connection, attempt->id, error);
  g_assert_cmpint (found->id, ==, id);

  return TRUE;
}

static void
test_by_attempt (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, by_attempt_job, NULL);
  test_store_shut (db);
}

/* ── Receipts ────────────────────────────────────────────────────────────────────────────────── */

static void
assert_receipt (TillDbConnection *connection, gint64 patient, const char *iso, const char *number)
{
  g_autoptr (TillTransaction) read = NULL;
  TillInstant                 at = 0;

  g_assert_true (till_instant_from_iso (iso, &at));
  read = get (connection, test_add (connection, test_cash (patient, 100, at)));
  g_assert_cmpstr (read->receipt_number, ==, number);
}

static gboolean
receipts_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64           patient = test_add_patient (connection, "Lopez, Maria");
  TillTransaction *declined = test_card (patient, 100, TEST_NOW, "d");

  assert_receipt (connection, patient, "2027-01-01T04:59:59.998Z", "2026-000001");
  declined->state = TILL_TRANSACTION_DECLINED;
  test_add (connection, declined);
  assert_receipt (connection, patient, "2027-01-01T04:59:59.999Z", "2026-000002");
  assert_receipt (connection, patient, "2027-01-01T05:00:00.000Z", "2027-000001");
  assert_receipt (connection, patient, "2027-06-01T00:00:00.000Z", "2027-000002");
  /* Its clock was wrong, or its day is entered late: no number is given twice. */
  assert_receipt (connection, patient, "2026-12-31T12:00:00.000Z", "2026-000003");

  g_assert_true (till_store_set_setting (connection, TILL_SETTING_PRACTICE_ZONE, "Pacific/Honolulu",
                                         test_actor, TEST_NOW, error));
  assert_receipt (connection, patient, "2027-01-01T09:59:59.999Z", "2026-000004");
  assert_receipt (connection, patient, "2027-01-01T10:00:00.000Z", "2027-000003");

  return TRUE;
}

static void
test_receipts (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, receipts_job, NULL);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/transactions/added", test_added);
  g_test_add_func ("/store/transactions/bad-input", test_bad_input);
  g_test_add_func ("/store/transactions/refunds", test_refunds);
  g_test_add_func ("/store/transactions/refund-targets", test_refund_targets);
  g_test_add_func ("/store/transactions/voids", test_voids);
  g_test_add_func ("/store/transactions/steps", test_steps);
  g_test_add_func ("/store/transactions/by-attempt", test_by_attempt);
  g_test_add_func ("/store/transactions/receipts-across-new-year", test_receipts);

  return g_test_run ();
}
