/* till-whole-file.c: a file that is there whole, or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-whole-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "core/till-error.h"

struct _TillWholeFile
{
  /* Owned */
  char *path;
  char *unfinished; /* what it is called until it is put in place; NULL: it is there */
  FILE *stream;     /* NULL: sealed */
};

static void
set_error (TillWholeFile *self, int number, GError **error)
{
  TillError code = TILL_ERROR_STORE;

  if (number == ENOSPC || number == EFBIG)
    code = TILL_ERROR_STORE_FULL;
  else if (number == EACCES || number == EPERM || number == EROFS)
    code = TILL_ERROR_STORE_READ_ONLY;

  if (code == TILL_ERROR_STORE_FULL)
    g_set_error (error, TILL_ERROR, (int) code,
                 _ ("There is no space left on the disk for “%s”. Make room, or choose another "
                    "place."),
                 self->path);
  else if (code == TILL_ERROR_STORE_READ_ONLY)
    g_set_error (error, TILL_ERROR, (int) code,
                 _ ("“%s” may not be written. Choose another folder."), self->path);
  else
    g_set_error (error, TILL_ERROR, (int) code, _ ("“%s” can’t be written: %s"), self->path,
                 g_strerror (number));
}

/* Renaming over a device or a folder would take it away. */
static gboolean
check_place (TillWholeFile *self, GError **error)
{
  if (g_file_test (self->path, G_FILE_TEST_EXISTS) &&
      !g_file_test (self->path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("“%s” is no file that can be written. Name a file."), self->path);
      return FALSE;
    }
  if (g_file_test (self->path, G_FILE_TEST_EXISTS) && g_access (self->path, 2) != 0)
    {
      set_error (self, errno, error);
      return FALSE;
    }

  return TRUE;
}

TillWholeFile *
till_whole_file_new (const char *path, GError **error)
{
  g_autoptr (TillWholeFile) self = NULL;
  g_autofree char          *name = NULL;
  int                       fd;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (TillWholeFile, 1);
  self->path = g_strdup (path);
  if (!check_place (self, error))
    return NULL;

  name = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp (name);
  if (fd < 0)
    {
      set_error (self, errno, error);
      return NULL;
    }
  self->unfinished = g_steal_pointer (&name);
  self->stream = fdopen (fd, "wb");
  if (self->stream == NULL)
    {
      set_error (self, errno, error);
      g_close (fd, NULL);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
till_whole_file_free (TillWholeFile *self)
{
  if (self == NULL)
    return;

  if (self->stream != NULL)
    fclose (self->stream);
  if (self->unfinished != NULL)
    g_unlink (self->unfinished);
  g_free (self->unfinished);
  g_free (self->path);
  g_free (self);
}

const char *
till_whole_file_get_path (TillWholeFile *self)
{
  return self->path;
}

gboolean
till_whole_file_write (TillWholeFile *self, const char *bytes, gsize length, GError **error)
{
  g_return_val_if_fail (self->stream != NULL, FALSE);

  if (fwrite (bytes, 1, length, self->stream) == length)
    return TRUE;

  set_error (self, errno, error);
  return FALSE;
}

gboolean
till_whole_file_seal (TillWholeFile *self, GError **error)
{
  FILE *stream = g_steal_pointer (&self->stream);
  int   number = 0;

  g_return_val_if_fail (stream != NULL, FALSE);

  if (fflush (stream) != 0 || g_fsync (fileno (stream)) != 0)
    number = errno;
  if (fclose (stream) != 0 && number == 0)
    number = errno;
  if (number == 0)
    return TRUE;

  set_error (self, number, error);
  return FALSE;
}

gboolean
till_whole_file_put_in_place (TillWholeFile *self, GError **error)
{
  g_return_val_if_fail (self->stream == NULL && self->unfinished != NULL, FALSE);

  if (g_rename (self->unfinished, self->path) == 0)
    {
      g_clear_pointer (&self->unfinished, g_free);
      return TRUE;
    }

  set_error (self, errno, error);
  return FALSE;
}
