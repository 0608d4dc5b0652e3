/* test-statement-rules.c: what is on a statement, and that it adds up to the cent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-statement-rules.h"

#include "core/till-error.h"

#define TODAY "2026-11-24"

/* Days are days ago. Ids are the order in which they were entered. */
typedef struct
{
  gint64 id;
  int    n_days_ago;
  gint64 cents;
} Entry;

/* A ledger, the last statement, and what is on the next one. */
typedef struct
{
  const char *name;
  Entry       entries[8]; /* by day, then id; ended by id 0 */
  Entry       last;       /* its last entry and its day; id 0: there was none */
  gint64      insurance;

  gint64 shown[8]; /* ids */
  gint64 previous;
  gint64 charges;
  gint64 credits;
  gint64 balance;
  gint64 due;
} Case;

static const Case cases[] = {
  { "empty", { { 0 } } },
  { "first",
    { { 1, 40, 10000 }, { 2, 10, -2500 } },
    .shown = { 1, 2 },
    .charges = 10000,
    .credits = -2500,
    .balance = 7500,
    .due = 7500 },
  /* All that was settled is history. */
  { "first-since-settled",
    { { 1, 90, 10000 }, { 2, 80, -10000 }, { 3, 20, 4000 }, { 4, 10, -1000 } },
    .shown = { 3, 4 },
    .charges = 4000,
    .credits = -1000,
    .balance = 3000,
    .due = 3000 },
  { "first-since-credit",
    { { 1, 90, 10000 }, { 2, 80, -10500 }, { 3, 20, 4000 } },
    .shown = { 3 },
    .previous = -500,
    .charges = 4000,
    .balance = 3500,
    .due = 3500 },
  { "first-settled-now",
    { { 1, 90, 10000 }, { 2, 80, -10000 } },
    .shown = { 1, 2 },
    .charges = 10000,
    .credits = -10000 },
  { "credit", { { 1, 9, -6025 } }, .shown = { 1 }, .credits = -6025, .balance = -6025 },
  { "second",
    { { 1, 90, 10000 }, { 2, 50, -2500 }, { 3, 20, 4000 }, { 4, 10, -1000 } },
    { 2, 30 },
    .shown = { 3, 4 },
    .previous = 7500,
    .charges = 4000,
    .credits = -1000,
    .balance = 10500,
    .due = 10500 },
  { "nothing-since",
    { { 1, 90, 10000 }, { 2, 50, -2500 } },
    { 2, 30 },
    .previous = 7500,
    .balance = 7500,
    .due = 7500 },
  /* Settled since: the last statement is where it begins all the same. */
  { "settled-since",
    { { 1, 90, 10000 }, { 2, 20, -10000 }, { 3, 10, 500 } },
    { 1, 30 },
    .shown = { 2, 3 },
    .previous = 10000,
    .charges = 500,
    .credits = -10000,
    .balance = 500,
    .due = 500 },
  /* Entered late, with a day before the last statement. */
  { "entered-late",
    { { 1, 90, 10000 }, { 3, 60, 700 }, { 2, 50, -2500 } },
    { 2, 30 },
    .shown = { 3 },
    .previous = 7500,
    .charges = 700,
    .balance = 8200,
    .due = 8200 },
  /* Entered before it, of a day after it: that one didn’t have it. */
  { "of-a-later-day",
    { { 1, 90, 10000 }, { 2, 20, 300 } },
    { 2, 30 },
    .shown = { 2 },
    .previous = 10000,
    .charges = 300,
    .balance = 10300,
    .due = 10300 },
  /* A refund and a payment that failed raise what is owed. */
  { "taken-back",
    { { 1, 90, 10000 }, { 2, 50, -10000 }, { 3, 20, 2500 }, { 4, 10, 10000 } },
    { 2, 30 },
    .shown = { 3, 4 },
    .charges = 12500,
    .balance = 12500,
    .due = 12500 },
  { "insured",
    { { 1, 40, 150000 } },
    .insurance = 90000,
    .shown = { 1 },
    .charges = 150000,
    .balance = 150000,
    .due = 60000 },
  { "insured-above",
    { { 1, 40, 5000 } },
    .insurance = 90000,
    .shown = { 1 },
    .charges = 5000,
    .balance = 5000 },
};

static TillDay
day (int n_days_ago)
{
  return till_day_add (till_day_from_iso (TODAY), -n_days_ago);
}

static TillStatement *
make (const Entry *entries)
{
  TillStatement *statement = till_statement_new ();

  statement->day = statement->as_of = day (0);
  for (; entries->id != 0; entries++)
    till_statement_add_line (statement, (TillStatementLine){ .id = entries->id,
                                                             .day = day (entries->n_days_ago),
                                                             .amount = { entries->cents } });

  return statement;
}

