/* test-columns-menu.c: columns hidden, moved and made wider by hand, and so at the next start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-filters.h"
#include "till-test-ui.h"
#include "ui/transactions/till-transactions-page.h"
#include "ui/widgets/till-columns-menu.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-table-view.h"

#define KEY "columns.transactions"
#define AS_DECLARED "Date Patient Amount Method Card Status Posted Confirmation"

typedef struct
{
  Desk            *desk;
  TillTable       *table;
  GtkWidget       *page;
  GtkColumnView   *view;
  TillTableLayout *layout;
  GtkWidget       *window;
} Page;

static void
show_page (Page *self)
{
  TillTableView *list;

  self->table = till_practice_get_transactions (self->desk->practice);
  self->page = till_transactions_page_new (self->desk->practice);
  self->window = ui_window_around (self->page, 1200, 600);
  list = TILL_TABLE_VIEW (till_test_find (self->page, TILL_TYPE_TABLE_VIEW));
  self->view = till_table_view_get_view (list);
  self->layout = till_table_view_get_layout (list);
  ui_wait_rows (self->table, 2, self->window);
}

static void
open_page (Page *self)
{
  self->desk = desk_new_for_cash ();
  desk_take_cash (self->desk, self->desk->anna, 1000);
  desk_take_cash (self->desk, self->desk->ben, 25000);
  show_page (self);
}

static void
close_window (Page *self)
{
  g_object_ref (self->page);
  ui_end (self->window);
  g_assert_finalize_object (self->page);
}

static void
close_page (Page *self)
{
  close_window (self);
  desk_free (self->desk);
}

/* The program ended and begun again. */
static void
reopen_page (Page *self)
{
  close_window (self);
  desk_close (self->desk);
  desk_open (self->desk);
  show_page (self);
}

static GtkWidget *
menu_button (Page *self)
{
  return till_test_find (till_test_find (self->page, TILL_TYPE_COLUMNS_MENU), GTK_TYPE_MENU_BUTTON);
}

static GtkWidget *
open_menu (Page *self)
{
  GtkWidget *button = menu_button (self);

  ui_click (button);

  return ui_wait_popover (button);
}

static GtkWidget *
find_check (GtkWidget *menu, const char *column)
{
  GtkWidget *check = till_test_find_named (menu, GTK_TYPE_CHECK_BUTTON, column);

  g_assert_nonnull (check);

  return check;
}

/* A part that GTK does not make public. */
static GtkWidget *
find_part (GtkWidget *root, const char *type_name, guint index)
{
  g_autoptr (GPtrArray) all = till_test_find_all (root, GTK_TYPE_WIDGET);

  for (guint i = 0; i < all->len; i++)
    {
      if (g_str_equal (G_OBJECT_TYPE_NAME (all->pdata[i]), type_name) &&
          gtk_widget_get_mapped (all->pdata[i]) && index-- == 0)
        return all->pdata[i];
    }

  g_error ("there is no %s", type_name);
}

/* The titles to be seen, in the order of the tree, which the Tab key and a screen reader follow. */
static char *
shown_titles (Page *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GString   *titles = g_string_new (NULL);

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget  *label = till_test_find (title, GTK_TYPE_LABEL);
      const char *words = label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : "";

      if (*words != '\0' && gtk_widget_get_visible (title))
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? " " : "", words);
    }

  return g_string_free (titles, FALSE);
}

#define assert_titles(self, wanted)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *titles_ = shown_titles (self);                                                \
    g_assert_cmpstr (titles_, ==, wanted);                                                         \
  }                                                                                                \
  G_STMT_END

static gboolean
shows_titles (Page *self, const char *wanted)
{
  g_autofree char *titles = shown_titles (self);

  return g_str_equal (titles, wanted);
}

