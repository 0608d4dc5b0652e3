/* till-store-plan-acceptance.c: payments by which plans are accepted, and what they authorize
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-cards.h"
#include "store/till-store-plan-sendings-private.h"
#include "store/till-store-requests-private.h"

/* ── Paid ────────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_accept_plan (TillDbConnection      *connection,
                        const TillRequest     *request,
                        const TillTransaction *payment,
                        const TillActor       *actor,
                        TillInstant            at,
                        GError               **error)
{
  g_autoptr (TillPlanSending) before = NULL;
  g_autoptr (TillPlanSending) after = NULL;
  g_autoptr (TillPlan)        plan = NULL;
  g_autoptr (TillPlanVersion) version = NULL;

  if (!till_plan_sending_find (connection, "WHERE request_id = ?1", request->id, &before, error))
    return FALSE;
  if (before == NULL || till_plan_sending_is_live (before) || before->state == TILL_SENDING_USED ||
      request->state != TILL_REQUEST_REQUESTED ||
      till_money_compare (payment->amount, before->amount) < 0)
    return TRUE;
  if (!till_plan_sending_find_pending (connection, before, &plan, &version, error))
    return FALSE;
  if (version == NULL)
    return TRUE;

  after = till_plan_sending_copy (before);
  after->state = TILL_SENDING_PAID;
  after->transaction_id = payment->id;
  after->ended_at = TILL_INSTANT_NONE;

  return till_plan_sending_save (connection, before, after, "accept-plan", actor, at, error);
}

gboolean
till_store_lose_acceptance (TillDbConnection *connection,
                            gint64            transaction_id,
                            const TillActor  *actor,
                            TillInstant       at,
                            GError          **error)
{
  g_autoptr (TillPlanSending) sending = NULL;

  if (!till_plan_sending_find (connection, "WHERE transaction_id = ?1", transaction_id, &sending,
                               error))
    return FALSE;

  return sending == NULL || !till_plan_sending_is_live (sending) ||
         till_plan_sending_step (connection, sending, TILL_SENDING_TAKEN_BACK, "lose-plan-payment",
                                 actor, at, error);
}

static gboolean
pay_part (TillDbConnection      *connection,
          const TillPlanSending *sending,
          const TillActor       *actor,
          TillInstant            at,
          GError               **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, sending->plan_id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];

      if (one->version == sending->version && one->number == sending->number)
        return till_store_end_installment (connection, one->id, TILL_INSTALLMENT_PAID,
                                           sending->transaction_id, NULL, actor, at, error) &&
               till_plan_sending_step (connection, sending, TILL_SENDING_USED, "use-plan-payment",
                                       actor, at, error);
    }

  return all != NULL;
}

gboolean
till_store_use_plan_payments (TillDbConnection *connection,
                              gint64            plan_id,
                              gint64            version,
                              const TillActor  *actor,
                              TillInstant       at,
                              GError          **error)
{
  g_autoptr (GPtrArray) sendings = till_store_list_plan_sendings (connection, plan_id, error);

  for (guint i = 0; sendings != NULL && i < sendings->len; i++)
    {
      const TillPlanSending *one = sendings->pdata[i];

      if (till_plan_sending_is_live (one) && one->version == version &&
          !pay_part (connection, one, actor, at, error))
        return FALSE;
    }

  return sendings != NULL;
}

/* ── Authorized ──────────────────────────────────────────────────────────────────────────────── */

/* A card is no card once it was deleted, or when it is another account's. */
static gboolean
is_good_card (TillDbConnection *connection,
              const TillPlan   *plan,
              gint64            card_id,
              gboolean         *is_good,
              GError          **error)
{
  g_autoptr (GError) refused = NULL;

  *is_good = card_id != 0 && till_store_check_plan_card (connection, plan, card_id, &refused);
  if (refused == NULL || g_error_matches (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&refused));

  return FALSE;
}

static gboolean
is_card_sought (TillDbConnection *connection,
                gint64            transaction_id,
                gboolean         *sought,
                GError          **error)
{
  g_autoptr (GError)           failed = NULL;
  g_autoptr (TillCardSighting) sighting =
    till_store_find_sought_card (connection, transaction_id, &failed);

  *sought = sighting != NULL;
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));

  return failed == NULL;
}

