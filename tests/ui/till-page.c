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

GtkWidget *
page_open_filter (Page *self, const char *column)
{
  return ui_open_filter (self->page, column);
}

gboolean
page_is_green (Page *self, const char *column)
{
  return ui_is_green (self->page, column);
}
