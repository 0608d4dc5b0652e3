/* test-csv-reader.c: rows of any length of file, in any letters, with their lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-csv-reader.h"

#include <string.h>

#include "core/till-error.h"

/* As the reader takes it in. */
#define BLOCK_BYTES 65536

/* "1:a|b 3:c|d" */
static char *
read_all (const char *data, gsize size, GError **error)
{
  g_autoptr (GBytes)        bytes = g_bytes_new (data, size);
  g_autoptr (GInputStream)  raw = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (TillCsvReader) reader = till_csv_reader_new (raw, error);
  g_autoptr (GString)       all = g_string_new (NULL);

  while (reader != NULL)
    {
      g_autoptr (TillCsvRow) row = NULL;
      g_autofree char       *cells = NULL;

      if (!till_csv_reader_next (reader, &row, error))
        return NULL;
      if (row == NULL)
        return g_string_free (g_steal_pointer (&all), FALSE);
      g_assert_cmpuint (g_strv_length (row->cells), ==, row->n_cells);
      cells = g_strjoinv ("|", row->cells);
      g_string_append_printf (all, "%s%u:%s", all->len > 0 ? " " : "", row->line, cells);
    }

  return NULL;
}

/* ── Small files ─────────────────────────────────────────────────────────────────────────────── */

#define TEXT(literal) literal, sizeof literal - 1

static const struct
{
  const char *name;
  const char *data;
  gsize       size;
  const char *rows; /* or NULL: refused */
  const char *says;
} cases[] = {
  { "plain", TEXT ("a,b\n1,2\n"), "1:a|b 2:1|2" },
  { "no-end", TEXT ("a,b\n1,2"), "1:a|b 2:1|2" },
  { "returns", TEXT ("a,b\r1,2\r"), "1:a|b 2:1|2" },
  { "both-ends", TEXT ("a,b\r\n1,2\r\n"), "1:a|b 2:1|2" },
  { "both-ends-mixed", TEXT ("a,b\r\n1,2\n3,4\r5,6"), "1:a|b 2:1|2 3:3|4 4:5|6" },
  { "empty-rows", TEXT ("\n \na,b\n,\n\n1,2\n\n"), "3:a|b 6:1|2" },
  { "semicolon", TEXT ("a;b\n1,5;2\n"), "1:a|b 2:1,5|2" },
  { "tab", TEXT ("a\tb\n\t2\n"), "1:a|b 2:|2" },
  { "told", TEXT ("sep=|\na|b,c\n"), "2:a|b,c" },
  { "told-alone", TEXT ("sep=;"), "" },
  { "quoted", TEXT ("a,\"b, \"\"c\"\"\"\n1,2\n"), "1:a|b, \"c\" 2:1|2" },
  { "quoted-lines", TEXT ("a,\"b\r\nc\n\nd\"\n1,2\n"), "1:a|b\nc\n\nd 5:1|2" },
  { "blanks", TEXT (" a , b \n"), "1:a|b" },
  { "utf8", TEXT ("\xc3\xa9,b\n"), "1:é|b" },
  { "utf8-mark", TEXT ("\xef\xbb\xbf\xc3\xa9,b\n"), "1:é|b" },
  { "windows", TEXT ("\xe9,b\n"), "1:é|b" },
  { "utf16", TEXT ("\xff\xfe\xe9\0,\0b\0\n\0"), "1:é|b" },
  { "utf16-big", TEXT ("\xfe\xff\0\xe9\0,\0b\0\n"), "1:é|b" },
  { "utf16-no-mark",
    TEXT ("a\0,\0b\0\n\0"
          "1\0,\0"
          "2\0\n\0"),
    "1:a|b 2:1|2" },
  { "utf16-cut", TEXT ("\xff\xfe\xe9\0,\0b"), NULL, "no file of text" },
  { "mark-lies", TEXT ("\xef\xbb\xbfM\xfcller,b\n"), NULL, "no file of text" },
  { "empty", TEXT (""), NULL, "is empty" },
  { "open-quote", TEXT ("a,b\n1,\"2\n3,4\n"), NULL, "In line 2 a quotation mark" },
  { "zeros", TEXT ("a,b\n1,\0002\n"), NULL, "no file of text" },
  { "workbook", TEXT ("PK\3\4rest"), NULL, "workbook" },
  { "pdf", TEXT ("%PDF-1.7"), NULL, "PDF" },
};

