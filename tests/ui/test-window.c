/* test-window.c: the window at the widths it may have, and what is open when it is closed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"
#include "ui/till-window.h"

typedef struct
{
  Desk      *desk;
  TillTable *table;
  GtkWidget *window;
} Fixture;

static void
open_window (Fixture *self, int width)
{
  self->desk = desk_new_for_cash ();
  ui_take_three (self->desk);
  self->table = till_practice_get_transactions (self->desk->practice);
  self->window = till_window_new (ui_application (), self->desk->practice);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 700);
  till_test_present (self->window);
  ui_wait_rows (self->table, 3, self->window);
}

static void
close_window (Fixture *self)
{
  ui_end (self->window);
  desk_free (self->desk);
}

static GtkWidget *
list_of (Fixture *self)
{
  return till_test_find (self->window, GTK_TYPE_COLUMN_VIEW);
}

/* What can't be seen of the table without scrolling sideways. */
static double
hidden_width (Fixture *self)
{
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (list_of (self)));

  return gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across);
}

static gboolean
shows_places (Fixture *self)
{
  GtkWidget *flap = till_test_find (self->window, ADW_TYPE_FLAP);

  return adw_flap_get_reveal_flap (ADW_FLAP (flap));
}

/* Of a small screen all of the table is seen; the places are a press away. */
static void
test_narrow (void)
{
  Fixture all;

  open_window (&all, 1024);
  till_test_wait_until (!shows_places (&all));
  ui_settle (all.window);
  g_assert_cmpfloat (hidden_width (&all), <=, 0);
  ui_pictures (all.window, "window-1024");

  ui_press (all.window, "Places");
  till_test_wait_until (shows_places (&all));
  ui_settle (all.window);
  ui_pictures (all.window, "window-1024-places");
  gtk_widget_activate_action (all.window, "win.show-places", NULL);
  till_test_wait_until (!shows_places (&all));
  gtk_widget_activate_action (all.window, "win.show-places", NULL);
  ui_press_row (all.window, "Payments");
  till_test_wait_until (!shows_places (&all));
  close_window (&all);
}

static void
test_wide (void)
{
  Fixture all;

  open_window (&all, 1240);
  g_assert_true (shows_places (&all));
  g_assert_false (ui_can_press (all.window, "Places"));
  g_assert_cmpfloat (hidden_width (&all), <=, 0);
  close_window (&all);
}

/* ── Closed with something open ─────────────────────────────────────────────────────────────────
 */

static void
test_closed_with_filter_open (void)
{
  Fixture    all;
  GtkWidget *button;

  open_window (&all, 1240);
  gtk_window_set_title (GTK_WINDOW (all.window), "Test");
  button = till_test_find_named (all.window, GTK_TYPE_MENU_BUTTON, "Filter Patient");
  ui_click (button);
  ui_wait_popover (button);
  close_window (&all);
}

/* ── What is said above the pages ───────────────────────────────────────────────────────────────
 */

static gboolean
says (Fixture *self, const char *words)
{
  return till_test_shows_text (self->window, words);
}

/* A warning hides nothing of money on its way, and goes when it has been read. */
static void
test_warning (void)
{
  Fixture          all;
  g_autofree char *backups = NULL;

  all.desk = desk_new (NULL);
  desk_close (all.desk);
  /* Today's copy has no place; on a slow machine the desk has made one already. */
  backups = g_strconcat (all.desk->path, ".backups", NULL);
  till_test_remove_tree (backups);
  g_assert_true (g_file_set_contents (backups, "", 0, NULL));
  desk_open (all.desk);
  all.window = till_window_new (ui_application (), all.desk->practice);
  till_test_present (all.window);
  till_test_wait_until (says (&all, "backup could not be made"));
  g_assert_true (ui_can_press (all.window, "Close the Warning"));
  g_assert_false (says (&all, "could not be reached"));

  desk_set (all.desk, TILL_SETTING_CLEARENT_HOST, "http://127.0.0.1:9");
  desk_refresh (all.desk);
  till_test_wait_until (says (&all, "could not be reached"));
  g_assert_true (says (&all, "backup could not be made"));
  ui_settle (all.window);
  ui_pictures (all.window, "window-warning");

  ui_press (all.window, "Close the Warning");
  till_test_wait_until (!says (&all, "backup could not be made"));
  g_assert_true (says (&all, "could not be reached"));
  close_window (&all);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/window/narrow", test_narrow);
  g_test_add_func ("/ui/window/wide", test_wide);
  g_test_add_func ("/ui/window/closed-with-filter-open", test_closed_with_filter_open);
  g_test_add_func ("/ui/window/warning", test_warning);

  return g_test_run ();
}
