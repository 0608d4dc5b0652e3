/* till-outbox.c: messages that are written down leave the program, each once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-outbox-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-phone.h"
#include "messaging/till-texter.h"
#include "store/till-store-messages.h"

/* A text that was looked for and is not there is sent again when a second look, so much later, does
 * not find it either. */
#define MISSING_FOR (60 * TILL_SECOND)
/* Between two looks. */
#define LOOK_APART (20 * TILL_SECOND)

static void run (TillOutbox *self);

TillOutbox *
till_outbox_new (TillPractice *practice)
{
  TillOutbox *self = g_new0 (TillOutbox, 1);

  self->practice = practice;
  self->asking = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->looked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < TILL_N_CONSENTS; i++)
    self->holds[i] = TILL_INSTANT_NONE;
  self->read_at = TILL_INSTANT_NONE;

  return self;
}

void
till_outbox_free (TillOutbox *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_unref (self->asking);
  g_hash_table_unref (self->looked);
  g_free (self);
}

static gint64 *
dup_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

static gboolean
is_open (TillOutbox *self)
{
  return self->practice->db != NULL && !g_cancellable_is_cancelled (self->practice->outside);
}

gboolean
till_outbox_is_idle (TillPractice *practice)
{
  const TillOutbox *self = practice->outbox;

  return !self->claiming && !self->following && !self->receiving &&
         g_hash_table_size (self->asking) == 0;
}

/* By what messages can leave now: a bit each. */
static guint
get_channels (TillOutbox *self)
{
  TillInstant now = till_practice_now (self->practice);
  gboolean    has[TILL_N_CONSENTS] = { self->practice->texter != NULL,
                                       self->practice->mailer != NULL };
  guint       channels = 0;

  for (guint i = 0; i < TILL_N_CONSENTS; i++)
    {
      if (has[i] && (self->holds[i] == TILL_INSTANT_NONE || self->holds[i] <= now))
        channels |= 1u << i;
    }

  return channels;
}

/* ── One message ─────────────────────────────────────────────────────────────────────────────── */

/* What waits for an answer. */
typedef struct
{
  TillPractice  *practice; /* a reference: its outbox is there as long */
  TillMessage   *message;
  TillMailDraft *draft;
  GTask         *asker; /* waits for what comes of it, or NULL */
} Errand;

/* @asker: (full) */
static Errand *
errand_new (TillOutbox *self, const TillMessage *message, GTask *asker)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->practice = g_object_ref (self->practice);
  errand->message = till_message_copy (message);
  errand->asker = asker;
  self->practice->n_aside++;
  g_hash_table_add (self->asking, dup_id (message->id));

  return errand;
}

/* It has been answered: there is room for the next one. */
static void
end_errand (Errand *errand)
{
  TillPractice *practice = errand->practice;
  TillOutbox   *self = practice->outbox;

  if (errand->asker != NULL)
    till_outbox_leave_open (errand->asker);
  practice->n_aside--;
  g_hash_table_remove (self->asking, &errand->message->id);
  till_message_free (errand->message);
  g_clear_pointer (&errand->draft, till_mail_draft_free);
  g_free (errand);
  if (is_open (self))
    run (self);
  g_object_unref (practice);
}

static void
settle (Errand *errand, const TillDelivery *delivery)
{
  TillOutbox *self = errand->practice->outbox;

  if (self->practice->db != NULL)
    till_outbox_settle (self, errand->message, delivery, g_steal_pointer (&errand->asker));
  end_errand (errand);
}

static void
settle_with (Errand *errand, TillDeliveryVerdict verdict, const char *words)
{
  g_autoptr (TillDelivery) delivery = till_delivery_new (verdict, NULL, words);

  settle (errand, delivery);
}

static void
mailed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillDelivery) delivery = till_mailer_send_finish (TILL_MAILER (source), result);

  settle (user_data, delivery);
}

