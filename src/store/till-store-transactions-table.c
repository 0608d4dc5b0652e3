/* till-store-transactions-table.c: the Transactions tab's table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-transactions.h"

#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"

static const TillChoice methods[] = {
  { "terminal", N_ ("Card terminal") },
  { "virtual", N_ ("Virtual terminal") },
  { "card-on-file", N_ ("Card on file") },
  { "online", N_ ("Online") },
  { "cash", N_ ("Cash") },
  { "check", N_ ("Check") },
  { NULL, NULL },
};

static const TillChoice statuses[] = {
  { "paid", N_ ("Paid") },
  { "partly-refunded", N_ ("Partly refunded") },
  { "refunded", N_ ("Refunded") },
  { "voided", N_ ("Voided") },
  { "pending", N_ ("Pending") },
  { "authorized", N_ ("Authorized") },
  { "declined", N_ ("Declined") },
  { "failed", N_ ("Failed") },
  { NULL, NULL },
};

static const TillChoice postings[] = {
  { "unposted", N_ ("Unposted") },    { "needs-review", N_ ("Needs review") },
  { "posting", N_ ("Posting…") },     { "posted", N_ ("Posted") },
  { "none", N_ ("Nothing to post") }, { NULL, NULL },
};

static const TillChoice kinds[] = {
  { "payment", N_ ("Payment") },
  { "refund", N_ ("Refund") },
  { "void", N_ ("Void") },
  { NULL, NULL },
};

/* What somebody is to look at. */
static const TillChoice marks[] = {
  { TILL_MARK_OLD_LINK, N_ ("Paid through an old link") },
  { TILL_MARK_OVER_ASKED, N_ ("More than was asked for") },
  { "extra", N_ ("A second charge") },
  { NULL, NULL },
};

static const TillQuickRange amounts[] = {
  { N_ ("Payments"), "1", "" },
  { N_ ("Refunds"), "", "-1" },
  { NULL, NULL, NULL },
};

/* In a cell there is nothing to say where there is nothing to post. */
static char *
posting_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  int posting = TILL_POSTING_NONE;

  if (!till_enum_from_text (TILL_TYPE_POSTING, till_row_get_text (row, column), &posting))
    return g_strdup ("");

  return g_strdup (till_posting_to_words ((TillPosting) posting));
}

enum
{
  DATE,
  PATIENT,
  AMOUNT,
  METHOD,
  CARD,
  STATUS,
  POSTED,
  KIND,
  STATE,
  RECEIPT,
  PATIENT_ID,
  ENTERED,
  DEPOSIT_DAY,
  MARK,
  N_COLUMNS,
};

