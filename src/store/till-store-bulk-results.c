/* till-store-bulk-results.c: what became of each whom a bulk request is for, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-phone.h"
#include "rules/till-reminder-rules.h"
#include "store/till-store-bulk.h"
#include "store/till-store-private.h"

/* As the view bulk_results says them. */
static const TillChoice results[] = {
  { "waiting", N_ ("To be asked") },
  { "queued", N_ ("Waiting") },
  { "sending", N_ ("Being sent") },
  { "sent", N_ ("Sent") },
  { "delivered", N_ ("Delivered") },
  { "undeliverable", N_ ("Undeliverable") },
  { "left-out", N_ ("Left out") },
  { "stopped", N_ ("Stopped before sending") },
  { "paid", N_ ("Paid") },
  { "partly-paid", N_ ("Partly paid") },
  { "paid-elsewhere", N_ ("Paid elsewhere") },
  { "replaced", N_ ("Replaced by a newer request") },
  { "cancelled", N_ ("Cancelled") },
  { NULL, NULL },
};

static const TillChoice channels[] = {
  { "text", N_ ("Text") },
  { "email", N_ ("E-mail") },
  { NULL, NULL },
};

enum
{
  PATIENT,
  REQUESTED,
  PAID,
  SENT_BY,
  ADDRESS,
  RESULT,
  REASON,
  MADE_AT,
  BULK,
  REQUEST,
  GUARANTOR,
  N_COLUMNS,
};

/* A rule's word, or what the carrier has said. Who was left out was looked at by text first. */
static char *
reason_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  const char *reason = till_row_get_text (row, column);
  const char *channel = till_row_get_text (row, SENT_BY);
  const char *words;

  if (reason == NULL)
    return g_strdup ("");
  words = till_reminder_stop_to_words (
    reason, g_strcmp0 (channel, "email") == 0 ? TILL_CHANNEL_EMAIL : TILL_CHANNEL_TEXT);

  return g_strdup (words != NULL ? words : reason);
}

static char *
address_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  const char *address = till_row_get_text (row, column);

  return g_strcmp0 (till_row_get_text (row, SENT_BY), "text") == 0 ? till_phone_format (address)
                                                                   : g_strdup (address);
}

static const TillColumn columns[N_COLUMNS] = {
  [PATIENT] = { "patient", N_ ("Guarantor"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
                .is_name = TRUE, .width = 18 },
  [REQUESTED] = { "requested", N_ ("Requested"), TILL_COLUMN_MONEY, .filterable = TRUE,
                  .sortable = TRUE, .width = 10 },
  [PAID] = { "paid", N_ ("Paid"), TILL_COLUMN_MONEY, .filterable = TRUE, .sortable = TRUE,
             .quiet_zero = TRUE, .width = 10 },
  [SENT_BY] = { "sent", N_ ("Sent By"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
                .width = 7, .choices = channels, .empty = N_ ("Not asked") },
  [ADDRESS] = { "address", N_ ("To"), TILL_COLUMN_TEXT, .filterable = TRUE, .sortable = TRUE,
                .width = 17, .empty = N_ ("Not asked"), .to_words = address_to_words },
  [RESULT] = { "result", N_ ("Result"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
               .width = 18, .choices = results },
  [REASON] = { "reason", N_ ("Reason"), TILL_COLUMN_TEXT, .expand = TRUE, .width = 26,
               .to_words = reason_to_words },
  [MADE_AT] = { "bulk-made", N_ ("Bulk Request"), TILL_COLUMN_INSTANT, .filterable = TRUE,
                .sortable = TRUE, .off_screen = TRUE, .width = 26 },
  [BULK] = { "bulk-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE,
             .words = N_ ("Bulk request") },
  [REQUEST] = { "request-id", NULL, TILL_COLUMN_NUMBER },
  [GUARANTOR] = { "patient-id", NULL, TILL_COLUMN_NUMBER },
};

static const TillColumnSql sql[N_COLUMNS] = {
  [PATIENT] = { "name", .match = "name_words", .by_words = TRUE },
  [REQUESTED] = { "amount_cents", .nullable = TRUE },
  [PAID] = { "paid_cents", .nullable = TRUE },
  [SENT_BY] = { "channel", .nullable = TRUE },
  [ADDRESS] = { "address", .match = TILL_SQL_PHONE ("address"), .nullable = TRUE,
                .by_phone = TRUE },
  [RESULT] = { "result", .few = TRUE },
  [REASON] = { "reason" },
  [MADE_AT] = { "made_at" },
  [BULK] = { "bulk_id" },
  [REQUEST] = { "request_id" },
  [GUARANTOR] = { "guarantor_id" },
};

static const TillSum sums[] = {
  { "requested", 0, TILL_SUM_ALL, N_ ("Requested") },
  { "paid", 1, TILL_SUM_ALL, N_ ("Paid") },
  { NULL },
};

static const TillListFilter filters[] = {
  { N_ ("Undeliverable"),
    "{\"conditions\":[{\"column\":\"result\",\"op\":\"is\",\"values\":[\"undeliverable\"]}]}" },
  { N_ ("Left out"),
    "{\"conditions\":[{\"column\":\"result\",\"op\":\"is\",\"values\":[\"left-out\"]}]}" },
  { NULL, NULL },
};

/* The engine knows the key: by bulk request. */
static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  return (TillListPlan){ NULL, NULL };
}

static const TillListKind kind = {
  .table = "bulk_results",
  .title = N_ ("Bulk Requests"),
  .also = "bulk_items",
  .behind = "messages",
  .chosen_by = "requests",
  .columns = { columns, sql, N_COLUMNS, .search_text = "name_words", .search_by_words = TRUE },
  .default_sort = PATIENT,
  .default_ascending = TRUE,
  .sources = { "coalesce(amount_cents, 0)", "coalesce(paid_cents, 0)" },
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_bulk_results_kind (void)
{
  return &kind;
}

TillTable *
till_store_bulk_results_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
