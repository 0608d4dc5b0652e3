/* till-page.c: the Transactions tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-page.h"
#include "ui/widgets/till-filter-bar.h"

void
page_wait_rows (Page *self, guint n_rows)
{
  ui_wait_rows (self->table, n_rows, self->window);
}

void
page_open (Page *self)
{
  self->desk = desk_new_for_cash ();
  ui_take_three (self->desk);
  self->table = till_practice_get_transactions (self->desk->practice);
  self->page = till_transactions_page_new (self->desk->practice);
  self->window = ui_window_around (self->page, 1200, 600);
  self->bar = till_test_find (self->page, TILL_TYPE_FILTER_BAR);
  page_wait_rows (self, 3);
}

void
page_close (Page *self)
{
  g_object_ref (self->page);
  ui_end (self->window);
  g_assert_finalize_object (self->page);
  desk_free (self->desk);
}

static GtkWidget *
filter_button (Page *self, const char *column)
{
  g_autofree char *name = g_strdup_printf ("Filter %s", column);
  GtkWidget       *button = till_test_find_named (self->page, GTK_TYPE_MENU_BUTTON, name);

  g_assert_nonnull (button);

  return button;
}

GtkWidget *
page_open_filter (Page *self, const char *column)
{
  GtkWidget *button = filter_button (self, column);

  ui_click (button);

  return ui_wait_popover (button);
}

gboolean
page_is_green (Page *self, const char *column)
{
  GtkWidget *button = filter_button (self, column);

  return gtk_widget_has_css_class (gtk_widget_get_parent (gtk_widget_get_parent (button)),
                                   "filtered") &&
         g_str_equal (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (button)),
                      "till-filter-symbolic");
}
