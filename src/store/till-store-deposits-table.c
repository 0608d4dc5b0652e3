/* till-store-deposits-table.c: the Deposits tab's table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "store/till-store-deposits-private.h"

enum
{
  DATE,
  SALES,
  REFUNDS,
  FEES,
  DEPOSITED,
  ACCOUNT,
  STATE,
  CHECKED,
  KIND,
  DIFFERENCE,
  REASON,
  EXPLANATION,
  BATCH,
  TERMINAL,
  SETTLED,
  WORDS,
  OF_DEPOSIT,
  AT_BANK,
  N_ITEMS,
  N_UNPOSTED,
  EXPLAINED_BY,
  EXPLAINED_AT,
  HAPPENED,
  N_COLUMNS,
};

static const TillChoice states[] = {
  { "expected", N_ ("Expected") },
  { "overdue", N_ ("Overdue") },
  { "unchecked", N_ ("Not checked") },
  { "on-its-way", N_ ("On its way") },
  { "arriving", N_ ("Details arriving") },
  { "difference", N_ ("Has a difference") },
  { "explained", N_ ("Difference explained") },
  { "deposited", N_ ("Deposited") },
  { "withdrawn", N_ ("No longer reported") },
  { NULL, NULL },
};

static const TillChoice at_bank[] = {
  { "yes", N_ ("On a bank statement") },
  { "no", N_ ("On no bank statement") },
  { NULL, NULL },
};

static const TillChoice checks[] = {
  { "all", N_ ("By all three") },
  { "not-posted", N_ ("Not all posted") },
  { "not-closed", N_ ("Open or different at the processor") },
  { "not-at-bank", N_ ("Not on a bank statement") },
  { "bank-differs", N_ ("The bank has another amount") },
  { NULL, NULL },
};

#define IS_THERE "kind <> 'expected' AND state <> 'withdrawn'"
#define NOT_IN_LEDGER "(n_unposted > 0 OR reason = 'items-missing')"

/* A line may pay several deposits; what it differs by is told of all of them. */
#define BANK_DIFFERS                                                                               \
  "(coalesce ((SELECT l.difference_cents FROM bank_lines AS l WHERE l.id = bank_line_id), 0) <> "  \
  "0)"

/* In the order above; a deposit may be several of them. */
static const char *const check_conditions[] = {
  IS_THERE " AND state IN ('deposited', 'on-its-way') AND n_unposted = 0"
           " AND bank_line_id IS NOT NULL AND NOT " BANK_DIFFERS,
  IS_THERE " AND " NOT_IN_LEDGER,
  IS_THERE " AND state IN ('arriving', 'difference', 'explained')",
  IS_THERE " AND bank_line_id IS NULL",
  IS_THERE " AND " BANK_DIFFERS,
};

/* A letter each for ledger, processor and bank: y(es), n(ot yet), d(iffers), - (nothing to check).
 */
#define CHECKS                                                                                     \
  "CASE WHEN " IS_THERE " THEN"                                                                    \
  " CASE WHEN " NOT_IN_LEDGER " THEN 'n' WHEN n_items > 0 THEN 'y' ELSE '-' END"                   \
  " || CASE state WHEN 'arriving' THEN 'n' WHEN 'deposited' THEN 'y' WHEN 'on-its-way' THEN 'y'"   \
  " ELSE 'd' END"                                                                                  \
  " || CASE WHEN bank_line_id IS NULL THEN 'n' WHEN " BANK_DIFFERS " THEN 'd' ELSE 'y' END END"

/* Who has checked it; a deposit that is only expected says nothing. */
static char *
checks_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  static const char *const who[] = { N_ ("Ledger"), N_ ("Processor"), N_ ("Bank") };
  const char              *letters = till_row_get_text (row, column);
  g_autoptr (GString)      words = g_string_new (NULL);

  for (guint i = 0; letters != NULL && i < strlen (letters) && i < G_N_ELEMENTS (who); i++)
    {
      if (letters[i] == 'y')
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _ (who[i]));
    }
  if (letters != NULL && words->len == 0)
    g_string_append (words, _ ("Nobody yet"));

  return g_strdup (words->str);
}

/* Of what leaves the program: on the screen an opened deposit says it. The report's own words are
 * those of a chargeback. */
