/* till-store-ledger-table.c: a family's ledger as a table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"
#include "store/till-store-transactions.h"

static const TillChoice kinds[] = {
  { "charge", N_ ("Charge") },     { "adjustment", N_ ("Adjustment") },
  { "payment", N_ ("Payment") },   { "insurance", N_ ("Insurance") },
  { "refund", N_ ("Refund") },     { "void", N_ ("Void") },
  { "reversal", N_ ("Reversal") }, { NULL, NULL },
};

enum
{
  DATE,
  PATIENT,
  KIND,
  AMOUNT,
  NOTE,
  GUARANTOR_ID,
  N_COLUMNS,
};

static const TillColumn columns[N_COLUMNS] = {
  [DATE] = { "date", N_ ("Date"), TILL_COLUMN_DAY, .filterable = TRUE, .sortable = TRUE,
             .width = 13 },
  [PATIENT] = { "patient", N_ ("Patient"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
                .expand = TRUE, .is_name = TRUE, .width = 18 },
  [KIND] = { "kind", N_ ("Entry"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
             .choices = kinds, .width = 12 },
  [AMOUNT] = { "amount", N_ ("Amount"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
               .width = 11 },
  [NOTE] = { "note", N_ ("Note"), TILL_COLUMN_TEXT, .filterable = TRUE, .width = 18 },
  [GUARANTOR_ID] = { "guarantor-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE },
};

#define OF_PATIENT(what)                                                                           \
  "(SELECT p." what                                                                                \
  " FROM patients AS q JOIN patients AS p ON p.id = coalesce(q.merged_into, q.id)"                 \
  "  WHERE q.id = ledger_lines.patient_id)"

static const TillColumnSql sql[N_COLUMNS] = {
  [DATE] = { "day" },
  [PATIENT] = { OF_PATIENT ("name"), .match = OF_PATIENT ("name_words"), .by_words = TRUE },
  [KIND] = { "CASE WHEN reverses_id IS NULL THEN kind ELSE 'reversal' END", .few = TRUE },
  [AMOUNT] = { "amount_cents" },
  [NOTE] = { "note", .match = "lower(note)", .nullable = TRUE },
  [GUARANTOR_ID] = { "guarantor_id" },
};

static const TillSum sums[] = {
  { "charges", 0, TILL_SUM_POSITIVE, N_ ("Charges") },
  { "credits", 0, TILL_SUM_NEGATIVE, N_ ("Payments and credits") },
  { "balance", 0, TILL_SUM_ALL, N_ ("Balance") },
  { NULL },
};

static const TillListFilter filters[] = { { NULL, NULL } };

/* One family's lie together by the index of guarantors, which the engine knows. */
static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ NULL, NULL };
}

static const TillListKind kind = {
  .table = "ledger_lines",
  .title = N_ ("Ledger"),
  .also = "ledger_entries",
  .behind = "patients", /* their names */
  .chosen_by = "editions",
  .columns = { columns, sql, N_COLUMNS, OF_PATIENT ("name_words"), .search_by_words = TRUE },
  .default_sort = DATE,
  .sources = { "amount_cents" },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

TillTable *
till_store_ledger_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
