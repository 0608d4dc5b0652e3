/* till-store-installments.c: a plan’s installments: due, tried, paid, skipped
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-plan-rules.h"
#include "rules/till-state-rules.h"

#define AT(member) G_STRUCT_OFFSET (TillInstallment, member)

static const TillField fields[] = {
  { "plan_id", TILL_FIELD_INT, AT (plan_id), TRUE },
  { "version", TILL_FIELD_INT, AT (version), TRUE },
  { "number", TILL_FIELD_INT, AT (number), TRUE },
  { "due_day", TILL_FIELD_DAY, AT (due), TRUE },
  { "amount_cents", TILL_FIELD_INT, AT (amount), TRUE },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_installment_state_get_type },
  { "retry_day", TILL_FIELD_DAY, AT (retry) },
  { "why", TILL_FIELD_TEXT, AT (why) },
  { "transaction_id", TILL_FIELD_REFERENCE, AT (transaction_id) },
  { "lost_transaction_id", TILL_FIELD_REFERENCE, AT (lost_id) },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
};

TillRecordType till_store_installment_type = { "installments", fields, G_N_ELEMENTS (fields),
                                               TILL_RECORD_OF (TillInstallment, till_installment) };

static char *
take_snapshot (const TillInstallment *installment)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state",
                  till_enum_to_text (TILL_TYPE_INSTALLMENT_STATE, (int) installment->state));
  till_json_int (json, "transaction", installment->transaction_id);
  till_json_text (json, "why", installment->why);

  return till_json_end (json);
}

static gboolean
audit (TillDbConnection      *connection,
       const TillInstallment *installment,
       const char            *before,
       const char            *deed,
       const TillActor       *actor,
       TillInstant            at,
       GError               **error)
{
  g_autofree char *after = take_snapshot (installment);
  g_autofree char *facts = till_record_facts (&till_store_installment_type, installment);

  return till_store_audit_row (connection, actor, at, deed, "installments", installment->id, before,
                               after, facts, error);
}

TillInstallment *
till_store_get_installment (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&till_store_installment_type, connection, "WHERE id = ?1", id, &found,
                        error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no installment %" G_GINT64_FORMAT "."), id);

  return found;
}

#define DUE_NOW                                                                                    \
  "WHERE plan_id > ?2"                                                                             \
  "  AND EXISTS (SELECT 1 FROM plans AS p WHERE p.id = installments.plan_id"                       \
  "                 AND p.state IN ('authorized', 'active', 'failed'))"                            \
  "  AND id IN (SELECT id FROM installments WHERE state = 'due' AND due_day <= ?1"                 \
  "             UNION ALL"                                                                         \
  "             SELECT id FROM installments WHERE state = 'failed' AND retry_day <= ?1)"           \
  " ORDER BY plan_id, due_day, number LIMIT ?3"

GPtrArray *
till_store_list_due_installments (TillDbConnection *connection,
                                  TillDay           today,
                                  gint64            after_plan,
                                  guint             n_most,
                                  GError          **error)
{
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&till_store_installment_type, connection, DUE_NOW, error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, today.number);
  till_db_bind_int (rows, 2, after_plan);
  till_db_bind_int (rows, 3, n_most);

  return till_record_read_rows (&till_store_installment_type, rows, error);
}

/* The days are known before, so that the index finds few. */
#define TO_REMIND                                                                                  \
  "WHERE state = 'due' AND due_day > ?1 AND due_day <= ?2 AND reminded_day IS NULL"                \
  "  AND EXISTS (SELECT 1 FROM plans AS p JOIN plan_versions AS v"                                 \
  "                  ON v.plan_id = p.id AND v.number = installments.version"                      \
  "               WHERE p.id = installments.plan_id"                                               \
  "                 AND p.state IN ('authorized', 'active', 'failed')"                             \
  "                 AND v.remind_days > 0 AND due_day - v.remind_days <= ?1)"                      \
  " ORDER BY due_day, id LIMIT ?3"

GPtrArray *
till_store_list_installments_to_remind (TillDbConnection *connection,
                                        TillDay           today,
                                        guint             n_most,
                                        GError          **error)
{
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&till_store_installment_type, connection, TO_REMIND, error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, today.number);
  till_db_bind_int (rows, 2, today.number + TILL_PLAN_MOST_REMIND);
  till_db_bind_int (rows, 3, n_most);

  return till_record_read_rows (&till_store_installment_type, rows, error);
}

