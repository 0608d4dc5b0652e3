/* till-store-ledger.c: the built-in ledger: transactions posted exactly once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A charge is positive, what was paid is negative: a balance is the sum of the guarantor's entries.
 */
#include "store/till-store-transactions.h"

#include <glib/gi18n-lib.h>

#include "core/till-day.h"
#include "core/till-error.h"
#include "rules/till-state-rules.h"
#include "store/till-store-allocations.h"
#include "store/till-store-balances.h"
#include "store/till-store-private.h"
#include "store/till-store-snoozes.h"

static gboolean
add_entry (TillDbConnection      *connection,
           const TillTransaction *transaction,
           const char            *kind,
           gint64                 cents,
           TillInstant            at,
           GError               **error)
{
  static const char sql[] =
    "INSERT INTO ledger_entries (location_id, patient_id, guarantor_id, kind, amount_cents, day,"
    "                            transaction_id, entered_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
  g_autoptr (GTimeZone)       zone = till_store_open_zone (connection, error);
  g_autoptr (TillDbStatement) statement = NULL;

  if (zone == NULL || (statement = till_db_prepare (connection, sql, error)) == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, transaction->location_id);
  till_db_bind_int (statement, 2, transaction->patient_id);
  till_db_bind_int (statement, 3, transaction->guarantor_id);
  till_db_bind_text (statement, 4, kind);
  till_db_bind_int (statement, 5, cents);
  till_db_bind_int (statement, 6, till_day_of_instant (transaction->happened_at, zone).number);
  till_db_bind_int (statement, 7, transaction->id);
  till_db_bind_int (statement, 8, at);

  return till_db_run (statement, error) &&
         till_store_follow_allocations (connection, transaction->guarantor_id,
                                        till_db_last_id (connection), NULL, at, error) &&
         till_store_age_guarantor (connection, transaction->guarantor_id, error) &&
         till_store_follow_snooze (connection, transaction->guarantor_id, at, error);
}

static gboolean
has_entry (TillDbConnection *connection, gint64 transaction_id, gboolean *found, GError **error)
{
  static const char sql[] = "SELECT 1 FROM ledger_entries WHERE transaction_id = ?1 LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, transaction_id);

  *found = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_reverse_posting (TillDbConnection      *connection,
                            const TillTransaction *transaction,
                            TillInstant            at,
                            GError               **error)
{
  gboolean found;

  return has_entry (connection, transaction->id, &found, error) &&
         (!found ||
          add_entry (connection, transaction, "reversal", transaction->amount.cents, at, error));
}

/* ── Posting ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_posting (const TillTransaction *transaction, GError **error)
{
  if (till_posting_may_become (transaction->posting, TILL_POSTING_POSTED) &&
      till_transaction_counts (transaction->state))
    return TRUE;

  g_set_error_literal (
    error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
    _ ("There is nothing to post: this transaction moved no money, or hasn’t yet."));

  return FALSE;
}

static gboolean
check_party (const TillTransaction *transaction, GError **error)
{
  if (transaction->patient_id != 0 && transaction->guarantor_id != 0)
    return TRUE;

  g_set_error_literal (
    error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
    _ (
      "This transaction belongs to no patient yet, so there is no account to post it to. Assign it "
      "to a patient first, or mark it as posted if it is in the books already."));

  return FALSE;
}

static gboolean
move_to_posted (TillDbConnection      *connection,
                const TillTransaction *transaction,
                const char            *deed,
                const TillActor       *actor,
                TillInstant            at,
                GError               **error)
{
  g_autoptr (TillTransaction) after = till_transaction_copy (transaction);

  after->posting = TILL_POSTING_POSTED;

  return till_store_save_transaction (connection, transaction, after, deed, actor, at, error);
}

gboolean
till_store_post (TillDbConnection *connection,
                 gint64            id,
                 const TillActor  *actor,
                 TillInstant       at,
                 GError          **error)
{
  g_autoptr (TillTransaction) transaction = till_store_get_transaction (connection, id, error);

  if (transaction == NULL)
    return FALSE;
  if (transaction->posting == TILL_POSTING_POSTED)
    return TRUE;

  return check_posting (transaction, error) && check_party (transaction, error) &&
         add_entry (connection, transaction,
                    till_enum_to_text (TILL_TYPE_TRANSACTION_KIND, (int) transaction->kind),
                    -transaction->amount.cents, at, error) &&
         move_to_posted (connection, transaction, "post", actor, at, error);
}

gboolean
till_store_mark_posted (TillDbConnection *connection,
                        gint64            id,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  g_autoptr (TillTransaction) transaction = till_store_get_transaction (connection, id, error);

  if (transaction == NULL)
    return FALSE;
  if (transaction->posting == TILL_POSTING_POSTED)
    return TRUE;

  return check_posting (transaction, error) &&
         move_to_posted (connection, transaction, "mark-posted", actor, at, error);
}

gboolean
till_store_step_posting (TillDbConnection *connection,
                         gint64            id,
                         TillPosting       posting,
                         const TillActor  *actor,
                         TillInstant       at,
                         GError          **error)
{
  g_autoptr (TillTransaction) before = till_store_get_transaction (connection, id, error);
  g_autoptr (TillTransaction) after = NULL;

  if (before == NULL)
    return FALSE;

  if (posting == TILL_POSTING_POSTED || !till_posting_may_become (before->posting, posting))
    {
      /* Translators: two states of posting, as the database names them */
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("The posting is “%s” and can’t become “%s”."),
                   till_enum_to_text (TILL_TYPE_POSTING, (int) before->posting),
                   till_enum_to_text (TILL_TYPE_POSTING, (int) posting));
      return FALSE;
    }

  after = till_transaction_copy (before);
  after->posting = posting;

  return till_store_save_transaction (connection, before, after, "step-posting", actor, at, error);
}
