/* test-bank-rules.c: lines of a bank's statement, and the deposits they pay
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-bank-rules.h"

#include <locale.h>
#include <string.h>

#define CARD "CLEARENT LLC DEPOSIT 112426"

/* ── Which line is which deposit ─────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *day;
  gint64      cents; /* 0: the end */
  const char *words;
  const char *account;
} Line;

typedef struct
{
  const char *funded;
  gint64      cents; /* 0: the end */
  const char *account;
} Deposit;

/* Lines are numbered from 1, deposits from 101. */
static const struct
{
  const char *name;
  Line        lines[5];
  Deposit     deposits[6];
  const char *learned;
  const char *apart; /* "1:101" */
  const char *pairs;
} matches[] = {
  { "one", { { "2026-11-24", 7750, CARD } }, { { "2026-11-24", 7750 } }, .pairs = "1:101" },
  { "a-cent-off", { { "2026-11-24", 7750, CARD } }, { { "2026-11-24", 7751 } }, .pairs = "" },
  { "a-day-before",
    { { "2026-11-23", 7750, CARD } },
    { { "2026-11-24", 7750 } },
    .pairs = "1:101" },
  { "two-days-before", { { "2026-11-22", 7750, CARD } }, { { "2026-11-24", 7750 } }, .pairs = "" },
  { "five-days-after",
    { { "2026-11-29", 7750, CARD } },
    { { "2026-11-24", 7750 } },
    .pairs = "1:101" },
  { "six-days-after", { { "2026-11-30", 7750, CARD } }, { { "2026-11-24", 7750 } }, .pairs = "" },
  { "over-the-year",
    { { "2027-01-02", 7750, CARD } },
    { { "2026-12-31", 7750 } },
    .pairs = "1:101" },
  { "negative", { { "2026-11-24", -7750, CARD } }, { { "2026-11-24", -7750 } }, .pairs = "1:101" },
  { "other-sign", { { "2026-11-24", -7750, CARD } }, { { "2026-11-24", 7750 } }, .pairs = "" },
  { "other-words",
    { { "2026-11-24", 7750, "RENT OAK STREET" } },
    { { "2026-11-24", 7750 } },
    .pairs = "" },
  { "no-words", { { "2026-11-24", 7750, NULL } }, { { "2026-11-24", 7750 } }, .pairs = "" },
  { "learned-words",
    { { "2026-11-24", 7750, "OAKBANK ACH 7781" } },
    { { "2026-11-24", 7750 } },
    .learned = "oakbank ach",
    .pairs = "1:101" },
  { "same-account",
    { { "2026-11-24", 7750, CARD, "••1939" } },
    { { "2026-11-24", 7750, "••1939" } },
    .pairs = "1:101" },
  { "other-account",
    { { "2026-11-24", 7750, CARD, "••1939" } },
    { { "2026-11-24", 7750, "••2000" } },
    .pairs = "" },
  { "account-not-known",
    { { "2026-11-24", 7750, CARD, "" } },
    { { "2026-11-24", 7750, "••2000" } },
    .pairs = "1:101" },
  { "taken-apart",
    { { "2026-11-24", 7750, CARD } },
    { { "2026-11-24", 7750 } },
    .apart = "1:101",
    .pairs = "" },
  /* Which of them it is nobody can know. */
  { "two-deposits-one-line",
    { { "2026-11-24", 5000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-23", 5000 } },
    .pairs = "" },
  { "one-deposit-two-lines",
    { { "2026-11-24", 5000, CARD }, { "2026-11-25", 5000, CARD } },
    { { "2026-11-24", 5000 } },
    .pairs = "" },
  { "as-many-as-many",
    { { "2026-11-25", 5000, CARD }, { "2026-11-24", 5000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-23", 5000 } },
    .pairs = "1:101 2:102" },
  { "two-equal-of-one-day",
    { { "2026-11-24", 5000, CARD }, { "2026-11-24", 5000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-24", 5000 } },
    .pairs = "1:101 2:102" },
  { "equal-a-month-apart",
    { { "2026-11-24", 5000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-10-24", 5000 } },
    .pairs = "1:101" },
  { "the-other-amounts-do-not-matter",
    { { "2026-11-24", 5000, CARD }, { "2026-11-24", 100, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-24", 7000 } },
    .pairs = "1:101" },
  /* Sums */
  { "sum-of-a-day",
    { { "2026-11-24", 8000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-24", 3000 } },
    .pairs = "1:101 1:102" },
  { "sum-less-what-was-taken",
    { { "2026-11-24", 4550, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-24", -450 } },
    .pairs = "1:101 1:102" },
  { "sum-of-two-days",
    { { "2026-11-24", 8000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-23", 3000 } },
    .pairs = "" },
  { "sum-of-two-accounts",
    { { "2026-11-24", 8000, CARD, "••1939" } },
    { { "2026-11-24", 5000, "••1939" }, { "2026-11-24", 3000, "••2000" } },
    .pairs = "" },
  { "sum-of-some",
    { { "2026-11-24", 8000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-24", 3000 }, { "2026-11-24", 1100 } },
    .pairs = "1:101 1:102" },
  { "sum-of-some-either-way",
    { { "2026-11-24", 8000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-24", 3000 }, { "2026-11-24", 3000 } },
    .pairs = "" },
  { "sum-that-two-lines-want",
    { { "2026-11-24", 8000, CARD }, { "2026-11-25", 8000, CARD } },
    { { "2026-11-24", 5000 }, { "2026-11-24", 3000 } },
    .pairs = "" },
  { "single-before-sum",
    { { "2026-11-24", 8000, CARD } },
    { { "2026-11-24", 8000 }, { "2026-11-24", 5000 }, { "2026-11-24", 3000 } },
    .pairs = "1:101" },
  { "single-and-the-rest-a-sum",
    { { "2026-11-24", 8000, CARD }, { "2026-11-24", 1500, CARD } },
    { { "2026-11-24", 1000 }, { "2026-11-24", 8000 }, { "2026-11-24", 500 } },
    .pairs = "1:102 2:101 2:103" },
  { "nothing-deposited", { { "2026-11-24", 0, CARD } }, { { "2026-11-24", 0 } }, .pairs = "" },
};

static GPtrArray *
make_lines (const Line *from)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_line_free);

  for (guint i = 0; from[i].day != NULL; i++)
    {
      TillBankLine *line = till_bank_line_new ();

      line->id = 1 + i;
      line->day = till_day_from_iso (from[i].day);
      line->amount = till_money (from[i].cents);
      line->words = g_strdup (from[i].words);
      line->account = g_strdup (from[i].account);
      g_ptr_array_add (lines, line);
    }

  return lines;
}

static GPtrArray *
make_deposits (const Deposit *from)
{
  GPtrArray *deposits = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  for (guint i = 0; from[i].funded != NULL; i++)
    {
      TillDeposit *deposit = till_deposit_new ();

      deposit->id = 101 + i;
      deposit->funded_on = till_day_from_iso (from[i].funded);
      deposit->deposited = till_money (from[i].cents);
      deposit->account = g_strdup (from[i].account);
      g_ptr_array_add (deposits, deposit);
    }

  return deposits;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const TillBankPair *one = a;
  const TillBankPair *other = b;
  gint64              off = one->line_id != other->line_id ? one->line_id - other->line_id
                                                           : one->deposit_id - other->deposit_id;

  return (off > 0) - (off < 0);
}

static void
test_match (gconstpointer data)
{
  guint                  i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray)  lines = make_lines (matches[i].lines);
  g_autoptr (GPtrArray)  deposits = make_deposits (matches[i].deposits);
  g_autoptr (GHashTable) learned = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray)     apart = g_array_new (FALSE, FALSE, sizeof (TillBankPair));
  g_autoptr (GArray)     pairs = NULL;
  g_autoptr (GString)    found = g_string_new (NULL);

  if (matches[i].learned != NULL)
    g_hash_table_add (learned, (gpointer) matches[i].learned);
  if (matches[i].apart != NULL)
    {
      TillBankPair pair = { g_ascii_strtoll (matches[i].apart, NULL, 10),
                            g_ascii_strtoll (strchr (matches[i].apart, ':') + 1, NULL, 10) };

      g_array_append_val (apart, pair);
    }

  pairs = till_bank_match (lines, deposits, learned, apart);
  g_array_sort (pairs, compare_pairs);
  for (guint p = 0; p < pairs->len; p++)
    {
      TillBankPair pair = g_array_index (pairs, TillBankPair, p);

      g_string_append_printf (found, "%s%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, p > 0 ? " " : "",
                              pair.line_id, pair.deposit_id);
    }
  g_assert_cmpstr (found->str, ==, matches[i].pairs);
}

/* By amount first, then by the days between. */
static void
test_rank (void)
{
  static const Line     of[] = { { "2026-11-24", 5000, CARD }, { NULL } };
  static const Deposit  from[] = { { "2026-11-24", 4000 },
                                   { "2026-11-20", 5000 },
                                   { "2026-11-23", 5000 },
                                   { "2026-11-24", 5001 },
                                   { NULL } };
  static const gint64   order[] = { 103, 102, 104, 101 };
  g_autoptr (GPtrArray) lines = make_lines (of);
  g_autoptr (GPtrArray) deposits = make_deposits (from);

  till_bank_rank (lines->pdata[0], deposits);
  for (guint i = 0; i < deposits->len; i++)
    g_assert_cmpint (((TillDeposit *) deposits->pdata[i])->id, ==, order[i]);
}

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *words;
  const char *descriptor;
  gboolean    names;
} words[] = {
  { "CLEARENT LLC DEPOSIT 112426 CCD", "clearent llc deposit ccd", TRUE },
  { "BANKCARD 8076 MTOT DEP 518812340001", "bankcard mtot dep", TRUE },
  { "Merchant  Bankcd*Deposit", "merchant bankcd deposit", TRUE },
  { "XPLOR PAY", "xplor pay", TRUE },
  { "ACH CREDIT 20261124", "ach credit", FALSE },
  { "THE BIRCHCLEARENT CO", "the birchclearent co", FALSE },
  { "1939 2026", NULL, FALSE },
  { "", NULL, FALSE },
  { NULL, NULL, FALSE },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *descriptor = till_bank_descriptor (words[i].words);

      g_assert_cmpstr (descriptor, ==, words[i].descriptor);
      g_assert_cmpint (till_bank_names_processor (words[i].words, NULL), ==, words[i].names);
    }
}

static void
test_difference (void)
{
  g_autofree char *same = till_bank_difference_to_words (TILL_MONEY_ZERO);
  g_autofree char *less = till_bank_difference_to_words (till_money (-250));
  g_autofree char *more = till_bank_difference_to_words (till_money (250));

  g_assert_cmpstr (same, ==, "The same amount");
  g_assert_cmpstr (less, ==, "$2.50 less at the bank");
  g_assert_cmpstr (more, ==, "$2.50 more at the bank");
}

/* ── The same line again ─────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *day;
  gint64      cents;
  const char *words;
  const char *reference;
} Known;

static const struct
{
  const char *name;
  Known       known[4];
  Known       lines[4];
  guint       n_left;
} files[] = {
  { "new", { { NULL } }, { { "2026-11-24", 100, "A", "F1" } }, 1 },
  { "same-reference",
    { { "2026-11-24", 100, "A", "F1" } },
    { { "2026-11-24", 100, "A", "F1" } },
    0 },
  { "same-reference-other-words",
    { { "2026-11-24", 100, "PENDING A", "F1" } },
    { { "2026-11-24", 100, "A", "F1" } },
    0 },
  { "same-reference-other-day",
    { { "2026-11-24", 100, "A", "F1" } },
    { { "2026-11-25", 100, "A", "F1" } },
    0 },
  /* Some banks begin to count anew with each file. */
  { "same-reference-other-amount",
    { { "2026-11-24", 100, "A", "F1" } },
    { { "2026-11-25", 300, "B", "F1" } },
    1 },
  { "other-reference",
    { { "2026-11-24", 100, "A", "F1" } },
    { { "2026-11-24", 100, "A", "F2" } },
    1 },
  { "reference-twice-in-a-file-is-none",
    { { NULL } },
    { { "2026-11-24", 100, "A", "0" }, { "2026-11-25", 100, "A", "0" } },
    2 },
  { "same-words", { { "2026-11-24", 100, "A  b" } }, { { "2026-11-24", 100, "a B" } }, 0 },
  { "other-day", { { "2026-11-24", 100, "A" } }, { { "2026-11-25", 100, "A" } }, 1 },
  { "other-amount", { { "2026-11-24", 100, "A" } }, { { "2026-11-24", 101, "A" } }, 1 },
  { "two-equal-stay-two",
    { { NULL } },
    { { "2026-11-24", 100, "A" }, { "2026-11-24", 100, "A" } },
    2 },
  { "two-equal-known",
    { { "2026-11-24", 100, "A" }, { "2026-11-24", 100, "A" } },
    { { "2026-11-24", 100, "A" }, { "2026-11-24", 100, "A" } },
    0 },
  { "second-equal-is-new",
    { { "2026-11-24", 100, "A" } },
    { { "2026-11-24", 100, "A" }, { "2026-11-24", 100, "A" } },
    1 },
  { "other-form-without-reference",
    { { "2026-11-24", 100, "CLEARENT DEP CCD", "F1" } },
    { { "2026-11-24", 100, "Clearent deposit" }, { "2026-11-24", 100, "Clearent deposit" } },
    1 },
  { "other-form-with-reference",
    { { "2026-11-24", 100, "Clearent deposit" } },
    { { "2026-11-24", 100, "CLEARENT DEP CCD", "F1" }, { "2026-11-24", 200, "X", "F2" } },
    1 },
};

static TillBankStatement *
make_statement (const Known *from)
{
  TillBankStatement *statement = till_bank_statement_new ();

  for (guint i = 0; i < 4 && from[i].day != NULL; i++)
    {
      TillBankLine *line = till_bank_line_new ();

      line->day = till_day_from_iso (from[i].day);
      line->amount = till_money (from[i].cents);
      line->words = g_strdup (from[i].words);
      line->reference = g_strdup (from[i].reference);
      g_ptr_array_add (statement->lines, line);
    }
  till_bank_identify (statement);

  return statement;
}

static void
test_known (gconstpointer data)
{
  guint                         i = GPOINTER_TO_UINT (data);
  g_autoptr (TillBankStatement) known = make_statement (files[i].known);
  g_autoptr (TillBankStatement) statement = make_statement (files[i].lines);
  guint                         n_lines = statement->lines->len;
  guint                         n_known = till_bank_drop_known (statement, known->lines);

  g_assert_cmpuint (statement->lines->len, ==, files[i].n_left);
  g_assert_cmpuint (n_known, ==, n_lines - files[i].n_left);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/bank/match/", matches[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_match);
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/bank/known/", files[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_known);
    }
  g_test_add_func ("/rules/bank/rank", test_rank);
  g_test_add_func ("/rules/bank/words", test_words);
  g_test_add_func ("/rules/bank/difference", test_difference);

  return g_test_run ();
}
