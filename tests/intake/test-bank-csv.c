/* test-bank-csv.c: statements as banks write them as CSV, and what is none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-bank-csv.h"

#include <string.h>

#include "core/till-error.h"
#include "intake/till-bank-numbers.h"
#include "model/till-import-row.h"

#define TODAY "2026-11-29"
#define USUAL "Date,Description,Amount\n"

/* ── What is read ────────────────────────────────────────────────────────────────────────────── */

/* Lines as "day cents words reference check", what is missing as "-". */
static const struct
{
  const char *name;
  const char *text;
  gsize       size; /* 0: of the text */
  const char *lines;
} files[] = {
  { "american", USUAL "11/24/2026,CLEARENT DEPOSIT,\"1,234.56\"\n11/23/2026,RENT,-20.00\n", 0,
    "2026-11-24 123456 CLEARENT DEPOSIT - -; 2026-11-23 -2000 RENT - -" },
  { "european",
    "Buchungstag;Verwendungszweck;Betrag\n24.11.2026;Clearent;1.234,56\n"
    "23.11.2026;Miete;-20,00 €\n",
    0, "2026-11-24 123456 Clearent - -; 2026-11-23 -2000 Miete - -" },
  { "money-in-and-out",
    "Posting Date,Check No,Description,Withdrawals,Deposits,Balance\n"
    "2026-11-24,,CLEARENT,,77.50,1000.00\n2026-11-24,1024,CHECK,12.00,,988.00\n"
    "2026-11-23,,FEE,-3.00,0.00,985.00\n",
    0, "2026-11-24 7750 CLEARENT - -; 2026-11-24 -1200 CHECK - 1024; 2026-11-23 -300 FEE - -" },
  { "sign-in-a-column",
    "Transaction Date,Description,Type,Amount\n11/24/2026,CLEARENT,Credit,77.50\n"
    "11/23/2026,RENT,Debit,20.00\n",
    0, "2026-11-24 7750 CLEARENT - -; 2026-11-23 -2000 RENT - -" },
  { "sign-behind", USUAL "11/24/2026,FEE,3.00 DR\n11/23/2026,CLEARENT,77.50 CR\n", 0,
    "2026-11-24 -300 FEE - -; 2026-11-23 7750 CLEARENT - -" },
  { "brackets", USUAL "11/24/2026,FEE,($3.00)\n", 0, "2026-11-24 -300 FEE - -" },
  { "no-heading", "\"11/24/2026\",\"77.50\",\"*\",\"\",\"CLEARENT DEPOSIT\"\n", 0,
    "2026-11-24 7750 CLEARENT DEPOSIT - -" },
  { "titles-above",
    "Account,Main Street Dental\nFrom 11/01/2026,to 11/29/2026\n\n" USUAL
    "11/24/2026,CLEARENT,77.50\n",
    0, "2026-11-24 7750 CLEARENT - -" },
  { "reference", "Date,Reference Number,Payee,Amount\n11/24/2026,4242424242424242,CLEARENT,77.50\n",
    0, "2026-11-24 7750 CLEARENT 4242424242424242 -" },
  { "tabs", "Date\tDescription\tAmount\n11/24/2026\tCLEARENT\t77.50\n", 0,
    "2026-11-24 7750 CLEARENT - -" },
  { "told-separator", "sep=;\nDate;Description;Amount\n11/24/2026;CLEARENT;77.50\n", 0,
    "2026-11-24 7750 CLEARENT - -" },
  { "mac-line-ends", "Date,Description,Amount\r11/24/2026,CLEARENT,77.50\r", 0,
    "2026-11-24 7750 CLEARENT - -" },
  { "quotes-and-line-breaks",
    USUAL "\n11/24/2026,\"SAID \"\"HI\"\",\nTWICE\",77.50\r\n11/23/2026,B,1.00", 0,
    "2026-11-24 7750 SAID \"HI\",\nTWICE - -; 2026-11-23 100 B - -" },
  { "bom", "\xef\xbb\xbf" USUAL "11/24/2026,CAFÉ,77.50\n", 0, "2026-11-24 7750 CAFÉ - -" },
  { "windows-1252", USUAL "11/24/2026,CAF\311,77.50\n", 0, "2026-11-24 7750 CAFÉ - -" },
  { "month-in-words", USUAL "\"Nov 24, 2026\",CLEARENT,77.50\n", 0,
    "2026-11-24 7750 CLEARENT - -" },
  { "figures-only", USUAL "20261124,CLEARENT,77.50\n", 0, "2026-11-24 7750 CLEARENT - -" },
  { "day-with-time", USUAL "2026-11-24 13:05:00,CLEARENT,77.50\n", 0,
    "2026-11-24 7750 CLEARENT - -" },
  { "whole-dollars", USUAL "11/24/2026,CLEARENT,77\n", 0, "2026-11-24 7700 CLEARENT - -" },
  /* In no order of days: what is told is told. */
  { "days-in-no-order", USUAL "11/24/2026,A,1.00\n11/20/2026,B,2.00\n11/23/2026,C,3.00\n", 0,
    "2026-11-24 100 A - -; 2026-11-20 200 B - -; 2026-11-23 300 C - -" },
};

