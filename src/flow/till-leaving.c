/* till-leaving.c: whether a message that is due may leave now, as things are now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-leaving.h"

#include "flow/till-message-writer.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-account.h"
#include "store/till-store-messages.h"

/* What no wish of the desk's outweighs. */
#define BLOCKING                                                                                   \
  ((guint) TILL_WHY_NOT_DECEASED | TILL_WHY_NOT_GUARANTOR | TILL_WHY_NOT_DO_NOT_CONTACT |          \
   TILL_WHY_NOT_NO_CONSENT)

struct _TillLeaving
{
  TillMessageWriter *writer;
  TillRequestPolicy  policies[TILL_N_CONSENTS];
  TillDay            today;
  TillInstant        at;
};

TillLeaving *
till_leaving_new (TillPractice *practice)
{
  TillLeaving *self = g_new0 (TillLeaving, 1);

  self->writer = till_message_writer_new (practice);
  self->today = till_practice_get_today (practice);
  self->at = till_practice_now (practice);
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    till_practice_get_request_policy (practice, channel, &self->policies[channel]);

  return self;
}

void
till_leaving_free (TillLeaving *self)
{
  if (self == NULL)
    return;

  till_message_writer_free (self->writer);
  g_free (self);
}

/* NULL: nothing stands against it. */
static const char *
judge (TillLeaving *self, const TillAccount *account, const TillMessage *message)
{
  TillRequestFacts facts;
  guint            reasons;

  till_request_read_facts (&facts, account, message->channel);
  reasons = till_request_judge (&facts, &self->policies[message->channel], self->today) & BLOCKING;
  /* A snooze from before was seen when it was written. */
  if (facts.is_snoozed && account->snoozed_at > message->written_at)
    reasons |= TILL_WHY_NOT_SNOOZED;

  return reasons != 0 ? till_why_not_to_text ((TillWhyNot) (reasons & -reasons)) : NULL;
}

static gboolean
stop (TillLeaving       *self,
      TillDbConnection  *connection,
      const TillMessage *message,
      const char        *why,
      GError           **error)
{
  return till_store_step_message (connection, message->id, TILL_MESSAGE_STOPPED, NULL, NULL, why, 0,
                                  self->at, error);
}

gboolean
till_leaving_check (TillLeaving       *self,
                    TillDbConnection  *connection,
                    const TillMessage *message,
                    gboolean          *leaves,
                    GError           **error)
{
  g_autoptr (TillAccount) account = NULL;
  gboolean                opted_out = FALSE;
  const char             *why = NULL;
  TillInstant             next;

  *leaves = TRUE;
  /* A receipt was asked for. */
  if (message->patient_id == 0 ||
      till_purpose_get_consent (message->purpose) != TILL_CONSENT_TO_MONEY)
    return TRUE;

  account = till_store_read_account (connection, message->patient_id, error);
  if (account == NULL ||
      (message->channel == TILL_CHANNEL_TEXT &&
       !till_store_is_opted_out (connection, message->address, &opted_out, error)))
    return FALSE;

  why = opted_out ? "opted-out" : judge (self, account, message);
  next = till_message_writer_next (self->writer, account->patient, self->at);
  *leaves = why == NULL && next <= self->at;
  if (why != NULL)
    return stop (self, connection, message, why, error);

  return *leaves || till_store_put_off_message (connection, message, next, self->at, error);
}
