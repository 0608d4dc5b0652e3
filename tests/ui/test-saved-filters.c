/* test-saved-filters.c: filters saved, found again in the library, changed, deleted, handed on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-filters.h"
#include "till-test-ui.h"
#include "ui/till-window.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-filter-library-row.h"
#include "ui/widgets/till-filter-library.h"
#include "ui/widgets/till-save-filter-dialog.h"

#define TABLE "transactions"
#define LONG_NAME "Behandlungskostenrückerstattungsbescheinigungen & Mahnläufe"

typedef struct
{
  Desk      *desk;
  TillTable *table;
  GtkWidget *window;
  GtkWidget *bar;
  GtkWidget *library;
} Tab;

static void
wait_rows (Tab *self, guint n_rows)
{
  till_test_wait_until (till_table_get_state (self->table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (self->table) == n_rows);
  ui_settle (self->window);
}

static void
show_window (Tab *self, guint n_rows)
{
  self->table = till_practice_get_transactions (self->desk->practice);
  self->window = till_window_new (ui_application (), self->desk->practice);
  till_test_present (self->window);
  self->bar = till_test_find (self->window, TILL_TYPE_FILTER_BAR);
  self->library = till_test_find (self->window, TILL_TYPE_FILTER_LIBRARY);
  wait_rows (self, n_rows);
}

static void
open_tab (Tab *self)
{
  self->desk = desk_new_for_cash ();
  ui_take_cash (self->desk, self->desk->anna, 1000);
  ui_take_cash (self->desk, self->desk->ben, 25000);
  ui_take_cash (self->desk, self->desk->anna, 300);
  show_window (self, 3);
}

static void
close_library (Tab *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (till_test_find (self->library, GTK_TYPE_MENU_BUTTON)));
  ui_settle (self->window);
}

static void
close_tab (Tab *self)
{
  close_library (self);
  ui_end (self->window);
  desk_free (self->desk);
}

static void
reopen_tab (Tab *self, guint n_rows)
{
  close_library (self);
  ui_end (self->window);
  desk_close (self->desk);
  desk_open (self->desk);
  show_window (self, n_rows);
}

/* Those of @patient, of the last 30 days. */
static void
filter_by (Tab *self, const char *patient)
{
  g_autoptr (TillFilter)   filter = till_filter_new ();
  const char *const        names[] = { patient, NULL };
  static const char *const days[] = { "30", NULL };

  till_filter_set (filter, "date", TILL_OP_LAST_DAYS, days);
  till_filter_set (filter, "patient", TILL_OP_CONTAINS, names);
  till_table_set_filter (self->table, filter);
}

static void
clear (Tab *self, guint n_rows)
{
  ui_press (self->bar, "Clear All");
  wait_rows (self, n_rows);
}

/* ── The dialog ── */

static GtkWidget *
open_save (Tab *self)
{
  ui_press (self->bar, "Save Filter…");

  return ui_wait_window (TILL_TYPE_SAVE_FILTER_DIALOG);
}

static void
wait_closed (GtkWidget *dialog)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  till_test_wait_until (gone == NULL);
}

static gboolean
can_save (Tab *self)
{
  return ui_can_press (self->bar, "Save Filter…");
}

static void
save_as (Tab *self, const char *name, gboolean for_everyone)
{
  GtkWidget *dialog = open_save (self);

  ui_write (ui_field (dialog, "Name"), name);
  if (for_everyone)
    gtk_check_button_set_active (
      GTK_CHECK_BUTTON (till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "For everyone")),
      TRUE);
  ui_press (dialog, "Save");
  wait_closed (dialog);
  till_test_wait_until (!can_save (self));
}

/* ── The library ── */

static GtkWidget *
open_library (Tab *self)
{
  GtkWidget *button = till_test_find (self->library, GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  till_test_wait_until (gtk_widget_get_mapped (popover));
  till_test_wait_frames (popover, 2);

  return popover;
}

static TillFilterLibraryRow *
find_row (Tab *self, const char *name)
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
static void
choose (Tab *self, const char *name, const char *item)
{
  TillFilterLibraryRow *row = find_row (self, name);
  GtkWidget            *button;
  GtkWidget            *menu;
  GtkWidget            *found;

  g_assert_nonnull (row);
  button = till_test_find (GTK_WIDGET (row), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  till_test_wait_until (gtk_widget_get_mapped (menu));
  till_test_wait_frames (menu, 2);
  found = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), item);
  g_assert_nonnull (found);
  g_assert_true (gtk_widget_activate (found));
}

