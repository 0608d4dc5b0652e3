/* test-filters.c: a list narrowed by hand: headers, bubbles, the page's own controls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"
#include "ui/transactions/till-transactions-page.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-filter-popover.h"
#include "ui/widgets/till-range-button.h"

typedef struct
{
  Desk      *desk;
  TillTable *table;
  GtkWidget *page;
  GtkWidget *bar;
  GtkWidget *window;
} Page;

static void
wait_rows (Page *self, guint n_rows)
{
  till_test_wait_until (till_table_get_state (self->table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (self->table) == n_rows);
  ui_settle (self->window);
}

static void
open_page (Page *self)
{
  self->desk = desk_new_for_cash ();
  ui_take_cash (self->desk, self->desk->anna, 1000);
  ui_take_cash (self->desk, self->desk->ben, 25000);
  ui_take_cash (self->desk, self->desk->anna, 300);
  self->table = till_practice_get_transactions (self->desk->practice);
  self->page = till_transactions_page_new (self->desk->practice);
  self->window = ui_window_around (self->page, 1200, 600);
  self->bar = till_test_find (self->page, TILL_TYPE_FILTER_BAR);
  wait_rows (self, 3);
}

static void
close_page (Page *self)
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

static GtkWidget *
open_filter (Page *self, const char *column)
{
  GtkWidget *button = filter_button (self, column);
  GtkWidget *popover;

  ui_click (button);
  till_test_wait_until (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) != NULL);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  till_test_wait_until (gtk_widget_get_mapped (popover));
  till_test_wait_frames (popover, 2);

  return popover;
}

static gboolean
is_green (Page *self, const char *column)
{
  GtkWidget *button = filter_button (self, column);

  return gtk_widget_has_css_class (gtk_widget_get_parent (gtk_widget_get_parent (button)),
                                   "filtered") &&
         g_str_equal (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (button)),
                      "till-filter-symbolic");
}

/* Text by keys, money by keys; a wrong amount is said in words. */
static void
test_fields (void)
{
  Page       page;
  GtkWidget *popover;

  open_page (&page);
  g_assert_true (is_green (&page, "Date"));
  g_assert_false (is_green (&page, "Patient"));

  popover = open_filter (&page, "Patient");
  till_test_screenshot (popover, "filter-text");
  ui_write (ui_field (popover, "Text"), "ANNA");
  ui_press (popover, "Apply");
  wait_rows (&page, 2);
  g_assert_true (is_green (&page, "Patient"));
  g_assert_true (till_test_shows_text (page.bar, "ANNA"));

  popover = open_filter (&page, "Amount");
  ui_write (ui_field (popover, "From"), "much");
  ui_press (popover, "Apply");
  till_test_wait_for_text (popover, "Enter an amount");
  till_test_wait_frames (popover, 2);
  till_test_screenshot (popover, "filter-money");
  ui_write (ui_field (popover, "From"), "$5");
  ui_press (popover, "Apply");
  wait_rows (&page, 1);
  ui_pictures (page.window, "filters");

  ui_press (page.bar, "Clear All");
  wait_rows (&page, 3);
  g_assert_false (is_green (&page, "Date"));
  g_assert_false (gtk_widget_get_visible (page.bar));
  close_page (&page);
}

/* A tick list with its counts; the page's toggle shows what the header asks for. */
static void
test_choice (void)
{
  Page       page;
  GtkWidget *popover;
  GtkWidget *toggle;

  open_page (&page);
  toggle = till_test_find_named (page.page, GTK_TYPE_TOGGLE_BUTTON, "Unposted Only");
  popover = open_filter (&page, "Posted");
  till_test_wait_for_text (popover, "3");
  till_test_wait_frames (popover, 2);
  till_test_screenshot (popover, "filter-choice");
  ui_press (popover, "Only Posted");
  wait_rows (&page, 0);
  g_assert_true (till_test_shows_text (page.bar, "Posted: Posted"));
  ui_press (popover, "All");
  wait_rows (&page, 3);
  g_assert_false (is_green (&page, "Posted"));
  gtk_popover_popdown (GTK_POPOVER (popover));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  wait_rows (&page, 3);
  g_assert_true (is_green (&page, "Posted"));
  ui_press (page.bar, "Clear All");
  wait_rows (&page, 3);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
  close_page (&page);
}

/* Days of the header and the calendar button are the same condition. */
static void
test_days (void)
{
  Page       page;
  GtkWidget *popover;
  GtkWidget *range;

  open_page (&page);
  range = till_test_find (page.page, TILL_TYPE_RANGE_BUTTON);
  g_assert_cmpint (till_range_button_get_preset (TILL_RANGE_BUTTON (range)), ==,
                   TILL_PRESET_LAST_MONTH);
  popover = open_filter (&page, "Date");
  till_test_screenshot (popover, "filter-days");
  ui_press (popover, "Yesterday");
  wait_rows (&page, 0);
  g_assert_cmpint (till_range_button_get_preset (TILL_RANGE_BUTTON (range)), ==,
                   TILL_PRESET_YESTERDAY);
  popover = open_filter (&page, "Date");
  ui_press (popover, "Remove Filter");
  wait_rows (&page, 3);
  g_assert_cmpint (till_range_button_get_preset (TILL_RANGE_BUTTON (range)), ==, TILL_PRESET_ALL);
  close_page (&page);
}

static void
test_search (void)
{
  Page page;

  open_page (&page);
  ui_keys ("ctrl+f");
  ui_type ("ben");
  wait_rows (&page, 1);
  g_assert_true (till_test_shows_text (page.bar, "Search: ben"));
  ui_keys ("Escape");
  wait_rows (&page, 3);
  close_page (&page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/filters/fields", test_fields);
  g_test_add_func ("/ui/filters/choice", test_choice);
  g_test_add_func ("/ui/filters/days", test_days);
  g_test_add_func ("/ui/filters/search", test_search);

  return g_test_run ();
}