/* Each cell of the first row is below its title. */
static void
assert_cells_below_titles (Page *self)
{
  GtkWidget *title =
    gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));
  GtkWidget *cell = find_part (GTK_WIDGET (self->view), "GtkColumnViewCell", 0);

  for (; title != NULL; title = gtk_widget_get_next_sibling (title))
    {
      graphene_rect_t above;
      graphene_rect_t below;

      if (!gtk_widget_get_visible (title))
        continue;
      g_assert_nonnull (cell);
      g_assert_true (gtk_widget_compute_bounds (title, GTK_WIDGET (self->view), &above));
      g_assert_true (gtk_widget_compute_bounds (cell, GTK_WIDGET (self->view), &below));
      g_assert_cmpint ((int) above.origin.x, ==, (int) below.origin.x);
      cell = gtk_widget_get_next_sibling (cell);
    }
  g_assert_null (cell);
}

static GtkColumnViewColumn *
column (Page *self, const char *title)
{
  g_autoptr (GPtrArray) columns = till_table_layout_list (self->layout);

  for (guint i = 0; i < columns->len; i++)
    {
      if (g_str_equal (gtk_column_view_column_get_title (columns->pdata[i]), title))
        return columns->pdata[i];
    }

  g_error ("there is no column “%s”", title);
}

static void
test_hide (void)
{
  Page       page;
  GtkWidget *menu;
  GtkWidget *last;

  open_page (&page);
  assert_titles (&page, AS_DECLARED " Actions");
  menu = open_menu (&page);
  g_assert_false (ui_can_press (menu, "Reset Columns"));
  till_test_screenshot (menu, "columns-menu");
  ui_click (find_check (menu, "Method"));
  ui_click (find_check (menu, "Posted"));
  till_test_wait_until (
    shows_titles (&page, "Date Patient Amount Card Status Confirmation Actions"));
  ui_settle (page.window);
  gtk_popover_popdown (GTK_POPOVER (menu));
  till_test_wait_frames (page.window, 2);
  till_test_screenshot (page.window, "columns-hidden");
  assert_cells_below_titles (&page);

  reopen_page (&page);
  assert_titles (&page, "Date Patient Amount Card Status Confirmation Actions");

  /* One stays. */
  menu = open_menu (&page);
  for (const char *const *at =
         (const char *const[]){ "Date", "Patient", "Card", "Status", "Confirmation", NULL };
       *at != NULL; at++)
    {
      ui_click (find_check (menu, *at));
      ui_settle (page.window);
      g_assert_true (gtk_widget_get_mapped (menu));
    }
  till_test_wait_until (shows_titles (&page, "Amount Actions"));
  last = find_check (menu, "Amount");
  g_assert_false (gtk_widget_is_sensitive (last));
  till_test_screenshot (menu, "columns-menu-last");
  till_table_layout_show (page.layout, column (&page, "Amount"), FALSE);
  assert_titles (&page, "Amount Actions");

  ui_press (menu, "Reset Columns");
  till_test_wait_until (shows_titles (&page, AS_DECLARED " Actions"));
  g_assert_true (gtk_widget_is_sensitive (last));
  ui_settle (page.window);
  assert_cells_below_titles (&page);
  gtk_popover_popdown (GTK_POPOVER (menu));
  reopen_page (&page);
  assert_titles (&page, AS_DECLARED " Actions");
  close_page (&page);
}