static gboolean
offers (Tab *self, const char *name, const char *item)
{
  GtkWidget *button = till_test_find (GTK_WIDGET (find_row (self, name)), GTK_TYPE_MENU_BUTTON);
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

  open_tab (&tab);
  /* The days the tab begins with are a filter too. */
  g_assert_true (can_save (&tab));
  clear (&tab, 3);
  filter_by (&tab, "anna");
  wait_rows (&tab, 2);
  dialog = open_save (&tab);
  g_assert_true (till_test_shows_text (dialog, "Patient: contains “anna”"));
  g_assert_false (ui_can_press (dialog, "Save"));
  ui_write (ui_field (dialog, "Name"), "  ");
  g_assert_false (ui_can_press (dialog, "Save"));
  ui_write (ui_field (dialog, "Name"), "Anna’s & Ben’s <both>");
  ui_pictures (dialog, "save-filter");
  ui_press (dialog, "Save");
  wait_closed (dialog);
  till_test_wait_for_text (tab.window, "“Anna’s & Ben’s <both>” saved");
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "save-filter-done");
  g_assert_false (can_save (&tab));

  /* The same name is asked about. */
  filter_by (&tab, "ben");
  wait_rows (&tab, 1);
  dialog = open_save (&tab);
  ui_write (ui_field (dialog, "Name"), "ANNA’S & BEN’S <BOTH>");
  ui_press (dialog, "Save");
  till_test_screenshot (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "save-filter-replace");
  ui_answer ("cancel");
  ui_settle (dialog);
  g_assert_true (ui_can_press (dialog, "Save"));
  g_assert_true (can_save (&tab));
  ui_press (dialog, "Save");
  ui_answer ("replace");
  wait_closed (dialog);
  till_test_wait_until (!can_save (&tab));

  /* What the program can't take is said in the dialog. */
  clear (&tab, 3);
  filter_by (&tab, "lee");
  wait_rows (&tab, 3);
  dialog = open_save (&tab);
  ui_write (ui_field (dialog, "Name"),
            "a name that is a good deal longer than any name of a filter is allowed to be");
  ui_press (dialog, "Save");
  till_test_wait_for_text (dialog, "too long");
  ui_pictures (dialog, "save-filter-wrong");
  ui_end (dialog);
  close_tab (&tab);
}

static void
test_use (void)
{
  Tab                   tab;
  GtkWidget            *popover;
  TillFilterLibraryRow *row;

  open_tab (&tab);
  popover = open_library (&tab);
  g_assert_true (till_test_shows_text (popover, "None yet. Filter the list"));
  g_assert_true (till_test_shows_text (popover, "Declined this week"));
  g_assert_false (ui_can_press (popover, "Export All…"));
  ui_pictures (popover, "library-empty");
  gtk_popover_popdown (GTK_POPOVER (popover));

  filter_by (&tab, "anna");
  wait_rows (&tab, 2);
  save_as (&tab, "Anna", FALSE);
  filter_by (&tab, "ben");
  wait_rows (&tab, 1);
  save_as (&tab, "Ben", TRUE);
  clear (&tab, 3);

  popover = open_library (&tab);
  row = find_row (&tab, "Anna");
  g_assert_true (till_test_shows_text (GTK_WIDGET (row), "Date: last 30 days"));
  ui_pictures (popover, "library");
  ui_press_row (popover, "Anna");
  wait_rows (&tab, 2);
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  g_assert_true (till_test_shows_text (tab.bar, "Patient: contains “anna”"));
  g_assert_true (till_test_shows_text (tab.bar, "Date: last 30 days"));
  g_assert_false (can_save (&tab));

  /* In both ways a saved search is a part of its filter. */
  ui_write (till_test_find (tab.window, GTK_TYPE_SEARCH_ENTRY), "10");
  wait_rows (&tab, 1);
  save_as (&tab, "Anna’s ten", FALSE);
  clear (&tab, 3);
  popover = open_library (&tab);
  ui_press_row (popover, "Anna’s ten");
  wait_rows (&tab, 1);
  g_assert_true (till_test_shows_text (tab.bar, "Search: 10"));
  popover = open_library (&tab);
  ui_press_row (popover, "Ben");
  wait_rows (&tab, 1);
  g_assert_false (till_test_shows_text (tab.bar, "Search: 10"));

  /* At the next start they are there. */
  reopen_tab (&tab, 3);
  popover = open_library (&tab);
  ui_press_row (popover, "Anna");
  wait_rows (&tab, 2);
  close_tab (&tab);
}