static char *
reason_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  const char      *text = till_row_get_text (row, column);
  const char      *reported = till_row_get_text (row, WORDS);
  int              reason = TILL_DEPOSIT_CLOSES;
  g_autofree char *why = NULL;

  if (text != NULL && till_enum_from_text (TILL_TYPE_DEPOSIT_REASON, text, &reason))
    why = till_deposit_reason_to_words ((TillDepositReason) reason,
                                        till_money (till_row_get_int (row, DIFFERENCE)));
  if (why == NULL || reported == NULL)
    return why != NULL ? g_steal_pointer (&why) : g_strdup (reported);

  /* Translators: the processor's words of a chargeback, and what it differs by */
  return g_strdup_printf (_ ("%s: %s"), reported, why);
}

/* "The month's fees (Maria, Nov 29, 2026, 11:12 PM)": the first of it tells most. */
static char *
explanation_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  g_autofree char *when = NULL;

  if (till_row_is_null (row, column))
    return NULL;
  when = till_instant_format (till_row_get_int (row, EXPLAINED_AT), zone);

  /* Translators: what was said, who, and when */
  return g_strdup_printf (_ ("%s (%s, %s)"), till_row_get_text (row, column),
                          till_row_get_text (row, EXPLAINED_BY), when);
}

static const TillChoice kinds[] = {
  { "batch", N_ ("Batch of cards") },
  { "adjustment", N_ ("Chargeback or return") },
  { "expected", N_ ("Expected") },
  { NULL, NULL },
};