static GBytes *
bytes_of (const char *text, gsize size)
{
  return g_bytes_new (text, size > 0 ? size : strlen (text));
}

static char *
describe (const TillBankStatement *statement)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < statement->lines->len; i++)
    {
      const TillBankLine *line = statement->lines->pdata[i];
      g_autofree char    *day = till_day_to_iso (line->day);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT " %s %s %s", i > 0 ? "; " : "", day,
                              line->amount.cents, line->words != NULL ? line->words : "-",
                              line->reference != NULL ? line->reference : "-",
                              line->check_number != NULL ? line->check_number : "-");
    }

  return g_string_free (text, FALSE);
}

/* As guessed, which must leave no question open. */
static TillBankStatement *
read_csv (const char *text, gsize size, GPtrArray *problems, GError **error)
{
  static const char *const exempt[] = { "5188123456789018", NULL };
  g_autoptr (GBytes)       bytes = bytes_of (text, size);
  g_autoptr (TillBankCsv)  csv = till_bank_csv_open (bytes, error);
  TillBankLayout           layout;

  if (csv == NULL)
    return NULL;
  till_bank_csv_guess (csv, &layout);
  g_assert_cmpstr (till_bank_layout_get_problem (&layout), ==, NULL);

  return till_bank_csv_read (csv, &layout, till_day_from_iso (TODAY), exempt, problems, error);
}

static GPtrArray *
problems_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
}

static void
test_file (gconstpointer data)
{
  guint                         i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray)         problems = problems_new ();
  g_autoptr (GError)            error = NULL;
  g_autoptr (TillBankStatement) statement =
    read_csv (files[i].text, files[i].size, problems, &error);
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  lines = describe (statement);
  g_assert_cmpstr (lines, ==, files[i].lines);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_wide (gconstpointer data)
{
  const char           *letters = data;
  g_autoptr (GPtrArray) problems = problems_new ();
  g_autoptr (GError)    error = NULL;
  gsize                 size;
  g_autofree char      *wide =
    g_convert (USUAL "11/24/2026,CAFÉ,77.50\n", -1, letters, "UTF-8", NULL, &size, &error);
  g_autoptr (TillBankStatement) statement = NULL;
  g_autofree char              *lines = NULL;

  g_assert_no_error (error);
  statement = read_csv (wide, size, problems, &error);
  g_assert_no_error (error);
  lines = describe (statement);
  g_assert_cmpstr (lines, ==, "2026-11-24 7750 CAFÉ - -");
}

