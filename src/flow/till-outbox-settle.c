/* till-outbox-settle.c: what was said of a message that was handed over, and what follows from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-outbox-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "flow/till-bulk-request-private.h"
#include "store/till-store-messages.h"

/* Minutes until the next try, after so many. A server that puts first-time senders off is asked
 * again in time. */
static const guint tries[] = { 1, 5, 15, 60, 120, 240 };

/* It is given up when who was asked has said no often and long enough; an outage says nothing about
 * an address, but what was asked for so long ago is not to come any more. */
#define MOST_NOS 9
#define LONG_ENOUGH (24 * TILL_HOUR)
#define TOO_LONG (7 * 24 * TILL_HOUR)

/* With wrong settings nothing is sent for that long; others end it (till_outbox_renew()). */
#define HOLD (15 * TILL_MINUTE)

typedef struct
{
  gint64           id;
  TillMessageState state;
  TillChannel      channel;
  char            *address;
  gboolean         opted_out;  /* who has the address */
  gboolean         is_address; /* refused for that alone */
  char            *carrier_id;
  char            *code;
  char            *words;
  TillInstant      not_before;
  TillInstant      at;
  GTask           *asker;   /* waits for what comes of it, or NULL */
  TillMessage     *settled; /* for @asker */
} SettleJob;

static void
settle_job_free (gpointer data)
{
  SettleJob *job = data;

  g_free (job->address);
  g_free (job->carrier_id);
  g_free (job->code);
  g_free (job->words);
  g_clear_pointer (&job->settled, till_message_free);
  g_free (job);
}

/* What is known of the address, or of who has it, from now on. */
static gboolean
follow (TillDbConnection *connection, const SettleJob *job, GError **error)
{
  if (job->opted_out)
    return till_store_opt_out (connection, job->address, "STOP", job->at, error);
  if (job->is_address)
    return till_store_fail_address (connection, job->channel, job->address, job->code, job->words,
                                    job->at, error);
  /* Of a text nothing is known before it is delivered. */
  if (job->state == TILL_MESSAGE_SENT && job->channel == TILL_CHANNEL_EMAIL)
    return till_store_mend_address (connection, job->channel, job->address, job->at, error);

  return TRUE;
}

static gboolean
settle_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SettleJob *job = data;

  if (!till_store_step_message (connection, job->id, job->state, job->carrier_id, job->code,
                                job->words, job->not_before, job->at, error) ||
      !follow (connection, job, error))
    return FALSE;
  if (job->asker == NULL)
    return TRUE;

  g_clear_pointer (&job->settled, till_message_free);
  job->settled = till_store_get_message (connection, job->id, error);

  return job->settled != NULL;
}

void
till_outbox_leave_open (GTask *asker)
{
  g_task_return_new_error (
    asker, TILL_ERROR, TILL_ERROR_UNKNOWN_OUTCOME, "%s",
    _ ("It is not known yet what became of the message. It is looked into by "
       "itself."));
  g_object_unref (asker);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) practice = user_data;
  SettleJob               *job = till_db_result_data (result);
  GTask                   *asker = g_steal_pointer (&job->asker);
  g_autoptr (GError)       error = NULL;

  practice->n_aside--;
  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      /* It stays "sending", and is looked for. */
      g_info ("What became of a message could not be written down: %s", error->message);
      if (asker != NULL)
        till_outbox_leave_open (asker);
      return;
    }

  till_bulk_request_changed (practice);
  if (asker == NULL)
    return;
  g_task_return_pointer (asker, g_steal_pointer (&job->settled),
                         (GDestroyNotify) till_message_free);
  g_object_unref (asker);
}

static void
try_later (SettleJob *job, const TillMessage *message)
{
  TillInstant age = job->at - message->written_at;
  guint       n = (guint) CLAMP (message->n_tries, 1, (gint64) G_N_ELEMENTS (tries));

  if (age > TOO_LONG || (job->code != NULL && message->n_tries >= MOST_NOS && age > LONG_ENOUGH))
    {
      job->state = TILL_MESSAGE_UNDELIVERABLE;
      return;
    }

  job->state = TILL_MESSAGE_QUEUED;
  job->not_before = job->at + tries[n - 1] * TILL_MINUTE;
}

/* Nothing is wrong with the message: it is sent when the settings are right, unless nobody would
 * expect it any more then. */
static void
hold (TillOutbox *self, const TillMessage *message, SettleJob *job)
{
  self->holds[message->channel] = job->at + HOLD;
  job->state =
    job->at - message->written_at > TOO_LONG ? TILL_MESSAGE_UNDELIVERABLE : TILL_MESSAGE_QUEUED;
  job->not_before = job->at;
}

static void
set_warning (TillOutbox *self, TillChannel channel, const char *words)
{
  gboolean         texts = channel == TILL_CHANNEL_TEXT;
  g_autofree char *warning = NULL;

  if (words != NULL)
    warning = g_strdup_printf (
      texts ? _ ("No text message can be sent: %s") : _ ("No e-mail can be sent: %s"), words);
  till_practice_set_warning (self->practice, texts ? TILL_WARNING_TEXTS : TILL_WARNING_MAILS,
                             warning);
}

/* FALSE: it stays as it is, and is looked for. */
static gboolean
decide (TillOutbox *self, SettleJob *job, const TillMessage *message, const TillDelivery *delivery)
{
  switch (delivery->verdict)
    {
    case TILL_DELIVERY_SENT:
      job->state = TILL_MESSAGE_SENT;
      set_warning (self, message->channel, NULL);
      return TRUE;
    case TILL_DELIVERY_OPTED_OUT:
      job->opted_out = TRUE;
      job->state = TILL_MESSAGE_UNDELIVERABLE;
      return TRUE;
    case TILL_DELIVERY_REFUSED:
      job->is_address = delivery->is_address;
      job->state = TILL_MESSAGE_UNDELIVERABLE;
      return TRUE;
    case TILL_DELIVERY_NOT_SENT:
      hold (self, message, job);
      set_warning (self, message->channel, delivery->words);
      return TRUE;
    case TILL_DELIVERY_UNKNOWN:
      /* The same Message-ID tells a second one from a new one. */
      if (message->channel == TILL_CHANNEL_EMAIL)
        try_later (job, message);
      return message->channel == TILL_CHANNEL_EMAIL;
    case TILL_DELIVERY_RETRY:
    default:
      try_later (job, message);
      return TRUE;
    }
}

void
till_outbox_settle (TillOutbox         *self,
                    const TillMessage  *message,
                    const TillDelivery *delivery,
                    GTask              *asker)
{
  SettleJob *job = g_new0 (SettleJob, 1);

  job->id = message->id;
  job->channel = message->channel;
  job->address = g_strdup (message->address);
  job->at = till_practice_now (self->practice);
  job->not_before = job->at;
  job->carrier_id = g_strdup (delivery->carrier_id);
  job->code = g_strdup (delivery->code);
  job->words = g_strdup (delivery->words);
  if (!decide (self, job, message, delivery))
    {
      settle_job_free (job);
      if (asker != NULL)
        till_outbox_leave_open (asker);
      return;
    }

  job->asker = asker;
  self->practice->n_aside++;
  till_db_write_async (self->practice->db, TILL_DB_NORMAL, settle_work, job, settle_job_free,
                       settled_cb, g_object_ref (self->practice));
}
