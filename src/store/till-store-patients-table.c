/* till-store-patients-table.c: the Patients page's table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-patients.h"
#include "store/till-store-private.h"

static const TillChoice states[] = {
  { "active", N_ ("Active") },
  { "inactive", N_ ("Inactive") },
  { "deceased", N_ ("Deceased") },
  { NULL, NULL },
};

enum
{
  NAME,
  BIRTH_DATE,
  NUMBER,
  PHONE,
  EMAIL,
  GUARANTOR,
  OWED,
  STATE,
  DO_NOT_CONTACT,
  GUARANTOR_ID,
  N_COLUMNS,
};

static const TillColumn columns[N_COLUMNS] = {
  [NAME] = { "name", N_ ("Patient"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
             .expand = TRUE, .is_name = TRUE, .width = 22 },
  [BIRTH_DATE] = { "birth-date", N_ ("Date of birth"), TILL_COLUMN_DAY, .filterable = TRUE,
                   .sortable = TRUE, .width = 13, .empty = N_ ("Not known") },
  [NUMBER] = { "number", N_ ("Number"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
               .width = 10 },
  [PHONE] = { "phone", N_ ("Phone"), TILL_COLUMN_TEXT, .filterable = TRUE, .width = 15,
              .empty = N_ ("None") },
  [EMAIL] = { "email", N_ ("E-mail"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
              .width = 22, .empty = N_ ("None") },
  [GUARANTOR] = { "guarantor", N_ ("Guarantor"), TILL_COLUMN_TEXT, .filterable = TRUE,
                  .sortable = TRUE, .width = 18 },
  [OWED] = { "owed", N_ ("Family owes"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
             .quiet_zero = TRUE, .quick = till_column_balances, .width = 12 },
  [STATE] = { "state", N_ ("State"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
              .choices = states, .width = 9 },
  [DO_NOT_CONTACT] = { "do-not-contact", NULL, TILL_COLUMN_BOOL, .filterable = TRUE,
                       .words = N_ ("Do not contact") },
  [GUARANTOR_ID] = { "guarantor-id", NULL, TILL_COLUMN_NUMBER },
};

/* By the key, so that what does not ask for it does not read it. */
#define OF_GUARANTOR(what) "(SELECT g." what " FROM patients AS g WHERE g.id = people.guarantor_id)"
#define OWED_SQL                                                                                   \
  "coalesce((SELECT r.total_cents FROM receivables AS r WHERE r.id = people.guarantor_id), 0)"

static const char *const balance_tables[] = { "balances", "editions", NULL };

static const TillColumnSql sql[N_COLUMNS] = {
  [NAME] = { "name", .match = "name_words", .by_words = TRUE },
  [BIRTH_DATE] = { "birth_date", .nullable = TRUE },
  [NUMBER] = { "number", .match = "number_folded", .nullable = TRUE },
  /* As it was written, there may be anything between its digits. */
  [PHONE] = { "phone", .match = "coalesce(phone_digits, lower(phone))", .nullable = TRUE,
              .by_phone = TRUE },
  [EMAIL] = { "email", .match = "lower(email)", .nullable = TRUE },
  [GUARANTOR] = { OF_GUARANTOR ("name"), .match = OF_GUARANTOR ("name_words"), .by_words = TRUE },
  [OWED] = { OWED_SQL, .tables = balance_tables },
  [STATE] = { "state", .few = TRUE },
  [DO_NOT_CONTACT] = { "do_not_contact" },
  [GUARANTOR_ID] = { "guarantor_id" },
};

/* A merged record's leads to the one that stands for it. */
#define OF_RECORD "SELECT coalesce(merged_into, id) FROM patients WHERE "

static const TillSqlSearch search[] = {
  { TILL_SEARCH_FOLDED, OF_RECORD "number_folded", NULL },
  { TILL_SEARCH_BIRTH_DATE, OF_RECORD "birth_date", NULL },
  { TILL_SEARCH_PHONE, OF_RECORD "phone_digits", NULL },
  { TILL_SEARCH_PHONE_END, OF_RECORD "phone_reversed", NULL },
  { TILL_SEARCH_ID, NULL, NULL },
};

static const TillSum sums[] = { { NULL } };

static const TillListFilter filters[] = {
  { N_ ("Do not contact"),
    "{\"conditions\":[{\"column\":\"do-not-contact\",\"op\":\"is\",\"values\":[\"1\"]}]}" },
  { N_ ("No phone number"),
    "{\"conditions\":[{\"column\":\"phone\",\"op\":\"empty\",\"values\":[]}]}" },
  { N_ ("No e-mail address"),
    "{\"conditions\":[{\"column\":\"email\",\"op\":\"empty\",\"values\":[]}]}" },
  { NULL, NULL },
};

/* The engine knows the indexes: of names, of numbers, of birth dates. */
static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ NULL, NULL };
}

static const TillListKind kind = {
  .table = "people",
  .title = N_ ("Patients"),
  .also = "patients",
  .behind = "balances", /* what the family owes, and its guarantor's name */
  .chosen_by = "book_imports",
  .columns = { columns, sql, N_COLUMNS,
               .search_text = "(name_words || ' ' || coalesce(lower(email), ''))",
               .search_by_words = TRUE, .search = search },
  .default_sort = NAME,
  .default_ascending = TRUE,
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_people_kind (void)
{
  return &kind;
}

TillTable *
till_store_people_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
