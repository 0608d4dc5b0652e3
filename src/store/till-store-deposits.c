/* till-store-deposits.c: deposits: their columns, and taking in what the processor reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-deposits-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "store/till-store-bank-private.h"

#define AT(member) G_STRUCT_OFFSET (TillDeposit, member)

static const TillField fields[] = {
  { "location_id", TILL_FIELD_INT, AT (location_id), TRUE },
  { "kind", TILL_FIELD_ENUM, AT (kind), TRUE, till_deposit_kind_get_type },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_deposit_state_get_type },
  { "reason", TILL_FIELD_ENUM, AT (reason), FALSE, till_deposit_reason_get_type },
  { "processor", TILL_FIELD_TEXT, AT (processor), TRUE },
  { "merchant", TILL_FIELD_TEXT, AT (merchant), TRUE },
  { "store", TILL_FIELD_TEXT, AT (store), TRUE },
  { "terminal", TILL_FIELD_TEXT, AT (terminal), TRUE },
  { "terminal_name", TILL_FIELD_TEXT, AT (terminal_name) },
  { "batch", TILL_FIELD_TEXT, AT (batch), TRUE },
  { "settled_on", TILL_FIELD_DAY, AT (settled_on), TRUE },
  { "funded_on", TILL_FIELD_DAY, AT (funded_on) },
  { "closed_at", TILL_FIELD_INSTANT, AT (closed_at) },
  { "sales_cents", TILL_FIELD_INT, AT (sales) },
  { "refunds_cents", TILL_FIELD_INT, AT (refunds) },
  { "conveyed_cents", TILL_FIELD_INT, AT (conveyed) },
  { "fees_cents", TILL_FIELD_INT, AT (fees) },
  { "withholding_cents", TILL_FIELD_INT, AT (withholding) },
  { "adjustment_cents", TILL_FIELD_INT, AT (adjustment) },
  { "total_cents", TILL_FIELD_INT, AT (total) },
  { "deposited_cents", TILL_FIELD_INT, AT (deposited) },
  { "n_sales", TILL_FIELD_INT, AT (n_sales) },
  { "n_refunds", TILL_FIELD_INT, AT (n_refunds) },
  { "account", TILL_FIELD_TEXT, AT (account) },
  { "words", TILL_FIELD_TEXT, AT (words), TRUE },
  { "difference_cents", TILL_FIELD_INT, AT (difference) },
  { "reported_at", TILL_FIELD_INSTANT, AT (reported_at), TRUE },
  { "explanation", TILL_FIELD_TEXT, AT (explanation), FALSE, NULL, N_ ("the explanation") },
  { "explained_by", TILL_FIELD_TEXT, AT (explained_by) },
  { "explained_at", TILL_FIELD_INSTANT, AT (explained_at) },
  { "explained_cents", TILL_FIELD_INT, AT (explained) },
};

TillRecordType till_store_deposit_type = { "deposits", fields, G_N_ELEMENTS (fields),
                                           TILL_RECORD_OF (TillDeposit, till_deposit) };

/* ── One row ─────────────────────────────────────────────────────────────────────────────────── */

TillDbStatement *
till_store_prepare_deposits (TillDbConnection *connection, const char *where, GError **error)
{
  return till_record_prepare (&till_store_deposit_type, connection, where, error);
}

GPtrArray *
till_store_read_deposits (TillDbStatement *rows, GError **error)
{
  return till_record_read_rows (&till_store_deposit_type, rows, error);
}

TillDeposit *
till_store_get_deposit (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&till_store_deposit_type, connection, "WHERE id = ?1", id, &found, error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no deposit %" G_GINT64_FORMAT "."), id);

  return found;
}

gboolean
till_store_insert_deposit (TillDbConnection *connection, TillDeposit *deposit, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_insert (&till_store_deposit_type), error);

  if (statement == NULL)
    return FALSE;

  till_record_bind (&till_store_deposit_type, statement, deposit);
  if (!till_db_run (statement, error))
    return FALSE;
  deposit->id = till_db_last_id (connection);

  return till_store_fold_deposit (connection, deposit, error);
}

gboolean
till_store_update_deposit (TillDbConnection *connection, const TillDeposit *deposit, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_update (&till_store_deposit_type), error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, till_record_bind (&till_store_deposit_type, statement, deposit),
                    deposit->id);

  return till_db_run (statement, error) && till_store_fold_deposit (connection, deposit, error);
}

