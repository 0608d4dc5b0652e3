/* till-store-plan-versions.c: the terms of a payment plan: offered, agreed on, replaced by newer
 * ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-plan-offers.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"

#define AT(member) G_STRUCT_OFFSET (TillPlanVersion, member)

static const TillField version_fields[] = {
  { "plan_id", TILL_FIELD_INT, AT (plan_id), TRUE },
  { "number", TILL_FIELD_INT, AT (number), TRUE },
  { "guarantor_id", TILL_FIELD_INT, AT (guarantor_id), TRUE },
  { "payer_name", TILL_FIELD_FULL_TEXT, AT (payer_name), TRUE },
  { "card_id", TILL_FIELD_REFERENCE, AT (card_id), TRUE },
  { "card", TILL_FIELD_TEXT, AT (card), TRUE },
  { "moves_balance", TILL_FIELD_BOOL, AT (moves_balance), TRUE },
  { "keeps_schedule", TILL_FIELD_BOOL, AT (keeps_schedule), TRUE },
  { "total_cents", TILL_FIELD_INT, AT (terms.total), TRUE },
  { "fee_cents", TILL_FIELD_INT, AT (terms.fee), TRUE },
  { "down_payment_cents", TILL_FIELD_INT, AT (terms.down_payment), TRUE },
  { "n_installments", TILL_FIELD_INT, AT (terms.n_installments), TRUE },
  { "installment_cents", TILL_FIELD_INT, AT (terms.installment), TRUE },
  { "cadence", TILL_FIELD_ENUM, AT (terms.cadence), TRUE, till_cadence_get_type },
  { "day", TILL_FIELD_INT, AT (terms.day), TRUE },
  { "week", TILL_FIELD_INT, AT (terms.week), TRUE },
  { "weekday", TILL_FIELD_INT, AT (terms.weekday), TRUE },
  { "first_day", TILL_FIELD_DAY, AT (terms.first), TRUE },
  { "remind_days", TILL_FIELD_INT, AT (terms.remind), TRUE },
  { "added_cents", TILL_FIELD_INT, AT (added), TRUE },
  { "added_for", TILL_FIELD_TEXT, AT (added_for), TRUE, NULL, N_ ("what the added treatment is") },
  { "keeps_missed", TILL_FIELD_BOOL, AT (keeps_missed), TRUE },
  { "made_at", TILL_FIELD_INSTANT, AT (made_at), TRUE },
  { "made_by", TILL_FIELD_FULL_TEXT, AT (made_by), TRUE },
  { "authorized", TILL_FIELD_ENUM, AT (authorized), FALSE, till_authorized_get_type },
  { "authorized_at", TILL_FIELD_INSTANT, AT (authorized_at) },
  { "authorized_by", TILL_FIELD_TEXT, AT (authorized_by), FALSE, NULL,
    N_ ("the name of who signed") },
  { "withdrawn_at", TILL_FIELD_INSTANT, AT (withdrawn_at) },
};

static TillRecordType version_type = { "plan_versions", version_fields,
                                       G_N_ELEMENTS (version_fields),
                                       TILL_RECORD_OF (TillPlanVersion, till_plan_version) };

/* All its fields: a version is read as it was agreed on. */
static gboolean
audit_version (TillDbConnection      *connection,
               const TillPlanVersion *version,
               const char            *deed,
               const TillActor       *actor,
               TillInstant            at,
               GError               **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;
  g_autofree char *facts = till_record_facts (&version_type, version);

  till_json_int (json, "plan", version->plan_id);
  till_json_int (json, "number", version->number);
  till_json_int (json, "guarantor", version->guarantor_id);
  till_json_int (json, "card", version->card_id);
  till_json_int (json, "total", version->terms.total.cents);
  till_json_int (json, "installments", version->terms.n_installments);
  till_json_int (json, "added", version->added.cents);
  till_json_text (json, "authorized",
                  till_enum_to_text (TILL_TYPE_AUTHORIZED, (int) version->authorized));
  till_json_text (json, "by", version->authorized_by);
  if (version->withdrawn_at != TILL_INSTANT_NONE)
    till_json_int (json, "withdrawn", version->withdrawn_at);
  after = till_json_end (json);

  return till_store_audit_row (connection, actor, at, deed, "plan-versions", version->id, NULL,
                               after, facts, error);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

GPtrArray *
till_store_list_plan_versions (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&version_type, connection, "WHERE plan_id = ?1 ORDER BY number", error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, plan_id);

  return till_record_read_rows (&version_type, rows, error);
}

