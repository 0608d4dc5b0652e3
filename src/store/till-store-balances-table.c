/* till-store-balances-table.c: the Accounts receivable tab's table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-balances-private.h"
#include "store/till-store-requests.h"

static const TillChoice reaches[] = {
  { "both", N_ ("Phone and e-mail") },
  { "phone", N_ ("Phone") },
  { "email", N_ ("E-mail") },
  { "none", N_ ("No phone or e-mail") },
  { NULL, NULL },
};

static const TillChoice snoozes[] = {
  { "day", N_ ("A day") },
  { "balance", N_ ("The balance changes") },
  { "insurance", N_ ("The insurance has paid") },
  { "none", N_ ("Not snoozed") },
  { NULL, NULL },
};

static const TillChoice plans[] = {
  { "authorized", N_ ("Authorized") },
  { "active", N_ ("Active") },
  { "failed", N_ ("Missed a payment") },
  { "paused", N_ ("Paused") },
  { NULL, NULL },
};

/* Of an age: nothing in it is asked for as often as something. */
static const TillQuickRange owing[] = {
  { N_ ("Owing"), "1", "" },
  { N_ ("Nothing"), "0", "0" },
  { NULL, NULL, NULL },
};

static const TillQuickRange totals[] = {
  { N_ ("Owing"), "1", "" },
  { N_ ("Credits"), "", "-1" },
  { NULL, NULL, NULL },
};

enum
{
  GUARANTOR,
  NUMBER,
  TOTAL,
  OWED_0_30,
  OWED_31_60,
  OWED_61_90,
  OWED_OVER_90,
  INSURANCE,
  PORTION,
  PAID,
  ASKED,
  PLAN,
  SNOOZED,
  YEARS,
  CREDIT,
  OVER_30,
  REACH,
  SNOOZED_UNTIL,
  SNOOZE_REASON,
  SNOOZED_BY,
  SNOOZED_AT,
  N_COLUMNS,
};

#define MONEY .filterable = TRUE, .sortable = TRUE, .width = 11
#define PART MONEY, .quiet_zero = TRUE, .quick = owing