static void
test_move_by_keys (void)
{
  Page       page;
  GtkWidget *menu;

  open_page (&page);
  menu = open_menu (&page);
  gtk_widget_grab_focus (ui_button (menu, "Move Patient down"));
  ui_keys ("space");
  till_test_wait_until (
    shows_titles (&page, "Date Amount Patient Method Card Status Posted Confirmation Actions"));
  ui_settle (page.window);
  assert_cells_below_titles (&page);
  /* The focus goes with it. */
  ui_keys ("space");
  till_test_wait_until (
    shows_titles (&page, "Date Amount Method Patient Card Status Posted Confirmation Actions"));
  gtk_widget_grab_focus (ui_button (menu, "Move Date down"));
  ui_keys ("shift+Tab");
  ui_settle (page.window);
  g_assert_false (ui_can_press (menu, "Move Date up"));
  g_assert_false (ui_can_press (menu, "Move Confirmation down"));

  /* At the end the focus is on the way back. */
  gtk_widget_grab_focus (ui_button (menu, "Move Amount up"));
  ui_keys ("space");
  till_test_wait_until (
    shows_titles (&page, "Amount Date Method Patient Card Status Posted Confirmation Actions"));
  g_assert_true (gtk_widget_has_focus (ui_button (menu, "Move Amount down")));
  ui_settle (page.window);
  till_test_screenshot (menu, "columns-menu-moved");
  assert_cells_below_titles (&page);
  gtk_popover_popdown (GTK_POPOVER (menu));
  ui_pictures (page.window, "columns-moved");

  reopen_page (&page);
  assert_titles (&page, "Amount Date Method Patient Card Status Posted Confirmation Actions");
  ui_settle (page.window);
  assert_cells_below_titles (&page);
  close_page (&page);
}

/* ── By the header ── */

static GtkWidget *
title (Page *self, const char *words)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  for (GtkWidget *at = gtk_widget_get_first_child (header); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    {
      if (till_test_shows_text (at, words))
        return at;
    }

  g_error ("there is no title “%s”", words);
}

static void
test_drag (void)
{
  Page       page;
  GtkWidget *button;

  open_page (&page);
  ui_drag (title (&page, "Method"), 0.3, title (&page, "Patient"), 0.3);
  till_test_wait_until (
    shows_titles (&page, "Date Method Patient Amount Card Status Posted Confirmation Actions"));
  ui_settle (page.window);
  assert_cells_below_titles (&page);
  ui_drag (title (&page, "Date"), 0.3, title (&page, "Card"), 0.3);
  till_test_wait_until (
    shows_titles (&page, "Method Patient Amount Card Date Status Posted Confirmation Actions"));
  ui_settle (page.window);
  assert_cells_below_titles (&page);

  /* Actions stay where they are, and nothing goes before the marks. */
  ui_drag (title (&page, "Actions"), 0.3, title (&page, "Patient"), 0.3);
  ui_settle (page.window);
  till_test_wait_until (
    shows_titles (&page, "Method Patient Amount Card Date Status Posted Confirmation Actions"));
  assert_cells_below_titles (&page);

  /* The filter of a column that was moved is its own. */
  till_test_wait_until (till_table_get_n_rows (page.table) == 2);
  button = till_test_find_named (title (&page, "Amount"), GTK_TYPE_MENU_BUTTON, "Filter Amount");
  ui_click (button);
  till_test_wait_for_text (page.window, "From");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  close_page (&page);
}

/* What stands in a column that was made narrow is cut with "…" in it, not at its edge. */
static void
test_narrow (void)
{
  Page                 page;
  GtkColumnViewColumn *patient;
  GtkWidget           *cell;
  GtkWidget           *words;

  open_page (&page);
  patient = column (&page, "Patient");
  cell = till_test_find_named (GTK_WIDGET (page.view), GTK_TYPE_INSCRIPTION, "Lee, Ben");
  words = till_test_find_named (title (&page, "Patient"), GTK_TYPE_LABEL, "Patient");
  g_assert_nonnull (cell);
  g_assert_nonnull (words);
  gtk_column_view_column_set_fixed_width (patient, 60);
  till_test_wait_until (gtk_widget_get_width (cell) < 60);
  g_assert_cmpint (gtk_widget_get_width (words), <, 60);
  till_test_screenshot (page.window, "columns-narrow");
  till_table_layout_reset (page.layout);
  till_test_wait_until (gtk_widget_get_width (cell) > 60);
  close_page (&page);
}