/* ── What is asked ───────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  const char *text;
  int         day_order;
  char        point;
} questions[] = {
  { "either-order", USUAL "11/10/2026,A,1.00\n", TILL_DAY_ORDER_UNKNOWN, '.' },
  { "told-by-a-later-line", USUAL "11/10/2026,A,1.00\n11/24/2026,A,1.00\n", TILL_DAY_ORDER_MDY,
    '.' },
  { "day-first", USUAL "10/11/2026,A,1.00\n24/11/2026,A,1.00\n", TILL_DAY_ORDER_DMY, '.' },
  { "same-in-either-order", USUAL "11/11/2026,A,1.00\n", TILL_DAY_ORDER_MDY, '.' },
  { "contradicts-itself", USUAL "24/11/2026,A,1.00\n11/24/2026,A,1.00\n", TILL_DAY_ORDER_UNKNOWN,
    '.' },
  { "either-point", "Date;Description;Amount\n24.11.2026;A;1.234\n", TILL_DAY_ORDER_DMY,
    TILL_POINT_UNKNOWN },
  { "point-told-by-another", "Date;Description;Amount\n24.11.2026;A;1.234\n24.11.2026;B;5,00\n",
    TILL_DAY_ORDER_DMY, ',' },
  { "points-that-contradict", "Date;Description;Amount\n24.11.2026;A;1.23\n24.11.2026;B;5,00\n",
    TILL_DAY_ORDER_DMY, TILL_POINT_UNKNOWN },
  { "thousands-twice", "Date;Description;Amount\n24.11.2026;A;1.234.567\n", TILL_DAY_ORDER_DMY,
    ',' },
};

static void
test_question (gconstpointer data)
{
  guint                   i = GPOINTER_TO_UINT (data);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GBytes)      bytes = bytes_of (questions[i].text, 0);
  g_autoptr (TillBankCsv) csv = till_bank_csv_open (bytes, &error);
  TillBankLayout          layout;

  g_assert_no_error (error);
  till_bank_csv_guess (csv, &layout);
  g_assert_cmpint (layout.day_order, ==, questions[i].day_order);
  g_assert_true (layout.point == questions[i].point);
  g_assert_cmpint (till_bank_layout_get_problem (&layout) != NULL, ==,
                   questions[i].day_order == TILL_DAY_ORDER_UNKNOWN ||
                     questions[i].point == TILL_POINT_UNKNOWN);
}

/* ── Lines that can't be read ────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  const char *text;
  const char *problems; /* line:column words; … */
} wrong[] = {
  { "no-amount", USUAL "11/24/2026,A,1.00\n11/24/2026,B,\n", "3:3 There is no amount." },
  { "no-day", USUAL "11/24/2026,A,1.00\n,B,1.00\n", "3:1 There is no date." },
  { "no-such-day", USUAL "11/24/2026,A,1.00\n11/31/2026,B,1.00\n",
    "3:1 “11/31/2026” is no date, or not in the order chosen." },
  { "still-to-come", USUAL "11/24/2026,A,1.00\n11/24/2062,B,1.00\n",
    "3:1 “11/24/2062” is still to come." },
  { "long-ago", USUAL "11/24/2026,A,1.00\n11/24/1926,B,1.00\n",
    "3:1 “11/24/1926” is too long ago." },
  { "half-cents", USUAL "11/24/2026,A,1.00\n11/24/2026,B,1.005\n",
    "3:3 “1.005” is no amount in whole cents, written as was chosen." },
  { "words-for-an-amount", USUAL "11/24/2026,A,1.00\n\n11/24/2026,B,pending\n",
    "4:3 “pending” is no amount in whole cents, written as was chosen." },
  { "total-below", USUAL "11/24/2026,A,1.00\nTotal,,1.00\n",
    "3:1 “Total” is no date, or not in the order chosen." },
  { "both", "Date,Payee,Debit,Credit\n11/24/2026,A,,1.00\n11/24/2026,B,1.00,2.00\n",
    "3:4 There are both money in and money out: which is it?" },
  { "neither", "Date,Payee,Debit,Credit\n11/24/2026,A,,1.00\n11/24/2026,B,,\n",
    "3:4 There is no amount, neither money in nor money out." },
  { "first-line", USUAL "soon,A,1.00\n11/24/2026,B,1.00\n",
    "2:1 “soon” is no date, or not in the order chosen." },
};

static void
test_wrong (gconstpointer data)
{
  guint                         i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray)         problems = problems_new ();
  g_autoptr (GError)            error = NULL;
  g_autoptr (TillBankStatement) statement = read_csv (wrong[i].text, 0, problems, &error);
  g_autoptr (GString)           found = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (statement->lines->len, ==, 1);
  for (guint p = 0; p < problems->len; p++)
    {
      const TillImportProblem *problem = problems->pdata[p];

      g_string_append_printf (found, "%s%u:%u %s", p > 0 ? "; " : "", problem->line,
                              problem->column, problem->text);
    }
  g_assert_cmpstr (found->str, ==, wrong[i].problems);
}

