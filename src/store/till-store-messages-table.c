/* till-store-messages-table.c: messages as a table: its columns, and each one's SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-phone.h"
#include "rules/till-reminder-rules.h"
#include "store/till-store-messages.h"
#include "store/till-store-private.h"

/* As model/till-purpose.h and model/till-request.h say them. */
static const TillChoice purposes[] = {
  { "request", N_ ("Payment request") },
  { "reminder", N_ ("Reminder") },
  { "receipt", N_ ("Receipt") },
  { "plan", N_ ("Payment plan") },
  { "declined", N_ ("Declined payment") },
  { "answer", N_ ("Answer") },
  { NULL, NULL },
};

static const TillChoice channels[] = {
  { "text", N_ ("Text") },
  { "email", N_ ("E-mail") },
  { NULL, NULL },
};

static const TillChoice states[] = {
  { "queued", N_ ("Waiting") },
  { "sending", N_ ("Being sent") },
  { "sent", N_ ("Sent") },
  { "delivered", N_ ("Delivered") },
  { "undeliverable", N_ ("Undeliverable") },
  { "stopped", N_ ("Not sent") },
  { "received", N_ ("Received") },
  { NULL, NULL },
};

static const TillChoice attachments[] = {
  { "none", N_ ("Nothing") },
  { "statement", N_ ("Statement") },
  { "receipt", N_ ("Receipt") },
  { "agreement", N_ ("Payment plan agreement") },
  { NULL, NULL },
};

enum
{
  DATE,
  PURPOSE,
  CHANNEL,
  ADDRESS,
  STATE,
  WRITTEN_BY,
  REASON,
  PATIENT,
  SUBJECT,
  BODY,
  NAME,
  ATTACHED,
  LEFT_AT,
  PATIENT_ID,
  PLAN_ID,
  N_COLUMNS,
};

static gboolean
is_text (TillRow *row)
{
  return g_strcmp0 (till_row_get_text (row, CHANNEL), "text") == 0;
}

/* Why it was stopped is a rule's word; why it could not be delivered, what the carrier has said. */
static char *
reason_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  const char *reason = till_row_get_text (row, column);
  const char *words = NULL;

  if (g_strcmp0 (till_row_get_text (row, STATE), "stopped") == 0)
    words =
      till_reminder_stop_to_words (reason, is_text (row) ? TILL_CHANNEL_TEXT : TILL_CHANNEL_EMAIL);

  return g_strdup (words != NULL ? words : reason);
}

/* What was answered comes with the number as carriers write it. */
static char *
address_to_words (TillRow *row, guint column, GTimeZone *zone)
{
  const char *address = till_row_get_text (row, column);

  return is_text (row) ? till_phone_format (address) : g_strdup (address);
}

