/* till-store-bank-apart.c: lines of bank statements taken from their deposits, by hand and because
 * a deposit has changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-bank-private.h"

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

/* A line, what it pays, and what it is to become. */
typedef struct
{
  TillBankLine *before;
  TillBankLine *after;
  GPtrArray    *deposits;
} Matched;

static void
matched_clear (Matched *self)
{
  till_bank_line_free (self->before);
  till_bank_line_free (self->after);
  g_clear_pointer (&self->deposits, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Matched, matched_clear)

static gboolean
read_matched (TillDbConnection *connection, gint64 line_id, Matched *matched, GError **error)
{
  matched->before = till_store_get_bank_line (connection, line_id, error);
  if (matched->before == NULL)
    return FALSE;
  matched->after = till_bank_line_copy (matched->before);
  matched->deposits = till_store_list_line_deposits (connection, line_id, error);

  return matched->deposits != NULL;
}

/* @deposits: what it pays afterwards. */
static gboolean
save_matched (TillDbConnection *connection,
              const Matched    *matched,
              GPtrArray        *deposits,
              const char       *deed,
              const char       *how,
              const TillActor  *actor,
              TillInstant       at,
              GError          **error)
{
  g_autofree char *old = till_store_snapshot_bank_line (matched->before, matched->deposits, NULL);
  g_autofree char *new = till_store_snapshot_bank_line (matched->after, deposits, how);

  return till_store_save_bank_line (connection, matched->after, deposits, error) &&
         till_store_audit (connection, actor, at, deed, "bank_lines", matched->after->id, old, new,
                           error);
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
  g_auto (Matched)      matched = { NULL, NULL, NULL };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (!read_matched (connection, line_id, &matched, error) ||
      (apart && !remember_apart (connection, line_id, actor, at, error)))
    return FALSE;
  matched.after->state = TILL_BANK_LINE_UNMATCHED;
  matched.after->difference = TILL_MONEY_ZERO;

  return till_store_run (connection, "DELETE FROM deposit_matches WHERE line_id = ?1", error, 1,
                         line_id) &&
         till_store_run (connection,
                         "UPDATE deposits SET bank_line_id = NULL WHERE bank_line_id = ?1", error,
                         1, line_id) &&
         save_matched (connection, &matched, none, "unmatch-bank-line", NULL, actor, at, error);
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
  g_auto (Matched) matched = { NULL, NULL, NULL };

  return read_matched (connection, line_id, &matched, error) &&
         till_store_reckon_bank_line (matched.after, matched.deposits, error) &&
         save_matched (connection, &matched, matched.deposits, "match-bank-line",
                       TILL_MATCHED_BY_HAND, actor, at, error);
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
  by_hand = g_strcmp0 (till_db_column_text (row, 1), TILL_MATCHED_BY_HAND) == 0;
  g_clear_pointer (&row, till_db_statement_free);

  return by_hand && !gone ? restate (connection, line_id, actor, at, error)
                          : till_store_part_line (connection, line_id, FALSE, actor, at, error);
}
