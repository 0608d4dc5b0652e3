/* test-book-import.c: another program's file, as a person imports it step by step, and undoes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-files.h"
#include "flow/till-practice-private.h"
#include "flow/till-practice-receivables.h"
#include "till-books.h"
#include "ui/books/till-book-import-window.h"
#include "ui/receivables/till-receivables-page.h"

#include <json-glib/json-glib.h>

#define N_FAMILIES 40

/* ── Step by step ────────────────────────────────────────────────────────────────────────────── */

static gint64
write_demo (Books *books, TillDemoLayout layout, const char *path)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char       *key = g_strconcat (path, ".json", NULL);

  till_demo_write_file (layout, 7, N_FAMILIES, till_practice_get_today (books->desk->practice),
                        path, key, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, key, &error);
  g_assert_no_error (error);

  return json_object_get_int_member (json_node_get_object (json_parser_get_root (parser)),
                                     "total_cents");
}

/* A known file, from its choice to what is said of it, and back by the button on that. */
static void
test_steps (void)
{
  Books            books = { 0 };
  g_autofree char *path = g_build_filename (g_get_home_dir (), "owed.csv", NULL);
  g_autofree char *total = NULL;
  g_autofree char *today = NULL;
  g_autofree char *said = NULL;
  GtkWidget       *window;

  books_open (&books);
  books_assert_imports (books.desk, "october.csv", BOOKS_OCTOBER);
  total = till_money_format (till_money (write_demo (&books, TILL_DEMO_OPEN_DENTAL_AR, path)));
  today = till_day_format (till_practice_get_today (books.desk->practice));
  said = g_strdup_printf ("40 guarantors imported, %s owed", total);

  window = books_choose (&books, path);
  till_test_wait_for_text (window, "Open Dental, what is owed by age");
  g_assert_true (till_test_shows_text (window, "UTF-8, a comma between the cells"));
  books_assert_reads (window, "bal_0_30", "Owed, 0 to 30 days");
  books_assert_reads (window, "BillingType", "Not imported");
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (window)) == ui_button (window, "Next"));
  ui_pictures (window, "book-columns-known");

  books_go_on (window);
  books_assert_reads (window, "New", "40");
  books_assert_reads (window, "Changed", "0");
  books_assert_reads (window, "Unchanged", "0");
  books_assert_reads (window, "Gone", "3");
  books_assert_reads (window, "Conflicts", "0");
  books_assert_reads (window, "Owed in all", total);
  books_assert_reads (window, "The file’s own total", "–");
  books_assert_reads (window, "As of", today);
  ui_pictures (window, "book-preview");
  books_assert_balance (books.desk, "97001", "10000 5000 0 2500 0 4000");

  ui_press (window, "Import");
  till_test_wait_for_text (books.window, said);
  g_assert_cmpint (desk_count (books.desk, "SELECT count(*) FROM receivables"), >, 20);
  ui_press (books.window, "Undo");
  till_test_wait_for_text (books.window, "The import is undone");
  till_test_wait_until (ui_is_alone (books.window));
  books_assert_balance (books.desk, "97001", "10000 5000 0 2500 0 4000");
  books_close (&books);
}

/* What is owed has a tab as soon as there is any, which has the way to the next file. */
static void
test_shown (void)
{
  Books      books = { 0 };
  GtkWidget *window;
  GtkWidget *page;

  books_open (&books);
  window = books_begin_with (&books, "october.csv", BOOKS_OCTOBER);
  books_go_on (window);
  books_run (&books, "3 guarantors imported, $155.00 owed");
  till_test_wait_for_text (books.window, "Accounts Receivable");
  ui_keys ("ctrl+4");
  till_test_wait_until ((page = till_test_find (books.window, TILL_TYPE_RECEIVABLES_PAGE)) != NULL);
  till_test_wait_for_text (page, "$155.00");
  g_assert_true (ui_can_press (page, "Import…"));

  window = books_begin_with (&books, "november.csv", BOOKS_NOVEMBER);
  books_go_on (window);
  books_run (&books, "3 guarantors imported, $186.00 owed");
  till_test_wait_for_text (page, "$186.00");
  ui_pictures (books.window, "book-receivables");
  books_close (&books);
}