char *
till_store_deposit_snapshot (const TillDeposit *deposit)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *funded_on = till_day_to_iso (deposit->funded_on);

  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_DEPOSIT_STATE, (int) deposit->state));
  till_json_text (json, "funded", funded_on);
  till_json_int (json, "sales", deposit->sales.cents);
  till_json_int (json, "refunds", deposit->refunds.cents);
  till_json_int (json, "conveyed", deposit->conveyed.cents);
  till_json_int (json, "fees", deposit->fees.cents);
  till_json_int (json, "withholding", deposit->withholding.cents);
  till_json_int (json, "adjustment", deposit->adjustment.cents);
  till_json_int (json, "total", deposit->total.cents);
  till_json_int (json, "deposited", deposit->deposited.cents);
  till_json_int (json, "n-sales", deposit->n_sales);
  till_json_int (json, "n-refunds", deposit->n_refunds);
  if (deposit->explanation != NULL)
    {
      till_json_text (json, "explanation", deposit->explanation);
      till_json_int (json, "explained", deposit->explained.cents);
    }

  return till_json_end (json);
}

gboolean
till_store_audit_deposit (TillDbConnection  *connection,
                          const TillDeposit *before,
                          const TillDeposit *after,
                          const char        *deed,
                          const TillActor   *actor,
                          TillInstant        at,
                          GError           **error)
{
  g_autofree char *old = before != NULL ? till_store_deposit_snapshot (before) : NULL;
  g_autofree char *new = till_store_deposit_snapshot (after);

  return till_store_audit (connection, actor, at, deed, "deposits", after->id, old, new, error);
}

gboolean
till_store_get_today (TillDbConnection *connection, TillInstant at, TillDay *today, GError **error)
{
  g_autoptr (GTimeZone) zone = till_store_open_zone (connection, error);

  if (zone == NULL)
    return FALSE;
  *today = till_day_of_instant (at, zone);

  return TRUE;
}

/* ── Which row a reported one is ─────────────────────────────────────────────────────────────── */

typedef struct
{
  TillDbConnection *connection;
  TillDay           funded_on;
  TillDay           today;
  const TillActor  *actor;
  TillInstant       at;
  GPtrArray        *there; /* TillDeposit of that day; NULL where it was told again */
  GPtrArray        *told;  /* those, and what was added */
} Taking;

static gboolean
is_of_same_batch (const TillDeposit *a, const TillDeposit *b)
{
  return a->kind == b->kind && g_strcmp0 (a->processor, b->processor) == 0 &&
         g_strcmp0 (a->merchant, b->merchant) == 0 && g_strcmp0 (a->store, b->store) == 0 &&
         g_strcmp0 (a->terminal, b->terminal) == 0 && g_strcmp0 (a->batch, b->batch) == 0 &&
         till_day_compare (a->settled_on, b->settled_on) == 0 &&
         g_strcmp0 (a->words, b->words) == 0;
}

static gboolean
is_same_amount (TillMoney a, TillMoney b)
{
  return till_money_compare (a, b) == 0;
}

static gboolean
is_same (const TillDeposit *a, const TillDeposit *b)
{
  return is_same_amount (a->sales, b->sales) && is_same_amount (a->refunds, b->refunds) &&
         is_same_amount (a->conveyed, b->conveyed) && is_same_amount (a->fees, b->fees) &&
         is_same_amount (a->withholding, b->withholding) &&
         is_same_amount (a->adjustment, b->adjustment) && is_same_amount (a->total, b->total) &&
         is_same_amount (a->deposited, b->deposited) && a->n_sales == b->n_sales &&
         a->n_refunds == b->n_refunds && a->closed_at == b->closed_at &&
         g_strcmp0 (a->account, b->account) == 0 &&
         g_strcmp0 (a->terminal_name, b->terminal_name) == 0;
}

/* Equal in all before equal in name alone: two parts of a batch may come on one day. */
static TillDeposit *
take_there (Taking *taking, const TillDeposit *reported)
{
  for (guint exact = 1; exact < 2; exact--)
    for (guint i = 0; i < taking->there->len; i++)
      {
        TillDeposit *known = taking->there->pdata[i];

        if (known == NULL || !is_of_same_batch (known, reported) ||
            (exact == 1 && !is_same (known, reported)))
          continue;
        taking->there->pdata[i] = NULL;
        return known;
      }

  return NULL;
}

/* A page may be told twice. But of two chargebacks that look alike each has moved money: their rows
 * bear no number that would tell them apart. */
