/* test-statement.c: what stands on a statement and where, read back by poppler and by a code reader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TILL_PICTURES names a folder for pictures of the pages.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "core/till-text.h"
#include "document/till-receipt.h"
#include "document/till-statement-pdf.h"
#include "rules/till-statement-rules.h"
#include "till-test-util.h"

#define LINK "https://pay.example.com/harborview?office=300"
#define TODAY (till_day (2026, 11, 30))

typedef struct
{
  TillPracticeFacts *practice;
  const char        *message;
  GPtrArray         *statements;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->practice = till_practice_facts_new ();
  self->practice->name = g_strdup ("Harborview Family Dentistry");
  self->practice->address = g_strdup ("1420 Lakeshore Avenue, Suite 300\nPortland, ME 04101");
  self->practice->phone = g_strdup ("(207) 555-0142");
  self->message = "";
  self->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) till_statement_free);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  till_practice_facts_free (self->practice);
  g_ptr_array_unref (self->statements);
}

static TillStatement *
add_statement (Fixture *self, const char *name, const char *address)
{
  TillStatement *statement = till_statement_new ();

  statement->guarantor_id = 1;
  statement->name = g_strdup (name);
  statement->address = g_strdup (address);
  statement->number = g_strdup ("10442");
  statement->day = statement->as_of = TODAY;
  g_ptr_array_add (self->statements, statement);

  return statement;
}

static void
add_line (TillStatement *self, int n_days_ago, const char *patient, const char *words, gint64 cents)
{
  till_statement_add_line (self,
                           (TillStatementLine){ .id = self->lines->len + 1,
                                                .day = till_day_add (self->as_of, -n_days_ago),
                                                .patient = g_strdup (patient),
                                                .words = g_strdup (words),
                                                .amount = till_money (cents) });
}

static void
settle (TillStatement *self)
{
  g_assert_true (till_statement_settle (self, NULL));
}

/* A family of two with a bill of every age. */
static TillStatement *
add_usual (Fixture *self)
{
  TillStatement *statement =
    add_statement (self, "Abernathy, June M", "27 Harbor Street, Apt 4B\nSouth Portland, ME 04106");

  add_line (statement, 95, "Abernathy, June M", "Periodic exam and cleaning", 18500);
  add_line (statement, 62, "Abernathy, Theo", "Filling, two surfaces", 24000);
  add_line (statement, 40, "Abernathy, June M", "Payment, thank you, Visa ••4242", -15000);
  add_line (statement, 33, "Abernathy, Theo", "Bitewing X-rays", 6800);
  add_line (statement, 12, "Abernathy, June M", "Crown, porcelain", 128000);
  add_line (statement, 5, "Abernathy, June M", "Adjustment: courtesy", -3000);
  statement->insurance = till_money (64000);
  statement->link = g_strdup (LINK);
  settle (statement);

  return statement;
}

static GBytes *
make (Fixture *self)
{
  const TillStatementFacts     facts = { self->practice, self->message,
                                         G_GINT64_CONSTANT (1796065200000), self->statements->len };
  g_autoptr (TillStatementPdf) pdf = till_statement_pdf_new (&facts);
  g_autoptr (GError)           error = NULL;
  GBytes                      *bytes;

  for (guint i = 0; i < self->statements->len; i++)
    g_assert_true (till_statement_pdf_add (pdf, self->statements->pdata[i], &error));
  bytes = till_statement_pdf_finish (pdf, &error);
  g_assert_no_error (error);

  return bytes;
}

/* ── Reading back ────────────────────────────────────────────────────────────────────────────── */

static char *
ask (const char *const *command, GBytes *input)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    command, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) answer = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, input, NULL, &answer, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return g_strndup (g_bytes_get_size (answer) > 0 ? g_bytes_get_data (answer, NULL) : "",
                    g_bytes_get_size (answer));
}

static char *
read_page (GBytes *bytes, guint page)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (TillPdf) pdf = till_pdf_open (bytes, &error);

  g_assert_no_error (error);

  return till_pdf_get_text (pdf, page);
}

