/* till-store-plan-payers.c: a payment plan goes over to another guarantor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By a version of its own that the new one has authorized. What was paid stays paid, on the account
 * of who has paid it.
 */
#include "store/till-store-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-cards.h"
#include "store/till-store-entries.h"
#include "store/till-store-patients.h"
#include "store/till-store-requests.h"

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, sentence);

  return FALSE;
}

gboolean
till_store_find_payers_first (TillDbConnection *connection,
                              gint64            plan_id,
                              gint64           *version,
                              GError          **error)
{
  static const char           sql[] = "SELECT coalesce(max(v.number), 0) + 1"
                                      "  FROM plan_versions AS v JOIN plans AS p ON p.id = v.plan_id"
                                      " WHERE p.id = ?1 AND v.authorized <> 'not-yet'"
                                      "   AND v.guarantor_id <> p.guarantor_id";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, plan_id) != TILL_STEP_ROW)
    return FALSE;
  *version = till_db_column_int (row, 0);

  return TRUE;
}

/* ── Offered ─────────────────────────────────────────────────────────────────────────────────── */

/* Whoever answers for an own account, and can be asked to sign. */
static gboolean
check_person (TillDbConnection *connection, const TillPlan *plan, gint64 id, GError **error)
{
  g_autoptr (TillPatient) person = till_store_get_patient (connection, id, error);
  gint64                  payer = plan->guarantor_id;

  if (person == NULL || !till_store_find_standing (connection, &payer, error))
    return FALSE;
  if (person->id == payer)
    return refuse (error, _ ("The new guarantor pays this plan already. Choose another one."));
  if (person->merged_into != 0)
    return refuse (error, _ ("The record of the new guarantor has been merged with another. Choose "
                             "the new guarantor again."));
  if (person->guarantor_id != person->id)
    return refuse (error, _ ("Somebody else answers for the account of this patient. Choose who "
                             "does, or change the guarantor on the patient’s page first."));
  if (person->state == TILL_PERSON_DECEASED)
    return refuse (error, _ ("This patient is deceased. Choose another guarantor."));

  return TRUE;
}

/* The card is another one than now. */
static gboolean
check_card (TillDbConnection    *connection,
            const TillPlan      *plan,
            const TillPlanOffer *offer,
            GError             **error)
{
  if (offer->card_id == 0)
    return refuse (error, _ ("Choose the card that is to be charged."));
  if (offer->card_id == plan->card_id)
    return refuse (error, _ ("This plan is charged to that card already."));

  return till_store_check_plan_card (connection, plan, offer->card_id, error);
}

gboolean
till_store_check_new_payer (TillDbConnection    *connection,
                            const TillPlan      *plan,
                            const TillPlanOffer *offer,
                            GError             **error)
{
  const TillPlan as = { .guarantor_id = offer->guarantor_id };

  if (plan->state == TILL_PLAN_PENDING)
    return refuse (error,
                   _ ("Nobody has agreed to this plan yet. Cancel it, and make a new one for "
                      "who is to pay."));
  if (offer->guarantor_id == 0)
    return check_card (connection, plan, offer, error);
  if (offer->keeps_missed)
    return refuse (error, _ ("A new guarantor pays all that is left of the plan, also what was "
                             "missed."));

  return check_person (connection, plan, offer->guarantor_id, error) &&
         till_store_check_plan_card (connection, &as, offer->card_id, error);
}

/* ── Agreed on ───────────────────────────────────────────────────────────────────────────────── */

TillPlan *
till_store_get_plan_by (TillDbConnection      *connection,
                        const TillPlan        *plan,
                        const TillPlanVersion *version,
                        GError               **error)
{
  g_autoptr (TillPlan) as = till_plan_copy (plan);
  g_autoptr (GError)   gone = NULL;

  if (version->guarantor_id == plan->guarantor_id && !version->keeps_schedule)
    return g_steal_pointer (&as);

  if (version->guarantor_id != plan->guarantor_id)
    {
      as->guarantor_id = version->guarantor_id;
      till_text_set (&as->patient_name, version->payer_name);
    }
  as->card_id = version->card_id;
  if (!till_store_check_plan_card (connection, as, version->card_id, &gone))
    {
      if (!g_error_matches (gone, TILL_ERROR, TILL_ERROR_NOT_ALLOWED))
        {
          g_propagate_error (error, g_steal_pointer (&gone));
          return NULL;
        }
      as->card_id = 0;
    }

  return g_steal_pointer (&as);
}

/* On today's day: from then on the one owes it, and the other does not. */
static gboolean
enter (TillDbConnection *connection,
       gint64            guarantor_id,
       gint64            cents,
       char             *words,
       TillDay           today,
       const TillActor  *actor,
       TillInstant       at,
       GError          **error)
{
  const TillLedgerOrder order = {
    .patient_id = guarantor_id, .amount = till_money (cents), .day = today, .words = words
  };

  return till_store_enter (connection, &order, TRUE, actor, at, error);
}

gboolean
till_store_check_payer_by (TillDbConnection      *connection,
                           const TillPlan        *plan,
                           const TillPlanVersion *version,
                           GError               **error)
{
  gint64 payer = version->guarantor_id;

  return payer == plan->guarantor_id || (till_store_find_standing (connection, &payer, error) &&
                                         check_person (connection, plan, payer, error));
}

/* What is paid by its link would be the former one's alone. */
static gboolean
end_requests (TillDbConnection *connection,
              const TillPlan   *before,
              const TillActor  *actor,
              TillInstant       at,
              GError          **error)
{
  g_autoptr (GPtrArray) open =
    till_store_list_open_requests (connection, before->guarantor_id, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const TillRequest *one = open->pdata[i];

      if (one->plan_id == before->id &&
          !till_store_end_request (connection, one->id, TILL_REQUEST_BY_HAND, actor, at, error))
        return FALSE;
    }

  return open != NULL;
}

static gboolean
move_balance (TillDbConnection      *connection,
              const TillPlan        *before,
              const TillPlanVersion *version,
              TillDay                today,
              const TillActor       *actor,
              TillInstant            at,
              GError               **error)
{
  gint64           cents = version->terms.total.cents - version->added.cents;
  gint64           from = before->guarantor_id;
  gint64           to = version->guarantor_id;
  g_autofree char *former = till_person_name_as_written (before->patient_name);
  g_autofree char *payer = till_person_name_as_written (version->payer_name);
  /* Translators: a person; a line of the ledger */
  g_autofree char *left = g_strdup_printf (_ ("Payment plan goes over to %s"), payer);
  /* Translators: a person; a line of the ledger */
  g_autofree char *taken = g_strdup_printf (_ ("Payment plan taken over from %s"), former);

  if (!version->moves_balance || cents <= 0)
    return TRUE;

  return till_store_find_standing (connection, &from, error) &&
         till_store_find_standing (connection, &to, error) &&
         enter (connection, from, -cents, left, today, actor, at, error) &&
         enter (connection, to, cents, taken, today, actor, at, error);
}

gboolean
till_store_hand_plan_over (TillDbConnection      *connection,
                           const TillPlan        *before,
                           const TillPlanVersion *version,
                           TillDay                today,
                           const TillActor       *actor,
                           TillInstant            at,
                           GError               **error)
{
  return version->guarantor_id == before->guarantor_id ||
         (end_requests (connection, before, actor, at, error) &&
          move_balance (connection, before, version, today, actor, at, error));
}
