/* test-csv.c: cells as they stand in the file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-csv.h"

#include <string.h>

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } rows[] = {
    { "", "" },
    { "Muñoz", "Muñoz" },
    { "Smith, Ann", "\"Smith, Ann\"" },
    { "say \"ah\"", "\"say \"\"ah\"\"\"" },
    { "\"", "\"\"\"\"" },
    { "a\nb", "\"a\nb\"" },
    { "a\r\nb", "\"a\r\nb\"" },
    { " a", "\" a\"" },
    { "a ", "\"a \"" },
    { "\xf0\x9f\x98\x80 李", "\xf0\x9f\x98\x80 李" },
    { "a'b", "a'b" },
    { "a=b", "a=b" },
    { "'a", "'a" },
    /* Formulas. */
    { "=1+1", "'=1+1" },
    { "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
    { "+1 555 0100", "'+1 555 0100" },
    { "-12.34", "'-12.34" },
    { "-", "'-" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\t=1", "\"'\t=1\"" },
    { "\tx", "\"'\tx\"" },
    { "\rx", "\"'\rx\"" },
    { "\nx", "\"'\nx\"" },
    { "  =1", "\"'  =1\"" },
    { "\u00a0=1", "'\u00a0=1" },
    { "＝1", "'＝1" },
    { "＋1", "'＋1" },
    { "－1", "'－1" },
    { "＠x", "'＠x" },
    /* Our own minus is none of theirs. */
    { "\u2212$12.34", "\u2212$12.34" },
    /* Not UTF-8. */
    { "a\xff"
      "b",
      "a\ufffd"
      "b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char    *expected = g_strdup_printf ("x,%s\r\n", rows[i].cell);
      TillCsv             csv;

      till_csv_begin (&csv, text, FALSE);
      till_csv_add_text (&csv, "x");
      till_csv_add_text (&csv, rows[i].text);
      till_csv_end_row (&csv);
      g_assert_cmpstr (text->str, ==, expected);
    }
}

static void
test_number (void)
{
  static const struct
  {
    const char *number;
    const char *cell;
  } rows[] = {
    { "0", "0" },         { "-12.34", "-12.34" },      { "1234.56", "1234.56" },
    { "", "" },           { "-1+cmd()", "'-1+cmd()" }, { "=1", "'=1" },
    { "1,5", "\"1,5\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char    *expected = g_strdup_printf ("%s,\r\n", rows[i].cell);
      TillCsv             csv;

      till_csv_begin (&csv, text, FALSE);
      till_csv_add_number (&csv, rows[i].number);
      till_csv_add_text (&csv, "");
      till_csv_end_row (&csv);
      g_assert_cmpstr (text->str, ==, expected);
    }
}

/* The mark stands once, at the beginning; a lone empty cell is not an empty line. */
static void
test_rows (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  TillCsv             csv;

  till_csv_begin (&csv, text, TRUE);
  till_csv_add_text (&csv, "Name");
  till_csv_end_row (&csv);
  till_csv_add_text (&csv, "");
  till_csv_end_row (&csv);
  g_assert_cmpstr (text->str, ==, "\xef\xbb\xbfName\r\n\"\"\r\n");

  /* Who writes it to a file takes it away in between. */
  g_string_truncate (text, 0);
  till_csv_add_text (&csv, "");
  till_csv_end_row (&csv);
  till_csv_add_text (&csv, "");
  till_csv_add_text (&csv, "");
  till_csv_end_row (&csv);
  g_assert_cmpstr (text->str, ==, "\"\"\r\n,\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/csv/text", test_text);
  g_test_add_func ("/core/csv/number", test_number);
  g_test_add_func ("/core/csv/rows", test_rows);

  return g_test_run ();
}
