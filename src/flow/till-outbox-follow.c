/* till-outbox-follow.c: how far texts have come, and what patients have answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-outbox-private.h"

#include "rules/till-answer-rules.h"
#include "store/till-store-messages.h"

/* A text that has not come to anybody by then won't; a practice may be closed for a while. */
#define FOLLOWED_FOR (21 * 24 * TILL_HOUR)
/* So many are asked about at a time. */
#define POLLS_A_ROUND 60
/* How far answers have been read (till_store_get_cursor()). */
#define TILL_CURSOR_ANSWERS "answers"
/* One that the carrier lists late. */
#define ANSWERS_AGAIN TILL_HOUR

/* ── Progress ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillInstant since;
  gint64      after;
  GPtrArray  *underway; /* TillMessage */
} UnderwayJob;

static void
underway_job_free (gpointer data)
{
  UnderwayJob *job = data;

  g_clear_pointer (&job->underway, g_ptr_array_unref);
  g_free (job);
}

static gboolean
underway_work (TillDbConnection *connection, gpointer data, GError **error)
{
  UnderwayJob *job = data;

  g_clear_pointer (&job->underway, g_ptr_array_unref);
  job->underway =
    till_store_list_underway_messages (connection, job->since, job->after, POLLS_A_ROUND, error);

  return job->underway != NULL;
}

/* A round: the messages one after the other. */
typedef struct
{
  TillPractice *practice; /* a reference */
  GPtrArray    *underway;
  guint         at;
} Round;

typedef struct
{
  gint64           id;
  TillMessageState state;
  char            *address;
  gboolean         opted_out;  /* who has the number */
  gboolean         is_address; /* undeliverable for that alone */
  char            *code;
  char            *words;
  TillInstant      at;
} ProgressJob;

static void
progress_job_free (gpointer data)
{
  ProgressJob *job = data;

  g_free (job->address);
  g_free (job->code);
  g_free (job->words);
  g_free (job);
}

static gboolean
progress_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const ProgressJob *job = data;

  if (!till_store_step_message (connection, job->id, job->state, NULL, job->code, job->words, 0,
                                job->at, error))
    return FALSE;
  if (job->opted_out)
    return till_store_opt_out (connection, job->address, "STOP", job->at, error);
  if (job->is_address)
    return till_store_fail_address (connection, TILL_CHANNEL_TEXT, job->address, job->code,
                                    job->words, job->at, error);
  if (job->state == TILL_MESSAGE_DELIVERED)
    return till_store_mend_address (connection, TILL_CHANNEL_TEXT, job->address, job->at, error);

  return TRUE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) practice = user_data;
  g_autoptr (GError)       error = NULL;

  practice->n_aside--;
  /* The next round asks again. */
  if (!till_db_finish (TILL_DB (source), result, &error))
    g_info ("How far a message has come could not be written down: %s", error->message);
}

static void
keep_progress (TillPractice *practice, const TillMessage *message, const TillTextProgress *progress)
{
  ProgressJob *job = g_new0 (ProgressJob, 1);

  job->id = message->id;
  job->state =
    progress->state == TILL_TEXT_DELIVERED ? TILL_MESSAGE_DELIVERED : TILL_MESSAGE_UNDELIVERABLE;
  job->address = g_strdup (message->address);
  job->opted_out = progress->opted_out;
  job->is_address = progress->is_address;
  job->code = g_strdup (progress->code);
  job->words = g_strdup (progress->words);
  job->at = till_practice_now (practice);
  practice->n_aside++;
  till_db_write_async (practice->db, TILL_DB_NORMAL, progress_work, job, progress_job_free,
                       written_cb, g_object_ref (practice));
}

static void go_on (Round *round);

static void
polled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round                       *round = user_data;
  TillPractice                *practice = round->practice;
  const TillMessage           *message = round->underway->pdata[round->at];
  g_autoptr (TillTextProgress) progress = till_texter_poll_finish (TILL_TEXTER (source), result);

  practice->outbox->last_polled = message->id;
  if (practice->db != NULL &&
      (progress->state == TILL_TEXT_DELIVERED || progress->state == TILL_TEXT_UNDELIVERABLE))
    keep_progress (practice, message, progress);
  /* Who is not to be reached now is asked again in a minute. */
  round->at = progress->state == TILL_TEXT_NOT_TOLD ? round->underway->len : round->at + 1;
  go_on (round);
}

static void
go_on (Round *round)
{
  TillPractice *practice = round->practice;

  if (round->at < round->underway->len && practice->db != NULL && practice->texter != NULL &&
      !g_cancellable_is_cancelled (practice->outside))
    {
      const TillMessage *message = round->underway->pdata[round->at];

      till_texter_poll_async (practice->texter, message->carrier_id, practice->outside, polled_cb,
                              round);
      return;
    }

  practice->n_aside--;
  practice->outbox->following = FALSE;
  g_ptr_array_unref (round->underway);
  g_free (round);
  g_object_unref (practice);
}

static void
underway_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *practice = user_data;
  UnderwayJob       *job = till_db_result_data (result);
  Round             *round = g_new0 (Round, 1);
  g_autoptr (GError) error = NULL;

  round->practice = practice;
  if (till_db_finish (TILL_DB (source), result, &error))
    round->underway = g_steal_pointer (&job->underway);
  else
    round->underway = g_ptr_array_new ();
  go_on (round);
}

/* ── Answers ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillTextInbox *inbox;
  TillInstant    at;
  guint          n_before; /* taken in by commits before */
  guint          n_done;   /* with this one */
} AnswersJob;

