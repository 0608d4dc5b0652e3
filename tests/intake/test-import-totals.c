/* test-import-totals.c: lines of sums, and the day in a title
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>

#include "till-read-rows.h"

/* In whatever words a line of sums is told: it is nobody's. */
static void
test_totals (void)
{
  static const struct
  {
    const char *name;
    guint       n_read;
  } rows[] = {
    { "Total", 1 },
    { "TOTALS:", 1 },
    { "Grand Total:", 1 },
    { "Report Total", 1 },
    { "Total A/R", 1 },
    { "Total for Dr. Chen", 1 },
    { "Totals for Portland, ME", 1 },
    { "Page 1 Sub-Total", 1 },
    { "Subtotal", 1 },
    { "Total, Anna", 2 },
    { "Grand, Total", 2 },
    { "Totally, Al", 2 },
    { "Grandison, Al", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (DENTRIX "Bell, Ann|||||10.00|0|0|0||10.00|10.00\n"
                                                       "%s|||||10.00|0|0|0||10.00|10.00\n",
                                               rows[i].name);
      Outcome          outcome = read_text (text, NULL);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpuint (outcome.problems->len, ==, 0);
      g_assert_cmpuint (outcome.read->len, ==, rows[i].n_read);
      outcome_clear (&outcome);
    }
}

/* Of a page or a group, or of all so far; the file's own total is that of all. */
static void
test_subtotals (void)
{
  static const struct
  {
    const char *first;
    const char *second;
    const char *last;
    gint64      stated;
    guint       wrong; /* line, or 0 */
  } rows[] = {
    { "Page Total|10", "Page Total|5", "Grand Total|15", 1500, 0 },
    { "Page Total|10", "Page Total|15", "Grand Total|15", 1500, 0 },
    { "Total for A|10", "Total for B|5", "Total|15", 1500, 0 },
    { "Total for A|10", "Total for B|5", "Total|14", 1400, 7 },
    { "Page Total|10", "Page Total|6", "Grand Total|15", 1500, 6 },
    /* Told once, however many sums it is in. */
    { "Page Total|11|11", "", "", 1100, 4 },
    /* Of the last page only: it can't be told whether the others are there. */
    { "Page Total|10", "", "Grand Total|5", 500, 7 },
    { "Page Total|10", "", "Page Total|5", 1000, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("Guarantor|Balance|0-30|31-60|61-90|91+\n"
                         "Bell, Ann|4|4|0|0|0\nBoyd, Al|6|6|0|0|0\n%s\nKim, Jo|5|5|0|0|0\n"
                         "%s\n%s\n",
                         rows[i].first, rows[i].second, rows[i].last);
      Outcome   outcome = read_text (text, NULL);
      TillMoney stated;

      g_test_message ("%s", text);
      g_assert_cmpuint (outcome.read->len, ==, 3);
      g_assert_cmpint (till_import_rows_get_total (outcome.rows).cents, ==, 1500);
      g_assert_true (till_import_rows_get_stated (outcome.rows, &stated));
      g_assert_cmpint (stated.cents, ==, rows[i].stated);
      g_assert_cmpuint (outcome.problems->len, ==, rows[i].wrong != 0 ? 1 : 0);
      if (rows[i].wrong != 0)
        g_assert_cmpuint (((TillImportProblem *) outcome.problems->pdata[0])->line, ==,
                          rows[i].wrong);
      outcome_clear (&outcome);
    }
}

/* In a title, in whatever way it says it. */
static void
test_days (void)
{
  static const struct
  {
    const char *title;
    const char *day; /* ISO, or NULL */
  } rows[] = {
    { "As of 11/24/2026", "2026-11-24" },
    { "As of: 11/24/2026", "2026-11-24" },
    { "As Of:|11/24/2026", "2026-11-24" },
    { "AGING REPORT AS OF 11/24/2026, all providers", "2026-11-24" },
    { "Aging (as of 2026-11-24)", "2026-11-24" },
    { "Ideas of 11/24/2026", NULL },
    { "As of today", NULL },
    { "As of", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
        g_strconcat (rows[i].title, "\n", DENTRIX "Bell, Ann|||||10.00|0|0|0||10.00|10.00\n", NULL);
      Outcome outcome = read_text (text, NULL);
      TillDay expected = rows[i].day != NULL ? till_day_from_iso (rows[i].day) : TILL_DAY_NONE;

      g_test_message ("%s", rows[i].title);
      g_assert_cmpint (till_import_rows_get_as_of (outcome.rows).number, ==, expected.number);
      outcome_clear (&outcome);
    }
}

/* Whatever the desktop's locale is. */
static void
test_amounts (void)
{
  static const struct
  {
    const char *text;
    gint64      cents;
  } rows[] = {
    { "10.00", 1000 },      { "1,250", 125000 },  { "1,250.50", 125050 },  { "12,50", 1250 },
    { "1.250,50", 125050 }, { "(12.34)", -1234 }, { "$1,250.00", 125000 }, { "1.250", 125 },
  };
  static const char *const locales[] = { "C.UTF-8", "de_DE.UTF-8" };

  for (gsize l = 0; l < G_N_ELEMENTS (locales); l++)
    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        g_autofree char *text = g_strdup_printf ("Guarantor|0-30|31-60|61-90|91+|Balance\n"
                                                 "Bell, Ann|%s|0|0|0|%s\n",
                                                 rows[i].text, rows[i].text);
        Outcome          outcome;

        if (setlocale (LC_ALL, locales[l]) == NULL)
          continue; /* not on this machine: C alone is tried */
        outcome = read_text (text, NULL);
        g_test_message ("%s: %s", locales[l], rows[i].text);
        g_assert_cmpint (till_import_rows_get_total (outcome.rows).cents, ==, rows[i].cents);
        outcome_clear (&outcome);
      }
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import-totals/words", test_totals);
  g_test_add_func ("/import-totals/parts", test_subtotals);
  g_test_add_func ("/import-totals/days", test_days);
  g_test_add_func ("/import-totals/amounts", test_amounts);

  return g_test_run ();
}
