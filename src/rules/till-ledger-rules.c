/* till-ledger-rules.c: what may be entered in the ledger by hand, and taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-ledger-rules.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"

static gboolean
refuse (GError **error, TillError code, const char *words)
{
  g_set_error_literal (error, TILL_ERROR, (int) code, words);

  return FALSE;
}

/* ── What is entered ─────────────────────────────────────────────────────────────────────────── */

/* Before it no practice has anything open; a year that was mistyped is. */
static gboolean
check_day (TillDay day, TillDay today, GError **error)
{
  if (till_day_compare (day, today) > 0)
    return refuse (error, TILL_ERROR_BAD_INPUT,
                   _ ("The day lies in the future. Enter the day it was done, or today."));
  if (till_day_compare (day, till_day (1970, 1, 1)) < 0)
    return refuse (error, TILL_ERROR_BAD_INPUT, _ ("The day lies before 1970. Check the year."));

  return TRUE;
}

gboolean
till_ledger_read_day (const char *text, TillDay today, TillDay *day, GError **error)
{
  *day = text != NULL ? till_day_parse_numbers (text, TILL_DAY_ORDER_MDY) : TILL_DAY_NONE;
  if (!till_day_is_none (*day))
    return check_day (*day, today, error);

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("“%s” is not a day. Write it as in 11/24/2026."), text != NULL ? text : "");

  return FALSE;
}

static gboolean
check_amount (const TillLedgerOrder *order, GError **error)
{
  g_autofree char *limit = NULL;

  if (order->amount.cents == 0 || (order->is_charge && order->amount.cents < 0))
    return refuse (error, TILL_ERROR_BAD_INPUT, _ ("The amount must be more than zero."));
  if (till_money_compare (order->amount, TILL_MONEY_LIMIT) <= 0 &&
      till_money_compare (order->amount, till_money (-TILL_MONEY_LIMIT.cents)) >= 0)
    return TRUE;

  limit = till_money_format (TILL_MONEY_LIMIT);
  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("One entry can be at most %s. Check the amount, or enter it in parts."), limit);

  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *tidy = till_text_tidy (text);

  return tidy == NULL;
}

gboolean
till_ledger_check_order (const TillLedgerOrder *order, TillDay today, GError **error)
{
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_amount (order, error) || !check_day (order->day, today, error))
    return FALSE;
  if (is_blank (order->words))
    return refuse (error, TILL_ERROR_BAD_INPUT,
                   order->is_charge
                     ? _ ("Say what the charge is for: it stands on the statement.")
                     : _ ("Say what the adjustment is for: it stands on the statement."));

  return till_text_refuse_card_number (order->words, _ ("What for"), error);
}

/* ── What is taken back ──────────────────────────────────────────────────────────────────────── */

gboolean
till_ledger_check_take_back (const TillLedgerEntry *entry, GError **error)
{
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (entry->transaction_id != 0)
    return refuse (error, TILL_ERROR_NOT_ALLOWED,
                   _ ("This entry belongs to a payment: it can’t be taken back by itself. Void or "
                      "refund the payment."));
  if (entry->reverses_id != 0)
    return refuse (error, TILL_ERROR_NOT_ALLOWED,
                   _ ("This entry takes another one back, and can’t be taken back itself. Enter "
                      "what is right anew."));
  if (entry->is_taken_back)
    return refuse (error, TILL_ERROR_NOT_ALLOWED, _ ("This entry is taken back already."));
  if (entry->is_in_file)
    return refuse (error, TILL_ERROR_NOT_ALLOWED,
                   _ ("What is owed comes from another program’s file, which knows this entry. "
                      "Correct it in that program, and import its file anew."));

  return TRUE;
}

gboolean
till_ledger_check_reason (const char *reason, GError **error)
{
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (is_blank (reason))
    return refuse (error, TILL_ERROR_BAD_INPUT, _ ("Say why the entry is taken back."));

  return till_text_refuse_card_number (reason, _ ("Why"), error);
}