TillPlanVersion *
till_store_get_version_in_force (TillDbConnection *connection, const TillPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) versions = till_store_list_plan_versions (connection, plan->id, error);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const TillPlanVersion *version = versions->pdata[i];

      if (version->number == plan->version)
        return till_plan_version_copy (version);
    }
  if (versions != NULL)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("The terms of this payment plan are not there."));

  return NULL;
}

static TillPlanVersion *
find_newest_version (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  gpointer found;

  till_record_find (&version_type, connection, "WHERE plan_id = ?1 ORDER BY number DESC LIMIT 1",
                    plan_id, &found, error);

  return found;
}

/* ── Changed
 * ─────────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
save_version (TillDbConnection      *connection,
              const TillPlanVersion *version,
              const char            *deed,
              const TillActor       *actor,
              TillInstant            at,
              GError               **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  if (!till_record_refuse_cards (&version_type, version, error))
    return FALSE;

  statement = till_db_prepare (connection, till_record_update (&version_type), error);
  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, till_record_bind (&version_type, statement, version), version->id);

  return till_db_run (statement, error) &&
         audit_version (connection, version, deed, actor, at, error);
}

static gboolean
withdraw (TillDbConnection *connection,
          TillPlanVersion  *version,
          const TillActor  *actor,
          TillInstant       at,
          GError          **error)
{
  version->withdrawn_at = at;

  return save_version (connection, version, "withdraw-plan-offer", actor, at, error);
}

/* ── Offered ─────────────────────────────────────────────────────────────────────────────────── */

/* Who pays by it, and how: as the plan has it, or as it will. */
static gboolean
fill_payer (TillDbConnection    *connection,
            TillPlanVersion     *version,
            const TillPlan      *plan,
            const TillPlanOffer *offer,
            GError             **error)
{
  g_autoptr (TillFiledCard) card = NULL;
  gboolean                  is_new = offer->guarantor_id != 0;
  g_autoptr (TillPatient)   payer =
    till_store_get_patient (connection, is_new ? offer->guarantor_id : plan->guarantor_id, error);

  if (payer == NULL)
    return FALSE;

  version->guarantor_id = payer->id;
  till_text_set (&version->payer_name, payer->name);
  if (is_new || offer->keeps_schedule)
    version->card_id = offer->card_id;
  if (version->card_id != 0)
    {
      card = till_store_get_card (connection, version->card_id, error);
      if (card == NULL)
        return FALSE;
      version->card = till_filed_card_dup_title (card);
    }
  version->moves_balance = is_new && offer->moves_balance;
  version->keeps_schedule = offer->keeps_schedule;

  return TRUE;
}

gboolean
till_store_add_plan_version (TillDbConnection    *connection,
                             const TillPlan      *plan,
                             gint64               number,
                             const TillPlanOffer *offer,
                             const TillActor     *actor,
                             TillInstant          at,
                             GError             **error)
{
  g_autoptr (TillPlanVersion) version = till_plan_version_new ();
  g_autoptr (TillDbStatement) statement = NULL;

  if (!fill_payer (connection, version, plan, offer, error))
    return FALSE;

  version->plan_id = plan->id;
  version->number = number;
  version->terms = offer->terms;
  version->added = offer->added;
  version->added_for = g_strdup (offer->added_for);
  version->keeps_missed = offer->keeps_missed;
  version->made_at = at;
  till_text_set (&version->made_by, actor != NULL ? actor->name : "Till");
  if (!till_record_refuse_cards (&version_type, version, error))
    return FALSE;

  statement = till_db_prepare (connection, till_record_insert (&version_type), error);
  if (statement == NULL)
    return FALSE;

  till_record_bind (&version_type, statement, version);
  if (!till_db_run (statement, error))
    return FALSE;
  version->id = till_db_last_id (connection);

  return audit_version (connection, version, "offer-plan", actor, at, error);
}

