/* till-store-bank-lines.c: lines of bank statements, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-bank-private.h"

#define AT(member) G_STRUCT_OFFSET (TillBankLine, member)

static const TillField fields[] = {
  { "import_id", TILL_FIELD_REFERENCE, AT (import_id), TRUE },
  { "account", TILL_FIELD_NAME, AT (account), TRUE },
  { "day", TILL_FIELD_DAY, AT (day), TRUE },
  { "amount_cents", TILL_FIELD_INT, AT (amount), TRUE },
  { "words", TILL_FIELD_TEXT, AT (words), TRUE },
  { "reference", TILL_FIELD_TEXT, AT (reference), TRUE },
  { "check_number", TILL_FIELD_TEXT, AT (check_number), TRUE },
  { "identity", TILL_FIELD_NAME, AT (identity), TRUE },
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
