/* test-bank-ofx.c: bank statements as banks write them, and what is no statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-bank-ofx.h"

#include <string.h>

#include "core/till-error.h"

#define HEADER(encoding, charset)                                                                  \
  "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:" encoding            \
  "\r\nCHARSET:" charset "\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
#define BEGIN(account)                                                                             \
  "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261124120000"     \
  "<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0"        \
  "<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>021000021<ACCTID>" account      \
  "<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20261101<DTEND>20261124"
#define LINE(day, amount, id, name)                                                                \
  "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>" day "<TRNAMT>" amount "<FITID>" id "<NAME>" name "</"       \
  "STMTTRN>"
#define END                                                                                        \
  "</BANKTRANLIST><LEDGERBAL><BALAMT>100.00<DTASOF>20261124</LEDGERBAL></STMTRS></STMTTRNRS>"      \
  "</BANKMSGSRSV1></OFX>"
#define USUAL HEADER ("USASCII", "1252")
#define ONE(day, amount, name) USUAL BEGIN ("000123451939") LINE (day, amount, "F1", name) END

static GPtrArray *
read_ofx (const char *text, gssize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);

  return till_bank_ofx_read (bytes, error);
}

/* ── What is read ── */

static const struct
{
  const char *name;
  const char *text;
  const char *day;
  gint64      cents;
  const char *words;
} lines[] = {
  { "deposit", ONE ("20261124", "77.50", "CLEARENT DEPOSIT"), "2026-11-24", 7750,
    "CLEARENT DEPOSIT" },
  { "debit", ONE ("20261124", "-8030.10", "CLEARENT"), "2026-11-24", -803010, "CLEARENT" },
  { "one-cent", ONE ("20261124", "0.01", "X"), "2026-11-24", 1, "X" },
  { "large", ONE ("20261124", "987654321.98", "X"), "2026-11-24", 98765432198, "X" },
  { "plus-sign", ONE ("20261124", "+12.30", "X"), "2026-11-24", 1230, "X" },
  { "comma", ONE ("20261124", "12,30", "X"), "2026-11-24", 1230, "X" },
  { "new-years-eve", ONE ("20261231", "1.00", "X"), "2026-12-31", 100, "X" },
  { "day-with-time", ONE ("20261124120000", "1.00", "X"), "2026-11-24", 100, "X" },
  { "said-1252-is-utf-8", ONE ("20261124", "1.00", "CAF\303\211 DEP\303\223SITO"), "2026-11-24",
    100, "CAFÉ DEPÓSITO" },
  { "said-1252-is-1252", ONE ("20261124", "1.00", "CAF\311 DEP\323SITO"), "2026-11-24", 100,
    "CAFÉ DEPÓSITO" },
  { "said-utf-8-is-1252",
    HEADER ("UTF-8", "NONE") BEGIN ("1939") LINE ("20261124", "1.00", "F1", "CAF\311") END,
    "2026-11-24", 100, "CAFÉ" },
  { "xml",
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<?OFX OFXHEADER=\"200\" "
    "VERSION=\"211\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n"
    "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>"
    "<DTSERVER>20261124</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1>"
    "<STMTTRNRS><TRNUID>1</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><STMTRS>"
    "<CURDEF>USD</CURDEF><BANKACCTFROM><BANKID>021000021</BANKID><ACCTID>1939</ACCTID><ACCTTYPE>"
    "CHECKING</ACCTTYPE></BANKACCTFROM><BANKTRANLIST><DTSTART>20261101</DTSTART><DTEND>20261124"
    "</DTEND><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261124</DTPOSTED><TRNAMT>77.50</TRNAMT>"
    "<FITID>F1</FITID><NAME>CLEARENT</NAME></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>"
    "</BANKMSGSRSV1></OFX>",
    "2026-11-24", 7750, "CLEARENT" },
};

static void
test_line (gconstpointer data)
{
  guint                 i = GPOINTER_TO_UINT (data);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) statements = read_ofx (lines[i].text, -1, &error);
  TillBankStatement    *statement;
  TillBankLine         *line;
  g_autofree char      *day = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (statements->len, ==, 1);
  statement = statements->pdata[0];
  g_assert_cmpstr (statement->account, ==, "••1939");
  g_assert_cmpuint (statement->lines->len, ==, 1);
  line = statement->lines->pdata[0];
  day = till_day_to_iso (line->day);
  g_assert_cmpstr (day, ==, lines[i].day);
  g_assert_cmpint (line->amount.cents, ==, lines[i].cents);
  g_assert_cmpstr (line->words, ==, lines[i].words);
  g_assert_cmpstr (line->reference, ==, "F1");
  g_assert_cmpuint (line->number, ==, 1);
}