/* ── Changing ── */

static void
test_change (void)
{
  Tab        tab;
  GtkWidget *dialog;

  open_tab (&tab);
  filter_by (&tab, "anna");
  wait_rows (&tab, 2);
  save_as (&tab, "One", FALSE);
  filter_by (&tab, "ben");
  wait_rows (&tab, 1);
  save_as (&tab, "Two", TRUE);

  open_library (&tab);
  choose (&tab, "One", "Rename…");
  dialog = ui_wait_window (TILL_TYPE_SAVE_FILTER_DIALOG);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (dialog, "Name"))), ==, "One");
  ui_pictures (dialog, "rename-filter");
  ui_write (ui_field (dialog, "Name"), "First");
  ui_press (dialog, "Rename");
  wait_closed (dialog);
  open_library (&tab);
  till_test_wait_until (find_row (&tab, "First") != NULL && find_row (&tab, "One") == NULL);

  /* The list has Ben’s now: so shall it. And not, taken back. */
  g_assert_false (offers (&tab, "Two", "Overwrite with the List’s Filters"));
  choose (&tab, "First", "Overwrite with the List’s Filters");
  till_test_wait_for_text (tab.window, "“First” now has");
  till_test_wait_until (
    till_filter_equal (till_filter_library_row_get_saved (find_row (&tab, "First"))->filter,
                       till_table_get_filter (tab.table)));
  ui_press (tab.window, "Undo");
  till_test_wait_until (
    !till_filter_equal (till_filter_library_row_get_saved (find_row (&tab, "First"))->filter,
                        till_table_get_filter (tab.table)));

  open_library (&tab);
  choose (&tab, "Two", "Delete");
  till_test_wait_until (find_row (&tab, "Two") == NULL);
  till_test_wait_for_text (tab.window, "“Two” deleted");
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "library-deleted");
  g_assert_true (can_save (&tab));
  ui_press (tab.window, "Undo");
  till_test_wait_until (find_row (&tab, "Two") != NULL);
  g_assert_true (till_filter_library_row_get_saved (find_row (&tab, "Two"))->is_shared);
  g_assert_false (can_save (&tab));
  close_tab (&tab);
}

/* A GtkMenuButton has a toggle button within; the star comes before it. */
static GtkToggleButton *
star (Tab *self, const char *name)
{
  return GTK_TOGGLE_BUTTON (
    till_test_find (GTK_WIDGET (find_row (self, name)), GTK_TYPE_TOGGLE_BUTTON));
}

static void
test_begin (void)
{
  Tab tab;

  open_tab (&tab);
  filter_by (&tab, "anna");
  wait_rows (&tab, 2);
  save_as (&tab, "One", FALSE);
  filter_by (&tab, "ben");
  wait_rows (&tab, 1);
  save_as (&tab, "Two", FALSE);
  open_library (&tab);
  gtk_toggle_button_set_active (star (&tab, "One"), TRUE);
  till_test_wait_until (till_filter_library_row_get_saved (find_row (&tab, "One"))->is_default);
  gtk_toggle_button_set_active (star (&tab, "Two"), TRUE);
  till_test_wait_until (till_filter_library_row_get_saved (find_row (&tab, "Two"))->is_default);
  g_assert_false (gtk_toggle_button_get_active (star (&tab, "One")));

  reopen_tab (&tab, 1);
  g_assert_true (till_test_shows_text (tab.bar, "Patient: contains “ben”"));
  g_assert_true (till_test_shows_text (tab.bar, "Date: last 30 days"));
  g_assert_false (can_save (&tab));
  open_library (&tab);
  ui_settle (tab.window);
  gtk_toggle_button_set_active (star (&tab, "Two"), FALSE);
  till_test_wait_until (!till_filter_library_row_get_saved (find_row (&tab, "Two"))->is_default);
  reopen_tab (&tab, 3);
  close_tab (&tab);
}

