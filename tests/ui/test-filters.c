/* test-filters.c: a list narrowed by hand: headers, bubbles, the page's own controls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-page.h"
#include "ui/widgets/till-range-button.h"

/* Text by keys, money by keys; a wrong amount is said in words. */
static void
test_fields (void)
{
  Page       page;
  GtkWidget *popover;

  page_open (&page);
  g_assert_true (page_is_green (&page, "Date"));
  g_assert_false (page_is_green (&page, "Patient"));

  popover = page_open_filter (&page, "Patient");
  till_test_screenshot (popover, "filter-text");
  ui_write (ui_field (popover, "Text"), "ANNA");
  ui_press (popover, "Apply");
  page_wait_rows (&page, 2);
  g_assert_true (page_is_green (&page, "Patient"));
  g_assert_true (till_test_shows_text (page.bar, "ANNA"));

  popover = page_open_filter (&page, "Amount");
  ui_write (ui_field (popover, "From"), "much");
  ui_press (popover, "Apply");
  till_test_wait_for_text (popover, "Enter an amount");
  till_test_wait_frames (popover, 2);
  till_test_screenshot (popover, "filter-money");
  ui_write (ui_field (popover, "From"), "$5");
  ui_press (popover, "Apply");
  page_wait_rows (&page, 1);
  ui_pictures (page.window, "filters");

  ui_press (page.bar, "Clear All");
  page_wait_rows (&page, 3);
  g_assert_false (page_is_green (&page, "Date"));
  g_assert_false (gtk_widget_get_visible (page.bar));
  page_close (&page);
}

/* A tick list with its counts; the page's toggle shows what the header asks for. */
static void
test_choice (void)
{
  Page       page;
  GtkWidget *popover;
  GtkWidget *toggle;

  page_open (&page);
  toggle = till_test_find_named (page.page, GTK_TYPE_TOGGLE_BUTTON, "Unposted Only");
  popover = page_open_filter (&page, "Posted");
  till_test_wait_for_text (popover, "3");
  till_test_wait_frames (popover, 2);
  till_test_screenshot (popover, "filter-choice");
  ui_press (popover, "Only Posted");
  page_wait_rows (&page, 0);
  g_assert_true (till_test_shows_text (page.bar, "Posted: Posted"));
  ui_press (popover, "All");
  page_wait_rows (&page, 3);
  g_assert_false (page_is_green (&page, "Posted"));
  gtk_popover_popdown (GTK_POPOVER (popover));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  page_wait_rows (&page, 3);
  g_assert_true (page_is_green (&page, "Posted"));
  ui_press (page.bar, "Clear All");
  page_wait_rows (&page, 3);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
  page_close (&page);
}

/* Days of the header and the calendar button are the same condition. */
static void
test_days (void)
{
  Page       page;
  GtkWidget *popover;
  GtkWidget *range;

  page_open (&page);
  range = till_test_find (page.page, TILL_TYPE_RANGE_BUTTON);
  g_assert_cmpint (till_range_button_get_preset (TILL_RANGE_BUTTON (range)), ==,
                   TILL_PRESET_LAST_MONTH);
  popover = page_open_filter (&page, "Date");
  till_test_screenshot (popover, "filter-days");
  ui_press (popover, "Yesterday");
  page_wait_rows (&page, 0);
  g_assert_cmpint (till_range_button_get_preset (TILL_RANGE_BUTTON (range)), ==,
                   TILL_PRESET_YESTERDAY);
  popover = page_open_filter (&page, "Date");
  ui_press (popover, "Remove Filter");
  page_wait_rows (&page, 3);
  g_assert_cmpint (till_range_button_get_preset (TILL_RANGE_BUTTON (range)), ==, TILL_PRESET_ALL);
  page_close (&page);
}

static void
test_search (void)
{
  Page page;

  page_open (&page);
  ui_keys ("ctrl+f");
  ui_type ("ben");
  page_wait_rows (&page, 1);
  g_assert_true (till_test_shows_text (page.bar, "Search: ben"));
  ui_keys ("Escape");
  page_wait_rows (&page, 3);

  /* A card held to the wrong field. */
  ui_keys ("ctrl+f");
  ui_type ("4111 1111 1111 1111");
  till_test_wait_for_text (page.page, "That was a card number");
  ui_settle (page.window);
  till_test_screenshot (page.window, "search-card-number");
  g_assert_false (till_test_shows_text (page.bar, "Search:"));
  ui_type ("ben");
  page_wait_rows (&page, 1);
  page_close (&page);
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