static void
take_in_demo_patients (Books *books)
{
  g_autofree char           *path = g_build_filename (g_get_home_dir (), "people.csv", NULL);
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  write_demo (books, TILL_DEMO_OPEN_DENTAL_PATIENTS, path);
  import = books_look_at (books->desk, path);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
}

/* The lines of a ledger take the place of balances, and stand on the family's page. */
static void
test_lines (void)
{
  Books            books = { 0 };
  g_autofree char *path = g_build_filename (g_get_home_dir (), "transactions.csv", NULL);
  g_autofree char *total = NULL;
  g_autofree char *said = NULL;
  GtkWidget       *window;
  gint64           guarantor;

  books_open (&books);
  take_in_demo_patients (&books);
  books_assert_imports (books.desk, "october.csv", BOOKS_OCTOBER);
  total =
    till_money_format (till_money (write_demo (&books, TILL_DEMO_EAGLESOFT_TRANSACTIONS, path)));
  window = books_begin (&books, path);
  till_test_wait_for_text (window, "Eaglesoft, transactions");
  books_assert_reads (window, "est_primary", "Expected from the first insurance");
  ui_pictures (window, "book-lines-columns");
  books_go_on (window);
  books_assert_reads (window, "Changed", "0");
  books_assert_reads (window, "Owe nothing", "3");
  books_assert_reads (window, "Owed in all", total);
  till_test_wait_for_text (window, "The balances of “october.csv”");
  ui_pictures (window, "book-lines-preview");
  said = g_strdup_printf ("%s ledger lines imported, %s owed", books_read (window, "New"), total);
  books_run (&books, said);

  guarantor = desk_count (
    books.desk, "SELECT guarantor_id FROM ledger_lines"
                " WHERE kind = 'insurance' GROUP BY guarantor_id ORDER BY count(*) DESC LIMIT 1");
  g_assert_true (gtk_widget_activate_action (books.window, "win.show-patient", "x", guarantor));
  till_test_wait_until (ui_can_press (books.window, "Family Ledger"));
  ui_press (books.window, "Family Ledger");
  till_test_wait_for_text (books.window, "Insurance payment");
  ui_pictures (books.window, "book-lines-ledger");
  books_close (&books);
}

/* A report with pages and totals of its own, in UTF-16, which says of which day it is. */
static void
test_report (void)
{
  Books            books = { 0 };
  g_autofree char *path = g_build_filename (g_get_home_dir (), "aging.csv", NULL);
  g_autofree char *total = NULL;
  GtkWidget       *window;

  books_open (&books);
  total = till_money_format (till_money (write_demo (&books, TILL_DEMO_DENTRIX_AGING, path)));
  window = books_begin (&books, path);
  till_test_wait_for_text (window, "Dentrix, aging report");
  g_assert_true (till_test_shows_text (window, "UTF-16, a tab between the cells"));
  g_assert_true (till_test_shows_text (window, "Day of the balances, as the file says"));
  books_go_on (window);
  books_assert_reads (window, "The file’s own total", total);
  g_assert_true (till_test_shows_text (window, "Agrees with its rows"));
  ui_press (window, "Cancel");
  till_test_wait_until (ui_is_alone (books.window));
  books_close (&books);
}

static void
test_patients (void)
{
  Books      books = { 0 };
  GtkWidget *window;

  books_open (&books);
  window = books_begin_with (&books, "patients.csv",
                             PATIENTS_HEAD "8002,Ng,Tim,2015-03-04,,,8001\n"
                                           "8001,Ng,Lea,1984-01-02,555-0155,,8001\n");
  till_test_wait_for_text (window, "Open Dental, patients");
  g_assert_false (till_test_shows_text (window, "Day of the balances"));
  books_go_on (window);
  books_assert_reads (window, "New", "2");
  g_assert_false (till_test_shows_text (window, "What is owed"));
  books_run (&books, "2 patients imported");
  g_assert_cmpuint (books_count_found (books.desk, "ng tim"), ==, 1);
  books_close (&books);
}

