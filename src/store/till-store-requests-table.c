/* till-store-requests-table.c: the Payment Requests tab's table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "rules/till-reminder-rules.h"
#include "store/till-store-requests-private.h"

/* As model/till-request.h says them. */
static const TillChoice statuses[] = {
  { "requested", N_ ("Requested") },
  { "partly-paid", N_ ("Requested (partly paid)") },
  { "undeliverable", N_ ("Requested (undeliverable)") },
  { "completed", N_ ("Completed") },
  { "paid-elsewhere", N_ ("Completed (paid elsewhere)") },
  { "replaced", N_ ("Cancelled (replaced)") },
  { "cancelled", N_ ("Cancelled") },
  { NULL, NULL },
};

static const TillChoice ways[] = {
  { "text", N_ ("Text") },
  { "email", N_ ("E-mail") },
  { "both", N_ ("Text and e-mail") },
  { "desk", N_ ("At the desk") },
  { NULL, NULL },
};

enum
{
  DATE,
  PATIENT,
  REQUESTED,
  PAID,
  STATUS,
  SENT_BY,
  REMINDERS,
  PAID_ON,
  DAYS,
  GUARANTOR,
  BULK,
  N_COLUMNS,
};

/* "1 of 2": what was written of what was planned. */
static char *
reminders_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  const char *days = till_row_get_text (row, DAYS);
  guint       planned[TILL_MOST_REMINDERS];
  guint       n_planned;

  if (!till_reminder_read_days (days != NULL ? days : "", planned, &n_planned, NULL) ||
      n_planned == 0)
    return g_strdup ("");

  /* Translators: reminders written, of those planned */
  return g_strdup_printf (_ ("%d of %u"), (int) till_row_get_int (row, column), n_planned);
}

