/* till-reminders.c: reminders of requests, written when they are due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-reminders.h"

#include "flow/till-message-writer.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-account.h"
#include "store/till-store-messages.h"
#include "store/till-store-requests.h"

/* So fresh must be what was read at the processor, and of answers. */
#define FRESH (15 * TILL_MINUTE)
/* Far below the 50 ms that a commit may take. */
#define REMINDERS_A_COMMIT 10

typedef struct
{
  TillMessageWriter *writer;
  TillRequestPolicy  policies[TILL_N_CONSENTS];
  TillDay            today;
  TillInstant        at;
  guint              n_due;
} RemindJob;

static void
remind_job_free (gpointer data)
{
  RemindJob *job = data;

  till_message_writer_free (job->writer);
  g_free (job);
}

/* Records that were merged had each its own. */
static gboolean
has_newer (TillDbConnection *connection, const TillRequest *request, gboolean *has, GError **error)
{
  g_autoptr (GPtrArray) open =
    till_store_list_open_requests (connection, request->guarantor_id, error);

  *has = open != NULL && open->len > 0 && ((TillRequest *) open->pdata[0])->id > request->id;

  return open != NULL;
}

gboolean
till_reminders_read_facts (TillDbConnection  *connection,
                           TillReminderFacts *facts,
                           const TillRequest *request,
                           const TillAccount *account,
                           TillChannel        channel,
                           GError           **error)
{
  const char *phone = account->patient->phone;
  gboolean    replaced;

  *facts = (TillReminderFacts){ .portion_then = till_request_get_portion_then (request) };
  till_request_read_facts (&facts->person, account, channel);
  if (!has_newer (connection, request, &replaced, error))
    return FALSE;
  facts->is_paid = request->state == TILL_REQUEST_COMPLETED;
  facts->is_replaced = replaced || request->reason == TILL_REQUEST_REPLACED;
  facts->is_cancelled = request->state == TILL_REQUEST_CANCELLED;
  facts->is_undeliverable = request->reason == TILL_REQUEST_UNDELIVERABLE;
  facts->pays_plan_down = request->plan_id != 0;

  return channel != TILL_CHANNEL_TEXT || phone == NULL ||
         till_store_is_opted_out (connection, phone, &facts->has_opted_out, error);
}

/* *why: the reason against the last channel that has one; *n_written: by how many it is sent. */
static gboolean
remind_by (TillDbConnection  *connection,
           RemindJob         *job,
           const TillRequest *request,
           const TillAccount *account,
           TillChannel        channel,
           guint             *n_written,
           const char       **why,
           GError           **error)
{
  g_autoptr (TillMessage) message = NULL;
  TillReminderFacts       facts;
  const char             *against;

  if (!till_reminders_read_facts (connection, &facts, request, account, channel, error))
    return FALSE;
  against = till_reminder_judge (&facts, &job->policies[channel], job->today);
  if (against != NULL)
    {
      *why = against;
      return TRUE;
    }

  message = till_message_writer_ask (
    job->writer, connection, TILL_PURPOSE_REMINDER, channel, request, account->patient,
    till_message_writer_next (job->writer, account->patient, job->at), error);
  if (message == NULL || !till_store_add_message (connection, message, NULL, job->at, error))
    return FALSE;
  (*n_written)++;

  return TRUE;
}

static gboolean
remind (TillDbConnection      *connection,
        RemindJob             *job,
        const TillDueReminder *reminder,
        GError               **error)
{
  g_autoptr (TillRequest) request =
    till_store_get_request (connection, reminder->request_id, error);
  g_autoptr (TillAccount) account = NULL;
  const char             *why = "cancelled";
  guint                   n_written = 0;

  if (request == NULL)
    return FALSE;
  if (reminder->is_overtaken)
    return till_store_end_reminder (connection, reminder, "overtaken", job->at, error);
  account = till_store_read_account (connection, request->guarantor_id, error);
  if (account == NULL)
    return FALSE;

  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    {
      if (till_sent_by_uses (till_request_get_sent_by (request), channel) &&
          !remind_by (connection, job, request, account, channel, &n_written, &why, error))
        return FALSE;
    }

  return till_store_end_reminder (connection, reminder, n_written > 0 ? NULL : why, job->at, error);
}

static gboolean
remind_work (TillDbConnection *connection, gpointer data, GError **error)
{
  RemindJob         *job = data;
  g_autoptr (GArray) due =
    till_store_list_due_reminders (connection, job->at, REMINDERS_A_COMMIT, error);

  if (due == NULL)
    return FALSE;

  job->n_due = due->len;
  for (guint i = 0; i < due->len; i++)
    {
      if (!remind (connection, job, &g_array_index (due, TillDueReminder, i), error))
        return FALSE;
    }

  return TRUE;
}

static void
reminded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) practice = user_data;
  const RemindJob         *job = till_db_result_data (result);
  g_autoptr (GError)       error = NULL;
  gboolean                 good = till_db_finish (TILL_DB (source), result, &error);

  practice->n_aside--;
  practice->reminding = FALSE;
  /* The next minute tries again. */
  if (!good)
    g_info ("The reminders could not be written: %s", error->message);
  if (!good || job->n_due == 0 || g_cancellable_is_cancelled (practice->outside))
    return;

  till_outbox_run (practice);
  if (job->n_due == REMINDERS_A_COMMIT)
    till_reminders_write_if_due (practice);
}

/* Who has paid by the link, or answered STOP, while the program was closed is not reminded. */
static gboolean
is_informed (TillPractice *practice)
{
  TillInstant since = till_practice_now (practice) - FRESH;

  return till_outbox_is_read (practice, since) &&
         (practice->processor == NULL ||
          (practice->payments_read_at != TILL_INSTANT_NONE && practice->payments_read_at >= since));
}

void
till_reminders_write_if_due (TillPractice *practice)
{
  RemindJob *job;

  if (practice->reminding || practice->db == NULL || !is_informed (practice))
    return;

  job = g_new0 (RemindJob, 1);
  job->writer = till_message_writer_new (practice);
  job->today = till_practice_get_today (practice);
  job->at = till_practice_now (practice);
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    till_practice_get_request_policy (practice, channel, &job->policies[channel]);

  practice->reminding = TRUE;
  practice->n_aside++;
  till_db_write_async (practice->db, TILL_DB_BULK, remind_work, job, remind_job_free, reminded_cb,
                       g_object_ref (practice));
}