/* ── Problems ────────────────────────────────────────────────────────────────────────────────── */

#define DOUBTFUL                                                                                   \
  BOOKS_HEAD "97001,\"Other, Person\",,,1.00,0,0,0,0,1.00\n"                                       \
             "97002,\"Fine, Fay\",,,x,0,0,0,0,1.00\n"                                              \
             "97005,\"Good, Gus\",,,2.00,0,0,0,0,2.00\n"                                           \
             "Total,,,,4.00,0,0,0,0,4.00\n"

static void
test_problems (void)
{
  Books      books = { 0 };
  GtkWidget *window;

  books_open (&books);
  books_assert_imports (books.desk, "october.csv", BOOKS_OCTOBER);
  window = books_begin_with (&books, "doubtful.csv", DOUBTFUL);
  books_go_on (window);
  till_test_wait_for_text (window, "3 problems");
  till_test_wait_for_text (window, "Line 2: ");
  till_test_wait_for_text (window, "Stone, Olive");
  till_test_wait_for_text (window, "Line 3, column 5: ");
  till_test_wait_for_text (window, "The file’s own total is $4.00, but its rows come to $3.00.");
  till_test_wait_for_text (window, "Mend the file and choose it again, or leave these lines out.");
  books_assert_reads (window, "Conflicts", "1");
  books_assert_reads (window, "Gone", "3");
  books_assert_reads (window, "The file’s own total", "$4.00");
  g_assert_false (ui_can_press (window, "Import"));
  ui_pictures (window, "book-problems");

  gtk_switch_set_active (GTK_SWITCH (till_test_find (window, GTK_TYPE_SWITCH)), TRUE);
  till_test_wait_until (ui_can_press (window, "Import"));
  g_assert_false (till_test_shows_text (window, "Mend the file"));
  books_run (&books, "1 guarantor imported, $2.00 owed");
  books_assert_balance (books.desk, "97005", "200 0 0 0 0 0");
  books_close (&books);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* What can't be imported says why in place of the steps, and another file can be chosen. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *said;
  } files[] = {
    { "Who,Note\nAda,4111 1111 1111 1111\n", "Line 2, column 2 holds a card number." },
    { "", "The file is empty" },
    { "just words\n", "This is no list" },
    { BOOKS_HEAD, "The file has headings, but no rows." },
    { BOOKS_OCTOBER, "This file was already imported on " },
  };
  Books            books = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint            n_another = 0;

  books_open (&books);
  books_assert_imports (books.desk, "october.csv", BOOKS_OCTOBER);
  before = books_dump (books.desk);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      GtkWidget *window = books_begin_with (&books, "bad.csv", files[i].text);

      till_test_wait_until (ui_can_press (window, "Next") || ui_can_press (window, "Close"));
      if (ui_can_press (window, "Next"))
        ui_press (window, "Next");
      till_test_wait_for_text (window, files[i].said);
      g_assert_true (till_test_shows_text (window, "Nothing Was Imported"));
      g_assert_false (till_test_shows_text (window, "4111"));
      if (i == 0)
        ui_pictures (window, "book-refused");
      g_signal_connect_swapped (window, "another", G_CALLBACK (count_cb), &n_another);
      ui_press (window, "Choose Another File…");
      till_test_wait_until (ui_is_alone (books.window));
      g_assert_cmpuint (n_another, ==, i + 1);
    }
  after = books_dump (books.desk);
  g_assert_cmpstr (after, ==, before);
  books_close (&books);
}

/* A card number far below what is looked at first. */
static void
test_late_card (void)
{
  Books               books = { 0 };
  g_autoptr (GString) text = g_string_new (BOOKS_HEAD);
  GtkWidget          *window;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "%u,\"Long, List\",,,1.00,0,0,0,0,1.00\n", 50000 + i);
  g_string_append (text, "7,\"Card, Carl\",4111111111111111,,1.00,0,0,0,0,1.00\n");
  books_open (&books);
  window = books_begin_with (&books, "late.csv", text->str);
  till_test_wait_until (ui_can_press (window, "Next"));
  ui_press (window, "Next");
  till_test_wait_for_text (window, "Line 202, column 3 holds a card number.");
  g_assert_true (till_test_shows_text (window, "Nothing Was Imported"));
  ui_press (window, "Close");
  till_test_wait_until (ui_is_alone (books.window));
  books_close (&books);
}