static void
mail_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand            *errand = user_data;
  TillPractice      *practice = errand->practice;
  g_autoptr (GError) error = NULL;
  TillMail           mail;

  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      settle_with (errand, TILL_DELIVERY_RETRY, error->message);
      return;
    }
  if (practice->mailer == NULL || !is_open (practice->outbox))
    {
      settle_with (errand, TILL_DELIVERY_RETRY, _ ("E-mail is not set up any more."));
      return;
    }

  till_mail_draft_get_mail (errand->draft, &mail);
  till_mailer_send_async (practice->mailer, &mail, practice->outside, mailed_cb, errand);
}

static void
send_mail (Errand *errand)
{
  errand->draft = till_mail_draft_new (errand->practice, errand->message);
  till_db_read_async (errand->practice->db, till_mail_draft_read, errand->draft, NULL, NULL,
                      mail_read_cb, errand);
}

static void
texted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillDelivery) delivery = till_texter_send_finish (TILL_TEXTER (source), result);

  settle (user_data, delivery);
}

static void
send_text (Errand *errand)
{
  TillPractice      *practice = errand->practice;
  g_autoptr (GError) error = NULL;
  g_autofree char   *to = till_phone_to_e164 (errand->message->address, &error);

  if (to == NULL)
    settle_with (errand, TILL_DELIVERY_REFUSED, error->message);
  else if (practice->texter == NULL)
    settle_with (errand, TILL_DELIVERY_RETRY, _ ("Text messages are not set up any more."));
  else
    till_texter_send_async (practice->texter, to, errand->message->body, practice->outside,
                            texted_cb, errand);
}

/* @asker: (full) */
static void
send (TillOutbox *self, const TillMessage *message, GTask *asker)
{
  Errand *errand = errand_new (self, message, asker);

  if (message->channel == TILL_CHANNEL_EMAIL)
    send_mail (errand);
  else
    send_text (errand);
}

/* ── What was not answered ───────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64      id;
  TillInstant at;
} MissingJob;

static gboolean
missing_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const MissingJob *job = data;

  return till_store_note_missing_message (connection, job->id, MISSING_FOR, job->at, error);
}

static void
missing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand            *errand = user_data;
  g_autoptr (GError) error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    g_info ("That a message is missing could not be written down: %s", error->message);
  end_errand (errand);
}

/* Kept in its row: the second look may be another run's. */
static void
note_missing (Errand *errand)
{
  TillPractice *practice = errand->practice;
  MissingJob   *job = g_new0 (MissingJob, 1);

  job->id = errand->message->id;
  job->at = till_practice_now (practice);
  till_db_write_async (practice->db, TILL_DB_NORMAL, missing_work, job, g_free, missing_cb, errand);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand                  *errand = user_data;
  g_autoptr (TillTextLook) look = till_texter_look_finish (TILL_TEXTER (source), result);
  g_autoptr (TillDelivery) delivery = NULL;

  switch (look->finding)
    {
    case TILL_TEXT_FOUND:
      delivery = till_delivery_new (TILL_DELIVERY_SENT, NULL, NULL);
      delivery->carrier_id = g_strdup (look->carrier_id);
      settle (errand, delivery);
      break;
    case TILL_TEXT_NOT_THERE:
      if (errand->practice->db != NULL)
        note_missing (errand);
      else
        end_errand (errand);
      break;
    case TILL_TEXT_NOT_ASKED:
    default:
      end_errand (errand);
      break;
    }
}

static gboolean
was_looked_for (TillOutbox *self, gint64 id)
{
  TillInstant        now = till_practice_now (self->practice);
  const TillInstant *at = g_hash_table_lookup (self->looked, &id);

  if (at != NULL && now - *at < LOOK_APART)
    return TRUE;
  g_hash_table_insert (self->looked, dup_id (id), dup_id (now));

  return FALSE;
}

/* A text is looked for since it was written, less what the clocks may differ. What was sent before
 * of the same request may say the same to the same number, and is not it. */
