/* till-store-plan-acceptance.c: payments by which plans are accepted, and what they authorize
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "rules/till-plan-deeds.h"
#include "rules/till-state-rules.h"
#include "store/till-store-cards.h"
#include "store/till-store-plan-sendings-private.h"
#include "store/till-store-requests-private.h"

/* ── Paid ────────────────────────────────────────────────────────────────────────────────────── */

/* It says the same as @before: the same part of the same terms. */
static gboolean
is_sent_again (TillDbConnection      *connection,
               const TillPlanSending *before,
               gint64                 request_id,
               gboolean              *is_again,
               GError               **error)
{
  g_autoptr (TillPlanSending) newer = NULL;

  *is_again = FALSE;
  if (request_id == 0)
    return TRUE;
  if (!till_plan_sending_find (connection, "WHERE request_id = ?1", request_id, &newer, error))
    return FALSE;
  *is_again = newer != NULL && newer->plan_id == before->plan_id &&
              newer->version == before->version && newer->number == before->number;

  return TRUE;
}

/* Whenever a payment is seen, it counts how the link stood when it was made. One that was sent
 * again for the same says what it said before. */
static gboolean
could_accept (TillDbConnection      *connection,
              const TillPlanSending *before,
              const TillRequest     *request,
              const TillTransaction *payment,
              gboolean              *could,
              GError               **error)
{
  *could = request->state == TILL_REQUEST_REQUESTED || payment->happened_at < request->ended_at;

  return *could || is_sent_again (connection, before, request->replaced_by, could, error);
}

/* Another payment has accepted it for that part. */
static gboolean
is_paid_for (const GPtrArray *sendings, const TillPlanSending *one)
{
  for (guint i = 0; i < sendings->len; i++)
    {
      const TillPlanSending *other = sendings->pdata[i];

      if (other->id != one->id && other->version == one->version && other->number == one->number &&
          till_plan_sending_is_live (other))
        return TRUE;
    }

  return FALSE;
}

/* The card is looked for, whether the payment counts at once or begins to later. */
static gboolean
seek_card (TillDbConnection      *connection,
           const TillRequest     *request,
           const TillTransaction *payment,
           TillInstant            at,
           GError               **error)
{
  g_autofree char *customer = g_strdup_printf ("%" G_GINT64_FORMAT, request->guarantor_id);

  return payment->processor == NULL ||
         till_store_seek_card (connection, payment->id, customer, at, error);
}

/* What of the payment is no installment’s, and was not refunded. */
static gboolean
is_enough (TillDbConnection      *connection,
           const TillPlanSending *sending,
           const TillInstallment *part,
           gboolean              *is,
           GError               **error)
{
  static const char sql[] =
    "SELECT t.amount_cents - t.refunded_cents - coalesce(sum(i.amount_cents), 0)"
    "  FROM transactions AS t LEFT JOIN installments AS i ON i.transaction_id = t.id"
    " WHERE t.id = ?1";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, sending->transaction_id) != TILL_STEP_ROW)
    return FALSE;
  *is = till_db_column_int (row, 0) >= part->amount.cents;

  return TRUE;
}

/* *@part 0: what is charged just now, or is paid or over, stays as it is, and the payment is the
 * guarantor’s like any other. Neither may keep a payment from being written down. */
static gboolean
find_payable (TillDbConnection      *connection,
              const TillPlanSending *sending,
              gint64                *part,
              GError               **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, sending->plan_id, error);

  *part = 0;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];
      gboolean               is_good;

      if (one->version != sending->version || one->number != sending->number)
        continue;
      if (!is_enough (connection, sending, one, &is_good, error))
        return FALSE;
      if (is_good && one->state != TILL_INSTALLMENT_CHARGING &&
          till_installment_may_become (one->state, TILL_INSTALLMENT_PAID))
        *part = one->id;
    }

  return all != NULL;
}

static gboolean
pay_part (TillDbConnection      *connection,
          const TillPlanSending *sending,
          gint64                 part,
          const TillActor       *actor,
          TillInstant            at,
          GError               **error)
{
  return till_store_end_installment (connection, part, TILL_INSTALLMENT_PAID,
                                     sending->transaction_id, NULL, actor, at, error) &&
         till_plan_sending_step (connection, sending, TILL_SENDING_USED, "use-plan-payment", actor,
                                 at, error);
}

/* Authorized meanwhile, by the same terms: it is the part’s all the same, if that is still to be
 * paid. */