static void
test_width (void)
{
  Page page;
  int  before;
  int  method;
  int  patient;

  open_page (&page);
  before = gtk_widget_get_width (title (&page, "Method"));
  ui_drag (title (&page, "Method"), 1, title (&page, "Card"), 0.5);
  till_test_wait_until (gtk_widget_get_width (title (&page, "Method")) > before + 20);
  method = gtk_column_view_column_get_fixed_width (column (&page, "Method"));
  /* The widest one can be made narrow. */
  ui_drag (title (&page, "Patient"), 1, title (&page, "Patient"), 0.4);
  till_test_wait_until (gtk_column_view_column_get_fixed_width (column (&page, "Patient")) > 0);
  ui_settle (page.window);
  patient = gtk_column_view_column_get_fixed_width (column (&page, "Patient"));
  till_test_screenshot (page.window, "columns-widths");

  reopen_page (&page);
  ui_settle (page.window);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column (&page, "Method")), ==, method);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column (&page, "Patient")), ==, patient);
  g_assert_cmpint (gtk_widget_get_width (title (&page, "Patient")), <=, patient);

  /* Never too narrow to be grasped again. */
  gtk_column_view_column_set_fixed_width (column (&page, "Method"), 0);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column (&page, "Method")), >=, 30);
  till_table_layout_reset (page.layout);
  ui_settle (page.window);
  g_assert_true (gtk_column_view_column_get_expand (column (&page, "Patient")));
  close_page (&page);
}

/* ── What is kept ── */

static void
keep (Page *self, const char *text)
{
  till_practice_set_view (self->desk->practice, KEY, text);
  reopen_page (self);
}

static void
test_kept_texts (void)
{
  Page page;

  open_page (&page);
  /* What is no text of ours changes nothing. */
  keep (&page, "{\"date\": 1}");
  assert_titles (&page, AS_DECLARED " Actions");
  keep (&page, "");
  assert_titles (&page, AS_DECLARED " Actions");

  /* Columns of before and of later; one twice; all hidden. */
  keep (&page, "[('gone', 70, false), ('amount', 99999, false), ('date', -7, false),"
               " ('amount', 5, true), ('', 5, true), ('patient', 0, false)]");
  assert_titles (&page, "Amount Method Card Status Posted Confirmation Date Patient Actions");
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column (&page, "Amount")), <, 3000);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column (&page, "Date")), ==, -1);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column (&page, "Patient")), >, 20);
  keep (&page, "[('date', -1, true), ('patient', -1, true), ('amount', -1, true),"
               " ('method', -1, true), ('card', -1, true), ('status', -1, true),"
               " ('posted', -1, true), ('confirmation', -1, true)]");
  assert_titles (&page, "Date Actions");
  close_page (&page);
}

/* What narrows the list is always to be seen. */
static void
test_hidden_and_filtered (void)
{
  static const char *const cash[] = { "cash", NULL };
  g_autoptr (TillFilter)   filter = till_filter_new ();
  Page                     page;
  GtkWidget               *bar;

  open_page (&page);
  bar = till_test_find (page.page, TILL_TYPE_FILTER_BAR);
  till_table_layout_show (page.layout, column (&page, "Method"), FALSE);
  till_filter_set (filter, "method", TILL_OP_IS, cash);
  till_table_set_filter (page.table, filter);
  till_test_wait_for_text (bar, "Method: Cash");
  ui_settle (page.window);

  /* And changed. */
  ui_press (bar, "Method: Cash");
  till_test_wait_for_text (page.window, "Check");
  ui_settle (page.window);
  till_test_screenshot (page.window, "columns-hidden-filter");
  ui_press (bar, "Remove filter Method: Cash");
  till_test_wait_until (till_filter_get_n_conditions (till_table_get_filter (page.table)) == 0);
  close_page (&page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/columns-menu/hide", test_hide);
  g_test_add_func ("/ui/columns-menu/move-by-keys", test_move_by_keys);
  g_test_add_func ("/ui/columns-menu/drag", test_drag);
  g_test_add_func ("/ui/columns-menu/width", test_width);
  g_test_add_func ("/ui/columns-menu/narrow", test_narrow);
  g_test_add_func ("/ui/columns-menu/kept-texts", test_kept_texts);
  g_test_add_func ("/ui/columns-menu/hidden-and-filtered", test_hidden_and_filtered);

  return g_test_run ();
}