static const TillColumn columns[N_COLUMNS] = {
  [GUARANTOR] = { "guarantor", N_ ("Guarantor"), TILL_COLUMN_TEXT, .filterable = TRUE,
                  .sortable = TRUE, .expand = TRUE, .is_name = TRUE, .width = 22 },
  [NUMBER] = { "number", N_ ("Number"), TILL_COLUMN_TEXT, .off_screen = TRUE, .width = 10 },
  [TOTAL] = { "total", N_ ("Total"), TILL_COLUMN_MONEY, MONEY, .quick = totals },
  [OWED_0_30] = { "0-30", N_ ("0–30"), TILL_COLUMN_MONEY, PART },
  [OWED_31_60] = { "31-60", N_ ("31–60"), TILL_COLUMN_MONEY, PART },
  [OWED_61_90] = { "61-90", N_ ("61–90"), TILL_COLUMN_MONEY, PART },
  [OWED_OVER_90] = { "over-90", N_ ("Over 90"), TILL_COLUMN_MONEY, PART },
  [INSURANCE] = { "insurance", N_ ("Insurance"), TILL_COLUMN_MONEY, PART },
  [PORTION] = { "portion", N_ ("Portion"), TILL_COLUMN_MONEY, PART },
  [PAID] = { "paid", N_ ("Last paid"), TILL_COLUMN_DAY, .filterable = TRUE, .sortable = TRUE,
             .width = 12, .empty = N_ ("Never") },
  [ASKED] = { "asked", N_ ("Last request"), TILL_COLUMN_INSTANT, .filterable = TRUE,
              .sortable = TRUE, .width = 26, .empty = N_ ("Never") },
  [PLAN] = { "plan", N_ ("Plan"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
             .width = 13, .choices = plans, .empty = N_ ("No plan") },
  [SNOOZED] = { "snoozed", N_ ("Snoozed until"), TILL_COLUMN_CHOICE, .filterable = TRUE,
                .sortable = TRUE, .width = 13, .choices = snoozes },
  [YEARS] = { "years", N_ ("Age"), TILL_COLUMN_NUMBER, .filterable = TRUE, .sortable = TRUE,
              .width = 6, .empty = N_ ("Not known") },
  [CREDIT] = { "credit", NULL, TILL_COLUMN_MONEY, .filterable = TRUE },
  [OVER_30] = { "over-30", NULL, TILL_COLUMN_MONEY, .filterable = TRUE,
                .words = N_ ("Over 30 days") },
  [REACH] = { "reach", NULL, TILL_COLUMN_CHOICE, .filterable = TRUE, .choices = reaches },
  [SNOOZED_UNTIL] = { "snoozed-until", NULL, TILL_COLUMN_DAY },
  [SNOOZE_REASON] = { "snooze-reason", NULL, TILL_COLUMN_TEXT },
  [SNOOZED_BY] = { "snoozed-by", NULL, TILL_COLUMN_TEXT },
  [SNOOZED_AT] = { "snoozed-at", NULL, TILL_COLUMN_INSTANT },
};

/* By the key, so that what asks for nothing of a snooze does not read them. */
#define OF_SNOOZE(what)                                                                            \
  "(SELECT s." what " FROM snoozes AS s WHERE s.guarantor_id = receivables.id)"

/* Likewise. */
#define OF_PERSON(what) "(SELECT p." what " FROM patients AS p WHERE p.id = receivables.id)"

/* Its own record, and those that are merged into it. */
#define RECORDS                                                                                    \
  "(SELECT receivables.id UNION ALL SELECT p.id FROM patients AS p"                                \
  "  WHERE p.merged_into = receivables.id)"

/* Of several the one that most is to be done about. */
#define OF_PLAN                                                                                    \
  "(SELECT q.state FROM plans AS q WHERE q.guarantor_id IN " RECORDS " AND " TILL_PLAN_IS_OPEN (   \
    "q.") " ORDER BY CASE q.state WHEN 'failed' THEN 0 WHEN 'paused' THEN 1 WHEN 'active' THEN 2"  \
          "          ELSE 3 END LIMIT 1)"

static const char *const plan_tables[] = { "patients", "plans", NULL };
static const char *const request_tables[] = { "messages", "patients", "requests", NULL };

static const TillColumnSql sql[N_COLUMNS] = {
  [GUARANTOR] = { "name", .match = "name_folded" },
  [NUMBER] = { OF_PERSON ("number"), .nullable = TRUE },
  [TOTAL] = { "total_cents" },
  [OWED_0_30] = { "owed_0_30_cents" },
  [OWED_31_60] = { "owed_31_60_cents" },
  [OWED_61_90] = { "owed_61_90_cents" },
  [OWED_OVER_90] = { "owed_over_90_cents" },
  [INSURANCE] = { "insurance_cents" },
  [PORTION] = { "portion_cents" },
  [PAID] = { "paid_on", .nullable = TRUE },
  [ASKED] = { "(SELECT max(r.asked_at) FROM requests AS r WHERE r.guarantor_id IN " RECORDS
              "    AND " TILL_REQUEST_WAS_MADE ("r.") ")",
              .nullable = TRUE, .tables = request_tables },
  [PLAN] = { OF_PLAN, .nullable = TRUE, .tables = plan_tables },
  [YEARS] = { "years", .nullable = TRUE },
  [CREDIT] = { "credit_cents" },
  [OVER_30] = { "(owed_31_60_cents + owed_61_90_cents + owed_over_90_cents)" },
  [REACH] = { "reach" },
  [SNOOZED] = { "coalesce(" OF_SNOOZE ("ends") ", 'none')", .few = TRUE },
  [SNOOZED_UNTIL] = { OF_SNOOZE ("until_day"), .nullable = TRUE },
  [SNOOZE_REASON] = { OF_SNOOZE ("reason"), .nullable = TRUE },
  [SNOOZED_BY] = { OF_SNOOZE ("snoozed_by"), .nullable = TRUE },
  [SNOOZED_AT] = { OF_SNOOZE ("snoozed_at"), .nullable = TRUE },
};

#define OF_PATIENT                                                                                 \
  "SELECT coalesce((SELECT k.guarantor_id FROM patients AS k WHERE k.id = patients.merged_into),"  \
  "                guarantor_id) FROM patients WHERE "

/* A number is found with whoever of the family has it. */
static const TillSqlSearch search[] = {
  { TILL_SEARCH_AMOUNT, "SELECT id FROM receivables WHERE total_cents", NULL },
  { TILL_SEARCH_FOLDED, OF_PATIENT "number_folded", NULL },
  { TILL_SEARCH_PHONE, OF_PATIENT "phone_digits", NULL },
  { TILL_SEARCH_PHONE_END, OF_PATIENT "phone_reversed", NULL },
  { TILL_SEARCH_ID, NULL, NULL },
};

static const TillSum sums[] = {
  { "owed", 0, TILL_SUM_POSITIVE, N_ ("Owed") },
  { "credit", 0, TILL_SUM_NEGATIVE, N_ ("Credits") },
  { "portion", 1, TILL_SUM_ALL, N_ ("Patient portion") },
  { NULL },
};

static const TillListFilter filters[] = {
  { N_ ("Over 30"),
    "{\"conditions\":[{\"column\":\"over-30\",\"op\":\"between\",\"values\":[\"1\",\"\"]}]}" },
  { N_ ("Over 90"),
    "{\"conditions\":[{\"column\":\"over-90\",\"op\":\"between\",\"values\":[\"1\",\"\"]}]}" },
  { N_ ("Credits to refund"),
    "{\"conditions\":[{\"column\":\"total\",\"op\":\"between\",\"values\":[\"\",\"-1\"]}]}" },
  { N_ ("Snoozed"), "{\"conditions\":[{\"column\":\"snoozed\",\"op\":\"is\","
                    "\"values\":[\"day\",\"balance\",\"insurance\"]}]}" },
  { N_ ("On a plan"), "{\"conditions\":[{\"column\":\"plan\",\"op\":\"is\","
                      "\"values\":[\"authorized\",\"active\",\"failed\",\"paused\"]}]}" },
  { N_ ("No phone or e-mail"),
    "{\"conditions\":[{\"column\":\"reach\",\"op\":\"is\",\"values\":[\"none\"]}]}" },
  { NULL, NULL },
};

/* An edition's rows lie together; the engine knows the index of their names. */
static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ NULL, NULL };
}

static const TillListKind kind = {
  .table = "receivables",
  .title = N_ ("Accounts receivable"),
  .also = "snoozes",
  .behind = "balances",
  .chosen_by = "editions",
  .columns = { columns, sql, N_COLUMNS, "name_folded", search },
  .default_sort = TOTAL,
  .sources = { "total_cents", "portion_cents" },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_balances_kind (void)
{
  return &kind;
}

TillTable *
till_store_balances_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