/* The sums that are printed, added up once more. */
static void
assert_adds_up (const TillStatement *self)
{
  gint64 balance = self->previous.cents;
  gint64 owed = self->credit.cents;

  for (guint i = 0; i < self->lines->len; i++)
    {
      balance += till_statement_get_line (self, i)->amount.cents;
      g_assert_cmpint (till_statement_get_line (self, i)->balance.cents, ==, balance);
    }
  g_assert_cmpint (balance, ==, self->balance.cents);
  g_assert_cmpint (self->previous.cents + self->charges.cents + self->credits.cents, ==, balance);
  for (int i = 0; i < TILL_ACCOUNT_N_AGES; i++)
    {
      g_assert_cmpint (self->owed[i].cents, >=, 0);
      owed += self->owed[i].cents;
    }
  g_assert_cmpint (owed, ==, balance);
}

static void
test_case (gconstpointer data)
{
  const Case               *test = data;
  g_autoptr (TillStatement) statement = make (test->entries);
  const TillStatementMark   mark = { day (test->last.n_days_ago), test->last.id };
  guint                     n_shown = 0;

  statement->insurance = till_money (test->insurance);
  g_assert_true (till_statement_settle (statement, test->last.id != 0 ? &mark : NULL));
  assert_adds_up (statement);
  for (; test->shown[n_shown] != 0; n_shown++)
    g_assert_cmpint (till_statement_get_line (statement, n_shown)->id, ==, test->shown[n_shown]);
  g_assert_cmpuint (statement->lines->len, ==, n_shown);
  g_assert_cmpint (statement->previous.cents, ==, test->previous);
  g_assert_cmpint (statement->charges.cents, ==, test->charges);
  g_assert_cmpint (statement->credits.cents, ==, test->credits);
  g_assert_cmpint (statement->balance.cents, ==, test->balance);
  g_assert_cmpint (statement->due.cents, ==, test->due);
}

/* One after the other, each entry is on one of them, and each begins with what the last one ended
 * with. */
static void
test_one_after_the_other (void)
{
  static const Entry all[] = { { 1, 90, 10000 }, { 2, 70, -2500 }, { 4, 55, 333 }, { 3, 50, 4000 },
                               { 5, 30, -1000 }, { 6, 10, 1 },     { 0 } };
  static const int   made[] = { 60, 40, 20, 0 };
  TillStatementMark  last = { TILL_DAY_NONE, 0 };
  gint64             balance = 0;
  guint              n_lines = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autoptr (TillStatement) statement = till_statement_new ();

      statement->day = statement->as_of = day (made[i]);
      for (const Entry *entry = all; entry->id != 0; entry++)
        if (entry->n_days_ago >= made[i])
          till_statement_add_line (statement, (TillStatementLine){ .id = entry->id,
                                                                   .day = day (entry->n_days_ago),
                                                                   .amount = { entry->cents } });
      g_assert_true (till_statement_settle (statement, i > 0 ? &last : NULL));
      assert_adds_up (statement);
      g_assert_cmpint (statement->previous.cents, ==, balance);
      balance = statement->balance.cents;
      n_lines += statement->lines->len;
      last = (TillStatementMark){ statement->day, statement->last_entry };
    }
  g_assert_cmpuint (n_lines, ==, 6);
  g_assert_cmpint (balance, ==, 10834);
}

/* Whatever the ledger and wherever the last statement: it adds up. */
static void
test_random (void)
{
  for (guint n = 0; n < 2000; n++)
    {
      g_autoptr (TillStatement) statement = till_statement_new ();
      TillStatementMark         mark = { day (g_test_rand_int_range (0, 100)),
                                         g_test_rand_int_range (0, 30) };
      int                       ago = 100;

      statement->day = statement->as_of = day (0);
      statement->insurance = till_money (g_test_rand_int_range (0, 5000));
      for (int i = g_test_rand_int_range (0, 30); i > 0; i--)
        {
          ago = MAX (ago - g_test_rand_int_range (0, 5), 0);
          till_statement_add_line (
            statement, (TillStatementLine){ .id = g_test_rand_int_range (1, 31),
                                            .day = day (ago),
                                            .amount = { g_test_rand_int_range (-9000, 9000) } });
        }
      g_assert_true (till_statement_settle (statement, n % 3 > 0 ? &mark : NULL));
      assert_adds_up (statement);
      g_assert_cmpint (statement->due.cents, ==,
                       MAX (statement->balance.cents - statement->insurance.cents, 0));
    }
}

