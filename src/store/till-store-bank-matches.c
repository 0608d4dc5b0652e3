/* till-store-bank-matches.c: lines of bank statements given to deposits, and taken from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "model/till-states.h"
#include "store/till-store-bank-private.h"
#include "store/till-store-deposits-private.h"

#define AUTOMATIC "automatic"
#define BY_HAND "by-hand"

/* ── What a line pays ────────────────────────────────────────────────────────────────────────── */

GPtrArray *
till_store_list_line_deposits (TillDbConnection *connection, gint64 line_id, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection,
    "WHERE id IN (SELECT deposit_id FROM deposit_matches WHERE line_id = ?1) ORDER BY id", error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, line_id);

  return till_store_read_deposits (rows, error);
}

/* By how much the line is more than its deposits. FALSE when they can't be added up. */
static gboolean
get_difference (const TillBankLine *line, GPtrArray *deposits, TillMoney *difference)
{
  *difference = line->amount;
  for (guint i = 0; i < deposits->len; i++)
    {
      if (!till_money_subtract (*difference, ((TillDeposit *) deposits->pdata[i])->deposited,
                                difference))
        return FALSE;
    }

  return TRUE;
}

/* Likewise, with the error. */
static gboolean
reckon_difference (TillBankLine *line, GPtrArray *deposits, GError **error)
{
  if (get_difference (line, deposits, &line->difference))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("These amounts are too large to be added up."));

  return FALSE;
}

/* The line's columns that follow from what it pays. */
static gboolean
save_line (TillDbConnection   *connection,
           const TillBankLine *line,
           GPtrArray          *deposits,
           GError            **error)
{
  static const char sql[] = "UPDATE bank_lines SET state = ?1, n_deposits = ?2, deposit_id = ?3,"
                            " funded_on = ?4, difference_cents = ?5 WHERE id = ?6";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  const TillDeposit          *first = deposits->len > 0 ? deposits->pdata[0] : NULL;

  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 1,
                     till_enum_to_text (TILL_TYPE_BANK_LINE_STATE, (int) line->state));
  till_db_bind_int (statement, 2, deposits->len);
  if (first != NULL)
    {
      till_db_bind_int (statement, 3, first->id);
      till_db_bind_int (statement, 4, first->funded_on.number);
    }
  till_db_bind_int (statement, 5, line->difference.cents);
  till_db_bind_int (statement, 6, line->id);

  return till_db_run (statement, error);
}

static char *
snapshot (const TillBankLine *line, GPtrArray *deposits, const char *how)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  GString            *json = g_string_new (NULL);

  for (guint i = 0; i < deposits->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "",
                            ((TillDeposit *) deposits->pdata[i])->id);
  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_BANK_LINE_STATE, (int) line->state));
  till_json_text (json, "deposits", ids->str);
  till_json_int (json, "difference", line->difference.cents);
  if (how != NULL)
    till_json_text (json, "how", how);

  return till_json_end (json);
}

/* ── Together ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
pair (TillDbConnection *connection,
      gint64            line_id,
      gint64            deposit_id,
      const char       *how,
      const TillActor  *actor,
      TillInstant       at,
      GError          **error)
{
  static const char sql[] =
    "INSERT INTO deposit_matches (deposit_id, line_id, how, matched_by, matched_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, deposit_id);
  till_db_bind_int (statement, 2, line_id);
  till_db_bind_text (statement, 3, how);
  till_db_bind_text (statement, 4, actor->name);
  till_db_bind_int (statement, 5, at);

  return till_db_run (statement, error) &&
         till_store_run (connection, "UPDATE deposits SET bank_line_id = ?1 WHERE id = ?2", error,
                         2, line_id, deposit_id);
}

/* All of @deposits, which nothing pays yet. */
static gboolean
join (TillDbConnection   *connection,
      const TillBankLine *line,
      GPtrArray          *deposits,
      const char         *how,
      const TillActor    *actor,
      TillInstant         at,
      GError            **error)
{
  g_autoptr (TillBankLine) after = till_bank_line_copy (line);
  g_autoptr (GPtrArray)    none = g_ptr_array_new ();
  g_autofree char         *old = snapshot (line, none, NULL);
  g_autofree char *new = NULL;

  if (!reckon_difference (after, deposits, error))
    return FALSE;
  after->state = TILL_BANK_LINE_MATCHED;
  new = snapshot (after, deposits, how);

  for (guint i = 0; i < deposits->len; i++)
    {
      if (!pair (connection, line->id, ((TillDeposit *) deposits->pdata[i])->id, how, actor, at,
                 error))
        return FALSE;
    }

  return save_line (connection, after, deposits, error) &&
         till_store_audit (connection, actor, at, "match-bank-line", "bank_lines", line->id, old,
                           new, error);
}