gboolean
till_store_offer_version (TillDbConnection    *connection,
                          gint64               plan_id,
                          const TillPlanOffer *offer,
                          const TillActor     *actor,
                          TillInstant          at,
                          GError             **error)
{
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlanVersion) newest = NULL;
  g_autoptr (TillPlanVersion) in_force = NULL;
  g_autoptr (TillPlan)        after = NULL;
  TillPlanOffer               of_card = *offer;

  if (plan == NULL || !(newest = find_newest_version (connection, plan_id, error)) ||
      !(in_force = till_store_get_version_in_force (connection, plan, error)))
    return FALSE;
  if (plan->state == TILL_PLAN_CANCELLED || plan->state == TILL_PLAN_COMPLETED)
    return till_store_check_plan_step (plan, TILL_PLAN_PENDING, error);
  if (plan->state == TILL_PLAN_PENDING && !till_store_refuse_accepted (connection, newest, error))
    return FALSE;
  if ((offer->guarantor_id != 0 || offer->keeps_schedule) &&
      !till_store_check_new_payer (connection, plan, offer, error))
    return FALSE;
  if (till_plan_version_is_open (newest) && !withdraw (connection, newest, actor, at, error))
    return FALSE;
  if (of_card.keeps_schedule)
    of_card.terms = in_force->terms;
  if (!till_store_add_plan_version (connection, plan, newest->number + 1, &of_card, actor, at,
                                    error))
    return FALSE;
  if (plan->state != TILL_PLAN_PENDING)
    return TRUE;

  /* Nothing is in force yet: what the list shows is what was offered last. */
  after = till_plan_copy (plan);
  after->version = newest->number + 1;
  after->total = till_money (offer->terms.total.cents + offer->terms.fee.cents);
  after->n_parts = till_plan_count_parts (&offer->terms);

  return till_store_save_plan (connection, plan, after, "change-plan-offer", actor, at, error) &&
         till_store_end_plan_links (connection, plan_id, actor, at, error);
}

gboolean
till_store_withdraw_offer (TillDbConnection *connection,
                           gint64            plan_id,
                           const TillActor  *actor,
                           TillInstant       at,
                           GError          **error)
{
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlanVersion) newest = NULL;

  if (plan == NULL || !(newest = find_newest_version (connection, plan_id, error)))
    return FALSE;
  /* Without it there would be nothing to agree on: such a plan is cancelled. */
  if (!till_plan_version_is_open (newest) || plan->state == TILL_PLAN_PENDING)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("There are no new terms of this payment plan to be withdrawn."));
      return FALSE;
    }

  return withdraw (connection, newest, actor, at, error);
}

/* ── Agreed on ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_installments (TillDbConnection    *connection,
                  const TillPlan      *plan,
                  const TillPlanTerms *terms,
                  TillDay              today,
                  const TillActor     *actor,
                  TillInstant          at,
                  GError             **error)
{
  g_autoptr (GArray) parts = till_plan_make_parts (terms);
  const TillPlanPart down = { 0, today, terms->down_payment };

  if (down.amount.cents > 0 &&
      !till_store_add_installment (connection, plan, &down, actor, at, NULL, error))
    return FALSE;

  for (guint i = 0; i < parts->len; i++)
    {
      if (!till_store_add_installment (connection, plan, &g_array_index (parts, TillPlanPart, i),
                                       actor, at, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* What they are for is what is left; and nobody agrees to what is worse by saying nothing. Of a
 * plan that nobody has agreed to all is left. */
