/* till-store-bank-lines.c: lines of bank statements, read, and written with what they pay
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "model/till-states.h"
#include "store/till-store-bank-private.h"
#include "store/till-store-deposits-private.h"

#define AT(member) G_STRUCT_OFFSET (TillBankLine, member)

static const TillField fields[] = {
  { "import_id", TILL_FIELD_REFERENCE, AT (import_id), TRUE },
  { "account", TILL_FIELD_FULL_TEXT, AT (account), TRUE },
  { "day", TILL_FIELD_DAY, AT (day), TRUE },
  { "amount_cents", TILL_FIELD_INT, AT (amount), TRUE },
  { "words", TILL_FIELD_TEXT, AT (words), TRUE },
  { "reference", TILL_FIELD_TEXT, AT (reference), TRUE },
  { "check_number", TILL_FIELD_TEXT, AT (check_number), TRUE },
  { "identity", TILL_FIELD_FULL_TEXT, AT (identity), TRUE },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_bank_line_state_get_type },
  { "n_deposits", TILL_FIELD_INT, AT (n_deposits) },
  { "deposit_id", TILL_FIELD_REFERENCE, AT (deposit_id) },
  { "difference_cents", TILL_FIELD_INT, AT (difference) },
};

static TillRecordType type = { "bank_lines", fields, G_N_ELEMENTS (fields),
                               TILL_RECORD_OF (TillBankLine, till_bank_line) };

TillDbStatement *
till_store_prepare_bank_lines (TillDbConnection *connection, const char *where, GError **error)
{
  return till_record_prepare (&type, connection, where, error);
}

GPtrArray *
till_store_read_bank_lines (TillDbStatement *rows, GError **error)
{
  return till_record_read_rows (&type, rows, error);
}

TillBankLine *
till_store_get_bank_line (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&type, connection, "WHERE id = ?1 AND state <> 'taken-back'", id, &found,
                        error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no line %" G_GINT64_FORMAT " of a bank statement."), id);

  return found;
}

gboolean
till_store_find_bank_line (TillDbConnection *connection,
                           gint64            deposit_id,
                           gint64           *line_id,
                           GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step =
    till_store_ask (connection, "SELECT line_id FROM deposit_matches WHERE deposit_id = ?1", &row,
                    error, 1, deposit_id);

  *line_id = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : 0;

  return step != TILL_STEP_ERROR;
}

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

gboolean
till_store_get_bank_difference (const TillBankLine *line,
                                GPtrArray          *deposits,
                                TillMoney          *difference)
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

gboolean
till_store_reckon_bank_line (TillBankLine *line, GPtrArray *deposits, GError **error)
{
  if (till_store_get_bank_difference (line, deposits, &line->difference))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("These amounts are too large to be added up."));

  return FALSE;
}

gboolean
till_store_save_bank_line (TillDbConnection   *connection,
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

char *
till_store_snapshot_bank_line (const TillBankLine *line, GPtrArray *deposits, const char *how)
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
