/* till-plan-telling.c: who pays by a plan is told of what is due, and of what did not go through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-plan-telling.h"

#include "flow/till-message-writer.h"
#include "flow/till-practice-private.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-account.h"
#include "store/till-store-cards.h"
#include "store/till-store-messages.h"

/* What keeps a message of a plan from its payer. */
#define BLOCKING                                                                                   \
  ((guint) TILL_WHY_NOT_DECEASED | TILL_WHY_NOT_DO_NOT_CONTACT | TILL_WHY_NOT_NO_CONSENT |         \
   TILL_WHY_NOT_NO_ADDRESS | TILL_WHY_NOT_FAILED_ADDRESS)

struct _TillPlanTelling
{
  TillMessageWriter *writer;
  TillRequestPolicy  policies[TILL_N_CONSENTS];
  gboolean           may[TILL_N_CONSENTS]; /* it is set up */
  TillDay            today;
  TillInstant        at;
};

TillPlanTelling *
till_plan_telling_new (TillPractice *practice)
{
  TillPlanTelling *self = g_new0 (TillPlanTelling, 1);

  self->writer = till_message_writer_new (practice);
  self->today = till_practice_get_today (practice);
  self->at = till_practice_now (practice);
  self->may[TILL_CHANNEL_TEXT] = practice->texter != NULL;
  self->may[TILL_CHANNEL_EMAIL] = practice->mailer != NULL;
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    till_practice_get_request_policy (practice, channel, &self->policies[channel]);

  return self;
}

void
till_plan_telling_free (TillPlanTelling *self)
{
  if (self == NULL)
    return;

  till_message_writer_free (self->writer);
  g_free (self);
}

/* *found: FALSE: there is none. */
static gboolean
choose_channel (const TillPlanTelling *self,
                TillDbConnection      *connection,
                const TillAccount     *account,
                TillChannel           *chosen,
                gboolean              *found,
                GError               **error)
{
  *found = FALSE;
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS && !*found; channel++)
    {
      TillRequestFacts facts;
      gboolean         opted_out = FALSE;

      till_request_read_facts (&facts, account, channel);
      if (!self->may[channel] ||
          (till_request_judge (&facts, &self->policies[channel], self->today) & BLOCKING) != 0)
        continue;
      if (channel == TILL_CHANNEL_TEXT &&
          !till_store_is_opted_out (connection, account->patient->phone, &opted_out, error))
        return FALSE;
      *chosen = channel;
      *found = !opted_out;
    }

  return TRUE;
}

gboolean
till_plan_tell (const TillPlanTelling *self,
                TillDbConnection      *connection,
                TillPurpose            purpose,
                const TillPlan        *plan,
                const TillPlanTold    *told,
                GError               **error)
{
  g_autoptr (TillAccount) account = till_store_read_account (connection, plan->guarantor_id, error);
  g_autoptr (TillFiledCard) card = NULL;
  g_autoptr (TillMessage)   message = NULL;
  TillPlanNews              news = { .amount = told->amount, .day = told->day };
  TillChannel               channel;
  gboolean                  found;

  if (account == NULL || !choose_channel (self, connection, account, &channel, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  if (told->card_id != 0 && (card = till_store_get_card (connection, told->card_id, error)) == NULL)
    return FALSE;
  if (card != NULL && card->state == TILL_CARD_KEPT)
    {
      news.brand = card->brand;
      news.last_four = card->last_four;
    }
  news.not_before = till_message_writer_next (self->writer, account->patient, self->at);
  message = till_message_writer_tell_of_plan (self->writer, connection, purpose, channel, plan,
                                              &news, account->patient, error);

  return message != NULL && till_store_add_message (connection, message, NULL, self->at, error);
}

typedef struct
{
  const TillPlanTelling *telling;
  const TillInstallment *one;
} Reminder;

static gboolean
remind_part (TillDbConnection *connection, gpointer data, GError **error)
{
  const Reminder      *self = data;
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, self->one->plan_id, error);

  if (plan == NULL)
    return FALSE;

  return till_plan_tell (self->telling, connection, TILL_PURPOSE_PLAN, plan,
                         &(TillPlanTold){ self->one->amount, self->one->due, plan->card_id },
                         error);
}

gboolean
till_plan_remind_some (const TillPlanTelling *self,
                       TillDbConnection      *connection,
                       guint                  n_most,
                       gboolean              *is_over,
                       GError               **error)
{
  g_autoptr (GPtrArray) due =
    till_store_list_installments_to_remind (connection, self->today, n_most, error);

  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      Reminder reminder = { self, due->pdata[i] };

      /* Noted also when it was refused: it would be so again. */
      if (!till_store_do_part (connection, remind_part, &reminder, error) ||
          !till_store_note_reminded (connection, reminder.one->id, self->today, error))
        return FALSE;
    }
  *is_over = due->len < n_most;

  return TRUE;
}
