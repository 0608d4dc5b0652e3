/* till-bulk-asking.c: the next few of a bulk request: each judged as things are now, and asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-bulk-asking.h"

#include "rules/till-payment-rules.h"
#include "store/till-store-account.h"
#include "store/till-store-bulk.h"
#include "store/till-store-messages.h"

TillBulkAsking *
till_bulk_asking_new (TillPractice *practice, const TillBulk *bulk, guint n_most)
{
  TillBulkAsking *self = g_new0 (TillBulkAsking, 1);

  self->composer = till_request_composer_new (practice);
  self->bulk = till_bulk_copy (bulk);
  self->actor = till_actor_new (0, bulk->made_by);
  self->may[TILL_CHANNEL_TEXT] = bulk->channel != TILL_BULK_BY_EMAIL && practice->texter != NULL;
  self->may[TILL_CHANNEL_EMAIL] = bulk->channel != TILL_BULK_BY_TEXT && practice->mailer != NULL;
  self->n_most = n_most;

  return self;
}

void
till_bulk_asking_free (TillBulkAsking *self)
{
  till_request_composer_free (self->composer);
  till_bulk_free (self->bulk);
  till_actor_free (self->actor);
  g_free (self);
}

/* *why: static, what speaks against asking by @channel; NULL: nothing. */
static gboolean
judge (TillDbConnection     *connection,
       const TillBulkAsking *self,
       const TillAccount    *account,
       TillChannel           channel,
       const char          **why,
       GError              **error)
{
  TillRequestFacts facts;
  guint            reasons;
  gboolean         opted_out = FALSE;

  till_request_read_facts (&facts, account, channel);
  reasons = till_request_judge (&facts, &self->composer->policies[channel], self->composer->today);
  if (reasons == 0 && channel == TILL_CHANNEL_TEXT &&
      !till_store_is_opted_out (connection, account->patient->phone, &opted_out, error))
    return FALSE;

  *why = opted_out ? "opted-out" : NULL;
  if (reasons != 0)
    *why = till_why_not_to_text ((TillWhyNot) (1u << g_bit_nth_lsf (reasons, -1)));

  return TRUE;
}

/* By which channel; or *why not: the reason against the first that could have been. */
static gboolean
choose_channel (TillDbConnection     *connection,
                const TillBulkAsking *self,
                const TillAccount    *account,
                TillChannel          *chosen,
                const char          **why,
                GError              **error)
{
  const char *against = NULL;

  *why = NULL;
  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    {
      if (!self->may[channel])
        continue;
      if (!judge (connection, self, account, channel, &against, error))
        return FALSE;
      if (against == NULL)
        {
          *chosen = channel;
          *why = NULL;
          return TRUE;
        }
      if (*why == NULL)
        *why = against;
    }

  return TRUE;
}

static gboolean
write_down (TillDbConnection     *connection,
            const TillBulkAsking *self,
            const TillAccount    *account,
            TillChannel           channel,
            gint64               *request_id,
            GError              **error)
{
  g_autofree char       *uuid = till_id_new ();
  const TillRequestOrder order = {
    .guarantor_id = account->patient->id,
    .amount = till_account_get_to_ask (account),
    .sent_by = channel == TILL_CHANNEL_TEXT ? TILL_SENT_BY_TEXT : TILL_SENT_BY_EMAIL,
    .with_statement = self->bulk->with_statement,
    .note = self->bulk->note,
    .reminders = self->bulk->reminders,
  };
  g_autoptr (TillRequestDraft) draft = till_request_composer_begin (self->composer, &order, uuid);

  draft->request->bulk_id = self->bulk->id;

  return till_request_composer_fill (self->composer, connection, account, draft, error) &&
         till_request_draft_keep (draft, connection, self->actor, self->composer->at, request_id,
                                  error);
}

static gboolean
ask (TillDbConnection     *connection,
     const TillBulkAsking *self,
     const TillBulkItem   *item,
     GError              **error)
{
  g_autoptr (TillAccount) account = till_store_read_account (connection, item->guarantor_id, error);
  g_autoptr (GError)      too_much = NULL;
  TillChannel             channel = TILL_CHANNEL_TEXT;
  const char             *why = NULL;
  gint64                  request_id = 0;

  if (account == NULL || !choose_channel (connection, self, account, &channel, &why, error))
    return FALSE;
  /* Merged meanwhile: whoever stands for the record may be among the others. */
  if (account->patient->id != item->guarantor_id)
    why = till_why_not_to_text (TILL_WHY_NOT_GUARANTOR);
  if (why == NULL && !till_payment_check_amount (till_account_get_to_ask (account), &too_much))
    why = too_much->message;

  return (why != NULL || write_down (connection, self, account, channel, &request_id, error)) &&
         till_store_end_bulk_item (connection, self->bulk->id, item->ordinal, request_id, why,
                                   error);
}

gboolean
till_bulk_asking_work (TillDbConnection *connection, gpointer asking, GError **error)
{
  const TillBulkAsking *self = asking;
  g_autoptr (TillBulk)  now = till_store_get_bulk (connection, self->bulk->id, error);
  g_autoptr (GArray)    items = NULL;

  if (now == NULL)
    return FALSE;
  /* It was paused while this waited for its turn; or nobody can be reached any more. */
  if (now->state != TILL_BULK_SENDING ||
      (!self->may[TILL_CHANNEL_TEXT] && !self->may[TILL_CHANNEL_EMAIL]))
    return TRUE;

  items = till_store_list_bulk_items (connection, self->bulk->id, self->n_most, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      if (!ask (connection, self, &g_array_index (items, TillBulkItem, i), error))
        return FALSE;
      if (till_db_is_time_up (connection))
        break;
    }

  return TRUE;
}