gboolean
till_store_note_reminded (TillDbConnection *connection,
                          gint64            installment_id,
                          TillDay           today,
                          GError          **error)
{
  return till_store_run (connection, "UPDATE installments SET reminded_day = ?2 WHERE id = ?1",
                         error, 2, installment_id, (gint64) today.number);
}

/* An installment is charged on a day on which no other one of the plan was. Due are also those that
 * only the desk charged, in vain. */
gboolean
till_store_read_plan_load (TillDbConnection      *connection,
                           const TillInstallment *installment,
                           TillDay                today,
                           TillPlanLoad          *load,
                           GError               **error)
{
  static const char sql[] =
    "SELECT (SELECT count(*) FROM installments AS d WHERE d.plan_id = ?1 AND d.due_day <= ?3"
    "           AND (d.state = 'due' OR (d.state = 'failed' AND NOT EXISTS"
    "                (SELECT 1 FROM installment_tries AS own WHERE own.installment_id = d.id"
    "                    AND NOT own.by_hand AND own.outcome IN ('soft', 'hard'))))),"
    "       EXISTS (SELECT 1 FROM installments WHERE plan_id = ?1 AND state = 'charging')"
    "       OR EXISTS (SELECT 1 FROM installments AS i JOIN installment_tries AS t"
    "                    ON t.installment_id = i.id"
    "                   WHERE i.plan_id = ?1 AND i.id <> ?2 AND t.tried_day = ?3"
    "                     AND t.outcome IN ('approved', 'soft', 'hard'))";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 3, installment->plan_id, installment->id,
                      (gint64) today.number) != TILL_STEP_ROW)
    return FALSE;
  load->n_due = (guint) till_db_column_int (row, 0);
  load->is_busy = till_db_column_int (row, 1) != 0;

  return TRUE;
}

/* ── Changing one ────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_add_installment (TillDbConnection   *connection,
                            const TillPlan     *plan,
                            const TillPlanPart *part,
                            const TillActor    *actor,
                            TillInstant         at,
                            TillInstallment   **added,
                            GError            **error)
{
  g_autoptr (TillInstallment) installment = till_installment_new ();
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_insert (&till_store_installment_type), error);

  if (statement == NULL)
    return FALSE;

  installment->plan_id = plan->id;
  installment->version = plan->version;
  installment->number = part->number;
  installment->due = part->day;
  installment->amount = part->amount;
  installment->state = TILL_INSTALLMENT_DUE;
  till_record_bind (&till_store_installment_type, statement, installment);
  if (!till_db_run (statement, error))
    return FALSE;
  installment->id = till_db_last_id (connection);

  if (!audit (connection, installment, NULL, "add-installment", actor, at, error))
    return FALSE;
  if (added != NULL)
    *added = g_steal_pointer (&installment);

  return TRUE;
}

gboolean
till_store_refuse_installment (const TillInstallment *installment, GError **error)
{
  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               /* Translators: what the installment is, as on the screen: "Paid" */
               _ ("This can’t be done with the installment as it is: “%s”."),
               till_installment_state_to_words (installment->state));

  return FALSE;
}

/* @after has its new state; which may follow. */
static gboolean
save (TillDbConnection      *connection,
      const TillInstallment *before,
      const TillInstallment *after,
      const char            *deed,
      const TillActor       *actor,
      TillInstant            at,
      GError               **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  g_autofree char            *snapshot = take_snapshot (before);

  if (!till_installment_may_become (before->state, after->state))
    return till_store_refuse_installment (before, error);

  statement =
    till_db_prepare (connection, till_record_update (&till_store_installment_type), error);
  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, till_record_bind (&till_store_installment_type, statement, after),
                    after->id);

  return till_db_run (statement, error) &&
         audit (connection, after, snapshot, deed, actor, at, error);
}

gboolean
till_store_step_installment (TillDbConnection      *connection,
                             const TillInstallment *before,
                             const TillTryEnd      *end,
                             const char            *deed,
                             const TillActor       *actor,
                             TillInstant            at,
                             GError               **error)
{
  g_autoptr (TillInstallment) after = till_installment_copy (before);
  gboolean is_over = end->state == TILL_INSTALLMENT_PAID || end->state == TILL_INSTALLMENT_SKIPPED;

  after->state = end->state;
  after->retry = end->state == TILL_INSTALLMENT_FAILED ? end->retry : TILL_DAY_NONE;
  after->transaction_id = end->state == TILL_INSTALLMENT_PAID ? end->transaction_id : 0;
  if (before->state == TILL_INSTALLMENT_PAID)
    after->lost_id = before->transaction_id;
  after->ended_at = is_over ? at : TILL_INSTANT_NONE;
  till_text_set (&after->why, end->why);

  return save (connection, before, after, deed, actor, at, error);
}

