/* test-bank-import.c: a bank's statement from the file to the deposits it pays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-bank.h"

#include <string.h>

#include "flow/till-practice-bank.h"
#include "flow/till-practice-private.h"

static void
assert_refused (Desk *desk, const char *path, int code, const char *words)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBankImport) import = desk_open_bank_path (desk, path, &error);

  g_assert_null (import);
  g_assert_error (error, TILL_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

/* ── Tests ───────────────────────────────────────────────────────────────────────────────────── */

static void
test_csv (void)
{
  g_autoptr (Desk)           desk = desk_new_with_deposits ();
  g_autofree char           *path = NULL;
  g_autoptr (TillBankImport) import = desk_open_bank_text (desk, "november.csv", BANK_NOVEMBER);

  g_assert_true (till_bank_import_is_csv (import));
  g_assert_false (till_bank_import_is_remembered (import));
  g_assert_cmpuint (till_bank_import_get_n_columns (import), ==, 3);
  g_assert_cmpuint (till_bank_import_get_n_lines (import), ==, 4);
  g_assert_cmpstr (till_bank_import_get_account (import), ==, "••1939");
  /* It is looked at only. */
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines"), ==, 0);

  desk_assert_imports (desk, "november.csv", BANK_NOVEMBER,
                       "4 lines read, 4 new, 2 matched to deposits.");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM deposits WHERE bank_line_id IS NULL"),
                   ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines WHERE account = '••1939'"),
                   ==, 4);

  /* The same again, by whatever name; and one that has some of it, its columns remembered. */
  path = desk_write_file (desk, "copy.csv", BANK_NOVEMBER);
  assert_refused (desk, path, TILL_ERROR_EXISTS, "already read on Nov 29, 2026");
  desk_assert_imports (desk, "december.csv",
                       BANK_HEADING
                       "11/24/2026,CLEARENT DEPOSIT,10.00\n11/25/2026,CLEARENT,12.00\n",
                       "2 lines read, 1 new, 0 matched to deposits.");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines"), ==, 5);
  desk_assert_imports (desk, "known.csv", BANK_HEADING "11/25/2026,CLEARENT,12.00\n",
                       "1 line read; all of it was known already.");
  g_clear_object (&import);
  import = desk_open_bank_text (desk, "later.csv", BANK_HEADING "11/26/2026,CLEARENT,12.00\n");
  g_assert_true (till_bank_import_is_remembered (import));
  desk_assert_holds (desk);
}

#define OFX(account, lines)                                                                        \
  "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\n"      \
  "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS>"     \
  "<CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261124120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>"   \
  "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD"    \
  "<BANKACCTFROM><BANKID>021000021<ACCTID>" account "<ACCTTYPE>CHECKING</BANKACCTFROM>"            \
  "<BANKTRANLIST><DTSTART>20261101<DTEND>20261124" lines "</BANKTRANLIST><LEDGERBAL><BALAMT>100"   \
  "<DTASOF>20261124</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
#define OFX_LINE(day, amount, id, name)                                                            \
  "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>" day "<TRNAMT>" amount "<FITID>" id "<NAME>" name "</"       \
  "STMTTRN>"

/* OFX, then the same days as CSV: nothing is there twice. */
static void
test_ofx (void)
{
  g_autoptr (Desk) desk = desk_new_with_deposits ();

  desk_assert_imports (desk, "november.qfx",
                       OFX ("000123451939", OFX_LINE ("20261120", "77.50", "F1", "CLEARENT DEPOSIT")
                                              OFX_LINE ("20261121", "-9.00", "F2", "FEE")),
                       "2 lines read, 2 new, 1 matched to deposits.");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines WHERE account = '••1939'"),
                   ==, 2);
  desk_assert_imports (desk, "november.csv",
                       BANK_HEADING "11/20/2026,Clearent Dep.,77.50\n11/21/2026,Fee,-9.00\n"
                                    "11/23/2026,Clearent Dep.,80.00\n",
                       "3 lines read, 1 new, 1 matched to deposits.");
  desk_assert_holds (desk);
}

/* The numbers of the processor's own stay masked in the words; a card's refuse the file. */
static void
test_numbers (void)
{
  g_autoptr (Desk) desk = desk_new_with_deposits ();
  g_autofree char *card =
    desk_write_file (desk, "card.ofx",
                     OFX ("1939", OFX_LINE ("20261120", "77.50", "F1", "A")
                                    OFX_LINE ("20261120", "1.00", "F2", "4242424242424242")));
  g_autofree char *cell =
    desk_write_file (desk, "card.csv", BANK_HEADING "11/20/2026,PAID BY 4242424242424242,77.50\n");

  assert_refused (desk, card, TILL_ERROR_CARD_NUMBER, "Line 2");
  assert_refused (desk, cell, TILL_ERROR_CARD_NUMBER, "Line 2");
  desk_assert_imports (
    desk, "own.ofx",
    OFX ("1939", OFX_LINE ("20261120", "77.50", "4242424242424242", "MERCH DEP 5188123456789018")),
    "1 line read, 1 new, 1 matched to deposits.");
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM bank_lines WHERE words = 'MERCH DEP ••9018'"), ==, 1);
  desk_assert_holds (desk);
}