/* ── Columns by hand ─────────────────────────────────────────────────────────────────────────── */

#define SHEET "Who;Acct;Fresh;Month 2;Month 3;Older;Born\n"

/* The places in the list of what a column of balances may be. */
enum
{
  NUMBER = 1,
  NAME = 2,
  OWED_0_30 = 6,
  BIRTH_DATE = 13,
};

static void
test_by_hand (void)
{
  static const char *const months[] = { "Fresh", "Month 2", "Month 3", "Older" };
  Books                    books = { 0 };
  g_autofree char         *day = NULL;
  GtkWidget               *window;

  books_open (&books);
  day = till_day_format (till_day_add (till_practice_get_today (books.desk->practice), -3));
  window = books_begin_with (&books, "sheet.csv", SHEET "Stone <Olive>;97001;1;2;3;4;24.11.1990\n");
  till_test_wait_for_text (window, "No program that Till knows");
  till_test_wait_for_text (window, "UTF-8, a semicolon between the cells");
  g_assert_true (till_test_shows_text (window, "Stone <Olive>"));
  g_assert_false (ui_can_press (window, "Next"));
  ui_choose (window, "It lists", 0);
  ui_choose (window, "Who", NAME);
  till_test_wait_for_text (window, "No column is chosen for the four amounts by age.");
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    ui_choose (window, months[i], OWED_0_30 + i);
  ui_choose (window, "Acct", NAME);
  till_test_wait_for_text (window, "Column 2 says the same as one before it.");
  ui_pictures (window, "book-columns-by-hand");
  ui_choose (window, "Acct", NUMBER);
  g_assert_false (till_test_shows_text (window, "24/11/2026 (day first)"));
  ui_choose (window, "Born", BIRTH_DATE);
  g_assert_true (till_test_shows_text (window, "24/11/2026 (day first)"));

  ui_write (ui_field (window, "Day of the balances"), "someday");
  till_test_wait_for_text (window, "“someday” is no day.");
  g_assert_false (ui_can_press (window, "Next"));
  ui_write (ui_field (window, "Day of the balances"), "2126-01-01");
  till_test_wait_for_text (window, "That day is still to come.");
  ui_write (ui_field (window, "Day of the balances"), day);
  till_test_wait_until (ui_can_press (window, "Next"));

  books_go_on (window);
  books_assert_reads (window, "As of", day);
  ui_press (window, "Back");
  till_test_wait_for_text (window, "No program that Till knows");
  books_go_on (window);
  books_run (&books, "1 guarantor imported, $10.00 owed");
  books_assert_balance (books.desk, "97001", "100 200 300 400 0 0");

  /* The next one of its kind. */
  window = books_begin_with (&books, "next.csv", SHEET "Stone <Olive>;97001;5;0;0;0;24.11.1990\n");
  till_test_wait_for_text (window, "A file that you imported before");
  books_go_on (window);
  books_assert_reads (window, "Changed", "1");
  books_run (&books, "1 guarantor imported, $5.00 owed");
  books_assert_balance (books.desk, "97001", "500 0 0 0 0 0");
  books_close (&books);
}

/* What was matched for one kind is not lost by a look at the other. */
static void
test_other_kind (void)
{
  Books      books = { 0 };
  GtkWidget *window;

  books_open (&books);
  window = books_begin_with (&books, "people.csv", "Ref,Name,DOB\n7,\"Bell, Ann\",11/24/1990\n");
  till_test_wait_for_text (window, "No column is chosen for the patient’s number.");
  ui_choose (window, "Ref", 1);
  till_test_wait_until (ui_can_press (window, "Next"));
  ui_choose (window, "It lists", 0);
  till_test_wait_for_text (window, "No column is chosen for the four amounts by age.");
  ui_choose (window, "It lists", 1);
  till_test_wait_until (ui_can_press (window, "Next"));
  books_go_on (window);
  books_run (&books, "1 patient imported");
  g_assert_cmpint (desk_count (books.desk, "SELECT count(*) FROM patients WHERE number = '7'"
                                           " AND birth_date = 7632"),
                   ==, 1);
  books_close (&books);
}