/* What all has to be paid is paid: no card is needed. */
static gboolean
is_all_paid (TillDbConnection      *connection,
             const TillPlanVersion *version,
             gboolean              *is_all,
             GError               **error)
{
  g_autoptr (GPtrArray) sendings =
    till_store_list_plan_sendings (connection, version->plan_id, error);
  TillPlanPart next;

  if (sendings == NULL)
    return FALSE;
  *is_all = !till_plan_sending_get_part (
    &version->terms, till_plan_sending_count_live (sendings, version->number), &next);

  return TRUE;
}

static gboolean
settle (TillDbConnection      *connection,
        const TillPlanSending *sending,
        gint64                 card_id, /* that was saved with it, or 0 */
        TillDay                today,
        const TillActor       *actor,
        TillInstant            at,
        GError               **error)
{
  g_autoptr (TillPlan)        plan = NULL;
  g_autoptr (TillPlanVersion) version = NULL;
  g_autofree char            *name = NULL;
  gboolean                    has_card;
  gboolean                    takes_card = FALSE;
  gboolean                    is_sought;
  gboolean                    is_all;

  if (!till_plan_sending_find_pending (connection, sending, &plan, &version, error))
    return FALSE;
  if (version == NULL)
    return TRUE;
  if (!is_good_card (connection, plan, plan->card_id, &has_card, error) ||
      !is_good_card (connection, plan, card_id, &takes_card, error) ||
      !is_card_sought (connection, sending->transaction_id, &is_sought, error) ||
      !is_all_paid (connection, version, &is_all, error))
    return FALSE;

  if (!has_card && !takes_card && !is_all)
    return is_sought || sending->state == TILL_SENDING_NO_CARD ||
           till_plan_sending_step (connection, sending, TILL_SENDING_NO_CARD, "plan-without-card",
                                   actor, at, error);
  if (!has_card && plan->card_id != (takes_card ? card_id : 0) &&
      !till_store_set_plan_card (connection, plan->id, takes_card ? card_id : 0, actor, at, error))
    return FALSE;
  name = till_person_name_as_written (plan->patient_name);

  return till_store_authorize_plan (connection, plan->id, TILL_AUTHORIZED_REMOTE, name, today,
                                    actor, at, error);
}

gboolean
till_store_take_plan_card (TillDbConnection *connection,
                           gint64            transaction_id,
                           gint64            card_id,
                           TillDay           today,
                           const TillActor  *actor,
                           TillInstant       at,
                           GError          **error)
{
  g_autoptr (TillPlanSending) sending = NULL;

  if (!till_plan_sending_find (connection, "WHERE transaction_id = ?1", transaction_id, &sending,
                               error))
    return FALSE;

  return sending == NULL || !till_plan_sending_is_live (sending) ||
         settle (connection, sending, card_id, today, actor, at, error);
}

gboolean
till_store_settle_plan_payment (TillDbConnection *connection,
                                gint64            transaction_id,
                                TillDay           today,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error)
{
  return till_store_take_plan_card (connection, transaction_id, 0, today, actor, at, error);
}

gboolean
till_store_follow_plan_card (TillDbConnection *connection,
                             gint64            plan_id,
                             TillDay           today,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error)
{
  g_autoptr (TillPlan)  plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (GPtrArray) sendings = NULL;

  if (plan == NULL)
    return FALSE;
  if (plan->state != TILL_PLAN_PENDING)
    return TRUE;
  sendings = till_store_list_plan_sendings (connection, plan_id, error);
  if (sendings == NULL)
    return FALSE;

  for (guint i = sendings->len; i > 0 && plan->card_id != 0; i--)
    {
      const TillPlanSending *one = sendings->pdata[i - 1];

      if (till_plan_sending_is_live (one) && one->version == plan->version)
        return settle (connection, one, 0, today, actor, at, error);
    }

  return till_store_end_plan_links (connection, plan_id, actor, at, error);
}
