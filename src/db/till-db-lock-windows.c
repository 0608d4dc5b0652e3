/* till-db-lock-windows.c: one process a practice file, by locks that end with the process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As in till-db-lock-unix.c. Locks bind here, so the two bytes lie where no content ever is.
 */
#include "db/till-db-lock.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <windows.h>

#include "core/till-error.h"
#include "db/till-db-private.h"

#define HELD_BYTE (1 << 30)
#define ADDRESS_BYTE (HELD_BYTE + 1)
#define LONGEST_ADDRESS 1024

struct _TillDbLock
{
  char  *path;
  HANDLE file;
};

static gboolean
lock_byte (HANDLE file, DWORD byte, DWORD flags)
{
  OVERLAPPED place = { .Offset = byte };

  return LockFileEx (file, LOCKFILE_EXCLUSIVE_LOCK | flags, 0, 1, 0, &place);
}

static gboolean
is_locked_by_another (HANDLE file, DWORD byte)
{
  OVERLAPPED place = { .Offset = byte };

  /* There is no asking: it is tried. The holder waits the instant that takes. */
  if (!lock_byte (file, byte, LOCKFILE_FAIL_IMMEDIATELY))
    return TRUE;

  UnlockFileEx (file, 0, 1, 0, &place);

  return FALSE;
}

static char *
read_address (HANDLE file)
{
  char       address[LONGEST_ADDRESS + 1];
  DWORD      length = 0;
  OVERLAPPED beginning = { 0 };

  if (!is_locked_by_another (file, ADDRESS_BYTE) ||
      !ReadFile (file, address, LONGEST_ADDRESS, &length, &beginning) || length == 0)
    return NULL;
  address[length] = '\0';

  return g_strdup (address);
}

static gboolean
empty (HANDLE file)
{
  LARGE_INTEGER beginning = { 0 };

  return SetFilePointerEx (file, beginning, NULL, FILE_BEGIN) && SetEndOfFile (file);
}

static HANDLE
open_file (const char *path)
{
  g_autofree gunichar2 *name = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);

  if (name == NULL)
    return INVALID_HANDLE_VALUE;

  return CreateFileW (name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                      OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
}

TillDbLock *
till_db_lock_take (const char *path, char **holder_address, GError **error)
{
  g_autofree char       *resolved = NULL;
  g_autofree char       *display_name = NULL;
  g_autoptr (TillDbLock) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (holder_address != NULL)
    *holder_address = NULL;

  resolved = till_db_file_resolve (path);
  self = g_new0 (TillDbLock, 1);
  self->path = g_strconcat (resolved, ".lock", NULL);
  self->file = open_file (self->path);
  if (self->file == INVALID_HANDLE_VALUE)
    {
      till_db_set_system_error (error, EACCES, resolved);
      return NULL;
    }

  if (lock_byte (self->file, HELD_BYTE, LOCKFILE_FAIL_IMMEDIATELY))
    {
      if (empty (self->file))
        return g_steal_pointer (&self);
      till_db_set_system_error (error, EACCES, resolved);
      return NULL;
    }

  if (holder_address != NULL)
    *holder_address = read_address (self->file);
  display_name = g_filename_display_name (path);
  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE,
               _ ("“%s” is open in another Till. Use that one, or close it first."), display_name);

  return NULL;
}

gboolean
till_db_lock_set_address (TillDbLock *self, const char *address, GError **error)
{
  DWORD      written = 0;
  OVERLAPPED beginning = { 0 };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (strlen (address) <= LONGEST_ADDRESS, FALSE);

  if (empty (self->file) &&
      WriteFile (self->file, address, (DWORD) strlen (address), &written, &beginning) &&
      written == strlen (address) && lock_byte (self->file, ADDRESS_BYTE, 0))
    return TRUE;

  till_db_set_system_error (error, GetLastError () == ERROR_DISK_FULL ? ENOSPC : EACCES,
                            self->path);

  return FALSE;
}

void
till_db_lock_free (TillDbLock *self)
{
  if (self == NULL)
    return;

  if (self->file != INVALID_HANDLE_VALUE)
    CloseHandle (self->file);
  g_free (self->path);
  g_free (self);
}
