/* till-request.c: a request for money: one link to pay, sent to one guarantor; and a message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-request.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillRequestState,
                    till_request_state,
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_REQUESTED, "requested"),
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_CANCELLED, "cancelled"))

G_DEFINE_ENUM_TYPE (TillRequestReason,
                    till_request_reason,
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_PLAIN, "none"),
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_PARTLY_PAID, "partly-paid"),
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_UNDELIVERABLE, "undeliverable"),
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_PAID_ELSEWHERE, "paid-elsewhere"),
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_REPLACED, "replaced"),
                    G_DEFINE_ENUM_VALUE (TILL_REQUEST_BY_HAND, "by-hand"))

G_DEFINE_ENUM_TYPE (TillSentBy,
                    till_sent_by,
                    G_DEFINE_ENUM_VALUE (TILL_SENT_BY_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (TILL_SENT_BY_EMAIL, "email"),
                    G_DEFINE_ENUM_VALUE (TILL_SENT_BY_BOTH, "both"),
                    G_DEFINE_ENUM_VALUE (TILL_SENT_AT_DESK, "desk"))

G_DEFINE_ENUM_TYPE (TillMessageState,
                    till_message_state,
                    G_DEFINE_ENUM_VALUE (TILL_MESSAGE_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (TILL_MESSAGE_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (TILL_MESSAGE_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (TILL_MESSAGE_DELIVERED, "delivered"),
                    G_DEFINE_ENUM_VALUE (TILL_MESSAGE_UNDELIVERABLE, "undeliverable"),
                    G_DEFINE_ENUM_VALUE (TILL_MESSAGE_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (TILL_MESSAGE_RECEIVED, "received"))

G_DEFINE_ENUM_TYPE (TillAttached,
                    till_attached,
                    G_DEFINE_ENUM_VALUE (TILL_ATTACHED_NOTHING, "none"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTACHED_STATEMENT, "statement"),
                    G_DEFINE_ENUM_VALUE (TILL_ATTACHED_RECEIPT, "receipt"))

#define COPY(member) copy->member = g_strdup (self->member)

/* ── Requests ────────────────────────────────────────────────────────────────────────────────── */

TillRequest *
till_request_new (void)
{
  TillRequest *self = g_new0 (TillRequest, 1);

  self->asked_at = TILL_INSTANT_NONE;
  self->paid_at = TILL_INSTANT_NONE;
  self->ended_at = TILL_INSTANT_NONE;

  return self;
}

TillRequest *
till_request_copy (const TillRequest *self)
{
  TillRequest *copy = g_memdup2 (self, sizeof *self);

  COPY (uuid);
  COPY (invoice);
  COPY (patient_name);
  COPY (resent_by);
  COPY (note);
  COPY (link);
  COPY (reminders);
  COPY (asked_by);

  return copy;
}

void
till_request_free (TillRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  g_free (self->invoice);
  g_free (self->patient_name);
  g_free (self->resent_by);
  g_free (self->note);
  g_free (self->link);
  g_free (self->reminders);
  g_free (self->asked_by);
  g_free (self);
}

TillSentBy
till_request_get_sent_by (const TillRequest *self)
{
  int sent_by;

  return self->resent_by != NULL &&
             till_enum_from_text (TILL_TYPE_SENT_BY, self->resent_by, &sent_by)
           ? (TillSentBy) sent_by
           : self->sent_by;
}

gboolean
till_request_was_open (const TillRequest *self, TillInstant at)
{
  return self->state == TILL_REQUEST_REQUESTED ||
         (self->state == TILL_REQUEST_CANCELLED && at < self->ended_at);
}

TillMoney
till_request_get_rest (const TillRequest *self)
{
  return till_money (self->paid.cents < self->amount.cents ? self->amount.cents - self->paid.cents
                                                           : 0);
}

TillMoney
till_request_get_portion_then (const TillRequest *self)
{
  return till_money_compare (self->balance, self->amount) < 0 ? self->balance : self->amount;
}