static gboolean
is_paid (TillDbConnection *connection, gint64 deposit_id, gboolean *paid, GError **error)
{
  gint64 line_id;

  if (!till_store_find_bank_line (connection, deposit_id, &line_id, error))
    return FALSE;
  *paid = line_id != 0;

  return TRUE;
}

gboolean
till_store_match_line (TillDbConnection *connection,
                       gint64            line_id,
                       const gint64     *deposits,
                       guint             n_deposits,
                       const TillActor  *actor,
                       TillInstant       at,
                       GError          **error)
{
  g_autoptr (TillBankLine) line = till_store_get_bank_line (connection, line_id, error);
  g_autoptr (GPtrArray)    chosen =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  if (line == NULL)
    return FALSE;
  if (line->state == TILL_BANK_LINE_MATCHED || n_deposits == 0)
    {
      g_set_error_literal (
        error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
        n_deposits == 0 ? _ ("Choose the deposit that this line of the statement is.")
                        : _ ("This line of the statement is matched already. Unmatch it first."));
      return FALSE;
    }
  for (guint i = 0; i < n_deposits; i++)
    {
      TillDeposit *deposit = till_store_get_deposit (connection, deposits[i], error);
      gboolean     paid;

      if (deposit == NULL)
        return FALSE;
      g_ptr_array_add (chosen, deposit);
      if (!is_paid (connection, deposit->id, &paid, error))
        return FALSE;
      if (paid || deposit->kind == TILL_DEPOSIT_EXPECTED ||
          deposit->state == TILL_DEPOSIT_STATE_WITHDRAWN)
        {
          g_autofree char *day = till_day_format (deposit->funded_on);

          g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       paid ? _ ("The deposit of %s has its line of the statement already. "
                                 "Unmatch that first.")
                            : _ ("The deposit of %s is not reported by the processor, so no line "
                                 "of the statement can be it."),
                       day);
          return FALSE;
        }
    }

  return join (connection, line, chosen, BY_HAND, actor, at, error);
}

/* ── Automatically ───────────────────────────────────────────────────────────────────────────── */

/* *line is NULL when it was taken back meanwhile. */
static gboolean
find_line (TillDbConnection *connection, gint64 id, TillBankLine **line, GError **error)
{
  g_autoptr (GError) missing = NULL;

  *line = till_store_get_bank_line (connection, id, &missing);
  if (*line != NULL || g_error_matches (missing, TILL_ERROR, TILL_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&missing));

  return FALSE;
}

/* *deposits is NULL when the plan does not hold any more. */
static gboolean
check_plan (TillDbConnection   *connection,
            const TillBankLine *line,
            GArray             *pairs,
            guint               first,
            guint               until,
            GPtrArray         **deposits,
            GError            **error)
{
  g_autoptr (GPtrArray) chosen =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  gboolean  holds = line->state != TILL_BANK_LINE_MATCHED;
  TillMoney difference;

  *deposits = NULL;
  for (guint i = first; i < until; i++)
    {
      TillDeposit *deposit = till_store_get_deposit (
        connection, g_array_index (pairs, TillBankPair, i).deposit_id, error);
      gboolean paid;

      if (deposit == NULL)
        return FALSE;
      g_ptr_array_add (chosen, deposit);
      if (!is_paid (connection, deposit->id, &paid, error))
        return FALSE;
      holds = holds && !paid && deposit->state != TILL_DEPOSIT_STATE_WITHDRAWN;
    }

  if (holds && get_difference (line, chosen, &difference) && difference.cents == 0)
    *deposits = g_steal_pointer (&chosen);

  return TRUE;
}

gboolean
till_store_write_matches (TillDbConnection *connection,
                          GArray           *pairs,
                          guint            *next,
                          guint             n_pairs,
                          const TillActor  *actor,
                          TillInstant       at,
                          guint            *n_lines,
                          GError          **error)
{
  guint end = MIN (*next + n_pairs, pairs->len);
  guint until;

  for (guint i = *next; i < end; i = until)
    {
      gint64                   line_id = g_array_index (pairs, TillBankPair, i).line_id;
      g_autoptr (TillBankLine) line = NULL;
      g_autoptr (GPtrArray)    deposits = NULL;

      for (until = i; until < pairs->len; until++)
        {
          if (g_array_index (pairs, TillBankPair, until).line_id != line_id)
            break;
        }
      if (!find_line (connection, line_id, &line, error) ||
          (line != NULL && !check_plan (connection, line, pairs, i, until, &deposits, error)) ||
          (deposits != NULL && !join (connection, line, deposits, AUTOMATIC, actor, at, error)))
        return FALSE;
      *n_lines += deposits != NULL ? 1 : 0;
      *next = until;
    }

  return TRUE;
}

gboolean
till_store_name_lines (TillDbConnection *connection, GArray *lines, GError **error)
{
  for (guint i = 0; i < lines->len; i++)
    {
      if (!till_store_run (
            connection,
            "UPDATE bank_lines SET state = 'unmatched' WHERE id = ?1 AND state = 'other'", error, 1,
            g_array_index (lines, gint64, i)))
        return FALSE;
    }

  return TRUE;
}

