/* test-expecting.c: what is to come follows the payments, with reports and without
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-reports.h"
#include "till-desk-sync.h"

#include <string.h>

#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"
#include "store/till-store-transactions.h"

/* A Monday in New York; its batch is due on Wednesday. */
#define MONDAY "2027-05-03T15:00:00Z"
#define TUESDAY "2027-05-04T15:00:00Z"
#define THURSDAY "2027-05-06T15:00:00Z"

/* "state amount" of each. */
static char *
list_expected (Desk *desk)
{
  g_autoptr (GError)          error = NULL;
  GString                    *found = g_string_new (NULL);
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (till_db_get_reader (till_practice_get_db (desk->practice)),
                     "SELECT state || ' ' || deposited_cents FROM deposits"
                     " WHERE kind = 'expected' ORDER BY funded_on, id",
                     &error);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append_printf (found, "%s%s", found->len > 0 ? "; " : "",
                            till_db_column_text (rows, 0));
  g_assert_no_error (error);

  return g_string_free (found, FALSE);
}

static gboolean
is_expected (Desk *desk, const char *expected)
{
  g_autofree char *found = list_expected (desk);

  return g_str_equal (found, expected);
}

static void
wait_expected (Desk *desk, const char *expected)
{
  g_test_message ("%s", expected);
  till_test_wait_until (is_expected (desk, expected));
}

/* No report is read: a payment is expected when it is taken, and no more when it is taken back. */
static void
test_follows (Desk *desk)
{
  gint64                      payment = desk_take (desk, 2500);
  g_autoptr (TillTransaction) row = NULL;

  wait_expected (desk, "expected 2500");
  desk_take (desk, 4000);
  wait_expected (desk, "expected 6500");
  row = desk_get (desk, payment);
  desk_void_in_portal (desk, row->processor_id);
  desk_refresh (desk);
  wait_expected (desk, "expected 4000");
  desk_take_cash (desk, desk->anna, 1000);
  desk_set (desk, TILL_SETTING_DEPOSIT_DAYS, "1");
  till_test_wait_until (
    desk_count (desk, "SELECT funded_on - settled_on FROM deposits WHERE kind = 'expected'") == 1);
  g_assert_true (is_expected (desk, "expected 4000"));
}

static void
open_anew (Desk *desk, const char *at)
{
  desk_close (desk);
  desk_move_to (desk, at);
  desk_open (desk);
}

/* Whether it came nobody can tell, and nobody is alarmed. */
static void
test_without_reports (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  desk_move_to (desk, MONDAY);
  test_follows (desk);
  open_anew (desk, THURSDAY);
  wait_expected (desk, "unchecked 4000");
  desk_assert_holds (desk);
}

/* What is taken after the last run of the reports. */
static void
test_with_reports (void)
{
  g_autoptr (Desk) desk = desk_new_with_reports (MONDAY);

  desk_read_deposits (desk);
  test_follows (desk);
  desk_assert_holds (desk);
}

/* At the next start nothing is forgotten of what was taken in the moment before the end. */
static void
test_start (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  desk_move_to (desk, MONDAY);
  desk_take (desk, 2500);
  open_anew (desk, TUESDAY);
  wait_expected (desk, "expected 2500");
}

/* A payment that no report ever tells of. */
static gboolean
lose_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Desk                       *desk = data;
  g_autoptr (TillTransaction) row = till_transaction_new ();

  row->kind = TILL_KIND_PAYMENT;
  row->state = TILL_TRANSACTION_SETTLED;
  row->method = TILL_METHOD_TERMINAL;
  row->posting = TILL_POSTING_UNPOSTED;
  row->patient_id = desk->anna;
  row->patient_name = g_strdup ("Lee, Anna");
  row->amount = till_money (2500);
  row->happened_at = till_clock_now (desk->clock) - TILL_MINUTE;
  row->processor = g_strdup ("clearent");
  row->processor_id = g_strdup ("900000001");
  row->terminal = g_strdup (desk->terminal);

  return till_store_add_transaction (connection, row, desk->practice->actor, row->happened_at,
                                     error);
}

/* Once it is overdue it stays, also when it is months ago. */
static void
test_stays (void)
{
  g_autoptr (Desk)   desk = desk_new_with_reports (MONDAY);
  g_autoptr (GError) error = NULL;

  desk_read_deposits (desk);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, lose_job, desk, &error);
  g_assert_no_error (error);
  wait_expected (desk, "expected 2500");
  desk_move_to (desk, THURSDAY);
  desk_read_deposits (desk);
  g_assert_true (is_expected (desk, "overdue 2500"));
  desk_move_to (desk, "2027-07-30T15:00:00Z");
  desk_read_deposits (desk);
  g_assert_true (is_expected (desk, "overdue 2500"));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/expecting/without-reports", test_without_reports);
  g_test_add_func ("/flow/expecting/with-reports", test_with_reports);
  g_test_add_func ("/flow/expecting/start", test_start);
  g_test_add_func ("/flow/expecting/stays", test_stays);

  return g_test_run ();
}
