/* till-store-plans-table.c: the Payment Plans tab's table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "model/till-states.h"
#include "store/till-store-plans-private.h"

/* As model/till-plan.h says them. */
static const TillChoice statuses[] = {
  { "pending", N_ ("Pending") },     { "authorized", N_ ("Authorized") },
  { "active", N_ ("Active") },       { "failed", N_ ("Failed") },
  { "paused", N_ ("Paused") },       { "completed", N_ ("Completed") },
  { "cancelled", N_ ("Cancelled") }, { NULL, NULL },
};

/* As model/till-plan-terms.h knows them, short. */
static const TillChoice cadences[] = {
  { "weekly", N_ ("Weekly") },       { "two-weeks", N_ ("Every two weeks") },
  { "monthly", N_ ("Monthly") },     { "monthly-weekday", N_ ("Monthly, on a weekday") },
  { "quarterly", N_ ("Quarterly") }, { NULL, NULL },
};

enum
{
  PATIENT,
  WHAT_FOR,
  PLAN,
  NEXT,
  PAID,
  STATUS,
  NEXT_AMOUNT,
  TOTAL,
  REMAINING,
  PARTS_PAID,
  INSTALLMENTS,
  EACH,
  DOWN,
  CARD,
  MADE,
  AUTHORIZED,
  REASON,
  PARTS,
  SENDING,
  GUARANTOR,
  N_COLUMNS,
};

/* What is left of its parts are those that are paid: they are no part of anything. */
static gboolean
is_cancelled (TillRow *row)
{
  return g_strcmp0 (till_row_get_text (row, STATUS), "cancelled") == 0;
}

/* "2 of 6": what is paid of what there is to pay, the down payment counted. */
static char *
parts_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  if (is_cancelled (row))
    return g_strdup_printf ("%d", (int) till_row_get_int (row, column));

  /* Translators: parts of a payment plan that are paid, of all */
  return g_strdup_printf (_ ("%d of %d"), (int) till_row_get_int (row, column),
                          (int) till_row_get_int (row, PARTS));
}

/* "6 × $100.00, monthly" */
static char *
terms_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  TillPlanTerms terms = { .n_installments = till_row_get_int (row, INSTALLMENTS),
                          .installment = till_money (till_row_get_int (row, EACH)),
                          .down_payment = till_money (till_row_get_int (row, DOWN)) };
  int           cadence;

  if (!till_enum_from_text (TILL_TYPE_CADENCE, till_row_get_text (row, column), &cadence))
    return NULL;
  terms.cadence = (TillCadence) cadence;

  return till_plan_terms_to_words (&terms);
}

/* "Feb 4, 2027 · $100.00" */
static char *
next_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  const TillDay    next = { (gint32) till_row_get_int (row, column) };
  g_autofree char *day = NULL;
  g_autofree char *amount = NULL;

  if (till_row_is_null (row, column))
    return NULL;
  day = till_day_format (next);
  amount = till_money_format (till_money (till_row_get_int (row, NEXT_AMOUNT)));

  /* Translators: a day, and what is paid on it */
  return g_strdup_printf (_ ("%s · %s"), day, amount);
}

/* "2 of 6 · $200.00 of $600.00" */
static char *
paid_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  g_autofree char *paid = till_money_format (till_money (till_row_get_int (row, column)));
  g_autofree char *total = till_money_format (till_money (till_row_get_int (row, TOTAL)));

  if (is_cancelled (row))
    return g_strdup_printf (_ ("%s of %s"), paid, total);

  /* Translators: parts that are paid, of all; then the amounts: "2 of 6 · $200.00 of $600.00" */
  return g_strdup_printf (_ ("%d of %d · %s of %s"), (int) till_row_get_int (row, PARTS_PAID),
                          (int) till_row_get_int (row, PARTS), paid, total);
}

#define FILTERED .filterable = TRUE, .sortable = TRUE
#define CHOSEN FILTERED, .starts_hidden = TRUE