static guint
count_pages (GBytes *bytes)
{
  g_autoptr (TillPdf) pdf = till_pdf_open (bytes, NULL);

  return till_pdf_get_n_pages (pdf);
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

/* Pictures of its pages, NAME-1.png … */
static void
draw_pages (GBytes *bytes, const char *folder, const char *name, const char *resolution)
{
  g_autofree char  *path = g_build_filename (folder, name, NULL);
  const char *const command[] = { "pdftoppm", "-r", resolution, "-png", "-", path, NULL };
  g_autofree char  *nothing = ask (command, bytes);

  g_assert_cmpstr (nothing, ==, "");
}

static void
keep_pictures (GBytes *bytes, const char *name)
{
  if (g_getenv ("TILL_PICTURES") != NULL)
    draw_pages (bytes, g_getenv ("TILL_PICTURES"), name, "80");
}

/* What a phone would read off the first page; NULL: there is no code. */
static char *
read_code (GBytes *bytes)
{
  g_autofree char        *folder = till_test_temp_dir ();
  g_autofree char        *picture = g_build_filename (folder, "page-1.png", NULL);
  g_autofree char        *text = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError)      error = NULL;

  draw_pages (bytes, folder, "page", "150");
  process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                      "zbarimg", "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", picture, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  g_assert_no_error (error);
  g_strchomp (text);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* ── Where it stands ─────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  double left, top, right, bottom; /* points */
  char  *text;
} Word;

static void
clear_word (gpointer word)
{
  g_free (((Word *) word)->text);
}

