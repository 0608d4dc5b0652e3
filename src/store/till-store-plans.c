/* till-store-plans.c: payment plans: agreed on, changed, ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-plan-rules.h"
#include "rules/till-state-rules.h"
#include "store/till-store-balances.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"

#define AT(member) G_STRUCT_OFFSET (TillPlan, member)

static const TillField fields[] = {
  { "uuid", TILL_FIELD_TEXT, AT (uuid), TRUE },
  { "location_id", TILL_FIELD_INT, AT (location_id), TRUE },
  { "guarantor_id", TILL_FIELD_INT, AT (guarantor_id) },
  { "patient_id", TILL_FIELD_INT, AT (patient_id), TRUE },
  { "patient_name", TILL_FIELD_FULL_TEXT, AT (patient_name) },
  { "what_for", TILL_FIELD_TEXT, AT (what_for), TRUE, NULL, N_ ("what the plan is for") },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_plan_state_get_type },
  { "resumes_as", TILL_FIELD_ENUM, AT (resumes_as), FALSE, till_plan_state_get_type },
  { "version", TILL_FIELD_INT, AT (version) },
  { "card_id", TILL_FIELD_REFERENCE, AT (card_id) },
  { "total_cents", TILL_FIELD_INT, AT (total) },
  { "paid_cents", TILL_FIELD_INT, AT (paid) },
  { "n_parts", TILL_FIELD_INT, AT (n_parts) },
  { "n_paid", TILL_FIELD_INT, AT (n_paid) },
  { "next_day", TILL_FIELD_DAY, AT (next) },
  { "next_cents", TILL_FIELD_INT, AT (next_amount) },
  { "why", TILL_FIELD_TEXT, AT (why), FALSE, NULL, N_ ("the reason") },
  { "made_at", TILL_FIELD_INSTANT, AT (made_at), TRUE },
  { "made_by", TILL_FIELD_FULL_TEXT, AT (made_by), TRUE },
  { "authorized_at", TILL_FIELD_INSTANT, AT (authorized_at) },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
};

static const char *const kept[] = { "patient_name_folded", "what_for_folded", NULL };

TillRecordType till_store_plan_type = { "plans", fields, G_N_ELEMENTS (fields),
                                        TILL_RECORD_OF (TillPlan, till_plan), kept };

/* ── The audit ───────────────────────────────────────────────────────────────────────────────── */

static char *
take_snapshot (const TillPlan *plan)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_PLAN_STATE, (int) plan->state));
  till_json_int (json, "version", plan->version);
  till_json_int (json, "guarantor", plan->guarantor_id);
  till_json_int (json, "card", plan->card_id);
  till_json_int (json, "total", plan->total.cents);
  till_json_int (json, "paid", plan->paid.cents);
  till_json_int (json, "parts", plan->n_parts);
  till_json_int (json, "parts_paid", plan->n_paid);
  till_json_text (json, "why", plan->why);

  return till_json_end (json);
}

static gboolean
audit (TillDbConnection *connection,
       const TillPlan   *plan,
       const char       *before,
       const char       *deed,
       const TillActor  *actor,
       TillInstant       at,
       GError          **error)
{
  g_autofree char *after = take_snapshot (plan);
  g_autofree char *facts = till_record_facts (&till_store_plan_type, plan);

  return till_store_audit_row (connection, actor, at, deed, "plans", plan->id, before, after, facts,
                               error);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

TillPlan *
till_store_get_plan (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&till_store_plan_type, connection, "WHERE id = ?1", id, &found, error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no payment plan %" G_GINT64_FORMAT "."), id);

  return found;
}

static GPtrArray *
list (TillDbConnection *connection,
      TillRecordType   *type,
      const char       *where,
      gint64            id,
      GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_record_prepare (type, connection, where, error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, id);

  return till_record_read_rows (type, rows, error);
}

GPtrArray *
till_store_list_plans_of (TillDbConnection *connection, gint64 guarantor_id, GError **error)
{
  if (!till_store_find_standing (connection, &guarantor_id, error))
    return NULL;

  return list (connection, &till_store_plan_type,
               "WHERE guarantor_id IN"
               "  (SELECT ?1 UNION ALL SELECT id FROM patients WHERE merged_into = ?1)"
               " ORDER BY id DESC",
               guarantor_id, error);
}

GPtrArray *
till_store_list_installments (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  return list (connection, &till_store_installment_type,
               "WHERE plan_id = ?1 ORDER BY due_day, version, number", plan_id, error);
}

/* ── Changing ────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_check_plan_step (const TillPlan *plan, TillPlanState to, GError **error)
{
  if (plan->state == to || till_plan_may_become (plan->state, to))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               /* Translators: what the plan is, as on the screen: "Completed" */
               _ ("This can’t be done with the payment plan as it is: “%s”."),
               till_plan_state_to_words (plan->state));

  return FALSE;
}

