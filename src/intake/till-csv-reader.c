/* till-csv-reader.c: rows of cells, one after another, as spreadsheets and other programs write
 * them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-csv-reader.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "intake/till-text-file.h"

/* What the separator is tried on. */
#define ROWS_TRIED 60

#define BLOCK_BYTES 65536
#define MOST_LINE_BYTES (1024 * 1024)

static const char separators[] = { ',', ';', '\t', '|' };

struct _TillCsvReader
{
  /* Owned */
  GInputStream *text;
  GByteArray   *buffer; /* from @at on: what has been read and not been fed yet */
  GPtrArray    *cells;  /* of the row that is being read */
  TillCsvRow   *row;    /* ended, and not given yet */

  struct csv_parser parser;
  gsize             at;
  guint             line;    /* that is fed next, from 1 */
  guint             begun;   /* the line the row began on */
  gboolean          between; /* two rows */
  gboolean          ended;   /* a row, with what was fed last */
  gboolean          is_over; /* the text */
  gboolean          is_done; /* so are the rows */
  char              separator;
  const char       *letters; /* static */
};

void
till_csv_row_free (TillCsvRow *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->cells);
  g_free (self);
}

/* ── What libcsv tells ───────────────────────────────────────────────────────────────────────── */

static void
cell_cb (void *text, size_t length, void *user_data)
{
  TillCsvReader *self = user_data;

  g_ptr_array_add (self->cells, g_strstrip (g_strndup (text, length)));
}

static gboolean
is_empty (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      if (*(const char *) cells->pdata[i] != '\0')
        return FALSE;
    }

  return TRUE;
}

static void
row_cb (int end, void *user_data)
{
  TillCsvReader *self = user_data;

  self->ended = TRUE;
  if (is_empty (self->cells))
    {
      g_ptr_array_set_size (self->cells, 0);
      return;
    }

  self->row = g_new0 (TillCsvRow, 1);
  self->row->line = self->begun;
  self->row->n_cells = self->cells->len;
  g_ptr_array_add (self->cells, NULL);
  self->row->cells = (GStrv) g_ptr_array_steal (self->cells, NULL);
}

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
fill (TillCsvReader *self, GError **error)
{
  g_autoptr (GError) unread = NULL;
  gsize              size;
  gsize              n_read = 0;
  gboolean           whole;

  g_byte_array_remove_range (self->buffer, 0, (guint) self->at);
  self->at = 0;
  size = self->buffer->len;
  g_byte_array_set_size (self->buffer, (guint) size + BLOCK_BYTES);
  whole = g_input_stream_read_all (self->text, self->buffer->data + size, BLOCK_BYTES, &n_read,
                                   NULL, &unread);
  g_byte_array_set_size (self->buffer, (guint) (size + n_read));
  self->is_over = n_read < BLOCK_BYTES;
  if (whole)
    return TRUE;

  if (g_error_matches (unread, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
      g_error_matches (unread, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    till_text_file_refuse (error);
  else
    g_propagate_error (error, g_steal_pointer (&unread));

  return FALSE;
}

/* How long the next line is; -1 as long as its end is not there. A return at the end of what has
 * been read may be half of a line's end. */
static gssize
find_end (TillCsvReader *self)
{
  const char *data = (const char *) self->buffer->data + self->at;
  gsize       size = self->buffer->len - self->at;
  gsize       length = 0;

  while (length < size && data[length] != '\n' && data[length] != '\r')
    length++;
  if (length == size || (data[length] == '\r' && length + 1 == size))
    return self->is_over ? (gssize) length : -1;

  return (gssize) length;
}

static gboolean
find_line (TillCsvReader *self, gsize *length, GError **error)
{
  gssize found;

  while ((found = find_end (self)) < 0)
    {
      if (self->buffer->len - self->at > MOST_LINE_BYTES)
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("Line %u is longer than a line of a list can be."), self->line);
          return FALSE;
        }
      if (!fill (self, error))
        return FALSE;
    }
  *length = (gsize) found;
  if (till_text_file_is_plain ((const char *) self->buffer->data + self->at, *length))
    return TRUE;

  till_text_file_refuse (error);

  return FALSE;
}

/* Past the line and its end; whether it had one. */
static gboolean
pass_line (TillCsvReader *self, gsize length)
{
  const char *data = (const char *) self->buffer->data;
  gsize       end = self->at + length;

  self->line++;
  if (end >= self->buffer->len)
    {
      self->at = end;
      return FALSE;
    }
  self->at =
    end + (data[end] == '\r' && end + 1 < self->buffer->len && data[end + 1] == '\n' ? 2 : 1);

  return TRUE;
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

/* libcsv takes blanks from the ends of cells; a tab must not be one where it stands between them.
 */
static int
is_blank (unsigned char character)
{
  return character == ' ';
}

static gboolean
is_blank_line (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (line[i] != ' ' && line[i] != '\t')
        return FALSE;
    }

  return TRUE;
}

static void
feed_line (TillCsvReader *self, gsize length)
{
  const char *line = (const char *) self->buffer->data + self->at;
  gboolean    is_blank_between = self->between && is_blank_line (line, length);

  if (self->between)
    self->begun = self->line;
  self->ended = FALSE;
  if (!is_blank_between)
    csv_parse (&self->parser, line, length, cell_cb, row_cb, self);
  if (pass_line (self, length) && !is_blank_between)
    csv_parse (&self->parser, "\n", 1, cell_cb, row_cb, self);
  if (!is_blank_between)
    self->between = self->ended;
}

/* Signs of quotation within a cell pass; one that is open at the end does not. */
static gboolean
finish (TillCsvReader *self, GError **error)
{
  self->is_done = TRUE;
  csv_set_opts (&self->parser, CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini (&self->parser, cell_cb, row_cb, self) == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("In line %u a quotation mark is opened and never closed: the file is cut off, "
                  "or is no CSV. Get it anew."),
               self->begun);

  return FALSE;
}

static gboolean
check_row (const TillCsvRow *row, GError **error)
{
  if (row == NULL || row->n_cells <= TILL_CSV_MOST_COLUMNS)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("Line %u has more than %u cells: this is no list."), row->line,
               (guint) TILL_CSV_MOST_COLUMNS);

  return FALSE;
}