/* ── Apart ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
remember_apart (TillDbConnection *connection,
                gint64            line_id,
                const TillActor  *actor,
                TillInstant       at,
                GError          **error)
{
  static const char sql[] =
    "INSERT INTO deposit_mismatches (deposit_id, line_id, said_by, said_at)"
    " SELECT deposit_id, line_id, ?2, ?3 FROM deposit_matches WHERE line_id = ?1"
    " ON CONFLICT (deposit_id, line_id) DO NOTHING";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, line_id);
  till_db_bind_text (statement, 2, actor->name);
  till_db_bind_int (statement, 3, at);

  return till_db_run (statement, error);
}

/* What was matched stays in sight, among what is not, until it is. */
gboolean
till_store_part_line (TillDbConnection *connection,
                      gint64            line_id,
                      gboolean          apart,
                      const TillActor  *actor,
                      TillInstant       at,
                      GError          **error)
{
  g_autoptr (TillBankLine) line = till_store_get_bank_line (connection, line_id, error);
  g_autoptr (TillBankLine) after = line != NULL ? till_bank_line_copy (line) : NULL;
  g_autoptr (GPtrArray)    deposits =
    line != NULL ? till_store_list_line_deposits (connection, line_id, error) : NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char      *old = NULL;
  g_autofree char *new = NULL;

  if (deposits == NULL || (apart && !remember_apart (connection, line_id, actor, at, error)))
    return FALSE;

  after->state = TILL_BANK_LINE_UNMATCHED;
  after->difference = TILL_MONEY_ZERO;
  old = snapshot (line, deposits, NULL);
  new = snapshot (after, none, NULL);

  return till_store_run (connection, "DELETE FROM deposit_matches WHERE line_id = ?1", error, 1,
                         line_id) &&
         till_store_run (connection,
                         "UPDATE deposits SET bank_line_id = NULL"
                         " WHERE bank_line_id = ?1",
                         error, 1, line_id) &&
         save_line (connection, after, none, error) &&
         till_store_audit (connection, actor, at, "unmatch-bank-line", "bank_lines", line_id, old,
                           new, error);
}

gboolean
till_store_unmatch_line (TillDbConnection *connection,
                         gint64            line_id,
                         const TillActor  *actor,
                         TillInstant       at,
                         GError          **error)
{
  g_autoptr (TillBankLine) line = till_store_get_bank_line (connection, line_id, error);

  if (line == NULL)
    return FALSE;
  if (line->state != TILL_BANK_LINE_MATCHED)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This line of the statement is matched to no deposit."));
      return FALSE;
    }

  return till_store_part_line (connection, line_id, TRUE, actor, at, error);
}

/* ── A deposit that is reported anew ─────────────────────────────────────────────────────────── */

/* What a person has matched stays, with what it differs by now. */
static gboolean
restate (TillDbConnection *connection,
         gint64            line_id,
         const TillActor  *actor,
         TillInstant       at,
         GError          **error)
{
  g_autoptr (TillBankLine) line = till_store_get_bank_line (connection, line_id, error);
  g_autoptr (TillBankLine) after = line != NULL ? till_bank_line_copy (line) : NULL;
  g_autoptr (GPtrArray)    deposits =
    line != NULL ? till_store_list_line_deposits (connection, line_id, error) : NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (deposits == NULL || !reckon_difference (after, deposits, error))
    return FALSE;
  if (till_money_compare (after->difference, line->difference) == 0)
    return TRUE;

  old = snapshot (line, deposits, NULL);
  new = snapshot (after, deposits, BY_HAND);

  return save_line (connection, after, deposits, error) &&
         till_store_audit (connection, actor, at, "match-bank-line", "bank_lines", line_id, old,
                           new, error);
}

gboolean
till_store_review_match (TillDbConnection  *connection,
                         const TillDeposit *before,
                         const TillDeposit *after,
                         const TillActor   *actor,
                         TillInstant        at,
                         GError           **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  gboolean                    gone = after->state == TILL_DEPOSIT_STATE_WITHDRAWN;
  gboolean                    by_hand;
  gint64                      line_id;
  TillStep                    step;

  if (!gone && till_money_compare (before->deposited, after->deposited) == 0)
    return TRUE;
  step =
    till_store_ask (connection, "SELECT line_id, how FROM deposit_matches WHERE deposit_id = ?1",
                    &row, error, 1, after->id);
  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  line_id = till_db_column_int (row, 0);
  by_hand = g_strcmp0 (till_db_column_text (row, 1), BY_HAND) == 0;
  g_clear_pointer (&row, till_db_statement_free);

  return by_hand && !gone ? restate (connection, line_id, actor, at, error)
                          : till_store_part_line (connection, line_id, FALSE, actor, at, error);
}