static const TillColumn columns[N_COLUMNS] = {
  [PATIENT] = { "patient", N_ ("Patient"), TILL_COLUMN_TEXT, FILTERED, .expand = TRUE,
                .is_name = TRUE, .width = 22 },
  [WHAT_FOR] = { "what-for", N_ ("For"), TILL_COLUMN_TEXT, FILTERED, .width = 16 },
  [PLAN] = { "plan", N_ ("Plan"), TILL_COLUMN_CHOICE, FILTERED, .width = 24, .choices = cadences,
             .to_words = terms_to_words, .tells_more = TRUE },
  [NEXT] = { "next", N_ ("Next Payment"), TILL_COLUMN_DAY, FILTERED, .width = 22,
             .empty = N_ ("No next payment"), .to_words = next_to_words, .tells_more = TRUE },
  [PAID] = { "paid", N_ ("Paid"), TILL_COLUMN_MONEY, FILTERED, .width = 30,
             .to_words = paid_to_words, .tells_more = TRUE },
  [STATUS] = { "status", N_ ("Status"), TILL_COLUMN_CHOICE, FILTERED, .width = 17,
               .choices = statuses },
  [NEXT_AMOUNT] = { "next-amount", N_ ("Next Amount"), TILL_COLUMN_MONEY, CHOSEN,
                    .quiet_zero = TRUE, .width = 11 },
  [TOTAL] = { "total", N_ ("Total"), TILL_COLUMN_MONEY, CHOSEN, .width = 11 },
  [REMAINING] = { "remaining", N_ ("Remaining"), TILL_COLUMN_MONEY, CHOSEN, .quiet_zero = TRUE,
                  .width = 11 },
  [PARTS_PAID] = { "parts-paid", N_ ("Parts Paid"), TILL_COLUMN_NUMBER, CHOSEN, .width = 9,
                   .to_words = parts_to_words },
  [INSTALLMENTS] = { "installments", N_ ("Installments"), TILL_COLUMN_NUMBER, CHOSEN, .width = 9 },
  [EACH] = { "each", N_ ("Each"), TILL_COLUMN_MONEY, CHOSEN, .width = 11 },
  [DOWN] = { "down", N_ ("Down Payment"), TILL_COLUMN_MONEY, CHOSEN, .quiet_zero = TRUE,
             .width = 11 },
  [CARD] = { "card", N_ ("Card"), TILL_COLUMN_TEXT, CHOSEN, .width = 16,
             .empty = N_ ("No card yet") },
  [MADE] = { "made", N_ ("Made On"), TILL_COLUMN_INSTANT, CHOSEN, .width = 26 },
  [AUTHORIZED] = { "authorized", N_ ("Authorized On"), TILL_COLUMN_INSTANT, CHOSEN, .width = 26,
                   .empty = N_ ("Not authorized yet") },
  [REASON] = { "reason", N_ ("Reason"), TILL_COLUMN_TEXT, .filterable = TRUE, .off_screen = TRUE,
               .width = 18 },
  [PARTS] = { "parts", NULL, TILL_COLUMN_NUMBER },
  [SENDING] = { "sending", NULL, TILL_COLUMN_TEXT },
  [GUARANTOR] = { "patient-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE,
                  .words = N_ ("Patient") },
};

/* Of the terms in force; of a pending plan, those that are offered. */
#define OF_VERSION(what)                                                                           \
  "(SELECT v." what                                                                                \
  " FROM plan_versions AS v WHERE v.plan_id = plans.id AND v.number = plans.version)"

/* One that was deleted is charged no more. */
#define CARD_WORDS                                                                                 \
  "(SELECT coalesce(c.brand || ' ', '') || coalesce('••' || c.last_four, '')"                  \
  "   FROM cards AS c WHERE c.id = plans.card_id AND c.state = 'kept')"

/* While nothing is charged, nothing is next. */
#define GOES_ON "state IN ('authorized', 'active', 'failed')"

/* Of a pending plan that was sent to the patient (model/till-plan-sending.h says the same, and
 * till-store-plan-sendings.c which one counts). */
#define SENDING_STATUS                                                                             \
  "CASE WHEN state = 'pending' THEN"                                                               \
  " (SELECT CASE WHEN s.state IN ('paid', 'no-card') THEN s.state"                                 \
  "              WHEN s.state = 'used' THEN 'over'"                                                \
  "              WHEN r.paid_cents > 0 AND (r.state = 'requested' OR s.state = 'sent')"            \
  "              THEN 'partly-paid'"                                                               \
  "              WHEN r.state <> 'requested' THEN 'over'"                                          \
  "              WHEN r.reason = 'undeliverable' THEN 'undeliverable' ELSE 'waits' END"            \
  "    FROM plan_sendings AS s JOIN requests AS r ON r.id = s.request_id"                          \
  "   WHERE s.plan_id = plans.id AND s.version = plans.version"                                    \
  "   ORDER BY r.state <> 'requested', s.state NOT IN ('paid', 'no-card'), s.id DESC LIMIT 1) END"

/* What is cancelled is owed as before, and not by the plan. */
#define REST "CASE WHEN state = 'cancelled' THEN 0 ELSE total_cents - paid_cents END"

static const char *const cards[] = { "cards", NULL };
static const char *const sendings[] = { "plan_sendings", "requests", NULL };