static gboolean
pay_authorized (TillDbConnection      *connection,
                const TillPlanSending *before,
                const TillPlanSending *after,
                const TillActor       *actor,
                TillInstant            at,
                GError               **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, after->plan_id, error);
  gint64               part;

  if (plan == NULL || !find_payable (connection, after, &part, error))
    return FALSE;
  if (part == 0 || plan->version != after->version || !till_plan_is_agreed_on (plan->state))
    return TRUE;

  return till_plan_sending_save (connection, before, after, "accept-plan", actor, at, error) &&
         pay_part (connection, after, part, actor, at, error);
}

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
  g_autoptr (GPtrArray)       sendings = NULL;
  gboolean                    could;

  if (!till_plan_sending_find (connection, "WHERE request_id = ?1", request->id, &before, error))
    return FALSE;
  if (before == NULL || till_plan_sending_is_live (before) || before->state == TILL_SENDING_USED ||
      till_money_compare (payment->amount, before->amount) < 0)
    return TRUE;
  if (!could_accept (connection, before, request, payment, &could, error) ||
      !till_plan_sending_find_pending (connection, before, &plan, &version, error) ||
      !(sendings = till_store_list_plan_sendings (connection, before->plan_id, error)))
    return FALSE;
  if (!could || is_paid_for (sendings, before))
    return TRUE;

  after = till_plan_sending_copy (before);
  after->state = TILL_SENDING_PAID;
  after->transaction_id = payment->id;
  after->ended_at = TILL_INSTANT_NONE;
  if (version == NULL)
    return pay_authorized (connection, before, after, actor, at, error);

  return till_plan_sending_save (connection, before, after, "accept-plan", actor, at, error) &&
         till_store_end_plan_links (connection, plan->id, actor, at, error) &&
         seek_card (connection, request, payment, at, error);
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

gboolean
till_store_regain_acceptance (TillDbConnection *connection,
                              gint64            transaction_id,
                              const TillActor  *actor,
                              TillInstant       at,
                              GError          **error)
{
  g_autoptr (TillPlanSending) sending = NULL;
  gboolean                    is_sought;

  if (!till_plan_sending_find (connection, "WHERE transaction_id = ?1", transaction_id, &sending,
                               error))
    return FALSE;
  if (sending == NULL || sending->state != TILL_SENDING_TAKEN_BACK)
    return TRUE;

  return is_card_sought (connection, transaction_id, &is_sought, error) &&
         till_plan_sending_step (connection, sending,
                                 is_sought ? TILL_SENDING_PAID : TILL_SENDING_NO_CARD,
                                 "regain-plan-payment", actor, at, error);
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
      gint64                 part;

      if (!till_plan_sending_is_live (one) || one->version != version)
        continue;
      if (!find_payable (connection, one, &part, error) ||
          (part != 0 && !pay_part (connection, one, part, actor, at, error)))
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

/* What was to be charged before it was accepted is not charged at once behind the payment: as what
 * was missed it is caught up with by people. */
static gboolean
leave_late_parts (TillDbConnection *connection,
                  gint64            plan_id,
                  TillDay           today,
                  const TillActor  *actor,
                  TillInstant       at,
                  GError          **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, plan_id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];

      if (one->state == TILL_INSTALLMENT_DUE && till_day_compare (one->due, today) <= 0 &&
          !till_store_end_installment (connection, one->id, TILL_INSTALLMENT_MISSED, 0,
                                       "accepted-late", actor, at, error))
        return FALSE;
    }

  return all != NULL;
}

static gboolean
settle (TillDbConnection      *connection,
        const TillPlanSending *sending,
        gint64                 saved, /* the card that was saved with it, or 0 */
        TillDay                today,
        const TillActor       *actor,
        TillInstant            at,
        GError               **error)
{
  g_autoptr (TillPlan)        plan = NULL;
  g_autoptr (TillPlanVersion) version = NULL;
  g_autofree char            *name = NULL;
  gint64                      card_id;
  gboolean                    is_sought;
  gboolean                    is_all;

  if (!till_plan_sending_find_pending (connection, sending, &plan, &version, error))
    return FALSE;
  if (version == NULL)
    return TRUE;
  if (!find_agreed_card (connection, sending, plan, saved, &card_id, error) ||
      !is_card_sought (connection, sending->transaction_id, &is_sought, error) ||
      !is_all_paid (connection, version, &is_all, error))
    return FALSE;

  if (card_id == 0 && !is_all)
    return is_sought || sending->state == TILL_SENDING_NO_CARD ||
           till_plan_sending_step (connection, sending, TILL_SENDING_NO_CARD, "plan-without-card",
                                   actor, at, error);
  if (plan->card_id != card_id &&
      !till_store_set_plan_card (connection, plan->id, card_id, actor, at, error))
    return FALSE;
  name = till_person_name_as_written (plan->patient_name);

  return till_store_authorize_plan (connection, plan->id, TILL_AUTHORIZED_REMOTE, name, today,
                                    actor, at, error) &&
         leave_late_parts (connection, plan->id, today, actor, at, error);
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