static gboolean
was_told (const Taking *taking, const TillDeposit *reported)
{
  if (reported->kind == TILL_DEPOSIT_ADJUSTMENT)
    return FALSE;

  for (guint i = 0; i < taking->told->len; i++)
    {
      const TillDeposit *told = taking->told->pdata[i];

      if (is_of_same_batch (told, reported) && is_same (told, reported))
        return TRUE;
    }

  return FALSE;
}

/* One of the same batch that another day tells of no more. *found is NULL when there is none. */
static gboolean
find_withdrawn (Taking *taking, const TillDeposit *reported, TillDeposit **found, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    taking->connection,
    "WHERE terminal IS ?1 AND batch IS ?2 AND settled_on IS ?3 AND state = 'withdrawn'"
    " ORDER BY id",
    error);
  g_autoptr (GPtrArray) withdrawn = NULL;

  *found = NULL;
  if (rows == NULL)
    return FALSE;

  till_db_bind_text (rows, 1, reported->terminal);
  till_db_bind_text (rows, 2, reported->batch);
  if (!till_day_is_none (reported->settled_on))
    till_db_bind_int (rows, 3, reported->settled_on.number);
  withdrawn = till_store_read_deposits (rows, error);
  for (guint i = 0; withdrawn != NULL && i < withdrawn->len && *found == NULL; i++)
    {
      if (is_of_same_batch (withdrawn->pdata[i], reported))
        *found = till_deposit_copy (withdrawn->pdata[i]);
    }

  return withdrawn != NULL;
}

/* ── Taking in ───────────────────────────────────────────────────────────────────────────────── */

/* What we have made of it stays. */
static TillDeposit *
merge (const TillDeposit *known, const TillDeposit *reported)
{
  TillDeposit *merged = till_deposit_copy (reported);

  merged->id = known->id;
  merged->location_id = known->location_id;
  merged->state =
    known->state == TILL_DEPOSIT_STATE_WITHDRAWN ? TILL_DEPOSIT_STATE_DEPOSITED : known->state;
  merged->reason = known->reason;
  merged->difference = known->difference;
  merged->reported_at = known->reported_at;
  g_free (merged->explanation);
  merged->explanation = g_strdup (known->explanation);
  g_free (merged->explained_by);
  merged->explained_by = g_strdup (known->explained_by);
  merged->explained_at = known->explained_at;
  merged->explained = known->explained;

  return merged;
}

static gboolean
add (Taking *taking, const TillDeposit *reported, GError **error)
{
  g_autoptr (TillDeposit) added = till_deposit_copy (reported);

  added->location_id = 1;
  added->state = TILL_DEPOSIT_STATE_DEPOSITED;
  added->reason = TILL_DEPOSIT_CLOSES;
  added->difference = TILL_MONEY_ZERO;
  added->reported_at = taking->at;
  if (!till_store_insert_deposit (taking->connection, added, error) ||
      !till_store_audit_deposit (taking->connection, NULL, added, "report", taking->actor,
                                 taking->at, error) ||
      !till_store_relate_deposits (taking->connection, added, taking->today, error))
    return FALSE;
  g_ptr_array_add (taking->told, g_steal_pointer (&added));

  return TRUE;
}

static gboolean
change (Taking            *taking,
        const TillDeposit *known,
        const TillDeposit *reported,
        const char        *deed,
        GError           **error)
{
  g_autoptr (TillDeposit) merged = merge (known, reported);

  if (!till_store_update_deposit (taking->connection, merged, error) ||
      !till_store_audit_deposit (taking->connection, known, merged, deed, taking->actor, taking->at,
                                 error) ||
      !till_store_review_match (taking->connection, known, merged, taking->actor, taking->at,
                                error) ||
      !till_store_relate_deposits (taking->connection, merged, taking->today, error))
    return FALSE;
  g_ptr_array_add (taking->told, g_steal_pointer (&merged));

  return TRUE;
}

static gboolean
take (Taking *taking, const TillDeposit *reported, GError **error)
{
  g_autoptr (TillDeposit) known = take_there (taking, reported);
  g_autoptr (TillDeposit) withdrawn = NULL;

  if (known != NULL && is_same (known, reported) && known->state != TILL_DEPOSIT_STATE_WITHDRAWN)
    {
      g_ptr_array_add (taking->told, g_steal_pointer (&known));
      return TRUE;
    }
  if (known != NULL)
    return change (taking, known, reported, "change-report", error);
  if (was_told (taking, reported))
    return TRUE;
  if (!find_withdrawn (taking, reported, &withdrawn, error))
    return FALSE;

  return withdrawn != NULL ? change (taking, withdrawn, reported, "move-report", error)
                           : add (taking, reported, error);
}

