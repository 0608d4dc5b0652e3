/* till-store-imports.c: files of the bank, taken in whole and once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-bank-private.h"

/* A bank may show a line on another day than before; its reference tells that it is the same. */
#define DAYS_ABOUT 10

/* Of lines, and of lines that pay deposits, what a commit has time for. */
#define LINES "500"
#define MATCHED "40"

/* ── What is known ───────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_find_import (TillDbConnection *connection,
                        const char       *sha256,
                        TillImport      **import,
                        GError          **error)
{
  static const char sql[] = "SELECT id, form, file_name, sha256, accounts, n_lines, n_new,"
                            "       first_day, last_day, imported_at, imported_by"
                            "  FROM imports WHERE sha256 = ?1 AND taken_back_at IS NULL";
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  TillStep                    step;

  *import = NULL;
  if (row == NULL)
    return FALSE;
  till_db_bind_text (row, 1, sha256);
  step = till_db_step (row, error);
  if (step == TILL_STEP_ROW)
    {
      TillImport *found = till_import_new ();

      found->id = till_db_column_int (row, 0);
      found->form = till_db_column_dup_text (row, 1);
      found->file_name = till_db_column_dup_text (row, 2);
      found->sha256 = till_db_column_dup_text (row, 3);
      found->accounts = till_db_column_dup_text (row, 4);
      found->n_lines = till_db_column_int (row, 5);
      found->n_new = till_db_column_int (row, 6);
      if (!till_db_column_is_null (row, 7))
        found->first_day.number = (gint32) till_db_column_int (row, 7);
      if (!till_db_column_is_null (row, 8))
        found->last_day.number = (gint32) till_db_column_int (row, 8);
      found->imported_at = till_db_column_int (row, 9);
      found->imported_by = till_db_column_dup_text (row, 10);
      *import = found;
    }

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_has_imports (TillDbConnection *connection, gboolean *has, GError **error)
{
  gint64 n = 0;

  if (!till_db_query_int (connection,
                          "SELECT EXISTS (SELECT 1 FROM imports"
                          " WHERE hidden = 0 OR taken_back_at IS NOT NULL)",
                          &n, error))
    return FALSE;
  *has = n != 0;

  return TRUE;
}

GPtrArray *
till_store_list_bank_accounts (TillDbConnection *connection, GError **error)
{
  static const char           sql[] = "SELECT account, max(last) AS used FROM ("
                                      " SELECT account, max(id) AS last FROM bank_lines GROUP BY account"
                                      " UNION ALL SELECT account, 0 FROM deposits GROUP BY account)"
                                      " WHERE account <> '' GROUP BY account"
                                      " ORDER BY used DESC NULLS LAST, account";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GPtrArray)       accounts = g_ptr_array_new_with_free_func (g_free);
  TillStep                    step = TILL_STEP_ERROR;

  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_ptr_array_add (accounts, till_db_column_dup_text (rows, 0));

  return step == TILL_STEP_DONE ? g_steal_pointer (&accounts) : NULL;
}

GStrv
till_store_list_merchants (TillDbConnection *connection, GError **error)
{
  static const char           sql[] = "SELECT DISTINCT merchant FROM deposits"
                                      " WHERE merchant IS NOT NULL";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GStrvBuilder)    numbers = g_strv_builder_new ();
  TillStep                    step = TILL_STEP_ERROR;

  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_strv_builder_add (numbers, till_db_column_text (rows, 0));

  return step == TILL_STEP_DONE ? g_strv_builder_end (numbers) : NULL;
}

GPtrArray *
till_store_list_known_lines (TillDbConnection *connection,
                             const char       *account,
                             TillDay           first,
                             TillDay           last,
                             GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_bank_lines (
    connection,
    "WHERE account = ?1 AND day BETWEEN ?2 AND ?3 AND state <> 'taken-back' ORDER BY day, id",
    error);

  if (rows == NULL)
    return NULL;
  till_db_bind_text (rows, 1, account);
  till_db_bind_int (rows, 2, first.number - DAYS_ABOUT);
  till_db_bind_int (rows, 3, last.number + DAYS_ABOUT);

  return till_store_read_bank_lines (rows, error);
}

/* ── Taking in ───────────────────────────────────────────────────────────────────────────────── */

static char *
fold_line (const TillBankLine *line)
{
  g_autofree char *all = g_strdup_printf ("%s %s %s", line->words != NULL ? line->words : "",
                                          line->check_number != NULL ? line->check_number : "",
                                          line->reference != NULL ? line->reference : "");

  return till_text_fold (all);
}

