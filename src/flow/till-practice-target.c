/* till-practice-target.c: the practice's own files are not written over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

static char *
dup_file_id (const char *path)
{
  g_autoptr (GFile)     file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL ? g_strdup (g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILE))
                      : NULL;
}

gboolean
till_practice_check_target (TillPractice *self, const char *path, GError **error)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal", ".lock", ".head" };
  g_autofree char         *id = NULL;

  g_return_val_if_fail (TILL_IS_PRACTICE (self) && path != NULL, FALSE);

  id = dup_file_id (path);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *own = g_strconcat (self->path, ends[i], NULL);
      g_autofree char *other = dup_file_id (own);

      if (!g_str_equal (own, path) && (id == NULL || g_strcmp0 (id, other) != 0))
        continue;
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("“%s” belongs to the practice. Choose another name."), path);
      return FALSE;
    }

  return TRUE;
}
