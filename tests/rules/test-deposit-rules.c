/* test-deposit-rules.c: deposits and their parts, to the cent; when the next ones are to come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-deposit-rules.h"

#include <locale.h>

/* A Tuesday; the deposits below were funded on the Monday before, unless they say otherwise. */
#define TODAY "2026-11-24"
#define FUNDED "2026-11-23"

typedef struct
{
  gint64 sales, refunds, conveyed, fees, withholding, adjustment, total, deposited;
} Report;

typedef struct
{
  gint64 sales, refunds, n_sales, n_refunds;
} Known;

static const struct
{
  const char       *name;
  TillDepositKind   kind;
  Report            report; /* of two payments and one refund */
  Known             known;
  const char       *funded;
  gint64            explained; /* 0: nothing was */
  TillDepositState  state;
  TillDepositReason reason;
  gint64            difference;
} verdicts[] = {
  { "whole",
    TILL_DEPOSIT_BATCH,
    { 10000, 2000, 0, 250, 0, 0, 8000, 7750 },
    { 10000, 2000, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DEPOSITED,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "gross-funding",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 10000, 0, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DEPOSITED,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "all-parts",
    TILL_DEPOSIT_BATCH,
    { 10000, 2000, 1500, 250, 100, -500, 8000, 5650 },
    { 10000, 2000, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DEPOSITED,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "negative",
    TILL_DEPOSIT_BATCH,
    { 1000, 9000, 0, 30, 0, 0, -8000, -8030 },
    { 1000, 9000, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DEPOSITED,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "nothing",
    TILL_DEPOSIT_BATCH,
    { 0, 0, 0, 0, 0, 0, 0, 0 },
    { 0, 0, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DEPOSITED,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "one-cent-less",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 250, 0, 0, 10000, 9749 },
    { 10000, 0, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_LESS,
    -1 },
  { "one-cent-more",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 250, 0, 0, 10000, 9751 },
    { 10000, 0, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_MORE,
    1 },
  { "fees-not-reported",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 8760 },
    { 10000, 0, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_FEES_MISSING,
    -1240 },
  /* They come with the money: not before its day. */
  { "fees-of-tomorrow",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 8760 },
    { 10000, 0, 2, 1 },
    "2026-11-25",
    0,
    TILL_DEPOSIT_STATE_ARRIVING,
    TILL_DEPOSIT_FEES_MISSING,
    -1240 },
  { "fees-of-today",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 8760 },
    { 10000, 0, 2, 1 },
    TODAY,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_FEES_MISSING,
    -1240 },
  { "less-tomorrow",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 250, 0, 0, 10000, 9749 },
    { 10000, 0, 2, 1 },
    "2026-11-25",
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_LESS,
    -1 },
  { "total",
    TILL_DEPOSIT_BATCH,
    { 10000, 2000, 0, 0, 0, 0, 8001, 8000 },
    { 10000, 2000, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_TOTAL_DIFFERS,
    1 },
  { "explained",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 8760 },
    { 10000, 0, 2, 1 },
    FUNDED,
    -1240,
    TILL_DEPOSIT_STATE_EXPLAINED,
    TILL_DEPOSIT_FEES_MISSING,
    -1240 },
  { "explained-another",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 8760 },
    { 10000, 0, 2, 1 },
    FUNDED,
    -1241,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_FEES_MISSING,
    -1240 },
  { "arriving",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 4000, 0, 1, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_ARRIVING,
    TILL_DEPOSIT_ITEMS_MISSING,
    -6000 },
  /* The second business day after a Friday is a Tuesday: that day still counts. */
  { "arriving-still",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 4000, 0, 1, 1 },
    "2026-11-20",
    0,
    TILL_DEPOSIT_STATE_ARRIVING,
    TILL_DEPOSIT_ITEMS_MISSING,
    -6000 },
  { "missing",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 4000, 0, 1, 1 },
    "2026-11-19",
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_ITEMS_MISSING,
    -6000 },
  { "refund-missing",
    TILL_DEPOSIT_BATCH,
    { 10000, 500, 0, 0, 0, 0, 9500, 9500 },
    { 10000, 0, 2, 0 },
    "2026-11-19",
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_ITEMS_MISSING,
    500 },
  { "extra",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 12000, 0, 3, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_ITEMS_EXTRA,
    2000 },
  { "amounts",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 10001, 0, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_ITEMS_DIFFER,
    1 },
  { "on-its-way",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 10000, 0, 2, 1 },
    "2026-11-25",
    0,
    TILL_DEPOSIT_STATE_ON_ITS_WAY,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "today",
    TILL_DEPOSIT_BATCH,
    { 10000, 0, 0, 0, 0, 0, 10000, 10000 },
    { 10000, 0, 2, 1 },
    TODAY,
    0,
    TILL_DEPOSIT_STATE_DEPOSITED,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "chargeback",
    TILL_DEPOSIT_ADJUSTMENT,
    { 0, 0, 0, 0, 0, -12500, 0, -12500 },
    { 0, 0, 0, 0 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DEPOSITED,
    TILL_DEPOSIT_CLOSES,
    0 },
  { "overflow",
    TILL_DEPOSIT_BATCH,
    { G_MAXINT64, 0, 0, 0, 0, G_MAXINT64, G_MAXINT64, 5 },
    { 0, 0, 2, 1 },
    FUNDED,
    0,
    TILL_DEPOSIT_STATE_DIFFERENCE,
    TILL_DEPOSIT_LESS,
    5 },
};

