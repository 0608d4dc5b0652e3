/* test-book-names.c: a file that has nothing but names: the person is asked whether they are enough
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-books.h"

#define HEAD "Guarantor,Phone,0-30,31-60,61-90,91+,Balance\n"
#define OCTOBER                                                                                    \
  HEAD "\"Stone, Olive\",555-0101,10.00,0,0,0,10.00\n"                                             \
       "\"Müller-Lüdenscheidt-Hohenstein, Ottilie Konstanze\",555-0102,20.00,0,0,0,20.00\n"      \
       "\"Ng, Lea\",555-0103,30.00,0,0,0,30.00\n"
#define NOVEMBER                                                                                   \
  HEAD "\"Stone, Olive\",555-0199,0,10.00,0,0,10.00\n"                                             \
       "\"Müller-Lüdenscheidt-Hohenstein, Ottilie Konstanze\",,0,20.00,0,0,20.00\n"              \
       "\"Ng, Lea\",555-0103,x,30.00,0,0,30.00\n"

static void
flip (GtkWidget *window, const char *title)
{
  GtkWidget *row = till_test_find_named (window, ADW_TYPE_ACTION_ROW, title);

  g_assert_nonnull (row);
  ui_click (row);
}

static void
test_asked (void)
{
  Books      books = { 0 };
  GtkWidget *window;

  books_open (&books);
  books_assert_imports (books.desk, "october.csv", OCTOBER);
  window = books_begin_with (&books, "november.csv", NOVEMBER);
  books_go_on (window);
  till_test_wait_for_text (window, "3 problems");
  till_test_wait_for_text (window, "2 lines have neither a number nor a birth date");
  till_test_wait_for_text (window, "All others are imported. 3 guarantors whom they may mean have "
                                   "$60.00 on their accounts now, and will owe nothing.");
  till_test_wait_for_text (window, "Say that the names are enough, mend the file");
  books_assert_reads (window, "Conflicts", "2");
  books_assert_reads (window, "Gone", "3");
  ui_pictures (window, "book-names");

  /* It can be said, and taken back. */
  flip (window, "The names are enough");
  till_test_wait_for_text (window, "1 problem");
  books_assert_reads (window, "Conflicts", "0");
  books_assert_reads (window, "Changed", "2");
  till_test_wait_for_text (window, "1 guarantor whom they may mean has $30.00 on the account now, "
                                   "and will owe nothing.");
  ui_pictures (window, "book-names-enough");
  flip (window, "The names are enough");
  till_test_wait_for_text (window, "3 problems");
  flip (window, "The names are enough");
  till_test_wait_for_text (window, "1 problem");

  flip (window, "Leave these lines out");
  till_test_wait_until (ui_can_press (window, "Import"));
  books_run (&books, "2 guarantors imported, $30.00 owed");

  /* They are known by their names from now on. */
  window = books_begin_with (&books, "december.csv", HEAD "\"Stone, Olive\",,0,0,1.00,0,1.00\n");
  books_go_on (window);
  books_assert_reads (window, "Conflicts", "0");
  g_assert_false (till_test_shows_text (window, "The names are enough"));
  g_assert_true (ui_can_press (window, "Import"));
  books_close (&books);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/book-names/asked", test_asked);

  return g_test_run ();
}