gboolean
till_csv_reader_next (TillCsvReader *self, TillCsvRow **row, GError **error)
{
  *row = NULL;
  while (self->row == NULL && !self->is_done)
    {
      gsize length;

      if (!find_line (self, &length, error))
        return FALSE;
      if (self->is_over && self->at == self->buffer->len)
        {
          if (!finish (self, error))
            return FALSE;
        }
      else
        feed_line (self, length);
    }
  if (!check_row (self->row, error))
    return FALSE;
  *row = g_steal_pointer (&self->row);

  return TRUE;
}

/* ── The separator ───────────────────────────────────────────────────────────────────────────── */

static TillCsvReader *
new_over (GInputStream *text, char separator)
{
  TillCsvReader *self = g_new0 (TillCsvReader, 1);

  self->text = g_object_ref (text);
  self->buffer = g_byte_array_sized_new (BLOCK_BYTES);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->line = 1;
  self->between = TRUE;
  self->separator = separator;
  csv_init (&self->parser, 0);
  csv_set_delim (&self->parser, (unsigned char) separator);
  csv_set_space_func (&self->parser, is_blank);

  return self;
}

/* How many of the first rows have the number of cells that most have, and that number. */
static guint
count_alike (GBytes *head, char separator, guint *n_cells)
{
  g_autoptr (GInputStream)  text = g_memory_input_stream_new_from_bytes (head);
  g_autoptr (TillCsvReader) reader = new_over (text, separator);
  guint                     counts[TILL_CSV_MOST_COLUMNS + 1] = { 0 };
  guint                     best = 0;

  for (guint i = 0; i < ROWS_TRIED; i++)
    {
      g_autoptr (TillCsvRow) row = NULL;

      /* The head may end within quotation marks; the rows before count. */
      if (!till_csv_reader_next (reader, &row, NULL) || row == NULL)
        break;
      counts[row->n_cells]++;
    }
  for (guint n = 2; n <= TILL_CSV_MOST_COLUMNS; n++)
    {
      if (counts[n] >= counts[best] && counts[n] > 0)
        best = n;
    }
  *n_cells = best;

  return best > 0 ? counts[best] : 0;
}

static char
guess_separator (GBytes *head)
{
  char  best = ',';
  guint best_alike = 0;
  guint best_cells = 0;

  for (gsize i = 0; i < sizeof separators; i++)
    {
      guint n_cells;
      guint alike = count_alike (head, separators[i], &n_cells);

      if (alike > 0 && (alike > best_alike || (alike == best_alike && n_cells > best_cells)))
        {
          best = separators[i];
          best_alike = alike;
          best_cells = n_cells;
        }
    }

  return best;
}

/* A first line by which spreadsheets are told; it is passed over. */
static gboolean
take_told_separator (TillCsvReader *self, GError **error)
{
  const char *line;
  gsize       length;

  if (!find_line (self, &length, error))
    return FALSE;
  line = (const char *) self->buffer->data + self->at;
  if (length == 5 && g_ascii_strncasecmp (line, "sep=", 4) == 0)
    {
      self->separator = line[4];
      pass_line (self, length);
    }

  return TRUE;
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

void
till_csv_reader_free (TillCsvReader *self)
{
  if (self == NULL)
    return;

  csv_free (&self->parser);
  g_ptr_array_unref (self->cells);
  g_byte_array_unref (self->buffer);
  till_csv_row_free (self->row);
  g_object_unref (self->text);
  g_free (self);
}

TillCsvReader *
till_csv_reader_new (GInputStream *raw, GError **error)
{
  const char               *letters;
  g_autoptr (GInputStream)  text = till_text_file_open (raw, &letters, error);
  g_autoptr (TillCsvReader) self = NULL;

  if (text == NULL)
    return NULL;

  self = new_over (text, '\0');
  self->letters = letters;
  if (!take_told_separator (self, error))
    return NULL;
  if (self->separator == '\0')
    {
      g_autoptr (GBytes) head =
        g_bytes_new (self->buffer->data + self->at, self->buffer->len - self->at);

      self->separator = guess_separator (head);
    }
  csv_set_delim (&self->parser, (unsigned char) self->separator);

  return g_steal_pointer (&self);
}

char
till_csv_reader_get_separator (TillCsvReader *self)
{
  return self->separator;
}

const char *
till_csv_reader_get_letters (TillCsvReader *self)
{
  return self->letters;
}
