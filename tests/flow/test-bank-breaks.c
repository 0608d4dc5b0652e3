/* test-bank-breaks.c: a bank's statement whose taking in, or taking back, broke off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-bank.h"
#include "flow/till-practice-private.h"
#include "store/till-store-bank.h"
#include "till-desk-bank.h"

static guint
count_shown (Desk *desk)
{
  TillTable *lines = till_practice_get_bank_lines (desk->practice);

  till_table_refresh (lines);
  till_test_wait_until (till_table_get_state (lines) == TILL_TABLE_READY);

  return till_table_get_n_rows (lines);
}

/* As far as the program got before it ended: some of the lines have come, none is shown. */
static gboolean
broken_off_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const TillActor actor = { 1, (char *) "Ann" };
  g_autoptr (TillImport) import = till_import_new ();
  g_autoptr (GPtrArray)  lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_line_free);
  TillBankLine *line = till_bank_line_new ();

  import->form = g_strdup ("csv");
  import->file_name = g_strdup ("half.csv");
  import->sha256 = g_strdup ("half");
  import->accounts = g_strdup ("••1939");
  line->number = 1;
  line->day = till_day_from_iso (BANK_FUNDED);
  line->amount = till_money (100);
  line->account = g_strdup ("••1939");
  line->identity = g_strdup ("half");
  line->state = TILL_BANK_LINE_UNMATCHED;
  g_ptr_array_add (lines, line);

  return till_store_begin_import (connection, import, &actor, 0, error) &&
         till_store_add_lines (connection, import->id, lines, 0, lines->len, error);
}

static gboolean
gone_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const TillActor actor = { 1, (char *) "Ann" };

  return till_store_take_back_import (connection, 1, &actor, 0, error);
}

static void
write_job (Desk *desk, TillDbJob job)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, job, NULL, &error);
  g_assert_no_error (error);
}

static void
reopen_cleared (Desk *desk)
{
  desk_close (desk);
  desk_open (desk);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM imports WHERE hidden = 1") == 0);
}

/* Of a file that broke off nothing is ever seen, and the next start clears it away. */
static void
test_broken_off (void)
{
  g_autoptr (Desk) desk = desk_new_with_deposits ();

  desk_assert_imports (desk, "november.csv", BANK_NOVEMBER,
                       "4 lines read, 4 new, 2 matched to deposits.");
  write_job (desk, broken_off_job);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines"), ==, 5);
  g_assert_cmpuint (count_shown (desk), ==, 4);
  desk_assert_holds (desk);
  reopen_cleared (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines"), ==, 4);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM imports"), ==, 1);
  desk_assert_holds (desk);
}

/* One that was taken back is out of sight at once; what it paid is unmatched at the next start. */
static void
test_taking_back_broken_off (void)
{
  g_autoptr (Desk) desk = desk_new_with_deposits ();

  desk_assert_imports (desk, "november.csv", BANK_NOVEMBER,
                       "4 lines read, 4 new, 2 matched to deposits.");
  write_job (desk, gone_job);
  g_assert_cmpuint (count_shown (desk), ==, 0);
  desk_assert_holds (desk);
  reopen_cleared (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM deposit_matches"), ==, 0);
  desk_assert_holds (desk);
  desk_assert_imports (desk, "november.csv", BANK_NOVEMBER,
                       "4 lines read, 4 new, 2 matched to deposits.");
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/bank-breaks/taking-in", test_broken_off);
  g_test_add_func ("/flow/bank-breaks/taking-back", test_taking_back_broken_off);

  return g_test_run ();
}
