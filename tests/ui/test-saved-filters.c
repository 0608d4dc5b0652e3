/* test-saved-filters.c: filters saved, found again in the library, changed, deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-tab.h"
#include "ui/widgets/till-save-filter-dialog.h"

static gboolean
offers (Tab *self, const char *name, const char *item)
{
  GtkWidget *button = till_test_find (GTK_WIDGET (tab_find_row (self, name)), GTK_TYPE_MENU_BUTTON);
  GtkWidget *menu;
  gboolean   found;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  till_test_wait_until (gtk_widget_get_mapped (menu));
  till_test_wait_frames (menu, 2);
  till_test_screenshot (menu, "library-menu");
  found = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), item) != NULL;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));

  return found;
}

/* ── Saving and using ── */

static void
test_save (void)
{
  Tab        tab;
  GtkWidget *dialog;
  GtkWidget *question;

  tab_open (&tab);
  /* The days the tab begins with are a filter too. */
  g_assert_true (tab_can_save (&tab));
  tab_clear (&tab, 3);
  tab_filter_by (&tab, "anna");
  tab_wait_rows (&tab, 2);
  dialog = tab_open_save (&tab);
  g_assert_true (till_test_shows_text (dialog, "Patient: contains “anna”"));
  g_assert_false (ui_can_press (dialog, "Save"));
  ui_write (ui_field (dialog, "Name"), "  ");
  g_assert_false (ui_can_press (dialog, "Save"));
  ui_write (ui_field (dialog, "Name"), "Anna’s & Ben’s <both>");
  ui_pictures (dialog, "save-filter");
  ui_press (dialog, "Save");
  tab_wait_closed (dialog);
  till_test_wait_for_text (tab.window, "“Anna’s & Ben’s <both>” saved");
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "save-filter-done");
  g_assert_false (tab_can_save (&tab));

  /* The same name is asked about. */
  tab_filter_by (&tab, "ben");
  tab_wait_rows (&tab, 1);
  dialog = tab_open_save (&tab);
  ui_write (ui_field (dialog, "Name"), "ANNA’S & BEN’S <BOTH>");
  ui_press (dialog, "Save");
  question = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_screenshot (question, "save-filter-replace");
  tab_answer (question, "Cancel");
  ui_settle (dialog);
  g_assert_true (ui_can_press (dialog, "Save"));
  g_assert_true (tab_can_save (&tab));
  ui_press (dialog, "Save");
  tab_answer (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "Replace");
  tab_wait_closed (dialog);
  till_test_wait_until (!tab_can_save (&tab));

  /* What the program can't take is said in the dialog. */
  tab_clear (&tab, 3);
  tab_filter_by (&tab, "lee");
  tab_wait_rows (&tab, 3);
  dialog = tab_open_save (&tab);
  ui_write (ui_field (dialog, "Name"),
            "a name that is a good deal longer than any name of a filter is allowed to be");
  ui_press (dialog, "Save");
  till_test_wait_for_text (dialog, "too long");
  ui_pictures (dialog, "save-filter-wrong");
  ui_end (dialog);
  tab_close (&tab);
}

static void
test_use (void)
{
  Tab                   tab;
  GtkWidget            *popover;
  TillFilterLibraryRow *row;

  tab_open (&tab);
  popover = tab_open_library (&tab);
  g_assert_true (till_test_shows_text (popover, "None yet. Filter the list"));
  g_assert_true (till_test_shows_text (popover, "Declined this week"));
  g_assert_false (ui_can_press (popover, "Export All…"));
  ui_pictures (popover, "library-empty");
  gtk_popover_popdown (GTK_POPOVER (popover));

  tab_filter_by (&tab, "anna");
  tab_wait_rows (&tab, 2);
  tab_save_as (&tab, "Anna", FALSE);
  tab_filter_by (&tab, "ben");
  tab_wait_rows (&tab, 1);
  tab_save_as (&tab, "Ben", TRUE);
  tab_clear (&tab, 3);

  popover = tab_open_library (&tab);
  row = tab_find_row (&tab, "Anna");
  g_assert_true (till_test_shows_text (GTK_WIDGET (row), "Date: last 30 days"));
  ui_pictures (popover, "library");
  ui_press_row (popover, "Anna");
  tab_wait_rows (&tab, 2);
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  g_assert_true (till_test_shows_text (tab.bar, "Patient: contains “anna”"));
  g_assert_true (till_test_shows_text (tab.bar, "Date: last 30 days"));
  g_assert_false (tab_can_save (&tab));

  /* In both ways a saved search is a part of its filter. */
  ui_write (till_test_find (tab.window, GTK_TYPE_SEARCH_ENTRY), "10");
  tab_wait_rows (&tab, 1);
  tab_save_as (&tab, "Anna’s ten", FALSE);
  tab_clear (&tab, 3);
  popover = tab_open_library (&tab);
  ui_press_row (popover, "Anna’s ten");
  tab_wait_rows (&tab, 1);
  g_assert_true (till_test_shows_text (tab.bar, "Search: 10"));
  popover = tab_open_library (&tab);
  ui_press_row (popover, "Ben");
  tab_wait_rows (&tab, 1);
  g_assert_false (till_test_shows_text (tab.bar, "Search: 10"));

  /* At the next start they are there. */
  tab_reopen (&tab, 3);
  popover = tab_open_library (&tab);
  ui_press_row (popover, "Anna");
  tab_wait_rows (&tab, 2);
  tab_close (&tab);
}

