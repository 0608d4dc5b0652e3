/* test-statement.c: what stands on a statement and where, read back by poppler and by a code reader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-text.h"
#include "document/till-statement-pdf.h"
#include "rules/till-statement-rules.h"
#include "statement-page.h"

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
                                      "Pay online: ",
                                      LINK,
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
  statement_keep_pictures (bytes, "statement-usual");
  g_assert_cmpint (statement->due.cents, ==, 95300);
  g_assert_cmpuint (statement_count_pages (bytes), ==, 1);
  text = statement_read_page (bytes, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (says); i++)
    statement_assert_says (text, says[i]);
  statement_assert_window (bytes, address);
  code = statement_read_code (bytes);
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
  text = statement_read_page (bytes, 0);
  g_assert_null (strstr (text, "Pay online"));
  g_assert_null (statement_read_code (bytes));
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
  statement_keep_pictures (bytes, "statement-long-link");
  code = statement_read_code (bytes);
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
  statement_keep_pictures (bytes, "statement-credit");
  text = statement_read_page (bytes, 0);
  statement_assert_says (text, "Nothing is due");
  statement_assert_says (text, "Credit in your favor");
  statement_assert_says (text, "$60.25");
  g_assert_null (strstr (text, "payable"));
  g_assert_null (statement_read_code (bytes));
  statement_assert_window (bytes, (const char *const[]){ "Rhys", "Evans", NULL });
}

/* Another program’s balance has no entries; it says of which day it is. */
static void
test_from_a_file (Fixture *self, gconstpointer data)
{
  TillStatement *statement = add_statement (self, "Evans, Rhys", "1 Elm Street\nBath, ME 04530");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *text = NULL;

  statement->import_id = 1;
  statement->is_told = TRUE;
  statement->as_of = till_day (2026, 11, 15);
  statement->owed[1] = statement->balance = till_money (12300);
  settle (statement);
  bytes = make (self);
  statement_keep_pictures (bytes, "statement-file");
  text = statement_read_page (bytes, 0);
  statement_assert_says (text, "as of Nov 15, 2026");
  statement_assert_says (text, "$123.00");
  g_assert_null (strstr (text, "Description"));

  add_line (statement, -3, "Evans, Rhys", "Payment, thank you, Cash", -2300);
  statement->owed[1] = statement->balance = till_money (10000);
  settle (statement);
  g_bytes_unref (g_steal_pointer (&bytes));
  bytes = make (self);
  g_free (g_steal_pointer (&text));
  text = statement_read_page (bytes, 0);
  statement_assert_says (text, "Balance brought forward");
  statement_assert_says (text, "Nov 18, 2026");
  statement_assert_says (text, "$100.00");
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
  statement_keep_pictures (bytes, "statement-many");
  n_pages = statement_count_pages (bytes);
  g_assert_cmpuint (n_pages, ==, 2);
  for (guint page = 0; page < n_pages; page++)
    {
      g_autofree char *text = statement_read_page (bytes, page);
      g_autofree char *foot = g_strdup_printf ("Page %u of 2", page + 1);

      statement_assert_says (text, foot);
      statement_assert_says (text, "Statement for Abernathy, June");
      if (strstr (text, "Visit number") != NULL)
        statement_assert_says (text, "Description");
      g_string_append (all, text);
    }
  for (int i = 1; i <= 60; i++)
    {
      g_autofree char *words = g_strdup_printf ("Visit number %d.", i);
      const char      *found = strstr (all->str, words);

      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, words));
    }
  statement_assert_says (all->str, "$1,830.00");
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
  statement_keep_pictures (bytes, "statement-long-words");
  text = statement_read_page (bytes, 0);
  statement_assert_says (text, "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff");
  statement_assert_says (text, "Saint Petersburg-on-the-Lake, MA 01234-5678");
  statement_assert_says (text, "$1,111,111.02");
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
  g_assert_cmpuint (statement_count_pages (bytes), ==, 3);
  second = statement_read_page (bytes, 1);
  statement_assert_says (second, "Rhys Evans");
  statement_assert_says (second, "Page 1 of 1");
  g_assert_null (strstr (second, "Abernathy"));
  about = statement_ask ((const char *const[]){ "pdfinfo", "-", NULL }, bytes);
  statement_assert_says (about, "Statements (3)");
  statement_assert_says (about, "612 x 792 pts (letter)");
}

/* A practice’s whole month in one file; what it takes is in the benches. */
static void
test_thousand (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 1000; i++)
    add_usual (self);
  bytes = make (self);
  g_assert_cmpuint (statement_count_pages (bytes), ==, 1000);
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
