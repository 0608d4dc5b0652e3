/* test-list-report.c: a list on paper, read back: each row once, the pages numbered, the totals
 * last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-list-report.h"

#include <string.h>

#include "document/till-receipt.h"

/* Tuesday, November 24, 2026, nine in the morning in New York. */
#define NOW (G_GINT64_CONSTANT (1795528800000))

static const TillColumn columns[] = {
  { "date", "Date", TILL_COLUMN_INSTANT, .width = 22 },
  { "patient", "Patient", TILL_COLUMN_TEXT, .expand = TRUE, .width = 22 },
  { "amount", "Amount", TILL_COLUMN_MONEY, .width = 11 },
  { "method", "Method", TILL_COLUMN_TEXT, .width = 14 },
  { "card", "Card", TILL_COLUMN_TEXT, .width = 16 },
  { "status", "Status", TILL_COLUMN_TEXT, .width = 14 },
  { "posted", "Posted", TILL_COLUMN_TEXT, .width = 12 },
};

static const TillListTotal totals[] = {
  { "Payments", 123456789 },
  { "Refunds", -5000 },
  { "Net", 123451789 },
};

typedef struct
{
  TillPaper   paper;
  guint       n_shown; /* the first columns */
  guint       n_rows;
  guint       n_totals;
  const char *filter;
  const char *name; /* of each patient; NULL: "Name 17" */
} Order;

static GBytes *
make (const Order *order)
{
  g_autoptr (GTimeZone)      zone = till_zone_open ("America/New_York", NULL);
  g_autoptr (GArray)         shown = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (TillListReport) report = NULL;
  g_autoptr (TillRow)        row = till_row_new (0, G_N_ELEMENTS (columns));
  g_autoptr (GError)         error = NULL;
  TillListReportFacts        facts = { "Bright Smiles", "Transactions" };
  GBytes                    *pdf;

  for (guint i = 0; i < order->n_shown; i++)
    g_array_append_val (shown, i);
  facts.filter = order->filter != NULL ? order->filter : "";
  facts.at = NOW;
  facts.zone = zone;
  facts.paper = order->paper;
  facts.columns = columns;
  facts.shown = shown;
  facts.n_rows = order->n_rows;
  facts.n_totals = order->n_totals;
  report = till_list_report_new (&facts);
  for (guint i = 0; i < order->n_rows; i++)
    {
      g_autofree char *name =
        order->name != NULL ? g_strdup (order->name) : g_strdup_printf ("Name %u;", i);

      till_row_reset (row, i);
      till_row_set_int (row, 0, NOW - i * (gint64) 60000);
      till_row_set_text (row, 1, name);
      till_row_set_int (row, 2, i % 9 == 8 ? -(gint64) i * 7 : (gint64) i * 131);
      till_row_set_text (row, 3, "Card terminal");
      till_row_set_text (row, 4, "Mastercard ••4242");
      till_row_set_text (row, 5, "Partly refunded");
      till_row_set_text (row, 6, "Posted");
      till_list_report_add (report, row);
    }
  pdf = till_list_report_finish (report, totals, &error);
  g_assert_no_error (error);

  return pdf;
}

/* All pages; each says which it is, of how many there are. */
static char *
read_pages (GBytes *pdf, guint *n_pages)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (TillPdf) read = till_pdf_open (pdf, &error);
  GString            *text = g_string_new (NULL);

  g_assert_no_error (error);
  *n_pages = till_pdf_get_n_pages (read);
  for (guint i = 0; i < *n_pages; i++)
    {
      g_autofree char *page = till_pdf_get_text (read, i);
      g_autofree char *place = g_strdup_printf ("Page %u of %u", i + 1, *n_pages);

      g_assert_nonnull (strstr (page, place));
      g_assert_nonnull (strstr (page, "Bright Smiles · Transactions · Nov 24, 2026, 9:00 AM"));
      g_string_append (text, page);
    }

  return g_string_free (text, FALSE);
}

static guint
count_parts (const char *text, const char *part)
{
  guint n = 0;

  for (; (text = strstr (text, part)) != NULL; text += strlen (part))
    n++;

  return n;
}

/* Whatever the number of rows leaves of the last page, none is lost and no page is empty. */
static void
test_pages (void)
{
  static const guint counts[] = { 0, 1, 38, 39, 40, 41, 42, 43, 44, 45, 46, 85, 86, 87, 88, 89 };

  for (gsize at = 0; at < G_N_ELEMENTS (counts); at++)
    {
      const guint        n_rows = counts[at];
      const Order        order = { at % 2 == 0 ? TILL_PAPER_LETTER : TILL_PAPER_A4, 3, n_rows, 3 };
      g_autoptr (GBytes) pdf = make (&order);
      guint              n_pages;
      g_autofree char   *text = read_pages (pdf, &n_pages);

      g_assert_cmpuint (n_pages, >=, 1 + n_rows / 50);
      g_assert_cmpuint (n_pages, <=, 1 + (n_rows + 3) / 40);
      for (guint i = 0; i < n_rows; i++)
        {
          g_autofree char *name = g_strdup_printf ("Name %u;", i);

          g_assert_cmpuint (count_parts (text, name), ==, 1);
        }
      g_assert_cmpuint (count_parts (text, "$1,234,517.89"), ==, 1);
      g_assert_cmpuint (count_parts (text, "\u2212$50.00"), ==, 1);
    }
}

