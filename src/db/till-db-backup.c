/* till-db-backup.c: a copy of the whole file while it is worked on, and the check of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

/* 2 MB a step: what an interrupted backup still does before it stops. */
#define PAGES_A_STEP 512

/* ── Checking ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  const char                 *finding;

  statement = till_db_prepare (connection, "PRAGMA quick_check(1)", error);
  if (statement == NULL || till_db_step (statement, error) != TILL_STEP_ROW)
    return FALSE;

  finding = till_db_column_text (statement, 0);
  if (g_strcmp0 (finding, "ok") == 0)
    return TRUE;

  till_db_set_broken (error, connection->path, finding);

  return FALSE;
}

gboolean
till_db_quick_check (const char *path, GError **error)
{
  g_autofree char  *resolved = NULL;
  TillDbConnection *connection;
  gboolean          good;

  g_return_val_if_fail (path != NULL, FALSE);

  resolved = till_db_file_resolve (path);
  connection = till_db_connection_open_checker (resolved, error);
  if (connection == NULL)
    return FALSE;

  good = check (connection, error);
  till_db_connection_close (connection);

  return good;
}

gboolean
till_db_check (TillDb *self, GError **error)
{
  TillDbConnection *reader;
  gboolean          good;

  g_return_val_if_fail (TILL_IS_DB (self), FALSE);

  reader = till_db_take_reader (self, error);
  if (reader == NULL)
    return FALSE;

  good = check (reader, error);
  till_db_give_reader (self, reader);

  return good;
}

/* ── Copying ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
copy_pages (TillDbConnection *from, TillDbConnection *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to->handle, "main", from->handle, "main");
  int             code = SQLITE_OK;

  if (backup == NULL)
    {
      till_db_set_error (error, to->handle, sqlite3_extended_errcode (to->handle), to->path);
      return FALSE;
    }

  while (code == SQLITE_OK && !till_db_connection_is_cancelled (from, NULL))
    code = sqlite3_backup_step (backup, PAGES_A_STEP);
  sqlite3_backup_finish (backup);

  if (code == SQLITE_OK)
    return !till_db_connection_is_cancelled (from, error);

  if (code != SQLITE_DONE)
    till_db_set_error (error, to->handle, code, to->path);

  return code == SQLITE_DONE;
}

/* One view of the file from the first page to the last: without it every commit of the writer would
 * make the copy begin anew. */
static gboolean
copy_view (TillDbConnection *from, TillDbConnection *to, GError **error)
{
  gboolean copied;
  gint64   n = 0;

  if (!till_db_connection_exec (from, "BEGIN", error))
    return FALSE;

  copied = till_db_query_int (from, "SELECT count(*) FROM sqlite_schema", &n, error) &&
           copy_pages (from, to, error);
  sqlite3_exec (from->handle, "ROLLBACK", NULL, NULL, NULL);

  return copied;
}

static gboolean
fill (TillDbConnection *from, const char *path, GError **error)
{
  TillDbConnection *to = till_db_connection_open_writer (path, error);
  gboolean          filled;

  if (to == NULL)
    return FALSE;

  /* Nobody knows the copy before it is whole, so it needs no journal until then. At the end it gets
   * the plain form: one file that can be carried about, with no WAL beside it. */
  filled = till_db_connection_exec (
             to, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF;", error) &&
           copy_view (from, to, error) &&
           till_db_connection_exec (to, "PRAGMA journal_mode = DELETE", error) && check (to, error);
  till_db_connection_close (to);

  return filled;
}

gboolean
till_db_copy (TillDbConnection *from, const char *to, GError **error)
{
  g_autofree char *unborn = g_strconcat (to, ".part", NULL);

  till_db_remove_unborn (unborn);
  if (till_db_file_create_private (unborn, error) && fill (from, unborn, error) &&
      till_db_file_replace (unborn, to, error))
    return TRUE;

  till_db_remove_unborn (unborn);

  return FALSE;
}

gboolean
till_db_backup (TillDb *self, const char *to, GError **error)
{
  TillDbConnection *reader;
  gboolean          copied;

  g_return_val_if_fail (TILL_IS_DB (self), FALSE);
  g_return_val_if_fail (to != NULL, FALSE);

  reader = till_db_take_reader (self, error);
  if (reader == NULL)
    return FALSE;

  copied = till_db_copy (reader, to, error);
  till_db_give_reader (self, reader);

  return copied;
}
