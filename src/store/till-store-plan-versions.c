/* till-store-plan-versions.c: the terms of a payment plan: offered, agreed on, replaced by newer
 * ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-plan-rules.h"

#define AT(member) G_STRUCT_OFFSET (TillPlanVersion, member)

static const TillField version_fields[] = {
  { "plan_id", TILL_FIELD_INT, AT (plan_id), TRUE },
  { "number", TILL_FIELD_INT, AT (number), TRUE },
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
  { "made_at", TILL_FIELD_INSTANT, AT (made_at), TRUE },
  { "made_by", TILL_FIELD_FULL_TEXT, AT (made_by), TRUE },
  { "authorized", TILL_FIELD_ENUM, AT (authorized), FALSE, till_authorized_get_type },
  { "authorized_at", TILL_FIELD_INSTANT, AT (authorized_at) },
  { "authorized_by", TILL_FIELD_TEXT, AT (authorized_by), FALSE, NULL,
    N_ ("the name of who signed") },
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
  till_json_int (json, "total", version->terms.total.cents);
  till_json_int (json, "installments", version->terms.n_installments);
  till_json_text (json, "authorized",
                  till_enum_to_text (TILL_TYPE_AUTHORIZED, (int) version->authorized));
  till_json_text (json, "by", version->authorized_by);
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

static TillPlanVersion *
find_newest_version (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  gpointer found;

  till_record_find (&version_type, connection, "WHERE plan_id = ?1 ORDER BY number DESC LIMIT 1",
                    plan_id, &found, error);

  return found;
}

/* ── Offered ─────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_add_plan_version (TillDbConnection    *connection,
                             gint64               plan_id,
                             gint64               number,
                             const TillPlanTerms *terms,
                             const TillActor     *actor,
                             TillInstant          at,
                             GError             **error)
{
  g_autoptr (TillPlanVersion) version = till_plan_version_new ();
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_insert (&version_type), error);

  if (statement == NULL)
    return FALSE;

  version->plan_id = plan_id;
  version->number = number;
  version->terms = *terms;
  version->made_at = at;
  till_text_set (&version->made_by, actor != NULL ? actor->name : "Till");
  till_record_bind (&version_type, statement, version);
  if (!till_db_run (statement, error))
    return FALSE;
  version->id = till_db_last_id (connection);

  return audit_version (connection, version, "offer-plan", actor, at, error);
}

gboolean
till_store_offer_version (TillDbConnection    *connection,
                          gint64               plan_id,
                          const TillPlanTerms *terms,
                          const TillActor     *actor,
                          TillInstant          at,
                          GError             **error)
{
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlanVersion) newest = NULL;
  g_autoptr (TillPlan)        after = NULL;

  if (plan == NULL || !(newest = find_newest_version (connection, plan_id, error)))
    return FALSE;
  if (plan->state == TILL_PLAN_CANCELLED || plan->state == TILL_PLAN_COMPLETED)
    return till_store_check_plan_step (plan, TILL_PLAN_PENDING, error);
  if (!till_store_add_plan_version (connection, plan_id, newest->number + 1, terms, actor, at,
                                    error))
    return FALSE;
  if (plan->state != TILL_PLAN_PENDING)
    return TRUE;

  /* Nothing is in force yet: what the list shows is what was offered last. */
  after = till_plan_copy (plan);
  after->version = newest->number + 1;
  after->total = till_money (terms->total.cents + terms->fee.cents);
  after->n_parts = till_plan_count_parts (terms);

  return till_store_save_plan (connection, plan, after, "change-plan-offer", actor, at, error) &&
         till_store_end_plan_links (connection, plan_id, actor, at, error);
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
      !till_store_add_installment (connection, plan, &down, actor, at, error))
    return FALSE;

  for (guint i = 0; i < parts->len; i++)
    {
      if (!till_store_add_installment (connection, plan, &g_array_index (parts, TillPlanPart, i),
                                       actor, at, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save_authorization (TillDbConnection *connection,
                    TillPlanVersion  *version,
                    const TillActor  *actor,
                    TillInstant       at,
                    GError          **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  if (!till_record_refuse_cards (&version_type, version, error))
    return FALSE;

  statement = till_db_prepare (connection, till_record_update (&version_type), error);
  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, till_record_bind (&version_type, statement, version), version->id);

  return till_db_run (statement, error) &&
         audit_version (connection, version, "authorize-plan", actor, at, error);
}

/* They would ask again for what has been paid since. */
static gboolean
refuse_outdated (TillDbConnection *connection, gint64 plan_id, TillInstant made_at, GError **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, plan_id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];

      if (one->state != TILL_INSTALLMENT_PAID || one->ended_at <= made_at)
        continue;
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("An installment was paid after these terms were offered. Offer new "
                              "terms for what is left."));
      return FALSE;
    }

  return all != NULL;
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

  if (plan == NULL || !(version = find_newest_version (connection, plan_id, error)))
    return FALSE;
  if (version->authorized != TILL_AUTHORIZED_NOT_YET || plan->state == TILL_PLAN_CANCELLED ||
      plan->state == TILL_PLAN_COMPLETED)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("There are no terms of this payment plan to be authorized."));
      return FALSE;
    }

  if (!refuse_outdated (connection, plan_id, version->made_at, error))
    return FALSE;

  version->authorized = how;
  version->authorized_at = at;
  till_text_set (&version->authorized_by, name);
  after = till_plan_copy (plan);
  after->version = version->number;
  after->total =
    till_money (plan->paid.cents + version->terms.total.cents + version->terms.fee.cents);
  if (plan->state == TILL_PLAN_PENDING)
    {
      after->state = after->resumes_as = TILL_PLAN_AUTHORIZED;
      after->authorized_at = at;
    }

  return till_store_skip_rest (connection, plan_id, "new-terms", actor, at, error) &&
         save_authorization (connection, version, actor, at, error) &&
         till_store_save_plan (connection, plan, after, "authorize-plan", actor, at, error) &&
         add_installments (connection, after, &version->terms, today, actor, at, error) &&
         till_store_follow_installments (connection, plan_id, "authorize-plan", actor, at, error) &&
         till_store_use_plan_payments (connection, plan_id, version->number, actor, at, error) &&
         till_store_end_plan_links (connection, plan_id, actor, at, error);
}
