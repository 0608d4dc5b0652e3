/* till-text-file.c: a file's bytes as text, whatever letters it was written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-text-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

/* How far the beginning is looked through for what it is. */
#define HEAD_BYTES 4096
#define BLOCK_BYTES 65536

typedef struct
{
  const char *mark;
  gsize       length;
  const char *words; /* marked with N_ */
} Kind;

/* What people take for a list that can be read. */
static const Kind kinds[] = {
  { "PK\3\4", 4,
    N_ ("This is a workbook or a packed file, no text. Open it and save it as CSV, then import "
        "that.") },
  { "\xd0\xcf\x11\xe0", 4,
    N_ ("This is a workbook, no text. Open it in Excel, save it as CSV, then import that.") },
  { "%PDF", 4,
    N_ ("This is a PDF, no list. Get it as CSV instead, a bank’s statement as CSV, OFX or QFX.") },
};

static gboolean
begins_with (const char *data, gsize size, const char *mark, gsize length)
{
  return size >= length && memcmp (data, mark, length) == 0;
}

static gboolean
check_kind (const char *data, gsize size, GError **error)
{
  if (size == 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("The file is empty: there is nothing in it to import."));
      return FALSE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (begins_with (data, size, kinds[i].mark, kinds[i].length))
        {
          g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ (kinds[i].words));
          return FALSE;
        }
    }

  return TRUE;
}

/* Of text in UTF-16 most letters have a byte that is zero: the second or the first of the two. */
static const char *
guess_wide (const char *data, gsize size)
{
  gsize n[2] = { 0, 0 };
  gsize length = MIN (size, HEAD_BYTES) & ~(gsize) 1;

  for (gsize i = 0; i < length; i++)
    n[i % 2] += data[i] == '\0' ? 1 : 0;
  if (n[1] > length / 4 && n[0] == 0)
    return "UTF-16LE";

  return n[0] > length / 4 && n[1] == 0 ? "UTF-16BE" : NULL;
}

/* What of a block is UTF-8; the rest is the beginning of a letter that goes on in the next. */
static gboolean
is_utf8_until (const char *block, gsize size, gsize *length)
{
  const char *end;

  if (g_utf8_validate_len (block, size, &end))
    {
      *length = size;
      return TRUE;
    }
  *length = (gsize) (end - block);

  return g_utf8_get_char_validated (end, (gssize) (size - *length)) == (gunichar) -2;
}

/* From the beginning to the end. */
static gboolean
look_through (GInputStream *raw, gboolean *is_utf8, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  gsize            n_left = 0;
  gssize           n_read;

  *is_utf8 = TRUE;
  while ((n_read = g_input_stream_read (raw, block + n_left, BLOCK_BYTES - n_left, NULL, error)) >
         0)
    {
      gsize size = n_left + (gsize) n_read;
      gsize length;

      if (!is_utf8_until (block, size, &length))
        {
          *is_utf8 = FALSE;
          return TRUE;
        }
      n_left = size - length;
      memmove (block, block + length, n_left);
    }
  *is_utf8 = n_left == 0;

  return n_read == 0;
}

static gboolean
go_to (GInputStream *raw, gsize place, GError **error)
{
  return g_seekable_seek (G_SEEKABLE (raw), (goffset) place, G_SEEK_SET, NULL, error);
}

/* The name of the letters, and how long the mark before them is. */
static const char *
find_letters (GInputStream *raw, const char *head, gsize size, gsize *mark, GError **error)
{
  const char *wide = guess_wide (head, size);
  gboolean    is_utf8;

  *mark = 0;
  if (begins_with (head, size, "\xef\xbb\xbf", 3))
    {
      *mark = 3;
      return "UTF-8";
    }
  if (begins_with (head, size, "\xff\xfe", 2) || begins_with (head, size, "\xfe\xff", 2))
    {
      *mark = 2;
      return head[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
    }
  if (wide != NULL)
    return wide;
  if (!go_to (raw, 0, error) || !look_through (raw, &is_utf8, error))
    return NULL;

  return is_utf8 ? "UTF-8" : "WINDOWS-1252";
}

gboolean
till_text_file_check_size (gsize n_bytes, GError **error)
{
  if (n_bytes > TILL_TEXT_FILE_MOST_BYTES)
    g_set_error_literal (
      error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
      _ ("The file has more than 10 MB. Ask for fewer days at a time, and import one file after "
         "the other."));

  return n_bytes <= TILL_TEXT_FILE_MOST_BYTES;
}

gboolean
till_text_file_is_plain (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] < 0x20 && (text[i] == '\0' || strchr ("\t\n\r\f", text[i]) == NULL))
        return FALSE;
    }

  return TRUE;
}

void
till_text_file_refuse (GError **error)
{
  g_set_error_literal (
    error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
    _ ("This is no file of text. Get the list as CSV, a bank’s statement as CSV, OFX or QFX."));
}

GInputStream *
till_text_file_open (GInputStream *raw, const char **letters, GError **error)
{
  char                          head[HEAD_BYTES];
  gsize                         size;
  gsize                         mark;
  const char                   *found;
  g_autoptr (GCharsetConverter) converter = NULL;

  g_return_val_if_fail (G_IS_SEEKABLE (raw), NULL);

  if (!g_input_stream_read_all (raw, head, sizeof head, &size, NULL, error) ||
      !check_kind (head, size, error))
    return NULL;
  found = find_letters (raw, head, size, &mark, error);
  if (found == NULL || !go_to (raw, mark, error))
    return NULL;

  /* Of one with a mark it is still to be seen whether it is what the mark says. */
  converter = g_charset_converter_new ("UTF-8", found, error);
  if (letters != NULL)
    *letters = found;

  return converter != NULL ? g_converter_input_stream_new (raw, G_CONVERTER (converter)) : NULL;
}

/* In place; a text's length never grows by it. */
static void
set_line_ends (char *text)
{
  char *to = text;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\r' && at[1] == '\n')
        continue;
      if (*at == '\r')
        *to++ = '\n';
      else
        *to++ = *at;
    }
  *to = '\0';
}

char *
till_text_file_read (GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream)  raw = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream)  text = NULL;
  g_autoptr (GOutputStream) all = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream      *whole = G_MEMORY_OUTPUT_STREAM (all);
  char                     *read;

  if (!till_text_file_check_size (g_bytes_get_size (bytes), error))
    return NULL;
  text = till_text_file_open (raw, NULL, error);
  if (text == NULL)
    return NULL;

  if (g_output_stream_splice (all, text, G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL) < 0 ||
      !till_text_file_is_plain (g_memory_output_stream_get_data (whole),
                                g_memory_output_stream_get_data_size (whole)))
    {
      till_text_file_refuse (error);
      return NULL;
    }
  if (!g_output_stream_write_all (all, "", 1, NULL, NULL, error) ||
      !g_output_stream_close (all, NULL, error))
    return NULL;
  read = g_memory_output_stream_steal_data (whole);
  set_line_ends (read);

  return read;
}
