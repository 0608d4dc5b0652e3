/* till-export-book-file.c: a file that was imported, taken out of the practice again as it was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-export-private.h"

#include <glib/gi18n-lib.h>

#include "store/till-store-books.h"

#define CHUNK (64 * 1024)

typedef struct
{
  TillBookFile  *about;
  GConverter    *unzipper;
  GChecksum     *sum;
  TillWholeFile *file; /* borrowed, while it is written */
  guchar        *chunk;
} FileJob;

static void
file_job_free (gpointer data)
{
  FileJob *job = data;

  till_book_file_free (job->about);
  g_object_unref (job->unzipper);
  g_checksum_free (job->sum);
  g_free (job->chunk);
  g_free (job);
}

/* ── The file ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
write_piece (FileJob *job, GBytes *piece, GConverterResult *result, GError **error)
{
  gsize         length;
  const guchar *at = g_bytes_get_data (piece, &length);

  while (length > 0)
    {
      gsize n_read;
      gsize n_written;

      *result = g_converter_convert (job->unzipper, at, length, job->chunk, CHUNK,
                                     G_CONVERTER_NO_FLAGS, &n_read, &n_written, error);
      if (*result == G_CONVERTER_ERROR)
        return FALSE;
      at += n_read;
      length -= n_read;
      g_checksum_update (job->sum, job->chunk, (gssize) n_written);
      if (!till_whole_file_write (job->file, (const char *) job->chunk, n_written, error))
        return FALSE;
      if (*result == G_CONVERTER_FINISHED)
        return TRUE;
    }

  return TRUE;
}

/* Just the bytes that were imported, or none. */
static gboolean
check_whole (FileJob *job, GConverterResult result, GError **error)
{
  if (result == G_CONVERTER_FINISHED &&
      g_str_equal (g_checksum_get_string (job->sum), job->about->sha256))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
               _ ("“%s” is not whole in the practice’s file any more: nothing was saved. A backup "
                  "of the practice may still have it."),
               job->about->file_name);

  return FALSE;
}

static gboolean
write_file (gpointer               data,
            const TillExportFacts *facts,
            TillDbConnection      *connection,
            TillWholeFile         *file,
            GError               **error)
{
  FileJob         *job = data;
  GConverterResult result = G_CONVERTER_CONVERTED;

  job->file = file;
  g_converter_reset (job->unzipper);
  g_checksum_reset (job->sum);
  for (gint64 n = 0; result != G_CONVERTER_FINISHED; n++)
    {
      g_autoptr (GBytes) piece = NULL;
      g_autoptr (GError) damage = NULL;

      if (!till_store_get_book_piece (connection, job->about->id, n, &piece, error))
        return FALSE;
      if (piece == NULL)
        break;
      if (write_piece (job, piece, &result, &damage))
        continue;
      /* What is no stream is told in our words. */
      if (damage->domain == G_IO_ERROR)
        break;
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }

  return check_whole (job, result, error);
}

/* ── The export ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
audit (gpointer data, const TillExportFacts *facts, TillDbConnection *connection, GError **error)
{
  return till_store_note_book_file_saved (connection, ((const FileJob *) data)->about, facts->actor,
                                          facts->at, error);
}

static char *
dup_file_name (gpointer data, const TillExportFacts *facts, const char *extension)
{
  return g_strdup (((const FileJob *) data)->about->file_name);
}

static guint
count_nothing (gpointer data)
{
  return 0;
}

static const TillExportKind file_kind = {
  .write_csv = write_file,
  .audit = audit,
  .dup_file_name = dup_file_name,
  .get_n_done = count_nothing,
  .get_n_rows = count_nothing,
  .free = file_job_free,
};

TillExport *
till_export_new_for_book_file (TillPractice *practice, gint64 import_id, GError **error)
{
  TillBookFile *about = NULL;
  FileJob      *job;

  g_return_val_if_fail (TILL_IS_PRACTICE (practice), NULL);

  if (!till_practice_check_open (practice, error) ||
      !till_store_get_book_file (till_db_get_reader (practice->db), import_id, &about, error))
    return NULL;
  if (about == NULL || !about->is_kept)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                           _ ("The file itself was not kept: an earlier version of Till has "
                              "imported it."));
      till_book_file_free (about);
      return NULL;
    }

  job = g_new0 (FileJob, 1);
  job->about = about;
  job->unzipper = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  job->sum = g_checksum_new (G_CHECKSUM_SHA256);
  job->chunk = g_malloc (CHUNK);

  return till_export_new_of_kind (practice, &file_kind, job, TILL_EXPORT_CSV, FALSE, error);
}
