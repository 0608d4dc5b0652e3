/* till-merge-rows.c: records merged and parted, and what they owe, for the tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-merge-rows.h"

#include "store/till-store-balances.h"
#include "store/till-store-merges.h"
#include "till-test-util.h"

void
merges_add_entry (TillDbConnection *connection, gint64 patient_id, gint64 cents, int age)
{
  g_autoptr (GError) error = NULL;

  till_store_add_ledger_entry (connection, patient_id, cents > 0 ? "charge" : "adjustment",
                               till_money (cents), (TillDay){ AS_OF.number - age }, NULL, TEST_NOW,
                               &error);
  g_assert_no_error (error);
}

void
merges_age_all (TillDbConnection *connection)
{
  g_autoptr (GError) error = NULL;

  till_store_age_some (connection, &(TillAgingStep){ .as_of = AS_OF, .n_most = 1000 }, &error);
  g_assert_no_error (error);
}

gint64
merges_merge (TillDbConnection *connection, gint64 merged, gint64 kept, guint taken)
{
  const TillMergeOrder order = { merged, kept, taken };
  g_autoptr (GError)   error = NULL;
  gint64               id = 0;

  till_store_merge_patients (connection, &order, test_actor, TEST_NOW, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

void
merges_undo (TillDbConnection *connection, gint64 merge_id)
{
  g_autoptr (GError) error = NULL;

  till_store_undo_merge (connection, merge_id, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
}

gint64
merges_ask (TillDbConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64             number = 0;

  till_db_query_int (connection, sql, &number, &error);
  g_assert_no_error (error);

  return number;
}

TillAccount *
merges_read_account (TillDbConnection *connection, gint64 patient_id)
{
  g_autoptr (GError) error = NULL;
  TillAccount       *account = till_store_read_account (connection, patient_id, &error);

  g_assert_no_error (error);

  return account;
}

void
merges_assert_owed (TillDbConnection *connection, gint64 id, gint64 a, gint64 b, gint64 c, gint64 d)
{
  g_autoptr (TillAccount) account = merges_read_account (connection, id);

  g_assert_cmpint (account->owed[0].cents, ==, a);
  g_assert_cmpint (account->owed[1].cents, ==, b);
  g_assert_cmpint (account->owed[2].cents, ==, c);
  g_assert_cmpint (account->owed[3].cents, ==, d);
}

void
merges_verify (TillDb *db, const char *path)
{
  g_autoptr (GPtrArray) findings = test_verify (db, path, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = findings->pdata[i];

      if (!finding->holds)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

void
merges_run (TillDbJob job)
{
  g_autofree char   *path = NULL;
  g_autoptr (TillDb) db = test_store_open (&path);

  test_store_write (db, job, NULL);
  merges_verify (db, path);
  test_store_shut (g_steal_pointer (&db));
}

TillPatient *
merges_get (TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError) error = NULL;
  TillPatient       *patient = till_store_get_patient (connection, id, &error);

  g_assert_no_error (error);

  return patient;
}