static const TillColumn columns[N_COLUMNS] = {
  [DATE] = { "date", N_ ("Date"), TILL_COLUMN_INSTANT, .filterable = TRUE, .sortable = TRUE,
             .width = 26 },
  [PURPOSE] = { "purpose", N_ ("Purpose"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
                .width = 16, .choices = purposes },
  [CHANNEL] = { "channel", N_ ("Channel"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
                .width = 8, .choices = channels },
  [ADDRESS] = { "address", N_ ("To or From"), TILL_COLUMN_TEXT, .filterable = TRUE,
                .sortable = TRUE, .expand = TRUE, .width = 18, .to_words = address_to_words },
  [STATE] = { "state", N_ ("State"), TILL_COLUMN_CHOICE, .filterable = TRUE, .sortable = TRUE,
              .width = 14, .choices = states },
  [WRITTEN_BY] = { "written-by", N_ ("Written By"), TILL_COLUMN_TEXT, .filterable = TRUE,
                   .off_screen = TRUE, .width = 14, .empty = N_ ("The patient") },
  [REASON] = { "reason", N_ ("Reason"), TILL_COLUMN_TEXT, .off_screen = TRUE, .width = 22,
               .to_words = reason_to_words },
  [PATIENT] = { "patient", N_ ("Patient"), TILL_COLUMN_TEXT, .filterable = TRUE, .off_screen = TRUE,
                .width = 18, .empty = N_ ("Nobody who is known") },
  [SUBJECT] = { "subject", N_ ("Subject"), TILL_COLUMN_TEXT, .off_screen = TRUE, .width = 18 },
  [BODY] = { "message", N_ ("Message"), TILL_COLUMN_TEXT, .off_screen = TRUE, .expand = TRUE,
             .width = 30 },
  [NAME] = { "name", NULL, TILL_COLUMN_TEXT },
  [ATTACHED] = { "attached", NULL, TILL_COLUMN_CHOICE, .choices = attachments },
  [LEFT_AT] = { "left-at", NULL, TILL_COLUMN_INSTANT },
  [PATIENT_ID] = { "patient-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE,
                   .words = N_ ("Patient") },
  [PLAN_ID] = { "plan-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE,
                .words = N_ ("Payment plan") },
};

/* Of a merged record the one that stands for it. */
#define OF_PATIENT(what)                                                                           \
  "(SELECT p." what                                                                                \
  " FROM patients AS q JOIN patients AS p ON p.id = coalesce(q.merged_into, q.id)"                 \
  "  WHERE q.id = messages.patient_id)"

/* What was received is of the moment it was written, not of the one Till has read it. */
#define HAPPENED_AT                                                                                \
  "CASE WHEN state = 'received' THEN coalesce(sent_at, written_at) ELSE written_at END"
#define WRITER "CASE WHEN state <> 'received' THEN written_by END"

static const char *const patients[] = { "patients", NULL };

static const TillColumnSql sql[N_COLUMNS] = {
  [DATE] = { HAPPENED_AT },
  [PURPOSE] = { "purpose", .few = TRUE },
  [CHANNEL] = { "channel", .few = TRUE },
  [ADDRESS] = { "address", .match = TILL_SQL_PHONE ("address"), .by_phone = TRUE },
  [STATE] = { "state", .few = TRUE },
  [WRITTEN_BY] = { WRITER, .match = "lower(" WRITER ")", .nullable = TRUE },
  [REASON] = { "words" },
  [PATIENT] = { OF_PATIENT ("name"), .match = OF_PATIENT ("name_words"), .nullable = TRUE,
                .by_words = TRUE, .tables = patients },
  [SUBJECT] = { "subject" },
  [BODY] = { "body" },
  [NAME] = { "name" },
  [ATTACHED] = { "CASE WHEN document_id IS NOT NULL THEN 'agreement' ELSE attached END" },
  [LEFT_AT] = { "sent_at" },
  [PATIENT_ID] = { "patient_id", .also = "SELECT id FROM patients WHERE merged_into" },
  [PLAN_ID] = { "plan_id", .nullable = TRUE },
};

static const TillSum sums[] = { { NULL } };

static const TillListFilter filters[] = {
  { N_ ("Undeliverable"),
    "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\",\"values\":[\"undeliverable\"]}]}" },
  { N_ ("Received"),
    "{\"conditions\":[{\"column\":\"state\",\"op\":\"is\",\"values\":[\"received\"]}]}" },
  { NULL, NULL },
};

/* All of them only leave the program; on the screen they are one patient's or one plan's. */
static TillListPlan
choose_plan (TillFilter *filter, const TillSortKey *sort, TillDay today)
{
  const TillCondition *patient = till_filter_find (filter, "patient-id");
  const TillCondition *plan = till_filter_find (filter, "plan-id");

  if (patient != NULL && patient->op == TILL_OP_IS && patient->values[0] != NULL)
    return (TillListPlan){ "messages_by_patient", "patient_id IS NOT NULL" };
  if (plan != NULL && plan->op == TILL_OP_IS && plan->values[0] != NULL)
    return (TillListPlan){ "messages_by_plan", "plan_id IS NOT NULL" };

  return (TillListPlan){ NULL, NULL };
}

static const TillListKind kind = {
  .table = "messages",
  .title = N_ ("Messages"),
  .columns = { columns, sql, N_COLUMNS, "lower(address)" },
  .default_sort = DATE,
  .sums = sums,
  .filters = filters,
  .plan = choose_plan,
};

const TillListKind *
till_store_messages_kind (void)
{
  return &kind;
}

TillTable *
till_store_messages_table_new (TillDb *db, TillClock *clock, GTimeZone *zone)
{
  return till_list_new (&kind, db, clock, zone);
}
