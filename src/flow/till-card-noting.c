/* till-card-noting.c: a payment is written down, and a card may have been saved with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-card-keeping.h"
#include "rules/till-state-rules.h"
#include "store/till-store-plan-sendings.h"

gboolean
till_card_keep (TillDbConnection       *connection,
                const TillCardSighting *sighting,
                const char             *token,
                const TillCard         *card,
                const TillActor        *actor,
                TillInstant             at,
                gint64                 *card_id,
                GError                **error)
{
  g_autoptr (TillFiledCard) filed = till_card_sighting_make_card (sighting, token, card);
  gboolean                  is_news;

  if (!till_store_keep_card (connection, filed, actor, at, &is_news, error))
    return FALSE;
  *card_id = filed->id;

  return till_store_end_card_sighting (connection, sighting->transaction_id, TRUE, error);
}

/* @customer_id: the record of ours that the processor was told of. */
static gboolean
try_to_note (TillDbConnection      *connection,
             const TillTransaction *payment,
             gint64                 customer_id,
             const char            *token,
             const TillActor       *actor,
             TillInstant            at,
             gint64                *card_id,
             GError               **error)
{
  g_autofree char             *customer = g_strdup_printf ("%" G_GINT64_FORMAT, customer_id);
  g_autoptr (TillCardSighting) sighting = NULL;
  g_autoptr (GError)           failed = NULL;

  if (!till_store_seek_card (connection, payment->id, customer, at, error))
    return FALSE;
  if (token == NULL)
    return TRUE;

  sighting = till_store_find_sought_card (connection, payment->id, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  return sighting == NULL ||
         till_card_keep (connection, sighting, token, &payment->card, actor, at, card_id, error);
}

/* The card that was kept with it, or 0. */
static gint64
note (TillDbConnection      *connection,
      const TillTransaction *payment,
      gint64                 customer_id,
      const char            *token,
      const TillActor       *actor,
      TillInstant            at)
{
  g_autoptr (GError) failed = NULL;
  gint64             card_id = 0;

  if (payment->processor == NULL || !till_transaction_counts (payment->state))
    return 0;
  if (try_to_note (connection, payment, customer_id, token, actor, at, &card_id, &failed))
    return card_id;

  g_info ("The card of payment %" G_GINT64_FORMAT " could not be kept: %s", payment->id,
          failed->message);

  return 0;
}

void
till_card_note_payment (TillDbConnection      *connection,
                        const TillTransaction *payment,
                        const TillAttempt     *attempt,
                        const char            *token,
                        const TillActor       *actor,
                        TillInstant            at)
{
  /* On a page it may be ticked; at the terminal only the desk asks for it. */
  gboolean may_save = payment->method == TILL_METHOD_VIRTUAL ||
                      (payment->method == TILL_METHOD_TERMINAL && attempt->save_wording != NULL);

  if (payment->kind == TILL_KIND_PAYMENT && may_save)
    note (connection, payment, attempt->patient_id, token, actor, at);
}

gboolean
till_card_note_link_payment (TillDbConnection      *connection,
                             const TillTransaction *payment,
                             const TillRequest     *request,
                             const char            *token,
                             GTimeZone             *zone,
                             const TillActor       *actor,
                             TillInstant            at,
                             GError               **error)
{
  gint64 card_id = note (connection, payment, request->guarantor_id, token, actor, at);
  /* No list names a token: what a plan lacks is told when the search for its card is over. */
  gboolean is_left;

  return till_store_take_plan_card (connection, payment->id, card_id, zone, actor, at, &is_left,
                                    error);
}