static void
test_verdict (gconstpointer data)
{
  guint                   i = GPOINTER_TO_UINT (data);
  const Report           *report = &verdicts[i].report;
  const Known            *known = &verdicts[i].known;
  g_autoptr (TillDeposit) deposit = till_deposit_new ();
  TillDepositItems reported = { till_money (report->sales), till_money (report->refunds), 2, 1 };
  TillDepositItems items = { till_money (known->sales), till_money (known->refunds), known->n_sales,
                             known->n_refunds };
  TillDepositVerdict verdict;

  deposit->kind = verdicts[i].kind;
  deposit->funded_on = till_day_from_iso (verdicts[i].funded);
  deposit->sales = till_money (report->sales);
  deposit->refunds = till_money (report->refunds);
  deposit->conveyed = till_money (report->conveyed);
  deposit->fees = till_money (report->fees);
  deposit->withholding = till_money (report->withholding);
  deposit->adjustment = till_money (report->adjustment);
  deposit->total = till_money (report->total);
  deposit->deposited = till_money (report->deposited);
  if (verdicts[i].explained != 0)
    deposit->explanation = g_strdup ("The month’s fees");
  deposit->explained = till_money (verdicts[i].explained);

  verdict = till_deposit_judge (deposit, &reported, &items, till_day_from_iso (TODAY));
  g_assert_cmpint (verdict.state, ==, verdicts[i].state);
  g_assert_cmpint (verdict.reason, ==, verdicts[i].reason);
  g_assert_cmpint (verdict.difference.cents, ==, verdicts[i].difference);
}

/* What is expected on FUNDED, with its money not come in, and the reports read on @read. */
static const struct
{
  const char       *name;
  const char       *batch; /* reported without it */
  const char       *today;
  const char       *read;
  gint64            explained; /* 0: not at all */
  TillDepositState  state;
  TillDepositReason reason;
} outlooks[] = {
  { "in-time", NULL, FUNDED, FUNDED, 0, TILL_DEPOSIT_STATE_EXPECTED, TILL_DEPOSIT_CLOSES },
  { "never-read", NULL, "2026-11-25", NULL, 0, TILL_DEPOSIT_STATE_UNCHECKED, TILL_DEPOSIT_CLOSES },
  { "not-read-since", NULL, "2026-11-30", FUNDED, 0, TILL_DEPOSIT_STATE_UNCHECKED,
    TILL_DEPOSIT_CLOSES },
  { "overdue", NULL, "2026-11-25", "2026-11-25", 0, TILL_DEPOSIT_STATE_OVERDUE,
    TILL_DEPOSIT_NOT_COME },
  { "said", NULL, "2026-11-25", "2026-11-25", -10000, TILL_DEPOSIT_STATE_EXPLAINED,
    TILL_DEPOSIT_NOT_COME },
  { "said-of-another", NULL, "2026-11-25", "2026-11-25", -9000, TILL_DEPOSIT_STATE_OVERDUE,
    TILL_DEPOSIT_NOT_COME },
  { "left-out", "17", "2026-11-25", "2026-11-25", 0, TILL_DEPOSIT_STATE_EXPECTED,
    TILL_DEPOSIT_CLOSES },
  { "left-out-for-good", "17", "2026-11-26", "2026-11-26", 0, TILL_DEPOSIT_STATE_OVERDUE,
    TILL_DEPOSIT_NOT_IN_BATCH },
};