static void
look_for (TillOutbox *self, const TillMessage *message)
{
  g_autofree char *to = till_phone_to_e164 (message->address, NULL);
  g_auto (GStrv)   others = NULL;
  Errand          *errand;

  if (g_hash_table_contains (self->asking, &message->id) || was_looked_for (self, message->id))
    return;

  others = till_store_list_carrier_ids (till_db_get_reader (self->practice->db),
                                        message->request_id, message->id, NULL);
  errand = errand_new (self, message, NULL);
  if (message->channel == TILL_CHANNEL_EMAIL)
    /* Whoever gets it twice sees it once: the Message-ID is the same. */
    settle_with (errand, TILL_DELIVERY_RETRY, _ ("Nobody knows whether it was taken over."));
  else if (to == NULL || others == NULL || self->practice->texter == NULL)
    end_errand (errand);
  else
    till_texter_look_async (self->practice->texter, to, message->body,
                            message->written_at - 5 * TILL_MINUTE, (const char *const *) others,
                            self->practice->outside, looked_cb, errand);
}

/* ── What may leave ──────────────────────────────────────────────────────────────────────────── */

static gboolean
timer_cb (gpointer user_data)
{
  TillOutbox *self = user_data;

  self->timer = 0;
  if (is_open (self))
    run (self);

  return G_SOURCE_REMOVE;
}

/* The minute asks anyhow: this is for what may leave sooner; at once, when others took the place of
 * it. */
static void
wait_for (TillOutbox *self, TillInstant next)
{
  TillInstant now = till_practice_now (self->practice);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (next != TILL_INSTANT_NONE && next - now < TILL_MINUTE)
    self->timer = g_timeout_add ((guint) MAX (next - now, 0) + 1, timer_cb, self);
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) practice = user_data;
  TillOutbox              *self = practice->outbox;
  const TillClaim         *claim = till_db_result_data (result);
  g_autoptr (GError)       error = NULL;

  practice->n_aside--;
  self->claiming = FALSE;
  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      /* The next minute tries again. */
      g_info ("What is to be sent could not be read: %s", error->message);
      return;
    }

  /* Claimed and not sent: as after a crash, the next start looks for them. */
  if (!is_open (self))
    return;
  /* After an outage there may be thousands; each that is found makes room for the next. */
  for (guint i = 0;
       i < claim->unanswered->len && g_hash_table_size (self->asking) < TILL_OUTBOX_AT_ONCE; i++)
    look_for (self, claim->unanswered->pdata[i]);
  for (guint i = 0; i < claim->claimed->len; i++)
    send (self, claim->claimed->pdata[i], NULL);
  wait_for (self, claim->next);
  if (self->again)
    run (self);
}

static void
run (TillOutbox *self)
{
  guint n_asking = g_hash_table_size (self->asking);

  self->again = self->claiming;
  if (self->claiming || n_asking >= TILL_OUTBOX_AT_ONCE || get_channels (self) == 0)
    return;

  self->claiming = TRUE;
  self->practice->n_aside++;
  till_db_write_async (
    self->practice->db, TILL_DB_NORMAL, till_claim_work,
    till_claim_new (self->practice, get_channels (self), TILL_OUTBOX_AT_ONCE - n_asking),
    till_claim_free, claimed_cb, g_object_ref (self->practice));
}

void
till_outbox_renew (TillPractice *practice, TillChannel channel)
{
  TillOutbox *self = practice->outbox;

  self->holds[channel] = TILL_INSTANT_NONE;
  till_practice_set_warning (
    practice, channel == TILL_CHANNEL_TEXT ? TILL_WARNING_TEXTS : TILL_WARNING_MAILS, NULL);
  if (practice->started && is_open (self))
    run (self);
}

void
till_outbox_run (TillPractice *practice)
{
  if (is_open (practice->outbox))
    run (practice->outbox);
}

void
till_outbox_written_cb (GObject *source, GAsyncResult *result, gpointer task)
{
  g_autoptr (GTask) deed = task;
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      g_task_return_error (deed, error);
      return;
    }

  till_outbox_run (g_task_get_source_object (deed));
  g_task_return_boolean (deed, TRUE);
}

void
till_outbox_hand_over_async (TillPractice       *practice,
                             const TillMessage  *message,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = g_task_new (practice, NULL, callback, user_data);

  g_task_set_source_tag (task, till_outbox_hand_over_async);
  if (is_open (practice->outbox))
    send (practice->outbox, message, task);
  else
    till_outbox_leave_open (task);
}

TillMessage *
till_outbox_hand_over_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