/* Lines that are there already, e.g. of the days that another file has too, are left out. */
gboolean
till_store_add_lines (TillDbConnection *connection,
                      gint64            import_id,
                      GPtrArray        *lines,
                      guint             first,
                      guint             n_lines,
                      GError          **error)
{
  static const char sql[] =
    "INSERT INTO bank_lines (location_id, import_id, number, account, day, amount_cents, words,"
    "                        words_folded, reference, check_number, identity, state, n_deposits,"
    "                        difference_cents)"
    " VALUES (1, ?11, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0) ON CONFLICT DO NOTHING";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  for (guint i = first; statement != NULL && i < MIN (first + n_lines, lines->len); i++)
    {
      const TillBankLine *line = lines->pdata[i];
      g_autofree char    *folded = fold_line (line);

      till_db_reset (statement);
      till_db_bind_int (statement, 1, line->number);
      till_db_bind_text (statement, 2, line->account != NULL ? line->account : "");
      till_db_bind_int (statement, 3, line->day.number);
      till_db_bind_int (statement, 4, line->amount.cents);
      till_db_bind_text (statement, 5, line->words);
      till_db_bind_text (statement, 6, folded);
      till_db_bind_text (statement, 7, line->reference);
      till_db_bind_text (statement, 8, line->check_number);
      till_db_bind_text (statement, 9, line->identity);
      till_db_bind_text (statement, 10,
                         till_enum_to_text (TILL_TYPE_BANK_LINE_STATE, (int) line->state));
      till_db_bind_int (statement, 11, import_id);
      if (!till_db_run (statement, error))
        return FALSE;
    }

  return statement != NULL;
}

static gboolean
insert_import (TillDbConnection *connection, TillImport *import, GError **error)
{
  static const char sql[] =
    "INSERT INTO imports (location_id, form, file_name, sha256, accounts, n_lines, n_new,"
    "                     first_day, last_day, imported_at, imported_by, hidden)"
    " VALUES (1, ?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, 1)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 1, import->form);
  till_db_bind_text (statement, 2, import->file_name);
  till_db_bind_text (statement, 3, import->sha256);
  till_db_bind_text (statement, 4, import->accounts);
  till_db_bind_int (statement, 5, import->n_lines);
  if (!till_day_is_none (import->first_day))
    till_db_bind_int (statement, 6, import->first_day.number);
  if (!till_day_is_none (import->last_day))
    till_db_bind_int (statement, 7, import->last_day.number);
  till_db_bind_int (statement, 8, import->imported_at);
  till_db_bind_text (statement, 9, import->imported_by);
  if (!till_db_run (statement, error))
    return FALSE;
  import->id = till_db_last_id (connection);

  return TRUE;
}

static char *
snapshot (const TillImport *import)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "file", import->file_name);
  till_json_text (json, "form", import->form);
  till_json_digest (json, "sha256", import->sha256);
  till_json_text (json, "accounts", import->accounts);
  till_json_int (json, "lines", import->n_lines);
  till_json_int (json, "new", import->n_new);

  return till_json_end (json);
}

static gboolean
refuse_again (TillDbConnection *connection, const TillImport *import, GError **error)
{
  g_autoptr (TillImport) known = NULL;

  if (!till_store_find_import (connection, import->sha256, &known, error))
    return FALSE;
  if (known != NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_EXISTS,
                 _ ("The file “%s” has been read already. Nothing was added."), import->file_name);

  return known == NULL;
}

gboolean
till_store_begin_import (TillDbConnection *connection,
                         TillImport       *import,
                         const TillActor  *actor,
                         TillInstant       at,
                         GError          **error)
{
  import->imported_at = at;
  till_text_set (&import->imported_by, actor->name);

  return till_text_refuse_card_number (import->file_name, _ ("the file’s name"), error) &&
         refuse_again (connection, import, error) && insert_import (connection, import, error);
}

gboolean
till_store_show_import (TillDbConnection *connection,
                        TillImport       *import,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  g_autofree char            *after = NULL;

  if (till_store_ask (connection, "SELECT count(*) FROM bank_lines WHERE import_id = ?1", &row,
                      error, 1, import->id) != TILL_STEP_ROW)
    return FALSE;
  import->n_new = till_db_column_int (row, 0);
  if (!till_store_run (connection, "UPDATE imports SET n_new = ?1, hidden = 0 WHERE id = ?2", error,
                       2, import->n_new, import->id))
    return FALSE;

  after = snapshot (import);

  return till_store_audit (connection, actor, at, "import-bank-file", "imports", import->id, NULL,
                           after, error);
}