static GArray *
list_words (GBytes *bytes)
{
  static const char *const command[] = { "pdftotext", "-bbox", "-l", "1", "-", "-", NULL };
  GArray                  *words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_autofree char         *html = ask (command, bytes);
  g_autoptr (GRegex)       regex =
    g_regex_new ("<word xMin=\"([\\d.]+)\" yMin=\"([\\d.]+)\" xMax=\"([\\d.]+)\" "
                 "yMax=\"([\\d.]+)\">(.*)</word>",
                 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_array_set_clear_func (words, clear_word);
  for (g_regex_match (regex, html, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      double places[4];
      Word   word;

      for (int i = 0; i < 4; i++)
        {
          g_autofree char *number = g_match_info_fetch (match, i + 1);

          places[i] = g_ascii_strtod (number, NULL);
        }
      word = (Word){ places[0], places[1], places[2], places[3], g_match_info_fetch (match, 5) };
      g_array_append_val (words, word);
    }
  g_assert_cmpuint (words->len, >, 10);

  return words;
}

/* Inches of the folded sheet, its corner at the upper left of the envelope, or at the lower right:
 * 4 1/8 × 9 1/2, a window of 1 1/8 × 4 1/2, 7/8 from the left, 1/2 from the bottom. */
static Word
window_on_sheet (gboolean is_far)
{
  const double slide_x = is_far ? 9.5 - 8.5 : 0.0;
  const double slide_y = is_far ? 4.125 - 11.0 / 3.0 : 0.0;

  return (Word){ (0.875 - slide_x) * 72.0, (4.125 - 0.5 - 1.125 - slide_y) * 72.0,
                 (0.875 + 4.5 - slide_x) * 72.0, (4.125 - 0.5 - slide_y) * 72.0, NULL };
}

static gboolean
is_inside (const Word *word, const Word *area)
{
  return word->left >= area->left && word->right <= area->right && word->top >= area->top &&
         word->bottom <= area->bottom;
}

static gboolean
touches (const Word *word, const Word *area)
{
  return word->left < area->right && word->right > area->left && word->top < area->bottom &&
         word->bottom > area->top;
}

/* Poppler’s boxes have the font’s whole height; letters are lower. */
static void
trim (Word *word)
{
  double height = word->bottom - word->top;

  word->top += 0.2 * height;
  word->bottom -= 0.1 * height;
}

/* The address is seen wherever the sheet lies in the envelope, and nothing else ever is. */
static void
assert_window (GBytes *bytes, const char *const *address)
{
  const Word         near = window_on_sheet (FALSE);
  const Word         far = window_on_sheet (TRUE);
  g_autoptr (GArray) words = list_words (bytes);
  guint              n_seen = 0;

  for (guint i = 0; i < words->len; i++)
    {
      Word *word = &g_array_index (words, Word, i);

      trim (word);
      if (is_inside (word, &near) && is_inside (word, &far))
        {
          g_assert_cmpstr (word->text, ==, address[n_seen]);
          n_seen++;
        }
      else if (touches (word, &near) || touches (word, &far))
        g_error ("“%s” at %.1f, %.1f shows in the window", word->text, word->left, word->top);
    }
  g_assert_null (address[n_seen]);
}

/* ── Tests ───────────────────────────────────────────────────────────────────────────────────── */

static void
test_usual (Fixture *self, gconstpointer data)
{
  static const char *const says[] = { "Harborview Family Dentistry",
                                      "1420 Lakeshore Avenue, Suite 300",
                                      "(207) 555-0142",
                                      "Statement",
                                      "Nov 30, 2026",
                                      "10442",
                                      "Amount due",
                                      "$953.00",
                                      "Crown, porcelain",
                                      "$1,280.00",
                                      "−$150.00",
                                      "New balance",
                                      "$1,593.00",
                                      "0–30",
                                      "Over 90",
                                      "−$640.00",
                                      "Your insurance is expected to pay",
                                      "Thank you for choosing us.",
                                      "Pay online: " LINK,
                                      "payable to Harborview Family Dentistry",
                                      "Page 1 of 1" };
  static const char *const address[] = { "June",    "M",     "Abernathy", "27",    "Harbor",
                                         "Street,", "Apt",   "4B",        "South", "Portland,",
                                         "ME",      "04106", NULL };
  const TillStatement     *statement = add_usual (self);
  g_autoptr (GBytes)       bytes = NULL;
  g_autofree char         *text = NULL;
  g_autofree char         *code = NULL;

  self->message = "Thank you for choosing us. Ask us for a payment plan.";
  bytes = make (self);
  keep_pictures (bytes, "statement-usual");
  g_assert_cmpint (statement->due.cents, ==, 95300);
  g_assert_cmpuint (count_pages (bytes), ==, 1);
  text = read_page (bytes, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (says); i++)
    assert_says (text, says[i]);
  assert_window (bytes, address);
  code = read_code (bytes);
  g_assert_cmpstr (code, ==, LINK);
}

static void
test_without_link (Fixture *self, gconstpointer data)
{
  TillStatement     *statement = add_usual (self);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *text = NULL;

  till_text_set (&statement->link, NULL);
  bytes = make (self);
  text = read_page (bytes, 0);
  g_assert_null (strstr (text, "Pay online"));
  g_assert_null (read_code (bytes));
}

/* The longest link that the settings take. */
static void
test_long_link (Fixture *self, gconstpointer data)
{
  TillStatement     *statement = add_usual (self);
  g_autofree char   *path = g_strnfill (200 - strlen ("https://pay.example.com/"), 'x');
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *code = NULL;

  g_free (statement->link);
  statement->link = g_strconcat ("https://pay.example.com/", path, NULL);
  g_assert_true (till_statement_check_link (statement->link, NULL));
  bytes = make (self);
  keep_pictures (bytes, "statement-long-link");
  code = read_code (bytes);
  g_assert_cmpstr (code, ==, statement->link);
}

/* A credit: nothing is asked for, and no code asks for it. */
static void
test_credit (Fixture *self, gconstpointer data)
{
  TillStatement     *statement = add_statement (self, "Evans, Rhys", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *text = NULL;

  add_line (statement, 20, "Evans, Rhys", "Payment, thank you, check 1044", -6025);
  statement->link = g_strdup (LINK);
  settle (statement);
  bytes = make (self);
  keep_pictures (bytes, "statement-credit");
  text = read_page (bytes, 0);
  assert_says (text, "Nothing is due");
  assert_says (text, "Credit in your favor");
  assert_says (text, "$60.25");
  g_assert_null (strstr (text, "payable"));
  g_assert_null (read_code (bytes));
  assert_window (bytes, (const char *const[]){ "Rhys", "Evans", NULL });
}

/* Another program’s balance has no entries; it says of which day it is. */
static void
test_from_a_file (Fixture *self, gconstpointer data)
{
  TillStatement *statement = add_statement (self, "Evans, Rhys", "1 Elm Street\nBath, ME 04530");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *text = NULL;

  statement->import_id = 1;
  statement->as_of = till_day (2026, 11, 15);
  statement->owed[1] = statement->balance = till_money (12300);
  settle (statement);
  bytes = make (self);
  keep_pictures (bytes, "statement-file");
  text = read_page (bytes, 0);
  assert_says (text, "as of Nov 15, 2026");
  assert_says (text, "$123.00");
  g_assert_null (strstr (text, "Description"));

  add_line (statement, -3, "Evans, Rhys", "Payment, thank you, Cash", -2300);
  statement->owed[1] = statement->balance = till_money (10000);
  settle (statement);
  g_bytes_unref (g_steal_pointer (&bytes));
  bytes = make (self);
  g_free (g_steal_pointer (&text));
  text = read_page (bytes, 0);
  assert_says (text, "Balance brought forward");
  assert_says (text, "Nov 18, 2026");
  assert_says (text, "$100.00");
}

/* Sixty entries: each once, the titles on each page, and the end whole. */
static void
test_many_entries (Fixture *self, gconstpointer data)
{
  TillStatement *statement =
    add_statement (self, "Abernathy, June", "1 Elm Street\nBath, ME 04530");
  g_autoptr (GBytes)  bytes = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  guint               n_pages;

  for (int i = 1; i <= 60; i++)
    {
      g_autofree char *words = g_strdup_printf ("Visit number %d.", i);

      add_line (statement, 61 - i, i % 3 > 0 ? "Abernathy, June" : "Abernathy, Theo", words,
                100 * i);
    }
  settle (statement);
  bytes = make (self);
  keep_pictures (bytes, "statement-many");
  n_pages = count_pages (bytes);
  g_assert_cmpuint (n_pages, ==, 2);
  for (guint page = 0; page < n_pages; page++)
    {
      g_autofree char *text = read_page (bytes, page);
      g_autofree char *foot = g_strdup_printf ("Page %u of 2", page + 1);

      assert_says (text, foot);
      assert_says (text, "Statement for Abernathy, June");
      if (strstr (text, "Visit number") != NULL)
        assert_says (text, "Description");
      g_string_append (all, text);
    }
  for (int i = 1; i <= 60; i++)
    {
      g_autofree char *words = g_strdup_printf ("Visit number %d.", i);
      const char      *found = strstr (all->str, words);

      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, words));
    }
  assert_says (all->str, "$1,830.00");
}

/* Nothing of it runs into anything else, and what is too long ends before. */
static void
test_long_words (Fixture *self, gconstpointer data)
{
  TillStatement *statement =
    add_statement (self, "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine",
                   "c/o Donaudampfschifffahrtsgesellschaft\nBuilding Seventeen, Entrance "
                   "C\nThird floor\n1234 Winnipesaukee Boulevard NW, Apartment 1201\nSaint "
                   "Petersburg-on-the-Lake, MA 01234-5678");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *text = NULL;

  till_text_set (&self->practice->name,
                 "Zahnärztliche Gemeinschaftspraxis Oberbergischer Kreis and Orthodontics Group");
  till_text_set (&self->practice->address,
                 "1234 Winnipesaukee Boulevard North-West, Suite 1201\nThird line\nFourth "
                 "line\nFifth line\nPortland, ME 04101");
  self->message = "Bitte überweisen Sie den Gesamtbetrag innerhalb von vierzehn Tagen nach Erhalt "
                  "dieser Kontoübersicht; Ratenzahlungsvereinbarungen sind nach Rücksprache mit "
                  "unserer Patientenverwaltung selbstverständlich jederzeit möglich.";
  for (int i = 1; i <= 9; i++)
    add_line (statement, 10 * (10 - i), "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine",
              "Professionelle Zahnreinigung einschließlich Fluoridierung aller Zähne, zweite "
              "Sitzung mit Nachkontrolle und ausführlicher Beratung",
              12345678);
  statement->link = g_strdup (LINK);
  settle (statement);
  bytes = make (self);
  keep_pictures (bytes, "statement-long-words");
  text = read_page (bytes, 0);
  assert_says (text, "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff");
  assert_says (text, "Saint Petersburg-on-the-Lake, MA 01234-5678");
  assert_says (text, "$1,111,111.02");
}

/* Each begins on a page of its own and counts its own pages. */
static void
test_bundle (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *second = NULL;
  g_autofree char   *about = NULL;

  add_usual (self);
  settle (add_statement (self, "Evans, Rhys", "1 Elm Street\nBath, ME 04530"));
  add_usual (self);
  bytes = make (self);
  g_assert_cmpuint (count_pages (bytes), ==, 3);
  second = read_page (bytes, 1);
  assert_says (second, "Rhys Evans");
  assert_says (second, "Page 1 of 1");
  g_assert_null (strstr (second, "Abernathy"));
  about = ask ((const char *const[]){ "pdfinfo", "-", NULL }, bytes);
  assert_says (about, "Statements (3)");
  assert_says (about, "612 x 792 pts (letter)");
}

/* A practice’s whole month in one file; what it takes is in the benches. */
static void
test_thousand (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 1000; i++)
    add_usual (self);
  bytes = make (self);
  g_assert_cmpuint (count_pages (bytes), ==, 1000);
  g_test_message ("%" G_GSIZE_FORMAT " bytes", g_bytes_get_size (bytes));
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 8 * 1024 * 1024);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "usual", test_usual },
    { "without-link", test_without_link },
    { "long-link", test_long_link },
    { "credit", test_credit },
    { "from-a-file", test_from_a_file },
    { "many-entries", test_many_entries },
    { "long-words", test_long_words },
    { "bundle", test_bundle },
    { "thousand", test_thousand },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/document/statement/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }

  return g_test_run ();
}