static const TillColumn columns[N_COLUMNS] = {
  [DATE] = { "date", N_ ("Date"), TILL_COLUMN_DAY, .filterable = TRUE, .sortable = TRUE,
             .width = 14 },
  [SALES] = { "sales", N_ ("Gross sales"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
              .width = 11 },
  [REFUNDS] = { "refunds", N_ ("Refunds"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
                .width = 11 },
  [FEES] = { "fees", N_ ("Fees"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
             .width = 10 },
  [DEPOSITED] = { "deposited", N_ ("Deposited"), TILL_COLUMN_MONEY, .filterable = TRUE,
                  .sortable = TRUE, .width = 11 },
  [ACCOUNT] = { "account", N_ ("Account"), TILL_COLUMN_TEXT, .filterable = TRUE, .keeps_end = TRUE,
                .width = 12 },
  [STATE] = { "state", N_ ("State"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
              .expand = TRUE, .width = 22, .choices = states },
  [CHECKED] = { "checked", N_ ("Checked"), TILL_COLUMN_CHOICE, .filterable = TRUE, .width = 12,
                .choices = checks, .to_words = checks_to_words },
  [KIND] = { "kind", NULL, TILL_COLUMN_CHOICE, .filterable = TRUE, .choices = kinds },
  [REASON] = { "reason", N_ ("Reason"), TILL_COLUMN_TEXT, .off_screen = TRUE, .width = 22,
               .to_words = reason_to_words },
  [DIFFERENCE] = { "difference", N_ ("Difference"), TILL_COLUMN_MONEY, .off_screen = TRUE,
                   .quiet_zero = TRUE, .width = 10 },
  [EXPLANATION] = { "explanation", N_ ("Explanation"), TILL_COLUMN_TEXT, .off_screen = TRUE,
                    .width = 22, .to_words = explanation_to_words },
  [BATCH] = { "batch", NULL, TILL_COLUMN_TEXT },
  [TERMINAL] = { "terminal", NULL, TILL_COLUMN_TEXT, .filterable = TRUE },
  [SETTLED] = { "settled", NULL, TILL_COLUMN_DAY, .filterable = TRUE,
                .words = N_ ("Of the batch of") },
  [WORDS] = { "words", NULL, TILL_COLUMN_TEXT },
  [OF_DEPOSIT] = { "deposit", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE },
  [AT_BANK] = { "at-bank", NULL, TILL_COLUMN_CHOICE, .filterable = TRUE, .choices = at_bank },
  [N_ITEMS] = { "items", NULL, TILL_COLUMN_NUMBER },
  [N_UNPOSTED] = { "unposted", NULL, TILL_COLUMN_NUMBER },
  [EXPLAINED_BY] = { "explained-by", NULL, TILL_COLUMN_TEXT },
  [EXPLAINED_AT] = { "explained-at", NULL, TILL_COLUMN_INSTANT },
  [HAPPENED] = { "happened", NULL, TILL_COLUMN_INSTANT, .filterable = TRUE },
};

static const TillColumnSql sql[N_COLUMNS] = {
  [DATE] = { "funded_on" },
  [SALES] = { "sales_cents" },
  [REFUNDS] = { "refunds_cents" },
  [FEES] = { "fees_cents" },
  [DEPOSITED] = { "deposited_cents" },
  [ACCOUNT] = { "account", .match = "lower(account)", .nullable = TRUE },
  [STATE] = { "state", .few = TRUE },
  [CHECKED] = { CHECKS, .nullable = TRUE, .choices = check_conditions },
  [KIND] = { "kind" },
  [REASON] = { "reason" },
  [DIFFERENCE] = { "difference_cents" },
  [EXPLANATION] = { "explanation", .nullable = TRUE },
  [BATCH] = { "batch", .nullable = TRUE },
  [TERMINAL] = { "terminal", .nullable = TRUE },
  [SETTLED] = { "settled_on", .nullable = TRUE },
  [WORDS] = { "words", .nullable = TRUE },
  [OF_DEPOSIT] = { "id" },
  [AT_BANK] = { "CASE WHEN bank_line_id IS NULL THEN 'no' ELSE 'yes' END" },
  [N_ITEMS] = { "n_items" },
  [N_UNPOSTED] = { "n_unposted" },
  [EXPLAINED_BY] = { "explained_by", .nullable = TRUE },
  [EXPLAINED_AT] = { "explained_at", .nullable = TRUE },
  [HAPPENED] = { "NULL", .nullable = TRUE },
};

/* What the report and who explained it say. */
gboolean
till_store_fold_deposit (TillDbConnection *connection, const TillDeposit *deposit, GError **error)
{
  static const char set_folded[] =
    "UPDATE deposits SET words_folded = ?2 WHERE id = ?1 AND words_folded <> ?2";
  g_autoptr (TillDbStatement) statement = NULL;
  g_autofree char            *both =
    g_strdup_printf ("%s %s", deposit->words != NULL ? deposit->words : "",
                     deposit->explanation != NULL ? deposit->explanation : "");
  g_autofree char *folded = till_text_fold (both);

  if (deposit->words == NULL && deposit->explanation == NULL)
    return TRUE;
  statement = till_db_prepare (connection, set_folded, error);
  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, deposit->id);
  till_db_bind_text (statement, 2, folded);

  return till_db_run (statement, error);
}

static const TillSqlSearch search[] = {
  { TILL_SEARCH_AMOUNT, "SELECT id FROM deposits WHERE deposited_cents", NULL },
  { TILL_SEARCH_AMOUNT, "SELECT id FROM deposits WHERE sales_cents", NULL },
  { TILL_SEARCH_WHOLE, "SELECT id FROM deposits WHERE batch", NULL },
  { TILL_SEARCH_ID, NULL, NULL },
};

static const TillSum sums[] = {
  { "sales", 0, TILL_SUM_ALL, N_ ("Gross sales") },
  { "refunds", 1, TILL_SUM_ALL, N_ ("Total refunds") },
  { "fees", 2, TILL_SUM_ALL, N_ ("Fees") },
  { "deposited", 3, TILL_SUM_ALL, N_ ("Deposited") },
  { NULL },
};

static const TillListFilter filters[] = {
  { N_ ("With a difference"),
    "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\",\"values\":[\"difference\"]}]}" },
  { N_ ("Overdue"),
    "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\",\"values\":[\"overdue\"]}]}" },
  { N_ ("Still to come"),
    "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\",\"values\":[\"expected\",\"overdue\","
    "\"unchecked\",\"on-its-way\"]}]}" },
  { N_ ("Not all posted"),
    "{\"conditions\":[{\"column\":\"checked\",\"op\":\"is\",\"values\":[\"not-posted\"]}]}" },
  { N_ ("Not on a bank statement"),
    "{\"conditions\":[{\"column\":\"checked\",\"op\":\"is\",\"values\":[\"not-at-bank\"]}]}" },
  { N_ ("Taken from the account"),
    "{\"conditions\":[{\"column\":\"deposited\",\"op\":\"between\",\"values\":[\"\",\"-1\"]}]}" },
  { NULL, NULL },
};

/* A few thousand rows: one index in the order they are shown in serves all. */
static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ "deposits_by_day", NULL };
}

#define REPORTED "(" IS_THERE ") * "

static const TillListKind kind = {
  .table = "deposits",
  .title = N_ ("Deposits"),
  .columns = { columns, sql, N_COLUMNS, "words_folded", search },
  .default_sort = DATE,
  .sources = { REPORTED "sales_cents", REPORTED "refunds_cents", REPORTED "fees_cents",
               REPORTED "deposited_cents" },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_deposits_kind (void)
{
  return &kind;
}

TillTable *
till_store_deposits_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}

/* ── What a deposit is made of ───────────────────────────────────────────────────────────────── */

/* A deposit's transactions, in its own columns: each amount stands below the sum that it is in. */
static const TillColumnSql item_sql[N_COLUMNS] = {
  [DATE] = { "happened_at" },
  [SALES] = { "CASE WHEN amount_cents >= 0 THEN amount_cents END", .nullable = TRUE },
  [REFUNDS] = { "CASE WHEN amount_cents < 0 THEN -amount_cents END", .nullable = TRUE },
  [FEES] = { "NULL", .nullable = TRUE },
  [DEPOSITED] = { "NULL", .nullable = TRUE },
  [ACCOUNT] = { "card", .nullable = TRUE },
  [STATE] = { "status" },
  [CHECKED] = { "CASE WHEN posting IN ('unposted', 'posting', 'needs-review') THEN 'n'"
                " WHEN posting = 'posted' THEN 'y' END",
                .nullable = TRUE },
  [KIND] = { "kind" },
  [REASON] = { "posting" },
  [DIFFERENCE] = { "NULL", .nullable = TRUE },
  [EXPLANATION] = { "NULL", .nullable = TRUE },
  [BATCH] = { "batch", .nullable = TRUE },
  [TERMINAL] = { "terminal", .match = "substr (terminal, -4)", .nullable = TRUE },
  [SETTLED] = { "NULL", .nullable = TRUE },
  [WORDS] = { "patient_name", .nullable = TRUE },
  [OF_DEPOSIT] = { "NULL", .match = "deposit_id", .nullable = TRUE },
  [AT_BANK] = { "NULL", .nullable = TRUE },
  [N_ITEMS] = { "NULL", .nullable = TRUE },
  [N_UNPOSTED] = { "NULL", .nullable = TRUE },
  [EXPLAINED_BY] = { "NULL", .nullable = TRUE },
  [EXPLAINED_AT] = { "NULL", .nullable = TRUE },
  [HAPPENED] = { "happened_at" },
};

static const TillSum item_sums[] = {
  { "sales", 0, TILL_SUM_POSITIVE, N_ ("Gross sales") },
  { "refunds", 0, TILL_SUM_NEGATIVE, N_ ("Total refunds") },
  { NULL },
};

static TillListPlan
choose_item_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ NULL, "id = transaction_id" };
}

