/* till-books.c: the import of another program's file as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-books.h"

#include "flow/till-practice-private.h"
#include "ui/books/till-book-import-window.h"
#include "ui/till-window.h"

void
books_open (Books *books)
{
  books->desk = desk_new_for_cash ();
  till_test_wait_until (!books->desk->practice->aging);
  books->window = till_window_new (ui_application (), books->desk->practice);
  gtk_window_set_title (GTK_WINDOW (books->window), "Test");
  till_test_present (books->window);
}

void
books_close (Books *books)
{
  ui_end (books->window);
  desk_free (books->desk);
}

GtkWidget *
books_choose (Books *books, const char *path)
{
  gtk_widget_activate_action (books->window, "practice.import-books", NULL);
  ui_choose_file (path);

  return ui_wait_window (TILL_TYPE_BOOK_IMPORT_WINDOW);
}

GtkWidget *
books_begin (Books *books, const char *path)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBookImport) import = till_book_import_new (books->desk->practice, path, &error);

  g_assert_no_error (error);
  dialog_open (
    &books->dialog,
    till_book_import_window_new (books->desk->practice, import, GTK_WINDOW (books->window)),
    "imported");

  return books->dialog.dialog;
}

GtkWidget *
books_begin_with (Books *books, const char *name, const char *text)
{
  g_autofree char *path = books_write_file (books->desk, name, text);

  return books_begin (books, path);
}

void
books_go_on (GtkWidget *import)
{
  till_test_wait_until (ui_can_press (import, "Next"));
  ui_press (import, "Next");
  till_test_wait_for_text (import, "What will change");
}

const char *
books_read (GtkWidget *import, const char *title)
{
  g_autoptr (GPtrArray) rows = till_test_find_all (import, ADW_TYPE_ACTION_ROW);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GPtrArray) labels = till_test_find_all (rows->pdata[i], GTK_TYPE_LABEL);

      if (gtk_widget_get_mapped (rows->pdata[i]) &&
          g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
        return gtk_label_get_text (labels->pdata[labels->len - 1]);
    }
  g_error ("there is no row “%s”", title);
}

void
books_run (Books *books, const char *said)
{
  ui_press (books->dialog.dialog, "Import");
  dialog_wait_done (&books->dialog, said);
}
