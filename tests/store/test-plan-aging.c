/* test-plan-aging.c: what is in a payment plan and not due does not age
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-balances.h"
#include "store/till-store-statements.h"
#include "store/till-store-transactions.h"
#include "till-plan-rows.h"
#include "till-test-util.h"

typedef struct
{
  PlanRows *rows;
  TillDay   as_of;
} AgeJob;

/* An old charge, once. */
static gboolean
charge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanRows *rows = data;

  return till_store_add_ledger_entry (connection, rows->patient, "charge", till_money (12500),
                                      till_day (2026, 7, 1), NULL, TEST_NOW, error);
}

static gboolean
age_job (TillDbConnection *connection, gpointer data, GError **error)
{
  AgeJob       *job = data;
  TillAgingStep step = { .as_of = job->as_of };

  return till_store_age_some (connection, &step, error);
}

static gboolean
cancel_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_cancel_plan (connection, ((PlanRows *) data)->plan, "Moved away", test_actor,
                                 TEST_NOW, error);
}

static void
assert_ages (PlanRows *rows, const char *expected)
{
  test_store_assert_texts (rows->db,
                           "SELECT owed_0_30_cents || ' ' || owed_31_60_cents || ' ' ||"
                           " owed_61_90_cents || ' ' || owed_over_90_cents || ' ' || total_cents"
                           "  FROM receivables",
                           expected);
}

static gboolean
statement_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const AgeJob             *job = data;
  g_autoptr (TillStatement) statement =
    till_store_read_statement (connection, job->rows->patient, job->as_of, error);
  g_autofree char *ages = NULL;

  g_assert_nonnull (statement);
  ages = g_strdup_printf ("%d %d %d %d %d", (int) statement->owed[0].cents,
                          (int) statement->owed[1].cents, (int) statement->owed[2].cents,
                          (int) statement->owed[3].cents, (int) statement->balance.cents);
  assert_ages (job->rows, ages);

  return TRUE;
}

/* On paper it is as old as in the list. */
static void
assert_stated_alike (AgeJob *job)
{
  test_store_write (job->rows->db, statement_job, job);
}

/* What is in a plan and not due does not age, from the moment it is agreed on; what is due does,
 * and what is not in it. (The payments are not in this ledger.) */
static void
test_ages (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  AgeJob               today = { rows, PLAN_TODAY };
  AgeJob               december = { rows, till_day (2026, 12, 1) };

  test_store_write (rows->db, charge_job, rows);
  test_store_write (rows->db, age_job, &today);
  assert_ages (rows, "0 0 0 12500 12500");
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_ages (rows, "9000 0 0 3500 12500");
  assert_stated_alike (&today);
  test_store_write (rows->db, age_job, &december);
  assert_ages (rows, "6000 0 0 6500 12500");
  assert_stated_alike (&december);
  plan_rows_pay (rows, 1, 0);
  plan_rows_pay (rows, 1, 1);
  assert_ages (rows, "6000 0 0 6500 12500");
  test_store_write (rows->db, cancel_job, rows);
  assert_ages (rows, "0 0 0 12500 12500");
  assert_stated_alike (&december);
}

static gboolean
miss_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const PlanCharge            last = { .rows = data, .version = 1, .number = 3 };
  g_autoptr (TillInstallment) one = plan_rows_find (connection, &last);

  return till_store_end_installment (connection, one->id, TILL_INSTALLMENT_MISSED, 0, "taken-back",
                                     test_actor, TEST_NOW, error);
}

/* What had been paid before its day, and was taken back, is owed at once. */
static void
test_taken_back (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  AgeJob               today = { rows, PLAN_TODAY };

  test_store_write (rows->db, charge_job, rows);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  test_store_write (rows->db, miss_job, rows);
  test_store_write (rows->db, age_job, &today);
  assert_ages (rows, "6000 0 0 6500 12500");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/plan-aging/ages", test_ages);
  g_test_add_func ("/store/plan-aging/taken-back", test_taken_back);

  return g_test_run ();
}