/* A file tells the balance; what was entered since is told apart. */
static void
test_from_a_file (void)
{
  static const Entry        since[] = { { 7, 3, -2000 }, { 0 } };
  g_autoptr (TillStatement) statement = make (since);

  statement->import_id = 1;
  statement->is_told = TRUE;
  statement->as_of = day (9);
  statement->balance = till_money (8000);
  statement->owed[0] = till_money (8000);
  g_assert_true (till_statement_settle (statement, NULL));
  assert_adds_up (statement);
  g_assert_cmpint (statement->start, ==, TILL_STATEMENT_SINCE_FILE);
  g_assert_cmpint (statement->since.number, ==, day (9).number);
  g_assert_cmpint (statement->previous.cents, ==, 10000);
  g_assert_cmpint (statement->due.cents, ==, 8000);
}

static void
test_too_large (void)
{
  static const Entry        all[] = { { 1, 2, G_MAXINT64 }, { 2, 1, 1 }, { 0 } };
  g_autoptr (TillStatement) statement = make (all);

  g_assert_false (till_statement_settle (statement, NULL));
}

/* ── Who gets one ────────────────────────────────────────────────────────────────────────────── */

static void
test_judge (void)
{
  const TillRequestPolicy policy = {
    .channel = TILL_CHANNEL_PAPER, .minimum = { 1500 }, .n_days_between = 7, .n_days_fresh = 3
  };
  TillRequestFacts good = {
    .is_guarantor = TRUE, .portion = { 8000 }, .has_address = TRUE, .insurance = { 100 }
  };
  TillRequestFacts facts;

  good.aged_as_of = day (30); /* the paper says so */
  good.asked_on = day (1);
  good.snoozed_until = TILL_DAY_NONE;
  g_assert_cmpuint (till_statement_judge (&good, &policy, day (0)), ==, 0);

  facts = good;
  facts.has_address = FALSE;
  g_assert_cmpuint (till_statement_judge (&facts, &policy, day (0)), ==, TILL_STATEMENT_NO_ADDRESS);
  facts = good;
  facts.portion = TILL_MONEY_ZERO;
  facts.aged_as_of = TILL_DAY_NONE;
  g_assert_cmpuint (till_statement_judge (&facts, &policy, day (0)), ==,
                    TILL_STATEMENT_NOTHING_DUE);
  facts = good;
  facts.state = TILL_PERSON_DECEASED;
  facts.do_not_contact = facts.is_snoozed = TRUE;
  facts.snooze_ends = TILL_SNOOZE_BALANCE;
  facts.portion = till_money (1499);
  g_assert_cmpuint (till_statement_judge (&facts, &policy, day (0)), ==,
                    TILL_WHY_NOT_DECEASED | TILL_WHY_NOT_DO_NOT_CONTACT |
                      TILL_WHY_NOT_BELOW_MINIMUM | TILL_WHY_NOT_SNOOZED);
  g_assert_cmpuint (
    till_statement_judge (&facts, &policy, day (0)) & ~TILL_STATEMENT_NOT_TO_BE_ASKED, ==, 0);
}

/* ── What is printed on all ──────────────────────────────────────────────────────────────────── */

static void
test_links (void)
{
  static const struct
  {
    const char *link;
    gboolean    good;
  } links[] = {
    { "", TRUE },
    { "https://pay.example.com", TRUE },
    { "https://pay.example.com/harborview?office=1", TRUE },
    { "http://pay.example.com", FALSE },
    { "pay.example.com", FALSE },
    { "HTTPS pay", FALSE },
    { "https://", FALSE },
    { "https://pay", FALSE },
    { "https://pay.", FALSE },
    { "https://me:secret@pay.example.com", FALSE },
    { "https://pay.example.com/a b", FALSE },
    { "https://pay.example.com\\x", FALSE },
  };
  g_autofree char   *path = g_strnfill (200, 'x');
  g_autofree char   *long_one = g_strconcat ("https://pay.example.com/", path, NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_test_message ("%s", links[i].link);
      g_assert_cmpint (till_statement_check_link (links[i].link, &refused), ==, links[i].good);
      if (!links[i].good)
        g_assert_error (refused, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
  g_assert_false (till_statement_check_link (long_one, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
}

static void
test_messages (void)
{
  g_autofree char   *most = g_strnfill (300, 'x');
  g_autofree char   *more = g_strnfill (301, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (till_statement_check_message ("", NULL));
  g_assert_true (till_statement_check_message (most, NULL));
  g_assert_false (till_statement_check_message (more, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/statement/settle/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rules/statement/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/rules/statement/random", test_random);
  g_test_add_func ("/rules/statement/from-a-file", test_from_a_file);
  g_test_add_func ("/rules/statement/too-large", test_too_large);
  g_test_add_func ("/rules/statement/judge", test_judge);
  g_test_add_func ("/rules/statement/links", test_links);
  g_test_add_func ("/rules/statement/messages", test_messages);

  return g_test_run ();
}
