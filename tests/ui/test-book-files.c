/* test-book-files.c: the files that were imported, as a person looks through them and saves one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-books.h"
#include "ui/books/till-book-files-window.h"

#include <glib/gstdio.h>

static GtkWidget *
open_files (Books *books)
{
  gtk_widget_activate_action (books->window, "practice.imported-files", NULL);

  return ui_wait_window (TILL_TYPE_BOOK_FILES_WINDOW);
}

static void
test_saved (void)
{
  Books              books = { 0 };
  g_autofree char   *path = g_build_filename (g_get_home_dir (), "october.csv", NULL);
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget         *files;
  GtkWidget         *chooser;

  books_open (&books);
  books_assert_imports (books.desk, "october.csv", BOOKS_OCTOBER);
  files = open_files (&books);
  till_test_wait_for_text (files, "Open Dental, what is owed by age: 3 rows");
  ui_press (files, "Save “october.csv”…");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (books.window, "october.csv saved");
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, BOOKS_OCTOBER);
  g_unlink (path);
  books_close (&books);
}

/* Also what was undone, and what was not kept; the newest first. */
static void
test_listed (void)
{
  Books      books = { 0 };
  GtkWidget *files;

  books_open (&books);
  books_assert_imports (books.desk, "october <old>.csv", BOOKS_OCTOBER);
  books_change (books.desk, BOOKS_NOT_KEPT);
  books_assert_imports (books.desk, "people.csv", PATIENTS_HEAD "8,Ng,Lea,,,,8\n");
  books_assert_imports (books.desk, "november.csv", BOOKS_NOVEMBER);
  books_undo (books.desk);
  files = open_files (&books);
  till_test_wait_for_text (files, "Undone: nothing of it counts any more.");
  g_assert_true (till_test_shows_text (files, "october <old>.csv"));
  g_assert_true (till_test_shows_text (files, "did not keep the file"));
  g_assert_true (ui_can_press (files, "Save “november.csv”…"));
  g_assert_true (ui_can_press (files, "Save “people.csv”…"));
  g_assert_false (ui_can_press (files, "Save “october <old>.csv”…"));
  g_assert_false (ui_can_press (files, "Show Older Files"));
  ui_pictures (files, "book-files");
  ui_press (files, "Close");
  till_test_wait_until (ui_is_alone (books.window));
  books_close (&books);
}

/* A few at a time. */
static void
test_older (void)
{
  Books      books = { 0 };
  GtkWidget *files;

  books_open (&books);
  books_assert_imports (books.desk, "first.csv", BOOKS_OCTOBER);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *text = g_strdup_printf (PATIENTS_HEAD "8,Ng,Lea,,%u,,8\n", 100 + i);

      books_assert_imports (books.desk, "people.csv", text);
    }
  files = open_files (&books);
  till_test_wait_until (ui_can_press (files, "Show Older Files"));
  g_assert_false (till_test_shows_text (files, "first.csv"));
  ui_press (files, "Show Older Files");
  till_test_wait_for_text (files, "first.csv");
  g_assert_false (ui_can_press (files, "Show Older Files"));
  ui_press (files, "Close");
  till_test_wait_until (ui_is_alone (books.window));
  books_close (&books);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);

  g_test_add_func ("/ui/book-files/saved", test_saved);
  g_test_add_func ("/ui/book-files/listed", test_listed);
  g_test_add_func ("/ui/book-files/older", test_older);

  return g_test_run ();
}
