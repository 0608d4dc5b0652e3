/* till-book-import-file.c: another program's file, opened: no practice of ours, and not known yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-book-import-private.h"
#include "store/till-store-books.h"

#define CHUNK (64 * 1024)

static GInputStream *
open_file (TillBookPass *self, GError **error)
{
  TillBookImport       *import = self->import;
  g_autoptr (GFile)     file = g_file_new_for_path (import->path);
  g_autoptr (GError)    problem = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, &problem);
  GFileInputStream     *raw = NULL;

  if (!till_practice_check_source (import->practice, import->path, error))
    return NULL;
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is no file that can be read. Choose the exported file itself."),
                 import->file_name);
  else if (info == NULL || (raw = g_file_read (file, NULL, &problem)) == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("“%s” can’t be read: %s"),
                 import->file_name, problem->message);

  return raw != NULL ? G_INPUT_STREAM (raw) : NULL;
}

/* Of all of it, which is what is kept; then it stands at its beginning again. */
static char *
digest (TillBookPass *self, GInputStream *raw, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar    *chunk = g_malloc (CHUNK);
  gssize                n;

  while ((n = g_input_stream_read (raw, chunk, CHUNK, self->cancellable, error)) > 0)
    {
      g_checksum_update (sum, chunk, n);
      if (self->keeper != NULL && !till_book_keeper_take (self->keeper, chunk, (gsize) n, error))
        return NULL;
    }
  if (n < 0 || (self->keeper != NULL && !till_book_keeper_end (self->keeper, error)) ||
      !g_seekable_seek (G_SEEKABLE (raw), 0, G_SEEK_SET, self->cancellable, error))
    return NULL;

  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
check_known_job (TillDbConnection *reader, gpointer data, GError **error)
{
  TillBookPass            *self = data;
  TillPractice            *practice = self->import->practice;
  g_autoptr (TillBookFile) known = NULL;
  g_autofree char         *when = NULL;

  if (!till_store_find_book_file (reader, self->sha256, &known, error))
    return FALSE;
  if (known == NULL)
    return TRUE;

  when = till_instant_format (known->imported_at, practice->zone);
  g_set_error (error, TILL_ERROR, TILL_ERROR_EXISTS,
               _ ("This file was already imported on %s by %s. Nothing was changed."), when,
               known->imported_by);

  return FALSE;
}

GInputStream *
till_book_pass_open (TillBookPass *self, GError **error)
{
  g_autoptr (GInputStream) raw = open_file (self, error);

  if (raw == NULL || (self->sha256 = digest (self, raw, error)) == NULL ||
      !till_db_read (self->import->practice->db, check_known_job, self, error))
    return NULL;

  return g_steal_pointer (&raw);
}
