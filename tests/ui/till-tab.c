/* till-tab.c: the whole window with its saved filters, as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-tab.h"
#include "ui/till-window.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-filter-library.h"
#include "ui/widgets/till-save-filter-dialog.h"

void
tab_wait_rows (Tab *self, guint n_rows)
{
  ui_wait_rows (self->table, n_rows, self->window);
}

static void
tab_show_window (Tab *self, guint n_rows)
{
  self->table = till_practice_get_transactions (self->desk->practice);
  self->window = till_window_new (ui_application (), self->desk->practice);
  till_test_present (self->window);
  self->bar = till_test_find (self->window, TILL_TYPE_FILTER_BAR);
  self->library = till_test_find (self->window, TILL_TYPE_FILTER_LIBRARY);
  tab_wait_rows (self, n_rows);
}

void
tab_open (Tab *self)
{
  self->desk = desk_new_for_cash ();
  ui_take_three (self->desk);
  tab_show_window (self, 3);
}

static void
tab_close_library (Tab *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (till_test_find (self->library, GTK_TYPE_MENU_BUTTON)));
  ui_settle (self->window);
}

void
tab_close (Tab *self)
{
  tab_close_library (self);
  ui_end (self->window);
  desk_free (self->desk);
}

void
tab_reopen (Tab *self, guint n_rows)
{
  tab_close_library (self);
  ui_end (self->window);
  desk_close (self->desk);
  desk_open (self->desk);
  tab_show_window (self, n_rows);
}

/* Those of @patient, of the last 30 days. */
void
tab_filter_by (Tab *self, const char *patient)
{
  g_autoptr (TillFilter)   filter = till_filter_new ();
  const char *const        names[] = { patient, NULL };
  static const char *const days[] = { "30", NULL };

  till_filter_set (filter, "date", TILL_OP_LAST_DAYS, days);
  till_filter_set (filter, "patient", TILL_OP_CONTAINS, names);
  till_table_set_filter (self->table, filter);
}

void
tab_clear (Tab *self, guint n_rows)
{
  ui_press (self->bar, "Clear All");
  tab_wait_rows (self, n_rows);
}

/* ── The dialog ── */

GtkWidget *
tab_open_save (Tab *self)
{
  ui_press (self->bar, "Save Filter…");

  return ui_wait_window (TILL_TYPE_SAVE_FILTER_DIALOG);
}

void
tab_wait_closed (GtkWidget *dialog)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  till_test_wait_until (gone == NULL);
}

void
tab_answer (GtkWidget *question, const char *button)
{
  gpointer gone = question;

  g_object_add_weak_pointer (G_OBJECT (question), &gone);
  ui_press (question, button);
  till_test_wait_until (gone == NULL);
}

gboolean
tab_can_save (Tab *self)
{
  return ui_can_press (self->bar, "Save Filter…");
}

void
tab_save_as (Tab *self, const char *name, gboolean for_everyone)
{
  GtkWidget *dialog = tab_open_save (self);

  ui_write (ui_field (dialog, "Name"), name);
  if (for_everyone)
    gtk_check_button_set_active (
      GTK_CHECK_BUTTON (till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "For everyone")),
      TRUE);
  ui_press (dialog, "Save");
  tab_wait_closed (dialog);
  till_test_wait_until (!tab_can_save (self));
}

/* ── The library ── */

GtkWidget *
tab_open_library (Tab *self)
{
  GtkWidget *button = till_test_find (self->library, GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));

  return ui_wait_popover (button);
}

TillFilterLibraryRow *
tab_find_row (Tab *self, const char *name)
{
  g_autoptr (GPtrArray) rows = till_test_find_all (self->library, TILL_TYPE_FILTER_LIBRARY_ROW);

  for (guint i = 0; i < rows->len; i++)
    {
      if (g_str_equal (till_filter_library_row_get_saved (rows->pdata[i])->name, name))
        return rows->pdata[i];
    }

  return NULL;
}

/* An item of the row's own menu. */
void
tab_choose (Tab *self, const char *name, const char *item)
{
  TillFilterLibraryRow *row = tab_find_row (self, name);
  GtkWidget            *button;
  GtkWidget            *menu;
  GtkWidget            *found;

  g_assert_nonnull (row);
  button = till_test_find (GTK_WIDGET (row), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = ui_wait_popover (button);
  found = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), item);
  g_assert_nonnull (found);
  g_assert_true (gtk_widget_activate (found));
}
