/* till-store-bank-matches.c: lines of bank statements given to deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-bank-private.h"
#include "store/till-store-deposits-private.h"

#define AUTOMATIC "automatic"

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
  g_autofree char         *old = till_store_snapshot_bank_line (line, none, NULL);
  g_autofree char *new = NULL;

  if (!till_store_reckon_bank_line (after, deposits, error))
    return FALSE;
  after->state = TILL_BANK_LINE_MATCHED;
  new = till_store_snapshot_bank_line (after, deposits, how);

  for (guint i = 0; i < deposits->len; i++)
    {
      if (!pair (connection, line->id, ((TillDeposit *) deposits->pdata[i])->id, how, actor, at,
                 error))
        return FALSE;
    }

  return till_store_save_bank_line (connection, after, deposits, error) &&
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

  return join (connection, line, chosen, TILL_MATCHED_BY_HAND, actor, at, error);
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

  if (holds && till_store_get_bank_difference (line, chosen, &difference) && difference.cents == 0)
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