static const TillColumnSql sql[N_COLUMNS] = {
  [PATIENT] = { "patient_name", .match = "patient_name_folded" },
  [WHAT_FOR] = { "what_for", .match = "what_for_folded" },
  [PLAN] = { OF_VERSION ("cadence"), .few = TRUE },
  [NEXT] = { "CASE WHEN " GOES_ON " THEN next_day END", .nullable = TRUE },
  [NEXT_AMOUNT] = { "CASE WHEN " GOES_ON " THEN next_cents ELSE 0 END" },
  [PAID] = { "paid_cents" },
  [STATUS] = { "state", .few = TRUE },
  [TOTAL] = { "total_cents" },
  [REMAINING] = { REST },
  [PARTS_PAID] = { "n_paid" },
  [INSTALLMENTS] = { OF_VERSION ("n_installments") },
  [EACH] = { OF_VERSION ("installment_cents") },
  [DOWN] = { OF_VERSION ("down_payment_cents") },
  [CARD] = { CARD_WORDS, .match = "lower(" CARD_WORDS ")", .nullable = TRUE, .tables = cards },
  [MADE] = { "made_at" },
  [AUTHORIZED] = { "authorized_at", .nullable = TRUE },
  [REASON] = { "why", .match = "lower(why)", .nullable = TRUE },
  [PARTS] = { "n_parts" },
  [SENDING] = { SENDING_STATUS, .nullable = TRUE, .tables = sendings },
  [GUARANTOR] = { "guarantor_id", .also = "SELECT id FROM patients WHERE merged_into" },
};

static const TillSum sums[] = {
  { "total", 0, TILL_SUM_ALL, N_ ("Total") },
  { "paid", 1, TILL_SUM_ALL, N_ ("Paid") },
  { "remaining", 2, TILL_SUM_ALL, N_ ("Remaining") },
  { NULL },
};

#define WITH_STATUS(status)                                                                        \
  "{\"conditions\":[{\"column\":\"status\",\"op\":\"is\",\"values\":[\"" status "\"]}]}"

/* All that is not over: a paused plan is to be seen, or nobody would think of it again. */
#define NOT_OVER                                                                                   \
  "{\"conditions\":[{\"column\":\"status\",\"op\":\"is\",\"values\":[\"pending\","                 \
  "\"authorized\",\"active\",\"failed\",\"paused\"]}]}"

static const TillListFilter filters[] = {
  { N_ ("Not over"), NOT_OVER },
  { N_ ("Missed a payment"), WITH_STATUS ("failed") },
  { N_ ("Waiting to be authorized"), WITH_STATUS ("pending") },
  { N_ ("Next 7 days"),
    "{\"conditions\":[{\"column\":\"next\",\"op\":\"next-days\",\"values\":[\"7\"]}]}" },
  { N_ ("Paused"), WITH_STATUS ("paused") },
  { N_ ("Completed"), WITH_STATUS ("completed") },
  { NULL, NULL },
};

#define OF_GUARANTOR "SELECT id FROM plans WHERE guarantor_id IN (SELECT id FROM patients WHERE "

static const TillSqlSearch search[] = {
  { TILL_SEARCH_ID, "SELECT id FROM plans WHERE id", NULL },
  { TILL_SEARCH_PHONE, OF_GUARANTOR "phone_digits", ")" },
  { TILL_SEARCH_PHONE_END, OF_GUARANTOR "phone_reversed", ")" },
  { TILL_SEARCH_ID, NULL, NULL },
};

/* Thousands at most: what no index finds is read in the order of the default. */
static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  const TillCondition *patient = till_filter_find (filter, "patient-id");
  gboolean             is_bare = till_filter_get_n_conditions (filter) == 0;
  gboolean             has_search = *till_filter_get_search (filter) != '\0';

  if (patient != NULL && patient->op == TILL_OP_IS && patient->values[0] != NULL)
    return (TillListPlan){ "plans_by_guarantor", NULL };
  if (has_search && till_filter_search_is_number (filter))
    return (TillListPlan){ NULL, NULL };
  if (has_search || till_filter_find (filter, "patient") != NULL ||
      (is_bare && g_strcmp0 (sort->column, "patient") == 0))
    return (TillListPlan){ "plans_by_patient_name", NULL };

  return (TillListPlan){ "plans_by_time", NULL };
}

static const TillListKind kind = {
  .table = "plans",
  .title = N_ ("Payment Plans"),
  .columns = { columns, sql, N_COLUMNS, "patient_name_folded", search },
  .default_sort = MADE,
  .beginning = NOT_OVER,
  .sources = { "total_cents", "paid_cents", REST },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_plans_kind (void)
{
  return &kind;
}

TillTable *
till_store_plans_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}

gboolean
till_store_has_plans (TillDbConnection *connection)
{
  gint64 found = 0;

  return till_db_query_int (connection, "SELECT EXISTS (SELECT 1 FROM plans)", &found, NULL) &&
         found != 0;
}

guint
till_store_count_failed_plans (TillDbConnection *connection)
{
  gint64 n = 0;

  return till_db_query_int (connection, "SELECT count(*) FROM plans WHERE state = 'failed'", &n,
                            NULL)
           ? (guint) n
           : 0;
}
