/* test-accessible.c: what a screen reader is told of the window and its dialogs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-books.h"
#include "till-collect.h"
#include "ui/collect/till-refund-dialog.h"
#include "ui/till-window.h"

typedef struct
{
  const char       *label;
  GtkAccessibleRole role;
} Told;

/* A label beside it may say the same: the role is part of the question. */
static gboolean
tells (GtkWidget *root, const Told *told)
{
  g_autoptr (GPtrArray) all = till_test_find_all (root, GTK_TYPE_WIDGET);

  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *unlike = NULL;

      if (!gtk_widget_get_mapped (all->pdata[i]) ||
          !gtk_test_accessible_has_role (all->pdata[i], told->role))
        continue;
      unlike = gtk_test_accessible_check_property (all->pdata[i], GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                   told->label);
      if (unlike == NULL)
        return TRUE;
    }

  return FALSE;
}

static void
assert_told (GtkWidget *root, const Told *told, gsize n_told)
{
  for (gsize i = 0; i < n_told; i++)
    {
      if (!tells (root, &told[i]))
        g_error ("“%s” is not told in its role", told[i].label);
    }
}

static void
assert_dialog (GtkWidget *dialog, const char *title)
{
  gtk_test_accessible_assert_role (dialog, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_test_accessible_assert_property (dialog, GTK_ACCESSIBLE_PROPERTY_LABEL, title);
}

/* No button without words: a screen reader would say "button". */
static void
assert_no_nameless_button (GtkWidget *root)
{
  g_autoptr (GPtrArray) all = till_test_find_all (root, GTK_TYPE_BUTTON);

  for (guint i = 0; i < all->len; i++)
    {
      GtkAccessible *button = all->pdata[i];

      if (gtk_widget_get_mapped (all->pdata[i]) &&
          !gtk_test_accessible_has_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL) &&
          !gtk_test_accessible_has_relation (button, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
        g_error ("a button (%s, “%s”) has no name", G_OBJECT_TYPE_NAME (button),
                 gtk_widget_get_tooltip_text (all->pdata[i]));
    }
}

static void
test_window (void)
{
  static const Told told[] = {
    { "Elm Street Dental – Till", GTK_ACCESSIBLE_ROLE_WINDOW },
    { "Places", GTK_ACCESSIBLE_ROLE_LIST },
    { "Payments", GTK_ACCESSIBLE_ROLE_LIST_ITEM },
    { "Settings", GTK_ACCESSIBLE_ROLE_LIST_ITEM },
    { "Main Menu", GTK_ACCESSIBLE_ROLE_BUTTON },
    { "Choose how it is paid", GTK_ACCESSIBLE_ROLE_BUTTON },
    { "Transactions", GTK_ACCESSIBLE_ROLE_TREE_GRID },
    { "Payment receipt", GTK_ACCESSIBLE_ROLE_BUTTON },
    { "Actions", GTK_ACCESSIBLE_ROLE_BUTTON },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window;

  desk_take_cash (desk, desk->anna, 2500);
  window = till_window_new (ui_application (), desk->practice);
  till_test_present (window);
  till_test_wait_for_text (window, "$25.00");
  assert_no_nameless_button (window);
  assert_told (window, told, G_N_ELEMENTS (told));
  ui_end (window);
}

static void
test_collect (void)
{
  static const Told told[] = {
    { "How it is paid", GTK_ACCESSIBLE_ROLE_GROUP },
    { "Patient", GTK_ACCESSIBLE_ROLE_TEXT_BOX },
    { "Patients found", GTK_ACCESSIBLE_ROLE_LIST },
    { "Amount", GTK_ACCESSIBLE_ROLE_TEXT_BOX },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_CASH);

  assert_dialog (dialog, "Collect Payment");
  assert_no_nameless_button (dialog);
  assert_told (dialog, told, G_N_ELEMENTS (told));
  ui_end (dialog);
}

static void
test_refund (void)
{
  static const Told told[] = { { "Amount to take back", GTK_ACCESSIBLE_ROLE_TEXT_BOX } };
  g_autoptr (Desk)  desk = desk_new_for_cash ();
  gint64            id = desk_take_cash (desk, desk->anna, 2500);
  GtkWidget        *dialog = till_refund_dialog_new (desk->practice, id, NULL);

  till_test_present (dialog);
  till_test_wait_for_text (dialog, "Hand $25.00 back");
  assert_dialog (dialog, "Refund");
  assert_no_nameless_button (dialog);
  assert_told (dialog, told, G_N_ELEMENTS (told));
  ui_end (dialog);
}

static void
test_book_import (void)
{
  static const Told told[] = {
    { "Problems of the file", GTK_ACCESSIBLE_ROLE_LIST },
    { "Leave these lines out", GTK_ACCESSIBLE_ROLE_SWITCH },
  };
  Books      books = { 0 };
  GtkWidget *dialog;

  books_open (&books);
  dialog = books_begin_with (&books, "owed.csv", BOOKS_HEAD "1,\"Fine, Fay\",,,x,0,0,0,0,1.00\n");
  till_test_wait_until (ui_can_press (dialog, "Next"));
  assert_dialog (dialog, "Import Balances");
  assert_no_nameless_button (dialog);
  books_go_on (dialog);
  assert_no_nameless_button (dialog);
  assert_told (dialog, told, G_N_ELEMENTS (told));
  ui_press (dialog, "Cancel");
  till_test_wait_until (ui_is_alone (books.window));
  books_close (&books);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/accessible/window", test_window);
  g_test_add_func ("/ui/accessible/collect", test_collect);
  g_test_add_func ("/ui/accessible/refund", test_refund);
  g_test_add_func ("/ui/accessible/book-import", test_book_import);

  return g_test_run ();
}