/* ── Files that can't be read ────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  const char *text;
  gsize       size; /* 0: none at all */
  int         code;
  const char *words;
} refused[] = {
#define TEXT(text) text, sizeof (text) - 1
  { "empty", TEXT (""), TILL_ERROR_BAD_INPUT, "is empty" },
  { "blanks", TEXT ("\n\n  \n"), TILL_ERROR_BAD_INPUT, "is empty" },
  { "workbook", TEXT ("PK\3\4\24\0\6\0"), TILL_ERROR_BAD_INPUT, "save it as CSV" },
  { "old-workbook", TEXT ("\xd0\xcf\x11\xe0\xa1\xb1"), TILL_ERROR_BAD_INPUT, "save it as CSV" },
  { "pdf", TEXT ("%PDF-1.4\n"), TILL_ERROR_BAD_INPUT, "PDF" },
  { "binary", TEXT ("\1\2\3\0\5\6\7"), TILL_ERROR_BAD_INPUT, "no file of text" },
  { "picture", TEXT ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), TILL_ERROR_BAD_INPUT, "no file of text" },
  { "prose", TEXT ("Dear bank,\nplease send the statement.\n"), TILL_ERROR_BAD_INPUT,
    "no bank statement" },
  { "heading-only", TEXT (USUAL), TILL_ERROR_BAD_INPUT, "no bank statement" },
  { "open-quotes", TEXT (USUAL "11/24/2026,\"CLEARENT,77.50\n"), TILL_ERROR_BAD_INPUT,
    "In line 2 a quotation mark" },
  { "card-number", TEXT (USUAL "11/24/2026,A,1.00\n11/23/2026,4242 4242 4242 4242,1.00\n"),
    TILL_ERROR_CARD_NUMBER, "Line 3" },
  { "card-number-among-the-reference",
    TEXT ("Date,Description,Amount,Reference\n11/24/2026,A,1.00,VISA 4242424242424242\n"),
    TILL_ERROR_CARD_NUMBER, "Line 2" },
  { "card-number-in-the-accounts-column",
    TEXT ("Date,Description,Amount,Account\n11/24/2026,A,1.00,4001235359791939\n"
          "11/24/2026,B,1.00,4242424242424242\n"),
    TILL_ERROR_CARD_NUMBER, "Line 2" },
  { "statement-of-a-card",
    TEXT ("Date,Description,Amount,Card account\n11/24/2026,A,1.00,4242424242424242\n"),
    TILL_ERROR_CARD_NUMBER, "Line 2" },
  { "card-number-in-a-column-not-read",
    TEXT ("Date,Description,Amount,Note\n11/24/2026,A,1.00,4242424242424242\n"),
    TILL_ERROR_CARD_NUMBER, "Line 2" },
};

static void
test_refused (gconstpointer data)
{
  guint                         i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray)         problems = problems_new ();
  g_autoptr (GError)            error = NULL;
  g_autoptr (GBytes)            bytes = g_bytes_new (refused[i].text, refused[i].size);
  g_autoptr (TillBankCsv)       csv = till_bank_csv_open (bytes, &error);
  g_autoptr (TillBankStatement) statement = NULL;
  TillBankLayout                layout;

  if (csv != NULL)
    {
      till_bank_csv_guess (csv, &layout);
      statement =
        till_bank_csv_read (csv, &layout, till_day_from_iso (TODAY), NULL, problems, &error);
    }
  g_assert_null (statement);
  g_assert_error (error, TILL_ERROR, refused[i].code);
  g_assert_nonnull (strstr (error->message, refused[i].words));
  g_assert_null (strstr (error->message, "4242"));
}

/* Ten megabytes and more; and more lines than a statement has. */
static void
test_too_large (void)
{
  g_autoptr (GString) many = g_string_new (USUAL);
  g_autoptr (GString) large = g_string_new (USUAL);
  const GString      *texts[] = { many, large };
  const char         *words[] = { "more than 20000 lines", "more than 10 MB" };

  for (guint i = 0; i < 20000; i++)
    g_string_append (many, "11/24/2026,A,1.00\n");
  while (large->len <= 10 * 1024 * 1024)
    g_string_append_printf (large, "11/24/2026,%0500d,1.00\n", 7);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (GBytes)      bytes = g_bytes_new (texts[i]->str, texts[i]->len);
      g_autoptr (TillBankCsv) csv = till_bank_csv_open (bytes, &error);

      g_assert_null (csv);
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_assert_nonnull (strstr (error->message, words[i]));
    }
}

/* The processor's own number passes as a card's; it stays masked, and nobody is kept waiting. */
static void
test_exempt (void)
{
  g_autoptr (GPtrArray)         problems = problems_new ();
  g_autoptr (GError)            error = NULL;
  g_autoptr (TillBankStatement) statement =
    read_csv ("Date,Reference,Description,Amount\n"
              "11/24/2026,5188123456789018,MERCH DEP 5188123456789018,1.00\n",
              0, problems, &error);
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  lines = describe (statement);
  g_assert_cmpstr (lines, ==, "2026-11-24 100 MERCH DEP ••9018 ••9018 -");
}