static gboolean
withdraw (Taking *taking, const TillDeposit *known, GError **error)
{
  g_autoptr (TillDeposit) gone = till_deposit_copy (known);

  if (known->state == TILL_DEPOSIT_STATE_WITHDRAWN)
    return TRUE;
  gone->state = TILL_DEPOSIT_STATE_WITHDRAWN;

  return till_store_update_deposit (taking->connection, gone, error) &&
         till_store_audit_deposit (taking->connection, known, gone, "withdraw-report",
                                   taking->actor, taking->at, error) &&
         till_store_review_match (taking->connection, known, gone, taking->actor, taking->at,
                                  error) &&
         till_store_relate_deposits (taking->connection, gone, taking->today, error);
}

static gboolean
read_there (Taking *taking, const char *processor, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    taking->connection,
    "WHERE funded_on = ?1 AND processor = ?2 AND kind <> 'expected' ORDER BY id", error);

  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, taking->funded_on.number);
  till_db_bind_text (rows, 2, processor);
  taking->there = till_store_read_deposits (rows, error);

  return taking->there != NULL;
}

gboolean
till_store_take_deposits (TillDbConnection *connection,
                          const char       *processor,
                          TillDay           funded_on,
                          GPtrArray        *reported,
                          const TillActor  *actor,
                          TillInstant       at,
                          GError          **error)
{
  g_autoptr (GPtrArray) there = NULL;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  Taking                taking = { connection, funded_on, TILL_DAY_NONE, actor, at, NULL, told };

  if (!till_store_get_today (connection, at, &taking.today, error) ||
      !read_there (&taking, processor, error))
    return FALSE;
  there = taking.there;

  for (guint i = 0; i < reported->len; i++)
    {
      if (!take (&taking, reported->pdata[i], error))
        return FALSE;
    }
  for (guint i = 0; i < there->len; i++)
    {
      if (there->pdata[i] != NULL && !withdraw (&taking, there->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

/* ── Explaining ──────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_explain_deposit (TillDbConnection *connection,
                            gint64            id,
                            const char       *words,
                            const TillActor  *actor,
                            TillInstant       at,
                            GError          **error)
{
  g_autofree char        *trimmed = g_strstrip (g_strdup (words));
  g_autoptr (TillDeposit) before = till_store_get_deposit (connection, id, error);
  g_autoptr (TillDeposit) after = NULL;
  TillDay                 today;

  if (before == NULL || !till_store_get_today (connection, at, &today, error))
    return FALSE;
  if (*trimmed == '\0')
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Say in a few words why the deposit differs."));
      return FALSE;
    }
  if (before->reason == TILL_DEPOSIT_CLOSES)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           before->kind == TILL_DEPOSIT_EXPECTED
                             ? _ ("This deposit is not overdue: there is nothing to explain.")
                             : _ ("This deposit equals its parts: there is nothing to explain."));
      return FALSE;
    }

  after = till_deposit_copy (before);
  g_free (after->explanation);
  after->explanation = g_steal_pointer (&trimmed);
  g_free (after->explained_by);
  after->explained_by = g_strdup (actor->name);
  after->explained_at = at;
  after->explained = before->difference;

  return till_record_refuse_cards (&till_store_deposit_type, after, error) &&
         till_store_update_deposit (connection, after, error) &&
         till_store_audit_deposit (connection, before, after, "explain", actor, at, error) &&
         (after->kind == TILL_DEPOSIT_EXPECTED
            ? till_store_judge_expected (connection, after, at, error)
            : till_store_relate_deposits (connection, after, today, error));
}

#define CONTRADICTED                                                                               \
  "kind = 'batch' AND reason IN ('items-differ', 'total-differs')"                                 \
  " AND funded_on >= ?1 AND funded_on <= ?2"

gboolean
till_store_find_contradicted (TillDbConnection *connection,
                              TillDay           from,
                              TillDay           until,
                              gint64           *id,
                              GError          **error)
{
  static const char sql[] =
    "SELECT id FROM deposits WHERE " CONTRADICTED " AND state = 'difference'"
    "   AND NOT EXISTS (SELECT 1 FROM deposits WHERE " CONTRADICTED " AND explanation IS NOT NULL)"
    " ORDER BY funded_on, id LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step =
    till_store_ask (connection, sql, &row, error, 2, (gint64) from.number, (gint64) until.number);

  *id = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : 0;

  return step != TILL_STEP_ERROR;
}