static gboolean
check_left (TillDbConnection      *connection,
            const TillPlan        *plan,
            const TillPlanVersion *version,
            TillAuthorized         how,
            TillDay                today,
            TillMoney             *kept,
            GError               **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, plan->id, error);
  TillPlanLeft          left;

  *kept = TILL_MONEY_ZERO;
  if (all == NULL)
    return FALSE;
  if (plan->state != TILL_PLAN_PENDING)
    {
      till_plan_read_left (all, version->keeps_missed, &left);
      *kept = left.kept;
    }
  if (plan->state != TILL_PLAN_PENDING && (!till_plan_version_fits (version, &left) ||
                                           till_plan_terms_are_late (&version->terms, today)))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("What is left of this plan has changed since these terms were "
                              "offered, or their first day is past. Offer new terms for what is "
                              "left now."));
      return FALSE;
    }
  if (how == TILL_AUTHORIZED_NO_WORSE &&
      (plan->state == TILL_PLAN_PENDING || version->guarantor_id != plan->guarantor_id ||
       till_plan_terms_are_worse (&version->terms, all, version->keeps_missed)))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("These terms have to be authorized by who pays."));
      return FALSE;
    }

  return TRUE;
}

/* Nothing but the card that is charged from now on. */
static gboolean
authorize_card (TillDbConnection      *connection,
                const TillPlan        *plan,
                const TillPlan        *after,
                const TillPlanVersion *version,
                const TillActor       *actor,
                TillInstant            at,
                GError               **error)
{
  if (version->authorized == TILL_AUTHORIZED_NO_WORSE && plan->card_id == 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("That this plan is charged to a card has to be authorized by who "
                              "pays."));
      return FALSE;
    }

  return till_store_check_plan_card (connection, after, version->card_id, error) &&
         save_version (connection, version, "authorize-plan", actor, at, error) &&
         till_store_save_plan (connection, plan, after, "change-plan-card", actor, at, error);
}

gboolean
till_store_authorize_plan (TillDbConnection *connection,
                           gint64            plan_id,
                           TillAuthorized    how,
                           const char       *name,
                           TillDay           today,
                           const TillActor  *actor,
                           TillInstant       at,
                           GError          **error)
{
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlanVersion) version = NULL;
  g_autoptr (TillPlan)        after = NULL;
  TillMoney                   kept;

  if (plan == NULL || !(version = find_newest_version (connection, plan_id, error)))
    return FALSE;
  if (!till_plan_version_is_open (version) || plan->state == TILL_PLAN_CANCELLED ||
      plan->state == TILL_PLAN_COMPLETED)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("There are no terms of this payment plan to be authorized."));
      return FALSE;
    }

  version->authorized = how;
  version->authorized_at = at;
  till_text_set (&version->authorized_by, name);
  if (!till_store_check_payer_by (connection, plan, version, error) ||
      !(after = till_store_get_plan_by (connection, plan, version, error)))
    return FALSE;
  if (version->keeps_schedule)
    return authorize_card (connection, plan, after, version, actor, at, error);
  if (!check_left (connection, plan, version, how, today, &kept, error))
    return FALSE;

  after->version = version->number;
  after->total = till_money (plan->paid.cents + kept.cents + version->terms.total.cents +
                             version->terms.fee.cents);
  if (plan->state == TILL_PLAN_PENDING)
    {
      after->state = after->resumes_as = TILL_PLAN_AUTHORIZED;
      after->authorized_at = at;
    }

  return till_store_skip_rest (connection, plan_id, version->keeps_missed, "new-terms", actor, at,
                               error) &&
         save_version (connection, version, "authorize-plan", actor, at, error) &&
         till_store_save_plan (connection, plan, after, "authorize-plan", actor, at, error) &&
         till_store_hand_plan_over (connection, plan, version, today, actor, at, error) &&
         add_installments (connection, after, &version->terms, today, actor, at, error) &&
         till_store_follow_installments (connection, plan_id, "authorize-plan", actor, at, error) &&
         till_store_use_plan_payments (connection, plan_id, version->number, actor, at, error) &&
         till_store_end_plan_links (connection, plan_id, actor, at, error);
}