/* ── Files, and what comes from elsewhere ── */

static void
import (Tab *self, const char *text)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_import_filters_async (self->desk->practice, text, NULL, till_test_keep_result,
                                      &result);
  kept = till_test_wait_result (&result);
  till_practice_import_filters_finish (self->desk->practice, kept, NULL, &error);
  g_assert_no_error (error);
}

#define FILE_OF(filters)                                                                           \
  "{\"format\":\"till-filters\",\"version\":1,\"table\":\"transactions\",\"filters\":[" filters "]}"

static void
test_lost_column (void)
{
  Tab        tab;
  GtkWidget *popover;

  open_tab (&tab);
  import (&tab, FILE_OF ("{\"name\":\"Old one\",\"filter\":{\"conditions\":[{\"column\":\"branch\","
                         "\"op\":\"is\",\"values\":[\"north\"]}]}}"));
  till_test_wait_until (find_row (&tab, "Old one") != NULL || open_library (&tab) != NULL);
  popover = open_library (&tab);
  till_test_wait_for_text (popover, "There is no column “branch” any more");
  ui_pictures (popover, "library-lost-column");
  ui_press_row (popover, "Old one");

  /* Said, and to be removed. */
  till_test_wait_for_text (tab.bar, "branch: no such column");
  till_test_wait_for_text (tab.window, "can’t be filtered by “branch”");
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "filters-lost-column");
  ui_press (tab.bar, "Remove filter branch: no such column");
  wait_rows (&tab, 3);
  close_tab (&tab);
}

static void
test_many_and_long (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  Tab                 tab;
  GtkWidget          *popover;
  GtkWidget          *dialog;

  open_tab (&tab);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (
      all,
      "%s{\"name\":\"%s\",\"shared\":%s,\"filter\":{\"conditions\":[{\"column\":\"patient\","
      "\"op\":\"contains\",\"values\":[\"Wolfeschlegelsteinhausenbergerdorff\",\"%u\"]}]}}",
      i > 0 ? "," : "", LONG_NAME, i % 2 == 0 ? "true" : "false", i);
  g_string_prepend (all, "{\"format\":\"till-filters\",\"version\":1,\"table\":\"transactions\","
                         "\"filters\":[");
  g_string_append (all, "]}");
  import (&tab, all->str);
  popover = open_library (&tab);
  till_test_wait_until (find_row (&tab, LONG_NAME) != NULL);
  till_test_wait_frames (popover, 2);
  ui_pictures (popover, "library-many");
  g_assert_cmpint (gtk_widget_get_height (popover), <, 620);
  g_assert_cmpint (gtk_widget_get_width (popover), <, 520);
  ui_press_row (popover, LONG_NAME);
  wait_rows (&tab, 0);
  ui_pictures (tab.window, "filters-long");

  /* The words of a long filter too. */
  ui_write (till_test_find (tab.window, GTK_TYPE_SEARCH_ENTRY), LONG_NAME LONG_NAME LONG_NAME);
  till_test_wait_until (can_save (&tab));
  dialog = open_save (&tab);
  ui_write (ui_field (dialog, "Name"), LONG_NAME);
  ui_pictures (dialog, "save-filter-long");
  ui_end (dialog);
  close_tab (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/saved-filters/save", test_save);
  g_test_add_func ("/ui/saved-filters/use", test_use);
  g_test_add_func ("/ui/saved-filters/change", test_change);
  g_test_add_func ("/ui/saved-filters/begin", test_begin);
  g_test_add_func ("/ui/saved-filters/lost-column", test_lost_column);
  g_test_add_func ("/ui/saved-filters/many-and-long", test_many_and_long);

  return g_test_run ();
}
