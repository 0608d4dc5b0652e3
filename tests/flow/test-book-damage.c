/* test-book-damage.c: files of another program that are damaged, each named for its fault
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * They lie in tests/data/import. What is refused says why, and leaves the practice as it was; what
 * is repaired comes to what it should.
 */
#include <string.h>

#include "flow/till-command.h"
#include "till-desk-books.h"

static const struct
{
  const char *name;
  const char *says; /* part of the sentence */
} refused[] = {
  { "a-pdf", "This is a PDF" },
  { "a-zip", "workbook or a packed file" },
  { "amount-in-words", "line 2, column 5: “ten” is not an amount of money" },
  { "amount-too-large", "line 2, column 5: This is not an amount of money" },
  { "amount-with-three-decimals", "line 2, column 5: “10.005” is not an amount of money" },
  { "birth-date-that-is-none", "line 2, column 4: “2015-02-30” is no date" },
  { "card-number", "Line 2, column 2 holds a card number" },
  { "card-number-in-a-phone", "Line 2, column 3 holds a card number" },
  { "column-missing", "The headings of the columns are not known" },
  { "cut-in-a-quote", "In line 3 a quotation mark is opened and never closed" },
  { "cut-in-a-row", "line 3: This line has fewer cells than the heading" },
  { "date-that-is-none", "line 5, column 4: “13/45/2026” is no date" },
  { "day-to-come", "as of a day that is still to come" },
  { "empty", "The file is empty" },
  { "fewer-cells", "line 2: This line has fewer cells than the heading" },
  { "guarantor-nowhere", "line 2: The guarantor’s number 77 is neither in the file nor in" },
  { "heading-without-rows", "The file has headings, but no rows" },
  { "html", "This is no list: no line of it has two cells" },
  { "insurance-below-zero", "line 2: The insurance estimate is below zero" },
  { "more-cells", "line 2: This line has more cells than the heading" },
  { "name-missing", "line 2: The name is missing" },
  { "name-of-signs", "line 2: The name has no letters" },
  { "no-heading", "The headings of the columns are not known" },
  { "number-twice", "line 3: The number 1 is on line 2 already" },
  { "only-a-mark", "The file is empty" },
  { "only-blank-lines", "The file is empty" },
  { "patient-without-number", "line 2: The patient’s number is missing" },
  { "total-above-the-ages", "line 2: The total is $99.00, but the amounts by age come to $10.00" },
  { "totals-that-differ", "line 6, column 5: The file’s own total is $11.00" },
  { "transactions", "line 2: Nobody in the practice has the number 5. Import the list of" },
  { "transactions-card-number", "Line 2, column 7 holds a card number" },
  { "transactions-number", "line 2: “1a” is no number of a line" },
  { "transactions-status", "line 2: The status “Z” is not known" },
  { "transactions-total", "line 3, column 6: The file’s own total is $11.00" },
  { "transactions-type", "line 2: The type “F” is not known" },
  { "transactions-without-signs", "The payments of this file come to $5.00 above zero" },
  { "unknown-headings", "The headings of the columns are not known" },
  { "zero-byte-in-a-row", "This is no file of text" },
  { "zero-bytes", "This is no file of text" },
};

static const struct
{
  const char *name;
  gint64      n_patients; /* beside the desk's own */
  gint64      cents;
  const char *finds; /* a patient */
} repaired[] = {
  { "amounts-of-reports", 2, 122222, "chen wei" },
  { "blank-lines-between", 1, 1000, "stone olive" },
  { "columns-in-another-order", 1, 1000, "stone olive" },
  { "line-ends-of-old-macs", 1, 1000, "stone olive" },
  { "no-birth-date", 1, 0, "ng tim" },
  { "no-end-of-line", 1, 1000, "stone olive" },
  { "pages-and-titles", 2, 1500, "chen wei" },
  { "separator-line", 1, 1000, "stone olive" },
  { "utf-16", 1, 1000, "stone olive" },
  { "windows-1252", 1, 1000, "müller zoë" },
};

/* As a person does it. */
static int
import (Desk *desk, const char *kind, const char *name, char **complained)
{
  g_autofree char        *place = g_strdup_printf ("tests/data/import/%s-%s", kind, name);
  g_autofree char        *path = till_test_source_path (place);
  const char *const       words[] = { "import", "-p", desk->path, path, NULL };
  g_autoptr (GString)     said = g_string_new (NULL);
  GString                *errors = g_string_new (NULL);
  g_autoptr (TillCommand) command = till_command_parse (words, desk->folder, NULL);
  int                     status = till_command_run (command, desk->practice, said, errors);

  *complained = g_string_free (errors, FALSE);
  g_test_message ("%s: %s%s", place, said->str, *complained);

  return status;
}

static void
test_refused (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *before = books_dump (desk);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *complained = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpint (import (desk, "refused", refused[i].name, &complained), ==,
                       TILL_EXIT_FAILED);
      g_assert_nonnull (strstr (complained, refused[i].says));
      after = books_dump (desk);
      g_assert_cmpstr (after, ==, before);
    }
  desk_assert_holds (desk);
}

static void
test_repaired (gconstpointer data)
{
  gsize            i = GPOINTER_TO_SIZE (data);
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *complained = NULL;

  g_assert_cmpint (import (desk, "repaired", repaired[i].name, &complained), ==, 0);
  g_assert_cmpstr (complained, ==, "");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM patients WHERE import_id IS NOT NULL"),
                   ==, repaired[i].n_patients);
  g_assert_cmpint (desk_count (desk, "SELECT coalesce(sum(total_cents), 0) FROM receivables"), ==,
                   repaired[i].cents);
  g_assert_cmpuint (books_count_found (desk, repaired[i].finds), ==, 1);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/book-damage/refused", test_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (repaired); i++)
    {
      g_autofree char *path = g_strconcat ("/flow/book-damage/", repaired[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_repaired);
    }

  return g_test_run ();
}