/* As some banks' programs for Windows write it, whatever the header says. */
static void
test_wide (gconstpointer data)
{
  const char        *letters = data;
  g_autoptr (GError) error = NULL;
  gsize              size = 0;
  g_autofree char   *text =
    g_convert (ONE ("20261124", "77.50", "CAF\303\211"), -1, letters, "UTF-8", NULL, &size, &error);
  g_autoptr (GBytes)    bytes = g_bytes_new (text, size);
  g_autoptr (GPtrArray) statements = NULL;

  g_assert_no_error (error);
  g_assert_true (till_bank_ofx_is (bytes));
  statements = till_bank_ofx_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (statements->len, ==, 1);
  g_assert_cmpstr (
    ((TillBankLine *) ((TillBankStatement *) statements->pdata[0])->lines->pdata[0])->words, ==,
    "CAFÉ");
}

/* The account's own number is masked where its words name it, whether it passes for a card's or
 * not. */
static void
test_own_number (void)
{
  static const char text[] =
    USUAL BEGIN ("4001235359791939") LINE ("20261124", "1.00", "F1", "TO 4001235359791939")
      LINE ("20261124", "1.00", "F2", "TO 4242424242424242") END;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) statements = read_ofx (text, -1, &error);
  TillBankStatement    *statement;

  g_assert_no_error (error);
  statement = statements->pdata[0];
  g_assert_cmpstr (statement->account, ==, "••1939");
  g_assert_cmpstr (((TillBankLine *) statement->lines->pdata[0])->words, ==, "TO ••1939");
  g_assert_cmpstr (((TillBankLine *) statement->lines->pdata[1])->words, ==,
                   "TO 4242424242424242"); /* whoever imports it refuses that */
}

/* Two accounts, one without a line. */
static void
test_accounts (void)
{
  static const char text[] = USUAL BEGIN ("111122223333") LINE ("20261123", "5.00", "A", "ONE")
    LINE ("20261124", "-5.00", "B", "TWO") "</BANKTRANLIST></STMTRS></STMTTRNRS><STMTTRNRS>"
                                           "<TRNUID>2<STATUS><CODE>0<SEVERITY>INFO</STATUS>"
                                           "<STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>021000021"
                                           "<ACCTID>444455556666<ACCTTYPE>SAVINGS</BANKACCTFROM>"
                                           "<BANKTRANLIST><DTSTART>20261101<DTEND>20261124" END;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) statements = read_ofx (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (statements->len, ==, 2);
  g_assert_cmpstr (((TillBankStatement *) statements->pdata[0])->account, ==, "••3333");
  g_assert_cmpuint (((TillBankStatement *) statements->pdata[0])->lines->len, ==, 2);
  g_assert_cmpstr (((TillBankStatement *) statements->pdata[1])->account, ==, "••6666");
  g_assert_cmpuint (((TillBankStatement *) statements->pdata[1])->lines->len, ==, 0);
}

/* ── What is refused ── */

static const struct
{
  const char *name;
  const char *text;
  gssize      size; /* -1: of the text */
  const char *words;
} refused[] = {
  { "empty", "", 0, "no bank statement" },
  { "csv", "Date,Amount\n2026-11-24,1.00\n", -1, "no bank statement" },
  { "zip", "PK\3\4\0\0<OFX>", 12, "a packed file" },
  { "not-text", "OFXHEADER:100\n\n<OFX>\1\2\0\3</OFX>", 30, "no file of text" },
  { "half-cents", ONE ("20261124", "12.345", "X"), -1, "transaction 1" },
  { "no-amount",
    USUAL BEGIN ("1939") "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261124<FITID>F1</STMTTRN>" END, -1,
    "no amount" },
  { "no-day", USUAL BEGIN ("1939") "<STMTTRN><TRNTYPE>CREDIT<TRNAMT>1.00<FITID>F1</STMTTRN>" END,
    -1, "date" },
  { "cut", USUAL BEGIN ("1939") LINE ("20261124", "1.00", "F1", "X"), -1, "cut off" },
  { "nothing-in-it", USUAL "<OFX></OFX>", -1, "Nothing was taken in" },
};

static void
test_refused (gconstpointer data)
{
  guint                 i = GPOINTER_TO_UINT (data);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) statements = read_ofx (refused[i].text, refused[i].size, &error);

  g_assert_null (statements);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, refused[i].words));
}

/* Cut anywhere: read, or refused, but no crash. */
static void
test_cut (void)
{
  static const char text[] = ONE ("20261124", "77.50", "CLEARENT");

  for (gsize size = 0; size < sizeof text; size += 97)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (GPtrArray) statements = read_ofx (text, (gssize) size, &error);

      g_assert_true ((statements == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *path = g_strconcat ("/intake/ofx/line/", lines[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_line);
    }
  g_test_add_data_func ("/intake/ofx/reads/utf-16-little", "UTF-16LE", test_wide);
  g_test_add_data_func ("/intake/ofx/reads/utf-16-big", "UTF-16BE", test_wide);
  g_test_add_data_func ("/intake/ofx/reads/utf-16-marked", "UTF-16", test_wide);
  g_test_add_func ("/intake/ofx/own-number", test_own_number);
  g_test_add_func ("/intake/ofx/accounts", test_accounts);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/intake/ofx/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/intake/ofx/cut", test_cut);

  return g_test_run ();
}