/* ── Messages ────────────────────────────────────────────────────────────────────────────────── */

TillMessage *
till_message_new (void)
{
  TillMessage *self = g_new0 (TillMessage, 1);

  self->sent_at = TILL_INSTANT_NONE;
  self->ended_at = TILL_INSTANT_NONE;

  return self;
}

TillMessage *
till_message_copy (const TillMessage *self)
{
  TillMessage *copy = g_memdup2 (self, sizeof *self);

  COPY (uuid);
  COPY (name);
  COPY (address);
  COPY (subject);
  COPY (body);
  COPY (words);
  COPY (code);
  COPY (carrier_id);
  COPY (written_by);

  return copy;
}

void
till_message_free (TillMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  g_free (self->name);
  g_free (self->address);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->words);
  g_free (self->code);
  g_free (self->carrier_id);
  g_free (self->written_by);
  g_free (self);
}

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char       *status;
  TillRequestState  state;
  TillRequestReason reason;
  const char       *words;
} statuses[] = {
  { "requested", TILL_REQUEST_REQUESTED, TILL_REQUEST_PLAIN, N_ ("Requested") },
  { "partly-paid", TILL_REQUEST_REQUESTED, TILL_REQUEST_PARTLY_PAID,
    N_ ("Requested (partly paid)") },
  { "undeliverable", TILL_REQUEST_REQUESTED, TILL_REQUEST_UNDELIVERABLE,
    N_ ("Requested (undeliverable)") },
  { "completed", TILL_REQUEST_COMPLETED, TILL_REQUEST_PLAIN, N_ ("Completed") },
  { "paid-elsewhere", TILL_REQUEST_COMPLETED, TILL_REQUEST_PAID_ELSEWHERE,
    N_ ("Completed (paid elsewhere)") },
  { "replaced", TILL_REQUEST_CANCELLED, TILL_REQUEST_REPLACED, N_ ("Cancelled (replaced)") },
  { "cancelled", TILL_REQUEST_CANCELLED, TILL_REQUEST_BY_HAND, N_ ("Cancelled") },
};

const char *
till_request_status (TillRequestState state, TillRequestReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (statuses[i].state == state && statuses[i].reason == reason)
        return statuses[i].status;
    }

  g_return_val_if_reached ("");
}

const char *
till_request_status_to_words (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (g_strcmp0 (statuses[i].status, status) == 0)
        return _ (statuses[i].words);
    }

  return NULL;
}

const char *
till_sent_by_to_words (TillSentBy sent_by)
{
  switch (sent_by)
    {
    case TILL_SENT_BY_TEXT:
      return _ ("Text");
    case TILL_SENT_BY_EMAIL:
      return _ ("E-mail");
    case TILL_SENT_BY_BOTH:
      return _ ("Text and e-mail");
    case TILL_SENT_AT_DESK:
      return _ ("At the desk");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_message_state_to_words (TillMessageState state)
{
  switch (state)
    {
    case TILL_MESSAGE_QUEUED:
      return _ ("Waiting");
    case TILL_MESSAGE_SENDING:
      return _ ("Being sent");
    case TILL_MESSAGE_SENT:
      return _ ("Sent");
    case TILL_MESSAGE_DELIVERED:
      return _ ("Delivered");
    case TILL_MESSAGE_UNDELIVERABLE:
      return _ ("Undeliverable");
    case TILL_MESSAGE_STOPPED:
      return _ ("Not sent");
    case TILL_MESSAGE_RECEIVED:
      return _ ("Received");
    default:
      g_return_val_if_reached ("");
    }
}

gboolean
till_sent_by_uses (TillSentBy self, TillChannel channel)
{
  return self == TILL_SENT_BY_BOTH ||
         self == (channel == TILL_CHANNEL_TEXT ? TILL_SENT_BY_TEXT : TILL_SENT_BY_EMAIL);
}
