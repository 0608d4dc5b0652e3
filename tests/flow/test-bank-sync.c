/* test-bank-sync.c: lines of the bank's statement and deposits that are reported after them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "till-desk-bank.h"
#include "till-desk-reports.h"

/* Monday's batch in New York comes on Wednesday, less the fees. */
#define MONDAY "2027-05-03T15:00:00Z"
#define WEDNESDAY "2027-05-05T20:00:00Z"
#define CENTS 6312
#define STATEMENT                                                                                  \
  "Date,Description,Amount\n05/05/2027,CLEARENT LLC DEPOSIT 0505,63.12\n"                          \
  "05/05/2027,RENT OAK STREET,-900.00\n"

#define MATCHED                                                                                    \
  "SELECT count(*) FROM deposits d JOIN bank_lines l ON l.id = d.bank_line_id"                     \
  " WHERE l.state = 'matched' AND l.amount_cents = d.deposited_cents"

/* On Wednesday with the statement taken in, and nothing read of the deposit yet. */
static Desk *
desk_with_line_first (void)
{
  Desk *desk = desk_new_with_reports (MONDAY);

  desk_take (desk, 2500);
  desk_take (desk, 4000);
  /* What is read since the start would otherwise be read of Wednesday. */
  till_test_wait_until (!desk->practice->reading_deposits && !desk->practice->syncing);
  desk_move_to (desk, WEDNESDAY);
  desk_assert_imports (desk, "may.csv", STATEMENT, "2 lines read, 2 new, 0 matched to deposits.");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM deposits WHERE kind <> 'expected'"), ==,
                   0);

  return desk;
}

/* The deposit comes, and has its line. */
static void
test_line_first (void)
{
  g_autoptr (Desk) desk = desk_with_line_first ();

  desk_read_deposits (desk);
  g_assert_cmpint (desk_count (desk, "SELECT deposited_cents FROM deposits"), ==, CENTS);
  g_assert_cmpint (desk_count (desk, MATCHED), ==, 1);
  desk_assert_holds (desk);
}

/* Taken apart by a person, they stay so whatever is read later, until a person says otherwise. */
static void
test_stays_apart (void)
{
  g_autoptr (Desk)   desk = desk_with_line_first ();
  g_autoptr (GError) error = NULL;

  desk_read_deposits (desk);
  g_assert_cmpint (desk_count (desk, MATCHED), ==, 1);
  desk_unmatch (desk, desk_count (desk, "SELECT bank_line_id FROM deposits"), &error);
  g_assert_no_error (error);
  desk_read_deposits (desk);
  desk_move_to (desk, "2027-05-06T20:00:00Z");
  desk_read_deposits (desk);
  g_assert_cmpint (desk_count (desk, MATCHED), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines WHERE state = 'unmatched'"),
                   ==, 1);
  /* Of another statement neither. */
  desk_assert_imports (desk, "later.csv", "Date,Description,Amount\n05/06/2027,CLEARENT,5.00\n",
                       "1 line read, 1 new, 0 matched to deposits.");
  g_assert_cmpint (desk_count (desk, MATCHED), ==, 0);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/bank-sync/line-first", test_line_first);
  g_test_add_func ("/flow/bank-sync/stays-apart", test_stays_apart);

  return g_test_run ();
}