/* A statement names its own account in every line, and that may pass for a card's number: it is
 * masked, known as the account, and kept nowhere. */
static void
test_own_account (void)
{
  static const char text[] =
    "Account,Date,Description,Amount\n4001235359791939,11/20/2026,CLEARENT 4001235359791939,77.50\n"
    "4001235359791939,11/23/2026,RENT,-900.00\n";
  g_autoptr (Desk)           desk = desk_new_with_deposits ();
  g_autoptr (TillBankImport) import = desk_open_bank_text (desk, "look.csv", text);
  g_autofree char           *sample = till_bank_import_dup_sample (import, 0);
  g_autofree char           *card =
    desk_write_file (desk, "card.csv",
                     "Account,Date,Description,Amount\n"
                     "4001235359791939,11/20/2026,CLEARENT 4242424242424242,77.50\n");

  g_assert_cmpstr (sample, ==, "••1939");
  g_assert_cmpstr (till_bank_import_get_account (import), ==, "••1939");
  assert_refused (desk, card, TILL_ERROR_CARD_NUMBER, "Line 2");
  desk_assert_imports (desk, "november.csv", text, "2 lines read, 2 new, 1 matched to deposits.");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines"
                                     " WHERE words = 'CLEARENT ••1939' AND account = '••1939'"),
                   ==, 1);
  /* Another account in the same form: the file goes before what is remembered. */
  g_clear_object (&import);
  import = desk_open_bank_text (
    desk, "other.csv", "Account,Date,Description,Amount\n55552000,11/20/2026,CLEARENT,1.00\n");
  g_assert_true (till_bank_import_is_remembered (import));
  g_assert_cmpstr (till_bank_import_get_account (import), ==, "••2000");
  desk_assert_holds (desk);
}

/* Nothing of a file is taken in while a line can't be read, unless it is left out knowingly. */
static void
test_lines_that_cannot_be_read (void)
{
  g_autoptr (Desk)           desk = desk_new_with_deposits ();
  g_autoptr (GError)         error = NULL;
  g_autofree char           *none = NULL;
  g_autofree char           *words = NULL;
  g_autoptr (TillBankImport) import = desk_open_bank_text (
    desk, "november.csv", BANK_NOVEMBER "11/25/2026,CLEARENT,\nTotal,,77.50\n");

  g_assert_cmpuint (till_bank_import_get_n_problems (import), ==, 2);
  g_assert_cmpuint (till_bank_import_get_problem (import, 0)->line, ==, 6);
  g_assert_cmpuint (till_bank_import_get_problem (import, 1)->line, ==, 7);
  none = desk_run_import (import, &error);
  g_assert_null (none);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM imports"), ==, 0);

  till_bank_import_leave_out (import, TRUE);
  words = desk_run_import (import, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, "4 lines read, 4 new, 2 matched to deposits.");
}

