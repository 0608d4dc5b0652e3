/* till-db-file-windows.c: files as Windows has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <windows.h>

/* A new file in the user's own folders is private by what it inherits; elsewhere the folder
 * decides. */
gboolean
till_db_file_create_private (const char *path, GError **error)
{
  g_autofree gunichar2 *name = g_utf8_to_utf16 (path, -1, NULL, NULL, error);
  HANDLE                file;

  if (name == NULL)
    return FALSE;

  file = CreateFileW (name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_NEW,
                      FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE)
    {
      till_db_set_system_error (error, GetLastError () == ERROR_DISK_FULL ? ENOSPC : EACCES, path);
      return FALSE;
    }

  return CloseHandle (file);
}

gboolean
till_db_file_make_private_folder (const char *path, GError **error)
{
  if (g_mkdir (path, 0700) == 0 || errno == EEXIST)
    return TRUE;

  till_db_set_system_error (error, errno, path);

  return FALSE;
}

gboolean
till_db_file_can_write (const char *path)
{
  /* A folder's read-only attribute means nothing here; making the file tells. */
  return g_file_test (path, G_FILE_TEST_IS_DIR) || g_access (path, 2) == 0;
}

/* Neither magics nor types of mounts here. */
gboolean
till_db_file_type_is_shared (gint64 magic, const char *type)
{
  return FALSE;
}

gboolean
till_db_file_is_shared (const char *path)
{
  g_autofree gunichar2 *name = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  WCHAR                 volume[MAX_PATH + 1];

  if (name == NULL || !GetVolumePathNameW (name, volume, G_N_ELEMENTS (volume)))
    return g_str_has_prefix (path, "\\\\");

  return GetDriveTypeW (volume) == DRIVE_REMOTE;
}

static gboolean
synchronise (const gunichar2 *name)
{
  HANDLE   file = CreateFileW (name, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  gboolean synchronised;

  if (file == INVALID_HANDLE_VALUE)
    return FALSE;

  synchronised = FlushFileBuffers (file);
  CloseHandle (file);

  return synchronised;
}

gboolean
till_db_file_replace (const char *from, const char *to, GError **error)
{
  g_autofree gunichar2 *old_name = g_utf8_to_utf16 (from, -1, NULL, NULL, error);
  g_autofree gunichar2 *new_name = NULL;

  if (old_name == NULL)
    return FALSE;

  new_name = g_utf8_to_utf16 (to, -1, NULL, NULL, error);
  if (new_name == NULL)
    return FALSE;

  if (synchronise (old_name) &&
      MoveFileExW (old_name, new_name, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
    return TRUE;

  till_db_set_system_error (error, GetLastError () == ERROR_DISK_FULL ? ENOSPC : EACCES, to);

  return FALSE;
}

char *
till_db_file_resolve (const char *path)
{
  return g_canonicalize_filename (path, NULL);
}

gboolean
till_db_file_error_is_full (int number)
{
  return number == ENOSPC || number == EFBIG || number == ERROR_DISK_FULL ||
         number == ERROR_HANDLE_DISK_FULL;
}

gboolean
till_db_file_error_is_read_only (int number)
{
  return number == EACCES || number == EPERM || number == EROFS || number == ERROR_WRITE_PROTECT;
}
