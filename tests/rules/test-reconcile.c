/* test-reconcile.c: what lies between ledger, processor and bank: each case in its row, and at
 * random always to the cent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-reconcile.h"

/* A Tuesday. */
#define TODAY "2026-11-24"
#define YESTERDAY "2026-11-23"
#define TOMORROW "2026-11-25"
#define LAST_WEEK "2026-11-17"

/* What the rows of one way add up to. */
static gint64
sum_rows (const TillReconcile *self, TillReconcileWhat first, TillReconcileWhat end)
{
  gint64 sum = 0;

  for (TillReconcileWhat what = first; what < end; what++)
    sum += self->rows[what].amount.cents;

  return sum;
}

static void
assert_adds_up (const TillReconcile *self)
{
  g_assert_cmpint (self->ledger.cents + sum_rows (self, 0, TILL_RECONCILE_FIRST_OF_BANK), ==,
                   self->processor.cents);
  g_assert_cmpint (self->processor.cents +
                     sum_rows (self, TILL_RECONCILE_FIRST_OF_BANK, TILL_RECONCILE_ON_ITS_WAY),
                   ==, self->deposited.cents);
  g_assert_cmpint (self->deposited.cents +
                     sum_rows (self, TILL_RECONCILE_ON_ITS_WAY, TILL_N_RECONCILE_ROWS),
                   ==, self->bank.cents);
}

/* ── One thing at a time ─────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64      sales, refunds, conveyed, fees, withholding, adjustment, deposited;
  const char *funded;
  gint64      at_bank; /* 0: no line is matched with it */
} Deposit;

