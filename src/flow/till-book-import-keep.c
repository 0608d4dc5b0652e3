/* till-book-import-keep.c: the imported file itself, put into the practice as it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compressed, in pieces of a size that a commit has time for; no more than one of them is held.
 * They are of an import that nobody sees yet, and go with it if that breaks off.
 */
#include "flow/till-book-import-private.h"
#include "store/till-store-books.h"

#define PIECE (256 * 1024)

struct _TillBookKeeper
{
  TillBookRun *run;    /* borrowed */
  GConverter  *zipper; /* owned */
  GByteArray  *piece;  /* PIECE long */
  gsize        length; /* of what is in it */
  gint64       n;      /* of the piece */
  GBytes      *bytes;  /* of the commit under way */
};

TillBookKeeper *
till_book_keeper_new (TillBookRun *run)
{
  TillBookKeeper *self = g_new0 (TillBookKeeper, 1);

  self->run = run;
  self->zipper = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  self->piece = g_byte_array_sized_new (PIECE);
  g_byte_array_set_size (self->piece, PIECE);

  return self;
}

void
till_book_keeper_free (TillBookKeeper *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->zipper);
  g_byte_array_unref (self->piece);
  g_free (self);
}

static gboolean
keep_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookKeeper *self = data;

  return till_store_keep_book_piece (connection, self->run->file->id, self->n, self->bytes, error);
}

static gboolean
keep_piece (TillBookKeeper *self, GError **error)
{
  TillBookRun *run = self->run;
  gboolean     done;

  self->bytes = g_bytes_new (self->piece->data, self->length);
  done = !till_book_run_is_ending (run, error) &&
         !g_cancellable_set_error_if_cancelled (run->cancellable, error) &&
         till_practice_check_open (run->practice, error) &&
         till_db_write (run->practice->db, TILL_DB_BULK, keep_job, self, error);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->n++;
  self->length = 0;

  return done;
}

/* What comes out of the compressor when that goes in. */
static gboolean
convert (TillBookKeeper *self, const guchar *bytes, gsize length, gboolean is_end, GError **error)
{
  GConverterFlags  flags = is_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (length > 0 || (is_end && result != G_CONVERTER_FINISHED))
    {
      gsize n_read;
      gsize n_written;

      result = g_converter_convert (self->zipper, bytes, length, self->piece->data + self->length,
                                    PIECE - self->length, flags, &n_read, &n_written, error);
      if (result == G_CONVERTER_ERROR)
        return FALSE;
      bytes += n_read;
      length -= n_read;
      self->length += n_written;
      if (self->length == PIECE && !keep_piece (self, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_book_keeper_take (TillBookKeeper *self, const guchar *bytes, gsize length, GError **error)
{
  return convert (self, bytes, length, FALSE, error);
}

gboolean
till_book_keeper_end (TillBookKeeper *self, GError **error)
{
  static const guchar nothing[1] = { 0 };

  return convert (self, nothing, 0, TRUE, error) && (self->length == 0 || keep_piece (self, error));
}