/* The number of the parameter behind them. */
static int
bind_plan (TillDbStatement *statement, const TillPlan *plan)
{
  g_autofree char *name = till_text_fold (plan->patient_name);
  g_autofree char *what_for = till_text_fold (plan->what_for != NULL ? plan->what_for : "");
  int              index = till_record_bind (&till_store_plan_type, statement, plan);

  till_db_bind_text (statement, index, name);
  till_db_bind_text (statement, index + 1, what_for);

  return index + 2;
}

gboolean
till_store_save_plan (TillDbConnection *connection,
                      const TillPlan   *before,
                      const TillPlan   *after,
                      const char       *deed,
                      const TillActor  *actor,
                      TillInstant       at,
                      GError          **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  g_autofree char            *snapshot = take_snapshot (before);

  if (!till_store_check_plan_step (before, after->state, error) ||
      !till_record_refuse_cards (&till_store_plan_type, after, error))
    return FALSE;

  statement = till_db_prepare (connection, till_record_update (&till_store_plan_type), error);
  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, bind_plan (statement, after), after->id);

  /* What is not due does not age. */
  return till_db_run (statement, error) &&
         audit (connection, after, snapshot, deed, actor, at, error) &&
         till_store_age_guarantor (connection, after->guarantor_id, error) &&
         (before->guarantor_id == after->guarantor_id ||
          till_store_age_guarantor (connection, before->guarantor_id, error));
}

/* ── Agreed on ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
fill (TillDbConnection    *connection,
      TillPlan            *plan,
      const TillPlanTerms *terms,
      const TillActor     *actor,
      TillInstant          at,
      GError             **error)
{
  g_autoptr (TillPatient) guarantor =
    till_store_get_patient (connection, plan->guarantor_id, error);

  if (guarantor == NULL)
    return FALSE;
  if (guarantor->merged_into != 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("The record of %s has been merged with another. Choose the patient again."),
                   guarantor->name);
      return FALSE;
    }

  till_text_set (&plan->patient_name, guarantor->name);
  till_text_set (&plan->made_by, actor != NULL ? actor->name : "Till");
  if (plan->uuid == NULL)
    plan->uuid = till_id_new ();
  plan->location_id = guarantor->location_id;
  plan->state = plan->resumes_as = TILL_PLAN_PENDING;
  plan->version = 1;
  plan->total = till_money (terms->total.cents + terms->fee.cents);
  plan->n_parts = till_plan_count_parts (terms);
  plan->made_at = at;

  return TRUE;
}

gboolean
till_store_check_plan_card (TillDbConnection *connection,
                            const TillPlan   *plan,
                            gint64            card_id,
                            GError          **error)
{
  g_autoptr (TillFiledCard) card = NULL;
  gint64                    of;
  gint64                    guarantor = plan->guarantor_id;

  if (card_id == 0)
    return TRUE;

  card = till_store_get_card (connection, card_id, error);
  if (card == NULL)
    return FALSE;
  of = card->guarantor_id;
  if (!till_store_find_standing (connection, &of, error) ||
      !till_store_find_standing (connection, &guarantor, error))
    return FALSE;
  if (card->state == TILL_CARD_KEPT && of == guarantor)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("This card is not on file any more. Choose another one."));

  return FALSE;
}

gboolean
till_store_add_plan (TillDbConnection    *connection,
                     TillPlan            *plan,
                     const TillPlanTerms *terms,
                     const TillActor     *actor,
                     TillInstant          at,
                     GError             **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  if (!fill (connection, plan, terms, actor, at, error) ||
      !till_store_check_plan_card (connection, plan, plan->card_id, error) ||
      !till_record_refuse_cards (&till_store_plan_type, plan, error))
    return FALSE;

  statement = till_db_prepare (connection, till_record_insert (&till_store_plan_type), error);
  if (statement == NULL)
    return FALSE;

  bind_plan (statement, plan);
  if (!till_db_run (statement, error))
    return FALSE;
  plan->id = till_db_last_id (connection);

  return audit (connection, plan, NULL, "add-plan", actor, at, error) &&
         till_store_add_plan_version (connection, plan, 1, &(TillPlanOffer){ .terms = *terms },
                                      actor, at, error);
}