/* ── Cancelled, undone ───────────────────────────────────────────────────────────────────────── */

static void
test_cancelled (void)
{
  Books            books = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget       *window;

  books_open (&books);
  before = books_dump (books.desk);
  /* Escape leaves it where nothing is lost. */
  window = books_begin_with (&books, "october.csv", BOOKS_OCTOBER);
  till_test_wait_until (ui_can_press (window, "Next"));
  gtk_window_set_title (GTK_WINDOW (books.window), "Behind");
  gtk_window_set_title (GTK_WINDOW (window), "Test");
  ui_keys ("Escape");
  till_test_wait_until (ui_is_alone (books.window));

  window = books_begin_with (&books, "october.csv", BOOKS_OCTOBER);
  books_go_on (window);
  /* Another import has the books. */
  g_mutex_lock (&books.desk->practice->book_lock);
  ui_press (window, "Import");
  till_test_wait_for_text (window, "Importing…");
  till_test_wait_for_text (window, "0 of 3 rows");
  ui_pictures (window, "book-importing");
  ui_press (window, "Cancel");
  g_assert_false (ui_can_press (window, "Cancel"));
  g_mutex_unlock (&books.desk->practice->book_lock);
  till_test_wait_for_text (window, "Cancelled: nothing was imported.");
  after = books_dump (books.desk);
  g_assert_cmpint (desk_count (books.desk, "SELECT count(*) FROM receivables"), ==, 0);
  g_assert_cmpuint (books_count_found (books.desk, "stone olive"), ==, 0);
  desk_assert_holds (books.desk);

  books_run (&books, "3 guarantors imported, $155.00 owed");
  books_close (&books);
}

/* Presses that button of the question. */
static void
answer (Books *books, const char *words, const char *button)
{
  GtkWidget *dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);

  till_test_wait_for_text (dialog, words);
  ui_press (dialog, button);
  till_test_wait_until (ui_is_alone (books->window));
}

static void
test_undone (void)
{
  Books books = { 0 };

  books_open (&books);
  gtk_widget_activate_action (books.window, "practice.undo-import-books", NULL);
  answer (&books, "There Is Nothing to Undo", "Close");

  books_assert_imports (books.desk, "october.csv", BOOKS_OCTOBER);
  gtk_widget_activate_action (books.window, "practice.undo-import-books", NULL);
  ui_pictures (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "book-undo");
  answer (&books, "“october.csv”, imported on ", "Cancel");
  books_assert_balance (books.desk, "97001", "10000 5000 0 2500 0 4000");

  gtk_widget_activate_action (books.window, "practice.undo-import-books", NULL);
  answer (&books, "“october.csv”, imported on ", "Undo");
  till_test_wait_for_text (books.window, "The import is undone");
  till_test_wait_until (!till_test_shows_text (books.window, "Accounts Receivable"));
  g_assert_cmpint (desk_count (books.desk, "SELECT count(*) FROM receivables"), ==, 0);
  books_close (&books);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);

  g_test_add_func ("/ui/book-import/steps", test_steps);
  g_test_add_func ("/ui/book-import/shown", test_shown);
  g_test_add_func ("/ui/book-import/lines", test_lines);
  g_test_add_func ("/ui/book-import/report", test_report);
  g_test_add_func ("/ui/book-import/patients", test_patients);
  g_test_add_func ("/ui/book-import/problems", test_problems);
  g_test_add_func ("/ui/book-import/refused", test_refused);
  g_test_add_func ("/ui/book-import/late-card", test_late_card);
  g_test_add_func ("/ui/book-import/by-hand", test_by_hand);
  g_test_add_func ("/ui/book-import/other-kind", test_other_kind);
  g_test_add_func ("/ui/book-import/cancelled", test_cancelled);
  g_test_add_func ("/ui/book-import/undone", test_undone);

  return g_test_run ();
}
