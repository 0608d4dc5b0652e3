/* till-plan-case.c: an installment with its plan, its cards and what was tried, judged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-plan-round-private.h"

#include "store/till-store-cards.h"
#include "store/till-store-patients.h"

void
till_plan_case_clear (TillPlanCase *self)
{
  till_installment_free (self->installment);
  till_plan_free (self->plan);
  g_clear_pointer (&self->tries, g_array_unref);
}
/* Nobody's but the payer's own: who was moved under somebody else's account is not paid for by the
 * cards of that. */
static gboolean
is_usable (TillDbConnection    *connection,
           const TillPlanCase  *self,
           const TillPlanRound *round,
           const TillFiledCard *card,
           gboolean            *usable,
           GError             **error)
{
  gint64 owner = card->guarantor_id;

  if (!till_store_find_standing (connection, &owner, error))
    return FALSE;
  *usable = owner == self->payer &&
            g_strcmp0 (card->processor, till_processor_get_name (round->processor)) == 0 &&
            till_filed_card_get_age (card, round->today) != TILL_CARD_HAS_EXPIRED;

  return TRUE;
}

/* The plan's, and the account's backup; none of a plan that was agreed on without a card. */
static gboolean
find_cards (TillDbConnection    *connection,
            TillPlanCase        *self,
            const TillPlanRound *round,
            GError             **error)
{
  g_autoptr (GPtrArray) cards = till_store_list_cards (connection, self->payer, error);

  if (cards == NULL)
    return FALSE;

  for (guint i = 0; i < cards->len && self->plan->card_id != 0; i++)
    {
      const TillFiledCard *card = cards->pdata[i];
      gboolean             usable;

      if (!is_usable (connection, self, round, card, &usable, error))
        return FALSE;
      if (usable && card->id == self->plan->card_id)
        self->card = card->id;
      else if (usable && card->role == TILL_CARD_BACKUP)
        self->backup = card->id;
    }

  return TRUE;
}

static gboolean
read_tries (TillDbConnection *connection,
            TillPlanCase     *self,
            gint64            ended_id,
            TillTryOutcome    ended,
            GError          **error)
{
  g_autoptr (GPtrArray) tries = till_store_list_tries (connection, self->installment->id, error);

  if (tries == NULL)
    return FALSE;

  self->tries = g_array_new (FALSE, FALSE, sizeof (TillPlanTry));
  for (guint i = 0; i < tries->len; i++)
    {
      const TillInstallmentTry *one = tries->pdata[i];
      const TillPlanTry         tried = { one->day, one->card_id,
                                  one->id == ended_id ? ended : one->outcome };

      /* By hand it counts for no rule of when; but what is lost is lost. */
      if (!one->by_hand || tried.outcome == TILL_TRY_HARD)
        g_array_append_val (self->tries, tried);
    }

  return TRUE;
}

gboolean
till_plan_case_open (TillDbConnection    *connection,
                     TillPlanCase        *self,
                     const TillPlanRound *round,
                     gint64               installment_id,
                     gint64               ended_id,
                     TillTryOutcome       ended,
                     GError             **error)
{
  self->installment = till_store_get_installment (connection, installment_id, error);
  if (self->installment == NULL)
    return FALSE;
  self->plan = till_store_get_plan (connection, self->installment->plan_id, error);
  if (self->plan == NULL)
    return FALSE;
  self->payer = self->plan->guarantor_id;

  return till_store_find_standing (connection, &self->payer, error) &&
         find_cards (connection, self, round, error) &&
         read_tries (connection, self, ended_id, ended, error);
}

TillPlanStep
till_plan_case_judge (const TillPlanCase *self, const TillPlanRound *round, TillDay *next)
{
  const TillChargeFacts facts = { .due = self->installment->due,
                                  .tries = (const TillPlanTry *) (gpointer) self->tries->data,
                                  .n_tries = self->tries->len,
                                  .card = self->card,
                                  .backup = self->backup };

  return till_plan_next_step (&facts, &round->retries, round->today, next);
}