static const struct
{
  const char        *name;
  TillReconcileCards cards[3];
  Deposit            deposit;
  const char        *seen_until;
  gint64             ledger, processor, deposited, bank;
  TillReconcileWhat  row; /* the only one that is not zero; TILL_N_RECONCILE_ROWS: none */
  gint64             amount;
} cases[] = {
  { "all-agree",
    { { 2, { 10000 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 10000, 0, 0, 0, 0, 0, 10000, YESTERDAY, 10000 },
    TODAY,
    10000,
    10000,
    10000,
    10000,
    TILL_N_RECONCILE_ROWS,
    0 },
  { "unposted",
    { { 1, { 10000 }, TRUE, FALSE, FALSE, TILL_PLACE_HERE } },
    { 10000, 0, 0, 0, 0, 0, 10000, YESTERDAY, 10000 },
    TODAY,
    0,
    10000,
    10000,
    10000,
    TILL_RECONCILE_UNPOSTED,
    10000 },
  { "voided-the-next-day",
    { { 1, { 500 }, TRUE, TRUE, TRUE, TILL_PLACE_NONE } },
    { 0 },
    TODAY,
    500,
    0,
    0,
    0,
    TILL_RECONCILE_VOIDED,
    -500 },
  { "voided-the-same-day",
    { { 1, { 500 }, TRUE, TRUE, TRUE, TILL_PLACE_NONE },
      { 1, { -500 }, TRUE, TRUE, TRUE, TILL_PLACE_NONE } },
    { 0 },
    TODAY,
    0,
    0,
    0,
    0,
    TILL_N_RECONCILE_ROWS,
    0 },
  { "in-transit",
    { { 3, { 700 }, TRUE, TRUE, FALSE, TILL_PLACE_NONE } },
    { 0 },
    TODAY,
    700,
    0,
    0,
    0,
    TILL_RECONCILE_WAITING,
    -700 },
  { "in-the-next-days-batch",
    { { 3, { 700 }, TRUE, TRUE, FALSE, TILL_PLACE_OTHER } },
    { 0 },
    TODAY,
    700,
    0,
    0,
    0,
    TILL_RECONCILE_IN_OTHERS,
    -700 },
  { "refunded-after",
    { { 1, { 10000 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE },
      { 1, { -2500 }, FALSE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 10000, 2500, 0, 0, 0, 0, 7500, YESTERDAY, 7500 },
    TODAY,
    10000,
    7500,
    7500,
    7500,
    TILL_RECONCILE_REFUNDS_MORE,
    -2500 },
  { "payment-of-the-day-before",
    { { 1, { 2500 }, FALSE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 0, 0, 2500, YESTERDAY, 2500 },
    TODAY,
    0,
    2500,
    2500,
    2500,
    TILL_RECONCILE_PAYMENTS_MORE,
    2500 },
  { "not-known-here",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2600, 0, 0, 0, 0, 0, 2600, YESTERDAY, 2600 },
    TODAY,
    2500,
    2600,
    2600,
    2600,
    TILL_RECONCILE_NOT_KNOWN,
    100 },
  { "known-here-only",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2400, 0, 0, 0, 0, 0, 2400, YESTERDAY, 2400 },
    TODAY,
    2500,
    2400,
    2400,
    2400,
    TILL_RECONCILE_NOT_KNOWN,
    -100 },
  { "fees",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 75, 0, 0, 2425, YESTERDAY, 2425 },
    TODAY,
    2500,
    2500,
    2425,
    2425,
    TILL_RECONCILE_FEES,
    -75 },
  { "withheld",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 600, 0, 1900, YESTERDAY, 1900 },
    TODAY,
    2500,
    2500,
    1900,
    1900,
    TILL_RECONCILE_WITHHELD,
    -600 },
  { "conveyed",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 500, 0, 0, 0, 2000, YESTERDAY, 2000 },
    TODAY,
    2500,
    2500,
    2000,
    2000,
    TILL_RECONCILE_CONVEYED,
    -500 },
  { "chargeback",
    { { 0 } },
    { 0, 0, 0, 0, 0, -12500, -12500, YESTERDAY, -12500 },
    TODAY,
    0,
    0,
    -12500,
    -12500,
    TILL_RECONCILE_ADJUSTMENTS,
    -12500 },
  { "report-differs",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 0, 0, 2488, YESTERDAY, 2488 },
    TODAY,
    2500,
    2500,
    2488,
    2488,
    TILL_RECONCILE_REPORT_DIFFERS,
    -12 },
  { "on-its-way",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 0, 0, 2500, TOMORROW, 0 },
    TODAY,
    2500,
    2500,
    2500,
    0,
    TILL_RECONCILE_ON_ITS_WAY,
    -2500 },
  { "no-statement-at-all",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 0, 0, 2500, LAST_WEEK, 0 },
    NULL,
    2500,
    2500,
    2500,
    0,
    TILL_RECONCILE_NOT_SEEN,
    -2500 },
  /* The second business day after it may still bring it. */
  { "statement-ends-too-early",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 0, 0, 2500, LAST_WEEK, 0 },
    "2026-11-18",
    2500,
    2500,
    2500,
    0,
    TILL_RECONCILE_NOT_SEEN,
    -2500 },
  { "not-on-the-statement",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 0, 0, 2500, LAST_WEEK, 0 },
    "2026-11-19",
    2500,
    2500,
    2500,
    0,
    TILL_RECONCILE_NOT_FOUND,
    -2500 },
  { "bank-differs",
    { { 1, { 2500 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE } },
    { 2500, 0, 0, 0, 0, 0, 2500, LAST_WEEK, 2485 },
    TODAY,
    2500,
    2500,
    2500,
    2485,
    TILL_RECONCILE_BANK_DIFFERS,
    -15 },
  { "another-days-row-elsewhere",
    { { 1, { 2500 }, FALSE, TRUE, FALSE, TILL_PLACE_NONE },
      { 1, { 2500 }, FALSE, TRUE, FALSE, TILL_PLACE_OTHER } },
    { 0 },
    TODAY,
    0,
    0,
    0,
    0,
    TILL_N_RECONCILE_ROWS,
    0 },
};

