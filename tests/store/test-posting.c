/* test-posting.c: transactions come into the ledger exactly once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "till-test-store.h"
#include "till-test-util.h"

static gint64
balance_of (TillDbConnection *connection, gint64 patient_id)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, patient_id, &error);

  g_assert_no_error (error);

  return patient->balance.cents;
}

static gboolean
posting_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Lopez, Maria");
  gint64                      id = test_add (connection, test_card (patient, 10000, TEST_NOW, "p"));
  g_autoptr (TillTransaction) payment = till_store_get_transaction (connection, id, error);
  gint64                      refund, declined_id, by_hand, loose;
  TillTransaction            *declined = test_card (patient, 100, TEST_NOW, "d");
  g_autoptr (GError)          refused = NULL;
  g_autoptr (GError)          nobody = NULL;

  g_assert_true (till_store_add_ledger_entry (connection, patient, "charge", till_money (15000),
                                              till_day (2026, 11, 1), "Crown", TEST_NOW, error));
  g_assert_cmpint (balance_of (connection, patient), ==, 15000);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (till_store_post (connection, id, test_actor, TEST_NOW, error));
      g_assert_cmpint (balance_of (connection, patient), ==, 5000);
    }

  refund = test_add (connection, test_reversal (payment, TILL_KIND_REFUND, 2500));
  g_assert_true (till_store_post (connection, refund, test_actor, TEST_NOW, error));
  g_assert_cmpint (balance_of (connection, patient), ==, 7500);

  by_hand = test_add (connection, test_cash (patient, 300, TEST_NOW));
  g_assert_true (till_store_mark_posted (connection, by_hand, test_actor, TEST_NOW, error));
  g_assert_true (till_store_post (connection, by_hand, test_actor, TEST_NOW, error));
  g_assert_cmpint (balance_of (connection, patient), ==, 7500);

  declined->state = TILL_TRANSACTION_DECLINED;
  declined_id = test_add (connection, declined);
  g_assert_false (till_store_post (connection, declined_id, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  loose = test_add (connection, test_cash (0, 300, TEST_NOW));
  g_assert_false (till_store_post (connection, loose, test_actor, TEST_NOW, &nobody));
  g_assert_error (nobody, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static void
test_posting (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, posting_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM ledger_entries"), ==, 3);
  test_store_shut (db);
}

static gboolean
failed_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      patient = test_add_patient (connection, "Lopez, Maria");
  gint64                      id = test_add (connection, test_card (patient, 10000, TEST_NOW, "p"));
  g_autoptr (TillTransaction) read = NULL;

  g_assert_true (till_store_post (connection, id, test_actor, TEST_NOW, error));
  g_assert_cmpint (balance_of (connection, patient), ==, -10000);
  g_assert_true (till_store_step_transaction (connection, id, TILL_TRANSACTION_FAILED, test_actor,
                                              TEST_NOW, error));
  g_assert_cmpint (balance_of (connection, patient), ==, 0);
  read = till_store_get_transaction (connection, id, error);
  g_assert_cmpint (read->posting, ==, TILL_POSTING_POSTED);

  return TRUE;
}

static void
test_failed (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, failed_job, NULL);
  test_store_shut (db);
}

static gboolean
count_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 patient = test_add_patient (connection, "Lopez, Maria");

  for (guint i = 0; i < 50; i++)
    {
      gint64 id = test_add (connection, test_cash (patient, 100 + i, TEST_NOW + i));

      if (i % 3 == 0)
        g_assert_true (till_store_post (connection, id, test_actor, TEST_NOW, error));
    }

  return TRUE;
}

static void
test_count (void)
{
  TillDb            *db = test_store_open (NULL);
  g_autoptr (GError) error = NULL;
  gint64             count = 0;

  test_store_write (db, count_job, NULL);
  g_assert_true (till_store_count_unposted (till_db_get_reader (db), &count, &error));
  g_assert_cmpint (count, ==, 33);
  g_assert_cmpint (
    test_store_ask (db, "SELECT count(*) FROM transactions NOT INDEXED WHERE posting = 'unposted'"),
    ==, count);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/posting/once", test_posting);
  g_test_add_func ("/store/posting/failed-afterwards", test_failed);
  g_test_add_func ("/store/posting/unposted-count", test_count);

  return g_test_run ();
}