static void
test_outlook (gconstpointer data)
{
  guint                   i = GPOINTER_TO_UINT (data);
  g_autoptr (TillDeposit) deposit = till_deposit_new ();
  TillDepositVerdict      verdict;

  deposit->kind = TILL_DEPOSIT_EXPECTED;
  deposit->funded_on = till_day_from_iso (FUNDED);
  deposit->total = till_money (10000);
  deposit->batch = g_strdup (outlooks[i].batch);
  if (outlooks[i].explained != 0)
    deposit->explanation = g_strdup ("The bank kept it");
  deposit->explained = till_money (outlooks[i].explained);

  verdict = till_deposit_judge_expected (
    deposit, till_day_from_iso (outlooks[i].today),
    outlooks[i].read != NULL ? till_day_from_iso (outlooks[i].read) : TILL_DAY_NONE);
  g_assert_cmpint (verdict.state, ==, outlooks[i].state);
  g_assert_cmpint (verdict.reason, ==, outlooks[i].reason);
  g_assert_cmpint (verdict.difference.cents, ==,
                   outlooks[i].reason == TILL_DEPOSIT_CLOSES ? 0 : -10000);
}

static void
test_expect (void)
{
  static const struct
  {
    const char *settled;
    guint       n_days;
    const char *funded;
  } rows[] = {
    { "2026-11-23", 1, "2026-11-24" }, { "2026-11-20", 1, "2026-11-23" },
    { "2026-11-21", 1, "2026-11-23" }, { "2026-11-22", 1, "2026-11-23" },
    { "2026-11-20", 2, "2026-11-24" }, { "2026-11-23", 4, "2026-11-30" },
    { "2026-11-25", 1, "2026-11-27" }, /* over Thanksgiving */
    { "2026-12-31", 1, "2027-01-04" }, /* New Year's Day, a Friday */
    { "2026-04-02", 1, "2026-04-03" }, /* Good Friday is no holiday of the Federal Reserve */
    { "2026-10-09", 1, "2026-10-13" }, /* Columbus Day is one */
    { "2026-07-02", 1, "2026-07-03" }, /* July 4 on a Saturday: the Friday is open */
    { "2027-07-02", 1, "2027-07-06" }, /* on a Sunday: kept on Monday */
    { "2026-03-06", 1, "2026-03-09" }, /* the clocks go forward on the 8th */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *funded =
        till_day_to_iso (till_deposit_expect (till_day_from_iso (rows[i].settled), rows[i].n_days));

      g_assert_cmpstr (funded, ==, rows[i].funded);
    }
}

static void
test_words (void)
{
  static const struct
  {
    TillDepositReason reason;
    gint64            difference;
    const char       *words;
    const char       *brief;
  } rows[] = {
    { TILL_DEPOSIT_CLOSES, 0, NULL, NULL },
    { TILL_DEPOSIT_FEES_MISSING, -1240, "$12.40 less than its parts: fees not yet reported?",
      "$12.40 less: fees?" },
    { TILL_DEPOSIT_LESS, -1, "$0.01 less than its parts", "$0.01 less" },
    { TILL_DEPOSIT_MORE, 1, "$0.01 more than its parts", "$0.01 more" },
    { TILL_DEPOSIT_TOTAL_DIFFERS, 1, "The batch’s total is $0.01 more than its sales and refunds",
      "Total $0.01 more" },
    { TILL_DEPOSIT_ITEMS_MISSING, -6000, "$60.00 of its payments are not known here",
      "$60.00 unknown" },
    { TILL_DEPOSIT_ITEMS_MISSING, 500, "$5.00 of its refunds are not known here", "$5.00 unknown" },
    { TILL_DEPOSIT_ITEMS_EXTRA, 2000, "$20.00 of payments here are not in the deposit",
      "$20.00 not in it" },
    { TILL_DEPOSIT_ITEMS_DIFFER, -1, "The payments known here are $0.01 less than the deposit’s",
      "$0.01 less here" },
    { TILL_DEPOSIT_NOT_COME, -7000, "$70.00 has not come", "$70.00 missing" },
    { TILL_DEPOSIT_NOT_COME, 7000, "$70.00 has not been taken from the account", "$70.00 missing" },
    { TILL_DEPOSIT_NOT_IN_BATCH, -7000, "$70.00 of payments is not in the batch that was reported",
      "$70.00 not in batch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words =
        till_deposit_reason_to_words (rows[i].reason, till_money (rows[i].difference));
      g_autofree char *brief =
        till_deposit_reason_to_short_words (rows[i].reason, till_money (rows[i].difference));

      g_assert_cmpstr (words, ==, rows[i].words);
      g_assert_cmpstr (brief, ==, rows[i].brief);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/deposit/judge/", verdicts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_verdict);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outlooks); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/deposit/outlook/", outlooks[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_outlook);
    }
  g_test_add_func ("/rules/deposit/expect", test_expect);
  g_test_add_func ("/rules/deposit/words", test_words);

  return g_test_run ();
}
