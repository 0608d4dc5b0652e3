/* till-store-plan-cards.c: the card to which was agreed by paying, and the plan that is authorized
 * by it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-cards.h"
#include "store/till-store-plan-sendings-private.h"
#include "store/till-store-transactions.h"

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
  *is_all = !till_plan_sending_find_part (version, sendings, &next);

  return TRUE;
}

/* The one that was agreed to by paying: that the message named, as long as it is the plan’s; else
 * that was saved with the payment. Whatever else the desk has chosen needs a signature. 0: there is
 * none. */
static gboolean
find_agreed_card (TillDbConnection      *connection,
                  const TillPlanSending *sending,
                  const TillPlan        *plan,
                  gint64                 saved,
                  gint64                *card_id,
                  GError               **error)
{
  gint64   agreed = sending->card_id == 0 ? saved : sending->card_id;
  gboolean is_good;

  *card_id = 0;
  if (sending->card_id != 0 && plan->card_id != sending->card_id)
    return TRUE;
  if (!is_good_card (connection, plan, agreed, &is_good, error))
    return FALSE;
  if (is_good)
    *card_id = agreed;

  return TRUE;
}

/* What was to be charged before it was accepted, on @day, is not charged at once behind the
 * payment: as what was missed it is caught up with by people. */
static gboolean
leave_late_parts (TillDbConnection *connection,
                  gint64            plan_id,
                  TillDay           day,
                  const TillActor  *actor,
                  TillInstant       at,
                  GError          **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, plan_id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];

      if (one->state == TILL_INSTALLMENT_DUE && till_day_compare (one->due, day) <= 0 &&
          !till_store_end_installment (connection, one->id, TILL_INSTALLMENT_MISSED, 0,
                                       "accepted-late", actor, at, error))
        return FALSE;
    }

  return all != NULL;
}

/* By the payment, on its day, whenever it is seen. */
static gboolean
authorize (TillDbConnection      *connection,
           const TillPlanSending *sending,
           const TillPlan        *plan,
           gint64                 card_id,
           GTimeZone             *zone,
           const TillActor       *actor,
           TillInstant            at,
           GError               **error)
{
  g_autofree char            *name = till_person_name_as_written (plan->patient_name);
  g_autoptr (TillTransaction) payment =
    till_store_get_transaction (connection, sending->transaction_id, error);
  TillDay day;

  if (payment == NULL ||
      (plan->card_id != card_id &&
       !till_store_set_plan_card (connection, plan->id, card_id, actor, at, error)))
    return FALSE;
  day = till_day_of_instant (payment->happened_at, zone);

  return till_store_authorize_plan (connection, plan->id, TILL_AUTHORIZED_REMOTE, name, day, actor,
                                    at, error) &&
         leave_late_parts (connection, plan->id, day, actor, at, error);
}

static gboolean
settle (TillDbConnection      *connection,
        const TillPlanSending *sending,
        gint64                 saved, /* the card that was saved with it, or 0 */
        GTimeZone             *zone,
        const TillActor       *actor,
        TillInstant            at,
        gboolean              *is_left,
        GError               **error)
{
  g_autoptr (TillPlan)        plan = NULL;
  g_autoptr (TillPlanVersion) version = NULL;
  gint64                      card_id;
  gboolean                    is_sought;
  gboolean                    is_all;

  if (!till_plan_sending_find_pending (connection, sending, &plan, &version, error))
    return FALSE;
  if (version == NULL)
    return TRUE;
  if (!find_agreed_card (connection, sending, plan, saved, &card_id, error) ||
      !till_store_is_card_sought (connection, sending->transaction_id, &is_sought, error) ||
      !is_all_paid (connection, version, &is_all, error))
    return FALSE;

  if (card_id != 0 || is_all)
    return authorize (connection, sending, plan, card_id, zone, actor, at, error);
  *is_left = !is_sought && sending->state != TILL_SENDING_NO_CARD;

  return !*is_left || till_plan_sending_step (connection, sending, TILL_SENDING_NO_CARD,
                                              "plan-without-card", actor, at, error);
}

gboolean
till_store_take_plan_card (TillDbConnection *connection,
                           gint64            transaction_id,
                           gint64            card_id,
                           GTimeZone        *zone,
                           const TillActor  *actor,
                           TillInstant       at,
                           gboolean         *is_left,
                           GError          **error)
{
  g_autoptr (TillPlanSending) sending = NULL;

  *is_left = FALSE;
  if (!till_plan_sending_find (connection, "WHERE transaction_id = ?1", transaction_id, &sending,
                               error))
    return FALSE;

  return sending == NULL || !till_plan_sending_is_live (sending) ||
         settle (connection, sending, card_id, zone, actor, at, is_left, error);
}

gboolean
till_store_follow_plan_card (TillDbConnection *connection,
                             gint64            plan_id,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, plan_id, error);

  if (plan == NULL)
    return FALSE;

  return plan->state != TILL_PLAN_PENDING ||
         till_store_end_plan_links (connection, plan_id, actor, at, error);
}