static void
answers_job_free (gpointer data)
{
  AnswersJob *job = data;

  till_text_inbox_free (job->inbox);
  g_free (job);
}

static gboolean
take_answer (TillDbConnection       *connection,
             const TillTextReceived *received,
             TillInstant             at,
             GError                **error)
{
  g_autoptr (TillMessage) message = till_message_new ();
  TillAnswerKind          kind = till_answer_read (received->body);
  gboolean                found;

  if (!till_store_has_message (connection, TILL_CHANNEL_TEXT, received->id, &found, error))
    return FALSE;
  if (found)
    return TRUE;

  message->state = TILL_MESSAGE_RECEIVED;
  message->channel = TILL_CHANNEL_TEXT;
  message->purpose = TILL_PURPOSE_ANSWER;
  message->address = g_strdup (received->from);
  message->body = g_strdup (received->body);
  message->carrier_id = g_strdup (received->id);
  message->sent_at = received->at;

  return till_store_find_writer (connection, received->from, &message->patient_id, error) &&
         till_store_add_message (connection, message, NULL, at, error) &&
         (kind != TILL_ANSWER_STOP ||
          till_store_opt_out (connection, received->from, received->body, at, error)) &&
         (kind != TILL_ANSWER_START ||
          till_store_opt_in (connection, received->from, received->body, at, error));
}

static gboolean
answers_work (TillDbConnection *connection, gpointer data, GError **error)
{
  AnswersJob             *job = data;
  const GPtrArray        *all = job->inbox->received;
  const TillTextReceived *last;

  job->n_done = job->n_before;
  do
    {
      if (!take_answer (connection, all->pdata[job->n_done], job->at, error))
        return FALSE;
      job->n_done++;
    }
  while (job->n_done < all->len && !till_db_is_time_up (connection));

  /* The oldest came first. */
  last = all->pdata[job->n_done - 1];

  return till_store_set_cursor (connection, TILL_CURSOR_ANSWERS, last->at, error);
}

static void
end_receiving (TillPractice *practice, TillInstant read_at)
{
  practice->n_aside--;
  practice->outbox->receiving = FALSE;
  if (read_at != TILL_INSTANT_NONE)
    practice->outbox->read_at = read_at;
  g_object_unref (practice);
}

static void take_some (TillPractice *practice, AnswersJob *job);

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *practice = user_data;
  const AnswersJob  *job = till_db_result_data (result);
  AnswersJob        *rest;
  g_autoptr (GError) error = NULL;

  /* The next round reads them again. */
  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      g_info ("The answers to texts could not be taken in: %s", error->message);
      end_receiving (practice, TILL_INSTANT_NONE);
      return;
    }
  if (job->n_done == job->inbox->received->len || practice->db == NULL)
    {
      end_receiving (practice, job->at);
      return;
    }

  rest = g_new0 (AnswersJob, 1);
  rest->inbox = g_steal_pointer (&((AnswersJob *) job)->inbox);
  rest->at = job->at;
  rest->n_before = job->n_done;
  take_some (practice, rest);
}

static void
take_some (TillPractice *practice, AnswersJob *job)
{
  till_db_write_async (practice->db, TILL_DB_NORMAL, answers_work, job, answers_job_free, taken_cb,
                       practice);
}

static void
received_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice             *practice = user_data;
  g_autoptr (TillTextInbox) inbox = till_texter_receive_finish (TILL_TEXTER (source), result);
  AnswersJob               *job;

  if (!inbox->answered || inbox->received->len == 0 || practice->db == NULL)
    {
      end_receiving (practice, inbox->answered ? till_practice_now (practice) : TILL_INSTANT_NONE);
      return;
    }

  job = g_new0 (AnswersJob, 1);
  job->inbox = g_steal_pointer (&inbox);
  job->at = till_practice_now (practice);
  take_some (practice, job);
}

static void
receive (TillPractice *practice)
{
  TillDbConnection *reader = till_db_get_reader (practice->db);
  TillInstant       cursor = TILL_INSTANT_NONE;

  if (practice->outbox->receiving ||
      !till_store_get_cursor (reader, TILL_CURSOR_ANSWERS, &cursor, NULL) ||
      (cursor == TILL_INSTANT_NONE && !till_store_get_first_text (reader, &cursor, NULL)))
    return;
  /* Nobody has been written to yet. */
  if (cursor == TILL_INSTANT_NONE)
    {
      practice->outbox->read_at = till_practice_now (practice);
      return;
    }

  practice->outbox->receiving = TRUE;
  practice->n_aside++;
  till_texter_receive_async (practice->texter, cursor - ANSWERS_AGAIN, practice->outside,
                             received_cb, g_object_ref (practice));
}

gboolean
till_outbox_is_read (TillPractice *practice, TillInstant since)
{
  TillInstant read_at = practice->outbox->read_at;

  return practice->texter == NULL || (read_at != TILL_INSTANT_NONE && read_at >= since);
}

void
till_outbox_follow (TillPractice *practice)
{
  TillOutbox  *self = practice->outbox;
  UnderwayJob *job;

  if (practice->db == NULL || practice->texter == NULL || self->following)
    return;

  receive (practice);
  self->following = TRUE;
  practice->n_aside++;
  job = g_new0 (UnderwayJob, 1);
  job->since = till_practice_now (practice) - FOLLOWED_FOR;
  job->after = self->last_polled;
  till_db_read_async (practice->db, underway_work, job, underway_job_free, NULL, underway_cb,
                      g_object_ref (practice));
}
