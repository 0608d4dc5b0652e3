/* till-store-installment-tries.c: what was tried to charge an installment, each time an attempt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "rules/till-state-rules.h"

#define AT(member) G_STRUCT_OFFSET (TillInstallmentTry, member)

static const TillField fields[] = {
  { "installment_id", TILL_FIELD_INT, AT (installment_id), TRUE },
  { "number", TILL_FIELD_INT, AT (number), TRUE },
  { "card_id", TILL_FIELD_INT, AT (card_id), TRUE },
  { "key", TILL_FIELD_TEXT, AT (key), TRUE },
  { "tried_day", TILL_FIELD_DAY, AT (day), TRUE },
  { "by_hand", TILL_FIELD_BOOL, AT (by_hand), TRUE },
  { "outcome", TILL_FIELD_ENUM, AT (outcome), FALSE, till_try_outcome_get_type },
};

static TillRecordType try_type = { "installment_tries", fields, G_N_ELEMENTS (fields),
                                   TILL_RECORD_OF (TillInstallmentTry, till_installment_try) };

static gboolean
audit (TillDbConnection         *connection,
       const TillInstallmentTry *one,
       const char               *deed,
       const TillActor          *actor,
       TillInstant               at,
       GError                  **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;
  g_autofree char *facts = till_record_facts (&try_type, one);

  till_json_int (json, "installment", one->installment_id);
  till_json_text (json, "key", one->key);
  till_json_text (json, "outcome", till_enum_to_text (TILL_TYPE_TRY_OUTCOME, (int) one->outcome));
  after = till_json_end (json);

  return till_store_audit_row (connection, actor, at, deed, "installment-tries", one->id, NULL,
                               after, facts, error);
}

GPtrArray *
till_store_list_tries (TillDbConnection *connection, gint64 installment_id, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&try_type, connection, "WHERE installment_id = ?1 ORDER BY number", error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, installment_id);

  return till_record_read_rows (&try_type, rows, error);
}

GPtrArray *
till_store_list_tries_of_charge (TillDbConnection *connection, const char *key, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&try_type, connection, "WHERE key = ?1 ORDER BY id", error);

  if (rows == NULL)
    return NULL;

  till_db_bind_text (rows, 1, key);

  return till_record_read_rows (&try_type, rows, error);
}

gboolean
till_store_sum_charge (TillDbConnection         *connection,
                       const TillInstallmentTry *one,
                       TillMoney                *amount,
                       GError                  **error)
{
  static const char           sql[] = "SELECT sum(i.amount_cents) FROM installment_tries AS t"
                                      "  JOIN installments AS i ON i.id = t.installment_id"
                                      " WHERE t.key = (SELECT key FROM installment_tries WHERE id = ?1)";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, one->id) != TILL_STEP_ROW)
    return FALSE;
  *amount = till_money (till_db_column_int (row, 0));

  return TRUE;
}

gboolean
till_store_is_charge_of_plan (TillDbConnection *connection,
                              gint64            attempt_id,
                              gboolean         *is,
                              GError          **error)
{
  static const char           sql[] = "SELECT EXISTS (SELECT 1 FROM attempts AS a"
                                      "  JOIN installment_tries AS t ON t.key = a.uuid"
                                      " WHERE a.id = ?1)";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, attempt_id) != TILL_STEP_ROW)
    return FALSE;
  *is = till_db_column_int (row, 0) != 0;

  return TRUE;
}

gboolean
till_store_has_charged_plan (TillDbConnection *connection,
                             gint64            plan_id,
                             gboolean         *has,
                             GError          **error)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT 1 FROM installments AS i JOIN installment_tries AS t"
    "                 ON t.installment_id = i.id"
    "                WHERE i.plan_id = ?1 AND i.version >= ?2 AND t.outcome = 'approved')"
    "    OR EXISTS (SELECT 1 FROM plan_sendings"
    "                WHERE plan_id = ?1 AND version >= ?2 AND state = 'used')";
  g_autoptr (TillDbStatement) row = NULL;
  gint64                      first;

  if (!till_store_find_payers_first (connection, plan_id, &first, error) ||
      till_store_ask (connection, sql, &row, error, 2, plan_id, first) != TILL_STEP_ROW)
    return FALSE;
  *has = till_db_column_int (row, 0) != 0;

  return TRUE;
}

/* What was declined, or came to nothing, may still turn up as paid. */
#define UNSETTLED                                                                                  \
  "WHERE id IN (SELECT id FROM installment_tries WHERE outcome = 'open'"                           \
  "             UNION ALL"                                                                         \
  "             SELECT t.id FROM installment_tries AS t JOIN attempts AS a ON a.uuid = t.key"      \
  "               JOIN transactions AS x ON x.attempt_id = a.id"                                   \
  "              WHERE t.outcome IN ('soft', 'hard', 'nothing')"                                   \
  "                AND x.kind = 'payment' AND x.state IN ('captured', 'settled'))"                 \
  "  AND id > ?1 ORDER BY id LIMIT ?2"

GPtrArray *
till_store_list_unsettled_tries (TillDbConnection *connection,
                                 gint64            after,
                                 guint             n_most,
                                 GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_record_prepare (&try_type, connection, UNSETTLED, error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, after);
  till_db_bind_int (rows, 2, n_most);

  return till_record_read_rows (&try_type, rows, error);
}

static gboolean
find_number (TillDbConnection *connection, TillInstallmentTry *one, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection,
                      "SELECT coalesce(max(number), 0) + 1 FROM installment_tries"
                      " WHERE installment_id = ?1",
                      &row, error, 1, one->installment_id) != TILL_STEP_ROW)
    return FALSE;
  one->number = till_db_column_int (row, 0);

  return TRUE;
}