static TillDeposit *
make_deposit (const Deposit *of)
{
  TillDeposit *deposit = till_deposit_new ();

  deposit->kind = TILL_DEPOSIT_BATCH;
  deposit->sales = till_money (of->sales);
  deposit->refunds = till_money (of->refunds);
  deposit->conveyed = till_money (of->conveyed);
  deposit->fees = till_money (of->fees);
  deposit->withholding = till_money (of->withholding);
  deposit->adjustment = till_money (of->adjustment);
  deposit->deposited = till_money (of->deposited);
  deposit->funded_on = till_day_from_iso (of->funded);

  return deposit;
}

static gboolean
add_deposit (TillReconcile *reconcile, const Deposit *of, const char *seen_until)
{
  g_autoptr (TillDeposit) deposit = make_deposit (of);
  const TillMoney         at_bank = till_money (of->at_bank);

  return till_reconcile_add_deposit (
    reconcile, deposit, of->at_bank != 0 ? &at_bank : NULL,
    seen_until != NULL ? till_day_from_iso (seen_until) : TILL_DAY_NONE, till_day_from_iso (TODAY));
}

static void
test_case (gconstpointer data)
{
  guint         i = GPOINTER_TO_UINT (data);
  TillReconcile reconcile = { 0 };

  for (gsize c = 0; c < G_N_ELEMENTS (cases[i].cards) && cases[i].cards[c].n > 0; c++)
    g_assert_true (till_reconcile_add_cards (&reconcile, &cases[i].cards[c]));
  if (cases[i].deposit.funded != NULL)
    g_assert_true (add_deposit (&reconcile, &cases[i].deposit, cases[i].seen_until));
  g_assert_true (till_reconcile_finish (&reconcile));

  g_assert_cmpint (reconcile.ledger.cents, ==, cases[i].ledger);
  g_assert_cmpint (reconcile.processor.cents, ==, cases[i].processor);
  g_assert_cmpint (reconcile.deposited.cents, ==, cases[i].deposited);
  g_assert_cmpint (reconcile.bank.cents, ==, cases[i].bank);
  for (TillReconcileWhat what = 0; what < TILL_N_RECONCILE_ROWS; what++)
    g_assert_cmpint (reconcile.rows[what].amount.cents, ==,
                     what == cases[i].row ? cases[i].amount : 0);
  assert_adds_up (&reconcile);
}

/* ── At random ───────────────────────────────────────────────────────────────────────────────── */

#define N_ROUNDS 500
#define N_CARDS 40
#define N_DEPOSITS 8

/* A row that can't be told from the others by its sum alone is found out by who is in it. */
typedef struct
{
  gint64 ledger, unposted, voided, waiting, in_others, other_refunds, other_payments, known;
} Expected;

static void
expect_card (Expected *expected, const TillReconcileCards *card)
{
  gint64 cents = card->amount.cents;

  if (card->place == TILL_PLACE_HERE)
    expected->known += cents;
  if (!card->is_of_days && card->place == TILL_PLACE_HERE && cents < 0)
    expected->other_refunds += cents;
  if (!card->is_of_days && card->place == TILL_PLACE_HERE && cents > 0)
    expected->other_payments += cents;
  if (!card->is_of_days)
    return;

  if (card->is_posted)
    expected->ledger += cents;
  if (!card->is_posted)
    expected->unposted += cents;
  if (card->place == TILL_PLACE_OTHER)
    expected->in_others += cents;
  if (card->place == TILL_PLACE_NONE && card->is_voided)
    expected->voided += cents;
  if (card->place == TILL_PLACE_NONE && !card->is_voided)
    expected->waiting += cents;
}

static gint64
any_cents (GRand *random)
{
  gint64 cents = g_rand_int_range (random, 1, 200000);

  return g_rand_int_range (random, 0, 4) == 0 ? -cents : cents;
}

