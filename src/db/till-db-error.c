/* till-db-error.c: SQLite's and the system's refusals as sentences for the user
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

static void
set_full (GError **error, const char *name)
{
  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_FULL,
               _ ("The disk that holds “%s” is full. Nothing was changed; make room on the disk "
                  "and try again."),
               name);
}

static void
set_read_only (GError **error, const char *name)
{
  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_READ_ONLY,
               _ ("“%s” can’t be written. Check that the file and its folder belong to you and are "
                  "not write-protected."),
               name);
}

/* The engine's report may have a line above its finding that says nothing here. */
void
till_db_set_broken (GError **error, const char *path, const char *finding)
{
  g_autofree char *name = g_filename_display_name (path);
  const char      *above = strrchr (finding, '\n');

  g_set_error (
    error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
    _ ("“%s” is damaged (%s). Leave the file as it is and restore the last good backup."), name,
    above != NULL ? above + 1 : finding);
}

static void
set_in_trouble (GError **error, const char *name, const char *detail)
{
  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
               _ ("“%s” can’t be read or written: %s. Check the disk and its connection and try "
                  "again."),
               name, detail);
}

static void
set_no_folder (GError **error, const char *folder)
{
  g_autofree char *name = g_filename_display_name (folder);

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
               _ ("There is no folder “%s”. Make it, or connect the disk it is on, and try again."),
               name);
}

void
till_db_set_system_error (GError **error, int number, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    set_no_folder (error, folder);
  else if (till_db_file_error_is_full (number))
    set_full (error, name);
  else if (till_db_file_error_is_read_only (number))
    set_read_only (error, name);
  else
    set_in_trouble (error, name, g_strerror (number));
}

/* What the system said last about one of the connection's files. */
static int
ask_file (sqlite3 *handle, int which)
{
  sqlite3_file *file = NULL;
  int           number = 0;

  if (sqlite3_file_control (handle, "main", which, &file) == SQLITE_OK && file != NULL &&
      file->pMethods != NULL)
    file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &number);

  return number;
}

/* The connection itself forgets it when it is the commit that fails. */
static int
last_errno (sqlite3 *handle, int code)
{
  int number = sqlite3_system_errno (handle);

  if (number == 0 && (code & 0xff) == SQLITE_IOERR)
    number = ask_file (handle, SQLITE_FCNTL_JOURNAL_POINTER);
  if (number == 0 && (code & 0xff) == SQLITE_IOERR)
    number = ask_file (handle, SQLITE_FCNTL_FILE_POINTER);

  return number;
}

/* A file that can't be opened or an I/O error: the system knows why. */
static void
set_outer_error (GError **error, sqlite3 *handle, int code, const char *path)
{
  int              number = handle != NULL ? last_errno (handle, code) : 0;
  g_autofree char *name = g_filename_display_name (path);

  if (number != 0)
    till_db_set_system_error (error, number, path);
  else if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS)
    till_db_set_broken (error, path, sqlite3_errstr (code));
  else
    set_in_trouble (error, name, sqlite3_errstr (code));
}

void
till_db_set_error (GError **error, sqlite3 *handle, int code, const char *path)
{
  const char      *detail = handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code);
  g_autofree char *name = g_filename_display_name (path);

  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("The search was cancelled."));
      break;

    case SQLITE_FULL:
      set_full (error, name);
      break;

    case SQLITE_READONLY:
      set_read_only (error, name);
      break;

    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      till_db_set_broken (error, path, detail);
      break;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
                   _ ("Another program is using “%s”. Close it and try again."), name);
      break;

    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      set_outer_error (error, handle, code, path);
      break;

    default:
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
                   _ ("“%s” refused what it was asked: %s. Nothing was changed."), name, detail);
      break;
    }
}