static void
test_words (void)
{
  const Order        some = { TILL_PAPER_LETTER, 4, 70, 3, "Status: Declined; Amount: from $5.00" };
  const Order        none = { TILL_PAPER_LETTER, 4, 1, 0 };
  g_autoptr (GBytes) pdf = make (&some);
  g_autoptr (GBytes) bare = make (&none);
  guint              n_pages;
  g_autofree char   *text = read_pages (pdf, &n_pages);
  g_autofree char   *bare_text = read_pages (bare, &n_pages);

  g_assert_nonnull (strstr (text, "Status: Declined; Amount: from $5.00"));
  g_assert_nonnull (strstr (text, "70 rows, made Nov 24, 2026, 9:00 AM"));
  /* The header stands on both pages. */
  g_assert_cmpuint (count_parts (text, "Patient"), ==, 2);
  g_assert_cmpuint (count_parts (text, "Method"), ==, 2);
  g_assert_nonnull (strstr (bare_text, "All rows"));
  g_assert_nonnull (strstr (bare_text, "1 row, made"));
  g_assert_null (strstr (bare_text, "Net"));
}

static void
assert_size (TillPaper paper, guint n_shown, double width, double height)
{
  const Order         order = { paper, n_shown, 3, 3 };
  g_autoptr (GBytes)  pdf = make (&order);
  g_autoptr (TillPdf) read = till_pdf_open (pdf, NULL);
  double              found_width;
  double              found_height;

  till_pdf_get_size (read, 0, &found_width, &found_height);
  g_assert_cmpfloat_with_epsilon (found_width, width, 0.5);
  g_assert_cmpfloat_with_epsilon (found_height, height, 0.5);
}

/* On its side when the columns need it. */
static void
test_paper (void)
{
  assert_size (TILL_PAPER_LETTER, 4, 612.0, 792.0);
  assert_size (TILL_PAPER_LETTER, 7, 792.0, 612.0);
  assert_size (TILL_PAPER_A4, 1, 595.3, 841.9);
  assert_size (TILL_PAPER_A4, 7, 841.9, 595.3);
}

/* Long names end with an ellipsis, whatever their script, and stay in their line. */
static void
test_names (void)
{
  static const char *const names[] = {
    "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff the Elder of the house of Family of Elders",
    "Two\nlines",
    "李 小龙",
    "שרה כהן",
    "محمد الأحمد",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const Order        order = { TILL_PAPER_LETTER, 7, 40, 3, NULL, names[i] };
      g_autoptr (GBytes) pdf = make (&order);
      guint              n_pages;
      g_autofree char   *text = read_pages (pdf, &n_pages);

      g_assert_cmpuint (n_pages, ==, 2);
      g_assert_cmpuint (count_parts (text, "Mastercard ••4242"), ==, 40);
      if (i == 0)
        {
          g_assert_cmpuint (count_parts (text, "Hubert Blaine"), ==, 40);
          /* What the ellipsis stands for can still be copied. */
          g_assert_cmpuint (count_parts (text, "Family"), ==, 40);
        }
      if (i == 1)
        g_assert_cmpuint (count_parts (text, "Two lines"), ==, 40);
    }
}

static void
test_file_name (void)
{
  g_autofree char *name = till_list_file_name ("transactions", till_day (2026, 11, 24), "csv");

  g_assert_cmpstr (name, ==, "transactions-2026-11-24.csv");
}

/* For a person to look at: test-list-report FILE.pdf */
static void
write_sample (const char *path)
{
  const Order order = {
    TILL_PAPER_LETTER, 7, 75, 3,
    "Date: Nov 1, 2026 – Nov 24, 2026; Status: Partly refunded; Search: “name”"
  };
  g_autoptr (GBytes) pdf = make (&order);

  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1)
    {
      write_sample (argv[1]);
      return 0;
    }
  g_test_add_func ("/document/list-report/pages", test_pages);
  g_test_add_func ("/document/list-report/words", test_words);
  g_test_add_func ("/document/list-report/paper", test_paper);
  g_test_add_func ("/document/list-report/names", test_names);
  g_test_add_func ("/document/list-report/file-name", test_file_name);

  return g_test_run ();
}
