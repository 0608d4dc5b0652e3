/* till-store-plan-acceptance.c: payments by which plans are accepted, and whose they are then
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "rules/till-plan-deeds.h"
#include "rules/till-state-rules.h"
#include "store/till-store-cards.h"
#include "store/till-store-plan-sendings-private.h"
#include "store/till-store-requests-private.h"
#include "store/till-store-transactions.h"

/* It says the same as @before: the same part of the same terms. */
static gboolean
is_sent_again (TillDbConnection      *connection,
               const TillPlanSending *before,
               gint64                 request_id,
               gboolean              *is_again,
               GError               **error)
{
  g_autoptr (TillPlanSending) newer = NULL;

  if (!till_plan_sending_find (connection, "WHERE request_id = ?1", request_id, &newer, error))
    return FALSE;
  *is_again = newer != NULL && newer->plan_id == before->plan_id &&
              newer->version == before->version && newer->number == before->number;

  return TRUE;
}

/* Whenever a payment is seen, it counts how the link stood when it was made, @at. One that was sent
 * again for the same says what it said before, as long as the last one stands. */
static gboolean
could_accept (TillDbConnection      *connection,
              const TillPlanSending *before,
              const TillRequest     *request,
              TillInstant            at,
              gboolean              *could,
              GError               **error)
{
  g_autoptr (TillRequest) newer = NULL;

  for (;;)
    {
      gint64   next = request->replaced_by;
      gboolean is_again = FALSE;

      *could = request->state == TILL_REQUEST_REQUESTED || at < request->ended_at;
      if (*could || next == 0)
        return TRUE;
      if (!is_sent_again (connection, before, next, &is_again, error))
        return FALSE;
      if (!is_again)
        return TRUE;
      g_clear_pointer (&newer, till_request_free);
      if ((request = newer = till_store_get_request (connection, next, error)) == NULL)
        return FALSE;
    }
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

/* *@part 0: what is charged just now, or is paid or over, stays as it is, and so does what @unused
 * is too little for: the payment is the guarantor’s like any other. Neither may keep a payment from
 * being written down. */
static gboolean
find_payable (TillDbConnection      *connection,
              const TillPlanSending *sending,
              TillMoney              unused,
              gint64                *part,
              GError               **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, sending->plan_id, error);

  *part = 0;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];

      if (one->version == sending->version && one->number == sending->number &&
          till_money_compare (unused, one->amount) >= 0 &&
          one->state != TILL_INSTALLMENT_CHARGING &&
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

/* What a payment through the link of @request accepts. */
typedef struct
{
  TillPlanSending *sending; /* or NULL: it is none’s */
  TillPlan        *plan;
  gint64           part;  /* of a plan that is authorized already: that it pays */
  gboolean         is_it; /* it is accepted */
} Accepted;

static void
accepted_clear (Accepted *self)
{
  g_clear_pointer (&self->sending, till_plan_sending_free);
  g_clear_pointer (&self->plan, till_plan_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Accepted, accepted_clear)

/* That is authorized meanwhile, by the same terms: the part is paid all the same, if it is still to
 * be. */
static gboolean
judge_authorized (TillDbConnection *connection, TillMoney unused, Accepted *self, GError **error)
{
  return self->plan->version != self->sending->version ||
         !till_plan_is_agreed_on (self->plan->state) ||
         find_payable (connection, self->sending, unused, &self->part, error);
}

/* @amount at @at, of which @unused is no installment’s. */
static gboolean
judge (TillDbConnection  *connection,
       const TillRequest *request,
       TillMoney          amount,
       TillMoney          unused,
       TillInstant        at,
       Accepted          *self,
       GError           **error)
{
  g_autoptr (TillPlanVersion) version = NULL;
  g_autoptr (GPtrArray)       sendings = NULL;
  const TillPlanSending      *sending;
  gboolean                    could;
  gboolean                    is_payers;

  if (!till_plan_sending_find (connection, "WHERE request_id = ?1", request->id, &self->sending,
                               error))
    return FALSE;
  sending = self->sending;
  if (sending == NULL || till_plan_sending_is_live (sending) ||
      sending->state == TILL_SENDING_USED || till_money_compare (amount, sending->amount) < 0)
    return TRUE;
  if (!could_accept (connection, sending, request, at, &could, error) ||
      !till_plan_sending_find_pending (connection, sending, &self->plan, &version, error) ||
      !till_store_is_of_payer (connection, self->plan, request, &is_payers, error) ||
      !(sendings = till_store_list_plan_sendings (connection, sending->plan_id, error)))
    return FALSE;
  if (!could || !is_payers || is_paid_for (sendings, sending))
    return TRUE;
  if (version == NULL && !judge_authorized (connection, unused, self, error))
    return FALSE;
  self->is_it = version != NULL || self->part != 0;

  return TRUE;
}

gboolean
till_store_would_accept_plan (TillDbConnection  *connection,
                              const TillRequest *request,
                              TillMoney          amount,
                              TillInstant        at,
                              gboolean          *would,
                              GError           **error)
{
  g_auto (Accepted) accepted = { NULL };

  if (!judge (connection, request, amount, amount, at, &accepted, error))
    return FALSE;
  *would = accepted.is_it;

  return TRUE;
}

gboolean
till_store_accept_plan (TillDbConnection      *connection,
                        const TillRequest     *request,
                        const TillTransaction *payment,
                        const TillActor       *actor,
                        TillInstant            at,
                        GError               **error)
{
  g_auto (Accepted)           accepted = { NULL };
  g_autoptr (TillPlanSending) after = NULL;
  TillMoney                   unused;

  if (!till_store_read_unused (connection, payment->id, &unused, error) ||
      !judge (connection, request, payment->amount, unused, payment->happened_at, &accepted, error))
    return FALSE;
  if (!accepted.is_it)
    return TRUE;

  after = till_plan_sending_copy (accepted.sending);
  after->state = TILL_SENDING_PAID;
  after->transaction_id = payment->id;
  after->ended_at = TILL_INSTANT_NONE;
  if (!till_plan_sending_save (connection, accepted.sending, after, "accept-plan", actor, at,
                               error))
    return FALSE;
  if (accepted.part != 0)
    return pay_part (connection, after, accepted.part, actor, at, error);

  return till_store_end_plan_links (connection, accepted.plan->id, actor, at, error) &&
         seek_card (connection, request, payment, at, error);
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

  return till_store_is_card_sought (connection, transaction_id, &is_sought, error) &&
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
      TillMoney              unused;
      gint64                 part;

      if (!till_plan_sending_is_live (one) || one->version != version)
        continue;
      if (!till_store_read_unused (connection, one->transaction_id, &unused, error) ||
          !find_payable (connection, one, unused, &part, error) ||
          (part != 0 && !pay_part (connection, one, part, actor, at, error)))
        return FALSE;
    }

  return sendings != NULL;
}