/* ── Changing ── */

static void
test_change (void)
{
  Tab        tab;
  GtkWidget *dialog;

  tab_open (&tab);
  tab_filter_by (&tab, "anna");
  tab_wait_rows (&tab, 2);
  tab_save_as (&tab, "One", FALSE);
  tab_filter_by (&tab, "ben");
  tab_wait_rows (&tab, 1);
  tab_save_as (&tab, "Two", TRUE);

  tab_open_library (&tab);
  tab_choose (&tab, "One", "Rename…");
  dialog = ui_wait_window (TILL_TYPE_SAVE_FILTER_DIALOG);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (dialog, "Name"))), ==, "One");
  ui_pictures (dialog, "rename-filter");
  ui_write (ui_field (dialog, "Name"), "First");
  ui_press (dialog, "Rename");
  tab_wait_closed (dialog);
  tab_open_library (&tab);
  till_test_wait_until (tab_find_row (&tab, "First") != NULL && tab_find_row (&tab, "One") == NULL);

  /* The list has Ben’s now: so shall it. And not, taken back. */
  g_assert_false (offers (&tab, "Two", "Overwrite with the List’s Filters"));
  tab_choose (&tab, "First", "Overwrite with the List’s Filters");
  till_test_wait_for_text (tab.window, "“First” now has");
  till_test_wait_until (
    till_filter_equal (till_filter_library_row_get_saved (tab_find_row (&tab, "First"))->filter,
                       till_table_get_filter (tab.table)));
  ui_press (tab.window, "Undo");
  till_test_wait_until (
    !till_filter_equal (till_filter_library_row_get_saved (tab_find_row (&tab, "First"))->filter,
                        till_table_get_filter (tab.table)));

  tab_open_library (&tab);
  tab_choose (&tab, "Two", "Delete");
  till_test_wait_until (tab_find_row (&tab, "Two") == NULL);
  till_test_wait_for_text (tab.window, "“Two” deleted");
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "library-deleted");
  g_assert_true (tab_can_save (&tab));
  ui_press (tab.window, "Undo");
  till_test_wait_until (tab_find_row (&tab, "Two") != NULL);
  g_assert_true (till_filter_library_row_get_saved (tab_find_row (&tab, "Two"))->is_shared);
  g_assert_false (tab_can_save (&tab));
  tab_close (&tab);
}

/* A GtkMenuButton has a toggle button within; the star comes before it. */
static GtkToggleButton *
star (Tab *self, const char *name)
{
  return GTK_TOGGLE_BUTTON (
    till_test_find (GTK_WIDGET (tab_find_row (self, name)), GTK_TYPE_TOGGLE_BUTTON));
}

static void
test_begin (void)
{
  Tab tab;

  tab_open (&tab);
  tab_filter_by (&tab, "anna");
  tab_wait_rows (&tab, 2);
  tab_save_as (&tab, "One", FALSE);
  tab_filter_by (&tab, "ben");
  tab_wait_rows (&tab, 1);
  tab_save_as (&tab, "Two", FALSE);
  tab_open_library (&tab);
  gtk_toggle_button_set_active (star (&tab, "One"), TRUE);
  till_test_wait_until (till_filter_library_row_get_saved (tab_find_row (&tab, "One"))->is_default);
  gtk_toggle_button_set_active (star (&tab, "Two"), TRUE);
  till_test_wait_until (till_filter_library_row_get_saved (tab_find_row (&tab, "Two"))->is_default);
  g_assert_false (gtk_toggle_button_get_active (star (&tab, "One")));

  tab_reopen (&tab, 1);
  g_assert_true (till_test_shows_text (tab.bar, "Patient: contains “ben”"));
  g_assert_true (till_test_shows_text (tab.bar, "Date: last 30 days"));
  g_assert_false (tab_can_save (&tab));
  tab_open_library (&tab);
  ui_settle (tab.window);
  gtk_toggle_button_set_active (star (&tab, "Two"), FALSE);
  till_test_wait_until (
    !till_filter_library_row_get_saved (tab_find_row (&tab, "Two"))->is_default);
  tab_reopen (&tab, 3);
  tab_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/saved-filters/save", test_save);
  g_test_add_func ("/ui/saved-filters/use", test_use);
  g_test_add_func ("/ui/saved-filters/change", test_change);
  g_test_add_func ("/ui/saved-filters/begin", test_begin);

  return g_test_run ();
}
