/* till-leaving.c: whether a message that is due may leave now, as things are now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-leaving.h"

#include "flow/till-message-writer.h"
#include "flow/till-practice-requests.h"
#include "flow/till-reminders.h"
#include "store/till-store-account.h"
#include "store/till-store-messages.h"
#include "store/till-store-requests.h"

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

/* What nobody has looked at since it was written, for many at once or by itself, must still hold
 * when it leaves; what the desk has sent knowingly must only not have been replaced. */
static gboolean
judge_request (TillLeaving       *self,
               TillDbConnection  *connection,
               const TillAccount *account,
               const TillMessage *message,
               const char       **why,
               GError           **error)
{
  g_autoptr (TillRequest) request = NULL;
  TillReminderFacts       facts;

  if (message->request_id == 0)
    return TRUE;
  request = till_store_get_request (connection, message->request_id, error);
  if (request == NULL ||
      !till_reminders_read_facts (connection, &facts, request, account, message->channel, error))
    return FALSE;

  if (message->purpose == TILL_PURPOSE_REMINDER || request->bulk_id != 0)
    *why = till_reminder_judge (&facts, &self->policies[message->channel], self->today);
  else if (facts.is_replaced)
    *why = "replaced";

  return TRUE;
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
  if (why == NULL && !judge_request (self, connection, account, message, &why, error))
    return FALSE;
  next = till_message_writer_next (self->writer, account->patient, self->at);
  *leaves = why == NULL && next <= self->at;
  if (why != NULL)
    return stop (self, connection, message, why, error);

  return *leaves || till_store_put_off_message (connection, message, next, self->at, error);
}
