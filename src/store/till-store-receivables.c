/* till-store-receivables.c: what all owe together, whether it is to be aged, what insurances are to
 * pay
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-receivables.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-balances-private.h"
#include "store/till-store-private.h"
#include "store/till-store-snoozes.h"

static gboolean
has_charges (TillDbConnection *connection, gboolean *found, GError **error)
{
  static const char  sql[] = "SELECT 1 FROM ledger_entries WHERE kind = 'charge' LIMIT 1";
  g_autoptr (GError) failed = NULL;
  gint64             one = 0;

  *found = till_db_query_int (connection, sql, &one, &failed);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

gboolean
till_store_is_aging_due (TillDbConnection *connection, TillDay today, gboolean *due, GError **error)
{
  TillDay aged_on;

  if (!till_store_get_aged_on (connection, &aged_on, error))
    return FALSE;
  if (till_day_is_none (aged_on))
    return has_charges (connection, due, error);

  *due = till_day_compare (aged_on, today) != 0;

  return TRUE;
}

/* ── Sums ────────────────────────────────────────────────────────────────────────────────────── */

/* A file that tells balances tells no charges: what was charged in Till since is not all of it. */
static gboolean
sum_charges (TillDbConnection *connection, TillReceivables *receivables, GError **error)
{
  static const char           sql[] = "SELECT coalesce(sum(amount_cents), 0) FROM ledger_lines"
                                      " WHERE kind = 'charge' AND day > ?1 AND day <= ?2";
  gint64                      last = receivables->aged_on.number;
  g_autoptr (TillDbStatement) row = NULL;
  TillEdition                 edition;

  if (!till_store_find_edition (connection, &edition, error))
    return FALSE;
  if (till_edition_is_told (&edition))
    return TRUE;
  if (till_store_ask (connection, sql, &row, error, 2, last - TILL_RECEIVABLE_DAYS, last) !=
      TILL_STEP_ROW)
    return FALSE;

  receivables->charged = till_money (till_db_column_int (row, 0));

  return TRUE;
}

gboolean
till_store_sum_receivables (TillDbConnection *connection,
                            TillReceivables  *receivables,
                            GError          **error)
{
  static const char sql[] =
    "SELECT coalesce(sum(owed_0_30_cents), 0), coalesce(sum(owed_31_60_cents), 0),"
    "       coalesce(sum(owed_61_90_cents), 0), coalesce(sum(owed_over_90_cents), 0),"
    "       coalesce(sum(credit_cents), 0) FROM receivables";
  g_autoptr (TillDbStatement) row = NULL;

  *receivables = (TillReceivables){ 0 };
  if (!till_store_get_aged_on (connection, &receivables->aged_on, error))
    return FALSE;
  if (till_day_is_none (receivables->aged_on))
    return TRUE;
  if (till_store_ask (connection, sql, &row, error, 0) != TILL_STEP_ROW)
    return FALSE;

  for (int i = 0; i < TILL_N_AGES; i++)
    receivables->owed[i] = till_money (till_db_column_int (row, i));
  receivables->credit = till_money (till_db_column_int (row, TILL_N_AGES));

  return sum_charges (connection, receivables, error);
}

/* ── Insurance ───────────────────────────────────────────────────────────────────────────────── */

static char *
estimate_to_json (gint64 cents)
{
  GString *json = g_string_new (NULL);

  till_json_int (json, "insurance", cents);

  return till_json_end (json);
}

gboolean
till_store_expect_insurance (TillDbConnection *connection,
                             gint64            guarantor_id,
                             TillMoney         estimate,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error)
{
  static const char ask[] =
    "SELECT edition_id, total_cents, insurance_cents FROM balances"
    " WHERE guarantor_id = ?1 AND edition_id = (SELECT id FROM editions WHERE state = 'shown')";
  static const char write[] = "UPDATE balances SET insurance_cents = ?3, portion_cents = ?4"
                              " WHERE edition_id = ?1 AND guarantor_id = ?2";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, ask, &row, error, 1, guarantor_id);
  TillMoney                   portion;
  g_autofree char            *before = NULL;
  g_autofree char            *after = NULL;

  g_return_val_if_fail (estimate.cents >= 0, FALSE);

  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("This guarantor has no balance."));
  if (step != TILL_STEP_ROW)
    return FALSE;

  portion = till_patient_portion (till_money (till_db_column_int (row, 1)), estimate);
  before = estimate_to_json (till_db_column_int (row, 2));
  after = estimate_to_json (estimate.cents);

  return till_store_run (connection, write, error, 4, till_db_column_int (row, 0), guarantor_id,
                         estimate.cents, portion.cents) &&
         till_store_audit_row (connection, actor, at, "expect-insurance", "balances", guarantor_id,
                               before, after, NULL, error) &&
         till_store_follow_snooze (connection, guarantor_id, at, error);
}
