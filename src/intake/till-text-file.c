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
    N_ ("This is a PDF. Ask the bank’s site for the statement as OFX, QFX or CSV instead.") },
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
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The file is empty: there is nothing in it to import."));
  else if (size > TILL_TEXT_FILE_MOST_BYTES)
    g_set_error_literal (
      error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
      _ ("The file has more than 10 MB. Ask for fewer days at a time, and import one file after "
         "the other."));
  else
    {
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

  return FALSE;
}

/* Of text in UTF-16 most letters have a byte that is zero: the second or the first of the two. */
static const char *
guess_wide (const char *data, gsize size)
{
  gsize n[2] = { 0, 0 };
  gsize length = MIN (size, HEAD_BYTES) & ~(gsize) 1;

  if (size % 2 != 0)
    return NULL;
  for (gsize i = 0; i < length; i++)
    n[i % 2] += data[i] == '\0' ? 1 : 0;
  if (n[1] > length / 4 && n[0] == 0)
    return "UTF-16LE";

  return n[0] > length / 4 && n[1] == 0 ? "UTF-16BE" : NULL;
}

/* The name of the letters, and how long the mark before them is. */
static const char *
find_letters (const char *data, gsize size, gsize *mark)
{
  const char *wide = guess_wide (data, size);

  *mark = 0;
  if (begins_with (data, size, "\xef\xbb\xbf", 3))
    {
      *mark = 3;
      return "UTF-8";
    }
  if (begins_with (data, size, "\xff\xfe", 2) || begins_with (data, size, "\xfe\xff", 2))
    {
      *mark = 2;
      return data[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
    }
  if (wide != NULL)
    return wide;

  return g_utf8_validate_len (data, size, NULL) ? "UTF-8" : "WINDOWS-1252";
}

/* Characters that no text has. */
static gboolean
is_plain (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    {
      if (*at < 0x20 && strchr ("\t\n\r\f", *at) == NULL)
        return FALSE;
    }

  return TRUE;
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
  gsize            size;
  gsize            mark;
  gsize            n_written = 0;
  const char      *data;
  const char      *letters;
  g_autofree char *text = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (!check_kind (data, size, error))
    return NULL;

  letters = find_letters (data, size, &mark);
  text = g_convert (data + mark, (gssize) (size - mark), "UTF-8", letters, NULL, &n_written, NULL);
  if (text == NULL || strlen (text) != n_written || !is_plain (text))
    {
      g_set_error_literal (
        error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
        _ ("This is no file of text. Ask the bank’s site for the statement as OFX, QFX or CSV."));
      return NULL;
    }
  set_line_ends (text);

  return g_steal_pointer (&text);
}