/* The account, and what is then masked wherever it stands; a longer number is another one. */
static const struct
{
  const char *text;
  const char *account;
} accounts[] = {
  { "Date,Description,Amount,Account Number\n11/24/2026,A,1.00,4001235359791939\n"
    "11/24/2026,B,1.00,4001235359791939\nTotal,,2.00,\n",
    "4001235359791939" },
  { "IBAN;Buchungstag;Betrag;Text\nDE89370400440532013000;24.11.2026;1,00;A\n",
    "DE89370400440532013000" },
  { "Date,Description,Amount,Account\n11/24/2026,A,1.00,000123451939\n11/24/2026,B,1.00,7\n",
    NULL },
  { "Date,Description,Amount,Account Type\n11/24/2026,A,1.00,1939\n", NULL },
  { "Date,Description,Amount,Card account\n11/24/2026,A,1.00,4242424242424242\n", NULL },
  { "Date,Description,Amount,Account\n11/24/2026,A,1.00,Checking\n", NULL },
  { "Date,Description,Amount,Number\n11/24/2026,A,1.00,4001235359791939\n", NULL },
  { "11/24/2026,A,1.00,4001235359791939\n", NULL },
};

static void
test_account (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (GBytes)      bytes = bytes_of (accounts[i].text, 0);
      g_autoptr (TillBankCsv) csv = till_bank_csv_open (bytes, &error);
      g_autofree char        *account = NULL;

      g_assert_no_error (error);
      account = till_bank_csv_dup_account (csv);
      g_assert_cmpstr (account, ==, accounts[i].account);
    }
}

static void
test_mask (void)
{
  static const char *const numbers[] = { "4001235359791939", "1939", NULL };
  g_autofree char         *masked = till_bank_mask_numbers (
            "4001235359791939 X4001235359791939, 44001235359791939 40012353597919390 1939", numbers);

  g_assert_cmpstr (masked, ==, "••1939 X••1939, 44001235359791939 40012353597919390 1939");
}

/* ── What is remembered ──────────────────────────────────────────────────────────────────────── */

static char *
form_of (const char *text)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (GBytes)      bytes = bytes_of (text, 0);
  g_autoptr (TillBankCsv) csv = till_bank_csv_open (bytes, &error);

  g_assert_no_error (error);

  return till_bank_csv_dup_form (csv);
}

static void
test_form (void)
{
  g_autofree char *one = form_of (USUAL "11/24/2026,A,1.00\n");
  g_autofree char *same = form_of ("DATE,Description,Amount\n11/25/2026,B,2.00\n");
  g_autofree char *other = form_of ("Date,Payee,Amount\n11/25/2026,B,2.00\n");

  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
}

static void
test_layout_text (void)
{
  static const char *const bad[] = {
    "", "day", "day=x;", "day=0;order=7;", "day=0;point=x;", "day=0;colour=1;", "amount=1;"
  };
  TillBankLayout   layout;
  TillBankLayout   again;
  g_autofree char *text = NULL;

  till_bank_layout_clear (&layout);
  layout.columns[TILL_BANK_DAY] = 0;
  layout.columns[TILL_BANK_AMOUNT] = 12;
  layout.day_order = TILL_DAY_ORDER_DMY;
  layout.point = ',';
  text = till_bank_layout_to_text (&layout);
  g_assert_true (till_bank_layout_from_text (&again, text));
  g_assert_true (till_bank_layout_equal (&layout, &again));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (till_bank_layout_from_text (&again, bad[i]));
}

#define ADD_ALL(table, place, test)                                                                \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *path = g_strconcat ("/intake/bank-csv/" place "/", table[i].name, NULL);    \
                                                                                                   \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test);                                     \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ALL (files, "reads", test_file)
  g_test_add_data_func ("/intake/bank-csv/reads/utf-16-little", "UTF-16LE", test_wide);
  g_test_add_data_func ("/intake/bank-csv/reads/utf-16-big", "UTF-16BE", test_wide);
  g_test_add_data_func ("/intake/bank-csv/reads/utf-16-marked", "UTF-16", test_wide);
  ADD_ALL (questions, "asks", test_question)
  ADD_ALL (wrong, "names-the-line", test_wrong)
  ADD_ALL (refused, "refuses", test_refused)
  g_test_add_func ("/intake/bank-csv/refuses/too-large", test_too_large);
  g_test_add_func ("/intake/bank-csv/exempts-the-processors-numbers", test_exempt);
  g_test_add_func ("/intake/bank-csv/account", test_account);
  g_test_add_func ("/intake/bank-csv/masks-whole-numbers", test_mask);
  g_test_add_func ("/intake/bank-csv/knows-the-form", test_form);
  g_test_add_func ("/intake/bank-csv/layout-as-text", test_layout_text);

  return g_test_run ();
}
