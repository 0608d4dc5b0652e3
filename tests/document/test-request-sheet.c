/* test-request-sheet.c: a request on paper, read back: its words, and its code by a reader of codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-request-sheet.h"

#include "core/till-error.h"
#include "statement-page.h"
#include "till-test-util.h"

#define LINK "https://pay.example.com/paylink/elm?amount=60.00&invoice=1DST9CXXBB9Z8A1JP98B21137Q"

static GBytes *
print (TillRequest *request, TillPaper paper, GError **error)
{
  TillPracticeFacts      practice = { .name = (char *) "Elm Street Dental",
                                      .address = (char *) "12 Elm Street\nPortland, ME 04101",
                                      .phone = (char *) "(207) 555-0100",
                                      .zone = (char *) "America/New_York" };
  const TillRequestSheet sheet = { &practice, request, 1795000000000 };

  return till_request_sheet_to_pdf (&sheet, paper, error);
}

static TillRequest *
make_request (const char *note, const char *link)
{
  TillRequest *request = till_request_new ();

  request->patient_name = g_strdup ("Muñoz, Anna");
  request->amount = till_money (6000);
  request->note = g_strdup (note);
  request->link = g_strdup (link);
  request->asked_at = 1794000000000;

  return request;
}

/* On either paper all of it is on one page, and the code is the link. */
static void
test_words (void)
{
  g_autoptr (TillRequest) request = make_request ("For the crown’s first part, as agreed.", LINK);

  for (TillPaper paper = TILL_PAPER_LETTER; paper <= TILL_PAPER_A4; paper++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = print (request, paper, &error);
      g_autofree char   *text = NULL;
      g_autofree char   *code = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (statement_count_pages (pdf), ==, 1);
      text = statement_read_page (pdf, 0);
      statement_assert_says (text, "Elm Street Dental");
      statement_assert_says (text, "(207) 555-0100");
      statement_assert_says (text, "Muñoz, Anna");
      statement_assert_says (text, "$60.00");
      statement_assert_says (text, "For the crown’s first part, as agreed.");
      statement_assert_says (text, "https://pay.example.com/paylink/elm?");
      code = statement_read_code (pdf);
      g_assert_cmpstr (code, ==, LINK);
      if (paper == TILL_PAPER_LETTER)
        statement_keep_pictures (pdf, "request-sheet");
    }
}

/* The longest note and a link of a processor that writes long ones stay on the page. */
static void
test_long (void)
{
  g_autoptr (GString)     link = g_string_new (LINK);
  g_autofree char        *note = g_strnfill (TILL_REQUEST_NOTE_LENGTH, 'w');
  g_autoptr (TillRequest) request = NULL;
  g_autoptr (GError)      error = NULL;
  g_autoptr (GBytes)      pdf = NULL;
  g_autofree char        *code = NULL;
  g_autofree char        *text = NULL;
  g_auto (GStrv)          words = NULL;
  g_autofree char        *joined = NULL;

  while (link->len < 400)
    g_string_append (link, "&description=Elm%20Street%20Dental");
  request = make_request (note, link->str);
  pdf = print (request, TILL_PAPER_LETTER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (statement_count_pages (pdf), ==, 1);
  statement_keep_pictures (pdf, "request-sheet-long");
  code = statement_read_code (pdf);
  g_assert_cmpstr (code, ==, link->str);
  /* Nothing was put in where its lines break. */
  text = statement_read_page (pdf, 0);
  words = g_strsplit_set (text, " \n", -1);
  joined = g_strjoinv ("", words);
  statement_assert_says (joined, link->str);
}

static void
test_too_long (void)
{
  g_autofree char        *link = g_strnfill (5000, 'x');
  g_autoptr (TillRequest) request = make_request (NULL, link);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GBytes)      pdf = print (request, TILL_PAPER_LETTER, &error);

  g_assert_null (pdf);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request-sheet/words", test_words);
  g_test_add_func ("/request-sheet/long", test_long);
  g_test_add_func ("/request-sheet/too-long", test_too_long);

  return g_test_run ();
}