/* What can be read in two ways is asked. */
static void
test_questions (void)
{
  g_autoptr (Desk)           desk = desk_new_with_deposits ();
  g_autoptr (GError)         error = NULL;
  GAsyncResult              *result = NULL;
  g_autoptr (GAsyncResult)   kept = NULL;
  g_autofree char           *none = NULL;
  g_autofree char           *words = NULL;
  g_autoptr (TillBankImport) import =
    desk_open_bank_text (desk, "oct.csv", "Date;Text;Amount\n10/11/2026;Clearent;1.234\n");
  TillBankLayout layout = *till_bank_import_get_layout (import);

  g_assert_cmpint (layout.day_order, ==, TILL_DAY_ORDER_UNKNOWN);
  g_assert_true (layout.point == TILL_POINT_UNKNOWN);
  g_assert_nonnull (till_bank_import_get_obstacle (import));
  none = desk_run_import (import, &error);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);

  layout.day_order = TILL_DAY_ORDER_DMY;
  layout.point = ',';
  till_bank_import_read_async (import, &layout, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_true (till_bank_import_read_finish (import, kept, &error));
  g_assert_cmpint (till_bank_import_get_line (import, 0)->amount.cents, ==, 123400);
  g_assert_false (till_bank_import_set_account (import, "123", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_true (till_bank_import_set_account (import, "2000", &error));
  words = desk_run_import (import, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines WHERE account = '••2000'"),
                   ==, 1);

  /* Chosen once: not asked again. */
  g_clear_object (&import);
  import = desk_open_bank_text (desk, "nov.csv", "Date;Text;Amount\n11/11/2026;Clearent;2.345\n");
  g_assert_true (till_bank_import_is_remembered (import));
  g_assert_cmpstr (till_bank_import_get_obstacle (import), ==, NULL);
  g_assert_cmpint (till_bank_import_get_line (import, 0)->amount.cents, ==, 234500);
  g_assert_cmpstr (till_bank_import_get_account (import), ==, "••2000");
}

static void
test_refused (void)
{
  g_autoptr (Desk) desk = desk_new_with_deposits ();
  g_autofree char *missing = g_build_filename (desk->folder, "missing.csv", NULL);
  g_autofree char *empty = desk_write_file (desk, "empty.csv", "");
  g_autofree char *cut = desk_write_file (desk, "cut.ofx", "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1>");
  g_autofree char *pdf = desk_write_file (desk, "statement.pdf", "%PDF-1.4\n");
  g_autoptr (GString) large = g_string_new (BANK_HEADING);
  g_autofree char    *huge = NULL;

  while (large->len <= 10 * 1024 * 1024)
    g_string_append_printf (large, "11/20/2026,%01000d,1.00\n", 7);
  huge = desk_write_file (desk, "huge.csv", large->str);

  assert_refused (desk, missing, TILL_ERROR_BAD_INPUT, "missing.csv");
  assert_refused (desk, desk->folder, TILL_ERROR_BAD_INPUT, "no file that can be read");
  assert_refused (desk, empty, TILL_ERROR_BAD_INPUT, "empty");
  assert_refused (desk, cut, TILL_ERROR_BAD_INPUT, "cut off");
  assert_refused (desk, pdf, TILL_ERROR_BAD_INPUT, "PDF");
  assert_refused (desk, huge, TILL_ERROR_BAD_INPUT, "10 MB");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM imports"), ==, 0);
}

/* ── By hand ─────────────────────────────────────────────────────────────────────────────────── */

static guint
match_by_hand (Desk *desk, gint64 line, gint64 deposit, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  guint                    n_more = 0;

  till_practice_match_bank_line_async (desk->practice, line, &deposit, 1, till_test_keep_result,
                                       &result);
  kept = till_test_wait_result (&result);
  till_practice_match_bank_line_finish (desk->practice, kept, &n_more, error);

  return n_more;
}

/* A bank that says nothing of the processor: once told, it is known. */
static void
test_by_hand (void)
{
  g_autoptr (Desk)         desk = desk_new_with_deposits ();
  g_autoptr (GError)       error = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GPtrArray)    candidates = NULL;

  desk_assert_imports (desk, "november.csv",
                       BANK_HEADING
                       "11/20/2026,OAKBANK ACH 1,77.50\n11/20/2026,OAKBANK ACH 2,50.00\n"
                       "11/20/2026,OAKBANK ACH 3,31.00\n",
                       "3 lines read, 3 new, 0 matched to deposits.");
  till_practice_list_candidates_async (desk->practice, 3, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  candidates = till_practice_list_candidates_finish (desk->practice, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 3);
  g_assert_cmpint (((TillDeposit *) candidates->pdata[0])->deposited.cents, ==, 3000);

  g_assert_cmpuint (match_by_hand (desk, 1, 1, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (till_practice_find_bank_line (desk->practice, 2), ==, 2);
  g_assert_cmpint (till_practice_find_bank_line (desk->practice, 3), ==, 0);
  match_by_hand (desk, 1, 3, &error);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  desk_unmatch (desk, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (till_practice_find_bank_line (desk->practice, 1), ==, 0);
  desk_unmatch (desk, 1, &error);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_holds (desk);
}

/* An import with the wrong columns is undone, and done again. */
static void
test_taken_back (void)
{
  g_autoptr (Desk)         desk = desk_new_with_deposits ();
  g_autoptr (GError)       error = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  desk_assert_imports (desk, "november.csv", BANK_NOVEMBER,
                       "4 lines read, 4 new, 2 matched to deposits.");
  till_practice_take_back_import_async (desk->practice, 1, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_take_back_import_finish (desk->practice, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM deposit_matches"), ==, 0);
  desk_assert_imports (desk, "november.csv", BANK_NOVEMBER,
                       "4 lines read, 4 new, 2 matched to deposits.");
  desk_assert_holds (desk);
}

/* 3,000 lines: they come in many commits, and are shown in one. */
static void
test_many (void)
{
  g_autoptr (Desk)    desk = desk_new_with_deposits ();
  g_autoptr (GString) text = g_string_new (BANK_HEADING);

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "11/%02u/2026,CHECK %u,-%u.00\n", i % 28 + 1, i, i % 100 + 1);
  desk_assert_imports (desk, "year.csv", text->str,
                       "3000 lines read, 3000 new, 0 matched to deposits.");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM bank_lines"), ==, 3000);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM imports WHERE hidden = 1"), ==, 0);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/bank-import/csv", test_csv);
  g_test_add_func ("/flow/bank-import/ofx-then-csv", test_ofx);
  g_test_add_func ("/flow/bank-import/numbers", test_numbers);
  g_test_add_func ("/flow/bank-import/own-account", test_own_account);
  g_test_add_func ("/flow/bank-import/lines-that-cannot-be-read", test_lines_that_cannot_be_read);
  g_test_add_func ("/flow/bank-import/questions", test_questions);
  g_test_add_func ("/flow/bank-import/refused", test_refused);
  g_test_add_func ("/flow/bank-import/by-hand", test_by_hand);
  g_test_add_func ("/flow/bank-import/taken-back", test_taken_back);
  g_test_add_func ("/flow/bank-import/many", test_many);

  return g_test_run ();
}