/* The cross join keeps the order: few items are looked up among a million transactions, never the
 * other way round. */
static const TillListKind item_kind = {
  .table = "transactions",
  .title = N_ ("Transactions"),
  .from = "deposit_items CROSS JOIN transactions",
  .also = "deposit_items",
  .columns = { columns, item_sql, N_COLUMNS, NULL, NULL },
  .default_sort = DATE,
  .sources = { "amount_cents" },
  .sums = item_sums,
  .filters = NULL,
  .plan = choose_item_plan,
};

const TillListKind *
till_store_deposit_items_kind (void)
{
  return &item_kind;
}

/* What is only expected has no items: its transactions are those that no deposit has. */
static TillListPlan
choose_expected_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ "transactions_by_time", TILL_STILL_OUT };
}

static const TillListKind expected_kind = {
  .table = "transactions",
  .title = N_ ("Transactions"),
  .also = "deposit_items",
  .columns = { columns, item_sql, N_COLUMNS, NULL, NULL },
  .default_sort = DATE,
  .sources = { "amount_cents" },
  .sums = item_sums,
  .filters = NULL,
  .plan = choose_expected_plan,
};

static void
set_filter_of (TillFilter *filter, const TillDeposit *of)
{
  g_autofree char  *number = g_strdup_printf ("%" G_GINT64_FORMAT, of->id);
  g_autofree char  *day = till_day_to_iso (of->settled_on);
  const char *const terminal[] = { of->terminal, NULL };

  if (of->kind != TILL_DEPOSIT_EXPECTED)
    {
      till_filter_set (filter, "deposit", TILL_OP_IS, (const char *const[]){ number, NULL });
      return;
    }
  till_filter_set (filter, "happened", TILL_OP_BETWEEN, (const char *const[]){ day, day, NULL });
  till_filter_set (filter, "terminal", of->terminal != NULL ? TILL_OP_IS : TILL_OP_EMPTY, terminal);
}

TillTable *
till_store_deposit_items_table_new (TillDb            *db,
                                    TillClock         *clock,
                                    GTimeZone         *zone,
                                    const TillDeposit *of)
{
  TillTable *self = till_list_new (of->kind == TILL_DEPOSIT_EXPECTED ? &expected_kind : &item_kind,
                                   db, clock, zone);
  g_autoptr (TillFilter) filter = till_filter_new ();

  set_filter_of (filter, of);
  till_table_set_filter (self, filter);

  return self;
}