static void
test_case (gconstpointer data)
{
  gsize              i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autofree char   *rows = read_all (cases[i].data, cases[i].size, &error);

  g_assert_cmpstr (rows, ==, cases[i].rows);
  if (cases[i].rows != NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, cases[i].says));
}

static void
test_too_wide (void)
{
  g_autofree char   *wide = g_strnfill (TILL_CSV_MOST_COLUMNS, ',');
  g_autofree char   *text = g_strconcat ("a,b\n", wide, "1\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_all (text, strlen (text), &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, "Line 2"));
}

static void
test_too_long_a_line (void)
{
  g_autofree char   *line = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char   *text = g_strconcat ("a,b\n", line, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_all (text, strlen (text), &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, "Line 2"));
}

/* ── What lies on the edge of a block ────────────────────────────────────────────────────────── */

static void
test_edges (void)
{
  static const char *const pieces[] = { "é,ü\r\n", "\"é\r\nü\",b\n", "a,b\r", "€,\"€\"\"€\"\n" };
  static const char *const rows[] = { "é|ü", "é\nü|b", "a|b", "€|€\"€" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      for (gsize before = 0; before <= strlen (pieces[i]) + 2; before++)
        {
          g_autoptr (GString) text = g_string_new ("x,y\n");
          g_autoptr (GError)  error = NULL;
          g_autofree char    *all = NULL;
          g_autofree char    *wanted = NULL;
          gsize               n_filling = BLOCK_BYTES - before - text->len - strlen (",\n");

          for (gsize n = 0; n < n_filling; n++)
            g_string_append_c (text, 'f');
          g_string_append_printf (text, ",\n%s1,2", pieces[i]);
          all = read_all (text->str, text->len, &error);
          g_assert_no_error (error);
          wanted = g_strdup_printf (" 3:%s %u:1|2", rows[i], strstr (rows[i], "\n") ? 5U : 4U);
          g_assert_true (g_str_has_suffix (all, wanted));
        }
    }
}

/* ── A long one ──────────────────────────────────────────────────────────────────────────────── */

#define N_ROWS 60000

/* A letter of Windows in the very last row: all before it would pass for UTF-8. */
static void
test_long (void)
{
  g_autoptr (GString)       text = g_string_new ("name;amount\r\n");
  g_autoptr (GBytes)        bytes = NULL;
  g_autoptr (GInputStream)  raw = NULL;
  g_autoptr (TillCsvReader) reader = NULL;
  g_autoptr (GError)        error = NULL;

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (text, "%s, %u;%u,50\r\n", i + 1 < N_ROWS ? "Muller" : "M\xfcller", i,
                            i);
  bytes = g_bytes_new (text->str, text->len);
  raw = g_memory_input_stream_new_from_bytes (bytes);
  reader = till_csv_reader_new (raw, &error);
  g_assert_no_error (error);
  g_assert_true (till_csv_reader_get_separator (reader) == ';');

  for (guint i = 0; i <= N_ROWS; i++)
    {
      g_autoptr (TillCsvRow) row = NULL;
      g_autofree char *name = g_strdup_printf ("%s, %u", i < N_ROWS ? "Muller" : "Müller", i - 1);

      g_assert_true (till_csv_reader_next (reader, &row, &error));
      g_assert_cmpuint (row->line, ==, i + 1);
      g_assert_cmpstr (row->cells[0], ==, i == 0 ? "name" : name);
    }
  for (guint i = 0; i < 2; i++)
    {
      TillCsvRow *row;

      g_assert_true (till_csv_reader_next (reader, &row, &error));
      g_assert_null (row);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-reader/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/csv-reader/too-wide", test_too_wide);
  g_test_add_func ("/csv-reader/too-long-a-line", test_too_long_a_line);
  g_test_add_func ("/csv-reader/edges", test_edges);
  g_test_add_func ("/csv-reader/long", test_long);

  return g_test_run ();
}