static gboolean
is_open (const TillInstallment *installment)
{
  return installment->state != TILL_INSTALLMENT_PAID &&
         installment->state != TILL_INSTALLMENT_SKIPPED;
}

static gboolean
refuse_charging (const GPtrArray *installments, GError **error)
{
  for (guint i = 0; i < installments->len; i++)
    {
      const TillInstallment *one = installments->pdata[i];

      if (one->state != TILL_INSTALLMENT_CHARGING)
        continue;
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("An installment of this plan is just being charged. Wait until it is "
                              "known what came of it."));
      return FALSE;
    }

  return TRUE;
}

gboolean
till_store_skip_rest (TillDbConnection *connection,
                      gint64            plan_id,
                      gboolean          keep_missed,
                      const char       *why,
                      const TillActor  *actor,
                      TillInstant       at,
                      GError          **error)
{
  const TillTryEnd      end = { .state = TILL_INSTALLMENT_SKIPPED, .why = why };
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, plan_id, error);

  if (all == NULL || !refuse_charging (all, error))
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];

      if (is_open (one) && !(keep_missed && one->state == TILL_INSTALLMENT_MISSED) &&
          !till_store_step_installment (connection, one, &end, "skip-installment", actor, at,
                                        error))
        return FALSE;
    }

  return TRUE;
}

/* Of the version in force: the last one's number, and the latest day. */
static gboolean
find_last (TillDbConnection *connection,
           const TillPlan   *plan,
           gint64           *number,
           TillDay          *day,
           GError          **error)
{
  static const char           sql[] = "SELECT max(number), max(due_day) FROM installments"
                                      " WHERE plan_id = ?1 AND version = ?2";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 2, plan->id, plan->version) != TILL_STEP_ROW)
    return FALSE;
  *number = till_db_column_int (row, 0);
  *day = (TillDay){ (gint32) till_db_column_int (row, 1) };

  return TRUE;
}

/* Behind the last one, on the next day that the terms have for one more, and that is to come. */
static gboolean
put_behind (TillDbConnection *connection,
            gint64            plan_id,
            TillMoney         amount,
            TillDay           today,
            const TillActor  *actor,
            TillInstant       at,
            GError          **error)
{
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, plan_id, error);
  g_autoptr (TillPlanVersion) version = NULL;
  TillPlanPart                part = { .amount = amount };
  gint64                      last;
  TillDay                     last_day;

  if (plan == NULL || !(version = till_store_get_version_in_force (connection, plan, error)) ||
      !find_last (connection, plan, &last, &last_day, error))
    return FALSE;

  part.number = (guint) last + 1;
  for (guint index = 0;; index++)
    {
      part.day = till_plan_get_day (&version->terms, index);
      if (till_day_compare (part.day, today) > 0 && till_day_compare (part.day, last_day) > 0)
        break;
    }

  return till_store_add_installment (connection, plan, &part, actor, at, NULL, error);
}

gboolean
till_store_skip_installment (TillDbConnection *connection,
                             gint64            id,
                             TillDay           today,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error)
{
  const TillTryEnd            end = { .state = TILL_INSTALLMENT_SKIPPED, .why = "by-hand" };
  g_autoptr (TillInstallment) one = till_store_get_installment (connection, id, error);

  if (one == NULL)
    return FALSE;
  /* Paid meanwhile: nothing of it is to come. */
  if (!is_open (one))
    return till_store_refuse_installment (one, error);

  return till_store_step_installment (connection, one, &end, "skip-installment", actor, at,
                                      error) &&
         put_behind (connection, one->plan_id, one->amount, today, actor, at, error) &&
         till_store_follow_installments (connection, one->plan_id, "skip-installment", actor, at,
                                         error);
}

gboolean
till_store_end_installment (TillDbConnection    *connection,
                            gint64               id,
                            TillInstallmentState state,
                            gint64               transaction_id,
                            const char          *why,
                            const TillActor     *actor,
                            TillInstant          at,
                            GError             **error)
{
  const TillTryEnd end = { .state = state, .transaction_id = transaction_id, .why = why };
  g_autoptr (TillInstallment) one = till_store_get_installment (connection, id, error);

  if (one == NULL)
    return FALSE;
  /* What is under way ends by its try. */
  if (one->state == TILL_INSTALLMENT_CHARGING)
    return till_store_refuse_installment (one, error);

  return till_store_step_installment (connection, one, &end, "end-installment", actor, at, error) &&
         till_store_follow_installments (connection, one->plan_id, "end-installment", actor, at,
                                         error);
}
