/* till-db-open.c: what is looked at before a file is taken for ours, and how a new one is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mark of a clean shutdown is the WAL itself: closing empties and removes it, so bytes left in
 * it say that the last process ended without closing. That needs no write at each opening and can't
 * disagree with the file.
 */
#include "db/till-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "core/till-error.h"

/* SQLite's smallest page: nothing shorter is a database. */
#define SHORTEST 512

static gboolean
refuse_shared (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (path);

  if (!till_db_file_is_shared (folder))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
               _ ("“%s” lies on a network share, where a practice file is not safe. Move it to a "
                  "disk of this computer."),
               name);

  return FALSE;
}

static gint64
wal_size (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf         status;

  return g_stat (wal, &status) == 0 ? (gint64) status.st_size : 0;
}

/* ── A new file ──────────────────────────────────────────────────────────────────────────────── */

void
till_db_remove_unborn (const char *path)
{
  static const char *const endings[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

static gboolean
write_header (const char *path, guint32 application_id, GError **error)
{
  TillDbConnection *connection = till_db_connection_open_writer (path, error);
  g_autofree char  *sql = NULL;
  gboolean          written;

  if (connection == NULL)
    return FALSE;

  sql = g_strdup_printf ("PRAGMA application_id = %d", (gint32) application_id);
  written = till_db_connection_use_wal (connection, error) &&
            till_db_connection_exec (connection, sql, error);
  till_db_connection_close (connection);

  return written;
}

/* Under another name until it has its header, so that a crash leaves no empty file that would look
 * like a lost practice. */
static gboolean
create (const char *path, const TillDbSchema *schema, GError **error)
{
  g_autofree char *unborn = g_strconcat (path, ".new", NULL);
  g_autofree char *name = g_filename_display_name (path);

  if (wal_size (path) > 0)
    {
      g_set_error (
        error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
        _ ("“%s” is missing, but its newest changes still lie beside it. Put the file back "
           "where it was, or restore the last good backup."),
        name);
      return FALSE;
    }

  till_db_remove_unborn (unborn);
  if (till_db_file_create_private (unborn, error) &&
      write_header (unborn, schema->application_id, error) &&
      till_db_file_replace (unborn, path, error))
    return TRUE;

  till_db_remove_unborn (unborn);

  return FALSE;
}

/* ── A file that is there ────────────────────────────────────────────────────────────────────── */

static gboolean
looks_whole (const char *path, const GStatBuf *status, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (path);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
                   _ ("“%s” is not a file. Choose a practice file."), name);
      return FALSE;
    }

  if (status->st_size == 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
                   _ ("“%s” is empty: what was in it is lost. Restore the last good backup."),
                   name);
      return FALSE;
    }

  if (status->st_size < SHORTEST)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
                   _ ("“%s” is cut off or no practice file. Restore the last good backup."), name);
      return FALSE;
    }

  if (!till_db_file_can_write (path) || !till_db_file_can_write (folder))
    {
      till_db_set_error (error, NULL, SQLITE_READONLY, path);
      return FALSE;
    }

  return TRUE;
}

/* SQLite doesn't miss the end of the last page. After a crash the WAL may still mend it. */
static gboolean
has_whole_pages (TillDbConnection *writer, GError **error)
{
  g_autofree char *name = g_filename_display_name (writer->path);
  GStatBuf         status;
  gint64           page_size = 0;

  if (!till_db_query_int (writer, "PRAGMA page_size", &page_size, error))
    return FALSE;

  if (g_stat (writer->path, &status) == 0 && status.st_size % page_size == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
               _ ("“%s” is cut off or no practice file. Restore the last good backup."), name);

  return FALSE;
}

static gboolean
is_ours (TillDbConnection *writer, const TillDbSchema *schema, GError **error)
{
  g_autofree char   *name = g_filename_display_name (writer->path);
  g_autoptr (GError) failed = NULL;
  gint64             id = 0;
  gint64             n_tables = 0;

  /* Counting the tables reads the schema, so that a damaged first page shows here. */
  if (!till_db_query_int (writer, "PRAGMA application_id", &id, &failed) ||
      !till_db_query_int (writer, "SELECT count(*) FROM sqlite_schema", &n_tables, &failed))
    {
      if (failed != NULL)
        g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  if (schema->application_id != 0 && (guint32) id != schema->application_id)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
                   _ ("“%s” belongs to another program or is damaged. Choose a practice file, or "
                      "restore the last good backup."),
                   name);
      return FALSE;
    }

  if (sqlite3_db_readonly (writer->handle, "main") == 1)
    {
      till_db_set_error (error, NULL, SQLITE_READONLY, writer->path);
      return FALSE;
    }

  return TRUE;
}

TillDbConnection *
till_db_open_writer (const char         *path,
                     const TillDbSchema *schema,
                     gboolean           *was_clean,
                     GError            **error)
{
  TillDbConnection *writer;
  GStatBuf          status;

  if (!refuse_shared (path, error))
    return NULL;

  if (g_stat (path, &status) == 0)
    {
      if (!looks_whole (path, &status, error))
        return NULL;
    }
  else if (errno != ENOENT)
    {
      till_db_set_system_error (error, errno, path);
      return NULL;
    }
  else if (!create (path, schema, error))
    {
      return NULL;
    }

  *was_clean = wal_size (path) == 0;

  writer = till_db_connection_open_writer (path, error);
  if (writer == NULL)
    return NULL;

  if (is_ours (writer, schema, error) && (!*was_clean || has_whole_pages (writer, error)) &&
      till_db_migrate (writer, schema, error))
    return writer;

  till_db_connection_close (writer);

  return NULL;
}