static void
add_random_cards (GRand *random, TillReconcile *reconcile, Expected *expected)
{
  for (guint i = 0; i < N_CARDS; i++)
    {
      const TillReconcileCards card = {
        .n = 1,
        .amount = till_money (any_cents (random)),
        .is_of_days = g_rand_boolean (random),
        .is_posted = g_rand_boolean (random),
        .is_voided = g_rand_int_range (random, 0, 5) == 0,
        .place = (TillReconcilePlace) g_rand_int_range (random, 0, 3),
      };

      expect_card (expected, &card);
      g_assert_true (till_reconcile_add_cards (reconcile, &card));
    }
}

/* Whatever a report says, whether it is so or not. */
static gint64
add_random_deposits (GRand *random, TillReconcile *reconcile)
{
  static const char *const days[] = { LAST_WEEK, YESTERDAY, TODAY, TOMORROW };
  gint64                   bank = 0;

  for (guint i = 0; i < N_DEPOSITS; i++)
    {
      const Deposit deposit = { ABS (any_cents (random)),
                                ABS (any_cents (random)),
                                g_rand_int_range (random, 0, 100),
                                g_rand_int_range (random, 0, 5000),
                                g_rand_int_range (random, 0, 100),
                                any_cents (random),
                                any_cents (random),
                                days[g_rand_int_range (random, 0, G_N_ELEMENTS (days))],
                                g_rand_boolean (random) ? any_cents (random) : 0 };

      bank += deposit.at_bank;
      g_assert_true (add_deposit (reconcile, &deposit, g_rand_boolean (random) ? TODAY : NULL));
    }

  return bank;
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      TillReconcile reconcile = { 0 };
      Expected      expected = { 0 };
      gint64        bank;

      add_random_cards (random, &reconcile, &expected);
      bank = add_random_deposits (random, &reconcile);
      g_assert_true (till_reconcile_finish (&reconcile));

      assert_adds_up (&reconcile);
      g_assert_cmpint (reconcile.ledger.cents, ==, expected.ledger);
      g_assert_cmpint (reconcile.bank.cents, ==, bank);
      g_assert_cmpint (reconcile.rows[TILL_RECONCILE_UNPOSTED].amount.cents, ==, expected.unposted);
      g_assert_cmpint (reconcile.rows[TILL_RECONCILE_VOIDED].amount.cents, ==, -expected.voided);
      g_assert_cmpint (reconcile.rows[TILL_RECONCILE_WAITING].amount.cents, ==, -expected.waiting);
      g_assert_cmpint (reconcile.rows[TILL_RECONCILE_IN_OTHERS].amount.cents, ==,
                       -expected.in_others);
      g_assert_cmpint (reconcile.rows[TILL_RECONCILE_REFUNDS_MORE].amount.cents, ==,
                       expected.other_refunds);
      g_assert_cmpint (reconcile.rows[TILL_RECONCILE_PAYMENTS_MORE].amount.cents, ==,
                       expected.other_payments);
      g_assert_cmpint (reconcile.rows[TILL_RECONCILE_NOT_KNOWN].amount.cents, ==,
                       reconcile.processor.cents - expected.known);
    }
}

static void
test_too_large (void)
{
  TillReconcile            reconcile = { 0 };
  const TillReconcileCards cards = { 1, { G_MAXINT64 }, TRUE, TRUE, FALSE, TILL_PLACE_HERE };
  const Deposit            deposit = { G_MAXINT64, 0, 0, 0, 0, 0, -5, YESTERDAY, 0 };

  g_assert_true (till_reconcile_add_cards (&reconcile, &cards));
  g_assert_false (till_reconcile_add_cards (&reconcile, &cards));
  g_assert_false (add_deposit (&reconcile, &deposit, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/reconcile/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/rules/reconcile/random", test_random);
  g_test_add_func ("/rules/reconcile/too-large", test_too_large);

  return g_test_run ();
}
