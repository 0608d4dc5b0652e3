/* till-db-lock-unix.c: one process a practice file, by locks that end with the process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two bytes far behind the content are locked, each by the open file, not by the process: the first
 * says "held", the second "the address in the file is the holder's". So an address that a killed
 * holder has left is never taken for the new one's.
 */
#include "db/till-db-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/till-error.h"
#include "db/till-db-private.h"

#define HELD_BYTE (1 << 30)
#define ADDRESS_BYTE (HELD_BYTE + 1)
#define LONGEST_ADDRESS 1024

struct _TillDbLock
{
  char *path; /* the lock file's */
  int   file;
};

static struct flock
lock_on (off_t byte)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

  return lock;
}

static gboolean
lock_byte (int file, off_t byte)
{
  struct flock lock = lock_on (byte);

  return fcntl (file, F_OFD_SETLK, &lock) == 0;
}

static gboolean
is_locked_by_another (int file, off_t byte)
{
  struct flock lock = lock_on (byte);

  return fcntl (file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static char *
read_address (int file)
{
  char    address[LONGEST_ADDRESS + 1];
  ssize_t length;

  if (!is_locked_by_another (file, ADDRESS_BYTE))
    return NULL;

  length = pread (file, address, LONGEST_ADDRESS, 0);
  if (length <= 0)
    return NULL;
  address[length] = '\0';

  return g_strdup (address);
}

static void
set_in_use (GError **error, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE,
               _ ("“%s” is open in another Till. Use that one, or close it first."), name);
}

TillDbLock *
till_db_lock_take (const char *path, char **holder_address, GError **error)
{
  g_autofree char       *resolved = NULL;
  g_autoptr (TillDbLock) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (holder_address != NULL)
    *holder_address = NULL;

  /* A link to the file is the same file; refusals name it, not what stands beside it. */
  resolved = till_db_file_resolve (path);
  self = g_new0 (TillDbLock, 1);
  self->path = g_strconcat (resolved, ".lock", NULL);
  self->file = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (self->file < 0)
    {
      till_db_set_system_error (error, errno, resolved);
      return NULL;
    }

  if (lock_byte (self->file, HELD_BYTE))
    {
      if (ftruncate (self->file, 0) == 0)
        return g_steal_pointer (&self);
      till_db_set_system_error (error, errno, resolved);
    }
  else if (errno == EAGAIN || errno == EACCES)
    {
      if (holder_address != NULL)
        *holder_address = read_address (self->file);
      set_in_use (error, path);
    }
  else
    {
      till_db_set_system_error (error, errno, resolved);
    }

  return NULL;
}

gboolean
till_db_lock_set_address (TillDbLock *self, const char *address, GError **error)
{
  gsize   length;
  ssize_t written;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (strlen (address) <= LONGEST_ADDRESS, FALSE);

  length = strlen (address);
  written = pwrite (self->file, address, length, 0);
  if (written >= 0 && (gsize) written < length)
    errno = ENOSPC;
  if (written != (ssize_t) length || ftruncate (self->file, (off_t) length) != 0 ||
      !lock_byte (self->file, ADDRESS_BYTE))
    {
      till_db_set_system_error (error, errno, self->path);
      return FALSE;
    }

  return TRUE;
}

void
till_db_lock_free (TillDbLock *self)
{
  if (self == NULL)
    return;

  /* The file stays: removing it would let two processes lock two files of one name. */
  if (self->file >= 0)
    close (self->file);
  g_free (self->path);
  g_free (self);
}
