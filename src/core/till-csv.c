/* till-csv.c: rows of cells as CSV (RFC 4180), safe to open in a spreadsheet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-csv.h"

#include <string.h>

#define BOM "\xef\xbb\xbf"
#define ROW_END "\r\n"

void
till_csv_begin (TillCsv *self, GString *text, gboolean bom)
{
  self->text = text;
  self->n_cells = 0;
  if (bom)
    g_string_append (text, BOM);
}

/* The four signs in their wide form are read as formulas by some. */
static gboolean
is_formula (const char *text)
{
  gunichar letter = g_utf8_get_char (text);

  if (letter == '\t' || letter == '\r' || letter == '\n')
    return TRUE;
  while (g_unichar_isspace (letter))
    {
      text = g_utf8_next_char (text);
      letter = g_utf8_get_char (text);
    }

  switch (letter)
    {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xff1d:
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Blanks at the ends are part of the cell, and some readers take them off unless it is quoted. */
static gboolean
needs_quotes (const char *text, gsize length)
{
  return length > 0 && (strpbrk (text, ",\"\r\n") != NULL || text[0] == ' ' || text[0] == '\t' ||
                        text[length - 1] == ' ' || text[length - 1] == '\t');
}

static void
append_quoted (GString *to, const char *before, const char *text)
{
  const char *quote;

  g_string_append_printf (to, "\"%s", before);
  while ((quote = strchr (text, '"')) != NULL)
    {
      g_string_append_len (to, text, quote - text);
      g_string_append (to, "\"\"");
      text = quote + 1;
    }
  g_string_append (to, text);
  g_string_append_c (to, '"');
}

static void
append_cell (TillCsv *self, const char *before, const char *text)
{
  gsize length = strlen (text);

  if (self->n_cells++ > 0)
    g_string_append_c (self->text, ',');
  if (needs_quotes (text, length))
    append_quoted (self->text, before, text);
  else
    {
      g_string_append (self->text, before);
      g_string_append_len (self->text, text, (gssize) length);
    }
}

void
till_csv_add_text (TillCsv *self, const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (text != NULL);

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  append_cell (self, is_formula (text) ? "'" : "", text);
}

void
till_csv_add_number (TillCsv *self, const char *number)
{
  g_return_if_fail (number != NULL);

  if (number[strspn (number, "0123456789.-")] == '\0')
    append_cell (self, "", number);
  else
    till_csv_add_text (self, number);
}

void
till_csv_end_row (TillCsv *self)
{
  gsize n = self->text->len;

  /* A row whose only cell is empty would be an empty line, which readers leave out. */
  if (self->n_cells == 1 && (n == 0 || self->text->str[n - 1] == '\n'))
    g_string_append (self->text, "\"\"");
  g_string_append (self->text, ROW_END);
  self->n_cells = 0;
}
