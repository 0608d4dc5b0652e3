/* till-practice-target.c: the practice's own files are not written over, nor taken for another's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "flow/till-backup.h"

static char *
dup_file_id (const char *path)
{
  g_autoptr (GFile)     file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL ? g_strdup (g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILE))
                      : NULL;
}

/* By another name too. */
static gboolean
is_same_file (const char *own, const char *path, const char *id)
{
  g_autofree char *other = dup_file_id (own);

  return g_str_equal (own, path) || (id != NULL && g_strcmp0 (id, other) == 0);
}

static gboolean
is_copy (TillPractice *self, const char *path, const char *id)
{
  g_autofree char *folder = till_backup_dup_folder (self->path);
  g_autoptr (GDir) copies = g_dir_open (folder, 0, NULL);
  const char      *name;
  gboolean         found = FALSE;

  while (copies != NULL && !found && (name = g_dir_read_name (copies)) != NULL)
    {
      g_autofree char *copy = g_build_filename (folder, name, NULL);

      found = is_same_file (copy, path, id);
    }

  return found;
}

static gboolean
is_own (TillPractice *self, const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal", ".lock", ".head" };
  g_autofree char         *id = dup_file_id (path);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *own = g_strconcat (self->path, ends[i], NULL);

      if (is_same_file (own, path, id))
        return TRUE;
    }

  return is_copy (self, path, id);
}

gboolean
till_practice_check_target (TillPractice *self, const char *path, GError **error)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self) && path != NULL, FALSE);

  if (!is_own (self, path))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("“%s” belongs to the practice. Choose another name."), path);

  return FALSE;
}

gboolean
till_practice_check_source (TillPractice *self, const char *path, GError **error)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self) && path != NULL, FALSE);

  if (!is_own (self, path))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("“%s” is the practice itself, or belongs to it: there is nothing to import from "
                  "it. Choose the file that your other program has exported."),
               path);

  return FALSE;
}