static gboolean
insert (TillDbConnection *connection, TillInstallmentTry *one, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_insert (&try_type), error);

  if (statement == NULL)
    return FALSE;

  till_record_bind (&try_type, statement, one);
  if (!till_db_run (statement, error))
    return FALSE;
  one->id = till_db_last_id (connection);

  return TRUE;
}

/* What is paused is not charged, and not what nobody has agreed to. */
static gboolean
check_plan (TillDbConnection *connection, const TillInstallment *installment, GError **error)
{
  g_autoptr (TillPlan) plan = till_store_get_plan (connection, installment->plan_id, error);

  if (plan == NULL)
    return FALSE;
  if (plan->state == TILL_PLAN_AUTHORIZED || plan->state == TILL_PLAN_ACTIVE ||
      plan->state == TILL_PLAN_FAILED)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               /* Translators: what the plan is, as on the screen: "Paused" */
               _ ("Nothing is charged of a payment plan that is “%s”."),
               till_plan_state_to_words (plan->state));

  return FALSE;
}

gboolean
till_store_begin_try (TillDbConnection   *connection,
                      TillInstallmentTry *one,
                      const TillActor    *actor,
                      TillInstant         at,
                      GError            **error)
{
  TillTryEnd                  begun = { .state = TILL_INSTALLMENT_CHARGING };
  g_autoptr (TillInstallment) installment =
    till_store_get_installment (connection, one->installment_id, error);

  g_return_val_if_fail (one->key != NULL, FALSE);

  if (installment == NULL)
    return FALSE;
  one->outcome = TILL_TRY_OPEN;
  /* A missed one that comes to nothing is missed again. */
  begun.why = installment->why;

  return check_plan (connection, installment, error) &&
         till_store_step_installment (connection, installment, &begun, "charge-installment", actor,
                                      at, error) &&
         find_number (connection, one, error) && insert (connection, one, error) &&
         audit (connection, one, "begin-try", actor, at, error);
}

/* That may have @outcome now. */
static TillInstallmentTry *
find_open_try (TillDbConnection *connection, gint64 id, TillTryOutcome outcome, GError **error)
{
  gpointer            found;
  TillInstallmentTry *one;

  if (!till_record_find (&try_type, connection, "WHERE id = ?1", id, &found, error))
    return NULL;

  one = found;
  if (one != NULL && (one->outcome == TILL_TRY_OPEN ||
                      (one->outcome != TILL_TRY_APPROVED && outcome == TILL_TRY_APPROVED)))
    return one;

  till_installment_try_free (one);
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("It is known already what came of this charge."));

  return NULL;
}

/* What was skipped is owed in other parts, and of one charge for several what it was to pay may be
 * paid by the share of a skipped one already. */
static gboolean
is_moved (const TillInstallment *installment, const TillTryEnd *end)
{
  return installment->state == TILL_INSTALLMENT_SKIPPED ||
         (installment->state == TILL_INSTALLMENT_PAID &&
          installment->transaction_id == end->transaction_id);
}

/* As long as the plan is not over other parts must not be collected beside a charge that turns up
 * as paid. But what another guarantor was charged is on the account of that one, which owes nothing
 * of the plan any more. */
static gboolean
pay_moved (TillDbConnection      *connection,
           const TillInstallment *installment,
           const TillTryEnd      *end,
           const TillActor       *actor,
           TillInstant            at,
           GError               **error)
{
  gint64 first;

  if (end->state != TILL_INSTALLMENT_PAID || !is_moved (installment, end))
    return TRUE;
  if (!till_store_find_payers_first (connection, installment->plan_id, &first, error))
    return FALSE;

  return installment->version < first ||
         till_store_pay_plan_by (connection, installment->plan_id, end->transaction_id,
                                 installment->amount, actor, at, error);
}

gboolean
till_store_end_try (TillDbConnection *connection,
                    gint64            try_id,
                    const TillTryEnd *end,
                    const TillActor  *actor,
                    TillInstant       at,
                    GError          **error)
{
  g_autoptr (TillInstallmentTry) one = find_open_try (connection, try_id, end->outcome, error);
  g_autoptr (TillInstallment)    installment = NULL;
  g_autoptr (TillDbStatement)    statement = NULL;
  gboolean                       stays;

  if (one == NULL ||
      !(installment = till_store_get_installment (connection, one->installment_id, error)) ||
      !(statement = till_db_prepare (connection, till_record_update (&try_type), error)))
    return FALSE;

  /* Paid by another try meanwhile, or not asked for any more by a plan that is over: the payment
   * stands, and is shown to the desk as every other. And what is given up is so until it is paid.
   */
  stays = installment->state == TILL_INSTALLMENT_PAID ||
          installment->state == TILL_INSTALLMENT_SKIPPED ||
          (installment->state == TILL_INSTALLMENT_MISSED && end->state != TILL_INSTALLMENT_PAID);
  /* Before anything is written: who calls may go on with other tries. */
  if (!stays && !till_installment_may_become (installment->state, end->state))
    return till_store_refuse_installment (installment, error);
  one->outcome = end->outcome;
  till_db_bind_int (statement, till_record_bind (&try_type, statement, one), one->id);

  return till_db_run (statement, error) && audit (connection, one, "end-try", actor, at, error) &&
         (stays || till_store_step_installment (connection, installment, end, "end-installment",
                                                actor, at, error)) &&
         pay_moved (connection, installment, end, actor, at, error) &&
         till_store_follow_installments (connection, installment->plan_id, "end-installment", actor,
                                         at, error);
}
