/* till-csv-file.c: rows of cells, as spreadsheets, banks and other programs write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-csv-file.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "intake/till-text-file.h"

/* What the separator is tried on. */
#define ROWS_TRIED 60

static const char separators[] = { ',', ';', '\t', '|' };

typedef struct
{
  GPtrArray *rows;
  GPtrArray *cells; /* of the row that is being read */
  guint      begun; /* the line it began on */
  gboolean   ended; /* a row, on the line that was fed last */
} Reading;

static void
row_free (gpointer data)
{
  TillCsvRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

void
till_csv_file_free (TillCsvFile *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* ── What libcsv tells ───────────────────────────────────────────────────────────────────────── */

static void
cell_cb (void *text, size_t length, void *user_data)
{
  Reading *reading = user_data;

  g_ptr_array_add (reading->cells, g_strstrip (g_strndup (text, length)));
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
  Reading    *reading = user_data;
  TillCsvRow *row;

  reading->ended = TRUE;
  if (is_empty (reading->cells))
    {
      g_ptr_array_set_size (reading->cells, 0);
      return;
    }

  row = g_new0 (TillCsvRow, 1);
  row->line = reading->begun;
  row->n_cells = reading->cells->len;
  g_ptr_array_add (reading->cells, NULL);
  row->cells = (GStrv) g_ptr_array_steal (reading->cells, NULL);
  g_ptr_array_add (reading->rows, row);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

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
  return strspn (line, " \t") >= length;
}

/* Where it began to be quoted when the end came first; 0: nowhere. */
static guint
feed (struct csv_parser *parser, const char *text, guint first_line, guint most, Reading *reading)
{
  gboolean between = TRUE;
  guint    line = first_line;

  for (const char *at = text; *at != '\0' && reading->rows->len < most; line++)
    {
      gsize length = strcspn (at, "\n");
      gsize whole = length + (at[length] == '\n' ? 1 : 0);

      if (between)
        reading->begun = line;
      reading->ended = FALSE;
      if (!between || !is_blank_line (at, length))
        {
          csv_parse (parser, at, whole, cell_cb, row_cb, reading);
          between = reading->ended;
        }
      at += whole;
    }
  if (reading->rows->len >= most)
    return 0;

  /* Signs of quotation within a cell pass; one that is open at the end does not. */
  csv_set_opts (parser, CSV_STRICT | CSV_STRICT_FINI);

  return csv_fini (parser, cell_cb, row_cb, reading) == 0 ? 0 : reading->begun;
}

static GPtrArray *
read_rows (const char *text, char separator, guint first_line, guint most, guint *open)
{
  struct csv_parser     parser;
  GPtrArray            *rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Reading               reading = { rows, cells, first_line, FALSE };

  csv_init (&parser, 0);
  csv_set_delim (&parser, (unsigned char) separator);
  csv_set_space_func (&parser, is_blank);
  *open = feed (&parser, text, first_line, most, &reading);
  csv_free (&parser);

  return rows;
}

/* ── The separator ───────────────────────────────────────────────────────────────────────────── */

/* How many rows have the number of cells that most have, and that number. */
static guint
count_alike (GPtrArray *rows, guint *n_cells)
{
  guint counts[TILL_CSV_MOST_COLUMNS + 1] = { 0 };
  guint best = 0;

  for (guint i = 0; i < rows->len; i++)
    counts[MIN (((TillCsvRow *) rows->pdata[i])->n_cells, TILL_CSV_MOST_COLUMNS)]++;
  for (guint n = 2; n <= TILL_CSV_MOST_COLUMNS; n++)
    {
      if (counts[n] >= counts[best] && counts[n] > 0)
        best = n;
    }
  *n_cells = best;

  return best > 0 ? counts[best] : 0;
}

static char
guess_separator (const char *text)
{
  char  best = ',';
  guint best_alike = 0;
  guint best_cells = 0;

  for (gsize i = 0; i < sizeof separators; i++)
    {
      guint                 open;
      guint                 n_cells;
      g_autoptr (GPtrArray) rows = read_rows (text, separators[i], 1, ROWS_TRIED, &open);
      guint                 alike = count_alike (rows, &n_cells);

      if (open == 0 && alike > 0 &&
          (alike > best_alike || (alike == best_alike && n_cells > best_cells)))
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
take_told_separator (const char **text, char *separator)
{
  const char *at = *text;

  if (g_ascii_strncasecmp (at, "sep=", 4) != 0 || at[4] == '\0' || (at[5] != '\n' && at[5] != '\0'))
    return FALSE;
  *separator = at[4];
  *text = at + (at[5] == '\n' ? 6 : 5);

  return TRUE;
}

/* ── All ─────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_rows (GPtrArray *rows, guint open, GError **error)
{
  if (open > 0)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("In line %u a quotation mark is opened and never closed: the file is cut off, "
                    "or is no CSV. Get it anew."),
                 open);
  else if (rows->len == 0)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The file is empty: there is nothing in it to import."));
  else if (rows->len > TILL_CSV_MOST_ROWS)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("The file has more than %u lines. Ask for fewer days at a time, and import one "
                    "file after the other."),
                 (guint) TILL_CSV_MOST_ROWS);
  else
    {
      for (guint i = 0; i < rows->len; i++)
        {
          const TillCsvRow *row = rows->pdata[i];

          if (row->n_cells <= TILL_CSV_MOST_COLUMNS)
            continue;
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("Line %u has more than %u cells: this is no list."), row->line,
                       (guint) TILL_CSV_MOST_COLUMNS);
          return FALSE;
        }
      return TRUE;
    }

  return FALSE;
}

TillCsvFile *
till_csv_file_read (GBytes *bytes, GError **error)
{
  g_autofree char        *text = till_text_file_read (bytes, error);
  g_autoptr (TillCsvFile) self = NULL;
  const char             *at = text;
  guint                   open;
  gboolean                told;

  if (text == NULL)
    return NULL;

  self = g_new0 (TillCsvFile, 1);
  told = take_told_separator (&at, &self->separator);
  if (!told)
    self->separator = guess_separator (at);
  self->rows = read_rows (at, self->separator, told ? 2 : 1, TILL_CSV_MOST_ROWS + 1, &open);

  return check_rows (self->rows, open, error) ? g_steal_pointer (&self) : NULL;
}