/* ── Taking back ─────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_take_back_import (TillDbConnection *connection,
                             gint64            id,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error)
{
  static const char           sql[] = "UPDATE imports SET taken_back_at = ?1, taken_back_by = ?2,"
                                      "                   hidden = 1"
                                      " WHERE id = ?3 AND taken_back_at IS NULL";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, at);
  till_db_bind_text (statement, 2, actor->name);
  till_db_bind_int (statement, 3, id);
  if (!till_db_run (statement, error))
    return FALSE;
  if (till_db_n_changed (connection) == 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                   _ ("There is no imported file %" G_GINT64_FORMAT "."), id);
      return FALSE;
    }

  return till_store_audit (connection, actor, at, "take-back-bank-file", "imports", id, NULL, NULL,
                           error);
}

/* ── What is left of it ──────────────────────────────────────────────────────────────────────── */

gboolean
till_store_find_leavings (TillDbConnection *connection,
                          gint64           *until,
                          gint64           *import_id,
                          GError          **error)
{
  static const char           sql[] = "SELECT min(id), max(id) FROM imports"
                                      " WHERE hidden = 1 AND (?1 = 0 OR id <= ?1)";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 1, *until) != TILL_STEP_ROW)
    return FALSE;
  /* NULL reads as 0. */
  *import_id = till_db_column_int (row, 0);
  *until = till_db_column_int (row, 1);

  return TRUE;
}

/* Some of what its lines pay; *n_lines: how many they were. */
static gboolean
part_some (TillDbConnection *connection,
           gint64            id,
           const TillActor  *actor,
           TillInstant       at,
           guint            *n_lines,
           GError          **error)
{
  static const char           sql[] = "SELECT id FROM bank_lines"
                                      " WHERE import_id = ?1 AND state = 'matched' LIMIT " MATCHED;
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillStep                    step = TILL_STEP_ERROR;

  if (rows != NULL)
    till_db_bind_int (rows, 1, id);
  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 line = till_db_column_int (rows, 0);

      g_array_append_val (lines, line);
    }
  g_clear_pointer (&rows, till_db_statement_free);
  for (guint i = 0; step == TILL_STEP_DONE && i < lines->len; i++)
    {
      if (!till_store_part_line (connection, g_array_index (lines, gint64, i), FALSE, actor, at,
                                 error))
        return FALSE;
    }
  *n_lines = lines->len;

  return step == TILL_STEP_DONE;
}

gboolean
till_store_clear_leavings (TillDbConnection *connection,
                           gint64            id,
                           const TillActor  *actor,
                           TillInstant       at,
                           GError          **error)
{
  /* Lines of a file that was taken back stay, as all that was ever in the books; of one that was
   * never shown nothing does. */
  static const char gone[] = "UPDATE bank_lines SET state = 'taken-back' WHERE id IN"
                             " (SELECT b.id FROM bank_lines AS b JOIN imports AS i"
                             "      ON i.id = b.import_id AND i.taken_back_at IS NOT NULL"
                             "   WHERE b.import_id = ?1 AND b.state <> 'taken-back'"
                             "   LIMIT " LINES ")";
  static const char never_there[] = "DELETE FROM bank_lines WHERE id IN"
                                    " (SELECT b.id FROM bank_lines AS b JOIN imports AS i"
                                    "      ON i.id = b.import_id AND i.taken_back_at IS NULL"
                                    "   WHERE b.import_id = ?1 LIMIT " LINES ")";
  guint             n_parted;

  if (!part_some (connection, id, actor, at, &n_parted, error))
    return FALSE;
  if (n_parted > 0)
    return TRUE;

  if (!till_store_run (connection, gone, error, 1, id))
    return FALSE;
  if (till_db_n_changed (connection) > 0)
    return TRUE;
  if (!till_store_run (connection, never_there, error, 1, id))
    return FALSE;
  if (till_db_n_changed (connection) > 0)
    return TRUE;

  return till_store_run (connection, "DELETE FROM imports WHERE id = ?1 AND taken_back_at IS NULL",
                         error, 1, id) &&
         till_store_run (connection, "UPDATE imports SET hidden = 0 WHERE id = ?1", error, 1, id);
}