static const TillColumn columns[N_COLUMNS] = {
  [DATE] = { "date", N_ ("Date"), TILL_COLUMN_INSTANT, .filterable = TRUE, .sortable = TRUE,
             .width = 26 },
  [PATIENT] = { "patient", N_ ("Patient"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
                .expand = TRUE, .is_name = TRUE, .width = 22 },
  [REQUESTED] = { "requested", N_ ("Requested"), TILL_COLUMN_MONEY, .filterable = TRUE,
                  .sortable = TRUE, .width = 11 },
  [PAID] = { "paid", N_ ("Paid"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
             .quiet_zero = TRUE, .width = 11 },
  [STATUS] = { "status", N_ ("Status"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
               .width = 26, .choices = statuses },
  [SENT_BY] = { "sent", N_ ("Sent By"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
                .width = 14, .choices = ways },
  [REMINDERS] = { "reminders", N_ ("Reminders"), TILL_COLUMN_NUMBER, .filterable = TRUE,
                  .sortable = TRUE, .width = 9, .to_words = reminders_to_words },
  [PAID_ON] = { "paid-on", N_ ("Paid On"), TILL_COLUMN_INSTANT, .filterable = TRUE,
                .sortable = TRUE, .width = 22, .empty = N_ ("Not paid through its link") },
  [DAYS] = { "reminder-days", NULL, TILL_COLUMN_TEXT },
  [GUARANTOR] = { "patient-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE,
                  .words = N_ ("Patient") },
  [BULK] = { "bulk-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE, .words = N_ ("Bulk request"),
             .empty = N_ ("Asked by themselves") },
};

static const TillColumnSql sql[N_COLUMNS] = {
  [DATE] = { "asked_at" },
  [PATIENT] = { "patient_name", .match = "patient_name_folded" },
  [REQUESTED] = { "amount_cents" },
  [PAID] = { "paid_cents" },
  [STATUS] = { "status", .few = TRUE },
  [SENT_BY] = { "coalesce(resent_by, sent_by)", .few = TRUE },
  [REMINDERS] = { "n_reminded" },
  [PAID_ON] = { "paid_at", .nullable = TRUE },
  [DAYS] = { "reminders" },
  [GUARANTOR] = { "guarantor_id", .also = "SELECT id FROM patients WHERE merged_into" },
  [BULK] = { "bulk_id", .nullable = TRUE },
};

static const TillSum sums[] = {
  { "requested", 0, TILL_SUM_ALL, N_ ("Requested") },
  { "paid", 1, TILL_SUM_ALL, N_ ("Paid") },
  { NULL },
};

#define OPEN                                                                                       \
  "{\"column\":\"status\",\"op\":\"is\",\"values\":[\"requested\",\"partly-paid\","                \
  "\"undeliverable\"]}"

static const TillListFilter filters[] = {
  { N_ ("Open over 14 days"),
    "{\"conditions\":[" OPEN ",{\"column\":\"date\",\"op\":\"older\",\"values\":[\"14\"]}]}" },
  { N_ ("Undeliverable"),
    "{\"conditions\":[{\"column\":\"status\",\"op\":\"is\",\"values\":[\"undeliverable\"]}]}" },
  { N_ ("Paid today"),
    "{\"conditions\":[{\"column\":\"paid-on\",\"op\":\"preset\",\"values\":[\"today\"]}]}" },
  { NULL, NULL },
};

#define OF_GUARANTOR "SELECT id FROM requests WHERE guarantor_id IN (SELECT id FROM patients WHERE "

static const TillSqlSearch search[] = {
  { TILL_SEARCH_ID, "SELECT id FROM requests WHERE id", NULL },
  { TILL_SEARCH_PHONE, OF_GUARANTOR "phone_digits", ")" },
  { TILL_SEARCH_PHONE_END, OF_GUARANTOR "phone_reversed", ")" },
  { TILL_SEARCH_ID, NULL, NULL },
};

/* ── Which index ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
asks_for_days (TillFilter *filter, const char *column, TillDay today)
{
  const TillCondition *condition = till_filter_find (filter, column);
  TillDayRange         range;

  return condition != NULL && till_condition_get_days (condition, today, &range) &&
         !(till_day_is_none (range.first) && till_day_is_none (range.last));
}

static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  const TillCondition *patient = till_filter_find (filter, "patient-id");
  const TillCondition *bulk = till_filter_find (filter, "bulk-id");
  gboolean             is_bare = till_filter_get_n_conditions (filter) == 0;

  if (patient != NULL && patient->op == TILL_OP_IS && patient->values[0] != NULL)
    return (TillListPlan){ "requests_by_guarantor", NULL };
  if (bulk != NULL && bulk->op == TILL_OP_IS && bulk->values[0] != NULL)
    return (TillListPlan){ "requests_by_bulk", "bulk_id IS NOT NULL" };
  if (*till_filter_get_search (filter) != '\0' && till_filter_search_is_number (filter))
    return (TillListPlan){ NULL, NULL };
  if (asks_for_days (filter, "paid-on", today))
    return (TillListPlan){ "requests_by_payment", "paid_at IS NOT NULL" };
  if (asks_for_days (filter, "date", today))
    return (TillListPlan){ "requests_by_time", NULL };
  if (till_filter_find (filter, "patient") != NULL || *till_filter_get_search (filter) != '\0')
    return (TillListPlan){ "requests_by_patient_name", NULL };
  if (is_bare && sort->column != NULL && g_str_equal (sort->column, "patient"))
    return (TillListPlan){ "requests_by_patient_name", NULL };

  return (TillListPlan){ "requests_by_time", NULL };
}

static const TillListKind kind = {
  .table = "requests",
  .title = N_ ("Payment Requests"),
  .columns = { columns, sql, N_COLUMNS, "patient_name_folded", search },
  .default_sort = DATE,
  .sources = { "amount_cents", "paid_cents" },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_requests_kind (void)
{
  return &kind;
}

TillTable *
till_store_requests_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
