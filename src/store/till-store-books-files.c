/* till-store-books-files.c: files of other programs that were taken in: which, and the files
 * themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-books-private.h"

/* ── What is known ───────────────────────────────────────────────────────────────────────────── */

#define FILES                                                                                      \
  "SELECT id, kind, layout, file_name, sha256, as_of, n_rows, n_new, n_changed, n_gone,"           \
  "       n_left_out, total_cents, imported_at, imported_by, state IN ('going', 'undone'),"        \
  "       n_pieces > 0"                                                                            \
  "  FROM book_imports WHERE "

static TillBookFile *
read_file (TillDbStatement *row)
{
  TillBookFile *file = till_book_file_new ();
  int           kind;

  if (!till_enum_from_text (TILL_TYPE_IMPORT_KIND, till_db_column_text (row, 1), &kind))
    kind = TILL_IMPORT_BALANCES;
  file->id = till_db_column_int (row, 0);
  file->kind = (TillImportKind) kind;
  file->layout = till_db_column_dup_text (row, 2);
  file->file_name = till_db_column_dup_text (row, 3);
  file->sha256 = till_db_column_dup_text (row, 4);
  file->as_of.number = (gint32) till_db_column_int (row, 5);
  file->n_rows = till_db_column_int (row, 6);
  file->n_new = till_db_column_int (row, 7);
  file->n_changed = till_db_column_int (row, 8);
  file->n_gone = till_db_column_int (row, 9);
  file->n_left_out = till_db_column_int (row, 10);
  file->total = till_money (till_db_column_int (row, 11));
  file->imported_at = till_db_column_int (row, 12);
  file->imported_by = till_db_column_dup_text (row, 13);
  file->is_undone = till_db_column_int (row, 14) != 0;
  file->is_kept = till_db_column_int (row, 15) != 0;

  return file;
}

/* Of patients, the newest file is in force: what an older one says of them may have been overruled.
 * One whose lines were left out may be taken in again, once they can be. */
#define IN_FORCE                                                                                   \
  "n_left_out = 0 AND CASE kind WHEN 'patients'"                                                   \
  "          THEN id = (SELECT max(id) FROM book_imports"                                          \
  "                      WHERE kind = 'patients' AND state IN ('shown', 'done'))"                  \
  "          ELSE id = (SELECT import_id FROM editions WHERE state = 'shown') END"

gboolean
till_store_find_book_file (TillDbConnection *connection,
                           const char       *sha256,
                           TillBookFile    **file,
                           GError          **error)
{
  static const char sql[] = FILES "sha256 = ?1 AND state IN ('shown', 'done') AND " IN_FORCE;
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  TillStep                    step;

  *file = NULL;
  if (row == NULL)
    return FALSE;
  till_db_bind_text (row, 1, sha256);
  step = till_db_step (row, error);
  if (step == TILL_STEP_ROW)
    *file = read_file (row);

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_get_last_book_file (TillDbConnection *connection, TillBookFile **file, GError **error)
{
  static const char sql[] = FILES "state = 'done' AND id = (SELECT max(id) FROM book_imports)";
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  TillStep                    step = row != NULL ? till_db_step (row, error) : TILL_STEP_ERROR;

  *file = step == TILL_STEP_ROW ? read_file (row) : NULL;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_get_owed_file (TillDbConnection *connection, TillBookFile **file, GError **error)
{
  static const char           sql[] = FILES "id = (SELECT import_id FROM editions"
                                            "       WHERE state = 'shown')";
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  TillStep                    step = row != NULL ? till_db_step (row, error) : TILL_STEP_ERROR;

  *file = step == TILL_STEP_ROW ? read_file (row) : NULL;

  return step != TILL_STEP_ERROR;
}

GPtrArray *
till_store_list_book_files (TillDbConnection *connection, gint64 before, guint most, GError **error)
{
  static const char           sql[] = FILES "state <> 'coming' AND (?1 = 0 OR id < ?1)"
                                            " ORDER BY id DESC LIMIT ?2";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GPtrArray)       files =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_book_file_free);
  TillStep step = TILL_STEP_ERROR;

  if (rows != NULL)
    {
      till_db_bind_int (rows, 1, before);
      till_db_bind_int (rows, 2, most);
    }
  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_ptr_array_add (files, read_file (rows));

  return step == TILL_STEP_DONE ? g_steal_pointer (&files) : NULL;
}

gboolean
till_store_get_book_file (TillDbConnection *connection,
                          gint64            import_id,
                          TillBookFile    **file,
                          GError          **error)
{
  static const char           sql[] = FILES "id = ?1 AND state <> 'coming'";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, import_id);

  *file = step == TILL_STEP_ROW ? read_file (row) : NULL;

  return step != TILL_STEP_ERROR;
}

/* ── The files themselves ────────────────────────────────────────────────────────────────────── */

gboolean
till_store_keep_book_piece (TillDbConnection *connection,
                            gint64            import_id,
                            gint64            n,
                            GBytes           *bytes,
                            GError          **error)
{
  static const char           sql[] = "INSERT INTO book_import_pieces (import_id, n, bytes)"
                                      " VALUES (?1, ?2, ?3)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, import_id);
  till_db_bind_int (statement, 2, n);
  till_db_bind_bytes (statement, 3, bytes);

  return till_db_run (statement, error);
}

gboolean
till_store_get_book_piece (TillDbConnection *connection,
                           gint64            import_id,
                           gint64            n,
                           GBytes          **bytes,
                           GError          **error)
{
  static const char sql[] = "SELECT bytes FROM book_import_pieces WHERE import_id = ?1 AND n = ?2";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 2, import_id, n);

  *bytes = step == TILL_STEP_ROW ? till_db_column_dup_bytes (row, 0) : NULL;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_note_book_file_saved (TillDbConnection   *connection,
                                 const TillBookFile *file,
                                 const TillActor    *actor,
                                 TillInstant         at,
                                 GError            **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;

  till_json_text (json, "file", file->file_name);
  after = till_json_end (json);

  return till_store_audit (connection, actor, at, "save-imported-file", "book_imports", file->id,
                           NULL, after, error);
}
