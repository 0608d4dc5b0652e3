/* till-store-verify-deposits.c: each deposit equals its parts, or is listed with what it differs by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a deposit is said to be is reckoned anew from its amounts and its transactions. The day it
 * was last judged on is not kept, so its state may be that of any day.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/till-store-deposits-private.h"

/* After these no rule looks at the day any more. */
#define DAYS_LATER 60

static gboolean
is_verdict (const TillDeposit *deposit, const TillDepositVerdict *verdict)
{
  return verdict->state == deposit->state && verdict->reason == deposit->reason &&
         till_money_compare (verdict->difference, deposit->difference) == 0;
}

/* Of one day after the money's, whatever had been read on it. */
static gboolean
could_be (const TillDeposit      *deposit,
          const TillDepositItems *reported,
          const TillDepositItems *known,
          TillDay                 day,
          TillDepositVerdict     *verdict)
{
  if (deposit->kind != TILL_DEPOSIT_EXPECTED)
    {
      *verdict = till_deposit_judge (deposit, reported, known, day);
      return is_verdict (deposit, verdict);
    }
  *verdict = till_deposit_judge_expected (deposit, day, TILL_DAY_NONE);
  if (is_verdict (deposit, verdict))
    return TRUE;
  *verdict = till_deposit_judge_expected (deposit, day, day);

  return is_verdict (deposit, verdict);
}

static gboolean
check_deposit (TillDbConnection  *connection,
               const TillDeposit *deposit,
               TillBroken        *broken,
               GError           **error)
{
  static const int   days[] = { -1, 0, 1, DAYS_LATER };
  TillDepositVerdict verdict = { 0 };
  TillDepositItems   reported;
  TillDepositItems   known;
  g_autofree char   *words = NULL;

  if (!till_store_weigh_deposit (connection, deposit, &reported, &known, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      if (could_be (deposit, &reported, &known, till_day_add (deposit->funded_on, days[i]),
                    &verdict))
        return TRUE;
    }

  words = till_deposit_reason_to_words (verdict.reason, verdict.difference);
  if (words != NULL)
    till_broken_add (broken, _ ("deposit %" G_GINT64_FORMAT ": %s"), deposit->id, words);
  else
    till_broken_add (broken,
                     _ ("deposit %" G_GINT64_FORMAT ": it closes, but is listed as different"),
                     deposit->id);

  return TRUE;
}

/* All but the state, which the passing of days changes. */
static const char *
skip_state (const char *snapshot)
{
  const char *rest = snapshot != NULL ? strstr (snapshot, "\"funded\"") : NULL;

  return rest != NULL ? rest : snapshot;
}

static gboolean
check_audit (TillDbConnection  *connection,
             const TillDeposit *deposit,
             TillBroken        *broken,
             GError           **error)
{
  static const char           sql[] = "SELECT after_json FROM audit"
                                      " WHERE subject = 'deposits' AND subject_id = ?1"
                                      " ORDER BY id DESC LIMIT 1";
  g_autofree char            *snapshot = till_store_deposit_snapshot (deposit);
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  /* What is only expected is reckoned, and no news to anybody. */
  if (deposit->kind == TILL_DEPOSIT_EXPECTED)
    return TRUE;

  step = till_store_ask (connection, sql, &row, error, 1, deposit->id);
  if (step == TILL_STEP_DONE)
    till_broken_add (broken, _ ("deposit %" G_GINT64_FORMAT ": the audit does not know it"),
                     deposit->id);
  else if (step == TILL_STEP_ROW &&
           g_strcmp0 (skip_state (till_db_column_text (row, 0)), skip_state (snapshot)) != 0)
    till_broken_add (broken, _ ("deposit %" G_GINT64_FORMAT ": is %s, should be %s"), deposit->id,
                     snapshot, till_db_column_text (row, 0));

  return step != TILL_STEP_ERROR;
}

static gboolean
check_items (TillDbConnection *connection, TillBroken *broken, GError **error)
{
  static const char sql[] =
    "SELECT i.transaction_id FROM deposit_items i"
    "  LEFT JOIN deposits d ON d.id = i.deposit_id"
    "  LEFT JOIN transactions t ON t.id = i.transaction_id"
    " WHERE d.id IS NULL OR t.id IS NULL OR d.kind <> 'batch' OR d.state = 'withdrawn'"
    "    OR t.state <> 'settled' OR t.batch IS NULL"
    "    OR CAST (t.batch AS INTEGER) <> CAST (d.batch AS INTEGER)"
    "    OR substr (t.terminal, -4) <> d.terminal"
    " ORDER BY i.transaction_id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    till_broken_add (broken, _ ("transaction %" G_GINT64_FORMAT), till_db_column_int (rows, 0));

  return step == TILL_STEP_DONE;
}

gboolean
till_verify_deposits (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (connection, "ORDER BY id", error);
  g_autoptr (GPtrArray) deposits = rows != NULL ? till_store_read_deposits (rows, error) : NULL;
  TillBroken            differs = { NULL, 0 };
  TillBroken            changed = { NULL, 0 };
  TillBroken            items = { NULL, 0 };
  TillBroken            counts = { NULL, 0 };
  gboolean              read = deposits != NULL;

  g_clear_pointer (&rows, till_db_statement_free);
  for (guint i = 0; read && i < deposits->len; i++)
    {
      const TillDeposit *deposit = deposits->pdata[i];

      read = (deposit->state == TILL_DEPOSIT_STATE_WITHDRAWN ||
              check_deposit (connection, deposit, &differs, error)) &&
             check_audit (connection, deposit, &changed, error);
    }
  read = read && check_items (connection, &items, error) &&
         till_store_verify_deposit_counts (connection, &counts, error);

  g_ptr_array_add (
    findings, till_broken_end (&differs, _ ("Each deposit equals its parts, or is listed with what "
                                            "it differs by")));
  g_ptr_array_add (findings,
                   till_broken_end (&changed, _ ("Each deposit is as the audit recorded it")));
  g_ptr_array_add (findings, till_broken_end (&items, _ ("Each transaction is in one deposit at "
                                                         "most, and in one of its own batch")));
  g_ptr_array_add (findings,
                   till_broken_end (&counts, _ ("Each deposit knows how many of its transactions "
                                                "are not posted")));

  return read;
}