static const TillColumn columns[N_COLUMNS] = {
  [DATE] = { "date", N_ ("Date"), TILL_COLUMN_INSTANT, .filterable = TRUE, .sortable = TRUE,
             .width = 26 },
  [PATIENT] = { "patient", N_ ("Patient"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
                .expand = TRUE, .is_name = TRUE, .width = 22 },
  [AMOUNT] = { "amount", N_ ("Amount"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
               .width = 11, .quick = amounts },
  [METHOD] = { "method", N_ ("Method"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
               .width = 14, .choices = methods },
  [CARD] = { "card", N_ ("Card"), TILL_COLUMN_TEXT, .filterable = TRUE, .keeps_end = TRUE,
             .width = 16 },
  [STATUS] = { "status", N_ ("Status"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
               .width = 14, .choices = statuses },
  [POSTED] = { "posted", N_ ("Posted"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
               .width = 12, .choices = postings, .to_words = posting_to_words },
  [KIND] = { "kind", NULL, TILL_COLUMN_CHOICE, .filterable = TRUE, .choices = kinds },
  [STATE] = { "state", NULL, TILL_COLUMN_CHOICE },
  [RECEIPT] = { "receipt", NULL, TILL_COLUMN_TEXT },
  [PATIENT_ID] = { "patient-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE,
                   .words = N_ ("Patient"), .empty = N_ ("Unassigned") },
  [ENTERED] = { "entered", NULL, TILL_COLUMN_INSTANT, .filterable = TRUE, .words = N_ ("Entered") },
  [DEPOSIT_DAY] = { "deposit-day", NULL, TILL_COLUMN_DAY, .filterable = TRUE,
                    .words = N_ ("In the deposits of"), .empty = N_ ("In no deposit yet") },
  [MARK] = { "mark", NULL, TILL_COLUMN_CHOICE, .filterable = TRUE, .choices = marks },
};

/* Of the deposit that a payment is in: of its batch, as the reconciliation counts it. */
#define DEPOSIT_DAY_SQL "coalesce (d.settled_on, d.funded_on)"
#define REPORTED_SQL "d.kind <> 'expected' AND d.state <> 'withdrawn'"

static const char *const deposit_tables[] = { "deposit_items", "deposits", NULL };

static const TillColumnSql sql[N_COLUMNS] = {
  [DATE] = { "happened_at" },
  [PATIENT] = { "patient_name", .match = "patient_name_folded" },
  [AMOUNT] = { "amount_cents" },
  [METHOD] = { "method", .few = TRUE },
  [CARD] = { "card", .match = "lower(card)", .nullable = TRUE },
  [STATUS] = { "status", .few = TRUE },
  [POSTED] = { "posting", .few = TRUE },
  [KIND] = { "kind" },
  [STATE] = { "state" },
  [RECEIPT] = { "receipt_number", .nullable = TRUE },
  [PATIENT_ID] = { "patient_id", .nullable = TRUE,
                   .also = "SELECT id FROM patients WHERE merged_into" },
  [ENTERED] = { "entered_at" },
  [DEPOSIT_DAY] = { "NULL",
                    .match = "(SELECT " DEPOSIT_DAY_SQL " FROM deposit_items AS i"
                             " JOIN deposits AS d ON d.id = i.deposit_id AND " REPORTED_SQL
                             " WHERE i.transaction_id = transactions.id)",
                    .nullable = TRUE,
                    .ids = "SELECT i.transaction_id FROM deposits AS d"
                           " CROSS JOIN deposit_items AS i ON i.deposit_id = d.id"
                           " WHERE " REPORTED_SQL " AND " DEPOSIT_DAY_SQL,
                    .tables = deposit_tables },
  [MARK] = { "mark", .nullable = TRUE },
};

static const TillSum sums[] = {
  { "payments", 0, TILL_SUM_POSITIVE, N_ ("Payments") },
  { "refunds", 0, TILL_SUM_NEGATIVE, N_ ("Refunds") },
  { "fees", 1, TILL_SUM_ALL, N_ ("Fees") },
  { "net", 0, TILL_SUM_ALL, N_ ("Net") },
  { NULL },
};

static const TillListFilter filters[] = {
  { N_ ("Unposted"),
    "{\"conditions\":[{\"column\":\"posted\",\"op\":\"is\",\"values\":[\"unposted\"]}]}" },
  { N_ ("Unassigned"),
    "{\"conditions\":[{\"column\":\"patient-id\",\"op\":\"empty\",\"values\":[]},"
    "{\"column\":\"status\",\"op\":\"is\",\"values\":[\"paid\",\"partly-refunded\","
    "\"refunded\",\"voided\",\"authorized\"]}]}" },
  { N_ ("Paid through an old link, or too much"),
    "{\"conditions\":[{\"column\":\"mark\",\"op\":\"is\",\"values\":[\"old-link\","
    "\"over-asked\",\"extra\"]}]}" },
  { N_ ("Declined this week"),
    "{\"conditions\":[{\"column\":\"status\",\"op\":\"is\",\"values\":[\"declined\"]},"
    "{\"column\":\"date\",\"op\":\"preset\",\"values\":[\"this-week\"]}]}" },
  { N_ ("Refunded this month"),
    "{\"conditions\":[{\"column\":\"kind\",\"op\":\"is\",\"values\":[\"refund\"]},"
    "{\"column\":\"date\",\"op\":\"preset\",\"values\":[\"this-month\"]}]}" },
  { N_ ("Cash and checks"),
    "{\"conditions\":[{\"column\":\"method\",\"op\":\"is\",\"values\":[\"cash\",\"check\"]}]}" },
  { NULL, NULL },
};

#define OF_PATIENT "SELECT id FROM transactions WHERE patient_id IN (SELECT id FROM patients WHERE "

static const TillSqlSearch search[] = {
  { TILL_SEARCH_ID, "SELECT id FROM transactions WHERE id", NULL },
  { TILL_SEARCH_AMOUNT, "SELECT id FROM transactions WHERE amount_cents", NULL },
  { TILL_SEARCH_BEGINS, "SELECT id FROM transactions WHERE receipt_number", NULL },
  { TILL_SEARCH_LAST_FOUR, "SELECT id FROM transactions WHERE card_last_four", NULL },
  { TILL_SEARCH_WHOLE, "SELECT id FROM transactions WHERE processor_id", NULL },
  { TILL_SEARCH_PHONE, OF_PATIENT "phone_digits", ")" },
  { TILL_SEARCH_PHONE_END, OF_PATIENT "phone_reversed", ")" },
  { TILL_SEARCH_ID, NULL, NULL },
};

/* ── Which index ─────────────────────────────────────────────────────────────────────────────── */

/* As the partial index says it. */
#define NOT_POSTED "posting IN ('unposted', 'posting', 'needs-review')"

static gboolean
asks_not_posted_only (TillFilter *filter)
{
  static const char *const open[] = { "unposted", "posting", "needs-review", NULL };
  const TillCondition     *condition = till_filter_find (filter, "posted");

  if (condition == NULL || condition->op != TILL_OP_IS || condition->values[0] == NULL)
    return FALSE;

  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      if (!g_strv_contains (open, condition->values[i]))
        return FALSE;
    }

  return TRUE;
}

/* The day may be open at its end: what is newest is asked for most. @column is of time. */
static gboolean
asks_for_days (TillFilter *filter, const char *column, TillDay today)
{
  const TillCondition *condition = till_filter_find (filter, column);
  TillDayRange         range;

  return condition != NULL && till_condition_get_days (condition, today, &range) &&
         !(till_day_is_none (range.first) && till_day_is_none (range.last));
}

static gboolean
asks_for_name (TillFilter *filter)
{
  const TillCondition *condition = till_filter_find (filter, "patient");

  return (condition != NULL && condition->op != TILL_OP_EMPTY) ||
         *till_filter_get_search (filter) != '\0';
}

static gboolean
read_cents (const char *value, gint64 *cents)
{
  return value != NULL && g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, cents, NULL);
}

/* An amount, or a range of no more than twice its lower end: few enough to be sorted by time after
 * they are found. A wider one is quicker read in the order it is shown. */
static gboolean
asks_for_narrow_amounts (TillFilter *filter)
{
  const TillCondition *condition = till_filter_find (filter, "amount");
  gint64               first;
  gint64               last;

  if (condition == NULL || till_filter_get_n_conditions (filter) > 1 ||
      *till_filter_get_search (filter) != '\0')
    return FALSE;
  if (condition->op == TILL_OP_IS)
    return TRUE;
  if (condition->op != TILL_OP_BETWEEN || !read_cents (condition->values[0], &first) ||
      !read_cents (condition->values[1], &last))
    return FALSE;

  return first > 0 ? last / 2 <= first : last < 0 && first / 2 >= last;
}

static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  const TillCondition *patient = till_filter_find (filter, "patient-id");
  const TillCondition *deposit_day = till_filter_find (filter, "deposit-day");
  gboolean             is_bare = till_filter_get_n_conditions (filter) == 0;

  if (asks_not_posted_only (filter))
    return (TillListPlan){ "transactions_unposted", NOT_POSTED };
  if (patient != NULL && patient->op == TILL_OP_IS && patient->values[0] != NULL)
    return (TillListPlan){ "transactions_by_patient", "patient_id IS NOT NULL" };
  if (patient != NULL && patient->op == TILL_OP_EMPTY)
    return (TillListPlan){ "transactions_unassigned", "patient_id IS NULL" };
  if (deposit_day != NULL && till_condition_is_bounded (deposit_day))
    return (TillListPlan){ NULL, NULL };
  /* Each way a number may be found by has its index, and gives ids. */
  if (*till_filter_get_search (filter) != '\0' && till_filter_search_is_number (filter))
    return (TillListPlan){ NULL, NULL };
  if (asks_for_days (filter, "date", today))
    return (TillListPlan){ "transactions_by_time", NULL };
  if (asks_for_days (filter, "entered", today))
    return (TillListPlan){ "transactions_by_entry", NULL };
  if (asks_for_name (filter))
    return (TillListPlan){ "transactions_by_patient_name", NULL };
  if (asks_for_narrow_amounts (filter))
    return (TillListPlan){ "transactions_by_amount", NULL };
  if (is_bare && sort->column != NULL && g_str_equal (sort->column, "patient"))
    return (TillListPlan){ "transactions_by_patient_name", NULL };
  if (is_bare && sort->column != NULL && g_str_equal (sort->column, "amount"))
    return (TillListPlan){ "transactions_by_amount", NULL };

  return (TillListPlan){ "transactions_by_time", NULL };
}

static const TillListKind kind = {
  .table = "transactions",
  .title = N_ ("Transactions"),
  .columns = { columns, sql, N_COLUMNS, "patient_name_folded", search },
  .default_sort = DATE,
  .sources = { "counted_cents", "counted_fee_cents" },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_transactions_kind (void)
{
  return &kind;
}

TillTable *
till_store_transactions_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
