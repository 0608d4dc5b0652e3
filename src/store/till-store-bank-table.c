/* till-store-bank-table.c: the bank statement's table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-bank-private.h"

static const TillChoice states[] = {
  { "unmatched", N_ ("Not matched") },
  { "matched", N_ ("Matched") },
  { "other", N_ ("Other payment") },
  { NULL, NULL },
};

enum
{
  DATE,
  WORDS,
  CHECK_NUMBER,
  AMOUNT,
  ACCOUNT,
  STATE,
  DEPOSIT,
  N_DEPOSITS,
  DIFFERENCE,
  REFERENCE,
  N_COLUMNS,
};

/* "11/24/2026", "11/24/2026 (3 deposits)", "11/24/2026, $2.00 less at the bank" */
static char *
deposit_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;
  gint64           n_deposits = till_row_get_int (row, N_DEPOSITS);
  TillMoney        difference = till_money (till_row_get_int (row, DIFFERENCE));

  if (till_row_is_null (row, column))
    return NULL;
  day = till_day_format ((TillDay){ (gint32) till_row_get_int (row, column) });
  if (n_deposits > 1)
    {
      /* Translators: a day, and how many deposits came on it */
      char *several = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%s (%u deposit)", "%s (%u deposits)", (gulong) n_deposits),
        day, (guint) n_deposits);

      g_free (day);
      day = several;
    }
  if (difference.cents == 0)
    return g_steal_pointer (&day);
  words = till_bank_difference_to_words (difference);

  return g_strdup_printf ("%s, %s", day, words);
}

static const TillColumn columns[N_COLUMNS] = {
  [DATE] = { "date", N_ ("Date"), TILL_COLUMN_DAY, .filterable = TRUE, .sortable = TRUE,
             .width = 14 },
  [WORDS] = { "words", N_ ("Bank’s words"), TILL_COLUMN_TEXT, .filterable = TRUE, .is_name = TRUE,
              .expand = TRUE, .width = 40 },
  [CHECK_NUMBER] = { "check-number", N_ ("Check no."), TILL_COLUMN_TEXT, .filterable = TRUE,
                     .width = 11 },
  [AMOUNT] = { "amount", N_ ("Amount"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
               .width = 13 },
  [ACCOUNT] = { "account", N_ ("Account"), TILL_COLUMN_TEXT, .filterable = TRUE, .width = 11 },
  [STATE] = { "state", N_ ("State"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
              .width = 15, .choices = states },
  [DEPOSIT] = { "deposit", N_ ("Deposit"), TILL_COLUMN_DAY, .filterable = TRUE, .sortable = TRUE,
                .width = 24, .to_words = deposit_to_words },
  [N_DEPOSITS] = { "n-deposits", NULL, TILL_COLUMN_NUMBER },
  [DIFFERENCE] = { "difference", NULL, TILL_COLUMN_MONEY },
  [REFERENCE] = { "reference", NULL, TILL_COLUMN_TEXT },
};

static const TillColumnSql sql[N_COLUMNS] = {
  [DATE] = { "day" },
  [WORDS] = { "words", .match = "words_folded" },
  [CHECK_NUMBER] = { "check_number", .match = "lower(check_number)", .nullable = TRUE },
  [AMOUNT] = { "amount_cents" },
  [ACCOUNT] = { "account", .match = "lower(account)" },
  [STATE] = { "state", .few = TRUE },
  [DEPOSIT] = { "funded_on", .nullable = TRUE },
  [N_DEPOSITS] = { "n_deposits" },
  [DIFFERENCE] = { "difference_cents" },
  [REFERENCE] = { "reference", .nullable = TRUE },
};

static const TillSqlSearch search[] = {
  { TILL_SEARCH_AMOUNT, "amount_cents", NULL },
  { TILL_SEARCH_BEGINS, "check_number", NULL },
  { 0, NULL, NULL },
};

static const TillSum sums[] = {
  { "in", 0, TILL_SUM_POSITIVE, N_ ("Money in") },
  { "out", 0, TILL_SUM_NEGATIVE, N_ ("Money out") },
  { "unmatched", 1, TILL_SUM_ALL, N_ ("Not matched") },
  { NULL },
};

static const TillListFilter filters[] = {
  { N_ ("Not matched"),
    "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\",\"values\":[\"unmatched\"]}]}" },
  { N_ ("Not matched, other payments too"), "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\","
                                            "\"values\":[\"unmatched\",\"other\"]}]}" },
  { N_ ("Matched"),
    "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\",\"values\":[\"matched\"]}]}" },
  { NULL, NULL },
};

static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ "bank_lines_by_day", "state <> 'taken-back' AND " TILL_BANK_LINE_SHOWN };
}

static const TillListKind kind = {
  .table = "bank_lines",
  .also = "imports",
  .title = N_ ("Bank statement"),
  .columns = { columns, sql, N_COLUMNS, "words_folded", search },
  .default_sort = DATE,
  .sources = { "amount_cents", "(state = 'unmatched') * amount_cents" },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_bank_kind (void)
{
  return &kind;
}

TillTable *
till_store_bank_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
